"""The days that a rule alone gives: dateutil's arithmetic, within the limits of a station's planning."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import islice, takewhile

from dateutil import rrule

from stations.errors import Code, InvalidInput
from stations.plans import FARTHEST
from stations.rrule_text import FIELD, MOST_DATES, Frequency, Pattern, Weekday

OPEN_ENDED = timedelta(days=182)
_FREQUENCIES = {
    Frequency.DAILY: rrule.DAILY,
    Frequency.WEEKLY: rrule.WEEKLY,
    Frequency.MONTHLY: rrule.MONTHLY,
    Frequency.YEARLY: rrule.YEARLY,
}


def rule_days(pattern: Pattern, first: date, today: date) -> tuple[date, ...]:
    """Return the days that the rule gives from ``first`` on; one that goes on and on is followed for half a year from ``today``.

    Raises:
        InvalidInput: field ``rule``; more than 200 days to come, one farther ahead than a year, or fewer than its number of times.
    """
    days = _days(pattern, first, today)
    if sum(day >= today for day in days) > MOST_DATES:
        raise InvalidInput(Code.SERIES_TOO_MANY, FIELD, most=MOST_DATES)
    is_far = pattern.until is not None and pattern.until - today > FARTHEST
    is_short = pattern.count is not None and len(days) < pattern.count
    if is_far or is_short or (days and days[-1] - today > FARTHEST):
        raise InvalidInput(Code.RULE_TOO_FAR if days else Code.RULE_NO_DATES, FIELD, days=FARTHEST.days)
    return days


@lru_cache(maxsize=512)
def _days(pattern: Pattern, first: date, today: date) -> tuple[date, ...]:
    last = today + FARTHEST
    if pattern.is_open_ended:
        last = min(last, max(first, today) + OPEN_ENDED)
    elif pattern.until is not None:
        last = min(last, pattern.until)
    if first > last:
        return ()
    return tuple(islice(takewhile(lambda day: day <= last, _endless(pattern, first, last.year)), pattern.count))


def _endless(pattern: Pattern, first: date, last_year: int) -> Iterator[date]:
    """Yield what the rule gives, its end apart.

    A rule may match no day at all, and dateutil then looks until the year 9999. So it is asked about the years at the end of
    that calendar that are like these, day for day, and soon comes to its end.
    """
    ahead = _twin_of(first.year, last_year - first.year + 1) - first.year
    start = datetime.combine(first.replace(year=first.year + ahead), datetime.min.time())
    matches = rrule.rrule(
        _FREQUENCIES[pattern.frequency],
        dtstart=start,
        interval=pattern.interval,
        wkst=pattern.week_start,
        bymonth=pattern.months or None,
        bymonthday=pattern.month_days or None,
        byweekday=[_weekday(it) for it in pattern.weekdays] or None,
        bysetpos=pattern.positions or None,
    )
    for match in takewhile(lambda match: match.year - ahead <= last_year, matches):
        yield match.date().replace(year=match.year - ahead)


def _weekday(it: Weekday) -> rrule.weekday:
    return rrule.weekday(it.day, it.nth or None)


@lru_cache(maxsize=64)
def _twin_of(year: int, count: int) -> int:
    """Return the last year from which on ``count`` years have the same days of the week, and Februaries, as from ``year``."""
    ours = [_shape(year + step) for step in range(count)]
    return next(it for it in range(9999 - count, 0, -1) if [_shape(it + step) for step in range(count)] == ours)


def _shape(year: int) -> tuple[int, int]:
    return date(year, 1, 1).weekday(), date(year, 3, 1).weekday()
