"""What people wrote in answer to a session's questions, as a list for a speaker: without names unless staff want them."""

from __future__ import annotations

import streamlit as st

from stations.questions import Question, QuestionKind
from stations.rosters import Roster
from stations.ui import fragment
from stations.ui.shell import Visit
from stations.words import pick

Written = list[tuple[str, str]]


def show(visit: Visit, found: Roster) -> None:
    """Draw the written answers of each question, where there are any."""
    asked = [(one, _written(found, one)) for one in found.session.questions if one.kind is QuestionKind.TEXT]
    count = sum(len(written) for _, written in asked)
    if not count:
        return
    with st.expander(visit.say("answers-title", count=count), icon=":material/forum:"):
        st.caption(visit.say("answers-note"))
        has_names = st.toggle(visit.say("answers-names"), value=False, key="answers_names")
        lists = [(pick(one.words, visit.lang), written) for one, written in asked if written]
        fragment.show(visit, "answer_list.html", lists=lists, has_names=has_names)


def _written(found: Roster, question: Question) -> Written:
    """Return the answers with the names of who wrote them, of those who come or wait, in the order of the roster."""
    people = [*found.listed, *(one.booking for one in found.waiting)]
    answers = [(found.answers.get(one.id, {}).get(question.id, ""), one.name) for one in people]
    return [(answer, name) for answer, name in answers if answer]
