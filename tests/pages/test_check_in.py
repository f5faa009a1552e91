"""The screen at the door: type or scan a code, and read what came of it, on both engines."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
import segno
from PIL import Image
from streamlit.testing.v1 import AppTest

from stations.actions import book, clinics, my_booking
from stations.actions.book import Request
from stations.bookings import Booking, BookingView
from stations.instants import to_wall
from stations.roles import DRIVER, Actor
from stations.sessions import Session, SessionStatus, slot_times
from stations.storage import bookings, sessions
from stations.storage.engine import Database
from stations.ui.qr_scanner import text_of
from tests.pages.conftest import words_on

Open = Callable[..., AppTest]


@dataclass
class Door:
    """A session and somebody booked in it."""

    db: Database
    session_id: str
    person: Booking

    def status(self) -> str:
        found = self.db.read(lambda tx: bookings.get(tx, self.person.id))
        assert found is not None
        return str(found.status)


def door(db: Database, begins: datetime) -> Door:
    """A session of an hour that begins then, stored with one booking made a week before."""
    early = begins - timedelta(days=7)
    session = Session(
        "at-the-door", "hzmb-truck-drivers", "clinic", {"zh-Hans": "量血压"}, (), to_wall(begins, "CN").date(), begins,
        begins + timedelta(hours=1), 30, 2, 0, 0, "anyone", {}, SessionStatus.PUBLISHED, 0, 1, False, "staff", early,
    )  # fmt: skip
    db.write(lambda tx: sessions.add(tx, session, slot_times(begins, begins + timedelta(hours=1), 30)))
    slot = db.read(lambda tx: sessions.slots_of(tx, session.id))[0]
    view = book.book(db, DRIVER, early, Request(slot.id, "何永强", "13800138000", "truck", True, "zh-Hans"))
    assert isinstance(view, BookingView)
    return Door(db, session.id, view.booking)


def now() -> datetime:
    return datetime.now(UTC).replace(second=0, microsecond=0)


@pytest.fixture
def today(site: Database) -> Door:
    """A session that is going on."""
    return door(site, now() - timedelta(minutes=5))


def enter(app: AppTest, text: str) -> AppTest:
    app.text_input(key="checkin_code").set_value(text)
    return next(one for one in app.button if one.proto.is_form_submitter).click().run()


@pytest.mark.parametrize(("lang", "words"), [("zh-Hans", "签到成功"), ("zh-Hant", "簽到成功"), ("en", "Checked in")])
def test_a_code_checks_in_and_the_name_is_shown(
    open_screen: Open, staff: Actor, today: Door, lang: str, words: str
) -> None:
    app = enter(open_screen("check_in", staff, lang=lang), today.person.code.lower())
    assert not app.exception
    assert words in words_on(app)
    assert "何永强" in words_on(app)
    assert today.status() == "checked-in"


def test_a_second_time_says_when_the_first_was(open_screen: Open, staff: Actor, today: Door) -> None:
    app = open_screen("check_in", staff, lang="en")
    enter(app, today.person.code)
    enter(app, today.person.code)
    assert "Already checked in at" in words_on(app)
    assert today.status() == "checked-in"


def test_the_wrong_person_is_undone(open_screen: Open, staff: Actor, today: Door) -> None:
    app = enter(open_screen("check_in", staff, lang="en"), today.person.code)
    app.button(key="checkin_undo").click().run()
    assert today.status() == "booked"
    assert "何永强" not in words_on(app)


def test_a_scanned_link_is_as_good_as_a_code(open_screen: Open, staff: Actor, today: Door) -> None:
    app = open_screen("check_in", staff, lang="en")
    app.session_state["_checkin_read"] = f"https://example.org/booking?token={today.person.token}"
    app.run()
    assert today.status() == "checked-in"


def test_a_wrong_code_is_said_and_the_next_one_can_be_entered(open_screen: Open, staff: Actor, today: Door) -> None:
    app = enter(open_screen("check_in", staff, lang="en"), "ZZZZZZ")
    assert "There is no such code" in words_on(app)
    enter(app, today.person.code)
    assert today.status() == "checked-in"


@pytest.mark.parametrize(
    ("begins_in", "words"),
    [
        (timedelta(days=3), "Not today: the booking is for"),
        (timedelta(days=-3), "Not today: the booking is for"),
    ],
)
def test_another_day_is_named(
    open_screen: Open, site: Database, staff: Actor, begins_in: timedelta, words: str
) -> None:
    other = door(site, now() + begins_in)
    app = enter(open_screen("check_in", staff, lang="en"), other.person.code)
    assert words in words_on(app)
    assert other.status() == "booked"


def test_cancelled_bookings_and_sessions_are_said(open_screen: Open, staff: Actor, today: Door) -> None:
    my_booking.cancel(today.db, now(), today.person.token)
    app = enter(open_screen("check_in", staff, lang="en"), today.person.code)
    assert "This booking was cancelled on" in words_on(app)
    clinics.cancel(today.db, staff, now(), today.session_id)
    enter(app, today.person.code)
    assert "This session has been cancelled" in words_on(app)


def test_a_booking_at_another_station_is_not_shown(open_screen: Open, other_staff: Actor, today: Door) -> None:
    app = enter(open_screen("check_in", other_staff, lang="en"), today.person.code)
    assert "何永强" not in words_on(app)
    assert "may also be at another station" in words_on(app)


def test_a_name_is_drawn_as_text(open_screen: Open, staff: Actor, today: Door) -> None:
    today.db.write(lambda tx: tx.run("UPDATE booking SET name = '<img src=x onerror=alert(1)>'"))
    app = enter(open_screen("check_in", staff), today.person.code)
    assert "<img" not in words_on(app)


def test_others_have_no_field_to_try_codes_in(open_screen: Open, today: Door, manager: Actor, driver: Actor) -> None:
    for actor in (driver, manager):
        app = open_screen("check_in", actor)
        assert not app.exception
        assert not app.text_input


def picture_of(text: str) -> str:
    buffer, code = io.BytesIO(), io.BytesIO()
    segno.make(text).save(code, kind="png", scale=6, border=4)
    Image.open(code).convert("RGB").save(buffer, "JPEG")
    return "data:image/jpeg;base64," + base64.b64encode(buffer.getvalue()).decode()


def test_a_picture_from_the_browser_is_read() -> None:
    assert text_of(picture_of("K7P4QX")) == "K7P4QX"


@pytest.mark.parametrize(
    "given", [None, 1, "", "data:image/png;base64,AAAA", "data:image/jpeg;base64,!!", "data:image/jpeg;base64,AAAA"]
)
def test_what_is_no_picture_is_nothing(given: object) -> None:
    assert text_of(given) == ""
