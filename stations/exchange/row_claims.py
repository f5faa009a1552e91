"""The claims of a row: who stated the facts of a station and when, and what a file may not say any more.

A file is read by people who see no clocks. What is not believed any more therefore stands in its column as unknown; what
was stated stands in ``claims`` (of a facility in ``facility_details`` as ``claimed``), from where an import takes it back.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from stations.claims import Claim, from_plain, to_plain
from stations.edits import tidied
from stations.errors import Code, InvalidInput
from stations.exchange.station_file import StationRecord
from stations.facts import is_stated
from stations.station import Station
from stations.trust import ACCESS, FACTS, HOURS, CheckedBy

_COLUMNS = {HOURS: ("opening_hours", "host_hours"), ACCESS: ("audience", "way_in")}


def with_claims(cells: Mapping[str, str], record: StationRecord) -> dict[str, str]:
    """Return the cells of a station with its claims, without what is not believed any more."""
    told: dict[str, dict[str, Any]] = {
        fact: {**to_plain(claim)} for fact, claim in sorted(record.station.claims.items())
    }
    shown = dict(cells)
    for fact in (fact for fact in told if not record.is_believed(fact)):
        told[fact]["value"] = {column: cells[column] for column in _COLUMNS.get(fact, ()) if cells[column]}
        shown |= dict.fromkeys(_COLUMNS.get(fact, ()), "")
    return shown | {"claims": json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""}


def restored(cells: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a row with what its claims state and its columns leave out.

    Raises:
        InvalidInput: `invalid`; the claims are not as an export writes them.
    """
    stated = {
        column: text
        for fact, told in _read(cells.get("claims", "")).items()
        for column, text in _values(told.get("value", {})).items()
        if column in _COLUMNS.get(fact, ())
    }
    return stated | dict(cells)


def read_claims(cells: Mapping[str, str], station: Station, otherwise: Mapping[str, Claim]) -> dict[str, Claim]:
    """Return the claims about what the station states: the row's own, else ``otherwise``.

    Raises:
        InvalidInput: `invalid` or `instant-invalid`.
    """
    told = _read(cells.get("claims", ""))
    own = {fact: _claim(told[fact]) for fact in FACTS if fact in told and is_stated(station, fact)}
    return {**otherwise, **own}


def _read(text: str) -> Mapping[str, Mapping[str, Any]]:
    try:
        parsed = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        raise InvalidInput(Code.INVALID, "claims") from None
    if not isinstance(parsed, dict) or not all(isinstance(told, dict) for told in parsed.values()):
        raise InvalidInput(Code.INVALID, "claims")
    return parsed


def _values(told: Any) -> Mapping[str, str]:
    if not isinstance(told, dict) or not all(isinstance(text, str) for text in told.values()):
        raise InvalidInput(Code.INVALID, "claims")
    return {column: text for column, text in told.items() if text}


def _claim(told: Mapping[str, Any]) -> Claim:
    by = str(told.get("by") or "")
    if by and by not in set(CheckedBy):
        raise InvalidInput(Code.INVALID, "claims")
    texts = {name: str(text) for name, text in told.items() if text} | {
        "said_by": tidied(str(told.get("said_by", "")), 300, "claims")
    }
    try:
        return from_plain(texts)
    except ValueError:
        raise InvalidInput(Code.INSTANT_INVALID, "claims") from None
