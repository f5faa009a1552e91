"""What drivers saw on the spot of what is claimed about a station."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from stations.amenities import Seen
from stations.instants import format_instant, parse_instant
from stations.storage.engine import Tx
from stations.storage.sql_lists import in_list

_COLUMNS = "station_key, subject, device, observed_at, value"


def of_stations(tx: Tx, station_keys: Iterable[int]) -> dict[int, dict[str, tuple[Seen, ...]]]:
    """Return what was seen of each subject of several stations, without what was hidden, oldest first."""
    found: dict[int, dict[str, tuple[Seen, ...]]] = {int(key): {} for key in station_keys}
    if found:
        rows = tx.tuples(
            f"SELECT {_COLUMNS} FROM sighting WHERE is_hidden = 0 AND station_key IN ({in_list(found)})"
            " ORDER BY station_key, observed_at"
        )
        for key, subject, device, observed_at, value in rows:
            seen = Seen(device, parse_instant(observed_at), value)
            found[key][subject] = (*found[key].get(subject, ()), seen)
    return found


def of_subject(tx: Tx, station_key: int, subject: str) -> tuple[Seen, ...]:
    """Return what was seen of one subject of a station, without what was hidden, oldest first."""
    return of_stations(tx, [station_key])[station_key].get(subject, ())


def add(tx: Tx, report_id: str, station_key: int, subject: str, seen: Seen, concern_id: str | None) -> None:
    """Keep what one report says of one subject; ``concern_id`` where it contradicts what is claimed."""
    tx.run(
        f"INSERT INTO sighting (report_id, {_COLUMNS}, concern_id, is_hidden) VALUES (:report_id, :station_key, :subject,"
        " :device, :observed_at, :value, :concern_id, 0)",
        report_id=report_id,
        station_key=station_key,
        subject=subject,
        device=seen.device,
        observed_at=format_instant(seen.at),
        value=seen.value,
        concern_id=concern_id,
    )


def hide_report(tx: Tx, report_id: str) -> int:
    """Count a report no more; return how many of its sightings that hid."""
    return tx.run("UPDATE sighting SET is_hidden = 1 WHERE report_id = :id AND is_hidden = 0", id=report_id)


def forget_before(tx: Tx, limit: datetime) -> int:
    """Delete what was seen before ``limit``, too old to say anything; return how much."""
    return tx.run("DELETE FROM sighting WHERE observed_at < :limit", limit=format_instant(limit))
