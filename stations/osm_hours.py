"""Published hours in the ``opening_hours`` language of OpenStreetMap, read with the ``opening-hours-py`` library.

Language: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification. A rule with the comment "QR"
(``Mo-Su 22:00-08:00 open "QR"``) means that the door opens by QR code. Write it with its days: in
``08:00-22:00, 22:00-08:00 open "QR"`` the language takes both times for one rule, and so do we.

Where we do not leave it to the library:

* **Holidays.** Its own calendars miss most days of the mainland's and one of Hong Kong's, and know no Macao. So ``PH`` is
  replaced by the dates of :mod:`stations.calendars` before a text is evaluated, for the days in question only.
* **School holidays.** Nobody keeps them here: a text with ``SH`` is evaluated with and without, by the caller.
* **Comments.** A comment other than QR states a condition ("by appointment"): the time is unknown, with the comment.
* **Sun.** ``sunrise``, ``dusk`` … need the place, which shared hours do not have: such a text is unknown as a whole.
* **Midnight.** The library forgets Friday's night where a rule for Saturday or for a holiday follows. A text that fits
  the weekly form (:mod:`stations.week_form`), as nearly all do, is therefore laid out from the form, without the library:
  a night belongs to the day on which it begins, and what is said of holidays holds wherever in the text it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from opening_hours import OpeningHours
from opening_hours import State as LibraryState

from stations.calendars import holidays_between
from stations.errors import Code, InvalidInput
from stations.week_form import WeekForm
from stations.week_reading import from_opening_hours
from stations.week_shifts import DAY, Shifts, Stretch, shifts_of_form

MAX_LENGTH = 500
LONGEST_NIGHT = timedelta(hours=12)

_WEEKDAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_ITEM = rf"(?:(?:PH|SH)(?: [+-]\d+ days?)?|{_WEEKDAY}(?:-{_WEEKDAY})?(?:\[[-\d,]+\])?(?: [+-]?\d+ days?)?)"
_WEEKDAYS = re.compile(rf"(?<![A-Za-z\d]){_ITEM}(?:,{_ITEM})*")
_SEPARATOR = re.compile(r"(; | \|\| |, )")
_COMMENT = re.compile(r'"[^"]*"')
_SUN = re.compile(r"\b(?:sunrise|sunset|dawn|dusk)\b")
_QR = re.compile(r"\bqr\b|扫码|掃碼", re.IGNORECASE | re.ASCII)
_DASHES = str.maketrans({"–": "-", "—": "-", "~": "-", "−": "-", "\N{IDEOGRAPHIC SPACE}": " "})
_NEVER = "1900 Jan 1"
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def parse_hours(text: str) -> str:
    """Return ``text`` in canonical form; full-width punctuation and long dashes are understood.

    Raises:
        InvalidInput: `hours-invalid`; not the language, longer than 500 characters, or with characters that do not print.
    """
    tidy = unicodedata.normalize("NFKC", text.strip()).translate(_DASHES)
    if len(tidy) > MAX_LENGTH or not tidy.isprintable():
        raise InvalidInput(Code.HOURS_INVALID, "opening_hours")
    try:
        canonical = _settle(tidy)
        shifts_by_day(canonical, "CN", date(2026, 2, 14), date(2026, 2, 20), at_school_holidays=True)
    except Exception:
        # The library answers junk with several kinds of exceptions; whatever it was, the text cannot be used.
        raise InvalidInput(Code.HOURS_INVALID, "opening_hours") from None
    return canonical


def _settle(text: str) -> str:
    """Canonicalise until nothing changes, because the library's own output is not always stable."""
    for _ in range(4):
        before, text = text, _canonical(text)
        if text == before:
            return text
    raise ValueError("no stable form")


def _canonical(text: str) -> str:
    written = str(_library(text))
    # The library writes "PH +1 day" as "PH 1 days", which it cannot read, and drops the "open" of `open "QR"`, without
    # which other readers of the language take a comment for "unknown".
    written = re.sub(r"\b(PH|SH) (\d+) days?\b", r"\1 +\2 days", written)
    return re.sub(r'(?<!open )(?<!closed )(?<!unknown )("[^"]*")', _with_open, written)


def _with_open(match: re.Match[str]) -> str:
    return f"open {match[1]}" if _QR.search(match[1]) else match[1]


def has_holiday_rule(canonical: str) -> bool:
    """Tell whether the text says what happens on public holidays (``PH``)."""
    return bool(re.search(r"\bPH\b", _COMMENT.sub("", canonical)))


def is_always_open(canonical: str) -> bool:
    """Tell whether the text is plainly ``24/7``, with staff or by QR door, which includes every holiday."""
    return bool(re.fullmatch(r'24/7(?: open "[^"]*")?', canonical))


def mentions_qr(canonical: str) -> bool:
    """Tell whether the text has hours by QR door, which a comment says."""
    return any(_QR.search(comment) for comment in _COMMENT.findall(canonical))


def mentions_school_holidays(canonical: str) -> bool:
    """Tell whether the text depends on school holidays (``SH``), which we do not know."""
    return bool(re.search(r"\bSH\b", _COMMENT.sub("", canonical)))


