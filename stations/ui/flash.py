"""What was just done, said on the next run: at the bottom of the screen when it went well, at the top when it did not."""

from __future__ import annotations

import streamlit as st

from stations.errors import Refused, StationsError
from stations.ui.shell import Visit
from stations.words import explain

_KEY = "_flash"


def hide_hints() -> None:
    """Hide Streamlit's "Press Enter to apply", which is English in every language."""
    st.html("<style>[data-testid='InputInstructions'] { display: none; }</style>")


def later(*texts: str) -> None:
    """Say each of ``texts`` on the run that follows this one."""
    st.session_state[_KEY] = texts


def show() -> None:
    """Say what was left to be said."""
    for text in st.session_state.pop(_KEY, ()):
        done(text)


def done(text: str) -> None:
    """Say that something went well, without moving the page."""
    st.toast(text, icon=":material/check_circle:")


def problem(visit: Visit, refused: Refused | StationsError) -> None:
    """Say why nothing was done, where it stays to be read and also where it is seen without scrolling."""
    text = explain(visit.lang, refused)
    st.error(text)
    st.toast(text, icon=":material/error:")
