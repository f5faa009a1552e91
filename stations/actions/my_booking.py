"""What the owner of a booking does with it: find it again, look, cancel, move, take the place of a cancelled date."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from stations import phones
from stations.actions import waiting
from stations.actions.outcome import write_or_refuse
from stations.actions.placing import by_token, claim_time, end, record, stored, tell, view_of
from stations.bookings import Booking, BookingStatus, BookingView, tidy_code
from stations.errors import Code, NotFound, Refused
from stations.notices import Notice, NoticeKind
from stations.queue import Waiting, standing
from stations.roles import DRIVER, Actor
from stations.sessions import Session, Slot, refuse_booking, refuse_by_window
from stations.storage import attempts, bookings, links, notices, occupied, sessions
from stations.storage.engine import Database, Tx

_LOOKUPS_PER_ADDRESS = 20
_LOOKUPS_PER_CODE = 5
_LOOKUP_WINDOW = timedelta(minutes=15)
_CANCELLABLE = (BookingStatus.BOOKED, BookingStatus.PENDING, BookingStatus.WAITLIST)


@dataclass(frozen=True, slots=True)
class MyBooking:
    """A booking as its owner sees it, with what they are to be told.

    ``waiting`` is where they stand on the waiting list; ``replacement`` the booking offered in place of a cancelled date.
    """

    view: BookingView
    notices: tuple[Notice, ...]
    waiting: Waiting | None = None
    replacement: BookingView | None = None


def open_booking(db: Database, token: str) -> MyBooking | Refused:
    """Return the booking that a link opens; a link whose booking was erased is refused as expired.

    Raises:
        NotFound: no booking has this link.
    """

    def work(tx: Tx) -> MyBooking | Refused:
        booking = opened(tx, token)
        if isinstance(booking, Refused):
            return booking
        told = tuple(notices.of_booking(tx, booking.id))
        return MyBooking(view_of(tx, booking), told, _standing(tx, booking), _replacement(tx, booking))

    return db.read(work)


def _standing(tx: Tx, booking: Booking) -> Waiting | None:
    if booking.status is not BookingStatus.WAITLIST:
        return None
    slots = sessions.slots_of(tx, booking.session_id)
    taken = {
        slot.id
        for slot in slots
        if booking.phone and not occupied.is_free(tx, booking.phone, slot.starts_at, slot.ends_at)
    }
    return standing(booking, bookings.waiting(tx, booking.session_id), slots, taken)


def _replacement(tx: Tx, booking: Booking) -> BookingView | None:
    if booking.status is not BookingStatus.CANCELLED:
        return None
    other = bookings.replacing(tx, booking.id)
    return view_of(tx, other) if other is not None and other.erased_at is None else None


def owned(tx: Tx, token: str) -> Booking:
    """Return the booking that a link opens; raises NotFound: LINK_EXPIRED where it was erased, BOOKING_NOT_FOUND else."""
    booking = by_token(tx, token)
    if booking is None:
        raise NotFound(Code.LINK_EXPIRED if links.is_spent(tx, token) else Code.BOOKING_NOT_FOUND)
    return booking


def other_dates(db: Database, now: datetime, view: BookingView) -> list[tuple[Session, tuple[Slot, ...]]]:
    """Return the sessions to which a booking can be moved, its own first, with the slots that have room for its party."""

    def work(tx: Tx) -> list[tuple[Session, tuple[Slot, ...]]]:
        alike = [view.session, *sessions.alike(tx, view.session, now)]
        found = [(one, _open_slots(tx, one, view.booking, now)) for one in alike]
        return [(session, slots) for session, slots in found if slots]

    return db.read(work)


def _open_slots(tx: Tx, session: Session, booking: Booking, now: datetime) -> tuple[Slot, ...]:
    is_own = session.id == booking.session_id
    if not is_own and refuse_by_window(session, now) is not None:
        return ()
    return tuple(
        slot
        for slot in sessions.slots_of(tx, session.id)
        if slot.free >= booking.party and slot.starts_at > now and slot.id != booking.slot_id
    )


def opened(tx: Tx, token: str) -> Booking | Refused:
    """Return the booking that a link opens, or LINK_EXPIRED where it was erased; raises NotFound."""
    booking = by_token(tx, token)
    is_erased = links.is_spent(tx, token) if booking is None else booking.erased_at is not None
    return Refused(Code.LINK_EXPIRED) if is_erased else owned(tx, token)


def mark_seen(db: Database, now: datetime, token: str) -> None:
    """Note that the owner has seen the notices of their booking."""

    def work(tx: Tx) -> None:
        booking = by_token(tx, token)
        if booking is not None:
            notices.mark_told(tx, booking.id, now)

    db.write(work)


def find_by_code(db: Database, now: datetime, code: str, last_four: str, address: str) -> str | Refused:
    """Return the secret of a new link to the booking with this code and these last four digits of the phone.

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
    return db.write(lambda tx: links.make(tx, booking.id, now))


