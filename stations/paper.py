"""Stations that look as if they existed on paper only: traits added up, for a person to look at. Nothing is hidden by it.

No trait (:mod:`stations.paper_traits`) proves anything, so each has points, and a station is listed from five on:

* 4 for what honest lists hardly ever have by chance: a double, one spot for many, even spacing. With "never confirmed"
  that is enough.
* 3 for a repeated name. It needs one thing more, because the rooms of one bank may all bear the bank's name.
* 2 for what takes two such traits together: never closing, a random spread.
* 1 for what most honest lists have too. "Never confirmed" is how every import begins.

One cause counts once. Hours and facilities by default are one guess: 1 point together. And where one host explains name,
hours and equipment, that is, where namesakes do not differ, hours and facilities give no points.

Whoever has looked on the spot takes a station off the list for good. The points are a choice of this product.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from stations.paper_traits import Entry, Trait, all_traits

LISTED_FROM = 5
POINTS = {
    Trait.REPEATED_NAME: 3,
    Trait.NAMESAKES_DIFFER: 1,
    Trait.DOUBLE: 4,
    Trait.SHARED_SPOT: 4,
    Trait.EVEN_SPACING: 4,
    Trait.RANDOM_SPREAD: 2,
    Trait.ROUNDED: 1,
    Trait.ALWAYS_OPEN: 2,
    Trait.UNIFORM_HOURS: 1,
    Trait.UNIFORM_FACILITIES: 1,
    Trait.NEVER_CONFIRMED: 1,
}
GUESSES = frozenset({Trait.UNIFORM_HOURS, Trait.UNIFORM_FACILITIES})
_ORDER = {trait: place for place, trait in enumerate(Trait)}


@dataclass(frozen=True, slots=True)
class Suspect:
    """A station with the traits that speak against it, the weightiest kinds first."""

    entry: Entry
    traits: tuple[Trait, ...]

    @property
    def points(self) -> int:
        """How much speaks against it."""
        return points_of(self.traits)


def points_of(traits: Iterable[Trait]) -> int:
    """Return the points of ``traits``, each cause counted once."""
    held = frozenset(traits)
    is_one_host = Trait.REPEATED_NAME in held and Trait.NAMESAKES_DIFFER not in held
    guessed = 1 if held & GUESSES and not is_one_host else 0
    return sum(POINTS[trait] for trait in held - GUESSES) + guessed


def suspects(entries: Sequence[Entry]) -> list[Suspect]:
    """Return those of ``entries`` against which enough speaks: most points first, then by district, name and key.

    Shares and spacing are those of whole lists, so give all stations, not a part of them.
    """
    traits: dict[int, set[Trait]] = defaultdict(set)
    for trait, holders in all_traits(entries):
        for it in holders:
            traits[it.key].add(trait)
    # whatever is judged has never been confirmed, so that one is not collected station by station
    held = (
        (it, traits[it.key] | {Trait.NEVER_CONFIRMED}) for it in entries if not it.is_confirmed and it.key in traits
    )
    found = [
        Suspect(it, tuple(sorted(why, key=_ORDER.__getitem__))) for it, why in held if points_of(why) >= LISTED_FROM
    ]
    return sorted(found, key=lambda it: (-it.points, it.entry.district, it.entry.name, it.entry.key))
