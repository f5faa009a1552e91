"""New stations with all that is said of them: the station, its facilities, and the log of claims, in one go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from stations.amenities import Amenity
from stations.station import Station
from stations.storage import amenities, claim_log, stations
from stations.storage.engine import Tx


def add_many(tx: Tx, now: datetime, records: Sequence[tuple[Station, tuple[Amenity, ...]]]) -> None:
    """Insert many new stations with their facilities; their ids must be new."""
    first = stations.add_many(tx, [station for station, _ in records])
    numbered = [(key, station, said) for key, (station, said) in enumerate(records, first)]
    amenities.add_many(tx, [(key, one) for key, _, said in numbered for one in said])
    claim_log.add_listed(tx, now, numbered)
