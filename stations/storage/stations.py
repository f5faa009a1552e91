"""Stations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from stations.amenities import Seen
from stations.border import side_code
from stations.claims import Claim, from_plain, to_plain
from stations.errors import Conflict
from stations.facts import clocks_of
from stations.hours import from_json
from stations.instants import format_instant, parse_instant
from stations.search_text import searchable
from stations.station import Audience, Contact, ParkingFee, Partner, Position, Side, Station
from stations.storage import counters, schedules, sightings
from stations.storage.engine import Row, Tx
from stations.storage.json_text import dump, load
from stations.storage.sql_lists import in_list, in_texts
from stations.trust import HOURS

_COLUMNS = (
    "key", "id", "names", "jurisdiction", "lat", "lng", "given_lat", "given_lng", "datum", "position", "address",
    "district", "directions", "audience", "contact_phone", "contact_note", "owner", "partners", "serves", "schedule_key",
    "offered", "mentioned", "search_tokens", "is_demo", "source", "change", "version", "updated_at",
    "claims", "hours_until", "hours_disputed_until",
    "side", "side_code", "height_limit_m", "parking_fee", "parking_note", "host",
)  # fmt: skip
_SELECT = "SELECT station.*, schedule.body AS schedule_body FROM station JOIN schedule ON schedule.key = schedule_key"


@dataclass(frozen=True, slots=True)
class Brief:
    """What a list or a map needs of a station; ``key`` is the storage's own number for it, ``change`` that of its last edit."""

    key: int
    id: str
    names: dict[str, str]
    jurisdiction: str
    lat: float
    lng: float
    position: str
    district: str
    address: dict[str, str]
    audience: str
    schedule_key: int
    offered: int
    mentioned: int
    is_demo: bool
    change: int
    claims: dict[str, Claim]
    hours_until: int
    hours_disputed_until: int
    side: Side
    height_limit_m: float | None
    parking_fee: str


def add(tx: Tx, station: Station) -> int:
    """Insert ``station`` and return its key; its id must be new."""
    return add_many(tx, [station])


def add_many(tx: Tx, stations: Sequence[Station]) -> int:
    """Insert many new stations; return the first of their consecutive keys."""
    if not stations:
        return counters.current(tx, "station_key") + 1
    first = counters.advance(tx, "station_key", len(stations)) - len(stations) + 1
    change = counters.advance(tx, "station")
    counters.advance(tx, "station_text")
    tx.load("station", _COLUMNS, _rows(tx, stations, first, change))
    return first


def _rows(tx: Tx, stations: Iterable[Station], first: int, change: int) -> Iterable[tuple[Any, ...]]:
    keys: dict[Any, int] = {}
    rows = []
    for key, station in enumerate(stations, first):
        schedule_key = keys.get(station.schedule)
        if schedule_key is None:
            schedule_key = keys[station.schedule] = schedules.intern(tx, station.schedule)
        row = _row(station) | _clocks(station) | {"key": key, "schedule_key": schedule_key, "change": change}
        rows.append(tuple(row[column] for column in _COLUMNS))
    return rows


def _row(station: Station) -> Row:
    return {
        "id": station.id,
        "names": dump(dict(station.names)),
        "jurisdiction": station.jurisdiction,
        "lat": station.lat,
        "lng": station.lng,
        "given_lat": station.given_lat,
        "given_lng": station.given_lng,
        "datum": str(station.datum),
        "position": str(station.position),
        "address": dump(dict(station.address)),
        "district": station.district,
        "directions": dump(dict(station.directions)),
        "audience": str(station.audience),
        "contact_phone": station.contact.phone,
        "contact_note": station.contact.note,
        "owner": dump(dict(station.owner)),
        "partners": dump([[dict(p.names), p.jurisdiction] for p in station.partners]),
        "serves": dump(dict(station.serves)),
        "offered": station.offered,
        "mentioned": station.mentioned,
        "search_tokens": searchable([*station.names.values(), *station.address.values(), station.district]),
        "is_demo": int(station.is_demo),
        "source": station.source,
        "version": station.version,
        "updated_at": format_instant(station.updated_at),
        "claims": dump({fact: to_plain(claim) for fact, claim in sorted(station.claims.items())}),
        "side": str(station.side),
        "side_code": side_code(station),
        "height_limit_m": station.height_limit_m,
        "parking_fee": str(station.parking_fee),
        "parking_note": station.parking_note,
        "host": dump(dict(station.host)),
    }


def _clocks(station: Station, seen: Iterable[Seen] = ()) -> Row:
    until, disputed_until = clocks_of(station.claims, seen, station.updated_at)
    return {"hours_until": until, "hours_disputed_until": disputed_until}


