"""Holding a place while a form is filled in, and booking what is held."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from stations.actions import waiting
from stations.actions.book import (
    FULL,
    Answer,
    Request,
    book_in,
    checked,
    made,
    may_try,
    once,
    origin_of,
    person_of,
    place_of,
    refuse_person_now,
)
from stations.actions.outcome import Standing, write_or_refuse
from stations.actions.placing import Person, by_token, claim_time, end, fresh, record, store, stored, token_of, view_of
from stations.bookings import Booking, BookingStatus, BookingView, check_party
from stations.errors import Code, Refused
from stations.roles import DRIVER
from stations.sessions import Session, Slot, refuse_booking
from stations.storage import bookings, links, sessions
from stations.storage.bookings import Origin
from stations.storage.engine import Database, Tx
from stations.terms import HOLD


def hold(
    db: Database, now: datetime, slot_id: int, lang: str, *, party: int = 1, address: str = "", instead_of: str = ""
) -> BookingView | Refused:
    """Hold places of a slot for ten minutes while a form is filled in; ``instead_of`` is the link of a place held before.

    Refusals: SLOTFULL, TOO_MANY_TRIES, and those of a session that cannot be booked.

    Raises:
        NotFound: no such slot.
        InvalidInput: the party is larger than the session takes.
    """

    def work(tx: Tx) -> Answer:
        session, slot = place_of(tx, DRIVER, slot_id)
        check_party(party, session.terms.most_party)
        if address and not may_try(tx, address, now):
            return Standing(Refused(Code.TOO_MANY_TRIES))
        refused = refuse_booking(session, slot, now)
        if refused is not None:
            return refused
        waiting.reclaim(tx, now, session)
        _let_go(tx, now, instead_of)
        held = _hold(tx, now, session, slot, Person(lang=lang, party=party))
        if held is None:  # what was held before stays held; otherwise what was taken back stays taken back
            return FULL if instead_of else Standing(FULL)
        return held

    return write_or_refuse(db, work)


def _hold(tx: Tx, now: datetime, session: Session, slot: Slot, person: Person) -> BookingView | None:
    if not sessions.claim_place(tx, slot.id, person.party):
        return None
    held = replace(fresh(session, slot, person, BookingStatus.PENDING, now), expires_at=min(now + HOLD, slot.starts_at))
    booking = store(tx, held, Origin(None, "driver"), now)
    assert booking is not None  # nothing of a held place is unique but its code
    record(tx, DRIVER, now, "booking.held", booking, {"slot": slot.id})
    return BookingView(booking, session, replace(slot, taken=slot.taken + person.party))


def _let_go(tx: Tx, now: datetime, token: str) -> None:
    """Give a held place back; whoever waits for it gets it."""
    held = _held(tx, token) if token else None
    if held is not None and end(tx, DRIVER, now, held, BookingStatus.CANCELLED, "booking.let-go") is not None:
        waiting.fill(tx, now, view_of(tx, held).session)


def held(db: Database, token: str, session_id: str) -> BookingView | None:
    """Return the place of the session that a link holds, None where it holds none any more."""

    def work(tx: Tx) -> BookingView | None:
        booking = _held(tx, token)
        return view_of(tx, booking) if booking is not None and booking.session_id == session_id else None

    return db.read(work)


def _held(tx: Tx, token: str) -> Booking | None:
    """Return the held place that a link opens, None where it holds none (any more)."""
    booking = by_token(tx, token)
    is_held = booking is not None and booking.status is BookingStatus.PENDING and not booking.is_offer
    return booking if is_held else None


def confirm(db: Database, now: datetime, token: str, request: Request, address: str = "") -> BookingView | Refused:
    """Book the place that was held, for who filled the form in. When its time was over, book it as if it had not been held.

    Refusals and errors: those of :func:`book`, and HOLD_OVER for one that is gone.
    """
    request = checked(request, DRIVER)

    def work(tx: Tx) -> Answer:
        held = by_token(tx, token)
        if held is None or held.is_offer or held.slot_id != request.slot_id:
            return book_in(tx, DRIVER, now, request, address)
        session, slot = place_of(tx, DRIVER, request.slot_id)
        waiting.reclaim(tx, now, session)
        held = _held(tx, token)
        if held is None or held.party != request.party:
            _let_go(tx, now, token)
            answer = book_in(tx, DRIVER, now, request, address)
            return Standing(Refused(Code.HOLD_OVER, field="slot")) if answer == Standing(FULL) else answer
        return _confirm(tx, now, held, session, slot, request)

    return once(db, DRIVER, request, work)


def _confirm(tx: Tx, now: datetime, held: Booking, session: Session, slot: Slot, request: Request) -> Answer:
    refused = refuse_booking(session, None, now) or refuse_person_now(tx, DRIVER, now, request, session, slot)
    if refused is not None:
        return Standing(refused)
    person = person_of(request, session, DRIVER)
    taken = replace(
        held,
        status=BookingStatus.BOOKED,
        expires_at=None,
        name=person.name,
        phone=person.phone,
        email=person.email,
        category=person.category,
        lang=person.lang,
    )
    if not bookings.replace(tx, held, taken, now):
        return Refused(Code.CHANGED_MEANWHILE)
    if request.request_key:
        links.make(tx, held.id, now, token_of(tx, request.request_key))
    if not claim_time(tx, taken, slot):
        return Refused(Code.OVERLAPS, field="slot")
    bookings.consent_to(tx, held.id, origin_of(DRIVER, now, request))
    made(tx, DRIVER, now, stored(taken, now), person)
    return BookingView(stored(taken, now), session, slot)
