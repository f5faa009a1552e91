"""The desk at a session: who is here, who did not come, who came without a booking, and taking a step back.

Every change is a compare-and-swap on the booking as it was read. ``version`` is the version that the person at the desk
saw: with it a second tap, or a tap on an old screen, is refused instead of doing the next thing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from stations import phones
from stations.actions import book, timekeeping, waiting
from stations.actions.outcome import write_or_refuse
from stations.actions.placing import Person, by_token, claim_time, end, fresh, record, store, stored, view_of
from stations.bookings import (
    CONSUMING,
    Booking,
    BookingStatus,
    BookingView,
    can_check_in_at,
    check_category,
    check_name,
    may_become,
    tidy_code,
    token_in,
)
from stations.check_ins import Tick, TickAnswer, TickOutcome
from stations.errors import Code, InvalidInput, NotFound, Refused
from stations.instants import format_instant
from stations.roles import Actor, Permission, may, require
from stations.sessions import Session, SessionStatus, Slot, refuse_booking
from stations.storage import bookings, sessions
from stations.storage.engine import Database, Tx

_ENDED = (BookingStatus.CANCELLED, BookingStatus.ENTERED_IN_ERROR)
_ARRIVED = (BookingStatus.CHECKED_IN, BookingStatus.FULFILLED)


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Somebody who came without a booking. ``phone`` may be "": nobody needs one to be helped."""

    session_id: str
    name: str
    phone: str
    category: str
    has_consented: bool
    lang: str
    region: str = "CN"
    request_key: str | None = None
    party: int = 1


def look_up(db: Database, actor: Actor, text: str) -> BookingView | Refused:
    """Return the booking with a typed or scanned code, or with the link that was scanned.

    A booking at another station gets the same answer as none at all: its roster is not the actor's to read.
    """
    require(actor, Permission.RUN_SESSIONS)

    def work(tx: Tx) -> BookingView | Refused:
        token = token_in(text)
        booking = by_token(tx, token) if token else bookings.by_code(tx, tidy_code(text))
        if booking is None or not may(actor, Permission.RUN_SESSIONS, booking.station_id):
            return Refused(Code.BOOKING_NOT_FOUND, field="code")
        return view_of(tx, booking)

    return db.read(work)


def check_in_by_code(db: Database, actor: Actor, now: datetime, text: str) -> BookingView | Refused:
    """Check in whoever carries this code or link."""
    found = look_up(db, actor, text)
    return found if isinstance(found, Refused) else check_in(db, actor, now, found.booking.id)


def check_in(
    db: Database, actor: Actor, now: datetime, booking_id: str, version: int | None = None, nonce: str = ""
) -> BookingView | Refused:
    """Note that the owner of a booking is here. Somebody marked as absent may come late and needs a place again.

    ``nonce`` names this check-in: asked for once more with the same one, nothing is done and the booking is returned.

    Refusals: ALREADY_CHECKED_IN (``at``), BOOKING_ENDED (``at``), SESSION_CANCELLED, NOT_TODAY (``starts_at``), LINK_EXPIRED,
    and for latecomers SLOT_FULL or ALREADY_BOOKED.

    Raises:
        NotFound, Forbidden: no such booking, or not at a station of the actor.
    """

    def decide(tx: Tx, booking: Booking, session: Session) -> BookingView | Refused:
        if nonce and booking.check_in_key == nonce:
            return view_of(tx, booking)
        return _arrive(tx, actor, now, booking, session, now, nonce)

    return change(db, actor, booking_id, None if nonce else version, decide)


def _arrive(
    tx: Tx, actor: Actor, now: datetime, booking: Booking, session: Session, at: datetime, nonce: str
) -> BookingView | Refused:
    """Check somebody in who came at ``at``, which is earlier than ``now`` where it was ticked without a network."""
    refused = _refuse_check_in(booking, session, at)
    if refused is not None:
        return refused
    came = replace(booking, check_in_key=nonce)
    return _step(tx, actor, now, booking, BookingStatus.CHECKED_IN, "booking.checked-in", came=came, at=at)


