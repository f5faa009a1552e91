"""Closing now until…: the moments that somebody at the door is most likely to mean."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from stations.errors import Code, InvalidInput
from stations.hours import OpenState, Schedule, week_of
from stations.instants import at_local_time, from_wall, local_midnight

LONGEST = timedelta(days=366)
_MORNING = time(8)


@dataclass(frozen=True, slots=True)
class Choice:
    """A moment to choose: ``code`` is ``closing-time``, ``end-of-day`` or ``tomorrow``; ``until`` is in UTC."""

    code: str
    until: datetime


def choices(schedule: Schedule, now: datetime) -> tuple[Choice, ...]:
    """Return when today is over for the station, and when it opens tomorrow (8:00 where nobody knows).

    Today is over at the last closing time, or at midnight where that is unknown, past, or on the next day.
    """
    return (_today(schedule, now), Choice("tomorrow", _tomorrow(schedule, now)))


def _today(schedule: Schedule, now: datetime) -> Choice:
    jurisdiction = schedule.jurisdiction
    day = week_of(schedule, now)[0]
    midnight = local_midnight(day.date + timedelta(days=1), jurisdiction)
    closes = max((from_wall(it.end, jurisdiction) for it in day.intervals), default=midnight)
    return Choice("closing-time", closes) if now < closes < midnight else Choice("end-of-day", midnight)


def _tomorrow(schedule: Schedule, now: datetime) -> datetime:
    jurisdiction = schedule.jurisdiction
    day = week_of(schedule, now)[1]
    starts = [it.start for it in day.intervals if it.state is OpenState.OPEN]
    if starts and starts[0].time() != time.min:
        return from_wall(starts[0], jurisdiction)
    return at_local_time(day.date, _MORNING, jurisdiction)


def checked_until(until: datetime, now: datetime) -> datetime:
    """Return ``until``; raises InvalidInput `instant-invalid` unless it lies ahead, by a year at the most."""
    if not now < until <= now + LONGEST:
        raise InvalidInput(Code.INSTANT_INVALID, "until")
    return until
