"""The roster's screen, on both engines: what each person sees, and what a tap or a form does."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from stations.actions import book, clinics, roster
from stations.actions.book import Request
from stations.actions.erasing import erase_people
from stations.bookings import Booking, BookingView
from stations.exchange.roster_file import roster_xlsx
from stations.instants import to_wall
from stations.roles import DRIVER, Actor
from stations.sessions import Session, SessionStatus, Slot, slot_times
from stations.storage import bookings, sessions
from stations.storage.engine import Database
from stations.ui import desk_list
from tests.pages.conftest import words_on

Open = Callable[..., AppTest]


@dataclass
class Day:
    """A clinic that began a few minutes ago and goes on: its slots, and the person booked in the first."""

    db: Database
    staff: Actor
    session_id: str
    slots: list[Slot]
    person: Booking

    def booked(self) -> list[Booking]:
        return self.db.read(lambda tx: bookings.of_session(tx, self.session_id))


@pytest.fixture
def day(site: Database, staff: Actor) -> Day:
    """A clinic of two hours that began ten minutes ago, whatever the time of the day."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    begins, early = now - timedelta(minutes=10), now - timedelta(days=1)
    session = Session(
        "going-on", "hzmb-truck-drivers", "clinic", {"zh-Hans": "量血压", "en": "Blood pressure"}, (),
        to_wall(begins, "CN").date(), begins, begins + timedelta(hours=2), 5, 2, 2, 0, "anyone", {},
        SessionStatus.PUBLISHED, 0, 1, False, "staff", early,
    )  # fmt: skip
    site.write(lambda tx: sessions.add(tx, session, slot_times(begins, begins + timedelta(hours=2), 5)))
    slots = site.read(lambda tx: sessions.slots_of(tx, session.id))
    view = book.book(site, DRIVER, early, Request(slots[0].id, "何永强", "13800138000", "truck", True, "zh-Hans"))
    assert isinstance(view, BookingView)
    return Day(site, staff, session.id, slots, view.booking)


def list_on(app: AppTest) -> list[dict[str, Any]]:
    found = [json.loads(one.proto.json) for one in app.get("bidi_component") if '"groups"' in one.proto.json]
    return [item for data in found for group in data["groups"] for item in group["items"]]


def tap(app: AppTest, action: str, item: dict[str, Any], key: str = "roster_list") -> AppTest:
    """Do what a tap in the browser leads to: the script finds the choice when it runs."""
    app.session_state[desk_list.slot_of(key)] = desk_list.Choice(action, item["id"], item["version"])
    return app.run()


@pytest.mark.parametrize(("lang", "words"), [("zh-Hans", "待到 1"), ("zh-Hant", "待到 1"), ("en", "Expected 1")])
def test_the_roster_says_who_is_expected_in_three_languages(open_screen: Open, day: Day, lang: str, words: str) -> None:
    app = open_screen("roster", day.staff, lang=lang, session=day.session_id)
    assert not app.exception
    assert words in words_on(app)
    assert [item["title"] for item in list_on(app)] == ["何永强"]
    assert [one["name"] for one in list_on(app)[0]["actions"]] == ["check-in", "no-show", "change"]


def test_a_tap_checks_in_and_a_second_tap_of_the_old_row_changes_nothing(open_screen: Open, day: Day) -> None:
    app = open_screen("roster", day.staff, lang="en", session=day.session_id)
    item = list_on(app)[0]
    tap(app, "check-in", item)
    assert list_on(app)[0]["tone"] == "here"
    tap(app, "check-in", item)
    assert "already been checked in" in words_on(app)
    assert [one.version for one in day.booked()] == [2]


def test_absent_undo_and_back(open_screen: Open, day: Day) -> None:
    app = open_screen("roster", day.staff, lang="en", session=day.session_id)
    tap(app, "no-show", list_on(app)[0])
    assert [one["name"] for one in list_on(app)[0]["actions"]] == ["check-in", "undo"]
    tap(app, "undo", list_on(app)[0])
    assert [str(one.status) for one in day.booked()] == ["booked"]
    assert day.db.read(sessions.miscounted) == []


