"""What lies in the database of some sessions: everything about their bookings in one snapshot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stations.instants import parse_instant
from stations.storage import sessions
from stations.storage.engine import Database, Tx
from stations.storage.sql_lists import in_texts

_CONSUMING = "('pending', 'booked', 'checked-in', 'fulfilled')"


@dataclass(frozen=True)
class Ledger:
    """Bookings are (session, slot, status, phone, party, expires_at, is_offer, version) by id."""

    bookings: dict[str, tuple[str, int | None, str, str, int, datetime | None, bool, int]]
    taken: dict[int, int]
    walk_ins: dict[str, int]
    over_capacity: list[int | str]
    occupied: dict[tuple[str, int], str]
    notices: Counter[tuple[str, str, int]]
    audit: Counter[tuple[str, str]]
    miscounted: list[str]


def read_ledger(db: Database, session_ids: Sequence[str], after_audit: int) -> Ledger:
    """Return what lies there of these sessions, with the audit entries written after one."""
    return db.read(lambda tx: _ledger(tx, session_ids, after_audit))


def _ledger(tx: Tx, session_ids: Sequence[str], after_audit: int) -> Ledger:
    wanted, params = in_texts("session", session_ids)
    of_them = f"IN (SELECT id FROM booking WHERE session_id IN ({wanted}))"
    bookings = tx.tuples(
        "SELECT id, session_id, slot_id, status, phone, party, expires_at, is_offer, version FROM booking"
        f" WHERE session_id IN ({wanted})",
        **params,
    )
    slots = tx.tuples(f"SELECT id, taken, capacity FROM slot WHERE session_id IN ({wanted})", **params)
    walk_ins = tx.tuples(f"SELECT id, walk_in_taken, walk_in_capacity FROM session WHERE id IN ({wanted})", **params)
    occupied = tx.tuples(f"SELECT phone, cell, booking_id FROM occupied WHERE booking_id {of_them}", **params)
    notices = tx.tuples(f"SELECT booking_id, kind, version FROM notice WHERE booking_id {of_them}", **params)
    audit = tx.tuples(
        f"SELECT subject, action FROM audit WHERE id > :after AND (subject {of_them} OR subject IN ({wanted}))",
        after=after_audit,
        **params,
    )
    return Ledger(
        bookings={row[0]: _booking(row[1:]) for row in bookings},
        taken={key: taken for key, taken, _ in slots},
        walk_ins={key: taken for key, taken, _ in walk_ins},
        over_capacity=[key for key, taken, capacity in (*slots, *walk_ins) if taken > capacity],
        occupied={(phone, cell): booking_id for phone, cell, booking_id in occupied},
        notices=Counter((one, kind, version) for one, kind, version in notices),
        audit=Counter((subject, action) for subject, action in audit),
        miscounted=sessions.miscounted(tx),
    )


def _booking(
    row: tuple[str, int | None, str, str | None, int, str | None, int, int],
) -> tuple[str, int | None, str, str, int, datetime | None, bool, int]:
    session_id, slot_id, status, phone, party, expires_at, is_offer, version = row
    expires = parse_instant(expires_at) if expires_at else None
    return session_id, slot_id, status, phone or "", party, expires, bool(is_offer), version
