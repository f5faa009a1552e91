"""What a contender does; each returns the status of the booking or the code of the refusal."""

from __future__ import annotations

from datetime import datetime

from stations.actions import book, clinics, desk, holds, my_booking, timekeeping, waiting
from stations.actions.book import Request
from stations.bookings import BookingView
from stations.errors import Refused
from stations.roles import DRIVER, SYSTEM, Actor, Role
from stations.storage.engine import Database
from tests.conftest import TRUCK

STAFF = Actor(Role.STAFF, "staff-1", frozenset({TRUCK}))


def phone_of(person: int) -> str:
    return f"+861380013{person:04}"


def request(slot_id: int, person: int, key: str | None = None) -> Request:
    return Request(
        slot_id, f"司机{person}", phone_of(person), "truck", has_consented=True, lang="zh-Hans", request_key=key
    )


def _outcome(answer: BookingView | Refused) -> str:
    return str(answer.code if isinstance(answer, Refused) else answer.booking.status)


def book_place(db: Database, now: datetime, slot_id: int, person: int) -> str:
    return _outcome(book.book(db, DRIVER, now, request(slot_id, person)))


def hold_and_confirm(db: Database, now: datetime, slot_id: int, person: int) -> str:
    held = holds.hold(db, now, slot_id, "en")
    if isinstance(held, Refused):
        return _outcome(held)
    return _outcome(holds.confirm(db, now, held.booking.token, request(slot_id, person)))


def walk_in(db: Database, now: datetime, session_id: str, key: str | None = None) -> str:
    here = desk.WalkIn(session_id, "路人", "", "other", has_consented=True, lang="zh-Hans", request_key=key)
    return _outcome(desk.walk_in(db, STAFF, now, here))


def cancel(db: Database, now: datetime, token: str) -> str:
    return _outcome(my_booking.cancel(db, now, token))


def accept(db: Database, now: datetime, token: str) -> str:
    return _outcome(waiting.accept(db, now, token))


def keep_time(db: Database, now: datetime) -> str:
    return f"{timekeeping.keep_time(db, SYSTEM, now).expired} ended"


def cancel_session(db: Database, now: datetime, session_id: str) -> str:
    answer = clinics.cancel(db, STAFF, now, session_id)
    return str(answer.code) if isinstance(answer, Refused) else f"{answer.told} told"


def wait_or_book(db: Database, now: datetime, session_id: str, slot_id: int, person: int) -> str:
    """Join the waiting list; told that places are free, book one."""
    answer = book.wait(db, DRIVER, now, session_id, request(0, person))
    return _outcome(answer) if isinstance(answer, BookingView) else book_place(db, now, slot_id, person)
