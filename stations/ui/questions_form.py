"""The part of a session's form about its own questions. One that sounds medical is asked only where staff say they mean it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import streamlit as st

from stations.errors import Code, InvalidInput
from stations.plans import Plan, hosts_from, hosts_text
from stations.questions import (
    MOST_OPTIONS,
    MOST_QUESTIONS,
    WORDS_LENGTH,
    Question,
    QuestionKind,
    asks_about_health,
)
from stations.ui.form_state import key_of as key
from stations.ui.form_state import put, value
from stations.ui.shell import Visit

_IDS = "question_ids"
_LONGEST = WORDS_LENGTH * 3 + 10
_LONGEST_OPTIONS = MOST_OPTIONS * _LONGEST


def begin(plan: Plan, lang: str) -> dict[str, object]:
    """Return what the fields hold at first."""
    given: dict[str, object] = {_IDS: [one.id for one in plan.questions]}
    for one in plan.questions:
        given |= _fields(one, lang)
    return given


def _fields(one: Question, lang: str) -> dict[str, object]:
    return {
        f"q_{one.id}_words": hosts_text((one.words,), lang),
        f"q_{one.id}_kind": str(one.kind),
        f"q_{one.id}_options": hosts_text(one.options, lang),
        f"q_{one.id}_required": one.is_required,
        # what was asked about health before was meant, or it would not be there
        f"q_{one.id}_meant": asks_about_health(one),
    }


def replace(ids: Sequence[str], questions: Sequence[Question]) -> None:
    """Take the questions with these ids out and put others in: those that a kind of session brings along."""
    kept = [one for one in value(_IDS) or [] if one not in ids]
    for question in questions:
        for name, given in _fields(question, "zh-Hans").items():
            put(name, given)
    put(_IDS, [*kept, *(one.id for one in questions if one.id not in kept)][:MOST_QUESTIONS])


def show(visit: Visit) -> None:
    """Draw the questions, each with what can be changed about it, and a button for another one."""
    ids: list[str] = value(_IDS) or []
    heading = visit.say("questions-title", count=len(ids))
    with st.expander(heading, expanded=bool(ids)):
        st.caption(visit.say("questions-intro"))
        for number, one in enumerate(ids, 1):
            _question(visit, one, number)
        if len(ids) < MOST_QUESTIONS:
            st.button(visit.say("questions-add"), icon=":material/add:", on_click=_add, key="question_add")


def _question(visit: Visit, one: str, number: int) -> None:
    say = visit.say
    with st.container(border=True):
        st.text_input(
            say("questions-words", number=number),
            key=key(f"q_{one}_words"),
            max_chars=_LONGEST,
            help=say("questions-words-help"),
        )
        st.segmented_control(
            say("questions-kind"),
            [str(kind) for kind in QuestionKind],
            format_func=lambda kind: say(f"questions-kind-{kind}"),
            key=key(f"q_{one}_kind"),
        )
        if _kind(one) is QuestionKind.CHOICE:
            st.text_area(say("questions-options"), key=key(f"q_{one}_options"), height=110, max_chars=_LONGEST_OPTIONS)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.checkbox(say("questions-required"), key=key(f"q_{one}_required"))
            st.button(
                say("questions-remove"),
                icon=":material/delete:",
                on_click=_remove,
                args=(one,),
                key=f"question_remove_{one}",
            )
        if asks_about_health(_read(one, visit.lang)):
            st.warning(say("questions-health"), icon=":material/health_and_safety:")
            st.checkbox(say("questions-health-meant"), key=key(f"q_{one}_meant"))


def _add() -> None:
    one = uuid.uuid4().hex[:8]
    put(_IDS, [*(value(_IDS) or []), one])
    put(f"q_{one}_kind", str(QuestionKind.TEXT))


def _remove(one: str) -> None:
    put(_IDS, [each for each in value(_IDS) or [] if each != one])


def _kind(one: str) -> QuestionKind:
    return QuestionKind(value(f"q_{one}_kind") or QuestionKind.TEXT)


def _read(one: str, lang: str) -> Question:
    kind, words = _kind(one), hosts_from(value(f"q_{one}_words") or "", lang)
    options = hosts_from(value(f"q_{one}_options") or "", lang) if kind is QuestionKind.CHOICE else ()
    return Question(one, kind, words[0] if words else {}, options, bool(value(f"q_{one}_required")))


def questions(lang: str) -> tuple[Question, ...]:
    """Return the questions as they stand in the form, written in ``lang`` or as ``简体 | 繁體 | English``."""
    return tuple(_read(one, lang) for one in value(_IDS) or [])


def check_meant(lang: str) -> None:
    """Raise InvalidInput where a question sounds medical and nobody said that it is meant so."""
    for one in value(_IDS) or []:
        if asks_about_health(_read(one, lang)) and not value(f"q_{one}_meant"):
            raise InvalidInput(Code.QUESTION_HEALTH, "questions")
