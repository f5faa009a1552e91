"""Questions that a session asks those who book; the answers are kept apart from the booking and erased earlier."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from stations.errors import Code, InvalidInput
from stations.settings import DATA
from stations.words import LANGUAGES, Names

MOST_QUESTIONS = 8
MOST_OPTIONS = 12
WORDS_LENGTH = 200
ANSWER_LENGTH = 500
LARGEST_NUMBER = 1_000_000


class QuestionKind(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    TEXT = "text"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Question:
    """A question; ``options`` are the choices, by index, of a choice."""

    id: str
    kind: QuestionKind
    words: Names
    options: tuple[Names, ...] = ()
    is_required: bool = False


def check_questions(questions: Sequence[Question]) -> tuple[Question, ...]:
    """Return the questions, or raise InvalidInput naming ``questions``."""
    if len(questions) > MOST_QUESTIONS or len({one.id for one in questions}) < len(questions):
        raise InvalidInput(Code.INVALID, "questions")
    for one in questions:
        _check_question(one)
    return tuple(questions)


def _check_question(question: Question) -> None:
    texts = [question.words, *question.options]
    if any(not any(text.strip() for text in names.values()) for names in texts):
        raise InvalidInput(Code.REQUIRED, "questions")
    if any(len(text) > WORDS_LENGTH for names in texts for text in names.values()):
        raise InvalidInput(Code.TOO_LONG, "questions")
    is_choice = question.kind is QuestionKind.CHOICE
    if is_choice != bool(question.options) or not len(question.options) <= MOST_OPTIONS:
        raise InvalidInput(Code.QUESTION_OPTIONS, "questions")


def check_answers(
    questions: Sequence[Question], given: Mapping[str, str], *, may_be_missing: bool = False
) -> dict[str, str]:
    """Return the answers in the form in which they are kept, those left empty left out.

    With ``may_be_missing`` a required one may be left out too.

    Raises:
        InvalidInput: a required one is missing, or one is not of its kind; the field is ``answer-ID``.
    """
    texts = [(one, (given.get(one.id) or "").strip()) for one in questions]
    kept = {one.id: _check_answer(one, text) for one, text in texts if text or not may_be_missing}
    return {key: value for key, value in kept.items() if value}


def _check_answer(question: Question, text: str) -> str:
    field = f"answer-{question.id}"
    if not text:
        if question.is_required:
            raise InvalidInput(Code.REQUIRED, field)
        return ""
    if len(text) > ANSWER_LENGTH:
        raise InvalidInput(Code.TOO_LONG, field)
    if question.kind is QuestionKind.CHOICE and text not in {str(at) for at in range(len(question.options))}:
        raise InvalidInput(Code.INVALID, field)
    if question.kind is QuestionKind.NUMBER:
        return _number(text, field)
    return text


def _number(text: str, field: str) -> str:
    if not (text.isascii() and text.isdigit()) or int(text) > LARGEST_NUMBER:
        raise InvalidInput(Code.NUMBER_OUTSIDE, field, least=0, most=LARGEST_NUMBER)
    return str(int(text))


def asks_about_health(question: Question) -> bool:
    """Tell whether the words of a question sound medical: staff are warned before they ask (PIPL Art. 28)."""
    texts = [text.casefold() for names in (question.words, *question.options) for text in names.values()]
    return any(word in text for word in _health_words() for text in texts)


@cache
def _health_words() -> tuple[str, ...]:
    return tuple(json.loads((DATA / "health_words.json").read_text(encoding="utf-8")))


def to_plain(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Return the questions as JSON keeps them."""
    return [
        {
            "id": one.id,
            "kind": str(one.kind),
            "words": dict(one.words),
            "options": [dict(option) for option in one.options],
            "is_required": one.is_required,
        }
        for one in questions
    ]


def from_plain(kept: Sequence[Mapping[str, Any]]) -> tuple[Question, ...]:
    """Return the questions that :func:`to_plain` wrote."""
    return tuple(
        Question(
            id=one["id"],
            kind=QuestionKind(one["kind"]),
            words={lang: text for lang, text in one["words"].items() if lang in LANGUAGES},
            options=tuple(one["options"]),
            is_required=bool(one["is_required"]),
        )
        for one in kept
    )