def shifts_by_day(
    canonical: str, jurisdiction: str, first: date, last: date, *, at_school_holidays: bool = False
) -> Shifts:
    """Return the shifts that begin on each day from ``first`` to ``last``, by the text alone.

    Of a text beyond the weekly form, what runs over midnight and ends by noon belongs to the day on which it began; what
    runs longer is cut at midnight.

    Raises:
        Exception: the library's own, when the text is not in the language.
    """
    form = _form(canonical)
    if form is not None:
        return shifts_of_form(form, jurisdiction, first, last)
    resolved = _with_dates(canonical, jurisdiction, first - 2 * DAY, last + DAY, at_school_holidays)
    begin, end = datetime.combine(first - DAY, time.min), datetime.combine(last + 2 * DAY, time.min)
    has_sun = _SUN.search(_COMMENT.sub("", canonical)) is not None
    shifts: dict[date, list[Stretch]] = {first + n * DAY: [] for n in range((last - first).days + 1)}
    for stretch in _stretches(resolved, begin, end, has_sun):
        for part in _by_day(stretch):
            if part.start.date() in shifts:
                shifts[part.start.date()].append(part)
    return {day: tuple(parts) for day, parts in shifts.items()}


@lru_cache(maxsize=4096)
def _form(canonical: str) -> WeekForm | None:
    return from_opening_hours(canonical)


def _stretches(resolved: str, begin: datetime, end: datetime, has_sun: bool) -> Iterable[Stretch]:
    if has_sun:
        return [Stretch(begin, end, "unknown", "")]
    merged: list[Stretch] = []
    for start, stop, state, note in _library(resolved).intervals(begin, end):
        kind = _kind(state, note)
        if kind is None:
            continue
        note = "" if kind != "unknown" else note
        if merged and merged[-1].end == start and merged[-1][2:] == (kind, note):
            merged[-1] = merged[-1]._replace(end=stop)
        else:
            merged.append(Stretch(start, stop, kind, note))
    return merged


def _kind(state: LibraryState, note: str) -> str | None:
    if state == LibraryState.CLOSED:
        return None
    if state == LibraryState.UNKNOWN:
        return "unknown"
    if not note:
        return "open"
    return "qr" if _QR.search(note) else "unknown"


def _by_day(stretch: Stretch) -> Iterable[Stretch]:
    start = stretch.start
    while start < stretch.end:
        midnight = datetime.combine(start.date() + DAY, time.min)
        end = stretch.end if stretch.end <= midnight + LONGEST_NIGHT else midnight
        yield stretch._replace(start=start, end=end)
        start = end


@lru_cache(maxsize=4096)
def _library(text: str) -> OpeningHours:
    return OpeningHours(text, auto_country=False, auto_timezone=False)


def _with_dates(canonical: str, jurisdiction: str, first: date, last: date, at_school_holidays: bool) -> str:
    """Replace ``PH`` by the holidays from ``first`` to ``last``, and ``SH`` by every day or none."""
    if not re.search(r"\b(?:PH|SH)\b", canonical):
        return canonical
    comments = _COMMENT.findall(canonical)
    numbers = iter(range(len(comments)))
    parts = _SEPARATOR.split(_COMMENT.sub(lambda _: f'"{next(numbers)}"', canonical))
    holidays = holidays_between(jurisdiction, first - 31 * DAY, last + 31 * DAY)
    written = ""
    for position in range(0, len(parts), 2):
        separator = parts[position - 1] if position else ""
        written += separator + (separator or ", ").join(_resolve(parts[position], holidays, at_school_holidays))
    return re.sub(r'"(\d+)"', lambda match: comments[int(match[1])], written)


def _resolve(rule: str, holidays: tuple[date, ...], at_school_holidays: bool) -> list[str]:
    """Split one rule into one for its weekdays and one for the dates of its holidays."""
    match = next((m for m in _WEEKDAYS.finditer(rule) if re.search(r"PH|SH", m[0])), None)
    if match is None:
        return [rule]
    before, after = rule[: match.start()], rule[match.end() :]
    items = re.findall(_ITEM, match[0])
    weekdays = [item for item in items if not item.startswith(("PH", "SH"))]
    if at_school_holidays and any(item.startswith("SH") for item in items):
        weekdays = ["Mo-Su"]
    dates = {day for item in items if item.startswith("PH") for day in _moved(holidays, item)}
    within = [day for day in sorted(dates) if not before.strip() or _covers(before, day)]
    rules = [f"{before}{','.join(weekdays)}{after}"] if weekdays else []
    return [*rules, f"{_dates(within)}{after}"] if within or not rules else rules


def _moved(holidays: tuple[date, ...], item: str) -> list[date]:
    offset = re.search(r"[+-]\d+", item)
    days = int(offset[0]) if offset else 0
    if abs(days) > 31:
        raise ValueError(item)
    return [day + timedelta(days=days) for day in holidays]


def _covers(selector: str, day: date) -> bool:
    return _library(selector.strip()).is_open(datetime.combine(day, time(12)))


def _dates(days: list[date]) -> str:
    return ",".join(f"{day.year} {_MONTHS[day.month - 1]} {day.day}" for day in days) or _NEVER
