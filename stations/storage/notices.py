"""Notices to the owners of bookings: what they are to be told, and what has become of sending it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from stations.instants import format_instant, parse_instant
from stations.letters import Reason
from stations.notices import Delivery, Notice, NoticeKind
from stations.storage.engine import Row, Tx
from stations.storage.json_text import dump, load
from stations.storage.sql_lists import in_texts
from stations.telling import STANDING, Fate

_TIDIED_AT_ONCE = 1000


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


def of_session(tx: Tx, session_id: str, kind: NoticeKind) -> list[Notice]:
    """Return the notices of one kind to everyone with a booking in the session, oldest first."""
    rows = tx.all(
        "SELECT notice.* FROM notice JOIN booking ON booking.id = booking_id"
        " WHERE session_id = :session_id AND kind = :kind ORDER BY notice.id",
        session_id=session_id,
        kind=str(kind),
    )
    return [_notice(row) for row in rows]


def latest_of_session(tx: Tx, session_id: str) -> dict[str, Notice]:
    """Return the newest notice to each person with a booking in the session that was sent, or could not be, by booking."""
    rows = tx.all(
        "SELECT notice.* FROM notice JOIN booking ON booking.id = booking_id"
        " WHERE session_id = :session_id AND state IN ('sent', 'failed') ORDER BY notice.id",
        session_id=session_id,
    )
    return {row["booking_id"]: _notice(row) for row in rows}


def first_due(tx: Tx, now: datetime) -> Notice | None:
    """Return the notice that has been due for longest, None when none is due."""
    row = tx.one(
        "SELECT * FROM notice WHERE state = 'due' AND due_at <= :now ORDER BY due_at, id LIMIT 1",
        now=format_instant(now),
    )
    return _notice(row) if row else None


def lease(tx: Tx, notice: Notice, until: datetime) -> bool:
    """Take a due notice to be sent by nobody else before ``until``, and count the try; False when somebody was faster."""
    assert notice.due_at is not None
    changed = tx.run(
        "UPDATE notice SET due_at = :until, tries = tries + 1 WHERE id = :id AND state = 'due' AND due_at = :seen",
        id=notice.id,
        until=format_instant(until),
        seen=format_instant(notice.due_at),
    )
    return changed == 1


def settle(tx: Tx, notice: Notice, leased_until: datetime, fate: Fate, channel: str, now: datetime) -> bool:
    """Write down what became of a leased notice; False when the lease had run out and somebody else has it by now."""
    changed = tx.run(
        "UPDATE notice SET state = :state, channel = :channel, error = :error, due_at = :due_at,"
        " sent_at = CASE WHEN :state = 'sent' THEN :now ELSE sent_at END"
        " WHERE id = :id AND state = 'due' AND due_at = :leased_until",
        id=notice.id,
        state=str(fate.delivery),
        channel=channel,
        error=str(fate.reason or ""),
        due_at=format_instant(fate.due_at or leased_until),
        now=format_instant(now),
        leased_until=format_instant(leased_until),
    )
    return changed == 1


def keep_due_before(tx: Tx, limit: datetime, reason: Reason) -> int:
    """Keep for the page alone what has been due since before ``limit``, a thousand at a time; return how many."""
    return tx.run(
        "UPDATE notice SET state = 'kept', error = :reason WHERE id IN"
        " (SELECT id FROM notice WHERE state = 'due' AND due_at < :limit ORDER BY due_at LIMIT :most)",
        limit=format_instant(limit),
        reason=str(reason),
        most=_TIDIED_AT_ONCE,
    )


def is_overtaken(tx: Tx, notice: Notice) -> bool:
    """Tell whether a later notice of the booking tells how it stands, where this one tells that too."""
    if notice.kind not in STANDING:
        return False
    kinds, names = in_texts("kind", sorted(STANDING))
    rows = tx.tuples(
        f"SELECT 1 FROM notice WHERE booking_id = :booking_id AND id > :id AND kind IN ({kinds}) LIMIT 1",
        booking_id=notice.booking_id,
        id=notice.id,
        **names,
    )
    return bool(rows)


def undelivered(tx: Tx, since: datetime) -> int:
    """Return how many notices written after ``since`` could not be delivered and whose people nobody has told."""
    rows = tx.tuples(
        "SELECT count(*) FROM notice WHERE state = 'failed' AND created_at > :since AND told_at IS NULL AND error <> ''",
        since=format_instant(since),
    )
    return int(rows[0][0])


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
