"""What is said of the stations that lists show, and what it is worth: read once, judged anew when time changes the answer."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from stations.amenities import Amenity, AmenityState, Seen, judged, state_of
from stations.catalogue import catalogue
from stations.claims import Claim, Judgement
from stations.facts import judged_fact
from stations.storage import amenities, sightings
from stations.storage.engine import Database, Tx
from stations.storage.stations import Brief
from stations.trust import FACTS

_KEPT = 2000
_NOTHING: tuple[Seen, ...] = ()
SeenBySubject = Mapping[str, tuple[Seen, ...]]


@dataclass(frozen=True, slots=True)
class Told:
    """What may be told of a station at a moment.

    ``amenities`` is what was said, by code; ``judgements`` what each of these claims, and each fact, is worth;
    ``states`` has the state to show of every facility of the catalogue.
    """

    amenities: Mapping[str, Amenity]
    states: Mapping[str, AmenityState]
    judgements: Mapping[str, Judgement]


@dataclass(frozen=True, slots=True)
class _Kept:
    """What was read of a station at a change number, and how it was judged from ``begins`` until ``ends``."""

    change: int
    amenities: Mapping[str, Amenity]
    seen: SeenBySubject
    told: Told
    begins: datetime
    ends: datetime | None

    def holds(self, change: int, at: datetime) -> bool:
        return self.change == change and self.begins <= at and (self.ends is None or at < self.ends)


_remembered: weakref.WeakKeyDictionary[Database, OrderedDict[int, _Kept]] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


def told(
    said: Mapping[str, Amenity], claims: Mapping[str, Claim], seen: SeenBySubject, jurisdiction: str, at: datetime
) -> Told:
    """Return what may be told at ``at`` of a station with these facilities, facts and sightings."""
    judgements = {code: judged(one, seen.get(code, _NOTHING), jurisdiction, at) for code, one in said.items()}
    states = {code: state_of(one, judgements[code]) for code, one in said.items()}
    judgements |= {fact: judged_fact(claims, fact, seen.get(fact, _NOTHING), at) for fact in FACTS}
    return Told(said, {code: states.get(code, AmenityState.UNKNOWN) for code in catalogue().codes}, judgements)


def said_of(db: Database, tx: Tx, briefs: Mapping[int, Brief], at: datetime) -> dict[int, Told]:
    """Return what may be told at ``at`` of each station of ``briefs``; by key.

    A station's change number moves with everything that is said about it, so what was read at that number still holds.
    """
    with _lock:
        kept = _remembered.setdefault(db, OrderedDict())
        found = {key: one for key in briefs if (one := kept.get(key)) is not None and one.change == briefs[key].change}
    missing = [key for key in briefs if key not in found]
    said = amenities.of_stations(tx, missing)
    seen = sightings.of_stations(tx, missing)
    for key, brief in briefs.items():
        if key in said:
            found[key] = _judged(brief, said[key], seen[key], at)
        elif not found[key].holds(brief.change, at):
            found[key] = _judged(brief, found[key].amenities, found[key].seen, at)
    _remember(kept, found)
    return {key: found[key].told for key in briefs}


def _judged(brief: Brief, said: Mapping[str, Amenity], seen: SeenBySubject, at: datetime) -> _Kept:
    answer = told(said, brief.claims, seen, brief.jurisdiction, at)
    ends = min((it.until for it in answer.judgements.values() if it.until), default=None)
    return _Kept(brief.change, said, seen, answer, at, ends)


def _remember(kept: OrderedDict[int, _Kept], found: Mapping[int, _Kept]) -> None:
    with _lock:
        for key, one in found.items():
            kept[key] = one
            kept.move_to_end(key)
        while len(kept) > _KEPT:
            kept.popitem(last=False)
