"""What points that nobody has been to have in common: names, hours, equipment and places as a program makes them.

======================  ==============================================================================================
trait                   holds for a station
======================  ==============================================================================================
``repeated-name``       whose name three or more of its list bear in its district, or two where a third of the district's
                        names are repeated. A name that, without its district's, is found in three districts and a
                        quarter of them, or borne by a quarter of the list, only says what kind of place it is and does
                        not count
``namesakes-differ``    with a repeated name, where namesakes agree about their hours hardly more often than any two of
                        the list: Fleiss' kappa, (agreeing - by chance) / (1 - by chance), below 0.2 (Psychological
                        Bulletin 76, 1971; up to 0.2 is "slight", Landis & Koch, Biometrics 33, 1977)
``double``              in one square of 50 m with another of the same name, of whatever list; at the same metre where the
                        name only says what kind of place it is
``shared-spot``         at exactly the position of at least two others of its list with other names, as where a program
                        knew the town only
``even-spacing``        on a lattice or at equal steps (:func:`stations.spacing.evenly_spaced`)
``random-spread``       in a district filled as by random numbers (:func:`stations.spacing.drawn_in_a_box`)
``rounded``             whose coordinates both have three decimals or fewer: 100 m
``always-open``         said never to close, where a fifth or more of the list is: five standard deviations more than if
                        one in ten were, which is already more than is usual
``uniform-hours``       with the hours of a quarter or more of its list
``uniform-facilities``  with the very set of three or more facilities of a quarter or more of its list
``never-confirmed``     that nobody has looked at on the spot
======================  ==============================================================================================

Shares are told of lists of at least twenty. A list is what came from one source.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from typing import TypeVar

import numpy as np

from stations.geo import EARTH_RADIUS_M, Degrees
from stations.search_text import fold
from stations.spacing import drawn_in_a_box, evenly_spaced

T = TypeVar("T", bound=Hashable)

MANY = 20
SHARE = 0.25
OFTEN = 3
HABIT = 1 / 3
GENERIC_DISTRICTS = 3
ENOUGH_PAIRS = 10
SLIGHT = 0.2
LITTLE_TO_TELL = 0.9
ALWAYS_SHARE = 0.1
ALWAYS_DEVIATIONS = 5.0
SQUARE_M = 50.0
ROUND_DECIMALS = 3
FACILITIES_TO_TELL = 3
_NO_LETTERS = re.compile(r"[\W_]+")
# more squares of 50 m than there are round the globe
_ACROSS = 1 << 21


class Trait(StrEnum):
    """A reason to doubt that a station exists."""

    REPEATED_NAME = "repeated-name"
    NAMESAKES_DIFFER = "namesakes-differ"
    DOUBLE = "double"
    SHARED_SPOT = "shared-spot"
    EVEN_SPACING = "even-spacing"
    RANDOM_SPREAD = "random-spread"
    ROUNDED = "rounded"
    ALWAYS_OPEN = "always-open"
    UNIFORM_HOURS = "uniform-hours"
    UNIFORM_FACILITIES = "uniform-facilities"
    NEVER_CONFIRMED = "never-confirmed"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the traits are read from. ``name`` is folded (:func:`stations.search_text.fold`), ``hours`` "" where unknown.

    ``lat`` and ``lng`` are WGS-84 degrees; ``is_rounded`` tells of the pair as its source gave it; ``facilities`` is the
    mask of what is said to be there; ``is_confirmed`` whether anybody looked on the spot.
    """

    key: int
    name: str
    source: str
    district: str
    lat: float
    lng: float
    is_rounded: bool
    hours: str
    facilities: int
    is_confirmed: bool


Found = Iterable[tuple[Trait, Iterable[Entry]]]


def is_rounded(*degrees: float) -> bool:
    """Tell whether all of ``degrees`` have at most three decimals."""
    return all(abs(it - round(it, ROUND_DECIMALS)) < 1e-9 for it in degrees)


def all_traits(entries: Sequence[Entry]) -> Found:
    """Yield each trait with those of ``entries`` for which it holds, in parts; "never confirmed" is plain to see and left out."""
    yield Trait.ROUNDED, (it for it in entries if it.is_rounded)
    lists = [(listed, _generic_names(listed)) for listed in _grouped(entries, lambda it: it.source)]
    yield Trait.DOUBLE, _doubles(entries, {name for _, generic in lists for name in generic})
    for listed, generic in lists:
        places = _grouped(listed, lambda it: it.district)
        yield from _of_names(listed, places, generic)
        yield from _of_defaults(listed)
        yield Trait.SHARED_SPOT, _on_one_spot(listed)
        yield Trait.EVEN_SPACING, _even(listed)
        for group in places:
            yield Trait.EVEN_SPACING, _even(group)
            yield Trait.RANDOM_SPREAD, group if drawn_in_a_box(*_positions(group)) else ()


def _grouped(entries: Iterable[Entry], by: Callable[[Entry], Hashable]) -> list[list[Entry]]:
    groups: dict[Hashable, list[Entry]] = defaultdict(list)
    for it in entries:
        groups[by(it)].append(it)
    return list(groups.values())


def _of_names(listed: Sequence[Entry], places: Iterable[Sequence[Entry]], generic: set[str]) -> Found:
    namesakes = [group for place in places for group in _namesakes(place, generic)]
    repeated = [it for group in namesakes for it in group]
    yield Trait.REPEATED_NAME, repeated
    if _agree_slightly(namesakes, listed):
        yield Trait.NAMESAKES_DIFFER, repeated