def take_up(db: Database, actor: Actor, now: datetime, ticks: Sequence[Tick]) -> list[TickAnswer]:
    """Check in those who were ticked without a network, each at its own time and in a transaction of its own.

    Taking a list up twice changes nothing. A booking that is not one of the actor's stations' is answered as none at all.
    """
    require(actor, Permission.RUN_SESSIONS)
    return [_take_up(db, actor, now, tick) for tick in ticks]


def _take_up(db: Database, actor: Actor, now: datetime, tick: Tick) -> TickAnswer:
    def work(tx: Tx) -> TickAnswer | Refused:
        booking = bookings.get(tx, tick.booking_id)
        if booking is None or not may(actor, Permission.RUN_SESSIONS, booking.station_id):
            return Refused(Code.BOOKING_NOT_FOUND)
        view = view_of(tx, booking)
        if booking.check_in_key == tick.nonce or booking.status in _ARRIVED:
            return TickAnswer(tick, TickOutcome.ALREADY, view)
        if booking.erased_at is not None:
            return Refused(Code.LINK_EXPIRED)
        at = min(tick.at, now)  # a clock that runs ahead cannot have seen what is still to come
        taken = _arrive(tx, actor, now, booking, view.session, at, tick.nonce)
        return taken if isinstance(taken, Refused) else TickAnswer(tick, TickOutcome.TAKEN, taken)

    result = write_or_refuse(db, work)
    if isinstance(result, Refused):
        return TickAnswer(tick, TickOutcome.CONFLICT, _seen(db, actor, tick.booking_id), result)
    return result


def _seen(db: Database, actor: Actor, booking_id: str) -> BookingView | None:
    """Return a booking of the actor's stations as it is, None for any other."""

    def work(tx: Tx) -> BookingView | None:
        booking = bookings.get(tx, booking_id)
        is_theirs = booking is not None and may(actor, Permission.RUN_SESSIONS, booking.station_id)
        return view_of(tx, booking) if booking is not None and is_theirs else None

    return db.read(work)


def _refuse_check_in(booking: Booking, session: Session, now: datetime) -> Refused | None:
    if session.status is SessionStatus.CANCELLED:
        return Refused(Code.SESSION_CANCELLED)
    if booking.status in _ENDED:
        return Refused(Code.BOOKING_ENDED, {"at": format_instant(booking.updated_at)})
    if booking.status in _ARRIVED:
        return Refused(Code.ALREADY_CHECKED_IN, {"at": format_instant(booking.checked_in_at or booking.updated_at)})
    if not can_check_in_at(session, now):
        return Refused(Code.NOT_TODAY, {"starts_at": format_instant(session.starts_at or now)})
    return None


def change(
    db: Database,
    actor: Actor,
    booking_id: str,
    version: int | None,
    decide: Callable[[Tx, Booking, Session], BookingView | Refused],
) -> BookingView | Refused:
    """Carry out ``decide`` on a booking of the actor's stations that still is at ``version``."""
    require(actor, Permission.RUN_SESSIONS)

    def work(tx: Tx) -> BookingView | Refused:
        booking = bookings.get(tx, booking_id)
        if booking is None:
            raise NotFound(Code.BOOKING_NOT_FOUND)
        session = session_of(tx, actor, Permission.RUN_SESSIONS, booking.session_id)
        if booking.erased_at is not None:
            return Refused(Code.LINK_EXPIRED)
        if version is not None and version != booking.version:
            return _refuse_stale(booking)
        return decide(tx, booking, session)

    return write_or_refuse(db, work)


def session_of(tx: Tx, actor: Actor, permission: Permission, session_id: str) -> Session:
    """Return a session at a station where the actor has ``permission``; raises NotFound or Forbidden."""
    session = sessions.get(tx, session_id)
    if session is None:
        raise NotFound(Code.SESSION_NOT_FOUND)
    require(actor, permission, session.station_id)
    return session


def _refuse_stale(booking: Booking) -> Refused:
    if booking.status is BookingStatus.CHECKED_IN and booking.checked_in_at is not None:
        return Refused(Code.ALREADY_CHECKED_IN, {"at": format_instant(booking.checked_in_at)})
    return Refused(Code.CHANGED_MEANWHILE)


