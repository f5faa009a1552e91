"""The lines of a shift's check: one thing each, with "as shown" and "otherwise", and what to do when two people check at once.

Who comes second is told what the first said, and keeps that or says their own. What they had on their screen, or tapped, is
remembered until they have chosen.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from stations.actions.care import Overtaken, confirm_all, see_for_care, set_amenity
from stations.amenities import AmenityState
from stations.claim_words import why
from stations.edits import with_state
from stations.shift_check import Check, Item
from stations.trust import FACTS
from stations.ui import care_facilities, care_facts, menu, shell
from stations.ui.care_desk import Desk, attempt, forget_note, problem_of, show_note
from stations.ui.plain_text import plain
from stations.words import explain

ALL = "shift-all"
_STATES = (AmenityState.AVAILABLE, AmenityState.OUT_OF_ORDER, AmenityState.ABSENT)
Versions = Mapping[str, int | str]
Shown = Mapping[str, AmenityState]


def name(desk: Desk, subject: str) -> str:
    """Return what a line is about."""
    return care_facts.name_of(desk, subject) if subject in FACTS else care_facilities.name_of(desk, subject)


def stated(desk: Desk, subject: str) -> str:
    """Return what is stated of it, in a few words."""
    if subject in FACTS:
        return care_facts.stated(desk, subject)
    amenity = desk.view.told.amenities[subject]
    return " · ".join(filter(None, (desk.say(f"amenity-{amenity.state}"), amenity.place, amenity.note)))


def line(desk: Desk, item: Item, *, is_overdue: bool) -> None:
    """Draw one line with its two answers."""
    subject = item.subject
    with st.container(key=f"shift-line-{subject}"):
        sign = ":orange[:material/schedule:] " if is_overdue else ""
        st.markdown(f"{sign}**{plain(name(desk, subject))}** · {plain(stated(desk, subject))}")
        st.caption(plain(_age(desk, item)))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                desk.say("shift-as-shown"),
                key=f"shift-ok-{subject}",
                icon=":material/check:",
                on_click=confirm,
                args=(desk.id, {subject: item.version}, shown(desk, [subject]), _part(subject)),
            )
            _otherwise(desk, item)
            if item.expires_soon:
                _manage(desk, "shift-change-date")
        show_note(desk, _part(subject))


def done(desk: Desk, item: Item) -> None:
    """Draw what was looked at in this shift, with when, and with a way to take a wrong tap back."""
    subject = item.subject
    looked = desk.say("shift-looked", time=desk.clock(item.checked_at)) if item.checked_at else ""
    words = [stated(desk, subject), looked, _expiry(desk, item) if item.expires_soon else ""]
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"shift-done-{subject}"):
        st.markdown(f"**{plain(name(desk, subject))}** · {plain(' · '.join(filter(None, words)))}")
        _otherwise(desk, item)


def _part(subject: str) -> str:
    return f"shift-{subject}"


def _age(desk: Desk, item: Item) -> str:
    """Return why it is asked: how old the last look is, or what is about to expire."""
    told = why(item.judgement, desk.visit.now, desk.visit.lang, desk.view.station.jurisdiction)
    return " · ".join(filter(None, (told, _expiry(desk, item))))


def _expiry(desk: Desk, item: Item) -> str:
    if item.days_left is None:
        return ""
    return desk.say("shift-expired") if item.days_left < 0 else desk.say("shift-expires", days=item.days_left)


def _otherwise(desk: Desk, item: Item) -> None:
    subject = item.subject
    if subject in FACTS:
        _manage(desk, "shift-edit")
        return
    now_shown = desk.view.told.amenities[subject].state
    with st.popover(desk.say("shift-otherwise"), key=f"shift-no-{subject}"):
        for state in _STATES:
            if state is not now_shown:
                st.button(
                    desk.say(f"amenity-{state}"),
                    key=f"shift-set-{subject}-{state}",
                    width="stretch",
                    on_click=change,
                    args=(desk.id, subject, int(item.version), state),
                )


def _manage(desk: Desk, words: str) -> None:
    st.page_link(menu.file_of("manage"), label=desk.say(words), query_params={"station": desk.id})


def shown(desk: Desk, subjects: list[str]) -> Shown:
    """Return the states of facilities that whoever taps now has on the screen."""
    said = desk.view.told.amenities
    return {subject: said[subject].state for subject in subjects if subject in said}


def everything_else(desk: Desk, check: Check, *, is_disputed: bool) -> None:
    """Draw the one button for all that nobody has looked at in this shift; ``is_disputed`` when more waits for an answer."""
    versions = check.open_versions
    if not versions:
        words = desk.say("shift-all-but-disputes" if is_disputed else "shift-all-done")
        st.success(words, icon=":material/done_all:")
        return
    st.button(
        desk.say("shift-all", count=len(versions)),
        type="primary",
        width="stretch",
        icon=":material/done_all:",
        key=f"shift-all-{desk.id}",
        on_click=confirm,
        args=(desk.id, versions, shown(desk, list(versions)), ALL),
    )
    show_note(desk, ALL)


def confirm(station_id: str, versions: Versions, on_screen: Shown, part: str) -> None:
    """Confirm what was on the screen; where somebody was first, remember what that was."""
    attempt(station_id, part, lambda now: confirm_all(now.db, now.actor, now.now, station_id, versions))
    _remember(station_id, part, on_screen)


def change(station_id: str, subject: str, version: int, state: AmenityState) -> None:
    """Say that a facility is in another state; where somebody was first, remember what was to be said."""

    def deed(now: shell.Visit) -> object:
        said = see_for_care(now.db, now.actor, now.now, station_id).told.amenities[subject]
        return set_amenity(now.db, now.actor, now.now, station_id, with_state(said, version, state))

    attempt(station_id, _part(subject), deed)
    _remember(station_id, _part(subject), {subject: state})


def _mine(station_id: str) -> dict[str, AmenityState | None]:
    """Return what is still to be chosen, by subject, with what the second of two wanted to say (None: not a state)."""
    kept: dict[str, AmenityState | None] = st.session_state.setdefault(f"shift-{station_id}-mine", {})
    return kept


def _remember(station_id: str, part: str, wanted: Shown) -> None:
    problem = problem_of(station_id, part)
    if isinstance(problem, Overtaken):
        subjects = [it.facility for it in problem.theirs] + list(problem.facts)
        _mine(station_id).update({subject: wanted.get(subject) for subject in subjects})
        st.toast(explain(shell.language(), problem), icon=":material/group:")


def _chosen(station_id: str, subject: str) -> None:
    _mine(station_id).pop(subject, None)


def _take_theirs(station_id: str, subject: str) -> None:
    _chosen(station_id, subject)
    forget_note()


def _say_mine(station_id: str, subject: str, version: int, state: AmenityState) -> None:
    _chosen(station_id, subject)
    change(station_id, subject, version, state)


def who_was_first(desk: Desk) -> None:
    """Tell the second of two what the first said, when and as what, and let them choose thing by thing."""
    waiting = _mine(desk.id)
    if not waiting:
        return
    with st.container(border=True, key=f"shift-theirs-{desk.id}"):
        st.warning(desk.say("shift-theirs"), icon=":material/group:")
        for subject, mine in dict(waiting).items():
            _choice(desk, subject, mine)


def _choice(desk: Desk, subject: str, mine: AmenityState | None) -> None:
    amenity = desk.view.told.amenities.get(subject)
    now_words = care_facilities.said_words(desk, amenity) if amenity else care_facts.now_words(desk, subject)
    st.markdown(f"**{plain(name(desk, subject))}**: {plain(now_words)}")
    with st.container(horizontal=True):
        take = partial(_take_theirs, desk.id, subject)
        st.button(desk.say("manage-take-theirs"), key=f"shift-take-{subject}", on_click=take)
        if amenity is not None and mine is not None and mine is not amenity.state:
            st.button(
                desk.say("shift-say-mine", mine=desk.say(f"amenity-{mine}")),
                key=f"shift-mine-{subject}",
                on_click=_say_mine,
                args=(desk.id, subject, amenity.version, mine),
            )
        elif amenity is None:
            _manage(desk, "shift-edit")
