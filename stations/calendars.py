"""Public holidays in the mainland, Hong Kong and Macao.

Mainland: the State Council's yearly notice, from ``chinesecalendar``: every day of a break is a holiday, and the weekend
days worked for it (调休) are make-up workdays. Hong Kong: the general holidays of Cap. 149. Macao: the twenty public
holidays; the compensatory days of its public servants are not among them. Both from ``holidays``.

``data/holidays/<jurisdiction>.json`` corrects and completes the libraries and says which years may be relied on:

* ``years``: ``[first, last]`` for which the library is trusted (last ``null``: as far as the library itself goes);
* ``complete_years``: years which ``days`` gives entirely, for a notice that is newer than the library;
* ``days``: ``YYYY-MM-DD`` → ``{"kind": "holiday" | "workday" | "ordinary", "names": {…}, "source": "…"}``;
* ``names`` (mainland): the library's English name → the three names.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent.parent / "data" / "holidays"
# The day of the year by which next year's holidays have been announced, with some days to enter them.
ANNOUNCED_BY = {"CN": (12, 15), "HK": (7, 1), "MO": (9, 1)}
_LIBRARY_LANGUAGES = {
    "HK": {"zh-Hans": "zh_CN", "zh-Hant": "zh_HK", "en": "en_HK"},
    "MO": {"zh-Hans": "zh_CN", "zh-Hant": "zh_MO", "en": "en_MO"},
}


class DayKind(StrEnum):
    """What the calendar says of a day; an ordinary weekend is ordinary."""

    ORDINARY = "ordinary"
    HOLIDAY = "holiday"
    WORKDAY = "workday"


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A holiday or a make-up workday, with the names of the holiday it belongs to."""

    kind: DayKind
    names: Mapping[str, str]


class CalendarMissing(LookupError):
    """Nobody has entered the holidays of that year in that jurisdiction."""

    def __init__(self, jurisdiction: str, year: int) -> None:
        self.jurisdiction, self.year = jurisdiction, year
        super().__init__(f"no holidays are known for {jurisdiction} in {year}")


def special_day(jurisdiction: str, day: date) -> SpecialDay | None:
    """Return what is special about ``day`` in ``CN``, ``HK`` or ``MO``; None for an ordinary day.

    Raises:
        CalendarMissing: the year has no data; it is never guessed.
    """
    return special_days(jurisdiction, day.year).get(day)


def kind_of(jurisdiction: str, day: date) -> DayKind:
    """Return the kind of ``day``; raises CalendarMissing like :func:`special_day`."""
    special = special_day(jurisdiction, day)
    return special.kind if special else DayKind.ORDINARY


@cache
def special_days(jurisdiction: str, year: int) -> Mapping[date, SpecialDay]:
    """Return all holidays and make-up workdays of a year, in the order of the calendar.

    Raises:
        CalendarMissing: the year has no data.
    """
    table = _table(jurisdiction)
    if year in table["complete_years"]:
        days: dict[date, SpecialDay] = {}
    elif _is_in_library(year, table):
        days = _from_library(jurisdiction, year, table)
    else:
        raise CalendarMissing(jurisdiction, year)
    for text, entry in table["days"].items():
        if text.startswith(f"{year:04}-"):
            days[date.fromisoformat(text)] = SpecialDay(DayKind(entry["kind"]), entry["names"])
    return {day: days[day] for day in sorted(days) if days[day].kind is not DayKind.ORDINARY}


@lru_cache(maxsize=512)
def holidays_between(jurisdiction: str, first: date, last: date) -> tuple[date, ...]:
    """Return the public holidays from ``first`` to ``last``, of the years that are known."""
    years = [year for year in range(first.year, last.year + 1) if has_year(jurisdiction, year)]
    days = [pair for year in years for pair in special_days(jurisdiction, year).items()]
    return tuple(day for day, it in days if it.kind is DayKind.HOLIDAY and first <= day <= last)


def has_year(jurisdiction: str, year: int) -> bool:
    """Tell whether the holidays of that year are known."""
    try:
        special_days(jurisdiction, year)
    except CalendarMissing:
        return False
    return True


def missing_years(jurisdiction: str, today: date) -> tuple[int, ...]:
    """Return the years that should be known by ``today`` and are not: this one, and the next once it is announced."""
    is_announced = (today.month, today.day) >= ANNOUNCED_BY[jurisdiction]
    due = (today.year, today.year + 1) if is_announced else (today.year,)
    return tuple(year for year in due if not has_year(jurisdiction, year))


def forget() -> None:
    """Read the tables again when next asked; for whoever changed them while the program runs."""
    _table.cache_clear()
    special_days.cache_clear()
    holidays_between.cache_clear()


@cache
def _table(jurisdiction: str) -> dict[str, Any]:
    table: dict[str, Any] = json.loads((FOLDER / f"{jurisdiction}.json").read_text(encoding="utf-8"))
    return table


def _is_in_library(year: int, table: Mapping[str, Any]) -> bool:
    first, last = table["years"]
    return bool(first <= year <= (last or _last_mainland_year()))


def _from_library(jurisdiction: str, year: int, table: Mapping[str, Any]) -> dict[date, SpecialDay]:
    if jurisdiction == "CN":
        return _mainland(year, table["names"])
    return _hong_kong_or_macao(jurisdiction, year)


# The libraries are imported when first asked: together they take a tenth of a second.


@cache
def _last_mainland_year() -> int:
    from chinese_calendar.constants import holidays  # type: ignore[import-untyped,unused-ignore]

    return int(max(holidays).year)


def _mainland(year: int, names: Mapping[str, Mapping[str, str]]) -> dict[date, SpecialDay]:
    from chinese_calendar.constants import holidays, workdays

    days = {day: SpecialDay(DayKind.HOLIDAY, names[name]) for day, name in holidays.items() if day.year == year}
    made_up = {day: name for day, name in workdays.items() if day.year == year}
    return days | {day: SpecialDay(DayKind.WORKDAY, names[name]) for day, name in made_up.items()}


def _hong_kong_or_macao(jurisdiction: str, year: int) -> dict[date, SpecialDay]:
    import holidays

    by_language = {
        ours: holidays.country_holidays(jurisdiction, years=year, language=theirs, categories=("public", "optional"))
        for ours, theirs in _LIBRARY_LANGUAGES[jurisdiction].items()
    }
    days = {}
    for day in by_language["en"]:
        names = {lang: calendar[day].replace("; ", " / ") for lang, calendar in by_language.items()}
        days[day] = SpecialDay(DayKind.HOLIDAY, names)
    return days
