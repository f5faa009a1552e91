"""Sessions and their slots."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from stations.errors import Conflict
from stations.instants import format_instant, parse_instant
from stations.sessions import Session, SessionStatus, Slot
from stations.storage.engine import Row, Tx
from stations.storage.json_text import dump, load
from stations.storage.sql_lists import in_texts

_SELECT = "SELECT session.*, station.id AS station_id FROM session JOIN station ON station.key = station_key"
_COLUMNS = (
    "id", "kind", "title", "hosts", "on_date", "starts_at", "ends_at", "slot_minutes", "places_per_slot",
    "walk_in_capacity", "audience", "notes", "status", "is_demo", "source", "updated_at",
)  # fmt: skip


def _row(session: Session) -> Row:
    return {
        "id": session.id,
        "kind": session.kind,
        "title": dump(dict(session.title)),
        "hosts": dump([dict(host) for host in session.hosts]),
        "on_date": session.on_date.isoformat(),
        "starts_at": format_instant(session.starts_at) if session.starts_at else None,
        "ends_at": format_instant(session.ends_at) if session.ends_at else None,
        "slot_minutes": session.slot_minutes,
        "places_per_slot": session.places_per_slot,
        "walk_in_capacity": session.walk_in_capacity,
        "audience": session.audience,
        "notes": dump(dict(session.notes)),
        "status": str(session.status),
        "is_demo": int(session.is_demo),
        "source": session.source,
        "updated_at": format_instant(session.updated_at),
    }


def _session(row: Row) -> Session:
    return Session(
        id=row["id"],
        station_id=row["station_id"],
        kind=row["kind"],
        title=load(row["title"]),
        hosts=tuple(load(row["hosts"])),
        on_date=date.fromisoformat(row["on_date"]),
        starts_at=parse_instant(row["starts_at"]) if row["starts_at"] else None,
        ends_at=parse_instant(row["ends_at"]) if row["ends_at"] else None,
        slot_minutes=row["slot_minutes"],
        places_per_slot=row["places_per_slot"],
        walk_in_capacity=row["walk_in_capacity"],
        walk_in_taken=row["walk_in_taken"],
        audience=row["audience"],
        notes=load(row["notes"]),
        status=SessionStatus(row["status"]),
        sequence=row["sequence"],
        version=row["version"],
        is_demo=bool(row["is_demo"]),
        source=row["source"],
        updated_at=parse_instant(row["updated_at"]),
    )


def add(tx: Tx, session: Session, times: Iterable[tuple[datetime, datetime]]) -> None:
    """Insert a new session and a slot for each of ``times``."""
    marks = ", ".join(f":{column}" for column in _COLUMNS)
    tx.run(
        f"INSERT INTO session ({', '.join(_COLUMNS)}, station_key, walk_in_taken, sequence, version, created_at)"
        f" VALUES ({marks}, (SELECT key FROM station WHERE id = :station_id), 0, 0, 1, :updated_at)",
        **_row(session),
        station_id=session.station_id,
    )
    _add_slots(tx, session, times)


def _add_slots(tx: Tx, session: Session, times: Iterable[tuple[datetime, datetime]]) -> None:
    tx.many(
        "INSERT INTO slot (session_id, starts_at, ends_at, capacity, taken)"
        " VALUES (:session_id, :starts_at, :ends_at, :capacity, 0)",
        [
            {
                "session_id": session.id,
                "starts_at": format_instant(start),
                "ends_at": format_instant(end),
                "capacity": session.places_per_slot,
            }
            for start, end in times
        ],
    )


def replace_draft(tx: Tx, session: Session, expected_version: int, times: Iterable[tuple[datetime, datetime]]) -> None:
    """Store an edited draft and make its slots anew.

    Raises:
        Conflict: somebody changed or published it since it was at ``expected_version``.
    """
    assignments = ", ".join(f"{column} = :{column}" for column in _COLUMNS if column != "id")
    changed = tx.run(
        f"UPDATE session SET {assignments}, version = version + 1"
        " WHERE id = :id AND version = :expected_version AND session.status = 'draft'",
        **_row(session),
        expected_version=expected_version,
    )
    if changed != 1:
        raise Conflict
    tx.run("DELETE FROM slot WHERE session_id = :id", id=session.id)
    _add_slots(tx, session, times)


def remove_draft(tx: Tx, session_id: str, expected_version: int) -> bool:
    """Delete a draft and its slots, which nobody can have booked; False when it has changed or is no draft."""
    is_free = tx.run(
        "UPDATE session SET version = version + 1 WHERE id = :id AND version = :version AND status = 'draft'",
        id=session_id,
        version=expected_version,
    )
    if is_free != 1:
        return False
    tx.run("DELETE FROM slot WHERE session_id = :id", id=session_id)
    tx.run("DELETE FROM session WHERE id = :id", id=session_id)
    return True


def set_status(
    tx: Tx, session_id: str, before: SessionStatus, after: SessionStatus, now: datetime, version: int | None = None
) -> bool:
    """Move a session from one status to another; False when it was not in ``before`` (at ``version``) any more."""
    at_version = "" if version is None else f" AND version = {int(version)}"
    changed = tx.run(
        "UPDATE session SET status = :after, sequence = sequence + 1, version = version + 1, updated_at = :now"
        f" WHERE id = :id AND status = :before{at_version}",
        id=session_id,
        before=str(before),
        after=str(after),
        now=format_instant(now),
    )
    return changed == 1


def get(tx: Tx, session_id: str) -> Session | None:
    """Return the session, or None."""
    row = tx.one(f"{_SELECT} WHERE session.id = :id", id=session_id)
    return _session(row) if row else None


def between(
    tx: Tx, first: date, last: date, station_ids: Iterable[str] | None = None, *, drafts: bool = False, limit: int = 200
) -> list[Session]:
    """Return sessions on the local dates ``first`` to ``last``, of some stations or of all, soonest first."""
    clauses = ["on_date BETWEEN :first AND :last"]
    params: dict[str, str] = {}
    if station_ids is not None:
        wanted, params = in_texts("station", station_ids)
        clauses.append(f"station.id IN ({wanted})")
    if not drafts:
        clauses.append("session.status <> 'draft'")
    rows = tx.all(
        f"{_SELECT} WHERE {' AND '.join(clauses)} ORDER BY on_date, starts_at, session.id LIMIT :limit",
        first=first.isoformat(),
        last=last.isoformat(),
        limit=limit,
        **params,
    )
    return [_session(row) for row in rows]


def slots_of(tx: Tx, session_id: str) -> list[Slot]:
    """Return the session's slots in the order of time."""
    return [_slot(row) for row in tx.all("SELECT * FROM slot WHERE session_id = :id ORDER BY starts_at", id=session_id)]


