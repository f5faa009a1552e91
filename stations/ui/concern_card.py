"""What drivers found otherwise, as whoever cares for the station answers it: a card with big buttons each."""

from __future__ import annotations

from base64 import b64encode
from functools import partial

import streamlit as st

from stations.actions.care import see_for_care, set_amenity
from stations.actions.concerns import ConcernView, answer, count_disputes, report_photo
from stations.amenities import AmenityState
from stations.concerns import WHY_LENGTH, Outcome
from stations.edits import with_state
from stations.report_words import finding, outlook
from stations.roles import Permission, may
from stations.trust import FACTS
from stations.ui import menu, shell
from stations.ui.care_desk import attempt, fold, note_of, problem_of
from stations.ui.plain_text import plain
from stations.words import explain, pick

PRESETS = ("cleaning", "wrong-door", "works")


def banner(visit: shell.Visit) -> None:
    """Say how many disputes wait for an answer, with the way to them; nothing where none does."""
    waiting = count_disputes(visit.db, visit.actor)
    if waiting:
        st.warning(visit.say("concern-banner", count=waiting), icon=":material/priority_high:")
        st.page_link(menu.file_of("reports"), label=f"**{visit.say('shell-menu-reports')}**")


def part_of(view: ConcernView) -> str:
    """Return the part of the screen that a concern is."""
    return f"concern-{view.concern.id}"


def card(visit: shell.Visit, view: ConcernView, *, with_name: bool = True) -> None:
    """Draw a concern: what was found, until when to answer, what drivers wrote, and the answers."""
    concern = view.concern
    with st.container(border=True, key=f"concern-{concern.id}"):
        if with_name:
            st.markdown(f"**{plain(pick(view.names, visit.lang))}**")
        st.markdown(f"**{plain(finding(concern, visit.now, visit.lang))}**")
        late = ":red[:material/alarm:] " if concern.is_overdue(visit.now) else ""
        st.markdown(late + plain(outlook(concern, visit.now, visit.lang, view.jurisdiction)))
        _evidence(visit, view)
        _answers(visit, view)
        _trouble(visit, view)


def _evidence(visit: shell.Visit, view: ConcernView) -> None:
    for report in view.reports:
        if report.note:
            st.text(visit.say("concern-note", note=report.note))
        if report.has_photo and may(visit.actor, Permission.CARE_FOR_STATION, report.station_id):
            jpeg = b64encode(report_photo(visit.db, visit.actor, report.id)).decode()
            alt = visit.say("concern-photo")
            st.html(f'<img alt="{alt}" src="data:image/jpeg;base64,{jpeg}" style="max-width:240px;border-radius:8px">')


def _answers(visit: shell.Visit, view: ConcernView) -> None:
    concern = view.concern
    say, key = visit.say, f"answer-{concern.id}"
    with st.container(horizontal=True):
        st.button(say("concern-fixed"), type="primary", key=f"{key}-fixed", on_click=partial(_fix, view))
        if concern.subject not in FACTS:
            for state in (AmenityState.OUT_OF_ORDER, AmenityState.ABSENT):
                st.button(say(f"concern-{state}"), key=f"{key}-{state}", on_click=partial(_change, view, state))
        else:
            st.page_link(menu.file_of("manage"), label=say("shift-edit"), query_params={"station": concern.station_id})
    part = fold(say("concern-kept"), f"{key}-kept")
    if part is not None:
        with part, st.container(horizontal=True):
            for preset in PRESETS:
                words = say(f"concern-why-{preset}")
                st.button(words, key=f"{key}-why-{preset}", on_click=partial(_keep, view, words))
        with part:
            st.text_input(say("concern-why-hint"), "", WHY_LENGTH, key=f"{key}-why")
            st.button(say("concern-answer"), key=f"{key}-keep", on_click=partial(_keep_own, view, f"{key}-why"))


def _trouble(visit: shell.Visit, view: ConcernView) -> None:
    problem = problem_of(view.concern.station_id, part_of(view))
    if problem is not None:
        st.error(explain(visit.lang, problem))


def show_answered(visit: shell.Visit, view_parts: set[str], station_id: str) -> None:
    """Say that the last answer was taken, when its card is gone from the screen."""
    note = st.session_state.get("care-note")
    if note is None or not note.part.startswith(f"{station_id}/concern-") or note.part.partition("/")[2] in view_parts:
        return
    if note_of(station_id, note.part.partition("/")[2]) and note.problem is None:
        st.success(visit.say("concern-answered"))


def _fix(view: ConcernView) -> None:
    _settle(view, Outcome.FIXED, "")


def _keep(view: ConcernView, why: str) -> None:
    _settle(view, Outcome.KEPT, why)


def _keep_own(view: ConcernView, field: str) -> None:
    _settle(view, Outcome.KEPT, str(st.session_state.get(field) or ""))


def _settle(view: ConcernView, outcome: Outcome, why: str) -> None:
    concern = view.concern
    attempt(
        concern.station_id, part_of(view),
        lambda visit: answer(visit.db, visit.actor, visit.now, concern.id, outcome, why),
    )  # fmt: skip


def _change(view: ConcernView, state: AmenityState) -> None:
    concern = view.concern

    def deed(visit: shell.Visit) -> object:
        care = see_for_care(visit.db, visit.actor, visit.now, concern.station_id)
        said = care.told.amenities[concern.subject]
        return set_amenity(visit.db, visit.actor, visit.now, concern.station_id, with_state(said, said.version, state))

    attempt(concern.station_id, part_of(view), deed)
