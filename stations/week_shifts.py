"""The shifts of a weekly form on the days of the calendar."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from stations.calendars import holidays_between
from stations.week_form import Holidays, Span, WeekForm

DAY = timedelta(days=1)


class Stretch(NamedTuple):
    """A stretch of wall-clock time with one meaning: ``kind`` is ``open``, ``qr`` or ``unknown``; closed is the rest."""

    start: datetime
    end: datetime
    kind: str
    note: str


Shifts = dict[date, tuple[Stretch, ...]]


def shifts_of_form(form: WeekForm, jurisdiction: str, first: date, last: date) -> Shifts:
    """Return the shifts that begin on each day from ``first`` to ``last``: staffed ones, and QR where nobody is there."""
    days = [first + n * DAY for n in range(-1, (last - first).days + 2)]
    holidays = set(holidays_between(jurisdiction, days[0], days[-1])) if _has_own_holidays(form) else set()
    forms = [form.on_holidays if day in holidays else form.days[day.weekday()] for day in days]
    staffed = [[_on(day, it, "open") for it in on_day.staffed] for day, on_day in zip(days, forms, strict=True)]
    shifts = {}
    for n in range(1, len(days) - 1):
        near = sorted(staffed[n - 1] + staffed[n] + staffed[n + 1])
        by_qr = [part for it in forms[n].qr for part in _outside(_on(days[n], it, "qr"), near)]
        shifts[days[n]] = tuple(sorted(staffed[n] + by_qr))
    return shifts


def _has_own_holidays(form: WeekForm) -> bool:
    return form.holidays in (Holidays.CLOSED, Holidays.OWN)


def _on(day: date, span: Span, kind: str) -> Stretch:
    midnight = datetime.combine(day, time.min)
    return Stretch(midnight + timedelta(minutes=span.opens), midnight + timedelta(minutes=span.closes), kind, "")


def _outside(stretch: Stretch, others: list[Stretch]) -> Iterable[Stretch]:
    """Return what is left of a stretch outside the others, which are in order."""
    start = stretch.start
    for other in others:
        if other.end > start and other.start < stretch.end:
            if other.start > start:
                yield stretch._replace(start=start, end=other.start)
            start = other.end
    if start < stretch.end:
        yield stretch._replace(start=start)
