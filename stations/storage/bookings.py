"""Bookings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stations.bookings import Booking, BookingStatus, Coming
from stations.instants import format_instant, parse_instant
from stations.links import digest_of
from stations.privacy import Consent
from stations.storage.engine import Row, Tx
from stations.storage.sessions import ENDED_BEFORE
from stations.storage.sql_lists import in_texts

_SELECT = """SELECT booking.*, station.id AS station_id FROM booking
    JOIN session ON session.id = booking.session_id JOIN station ON station.key = session.station_key"""


@dataclass(frozen=True, slots=True)
class Origin:
    """How a booking came about: the consent, who typed it ("driver" or an account's id) and the idempotency key.

    A held place has no consent yet.
    """

    consent: Consent | None
    booked_by: str
    request_key: str | None = None
    request_hash: str | None = None


_MUTABLE = (
    "session_id", "slot_id", "status", "party", "name", "phone", "email", "category", "lang", "expires_at", "is_offer",
    "accepts_at_once", "check_in_key", "checked_in_at",
)  # fmt: skip
_FIXED = (
    "id", "code", "is_walk_in", "replaces_id", "consent_version", "consent_lang", "consent_at", "booked_by", "request_key",
    "request_hash", "created_at",
)  # fmt: skip
_ALL = (*_FIXED, *_MUTABLE)
_INSERT = (
    f"INSERT INTO booking ({', '.join(_ALL)}, updated_at, version)"
    f" VALUES ({', '.join(f':{name}' for name in _ALL)}, :created_at, 1) ON CONFLICT DO NOTHING"
)
_REPLACE = (
    f"UPDATE booking SET {', '.join(f'{name} = :{name}' for name in _MUTABLE)}, updated_at = :now, version = version + 1"
    " WHERE id = :id AND status = :before AND version = :version"
)


def add(tx: Tx, booking: Booking, origin: Origin) -> bool:
    """Insert a booking; False when the phone has an active one in the session, or a code or key is taken already."""
    return tx.run(_INSERT, **_mutable(booking), **_fixed(booking, origin)) == 1


def replace(tx: Tx, before: Booking, after: Booking, now: datetime) -> bool:
    """Store ``after`` if the booking still is as it was read; False when somebody was faster.

    A phone that has another active booking in the session is an error of the engine's here: ask :func:`active_of` before.
    """
    return (
        tx.run(
            _REPLACE,
            **_mutable(after),
            id=before.id,
            before=str(before.status),
            version=before.version,
            now=format_instant(now),
        )
        == 1
    )


def consent_to(tx: Tx, booking_id: str, origin: Origin) -> None:
    """Note who consented to what when a held place is filled in."""
    tx.run(
        "UPDATE booking SET consent_version = :consent_version, consent_lang = :consent_lang, consent_at = :consent_at,"
        " booked_by = :booked_by,"
        " request_key = :request_key, request_hash = :request_hash WHERE id = :id",
        id=booking_id,
        **_origin(origin),
    )


def consent_of(tx: Tx, booking_id: str) -> Consent | None:
    """Return what the owner of the booking consented to."""
    row = tx.one("SELECT consent_version, consent_lang, consent_at FROM booking WHERE id = :id", id=booking_id)
    if row is None or row["consent_at"] is None:
        return None
    return Consent(row["consent_version"], row["consent_lang"], parse_instant(row["consent_at"]))


def _origin(origin: Origin) -> Row:
    consent = origin.consent
    return {
        "consent_version": consent.version if consent else "",
        "consent_lang": consent.lang if consent else "",
        "consent_at": format_instant(consent.given_at) if consent else None,
        "booked_by": origin.booked_by,
        "request_key": digest_of(origin.request_key) if origin.request_key else None,
        "request_hash": origin.request_hash,
    }


def _mutable(booking: Booking) -> Row:
    return {
        "session_id": booking.session_id,
        "slot_id": booking.slot_id,
        "status": str(booking.status),
        "party": booking.party,
        "name": booking.name or None,
        "phone": booking.phone or None,
        "email": booking.email or None,
        "category": booking.category,
        "lang": booking.lang,
        "expires_at": format_instant(booking.expires_at) if booking.expires_at else None,
        "is_offer": int(booking.is_offer),
        "accepts_at_once": int(booking.accepts_at_once),
        "check_in_key": booking.check_in_key or None,
        "checked_in_at": format_instant(booking.checked_in_at) if booking.checked_in_at else None,
    }


def _fixed(booking: Booking, origin: Origin) -> Row:
    return {
        "id": booking.id,
        "code": booking.code,
        "is_walk_in": int(booking.is_walk_in),
        "replaces_id": booking.replaces_id or None,
        **_origin(origin),
        "created_at": format_instant(booking.created_at),
    }


def by_request_key(tx: Tx, request_key: str) -> tuple[Booking, str] | None:
    """Return the booking made under an idempotency key, with the digest of the request that made it."""
    rows = tx.tuples("SELECT id, request_hash FROM booking WHERE request_key = :key", key=digest_of(request_key))
    booking = get(tx, rows[0][0]) if rows else None  # most often there is none, so only the key is looked for at first
    return (booking, rows[0][1]) if booking else None


def get(tx: Tx, booking_id: str) -> Booking | None:
    """Return the booking with this id, or None."""
    return _first(tx, "booking.id = :value", booking_id)


def by_code(tx: Tx, code: str) -> Booking | None:
    """Return the booking with this code, or None."""
    return _first(tx, "code = :value", code)


def _first(tx: Tx, where: str, value: str) -> Booking | None:
    row = tx.one(f"{_SELECT} WHERE {where}", value=value)
    return _booking(row) if row else None


def active_of(tx: Tx, session_id: str, phone: str) -> Booking | None:
    """Return the booking or wait of this phone in the session, None when it has none that counts."""
    row = tx.one(
        f"{_SELECT} WHERE booking.session_id = :session_id AND phone = :phone"
        " AND booking.status IN ('pending', 'booked', 'waitlist', 'checked-in', 'fulfilled')",
        session_id=session_id,
        phone=phone,
    )
    return _booking(row) if row else None


def coming_of(tx: Tx, phone: str, now: datetime) -> list[Coming]:
    """Return the bookings and waits of this phone in sessions that are not over."""
    rows = tx.tuples(
        "SELECT booking.session_id, booking.status, slot.starts_at, slot.ends_at FROM booking"
        " JOIN session ON session.id = booking.session_id LEFT JOIN slot ON slot.id = slot_id WHERE phone = :phone"
        " AND booking.status IN ('pending', 'booked', 'waitlist', 'checked-in', 'fulfilled') AND session.ends_at > :now",
        phone=phone,
        now=format_instant(now),
    )
    return [
        Coming(
            session_id,
            BookingStatus(status),
            parse_instant(starts_at) if starts_at else None,
            parse_instant(ends_at) if ends_at else None,
        )
        for session_id, status, starts_at, ends_at in rows
    ]


def expired(tx: Tx, session_id: str, now: datetime) -> list[Booking]:
    """Return the held places and offers of the session whose time is over, those longest over first."""
    over = "booking.session_id = :id AND booking.status = 'pending' AND expires_at <= :now"
    params = {"id": session_id, "now": format_instant(now)}
    if not tx.tuples(f"SELECT 1 FROM booking WHERE {over} LIMIT 1", **params):  # most often: a small index tells
        return []
    # read as pending in one statement: an offer that is accepted from now on fails the swap of whoever ends it
    rows = tx.all(f"{_SELECT} WHERE {over} ORDER BY expires_at, booking.id", **params)
    return [_booking(row) for row in rows]


def sessions_with_expired(tx: Tx, now: datetime) -> list[str]:
    """Return the sessions with a held place or an offer whose time is over, those where it has been over longest first."""
    rows = tx.tuples(
        "SELECT session_id FROM booking WHERE status = 'pending' AND expires_at <= :now"
        " GROUP BY session_id ORDER BY min(expires_at), session_id",
        now=format_instant(now),
    )
    return [str(row[0]) for row in rows]


def waits_of(tx: Tx, phone: str) -> list[str]:
    """Return the sessions in which this phone waits, in the order in which it began to."""
    rows = tx.tuples(
        "SELECT session_id FROM booking WHERE phone = :phone AND status = 'waitlist' ORDER BY created_at, id",
        phone=phone,
    )
    return [str(row[0]) for row in rows]


def waiting(tx: Tx, session_id: str) -> list[Booking]:
    """Return who waits for a place in the session, in their order."""
    rows = tx.all(
        f"{_SELECT} WHERE booking.session_id = :id AND booking.status = 'waitlist' ORDER BY booking.created_at, booking.id",
        id=session_id,
    )
    return [_booking(row) for row in rows]


def absent(tx: Tx, session_id: str, begun_before: datetime) -> list[Booking]:
    """Return the bookings whose slot began before an instant and who were not checked in."""
    rows = tx.all(
        f"{_SELECT} JOIN slot ON slot.id = slot_id WHERE booking.session_id = :id AND booking.status = 'booked'"
        " AND slot.starts_at <= :limit ORDER BY booking.id",
        id=session_id,
        limit=format_instant(begun_before),
    )
    return [_booking(row) for row in rows]


def replacing(tx: Tx, booking_id: str) -> Booking | None:
    """Return the booking that was offered in place of this one, the latest of them."""
    row = tx.one(
        f"{_SELECT} WHERE replaces_id = :id ORDER BY booking.created_at DESC, booking.id DESC LIMIT 1", id=booking_id
    )
    return _booking(row) if row else None


def of_session(tx: Tx, session_id: str) -> list[Booking]:
    """Return the session's bookings in the order in which they were made."""
    rows = tx.all(f"{_SELECT} WHERE booking.session_id = :id ORDER BY booking.created_at, booking.id", id=session_id)
    return [_booking(row) for row in rows]


def due_for_erasure(tx: Tx, limit: datetime) -> list[str]:
    """Return the bookings not erased yet in sessions that ended before ``limit``."""
    rows = tx.tuples(
        "SELECT booking.id FROM booking JOIN session ON session.id = booking.session_id"
        f" WHERE erased_at IS NULL AND {ENDED_BEFORE}",
        limit=format_instant(limit),
    )
    return [str(row[0]) for row in rows]


def erase(tx: Tx, booking_ids: Iterable[str], now: datetime) -> int:
    """Erase who these bookings were for; return how many bookings. What is left counts people and kinds of work."""
    wanted, params = in_texts("id", booking_ids)
    return tx.run(
        "UPDATE booking SET name = NULL, phone = NULL, email = NULL, request_key = NULL, request_hash = NULL,"
        " check_in_key = NULL, erased_at = :now, version = version + 1"
        f" WHERE erased_at IS NULL AND id IN ({wanted})",
        now=format_instant(now),
        **params,
    )


_ABANDONED = "status = 'cancelled' AND consent_at IS NULL AND name IS NULL"


def abandoned(tx: Tx, limit: datetime) -> list[str]:
    """Return the places that were held and given back before ``limit`` without anybody having filled the form in."""
    rows = tx.tuples(f"SELECT id FROM booking WHERE {_ABANDONED} AND updated_at < :limit", limit=format_instant(limit))
    return [str(row[0]) for row in rows]


def remove_abandoned(tx: Tx, booking_ids: Iterable[str]) -> int:
    """Delete held places that nobody filled in, with their links; return how many."""
    wanted, params = in_texts("id", booking_ids)
    rows = tx.tuples(f"SELECT id FROM booking WHERE {_ABANDONED} AND id IN ({wanted})", **params)
    wanted, params = in_texts("id", [row[0] for row in rows])
    tx.run(f"DELETE FROM booking_link WHERE booking_id IN ({wanted})", **params)
    return tx.run(f"DELETE FROM booking WHERE id IN ({wanted})", **params)


def erased_after(tx: Tx, erased_at: str, booking_id: str, limit: int) -> list[tuple[str, str]]:
    """Return up to ``limit`` erased bookings after a place in the order of erasing: stored instant and id of each."""
    rows = tx.tuples(
        "SELECT erased_at, id FROM booking WHERE erased_at IS NOT NULL AND (erased_at, id) > (:erased_at, :id)"
        " ORDER BY erased_at, id LIMIT :limit",
        erased_at=erased_at,
        id=booking_id,
        limit=limit,
    )
    return [(str(at), str(id_)) for at, id_ in rows]


def _booking(row: Row) -> Booking:
    return Booking(
        id=row["id"],
        session_id=row["session_id"],
        station_id=row["station_id"],
        slot_id=row["slot_id"],
        code=row["code"],
        token="",
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
        party=row["party"],
        email=row["email"] or "",
        expires_at=parse_instant(row["expires_at"]) if row["expires_at"] else None,
        is_offer=bool(row["is_offer"]),
        accepts_at_once=bool(row["accepts_at_once"]),
        replaces_id=row["replaces_id"] or "",
        check_in_key=row["check_in_key"] or "",
    )
