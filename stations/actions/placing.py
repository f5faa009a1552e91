"""What every change of a booking is made of: places and time are claimed or given back, it is recorded, its owner is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from stations.audit import Entry
from stations.bookings import Booking, BookingStatus, BookingView, new_code, new_id
from stations.links import new_token, token_for
from stations.notices import NoticeKind
from stations.roles import Actor
from stations.sessions import Session, Slot
from stations.storage import audit, bookings, house, links, notices, occupied, sessions
from stations.storage.bookings import Origin
from stations.storage.engine import Tx

_CODE_TRIES = 5
Detail = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class Person:
    """Who a place is for, checked; all of it is "" while a place is only held."""

    name: str = ""
    phone: str = ""
    category: str = ""
    lang: str = ""
    email: str = ""
    party: int = 1
    answers: Mapping[str, str] = field(default_factory=dict)


def fresh(session: Session, slot: Slot | None, person: Person, status: BookingStatus, now: datetime) -> Booking:
    """Return a new booking that is not stored yet; without a slot it is a walk-in, or a wish for any slot."""
    return Booking(
        id=new_id(),
        session_id=session.id,
        station_id=session.station_id,
        slot_id=slot.id if slot else None,
        code="",
        token="",
        status=status,
        is_walk_in=status is BookingStatus.CHECKED_IN,
        name=person.name,
        phone=person.phone,
        category=person.category,
        lang=person.lang,
        created_at=now,
        updated_at=now,
        checked_in_at=now if status is BookingStatus.CHECKED_IN else None,
        erased_at=None,
        version=1,
        party=person.party,
        email=person.email,
    )


def store(tx: Tx, booking: Booking, origin: Origin, now: datetime) -> Booking | None:
    """Insert a booking with a code and a link; None when its phone has another active one in the session."""
    token = token_of(tx, origin.request_key) or new_token()
    for _ in range(_CODE_TRIES):  # a code is taken once in a blue moon; the phone's own index refuses every time
        coded = replace(booking, code=new_code(), token=token)
        if bookings.add(tx, coded, origin):
            links.make(tx, coded.id, now, token)
            return coded
    return None


def token_of(tx: Tx, request_key: str | None) -> str:
    """Return the secret of the link of the booking made under ``request_key``, "" without a key."""
    return token_for(house.secret(tx), "booking", request_key) if request_key else ""


def claim_time(tx: Tx, booking: Booking, slot: Slot | None) -> bool:
    """Take the slot's time for the booking's phone; False when another booking of that phone has a part of it."""
    return slot is None or occupied.claim(tx, booking.phone, booking.id, slot.starts_at, slot.ends_at)


def give_back(tx: Tx, booking: Booking) -> None:
    """Free the places and the time of a booking that has just stopped to consume them."""
    if booking.slot_id is None:
        sessions.release_walk_in(tx, booking.session_id, booking.party)
    else:
        sessions.release_place(tx, booking.slot_id, booking.party)
    occupied.release(tx, booking.id)


def end(tx: Tx, actor: Actor, now: datetime, booking: Booking, after: BookingStatus, action: str) -> Booking | None:
    """Move a booking to a status that consumes nothing and free what it had; None when somebody was faster."""
    ended = replace(booking, status=after, expires_at=None, is_offer=False)
    if not bookings.replace(tx, booking, ended, now):
        return None
    if booking.is_consuming:
        give_back(tx, booking)
    record(tx, actor, now, action, booking, {"from": str(booking.status), "to": str(after)})
    return stored(ended, now)


def stored(booking: Booking, now: datetime) -> Booking:
    """Return the booking as it lies in the database after a change of it."""
    return replace(booking, updated_at=now, version=booking.version + 1)


def record(tx: Tx, actor: Actor, now: datetime, action: str, booking: Booking, detail: Detail | None = None) -> None:
    """Write the audit entry of something done to a booking: its id, never its name or phone."""
    audit.add(tx, Entry(now, action, actor, booking.id, booking.station_id, detail or {}))


def tell(tx: Tx, now: datetime, booking: Booking, kind: NoticeKind, args: Mapping[str, str] | None = None) -> None:
    """Write what the owner of the booking, as it is now, has to know; a held place has no owner yet."""
    if booking.name:
        notices.add(tx, booking.id, kind, now, booking.version, args)


def view_of(tx: Tx, booking: Booking) -> BookingView:
    """Return the booking with the session and slot it is for."""
    session = sessions.get(tx, booking.session_id)
    assert session is not None
    slot = sessions.slot(tx, booking.slot_id) if booking.slot_id is not None else None
    return BookingView(booking, session, slot)


def by_token(tx: Tx, token: str) -> Booking | None:
    """Return the booking that a link opens, with that link's secret, or None."""
    booking_id = links.booking_of(tx, token)
    booking = bookings.get(tx, booking_id) if booking_id else None
    return replace(booking, token=token) if booking else None
