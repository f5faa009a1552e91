"""The weekly form in which people enter hours, and the ``opening_hours`` text it stands for.

The text lists, joined by ``, `` so that no rule cuts off another's night, first the hours by QR door and then the staffed
ones, which win where both hold::

    Mo-Su 22:00-08:00 open "QR", Mo-Fr 08:00-22:00, Sa 09:00-12:00; PH off

Public holidays come last: nothing (nobody said), ``; PH off``, ``; PH 10:00-16:00`` (own hours), or ``|| PH off`` (as on
any other day: a fallback that changes nothing and still says that somebody thought of holidays).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise

from stations.errors import Code, InvalidInput

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MOST_INTERVALS = 2
WHOLE_DAY_MINUTES = 24 * 60


class Holidays(StrEnum):
    """What the form says about public holidays."""

    UNKNOWN = "unknown"
    SAME = "same"
    CLOSED = "closed"
    OWN = "own"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """From ``opens`` to ``closes``, minutes after midnight; past 1440 it ends the next day.

    ``opens`` is 0 to 1439, ``closes`` is after it and at most 24 hours later.
    """

    opens: int
    closes: int

    def __str__(self) -> str:
        return f"{_clock(self.opens)}-{_clock(self.closes)}"


@dataclass(frozen=True, slots=True)
class DayForm:
    """One day's hours: with staff, and by QR door; at most two spans each, in order. Empty is closed."""

    staffed: tuple[Span, ...] = ()
    qr: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class WeekForm:
    """Seven days from Monday, and public holidays (``on_holidays`` counts only with ``Holidays.OWN``)."""

    days: tuple[DayForm, ...] = (DayForm(),) * 7
    holidays: Holidays = Holidays.UNKNOWN
    on_holidays: DayForm = DayForm()


def span(opens: str, closes: str) -> Span:
    """Return the span between two clock times ``HH:MM``; one that does not end later ends the next day.

    Raises:
        InvalidInput: `hours-invalid`; not clock times. ``24:00`` may close.
    """
    start, end = minutes_of(opens), minutes_of(closes)
    if start >= WHOLE_DAY_MINUTES:
        raise InvalidInput(Code.HOURS_INVALID, "opening_hours")
    return Span(start, end if end > start else end + WHOLE_DAY_MINUTES)


def to_opening_hours(form: WeekForm) -> str:
    """Return the ``opening_hours`` text of a form.

    Raises:
        InvalidInput: `hours-invalid`; not seven days, more than two spans of a kind in a day, or spans that overlap.
    """
    check(form)
    all_day = DayForm(staffed=(Span(0, WHOLE_DAY_MINUTES),))
    if form.holidays is Holidays.SAME and form.days == (all_day,) * 7:
        return "24/7"
    by_qr = _rules([day.qr for day in form.days], ' open "QR"')
    staffed = _rules([day.staffed for day in form.days], "")
    return ", ".join(by_qr + staffed or ["Mo-Su off"]) + _holiday_rules(form)


def _clock(minutes: int) -> str:
    past = minutes - WHOLE_DAY_MINUTES if minutes > WHOLE_DAY_MINUTES else minutes
    return f"{past // 60:02}:{past % 60:02}"


def minutes_of(clock: str) -> int:
    """Return the minutes after midnight of ``HH:MM`` up to ``24:00``; raises InvalidInput otherwise."""
    match = re.fullmatch(r"(\d{1,2}):(\d\d)", clock.strip(), re.ASCII)
    minutes = int(match[1]) * 60 + int(match[2]) if match else -1
    if match is None or int(match[2]) > 59 or minutes > WHOLE_DAY_MINUTES:
        raise InvalidInput(Code.HOURS_INVALID, "opening_hours")
    return minutes


def check(form: WeekForm) -> None:
    """Raise InvalidInput `hours-invalid` unless the form is one that people could have filled in."""
    groups = [spans for day in (*form.days, form.on_holidays) for spans in (day.staffed, day.qr)]
    if len(form.days) != len(WEEKDAYS) or not all(_is_orderly(spans) for spans in groups):
        raise InvalidInput(Code.HOURS_INVALID, "opening_hours")


def _is_orderly(spans: tuple[Span, ...]) -> bool:
    return (
        len(spans) <= MOST_INTERVALS
        and all(_is_possible(it) for it in spans)
        and all(earlier.closes <= later.opens for earlier, later in pairwise(spans))
        and (len(spans) < 2 or spans[-1].closes - spans[0].opens <= WHOLE_DAY_MINUTES)
    )


def _is_possible(it: Span) -> bool:
    return 0 <= it.opens < WHOLE_DAY_MINUTES and 0 < it.closes - it.opens <= WHOLE_DAY_MINUTES


def _rules(by_day: list[tuple[Span, ...]], meaning: str) -> list[str]:
    """Write one rule for each set of hours, with all the days that have it."""
    different = list(dict.fromkeys(spans for spans in by_day if spans))
    return [
        f"{_day_list([n for n, spans in enumerate(by_day) if spans == it])} {','.join(map(str, it))}{meaning}"
        for it in different
    ]


def _day_list(numbers: list[int]) -> str:
    runs = [[n for _, n in run] for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])]
    ends = [dict.fromkeys((WEEKDAYS[run[0]], WEEKDAYS[run[-1]])) for run in runs]
    return ",".join("-".join(names) for names in ends)


def _holiday_rules(form: WeekForm) -> str:
    day = form.on_holidays
    if form.holidays is Holidays.UNKNOWN:
        return ""
    if form.holidays is Holidays.SAME:
        return " || PH off"
    if form.holidays is Holidays.CLOSED or day == DayForm():
        return "; PH off"
    by_qr = f'PH {",".join(map(str, day.qr))} open "QR"' if day.qr else ""
    staffed = f"PH {','.join(map(str, day.staffed))}" if day.staffed else ""
    return "; " + ", ".join(rule for rule in (by_qr, staffed) if rule)
