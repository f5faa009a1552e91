"""Where the door is, on the manager's screen: measured by the phone at the door, or typed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from stations.actions.care_station import set_position
from stations.edits import Part
from stations.geo import parse_near
from stations.ui import geolocate
from stations.ui.care_desk import Desk, attempt, base, key, show_note, show_theirs, value
from stations.ui.shell import Visit


def position(desk: Desk) -> None:
    """Draw what is stored, a button that measures, and a field to type in."""
    station = desk.view.station
    field = partial(key, desk.id, Part.POSITION)
    save = partial(_save_typed, desk.id)
    words = desk.say(
        "manage-position-now", lat=f"{station.lat:.5f}", lng=f"{station.lng:.5f}",
        quality=desk.say(f"position-{station.position}"),
    )  # fmt: skip
    show_theirs(desk, Part.POSITION, desk.view.marks[Part.POSITION], words, save)
    st.text(words)
    st.caption(desk.say("manage-position-note"))
    geolocate.button(
        desk.visit, key=field("measure"), label="manage-position-take", on_found=partial(_save_measured, desk.id)
    )
    if geolocate.problem():
        st.warning(desk.say(f"find-near-{geolocate.problem()}"))
    st.text_input(
        desk.say("manage-position-typed"), "", 40, key=field("typed"), placeholder="22.21000,113.58000", persist_state="page"
    )  # fmt: skip
    st.button(desk.say("save"), type="primary", width="stretch", key=field("save"), on_click=save)
    show_note(desk, Part.POSITION)


def _save_measured(station_id: str) -> None:
    """Save what the phone measured by way of the field, where it stays if somebody else was first."""
    here = geolocate.position()
    geolocate.forget()
    if here is not None:
        typed = f"{here.point.lat:.6f},{here.point.lng:.6f}"
        st.session_state[key(station_id, Part.POSITION, "typed")] = typed
        _save_typed(station_id)


def _save_typed(station_id: str) -> None:
    typed = str(value(station_id, Part.POSITION, "typed") or "")
    seen = str(base(station_id, Part.POSITION))

    def deed(visit: Visit) -> object:
        point = parse_near(typed, "position")
        return set_position(visit.db, visit.actor, visit.now, station_id, seen, point.lat, point.lng)

    attempt(station_id, Part.POSITION, deed)
