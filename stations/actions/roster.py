"""The roster of a session: reading it, changing it for a driver, and phoning people after a cancellation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from stations.actions import book, my_booking
from stations.actions.desk import change, session_of
from stations.actions.placing import record, view_of
from stations.audit import Entry
from stations.bookings import Booking, BookingStatus, BookingView
from stations.errors import Refused
from stations.notices import Delivery, Notice, NoticeKind
from stations.roles import Actor, Permission, require
from stations.rosters import Roster, arrange
from stations.sessions import Session
from stations.storage import answers, audit, bookings, notices, occupied, sessions, stations
from stations.storage.engine import Database, Tx


@dataclass(frozen=True, slots=True)
class ToCall:
    """Somebody who was booked when the session was cancelled; ``notice`` says whether a message told them, or they were phoned."""

    booking: Booking
    notice: Notice

    @property
    def told_at(self) -> datetime | None:
        """When they saw it or were phoned."""
        return self.notice.told_at

    @property
    def is_told(self) -> bool:
        """Whether they know, as far as can be told."""
        return self.told_at is not None or self.notice.delivery is Delivery.SENT


def roster(db: Database, actor: Actor, session_id: str) -> Roster:
    """Return the session's roster.

    Raises:
        NotFound: there is no such session.
        Forbidden: it is at a station that the actor does not look after.
    """
    require(actor, Permission.READ_ROSTER)
    return db.read(lambda tx: _roster(tx, actor, session_id))


def _roster(tx: Tx, actor: Actor, session_id: str) -> Roster:
    session = session_of(tx, actor, Permission.READ_ROSTER, session_id)
    station = stations.get(tx, session.station_id)
    assert station is not None
    found, slots = bookings.of_session(tx, session_id), sessions.slots_of(tx, session_id)
    waiting = [one for one in found if one.status is BookingStatus.WAITLIST]
    busy = {one.id: occupied.busy(tx, one.phone, slots) for one in waiting}
    answered = answers.of_session(tx, session_id) if session.questions else {}
    arranged = arrange(session, station.names, station.jurisdiction, slots, found, busy, answered)
    return replace(arranged, messages=notices.latest_of_session(tx, session_id))


def export(db: Database, actor: Actor, now: datetime, session_id: str) -> Roster:
    """Return the roster to be taken away as a file, and record who took it; raises as :func:`roster` does."""
    require(actor, Permission.READ_ROSTER)

    def work(tx: Tx) -> Roster:
        found = _roster(tx, actor, session_id)
        audit.add(tx, Entry(now, "roster.exported", actor, session_id, found.session.station_id))
        return found

    return db.write(work)


def take_offline(db: Database, actor: Actor, now: datetime, session_id: str) -> Roster:
    """Return the roster for a page that works without a network, and record who took it; raises as :func:`roster` does."""
    require(actor, Permission.READ_ROSTER)

    def work(tx: Tx) -> Roster:
        found = _roster(tx, actor, session_id)
        audit.add(tx, Entry(now, "roster.taken-offline", actor, session_id, found.session.station_id))
        return found

    return db.write(work)


def book_for(db: Database, actor: Actor, now: datetime, request: book.Request) -> BookingView | Refused:
    """Book a slot for a driver who phoned or stands there; the rules are those of :func:`stations.actions.book.book`."""
    require(actor, Permission.RUN_SESSIONS)
    return book.book(db, actor, now, request)


def cancel_for(
    db: Database, actor: Actor, now: datetime, booking_id: str, version: int | None = None
) -> BookingView | Refused:
    """Cancel a booking for its owner; raises as :func:`stations.actions.desk.check_in` does."""

    def decide(tx: Tx, booking: Booking, _: Session) -> BookingView | Refused:
        return my_booking.cancel_in(tx, actor, now, booking)

    return change(db, actor, booking_id, version, decide)


def move_for(
    db: Database, actor: Actor, now: datetime, booking_id: str, slot_id: int, version: int | None = None
) -> BookingView | Refused:
    """Move a booking to another slot for its owner; raises as :func:`stations.actions.desk.check_in` does."""

    def decide(tx: Tx, booking: Booking, _: Session) -> BookingView | Refused:
        return my_booking.move_in(tx, actor, now, booking, slot_id)

    return change(db, actor, booking_id, version, decide)


def to_call(db: Database, actor: Actor, session_id: str) -> list[ToCall]:
    """Return everyone who was booked or already there when the session was cancelled, those not told yet first.

    Raises:
        NotFound, Forbidden: no such session, or not at a station of the actor.
    """
    require(actor, Permission.READ_ROSTER)

    def work(tx: Tx) -> list[ToCall]:
        session_of(tx, actor, Permission.READ_ROSTER, session_id)
        by_id = {booking.id: booking for booking in bookings.of_session(tx, session_id)}
        written = notices.of_session(tx, session_id, NoticeKind.SESSION_CANCELLED)
        people = [ToCall(by_id[notice.booking_id], notice) for notice in written]
        return sorted(people, key=lambda one: (one.is_told, one.notice.delivery is not Delivery.FAILED))

    return db.read(work)


def mark_told(
    db: Database, actor: Actor, now: datetime, booking_id: str, *, is_told: bool = True
) -> BookingView | Refused:
    """Note that the owner of a booking was told by phone what messages were to tell, or take that back for a cancelled session."""

    def decide(tx: Tx, booking: Booking, _: Session) -> BookingView | Refused:
        if is_told:
            changed = notices.mark_told(tx, booking_id, now)
        else:
            changed = notices.mark_untold(tx, booking_id, NoticeKind.SESSION_CANCELLED)
        if changed:
            record(tx, actor, now, "booking.told" if is_told else "booking.untold", booking)
        return view_of(tx, booking)

    return change(db, actor, booking_id, None, decide)
