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
    """Schedules of one database as of ``version``, and their statuses at the minutes asked for last."""

    def __init__(self, version: int, schedules_by_key: dict[int, Schedule]) -> None:
        self.version = version
        self.schedules = schedules_by_key
        self.statuses: OrderedDict[datetime, Mapping[int, OpenStatus]] = OrderedDict()

    def at(self, minute: datetime) -> Mapping[int, OpenStatus]:
        """Return the statuses at ``minute``; what is asked for most is kept longest.

        They are worked out without the lock: two threads may do the same work once, but nobody waits for a stranger's
        far-off minute.
        """
        with _lock:
            found = self.statuses.get(minute)
            if found is not None:
                self.statuses.move_to_end(minute)
                return found
        found = {key: status_at(schedule, minute) for key, schedule in self.schedules.items()}
        with _lock:
            self.statuses[minute] = found
            while len(self.statuses) > _KEPT_MINUTES:
                self.statuses.popitem(last=False)
        return found


_remembered: weakref.WeakKeyDictionary[Database, _Remembered] = weakref.WeakKeyDictionary()


def statuses_at(db: Database, tx: Tx, at: datetime) -> Mapping[int, OpenStatus]:
    """Return the status of every schedule at ``at`` (to the minute), by the schedule's key."""
    version = schedules.version(tx)
    with _lock:
        remembered = _remembered.get(db)
    if remembered is None or remembered.version != version:
        remembered = _Remembered(version, schedules.every(tx))
        with _lock:
            _remembered[db] = remembered
    return remembered.at(at.replace(second=0, microsecond=0))


def keys_in(statuses: Mapping[int, OpenStatus], *states: OpenState) -> frozenset[int]:
    """Return the keys of the schedules that are in one of ``states``."""
    return frozenset(key for key, status in statuses.items() if status.state in states)