def test_a_name_is_drawn_as_text(open_screen: Open, day: Day) -> None:
    day.db.write(lambda tx: tx.run("UPDATE booking SET name = '<img src=x onerror=alert(1)>'"))
    app = open_screen("roster", day.staff, session=day.session_id, print="1")
    assert "<img" not in words_on(app)
    assert "&lt;img" in words_on(app)


def test_the_print_view_has_the_last_digits_of_phones_only(open_screen: Open, day: Day) -> None:
    app = open_screen("roster", day.staff, session=day.session_id, print="1")
    assert "8000" in words_on(app)
    assert "13800138000" not in words_on(app)


def test_searching_by_the_last_digits(open_screen: Open, day: Day) -> None:
    app = open_screen("roster", day.staff, lang="en", session=day.session_id)
    app.text_input(key="roster_search").set_value("9999").run()
    assert "Nobody matches" in words_on(app)
    app.text_input(key="roster_search").set_value("8000").run()
    assert [item["title"] for item in list_on(app)] == ["何永强"]


def view(app: AppTest, name: str) -> AppTest:
    app.session_state["roster_view"] = name
    return app.run()


def fill(app: AppTest, form: str, *, phone: str, consents: bool) -> None:
    def one_of(elements: Any, name: str) -> Any:
        return next(one for one in elements if one.key and one.key.startswith(form) and one.key.endswith(f"_{name}"))

    one_of(app.text_input, "name").set_value("电话来的人")
    one_of(app.text_input, "phone").set_value(phone)
    one_of(app.selectbox, "category").set_value("courier")
    if form == "rb_":
        one_of(app.selectbox, "slot").select_index(0)
    one_of(app.checkbox, "consent").set_value(consents)


def submit(app: AppTest) -> AppTest:
    next(one for one in app.button if one.proto.is_form_submitter).click()
    return app.run()


def test_booking_for_somebody_keeps_what_was_typed_until_it_is_right(open_screen: Open, day: Day) -> None:
    app = view(open_screen("roster", day.staff, lang="en", session=day.session_id), "book")
    fill(app, "rb_", phone="123", consents=True)
    submit(app)
    assert "phone number is not right" in words_on(app)
    assert "电话来的人" in [one.value for one in app.text_input]
    view(app, "list")
    view(app, "book")
    assert "电话来的人" in [one.value for one in app.text_input]
    fill(app, "rb_", phone="137 1234 5678", consents=True)
    submit(app)
    made = next(one for one in day.booked() if one.phone == "+8613712345678")
    assert f"{made.code[:3]} {made.code[3:]}" in words_on(app)
    app.button(key="roster_another").click().run()
    assert "电话来的人" not in [one.value for one in app.text_input]


def test_a_walk_in_is_here_at_once(open_screen: Open, day: Day) -> None:
    app = view(open_screen("roster", day.staff, lang="en", session=day.session_id), "walk-in")
    fill(app, "rw_", phone="", consents=False)
    submit(app)
    assert "privacy notice" in words_on(app)
    fill(app, "rw_", phone="", consents=True)
    submit(app)
    assert sorted(str(one.status) for one in day.booked()) == ["booked", "checked-in"]
    assert "1 walk-in places left" in words_on(app)


def test_moving_somebody_from_the_dialogue(open_screen: Open, day: Day) -> None:
    app = open_screen("roster", day.staff, lang="en", session=day.session_id)
    tap(app, "change", list_on(app)[0])
    app.selectbox(key=f"roster_slot_{day.person.id}").select_index(1).run()
    next(one for one in app.button if one.label == "Move").click().run()
    assert day.booked()[0].slot_id != day.person.slot_id
    assert day.db.read(sessions.miscounted) == []


