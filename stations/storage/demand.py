"""How often a station was looked at: a number a station and day, nothing about who."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from stations.storage.engine import Tx
from stations.storage.sql_lists import in_list


def add(tx: Tx, views: Mapping[tuple[str, date], int]) -> None:
    """Add to the views of stations, by id and local day; a station that is gone counts no more."""
    rows = [{"id": key[0], "on_date": key[1].isoformat(), "views": count} for key, count in sorted(views.items())]
    tx.many(
        "INSERT INTO demand (station_key, on_date, views) SELECT key, :on_date, :views FROM station WHERE id = :id"
        " ON CONFLICT (station_key, on_date) DO UPDATE SET views = demand.views + excluded.views",
        rows,
    )


def since(tx: Tx, station_keys: Iterable[int], first: date) -> dict[int, int]:
    """Return the views of these stations from the day ``first`` on; none is 0."""
    found = {int(key): 0 for key in station_keys}
    rows = tx.tuples(
        "SELECT station_key, sum(views) FROM demand"
        f" WHERE station_key IN ({in_list(found)}) AND on_date >= :first GROUP BY station_key",
        first=first.isoformat(),
    )
    return found | {int(key): int(views) for key, views in rows}


def forget_before(tx: Tx, first: date) -> int:
    """Delete the views of the days before ``first``; return how many rows that were."""
    return tx.run("DELETE FROM demand WHERE on_date < :first", first=first.isoformat())