def _generic_names(listed: Sequence[Entry]) -> set[str]:
    """Return the names that only say what kind of place it is, whether or not they begin with the district's own."""
    own = {district: fold(district) for district in {it.district for it in listed}}
    kinds = {(it.name, it.district): _without(own[it.district], it.name) for it in listed}
    districts = Counter(kind for kind, _ in {(kind, district) for (_, district), kind in kinds.items()})
    wide = max(GENERIC_DISTRICTS, SHARE * len(own))
    bearers = Counter(kinds[it.name, it.district] for it in listed)
    generic = {kind for kind, count in districts.items() if count >= wide} | _common(bearers, len(listed)) | {""}
    return {name for (name, _), kind in kinds.items() if kind in generic}


def _without(district: str, name: str) -> str:
    return name.replace(district, "") if district else name


def _namesakes(place: Sequence[Entry], generic: set[str]) -> list[list[Entry]]:
    """Return the groups of one name in a district that are too many for a coincidence."""
    groups = [group for group in _grouped(place, lambda it: it.name) if len(group) > 1 and group[0].name not in generic]
    is_habit = len(place) >= MANY and sum(map(len, groups)) >= HABIT * len(place)
    return [group for group in groups if is_habit or len(group) >= OFTEN]


def _agree_slightly(namesakes: Iterable[Sequence[Entry]], listed: Iterable[Entry]) -> bool:
    """Tell whether namesakes have the same hours hardly more often than any two stations of the list (Fleiss' kappa)."""
    pairs = agreeing = 0
    for group in namesakes:
        stated = Counter(it.hours for it in group if it.hours)
        pairs += _pairs(stated.total())
        agreeing += sum(map(_pairs, stated.values()))
    overall = Counter(it.hours for it in listed if it.hours)
    if pairs < ENOUGH_PAIRS:
        return False
    chance = sum(map(_pairs, overall.values())) / _pairs(overall.total())
    return chance < LITTLE_TO_TELL and (agreeing / pairs - chance) / (1 - chance) < SLIGHT


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _of_defaults(listed: Sequence[Entry]) -> Found:
    by_hours = Counter(it.hours for it in listed if it.hours)
    is_improbable = _is_improbably_often_open(by_hours)
    always = {text for text in by_hours if is_improbable and is_always(text)}
    uniform = _common(by_hours, len(listed)) - always
    yield Trait.ALWAYS_OPEN, [it for it in listed if it.hours in always]
    yield Trait.UNIFORM_HOURS, [it for it in listed if it.hours in uniform]
    telling = [it for it in listed if it.facilities.bit_count() >= FACILITIES_TO_TELL]
    sets = _common(Counter(it.facilities for it in telling), len(listed))
    yield Trait.UNIFORM_FACILITIES, [it for it in telling if it.facilities in sets]


def is_always(hours: str) -> bool:
    """Tell whether hours as stored (OpenStreetMap's opening_hours) say "around the clock"."""
    return hours.startswith("24/7") or hours in ("00:00-24:00", "Mo-Su 00:00-24:00")


def _is_improbably_often_open(by_hours: Mapping[str, int]) -> bool:
    stated = sum(by_hours.values())
    always = sum(count for text, count in by_hours.items() if is_always(text))
    if stated < MANY:
        return False
    deviation = sqrt(stated * ALWAYS_SHARE * (1 - ALWAYS_SHARE))
    return always >= max(2 * ALWAYS_SHARE * stated, ALWAYS_SHARE * stated + ALWAYS_DEVIATIONS * deviation)


def _common(counts: Counter[T], total: int) -> set[T]:
    """Return what a quarter or more of a list share, if the list is long enough to tell."""
    return {value for value, count in counts.items() if total >= MANY and count >= SHARE * total}


def _on_one_spot(listed: Sequence[Entry]) -> Iterator[Entry]:
    spots = Counter((it.lat, it.lng) for it in listed)
    crowded = [it for it in listed if spots[it.lat, it.lng] >= OFTEN]
    for spot in _grouped(crowded, lambda it: (it.lat, it.lng)):
        if len({it.name for it in spot}) >= OFTEN:
            yield from spot


def _doubles(entries: Sequence[Entry], generic: set[str]) -> list[Entry]:
    """Return those that share a name and a square of 50 m; the squares are laid four times, half a square apart.

    So any two within 25 m are found and none beyond 71 m, without comparing each with each.
    """
    if not entries:
        return []
    names = np.unique([_told_by(it, generic) for it in entries], return_inverse=True)[1]
    lats, lngs = _positions(entries)
    is_double = np.zeros(len(entries), bool)
    for north in (0.0, 0.5):
        rows = np.floor(np.radians(lats) * EARTH_RADIUS_M / SQUARE_M + north)
        across = np.radians(lngs) * np.cos(rows * SQUARE_M / EARTH_RADIUS_M) * EARTH_RADIUS_M / SQUARE_M
        for east in (0.0, 0.5):
            squares = (names * _ACROSS + rows.astype(np.int64)) * _ACROSS + np.floor(across + east).astype(np.int64)
            _, which, counts = np.unique(squares, return_inverse=True, return_counts=True)
            is_double |= counts[which] > 1
    return [it for it, found in zip(entries, is_double, strict=True) if found and it.name]


def _told_by(entry: Entry, generic: set[str]) -> str:
    """Return what two entries of one station have in common besides their square: the letters of the name."""
    bare = _NO_LETTERS.sub("", entry.name)
    return f"{bare} {entry.lat:.5f} {entry.lng:.5f}" if entry.name in generic else bare


def _even(group: Sequence[Entry]) -> Iterator[Entry]:
    for it, found in zip(group, evenly_spaced(*_positions(group)), strict=True):
        if found:
            yield it


def _positions(entries: Sequence[Entry]) -> tuple[Degrees, Degrees]:
    return np.array([it.lat for it in entries]), np.array([it.lng for it in entries])
