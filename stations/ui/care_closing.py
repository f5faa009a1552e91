"""Closing the station for a while, and opening it again."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import partial

import streamlit as st

from stations.actions.care_station import close_until, reopen
from stations.closures import choices
from stations.edits import Part
from stations.errors import Code, InvalidInput
from stations.hours_words import when
from stations.instants import at_local_time, local_date
from stations.schedule import LONGEST_REASON
from stations.ui.care_desk import Desk, attempt, base, key, show_note, show_theirs, value

_PICK = "pick"


def is_closed_for_now(desk: Desk) -> bool:
    """Tell whether somebody closed the station until a moment that is still to come."""
    until = desk.view.station.schedule.closed_until
    return until is not None and until > desk.visit.now


def closing(desk: Desk) -> None:
    """Draw "open again" where the station is closed for now, and the form that closes it where it is not."""
    show_theirs(desk, Part.CLOSURE, desk.view.marks[Part.CLOSURE], _stored_words(desk))
    if is_closed_for_now(desk):
        st.text(_stored_words(desk))
        st.button(
            desk.say("manage-reopen"),
            icon=":material/lock_open:",
            width="stretch",
            key=key(desk.id, Part.CLOSURE, "reopen"),
            on_click=_reopen,
            args=(desk.id,),
        )
    else:
        _close_form(desk)


def _stored_words(desk: Desk) -> str:
    schedule = desk.view.station.schedule
    if schedule.closed_until is None or not is_closed_for_now(desk):
        return desk.say("manage-not-closed")
    line = desk.say("hours-closed-until", when=_moment(desk, schedule.closed_until))
    return desk.say("hours-with-note", line=line, note=schedule.closed_reason) if schedule.closed_reason else line


def _moment(desk: Desk, instant: datetime) -> str:
    return when(instant, desk.visit.now, desk.visit.lang, desk.view.station.jurisdiction, is_end=True)


def _close_form(desk: Desk) -> None:
    schedule = desk.view.station.schedule
    field = partial(key, desk.id, Part.CLOSURE)
    offered = {choice.code: choice.until for choice in choices(schedule, desk.visit.now)}
    words = {code: desk.say(f"manage-until-{code}", when=_moment(desk, until)) for code, until in offered.items()}
    options = [*words, _PICK]
    if st.session_state.get(field("until")) not in options:  # the closing time has passed since it was chosen
        st.session_state.pop(field("until"), None)
    st.radio(
        desk.say("manage-close-until"),
        options,
        format_func=lambda code: words.get(code) or desk.say("manage-until-pick"),
        key=field("until"),
        persist_state="page",
    )
    if value(desk.id, Part.CLOSURE, "until") == _PICK:
        _pick(desk)
    st.text_input(
        desk.say("manage-reason"), "", LONGEST_REASON,
        key=field("reason"), placeholder=desk.say("manage-reason-hint"), persist_state="page",
    )  # fmt: skip
    jurisdiction = schedule.jurisdiction
    st.button(
        desk.say("manage-close"),
        icon=":material/lock:",
        width="stretch",
        key=field("close"),
        on_click=_close,
        args=(desk.id, jurisdiction, offered),
    )


def _pick(desk: Desk) -> None:
    field = partial(key, desk.id, Part.CLOSURE)
    today = local_date(desk.visit.now, desk.view.station.jurisdiction)
    with st.container(horizontal=True, wrap=False):
        st.date_input(
            desk.say("manage-until-day"), today + timedelta(days=1), today, today + timedelta(days=365),
            key=field("day"), format="YYYY-MM-DD", persist_state="page",
        )  # fmt: skip
        st.time_input(desk.say("manage-until-time"), time(8), key=field("time"), persist_state="page")


def _close(station_id: str, jurisdiction: str, offered: dict[str, datetime]) -> None:
    seen = str(base(station_id, Part.CLOSURE))
    reason = value(station_id, Part.CLOSURE, "reason", "")
    attempt(
        station_id,
        Part.CLOSURE,
        lambda visit: close_until(
            visit.db, visit.actor, visit.now, station_id, seen, _until(station_id, jurisdiction, offered), reason
        ),
    )


def _until(station_id: str, jurisdiction: str, offered: dict[str, datetime]) -> datetime:
    chosen = value(station_id, Part.CLOSURE, "until", "")
    if chosen in offered:
        return offered[chosen]
    day, clock = value(station_id, Part.CLOSURE, "day"), value(station_id, Part.CLOSURE, "time")
    if not isinstance(day, date) or not isinstance(clock, time):
        raise InvalidInput(Code.REQUIRED, "until")
    return at_local_time(day, clock, jurisdiction)


def _reopen(station_id: str) -> None:
    seen = str(base(station_id, Part.CLOSURE))
    attempt(station_id, Part.CLOSURE, lambda visit: reopen(visit.db, visit.actor, visit.now, station_id, seen))


def closing_note(desk: Desk) -> None:
    """Say what came of closing or opening."""
    show_note(desk, Part.CLOSURE)