def _step(
    tx: Tx,
    actor: Actor,
    now: datetime,
    booking: Booking,
    after: BookingStatus,
    action: str,
    *,
    came: Booking | None = None,
    at: datetime | None = None,
) -> BookingView | Refused:
    """Move a booking to ``after``, and its places and its time with it.

    ``came`` is the booking with what else changes, ``at`` when its owner came where that is not now.
    """
    if not may_become(booking.status, after):
        return Refused(Code.BOOKING_ENDED, {"at": format_instant(booking.updated_at)})
    if after not in CONSUMING:
        return _leave(tx, actor, now, booking, after, action)
    if not booking.is_consuming:
        refused = _claim_again(tx, booking)
        if refused is not None:
            return refused
    stepped = replace(came or booking, status=after, checked_in_at=_checked_in_at(booking, after, at or now))
    if not bookings.replace(tx, booking, stepped, now):
        return Refused(Code.CHANGED_MEANWHILE)
    detail = {"from": str(booking.status), "to": str(after)} | ({"at": format_instant(at)} if at and at != now else {})
    record(tx, actor, now, action, booking, detail)
    return view_of(tx, stored(stepped, now))


def _checked_in_at(booking: Booking, after: BookingStatus, now: datetime) -> datetime | None:
    if after is BookingStatus.CHECKED_IN and booking.status is not BookingStatus.FULFILLED:
        return now
    return None if after is BookingStatus.BOOKED else booking.checked_in_at


def _leave(
    tx: Tx, actor: Actor, now: datetime, booking: Booking, after: BookingStatus, action: str
) -> BookingView | Refused:
    ended = end(tx, actor, now, booking, after, action)
    if ended is None:
        return Refused(Code.CHANGED_MEANWHILE)
    view = view_of(tx, ended)
    waiting.freed(tx, now, view.session, booking.phone)
    return view


def _claim_again(tx: Tx, booking: Booking) -> Refused | None:
    if booking.phone and bookings.active_of(tx, booking.session_id, booking.phone):
        return Refused(Code.ALREADY_BOOKED)
    if booking.slot_id is None:
        is_there = sessions.claim_walk_in(tx, booking.session_id, booking.party)
        return None if is_there else Refused(Code.WALK_INS_FULL)
    if not sessions.claim_place(tx, booking.slot_id, booking.party):
        return Refused(Code.SLOT_FULL)
    return None if claim_time(tx, booking, sessions.slot(tx, booking.slot_id)) else Refused(Code.OVERLAPS)


def walk_in(db: Database, actor: Actor, now: datetime, arrival: WalkIn) -> BookingView | Refused:
    """Take in somebody without a booking, who is checked in at once.

    Refusals: WALK_INS_FULL, ALREADY_BOOKED (check that booking in instead), NOT_TODAY, and those of a session that is not on.

    Raises:
        InvalidInput: a name, phone or category that cannot be accepted, or no consent.
        NotFound, Forbidden: no such session, or not at a station of the actor.
    """
    require(actor, Permission.RUN_SESSIONS)
    request = _request(arrival)
    return book.once(db, actor, request, lambda tx: _walk_in(tx, actor, now, arrival.session_id, request))


def _request(arrival: WalkIn) -> book.Request:
    if not arrival.has_consented:
        raise InvalidInput(Code.CONSENT_NEEDED, "consent")
    return book.Request(
        slot_id=0,
        name=check_name(arrival.name),
        phone=phones.phone_given(arrival.phone, arrival.region, is_needed=False),
        category=check_category(arrival.category),
        has_consented=True,
        lang=arrival.lang,
        region=arrival.region,
        request_key=arrival.request_key,
        party=arrival.party,
    )


def _walk_in(tx: Tx, actor: Actor, now: datetime, session_id: str, request: book.Request) -> BookingView | Refused:
    session = session_of(tx, actor, Permission.RUN_SESSIONS, session_id)
    refused = refuse_booking(session, None, now)
    if refused is not None:
        return refused
    if not can_check_in_at(session, now):
        return Refused(Code.NOT_TODAY, {"starts_at": format_instant(session.starts_at or now)})
    if request.phone and bookings.active_of(tx, session_id, request.phone):
        return Refused(Code.ALREADY_BOOKED, field="phone")
    timekeeping.release_absent(tx, now, session)
    waiting.reclaim(tx, now, session)
    person = book.person_of(request, session, actor)
    is_there, slot = _claim_walk_in(tx, now, session, person.party)
    if not is_there:
        return Refused(Code.WALK_INS_FULL)
    return _take_in(tx, actor, now, session, slot, person, request)


