"""Booking a place, and waiting for one where all are taken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from stations import phones
from stations.actions import waiting
from stations.actions.outcome import Standing, write_or_refuse
from stations.actions.phone_codes import refuse_code, spend_code
from stations.actions.placing import (
    Person,
    claim_time,
    fresh,
    record,
    store,
    tell,
    token_of,
    view_of,
)
from stations.bookings import (
    Booking,
    BookingStatus,
    BookingView,
    check_category,
    check_email,
    check_name,
    check_party,
    fingerprint,
    refuse_person,
)
from stations.errors import Code, InvalidInput, NotFound, Refused
from stations.notices import NoticeKind
from stations.privacy import NOTICE_VERSION, Consent
from stations.questions import check_answers
from stations.roles import Actor, Permission, require
from stations.sessions import Session, SessionStatus, Slot, refuse_booking
from stations.settings import settings
from stations.storage import answers, attempts, bookings, sessions
from stations.storage.bookings import Origin
from stations.storage.engine import Database, Tx

_REQUEST_KEY_LENGTH = 200
FULL = Refused(Code.SLOT_FULL, field="slot")
Answer = BookingView | Refused | Standing


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
    email: str = ""
    party: int = 1
    answers: Mapping[str, str] = field(default_factory=dict)
    phone_code: str = ""


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
    """Book places of a slot.

    A driver books for themselves; somebody signed in books for a driver and must run sessions at the station.
    ``address`` is the network address, for the limit on bookings made from one.

    Refusals: SLOTFULL, ALREADY_BOOKED, ALREADY_WAITING, OVERLAPS, TOO_MANY_TRIES, TOO_MANY_BOOKINGS, KEY_REUSED, and those of a
    session that cannot be booked.

    Raises:
        InvalidInput: a name, phone, category, party or answer that cannot be accepted, or no consent.
        NotFound: no such slot.
        Forbidden: signed in, but not for this station.
    """
    request = checked(request, actor)
    return once(db, actor, request, lambda tx: book_in(tx, actor, now, request, address))


def once(db: Database, actor: Actor, request: Request, work: Callable[[Tx], Answer]) -> BookingView | Refused:
    """Carry out ``work`` unless the same request was carried out before, and return what it made then.

    Asked again after a refusal too: of two repeats at the same moment the slower one is refused by the faster.
    """
    result = write_or_refuse(db, lambda tx: made_earlier(tx, actor, request) or work(tx))
    if isinstance(result, Refused) and request.request_key:
        return db.read(lambda tx: made_earlier(tx, actor, request)) or result
    return result


def checked(request: Request, actor: Actor) -> Request:
    """Return the request in the form in which it is kept; raises InvalidInput that names what cannot be accepted.

    Staff may book for somebody without a phone; who books for themselves needs one, to be told and to find it again.
    """
    if not request.has_consented:
        raise InvalidInput(Code.CONSENT_NEEDED, "consent")
    if request.request_key is not None and not 1 <= len(request.request_key) <= _REQUEST_KEY_LENGTH:
        raise InvalidInput(Code.INVALID, "Idempotency-Key")
    return replace(
        request,
        name=check_name(request.name),
        phone=phones.phone_given(request.phone, request.region, is_needed=not actor.is_signed_in),
        category=check_category(request.category),
        email=check_email(request.email),
    )


def book_in(tx: Tx, actor: Actor, now: datetime, request: Request, address: str = "") -> Answer:
    """Book in a transaction that is under way, what :func:`checked` returned."""
    session, slot = place_of(tx, actor, request.slot_id)
    person = person_of(request, session, actor)
    refused = _refuse_before(tx, actor, now, session, slot, request, address)
    if refused is not None:
        return Standing(refused)
    if not sessions.claim_place(tx, slot.id, person.party):
        return Standing(FULL)
    booking = store(tx, fresh(session, slot, person, BookingStatus.BOOKED, now), origin_of(actor, now, request), now)
    if booking is None:
        return Refused(Code.ALREADY_BOOKED, field="phone")
    if not claim_time(tx, booking, slot):
        return Refused(Code.OVERLAPS, field="slot")
    made(tx, actor, now, booking, person)
    return BookingView(booking, session, replace(slot, taken=slot.taken + person.party))


def place_of(tx: Tx, actor: Actor, slot_id: int) -> tuple[Session, Slot]:
    """Return a slot and its session, which may be booked by the actor; raises NotFound or Forbidden."""
    found = sessions.at_slot(tx, slot_id)
    if found is None or found[0].status is SessionStatus.DRAFT:
        raise NotFound(Code.SLOT_NOT_FOUND)
    session, slot = found
    if actor.is_signed_in:
        require(actor, Permission.RUN_SESSIONS, session.station_id)
    return session, slot


def person_of(request: Request, session: Session, actor: Actor) -> Person:
    """Return who the places are for; raises InvalidInput for a party or an answer that the session does not take.

    Staff may leave open what the person did not say.
    """
    return Person(
        name=request.name,
        phone=request.phone,
        category=request.category,
        lang=request.lang,
        email=request.email,
        party=check_party(request.party, session.terms.most_party),
        answers=check_answers(session.questions, request.answers, may_be_missing=actor.is_signed_in),
    )


def _refuse_before(
    tx: Tx, actor: Actor, now: datetime, session: Session, slot: Slot, request: Request, address: str
) -> Refused | None:
    """Return why the booking cannot be, as far as it shows before anything is claimed; count the attempt."""
    if address and not may_try(tx, address, now):
        return Refused(Code.TOO_MANY_TRIES)
    refused = refuse_booking(session, slot, now, is_staff=actor.is_signed_in)
    if refused is not None:
        return refused
    waiting.reclaim(tx, now, session)
    return refuse_person_now(tx, actor, now, request, session, slot)


def may_try(tx: Tx, address: str, now: datetime) -> bool:
    """Count a booking or a held place of a network address; False when it has had its share of this hour."""
    return attempts.allow(tx, "book", address, settings().bookings_per_hour, timedelta(hours=1), now)


def refuse_person_now(
    tx: Tx, actor: Actor, now: datetime, request: Request, session: Session, slot: Slot | None
) -> Refused | None:
    """Return that the phone is not shown to be theirs, has a booking there, or then, or as many as one may have.

    Staff may book beyond that number.
    """
    if not request.phone:
        return None
    refused = refuse_code(tx, actor, now, request.phone, request.phone_code)
    most = None if actor.is_signed_in else settings().bookings_per_phone
    return refused or refuse_person(bookings.coming_of(tx, request.phone, now), session.id, slot, most)


def made(tx: Tx, actor: Actor, now: datetime, booking: Booking, person: Person) -> None:
    """Keep the answers of a new booking, record it and tell its owner."""
    if person.answers:
        answers.replace(tx, booking.id, person.answers)
    spend_code(tx, actor, booking.phone)
    record(tx, actor, now, "booking.created", booking, {"slot": booking.slot_id})
    tell(tx, now, booking, NoticeKind.BOOKED)


def origin_of(actor: Actor, now: datetime, request: Request) -> Origin:
    """Return how a booking came about: consent, who typed it, and the key that a repeat would carry."""
    consent = Consent(NOTICE_VERSION, request.lang, now)
    return Origin(consent, actor.account_id or "driver", request.request_key, _digest(actor, request))


def made_earlier(tx: Tx, actor: Actor, request: Request) -> BookingView | Refused | None:
    """Return the booking that the same request made before, a refusal when its key was another's, None when it is new."""
    earlier = bookings.by_request_key(tx, request.request_key) if request.request_key else None
    if earlier is None:
        return None
    if earlier[1] != _digest(actor, request):
        return Refused(Code.KEY_REUSED)
    return view_of(tx, replace(earlier[0], token=token_of(tx, request.request_key)))


