"""Stations that look as if they existed on paper only: reasons, added up, for a person to look at. Nothing is hidden by it.

Lists are filled up with points that nobody has been to: the same name again and again, a place every so many metres, hours
and equipment from a pool. Each such trait is a reason with a weight; none proves anything. Two hundred rooms in branches of
one bank have the bank's hours and the bank's equipment and exist, so guessed hours and equipment together with "nobody has
been there" stay below :data:`SUSPICIOUS`; a repeated name, a shared spot or even spacing on top of that do not.

=====================  ======  ==========================================================================================
reason                 weight  holds for a station
=====================  ======  ==========================================================================================
``never-confirmed``     0.5    that nobody has looked at on the spot
``repeated-name``       2.0    whose name another one of the same source in the same district has
``shared-spot``         2.0    that stands within a metre of another one of the same source with another name
``even-spacing``        2.0    in a district whose points of one source lie as evenly as on a lattice (Clark & Evans, Ecology
                               35, 1954: mean distance to the nearest neighbour over that of points thrown at random, 0.5/√density;
                               1 is random, 2.15 the most even there is; from 1.5 on), or on a line with equal steps
``rounded``             1.0    whose coordinates have three decimals or fewer: 100 metres
``uniform-hours``       0.8    with hours that a quarter or more of a source of at least 20 stations share
``uniform-facilities``  0.8    with the very set of three or more facilities that a quarter or more of its source share
=====================  ======  ==========================================================================================
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from stations.geo import EARTH_RADIUS_M

SUSPICIOUS = 2.5
MANY = 20
SHARE = 0.25
EVEN_FROM = 12
EVENNESS = 1.5
STEADY = 0.12
ROUND_DECIMALS = 3
_MOST_COMPARED = 2500


class Trait(StrEnum):
    """A reason to doubt that a station exists."""

    NEVER_CONFIRMED = "never-confirmed"
    REPEATED_NAME = "repeated-name"
    SHARED_SPOT = "shared-spot"
    EVEN_SPACING = "even-spacing"
    ROUNDED = "rounded"
    UNIFORM_HOURS = "uniform-hours"
    UNIFORM_FACILITIES = "uniform-facilities"


WEIGHTS = {
    Trait.NEVER_CONFIRMED: 0.5,
    Trait.REPEATED_NAME: 2.0,
    Trait.SHARED_SPOT: 2.0,
    Trait.EVEN_SPACING: 2.0,
    Trait.ROUNDED: 1.0,
    Trait.UNIFORM_HOURS: 0.8,
    Trait.UNIFORM_FACILITIES: 0.8,
}


@dataclass(frozen=True, slots=True)
class Entry:
    """What the traits are read from. ``name`` is folded (:func:`stations.search_text.fold`), ``hours`` "" where unknown.

    ``lat`` and ``lng`` are the pair as the source gave it, in degrees; ``facilities`` is the mask of what is said to be there.
    """

    key: int
    name: str
    source: str
    district: str
    lat: float
    lng: float
    hours: str
    facilities: int
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Suspect:
    """A station with the traits that speak against it; ``score`` is the sum of their weights."""

    key: int
    traits: tuple[Trait, ...]

    @property
    def score(self) -> float:
        """How much speaks against it."""
        return round(sum(WEIGHTS[trait] for trait in self.traits), 2)


def suspects(entries: Sequence[Entry]) -> list[Suspect]:
    """Return those of ``entries`` against which enough speaks, the most suspicious first; none that somebody has been to."""
    traits: dict[int, set[Trait]] = defaultdict(set)
    for trait, keys in _all_traits(entries):
        for key in keys:
            traits[key].add(trait)
    found = [
        Suspect(it.key, tuple(sorted(traits[it.key], key=list(Trait).index))) for it in entries if not it.is_confirmed
    ]
    return sorted((it for it in found if it.score >= SUSPICIOUS), key=lambda it: (-it.score, it.key))


def _all_traits(entries: Sequence[Entry]) -> Iterator[tuple[Trait, Iterable[int]]]:
    yield Trait.NEVER_CONFIRMED, [it.key for it in entries if not it.is_confirmed]
    yield Trait.ROUNDED, [it.key for it in entries if _is_round(it.lat) and _is_round(it.lng)]
    by_place: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    by_source: dict[str, list[Entry]] = defaultdict(list)
    for it in entries:
        by_place[it.source, it.district].append(it)
        by_source[it.source].append(it)
    for group in by_place.values():
        yield Trait.REPEATED_NAME, _repeated([(it.key, it.name) for it in group if it.name])
        if _is_even(group):
            yield Trait.EVEN_SPACING, [it.key for it in group]
    for group in by_source.values():
        yield Trait.SHARED_SPOT, _sharing_a_spot(group)
        if len(group) >= MANY:
            yield Trait.UNIFORM_HOURS, _uniform([(it.key, it.hours) for it in group if it.hours], len(group))
            many = [(it.key, it.facilities) for it in group if it.facilities.bit_count() >= 3]
            yield Trait.UNIFORM_FACILITIES, _uniform(many, len(group))


def _is_round(degrees: float) -> bool:
    return abs(degrees - round(degrees, ROUND_DECIMALS)) < 1e-9


def _repeated(named: Sequence[tuple[int, str]]) -> list[int]:
    counts = Counter(name for _, name in named)
    return [key for key, name in named if counts[name] > 1]


def _uniform(values: Sequence[tuple[int, object]], total: int) -> list[int]:
    counts = Counter(value for _, value in values)
    return [key for key, value in values if counts[value] >= SHARE * total]


def _sharing_a_spot(group: Sequence[Entry]) -> list[int]:
    spots: dict[tuple[float, float], list[Entry]] = defaultdict(list)
    for it in group:
        spots[round(it.lat, 5), round(it.lng, 5)].append(it)
    return [it.key for there in spots.values() if len({one.name for one in there}) > 1 for it in there]


def _is_even(group: Sequence[Entry]) -> bool:
    """Tell whether a district's points lie as on a lattice or on a line with equal steps."""
    if not EVEN_FROM <= len(group) <= _MOST_COMPARED:
        return False
    x, y = _metres(group)
    return _lies_on_a_steady_line(x, y) or _clark_evans(x, y) >= EVENNESS


def _metres(group: Sequence[Entry]) -> tuple[np.ndarray, np.ndarray]:
    """Return the points on a plane in metres (equirectangular, good enough within a district)."""
    lat = np.radians([it.lat for it in group])
    lng = np.radians([it.lng for it in group])
    middle = lat.mean()
    return EARTH_RADIUS_M * (lng - lng.mean()) * np.cos(middle), EARTH_RADIUS_M * (lat - middle)


def _clark_evans(x: np.ndarray, y: np.ndarray) -> float:
    apart = np.hypot(x[:, None] - x[None], y[:, None] - y[None])
    np.fill_diagonal(apart, np.inf)
    area = np.ptp(x) * np.ptp(y)
    expected = 0.5 / np.sqrt(len(x) / area) if area else 0.0
    return float(apart.min(axis=1).mean() / expected) if expected else 0.0


def _lies_on_a_steady_line(x: np.ndarray, y: np.ndarray) -> bool:
    points = np.stack([x - x.mean(), y - y.mean()])
    _, spread, directions = np.linalg.svd(points.T, full_matrices=False)
    if not spread[0] or spread[1] > 0.02 * spread[0]:
        return False
    gaps = np.diff(np.sort(points.T @ directions[0]))
    return bool(gaps.mean() and gaps.std() / gaps.mean() < STEADY)
