"""Changing a session that people have booked: who has a time that is still held keeps it, the others are told.

Everything is one transaction: the session, its slots, the bookings that end, and what their owners must know.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from stations.actions import waiting
from stations.actions.clinics import TOLD_ABOUT, lose, note, owned, planned, station_of, stored_session
from stations.actions.outcome import write_or_refuse
from stations.actions.placing import tell
from stations.bookings import Booking, BookingStatus
from stations.errors import Code, Conflict, InvalidInput, Refused
from stations.notices import NoticeKind
from stations.plans import Outline, Plan, checked_words, outline
from stations.roles import Actor, Permission, require
from stations.series import is_to_come
from stations.sessions import Session, SessionStatus, Slot
from stations.storage import bookings, sessions
from stations.storage.engine import Database, Tx

_CAN_END = (BookingStatus.PENDING, BookingStatus.BOOKED, BookingStatus.WAITLIST, BookingStatus.CANCELLED)


@dataclass(frozen=True, slots=True)
class Changed:
    """A session as it is after a change, and how many people lost their time with it."""

    session: Session
    lost: int = 0


def change(
    db: Database, actor: Actor, now: datetime, session_id: str, plan: Plan, expected_version: int
) -> Changed | Refused:
    """Store another plan of a draft or of a published session that has not begun; a date of a series is on its own then.

    Raises:
        Forbidden, NotFound: the session is not the actor's, or there is none.
        InvalidInput: the plan makes no session; names the field.
        Conflict: somebody changed the session since it was at ``expected_version``.
    """
    require(actor, Permission.RUN_SESSIONS)
    plan = checked_words(plan)

    def work(tx: Tx) -> Changed | Refused:
        before = owned(tx, actor, session_id)
        if before.version != expected_version:
            raise Conflict
        return change_in(tx, actor, now, before, plan, is_detached=bool(before.series_id))

    return write_or_refuse(db, work)


def change_in(
    tx: Tx, actor: Actor, now: datetime, before: Session, plan: Plan, *, is_detached: bool
) -> Changed | Refused:
    """Store another plan of a session as it was read, in a transaction that is under way."""
    if before.status is SessionStatus.CANCELLED:
        return Refused(Code.SESSION_CANCELLED)
    if before.status is SessionStatus.PUBLISHED and not is_to_come(before, now):
        return Refused(Code.SESSION_PAST)
    if plan.station_id != before.station_id:
        raise InvalidInput(Code.INVALID, "station")
    sums = outline(plan, station_of(tx, before.station_id).jurisdiction, now)
    after = replace(
        planned(plan, sums, before.id, now, is_demo=before.is_demo),
        source=before.source,
        series_id=before.series_id,
        recurrence_on=before.recurrence_on,
        is_detached=is_detached,
        walk_in_capacity=max(plan.walk_in_capacity, before.walk_in_taken),
    )
    if before.status is SessionStatus.PUBLISHED:
        return _replan(tx, actor, now, before, after, sums)
    sessions.replace_draft(tx, after, before.version, sums.times)
    note(tx, actor, now, "session.edited", after, {"version": before.version + 1})
    return Changed(stored_session(tx, before.id))


def _replan(tx: Tx, actor: Actor, now: datetime, before: Session, after: Session, sums: Outline) -> Changed | Refused:
    sessions.hold_still(tx, before.id)
    waiting.reclaim(tx, now, before)
    slots = sessions.slots_of(tx, before.id)
    gone = _gone(slots, sums)
    touched = [one for one in bookings.of_session(tx, before.id) if one.slot_id in {slot.id for slot in gone}]
    if any(one.status not in _CAN_END for one in touched):
        return Refused(Code.SESSION_BEGUN)
    for slot in gone:
        sessions.plan_places(tx, slot.id, 0)
    lost = [one for booking in touched if (one := lose(tx, actor, now, booking, NoticeKind.TIME_GONE))]
    sessions.remove_slots(tx, [slot.id for slot in gone])
    sessions.replan(tx, after, before.version)
    _set_places(tx, [slot for slot in slots if slot not in gone], before, after, sums)
    stored = stored_session(tx, before.id)
    _tell_of_other_day(tx, now, before, stored)
    waiting.freed(tx, now, stored, *(booking.phone for booking in lost))
    told = sum(bool(booking.name) for booking in lost)
    note(tx, actor, now, "session.changed", stored, {"version": stored.version, "lost": told})
    return Changed(stored, told)


def _gone(slots: list[Slot], sums: Outline) -> list[Slot]:
    held = set(sums.times)
    return [slot for slot in slots if (slot.starts_at, slot.ends_at) not in held]


def _places(session: Session) -> int:
    return session.places_per_slot * session.terms.points


def _set_places(tx: Tx, kept: list[Slot], before: Session, after: Session, sums: Outline) -> None:
    """Give slots that stay their new number, unless it is the old one: a slot may have been given its own meanwhile."""
    if _places(before) != _places(after):
        for slot in kept:
            sessions.plan_places(tx, slot.id, _places(after))
    there = {slot.starts_at for slot in kept}
    sessions.add_slots(tx, after, [pair for pair in sums.times if pair[0] not in there])


def _tell_of_other_day(tx: Tx, now: datetime, before: Session, after: Session) -> None:
    """Tell who waits for any time of the session that it is at another time now; who has a time keeps just that."""
    if (before.starts_at, before.ends_at) == (after.starts_at, after.ends_at):
        return
    for booking in bookings.of_session(tx, before.id):
        if booking.status is BookingStatus.WAITLIST and booking.slot_id is None:
            tell(tx, now, booking, NoticeKind.SESSION_CHANGED)


def people_who_lose(tx: Tx, session: Session, times: Outline | None) -> int:
    """Return how many people would lose their time if the session had ``times``, or with None, if it were not held."""
    kept = set(times.times) if times is not None else set()
    slots = {slot.id for slot in sessions.slots_of(tx, session.id) if (slot.starts_at, slot.ends_at) not in kept}
    return sum(_loses(one, slots, is_held=times is not None) for one in bookings.of_session(tx, session.id))


def _loses(booking: Booking, gone: set[int], *, is_held: bool) -> bool:
    return booking.status in TOLD_ABOUT and bool(booking.name) and (booking.slot_id in gone or not is_held)