def _digest(actor: Actor, request: Request) -> str:
    return fingerprint(
        slot=request.slot_id,
        name=request.name,
        phone=request.phone,
        category=request.category,
        party=request.party,
        by=actor.account_id,
    )


def wait(
    db: Database,
    actor: Actor,
    now: datetime,
    session_id: str,
    request: Request,
    *,
    accepts_at_once: bool = False,
    address: str = "",
) -> BookingView | Refused:
    """Join the waiting list of a session, for the slot of the request or, with slot 0, for any.

    Refusals: those of :func:`stations.actions.waiting.join`, TOO_MANY_TRIES, TOO_MANY_BOOKINGS, KEY_REUSED.

    Raises:
        InvalidInput, NotFound, Forbidden: as :func:`book` does.
    """
    request = checked(request, actor)

    def work(tx: Tx) -> Answer:
        session = sessions.get(tx, session_id)
        if session is None:
            raise NotFound(Code.SESSION_NOT_FOUND)
        if address and not may_try(tx, address, now):
            return Standing(Refused(Code.TOO_MANY_TRIES))
        refused = refuse_person_now(tx, actor, now, request, session, None)
        wish = waiting.Wish(
            session_id,
            request.slot_id or None,
            person_of(request, session, actor),
            origin_of(actor, now, request),
            accepts_at_once,
        )
        if refused is not None:
            return Standing(refused)
        spend_code(tx, actor, request.phone)
        return waiting.join(tx, actor, now, wish)

    return once(db, actor, request, work)
