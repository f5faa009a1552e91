"""Everything that is public about the stations, for a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from stations.actions.said import SeenBySubject, told
from stations.amenities import Amenity
from stations.exchange.station_file import StationRecord
from stations.station import Station
from stations.storage import amenities, sightings, stations
from stations.storage.engine import Database, Tx

_AT_ONCE = 1000


def each_station(db: Database, now: datetime) -> Iterator[StationRecord]:
    """Yield every station with what is said about it and what that is worth ``now``; a thousand are in memory at a time."""
    after = 0
    while True:
        block = db.read(lambda tx, after=after: _block(tx, after, now))  # type: ignore[misc]
        for _, record in block:
            yield record
        if len(block) < _AT_ONCE:
            return
        after = block[-1][0]


def _block(tx: Tx, after: int, now: datetime) -> list[tuple[int, StationRecord]]:
    found = stations.each(tx, after, _AT_ONCE)
    keys = [key for key, _ in found]
    said, seen = amenities.of_stations(tx, keys), sightings.of_stations(tx, keys)
    return [(key, _record(station, said[key], seen[key], now)) for key, station in found]


def _record(station: Station, said: Mapping[str, Amenity], seen: SeenBySubject, now: datetime) -> StationRecord:
    answer = told(said, station.claims, seen, station.jurisdiction, now)
    return StationRecord(station, tuple(said.values()), answer.judgements)
