"""Reminding people a day and two hours before their slot, once each, and again when they have moved to another slot.

How far this has come is remembered by kind, so that a slot is looked at when its moment comes and not every time. Whoever
booked, or changed their booking, later than that moment knows about it and is not reminded.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from stations.instants import format_instant, parse_instant
from stations.notices import NoticeKind
from stations.storage import house, reminders
from stations.storage.engine import Database, Tx
from stations.telling import HOURS_BEFORE, REMINDERS


def remind(db: Database, now: datetime) -> int:
    """Write the reminders whose moment has come; doing it twice, or in two processes at once, changes nothing more."""
    return sum(_remind(db, now, kind, before) for kind, before in REMINDERS.items())


def _remind(db: Database, now: datetime, kind: NoticeKind, before: timedelta) -> int:
    reached = db.read(lambda tx: house.recall(tx, _key(kind)))
    after, until = _first(now, kind, reached), now + before
    if not db.read(lambda tx: reminders.starts_between(tx, after, until)):
        return 0

    def work(tx: Tx) -> int:
        starts = reminders.starts_between(tx, after, until)
        written = sum(reminders.remind(tx, kind, start, start - before, now) for start in starts)
        house.replace(tx, _key(kind), format_instant(until))
        return written

    return db.write(work)


def _first(now: datetime, kind: NoticeKind, reached: str | None) -> datetime:
    """Return after which beginning slots are still to be looked at: a day's reminder two hours before is worth nothing."""
    earliest = now + HOURS_BEFORE if kind is NoticeKind.REMINDER_DAY else now
    return max(earliest, parse_instant(reached)) if reached else earliest


def _key(kind: NoticeKind) -> str:
    return f"reached_{kind}"
