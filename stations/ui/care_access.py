"""How to get in and whom to call, on the manager's screen."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import streamlit as st

from stations.access import (
    DIRECTIONS_LENGTH,
    HOST_LENGTH,
    LEAST_HEIGHT_M,
    MOST_HEIGHT_M,
    PARKING_NOTE_LENGTH,
    Access,
)
from stations.access_words import height_words
from stations.actions.care_station import set_access, set_contact
from stations.border import choices
from stations.edits import CONTACT_NOTE_LENGTH, Part
from stations.hours import WAYS_IN
from stations.station import Audience, ParkingFee, Side, Station
from stations.ui.care_desk import Desk, attempt, base, key, show_note, show_theirs, value
from stations.words import LANGUAGES, Names, pick


def access(desk: Desk) -> None:
    """Draw the form for who is let in, how, where the door is, the side of the border, and parking."""
    station = desk.view.station
    field = partial(key, desk.id, Part.ACCESS)
    save = partial(_save_access, desk.id)
    show_theirs(desk, Part.ACCESS, desk.view.marks[Part.ACCESS], _access_words(desk, station), save)
    _choice(desk, "audience", desk.say("manage-audience"), list(Audience), station.audience, "audience")
    _choice(desk, "way_in", desk.say("way-in-label"), WAYS_IN, station.schedule.way_in, "hours-way-in")
    _texts(desk, "directions", station.directions, DIRECTIONS_LENGTH, height=80)
    _texts(desk, "host", station.host, HOST_LENGTH)
    sides = choices(station.jurisdiction)
    side = station.side if station.side in sides else Side.UNKNOWN
    _choice(desk, "side", desk.say("manage-side"), sides, side, "side", desk.say("manage-side-hint"))
    _parking(desk, station)
    st.button(desk.say("save"), type="primary", width="stretch", key=field("save"), on_click=save)
    show_note(desk, Part.ACCESS)


def _choice(
    desk: Desk, name: str, label: str, options: Iterable[str], stored: str, words: str, hint: str | None = None
) -> None:
    codes = list(options)
    st.selectbox(
        label,
        codes,
        codes.index(stored),
        format_func=lambda code: desk.say(f"{words}-{code}"),
        key=key(desk.id, Part.ACCESS, name),
        help=hint,
        persist_state="page",
    )


def _texts(desk: Desk, name: str, stored: Names, most: int, height: int = 0) -> None:
    """Draw a field for a text in each language, the manager's own first; a tall one where a ``height`` is given."""
    for lang in sorted(LANGUAGES, key=lambda lang: lang != desk.visit.lang):
        draw = partial(st.text_area, height=height) if height else st.text_input
        draw(
            desk.say(f"manage-{name}", language=desk.say(f"language-{lang}")),
            stored.get(lang, ""),
            max_chars=most,
            key=key(desk.id, Part.ACCESS, f"{name}-{lang}"),
            placeholder=desk.say(f"manage-{name}-hint") if lang == desk.visit.lang else desk.say("optional"),
            persist_state="page",
        )


def _parking(desk: Desk, station: Station) -> None:
    field = partial(key, desk.id, Part.ACCESS)
    st.number_input(
        desk.say("manage-height"), float(LEAST_HEIGHT_M), float(MOST_HEIGHT_M), station.height_limit_m, 0.1, "%.2f",
        key=field("height_limit_m"), placeholder=desk.say("manage-height-hint"), persist_state="page",
    )  # fmt: skip
    _choice(desk, "parking_fee", desk.say("manage-parking-fee"), list(ParkingFee), station.parking_fee, "parking-fee")
    st.text_input(
        desk.say("manage-parking-note"), station.parking_note, PARKING_NOTE_LENGTH, key=field("parking_note"),
        placeholder=desk.say("manage-parking-note-hint"), persist_state="page",
    )  # fmt: skip


def _access_words(desk: Desk, station: Station) -> str:
    lines = [
        desk.say(f"audience-{station.audience}"),
        desk.say(f"hours-way-in-{station.schedule.way_in}"),
        pick(station.directions, desk.visit.lang),
        pick(station.host, desk.visit.lang),
        desk.say(f"side-{station.side}"),
        height_words(station.height_limit_m, desk.visit.lang),
        desk.say(f"parking-fee-{station.parking_fee}"),
        station.parking_note,
    ]
    return "\n".join(line for line in lines if line)


def _save_access(station_id: str) -> None:
    field = partial(value, station_id, Part.ACCESS)
    access = Access(
        audience=str(field("audience")),
        way_in=str(field("way_in")),
        directions=_filled_in(station_id, "directions"),
        side=str(field("side")),
        height_limit_m=field("height_limit_m"),
        parking_fee=str(field("parking_fee")),
        parking_note=field("parking_note") or "",
        host=_filled_in(station_id, "host"),
    )
    seen = str(base(station_id, Part.ACCESS))
    attempt(
        station_id,
        Part.ACCESS,
        lambda visit: set_access(visit.db, visit.actor, visit.now, station_id, seen, access),
    )


def _filled_in(station_id: str, name: str) -> dict[str, str]:
    return {lang: value(station_id, Part.ACCESS, f"{name}-{lang}") or "" for lang in LANGUAGES}


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
