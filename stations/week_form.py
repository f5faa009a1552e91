"""The weekly form in which people enter hours, and the ``opening_hours`` text it stands for.

The text lists, joined by ``, `` so that no rule cuts off another's night, first the hours by QR door and then the staffed
ones, which win where both hold::

    Mo-Su 22:00-08:00 open "QR", Mo-Fr 08:00-22:00, Sa 09:00-12:00; PH off

Public holidays come last: nothing (nobody said), ``; PH off``, ``; PH 10:00-16:00`` (own hours), or ``|| PH off`` (as on
any other day: a fallback that changes nothing and still says that somebody thought of holidays).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby, pairwise

from stations.errors import Code, InvalidInput

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MOST_INTERVALS = 2
WHOLE_DAY_MINUTES = 24 * 60

_DAYS = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?"
_TIME = r"\d\d:\d\d-\d\d:\d\d"
_RULE = re.compile(
    rf"(?P<days>24/7|{_DAYS}(?:,{_DAYS})*)?(?:(?:^| )(?P<times>{_TIME}(?:,{_TIME})*))?(?P<meaning> closed| open \"QR\")?",
    re.ASCII,
)


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
    start, end = _minutes(opens), _minutes(closes)
    if start >= WHOLE_DAY_MINUTES:
        raise InvalidInput(Code.HOURS_INVALID, "opening_hours")
    return Span(start, end if end > start else end + WHOLE_DAY_MINUTES)


def to_opening_hours(form: WeekForm) -> str:
    """Return the ``opening_hours`` text of a form.

    Raises:
        InvalidInput: `hours-invalid`; not seven days, more than two spans of a kind in a day, or spans that overlap.
    """
    _check(form)
    all_day = DayForm(staffed=(Span(0, WHOLE_DAY_MINUTES),))
    if form.holidays is Holidays.SAME and form.days == (all_day,) * 7:
        return "24/7"
    by_qr = _rules([day.qr for day in form.days], ' open "QR"')
    staffed = _rules([day.staffed for day in form.days], "")
    return ", ".join(by_qr + staffed or ["Mo-Su off"]) + _holiday_rules(form)


def from_opening_hours(text: str) -> WeekForm | None:
    """Return the form of a canonical text (see :func:`stations.osm_hours.parse_hours`); None if it says more than a form can."""
    try:
        form = _read(text)
        _check(form)
    except (ValueError, InvalidInput):
        return None
    return form


def _clock(minutes: int) -> str:
    past = minutes - WHOLE_DAY_MINUTES if minutes > WHOLE_DAY_MINUTES else minutes
    return f"{past // 60:02}:{past % 60:02}"


def _minutes(clock: str) -> int:
    match = re.fullmatch(r"(\d{1,2}):(\d\d)", clock.strip(), re.ASCII)
    minutes = int(match[1]) * 60 + int(match[2]) if match else -1
    if match is None or int(match[2]) > 59 or minutes > WHOLE_DAY_MINUTES:
        raise InvalidInput(Code.HOURS_INVALID, "opening_hours")
    return minutes


def _check(form: WeekForm) -> None:
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


def _read(text: str) -> WeekForm:
    main, fallback, holiday_rule = text.partition(" || ")
    if fallback and holiday_rule not in ("PH closed", "PH off"):
        raise ValueError(text)
    days = {name: DayForm() for name in (*WEEKDAYS, "PH")}
    said: set[str] = set()
    for separator, rule in re.findall(r"(^|; |, )((?:(?!; |, ).)+)", main):
        said |= _apply(days, rule.replace(" off", " closed"), is_added=separator == ", ")
    form = WeekForm(tuple(days[name] for name in WEEKDAYS))
    if _is_qr_late(main) and _has_overlap(form):
        # In the form staffed hours win; in this text the later rule makes them QR.
        raise ValueError(text)
    if "PH" in said:
        own = days["PH"]
        if fallback:
            raise ValueError(text)
        return replace(form, holidays=Holidays.OWN if own != DayForm() else Holidays.CLOSED, on_holidays=own)
    is_same = bool(fallback) or main in ("24/7", '24/7 open "QR"')
    return replace(form, holidays=Holidays.SAME if is_same else Holidays.UNKNOWN)


def _apply(days: dict[str, DayForm], rule: str, *, is_added: bool) -> set[str]:
    match = _RULE.fullmatch(rule)
    if match is None:
        raise ValueError(rule)
    names = _named(match["days"])
    spans = _spans(match["times"])
    if match["meaning"] == " closed" and (match["times"] or is_added):
        raise ValueError(rule)
    for name in names:
        days[name] = _changed(days[name] if is_added else DayForm(), spans, match["meaning"])
    return names


def _changed(day: DayForm, spans: tuple[Span, ...], meaning: str | None) -> DayForm:
    if meaning == " closed":
        return DayForm()
    if meaning is None:
        return replace(day, staffed=tuple(sorted((*day.staffed, *spans))))
    return replace(day, qr=tuple(sorted((*day.qr, *spans))))


def _is_qr_late(main: str) -> bool:
    """Tell whether a rule by QR follows a staffed one, on holidays or on other days."""
    rules = re.split("; |, ", main)
    on_holidays = [rule.endswith('"') for rule in rules if "PH" in rule]
    otherwise = [rule.endswith('"') for rule in rules if not rule.startswith("PH ")]
    return any(by_qr != sorted(by_qr, reverse=True) for by_qr in (on_holidays, otherwise))


def _has_overlap(form: WeekForm) -> bool:
    week = [*form.days, form.days[0]]
    pairs = [(day.qr, day.staffed, 0) for day in (*week, form.on_holidays)]
    for today, tomorrow in pairwise(week):
        pairs += [(today.qr, tomorrow.staffed, WHOLE_DAY_MINUTES), (today.staffed, tomorrow.qr, WHOLE_DAY_MINUTES)]
    return any(_meet(one, two, shift) for ones, twos, shift in pairs for one in ones for two in twos)


def _meet(one: Span, two: Span, shift: int) -> bool:
    return one.opens < two.closes + shift and two.opens + shift < one.closes


def _named(days: str | None) -> set[str]:
    if days is None or days == "24/7":
        return set(WEEKDAYS)
    names: set[str] = set()
    for item in days.split(","):
        first, _, last = item.partition("-")
        names |= {first} if not last else _between(WEEKDAYS.index(first), WEEKDAYS.index(last))
    return names


def _between(first: int, last: int) -> set[str]:
    count = (last - first) % 7 + 1
    return {WEEKDAYS[(first + n) % 7] for n in range(count)}


def _spans(times: str | None) -> tuple[Span, ...]:
    if times is None:
        return (Span(0, WHOLE_DAY_MINUTES),)
    return tuple(_written_span(*it.split("-")) for it in times.split(","))


def _written_span(opens: str, closes: str) -> Span:
    hour, minute = closes.split(":")
    if int(hour) >= 24:
        return Span(_minutes(opens), int(hour) * 60 + int(minute))
    return span(opens, closes)
