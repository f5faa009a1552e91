"""Planning sessions: drafts, publishing, cancelling with everyone told, copying to another day."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from stations.actions.book import give_place_back, record
from stations.actions.outcome import write_or_refuse
from stations.audit import Entry
from stations.bookings import Booking, BookingStatus
from stations.errors import Code, Conflict, InvalidInput, NotFound, Refused
from stations.notices import NoticeKind
from stations.plans import Outline, Plan, checked_words, outline, plan_of
from stations.roles import Actor, Permission, require
from stations.sessions import Session, SessionStatus, is_upcoming
from stations.station import Station
from stations.storage import audit, bookings, notices, sessions, stations
from stations.storage.engine import Database, Tx

TOLD_ABOUT = (BookingStatus.BOOKED, BookingStatus.PENDING, BookingStatus.CHECKED_IN)
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A session that was cancelled, and how many booked people have to be told."""

    session: Session
    told: int


def owned(tx: Tx, actor: Actor, session_id: str) -> Session:
    """Return a session of the actor's stations; raises NotFound or Forbidden."""
    require(actor, Permission.RUN_SESSIONS)
    session = sessions.get(tx, session_id)
    if session is None:
        raise NotFound(Code.SESSION_NOT_FOUND)
    require(actor, Permission.RUN_SESSIONS, session.station_id)
    return session


def station_of(tx: Tx, station_id: str) -> Station:
    """Return the station, or raise NotFound."""
    station = stations.get(tx, station_id)
    if station is None:
        raise NotFound(Code.STATION_NOT_FOUND)
    return station


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
    station = station_of(tx, plan.station_id)
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
    before = owned(tx, actor, session_id)
    if before.status is not SessionStatus.DRAFT:
        return Refused(Code.SESSION_NOT_DRAFT)
    if plan.station_id != before.station_id:
        raise InvalidInput(Code.INVALID, "station")
    sums = outline(plan, station_of(tx, before.station_id).jurisdiction, now)
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
        session = owned(tx, actor, session_id)
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
        session = owned(tx, actor, session_id)
        if session.status is not SessionStatus.DRAFT:
            return Refused(Code.SESSION_NOT_DRAFT)
        if not sessions.remove_draft(tx, session_id, expected_version):
            raise Conflict
        _record(tx, actor, now, "session.discarded", session)
        return session

    return write_or_refuse(db, work)


def cancel(db: Database, actor: Actor, now: datetime, session_id: str) -> Cancelled | Refused:
    """Cancel a published session: whoever is booked loses the place and gets a notice, all in one transaction.

    People who are checked in stay so, but get the notice too: they may be waiting outside.

    Raises:
        Forbidden, NotFound: the session is not the actor's, or there is none.
    """
    return write_or_refuse(db, lambda tx: _cancel(tx, actor, now, session_id))


def _cancel(tx: Tx, actor: Actor, now: datetime, session_id: str) -> Cancelled | Refused:
    session = owned(tx, actor, session_id)
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
        if current is None or current.status not in TOLD_ABOUT:
            return False
        if current.status is BookingStatus.CHECKED_IN:
            notices.add(tx, current.id, NoticeKind.SESSION_CANCELLED, now)
            return True
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
        original = owned(tx, actor, session_id)
        new_id = _id_for(actor, request_key)
        plan = replace(plan_of(original, station_of(tx, original.station_id).jurisdiction), on_date=on_date)
        return sessions.get(tx, new_id) or _add(
            tx, actor, now, plan, new_id, "session.copied", is_demo=original.is_demo
        )

    return db.write(work)
