"""Planning sessions: drafts, publishing, cancelling with everyone told, copying to another day."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from stations.actions import replanning, waiting
from stations.actions.outcome import write_or_refuse
from stations.actions.placing import end, tell
from stations.audit import Entry
from stations.bookings import Booking, BookingStatus
from stations.errors import Code, Conflict, InvalidInput, NotFound, Refused
from stations.notices import NoticeKind
from stations.plans import Outline, Plan, checked_words, outline, plan_of
from stations.roles import Actor, Permission, require
from stations.sessions import MOST_PLACES, Session, SessionStatus, is_upcoming
from stations.station import Station
from stations.storage import audit, bookings, series, sessions, stations
from stations.storage.engine import Database, Tx

TOLD_ABOUT = (BookingStatus.BOOKED, BookingStatus.PENDING, BookingStatus.WAITLIST, BookingStatus.CHECKED_IN)
_TRIES = 5


@dataclass(frozen=True, slots=True)
class Cancelled:
    """A session that was cancelled, how many people have to be told, and how many were offered the next date."""

    session: Session
    told: int
    offered: int = 0


@dataclass(frozen=True, slots=True)
class PlacesChanged:
    """How many who waited got a place, and how many people are booked above the new number."""

    promoted: int
    over: int


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
        session_id = id_for(actor, request_key)
        return sessions.get(tx, session_id) or _add(tx, actor, now, plan, session_id, "session.created")

    return db.write(work)


def id_for(actor: Actor, request_key: str) -> str:
    """Return the id of what the actor makes under ``request_key``: always the same; a fresh one without a key."""
    if not request_key:
        return uuid.uuid4().hex
    return hashlib.sha256(f"{actor.account_id}\n{request_key}".encode()).hexdigest()[:32]


def _add(
    tx: Tx, actor: Actor, now: datetime, plan: Plan, session_id: str, action: str, *, is_demo: bool = False
) -> Session:
    station = station_of(tx, plan.station_id)
    sums = outline(plan, station.jurisdiction, now)
    session = planned(plan, sums, session_id, now, is_demo=is_demo or station.is_demo)
    sessions.add(tx, session, sums.times)
    note(tx, actor, now, action, session, {"slots": len(sums.times)})
    return session


def planned(plan: Plan, sums: Outline, session_id: str, now: datetime, *, is_demo: bool) -> Session:
    """Return the draft that a plan makes, not stored yet."""
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
        terms=plan.terms,
        questions=plan.questions,
        details=plan.details,
    )


def note(
    tx: Tx,
    actor: Actor,
    now: datetime,
    action: str,
    session: Session,
    detail: Mapping[str, str | int | None] | None = None,
) -> None:
    """Write the audit entry of something done to a session."""
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
    session = planned(plan, sums, session_id, now, is_demo=before.is_demo)
    kept = replace(
        session,
        source=before.source,
        series_id=before.series_id,
        recurrence_on=before.recurrence_on,
        is_detached=bool(before.series_id),
    )
    sessions.replace_draft(tx, kept, expected_version, sums.times)
    note(tx, actor, now, "session.edited", session, {"version": expected_version + 1})
    return stored_session(tx, session_id)


def stored_session(tx: Tx, session_id: str) -> Session:
    """Return a session that is known to be there, as it is now."""
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
        note(tx, actor, now, "session.published", session)
        return stored_session(tx, session_id)

    return write_or_refuse(db, work)


def discard(db: Database, actor: Actor, now: datetime, session_id: str, expected_version: int) -> Session | Refused:
    """Delete a draft and return what it was; nobody outside the station ever saw it.

    Raises:
        Forbidden, NotFound: the session is not the actor's, or there is none.
        Conflict: somebody changed the draft since it was at ``expected_version``.
    """

    def work(tx: Tx) -> Session | Refused:
        return discard_in(tx, actor, now, owned(tx, actor, session_id), expected_version)

    return write_or_refuse(db, work)


def discard_in(tx: Tx, actor: Actor, now: datetime, session: Session, expected_version: int) -> Session | Refused:
    """Delete a draft in a transaction that is under way; its series, if it has one, leaves the date out."""
    if session.status is not SessionStatus.DRAFT:
        return Refused(Code.SESSION_NOT_DRAFT)
    if not sessions.remove_draft(tx, session.id, expected_version):
        raise Conflict
    if session.recurrence_on is not None:
        series.leave_out(tx, session.series_id, session.recurrence_on, now)
    note(tx, actor, now, "session.discarded", session)
    return session


def cancel(
    db: Database, actor: Actor, now: datetime, session_id: str, *, offers_next: bool = False
) -> Cancelled | Refused:
    """Cancel a published session: whoever is booked or waits loses that and gets a notice, all in one transaction.

    With ``offers_next`` those booked are offered a place on the next date, as far as there is room, and hold it until the
    offer ends. People who are checked in stay so, but get the notice too: they may be waiting outside.

    Raises:
        Forbidden, NotFound: the session is not the actor's, or there is none.
    """
    return write_or_refuse(db, lambda tx: cancel_in(tx, actor, now, session_id, offers_next=offers_next))


def cancel_in(
    tx: Tx, actor: Actor, now: datetime, session_id: str, *, offers_next: bool = False
) -> Cancelled | Refused:
    """Cancel a session in a transaction that is under way."""
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
    lost = [one for booking in bookings.of_session(tx, session_id) if (one := lose(tx, actor, now, booking))]
    offered = replanning.offer_next(tx, now, session, lost) if offers_next else 0
    told = sum(bool(booking.name) for booking in lost)
    note(tx, actor, now, "session.cancelled", session, {"told": told, "offered": offered})
    waiting.freed_time(tx, now, [booking.phone for booking in lost])
    return Cancelled(stored_session(tx, session_id), told, offered)


def lose(
    tx: Tx, actor: Actor, now: datetime, booking: Booking, kind: NoticeKind = NoticeKind.SESSION_CANCELLED
) -> Booking | None:
    """End the booking if it still waits for its slot, however its owner or a colleague change it meanwhile.

    Return it as it was, None when there was nothing to lose.
    """
    current: Booking | None = booking
    for _ in range(_TRIES):
        if current is None or current.status not in TOLD_ABOUT:
            return None
        if current.status is BookingStatus.CHECKED_IN:
            tell(tx, now, current, kind)
            return current
        ended = end(tx, actor, now, current, BookingStatus.CANCELLED, "booking.cancelled-with-session")
        if ended is not None:
            tell(tx, now, ended, kind)
            return current
        current = bookings.get(tx, booking.id)
    raise Conflict


def change_places(
    db: Database, actor: Actor, now: datetime, session_id: str, places: int, slot_ids: Sequence[int] = ()
) -> PlacesChanged | Refused:
    """Give slots (all of them when none are named) another number of places, with people booked or not.

    More places go to who waits. Fewer than are taken takes nobody's place away: those above the number go when they cancel.

    Raises:
        Forbidden, NotFound: the session is not the actor's, or there is no such session or slot.
        InvalidInput: the number is out of its limits.
    """
    if not 0 <= places <= MOST_PLACES:
        raise InvalidInput(Code.NUMBER_OUTSIDE, "places", least=0, most=MOST_PLACES)

    def work(tx: Tx) -> PlacesChanged | Refused:
        session = owned(tx, actor, session_id)
        if session.status is SessionStatus.CANCELLED:
            return Refused(Code.SESSION_CANCELLED)
        sessions.hold_still(tx, session_id)
        waiting.reclaim(tx, now, session)
        slots = {slot.id: slot for slot in sessions.slots_of(tx, session_id)}
        if not slots.keys() >= set(slot_ids):
            raise NotFound(Code.SLOT_NOT_FOUND)
        changed = [slots[slot_id] for slot_id in slot_ids or slots]
        for slot in changed:
            sessions.plan_places(tx, slot.id, places)
        detail = {"places": places, "slots": len(changed)}
        note(tx, actor, now, "session.places-changed", session, detail)
        over = sum(max(0, slot.taken - places) for slot in changed)
        return PlacesChanged(waiting.fill(tx, now, session), over)

    return write_or_refuse(db, work)


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
        new_id = id_for(actor, request_key)
        plan = replace(plan_of(original, station_of(tx, original.station_id).jurisdiction), on_date=on_date)
        return sessions.get(tx, new_id) or _add(
            tx, actor, now, plan, new_id, "session.copied", is_demo=original.is_demo
        )

    return db.write(work)
