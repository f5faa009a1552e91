"""The waiting list: joining it, and giving each place that gets free to whoever waits longest and can use it.

Nobody waits while a place is free that they could use: whatever frees a place, or a person's time, calls :func:`freed` in its
own transaction.
An offer holds its place until its deadline; :func:`reclaim` takes back what is over, in every booking of the session and,
where nobody books, by :func:`stations.actions.timekeeping.keep_time`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from stations.actions.outcome import Standing, write_or_refuse
from stations.actions.placing import (
    Person,
    by_token,
    claim_time,
    end,
    fresh,
    give_back,
    record,
    store,
    stored,
    tell,
    view_of,
)
from stations.bookings import Booking, BookingStatus, BookingView
from stations.errors import Code, NotFound, Refused
from stations.notices import NoticeKind
from stations.roles import DRIVER, SYSTEM, Actor, Permission, require
from stations.sessions import Session, SessionStatus, Slot, is_upcoming, refuse_booking
from stations.storage import answers, bookings, occupied, sessions
from stations.storage.bookings import Origin
from stations.storage.engine import Database, Tx


@dataclass(frozen=True, slots=True)
class Wish:
    """A place that somebody waits for: in one slot, or in any of the session (``slot_id`` None)."""

    session_id: str
    slot_id: int | None
    person: Person
    origin: Origin
    accepts_at_once: bool = False


def join(tx: Tx, actor: Actor, now: datetime, wish: Wish) -> BookingView | Refused:
    """Put somebody on the waiting list, in a transaction that is under way.

    Refusals: NO_WAITLIST, PLACES_FREE (book one instead), ALREADY_BOOKED, and those of a session that is not on.

    Raises:
        NotFound, Forbidden: no such session or slot, or not at a station of the signed-in actor.
    """
    session, slot = _wished(tx, wish)
    if actor.is_signed_in:
        require(actor, Permission.RUN_SESSIONS, session.station_id)
    refused = refuse_booking(session, slot, now, is_staff=actor.is_signed_in)
    if refused is not None or not session.terms.has_waitlist:
        return refused or Refused(Code.NO_WAITLIST)
    sessions.hold_still(tx, session.id)
    reclaim(tx, now, session)
    if _usable(tx, sessions.slots_of(tx, session.id), wish.slot_id, wish.person.phone, wish.person.party, now):
        return Refused(Code.PLACES_FREE, field="slot")
    return _write(tx, actor, now, session, slot, wish)


def _wished(tx: Tx, wish: Wish) -> tuple[Session, Slot | None]:
    session = sessions.get(tx, wish.session_id)
    slot = sessions.slot(tx, wish.slot_id) if wish.slot_id is not None else None
    if session is None or session.status is SessionStatus.DRAFT:
        raise NotFound(Code.SESSION_NOT_FOUND)
    if wish.slot_id is not None and (slot is None or slot.session_id != session.id):
        raise NotFound(Code.SLOT_NOT_FOUND)
    return session, slot


def _usable(tx: Tx, slots: Sequence[Slot], wished: int | None, phone: str, party: int, now: datetime) -> list[Slot]:
    """Return the slots to come with room for ``party`` at a time when the phone has no other booking."""
    return [
        slot
        for slot in slots
        if wished in (None, slot.id)
        and slot.starts_at > now
        and slot.free >= party
        and (not phone or occupied.is_free(tx, phone, slot.starts_at, slot.ends_at))
    ]


def _write(
    tx: Tx, actor: Actor, now: datetime, session: Session, slot: Slot | None, wish: Wish
) -> BookingView | Refused:
    waiting = replace(
        fresh(session, slot, wish.person, BookingStatus.WAITLIST, now), accepts_at_once=wish.accepts_at_once
    )
    booking = store(tx, waiting, wish.origin, now)
    if booking is None:
        return Refused(Code.ALREADY_BOOKED, field="phone")
    if wish.person.answers:
        answers.replace(tx, booking.id, wish.person.answers)
    record(tx, actor, now, "booking.waiting", booking, {"slot": booking.slot_id})
    tell(tx, now, booking, NoticeKind.WAITING)
    return BookingView(booking, session, slot)


def fill(tx: Tx, now: datetime, session: Session) -> int:
    """Give the session's free places to those who wait, in their order; return how many got one.

    Whoever needs more places than are free, or has another booking at that time, keeps waiting and the next one is asked.
    """
    if session.status is not SessionStatus.PUBLISHED or not is_upcoming(session, now):
        return 0
    queue = bookings.waiting(tx, session.id)
    return sum(_give(tx, now, session, waiting) for waiting in queue) if queue else 0


def freed(tx: Tx, now: datetime, session: Session, *phones: str) -> None:
    """Serve who waits once places of a session got free, and with them the time of the people with these phones.

    Somebody who waits elsewhere and was passed over because they had a booking then may have a place now.
    """
    fill(tx, now, session)
    freed_time(tx, now, phones)


def freed_time(tx: Tx, now: datetime, phones: Iterable[str]) -> None:
    """Serve the lists on which these people wait, once they have some of their time back."""
    for phone in dict.fromkeys(one for one in phones if one):
        for session_id in bookings.waits_of(tx, phone):
            sessions.hold_still(tx, session_id)
            session = sessions.get(tx, session_id)
            assert session is not None
            fill(tx, now, session)


def _give(tx: Tx, now: datetime, session: Session, waiting: Booking) -> bool:
    slots = sessions.slots_of(tx, session.id)
    return any(
        _offer(tx, now, session, waiting, slot)
        for slot in _usable(tx, slots, waiting.slot_id, waiting.phone, waiting.party, now)
    )


def _offer(tx: Tx, now: datetime, session: Session, waiting: Booking, slot: Slot) -> bool:
    """Hold a place for somebody who waits, or book it for who wished that; False when it was gone in the same moment."""
    if not sessions.claim_place(tx, slot.id, waiting.party):
        return False
    given = replace(waiting, status=BookingStatus.BOOKED, slot_id=slot.id)
    if not waiting.accepts_at_once:
        until = session.terms.offer_ends(now, slot.starts_at)
        given = replace(given, status=BookingStatus.PENDING, expires_at=until, is_offer=True)
    if not claim_time(tx, given, slot) or not bookings.replace(tx, waiting, given, now):
        give_back(tx, given)
        return False
    given = stored(given, now)
    action = "booking.offered" if given.is_offer else "booking.promoted"
    record(tx, SYSTEM, now, action, given, {"slot": slot.id})
    tell(tx, now, given, NoticeKind.OFFER if given.is_offer else NoticeKind.BOOKED)
    return True


def reclaim(tx: Tx, now: datetime, session: Session) -> int:
    """End the session's held places and offers whose time is over, and give what they held to who waits; return how many."""
    over = [one for one in bookings.expired(tx, session.id, now) if _expire(tx, now, one)]
    if over:
        freed(tx, now, session, *(booking.phone for booking in over))
    return len(over)


