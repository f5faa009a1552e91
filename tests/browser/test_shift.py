"""A shift's check on a phone: taps and seconds when nothing has changed, two at once, disputes, and where the door is."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from icalendar import Calendar
from playwright.sync_api import Locator, expect

from stations.actions import concerns
from stations.actions.care import confirm_all, see_for_care, set_amenity
from stations.actions.care_station import set_position
from stations.actions.report import send
from stations.amenities import AmenityState
from stations.edits import AmenityChange, Part, with_state
from stations.reports import ReportKind, Sending
from stations.roles import Actor, Role
from stations.storage.engine import Database
from tests.browser.conftest import TRUCK
from tests.browser.windows import BRIDGE, DESKTOP, Window, Windows

pytestmark = pytest.mark.xdist_group("browser-manager")

MOST_TAPS, MOST_SECONDS = 3, 60.0
ADMIN = Actor(Role.ADMINISTRATOR, "admin-1")
DAY = timedelta(days=1)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _everything(window: Window) -> Locator:
    return window.page.locator(f".st-key-shift-all-{TRUCK} button")


@pytest.fixture
def yesterday(windows: Windows) -> Iterator[None]:
    """Everything at the station was looked at yesterday and works, before and after the test."""

    def work(db: Database) -> None:
        at = _now() - DAY
        for said in see_for_care(db, ADMIN, at, TRUCK).told.amenities.values():
            if said.state is not AmenityState.AVAILABLE:
                set_amenity(db, ADMIN, at, TRUCK, with_state(said, said.version, AmenityState.AVAILABLE))
        confirm_all(db, ADMIN, at, TRUCK, see_for_care(db, ADMIN, at, TRUCK).seen)

    windows.server.do(work)
    yield
    windows.server.do(work)


def test_a_check_without_changes_takes_three_taps_and_a_minute_at_most(
    windows: Windows, yesterday: None, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    window = windows("/shift", signed_in="zhan")
    everything = _everything(window)
    expect(everything).to_be_visible()
    height = everything.bounding_box()["height"]
    taps = 0
    everything.tap()
    taps += 1
    expect(window.text("shift-all-done")).to_be_visible()
    seconds = time.monotonic() - began
    with capsys.disabled():
        sys.stdout.write(f"\nshift check: {taps} tap, {seconds:.1f} s from opening the page to done\n")
    assert taps <= MOST_TAPS
    assert seconds < MOST_SECONDS
    assert height >= 44
    told = httpx.get(f"{windows.server.url}/api/v1/stations/{TRUCK}").json()["properties"]["facilities"]
    assert {one["state"] for one in told if one["claimed"] == "available"} == {"available"}
    window.page.reload()
    window.settle()
    expect(window.text("shift-all-done")).to_be_visible()
    expect(window.page.get_by_text(window.say("shift-done"), exact=True)).to_be_visible()


def test_a_line_is_ticked_on_the_way_round_and_another_said_otherwise(windows: Windows, yesterday: None) -> None:
    window = windows("/shift", signed_in="zhan")
    window.page.locator(".st-key-shift-ok-rest_area button").tap()
    expect(window.page.locator(".st-key-shift-line-rest_area")).to_have_count(0)
    window.page.locator(".st-key-shift-no-aed button").tap()
    window.page.locator(".st-key-shift-set-aed-out-of-order button").tap()
    expect(window.page.locator(".st-key-shift-line-aed")).to_have_count(0)
    expect(window.page.get_by_text("AED（除颤器） · 故障 · ")).to_be_visible()
    told = httpx.get(f"{windows.server.url}/api/v1/stations/{TRUCK}").json()["properties"]["facilities"]
    assert next(one["state"] for one in told if one["code"] == "aed") == "out-of-order"


def test_the_second_of_two_reads_what_the_first_changed_and_chooses(windows: Windows, yesterday: None) -> None:
    window = windows("/shift", signed_in="zhan")
    expect(_everything(window)).to_be_visible()

    def first(db: Database) -> None:
        said = see_for_care(db, ADMIN, _now(), TRUCK).told.amenities["aed"]
        set_amenity(db, ADMIN, _now(), TRUCK, with_state(said, said.version, AmenityState.OUT_OF_ORDER))

    windows.server.do(first)
    _everything(window).tap()
    expect(window.text("shift-theirs")).to_be_visible()
    box = window.page.locator(f".st-key-shift-theirs-{TRUCK}")
    expect(box).to_contain_text("AED（除颤器）: 故障")
    expect(box).to_contain_text("系统管理员，今天")
    window.button("shift-say-mine", mine=window.say("amenity-available")).tap()
    expect(window.text("shift-theirs")).to_have_count(0)
    _everything(window).tap()
    expect(window.text("shift-all-done")).to_be_visible()


def _dispute(db: Database) -> None:
    for device in "xy":
        key = f"{device}{_now():%Y%m%d%H%M%S}-shift-test"
        sending = Sending(
            TRUCK, ReportKind.BROKEN, "rest_area", _now(), f"device-of-driver-{device}-shift", key, "椅子断了"
        )
        send(db, _now(), "192.0.2.9", sending)


def test_a_dispute_is_counted_in_the_menu_answered_and_stays_answered(windows: Windows, yesterday: None) -> None:
    windows.server.do(_dispute)
    desk = windows("/shift", size=DESKTOP, signed_in="zhan")
    desk.page.get_by_role("button", name=desk.say("shell-menu-staff")).click()
    expect(desk.page.get_by_role("menuitem", name=f"{desk.say('shell-menu-reports')} (1)")).to_be_visible()

    window = windows("/shift", signed_in="zhan")
    window.page.locator("summary").filter(has_text=window.say("concern-evidence", count=2)).tap()
    expect(window.page.get_by_text("椅子断了").first).to_be_visible()
    window.page.locator("summary").filter(has_text=window.say("concern-kept")).tap()
    draft = window.field("concern-why-hint")
    draft.fill("换了新椅")
    draft.press("Tab")
    window.page.locator(".st-key-shift-ok-aed button").tap()
    expect(window.page.locator(".st-key-shift-line-aed")).to_have_count(0)
    expect(draft).to_have_value("换了新椅")
    window.button("concern-why-works").tap()
    expect(window.text("concern-answered")).to_be_visible()
    window.page.reload()
    window.settle()
    expect(window.text("shift-concerns")).to_have_count(0)

    def settled(db: Database) -> None:
        assert [it for it in concerns.of_station(db, ADMIN, TRUCK) if it.concern.subject == "rest_area"] == []

    windows.server.do(settled)


def test_the_phone_at_the_door_sets_the_position(windows: Windows) -> None:
    before: list[tuple[float, float]] = []

    def remember(db: Database) -> None:
        station = see_for_care(db, ADMIN, _now(), TRUCK).station
        before.append((station.lat, station.lng))

    windows.server.do(remember)
    window = windows("/manage", signed_in="zhan", geolocation=BRIDGE, permissions=["geolocation"])
    window.page.get_by_test_id("stExpander").filter(has_text=window.say("manage-position")).locator("summary").tap()
    window.button("manage-position-take").tap()
    expect(window.page.get_by_text("22.20630, 113.58010")).to_be_visible()
    expect(window.page.get_by_test_id("stAlert").filter(has_text="已保存")).to_be_visible()

    def put_back(db: Database) -> None:
        view = see_for_care(db, ADMIN, _now(), TRUCK)
        assert (round(view.station.lat, 4), round(view.station.lng, 4)) == (22.2063, 113.5801)
        set_position(db, ADMIN, _now(), TRUCK, view.marks[Part.POSITION], *before[0])

    windows.server.do(put_back)


def test_the_dates_of_an_aed_go_into_the_managers_calendar(windows: Windows) -> None:
    expires_on = (_now() + 200 * DAY).date()

    def put(db: Database) -> None:
        said = see_for_care(db, ADMIN, _now(), TRUCK).told.amenities["aed"]
        change = AmenityChange("aed", said.version, AmenityState.AVAILABLE, pads_expire_on=expires_on)
        set_amenity(db, ADMIN, _now(), TRUCK, change)

    windows.server.do(put)
    window = windows("/aed-board", signed_in="zhan")
    events = Calendar.from_ical(_download(window, "board_calendar")).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [expires_on]
    assert window.say("board-pads") in str(events[0]["summary"])
    assert expires_on.isoformat() in _download(window, "board_download").decode("utf-8-sig")


def _download(window: Window, key: str) -> bytes:
    with window.page.expect_download() as download:
        window.page.locator(f".st-key-{key} button").tap()
    return download.value.path().read_bytes()
