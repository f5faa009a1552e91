"""Planning sessions: drafts, publishing, cancelling with everyone told, copying to another day."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from stations.actions.book import give_place_back, record
from stations.actions.outcome import write_or_refuse
from stations.audit import Entry
from stations.bookings import Booking, BookingStatus
from stations.errors import Code, Conflict, InvalidInput, NotFound, Refused
from stations.instants import local_date
from stations.notices import NoticeKind
from stations.plans import Outline, Plan, checked_words, outline, plan_of
from stations.roles import Actor, Permission, Role, require
from stations.sessions import Session, SessionStatus, is_upcoming
from stations.station import Station
from stations.storage import audit, bookings, notices, search, sessions, stations
from stations.storage.engine import Database, Tx
from stations.words import Names

_AHEAD = timedelta(days=400)
_BEHIND = timedelta(days=400)
_MOST_LISTED = 500
_MOST_STATIONS = 20
_TRIES = 5
_TOLD_ABOUT = (BookingStatus.BOOKED, BookingStatus.PENDING)


@dataclass(frozen=True, slots=True)
class Listed:
    """A session in the staff's list, with the places in its slots and how many are taken."""

    session: Session
    station_names: Names
    jurisdiction: str
    places: int
    taken: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The sessions of the stations that the actor looks after: upcoming soonest first, past latest first."""

    upcoming: tuple[Listed, ...]
    drafts: tuple[Listed, ...]
    past: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A station at which the actor may plan a session."""

    station_id: str
    names: Names
    jurisdiction: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A session with its plan, to be edited or looked at; ``waiting`` are the booked who would have to be told."""

    session: Session
    plan: Plan
    place: Place
    waiting: int


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A session that was cancelled, and how many booked people have to be told."""

    session: Session
    told: int


def overview(db: Database, actor: Actor, now: datetime) -> Overview:
    """Return the actor's sessions, drafts among them; raises Forbidden."""
    require(actor, Permission.RUN_SESSIONS)
    return db.read(lambda tx: _overview(tx, actor, now))


def _overview(tx: Tx, actor: Actor, now: datetime) -> Overview:
    today, own = local_date(now, "CN"), _own(actor)
    found = sessions.between(tx, today - _BEHIND, today + _AHEAD, own, drafts=True, limit=_MOST_LISTED)
    tallies = sessions.tallies(tx, [session.id for session in found])
    places = {station_id: _place(tx, station_id) for station_id in {session.station_id for session in found}}
    listed = [_listed(session, places[session.station_id], tallies.get(session.id, (0, 0))) for session in found]
    drafts = tuple(one for one in listed if one.session.status is SessionStatus.DRAFT)
    others = [one for one in listed if one.session.status is not SessionStatus.DRAFT]
    upcoming = tuple(one for one in others if is_upcoming(one.session, now))
    return Overview(upcoming, drafts, tuple(one for one in reversed(others) if not is_upcoming(one.session, now)))


def _own(actor: Actor) -> list[str] | None:
    return None if actor.role is Role.ADMINISTRATOR else sorted(actor.station_ids)


def _listed(session: Session, place: Place, tally: tuple[int, int]) -> Listed:
    return Listed(session, place.names, place.jurisdiction, *tally)


def _place(tx: Tx, station_id: str) -> Place:
    station = _station(tx, station_id)
    return Place(station.id, station.names, station.jurisdiction, station.is_demo)


def _station(tx: Tx, station_id: str) -> Station:
    station = stations.get(tx, station_id)
    if station is None:
        raise NotFound(Code.STATION_NOT_FOUND)
    return station


def places_for(db: Database, actor: Actor, text: str = "") -> list[Place]:
    """Return the stations at which the actor may plan: their own, or for an administrator some that match ``text``."""
    require(actor, Permission.RUN_SESSIONS)

    def work(tx: Tx) -> list[Place]:
        if actor.role is not Role.ADMINISTRATOR:
            known = stations.known_ids(tx, sorted(actor.station_ids))
            return [_place(tx, station_id) for station_id in sorted(known)]
        if text.strip():
            briefs = stations.briefs(tx, search.matching(tx, text, _MOST_STATIONS)).values()
            return [Place(brief.id, brief.names, brief.jurisdiction, brief.is_demo) for brief in briefs]
        first = stations.each(tx, limit=_MOST_STATIONS)
        return [Place(one.id, one.names, one.jurisdiction, one.is_demo) for _, one in first]

    return db.read(work)


