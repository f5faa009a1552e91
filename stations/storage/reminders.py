"""Reminders of bookings to come: one for each slot somebody has, however often this is asked.

They are found from the sessions of a day or two (``session_date``), through their slots, to those who are booked in them, so
that it costs the same with a thousand bookings in the past as with a million.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from stations.instants import format_instant, parse_instant
from stations.notices import NoticeKind
from stations.storage.engine import Tx

# a session's day is that of its station, and its slots may go on after midnight
_DAY_BEFORE, _DAY_AFTER = timedelta(days=2), timedelta(days=1)
_ON_THESE_DAYS = "session.on_date BETWEEN :first AND :last AND session.status = 'published'"
STARTS = (
    "SELECT DISTINCT slot.starts_at FROM session JOIN slot ON slot.session_id = session.id"
    f" WHERE {_ON_THESE_DAYS} AND slot.starts_at > :after AND slot.starts_at <= :until ORDER BY slot.starts_at"
)
REMIND = (
    "INSERT INTO notice (booking_id, kind, version, args, created_at, due_at)"
    " SELECT booking.id, :kind, slot.id, '{}', :now, :now FROM session JOIN slot ON slot.session_id = session.id"
    f" JOIN booking ON booking.slot_id = slot.id WHERE {_ON_THESE_DAYS} AND slot.starts_at = :starts_at"
    " AND booking.status = 'booked' AND booking.name IS NOT NULL AND booking.updated_at <= :moment"
    " ON CONFLICT DO NOTHING"
)


def starts_between(tx: Tx, after: datetime, until: datetime) -> list[datetime]:
    """Return when slots of published sessions begin after one instant and until another, each beginning once, in order."""
    rows = tx.tuples(STARTS, after=format_instant(after), until=format_instant(until), **days(after, until))
    return [parse_instant(row[0]) for row in rows]


def remind(tx: Tx, kind: NoticeKind, starts_at: datetime, moment: datetime, now: datetime) -> int:
    """Write a reminder to whoever is booked at ``starts_at`` and was so, unchanged, at ``moment``; return how many are new."""
    return tx.run(
        REMIND,
        kind=str(kind),
        starts_at=format_instant(starts_at),
        moment=format_instant(moment),
        now=format_instant(now),
        **days(starts_at, starts_at),
    )


def days(after: datetime, until: datetime) -> dict[str, str]:
    """Return the first and the last local day on which a session can have a slot that begins between two instants."""
    return {
        "first": (after - _DAY_BEFORE).date().isoformat(),
        "last": (until + _DAY_AFTER).date().isoformat(),
    }
