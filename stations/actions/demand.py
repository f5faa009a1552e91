"""How often stations are looked at, counted in the process and written down once a minute; nothing about who."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import date, datetime

from stations.instants import local_date
from stations.roles import Actor, Permission, require
from stations.storage import demand
from stations.storage.engine import Database

_lock = threading.Lock()
_views: Counter[tuple[str, date]] = Counter()


def note_view(station_id: str, now: datetime) -> None:
    """Count that a driver looked at a station; the station is one that was just found, so what is counted is bounded."""
    with _lock:
        _views[station_id, local_date(now, "CN")] += 1


def write_down(db: Database, actor: Actor) -> int:
    """Store what was counted since the last time, in one transaction; return how many views that were.

    What cannot be stored now is kept and counted with the next.

    Raises:
        Forbidden, DatabaseUnavailable.
    """
    require(actor, Permission.KEEP_HOUSE)
    with _lock:
        counted = dict(_views)
        _views.clear()
    if not counted:
        return 0
    try:
        db.write(lambda tx: demand.add(tx, counted))
    except BaseException:
        with _lock:
            _views.update(counted)
        raise
    return sum(counted.values())
