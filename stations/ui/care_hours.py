"""Hours on the manager's screen: the week, and days with other hours."""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta
from functools import partial

import streamlit as st

from stations.actions.care_station import add_exception, remove_exception, set_hours
from stations.edits import Part
from stations.errors import Code, InvalidInput
from stations.hours import DatedException, WeekForm, from_opening_hours, parse_hours, to_opening_hours
from stations.hours_words import date_words
from stations.instants import local_date
from stations.schedule import LONGEST_REASON
from stations.ui import care_week
from stations.ui.care_desk import Desk, attempt, base, key, show_note, show_theirs, value
from stations.week_presets import Preset, preset_of
from stations.week_words import schedule_words
from stations.words import explain

_OTHER = "exceptions"
_HOST = "host-"


def hours(desk: Desk) -> None:
    """Draw the form for the weekly hours, the station's and its host's, with what they will look like to drivers."""
    schedule = desk.view.station.schedule
    show_theirs(
        desk,
        Part.HOURS,
        desk.view.marks[Part.HOURS],
        schedule_words(schedule, desk.visit.lang) or desk.say("hours-unpublished"),
        partial(_save_hours, desk.id),
    )
    inside = key(desk.id, Part.HOURS, "inside")
    st.toggle(
        desk.say("host-inside"),
        bool(schedule.host_hours),
        key=inside,
        help=desk.say("host-note"),
        persist_state="page",
    )
    if is_inside(desk.id):
        _draw_week(desk, "host-title", schedule.host_hours, _HOST)
        _draw_week(desk, "hours-form-own", schedule.opening_hours)
    else:
        _draw_week(desk, "manage-hours-preset", schedule.opening_hours)
    _show_draft(desk)
    _save_button(desk, Part.HOURS, _save_hours)


def is_inside(station_id: str) -> bool:
    """Tell whether the form says that the station is inside another place."""
    return bool(value(station_id, Part.HOURS, "inside"))


def _draw_week(desk: Desk, title: str, stored: str | None, whose: str = "") -> None:
    form = from_opening_hours(stored) if stored else None
    words = {preset: _preset_words(desk, preset) for preset in _presets(whose)}
    st.selectbox(
        desk.say(title),
        list(words),
        list(words).index(_stored_preset(stored, form, whose)),
        format_func=words.__getitem__,
        key=key(desk.id, Part.HOURS, f"{whose}preset"),
        persist_state="page",
    )
    preset = value(desk.id, Part.HOURS, f"{whose}preset")
    if preset is Preset.TEXT:
        care_week.draw_text(desk, stored or "", whose)
    elif preset is not Preset.UNKNOWN:
        care_week.draw(desk, preset, _draft(desk, form, whose), whose)


def _presets(whose: str) -> list[Preset]:
    """Return the ways to enter a week; whoever says that there is a host says when it is open."""
    return [preset for preset in Preset if not (whose and preset is Preset.UNKNOWN)]


def _preset_words(desk: Desk, preset: Preset) -> str:
    if preset is Preset.UNKNOWN and is_inside(desk.id):
        return desk.say("hours-form-as-host")
    return desk.say(f"manage-hours-{preset}")


def _stored_preset(stored: str | None, form: WeekForm | None, whose: str) -> Preset:
    if stored is None:
        return Preset.WEEKEND if whose else Preset.UNKNOWN
    return preset_of(form) if form else Preset.TEXT


def _draft(desk: Desk, stored: WeekForm | None, whose: str) -> WeekForm | None:
    """Return what to fill a newly chosen preset's fields from: what was entered so far, else what is stored."""
    draft = value(desk.id, Part.HOURS, f"{whose}draft")
    return draft if isinstance(draft, WeekForm) else stored


def _entered(station_id: str, say: care_week.Say, whose: str = "") -> str | None:
    """Return the ``opening_hours`` text of what is in the fields; raises InvalidInput."""
    preset = value(station_id, Part.HOURS, f"{whose}preset")
    if preset is Preset.UNKNOWN:
        return None
    if preset is Preset.TEXT:
        text = str(value(station_id, Part.HOURS, f"{whose}text") or "").strip()
        if not text:
            raise InvalidInput(Code.REQUIRED, "opening_hours")
        return parse_hours(text)
    form = care_week.read(station_id, preset, say, whose)
    text = parse_hours(to_opening_hours(form))
    st.session_state[key(station_id, Part.HOURS, f"{whose}draft")] = form
    return text


def _entered_host(station_id: str, say: care_week.Say) -> str | None:
    return _entered(station_id, say, _HOST) if is_inside(station_id) else None


def _show_draft(desk: Desk) -> None:
    try:
        host = _entered_host(desk.id, desk.say)
        own = _entered(desk.id, desk.say)
        care_week.preview(desk, replace(desk.view.station.schedule, opening_hours=own, host_hours=host))
    except InvalidInput as problem:
        if problem.code in (Code.REQUIRED, Code.HOURS_INCOMPLETE):
            st.caption(desk.say("manage-hours-incomplete"))
        else:
            st.error(explain(desk.visit.lang, problem))


