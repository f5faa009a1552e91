"""One person is at one place at a time: refused by the database, whatever the sessions, and given back with the booking."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from stations.actions import book, clinics, desk, my_booking, waiting
from stations.actions.book import Request, SessionView
from stations.bookings import BookingStatus, BookingView
from stations.errors import Code, Refused
from stations.plans import Plan
from stations.roles import DRIVER, Actor
from stations.settings import settings
from stations.storage import occupied, sessions
from stations.storage.engine import Database

Ask = Callable[..., Request]
Booked = Callable[..., BookingView]
Another = Callable[..., SessionView]


@pytest.fixture
def another(db: Database, staff: Actor, now: datetime, plan: Plan) -> Another:
    """Make a function that opens another session for booking: ``another(start=time(9, 10))``."""

    def make(**changes: object) -> SessionView:
        made = clinics.create(db, staff, now, replace(plan, **changes))  # type: ignore[arg-type]
        clinics.publish(db, staff, now, made.id, made.version)
        return book.see_session(db, made.id)

    return make


def code_of(result: object) -> Code | None:
    return result.code if isinstance(result, Refused) else None


@pytest.mark.parametrize(
    ("start", "code"),
    [
        (time(9), Code.OVERLAPS),
        (time(8, 50), Code.OVERLAPS),
        (time(9, 10), Code.OVERLAPS),
        (time(8, 45), None),
        (time(9, 15), None),
    ],
    ids=["the same time", "its end inside", "its start inside", "just before", "just after"],
)
def test_two_sessions_that_overlap_are_refused(
    db: Database, now: datetime, booked: Booked, request_for: Ask, another: Another, start: time, code: Code | None
) -> None:
    booked(1, slot=0)
    other = another(kind="talk", start=start, end=time(10))
    result = book.book(db, DRIVER, now, request_for(1, slot_id=other.slots[0].id))
    assert code_of(result) is code
    assert db.read(sessions.miscounted) == []


def test_one_phone_has_so_many_bookings_to_come_and_staff_may_book_beyond(
    db: Database,
    now: datetime,
    staff: Actor,
    booked: Booked,
    request_for: Ask,
    another: Another,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    booked(1, slot=0)
    later = another(kind="talk", start=time(11), end=time(12))
    wish, of_another = (request_for(n, slot_id=later.slots[0].id) for n in (1, 2))
    monkeypatch.setenv("STATIONS_BOOKINGS_PER_PHONE", "1")
    settings.cache_clear()
    answers = [book.book(db, actor, now, one) for actor, one in ((DRIVER, wish), (DRIVER, of_another), (staff, wish))]
    settings.cache_clear()
    assert [code_of(one) for one in answers] == [Code.TOO_MANY_BOOKINGS, None, None]


def test_another_persons_time_is_another_persons(
    db: Database, now: datetime, booked: Booked, request_for: Ask, another: Another
) -> None:
    booked(1, slot=0)
    other = another(kind="talk")
    assert isinstance(book.book(db, DRIVER, now, request_for(2, slot_id=other.slots[0].id)), BookingView)


def test_the_time_is_free_again_after_cancelling(
    db: Database, now: datetime, booked: Booked, request_for: Ask, another: Another
) -> None:
    view = booked(1, slot=0)
    other = another(kind="talk")
    my_booking.cancel(db, now, view.booking.token)
    assert isinstance(book.book(db, DRIVER, now, request_for(1, slot_id=other.slots[0].id)), BookingView)


def test_moving_takes_the_time_along(
    db: Database, now: datetime, clinic: SessionView, booked: Booked, request_for: Ask, another: Another
) -> None:
    view = booked(1, slot=0)
    other = another(kind="talk")
    my_booking.move(db, now, view.booking.token, clinic.slots[1].id)
    assert isinstance(book.book(db, DRIVER, now, request_for(1, slot_id=other.slots[0].id)), BookingView)
    assert code_of(my_booking.move(db, now, view.booking.token, clinic.slots[0].id)) is Code.OVERLAPS
    assert [slot.taken for slot in book.see_session(db, clinic.session.id).slots] == [0, 1, 0]


def test_twelve_requests_of_one_person_at_one_moment_get_one_place(
    db: Database, now: datetime, request_for: Ask, another: Another
) -> None:
    several = [another(kind="talk") for _ in range(6)]
    asked = [request_for(1, slot_id=view.slots[number % 2].id) for number in range(2) for view in several]
    with ThreadPoolExecutor(12) as pool:
        results = list(pool.map(lambda request: book.book(db, DRIVER, now, request), asked))
    kept = [one for one in results if isinstance(one, BookingView)]
    times = {(one.slot.starts_at, one.slot.ends_at) for one in kept if one.slot}
    assert len(kept) == len(times) <= 2
    assert db.read(sessions.miscounted) == []


def test_without_the_key_the_same_person_is_in_two_places(
    db: Database, now: datetime, request_for: Ask, another: Another, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: with the unique key out of the way, a race gets past the look before it."""
    monkeypatch.setattr(occupied, "claim", lambda *_: True)
    monkeypatch.setattr("stations.actions.book.refuse_person", lambda *_: None)
    results = [book.book(db, DRIVER, now, request_for(1, slot_id=another(kind="talk").slots[0].id)) for _ in range(2)]
    assert all(isinstance(one, BookingView) for one in results)


