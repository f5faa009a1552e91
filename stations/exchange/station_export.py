"""Stations out: CSV that comes back in as it was, and GeoJSON (RFC 7946), both written while they are read.

A text that a spreadsheet would take for a formula gets an apostrophe in front, which the import takes off again.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from stations.amenities import Amenity, CheckedBy
from stations.catalogue import catalogue
from stations.exchange.row_facilities import STATE_COLUMNS
from stations.exchange.station_columns import COLUMNS, SCRIPTS
from stations.exchange.station_csv import FORMULA_STARTS
from stations.exchange.station_file import StationRecord
from stations.instants import format_instant
from stations.words import Names

_NUMBERS = ("lat", "lng")
_LANGUAGES = dict(zip(SCRIPTS, ("zh-Hans", "zh-Hant", "en"), strict=True))


def to_csv(records: Iterable[StationRecord]) -> Iterator[bytes]:
    """Yield the stations as a CSV file, piece by piece."""
    numbers = [COLUMNS.index(name) for name in _NUMBERS]
    rows = ([cells[column] for column in COLUMNS] for cells in map(cells_of, records))
    yield from csv_lines(chain([list(COLUMNS)], rows), numbers)


def csv_lines(rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> Iterator[bytes]:
    """Yield a CSV file line by line, UTF-8 with a byte order mark, by which Excel knows the encoding.

    ``numbers`` are the columns that hold numbers and nothing else, whose minus is no formula.
    """
    yield b"\xef\xbb\xbf"
    for row in rows:
        yield _line(text if place in numbers else _harmless(text) for place, text in enumerate(row))


def _line(cells: Iterable[str]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue().encode()


def _harmless(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def to_geojson(records: Iterable[StationRecord]) -> Iterator[bytes]:
    """Yield a FeatureCollection piece by piece. Positions are WGS-84; the properties are the columns of the CSV."""
    yield b'{"type":"FeatureCollection","features":['
    for number, record in enumerate(records):
        yield (b",\n" if number else b"\n") + json.dumps(_feature(record), ensure_ascii=False).encode()
    yield b"\n]}\n"


def _feature(record: StationRecord) -> dict[str, Any]:
    station = record.station
    properties = {column: text for column, text in cells_of(record).items() if text and column != "id"}
    return {
        "type": "Feature",
        "id": station.id,
        "geometry": {"type": "Point", "coordinates": [round(station.lng, 7), round(station.lat, 7)]},
        "properties": properties,
    }


def cells_of(record: StationRecord) -> dict[str, str]:
    """Return the station as texts by column; the position is the pair as its source gave it, with the datum."""
    station, schedule = record.station, record.station.schedule
    cells = {
        "id": station.id,
        "jurisdiction": station.jurisdiction,
        "district": station.district,
        "lat": repr(station.given_lat),
        "lng": repr(station.given_lng),
        "datum": str(station.datum),
        "position": str(station.position),
        "side": str(station.side),
        "audience": str(station.audience),
        "way_in": schedule.way_in,
        "height_limit_m": "" if station.height_limit_m is None else f"{station.height_limit_m:g}",
        "parking_fee": str(station.parking_fee),
        "parking_note": station.parking_note,
        "opening_hours": schedule.opening_hours or "",
        "exceptions": _json([[str(it.first), str(it.last), it.hours, it.reason] for it in schedule.exceptions]),
        "closed_until": format_instant(schedule.closed_until) if schedule.closed_until else "",
        "closed_reason": schedule.closed_reason,
        "contact_phone": station.contact.phone,
        "contact_note": station.contact.note,
        "partners": _json([[dict(it.names), it.jurisdiction] for it in station.partners]),
        "checked_on": "",
        "is_demo": "1" if station.is_demo else "",
        "source": station.source,
    }
    texts: Mapping[str, Names] = {
        "name": station.names, "address": station.address, "directions": station.directions,
        "host": station.host, "owner": station.owner, "serves": station.serves,
    }  # fmt: skip
    named = {
        f"{base}_{script}": names.get(lang, "") for base, names in texts.items() for script, lang in _LANGUAGES.items()
    }
    return cells | named | _facility_cells(record.amenities)


def _facility_cells(amenities: Iterable[Amenity]) -> dict[str, str]:
    by_code = {amenity.facility: amenity for amenity in amenities}
    ordered = [by_code[code] for code in catalogue().codes if code in by_code]
    cells = {
        column: ",".join(one.facility for one in ordered if one.state is state)
        for column, state in STATE_COLUMNS.items()
    }
    details = {one.facility: told for one in ordered if (told := _details(one))}
    return cells | {"facility_details": _json(details)}


def _details(amenity: Amenity) -> dict[str, str | int]:
    has_own_change = amenity.changed_at is not None and amenity.changed_at != amenity.checked_at
    is_older = amenity.observed_at != amenity.checked_at
    told: dict[str, str | int | None] = {
        "quantity": amenity.quantity,
        "place": amenity.place,
        "note": amenity.note,
        "pads_expire_on": str(amenity.pads_expire_on or ""),
        "battery_expire_on": str(amenity.battery_expire_on or ""),
        "medicine_expire_on": str(amenity.medicine_expire_on or ""),
        "checked_at": format_instant(amenity.checked_at) if amenity.checked_at else "",
        "checked_by": "" if amenity.checked_by is CheckedBy.IMPORT else str(amenity.checked_by or ""),
        "changed_at": format_instant(amenity.changed_at) if amenity.changed_at and has_own_change else "",
        "observed_at": format_instant(amenity.observed_at) if amenity.observed_at and is_older else "",
        "said_by": amenity.said_by,
    }
    return {name: value for name, value in told.items() if value}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else ""
