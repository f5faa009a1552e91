"""Bookings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stations.bookings import Booking, BookingStatus
from stations.instants import format_instant, parse_instant
from stations.privacy import Consent
from stations.storage.engine import Row, Tx

_SELECT = """SELECT booking.*, station.id AS station_id FROM booking
    JOIN session ON session.id = booking.session_id JOIN station ON station.key = session.station_key"""


@dataclass(frozen=True, slots=True)
class Origin:
    """How a booking came about: the consent, who typed it ("driver" or an account's id) and the idempotency key."""

    consent: Consent
    booked_by: str
    request_key: str | None = None
    request_hash: str | None = None


def add(tx: Tx, booking: Booking, origin: Origin) -> bool:
    """Insert a booking; False when the phone has an active one in the session, or a code or key is taken already."""
    return (
        tx.run(
            """INSERT INTO booking (id, session_id, slot_id, code, token, status, is_walk_in, name, phone, category, lang,
                consent_version, consent_lang, consent_at, booked_by, request_key, request_hash, created_at, updated_at,
                checked_in_at, version)
            VALUES (:id, :session_id, :slot_id, :code, :token, :status, :is_walk_in, :name, :phone, :category, :lang,
                :consent_version, :consent_lang, :consent_at, :booked_by, :request_key, :request_hash, :created_at,
                :created_at, :checked_in_at, 1)
            ON CONFLICT DO NOTHING""",
            id=booking.id,
            session_id=booking.session_id,
            slot_id=booking.slot_id,
            code=booking.code,
            token=booking.token,
            status=str(booking.status),
            is_walk_in=int(booking.is_walk_in),
            name=booking.name,
            phone=booking.phone or None,
            category=booking.category,
            lang=booking.lang,
            consent_version=origin.consent.version,
            consent_lang=origin.consent.lang,
            consent_at=format_instant(origin.consent.given_at),
            booked_by=origin.booked_by,
            request_key=origin.request_key,
            request_hash=origin.request_hash,
            created_at=format_instant(booking.created_at),
            checked_in_at=format_instant(booking.checked_in_at) if booking.checked_in_at else None,
        )
        == 1
    )


def by_request_key(tx: Tx, request_key: str) -> tuple[Booking, str] | None:
    """Return the booking made under an idempotency key, with the digest of the request that made it."""
    row = tx.one(f"{_SELECT} WHERE request_key = :key", key=request_key)
    return (_booking(row), row["request_hash"]) if row else None


def get(tx: Tx, booking_id: str) -> Booking | None:
    """Return the booking with this id, or None."""
    return _first(tx, "booking.id = :value", booking_id)


def by_token(tx: Tx, token: str) -> Booking | None:
    """Return the booking that this link opens, or None."""
    return _first(tx, "token = :value", token)


def by_code(tx: Tx, code: str) -> Booking | None:
    """Return the booking with this code, or None."""
    return _first(tx, "code = :value", code)


def _first(tx: Tx, where: str, value: str) -> Booking | None:
    row = tx.one(f"{_SELECT} WHERE {where}", value=value)
    return _booking(row) if row else None


def has_active(tx: Tx, session_id: str, phone: str) -> bool:
    """Tell whether the phone holds a place in the session."""
    found = tx.tuples(
        "SELECT 1 FROM booking WHERE session_id = :session_id AND phone = :phone"
        " AND status IN ('pending', 'booked', 'checked-in', 'fulfilled')",
        session_id=session_id,
        phone=phone,
    )
    return bool(found)


def of_session(tx: Tx, session_id: str) -> list[Booking]:
    """Return the session's bookings in the order in which they were made."""
    rows = tx.all(f"{_SELECT} WHERE booking.session_id = :id ORDER BY booking.created_at, booking.id", id=session_id)
    return [_booking(row) for row in rows]


def set_status(tx: Tx, booking: Booking, after: BookingStatus, now: datetime) -> bool:
    """Move a booking to another status if it still is as read; False when somebody was faster."""
    checked_in_at = booking.checked_in_at
    if after is BookingStatus.CHECKED_IN and booking.status is not BookingStatus.FULFILLED:
        checked_in_at = now
    elif after is BookingStatus.BOOKED:
        checked_in_at = None
    return (
        tx.run(
            "UPDATE booking SET status = :after, checked_in_at = :checked_in_at, updated_at = :now, version = version + 1"
            " WHERE id = :id AND status = :before AND version = :version",
            id=booking.id,
            before=str(booking.status),
            after=str(after),
            version=booking.version,
            checked_in_at=format_instant(checked_in_at) if checked_in_at else None,
            now=format_instant(now),
        )
        == 1
    )


def set_slot(tx: Tx, booking: Booking, slot_id: int, now: datetime) -> bool:
    """Move a booked booking to another slot if it still is as read; the caller moves the places."""
    return (
        tx.run(
            "UPDATE booking SET slot_id = :slot_id, updated_at = :now, version = version + 1"
            " WHERE id = :id AND status = 'booked' AND version = :version",
            id=booking.id,
            slot_id=slot_id,
            version=booking.version,
            now=format_instant(now),
        )
        == 1
    )


def erase_ended_before(tx: Tx, limit: datetime, now: datetime) -> int:
    """Erase names and phones of bookings in sessions that ended before ``limit``; return how many bookings.

    A session without published times ends with its day.
    """
    return tx.run(
        """UPDATE booking SET name = NULL, phone = NULL, request_key = NULL, request_hash = NULL, erased_at = :now
        WHERE erased_at IS NULL AND session_id IN (SELECT id FROM session
            WHERE coalesce(ends_at, on_date || 'T23:59:59Z') < :limit)""",
        limit=format_instant(limit),
        now=format_instant(now),
    )


def _booking(row: Row) -> Booking:
    return Booking(
        id=row["id"],
        session_id=row["session_id"],
        station_id=row["station_id"],
        slot_id=row["slot_id"],
        code=row["code"],
        token=row["token"],
        status=BookingStatus(row["status"]),
        is_walk_in=bool(row["is_walk_in"]),
        name=row["name"] or "",
        phone=row["phone"] or "",
        category=row["category"],
        lang=row["lang"],
        created_at=parse_instant(row["created_at"]),
        updated_at=parse_instant(row["updated_at"]),
        checked_in_at=parse_instant(row["checked_in_at"]) if row["checked_in_at"] else None,
        erased_at=parse_instant(row["erased_at"]) if row["erased_at"] else None,
        version=row["version"],
    )
