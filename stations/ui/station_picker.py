"""Choosing some of many stations: a search field, and a list of what was found and what is chosen already."""

from __future__ import annotations

from collections.abc import Collection

import streamlit as st

from stations.actions.accounts import find_stations
from stations.ui.shell import Visit
from stations.words import pick


def choose(visit: Visit, key: str, chosen: Collection[str] = ()) -> list[str]:
    """Draw the two fields and return the ids chosen; ``chosen`` are those to begin with."""
    text = st.text_input(
        visit.say("accounts-stations"), key=f"{key}_text", placeholder=visit.say("accounts-stations-hint")
    )
    kept: list[str] = st.session_state.get(key, list(chosen))
    found = find_stations(visit.db, visit.actor, text, kept)
    if text and not set(found) - set(kept):
        st.caption(visit.say("accounts-stations-none"))
    return st.multiselect(
        visit.say("accounts-stations-choose"),
        list(found),
        default=None if key in st.session_state else kept,
        format_func=lambda station_id: _label(visit, found, station_id),
        key=key,
        placeholder=visit.say("accounts-stations-choose"),
        label_visibility="collapsed",
    )


def _label(visit: Visit, found: dict[str, dict[str, str]], station_id: str) -> str:
    return pick(found.get(station_id, {}), visit.lang) or station_id
