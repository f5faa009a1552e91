"""Filling a database with many invented stations, for trials."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from itertools import islice

from stations.audit import Entry
from stations.exchange.station_file import StationRecord
from stations.roles import Actor, Permission, require
from stations.storage import audit, records, stations
from stations.storage.engine import Database, Tx

_AT_ONCE = 10_000


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