def slot(tx: Tx, slot_id: int) -> Slot | None:
    """Return the slot, or None."""
    row = tx.one("SELECT * FROM slot WHERE id = :id", id=slot_id)
    return _slot(row) if row else None


def _slot(row: Row) -> Slot:
    return Slot(
        id=row["id"],
        session_id=row["session_id"],
        starts_at=parse_instant(row["starts_at"]),
        ends_at=parse_instant(row["ends_at"]),
        capacity=row["capacity"],
        taken=row["taken"],
    )


def claim_place(tx: Tx, slot_id: int) -> bool:
    """Take a place of the slot; False when none is left. The guard makes it right in any race on either engine."""
    return tx.run("UPDATE slot SET taken = taken + 1 WHERE id = :id AND taken + 1 <= capacity", id=slot_id) == 1


def release_place(tx: Tx, slot_id: int) -> None:
    """Give a place of the slot back."""
    tx.run("UPDATE slot SET taken = taken - 1 WHERE id = :id AND taken > 0", id=slot_id)


def close_slots(tx: Tx, session_id: str) -> None:
    """Leave no free place in any slot of the session.

    Who cancels a session does this before reading its bookings and again after giving their places back: a booking
    that is under way elsewhere either has its place already, and is waited for and read, or finds none.
    """
    tx.run("UPDATE slot SET capacity = taken WHERE session_id = :id", id=session_id)


def claim_walk_in(tx: Tx, session_id: str) -> bool:
    """Take a walk-in place of the session; False when none is left or the session is not on."""
    return (
        tx.run(
            "UPDATE session SET walk_in_taken = walk_in_taken + 1"
            " WHERE id = :id AND walk_in_taken + 1 <= walk_in_capacity AND status = 'published'",
            id=session_id,
        )
        == 1
    )


def release_walk_in(tx: Tx, session_id: str) -> None:
    """Give a walk-in place of the session back."""
    tx.run("UPDATE session SET walk_in_taken = walk_in_taken - 1 WHERE id = :id AND walk_in_taken > 0", id=session_id)


def tallies(tx: Tx, session_ids: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return the places and the places taken in the slots of each of these sessions."""
    wanted, params = in_texts("session", session_ids)
    rows = tx.tuples(
        f"SELECT session_id, sum(capacity), sum(taken) FROM slot WHERE session_id IN ({wanted}) GROUP BY session_id",
        **params,
    )
    return {str(session_id): (int(places), int(taken)) for session_id, places, taken in rows}


def miscounted(tx: Tx) -> list[str]:
    """Return the slots and sessions whose counter is not the number of bookings that consume a place ([]: all well)."""
    consuming = "booking.status IN ('pending', 'booked', 'checked-in', 'fulfilled')"
    slots = tx.tuples(
        f"SELECT id, taken FROM slot WHERE taken <> (SELECT count(*) FROM booking WHERE slot_id = slot.id AND {consuming})"
    )
    walk_ins = tx.tuples(
        "SELECT id, walk_in_taken FROM session WHERE walk_in_taken <>"
        f" (SELECT count(*) FROM booking WHERE session_id = session.id AND is_walk_in = 1 AND {consuming})"
    )
    return [f"slot {key} counts {taken}" for key, taken in slots] + [
        f"session {key} counts {taken} walk-ins" for key, taken in walk_ins
    ]
