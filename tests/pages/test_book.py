"""Booking a place."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from stations.actions import book as booking
from stations.actions.book import see_session
from stations.actions.waiting import fill as fill_places
from stations.bookings import BookingStatus
from stations.roles import DRIVER, Actor
from stations.sessions import Session
from stations.storage import bookings, sessions
from stations.storage.engine import Database
from tests.pages.conftest import Open, words_on


def fill(app: AppTest, slot: int, phone: str = "13800138000", *, has_consented: bool = True) -> AppTest:
    app.radio(key="book_slot").set_value(slot)
    app.text_input(key="book_name").set_value("陈师傅")
    app.text_input(key="book_phone").set_value(phone)
    app.pills(key="book_category").set_value("truck")
    if has_consented:
        app.checkbox(key="book_consent").check()
    return app


def send(app: AppTest) -> AppTest:
    return app.button(key="book_submit").click().run()


def taken(db: Database, session: Session) -> list[int]:
    return [slot.taken for slot in see_session(db, session.id).slots]


def booked(db: Database, session: Session) -> int:
    """How many are booked: a place that is only held is nobody's yet."""
    found = db.read(lambda tx: bookings.of_session(tx, session.id))
    return sum(one.status is BookingStatus.BOOKED for one in found)


def test_a_driver_books_and_gets_a_code(open_screen: Open, site: Database, clinic: Session) -> None:
    app = open_screen("book", session=clinic.id)
    first = see_session(site, clinic.id).slots[0].id
    app = send(fill(app, first))
    assert taken(site, clinic) == [1, 0, 0]
    assert "token" in app.query_params
    assert "约好了" in words_on(app)
    assert 'id="booking-code"' in words_on(app)


def test_slots_tell_how_many_places_are_left_on_the_stations_clock(open_screen: Open, clinic: Session) -> None:
    app = open_screen("book", session=clinic.id, lang="en")
    times = app.radio(key="book_slot")
    assert times.options == ["10:00–10:15", "10:15–10:30", "10:30–10:45"]
    assert list(times.proto.captions) == ["2 left"] * 3


@pytest.mark.parametrize(
    ("phone", "has_consented", "said"),
    [("123", True, "电话号码不对"), ("13800138000", False, "隐私说明")],
)
def test_a_mistake_is_told_and_the_form_keeps_what_was_typed(
    open_screen: Open, site: Database, clinic: Session, phone: str, has_consented: bool, said: str
) -> None:
    app = open_screen("book", session=clinic.id)
    slot = see_session(site, clinic.id).slots[0].id
    app = send(fill(app, slot, phone, has_consented=has_consented))
    assert said in app.error[0].value
    assert app.text_input(key="book_name").value == "陈师傅"
    assert app.text_input(key="book_phone").value == phone
    assert (taken(site, clinic), booked(site, clinic)) == ([1, 0, 0], 0), "the place stays held meanwhile"


def test_all_mistakes_of_a_form_are_told_at_once(open_screen: Open, clinic: Session) -> None:
    (problem,) = send(open_screen("book", session=clinic.id)).error
    said = ("请先选一个时段", "请填写姓名", "电话号码不对", "请选一下您的工作", "隐私说明")
    assert [words in problem.value for words in said] == [True] * len(said)


def test_going_back_after_booking_leads_to_the_booking(open_screen: Open) -> None:
    app = open_screen("book", token="abc")
    assert "已经约好了" in app.info[0].value
    assert not app.error


def test_without_a_time_nothing_is_booked(open_screen: Open, site: Database, clinic: Session) -> None:
    app = open_screen("book", session=clinic.id)
    assert "请先选一个时段。" in send(app).error[0].value
    assert taken(site, clinic) == [0, 0, 0]


def test_a_phone_holds_one_place_in_a_session(open_screen: Open, site: Database, clinic: Session) -> None:
    slots = see_session(site, clinic.id).slots
    send(fill(open_screen("book", session=clinic.id), slots[0].id))
    app = send(fill(open_screen("book", session=clinic.id), slots[1].id))
    assert len(app.error) == 1
    assert booked(site, clinic) == 1


def test_a_tap_on_a_time_holds_it_and_another_tap_lets_it_go(
    open_screen: Open, site: Database, clinic: Session
) -> None:
    app = open_screen("book", session=clinic.id, lang="en")
    first, second = (slot.id for slot in see_session(site, clinic.id).slots[:2])
    app.radio(key="book_slot").set_value(first).run()
    assert taken(site, clinic) == [1, 0, 0]
    assert "held for you until" in words_on(app)
    app.radio(key="book_slot").set_value(second).run()
    assert taken(site, clinic) == [0, 1, 0]
    again = open_screen("book", session=clinic.id, hold="".join(app.query_params["hold"]))
    assert again.radio(key="book_slot").value == second, "a reload loses nothing"
    assert taken(site, clinic) == [0, 1, 0]