def _claims(text: str) -> dict[str, Claim]:
    return {fact: from_plain(plain) for fact, plain in load(text).items()}


def get(tx: Tx, station_id: str) -> Station | None:
    """Return the station called ``station_id``, or None."""
    row = tx.one(f"{_SELECT} WHERE station.id = :id", id=station_id)
    return _station(row) if row else None


def by_ids(tx: Tx, station_ids: Sequence[str]) -> dict[str, tuple[int, Station]]:
    """Return those of some hundred stations that are there, with the storage's own numbers for them, by id."""
    wanted, params = in_texts("id", station_ids)
    rows = tx.all(f"{_SELECT} WHERE station.id IN ({wanted})", **params)
    return {row["id"]: (int(row["key"]), _station(row)) for row in rows}


def key_of(tx: Tx, station_id: str) -> int | None:
    """Return the storage's number for a station, or None."""
    row = tx.one("SELECT key FROM station WHERE id = :id", id=station_id)
    return int(row["key"]) if row else None


def _station(row: Row) -> Station:
    return Station(
        id=row["id"],
        names=load(row["names"]),
        jurisdiction=row["jurisdiction"],
        lat=row["lat"],
        lng=row["lng"],
        given_lat=row["given_lat"],
        given_lng=row["given_lng"],
        datum=row["datum"],
        position=Position(row["position"]),
        address=load(row["address"]),
        district=row["district"],
        directions=load(row["directions"]),
        audience=Audience(row["audience"]),
        contact=Contact(row["contact_phone"], row["contact_note"]),
        owner=load(row["owner"]),
        partners=tuple(Partner(names, jurisdiction) for names, jurisdiction in load(row["partners"])),
        serves=load(row["serves"]),
        schedule=from_json(row["schedule_body"]),
        offered=row["offered"],
        mentioned=row["mentioned"],
        is_demo=bool(row["is_demo"]),
        source=row["source"],
        updated_at=parse_instant(row["updated_at"]),
        version=row["version"],
        claims=_claims(row["claims"]),
        side=Side(row["side"]),
        height_limit_m=row["height_limit_m"],
        parking_fee=ParkingFee(row["parking_fee"]),
        parking_note=row["parking_note"],
        host=load(row["host"]),
    )


def replace(tx: Tx, station: Station, expected_version: int) -> Station:
    """Store an edited ``station`` if it still is at ``expected_version``; return it with its new version.

    Raises:
        Conflict: somebody stored another version meanwhile.
    """
    row = _row(station)
    row["change"] = counters.advance(tx, "station")  # held before the schedule is looked up: see schedules.drop_unused
    row["schedule_key"] = schedules.intern(tx, station.schedule)
    key = key_of(tx, station.id)
    row |= _clocks(station, sightings.of_subject(tx, key, HOURS) if key is not None else ())
    for column in ("offered", "mentioned", "is_demo", "version"):  # kept by other functions
        del row[column]
    if not tx.tuples(
        "SELECT 1 FROM station WHERE id = :id AND search_tokens = :text", id=station.id, text=row["search_tokens"]
    ):
        counters.advance(tx, "station_text")
    assignments = ", ".join(f"{column} = :{column}" for column in row if column != "id")
    changed = tx.run(
        f"UPDATE station SET {assignments}, version = version + 1 WHERE id = :id AND version = :expected_version",
        **row,
        expected_version=expected_version,
    )
    if changed != 1:
        raise Conflict
    stored = get(tx, station.id)
    assert stored is not None
    return stored


def touch(tx: Tx, station_id: str, at: datetime) -> None:
    """Note that something of the station changed at ``at``, and hold its row until the transaction ends."""
    tx.run("UPDATE station SET updated_at = :at WHERE id = :id", at=format_instant(at), id=station_id)


def set_claims(tx: Tx, key: int, station: Station) -> bool:
    """Store the claims of a station whose facts were confirmed; False when it is at another version by now.

    Only the checks moved, so the version stays.
    """
    row = _clocks(station, sightings.of_subject(tx, key, HOURS))
    changed = tx.run(
        "UPDATE station SET claims = :claims, hours_until = :hours_until, hours_disputed_until = :hours_disputed_until,"
        " change = :change WHERE key = :key AND version = :version",
        claims=_row(station)["claims"],
        change=counters.advance(tx, "station"),
        key=key,
        version=station.version,
        **row,
    )
    return changed == 1


