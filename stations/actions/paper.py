"""Which stations look as if they existed on paper only; a list to look at, changing nothing."""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass

from stations.paper import Suspect, suspects
from stations.roles import Actor, Permission, require
from stations.storage import counters, paper, stations
from stations.storage.engine import Database, Tx
from stations.storage.stations import Brief

_lock = threading.Lock()
_Found = tuple[int, str, list[Suspect], int]
_kept: weakref.WeakKeyDictionary[Database, _Found] = weakref.WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class PaperList:
    """The suspects of a district ("" all), the most suspicious first; ``looked_through`` is how many stations were judged."""

    looked_through: int
    suspects: tuple[Suspect, ...]
    briefs: dict[int, Brief]


def paper_stations(db: Database, actor: Actor, district: str = "", limit: int = 500) -> PaperList:
    """Return the stations against which enough speaks, at most ``limit`` of them described.

    Judged anew when any station changed; else what was found last is told again.

    Raises:
        Forbidden.
    """
    require(actor, Permission.REVIEW_STATIONS)

    def work(tx: Tx) -> PaperList:
        found, total = _found(db, tx, district.strip())
        return PaperList(total, tuple(found), stations.briefs(tx, [it.key for it in found[:limit]]))

    return db.read(work)


def _found(db: Database, tx: Tx, district: str) -> tuple[list[Suspect], int]:
    change = counters.current(tx, "station")
    with _lock:
        kept = _kept.get(db)
    if kept is not None and kept[:2] == (change, district):
        return kept[2], kept[3]
    judged = paper.entries(tx, district)
    found = suspects(judged)
    with _lock:
        _kept[db] = (change, district, found, len(judged))
    return found, len(judged)
