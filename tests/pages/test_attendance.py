"""The attendance board on the screen: whose it is, what it says, how it gets narrower."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stations.actions import book
from stations.bookings import BookingView
from stations.instants import local_date
from stations.roles import DRIVER, Actor
from stations.sessions import Session
from stations.storage.engine import Database
from stations.words import LANGUAGES, say
from tests.conftest import TRUCK
from tests.pages.conftest import Open, words_on


@pytest.fixture
def soon(clinic: Session) -> dict[str, str]:
    """The span, as a link gives it, that has the clinic in it."""
    return {"first": clinic.on_date.isoformat(), "last": (clinic.on_date + timedelta(days=1)).isoformat()}


@pytest.fixture
def booked(site: Database, clinic: Session) -> list[BookingView]:
    """Three people: two in the first slot, one in the second."""
    slots = book.see_session(site, clinic.id).slots
    views = []
    for number, (slot, category) in enumerate([(0, "truck"), (0, "courier"), (1, "truck")]):
        request = book.Request(slots[slot].id, f"司机{number}", f"1380013800{number}", category, True, "zh-Hans")
        view = book.book(site, DRIVER, datetime.now(UTC), request)
        assert isinstance(view, BookingView)
        views.append(view)
    return views


@pytest.mark.parametrize("lang", LANGUAGES)
def test_staff_see_their_sessions_with_counts_beside_their_names(
    open_screen: Open, staff: Actor, booked: list[BookingView], soon: dict[str, str], lang: str
) -> None:
    app = open_screen("attendance", staff, lang=lang, **soon)
    assert not app.exception
    said = words_on(app)
    for name in ("booked", "open", "places", "fill"):
        assert f'<th scope="col">{say(lang, f"attendance-{name}")}</th>' in said
    assert say(lang, "attendance-called-off") not in said, "columns of noughts take no room"
    assert 'href="/attendance?session=clinic-1"' in said
    assert '<span class="a-label">' + say(lang, "attendance-booked") + "</span><span>3</span>" in said
    assert "50 %" in said
    assert "司机0" not in said


def test_staff_of_another_station_see_none_of_it(
    open_screen: Open, other_staff: Actor, booked: list[BookingView], soon: dict[str, str]
) -> None:
    assert say("en", "attendance-none") in words_on(open_screen("attendance", other_staff, lang="en", **soon))
    app = open_screen("attendance", other_staff, lang="en", session="clinic-1")
    assert [one.value for one in app.error] == [say("en", "error-forbidden")]
    app = open_screen("attendance", other_staff, lang="en", station=TRUCK, **soon)
    assert [one.value for one in app.error] == [say("en", "error-forbidden")]


def test_districts_are_the_administrators(
    open_screen: Open, staff: Actor, admin: Actor, booked: list[BookingView], soon: dict[str, str]
) -> None:
    views = open_screen("attendance", staff, lang="en", **soon).segmented_control(key="attendance_view").options  # type: ignore[attr-defined]
    assert say("en", "attendance-view-district") not in views
    app = open_screen("attendance", admin, lang="en", **soon)
    app.segmented_control(key="attendance_view").set_value("district").run()  # type: ignore[attr-defined]
    assert not app.exception
    said = words_on(app)
    assert say("en", "jurisdiction-CN") in said
    assert "&lt;5" in said
    assert "<span>3</span>" not in said


@pytest.mark.parametrize("view", ["session", "series", "station", "district"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_view_can_be_opened(
    open_screen: Open, admin: Actor, booked: list[BookingView], soon: dict[str, str], lang: str, view: str
) -> None:
    app = open_screen("attendance", admin, lang=lang, **soon)
    app.segmented_control(key="attendance_view").set_value(view).run()  # type: ignore[attr-defined]
    assert not app.exception
    if view == "series":
        assert say(lang, "attendance-no-series") in words_on(app)
        return
    assert len(app.get("download_button")) == 2
    if view == "district":
        return
    app.toggle(key="attendance_details").set_value(True).run()
    assert not app.exception
    said = words_on(app)
    for title in ("categories-title", "made-title"):
        assert say(lang, f"attendance-{title}") in said
    assert say(lang, "category-truck") in said


def test_a_session_tells_time_by_time_how_it_fills(open_screen: Open, staff: Actor, booked: list[BookingView]) -> None:
    app = open_screen("attendance", staff, lang="en", session="clinic-1")
    said = words_on(app)
    assert not app.exception
    assert "10:00–10:15" in said
    assert "<td>2</td><td>2</td><td>100 %</td>" in said
    assert say("en", "attendance-days-before", days=3) in said or say("en", "attendance-days-before", days=2) in said
    assert len(app.get("download_button")) == 2


def test_a_station_alone_can_be_shown_and_all_again(
    open_screen: Open, admin: Actor, booked: list[BookingView], soon: dict[str, str]
) -> None:
    app = open_screen("attendance", admin, lang="en", station=TRUCK, **soon)
    assert not app.exception
    assert not app.get("segmented_control")
    assert "clinic-1" in words_on(app)
    app.button(key="attendance_all").click().run()
    assert not app.exception
    assert app.segmented_control(key="attendance_view").value == "session"  # type: ignore[attr-defined]


def test_dates_out_of_order_are_said_in_words(open_screen: Open, staff: Actor, clinic: Session) -> None:
    today = local_date(datetime.now(UTC), "CN")
    app = open_screen("attendance", staff, lang="en")
    app.date_input(key="attendance_first").set_value(today + timedelta(days=9)).run()
    assert [one.value for one in app.error] == [say("en", "error-date-invalid")]
