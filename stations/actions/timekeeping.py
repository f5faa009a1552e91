"""What happens because time goes by: held places and offers end, places nobody came for are released, people are reminded."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from stations.actions import reminding, waiting
from stations.actions.placing import end
from stations.bookings import BookingStatus
from stations.roles import SYSTEM, Actor, Permission, require
from stations.sessions import Session
from stations.storage import bookings, sessions
from stations.storage.engine import Database, Tx


@dataclass(frozen=True, slots=True)
class Kept:
    """How many held places and offers ended, how many places nobody came for were released, how many reminders were written."""

    expired: int
    released: int
    reminded: int


def keep_time(db: Database, actor: Actor, now: datetime) -> Kept:
    """Do what is due, a transaction a session; doing it twice, or in two processes at once, changes nothing more."""
    require(actor, Permission.FORGET)
    expired = released = 0
    for session_id in db.read(lambda tx: bookings.sessions_with_expired(tx, now)):
        expired += db.write(partial(_reclaim, now=now, session_id=session_id))
    for session in db.read(lambda tx: sessions.going_on_now(tx, now)):
        if session.terms.release_minutes is not None:
            released += db.write(partial(release_absent, now=now, session=session))
    return Kept(expired, released, reminding.remind(db, now))


def _reclaim(tx: Tx, now: datetime, session_id: str) -> int:
    session = sessions.get(tx, session_id)
    return waiting.reclaim(tx, now, session) if session is not None else 0


def release_absent(tx: Tx, now: datetime, session: Session) -> int:
    """Release the places whose owners were not there some minutes after their slot began, where the session says so.

    They are free for who came without a booking; a late owner gets the place again while it still is free.
    """
    if session.terms.release_minutes is None:
        return 0
    gone = bookings.absent(tx, session.id, now - timedelta(minutes=session.terms.release_minutes))
    released = [one for one in gone if end(tx, SYSTEM, now, one, BookingStatus.NOSHOW, "booking.released") is not None]
    if released:
        waiting.freed(tx, now, session, *(booking.phone for booking in released))
    return len(released)
