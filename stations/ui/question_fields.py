"""The inputs of a session's own questions."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from stations.questions import ANSWER_LENGTH, Question, QuestionKind
from stations.ui.plain_text import plain
from stations.ui.shell import Visit
from stations.words import pick


def ask(visit: Visit, questions: Sequence[Question]) -> dict[str, str]:
    """Draw an input a question; return what was answered, by the question's id."""
    return {one.id: _ask(visit, one) for one in questions}


def _ask(visit: Visit, question: Question) -> str:
    words = plain(pick(question.words, visit.lang))
    label = words if question.is_required else visit.say("book-question-optional", question=words)
    key = f"book_answer_{question.id}"
    if question.kind is not QuestionKind.CHOICE:
        return str(st.text_input(label, key=key, max_chars=ANSWER_LENGTH) or "")
    options = {str(at): plain(pick(option, visit.lang)) for at, option in enumerate(question.options)}
    chosen = st.radio(label, list(options), format_func=lambda one: options[one], index=None, key=key)
    return str(chosen or "")
