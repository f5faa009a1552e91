"""What speaks against the times of a planned session: the station is closed then, or its room is taken.

These are warnings and never refusals: staff often have the key. What nobody has published speaks against nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from stations.hours import OpenState, OpenStatus, Reason, Schedule, stay_at
from stations.sessions import Session, SessionStatus


class ClashKind(StrEnum):
    """What is in the way."""

    CLOSED = "closed"  # by the week's hours
    CLOSES_DURING = "closes-during"
    CLOSED_THAT_DAY = "closed-that-day"  # by a dated exception, or "closed now until …"
    CLOSED_ON_HOLIDAY = "closed-on-holiday"
    HOLIDAY_UNSTATED = "holiday-unstated"
    OTHER_SESSION = "other-session"


@dataclass(frozen=True, slots=True)
class Clash:
    """One thing in the way: ``note`` is the manager's reason of a closure, ``other`` the session that is there already.

    ``closes_at`` is the instant (UTC) at which the door closes during the session.
    """

    kind: ClashKind
    note: str = ""
    other: Session | None = None
    closes_at: datetime | None = None


_BY_REASON = {
    Reason.EXCEPTION: ClashKind.CLOSED_THAT_DAY,
    Reason.CLOSED_NOW: ClashKind.CLOSED_THAT_DAY,
    Reason.HOLIDAY: ClashKind.CLOSED_ON_HOLIDAY,
    Reason.CLOSES_TOO_SOON: ClashKind.CLOSES_DURING,
}


def clashes(schedule: Schedule, starts_at: datetime, ends_at: datetime, others: Iterable[Session]) -> tuple[Clash, ...]:
    """Return what speaks against a session from ``starts_at`` to ``ends_at`` (UTC) at a station with this schedule.

    ``others`` are other sessions at the station.
    """
    minutes = int((ends_at - starts_at) / timedelta(minutes=1))
    door = _of_door(stay_at(schedule, starts_at, minutes))
    taken = [Clash(ClashKind.OTHER_SESSION, other=one) for one in others if _is_in_the_way(one, starts_at, ends_at)]
    return (*door, *taken)


def _of_door(status: OpenStatus) -> tuple[Clash, ...]:
    if status.state is OpenState.UNKNOWN and status.reason is Reason.HOLIDAY_UNSTATED:
        return (Clash(ClashKind.HOLIDAY_UNSTATED),)
    if status.state is not OpenState.CLOSED:
        return ()
    kind = _BY_REASON.get(status.reason, ClashKind.CLOSED)
    return (Clash(kind, status.note, closes_at=status.until if kind is ClashKind.CLOSES_DURING else None),)


def _is_in_the_way(other: Session, starts_at: datetime, ends_at: datetime) -> bool:
    if other.status is SessionStatus.CANCELLED or other.starts_at is None or other.ends_at is None:
        return False
    return other.starts_at < ends_at and starts_at < other.ends_at