def see(db: Database, actor: Actor, session_id: str) -> Draft:
    """Return a session as its form shows it, draft or not.

    Raises:
        NotFound: there is no such session.
        Forbidden: it is at a station that the actor does not look after.
        InvalidInput: its times were never published, so that there is nothing to plan.
    """

    def work(tx: Tx) -> Draft:
        session = _owned(tx, actor, session_id)
        place = _place(tx, session.station_id)
        waiting = sum(one.status in _TOLD_ABOUT for one in bookings.of_session(tx, session_id))
        return Draft(session, plan_of(session, place.jurisdiction), place, waiting)

    return db.read(work)


def _owned(tx: Tx, actor: Actor, session_id: str) -> Session:
    require(actor, Permission.RUN_SESSIONS)
    session = sessions.get(tx, session_id)
    if session is None:
        raise NotFound(Code.SESSION_NOT_FOUND)
    require(actor, Permission.RUN_SESSIONS, session.station_id)
    return session


def create(db: Database, actor: Actor, now: datetime, plan: Plan, request_key: str = "") -> Session:
    """Store a new draft with its slots and return it; a repeat with the same ``request_key`` returns the same draft.

    Raises:
        Forbidden, NotFound: the station is not the actor's, or there is none.
        InvalidInput: the plan makes no session; names the field.
    """
    require(actor, Permission.RUN_SESSIONS, plan.station_id)
    plan = checked_words(plan)

    def work(tx: Tx) -> Session:
        session_id = _id_for(actor, request_key)
        return sessions.get(tx, session_id) or _add(tx, actor, now, plan, session_id, "session.created")

    return db.write(work)


def _id_for(actor: Actor, request_key: str) -> str:
    if not request_key:
        return uuid.uuid4().hex
    return hashlib.sha256(f"{actor.account_id}\n{request_key}".encode()).hexdigest()[:32]


def _add(
    tx: Tx, actor: Actor, now: datetime, plan: Plan, session_id: str, action: str, *, is_demo: bool = False
) -> Session:
    station = _station(tx, plan.station_id)
    sums = outline(plan, station.jurisdiction, now)
    session = _session(plan, sums, session_id, now, is_demo=is_demo or station.is_demo)
    sessions.add(tx, session, sums.times)
    _record(tx, actor, now, action, session, {"slots": len(sums.times)})
    return session


def _session(plan: Plan, sums: Outline, session_id: str, now: datetime, *, is_demo: bool) -> Session:
    return Session(
        id=session_id,
        station_id=plan.station_id,
        kind=plan.kind,
        title=plan.title,
        hosts=plan.hosts,
        on_date=plan.on_date,
        starts_at=sums.starts_at,
        ends_at=sums.ends_at,
        slot_minutes=plan.slot_minutes,
        places_per_slot=plan.places_per_slot,
        walk_in_capacity=plan.walk_in_capacity,
        walk_in_taken=0,
        audience=plan.audience,
        notes=plan.notes,
        status=SessionStatus.DRAFT,
        sequence=0,
        version=1,
        is_demo=is_demo,
        source="staff",
        updated_at=now,
    )


def _record(
    tx: Tx,
    actor: Actor,
    now: datetime,
    action: str,
    session: Session,
    detail: Mapping[str, str | int | None] | None = None,
) -> None:
    audit.add(tx, Entry(now, action, actor, session.id, session.station_id, detail or {}))


def edit(
    db: Database, actor: Actor, now: datetime, session_id: str, plan: Plan, expected_version: int
) -> Session | Refused:
    """Store an edited draft and make its slots anew; the station stays as it is.

    Raises:
        Forbidden, NotFound: the session is not the actor's, or there is none.
        InvalidInput: the plan makes no session; names the field.
        Conflict: somebody changed the draft since it was at ``expected_version``.
    """
    require(actor, Permission.RUN_SESSIONS)
    plan = checked_words(plan)
    return write_or_refuse(db, lambda tx: _edit(tx, actor, now, session_id, plan, expected_version))


def _edit(tx: Tx, actor: Actor, now: datetime, session_id: str, plan: Plan, expected_version: int) -> Session | Refused:
    before = _owned(tx, actor, session_id)
    if before.status is not SessionStatus.DRAFT:
        return Refused(Code.SESSION_NOT_DRAFT)
    if plan.station_id != before.station_id:
        raise InvalidInput(Code.INVALID, "station")
    sums = outline(plan, _station(tx, before.station_id).jurisdiction, now)
    session = _session(plan, sums, session_id, now, is_demo=before.is_demo)
    sessions.replace_draft(tx, replace(session, source=before.source), expected_version, sums.times)
    _record(tx, actor, now, "session.edited", session, {"version": expected_version + 1})
    return _stored(tx, session_id)


def _stored(tx: Tx, session_id: str) -> Session:
    session = sessions.get(tx, session_id)
    assert session is not None
    return session


