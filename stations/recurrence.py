"""The dates of a series: what its rule gives, without the dates left out, with the extra ones, holidays skipped or moved.

Every date has the day that the rule gave it, iCalendar's RECURRENCE-ID, which stays when the date is held on another day.
COUNT counts what the rule gives, as RFC 5545 has it: a date that is left out or skipped is not made up for at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import takewhile

from stations.calendars import CalendarMissing, DayKind, SpecialDay, has_year, special_day
from stations.errors import Code, InvalidInput
from stations.plans import FARTHEST
from stations.rrule_text import FIELD, MOST_DATES, Pattern, parse_rule, rule_text
from stations.rule_days import rule_days
from stations.working_days import next_working_day

MOST_LEFT_OUT = 1000


class OnHoliday(StrEnum):
    """What becomes of a date that falls on a public holiday."""

    KEEP = "keep"
    SKIP = "skip"
    MOVE = "move"


class Fate(StrEnum):
    """What has become of a date: held, an extra one, or why it is not held on the day that the rule gave."""

    HELD = "held"
    EXTRA = "extra"
    LEFT_OUT = "left-out"
    SKIPPED = "skipped"
    MOVED = "moved"
    MERGED = "merged"  # its working day has a date of the series already


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with the days that staff left out (EXDATE: days the rule gave) and added (RDATE)."""

    pattern: Pattern
    on_holiday: OnHoliday = OnHoliday.KEEP
    left_out: frozenset[date] = frozenset()
    extra: frozenset[date] = frozenset()


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A date of a series: the day that the rule gave, and the day on which it is held, None where it is not.

    ``special`` is the holiday or make-up workday on the day that the rule gave, as far as that year is known.
    """

    recurrence_on: date
    on_date: date | None
    fate: Fate
    special: SpecialDay | None = None

    @property
    def holiday(self) -> Mapping[str, str] | None:
        """The names of the public holiday on the day that the rule gave."""
        is_one = self.special is not None and self.special.kind is DayKind.HOLIDAY
        return self.special.names if self.special is not None and is_one else None


def occurrences(rule: Rule, first: date, jurisdiction: str, today: date) -> tuple[Occurrence, ...]:
    """Return the dates of the series that begins on ``first``, in the order of the days that the rule gave.

    A rule that goes on and on is followed for half a year from ``today``, or as far as holidays are known where they matter.

    Raises:
        InvalidInput: field ``rule``; no date, more than 200, or one farther ahead than a year. Field ``on_holiday``; a year
            whose holidays nobody has entered is never guessed.
    """
    _check_extra(rule, today)
    days = rule_days(rule.pattern, first, today)
    if rule.pattern.is_open_ended:
        days = tuple(takewhile(lambda day: _has_calendar(rule, day, jurisdiction), days)) or days
    found = tuple(_moved_apart(_each(rule, days, jurisdiction)))
    if not any(one.on_date for one in found):
        raise InvalidInput(Code.RULE_NO_DATES, FIELD)
    return found


def _check_extra(rule: Rule, today: date) -> None:
    if len(rule.extra) > MOST_DATES or len(rule.left_out) > MOST_LEFT_OUT:
        raise InvalidInput(Code.SERIES_TOO_MANY, "dates", most=MOST_DATES)
    if any(day - today > FARTHEST for day in rule.extra):
        raise InvalidInput(Code.RULE_TOO_FAR, "dates", days=FARTHEST.days)


def _has_calendar(rule: Rule, day: date, jurisdiction: str) -> bool:
    try:
        _by_rule(rule, day, jurisdiction)
    except InvalidInput:
        return False
    return True


def _each(rule: Rule, days: Iterable[date], jurisdiction: str) -> Iterator[Occurrence]:
    for day in sorted({*days, *rule.extra}):
        if day in rule.left_out:
            yield Occurrence(day, None, Fate.LEFT_OUT, _special(jurisdiction, day))
        elif day in rule.extra:  # also on a holiday that the rule itself would leave out: staff named the day
            yield Occurrence(day, day, Fate.EXTRA, _special(jurisdiction, day))
        else:
            yield _by_rule(rule, day, jurisdiction)


def _by_rule(rule: Rule, day: date, jurisdiction: str) -> Occurrence:
    if rule.on_holiday is OnHoliday.KEEP:
        return Occurrence(day, day, Fate.HELD, _special(jurisdiction, day))
    try:
        special = special_day(jurisdiction, day)
        if special is None or special.kind is not DayKind.HOLIDAY:
            return Occurrence(day, day, Fate.HELD, special)
        if rule.on_holiday is OnHoliday.SKIP:
            return Occurrence(day, None, Fate.SKIPPED, special)
        return Occurrence(day, next_working_day(jurisdiction, day), Fate.MOVED, special)
    except CalendarMissing as missing:
        raise InvalidInput(
            Code.SERIES_CALENDAR_MISSING, "on_holiday", year=str(missing.year), region=jurisdiction
        ) from None


def _special(jurisdiction: str, day: date) -> SpecialDay | None:
    return special_day(jurisdiction, day) if has_year(jurisdiction, day.year) else None


def _moved_apart(found: Iterable[Occurrence]) -> Iterator[Occurrence]:
    """Yield the dates with no two on one day: one that was moved gives way to one that stands there by itself."""
    dates = list(found)
    taken = {one.on_date for one in dates if one.fate is not Fate.MOVED}
    for one in dates:
        if one.fate is Fate.MOVED and one.on_date in taken:
            yield replace(one, on_date=None, fate=Fate.MERGED)
            continue
        taken.add(one.on_date)
        yield one


def held(found: Iterable[Occurrence]) -> dict[date, date]:
    """Return the day on which each date is held, by the day that the rule gave."""
    return {one.recurrence_on: one.on_date for one in found if one.on_date is not None}


def without(rule: Rule, day: date) -> Rule:
    """Return the rule with the date of ``day`` (a day that the rule gave, or an extra one) left out."""
    if day in rule.extra:
        return replace(rule, extra=rule.extra - {day})
    return replace(rule, left_out=rule.left_out | {day})


def with_extra(rule: Rule, day: date) -> Rule:
    """Return the rule with a date on ``day``; one that was left out comes back."""
    if day in rule.left_out:
        return replace(rule, left_out=rule.left_out - {day})
    return replace(rule, extra=rule.extra | {day})


def ended_before(rule: Rule, day: date) -> Rule:
    """Return the rule as it holds before ``day`` only: RFC 5545 ends a series that goes on in another way with UNTIL."""
    pattern = replace(rule.pattern, count=None, until=day - timedelta(days=1))
    return replace(
        rule,
        pattern=pattern,
        left_out=frozenset(it for it in rule.left_out if it < day),
        extra=frozenset(it for it in rule.extra if it < day),
    )


def from_day(rule: Rule, first: date, day: date, today: date) -> Rule:
    """Return what is left of the rule that began on ``first`` from ``day`` on; a number of times is what remains of it."""
    pattern = rule.pattern
    if pattern.count is not None:
        before = sum(it < day for it in rule_days(pattern, first, today))
        pattern = replace(pattern, count=max(1, pattern.count - before))
    return replace(
        rule,
        pattern=pattern,
        left_out=frozenset(it for it in rule.left_out if it >= day),
        extra=frozenset(it for it in rule.extra if it >= day),
    )


def to_plain(rule: Rule) -> dict[str, object]:
    """Return the rule as plain values for JSON."""
    return {
        "rrule": rule_text(rule.pattern),
        "on_holiday": str(rule.on_holiday),
        "exdates": [str(day) for day in sorted(rule.left_out)],
        "rdates": [str(day) for day in sorted(rule.extra)],
    }


def from_plain(plain: Mapping[str, object]) -> Rule:
    """Return the rule that :func:`to_plain` wrote."""
    exdates, rdates = plain["exdates"], plain["rdates"]
    assert isinstance(exdates, list)
    assert isinstance(rdates, list)
    return Rule(
        parse_rule(str(plain["rrule"])),
        OnHoliday(str(plain["on_holiday"])),
        frozenset(map(date.fromisoformat, exdates)),
        frozenset(map(date.fromisoformat, rdates)),
    )
