"""The weekly form: how hours are entered on a phone, and how they read to drivers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import time
from functools import partial

import streamlit as st
from markupsafe import Markup

from stations.errors import Code, InvalidInput
from stations.hours import DayForm, Holidays, Schedule, Span, WeekForm, span, week_of
from stations.hours_words import day_heading, day_line, day_notes
from stations.instants import local_date
from stations.osm_hours import MAX_LENGTH
from stations.ui.care_desk import Desk, key, value
from stations.week_form import MOST_INTERVALS, WEEKDAYS
from stations.week_presets import GROUPS, Preset, week

PART = "hours"
_MODES = ("closed", "open", "all-day", "qr")
_MAY_HAVE_QR = ("open", "all-day")
_PH = "ph"
_STEP = 900
_HEADINGS = {"staffed": "hours-form-with-staff", "qr": "hours-form-by-qr"}
Say = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Fields:
    """Where the fields of one day are: in the form of which station, under which name."""

    station_id: str
    name: str

    def key(self, field: str) -> str:
        """Return the key of a field of the day."""
        return key(self.station_id, PART, f"{self.name}-{field}")

    def value(self, field: str) -> object:
        """Return what a field of the day holds."""
        return value(self.station_id, PART, f"{self.name}-{field}")


def draw(desk: Desk, preset: Preset, form: WeekForm | None, whose: str = "") -> None:
    """Draw the fields of ``preset``, filled from ``form`` when they are drawn for the first time; None leaves them empty.

    ``whose`` begins the names of the fields, so that two weeks can stand in one form.
    """
    for group in GROUPS[preset]:
        day = form.days[group[0]] if form else None
        _draw_day(desk, Fields(desk.id, _group_name(whose, preset, group)), _group_words(desk.say, preset, group), day)
    st.selectbox(
        desk.say("manage-holidays"),
        list(Holidays),
        list(Holidays).index(form.holidays if form else Holidays.UNKNOWN),
        format_func=lambda it: desk.say(f"hours-form-holidays-{it}"),
        key=key(desk.id, PART, f"{whose}holidays"),
        persist_state="page",
    )
    if value(desk.id, PART, f"{whose}holidays") is Holidays.OWN:
        day = form.on_holidays if form and form.holidays is Holidays.OWN else None
        _draw_day(desk, Fields(desk.id, f"{whose}{_PH}"), desk.say("manage-on-holidays"), day)


def _group_name(whose: str, preset: Preset, group: tuple[int, ...]) -> str:
    return f"{whose}{preset}-{group[0]}"


def _group_words(say: Say, preset: Preset, group: tuple[int, ...]) -> str:
    if preset is Preset.EVERY_DAY:
        return say("manage-hours-every-day")
    if len(group) > 1:
        return say("manage-hours-saturday-sunday" if group[0] else "manage-hours-weekdays")
    return say(f"hours-weekday-{WEEKDAYS[group[0]].lower()}")


def _draw_day(desk: Desk, fields: Fields, label: str, day: DayForm | None) -> None:
    known = day or DayForm()
    with st.container(border=True):
        st.pills(
            label,
            _MODES,
            default=_mode(day),
            format_func=lambda mode: desk.say(f"hours-form-{mode}"),
            key=fields.key("mode"),
            persist_state="page",
        )
        mode = fields.value("mode")
        if mode == "open":
            _draw_spans(desk, fields, "staffed", known.staffed)
        if mode in _MAY_HAVE_QR:
            st.toggle(desk.say("manage-qr"), bool(known.qr), key=fields.key("qr"), persist_state="page")
        if _is_by_qr(fields):
            _draw_spans(desk, fields, "qr", known.qr)


def _mode(day: DayForm | None) -> str | None:
    if day is None:
        return None
    if day.staffed == (Span(0, 1440),):
        return "all-day"
    if day.staffed:
        return "open"
    return "qr" if day.qr else "closed"


def _is_by_qr(fields: Fields) -> bool:
    mode = fields.value("mode")
    return mode == "qr" or (mode in _MAY_HAVE_QR and bool(fields.value("qr")))


def _draw_spans(desk: Desk, fields: Fields, kind: str, spans: tuple[Span, ...]) -> None:
    st.caption(desk.say(_HEADINGS[kind]))
    _draw_span(desk, fields, f"{kind}-0", spans[0] if spans else None)
    again = fields.key(f"{kind}-again")
    st.checkbox(desk.say("manage-second-span"), len(spans) == MOST_INTERVALS, key=again, persist_state="page")
    if fields.value(f"{kind}-again"):
        st.caption(f"{desk.say(_HEADINGS[kind])} · {desk.say('hours-form-second')}")
        _draw_span(desk, fields, f"{kind}-1", spans[1] if len(spans) == MOST_INTERVALS else None)


def _draw_span(desk: Desk, fields: Fields, name: str, it: Span | None) -> None:
    clock = partial(st.time_input, step=_STEP, persist_state="page")
    with st.container(horizontal=True, wrap=False):
        clock(desk.say("manage-from"), _time(it.opens) if it else None, key=fields.key(f"{name}-from"))
        clock(desk.say("manage-to"), _time(it.closes) if it else None, key=fields.key(f"{name}-to"))


def _time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def read(station_id: str, preset: Preset, say: Say, whose: str = "") -> WeekForm:
    """Return the form as the fields of ``preset`` hold it.

    Raises:
        InvalidInput: `hours-incomplete`, with the days in words, while something is still to be filled in.
    """
    days = tuple(
        _read_day(Fields(station_id, _group_name(whose, preset, group)), _group_words(say, preset, group))
        for group in GROUPS[preset]
    )
    holidays = value(station_id, PART, f"{whose}holidays", Holidays.UNKNOWN)
    is_own = holidays is Holidays.OWN
    own = _read_day(Fields(station_id, f"{whose}{_PH}"), say("manage-on-holidays")) if is_own else DayForm()
    return week(preset, days, holidays, own)


def _read_day(fields: Fields, days: str) -> DayForm:
    mode = fields.value("mode")
    if mode is None:
        raise InvalidInput(Code.HOURS_INCOMPLETE, "opening_hours", days=days)
    staffed: tuple[Span, ...] = (Span(0, 1440),) if mode == "all-day" else ()
    if mode == "open":
        staffed = _read_spans(fields, "staffed", days)
    return DayForm(staffed, _read_spans(fields, "qr", days) if _is_by_qr(fields) else ())


def _read_spans(fields: Fields, kind: str, days: str) -> tuple[Span, ...]:
    count = MOST_INTERVALS if fields.value(f"{kind}-again") else 1
    return tuple(sorted(_read_span(fields, f"{kind}-{number}", days) for number in range(count)))


def _read_span(fields: Fields, name: str, days: str) -> Span:
    opens, closes = fields.value(f"{name}-from"), fields.value(f"{name}-to")
    if not isinstance(opens, time) or not isinstance(closes, time):
        raise InvalidInput(Code.HOURS_INCOMPLETE, "opening_hours", days=days)
    return span(f"{opens:%H:%M}", f"{closes:%H:%M}")


def draw_text(desk: Desk, text: str, whose: str = "") -> None:
    """Draw the field for hours in the ``opening_hours`` language."""
    st.text_area(
        desk.say("manage-hours-text"),
        text,
        max_chars=MAX_LENGTH,
        key=key(desk.id, PART, f"{whose}text"),
        help=desk.say("manage-hours-text-help"),
        placeholder="Mo-Fr 08:00-18:00; PH off",
        persist_state="page",
    )


def preview(desk: Desk, schedule: Schedule) -> None:
    """Show the coming seven days of ``schedule`` in words."""
    today = local_date(desk.visit.now, schedule.jurisdiction)
    lang = desk.visit.lang
    rows = Markup("").join(
        Markup("<tr><th scope=row>{}</th><td>{}{}</td></tr>").format(
            day_heading(day, today, lang), day_line(day, lang), _notes(day_notes(day, lang))
        )
        for day in week_of(replace(schedule, closed_until=None, closed_reason=""), desk.visit.now)
    )
    st.html(Markup('<table class="care-week"><caption>{}</caption>{}</table>').format(desk.say("manage-preview"), rows))


def _notes(notes: list[str]) -> Markup:
    return Markup("").join(Markup("<br><small>{}</small>").format(note) for note in notes)
