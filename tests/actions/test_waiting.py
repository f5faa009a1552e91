"""The waiting list: its order, offers that hold a place until their deadline, and who is passed over and why."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from stations.actions import book, clinics, my_booking, timekeeping, waiting
from stations.actions.book import Request, SessionView
from stations.actions.my_booking import MyBooking
from stations.bookings import BookingStatus, BookingView
from stations.errors import Code, Forbidden, NotFound, Refused
from stations.notices import NoticeKind
from stations.queue import WaitReason
from stations.roles import DRIVER, SYSTEM, Actor
from stations.storage import notices, sessions
from stations.storage.engine import Database

Ask = Callable[..., Request]
Booked = Callable[..., BookingView]


@pytest.fixture
def full(booked: Booked) -> list[BookingView]:
    """Every place of the clinic is booked: drivers 1 to 6, two a slot."""
    return [booked(driver=number, slot=(number - 1) // 2) for number in range(1, 7)]


@pytest.fixture
def waits(db: Database, now: datetime, clinic: SessionView, request_for: Ask) -> Callable[..., BookingView]:
    """Make a function with which the nth driver waits, for any slot or for one: ``waits(7, slot=None, at=0)``."""

    def make(
        driver: int, slot: int | None = None, at: int = 0, *, at_once: bool = False, party: int = 1
    ) -> BookingView:
        wanted = clinic.slots[slot].id if slot is not None else 0
        request = request_for(driver, slot_id=wanted, party=party)
        moment = now + timedelta(minutes=at)
        view = book.wait(db, DRIVER, moment, clinic.session.id, request, accepts_at_once=at_once)
        assert isinstance(view, BookingView), view
        return view

    return make


def state(db: Database, view: BookingView) -> tuple[str, int | None]:
    mine = my_booking.open_booking(db, view.booking.token)
    assert isinstance(mine, MyBooking)
    return str(mine.view.booking.status), mine.view.booking.slot_id


def kinds(db: Database, view: BookingView) -> list[NoticeKind]:
    return [one.kind for one in reversed(db.read(lambda tx: notices.of_booking(tx, view.booking.id)))]


def code_of(result: object) -> Code:
    assert isinstance(result, Refused), result
    return result.code


def test_a_place_that_gets_free_is_held_for_who_waits_longest(
    db: Database, now: datetime, clinic: SessionView, full: list[BookingView], waits: Callable[..., BookingView]
) -> None:
    first, second = waits(7, at=1), waits(8, at=2)
    my_booking.cancel(db, now + timedelta(minutes=3), full[2].booking.token)
    assert state(db, first) == ("pending", clinic.slots[1].id)
    assert state(db, second) == ("waitlist", None)
    assert kinds(db, first) == [NoticeKind.WAITING, NoticeKind.OFFER]
    accepted = waiting.accept(db, now + timedelta(minutes=4), first.booking.token)
    assert isinstance(accepted, BookingView)
    assert accepted.booking.status is BookingStatus.BOOKED
    assert isinstance(waiting.accept(db, now + timedelta(minutes=5), first.booking.token), BookingView), (
        "twice is harmless"
    )
    assert kinds(db, first) == [NoticeKind.WAITING, NoticeKind.OFFER, NoticeKind.BOOKED]
    assert db.read(sessions.miscounted) == []


@pytest.mark.parametrize("how", ["the clock", "a booking of somebody else", "accepting too late"])
def test_an_offer_that_nobody_takes_goes_to_the_next(
    db: Database,
    now: datetime,
    full: list[BookingView],
    waits: Callable[..., BookingView],
    request_for: Ask,
    how: str,
) -> None:
    first, second = waits(7, at=1), waits(8, at=2)
    my_booking.cancel(db, now + timedelta(minutes=3), full[0].booking.token)
    over = now + timedelta(minutes=3 + 120)
    if how == "the clock":
        assert timekeeping.keep_time(db, SYSTEM, over).expired == 1
    elif how == "accepting too late":
        assert code_of(waiting.accept(db, over, first.booking.token)) is Code.OFFER_OVER
    else:
        assert code_of(book.book(db, DRIVER, over, request_for(9, slot=0))) is Code.SLOT_FULL
    assert state(db, first)[0] == "cancelled"
    assert state(db, second)[0] == "pending"
    assert kinds(db, first)[-1] is NoticeKind.OFFER_EXPIRED
    assert db.read(sessions.miscounted) == []


def test_until_the_deadline_the_offer_stands(
    db: Database, now: datetime, full: list[BookingView], waits: Callable[..., BookingView]
) -> None:
    first = waits(7)
    my_booking.cancel(db, now, full[0].booking.token)
    just_before = now + timedelta(minutes=119, seconds=59)
    assert timekeeping.keep_time(db, SYSTEM, just_before).expired == 0
    assert isinstance(waiting.accept(db, just_before, first.booking.token), BookingView)


def test_an_offer_never_outlasts_the_start_of_its_slot(
    db: Database, now: datetime, clinic: SessionView, full: list[BookingView], waits: Callable[..., BookingView]
) -> None:
    first = waits(7)
    shortly_before = clinic.slots[0].starts_at - timedelta(minutes=30)
    my_booking.cancel(db, shortly_before, full[0].booking.token)
    mine = my_booking.open_booking(db, first.booking.token)
    assert isinstance(mine, MyBooking)
    assert mine.view.booking.expires_at == clinic.slots[0].starts_at


def test_declining_asks_the_next_and_leaving_asks_nobody(
    db: Database, now: datetime, full: list[BookingView], waits: Callable[..., BookingView]
) -> None:
    first, second, third = waits(7, at=1), waits(8, at=2), waits(9, at=3)
    my_booking.cancel(db, now, second.booking.token)
    my_booking.cancel(db, now, full[0].booking.token)
    my_booking.cancel(db, now, first.booking.token)
    assert [state(db, one)[0] for one in (first, second, third)] == ["cancelled", "cancelled", "pending"]
    assert NoticeKind.CANCELLED not in kinds(db, first) + kinds(db, second), "nobody is told of what they just did"


def test_who_wished_it_is_booked_without_being_asked(
    db: Database, now: datetime, full: list[BookingView], waits: Callable[..., BookingView]
) -> None:
    first = waits(7, at_once=True)
    my_booking.cancel(db, now, full[0].booking.token)
    assert state(db, first)[0] == "booked"
    assert kinds(db, first) == [NoticeKind.WAITING, NoticeKind.BOOKED]


def test_who_waits_for_one_slot_gets_that_one_only(
    db: Database, now: datetime, clinic: SessionView, full: list[BookingView], waits: Callable[..., BookingView]
) -> None:
    late, anything = waits(7, slot=2, at=1), waits(8, at=2)
    my_booking.cancel(db, now, full[0].booking.token)
    assert state(db, late) == ("waitlist", clinic.slots[2].id)
    assert state(db, anything) == ("pending", clinic.slots[0].id)


def test_a_group_waits_on_while_somebody_alone_fits_in(
    db: Database, staff: Actor, now: datetime, plan: object, clinic: SessionView, full: list[BookingView],
    waits: Callable[..., BookingView],
) -> None:  # fmt: skip
    db.write(lambda tx: tx.run("UPDATE session SET terms = :terms", terms='{"most_party": 2}'))
    pair, alone = waits(7, party=2, at=1), waits(8, at=2)
    my_booking.cancel(db, now, full[0].booking.token)
    assert [state(db, one)[0] for one in (pair, alone)] == ["waitlist", "pending"]
    mine = my_booking.open_booking(db, pair.booking.token)
    assert isinstance(mine, MyBooking)
    assert mine.waiting is not None
    assert (mine.waiting.position, mine.waiting.reason) == (1, WaitReason.FULL)
    my_booking.cancel(db, now, full[4].booking.token)
    mine = my_booking.open_booking(db, pair.booking.token)
    assert isinstance(mine, MyBooking)
    assert mine.waiting is not None
    assert (mine.waiting.reason, mine.waiting.free) == (WaitReason.PARTY, 1)
    my_booking.cancel(db, now, full[5].booking.token)
    assert state(db, pair) == ("pending", clinic.slots[2].id)
    assert db.read(sessions.miscounted) == []


def test_nobody_waits_where_a_place_is_free(db: Database, now: datetime, clinic: SessionView, request_for: Ask) -> None:
    refused = book.wait(db, DRIVER, now, clinic.session.id, request_for(1, slot_id=0))
    assert code_of(refused) is Code.PLACES_FREE


def test_nobody_waits_twice_or_beside_a_booking(
    db: Database,
    now: datetime,
    clinic: SessionView,
    full: list[BookingView],
    waits: Callable[..., BookingView],
    request_for: Ask,
) -> None:
    waits(7)
    again = book.wait(db, DRIVER, now, clinic.session.id, request_for(7, slot_id=0))
    assert code_of(again) is Code.ALREADY_WAITING
    beside = book.wait(db, DRIVER, now, clinic.session.id, request_for(1, slot_id=0))
    assert code_of(beside) is Code.ALREADY_BOOKED


def test_more_places_go_to_who_waits_and_fewer_take_none_away(
    db: Database,
    staff: Actor,
    now: datetime,
    clinic: SessionView,
    full: list[BookingView],
    waits: Callable[..., BookingView],
) -> None:
    first, second = waits(7, at=1), waits(8, at=2)
    more = clinics.change_places(db, staff, now, clinic.session.id, 3, [clinic.slots[0].id])
    assert more == clinics.PlacesChanged(promoted=1, over=0)
    assert [state(db, one)[0] for one in (first, second)] == ["pending", "waitlist"]
    fewer = clinics.change_places(db, staff, now, clinic.session.id, 1)
    assert fewer == clinics.PlacesChanged(promoted=0, over=4)
    assert [(slot.taken, slot.free) for slot in book.see_session(db, clinic.session.id).slots] == [
        (3, 0),
        (2, 0),
        (2, 0),
    ]
    my_booking.cancel(db, now, full[2].booking.token)
    assert state(db, second)[0] == "waitlist", "a place above the number goes with who held it"
    assert db.read(sessions.miscounted) == []


def test_only_the_staff_of_the_station_change_its_places(
    db: Database, other_staff: Actor, manager: Actor, now: datetime, clinic: SessionView, staff: Actor
) -> None:
    for actor in (other_staff, manager, DRIVER):
        with pytest.raises(Forbidden):
            clinics.change_places(db, actor, now, clinic.session.id, 5)
    with pytest.raises(NotFound):
        clinics.change_places(db, staff, now, clinic.session.id, 5, [10**9])


def test_a_cancelled_session_tells_who_waits_too(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, full: list[BookingView],
    waits: Callable[..., BookingView],
) -> None:  # fmt: skip
    first = waits(7)
    done = clinics.cancel(db, staff, now, clinic.session.id)
    assert isinstance(done, clinics.Cancelled)
    assert done.told == 7
    assert state(db, first)[0] == "cancelled"
    assert kinds(db, first)[-1] is NoticeKind.SESSION_CANCELLED


def test_joining_while_places_get_free_leaves_nobody_waiting_for_a_free_place(
    db: Database, now: datetime, clinic: SessionView, full: list[BookingView], request_for: Ask
) -> None:
    """Six cancel while six others try to wait or to book: afterwards no place is free while somebody waits."""

    def get_in(number: int) -> None:
        answer = book.wait(db, DRIVER, now, clinic.session.id, request_for(number, slot_id=0))
        if isinstance(answer, Refused):
            book.book(db, DRIVER, now, request_for(number, slot=number % 3))

    with ThreadPoolExecutor(12) as pool:
        leaving = [pool.submit(my_booking.cancel, db, now, one.booking.token) for one in full]
        coming = [pool.submit(get_in, number) for number in range(10, 16)]
        for one in (*leaving, *coming):
            one.result()
    found = db.read(lambda tx: tx.tuples("SELECT status FROM booking"))
    free = sum(slot.free for slot in book.see_session(db, clinic.session.id).slots)
    assert not (free and ("waitlist",) in [tuple(row) for row in found])
    assert db.read(sessions.miscounted) == []


def test_only_the_system_and_administrators_keep_time(
    db: Database, now: datetime, staff: Actor, manager: Actor
) -> None:
    for actor in (staff, manager, DRIVER):
        with pytest.raises(Forbidden):
            timekeeping.keep_time(db, actor, now)
