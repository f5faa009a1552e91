"""The buttons under the form of a session, and what they store."""

from __future__ import annotations

import streamlit as st

from stations.actions import clinics, rescheduling, series, series_edit
from stations.actions.clinic_list import Place
from stations.actions.rescheduling import Changed
from stations.actions.series import Dates, Settled
from stations.actions.series_edit import Scope
from stations.errors import Conflict, InvalidInput, Refused
from stations.plans import Plan, outline
from stations.sessions import Session
from stations.ui import flash, questions_form, series_form
from stations.ui.clinic_task import Task
from stations.ui.form_state import clear, key_of
from stations.ui.shell import Visit, set_params, show_problem

Stored = Session | Changed | Dates | Settled


def show_buttons(visit: Visit, task: Task, plan: Plan, place: Place) -> None:
    """Draw the buttons; a published session has but one."""
    with st.container(horizontal=True):
        if task.is_published:
            if st.button(visit.say("series-save"), type="primary", key="clinic_save"):
                _store(visit, task, plan, place, is_published=False)
            return
        if st.button(visit.say("clinics-save-publish"), type="primary", key="clinic_save_publish"):
            _store(visit, task, plan, place, is_published=True)
        label = "series-save-drafts" if task.may_repeat and series_form.repeats() else "clinics-save-draft"
        if st.button(visit.say(label), key="clinic_save"):
            _store(visit, task, plan, place, is_published=False)


def _store(visit: Visit, task: Task, plan: Plan, place: Place, *, is_published: bool) -> None:
    try:
        questions_form.check_meant(visit.lang)
        result = _stored(visit, task, plan)
        if is_published and not isinstance(result, Refused):
            result = _published(visit, result)
    except Conflict as problem:
        show_problem(visit, problem)
        st.button(visit.say("clinics-reload"), on_click=clear, key="clinic_reload")
        return
    except InvalidInput as problem:
        show_problem(visit, problem)
        return
    if isinstance(result, Refused):
        show_problem(visit, result)
        return
    clear()
    words = [_words(visit, result, is_published=is_published)]
    if is_published and isinstance(result, Session):
        words.append(_sums(visit, plan, place))
    flash.later(*words)
    set_params(edit=None, new=None, scope=None, series=_series_of(task, result))
    st.rerun()


def _stored(visit: Visit, task: Task, plan: Plan) -> Stored | Refused:
    db, actor, now, state = visit.db, visit.actor, visit.now, st.session_state
    rule = series_form.rule_of(plan) if task.may_repeat else None
    request, version = state[key_of("request")], state[key_of("version")]
    if task.draft is None:
        if rule is None:
            return clinics.create(db, actor, now, plan, request)
        return series.create(db, actor, now, plan, rule, request)
    session_id = task.draft.session.id
    if task.series is None:
        act = rescheduling.change if task.is_published else clinics.edit
        return act(db, actor, now, session_id, plan, version)
    if rule is None:
        raise InvalidInput(field="rule")
    if task.scope is Scope.FOLLOWING:
        return series_edit.edit_following(db, actor, now, session_id, plan, rule, version, request)
    return series_edit.edit_all(db, actor, now, task.series.id, plan, rule, version)


def _published(visit: Visit, stored: Stored) -> Stored | Refused:
    if isinstance(stored, Session):
        return clinics.publish(visit.db, visit.actor, visit.now, stored.id, stored.version)
    if isinstance(stored, Dates | Settled):
        series.publish_all(visit.db, visit.actor, visit.now, stored.series.id)
    return stored


def _words(visit: Visit, stored: Stored, *, is_published: bool) -> str:
    if isinstance(stored, Changed):
        return visit.say("series-changed", people=stored.lost)
    if isinstance(stored, Settled):
        return visit.say("series-changed", people=stored.told)
    if isinstance(stored, Dates):
        return visit.say("series-made-published" if is_published else "series-made", count=len(stored.sessions))
    return visit.say("clinics-published" if is_published else "clinics-saved")


def _sums(visit: Visit, plan: Plan, place: Place) -> str:
    sums = outline(plan, place.jurisdiction, visit.now)
    return visit.say("places-sums", slots=len(sums.times), each=plan.places_in_slot, places=sums.places)


def _series_of(task: Task, stored: Stored) -> str | None:
    if isinstance(stored, Dates | Settled):
        return stored.series.id
    return (task.draft.session.series_id or None) if task.draft else None
