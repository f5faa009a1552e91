"""Booking a place, and what its owner does with it: look, cancel, move."""

from __future__ import annotations

import hmac
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from stations import phones
from stations.actions.outcome import write_or_refuse
from stations.audit import Entry
from stations.bookings import (
    Booking,
    BookingStatus,
    BookingView,
    check_category,
    check_name,
    fingerprint,
    new_code,
    new_token,
    tidy_code,
)
from stations.errors import Code, InvalidInput, NotFound, Refused
from stations.notices import Notice, NoticeKind
from stations.privacy import NOTICE_VERSION, Consent
from stations.roles import DRIVER, Actor, Permission, require
from stations.sessions import Session, SessionStatus, Slot, refuse_booking
from stations.settings import settings
from stations.storage import attempts, audit, bookings, notices, sessions
from stations.storage.bookings import Origin
from stations.storage.engine import Database, Tx

_CODE_TRIES = 5
_REQUEST_KEY_LENGTH = 200
_LOOKUPS_PER_ADDRESS = 20
_LOOKUPS_PER_CODE = 5
_LOOKUP_WINDOW = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody who books gives. ``region`` (CN, HK, MO) reads a phone without a prefix; ``lang`` is the reader's.

    ``request_key`` makes a repeat of the same request return the same booking (the Idempotency-Key of the API).
    """

    slot_id: int
    name: str
    phone: str
    category: str
    has_consented: bool
    lang: str
    region: str = "CN"
    request_key: str | None = None


@dataclass(frozen=True, slots=True)
class SessionView:
    """A session with its slots in the order of time."""

    session: Session
    slots: tuple[Slot, ...]


def see_session(db: Database, session_id: str) -> SessionView:
    """Return a published or cancelled session and its slots; raises NotFound (a draft is nobody's business)."""

    def work(tx: Tx) -> SessionView:
        session = sessions.get(tx, session_id)
        if session is None or session.status is SessionStatus.DRAFT:
            raise NotFound(Code.SESSION_NOT_FOUND)
        return SessionView(session, tuple(sessions.slots_of(tx, session_id)))

    return db.read(work)


def list_sessions(
    db: Database, first: date, last: date, station_ids: Sequence[str] | None = None, limit: int = 200
) -> list[Session]:
    """Return published and cancelled sessions on the local dates ``first`` to ``last``, soonest first."""
    return db.read(lambda tx: sessions.between(tx, first, last, station_ids, limit=limit))


def book(db: Database, actor: Actor, now: datetime, request: Request, address: str = "") -> BookingView | Refused:
    """Book a place of a slot.

    A driver books for themselves; somebody signed in books for a driver and must run sessions at the station.
    ``address`` is the network address, for the limit on bookings made from one.

    Raises:
        InvalidInput: a name, phone or category that cannot be accepted, or no consent.
        NotFound: no such slot.
        Forbidden: signed in, but not for this station.
    """
    request = _checked(request)
    if address and not db.write(lambda tx: _may_try_booking(tx, address, now)):
        return Refused(Code.TOO_MANY_TRIES)
    result = write_or_refuse(db, lambda tx: _book(tx, actor, now, request))
    if isinstance(result, Refused):
        return db.read(lambda tx: made_earlier(tx, actor, request)) or result
    return result


def _checked(request: Request) -> Request:
    if not request.has_consented:
        raise InvalidInput(Code.CONSENT_NEEDED, "consent")
    if request.request_key is not None and not 1 <= len(request.request_key) <= _REQUEST_KEY_LENGTH:
        raise InvalidInput(Code.INVALID, "Idempotency-Key")
    return replace(
        request,
        name=check_name(request.name),
        phone=phones.parse_phone(request.phone, request.region),
        category=check_category(request.category),
    )


def _may_try_booking(tx: Tx, address: str, now: datetime) -> bool:
    return attempts.allow(tx, "book", address, settings().bookings_per_hour, timedelta(hours=1), now)


def _book(tx: Tx, actor: Actor, now: datetime, request: Request) -> BookingView | Refused:
    earlier = made_earlier(tx, actor, request)
    if earlier is not None:
        return earlier
    slot = sessions.slot(tx, request.slot_id)
    session = sessions.get(tx, slot.session_id) if slot else None
    if slot is None or session is None or session.status is SessionStatus.DRAFT:
        raise NotFound(Code.SLOT_NOT_FOUND)
    if actor.is_signed_in:
        require(actor, Permission.RUN_SESSIONS, session.station_id)
    refused = refuse_booking(session, slot, now)
    if refused is not None:
        return refused
    if bookings.has_active(tx, session.id, request.phone):
        return Refused(Code.ALREADY_BOOKED, field="phone")
    if not sessions.claim_place(tx, slot.id):
        return Refused(Code.SLOT_FULL, field="slot")
    booking = insert(tx, actor, now, session, slot, request)
    if booking is None:
        return Refused(Code.ALREADY_BOOKED, field="phone")
    return view_of(tx, booking)


def made_earlier(tx: Tx, actor: Actor, request: Request) -> BookingView | Refused | None:
    """Return the booking that the same request made before, a refusal when its key was another's, None when it is new.

    Asked again after a refusal too: of two repeats at the same moment the slower one is refused by the faster.
    """
    earlier = bookings.by_request_key(tx, request.request_key) if request.request_key else None
    if earlier is None:
        return None
    return view_of(tx, earlier[0]) if earlier[1] == _digest(actor, request) else Refused(Code.KEY_REUSED)


def _digest(actor: Actor, request: Request) -> str:
    return fingerprint(
        slot=request.slot_id, name=request.name, phone=request.phone, category=request.category, by=actor.account_id
    )


def insert(
    tx: Tx,
    actor: Actor,
    now: datetime,
    session: Session,
    slot: Slot | None,
    request: Request,
) -> Booking | None:
    """Store a booking whose place is claimed, with its audit entry and notice; None when the phone holds one already.

    Without a slot it is a walk-in, who is here and so checked in.
    """
    consent = Consent(NOTICE_VERSION, request.lang, now)
    origin = Origin(consent, actor.account_id or "driver", request.request_key, _digest(actor, request))
    booking = Booking(
        id=uuid.uuid4().hex,
        session_id=session.id,
        station_id=session.station_id,
        slot_id=slot.id if slot else None,
        code="",
        token=new_token(),
        status=BookingStatus.BOOKED if slot else BookingStatus.CHECKED_IN,
        is_walk_in=slot is None,
        name=request.name,
        phone=request.phone,
        category=request.category,
        lang=request.lang,
        created_at=now,
        updated_at=now,
        checked_in_at=None if slot else now,
        erased_at=None,
        version=1,
    )
    for _ in range(_CODE_TRIES):  # a code is taken once in a blue moon; the phone's own index refuses every time
        booking = replace(booking, code=new_code())
        if bookings.add(tx, booking, origin):
            record(tx, actor, now, "booking.created", booking, {"slot": booking.slot_id})
            notices.add(tx, booking.id, NoticeKind.BOOKED, now)
            return booking
    return None


def record(
    tx: Tx,
    actor: Actor,
    now: datetime,
    action: str,
    booking: Booking,
    detail: dict[str, str | int | None] | None = None,
) -> None:
    """Write the audit entry of something done to a booking: its id, never its name or phone."""
    audit.add(tx, Entry(now, action, actor, booking.id, booking.station_id, detail or {}))


def view_of(tx: Tx, booking: Booking) -> BookingView:
    """Return the booking with the session and slot it is for."""
    session = sessions.get(tx, booking.session_id)
    assert session is not None
    slot = sessions.slot(tx, booking.slot_id) if booking.slot_id is not None else None
    return BookingView(booking, session, slot)


@dataclass(frozen=True, slots=True)
class MyBooking:
    """A booking as its owner sees it, with what they are to be told."""

    view: BookingView
    notices: tuple[Notice, ...]


def open_booking(db: Database, token: str) -> MyBooking | Refused:
    """Return the booking that a link opens; a link whose booking was erased is refused as expired.

    Raises:
        NotFound: no booking has this link.
    """

    def work(tx: Tx) -> MyBooking | Refused:
        booking = bookings.by_token(tx, token)
        if booking is None:
            raise NotFound(Code.BOOKING_NOT_FOUND)
        if booking.erased_at is not None:
            return Refused(Code.LINK_EXPIRED)
        return MyBooking(view_of(tx, booking), tuple(notices.of_booking(tx, booking.id)))

    return db.read(work)


def mark_seen(db: Database, now: datetime, token: str) -> None:
    """Note that the owner has seen the notices of their booking."""

    def work(tx: Tx) -> None:
        booking = bookings.by_token(tx, token)
        if booking is not None:
            notices.mark_told(tx, booking.id, now)

    db.write(work)


def find_by_code(db: Database, now: datetime, code: str, last_four: str, address: str) -> str | Refused:
    """Return the token of the booking with this code and these last four digits of the phone.

    A wrong code and wrong digits get the same answer, and tries are limited by address and by code.
    """
    tidy = tidy_code(code)

    def count(tx: Tx) -> bool:
        if not attempts.allow(tx, "lookup-address", address, _LOOKUPS_PER_ADDRESS, _LOOKUP_WINDOW, now):
            return False
        return attempts.allow(tx, "lookup-code", tidy, _LOOKUPS_PER_CODE, _LOOKUP_WINDOW, now)

    if not db.write(count):
        return Refused(Code.TOO_MANY_TRIES)
    booking = db.read(lambda tx: bookings.by_code(tx, tidy))
    if booking is None or booking.erased_at is not None or not _are_last_four(booking.phone, last_four):
        return Refused(Code.BOOKING_CODE_WRONG)
    return booking.token


def _are_last_four(phone: str, typed: str) -> bool:
    digits = "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
    return len(digits) == 4 and hmac.compare_digest(phones.last_four(phone), digits)


def cancel(db: Database, now: datetime, token: str) -> BookingView | Refused:
    """Cancel one's own booking and give the place back; cancelling twice is refused, not repeated.

    Raises:
        NotFound: no booking has this link.
    """
    return write_or_refuse(db, lambda tx: cancel_in(tx, DRIVER, now, _owned(tx, token)))


def _owned(tx: Tx, token: str) -> Booking:
    booking = bookings.by_token(tx, token)
    if booking is None:
        raise NotFound(Code.BOOKING_NOT_FOUND)
    return booking


def cancel_in(tx: Tx, actor: Actor, now: datetime, booking: Booking) -> BookingView | Refused:
    """Cancel ``booking`` in a transaction that is under way: compare and swap, then give the place back."""
    if booking.erased_at is not None:
        return Refused(Code.LINK_EXPIRED)
    if booking.status is not BookingStatus.BOOKED:
        return Refused(Code.BOOKING_ENDED)
    if not bookings.set_status(tx, booking, BookingStatus.CANCELLED, now):
        return Refused(Code.CHANGED_MEANWHILE)
    give_place_back(tx, booking)
    record(tx, actor, now, "booking.cancelled", booking)
    notices.add(tx, booking.id, NoticeKind.CANCELLED, now)
    return view_of(tx, replace(booking, status=BookingStatus.CANCELLED))


def give_place_back(tx: Tx, booking: Booking) -> None:
    """Free the place of a booking that has just stopped to consume one."""
    if booking.slot_id is None:
        sessions.release_walk_in(tx, booking.session_id)
    else:
        sessions.release_place(tx, booking.slot_id)


def move(db: Database, now: datetime, token: str, slot_id: int) -> BookingView | Refused:
    """Move one's own booking to another slot of the same session; the new place is claimed before the old is given up.

    Raises:
        NotFound: no booking has this link, or no such slot.
    """
    return write_or_refuse(db, lambda tx: move_in(tx, DRIVER, now, _owned(tx, token), slot_id))


def move_in(tx: Tx, actor: Actor, now: datetime, booking: Booking, slot_id: int) -> BookingView | Refused:
    """Move ``booking`` in a transaction that is under way."""
    if booking.erased_at is not None:
        return Refused(Code.LINK_EXPIRED)
    slot = sessions.slot(tx, slot_id)
    session = sessions.get(tx, booking.session_id)
    if slot is None or session is None or slot.session_id != booking.session_id:
        raise NotFound(Code.SLOT_NOT_FOUND)
    if booking.status is not BookingStatus.BOOKED or booking.slot_id is None:
        return Refused(Code.BOOKING_ENDED)
    if booking.slot_id == slot_id:
        return Refused(Code.SLOT_SAME)
    refused = refuse_booking(session, slot, now)
    if refused is not None:
        return refused
    if not sessions.claim_place(tx, slot_id):
        return Refused(Code.SLOT_FULL, field="slot")
    if not bookings.set_slot(tx, booking, slot_id, now):
        return Refused(Code.CHANGED_MEANWHILE)
    sessions.release_place(tx, booking.slot_id)
    record(tx, actor, now, "booking.moved", booking, {"from": booking.slot_id, "to": slot_id})
    notices.add(tx, booking.id, NoticeKind.MOVED, now)
    return view_of(tx, replace(booking, slot_id=slot_id))
