"""Changing the number of places of a published session, with people booked, and what came of it in plain words."""

from __future__ import annotations

import streamlit as st

from stations.actions import clinics
from stations.actions.clinics import PlacesChanged
from stations.errors import Refused, StationsError
from stations.rosters import Roster
from stations.sessions import MOST_PLACES
from stations.ui import session_words
from stations.ui.shell import Visit, show_problem

_OPEN, _ANSWER, _ALL = "_places_open", "_places_answer", 0


def button(visit: Visit) -> None:
    """Draw the button that opens the dialog."""
    st.button(visit.say("places-change"), icon=":material/event_seat:", key="places_open", on_click=_open)


def _open() -> None:
    st.session_state[_OPEN] = True


def _close() -> None:
    st.session_state.pop(_OPEN, None)


def answer(visit: Visit) -> None:
    """Say once what the last change came to."""
    done: PlacesChanged | None = st.session_state.pop(_ANSWER, None)
    if done is None:
        return
    parts = [visit.say("places-done")]
    if done.promoted:
        parts.append(visit.say("places-promoted", count=done.promoted))
    if done.over:
        parts.append(visit.say("places-over", count=done.over))
    (st.warning if done.over else st.success)(" ".join(parts), icon=":material/event_seat:")


def show(visit: Visit, found: Roster) -> None:
    """Draw the dialog while it is open."""
    if st.session_state.get(_OPEN):
        st.dialog(visit.say("places-change"), on_dismiss=_close)(_ask)(visit, found)


def _ask(visit: Visit, found: Roster) -> None:
    say = visit.say
    st.caption(say("places-intro"))
    slots = {part.slot.id: part.slot for part in found.slots}
    spans = {_ALL: say("places-all")} | {
        one.id: session_words.slot_span(one, found.jurisdiction) for one in slots.values()
    }
    which = st.selectbox(
        say("places-which"), list(spans), format_func=lambda one: spans.get(one, str(one)), key="places_which"
    )
    planned = slots[which].planned if which in slots else max(one.planned for one in slots.values())
    each = st.number_input(
        say("places-each"), min_value=0, max_value=MOST_PLACES, value=planned, step=1, key=f"places_each_{which}"
    )
    chosen = 1 if which else len(slots)
    st.caption(say("places-sums", slots=chosen, each=int(each), places=chosen * int(each)))
    if st.button(say("places-yes"), type="primary", width="stretch", key="places_yes"):
        _change(visit, found, int(each), [which] if which else [])


def _change(visit: Visit, found: Roster, places: int, slot_ids: list[int]) -> None:
    try:
        result = clinics.change_places(visit.db, visit.actor, visit.now, found.session.id, places, slot_ids)
    except StationsError as problem:
        show_problem(visit, problem)
        return
    if isinstance(result, Refused):
        show_problem(visit, result)
        return
    st.session_state[_ANSWER] = result
    _close()
    st.rerun()
