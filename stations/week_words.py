"""A whole week's stated hours in one line, for people who know neither forms nor the ``opening_hours`` language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from itertools import groupby

from stations.hours import (
    DayForm,
    Holidays,
    Interval,
    OpenState,
    Reason,
    Schedule,
    Span,
    WeekForm,
    from_opening_hours,
    to_opening_hours,
)
from stations.hours_words import interval_words
from stations.week_form import WEEKDAYS
from stations.words import say

_SOME_MONDAY = datetime(2026, 1, 5)


def schedule_words(schedule: Schedule, lang: str) -> str:
    """Return the weekly hours, the station's and those of the place it is inside; "" when neither is known."""
    own, host = (stated_words(it, lang) if it else "" for it in (schedule.opening_hours, schedule.host_hours))
    if own and host:
        return say(lang, "hours-behind-host", own=own, host=host)
    return say(lang, "hours-as-host", host=host) if host else own


def stated_words(text: str, lang: str) -> str:
    """Return for example "Monday–Friday 08:00–18:00; closed on public holidays"; the text itself where no form fits it."""
    form = from_opening_hours(text)
    return week_words(form, lang) if form else text


def week_words(form: WeekForm, lang: str) -> str:
    """Return the hours of a weekly form: days that are alike together, then what holds on public holidays."""
    if to_opening_hours(form) == "24/7":
        return say(lang, "hours-always")
    runs = [list(run) for _, run in groupby(range(7), key=lambda day: form.days[day])]
    lines = [
        say(lang, "hours-week-days", days=_days(run, lang), hours=_hours(form.days[run[0]], lang))
        for run in runs
        if form.days[run[0]] != DayForm()
    ]
    return _joined((lines or [say(lang, "hours-closed-all-day")]) + _on_holidays(form, lang), "hours-week-join", lang)


def _days(run: list[int], lang: str) -> str:
    if len(run) == len(WEEKDAYS):
        return say(lang, "hours-every-day")
    first, last = (say(lang, f"hours-weekday-{WEEKDAYS[day].lower()}") for day in (run[0], run[-1]))
    return first if len(run) == 1 else say(lang, "hours-week-range", first=first, last=last)


def _hours(day: DayForm, lang: str) -> str:
    spans = sorted([(it, OpenState.OPEN) for it in day.staffed] + [(it, OpenState.OPEN_BY_QR) for it in day.qr])
    words = [interval_words(_interval(it, state), lang) for it, state in spans]
    return _joined(words, "hours-list-comma", lang) or say(lang, "hours-closed-all-day")


def _interval(span: Span, state: OpenState) -> Interval:
    opens, closes = (_SOME_MONDAY + timedelta(minutes=it) for it in (span.opens, span.closes))
    return Interval(opens, closes, state, Reason.REGULAR)


def _on_holidays(form: WeekForm, lang: str) -> list[str]:
    if form.holidays is Holidays.UNKNOWN:
        return []
    return [say(lang, f"hours-week-holidays-{form.holidays}", hours=_hours(form.on_holidays, lang))]


def _joined(words: Iterable[str], key: str, lang: str) -> str:
    return reduce(lambda one, two: say(lang, key, one=one, two=two), words) if (words := list(words)) else ""
