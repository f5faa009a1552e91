"""The part of a session's form about its kind: choosing it brings its usual terms, its own fields and its questions."""

from __future__ import annotations

import streamlit as st

from stations.kinds import LONGEST_DETAIL, DetailField, Kind, kind_of, name_of
from stations.plans import Plan
from stations.sessions import KINDS
from stations.ui import questions_form
from stations.ui.form_state import key_of as key
from stations.ui.form_state import put, value
from stations.ui.shell import Visit
from stations.words import pick

_NUMBERS = {
    "minutes": "slot_minutes",
    "each": "places_per_slot",
    "walkins": "walk_in_capacity",
    "party": "most_party",
}


def begin(plan: Plan) -> dict[str, object]:
    """Return what the fields hold at first."""
    return {
        "kind": plan.kind,
        "kind_before": plan.kind,
        **{f"detail_{name}": text for name, text in plan.details.items()},
    }


def show(visit: Visit) -> None:
    """Draw the choice of the kind and the fields that sessions of it have."""
    st.selectbox(
        visit.say("clinics-kind"),
        KINDS,
        format_func=lambda one: name_of(one, visit.lang),
        key=key("kind"),
        on_change=_take_usual,
    )


def show_fields(visit: Visit) -> None:
    """Draw the fields of the chosen kind."""
    for field in kind_of(value("kind")).fields:
        _draw(visit, field)


def _draw(visit: Visit, field: DetailField) -> None:
    words, where = pick(field.words, visit.lang), key(f"detail_{field.code}")
    if field.has_lines:
        st.text_area(words, key=where, height=96, max_chars=min(field.most, LONGEST_DETAIL))
    else:
        st.text_input(words, key=where, max_chars=field.most)


def details() -> dict[str, str]:
    """Return what was typed into the fields of the chosen kind."""
    return {field.code: value(f"detail_{field.code}") or "" for field in kind_of(value("kind")).fields}


def _take_usual() -> None:
    """Bring what is usual for the new kind, where what stands there is what was usual for the kind before."""
    before, after = kind_of(value("kind_before")), kind_of(value("kind"))
    for name, usual in _NUMBERS.items():
        if value(name) == getattr(before.usual, usual):
            put(name, getattr(after.usual, usual))
    _take_questions(before, after)
    put("kind_before", after.code)


def _take_questions(before: Kind, after: Kind) -> None:
    questions_form.replace([one.id for one in before.questions], after.questions)
