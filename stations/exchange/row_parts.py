"""Parts of a row: hours with their exceptions, words with a fixed meaning, partner organisations."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

from stations.access import checked_height
from stations.edits import tidied
from stations.errors import Code, InvalidInput
from stations.exchange.stated_hours import stated_hours
from stations.instants import parse_instant
from stations.schedule import LONGEST_REASON, WAYS_IN, DatedException, Schedule, checked
from stations.station import JURISDICTIONS, Audience, ParkingFee, Partner, Position, Side
from stations.words import LANGUAGES, can_say, say

_WORDS = {
    "way_in": WAYS_IN,
    "audience": tuple(Audience),
    "position": tuple(Position),
    "side": tuple(Side),
    "parking_fee": tuple(ParkingFee),
}
_HEIGHT = re.compile(r"(?:限高|最高)?(\d{1,2}(?:\.\d{1,3})?)(?:m|米|公尺|metres?|meters?)?")


@cache
def _codes(field: str) -> Mapping[str, str]:
    """Return the codes by themselves and by what the screens call them, in lower case."""
    found = {str(code): str(code) for code in _WORDS[field]}
    for code in _WORDS[field]:
        for key in (f"{field.replace('_', '-')}-{code}", f"hours-{field.replace('_', '-')}-{code}"):
            found |= {say(lang, key).lower(): str(code) for lang in LANGUAGES if can_say(lang, key)}
    return found


def read_word(cells: Mapping[str, str], field: str) -> str:
    """Return the code that a cell means, "" when it is empty; raises InvalidInput `state-unknown`."""
    text = cells.get(field, "").strip().lower()
    if text and text not in _codes(field):
        raise InvalidInput(Code.STATE_UNKNOWN, field)
    return _codes(field)[text] if text else ""


def read_height(text: str) -> float | None:
    """Return the height limit in metres that a cell states ("4.2", "限高4.2米"), None when it is empty.

    Raises:
        InvalidInput: `height-invalid`; no number of metres, or one that cannot be.
    """
    plain = re.sub(r"\s", "", text).lower()
    match = _HEIGHT.fullmatch(plain)
    return checked_height(float(match[1]) if match else math.nan) if plain else None


def read_schedule(cells: Mapping[str, str], jurisdiction: str, way_in: str) -> Schedule:
    """Return the hours that a row states, unknown where it states none.

    Raises:
        InvalidInput: `hours-invalid` or what else cannot be accepted; the row then goes without hours.
    """
    hours = cells.get("opening_hours", "")
    until = cells.get("closed_until", "")
    try:
        schedule = Schedule(
            jurisdiction,
            stated_hours(hours) if hours else None,
            way_in,
            _exceptions(cells.get("exceptions", "")),
            parse_instant(until) if until else None,
            tidied(cells.get("closed_reason", ""), LONGEST_REASON, "closed_reason"),
        )
    except ValueError:
        raise InvalidInput(Code.INSTANT_INVALID, "closed_until") from None
    return checked(schedule)


def _exceptions(text: str) -> tuple[DatedException, ...]:
    found = []
    for entry in _json_list(text, "exceptions"):
        try:
            first, last, hours, reason = entry
            found.append(DatedException(date.fromisoformat(first), date.fromisoformat(last), hours, str(reason)))
        except (TypeError, ValueError):
            raise InvalidInput(Code.DATE_INVALID, "exceptions") from None
        if hours is not None and not isinstance(hours, str):
            raise InvalidInput(Code.HOURS_INVALID, "exceptions")
    return tuple(replace(it, reason=tidied(it.reason, LONGEST_REASON, "exceptions")) for it in found)


def read_partners(text: str) -> tuple[Partner, ...]:
    """Return the organisations of a JSON list of ``[names, jurisdiction]``; raises InvalidInput."""
    found = []
    for entry in _json_list(text, "partners"):
        if not (isinstance(entry, list) and len(entry) == 2 and isinstance(entry[0], dict)):
            raise InvalidInput(Code.INVALID, "partners")
        names, jurisdiction = entry
        if jurisdiction not in JURISDICTIONS or not names or not set(names) <= set(LANGUAGES):
            raise InvalidInput(Code.INVALID, "partners")
        found.append(Partner({lang: tidied(str(name), 120, "partners") for lang, name in names.items()}, jurisdiction))
    return tuple(found)


def _json_list(text: str, field: str) -> list[Any]:
    if not text:
        return []
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidInput(Code.INVALID, field) from None
    if not isinstance(parsed, list):
        raise InvalidInput(Code.INVALID, field)
    return parsed