def _claim_walk_in(tx: Tx, now: datetime, session: Session, party: int) -> tuple[bool, Slot | None]:
    """Take places for who came without a booking: those kept for them, or else those that are free in a slot of this moment."""
    if sessions.claim_walk_in(tx, session.id, party):
        return True, None
    slot = next(
        (one for one in sessions.going_on(tx, session.id, now) if sessions.claim_place(tx, one.id, party)), None
    )
    return slot is not None, slot


def _take_in(
    tx: Tx, actor: Actor, now: datetime, session: Session, slot: Slot | None, person: Person, request: book.Request
) -> BookingView | Refused:
    here = fresh(session, slot, person, BookingStatus.CHECKED_IN, now)
    booking = store(tx, here, book.origin_of(actor, now, request), now)
    if booking is None:
        return Refused(Code.ALREADY_BOOKED, field="phone")
    if not claim_time(tx, booking, slot):
        return Refused(Code.OVERLAPS, field="phone")
    book.made(tx, actor, now, booking, person)
    return BookingView(booking, session, slot)


def no_show(
    db: Database, actor: Actor, now: datetime, booking_id: str, version: int | None = None
) -> BookingView | Refused:
    """Note that the owner of a booking did not come once their slot has begun, which frees the place.

    Raises:
        NotFound, Forbidden: no such booking, or not at a station of the actor.
    """

    def decide(tx: Tx, booking: Booking, session: Session) -> BookingView | Refused:
        slot = sessions.slot(tx, booking.slot_id) if booking.slot_id is not None else None
        if session.status is SessionStatus.CANCELLED:
            return Refused(Code.SESSION_CANCELLED)
        if booking.status is BookingStatus.BOOKED and slot is not None and slot.starts_at > now:
            return Refused(Code.NOT_TODAY, {"starts_at": format_instant(slot.starts_at)})
        return _step(tx, actor, now, booking, BookingStatus.NOSHOW, "booking.no-show")

    return change(db, actor, booking_id, version, decide)


def fulfil(
    db: Database, actor: Actor, now: datetime, booking_id: str, version: int | None = None
) -> BookingView | Refused:
    """Note that somebody who is checked in has been seen; raises as :func:`check_in` does."""

    def decide(tx: Tx, booking: Booking, _: Session) -> BookingView | Refused:
        return _step(tx, actor, now, booking, BookingStatus.FULFILLED, "booking.fulfilled")

    return change(db, actor, booking_id, version, decide)


def undo(
    db: Database, actor: Actor, now: datetime, booking_id: str, version: int | None = None
) -> BookingView | Refused:
    """Take the last step at the desk back: checked in or absent becomes booked, done becomes checked in.

    A walk-in had no booking before, so it is struck out as entered in error and its place is free again. Somebody absent
    needs a place: SLOT_FULL when it was given away, ALREADY_BOOKED when they have booked anew.

    Raises:
        NotFound, Forbidden: no such booking, or not at a station of the actor.
    """

    def decide(tx: Tx, booking: Booking, session: Session) -> BookingView | Refused:
        if session.status is SessionStatus.CANCELLED:
            return Refused(Code.SESSION_CANCELLED)
        before = _before(booking)
        if before is None:
            return Refused(Code.BOOKING_ENDED, {"at": format_instant(booking.updated_at)})
        return _step(tx, actor, now, booking, before, "booking.undone")

    return change(db, actor, booking_id, version, decide)


def _before(booking: Booking) -> BookingStatus | None:
    if booking.status is BookingStatus.FULFILLED:
        return BookingStatus.CHECKED_IN
    if booking.status is BookingStatus.CHECKED_IN:
        return BookingStatus.ENTERED_IN_ERROR if booking.is_walk_in else BookingStatus.BOOKED
    return BookingStatus.BOOKED if booking.status is BookingStatus.NOSHOW else None