def settle_clocks(tx: Tx, key: int, now: datetime) -> None:
    """Work out anew until when the hours are believed, after drivers' sightings came or were hidden."""
    row = tx.one("SELECT claims FROM station WHERE key = :key", key=key)
    assert row is not None
    until, disputed_until = clocks_of(_claims(row["claims"]), sightings.of_subject(tx, key, HOURS), now)
    tx.run(
        "UPDATE station SET hours_until = :until, hours_disputed_until = :disputed_until, change = :change"
        " WHERE key = :key",
        key=key,
        until=until,
        disputed_until=disputed_until,
        change=counters.advance(tx, "station"),
    )


def mark_changed(tx: Tx, key: int) -> None:
    """Give the station a new change number, so that what was remembered of it is read anew."""
    tx.run("UPDATE station SET change = :change WHERE key = :key", key=key, change=counters.advance(tx, "station"))


def set_masks(tx: Tx, key: int, offered: int, mentioned: int) -> None:
    """Store which facilities the station offers and which it has, working or not."""
    tx.run(
        "UPDATE station SET offered = :offered, mentioned = :mentioned, change = :change WHERE key = :key",
        key=key,
        offered=offered,
        mentioned=mentioned,
        change=counters.advance(tx, "station"),
    )


def briefs(tx: Tx, keys: Iterable[int]) -> dict[int, Brief]:
    """Return what lists need of the stations with these keys."""
    rows = tx.tuples(
        "SELECT key, id, names, jurisdiction, lat, lng, position, district, address, audience, schedule_key, offered,"
        " mentioned, is_demo, change, claims, hours_until, hours_disputed_until, side, height_limit_m, parking_fee FROM station"
        f" WHERE key IN ({in_list(keys)})"
    )
    return {row[0]: _brief(row) for row in rows}


def _brief(row: tuple[Any, ...]) -> Brief:
    key, station_id, names, jurisdiction, lat, lng, position, district, address, audience, *rest = row
    (
        schedule_key,
        offered,
        mentioned,
        is_demo,
        change,
        claims,
        hours_until,
        disputed_until,
        side,
        height_limit_m,
        parking_fee,
    ) = rest
    return Brief(
        key, station_id, load(names), jurisdiction, lat, lng, position, district, load(address), audience,
        schedule_key, offered, mentioned, bool(is_demo), change, _claims(claims), hours_until, disputed_until,
        Side(side), height_limit_m, parking_fee,
    )  # fmt: skip


def names_of(tx: Tx, station_ids: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the names of the stations with these ids."""
    found = {}
    for station_id in station_ids:
        for (names,) in tx.tuples("SELECT names FROM station WHERE id = :id", id=station_id):
            found[station_id] = load(names)
    return found


def names_and_sources(tx: Tx, keys: Iterable[int]) -> dict[int, tuple[dict[str, str], str]]:
    """Return the names and the source of the stations with these keys."""
    rows = tx.tuples(f"SELECT key, names, source FROM station WHERE key IN ({in_list(keys)})")
    return {int(key): (load(names), source) for key, names, source in rows}


def known_ids(tx: Tx, station_ids: Sequence[str]) -> set[str]:
    """Return which of these ids are taken."""
    found: set[str] = set()
    for station_id in station_ids:
        found.update(row[0] for row in tx.tuples("SELECT id FROM station WHERE id = :id", id=station_id))
    return found


def count(tx: Tx) -> int:
    """Return how many stations there are."""
    return int(tx.tuples("SELECT count(*) FROM station")[0][0])


def districts(tx: Tx) -> list[tuple[str, float, float, int]]:
    """Return each district with the mean position of its stations and their number, largest first."""
    return [
        (str(name), float(lat), float(lng), int(number))
        for name, lat, lng, number in tx.tuples(
            "SELECT district, avg(lat), avg(lng), count(*) FROM station WHERE district <> ''"
            " GROUP BY district ORDER BY count(*) DESC, district"
        )
    ]


def each(tx: Tx, after_key: int = 0, limit: int = 500) -> list[tuple[int, Station]]:
    """Return up to ``limit`` stations in the order of their keys, from the one after ``after_key``."""
    rows = tx.all(
        f"{_SELECT} WHERE station.key > :after ORDER BY station.key LIMIT :limit", after=after_key, limit=limit
    )
    return [(int(row["key"]), _station(row)) for row in rows]


def located(tx: Tx, after_key: int = 0, limit: int = 500) -> list[tuple[int, str, str]]:
    """Return key, jurisdiction and district of up to ``limit`` stations in the order of their keys after ``after_key``."""
    rows = tx.tuples(
        "SELECT key, jurisdiction, district FROM station WHERE key > :after ORDER BY key LIMIT :limit",
        after=after_key,
        limit=limit,
    )
    return [(int(key), str(jurisdiction), str(district)) for key, jurisdiction, district in rows]
