"""Places held while a form is filled in: ten minutes, reclaimed by whoever books next, booked for who fills it in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from stations.actions import book, holds, my_booking, timekeeping
from stations.actions.book import Request, SessionView
from stations.bookings import BookingStatus, BookingView
from stations.errors import Code, InvalidInput, Refused
from stations.roles import DRIVER, SYSTEM
from stations.settings import settings
from stations.storage import bookings, sessions
from stations.storage.engine import Database

Ask = Callable[..., Request]
Booked = Callable[..., BookingView]
TEN = timedelta(minutes=10)


def held(db: Database, now: datetime, slot_id: int, **more: object) -> BookingView:
    view = holds.hold(db, now, slot_id, "zh-Hans", **more)  # type: ignore[arg-type]
    assert isinstance(view, BookingView), view
    return view


def code_of(result: object) -> Code:
    assert isinstance(result, Refused), result
    return result.code


def taken(db: Database, clinic: SessionView) -> list[int]:
    return [slot.taken for slot in book.see_session(db, clinic.session.id).slots]


def test_a_held_place_is_nobodys_until_it_is_filled_in(
    db: Database, now: datetime, clinic: SessionView, request_for: Ask
) -> None:
    place = held(db, now, clinic.slots[0].id)
    assert (place.booking.status, place.booking.name, place.booking.phone) == (BookingStatus.PENDING, "", "")
    assert taken(db, clinic) == [1, 0, 0]
    view = holds.confirm(db, now + timedelta(minutes=5), place.booking.token, request_for(1))
    assert isinstance(view, BookingView)
    assert (view.booking.id, view.booking.status) == (place.booking.id, BookingStatus.BOOKED)
    assert taken(db, clinic) == [1, 0, 0]
    assert db.read(sessions.miscounted) == []
    mine = my_booking.open_booking(db, place.booking.token)
    assert isinstance(mine, my_booking.MyBooking)
    assert mine.view.booking.name == "司机1"


def test_a_held_place_keeps_others_out_for_ten_minutes_and_no_longer(
    db: Database, now: datetime, clinic: SessionView, booked: Booked, request_for: Ask
) -> None:
    booked(1)
    held(db, now, clinic.slots[0].id)
    almost = now + TEN - timedelta(seconds=1)
    assert code_of(book.book(db, DRIVER, almost, request_for(2))) is Code.SLOT_FULL
    assert isinstance(book.book(db, DRIVER, now + TEN, request_for(2)), BookingView), "no sweeper was needed"
    assert taken(db, clinic) == [2, 0, 0]
    assert db.read(sessions.miscounted) == []


@pytest.mark.parametrize("is_swept", [False, True])
def test_filled_in_too_late_it_is_booked_if_the_place_is_still_free(
    db: Database, now: datetime, clinic: SessionView, request_for: Ask, *, is_swept: bool
) -> None:
    place = held(db, now, clinic.slots[0].id)
    late = now + timedelta(minutes=11)
    if is_swept:
        assert timekeeping.keep_time(db, SYSTEM, late).expired == 1
    view = holds.confirm(db, late, place.booking.token, request_for(1))
    assert isinstance(view, BookingView)
    assert view.booking.status is BookingStatus.BOOKED
    assert taken(db, clinic) == [1, 0, 0]


def test_filled_in_too_late_it_is_refused_if_the_place_is_gone(
    db: Database, now: datetime, clinic: SessionView, booked: Booked, request_for: Ask
) -> None:
    booked(1)
    place = held(db, now, clinic.slots[0].id)
    late = now + TEN
    assert isinstance(book.book(db, DRIVER, late, request_for(2)), BookingView)
    assert code_of(holds.confirm(db, late, place.booking.token, request_for(3))) is Code.HOLD_OVER


def test_choosing_another_slot_gives_the_first_one_back_unless_the_other_is_full(
    db: Database, now: datetime, clinic: SessionView, booked: Booked
) -> None:
    first = held(db, now, clinic.slots[0].id)
    second = held(db, now, clinic.slots[1].id, instead_of=first.booking.token)
    assert taken(db, clinic) == [0, 1, 0]
    booked(1, slot=2), booked(2, slot=2)
    refused = holds.hold(db, now, clinic.slots[2].id, "en", instead_of=second.booking.token)
    assert code_of(refused) is Code.SLOT_FULL
    assert taken(db, clinic) == [0, 1, 2], "what was held stays held"


def test_sending_the_form_twice_is_one_booking(
    db: Database, now: datetime, clinic: SessionView, request_for: Ask
) -> None:
    place = held(db, now, clinic.slots[0].id)
    request = request_for(1, request_key="form")
    first, second = (holds.confirm(db, now, place.booking.token, request) for _ in range(2))
    assert isinstance(first, BookingView)
    assert isinstance(second, BookingView)
    assert first.booking.id == second.booking.id
    assert taken(db, clinic) == [1, 0, 0]


def test_a_person_who_has_a_booking_cannot_fill_in_a_second(
    db: Database, now: datetime, clinic: SessionView, booked: Booked, request_for: Ask
) -> None:
    booked(1, slot=1)
    place = held(db, now, clinic.slots[0].id)
    refused = holds.confirm(db, now, place.booking.token, request_for(1))
    assert code_of(refused) is Code.ALREADY_BOOKED
    assert taken(db, clinic) == [1, 1, 0], "the place is still held, for who corrects the phone number"


def test_letting_go_frees_the_place_once(db: Database, now: datetime, clinic: SessionView) -> None:
    place = held(db, now, clinic.slots[0].id)
    my_booking.cancel(db, now, place.booking.token)
    my_booking.cancel(db, now, place.booking.token)
    assert taken(db, clinic) == [0, 0, 0]


def test_one_address_cannot_hold_every_place(
    db: Database, now: datetime, clinic: SessionView, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STATIONS_BOOKINGS_PER_HOUR", "3")
    settings.cache_clear()
    answers = [holds.hold(db, now, clinic.slots[n % 3].id, "en", address="192.0.2.1") for n in range(5)]
    settings.cache_clear()
    assert [isinstance(one, BookingView) for one in answers] == [True, True, True, False, False]
    assert code_of(answers[-1]) is Code.TOO_MANY_TRIES


def test_a_group_holds_as_many_places_as_it_is_people(
    db: Database, now: datetime, clinic: SessionView, request_for: Ask
) -> None:
    with pytest.raises(InvalidInput) as caught:
        holds.hold(db, now, clinic.slots[0].id, "en", party=2)
    assert caught.value.code is Code.PARTY_TOO_LARGE
    db.write(lambda tx: tx.run("UPDATE session SET terms = :terms", terms='{"most_party": 4}'))
    place = held(db, now, clinic.slots[0].id, party=2)
    assert taken(db, clinic) == [2, 0, 0]
    view = holds.confirm(db, now, place.booking.token, request_for(1, party=2))
    assert isinstance(view, BookingView)
    assert view.booking.party == 2
    my_booking.cancel(db, now, place.booking.token)
    assert taken(db, clinic) == [0, 0, 0]


def test_a_held_place_stores_nothing_of_a_person(db: Database, now: datetime, clinic: SessionView) -> None:
    place = held(db, now, clinic.slots[0].id)
    assert db.read(lambda tx: bookings.consent_of(tx, place.booking.id)) is None
    row = db.read(lambda tx: tx.one("SELECT name, phone, email FROM booking"))
    assert row == {"name": None, "phone": None, "email": None}