def publish(db: Database, actor: Actor, now: datetime, session_id: str, expected_version: int) -> Session | Refused:
    """Open a draft for booking; a second tap finds it published and changes nothing.

    Raises:
        Forbidden, NotFound: the session is not the actor's, or there is none.
        Conflict: somebody changed the draft since it was at ``expected_version``.
    """

    def work(tx: Tx) -> Session | Refused:
        session = _owned(tx, actor, session_id)
        if session.status is SessionStatus.PUBLISHED:
            return session
        if session.status is SessionStatus.CANCELLED:
            return Refused(Code.SESSION_CANCELLED)
        if session.starts_at is None or session.starts_at <= now:
            return Refused(Code.SESSION_PAST)
        if not sessions.set_status(
            tx, session_id, SessionStatus.DRAFT, SessionStatus.PUBLISHED, now, version=expected_version
        ):
            raise Conflict
        _record(tx, actor, now, "session.published", session)
        return _stored(tx, session_id)

    return write_or_refuse(db, work)


def discard(db: Database, actor: Actor, now: datetime, session_id: str, expected_version: int) -> Session | Refused:
    """Delete a draft and return what it was; nobody outside the station ever saw it.

    Raises:
        Forbidden, NotFound: the session is not the actor's, or there is none.
        Conflict: somebody changed the draft since it was at ``expected_version``.
    """

    def work(tx: Tx) -> Session | Refused:
        session = _owned(tx, actor, session_id)
        if session.status is not SessionStatus.DRAFT:
            return Refused(Code.SESSION_NOT_DRAFT)
        if not sessions.remove_draft(tx, session_id, expected_version):
            raise Conflict
        _record(tx, actor, now, "session.discarded", session)
        return session

    return write_or_refuse(db, work)


def cancel(db: Database, actor: Actor, now: datetime, session_id: str) -> Cancelled | Refused:
    """Cancel a published session: whoever is booked loses the place and gets a notice, all in one transaction.

    People who are checked in already have been there and stay as they are.

    Raises:
        Forbidden, NotFound: the session is not the actor's, or there is none.
    """
    return write_or_refuse(db, lambda tx: _cancel(tx, actor, now, session_id))


def _cancel(tx: Tx, actor: Actor, now: datetime, session_id: str) -> Cancelled | Refused:
    session = _owned(tx, actor, session_id)
    if session.status is SessionStatus.CANCELLED:
        return Refused(Code.SESSION_CANCELLED)
    if session.status is SessionStatus.DRAFT:
        return Refused(Code.SESSION_CLOSED)
    if not is_upcoming(session, now):
        return Refused(Code.SESSION_PAST)
    if not sessions.set_status(tx, session_id, SessionStatus.PUBLISHED, SessionStatus.CANCELLED, now):
        return Refused(Code.SESSION_CANCELLED)
    sessions.close_slots(tx, session_id)
    told = sum(_tell(tx, actor, now, booking) for booking in bookings.of_session(tx, session_id))
    sessions.close_slots(tx, session_id)
    _record(tx, actor, now, "session.cancelled", session, {"told": told})
    return Cancelled(_stored(tx, session_id), told)


def _tell(tx: Tx, actor: Actor, now: datetime, booking: Booking) -> bool:
    """Cancel the booking if it still waits for its slot, however its owner or a colleague change it meanwhile."""
    current: Booking | None = booking
    for _ in range(_TRIES):
        if current is None or current.status not in _TOLD_ABOUT:
            return False
        if bookings.set_status(tx, current, BookingStatus.CANCELLED, now):
            give_place_back(tx, current)
            notices.add(tx, current.id, NoticeKind.SESSION_CANCELLED, now)
            record(tx, actor, now, "booking.cancelled-with-session", current)
            return True
        current = bookings.get(tx, booking.id)
    raise Conflict


def duplicate(
    db: Database, actor: Actor, now: datetime, session_id: str, on_date: date, request_key: str = ""
) -> Session:
    """Store a draft like an earlier session on another day, at the same times of the day, and return it.

    Raises:
        Forbidden, NotFound: the session is not the actor's, or there is none.
        InvalidInput: the day is past or too far, or the times of the original were never published.
    """

    def work(tx: Tx) -> Session:
        original = _owned(tx, actor, session_id)
        new_id = _id_for(actor, request_key)
        plan = replace(plan_of(original, _station(tx, original.station_id).jurisdiction), on_date=on_date)
        return sessions.get(tx, new_id) or _add(
            tx, actor, now, plan, new_id, "session.copied", is_demo=original.is_demo
        )

    return db.write(work)
