"""One line of a crew's list: who it names, by which phone, how many they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from stations.bookings import check_name
from stations.crew import NOTE_LENGTH, CrewLine
from stations.errors import Code, InvalidInput, Refused
from stations.exchange.crew_columns import category_of, folded
from stations.phones import REGIONS, parse_phone
from stations.terms import LARGEST_PARTY

_ORDINAL = re.compile(r"^\s*(?:\d{1,3}\s*[.、．)）:：]|[(（]\d{1,3}[)）])\s*(?=\D)")
_NUMBER_ALONE = re.compile(r"^\s*\d{1,3}\s*[.、．)）]?\s*$")
_PHONE = re.compile(r"[+(]?\d[\d\s()./-]*")
_LEAST_DIGITS = 5
_PARTY = re.compile(r"(\d{1,2})|(\d{1,4}) ?(?:人|位|个人|個人|people|persons|pax)|x ?(\d{1,4})")
_NO_PHONE = frozenset({"", "-", "--", "—", "/", "无", "無", "没有", "沒有", "冇", "none", "no", "n/a"})


def read_line(number: int, cells: Sequence[str], region: str) -> CrewLine:
    """Return the person of a line without headings: name, phone, then kind of work, a number of people or a note."""
    given = [" ".join(unicodedata.normalize("NFKC", cell).split()) for cell in _without_ordinal(cells)]
    while given and not given[-1]:
        given.pop()
    parts = given if len(given) > 1 else _by_spaces(given[0] if given else "")
    parts = parts or [""]
    if len(parts) > 1 and _looks_like_phone(parts[0]) and not _looks_like_phone(parts[1]):
        parts = [parts[1], parts[0], *parts[2:]]
    found = {"name": parts[0]}
    rest = parts[1:]
    if rest and not _is_more(rest[0]):
        found["phone"], rest = rest[0], rest[1:]
    for part in rest:
        _put(found, part)
    return person_from(number, found, region)


def _without_ordinal(cells: Sequence[str]) -> Sequence[str]:
    """Take off the number that lists of people begin their lines with: ``3. 王强``, or a column of its own."""
    if len(cells) > 2 and _NUMBER_ALONE.match(cells[0]):
        return cells[1:]
    return [_ORDINAL.sub("", cells[0]), *cells[1:]] if cells else cells


def _looks_like_phone(text: str) -> bool:
    return bool(_PHONE.fullmatch(text)) and sum(letter.isdigit() for letter in text) >= _LEAST_DIGITS


def _is_more(text: str) -> bool:
    """Tell whether a part follows the phone already: somebody without one, whose line goes on with the kind of work."""
    return bool(category_of(text)) or (bool(_PARTY.fullmatch(folded(text))) and not _looks_like_phone(text))


def _by_spaces(line: str) -> list[str]:
    """Part a line by its spaces: the phone is the longest run of digits that is one, for names may have spaces too."""
    words = line.split(" ")
    start = next((at for at, word in enumerate(words) if at and _PHONE.fullmatch(word)), len(words))
    if start == len(words):
        is_last_more = len(words) > 1 and _is_more(words[-1])
        return [" ".join(words[:-1]), words[-1]] if is_last_more else [line]
    end = start + 1
    while end < len(words) and _PHONE.fullmatch(words[end]):
        end += 1
    whole = end
    while end > start + 1 and not _can_be_phone(" ".join(words[start:end])):
        end -= 1
    if end == start + 1 and not _can_be_phone(words[start]):
        end = whole
    return [" ".join(words[:start]), " ".join(words[start:end]), *words[end:]]


def _can_be_phone(text: str) -> bool:
    return any(_parsed(text, region) for region in REGIONS.values())


def _put(found: dict[str, str], part: str) -> None:
    if not part:
        return
    if category_of(part) and "category" not in found:
        found["category"] = part
    elif _PARTY.fullmatch(folded(part)) and "party" not in found:
        found["party"] = part
    else:
        found["note"] = f"{found['note']} {part}" if "note" in found else part


def person_from(number: int, cells: Mapping[str, str], region: str) -> CrewLine:
    """Return the person whose fields are known by name; what cannot be accepted is among the problems."""
    problems: list[Refused] = []
    name, phone, party = cells.get("name", ""), cells.get("phone", ""), cells.get("party", "")
    try:
        name = check_name(name)
        phone = "" if folded(phone) in _NO_PHONE else phone_in(phone, region)
    except InvalidInput as error:
        problems.append(Refused(error.code, error.args_, error.field))
    category = category_of(cells.get("category", ""))
    if cells.get("category", "").strip() and not category:
        problems.append(Refused(Code.CATEGORY_UNKNOWN, field="category"))
    people = _people(party)
    if people is None:
        problems.append(Refused(Code.NUMBER_OUTSIDE, {"least": 1, "most": LARGEST_PARTY}, "party"))
    note = cells.get("note", "")[:NOTE_LENGTH]
    return CrewLine(number, name[:200], phone[:60], category, people or 1, note, tuple(problems))


def _people(text: str) -> int | None:
    if not text.strip():
        return 1
    found = _PARTY.fullmatch(folded(text))
    people = int(found[1] or found[2] or found[3]) if found else 0
    return people if 1 <= people <= LARGEST_PARTY else None


def phone_in(text: str, region: str) -> str:
    """Return the phone as E.164: read as one of ``region``, else as one of the only other region that it fits.

    Raises:
        InvalidInput: it is no number of the three, or could be of two of them.
    """
    own = _parsed(text, region)
    if own:
        return own
    others = {found for other in REGIONS.values() if (found := _parsed(text, other))}
    if len(others) != 1:
        raise InvalidInput(Code.PHONE_INVALID, "phone")
    return others.pop()


def _parsed(text: str, region: str) -> str:
    bare = "".join(letter for letter in text if letter.isdigit())
    prefixed = f"+{bare}" if text.strip().startswith(("852", "853", "86")) else ""
    for given in (text, prefixed):
        try:
            return parse_phone(given, region)
        except InvalidInput:
            continue
    return ""
