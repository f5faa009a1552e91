"""Reading ``opening_hours`` text back into the weekly form, where it says no more than the form can."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from stations.errors import InvalidInput
from stations.week_form import (
    WEEKDAYS,
    WHOLE_DAY_MINUTES,
    DayForm,
    Holidays,
    Span,
    WeekForm,
    check,
    minutes_of,
    span,
)

_DAYS = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?"
_TIME = r"\d\d:\d\d-\d\d:\d\d"
_RULE = re.compile(
    rf"(?P<days>24/7|{_DAYS}(?:,{_DAYS})*)?(?:(?:^| )(?P<times>{_TIME}(?:,{_TIME})*))?(?P<meaning> closed| open \"QR\")?",
    re.ASCII,
)


def from_opening_hours(text: str) -> WeekForm | None:
    """Return the form of a canonical text (see :func:`stations.osm_hours.parse_hours`); None if it says more than a form can."""
    try:
        form = _read(text)
        check(form)
    except (ValueError, InvalidInput):
        return None
    return form


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
        return Span(minutes_of(opens), int(hour) * 60 + int(minute))
    return span(opens, closes)
