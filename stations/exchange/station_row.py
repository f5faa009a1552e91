"""One row of a list of stations: what it says, what is wrong with it, and what had to be left out.

A row that is wrong is not imported; one with a warning is, without the part that could not be understood. Nothing that a
row does not say is made up.
"""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import TypeVar

import numpy as np

from stations.access import DIRECTIONS_LENGTH, HOST_LENGTH, PARKING_NOTE_LENGTH
from stations.amenities import Amenity, CheckedBy
from stations.border import checked_side
from stations.edits import CONTACT_NOTE_LENGTH, tidied
from stations.errors import Args, Code, InvalidInput
from stations.exchange.row_facilities import read_facilities, stated_at
from stations.exchange.row_parts import read_height, read_partners, read_schedule, read_word
from stations.exchange.station_columns import SCRIPTS, TEXTS, datum_of
from stations.exchange.station_file import StationRecord, with_masks
from stations.facts import first_claims
from stations.geo import Datum, convert, plausible_point
from stations.phones import parse_phone
from stations.schedule import Schedule
from stations.station import JURISDICTIONS, Audience, Contact, ParkingFee, Position, Side, Station
from stations.words import LANGUAGES

T = TypeVar("T")
Cells = Mapping[str, str]
SCHEDULE_FIELDS = frozenset({"opening_hours", "way_in", "exceptions", "closed_until", "closed_reason"})
SURPLUS = "surplus"  # where a row has more cells than there are columns, so that something has slipped
_AT_ONCE = 1000
_ID = re.compile(r"\w[\w.\-]{0,63}")
_LENGTHS = {
    "name": 120,
    "address": 200,
    "directions": DIRECTIONS_LENGTH,
    "host": HOST_LENGTH,
    "owner": 120,
    "serves": 200,
}
_LANGUAGE_COLUMNS = {
    base: tuple(zip((f"{base}_{script}" for script in SCRIPTS), LANGUAGES, strict=True)) for base in TEXTS
}
_HAN = re.compile(r"[\u3400-\u9fff]")
_REGION_WORDS = {
    "CN": ("cn", "china", "mainland", "中国", "中國", "内地", "內地", "大陆", "大陸", "中国内地"),
    "HK": ("hk", "hong kong", "hongkong", "香港", "中国香港"),
    "MO": ("mo", "macao", "macau", "澳门", "澳門", "中国澳门"),
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a row that cannot be accepted, by the field it is in."""

    code: Code
    field: str
    args: Args = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A row as read. ``line`` is its number in a spreadsheet; ``record`` is None when it is wrong.

    ``said`` are the fields that it fills in: only these are changed at a station that is there already.
    """

    line: int
    label: str
    record: StationRecord | None
    said: frozenset[str]
    problems: tuple[Problem, ...] = ()
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """What whoever imports a list knows about it and the list itself does not say.

    ``datum`` and ``jurisdiction`` are for rows without their own; ``leave_out`` are fields not to be taken;
    ``meanings`` says what the list's own words for facilities mean ("" to leave one out); ``checked_on`` is the day on
    which what it says of facilities was true.
    """

    source: str
    jurisdiction: str | None = None
    datum: Datum | None = None
    position: Position = Position.APPROXIMATE
    encoding: str | None = None
    leave_out: frozenset[str] = frozenset()
    meanings: Mapping[str, str] = dataclasses.field(default_factory=dict)
    checked_on: date | None = None


@dataclass(slots=True)
class _Draft:
    """A row under way: what is wrong so far, and the pair as given."""

    line: int
    cells: Cells
    problems: list[Problem]
    warnings: list[Problem]
    jurisdiction: str = ""
    datum: Datum | None = None
    pair: tuple[float, float] | None = None

    def need(self, read: Callable[[], T], otherwise: T) -> T:
        """Return ``read()``; if it cannot be accepted, the row is wrong."""
        return _kept(self.problems, read, otherwise)

    def want(self, read: Callable[[], T], otherwise: T) -> T:
        """Return ``read()``; if it cannot be accepted, the row goes without."""
        return _kept(self.warnings, read, otherwise)


def _kept(into: list[Problem], read: Callable[[], T], otherwise: T) -> T:
    try:
        return read()
    except InvalidInput as problem:
        into.append(Problem(problem.code, problem.field, dict(problem.args_)))
        return otherwise


def read_rows(
    lines: Iterable[tuple[int, Cells]], options: Options, datum: Datum | None, now: datetime
) -> Iterator[Row]:
    """Yield a row for each of ``lines`` (number, cells by field); ``datum`` is what the columns' names tell.

    Repeated ids are wrong from the second on. A thousand rows are converted at a time, as arrays.
    """
    remaining = iter(lines)
    seen: set[bytes] = set()
    while block := [_draft(line, cells, options, datum) for line, cells in islice(remaining, _AT_ONCE)]:
        for draft, point in zip(block, _points(block), strict=True):
            yield _finished(draft, point, options, now, seen)


def _draft(line: int, cells: Cells, options: Options, datum: Datum | None) -> _Draft:
    told = {name: text.strip() for name, text in cells.items() if name not in options.leave_out and text.strip()}
    draft = _Draft(line, told, [], [])
    if told.pop(SURPLUS, ""):
        draft.problems.append(Problem(Code.INVALID, "row"))
    draft.jurisdiction = draft.need(lambda: _jurisdiction(told.get("jurisdiction", ""), options), "")
    draft.datum = draft.need(lambda: _datum(told.get("datum", ""), datum or options.datum), None)
    draft.pair = draft.need(lambda: (_number(told, "lat"), _number(told, "lng")), None)
    return draft


def _jurisdiction(text: str, options: Options) -> str:
    if not text and options.jurisdiction in JURISDICTIONS:
        return str(options.jurisdiction)
    found = next((code for code, words in _REGION_WORDS.items() if text.lower() in words), None)
    if found is None:
        raise InvalidInput(Code.JURISDICTION_UNKNOWN, "jurisdiction")
    return found


def _datum(text: str, otherwise: Datum | None) -> Datum:
    found = datum_of(text) if text else otherwise
    if found is None:
        raise InvalidInput(Code.INVALID if text else Code.REQUIRED, "datum")
    return found


def _number(cells: Cells, name: str) -> float:
    text = cells.get(name, "")
    if not text:
        raise InvalidInput(Code.REQUIRED, name)
    if not re.fullmatch(r"[+-]?\d{1,7}(?:\.\d{0,15})?°?", text):
        raise InvalidInput(Code.COORDINATES_INVALID, name)
    return float(text.rstrip("°"))


def _points(block: Sequence[_Draft]) -> list[tuple[float, float] | None]:
    """Return the WGS-84 pair of each draft, None where there is nothing to convert."""
    points: list[tuple[float, float] | None] = [None] * len(block)
    for datum in Datum:
        places = [n for n, draft in enumerate(block) if draft.datum is datum and draft.pair]
        if places:
            pairs = np.array([block[n].pair for n in places])
            lats, lngs = convert(pairs[:, 0], pairs[:, 1], datum, Datum.WGS84)
            for n, lat, lng in zip(places, lats, lngs, strict=True):
                points[n] = float(lat), float(lng)
    return points


def _finished(
    draft: _Draft, point: tuple[float, float] | None, options: Options, now: datetime, seen: set[bytes]
) -> Row:
    names = _names(draft, "name")
    if point is not None and draft.jurisdiction and not draft.problems:
        draft.need(lambda: plausible_point(*point, draft.jurisdiction), None)
    label = next(iter(names.values()), "")
    if not names and not draft.problems:
        draft.problems.append(Problem(Code.REQUIRED, "name"))
    record = None
    if point is not None and draft.pair and draft.datum and draft.jurisdiction and names:
        record = _record(draft, point, names, options, now)
        draft.need(lambda: _note_id(record, seen), None)
    is_good = record is not None and not draft.problems
    return Row(
        draft.line, label, record if is_good else None, _said(draft), tuple(draft.problems), tuple(draft.warnings)
    )


def _said(draft: _Draft) -> frozenset[str]:
    unread = {problem.field for problem in draft.warnings}
    if unread & SCHEDULE_FIELDS:
        unread |= SCHEDULE_FIELDS
    return frozenset(draft.cells) - unread


def _note_id(record: StationRecord | None, seen: set[bytes]) -> None:
    station_id = record.station.id if record else ""
    if not station_id:
        return
    mark = hashlib.blake2b(station_id.encode(), digest_size=8).digest()
    if mark in seen:
        raise InvalidInput(Code.ROW_DUPLICATE, "id")
    seen.add(mark)


def _names(draft: _Draft, base: str) -> dict[str, str]:
    """Return a text in the languages that the row has it in; a column without a language is read by its characters."""
    found = {lang: text for column, lang in _LANGUAGE_COLUMNS[base] if (text := draft.cells.get(column))}
    plain = draft.cells.get(base, "")
    if plain:
        chinese = "zh-Hans" if draft.jurisdiction in ("", "CN") else "zh-Hant"
        found.setdefault(chinese if _HAN.search(plain) else "en", plain)
    if not found:
        return found
    return draft.need(lambda: {lang: tidied(text, _LENGTHS[base], base) for lang, text in found.items()}, {})


def _record(
    draft: _Draft, point: tuple[float, float], names: dict[str, str], options: Options, now: datetime
) -> StationRecord:
    cells, jurisdiction = draft.cells, draft.jurisdiction
    assert draft.pair is not None
    assert draft.datum is not None
    way_in = draft.want(lambda: read_word(cells, "way_in"), "unknown")
    station = Station(
        id="",
        names=names,
        jurisdiction=jurisdiction,
        lat=point[0],
        lng=point[1],
        given_lat=draft.pair[0],
        given_lng=draft.pair[1],
        datum=str(draft.datum),
        position=Position(draft.want(lambda: read_word(cells, "position"), "") or options.position),
        address=_names(draft, "address"),
        district=draft.need(lambda: tidied(cells.get("district", ""), 60, "district"), ""),
        directions=_names(draft, "directions"),
        audience=Audience(draft.want(lambda: read_word(cells, "audience"), "") or "unknown"),
        contact=_contact(draft),
        owner=_names(draft, "owner"),
        partners=draft.want(lambda: read_partners(cells.get("partners", "")), ()),
        serves=_names(draft, "serves"),
        schedule=draft.want(lambda: read_schedule(cells, jurisdiction, way_in or "unknown"), Schedule(jurisdiction)),
        offered=0,
        mentioned=0,
        is_demo=cells.get("is_demo", "") in ("1", "true", "True"),
        source=draft.need(lambda: tidied(cells.get("source", options.source), 300, "source"), ""),
        updated_at=now,
        version=1,
        side=draft.want(lambda: checked_side(read_word(cells, "side") or "unknown", jurisdiction), Side.UNKNOWN),
        height_limit_m=draft.want(lambda: read_height(cells.get("height_limit_m", "")), None),
        parking_fee=ParkingFee(draft.want(lambda: read_word(cells, "parking_fee"), "") or "unknown"),
        parking_note=draft.want(lambda: tidied(cells.get("parking_note", ""), PARKING_NOTE_LENGTH, "parking_note"), ""),
        host=_names(draft, "host"),
    )
    station = replace(station, id=draft.need(lambda: _id_of(cells.get("id", ""), station), ""))
    nothing: tuple[Amenity, ...] = ()
    amenities = draft.need(lambda: read_facilities(cells, options.meanings, options.checked_on), nothing)
    true_at = draft.need(lambda: stated_at(cells, options.checked_on), None)
    return with_masks(replace(station, claims=first_claims(station, CheckedBy.IMPORT, "", true_at)), amenities)


def _id_of(text: str, station: Station) -> str:
    """Return the row's own id, or one that is the same whenever the same source gives the same name and place."""
    if text:
        if not _ID.fullmatch(text):
            raise InvalidInput(Code.INVALID, "id")
        return text
    name = next(iter(station.names.values()))
    content = f"{station.source}\n{name}\n{station.given_lat:.6f},{station.given_lng:.6f} {station.datum}"
    return f"s-{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def _contact(draft: _Draft) -> Contact:
    """Return the first phone that is one, and the others in the note; what is no phone (``138****0000``) is left out."""
    given = [part.strip() for part in re.split(r"[;；,，、/|]+", draft.cells.get("contact_phone", "")) if part.strip()]
    found = [number for part in given if (number := draft.want(lambda part=part: _phone(part, draft), ""))]  # type: ignore[misc]
    note = draft.want(lambda: tidied(draft.cells.get("contact_note", ""), CONTACT_NOTE_LENGTH, "contact_note"), "")
    return Contact(found[0] if found else "", note or " ".join(found[1:]))


def _phone(text: str, draft: _Draft) -> str:
    try:
        return parse_phone(text, draft.jurisdiction)
    except InvalidInput as problem:
        raise InvalidInput(problem.code, "contact_phone") from None