def test_a_time_that_is_held_is_booked_though_others_would_take_it(
    open_screen: Open, site: Database, clinic: Session
) -> None:
    slot = see_session(site, clinic.id).slots[0].id
    site.write(lambda tx: sessions.claim_place(tx, slot))
    app = open_screen("book", session=clinic.id)
    app.radio(key="book_slot").set_value(slot).run()
    assert not site.write(lambda tx: sessions.claim_place(tx, slot)), "the last place is held"
    app = send(fill(app, slot))
    assert "token" in app.query_params
    assert booked(site, clinic) == 1


def test_a_full_time_can_be_waited_for(open_screen: Open, site: Database, clinic: Session) -> None:
    for slot in see_session(site, clinic.id).slots:
        site.write(lambda tx, one=slot.id: [sessions.claim_place(tx, one) for _ in range(2)])
    app = open_screen("book", session=clinic.id, lang="en")
    times = app.radio(key="book_slot")
    assert times.options[:2] == ["Any time will do", "10:00–10:15"]
    assert list(times.proto.captions) == ["full, you can wait"] * 4
    app = send(fill(app.radio(key="book_slot").set_value(0).run(), 0))
    assert "number 1 on the waiting list" in words_on(app)
    found = site.read(lambda tx: bookings.waiting(tx, clinic.id))
    assert [(one.name, one.slot_id) for one in found] == [("陈师傅", None)]


def test_an_offer_is_taken_or_declined_on_its_page(open_screen: Open, site: Database, clinic: Session) -> None:
    now = datetime.now(UTC)
    slots = see_session(site, clinic.id).slots
    for slot in slots:
        site.write(lambda tx, one=slot.id: [sessions.claim_place(tx, one) for _ in range(2)])
    waiting = []
    for number in (1, 2):
        request = booking.Request(0, f"司机{number}", f"1380013800{number}", "truck", True, "en")
        view = booking.wait(site, DRIVER, now, clinic.id, request)
        assert isinstance(view, booking.BookingView)
        waiting.append(view)
    site.write(lambda tx: sessions.release_place(tx, slots[1].id))
    site.write(lambda tx: fill_places(tx, now, waiting[0].session))
    app = open_screen("my_booking", token=waiting[0].booking.token, lang="en")
    assert "A place is free" in words_on(app)
    app.button(key="my_decline").click().run()
    app = open_screen("my_booking", token=waiting[1].booking.token, lang="en")
    app = app.button(key="my_accept").click().run()
    assert "You are booked" in words_on(app)
    assert booked(site, clinic) == 1


def test_a_second_tap_on_the_same_form_gets_the_same_booking(
    open_screen: Open, site: Database, clinic: Session
) -> None:
    app = open_screen("book", session=clinic.id)
    slot = see_session(site, clinic.id).slots[0].id
    key = None

    send(fill(app, slot, "123"))
    key = app.session_state["_book_request_key"][1]
    request = booking.Request(slot, "陈师傅", "13800138000", "truck", True, "zh-Hans", "CN", key)
    first = booking.book(site, DRIVER, datetime.now(UTC), request)
    app.text_input(key="book_phone").set_value("13800138000")
    app = send(app)
    assert isinstance(first, booking.BookingView)
    assert app.query_params["token"] == [first.booking.token] or app.query_params["token"] == first.booking.token
    assert booked(site, clinic) == 1


def test_a_past_session_cannot_be_booked(open_screen: Open) -> None:
    app = open_screen("station", station="hzmb-truck-drivers")
    assert not app.get("page_link")


def test_a_manager_may_not_book_for_others(open_screen: Open, site: Database, clinic: Session, manager: Actor) -> None:
    app = open_screen("book", manager, session=clinic.id)
    slot = see_session(site, clinic.id).slots[0].id
    app = send(fill(app, slot))
    assert len(app.error) == 1
    assert taken(site, clinic) == [0, 0, 0]


@pytest.mark.parametrize("session", ["", "nothing"])
def test_no_session_is_told_in_a_sentence(open_screen: Open, session: str) -> None:
    app = open_screen("book", session=session) if session else open_screen("book")
    assert len(app.error) + len(app.info) == 1
    assert not app.exception
