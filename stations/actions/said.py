"""What is said about the facilities of the stations that lists show, remembered until one of them changes."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from stations.amenities import Amenity, AmenityState, state_on
from stations.catalogue import catalogue
from stations.instants import local_date
from stations.storage import amenities
from stations.storage.engine import Database, Tx
from stations.storage.stations import Brief

_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Said:
    """A station's amenities by code, and the state to show of every facility of the catalogue on ``day``."""

    change: int
    day: date
    amenities: Mapping[str, Amenity]
    states: Mapping[str, AmenityState]


_remembered: weakref.WeakKeyDictionary[Database, OrderedDict[int, Said]] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


def said_of(db: Database, tx: Tx, briefs: Mapping[int, Brief], at: datetime) -> dict[int, Said]:
    """Return what is said about each station of ``briefs`` and how that reads at ``at``; by key.

    A station's change number moves with everything that is said about it, so what was read at that number still holds.
    """
    days = {key: local_date(at, brief.jurisdiction) for key, brief in briefs.items()}
    with _lock:
        kept = _remembered.setdefault(db, OrderedDict())
        found = {
            key: said
            for key, brief in briefs.items()
            if (said := kept.get(key)) is not None and said.change == brief.change and said.day == days[key]
        }
    missing = [key for key in briefs if key not in found]
    for key, read in amenities.of_stations(tx, missing).items():
        found[key] = Said(briefs[key].change, days[key], read, states_on(read, days[key]))
    with _lock:
        for key in briefs:
            kept[key] = found[key]
            kept.move_to_end(key)
        while len(kept) > _KEPT:
            kept.popitem(last=False)
    return found


def states_on(said: Mapping[str, Amenity], day: date) -> dict[str, AmenityState]:
    """Return the state to show of every facility of the catalogue; ``unknown`` where nobody said anything."""
    known = {code: state_on(amenity, day) for code, amenity in said.items()}
    return {code: known.get(code, AmenityState.UNKNOWN) for code in catalogue().codes}
