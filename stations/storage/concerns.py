"""Concerns: opened by a driver's report, joined by others about the same thing, settled once."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime

from stations.concerns import Concern, Outcome
from stations.instants import format_instant, parse_instant
from stations.storage.engine import Row, Tx
from stations.storage.sql_lists import in_list

_SELECT = """SELECT concern.*, station.id AS station_id,
        count(DISTINCT CASE WHEN is_hidden = 0 THEN device END) AS devices,
        max(CASE WHEN is_hidden = 0 THEN observed_at END) AS newest_at,
        {values} AS seen_values
    FROM concern JOIN station ON station.key = concern.station_key
    LEFT JOIN sighting ON sighting.concern_id = concern.id"""
_GROUP = "GROUP BY concern.id, station.id"
_VALUES = {
    "sqlite": "group_concat(DISTINCT CASE WHEN is_hidden = 0 THEN value END)",
    "postgresql": "string_agg(DISTINCT CASE WHEN is_hidden = 0 THEN value END, ',')",
}


def open_concern(tx: Tx, station_key: int, subject: str, now: datetime) -> str:
    """Return the id of the open concern about ``subject``, opened if there is none."""
    tx.run(
        "INSERT INTO concern (id, station_key, subject, opened_at, settled_by, why)"
        " VALUES (:id, :station_key, :subject, :now, '', '') ON CONFLICT DO NOTHING",
        id=uuid.uuid4().hex,
        station_key=station_key,
        subject=subject,
        now=format_instant(now),
    )
    row = tx.one(
        "SELECT id FROM concern WHERE station_key = :station_key AND subject = :subject AND settled_at IS NULL",
        station_key=station_key,
        subject=subject,
    )
    assert row is not None
    return str(row["id"])


def mark_disputed(tx: Tx, concern_id: str, now: datetime, deadline: datetime) -> bool:
    """Note that a concern is a dispute from ``now`` on, to be answered by ``deadline``; False when it was one already."""
    return (
        tx.run(
            "UPDATE concern SET disputed_at = :now, deadline_at = :deadline WHERE id = :id AND disputed_at IS NULL",
            id=concern_id,
            now=format_instant(now),
            deadline=format_instant(deadline),
        )
        == 1
    )


def mark_undisputed(tx: Tx, concern_id: str) -> None:
    """Take back that a concern is a dispute, after reports were hidden."""
    tx.run("UPDATE concern SET disputed_at = NULL, deadline_at = NULL WHERE id = :id", id=concern_id)


def mark_seen(tx: Tx, station_key: int, now: datetime) -> int:
    """Note that somebody who cares for the station has seen its open concerns; return how many were new to them."""
    return tx.run(
        "UPDATE concern SET seen_at = :now WHERE station_key = :station_key AND settled_at IS NULL AND seen_at IS NULL",
        station_key=station_key,
        now=format_instant(now),
    )


def settle(
    tx: Tx, station_key: int, subject: str, now: datetime, account_id: str, outcome: Outcome, why: str
) -> str | None:
    """Settle the open concern about ``subject``; return its id, None when there is none (any more)."""
    row = tx.one(
        "UPDATE concern SET settled_at = :now, settled_by = :account_id, outcome = :outcome, why = :why,"
        " seen_at = coalesce(seen_at, :now)"
        " WHERE station_key = :station_key AND subject = :subject AND settled_at IS NULL RETURNING id",
        station_key=station_key,
        subject=subject,
        now=format_instant(now),
        account_id=account_id,
        outcome=str(outcome),
        why=why,
    )
    return str(row["id"]) if row else None


def get(tx: Tx, concern_id: str) -> Concern | None:
    """Return the concern, or None."""
    rows = tx.all(f"{_select(tx)} WHERE concern.id = :id {_GROUP}", id=concern_id)
    return _concern(rows[0]) if rows else None


def open_at(tx: Tx, station_keys: Iterable[int]) -> list[Concern]:
    """Return the concerns at these stations that nobody has settled: disputes by their deadline, then the others."""
    where = f"settled_at IS NULL AND concern.station_key IN ({in_list(station_keys)})"
    return _soonest(tx.all(f"{_select(tx)} WHERE {where} {_GROUP}"))


def open_everywhere(tx: Tx, limit: int) -> list[Concern]:
    """Return up to ``limit`` concerns that nobody has settled, of all stations, disputes by their deadline first."""
    rows = tx.all(
        f"{_select(tx)} WHERE concern.id IN (SELECT id FROM concern WHERE settled_at IS NULL"
        f" ORDER BY deadline_at IS NULL, deadline_at, opened_at LIMIT :limit) {_GROUP}",
        limit=limit,
    )
    return _soonest(rows)


def count_disputes(tx: Tx, station_keys: Iterable[int] | None) -> int:
    """Return how many disputes are open at these stations, or everywhere for None."""
    where = "" if station_keys is None else f" AND station_key IN ({in_list(station_keys)})"
    sql = f"SELECT count(*) FROM concern WHERE settled_at IS NULL AND disputed_at IS NOT NULL{where}"
    return int(tx.tuples(sql)[0][0])


def _select(tx: Tx) -> str:
    return _SELECT.format(values=_VALUES[tx.engine])


def _soonest(rows: list[Row]) -> list[Concern]:
    found = [_concern(row) for row in rows]
    return sorted(found, key=lambda it: (it.deadline_at is None, it.deadline_at or it.opened_at, it.id))


def _concern(row: Row) -> Concern:
    instants = {
        name: parse_instant(row[name]) if row[name] else None
        for name in ("disputed_at", "deadline_at", "seen_at", "settled_at", "newest_at")
    }
    return Concern(
        id=row["id"],
        station_key=int(row["station_key"]),
        station_id=row["station_id"],
        subject=row["subject"],
        opened_at=parse_instant(row["opened_at"]),
        outcome=Outcome(row["outcome"]) if row["outcome"] else None,
        why=row["why"],
        devices=int(row["devices"]),
        values=tuple(sorted(filter(None, (row["seen_values"] or "").split(",")))),
        **instants,
    )
