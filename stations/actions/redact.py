"""Redacting the audit trail: what tells of a booking that was erased loses its detail, and stays proven by its digest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from stations.actions.seals import seal
from stations.audit import Entry
from stations.instants import format_instant
from stations.roles import Actor, Permission, require
from stations.storage import audit, bookings, house
from stations.storage.engine import Database, Tx

_REACHED = "audit_redacted_until"
_OVERLAP = timedelta(days=1)  # for what could not be sealed yet when its booking was looked at
_BOOKINGS_AT_ONCE = 500


def redact(db: Database, actor: Actor, now: datetime) -> int:
    """Empty the details of the entries about bookings erased since the last time; return how many entries that were.

    Only a sealed entry is redacted, so what can be sealed is sealed before. It goes on in small transactions, each with a note
    of its own in the trail, so that other writers get their turn.
    """
    require(actor, Permission.FORGET)
    seal(db, actor, now, looks_at_all=False)
    redacted = 0
    for booking_ids in _erased(db):
        redacted += _redact(db, actor, now, booking_ids)
    db.write(lambda tx: house.replace(tx, _REACHED, format_instant(now - _OVERLAP)))
    return redacted


def _erased(db: Database) -> Iterator[list[str]]:
    """Return the bookings erased since the last time, some hundred at a time."""
    found = _erased_after(db, db.read(lambda tx: house.recall(tx, _REACHED)) or "", "")
    while found:
        yield [booking_id for _, booking_id in found]
        found = _erased_after(db, *found[-1])


def _erased_after(db: Database, erased_at: str, booking_id: str) -> list[tuple[str, str]]:
    return db.read(lambda tx: bookings.erased_after(tx, erased_at, booking_id, _BOOKINGS_AT_ONCE))


def _redact(db: Database, actor: Actor, now: datetime, booking_ids: Iterable[str]) -> int:
    def work(tx: Tx) -> int:
        count = audit.redact_bookings(tx, booking_ids, now)
        if count:
            audit.add(tx, Entry(now, "audit.redacted", actor, "", detail={"entries": count}))
        return count

    return db.write(work)
