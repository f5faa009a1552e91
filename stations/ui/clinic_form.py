"""The form that plans a session. What is typed stays in the visit until it is stored; a preview says what it comes to."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, time

import streamlit as st

from stations.actions import clinic_list
from stations.actions.clinic_list import Place
from stations.instants import local_date
from stations.plans import Plan, hosts_from, hosts_text
from stations.roles import Role
from stations.sessions import AUDIENCES, MOST_PLACES, NOTES_LENGTH, SLOT_MINUTES, TITLE_LENGTH
from stations.ui import clinic_preview, kind_form, questions_form, series_form, terms_form
from stations.ui.clinic_store import show_buttons
from stations.ui.clinic_task import Task, task_of
from stations.ui.form_state import clear, keep, key_of
from stations.ui.plain_text import plain
from stations.ui.shell import Visit
from stations.words import LANGUAGES, pick

_key = key_of
_WIDTH = 340


def _begin(visit: Visit, places: Sequence[Place], task: Task) -> None:
    """Fill the form once, with what the task begins with; then keep also what is not drawn at the moment."""
    if st.session_state.get(_key("subject")) == task.subject:
        keep()
        return
    clear()
    plan = task.plan(visit, places)
    given: dict[str, object] = {
        "subject": task.subject,
        "version": task.version,
        "request": uuid.uuid4().hex,
        "station": plan.station_id,
        "hosts": hosts_text(plan.hosts, visit.lang),
        "date": plan.on_date,
        "start": plan.start,
        "end": plan.end,
        "minutes": plan.slot_minutes,
        "each": plan.places_per_slot,
        "walkins": plan.walk_in_capacity,
        "audience": plan.audience,
    }
    given |= kind_form.begin(plan) | terms_form.begin(plan) | questions_form.begin(plan, visit.lang)
    for lang in LANGUAGES:
        given |= {f"title_{lang}": plan.title.get(lang, ""), f"notes_{lang}": plan.notes.get(lang, "")}
    for name, value in (given | series_form.fields_of(plan.on_date, task.rule)).items():
        st.session_state[_key(name)] = value


def show(visit: Visit, session_id: str, scope: str) -> None:
    """Draw the form for the session ``session_id``, or with "" for a new one; ``scope`` says which dates of a series."""
    task = task_of(visit, session_id, scope)
    places = [task.draft.place] if task.draft else _places(visit)
    if not places:
        st.info(visit.say("clinics-no-station"))
        return
    if not task.can_be_edited(visit):
        st.info(visit.say("clinics-not-draft"))
        return
    _begin(visit, places, task)
    _note(visit, task)
    place = _what(visit, places, task)
    plan = _plan(visit, place)
    clinic_preview.show(visit, task, plan, place)
    show_buttons(visit, task, plan, place)


def _note(visit: Visit, task: Task) -> None:
    draft = task.draft
    if draft is not None and draft.session.series_id:
        st.caption(visit.say(f"series-scope-{task.scope}-note"))
    if draft is not None and draft.session.is_demo and not draft.place.is_demo:
        st.caption(visit.say("clinics-demo-note"))


def _places(visit: Visit) -> list[Place]:
    text = ""
    if visit.actor.role is Role.ADMINISTRATOR:
        text = st.text_input(visit.say("clinics-station-search"), key=_key("search"), max_chars=60)
    return clinic_list.places_for(visit.db, visit.actor, text)


def _what(visit: Visit, places: Sequence[Place], task: Task) -> Place:
    say, by_id = visit.say, {place.station_id: place for place in places}
    if st.session_state[_key("station")] not in by_id:
        st.session_state[_key("station")] = places[0].station_id
    chosen = st.session_state[_key("station")]
    if len(places) > 1:
        chosen = st.selectbox(
            say("clinics-station"),
            list(by_id),
            format_func=lambda one: pick(by_id[one].names, visit.lang) if one in by_id else one,
            key=_key("station"),
        )
    else:
        st.markdown(f"**{plain(pick(places[0].names, visit.lang))}**")
    kind_form.show(visit)
    st.text_input(
        say("clinics-name"),
        key=_key(f"title_{visit.lang}"),
        placeholder=say("clinics-name-hint"),
        max_chars=TITLE_LENGTH,
    )
    kind_form.show_fields(visit)
    _times(visit, task)
    if task.may_repeat:
        series_form.follow_first_day(_day(st.session_state[_key("date")], visit))
        series_form.show(visit, may_stop=task.series is None)
    _capacity(visit)
    terms_form.show(visit)
    st.segmented_control(
        say("clinics-audience"),
        AUDIENCES,
        format_func=lambda one: say(f"session-audience-{one}"),
        key=_key("audience"),
    )
    _words(visit)
    questions_form.show(visit)
    return by_id[chosen]


def _times(visit: Visit, task: Task) -> None:
    say = visit.say
    with st.container(horizontal=True):
        if task.next_on is None:
            st.date_input(
                say("clinics-date"),
                key=_key("date"),
                format="YYYY-MM-DD",
                # a narrower field would keep its last day and say so in English; what is too early or far, the preview says
                min_value=date.min,
                max_value=date.max,
                width=_WIDTH,
            )
        st.time_input(say("clinics-start"), key=_key("start"), step=300, width=150)
        st.time_input(say("clinics-end"), key=_key("end"), step=300, width=150)


def _capacity(visit: Visit) -> None:
    say = visit.say
    with st.container(horizontal=True):
        st.selectbox(
            say("clinics-slot-length"),
            SLOT_MINUTES,
            format_func=lambda one: say("clinics-minutes", count=one),
            key=_key("minutes"),
            width=165,
        )
        st.number_input(
            say("clinics-places-per-slot"), min_value=1, max_value=MOST_PLACES, step=1, key=_key("each"), width=165
        )
        st.number_input(
            say("clinics-walk-in-capacity"), min_value=0, max_value=MOST_PLACES, step=1, key=_key("walkins"), width=190
        )


def _words(visit: Visit) -> None:
    say = visit.say
    st.text_area(say("clinics-hosts"), key=_key("hosts"), height=96, help=say("clinics-hosts-help"), max_chars=3000)
    st.text_area(
        say("clinics-notes"),
        key=_key(f"notes_{visit.lang}"),
        height=96,
        placeholder=say("clinics-notes-hint"),
        max_chars=NOTES_LENGTH,
    )
    with st.expander(say("clinics-other-languages")):
        for lang in LANGUAGES:
            if lang != visit.lang:
                words = {"language": say(f"language-{lang}")}
                st.text_input(say("clinics-name-in", **words), key=_key(f"title_{lang}"), max_chars=TITLE_LENGTH)
                st.text_area(
                    say("clinics-notes-in", **words), key=_key(f"notes_{lang}"), height=80, max_chars=NOTES_LENGTH
                )


def _plan(visit: Visit, place: Place) -> Plan:
    state = st.session_state
    return Plan(
        station_id=place.station_id,
        kind=state[_key("kind")],
        title={lang: state[_key(f"title_{lang}")] for lang in LANGUAGES},
        hosts=hosts_from(state[_key("hosts")], visit.lang),
        on_date=_day(state[_key("date")], visit),
        start=state[_key("start")] or time(9),
        end=state[_key("end")] or time(9),
        slot_minutes=state[_key("minutes")],
        places_per_slot=int(state[_key("each")]),
        walk_in_capacity=int(state[_key("walkins")]),
        audience=state[_key("audience")] or "anyone",
        notes={lang: state[_key(f"notes_{lang}")] for lang in LANGUAGES},
        terms=terms_form.terms(),
        questions=questions_form.questions(visit.lang),
        details=kind_form.details(),
    )


def _day(given: object, visit: Visit) -> date:
    return given if isinstance(given, date) else local_date(visit.now, "CN")
