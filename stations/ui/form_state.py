"""What is typed into the form of a session, kept in the visit until it is stored."""

from __future__ import annotations

from typing import Any

import streamlit as st

_P = "cf_"


def key_of(name: str) -> str:
    """Return the key under which the visit keeps a field."""
    return _P + name


def value(name: str) -> Any:
    """Return what a field of the form holds, None when it was never drawn."""
    return st.session_state.get(key_of(name))


def put(name: str, given: object) -> None:
    """Put something into a field; only before it is drawn, as Streamlit wants it."""
    st.session_state[key_of(name)] = given


def clear() -> None:
    """Forget what the form holds."""
    for name in list(st.session_state):
        if isinstance(name, str) and name.startswith(_P):
            del st.session_state[name]


def keep() -> None:
    """Keep what the form holds while it, or a field of it, is not shown."""
    for name in list(st.session_state):
        if isinstance(name, str) and name.startswith(_P):
            st.session_state[name] = st.session_state[name]
