"""The kinds of session, as data: ``data/kinds.json`` gives each its words, its own fields and its usual terms."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from stations.errors import Code, InvalidInput
from stations.questions import Question, QuestionKind, check_questions
from stations.settings import DATA
from stations.words import LANGUAGES, Names, pick

MOST_FIELDS = 6
LONGEST_DETAIL = 1000
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class DetailField:
    """A field that sessions of one kind have; ``most`` characters, on several lines with ``has_lines``."""

    code: str
    words: Names
    most: int
    has_lines: bool


@dataclass(frozen=True, slots=True)
class Usual:
    """What a session of the kind begins with in the form: minutes a slot, people a slot, walk-ins, the largest group."""

    slot_minutes: int
    places_per_slot: int
    walk_in_capacity: int
    most_party: int


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of session: its name, what one of its places is called, the words on the way to booking it."""

    code: str
    name: Names
    place: Names
    book: Names
    fields: tuple[DetailField, ...]
    usual: Usual
    questions: tuple[Question, ...]


@cache
def kinds() -> Mapping[str, Kind]:
    """Return the kinds by code, in the order in which they are offered; raises KeyError or InvalidInput for a wrong file."""
    return read_kinds(json.loads((DATA / "kinds.json").read_text(encoding="utf-8")))


def read_kinds(rows: list[Mapping[str, Any]]) -> Mapping[str, Kind]:
    """Return the kinds that a file gives.

    Raises:
        InvalidInput: two of one code, none called ``other``, words missing in a language, or a field out of its limits.
        KeyError: a part is missing.
    """
    found = {row["code"]: _kind(row) for row in rows}
    if len(found) < len(rows) or _OTHER not in found:
        raise InvalidInput(Code.INVALID, "code")
    return found


def _kind(row: Mapping[str, Any]) -> Kind:
    fields = tuple(_field(one) for one in row["fields"])
    if len(fields) > MOST_FIELDS or len({one.code for one in fields}) < len(fields):
        raise InvalidInput(Code.INVALID, "fields")
    questions = tuple(Question(one["id"], QuestionKind.TEXT, _words(one["words"])) for one in row["questions"])
    name, place, book = (_words(row[part]) for part in ("name", "place", "book"))
    return Kind(row["code"], name, place, book, fields, Usual(**row["usual"]), check_questions(questions))


def _field(row: Mapping[str, Any]) -> DetailField:
    if not 1 <= row["most"] <= LONGEST_DETAIL:
        raise InvalidInput(Code.NUMBER_OUTSIDE, "most", least=1, most=LONGEST_DETAIL)
    return DetailField(row["code"], _words(row["words"]), row["most"], bool(row.get("lines", False)))


def _words(names: Names) -> Names:
    if set(names) != set(LANGUAGES) or not all(text.strip() for text in names.values()):
        raise InvalidInput(Code.REQUIRED, "words")
    return names


def kind_of(code: str) -> Kind:
    """Return the kind, or the one called ``other`` for a code that this version does not know."""
    return kinds().get(code) or kinds()[_OTHER]


def name_of(code: str, lang: str) -> str:
    """Return the name of a kind in ``lang``."""
    return pick(kind_of(code).name, lang)


def check_details(code: str, given: Mapping[str, str]) -> dict[str, str]:
    """Return the details of a session of a kind, trimmed, those left empty left out.

    Raises:
        InvalidInput: a field that the kind does not have, or too long a text; the field is ``detail-CODE``.
    """
    fields = {one.code: one for one in kind_of(code).fields}
    kept = {}
    for name, text in given.items():
        if name not in fields:
            raise InvalidInput(Code.INVALID, f"detail-{name}"[:60])
        kept[name] = _checked(fields[name], text)
    return {name: kept[name] for name in fields if kept.get(name)}


def _checked(field: DetailField, text: str) -> str:
    lines = [" ".join(_readable(line).split()) for line in unicodedata.normalize("NFC", text).splitlines()]
    tidy = ("\n" if field.has_lines else " ").join(line for line in lines if line)
    if len(tidy) > field.most:
        raise InvalidInput(Code.TOO_LONG, f"detail-{field.code}")
    return tidy


def _readable(line: str) -> str:
    return "".join(letter for letter in line if letter == "\t" or unicodedata.category(letter) not in ("Cc", "Cs"))


def details_in_words(code: str, details: Mapping[str, str], lang: str) -> tuple[tuple[str, str], ...]:
    """Return the details with the names of their fields, in the order of the kind's fields."""
    return tuple((pick(one.words, lang), details[one.code]) for one in kind_of(code).fields if details.get(one.code))
