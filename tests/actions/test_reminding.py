"""Reminders: a day and two hours before, once each, anew for who moved, never for who knows or need not come."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from stations.actions import book, clinics, my_booking, timekeeping
from stations.actions.book import SessionView
from stations.bookings import BookingView
from stations.notices import NoticeKind
from stations.plans import Plan
from stations.roles import DRIVER, SYSTEM, Actor
from stations.storage import notices
from stations.storage.engine import Database

Booked = Callable[..., BookingView]
DAY, HOURS = NoticeKind.REMINDER_DAY, NoticeKind.REMINDER_HOURS


def before(clinic: SessionView, **ahead: float) -> datetime:
    """Return the instant so long before the first slot."""
    return clinic.slots[0].starts_at - timedelta(**ahead)


def keep(db: Database, now: datetime) -> int:
    return timekeeping.keep_time(db, SYSTEM, now).reminded


def reminders(db: Database, view: BookingView) -> list[tuple[NoticeKind, int]]:
    found = reversed(db.read(lambda tx: notices.of_booking(tx, view.booking.id)))
    return [(one.kind, one.version) for one in found if one.kind in (DAY, HOURS)]


def test_each_is_reminded_once_a_day_and_once_two_hours_before(
    db: Database, booked: Booked, clinic: SessionView
) -> None:
    view, slot = booked(1), clinic.slots[0].id
    assert keep(db, before(clinic, hours=24, seconds=1)) == 0
    assert keep(db, before(clinic, hours=24)) == 1
    assert reminders(db, view) == [(DAY, slot)]
    for minutes in range(0, 22 * 60, 60):
        assert keep(db, before(clinic, hours=24) + timedelta(minutes=minutes)) == 0
    assert keep(db, before(clinic, hours=2)) == 1
    assert keep(db, before(clinic, hours=1)) == 0
    assert reminders(db, view) == [(DAY, slot), (HOURS, slot)]


def test_the_slots_are_reminded_of_each_in_its_time(db: Database, booked: Booked, clinic: SessionView) -> None:
    for number in range(3):
        booked(number + 1, number)
    assert [keep(db, before(clinic, hours=24) + timedelta(minutes=15 * number)) for number in range(3)] == [1, 1, 1]


def test_what_was_missed_while_nothing_ran_is_made_up_for(db: Database, booked: Booked, clinic: SessionView) -> None:
    view = booked(1)
    assert keep(db, before(clinic, hours=30)) == 0
    assert keep(db, before(clinic, hours=20)) == 1
    assert [kind for kind, _ in reminders(db, view)] == [DAY]


def test_a_days_reminder_is_not_written_two_hours_before(db: Database, booked: Booked, clinic: SessionView) -> None:
    view = booked(1)
    assert keep(db, before(clinic, hours=1, minutes=50)) == 1
    assert [kind for kind, _ in reminders(db, view)] == [HOURS]


def test_who_booked_after_the_moment_is_not_reminded(
    db: Database, clinic: SessionView, request_for: Callable[..., book.Request]
) -> None:
    early, late = (
        book.book(db, DRIVER, before(clinic, hours=hours), request_for(driver)) for driver, hours in ((1, 25), (2, 23))
    )
    assert isinstance(early, BookingView)
    assert isinstance(late, BookingView)
    assert keep(db, before(clinic, hours=22)) == 1
    assert reminders(db, late) == []
    assert keep(db, before(clinic, hours=2)) == 2
    assert [kind for kind, _ in reminders(db, late)] == [HOURS]


def test_who_moved_is_reminded_anew_of_the_other_slot(db: Database, booked: Booked, clinic: SessionView) -> None:
    view, (first, _, third) = booked(1), clinic.slots
    keep(db, before(clinic, hours=24))
    keep(db, before(clinic, hours=2))
    moved = my_booking.move(db, before(clinic, hours=2), view.booking.token, third.id)
    assert isinstance(moved, BookingView)
    assert keep(db, third.starts_at - timedelta(hours=2)) == 1
    assert reminders(db, view) == [(DAY, first.id), (HOURS, first.id), (HOURS, third.id)]


def test_who_moved_to_another_day_gets_both_again(
    db: Database, booked: Booked, clinic: SessionView, staff: Actor, plan: Plan, now: datetime
) -> None:
    other = clinics.create(db, staff, now, replace(plan, on_date=plan.on_date + timedelta(days=7)))
    clinics.publish(db, staff, now, other.id, other.version)
    there = book.see_session(db, other.id).slots[1]
    view = booked(1)
    keep(db, before(clinic, hours=24))
    assert isinstance(my_booking.move(db, before(clinic, hours=20), view.booking.token, there.id), BookingView)
    assert keep(db, before(clinic, hours=2)) == 0
    assert keep(db, there.starts_at - timedelta(hours=24)) == 1
    assert keep(db, there.starts_at - timedelta(hours=2)) == 1
    assert reminders(db, view) == [(DAY, clinic.slots[0].id), (DAY, there.id), (HOURS, there.id)]


def test_nobody_is_reminded_of_what_is_cancelled(
    db: Database, booked: Booked, clinic: SessionView, staff: Actor, now: datetime
) -> None:
    gone = booked(1)
    assert isinstance(my_booking.cancel(db, now, gone.booking.token), BookingView)
    assert keep(db, before(clinic, hours=24)) == 0
    booked(2)
    clinics.cancel(db, staff, now, clinic.session.id)
    assert keep(db, before(clinic, hours=2)) == 0


@pytest.mark.parametrize("hours", [24, 2])
def test_two_processes_that_keep_time_remind_once(
    db: Database, booked: Booked, clinic: SessionView, hours: int
) -> None:
    for number in range(1, 5):
        booked(number, number % 2)
    moment = clinic.slots[1].starts_at - timedelta(hours=hours)
    with ThreadPoolExecutor(4) as threads:
        written = [one.result() for one in [threads.submit(keep, db, moment) for _ in range(4)]]
    assert sum(written) == 4
