"""How to get in and whom to call, on the manager's screen."""

from __future__ import annotations

from functools import partial

import streamlit as st

from stations.actions.care_station import set_access, set_contact
from stations.edits import CONTACT_NOTE_LENGTH, DIRECTIONS_LENGTH, Part
from stations.hours import WAYS_IN
from stations.station import Audience, Station
from stations.ui.care_desk import Desk, attempt, base, key, show_note, show_theirs, value
from stations.words import LANGUAGES, pick


def access(desk: Desk) -> None:
    """Draw the form for who is let in, how, and where the door is."""
    station = desk.view.station
    field = partial(key, desk.id, Part.ACCESS)
    save = partial(_save_access, desk.id)
    show_theirs(desk, Part.ACCESS, desk.view.marks[Part.ACCESS], _access_words(desk, station), save)
    st.selectbox(
        desk.say("manage-audience"),
        list(Audience),
        list(Audience).index(station.audience),
        format_func=lambda audience: desk.say(f"audience-{audience}"),
        key=field("audience"),
        persist_state="page",
    )
    st.selectbox(
        desk.say("way-in-label"),
        WAYS_IN,
        WAYS_IN.index(station.schedule.way_in),
        format_func=lambda way: desk.say(f"hours-way-in-{way}"),
        key=field("way_in"),
        persist_state="page",
    )
    for lang in sorted(LANGUAGES, key=lambda lang: lang != desk.visit.lang):
        st.text_area(
            desk.say("manage-directions", language=desk.say(f"language-{lang}")),
            station.directions.get(lang, ""),
            height=80,
            max_chars=DIRECTIONS_LENGTH,
            key=field(f"directions-{lang}"),
            placeholder=desk.say("manage-directions-hint") if lang == desk.visit.lang else desk.say("optional"),
            persist_state="page",
        )
    st.button(desk.say("save"), type="primary", width="stretch", key=field("save"), on_click=save)
    show_note(desk, Part.ACCESS)


def _access_words(desk: Desk, station: Station) -> str:
    lines = [
        desk.say(f"audience-{station.audience}"),
        desk.say(f"hours-way-in-{station.schedule.way_in}"),
        pick(station.directions, desk.visit.lang),
    ]
    return "\n".join(line for line in lines if line)


def _save_access(station_id: str) -> None:
    field = partial(value, station_id, Part.ACCESS)
    directions = {lang: field(f"directions-{lang}") or "" for lang in LANGUAGES}
    attempt(
        station_id,
        Part.ACCESS,
        lambda visit: set_access(
            visit.db, visit.actor, visit.now, station_id, str(base(station_id, Part.ACCESS)),
            str(field("audience")), str(field("way_in")), directions,
        ),
    )  # fmt: skip


def contact(desk: Desk) -> None:
    """Draw the form for the station's phone and when to call."""
    stored = desk.view.station.contact
    field = partial(key, desk.id, Part.CONTACT)
    save = partial(_save_contact, desk.id)
    words = "\n".join(text for text in (stored.phone, stored.note) if text) or desk.say("not-published")
    show_theirs(desk, Part.CONTACT, desk.view.marks[Part.CONTACT], words, save)
    st.text_input(
        desk.say("manage-phone"), stored.phone, 40, key=field("phone"), type="phone", persist_state="page",
        placeholder=desk.say("manage-phone-hint"), autocomplete="off",
    )  # fmt: skip
    st.text_input(
        desk.say("manage-contact-note"), stored.note, CONTACT_NOTE_LENGTH, key=field("note"),
        placeholder=desk.say("manage-contact-note-hint"), persist_state="page",
    )  # fmt: skip
    st.button(desk.say("save"), type="primary", width="stretch", key=field("save"), on_click=save)
    show_note(desk, Part.CONTACT)


def _save_contact(station_id: str) -> None:
    field = partial(value, station_id, Part.CONTACT)
    seen = str(base(station_id, Part.CONTACT))
    attempt(
        station_id,
        Part.CONTACT,
        lambda visit: set_contact(
            visit.db, visit.actor, visit.now, station_id, seen, field("phone") or "", field("note") or ""
        ),
    )
