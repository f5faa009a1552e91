"""What expires at stations: pads and batteries of AEDs, medicine of first-aid kits."""

from __future__ import annotations

from collections.abc import Iterable

from stations.storage.engine import Tx

_FIRST = """min(
    coalesce(pads_expire_on, '9999'), coalesce(battery_expire_on, '9999'), coalesce(medicine_expire_on, '9999')
)"""
_LEAST = _FIRST.replace("min(", "least(")


def stations_by_expiry(tx: Tx, station_keys: Iterable[int] | None, limit: int) -> list[int]:
    """Return the keys of up to ``limit`` stations with an AED or a first-aid kit, the one with the earliest date first.

    ``station_keys`` None is all stations; those without any date come last.
    """
    earliest = _FIRST if tx.engine == "sqlite" else _LEAST
    where = "" if station_keys is None else f" AND station_key IN ({', '.join(map(str, station_keys)) or 'NULL'})"
    rows = tx.tuples(
        f"SELECT station_key FROM amenity WHERE facility IN ('aed', 'first_aid_kit') AND state <> 'absent'{where}"
        f" GROUP BY station_key ORDER BY min({earliest}), station_key LIMIT :limit",
        limit=limit,
    )
    return [int(row[0]) for row in rows]
