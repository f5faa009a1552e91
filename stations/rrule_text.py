"""A rule of repetition as text: the RRULE of RFC 5545 §3.3.10, as far as a station plans by days.

What is read: FREQ (DAILY to YEARLY), INTERVAL, COUNT or UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS and WKST. The time of
day is the session's own, so rules about hours and less are refused, and so is what staff could not foresee (BYWEEKNO,
BYYEARDAY). Nothing here counts days; :mod:`stations.recurrence` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from stations.errors import Code, InvalidInput
from stations.instants import FIRST_YEAR, LAST_YEAR
from stations.week_form import WEEKDAYS

MOST_DATES = 200
LONGEST_TEXT = 300
FIELD = "rule"
_WALL_OFFSET = timedelta(hours=8)  # the clocks of all three jurisdictions; an UNTIL in UTC ends on a day there
_MOST_INTERVAL = 366
_PART = re.compile(r"([A-Z-]{1,20})=([A-Z0-9,+-]{1,200})", re.ASCII)
_WEEKDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,4}", re.ASCII)
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z)?)?", re.ASCII)
_CODES = tuple(name.upper() for name in WEEKDAYS)


class Frequency(StrEnum):
    """How often a period of the rule comes."""

    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week, Monday is 0; ``nth`` of its month or year, from its end where negative, 0 for every one."""

    day: int
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule as RFC 5545 has it; ``until`` is the last local day. Neither ``count`` nor ``until``: it goes on and on."""

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[Weekday, ...] = ()
    month_days: tuple[int, ...] = ()
    months: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    count: int | None = None
    until: date | None = None
    week_start: int = 0

    @property
    def is_open_ended(self) -> bool:
        """Whether nothing says when the rule ends."""
        return self.count is None and self.until is None


def parse_rule(text: str) -> Pattern:
    """Return the rule that ``text`` states, with or without ``RRULE:`` before it.

    Raises:
        InvalidInput: field ``rule``; it cannot be read, is about less than a day, or has a part that is not planned by.
    """
    parts = _parts(text)
    frequency = _frequency(parts.pop("FREQ", ""))
    pattern = Pattern(
        frequency=frequency,
        interval=_one(parts.pop("INTERVAL", "1"), 1, _MOST_INTERVAL),
        weekdays=_weekdays(parts.pop("BYDAY", "")),
        month_days=_numbers(parts.pop("BYMONTHDAY", ""), 31),
        months=_numbers(parts.pop("BYMONTH", ""), 12, is_signed=False),
        positions=_numbers(parts.pop("BYSETPOS", ""), 366),
        count=_count(parts.pop("COUNT", "")),
        until=_until(parts.pop("UNTIL", "")),
        week_start=_week_start(parts.pop("WKST", "MO")),
    )
    for name in parts:
        raise InvalidInput(Code.RULE_PART_UNKNOWN, FIELD, part=name)
    return _sensible(pattern)


def _parts(text: str) -> dict[str, str]:
    tidy = text.strip().upper().removeprefix("RRULE:")
    if not tidy or len(tidy) > LONGEST_TEXT:
        raise InvalidInput(Code.RULE_INVALID, FIELD)
    parts: dict[str, str] = {}
    for piece in tidy.removesuffix(";").split(";"):
        match = _PART.fullmatch(piece)
        if match is None or match[1] in parts:
            raise InvalidInput(Code.RULE_INVALID, FIELD)
        parts[match[1]] = match[2]
    return parts


def _frequency(text: str) -> Frequency:
    if text in ("SECONDLY", "MINUTELY", "HOURLY"):
        raise InvalidInput(Code.RULE_TOO_OFTEN, FIELD)
    if text not in Frequency.__members__:
        raise InvalidInput(Code.RULE_INVALID, FIELD)
    return Frequency(text)


def _one(text: str, least: int, most: int) -> int:
    if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
        raise InvalidInput(Code.RULE_INVALID, FIELD)
    return int(text)


def _count(text: str) -> int | None:
    if text and _NUMBER.fullmatch(text) and int(text) > MOST_DATES:
        raise InvalidInput(Code.SERIES_TOO_MANY, FIELD, most=MOST_DATES)
    return _one(text, 1, MOST_DATES) if text else None


def _numbers(text: str, most: int, *, is_signed: bool = True) -> tuple[int, ...]:
    numbers = [_one(one, -most if is_signed else 1, most) for one in text.split(",")] if text else []
    if 0 in numbers:
        raise InvalidInput(Code.RULE_INVALID, FIELD)
    return tuple(sorted(set(numbers)))


def _weekdays(text: str) -> tuple[Weekday, ...]:
    found = [_weekday(one) for one in text.split(",")] if text else []
    return tuple(sorted(set(found), key=lambda it: (it.nth, it.day)))


def _weekday(text: str) -> Weekday:
    match = _WEEKDAY.fullmatch(text)
    nth = int(match[1]) if match and match[1] else 0
    if match is None or (match[1] and nth == 0):
        raise InvalidInput(Code.RULE_INVALID, FIELD)
    return Weekday(_CODES.index(match[2]), nth)


def _week_start(text: str) -> int:
    if text not in _CODES:
        raise InvalidInput(Code.RULE_INVALID, FIELD)
    return _CODES.index(text)


def _until(text: str) -> date | None:
    match = _UNTIL.fullmatch(text)
    if not text:
        return None
    try:
        if match is None:
            raise ValueError(text)
        moment = datetime.strptime(match[1] + (match[2] or "000000"), "%Y%m%d%H%M%S")
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise ValueError(text)
    except ValueError:
        raise InvalidInput(Code.RULE_INVALID, FIELD) from None
    return (moment + _WALL_OFFSET if match[3] else moment).date()


def _sensible(pattern: Pattern) -> Pattern:
    """Refuse what RFC 5545 forbids: two ends, an nth weekday of a week, positions in a set that nothing makes."""
    most_nth = max((abs(it.nth) for it in pattern.weekdays), default=0)
    within_month = pattern.frequency is Frequency.MONTHLY or bool(pattern.months)
    is_periodic = pattern.frequency in (Frequency.MONTHLY, Frequency.YEARLY)
    makes_sets = pattern.weekdays or pattern.month_days or pattern.months
    if pattern.count is not None and pattern.until is not None:
        raise InvalidInput(Code.RULE_TWO_ENDS, FIELD)
    if most_nth > (0 if not is_periodic else 5 if within_month else 53) or (pattern.positions and not makes_sets):
        raise InvalidInput(Code.RULE_INVALID, FIELD)
    if pattern.frequency is Frequency.WEEKLY and pattern.month_days:
        raise InvalidInput(Code.RULE_INVALID, FIELD)
    return pattern


def rule_text(pattern: Pattern) -> str:
    """Return the rule in one canonical form, which :func:`parse_rule` reads back."""
    written: Mapping[str, str] = {
        "FREQ": pattern.frequency,
        "INTERVAL": str(pattern.interval) if pattern.interval > 1 else "",
        "COUNT": str(pattern.count) if pattern.count is not None else "",
        "UNTIL": f"{pattern.until:%Y%m%d}" if pattern.until is not None else "",
        "BYMONTH": _joined(pattern.months),
        "BYMONTHDAY": _joined(pattern.month_days),
        "BYDAY": _joined(f"{it.nth or ''}{_CODES[it.day]}" for it in pattern.weekdays),
        "BYSETPOS": _joined(pattern.positions),
        "WKST": _CODES[pattern.week_start] if pattern.week_start else "",
    }
    return ";".join(f"{name}={value}" for name, value in written.items() if value)


def _joined(values: Iterable[object]) -> str:
    return ",".join(map(str, values))