def _are_last_four(phone: str, typed: str) -> bool:
    digits = "".join(letter for letter in typed if letter.isascii() and letter.isdigit())
    return len(digits) == 4 and hmac.compare_digest(phones.last_four(phone), digits)


def link_to_replacement(db: Database, now: datetime, token: str) -> str | Refused:
    """Return the secret of a new link to the booking that was offered in place of a cancelled one.

    Raises:
        NotFound: no booking has this link.
    """

    def work(tx: Tx) -> str | Refused:
        other = bookings.replacing(tx, owned(tx, token).id)
        if other is None or other.erased_at is not None:
            return Refused(Code.OFFER_OVER)
        return links.make(tx, other.id, now)

    return write_or_refuse(db, work)


def cancel(db: Database, now: datetime, token: str) -> BookingView | Refused:
    """Cancel one's own booking, decline an offer or leave the waiting list; doing it twice is refused, not repeated.

    Raises:
        NotFound: no booking has this link.
    """
    return write_or_refuse(db, lambda tx: cancel_in(tx, DRIVER, now, owned(tx, token)))


def cancel_in(tx: Tx, actor: Actor, now: datetime, booking: Booking) -> BookingView | Refused:
    """Cancel ``booking`` in a transaction that is under way: compare and swap, give the place back, ask who waits for it."""
    if booking.erased_at is not None:
        return Refused(Code.LINK_EXPIRED)
    if booking.status not in _CANCELLABLE:
        return Refused(Code.BOOKING_ENDED)
    ended = end(tx, actor, now, booking, BookingStatus.CANCELLED, _cancelling(booking))
    if ended is None:
        return Refused(Code.CHANGED_MEANWHILE)
    if booking.status is BookingStatus.BOOKED:
        tell(tx, now, ended, NoticeKind.CANCELLED)
    view = view_of(tx, ended)
    if booking.is_consuming:
        waiting.freed(tx, now, view.session, booking.phone)
    return view


def _cancelling(booking: Booking) -> str:
    if booking.status is BookingStatus.WAITLIST:
        return "booking.left-waiting"
    if booking.status is BookingStatus.PENDING:
        return "booking.declined" if booking.is_offer else "booking.let-go"
    return "booking.cancelled"


def move(db: Database, now: datetime, token: str, slot_id: int) -> BookingView | Refused:
    """Move one's own booking to another slot, of the same session or of another of the same kind at the station.

    The new place is claimed before the old one is given up, in one transaction.

    Raises:
        NotFound: no booking has this link, or no such slot.
    """
    return write_or_refuse(db, lambda tx: move_in(tx, DRIVER, now, owned(tx, token), slot_id))


def move_in(tx: Tx, actor: Actor, now: datetime, booking: Booking, slot_id: int) -> BookingView | Refused:
    """Move ``booking`` in a transaction that is under way."""
    if booking.erased_at is not None:
        return Refused(Code.LINK_EXPIRED)
    slot = sessions.slot(tx, slot_id)
    here, there = sessions.get(tx, booking.session_id), sessions.get(tx, slot.session_id) if slot else None
    if slot is None or here is None or there is None or not _is_alike(here, there):
        raise NotFound(Code.SLOT_NOT_FOUND)
    if booking.status is not BookingStatus.BOOKED or booking.slot_id is None:
        return Refused(Code.BOOKING_ENDED)
    if booking.slot_id == slot_id:
        return Refused(Code.SLOT_SAME)
    refused = refuse_booking(there, slot, now, is_staff=actor.is_signed_in or here.id == there.id)
    return refused or _move(tx, actor, now, booking, here, there, slot)


def _is_alike(here: Session, there: Session) -> bool:
    """Whether a booking of one can be moved to the other: the same kind of session at the same station."""
    return here.id == there.id or (here.station_id == there.station_id and here.kind == there.kind)


def _move(
    tx: Tx, actor: Actor, now: datetime, booking: Booking, here: Session, there: Session, slot: Slot
) -> BookingView | Refused:
    waiting.reclaim(tx, now, there)
    if here.id != there.id and booking.phone and bookings.active_of(tx, there.id, booking.phone):
        return Refused(Code.ALREADY_BOOKED)
    if not sessions.claim_place(tx, slot.id, booking.party):
        return Refused(Code.SLOT_FULL, field="slot")
    moved = replace(booking, slot_id=slot.id, session_id=there.id)
    if not bookings.replace(tx, booking, moved, now):
        return Refused(Code.CHANGED_MEANWHILE)
    occupied.release(tx, booking.id)
    if not claim_time(tx, moved, slot):
        return Refused(Code.OVERLAPS, field="slot")
    assert booking.slot_id is not None
    sessions.release_place(tx, booking.slot_id, booking.party)
    record(tx, actor, now, "booking.moved", booking, {"from": booking.slot_id, "to": slot.id})
    tell(tx, now, stored(moved, now), NoticeKind.MOVED)
    waiting.freed(tx, now, here, booking.phone)
    return view_of(tx, stored(moved, now))
