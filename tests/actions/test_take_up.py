"""Check-ins ticked without a network and taken up later: each with its own time, twice harmless, conflicts said in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from stations.actions import clinics, desk, forget, my_booking, roster
from stations.actions.book import SessionView
from stations.bookings import Booking, BookingStatus, BookingView
from stations.check_ins import Tick, TickAnswer, TickOutcome
from stations.errors import Code, Forbidden, Refused
from stations.instants import format_instant
from stations.roles import SYSTEM, Actor
from stations.storage import bookings, sessions
from stations.storage.engine import Database

Booked = Callable[..., BookingView]
NONCE, OTHER = "a" * 32, "b" * 32


def told(answers: list[TickAnswer]) -> list[str]:
    return [str(one.refused.code if one.refused else one.outcome) for one in answers]


def stored(db: Database, view: BookingView) -> Booking:
    found = db.read(lambda tx: bookings.get(tx, view.booking.id))
    assert found is not None
    return found


def test_each_is_here_at_its_own_time(db: Database, staff: Actor, on_the_day: datetime, booked: Booked) -> None:
    first, second = booked(driver=1), booked(driver=2)
    ticks = [
        Tick(first.booking.id, on_the_day - timedelta(minutes=4), NONCE),
        Tick(second.booking.id, on_the_day + timedelta(minutes=3), OTHER),
    ]
    later = on_the_day + timedelta(hours=9)  # the network came back when check-in was long over
    assert told(desk.take_up(db, staff, later, ticks)) == ["taken", "taken"]
    assert [stored(db, view).checked_in_at for view in (first, second)] == [tick.at for tick in ticks]
    rows = db.read(lambda tx: tx.tuples("SELECT at FROM audit WHERE action = 'booking.checked-in'"))
    assert rows == [(format_instant(later),)] * 2, "the trail says when it was taken up"


def test_twice_is_harmless_also_after_a_step_was_taken_back(
    db: Database, staff: Actor, on_the_day: datetime, booked: Booked
) -> None:
    view = booked(driver=1)
    ticks = [Tick(view.booking.id, on_the_day, NONCE)]
    desk.take_up(db, staff, on_the_day, ticks)
    version = stored(db, view).version
    assert told(desk.take_up(db, staff, on_the_day, ticks)) == ["already"]
    assert stored(db, view).version == version
    desk.undo(db, staff, on_the_day, view.booking.id)
    assert told(desk.take_up(db, staff, on_the_day, ticks)) == ["already"]
    assert stored(db, view).status is BookingStatus.BOOKED
    assert told(desk.take_up(db, staff, on_the_day, [Tick(view.booking.id, on_the_day, OTHER)])) == ["taken"]


def test_who_was_checked_in_at_the_desk_meanwhile_keeps_that_time(
    db: Database, staff: Actor, on_the_day: datetime, booked: Booked
) -> None:
    view = booked(driver=1)
    desk.check_in(db, staff, on_the_day, view.booking.id)
    tick = Tick(view.booking.id, on_the_day - timedelta(minutes=3), NONCE)
    assert told(desk.take_up(db, staff, on_the_day + timedelta(hours=1), [tick])) == ["already"]
    assert stored(db, view).checked_in_at == on_the_day


def test_what_is_not_possible_any_more_is_listed_and_keeps_no_other_back(
    db: Database, staff: Actor, now: datetime, on_the_day: datetime, booked: Booked, clinic: SessionView
) -> None:
    gone, here = booked(driver=1), booked(driver=2)
    my_booking.cancel(db, now, gone.booking.token)
    ticks = [
        Tick(gone.booking.id, on_the_day, NONCE),
        Tick("no-such-booking", on_the_day, NONCE),
        Tick(here.booking.id, on_the_day - timedelta(days=1), OTHER),
        Tick(here.booking.id, on_the_day, OTHER),
    ]
    answers = desk.take_up(db, staff, on_the_day, ticks)
    assert told(answers) == ["booking-ended", "booking-not-found", "not-today", "taken"]
    assert answers[0].view is not None
    assert answers[0].view.booking.status is BookingStatus.CANCELLED
    assert db.read(sessions.miscounted) == []


def test_a_cancelled_session_takes_nobody_in(
    db: Database, staff: Actor, now: datetime, on_the_day: datetime, booked: Booked, clinic: SessionView
) -> None:
    view = booked(driver=1)
    clinics.cancel(db, staff, now, clinic.session.id)
    answers = desk.take_up(db, staff, on_the_day, [Tick(view.booking.id, on_the_day, NONCE)])
    assert told(answers) == ["session-cancelled"]


def test_somebody_marked_absent_gets_the_place_again_while_it_is_free(
    db: Database, staff: Actor, on_the_day: datetime, booked: Booked
) -> None:
    view = booked(driver=1)
    desk.no_show(db, staff, on_the_day, view.booking.id)
    assert told(desk.take_up(db, staff, on_the_day, [Tick(view.booking.id, on_the_day, NONCE)])) == ["taken"]
    assert db.read(sessions.miscounted) == []


def test_a_clock_that_runs_ahead_sees_no_future(
    db: Database, staff: Actor, on_the_day: datetime, booked: Booked
) -> None:
    view = booked(driver=1)
    desk.take_up(db, staff, on_the_day, [Tick(view.booking.id, on_the_day + timedelta(minutes=40), NONCE)])
    assert stored(db, view).checked_in_at == on_the_day


def test_nothing_of_an_erased_booking_comes_back(
    db: Database, staff: Actor, on_the_day: datetime, booked: Booked
) -> None:
    view = booked(driver=1)
    long_after = on_the_day + timedelta(days=40)
    forget.purge(db, SYSTEM, long_after)
    assert told(desk.take_up(db, staff, long_after, [Tick(view.booking.id, on_the_day, NONCE)])) == ["link-expired"]


def test_the_nonce_makes_a_check_in_at_the_desk_repeatable_too(
    db: Database, staff: Actor, on_the_day: datetime, booked: Booked
) -> None:
    view = booked(driver=1)
    first = desk.check_in(db, staff, on_the_day, view.booking.id, view.booking.version, NONCE)
    again = desk.check_in(db, staff, on_the_day + timedelta(minutes=1), view.booking.id, view.booking.version, NONCE)
    assert isinstance(first, BookingView)
    assert isinstance(again, BookingView)
    assert again.booking == first.booking
    other = desk.check_in(db, staff, on_the_day, view.booking.id, None, OTHER)
    assert isinstance(other, Refused)
    assert other.code is Code.ALREADY_CHECKED_IN


def test_others_may_not_take_up_nor_learn_whose_booking_it_is(
    db: Database, on_the_day: datetime, booked: Booked, manager: Actor, driver: Actor, other_staff: Actor
) -> None:
    view = booked(driver=1)
    ticks = [Tick(view.booking.id, on_the_day, NONCE)]
    for actor in (manager, driver):
        with pytest.raises(Forbidden):
            desk.take_up(db, actor, on_the_day, ticks)
    (answer,) = desk.take_up(db, other_staff, on_the_day, ticks)
    assert (told([answer]), answer.view) == (["booking-not-found"], None)
    assert answer.outcome is TickOutcome.CONFLICT
    assert stored(db, view).status is BookingStatus.BOOKED


def test_taking_the_roster_along_is_recorded_and_not_for_others(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, manager: Actor, other_staff: Actor, driver: Actor
) -> None:
    roster.take_offline(db, staff, now, clinic.session.id)
    rows = db.read(lambda tx: tx.tuples("SELECT account_id FROM audit WHERE action = 'roster.taken-offline'"))
    assert rows == [(staff.account_id,)]
    for actor in (manager, other_staff, driver):
        with pytest.raises(Forbidden):
            roster.take_offline(db, actor, now, clinic.session.id)
