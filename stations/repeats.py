"""How often staff say that a session repeats: a few choices of the form, each of them a rule."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from stations.rrule_text import Frequency, Pattern, Weekday, parse_rule, rule_text

USUAL_TIMES = 10
LAST_DAY = -1
NTH = (1, 2, 3, 4, 5, -1)


class Repeat(StrEnum):
    """The choices."""

    NEVER = "never"
    WEEKLY = "weekly"
    MONTHLY_WEEKDAY = "monthly-weekday"
    MONTHLY_DAY = "monthly-day"
    EXPERT = "expert"


class Ends(StrEnum):
    """When it ends."""

    TIMES = "times"
    UNTIL = "until"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Choice:
    """The form's fields. ``weekdays`` begin with Monday 0; ``month_day`` -1 is the last day; ``text`` is an expert's rule."""

    repeat: Repeat
    every: int = 1
    weekdays: tuple[int, ...] = ()
    nth: int = 1
    weekday: int = 0
    month_day: int = 1
    ends: Ends = Ends.TIMES
    times: int = USUAL_TIMES
    until: date = date.max
    text: str = ""


def pattern_of(choice: Choice) -> Pattern:
    """Return the rule of a choice; raises InvalidInput, field ``rule``, for an expert's text that is none."""
    if choice.repeat is Repeat.EXPERT:
        return parse_rule(choice.text)
    if choice.repeat is Repeat.WEEKLY:
        pattern = Pattern(Frequency.WEEKLY, choice.every, tuple(Weekday(day) for day in sorted(choice.weekdays)))
    elif choice.repeat is Repeat.MONTHLY_WEEKDAY:
        pattern = Pattern(Frequency.MONTHLY, choice.every, (Weekday(choice.weekday, choice.nth),))
    else:
        pattern = Pattern(Frequency.MONTHLY, choice.every, month_days=(choice.month_day,))
    if choice.ends is Ends.TIMES:
        return replace(pattern, count=choice.times)
    return replace(pattern, until=choice.until) if choice.ends is Ends.UNTIL else pattern


def choice_of(pattern: Pattern, first: date) -> Choice:
    """Return the choice that makes ``pattern`` for a series from ``first``; an expert's text where none of them does."""
    blank = _with_end(replace(usual(first), text=rule_text(pattern), every=pattern.interval), pattern)
    candidates = (
        replace(blank, repeat=Repeat.WEEKLY, weekdays=tuple(it.day for it in pattern.weekdays) or (first.weekday(),)),
        replace(
            blank,
            repeat=Repeat.MONTHLY_WEEKDAY,
            nth=pattern.weekdays[0].nth if pattern.weekdays else 1,
            weekday=pattern.weekdays[0].day if pattern.weekdays else 0,
        ),
        replace(blank, repeat=Repeat.MONTHLY_DAY, month_day=pattern.month_days[0] if pattern.month_days else first.day),
    )
    full = _spelt_out(pattern, first)
    return next((it for it in candidates if _fits(it) and pattern_of(it) == full), replace(blank, repeat=Repeat.EXPERT))


def _fits(choice: Choice) -> bool:
    return choice.nth in NTH and choice.month_day >= LAST_DAY


def _spelt_out(pattern: Pattern, first: date) -> Pattern:
    """Return the rule with the weekday or the day of the month that its first day gives it written down."""
    is_bare = not (pattern.weekdays or pattern.month_days or pattern.months)
    if is_bare and pattern.frequency is Frequency.WEEKLY:
        return replace(pattern, weekdays=(Weekday(first.weekday()),))
    if is_bare and pattern.frequency is Frequency.MONTHLY:
        return replace(pattern, month_days=(first.day,))
    return pattern


def _with_end(choice: Choice, pattern: Pattern) -> Choice:
    if pattern.count is not None:
        return replace(choice, ends=Ends.TIMES, times=pattern.count)
    if pattern.until is not None:
        return replace(choice, ends=Ends.UNTIL, until=pattern.until)
    return replace(choice, ends=Ends.NEVER)


def usual(first: date) -> Choice:
    """Return what the form offers at first for a session on ``first``: its weekday, ten times, for half a year at most."""
    return Choice(
        Repeat.NEVER,
        weekdays=(first.weekday(),),
        nth=(first.day - 1) // 7 + 1,
        weekday=first.weekday(),
        month_day=first.day,
        until=first + timedelta(weeks=26),
        text="FREQ=WEEKLY;INTERVAL=2;COUNT=10",
    )
