"""A series in words: how often, until when, what becomes of public holidays, and what became of each date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import reduce

from stations.calendars import DayKind
from stations.hours_words import date_words, weekday_name
from stations.recurrence import Fate, Occurrence, OnHoliday, Rule
from stations.repeats import NTH
from stations.rrule_text import Frequency, Pattern, rule_text
from stations.words import pick, say

_SOME_MONDAY = date(2026, 1, 5)


def rule_words(rule: Rule, first: date, lang: str) -> str:
    """Return for example "every 2 weeks on Thursday, 10 times; left out on public holidays" for a series from ``first``."""
    words = _with_end(pattern_words(rule.pattern, first, lang), rule.pattern, lang)
    if rule.on_holiday is OnHoliday.KEEP:
        return words
    return say(lang, "series-and", one=words, two=say(lang, f"series-holidays-{rule.on_holiday}"))


def pattern_words(pattern: Pattern, first: date, lang: str) -> str:
    """Return how often the dates come; a rule that only experts write is shown as it stands."""
    is_plain = not pattern.months and not pattern.positions
    if is_plain and pattern.frequency is Frequency.WEEKLY:
        days = sorted({it.day for it in pattern.weekdays} or {first.weekday()})
        return say(lang, "series-weekly", count=pattern.interval, days=_listed(days, lang))
    if is_plain and pattern.frequency is Frequency.MONTHLY and (words := _in_month(pattern, first, lang)):
        return say(lang, "series-monthly", count=pattern.interval, day=words)
    if is_plain and pattern.frequency is Frequency.DAILY and not pattern.weekdays and not pattern.month_days:
        return say(lang, "series-daily", count=pattern.interval)
    return say(lang, "series-by-rule", rule=rule_text(_without_end(pattern)))


def _in_month(pattern: Pattern, first: date, lang: str) -> str:
    """Return "the second Thursday", "the 15th" or "the last day"; "" for what only experts write."""
    days = pattern.month_days or (() if pattern.weekdays else (first.day,))
    if len(pattern.weekdays) == 1 and not days and pattern.weekdays[0].nth in NTH:
        weekday = pattern.weekdays[0]
        return say(lang, f"series-nth-{nth_key(weekday.nth)}", weekday=weekday_words(weekday.day, lang))
    if len(days) == 1 and not pattern.weekdays and (days[0] > 0 or days[0] == -1):
        return say(lang, "series-last-day") if days[0] == -1 else say(lang, "series-day-of-month", day=str(days[0]))
    return ""


def nth_key(nth: int) -> str:
    """Return the end of the key that words an ordinal: ``1`` to ``5``, or ``last``."""
    return "last" if nth == -1 else str(nth)


def weekday_words(day: int, lang: str) -> str:
    """Return the name of a weekday; Monday is 0."""
    return weekday_name(_SOME_MONDAY + timedelta(days=day), lang)


def _without_end(pattern: Pattern) -> Pattern:
    return Pattern(
        pattern.frequency,
        pattern.interval,
        pattern.weekdays,
        pattern.month_days,
        pattern.months,
        pattern.positions,
        week_start=pattern.week_start,
    )


def _with_end(words: str, pattern: Pattern, lang: str) -> str:
    if pattern.count is not None:
        return say(lang, "series-times", rule=words, count=pattern.count)
    if pattern.until is not None:
        return say(lang, "series-until", rule=words, day=full_date(pattern.until, lang))
    return words


def full_date(day: date, lang: str) -> str:
    """Return a date with its year."""
    return say(lang, "series-date-year", date=date_words(day, lang), year=str(day.year))


def dated(day: date, lang: str) -> str:
    """Return a date with its year and the day of the week."""
    return say(lang, "hours-day-heading", weekday=weekday_name(day, lang), date=full_date(day, lang))


def _listed(days: Sequence[int], lang: str) -> str:
    names = [weekday_words(day, lang) for day in days]
    return reduce(lambda one, two: say(lang, "series-list", one=one, two=two), names)


def occurrence_words(one: Occurrence, lang: str) -> str:
    """Return a date of the series in one line, with what is special about it."""
    day = dated(one.recurrence_on, lang)
    name = pick(one.special.names, lang) if one.special is not None else ""
    if one.fate is Fate.MOVED and one.on_date is not None:
        return say(lang, "series-date-moved", day=day, holiday=name, to=dated(one.on_date, lang))
    if one.fate in (Fate.SKIPPED, Fate.MERGED):
        return say(lang, f"series-date-{one.fate}", day=day, holiday=name)
    if one.fate is Fate.LEFT_OUT:
        return say(lang, "series-date-left-out", day=day)
    words = say(lang, "series-date-extra", day=day) if one.fate is Fate.EXTRA else day
    if one.special is None:
        return words
    key = "series-date-on-holiday" if one.special.kind is DayKind.HOLIDAY else "series-date-make-up-workday"
    return say(lang, key, day=words, holiday=name)


def count_words(found: Iterable[Occurrence], lang: str) -> str:
    """Return how many dates are held, and how many holidays were left out or moved."""
    fates = [one.fate for one in found]
    return say(
        lang,
        "series-counted",
        dates=sum(fate in (Fate.HELD, Fate.EXTRA, Fate.MOVED) for fate in fates),
        skipped=sum(fate in (Fate.SKIPPED, Fate.MERGED) for fate in fates),
        moved=fates.count(Fate.MOVED),
    )
