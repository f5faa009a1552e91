"""Everything that is public about the stations, for a file."""

from __future__ import annotations

from collections.abc import Iterator

from stations.exchange.station_file import StationRecord
from stations.storage import amenities, stations
from stations.storage.engine import Database, Tx

_AT_ONCE = 1000


def each_station(db: Database) -> Iterator[StationRecord]:
    """Yield every station with what is said about its facilities; a thousand are in memory at a time."""
    after = 0
    while True:
        block = db.read(lambda tx, after=after: _block(tx, after))  # type: ignore[misc]
        for _, record in block:
            yield record
        if len(block) < _AT_ONCE:
            return
        after = block[-1][0]


def _block(tx: Tx, after: int) -> list[tuple[int, StationRecord]]:
    found = stations.each(tx, after, _AT_ONCE)
    said = amenities.of_stations(tx, [key for key, _ in found])
    return [(key, StationRecord(station, tuple(said[key].values()))) for key, station in found]
