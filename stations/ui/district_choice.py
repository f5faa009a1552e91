"""Choosing one district of all, for screens of the staff, and what a district is called."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from stations.actions.places import place_of, places
from stations.ui.shell import Visit


def district_name(visit: Visit, key: str) -> str:
    """Return what the district is called in the visitor's language, the key itself where no other name is known."""
    place = place_of(visit.db, visit.now, visit.lang, key)
    return place.name if place else key


def chosen_district(visit: Visit, label: str, key: str, on_change: Callable[[], None]) -> str:
    """Draw the choice of a district and return its key, "" for all."""
    known = [place.key for group in places(visit.db, visit.now, visit.lang).values() for place in group]
    chosen = st.selectbox(
        visit.say(label),
        known,
        format_func=lambda one: district_name(visit, one),
        index=None,
        placeholder=visit.say("all"),
        key=key,
        on_change=on_change,
    )
    return chosen or ""
