"""Answers to a session's questions, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from stations.questions import Question, QuestionKind
from stations.words import Names, pick


def answered(questions: Sequence[Question], answers: Mapping[str, str], lang: str) -> tuple[tuple[str, str], ...]:
    """Return the questions that were answered, each with its answer, in the order in which they are asked."""
    return tuple(
        (pick(one.words, lang), in_words(one, answers[one.id], lang)) for one in questions if answers.get(one.id)
    )


def line(question: str, answer: str) -> str:
    """Return both in one line; a question mark needs no colon behind it."""
    return f"{question} {answer}" if question.endswith(("?", "？")) else f"{question}: {answer}"


def in_words(question: Question, answer: str, lang: str) -> str:
    """Return an answer as it was meant: the words of what was chosen, or what was written."""
    if question.kind is not QuestionKind.CHOICE:
        return answer
    chosen: Names | None = None
    if answer.isascii() and answer.isdigit() and int(answer) < len(question.options):
        chosen = question.options[int(answer)]
    return pick(chosen, lang) if chosen is not None else answer
