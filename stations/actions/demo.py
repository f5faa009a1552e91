"""Invented stations, for trials: many of them at once, and the few of the demo kept as fresh as they claim to be."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from pathlib import Path

from stations.amenities import Amenity
from stations.audit import Entry
from stations.claims import Claim
from stations.exchange.station_file import StationRecord, read_station_file
from stations.roles import Actor, Permission, require
from stations.storage import amenities, audit, records, stations
from stations.storage.engine import Database, Tx
from stations.trust import CheckedBy

_AT_ONCE = 10_000
_WEEK = timedelta(days=7)


def add_demo_stations(db: Database, actor: Actor, now: datetime, invented: Iterable[StationRecord]) -> int:
    """Add invented stations, some thousands a transaction; return how many were new (an id that is there stays)."""
    require(actor, Permission.IMPORT_STATIONS)
    remaining = iter(invented)
    added = 0
    while block := tuple(islice(remaining, _AT_ONCE)):
        added += db.write(partial(_add, actor=actor, now=now, block=block))
    return added


def _add(tx: Tx, *, actor: Actor, now: datetime, block: tuple[StationRecord, ...]) -> int:
    known = stations.known_ids(tx, [record.station.id for record in block])
    fresh = [record for record in block if record.station.id not in known]
    records.add_many(tx, now, [(record.station, record.amenities) for record in fresh])
    audit.add(tx, Entry(now, "house.demo-stations", actor, "demo", detail={"stations": len(fresh)}))
    return len(fresh)


def keep_demo_fresh(db: Database, now: datetime, path: Path) -> int:
    """Move the checks of the invented stations of ``path`` to the age that the file gives them; return how many moved.

    A demo that runs for months would else show a country in which nobody looks after anything. What somebody changed or
    confirmed in it stays theirs.
    """
    invented = read_station_file(path, now).stations
    return db.write(lambda tx: sum(_freshened(tx, record, now) for record in invented))


def _freshened(tx: Tx, record: StationRecord, now: datetime) -> bool:
    station, key = stations.get(tx, record.station.id), stations.key_of(tx, record.station.id)
    if station is None or key is None:
        return False
    claims = {
        fact: claim for fact, claim in record.station.claims.items() if _is_behind(station.claims.get(fact), claim)
    }
    said = amenities.of_station(tx, key)
    stale = [one for one in record.amenities if one.facility in said and _is_behind(said[one.facility], one)]
    for one in stale:
        at = one.checked_at or now
        amenities.confirm(tx, key, one.facility, said[one.facility].version, at, CheckedBy.DEMO)
    if claims:
        stations.set_claims(tx, key, replace(station, claims={**station.claims, **claims}, updated_at=now))
    return bool(stale or claims)


def _is_behind(known: Amenity | Claim | None, wanted: Amenity | Claim) -> bool:
    """Tell whether a check of the demo's own is a week older than the file wants it to be."""
    if known is None or known.checked_by is not CheckedBy.DEMO or known.checked_at is None:
        return False
    return wanted.checked_at is not None and wanted.checked_at - known.checked_at > _WEEK
