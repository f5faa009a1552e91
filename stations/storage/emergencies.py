"""Emergency closures. The table is tiny and read with every question, so that one holds, and ends, at once."""

from __future__ import annotations

from datetime import datetime

from stations.emergencies import Closure
from stations.instants import format_instant, parse_instant
from stations.storage import house
from stations.storage.engine import Row, Tx


def take_turn(tx: Tx) -> None:
    """Wait until no other closure is being declared, so that two who declare the same find one another's.

    A row of its own is written, and so held: behind the stations' counter an emergency would wait for a long import.
    """
    house.replace(tx, "emergency-turn", "taken")


def jurisdiction_of(tx: Tx, district: str) -> str:
    """Return where stations are whose district begins so, "" where there is none."""
    rows = tx.tuples(
        "SELECT jurisdiction FROM station WHERE substr(district, 1, length(:district)) = :district LIMIT 1",
        district=district,
    )
    return str(rows[0][0]) if rows else ""


def add(tx: Tx, closure: Closure, account_id: str) -> None:
    """Keep a new closure."""
    tx.run(
        "INSERT INTO emergency_closure (id, signal, area, starts_at, ends_at, lifted_at, set_by)"
        " VALUES (:id, :signal, :area, :starts_at, :ends_at, NULL, :account_id)",
        id=closure.id,
        signal=closure.signal,
        area=closure.area,
        starts_at=format_instant(closure.starts_at),
        ends_at=format_instant(closure.ends_at),
        account_id=account_id,
    )


def coming(tx: Tx, now: datetime) -> list[Closure]:
    """Return the closures that hold at ``now`` or will, the one that ends last first."""
    rows = tx.all(
        "SELECT * FROM emergency_closure WHERE ends_at > :now AND lifted_at IS NULL ORDER BY ends_at DESC, id",
        now=format_instant(now),
    )
    return [_closure(row) for row in rows]


def recent(tx: Tx, limit: int) -> list[Closure]:
    """Return the latest closures, whether or not they hold."""
    rows = tx.all("SELECT * FROM emergency_closure ORDER BY starts_at DESC, id LIMIT :limit", limit=limit)
    return [_closure(row) for row in rows]


def get(tx: Tx, closure_id: str) -> Closure | None:
    """Return the closure, or None."""
    row = tx.one("SELECT * FROM emergency_closure WHERE id = :id", id=closure_id)
    return _closure(row) if row else None


def lift(tx: Tx, closure_id: str, now: datetime) -> bool:
    """End a closure now; False when it is over or lifted already."""
    return (
        tx.run(
            "UPDATE emergency_closure SET lifted_at = :now WHERE id = :id AND lifted_at IS NULL AND ends_at > :now",
            id=closure_id,
            now=format_instant(now),
        )
        == 1
    )


def move_end(tx: Tx, closure_id: str, seen: datetime, ends_at: datetime, now: datetime) -> bool:
    """Give a closure another end; False when it no longer ends when it was ``seen`` to, is over or lifted."""
    return (
        tx.run(
            "UPDATE emergency_closure SET ends_at = :ends_at"
            " WHERE id = :id AND ends_at = :seen AND lifted_at IS NULL AND ends_at > :now",
            id=closure_id,
            seen=format_instant(seen),
            ends_at=format_instant(ends_at),
            now=format_instant(now),
        )
        == 1
    )


def _closure(row: Row) -> Closure:
    return Closure(
        id=row["id"],
        signal=row["signal"],
        area=row["area"],
        starts_at=parse_instant(row["starts_at"]),
        ends_at=parse_instant(row["ends_at"]),
        lifted_at=parse_instant(row["lifted_at"]) if row["lifted_at"] else None,
    )