def test_after_a_cancellation_there_is_a_list_to_phone(open_screen: Open, day: Day) -> None:
    clinics.cancel(day.db, day.staff, datetime.now(UTC), day.session_id)
    app = open_screen("roster", day.staff, lang="en", session=day.session_id)
    item = list_on(app)[0]
    assert [one["href"] for one in item["actions"]] == ["tel:+8613800138000", ""]
    tap(app, "told", item, "roster_calls")
    assert list_on(app)[0]["state"].startswith("Knows since")


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh-Hans", "消息没送到：邮箱或号码不存在"),
        ("zh-Hant", "訊息未能送達：電郵或號碼不存在"),
        ("en", "Could not be delivered: there is no such address or number"),
    ],
)
def test_whom_no_message_reached_is_shown_with_the_reason_until_they_are_phoned(
    open_screen: Open, day: Day, lang: str, words: str
) -> None:
    day.db.write(lambda tx: tx.run("UPDATE notice SET state = 'failed', error = 'address-refused'"))
    app = open_screen("roster", day.staff, lang=lang, session=day.session_id)
    item = list_on(app)[0]
    assert words in item["lines"]
    assert "told" in [one["name"] for one in item["actions"]]
    tap(app, "told", item)
    after = list_on(app)[0]
    assert words not in after["lines"]
    assert "told" not in [one["name"] for one in after["actions"]]


def test_a_failed_message_to_somebody_who_was_erased_asks_for_nothing(open_screen: Open, day: Day) -> None:
    day.db.write(lambda tx: tx.run("UPDATE notice SET state = 'failed', error = 'address-refused'"))
    day.db.write(lambda tx: erase_people(tx, [day.person.id], datetime.now(UTC)))
    app = open_screen("roster", day.staff, lang="en", session=day.session_id)
    assert not app.exception
    assert "told" not in [one["name"] for item in list_on(app) for one in item["actions"]]


def test_the_list_to_phone_says_whom_a_message_told_and_whom_none_reached(open_screen: Open, day: Day) -> None:
    view = book.book(
        day.db, DRIVER, datetime.now(UTC), Request(day.slots[-1].id, "陈小明", "13800138001", "truck", True, "en")
    )
    assert isinstance(view, BookingView)
    clinics.cancel(day.db, day.staff, datetime.now(UTC), day.session_id)
    for state, who in (("failed", view.booking.id), ("sent", day.person.id)):
        day.db.write(
            lambda tx, state=state, who=who: tx.run(
                "UPDATE notice SET state = :state, error = 'service-away', sent_at = due_at WHERE booking_id = :who",
                state=state,
                who=who,
            )
        )
    app = open_screen("roster", day.staff, lang="en", session=day.session_id)
    unreached, told = list_on(app)[:2]
    assert unreached["title"] == "陈小明"
    assert unreached["state"] == "Could not be delivered: the message service could not be reached"
    assert told["title"] == "何永强"
    assert told["state"].startswith("Told by message")
    assert "1 still to tell" in json.dumps([one.proto.json for one in app.get("bidi_component")])


def test_the_file_holds_what_the_screen_shows(day: Day) -> None:
    found = roster.roster(day.db, day.staff, day.session_id)
    sheet = openpyxl.load_workbook(io.BytesIO(roster_xlsx(found, "en", datetime.now(UTC)))).worksheets[0]
    assert sheet.cell(5, 3).value == "何永强"


def test_without_a_session_one_is_chosen(open_screen: Open, day: Day) -> None:
    app = open_screen("roster", day.staff, lang="en")
    item = next(item for item in list_on(app) if item["id"] == day.session_id)
    tap(app, "open", item, "roster_sessions")
    assert app.query_params["session"] == day.session_id


def test_others_see_nothing_of_it(
    open_screen: Open, day: Day, manager: Actor, other_staff: Actor, driver: Actor
) -> None:
    for actor in (driver, manager, other_staff):
        app = open_screen("roster", actor, session=day.session_id)
        assert not app.exception
        assert "何永强" not in words_on(app)
        assert "何永强" not in json.dumps([one.proto.json for one in app.get("bidi_component")], ensure_ascii=False)


def test_a_choice_is_only_what_a_list_can_send() -> None:
    assert desk_list.choice_of({"action": "undo", "id": "b", "version": 2}) == desk_list.Choice("undo", "b", 2)
    for given in (
        None,
        "undo",
        {},
        {"action": 1, "id": "b", "version": 2},
        {"action": "undo", "id": "b", "version": "2"},
    ):
        assert desk_list.choice_of(given) is None
