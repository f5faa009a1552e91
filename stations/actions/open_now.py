"""Which schedules are open at a moment: asked once for all stations that share one, and remembered for a minute."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime

from stations.hours import OpenState, OpenStatus, Schedule, status_at
from stations.storage import schedules
from stations.storage.engine import Database, Tx

_KEPT_MINUTES = 16
_lock = threading.Lock()


class _Remembered:
    """Schedules of one database, and their statuses at the minutes asked for last."""

    def __init__(self) -> None:
        self.version = -1
        self.schedules: dict[int, Schedule] = {}
        self.statuses: OrderedDict[datetime, dict[int, OpenStatus]] = OrderedDict()


_remembered: weakref.WeakKeyDictionary[Database, _Remembered] = weakref.WeakKeyDictionary()


def statuses_at(db: Database, tx: Tx, at: datetime) -> Mapping[int, OpenStatus]:
    """Return the status of every schedule at ``at`` (to the minute), by the schedule's key."""
    minute = at.replace(second=0, microsecond=0)
    version = schedules.version(tx)
    with _lock:
        remembered = _remembered.setdefault(db, _Remembered())
        if remembered.version != version:
            remembered.schedules = schedules.every(tx)
            remembered.statuses.clear()
            remembered.version = version
        found = remembered.statuses.get(minute)
        if found is None:
            found = {key: status_at(schedule, minute) for key, schedule in remembered.schedules.items()}
            remembered.statuses[minute] = found
            while len(remembered.statuses) > _KEPT_MINUTES:
                remembered.statuses.popitem(last=False)
    return found


def keys_in(statuses: Mapping[int, OpenStatus], *states: OpenState) -> frozenset[int]:
    """Return the keys of the schedules that are in one of ``states``."""
    return frozenset(key for key, status in statuses.items() if status.state in states)
