"""The audit trail: entries are added and read; the schema refuses to change or delete one, but for a redaction."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import datetime

from stations.audit import Entry, Recorded
from stations.instants import format_instant, parse_instant
from stations.seals import digest_of_detail, digest_of_entry
from stations.storage.engine import Row, Tx
from stations.storage.json_text import dump, load
from stations.storage.sql_lists import in_texts


def add(tx: Tx, entry: Entry) -> None:
    """Record ``entry`` with its digests in the transaction of what it tells about: one INSERT, whatever is sealed later."""
    salt, detail = secrets.token_hex(16), dump(dict(entry.detail))
    fields = {
        "at": format_instant(entry.at),
        "action": entry.action,
        "role": str(entry.actor.role),
        "account_id": entry.actor.account_id,
        "subject": entry.subject,
        "station_id": entry.station_id,
        "detail_digest": digest_of_detail(salt, detail),
    }
    tx.run(
        "INSERT INTO audit (at, action, role, account_id, subject, station_id, detail, salt, detail_digest, digest)"
        " VALUES (:at, :action, :role, :account_id, :subject, :station_id, :detail, :salt, :detail_digest, :digest)",
        detail=detail,
        salt=salt,
        digest=digest_of_entry(**fields),
        **fields,
    )


def latest(
    tx: Tx, *, before_id: int | None = None, action: str = "", station_id: str = "", limit: int = 100
) -> list[Recorded]:
    """Return entries newest first; ``action`` is a prefix, ``before_id`` continues an earlier page."""
    rows = tx.all(
        "SELECT * FROM audit WHERE id < :before AND (:station_id = '' OR station_id = :station_id)"
        " AND substr(action, 1, length(:action)) = :action ORDER BY id DESC LIMIT :limit",
        before=before_id if before_id is not None else 2**62,
        station_id=station_id,
        action=action,
        limit=limit,
    )
    return [_recorded(row) for row in rows]


def of_subject(tx: Tx, station_id: str, subject: str) -> list[Recorded]:
    """Return the entries about one thing at a station, oldest first; those of the station alone are looked through."""
    rows = tx.all(
        "SELECT * FROM audit WHERE station_id = :station_id AND subject = :subject ORDER BY id",
        station_id=station_id,
        subject=subject,
    )
    return [_recorded(row) for row in rows]


def _recorded(row: Row) -> Recorded:
    return Recorded(
        id=row["id"],
        at=parse_instant(row["at"]),
        action=row["action"],
        role=row["role"],
        account_id=row["account_id"],
        subject=row["subject"],
        station_id=row["station_id"],
        detail=load(row["detail"]),
        redacted_at=parse_instant(row["redacted_at"]) if row["redacted_at"] else None,
    )


def edits_by_people(tx: Tx, station_ids: Iterable[str], actions: Iterable[str]) -> dict[str, set[str]]:
    """Return which of ``actions`` people have done to each of some hundred stations."""
    found: dict[str, set[str]] = {station_id: set() for station_id in station_ids}
    stations, ids = in_texts("id", found)
    kinds, names = in_texts("action", actions)
    rows = tx.tuples(
        "SELECT DISTINCT station_id, action FROM audit WHERE role IN ('manager', 'administrator')"
        f" AND station_id IN ({stations}) AND action IN ({kinds})",
        **ids,
        **names,
    )
    for station_id, action in rows:
        found[station_id].add(action)
    return found


def redact_bookings(tx: Tx, booking_ids: Iterable[str], now: datetime) -> int:
    """Empty detail and salt of the sealed entries about these bookings; return how many entries that were."""
    subjects, ids = in_texts("id", booking_ids)
    return tx.run(
        "UPDATE audit SET detail = '{}', salt = '', redacted_at = :now"
        # these two conditions are those of the index, which holds what is not redacted yet
        " WHERE redacted_at IS NULL AND substr(action, 1, 8) = 'booking.'"
        f" AND subject IN ({subjects}) AND detail_digest <> ''"
        " AND EXISTS (SELECT 1 FROM audit_link WHERE audit_id = audit.id)",
        now=format_instant(now),
        **ids,
    )
