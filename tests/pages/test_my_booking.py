"""A driver's own booking."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from stations.actions import book as booking
from stations.actions import clinics, my_booking
from stations.bookings import BookingStatus, BookingView
from stations.roles import DRIVER, Actor
from stations.sessions import Session
from stations.storage.engine import Database
from stations.words import LANGUAGES, say
from tests.pages.conftest import Open, drawn, words_on


@pytest.fixture
def booked(site: Database, clinic: Session) -> BookingView:
    """A booking of the first slot."""
    slot = booking.see_session(site, clinic.id).slots[0].id
    request = booking.Request(slot, "陈师傅", "13800138000", "truck", True, "zh-Hans")
    made = booking.book(site, DRIVER, datetime.now(UTC), request)
    assert isinstance(made, BookingView)
    return made


def look_up(app: AppTest, code: str, last_four: str) -> AppTest:
    app.text_input(key="my_code").set_value(code)
    app.text_input(key="my_last_four").set_value(last_four)
    return app.button(key="my_look").click().run()


def status(db: Database, view: BookingView) -> BookingStatus:
    mine = my_booking.open_booking(db, view.booking.token)
    assert isinstance(mine, my_booking.MyBooking)
    return mine.view.booking.status


def test_the_link_shows_code_time_and_calendar_and_hides_the_number(open_screen: Open, booked: BookingView) -> None:
    app = open_screen("my_booking", token=booked.booking.token)
    said = words_on(app)
    assert f"{booked.booking.code[:3]} {booked.booking.code[3:]}" in said
    assert "10:00–10:15" in said
    assert "8000" in said
    assert "13800138000" not in said
    links = drawn(app, "stations_links")[0]["links"]
    assert links[0]["href"] == f"/calendar/booking/{booked.booking.token}.ics"


def test_code_and_last_four_digits_open_the_booking(open_screen: Open, booked: BookingView) -> None:
    code = booked.booking.code
    app = look_up(open_screen("my_booking"), f"{code[:3].lower()} {code[3:]}", "8000")
    assert "陈师傅" in words_on(app)


@pytest.mark.parametrize(("code", "last_four"), [("", ""), ("AAAAAA", "8000"), (None, "1234")])
def test_wrong_digits_and_wrong_codes_get_the_same_answer(
    open_screen: Open, booked: BookingView, code: str | None, last_four: str
) -> None:
    app = look_up(open_screen("my_booking"), booked.booking.code if code is None else code, last_four)
    assert "陈师傅" not in words_on(app)
    assert len(app.error) == 1


def test_cancelling_gives_the_place_back(open_screen: Open, site: Database, booked: BookingView) -> None:
    app = open_screen("my_booking", token=booked.booking.token)
    app.button(key="my_cancel").click().run()
    assert status(site, booked) is BookingStatus.CANCELLED
    assert booking.see_session(site, booked.session.id).slots[0].taken == 0
    assert "已取消" in words_on(app)
    assert 'id="booking-code"' not in words_on(app)


def test_whoever_is_checked_in_is_told_that_the_session_was_cancelled(
    open_screen: Open, site: Database, booked: BookingView, staff: Actor
) -> None:
    site.write(lambda tx: tx.run("UPDATE booking SET status = 'checked-in'"))
    assert isinstance(clinics.cancel(site, staff, datetime.now(UTC), booked.session.id), clinics.Cancelled)
    said = words_on(open_screen("my_booking", token=booked.booking.token))
    assert "这场活动已经取消" in said
    assert say("zh-Hans", "notice-session-cancelled") in said
    assert 'id="booking-code"' not in said


def test_moving_takes_the_new_place_and_frees_the_old(open_screen: Open, site: Database, booked: BookingView) -> None:
    app = open_screen("my_booking", token=booked.booking.token)
    slots = booking.see_session(site, booked.session.id).slots
    app.radio(key="my_slot").set_value(slots[2].id).run()
    app.button(key="my_move").click().run()
    assert [slot.taken for slot in booking.see_session(site, booked.session.id).slots] == [0, 0, 1]
    assert "10:30–10:45" in words_on(app)


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_a_link_nobody_has_is_told_and_the_code_asked_for(open_screen: Open, lang: str) -> None:
    app = open_screen("my_booking", token="no-such-token", lang=lang)
    assert len(app.error) == 1
    assert app.text_input(key="my_code").value == ""


def test_seeing_the_booking_marks_its_notices_as_told(open_screen: Open, site: Database, booked: BookingView) -> None:
    open_screen("my_booking", token=booked.booking.token)
    mine = my_booking.open_booking(site, booked.booking.token)
    assert isinstance(mine, my_booking.MyBooking)
    assert all(notice.told_at is not None for notice in mine.notices)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_kept_can_be_read_and_taken_away(open_screen: Open, booked: BookingView, lang: str) -> None:
    app = open_screen("my_booking", lang=lang, token=booked.booking.token)
    assert [one.label for one in app.get("download_button")] == [say(lang, "mine-download")]  # type: ignore[union-attr]
    assert "+8613800138000" not in words_on(app)
    app.toggle(key="mine_see").set_value(True).run()
    said = words_on(app)
    assert not app.exception
    for text in ("+8613800138000", say(lang, "mine-consent"), say(lang, "audit-booking-created")):
        assert text in said


def test_erasing_leaves_a_link_that_says_it_has_expired(open_screen: Open, site: Database, booked: BookingView) -> None:
    app = open_screen("my_booking", token=booked.booking.token)
    assert say("zh-Hans", "mine-erase-sure") in words_on(app)
    app.button(key="mine_erase").click().run()
    assert not app.exception
    assert say("zh-Hans", "mine-erased") in words_on(app)
    assert "陈师傅" not in words_on(app)
    assert booking.see_session(site, booked.session.id).slots[0].taken == 0
    again = open_screen("my_booking", token=booked.booking.token)
    assert [one.value for one in again.error] == [say("zh-Hans", "error-link-expired")]