def _save_hours(station_id: str) -> None:
    seen = str(base(station_id, Part.HOURS))
    attempt(
        station_id,
        Part.HOURS,
        lambda visit: set_hours(
            visit.db,
            visit.actor,
            visit.now,
            station_id,
            seen,
            host=_entered_host(station_id, visit.say),
            hours=_entered(station_id, visit.say),
        ),
    )


def _save_button(desk: Desk, part: Part, save: object) -> None:
    st.button(
        desk.say("save"),
        type="primary",
        width="stretch",
        key=key(desk.id, part, "save"),
        on_click=save,  # type: ignore[arg-type]
        args=(desk.id,),
    )
    show_note(desk, part)


def exceptions(desk: Desk) -> None:
    """Draw the days that have other hours, and the form that adds some."""
    coming = coming_exceptions(desk)
    for number, exception in enumerate(coming):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(exception_words(desk, exception))
            st.button(
                desk.say("manage-remove"),
                icon=":material/delete:",
                key=key(desk.id, _OTHER, f"remove-{number}"),
                on_click=_remove,
                args=(desk.id, exception),
            )
    if not coming:
        st.caption(desk.say("manage-no-exceptions"))
    _add_form(desk)
    show_note(desk, _OTHER)


def coming_exceptions(desk: Desk) -> list[DatedException]:
    """Return the exceptions that are not over yet, soonest first."""
    station = desk.view.station
    today = local_date(desk.visit.now, station.jurisdiction)
    return sorted((it for it in station.schedule.exceptions if it.last >= today), key=lambda it: (it.first, it.last))


def exception_words(desk: Desk, exception: DatedException) -> str:
    """Return an exception in a line, for example "24 December – 26 December: closed (repairs)"."""
    lang = desk.visit.lang
    days = date_words(exception.first, lang)
    if exception.last != exception.first:
        days = f"{days} – {date_words(exception.last, lang)}"
    what = exception.hours or desk.say("hours-closed-all-day")
    line = desk.say("manage-exception-line", days=days, what=what)
    return desk.say("hours-with-note", line=line, note=exception.reason) if exception.reason else line


def _add_form(desk: Desk) -> None:
    field = partial(key, desk.id, _OTHER)
    tomorrow = local_date(desk.visit.now, desk.view.station.jurisdiction) + timedelta(days=1)
    with st.container(horizontal=True, wrap=False):
        st.date_input(
            desk.say("manage-first-day"), tomorrow, tomorrow - timedelta(days=1), tomorrow + timedelta(days=730),
            key=field("first"), format="YYYY-MM-DD", persist_state="page",
        )  # fmt: skip
        st.date_input(
            desk.say("manage-last-day"), None, tomorrow - timedelta(days=1), tomorrow + timedelta(days=730),
            key=field("last"), format="YYYY-MM-DD", persist_state="page",
        )  # fmt: skip
    st.segmented_control(
        desk.say("manage-that-day"),
        ("closed", "open", "all-day"),
        default="closed",
        required=True,
        format_func=lambda mode: desk.say(f"manage-day-{mode}"),
        key=field("mode"),
        persist_state="page",
    )
    if value(desk.id, _OTHER, "mode") == "open":
        with st.container(horizontal=True, wrap=False):
            st.time_input(desk.say("manage-from"), None, key=field("from"), persist_state="page")
            st.time_input(desk.say("manage-to"), None, key=field("to"), persist_state="page")
    st.text_input(
        desk.say("manage-reason"), "", LONGEST_REASON,
        key=field("reason"), placeholder=desk.say("manage-reason-hint"), persist_state="page",
    )  # fmt: skip
    st.button(desk.say("manage-add"), width="stretch", key=field("add"), on_click=_add, args=(desk.id,))


def _add(station_id: str) -> None:
    attempt(
        station_id,
        _OTHER,
        lambda visit: add_exception(visit.db, visit.actor, visit.now, station_id, _new_exception(station_id)),
    )


def _new_exception(station_id: str) -> DatedException:
    field = partial(value, station_id, _OTHER)
    first = field("first")
    if first is None:
        raise InvalidInput(Code.DATE_INVALID, "exceptions")
    return DatedException(
        first, field("last") or first, _new_hours(field("mode"), field("from"), field("to")), field("reason", "")
    )


def _new_hours(mode: str, opens: time | None, closes: time | None) -> str | None:
    if mode == "closed":
        return None
    if mode == "all-day":
        return "24/7"
    if opens is None or closes is None:
        raise InvalidInput(Code.REQUIRED, "exceptions")
    return f"{opens:%H:%M}-{'24:00' if closes == time.min else f'{closes:%H:%M}'}"


def _remove(station_id: str, exception: DatedException) -> None:
    attempt(station_id, _OTHER, lambda visit: remove_exception(visit.db, visit.actor, visit.now, station_id, exception))
