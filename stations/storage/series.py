"""Series of sessions: the rule and the plan; their dates are in :mod:`stations.storage.sessions`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace as changed
from datetime import date, datetime, time
from typing import Any

from stations import questions, recurrence, terms
from stations.errors import Conflict
from stations.instants import format_instant, parse_instant
from stations.plans import Plan
from stations.series import Series
from stations.storage.engine import Row, Tx
from stations.storage.json_text import dump, load
from stations.storage.sql_lists import in_texts

_SELECT = "SELECT series.*, station.id AS station_id FROM series JOIN station ON station.key = station_key"


def add(tx: Tx, series: Series) -> None:
    """Insert a new series; its dates are added apart."""
    tx.run(
        "INSERT INTO series (id, station_key, first_on, rule, plan, continues, is_demo, version, created_at, updated_at)"
        " VALUES (:id, (SELECT key FROM station WHERE id = :station_id), :first_on, :rule, :plan, :continues, :is_demo, 1,"
        " :updated_at, :updated_at)",
        **_row(series),
        station_id=series.station_id,
        continues=series.continues or None,
        is_demo=int(series.is_demo),
    )


def replace(tx: Tx, series: Series, expected_version: int) -> None:
    """Store another rule or plan.

    Raises:
        Conflict: somebody changed the series since it was at ``expected_version``.
    """
    done = tx.run(
        "UPDATE series SET first_on = :first_on, rule = :rule, plan = :plan, updated_at = :updated_at, version = version + 1"
        " WHERE id = :id AND version = :version",
        **_row(series),
        version=expected_version,
    )
    if done != 1:
        raise Conflict


def leave_out(tx: Tx, series_id: str, day: date, now: datetime) -> None:
    """Note that the date which the rule gave on ``day`` is not held, whoever else is changing the series."""
    tx.run("UPDATE series SET version = version WHERE id = :id", id=series_id)  # wait for whoever is at it
    series = get(tx, series_id)
    if series is not None:
        replace(tx, changed(series, rule=recurrence.without(series.rule, day), updated_at=now), series.version)


def get(tx: Tx, series_id: str) -> Series | None:
    """Return the series, or None."""
    row = tx.one(f"{_SELECT} WHERE series.id = :id", id=series_id)
    return _series(row) if row else None


def of_ids(tx: Tx, ids: Iterable[str]) -> dict[str, Series]:
    """Return the series with these ids."""
    wanted, params = in_texts("series", ids)
    rows = tx.all(f"{_SELECT} WHERE series.id IN ({wanted})", **params)
    return {row["id"]: _series(row) for row in rows}


def _row(series: Series) -> Row:
    return {
        "id": series.id,
        "first_on": series.plan.on_date.isoformat(),
        "rule": dump(recurrence.to_plain(series.rule)),
        "plan": dump(_plain(series.plan)),
        "updated_at": format_instant(series.updated_at),
    }


def _series(row: Row) -> Series:
    return Series(
        id=row["id"],
        plan=_plan(load(row["plan"]), row["station_id"], date.fromisoformat(row["first_on"])),
        rule=recurrence.from_plain(load(row["rule"])),
        continues=row["continues"] or "",
        is_demo=bool(row["is_demo"]),
        version=row["version"],
        updated_at=parse_instant(row["updated_at"]),
    )


def _plain(plan: Plan) -> dict[str, Any]:
    return {
        "kind": plan.kind,
        "title": dict(plan.title),
        "hosts": [dict(host) for host in plan.hosts],
        "start": f"{plan.start:%H:%M}",
        "end": f"{plan.end:%H:%M}",
        "slot_minutes": plan.slot_minutes,
        "places_per_slot": plan.places_per_slot,
        "walk_in_capacity": plan.walk_in_capacity,
        "audience": plan.audience,
        "notes": dict(plan.notes),
        "terms": terms.to_plain(plan.terms),
        "questions": questions.to_plain(plan.questions),
        "details": dict(plan.details),
    }


def _plan(kept: Mapping[str, Any], station_id: str, first_on: date) -> Plan:
    return Plan(
        station_id=station_id,
        kind=kept["kind"],
        title=kept["title"],
        hosts=tuple(kept["hosts"]),
        on_date=first_on,
        start=time.fromisoformat(kept["start"]),
        end=time.fromisoformat(kept["end"]),
        slot_minutes=kept["slot_minutes"],
        places_per_slot=kept["places_per_slot"],
        walk_in_capacity=kept["walk_in_capacity"],
        audience=kept["audience"],
        notes=kept["notes"],
        terms=terms.from_plain(kept["terms"]),
        questions=questions.from_plain(kept["questions"]),
        details=kept["details"],
    )
