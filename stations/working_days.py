"""Days on which people work in a jurisdiction: weekdays but for public holidays, and the weekend days worked for them (调休)."""

from __future__ import annotations

from datetime import date, timedelta

from stations.calendars import DayKind, kind_of

_SATURDAY = 5


def is_working_day(jurisdiction: str, day: date) -> bool:
    """Tell whether ``day`` is worked in ``CN``, ``HK`` or ``MO``; raises CalendarMissing where the year has no data."""
    kind = kind_of(jurisdiction, day)
    return kind is DayKind.WORKDAY or (kind is DayKind.ORDINARY and day.weekday() < _SATURDAY)


def next_working_day(jurisdiction: str, day: date) -> date:
    """Return the first working day after ``day``; raises CalendarMissing where the year has no data."""
    following = day + timedelta(days=1)
    while not is_working_day(jurisdiction, following):
        following += timedelta(days=1)
    return following
