"""Notices to the owners of bookings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from stations.instants import format_instant, parse_instant
from stations.notices import Delivery, Notice, NoticeKind
from stations.storage.engine import Row, Tx
from stations.storage.json_text import dump, load
from stations.storage.sql_lists import in_texts


def add(
    tx: Tx, booking_id: str, kind: NoticeKind, now: datetime, version: int, args: Mapping[str, str] | None = None
) -> None:
    """Write a notice; it commits with whatever it tells about. The same one (booking, kind, version) is written once."""
    tx.run(
        "INSERT INTO notice (booking_id, kind, version, args, created_at, due_at)"
        " VALUES (:booking_id, :kind, :version, :args, :now, :now) ON CONFLICT DO NOTHING",
        booking_id=booking_id,
        kind=str(kind),
        version=version,
        args=dump(dict(args or {})),
        now=format_instant(now),
    )


def of_booking(tx: Tx, booking_id: str) -> list[Notice]:
    """Return the booking's notices, newest first."""
    rows = tx.all("SELECT * FROM notice WHERE booking_id = :id ORDER BY id DESC", id=booking_id)
    return [_notice(row) for row in rows]


def untold_of_session(tx: Tx, session_id: str, kind: NoticeKind) -> list[Notice]:
    """Return the notices of one kind that nobody has seen or been called about yet."""
    rows = tx.all(
        "SELECT notice.* FROM notice JOIN booking ON booking.id = booking_id"
        " WHERE session_id = :session_id AND kind = :kind AND told_at IS NULL ORDER BY notice.id",
        session_id=session_id,
        kind=str(kind),
    )
    return [_notice(row) for row in rows]


def of_session(tx: Tx, session_id: str, kind: NoticeKind) -> list[Notice]:
    """Return the notices of one kind to everyone with a booking in the session, oldest first."""
    rows = tx.all(
        "SELECT notice.* FROM notice JOIN booking ON booking.id = booking_id"
        " WHERE session_id = :session_id AND kind = :kind ORDER BY notice.id",
        session_id=session_id,
        kind=str(kind),
    )
    return [_notice(row) for row in rows]


def mark_untold(tx: Tx, booking_id: str, kind: NoticeKind) -> int:
    """Take back that the owner of the booking was told; return how many notices are untold again."""
    return tx.run(
        "UPDATE notice SET told_at = NULL WHERE booking_id = :id AND kind = :kind AND told_at IS NOT NULL",
        id=booking_id,
        kind=str(kind),
    )


def mark_told(tx: Tx, booking_id: str, now: datetime) -> int:
    """Note that the owner of the booking has seen its notices, or was told by phone; return how many were new."""
    return tx.run(
        "UPDATE notice SET told_at = :now WHERE booking_id = :id AND told_at IS NULL",
        id=booking_id,
        now=format_instant(now),
    )


def empty(tx: Tx, booking_ids: Iterable[str]) -> None:
    """Erase what the notices of these bookings hold besides their kind; those still to be sent have nobody to go to."""
    wanted, params = in_texts("id", booking_ids)
    tx.run(
        "UPDATE notice SET args = '{}', error = '', state = CASE WHEN state = 'due' THEN 'kept' ELSE state END"
        f" WHERE booking_id IN ({wanted})",
        **params,
    )


def _notice(row: Row) -> Notice:
    return Notice(
        id=row["id"],
        booking_id=row["booking_id"],
        kind=NoticeKind(row["kind"]),
        created_at=parse_instant(row["created_at"]),
        told_at=parse_instant(row["told_at"]) if row["told_at"] else None,
        args=load(row["args"]),
        version=row["version"],
        delivery=Delivery(row["state"]),
        channel=row["channel"],
        tries=row["tries"],
        due_at=parse_instant(row["due_at"]),
        sent_at=parse_instant(row["sent_at"]) if row["sent_at"] else None,
        error=row["error"],
    )
