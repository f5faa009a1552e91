"""The kinds of session are data: each is worded, has its own fields and questions, and usual terms that can be planned."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from stations.errors import Code, InvalidInput
from stations.kinds import check_details, details_in_words, kind_of, kinds, name_of, read_kinds
from stations.questions import QuestionKind, asks_about_health
from stations.sessions import KINDS, MOST_PLACES, SLOT_MINUTES
from stations.settings import DATA
from stations.terms import Terms, check_terms
from stations.words import LANGUAGES

ROWS: list[dict[str, Any]] = json.loads((DATA / "kinds.json").read_text(encoding="utf-8"))


def test_the_kinds_are_those_of_the_file_in_its_order() -> None:
    assert tuple(row["code"] for row in ROWS) == KINDS == tuple(kinds())
    assert {"clinic", "legal-advice", "job-fair", "talk", "night-class", "membership-desk", "other"} <= set(KINDS)


@pytest.mark.parametrize("code", KINDS)
def test_what_is_usual_for_a_kind_can_be_planned_and_asks_nothing_medical(code: str) -> None:
    usual = kind_of(code).usual
    assert usual.slot_minutes in SLOT_MINUTES
    assert 1 <= usual.places_per_slot <= MOST_PLACES
    assert 0 <= usual.walk_in_capacity <= MOST_PLACES
    assert check_terms(Terms(most_party=usual.most_party))
    assert not any(asks_about_health(question) for question in kind_of(code).questions)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_name_is_another_in_every_language(lang: str) -> None:
    assert len({name_of(code, lang) for code in KINDS}) == len(KINDS)


def test_a_talk_asks_what_to_ask_the_speakers() -> None:
    (question,) = kind_of("talk").questions
    assert question.kind is QuestionKind.TEXT
    assert not question.is_required


def test_a_kind_that_is_not_known_is_another_event() -> None:
    assert name_of("picnic", "en") == "Other event"


def without(row: dict[str, Any]) -> None:
    del row["name"]["en"]


def empty(row: dict[str, Any]) -> None:
    row["book"]["zh-Hans"] = " "


def too_long(row: dict[str, Any]) -> None:
    row["fields"][0]["most"] = 100_000


def twice(row: dict[str, Any]) -> None:
    row["fields"].append(row["fields"][0])


def same_code(row: dict[str, Any]) -> None:
    row["code"] = "clinic"


@pytest.mark.parametrize("spoil", [without, empty, too_long, twice, same_code])
def test_a_file_that_is_wrong_is_refused(spoil: Callable[[dict[str, Any]], None]) -> None:
    rows = copy.deepcopy(ROWS)
    spoil(next(row for row in rows if row["code"] == "talk"))
    with pytest.raises(InvalidInput):
        read_kinds(rows)


def test_details_are_trimmed_and_ordered_as_the_kind_has_them() -> None:
    kept = check_details("night-class", {"bring": " 笔\n\n 本子 ", "subject": " 粤\n语 ", "level": " "})
    assert list(kept.items()) == [("subject", "粤 语"), ("bring", "笔\n本子")]
    assert details_in_words("night-class", kept, "en") == (("Subject", "粤 语"), ("What to bring", "笔\n本子"))


@pytest.mark.parametrize(
    ("kind", "details", "code", "field"),
    [
        ("clinic", {"speakers": "谁"}, Code.INVALID, "detail-speakers"),
        ("talk", {"subject": "什么"}, Code.INVALID, "detail-subject"),
        ("talk", {"speakers": "长" * 301}, Code.TOO_LONG, "detail-speakers"),
    ],
)
def test_a_detail_that_the_kind_does_not_have_is_refused(
    kind: str, details: dict[str, str], code: Code, field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_details(kind, details)
    assert (caught.value.code, caught.value.field) == (code, field)
