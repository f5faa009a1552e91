"""Booking a place: at once, or by holding it while the form is filled; and waiting for one where all are taken."""

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
    by_token,
    claim_time,
    end,
    fresh,
    record,
    store,
    stored,
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
from stations.roles import DRIVER, Actor, Permission, require
from stations.sessions import Session, SessionStatus, Slot, refuse_booking
from stations.settings import settings
from stations.storage import answers, attempts, bookings, links, sessions
from stations.storage.bookings import Origin
from stations.storage.engine import Database, Tx
from stations.terms import HOLD

_REQUEST_KEY_LENGTH = 200
_FULL = Refused(Code.SLOT_FULL, field="slot")
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

    Refusals: SLOT_FULL, ALREADY_BOOKED, ALREADY_WAITING, OVERLAPS, TOO_MANY_TRIES, TOO_MANY_BOOKINGS, KEY_REUSED, and those of a
    session that cannot be booked.

    Raises:
        InvalidInput: a name, phone, category, party or answer that cannot be accepted, or no consent.
        NotFound: no such slot.
        Forbidden: signed in, but not for this station.
    """
    request = checked(request, actor)
    return once(db, actor, request, lambda tx: _book(tx, actor, now, request, address))


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


def _book(tx: Tx, actor: Actor, now: datetime, request: Request, address: str = "") -> Answer:
    session, slot = place_of(tx, actor, request.slot_id)
    person = person_of(request, session, actor)
    refused = _refuse_before(tx, actor, now, session, slot, request, address)
    if refused is not None:
        return Standing(refused)
    if not sessions.claim_place(tx, slot.id, person.party):
        return Standing(_FULL)
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


def hold(
    db: Database, now: datetime, slot_id: int, lang: str, *, party: int = 1, address: str = "", instead_of: str = ""
) -> BookingView | Refused:
    """Hold places of a slot for ten minutes while a form is filled in; ``instead_of`` is the link of a place held before.

    Refusals: SLOT_FULL, TOO_MANY_TRIES, and those of a session that cannot be booked.

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
            return _FULL if instead_of else Standing(_FULL)
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
    held = by_token(tx, token) if token else None
    if held is None or held.status is not BookingStatus.PENDING or held.is_offer:
        return
    if end(tx, DRIVER, now, held, BookingStatus.CANCELLED, "booking.let-go") is not None:
        waiting.fill(tx, now, view_of(tx, held).session)


def held(db: Database, token: str, session_id: str) -> BookingView | None:
    """Return the place of the session that a link holds, None where it holds none any more."""

    def work(tx: Tx) -> BookingView | None:
        booking = by_token(tx, token)
        if booking is None or booking.status is not BookingStatus.PENDING or booking.is_offer:
            return None
        return view_of(tx, booking) if booking.session_id == session_id else None

    return db.read(work)


def let_go(db: Database, now: datetime, token: str) -> None:
    """Give a held place back before its time is over."""
    db.write(lambda tx: _let_go(tx, now, token))


def confirm(db: Database, now: datetime, token: str, request: Request, address: str = "") -> BookingView | Refused:
    """Book the place that was held, for who filled the form in. When its time was over, book it as if it had not been held.

    Refusals and errors: those of :func:`book`, and HOLD_OVER for one that is gone.
    """
    request = checked(request, DRIVER)

    def work(tx: Tx) -> Answer:
        held = by_token(tx, token)
        if held is None or held.is_offer or held.slot_id != request.slot_id:
            return _book(tx, DRIVER, now, request, address)
        session, slot = place_of(tx, DRIVER, request.slot_id)
        waiting.reclaim(tx, now, session)
        held = by_token(tx, token)
        if held is None or held.status is not BookingStatus.PENDING or held.party != request.party:
            _let_go(tx, now, token)
            answer = _book(tx, DRIVER, now, request, address)
            return Standing(Refused(Code.HOLD_OVER, field="slot")) if answer == Standing(_FULL) else answer
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
