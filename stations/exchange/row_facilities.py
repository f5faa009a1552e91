"""What a row says about the facilities: a column for each state, and their details as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from stations.amenities import (
    EXPIRY_FIELDS,
    MOST_OF_A_KIND,
    NOTE_LENGTH,
    PLACE_LENGTH,
    STATED,
    Amenity,
    AmenityState,
    CheckedBy,
)
from stations.edits import tidied
from stations.errors import Code, InvalidInput
from stations.exchange.facility_words import code_of, words_in
from stations.instants import parse_instant

_CHECKERS = frozenset(str(each) for each in CheckedBy)
STATE_COLUMNS = {
    "facilities": AmenityState.AVAILABLE,
    "facilities_out_of_order": AmenityState.OUT_OF_ORDER,
    "facilities_absent": AmenityState.ABSENT,
    "facilities_unknown": AmenityState.UNKNOWN,
}


def read_facilities(
    cells: Mapping[str, str], meanings: Mapping[str, str], checked_on: date | None
) -> tuple[Amenity, ...]:
    """Return what the row says of each facility that it names; one that it does not name stays unknown.

    Raises:
        InvalidInput: `facility-unknown` with the word, `date-invalid`, or `invalid` for one in two states at once.
    """
    checked_at = stated_at(cells, checked_on)
    states: dict[str, AmenityState] = {}
    for column, state in STATE_COLUMNS.items():
        for code in _codes(cells.get(column, ""), meanings, column):
            if states.setdefault(code, state) is not state:
                raise InvalidInput(Code.INVALID, column)
    details = _details(cells.get("facility_details", ""))
    return tuple(_amenity(code, state, details.get(code, {}), checked_at) for code, state in states.items())


def stated_at(cells: Mapping[str, str], checked_on: date | None) -> datetime | None:
    """Return since when the row's statements are known to be true: its own day, else that of the list, else None."""
    return _start_of(_day(cells.get("checked_on", ""), "checked_on") or checked_on)


def _codes(text: str, meanings: Mapping[str, str], column: str) -> list[str]:
    found = []
    for word in words_in(text):
        code = code_of(word, meanings)
        if code is None:
            raise InvalidInput(Code.FACILITY_UNKNOWN, column, given=word[:40])
        if code:
            found.append(code)
    return found


def _details(text: str) -> Mapping[str, Mapping[str, Any]]:
    if not text:
        return {}
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        raise InvalidInput(Code.INVALID, "facility_details") from None
    if not isinstance(parsed, dict) or not all(isinstance(each, dict) for each in parsed.values()):
        raise InvalidInput(Code.INVALID, "facility_details")
    return parsed


def _amenity(code: str, state: AmenityState, told: Mapping[str, Any], checked_at: datetime | None) -> Amenity:
    if not told:
        return Amenity(
            code, state, checked_at=checked_at, checked_by=CheckedBy.IMPORT, changed_at=checked_at, version=1,
            observed_at=checked_at,
        )  # fmt: skip
    dated = EXPIRY_FIELDS.get(code, ())
    when = _instant(str(told.get("checked_at", ""))) or checked_at
    return Amenity(
        facility=code,
        state=_claimed(told.get("claimed"), state),
        quantity=_quantity(told.get("quantity")),
        place=_text(told, "place", PLACE_LENGTH),
        note=_text(told, "note", NOTE_LENGTH),
        **{name: _day(str(told.get(name, "")), "facility_details") for name in dated},
        observed_at=_instant(str(told.get("observed_at", ""))) or when,
        said_by=_text(told, "said_by", 300),
        checked_at=when,
        checked_by=_checked_by(told.get("checked_by")),
        changed_at=_instant(str(told.get("changed_at", ""))) or when,
        version=1,
    )


def _claimed(told: Any, shown: AmenityState) -> AmenityState:
    """Return what was stated of a facility that a list shows as unknown because it is not believed any more."""
    if told is None or shown is not AmenityState.UNKNOWN:
        return shown
    if told not in STATED:
        raise InvalidInput(Code.STATE_UNKNOWN, "facility_details")
    return AmenityState(told)


def _text(told: Mapping[str, Any], name: str, most: int) -> str:
    return tidied(str(told[name]), most, "facility_details") if name in told else ""


def _quantity(told: Any) -> int | None:
    if told is None:
        return None
    if not isinstance(told, int) or isinstance(told, bool) or not 1 <= told <= MOST_OF_A_KIND:
        raise InvalidInput(Code.LIMIT_INVALID, "facility_details", most=MOST_OF_A_KIND)
    return told


def _checked_by(told: Any) -> CheckedBy:
    if told is None:
        return CheckedBy.IMPORT
    if told not in _CHECKERS:
        raise InvalidInput(Code.INVALID, "facility_details")
    return CheckedBy(told)


@lru_cache(maxsize=4096)
def _instant(told: str) -> datetime | None:
    if not told:
        return None
    try:
        return parse_instant(told)
    except ValueError:
        raise InvalidInput(Code.INSTANT_INVALID, "facility_details") from None


def _day(text: str, field: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10].replace("/", "-"))
    except ValueError:
        raise InvalidInput(Code.DATE_INVALID, field) from None


def _start_of(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, UTC) if day else None