def _expire(tx: Tx, now: datetime, booking: Booking) -> bool:
    """End a held place or an offer; False when it was accepted, or ended by somebody else, in the same moment."""
    ended = end(tx, SYSTEM, now, booking, BookingStatus.CANCELLED, "booking.expired")
    if ended is not None and booking.is_offer:
        tell(tx, now, ended, NoticeKind.OFFER_EXPIRED)
    return ended is not None


def accept(db: Database, now: datetime, token: str) -> BookingView | Refused:
    """Take the place that was offered; a second tap finds it taken and changes nothing.

    Raises:
        NotFound: no booking has this link.
    """

    def work(tx: Tx) -> BookingView | Refused | Standing:
        booking = by_token(tx, token)
        if booking is None:
            raise NotFound(Code.BOOKING_NOT_FOUND)
        return accept_in(tx, DRIVER, now, booking)

    return write_or_refuse(db, work)


def accept_in(tx: Tx, actor: Actor, now: datetime, booking: Booking) -> BookingView | Refused | Standing:
    """Take an offered place in a transaction that is under way. Refusals: OFFER_OVER, BOOKING_ENDED, SESSION_CANCELLED."""
    view = view_of(tx, booking)
    if view.session.status is SessionStatus.CANCELLED:
        return Refused(Code.SESSION_CANCELLED)
    if booking.status is BookingStatus.BOOKED:
        return view
    if booking.status is not BookingStatus.PENDING or not booking.is_offer:
        return Refused(Code.BOOKING_ENDED)
    if booking.expires_at is not None and booking.expires_at <= now:
        reclaim(tx, now, view.session)
        return Standing(Refused(Code.OFFER_OVER))
    accepted = replace(booking, status=BookingStatus.BOOKED, expires_at=None, is_offer=False)
    if not bookings.replace(tx, booking, accepted, now):
        return Refused(Code.CHANGED_MEANWHILE)
    record(tx, actor, now, "booking.accepted", booking, {"slot": booking.slot_id})
    tell(tx, now, stored(accepted, now), NoticeKind.BOOKED)
    return replace(view, booking=stored(accepted, now))
