"""Where the form of a session keeps what is typed: the parts of the form share one prefix, and are cleared together."""

from __future__ import annotations

from typing import Any

import streamlit as st

PREFIX = "cf_"


def key(name: str) -> str:
    """Return the key of a field of the form."""
    return PREFIX + name


def value(name: str) -> Any:
    """Return what a field of the form holds, None when it was never drawn."""
    return st.session_state.get(key(name))


def put(name: str, given: object) -> None:
    """Put something into a field; only before it is drawn, as Streamlit wants it."""
    st.session_state[key(name)] = given
