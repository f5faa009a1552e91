"""After a closure: those who were booked are offered the next date, and hold a place there until the offer ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from stations.actions.placing import Person, claim_time, end, fresh, record, store, tell
from stations.bookings import Booking, BookingStatus
from stations.notices import NoticeKind
from stations.roles import SYSTEM
from stations.sessions import Session, Slot
from stations.storage import bookings, occupied, sessions
from stations.storage.bookings import Origin
from stations.storage.engine import Tx

_OFFER = timedelta(hours=24)
_OFFERED = (BookingStatus.BOOKED, BookingStatus.PENDING)


def offer_next(tx: Tx, now: datetime, cancelled: Session, lost: Sequence[Booking]) -> int:
    """Offer places on the next date to those who lost one, in the order in which they booked; return how many got an offer."""
    following = sessions.following(tx, cancelled)
    if following is None:
        return 0
    sessions.hold_still(tx, following.id)
    return sum(_offer(tx, now, following, booking) for booking in lost if _is_to_be_offered(booking))


def _is_to_be_offered(booking: Booking) -> bool:
    return booking.status in _OFFERED and bool(booking.name)


def _offer(tx: Tx, now: datetime, following: Session, lost: Booking) -> bool:
    if lost.phone and bookings.active_of(tx, following.id, lost.phone):
        return False
    before = sessions.slot(tx, lost.slot_id) if lost.slot_id is not None else None
    slots = [slot for slot in sessions.slots_of(tx, following.id) if slot.starts_at > now and slot.free >= lost.party]
    return any(
        _hold(tx, now, following, slot, lost) for slot in sorted(slots, key=lambda one: _difference(before, one))
    )


def _difference(before: Slot | None, slot: Slot) -> timedelta:
    """How far apart the two are on the clock, whatever their days: who had ten o'clock is offered ten o'clock."""
    if before is None:
        return timedelta()
    apart = abs(slot.starts_at - before.starts_at) % timedelta(days=1)
    return min(apart, timedelta(days=1) - apart)


def _hold(tx: Tx, now: datetime, session: Session, slot: Slot, lost: Booking) -> bool:
    if lost.phone and not occupied.is_free(tx, lost.phone, slot.starts_at, slot.ends_at):
        return False
    if not sessions.claim_place(tx, slot.id, lost.party):
        return False
    person = Person(lost.name, lost.phone, lost.category, lost.lang, lost.email, lost.party)
    offered = replace(
        fresh(session, slot, person, BookingStatus.PENDING, now),
        expires_at=min(now + _OFFER, slot.starts_at),
        is_offer=True,
        replaces_id=lost.id,
    )
    booking = store(tx, offered, Origin(bookings.consent_of(tx, lost.id), "system"), now)
    if booking is None:
        sessions.release_place(tx, slot.id, lost.party)
        return False
    if not claim_time(tx, booking, slot):
        end(tx, SYSTEM, now, booking, BookingStatus.CANCELLED, "booking.expired")
        return False
    record(tx, SYSTEM, now, "booking.offered", booking, {"slot": slot.id})
    tell(tx, now, booking, NoticeKind.OFFER)
    return True
