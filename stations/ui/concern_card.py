"""What drivers found otherwise, as whoever cares for the station answers it: a card with big buttons each."""

from __future__ import annotations

from functools import partial

import streamlit as st
from markupsafe import Markup

from stations.actions.concerns import ConcernView, agree, answer, count_disputes, see_concern
from stations.amenities import Amenity, AmenityState
from stations.concerns import WHY_LENGTH, Outcome
from stations.report_words import became, finding, outlook
from stations.roles import Permission, may
from stations.trust import HOURS
from stations.ui import menu, shell
from stations.ui.care_desk import attempt, fold, last_note, problem_of
from stations.ui.plain_text import plain
from stations.words import explain, pick

_STATES = (AmenityState.OUT_OF_ORDER, AmenityState.ABSENT, AmenityState.AVAILABLE)
_PART = "concern-"


def waiting(visit: shell.Visit) -> dict[str, int]:
    """Return how many disputes wait for the visitor, by the screen on which they answer; nothing for others."""
    if not may(visit.actor, Permission.CARE_FOR_STATION):
        return {}
    return {"reports": count_disputes(visit.db, visit.actor)}


def banner(visit: shell.Visit) -> None:
    """Say how many disputes wait for an answer, with the way to them; nothing where none does."""
    count = count_disputes(visit.db, visit.actor)
    if count:
        st.warning(visit.say("concern-banner", count=count), icon=":material/priority_high:")
        st.page_link(menu.file_of("reports"), label=f"**{visit.say('shell-menu-reports')}**")


def part_of(view: ConcernView) -> str:
    """Return the part of the screen that a concern is."""
    return f"{_PART}{view.concern.id}"


def card(visit: shell.Visit, view: ConcernView, *, with_name: bool = True, shown: str = "") -> None:
    """Draw a concern: what was found, what is ``shown``, until when to answer, what drivers wrote, and the answers."""
    concern = view.concern
    with st.container(border=True, key=f"concern-{concern.id}"):
        if with_name:
            st.markdown(f"**{plain(pick(view.names, visit.lang))}**")
        st.markdown(f"**{plain(finding(concern, visit.now, visit.lang))}**")
        late = ":red[:material/alarm:] " if concern.is_overdue(visit.now) else ""
        st.markdown(late + plain(outlook(concern, visit.now, visit.lang, view.jurisdiction)))
        if shown:
            st.markdown(plain(visit.say("concern-shown", what=shown)))
        _evidence(visit, view)
        _answers(visit, view)
        _trouble(visit, view)


def _evidence(visit: shell.Visit, view: ConcernView) -> None:
    """Keep what drivers wrote and photographed behind a fold: a screen of answers stays one screen."""
    told = [report for report in view.reports if report.note or report.has_photo]
    if not told:
        return
    part = fold(visit.say("concern-evidence", count=len(told)), f"evidence-{view.concern.id}", ":material/forum:")
    if part is None:
        return
    with part:
        for report in told:
            if report.note:
                st.text(visit.say("concern-note", note=report.note))
            if report.has_photo:
                photo(visit, report.id)


def photo(visit: shell.Visit, report_id: str) -> None:
    """Draw the photo of a report; the browser fetches it as whoever is signed in."""
    tag = '<img alt="{}" src="/reports/{}.jpg" style="max-width:100%;max-height:320px;border-radius:8px">'
    st.html(Markup(tag).format(visit.say("concern-photo"), report_id))


def _answers(visit: shell.Visit, view: ConcernView) -> None:
    concern, said = view.concern, view.said
    say, key = visit.say, f"answer-{concern.id}"
    if said is None or said.state is AmenityState.AVAILABLE:
        st.button(
            say("concern-fixed"), type="primary", key=f"{key}-fixed", width="stretch", on_click=_fix, args=(view,)
        )
    if said is None:
        st.page_link(menu.file_of("manage"), label=say("shift-edit"), query_params={"station": concern.station_id})
    else:
        for state in _others(said):
            words = say(f"concern-{state}")
            st.button(words, key=f"{key}-{state}", width="stretch", on_click=_agree, args=(view, said, state))
    part = fold(say("concern-kept"), f"{key}-kept")
    if part is not None:
        with part:
            _reasons(visit, view)


def _others(said: Amenity) -> list[AmenityState]:
    return [state for state in _STATES if state is not said.state]


def _reasons(visit: shell.Visit, view: ConcernView) -> None:
    say, key = visit.say, f"answer-{view.concern.id}"
    for preset in _presets(view):
        words = say(f"concern-why-{preset}")
        st.button(words, key=f"{key}-why-{preset}", width="stretch", on_click=_keep, args=(view, words))
    st.text_input(say("concern-why-hint"), "", WHY_LENGTH, key=f"{key}-why", persist_state="page")
    st.button(say("concern-answer"), key=f"{key}-keep", on_click=partial(_keep_own, view, f"{key}-why"))


def _presets(view: ConcernView) -> tuple[str, ...]:
    if view.said is None:
        return ("cleaning", "wrong-door") if view.concern.subject == HOURS else ("wrong-door",)
    return ("works", "cleaning", "wrong-door") if view.said.state is AmenityState.AVAILABLE else ("looked",)


def _trouble(visit: shell.Visit, view: ConcernView) -> None:
    problem = problem_of(view.concern.station_id, part_of(view))
    if problem is not None:
        st.error(explain(visit.lang, problem))


def tell_last(visit: shell.Visit, drawn: set[str], station_id: str = "") -> None:
    """Say what came of the last answer when its card is gone: that it was taken, or what somebody else answered before.

    ``drawn`` are the parts still on the screen; with ``station_id`` only answers about that station are told.
    """
    note = last_note()
    if note is None:
        return
    of_station, _, part = note.part.partition("/")
    if not part.startswith(_PART) or part in drawn or (station_id and of_station != station_id):
        return
    if note.problem is None:
        st.success(visit.say("concern-answered"))
        return
    view = see_concern(visit.db, visit.actor, part.removeprefix(_PART))
    st.warning(visit.say("concern-overtaken"), icon=":material/group:")
    st.text("\n".join(became(view.concern, visit.now, visit.lang, view.jurisdiction)[:-1]))


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


def _agree(view: ConcernView, said: Amenity, state: AmenityState) -> None:
    concern = view.concern
    attempt(
        concern.station_id, part_of(view),
        lambda visit: agree(visit.db, visit.actor, visit.now, concern.id, said.version, state),
    )  # fmt: skip
