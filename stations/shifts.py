"""What each day of a schedule brings, once holidays, make-up workdays and exceptions are weighed.

To promise an open door that is locked is worse than to say that we do not know. So:

=====================================================  ================================================================
the day is                                              its hours are
=====================================================  ================================================================
covered by an exception                                what the exception says, and nothing else from midnight to midnight
in a year without a holiday calendar                   unknown where the text says open (`calendar-missing`)
a public holiday, the text has a ``PH`` rule           what the text says (`holiday`)
a public holiday, the text is plainly ``24/7``         open (`regular`)
a public holiday, the text says nothing about it       unknown where the text says open (`holiday-unstated`)
a weekend day worked in the mainland (调休)             where the text gives the weekend day and a working day the same
                                                       answer, that; otherwise unknown (`make-up-workday`)
any, and the text has an ``SH`` rule                   where school holidays make no difference, the text; otherwise
                                                       unknown (`school-holidays`)
=====================================================  ================================================================

Closed stays closed on a holiday: hours that nobody stated do not open a door.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from stations import calendars
from stations.calendars import CalendarMissing, DayKind, SpecialDay
from stations.osm_hours import (
    has_holiday_rule,
    is_always_open,
    mentions_school_holidays,
    shifts_by_day,
)
from stations.schedule import DatedException, Schedule
from stations.week_shifts import DAY, Shifts, Stretch


class Reason(StrEnum):
    """Why the state is what it is."""

    REGULAR = "regular"
    EXCEPTION = "exception"
    CLOSED_NOW = "closed-now"
    HOLIDAY = "holiday"
    HOLIDAY_UNSTATED = "holiday-unstated"
    MAKE_UP_WORKDAY = "make-up-workday"
    SCHOOL_HOLIDAYS = "school-holidays"
    CONDITIONAL = "conditional"
    CALENDAR_MISSING = "calendar-missing"
    UNPUBLISHED = "unpublished"
    UNREADABLE = "unreadable"
    FADED = "faded"
    DISPUTED = "disputed"
    CLOSES_TOO_SOON = "closes-too-soon"
    EMERGENCY = "emergency"
    HOST = "host"


class Shift(NamedTuple):
    """A stretch of wall-clock time (naive): ``kind`` is ``open``, ``qr`` or ``unknown``; ``note`` is a published condition."""

    start: datetime
    end: datetime
    kind: str
    reason: Reason
    note: str = ""


class DayShifts(NamedTuple):
    """What begins on one local day; ``gaps`` is why the rest of it is closed, ``cuts`` what a host takes away of it."""

    day: date
    shifts: tuple[Shift, ...]
    gaps: Reason
    special: SpecialDay | None
    exception: DatedException | None
    cuts: tuple[Shift, ...] = ()


def days_of(schedule: Schedule, first: date, count: int) -> tuple[DayShifts, ...]:
    """Return ``count`` days from ``first`` by the station's own hours; neither ``closed_until`` nor a host is regarded.

    Never raises for what a schedule holds.
    """
    last = first + (count - 1) * DAY
    days = [first + n * DAY for n in range(count)]
    texts = _Text(schedule.opening_hours, schedule.jurisdiction, first, last)
    return tuple(_day(schedule, texts, day) for day in days)


class _Text:
    """Published hours over a range of days; ``shifts`` is None where the text cannot be read."""

    def __init__(self, text: str | None, jurisdiction: str, first: date, last: date) -> None:
        self.text, self.jurisdiction = text, jurisdiction
        self.shifts = _read(text, jurisdiction, first, last) if text else None
        self.in_school_holidays: Shifts | None = None
        if text and self.shifts is not None and mentions_school_holidays(text):
            self.in_school_holidays = _read(text, jurisdiction, first, last, at_school_holidays=True)


@lru_cache(maxsize=2048)
def _read(text: str, jurisdiction: str, first: date, last: date, *, at_school_holidays: bool = False) -> Shifts | None:
    try:
        return shifts_by_day(text, jurisdiction, first, last, at_school_holidays=at_school_holidays)
    except Exception:
        # An imported text may be anything; the library answers junk with several kinds of exceptions.
        return None


def _day(schedule: Schedule, text: _Text, day: date) -> DayShifts:
    special = _special(schedule.jurisdiction, day)
    known = None if isinstance(special, CalendarMissing) else special
    exception = next((it for it in reversed(schedule.exceptions) if it.covers(day)), None)
    if exception is not None:
        return DayShifts(day, _of_exception(exception, schedule.jurisdiction, day), Reason.EXCEPTION, known, exception)
    if text.text is None:
        return DayShifts(day, _unknown(day, Reason.UNPUBLISHED), Reason.UNPUBLISHED, known, None)
    if text.shifts is None:
        return DayShifts(day, _unknown(day, Reason.UNREADABLE), Reason.UNREADABLE, known, None)
    shifts = _weighed(text, day, special)
    is_holiday = known is not None and known.kind is DayKind.HOLIDAY and has_holiday_rule(text.text)
    return DayShifts(day, shifts, Reason.HOLIDAY if is_holiday else Reason.REGULAR, known, None)


def _special(jurisdiction: str, day: date) -> SpecialDay | CalendarMissing | None:
    try:
        return calendars.special_day(jurisdiction, day)
    except CalendarMissing as missing:
        return missing


def _of_exception(exception: DatedException, jurisdiction: str, day: date) -> tuple[Shift, ...]:
    if exception.hours is None:
        return ()
    shifts = _read(exception.hours, jurisdiction, day, day)
    return _plainly(shifts[day], Reason.EXCEPTION) if shifts is not None else _unknown(day, Reason.UNREADABLE)


def _weighed(text: _Text, day: date, special: SpecialDay | CalendarMissing | None) -> tuple[Shift, ...]:
    assert text.text is not None
    assert text.shifts is not None
    stretches = text.shifts[day]
    if text.in_school_holidays is not None and text.in_school_holidays[day] != stretches:
        return _where_they_agree(stretches, text.in_school_holidays[day], Reason.SCHOOL_HOLIDAYS)
    if special is None:
        return _plainly(stretches, Reason.REGULAR)
    if is_always_open(text.text):
        return _plainly(stretches, Reason.REGULAR)
    if isinstance(special, CalendarMissing):
        return _doubted(stretches, Reason.CALENDAR_MISSING)
    if special.kind is DayKind.WORKDAY:
        return _where_they_agree(stretches, _as_on_a_working_day(text, day), Reason.MAKE_UP_WORKDAY)
    if has_holiday_rule(text.text):
        return _plainly(stretches, Reason.HOLIDAY)
    return _doubted(stretches, Reason.HOLIDAY_UNSTATED)


def _plainly(stretches: tuple[Stretch, ...], reason: Reason) -> tuple[Shift, ...]:
    return tuple(
        Shift(it.start, it.end, it.kind, Reason.CONDITIONAL if it.kind == "unknown" else reason, it.note)
        for it in stretches
    )


def _doubted(stretches: tuple[Stretch, ...], reason: Reason) -> tuple[Shift, ...]:
    return tuple(Shift(it.start, it.end, "unknown", reason) for it in stretches)


def _unknown(day: date, reason: Reason) -> tuple[Shift, ...]:
    midnight = datetime.combine(day, time.min)
    return (Shift(midnight, midnight + DAY, "unknown", reason),)


def _as_on_a_working_day(text: _Text, day: date) -> tuple[Stretch, ...]:
    """Return what the nearest ordinary Monday to Friday before ``day`` has, moved to ``day``."""
    assert text.text is not None
    model = day - DAY
    while model.weekday() >= 5 or _special(text.jurisdiction, model) is not None:
        model -= DAY
    shifts = _read(text.text, text.jurisdiction, model, model) or {}
    return tuple(
        it._replace(start=it.start + (day - model), end=it.end + (day - model)) for it in shifts.get(model, ())
    )


def _where_they_agree(one: tuple[Stretch, ...], other: tuple[Stretch, ...], reason: Reason) -> tuple[Shift, ...]:
    edges = sorted({edge for it in (*one, *other) for edge in (it.start, it.end)})
    pieces: list[Shift] = []
    for start, end in pairwise(edges):
        first, second = _kind_at(one, start), _kind_at(other, start)
        if first is second is None:
            continue
        piece = (
            Shift(start, end, first, Reason.REGULAR)
            if first and first == second
            else Shift(start, end, "unknown", reason)
        )
        if pieces and pieces[-1].end == start and pieces[-1].kind == piece.kind:
            pieces[-1] = pieces[-1]._replace(end=end)
        else:
            pieces.append(piece)
    return tuple(pieces)


def _kind_at(stretches: tuple[Stretch, ...], moment: datetime) -> str | None:
    return next((it.kind for it in stretches if it.start <= moment < it.end), None)


def cut_at_exceptions(days: tuple[DayShifts, ...]) -> tuple[DayShifts, ...]:
    """End each night at the midnight on which an exception begins to hold."""
    excepted = {it.day for it in days if it.exception is not None}
    return tuple(_cut(it) if it.day + DAY in excepted else it for it in days)


def _cut(day: DayShifts) -> DayShifts:
    midnight = datetime.combine(day.day + DAY, time.min)
    return day._replace(shifts=_until(midnight, day.shifts), cuts=_until(midnight, day.cuts))


def _until(midnight: datetime, shifts: tuple[Shift, ...]) -> tuple[Shift, ...]:
    return tuple(it._replace(end=min(it.end, midnight)) for it in shifts if it.start < midnight)


def names_of(day: DayShifts) -> Mapping[str, str] | None:
    """Return the names of the public holiday on that day, if it is one."""
    return day.special.names if day.special and day.special.kind is DayKind.HOLIDAY else None
