"""What the forms on the manager's screen share: keys that keep drafts, saving, and two people at once.

A form remembers the *base* it was filled from: the mark (or version) of what was stored when it was first drawn. As long
as the stored thing has another mark, the form says so, shows theirs and keeps mine. Saving or taking theirs starts a new
round: other keys, so that the fields are filled from what is stored.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from stations.actions.care import CareView
from stations.errors import Code, Refused, StationsError
from stations.instants import local
from stations.ui import shell
from stations.ui.plain_text import plain
from stations.words import explain, say

_ICON = {"saved": ":material/check_circle:", "problem": ":material/error:"}


@dataclass(frozen=True, slots=True)
class Note:
    """What came of the last thing that was done in a part of the screen."""

    part: str
    at: datetime
    problem: Refused | StationsError | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """A station on the manager's screen in this run."""

    visit: shell.Visit
    view: CareView

    @property
    def id(self) -> str:
        """The station's id."""
        return self.view.station.id

    def say(self, key: str, /, **args: object) -> str:
        """Return a sentence in the manager's language."""
        return self.visit.say(key, **args)

    def clock(self, instant: datetime) -> str:
        """Return the time of day on the station's clock."""
        return f"{local(instant, self.view.station.jurisdiction):%H:%M}"


def key(station_id: str, part: str, name: str) -> str:
    """Return the key of a field in the form of ``part``; it changes when the form starts anew."""
    return f"care-{station_id}-{part}-{_round(station_id, part)}-{name}"


def _round(station_id: str, part: str) -> int:
    return int(st.session_state.get(f"care-{station_id}-{part}-round", 0))


def begin_anew(station_id: str, part: str) -> None:
    """Fill the form of ``part`` from what is stored when it is drawn next."""
    st.session_state[f"care-{station_id}-{part}-round"] = _round(station_id, part) + 1


def base(station_id: str, part: str, now_stored: Hashable = None) -> Any:
    """Return the mark that the form of ``part`` was filled from: ``now_stored`` when it is drawn for the first time."""
    return st.session_state.setdefault(key(station_id, part, "base"), now_stored)


def value(station_id: str, part: str, name: str, default: Any = None) -> Any:
    """Return what a field of the form holds, whether or not it is drawn now."""
    return st.session_state.get(key(station_id, part, name), default)


def attempt(station_id: str, part: str, deed: Callable[[shell.Visit], object]) -> bool:
    """Do ``deed`` as whoever is signed in now, note what came of it, and tell whether it was done."""
    done = False
    problem: Refused | StationsError | None
    with shell.guard():
        visit = shell.begin()
        try:
            outcome = deed(visit)
            problem = outcome if isinstance(outcome, Refused) else None
        except StationsError as error:
            problem = error
        st.session_state["care-note"] = Note(f"{station_id}/{part}", visit.now, problem)
        done = problem is None
    if done:
        begin_anew(station_id, part)
    return done


def tell_saved(about: str) -> None:
    """Say over the page that ``about`` is saved, for a form that folds up or moves when it is."""
    st.toast(f"**{plain(about)}** {plain(say(shell.language(), 'saved'))}", icon=_ICON["saved"])


def fold(label: str, name: str, icon: str | None = None) -> DeltaGenerator | None:
    """Draw something to unfold; return where to draw its content, or None while it is folded.

    An expander is another one for Streamlit when its label changes (a new state, another language), so what is unfolded
    is remembered apart from it.
    """
    st.session_state[name] = bool(st.session_state.get(f"{name}-open"))
    part = st.expander(label, icon=icon, key=name, on_change=_remember, args=(name,))
    return part if part.open else None


def _remember(name: str) -> None:
    st.session_state[f"{name}-open"] = bool(st.session_state[name])


def fold_up(name: str) -> None:
    """Fold up what :func:`fold` drew under ``name``."""
    st.session_state[f"{name}-open"] = False


def forget_note() -> None:
    """Say no more what came of the last thing done: what it was about has been replaced."""
    st.session_state.pop("care-note", None)


def last_note() -> Note | None:
    """Return what came of the last thing done, wherever that was."""
    note: Note | None = st.session_state.get("care-note")
    return note


def note_of(station_id: str, part: str) -> Note | None:
    """Return what came of the last thing done, if it was done in ``part``."""
    note = last_note()
    return note if note is not None and note.part == f"{station_id}/{part}" else None


def problem_of(station_id: str, part: str) -> Refused | StationsError | None:
    """Return what stood in the way of the last thing done in ``part``, if anything did."""
    note = note_of(station_id, part)
    return note.problem if note else None


def show_note(desk: Desk, part: str) -> None:
    """Say what came of the last thing done in ``part``: "Saved at 14:05", or what was wrong with it."""
    note = note_of(desk.id, part)
    if note is None:
        return
    if note.problem is None:
        st.success(desk.say("manage-saved-at", time=desk.clock(note.at)), icon=_ICON["saved"])
    elif note.problem.code is not Code.CHANGED_MEANWHILE or note.part.endswith("/unsaid"):
        # Elsewhere a conflict is told beside what theirs is.
        st.error(explain(desk.visit.lang, note.problem), icon=_ICON["problem"])


def show_theirs(
    desk: Desk, part: str, now_stored: Hashable, theirs: str, save_mine: Callable[[], None] | None = None
) -> None:
    """If somebody stored something else since the form was filled, say what it is now and let the manager choose."""
    if base(desk.id, part, now_stored) == now_stored:
        return
    with st.container(border=True, key=key(desk.id, part, "theirs")):
        st.warning(desk.say("manage-theirs"), icon=":material/group:")
        st.text(theirs)
        with st.container(horizontal=True):
            st.button(
                desk.say("manage-take-theirs"),
                key=key(desk.id, part, "take"),
                on_click=begin_anew,
                args=(desk.id, part),
            )
            if save_mine is not None:
                st.button(
                    desk.say("manage-save-mine"),
                    key=key(desk.id, part, "mine"),
                    on_click=_over,
                    args=(desk.id, part, now_stored, save_mine),
                )


def _over(station_id: str, part: str, now_stored: Hashable, save_mine: Callable[[], None]) -> None:
    st.session_state[key(station_id, part, "base")] = now_stored
    save_mine()
