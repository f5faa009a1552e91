"""Which schedules are open at a moment: asked once for all stations that share one, and remembered for a minute."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime

from stations.hours import OpenState, OpenStatus, Schedule, stay_at
from stations.storage import schedules
from stations.storage.engine import Database, Tx

_KEPT_MINUTES = 16
_lock = threading.Lock()


class _Remembered:
    """Schedules of one database as of ``version``, and their statuses at the minutes asked for last."""

    def __init__(self, version: int, schedules_by_key: dict[int, Schedule]) -> None:
        self.version = version
        self.schedules = schedules_by_key
        self.statuses: OrderedDict[tuple[datetime, int], Mapping[int, OpenStatus]] = OrderedDict()

    def at(self, minute: datetime, stay: int) -> Mapping[int, OpenStatus]:
        """Return the statuses at ``minute`` for ``stay`` minutes; what is asked for most is kept longest.

        They are worked out without the lock: two threads may do the same work once, but nobody waits for a stranger's
        far-off minute.
        """
        with _lock:
            found = self.statuses.get((minute, stay))
            if found is not None:
                self.statuses.move_to_end((minute, stay))
                return found
        found = {key: stay_at(schedule, minute, stay) for key, schedule in self.schedules.items()}
        with _lock:
            self.statuses[(minute, stay)] = found
            while len(self.statuses) > _KEPT_MINUTES:
                self.statuses.popitem(last=False)
        return found


_remembered: weakref.WeakKeyDictionary[Database, _Remembered] = weakref.WeakKeyDictionary()


def statuses_at(db: Database, tx: Tx, at: datetime, stay: int = 0) -> Mapping[int, OpenStatus]:
    """Return the status of every schedule for who arrives at ``at`` (to the minute) and stays ``stay`` minutes, by its key."""
    return _known(db, tx).at(at.replace(second=0, microsecond=0), stay)


def schedules_of(db: Database, tx: Tx) -> Mapping[int, Schedule]:
    """Return all schedules by key."""
    return _known(db, tx).schedules


def _known(db: Database, tx: Tx) -> _Remembered:
    version = schedules.version(tx)
    with _lock:
        remembered = _remembered.get(db)
    if remembered is None or remembered.version != version:
        remembered = _Remembered(version, schedules.every(tx))
        with _lock:
            _remembered[db] = remembered
    return remembered


def keys_in(statuses: Mapping[int, OpenStatus], *states: OpenState) -> frozenset[int]:
    """Return the keys of the schedules that are in one of ``states``."""
    return frozenset(key for key, status in statuses.items() if status.state in states)