def test_who_was_absent_needs_the_time_again(
    db: Database, staff: Actor, on_the_day: datetime, booked: Booked, request_for: Ask, another: Another, now: datetime
) -> None:
    view = booked(1, slot=0)
    desk.no_show(db, staff, on_the_day, view.booking.id)
    other = another(kind="talk", start=time(9, 10), end=time(9, 55))
    assert isinstance(book.book(db, DRIVER, on_the_day, request_for(1, slot_id=other.slots[0].id)), BookingView)
    assert code_of(desk.undo(db, staff, on_the_day, view.booking.id)) is Code.OVERLAPS


@pytest.mark.parametrize(("minutes", "is_released"), [(9, False), (10, True)])
def test_a_place_nobody_came_for_is_released_to_walk_ins(
    db: Database,
    staff: Actor,
    clinic: SessionView,
    booked: Booked,
    minutes: int,
    *,
    is_released: bool,
) -> None:
    db.write(
        lambda tx: tx.run("UPDATE session SET terms = :terms, walk_in_capacity = 0", terms='{"release_minutes": 10}')
    )
    views = [booked(1, slot=0), booked(2, slot=0)]
    then = clinic.slots[0].starts_at + timedelta(minutes=minutes)
    here = desk.WalkIn(clinic.session.id, "路人", "", "truck", has_consented=True, lang="zh-Hans")
    assert isinstance(desk.walk_in(db, staff, then, here), BookingView) is is_released
    late = desk.check_in(db, staff, then, views[0].booking.id)
    assert isinstance(late, BookingView), "one of the two released places is still free for who comes late"
    if is_released:
        assert code_of(desk.check_in(db, staff, then, views[1].booking.id)) is Code.SLOT_FULL
    assert db.read(sessions.miscounted) == []


def test_a_booking_moves_to_another_date_of_its_kind_only(
    db: Database, now: datetime, booked: Booked, another: Another, clinic: SessionView
) -> None:
    view = booked(1, slot=0)
    later, talk = another(on_date=date(2026, 11, 26)), another(kind="talk", on_date=date(2026, 11, 27))
    moved = my_booking.move(db, now, view.booking.token, later.slots[2].id)
    assert isinstance(moved, BookingView)
    assert moved.session.id == later.session.id
    assert [slot.taken for slot in book.see_session(db, clinic.session.id).slots] == [0, 0, 0]
    with pytest.raises(Exception, match="slot-not-found"):
        my_booking.move(db, now, view.booking.token, talk.slots[0].id)


def test_after_a_closure_the_next_date_is_offered_at_the_same_time_of_day(
    db: Database, staff: Actor, now: datetime, booked: Booked, another: Another, clinic: SessionView
) -> None:
    first, second = booked(1, slot=1), booked(2, slot=1)
    following = another(on_date=date(2026, 12, 2), places_per_slot=1)
    done = clinics.cancel(db, staff, now, clinic.session.id, offers_next=True)
    assert done == clinics.Cancelled(done.session, told=2, offered=2)  # type: ignore[union-attr]
    mine = my_booking.open_booking(db, first.booking.token)
    assert isinstance(mine, my_booking.MyBooking)
    assert mine.replacement is not None
    assert mine.replacement.booking.status is BookingStatus.PENDING
    assert mine.replacement.slot is not None
    assert mine.replacement.slot.starts_at.time() == clinic.slots[1].starts_at.time()
    assert [slot.taken for slot in book.see_session(db, following.session.id).slots] == [1, 1, 0]
    link = my_booking.link_to_replacement(db, now, second.booking.token)
    assert isinstance(link, str)
    assert isinstance(waiting.accept(db, now, link), BookingView)
    assert db.read(sessions.miscounted) == []


@pytest.mark.parametrize("how", ["cancelled", "moved", "the session was cancelled", "nobody came"])
def test_who_was_passed_over_for_another_booking_gets_the_place_once_that_is_gone(
    db: Database,
    staff: Actor,
    now: datetime,
    clinic: SessionView,
    booked: Booked,
    request_for: Ask,
    another: Another,
    how: str,
) -> None:
    """Their time got free, not a place of the session for which they wait."""
    talk = another(kind="talk", start=time(9, 10), end=time(9, 25), places_per_slot=1)
    seated = book.book(db, DRIVER, now, request_for(2, slot_id=talk.slots[0].id))
    waits = book.wait(db, DRIVER, now, talk.session.id, request_for(1, slot_id=0))
    assert isinstance(seated, BookingView)
    assert isinstance(waits, BookingView)
    mine = booked(1, slot=0)
    my_booking.cancel(db, now, seated.booking.token)
    assert [slot.taken for slot in book.see_session(db, talk.session.id).slots] == [0], "passed over"
    if how == "cancelled":
        my_booking.cancel(db, now, mine.booking.token)
    elif how == "moved":
        my_booking.move(db, now, mine.booking.token, clinic.slots[2].id)
    elif how == "nobody came":
        desk.no_show(db, staff, clinic.slots[0].starts_at, mine.booking.id)
    else:
        clinics.cancel(db, staff, now, clinic.session.id)
    offered = my_booking.open_booking(db, waits.booking.token)
    assert isinstance(offered, my_booking.MyBooking)
    assert offered.view.booking.status is BookingStatus.PENDING
    assert db.read(sessions.miscounted) == []
