"""What a plan comes to, said while it is filled in: slots and places, its dates, and what speaks against them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import streamlit as st

from stations.actions import planning, series_edit
from stations.actions.clinic_list import Place
from stations.actions.planning import Preview
from stations.errors import InvalidInput
from stations.hours_words import date_words
from stations.instants import local_date, to_wall
from stations.plans import Outline, Plan, outline
from stations.recurrence import Rule
from stations.ui import clash_words, series_form
from stations.ui.clinic_task import Task
from stations.ui.shell import Visit, show_problem


def show(visit: Visit, task: Task, plan: Plan, place: Place) -> None:
    """Say what the plan and the rule of the form come to, or what is wrong with them."""
    try:
        rule = series_form.rule_of(plan) if task.may_repeat else None
        if rule is None:
            _single(visit, task, plan, place)
        else:
            _series(visit, task, plan, rule, place)
    except InvalidInput as problem:
        show_problem(visit, problem)


def _single(visit: Visit, task: Task, plan: Plan, place: Place) -> None:
    _outline(visit, plan, place.jurisdiction)
    clash_words.warn(visit, planning.clashes_of(visit.db, visit.actor, visit.now, plan, task.own), place.jurisdiction)
    if task.is_published and task.draft is not None:
        rule = Rule(series_form.NO_PATTERN)
        effect = series_edit.look(visit.db, visit.actor, visit.now, task.draft.session.id, task.scope, plan, rule)
        series_form.show_people(visit, effect)


def _series(visit: Visit, task: Task, plan: Plan, rule: Rule, place: Place) -> None:
    found = planning.preview(visit.db, visit.actor, visit.now, plan, rule, task.own)
    day = _next_of(found, local_date(visit.now, place.jurisdiction)) or plan.on_date
    _outline(visit, replace(plan, on_date=day), place.jurisdiction)
    series_form.show_preview(visit, plan, rule, found, local_date(visit.now, place.jurisdiction))
    if task.draft is not None:
        effect = series_edit.look(visit.db, visit.actor, visit.now, task.draft.session.id, task.scope, plan, rule)
        series_form.show_effect(visit, effect)


def _next_of(found: Preview, today: date) -> date | None:
    return min((one.on_date for one in found.occurrences if one.on_date and one.on_date > today), default=None)


def _outline(visit: Visit, plan: Plan, jurisdiction: str) -> None:
    sums = outline(plan, jurisdiction, visit.now)
    st.info(_outline_words(visit, plan, sums, jurisdiction), icon=":material/event_available:")
    if sums.minutes_left:
        st.caption(visit.say("clinics-preview-left", minutes=sums.minutes_left))


def _outline_words(visit: Visit, plan: Plan, sums: Outline, jurisdiction: str) -> str:
    return visit.say(
        "clinics-preview",
        **{
            "day": date_words(plan.on_date, visit.lang),
            "from": f"{to_wall(sums.starts_at, jurisdiction):%H:%M}",
            "to": f"{to_wall(sums.ends_at, jurisdiction):%H:%M}",
            "slots": len(sums.times),
            "minutes": plan.slot_minutes,
            "each": plan.places_in_slot,
            "places": sums.places,
            "walkins": sums.walk_ins,
        },
    )
