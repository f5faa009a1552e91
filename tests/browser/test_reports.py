"""Drivers on the spot contradict what is shown: with one tap, from two devices, on a cut line, and are told what became of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import partial

import httpx
import pytest
from playwright.sync_api import Route, expect

from stations.actions import concerns
from stations.actions.care import see_for_care
from stations.actions.care_station import set_hours
from stations.concerns import Outcome
from stations.edits import Part
from stations.instants import format_instant
from stations.roles import Actor, Role
from stations.storage import reports
from stations.storage.engine import Database
from tests.browser.conftest import PORT
from tests.browser.sights import Sight
from tests.browser.test_accessibility import _TOO_WIDE, faults
from tests.browser.windows import PATIENCE_MS, PHONE, Window, Windows

pytestmark = pytest.mark.xdist_group("browser-reports")

ADMIN = Actor(Role.ADMINISTRATOR, "admin-1")
HOUR = timedelta(hours=1)


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def always_open(windows: Windows) -> None:
    """The port station is open day and night, as its manager said an hour ago; no concern is left from before."""

    def work(db: Database) -> None:
        before = _now() - HOUR
        set_hours(db, ADMIN, before, PORT, see_for_care(db, ADMIN, before, PORT).marks[Part.HOURS], "24/7")

    windows.server.do(work)


def hours_in_api(windows: Windows) -> dict[str, str]:
    found = httpx.get(f"{windows.server.url}/api/v1/stations?q=大桥口岸站&limit=5").json()
    return dict(next(one for one in found["features"] if one["id"] == PORT)["properties"]["hours"])


def tap(window: Window, key: str) -> None:
    """Tap one of the plain buttons and send at once, without the pause for a sentence or a photo."""
    window.page.locator(".report").get_by_role("button", name=window.say(key), exact=True).click()
    window.page.locator(".report .panel").get_by_role("button", name=window.say("report-add"), exact=True).click()
    window.page.locator(".report .panel").get_by_role("button", name=window.say("report-send"), exact=True).click()


def sent(windows: Windows) -> int:
    counted: list[int] = []
    windows.server.do(lambda db: counted.append(len(db.read(lambda tx: reports.latest(tx, 1000)))))
    return counted[0]


def test_two_devices_find_it_locked_the_manager_answers_and_the_reporter_sees_it(
    windows: Windows, always_open: None
) -> None:
    assert hours_in_api(windows)["answer"] == "yes"
    first = windows(f"/m/station/{PORT}")
    tap(first, "report-locked")
    link = first.page.locator(".report li a")
    expect(link).to_be_visible()
    assert hours_in_api(windows)["state"] == "open"

    second = windows(f"/station?station={PORT}")
    tap(second, "report-locked")
    expect(second.page.locator(".report li a")).to_be_visible()
    told = hours_in_api(windows)
    assert (told["state"], told["answer"], told["reason"]) == ("disputed", "unknown", "disputed")
    second.open("/?q=大桥口岸站")
    card = second.page.locator(f"[data-station={PORT}]")
    expect(card.locator(".state.disputed")).to_have_text(second.say("hours-state-disputed"))
    second.open("/m?q=大桥口岸站")
    expect(second.page.locator("p.disputed")).to_have_text(second.say("hours-state-disputed"))

    def answer(db: Database) -> None:
        (view,) = [it for it in concerns.my_concerns(db, ADMIN) if it.concern.station_id == PORT]
        assert view.concern.deadline_at is not None
        assert _now() + 23 * HOUR < view.concern.deadline_at < _now() + 25 * HOUR
        concerns.note_seen(db, ADMIN, _now(), PORT)
        concerns.answer(db, ADMIN, _now() + timedelta(seconds=1), view.concern.id, Outcome.FIXED)

    first.page.reload()
    expect(first.page.locator("li.doubt")).to_contain_text("2 位司机发现门锁着")
    windows.server.do(answer)
    assert hours_in_api(windows)["answer"] == "yes"
    first.page.locator(".report li a").click()
    expect(first.page.get_by_text(first.say("report-outcome-fixed"), exact=True)).to_be_visible()


@pytest.mark.parametrize("path", [f"/m/station/{PORT}", f"/station?station={PORT}"], ids=["plain page", "screen"])
def test_on_a_cut_line_a_tap_is_kept_and_sent_later_once_with_its_own_time(
    path: str, windows: Windows, always_open: None
) -> None:
    window = windows(path)
    expect(window.page.locator(".report button").first).to_be_visible()
    before, tapped_at = sent(windows), _now()
    window.context.set_offline(True)
    window.expected_words += ["ERR_INTERNET_DISCONNECTED", "WebSocket"]
    tap(window, "report-wrong-position")
    expect(window.page.locator(".report .panel")).to_contain_text(window.say("report-kept"))
    window.page.wait_for_timeout(3000)
    assert sent(windows) == before
    window.context.set_offline(False)
    expect(window.page.locator(".report li a")).to_be_visible()
    expect(window.page.locator(".report .panel")).to_have_count(0)
    window.page.reload()
    window.settle()
    expect(window.page.locator(".report li a")).to_be_visible()
    assert sent(windows) == before + 1

    def check(db: Database) -> None:
        newest = db.read(lambda tx: reports.latest(tx, 1))[0]
        assert newest.observed_at - tapped_at < timedelta(seconds=3)
        assert newest.received_at - newest.observed_at >= timedelta(seconds=3)

    windows.server.do(check)


def test_what_waits_is_sent_by_the_next_page_that_is_opened(windows: Windows, always_open: None) -> None:
    window = windows(f"/m/station/{PORT}")
    before = sent(windows)
    window.page.locator(".report").get_by_role("button", name=window.say("report-as-shown"), exact=True).click()
    window.open("/m")
    deadline = _now() + timedelta(seconds=PATIENCE_MS / 1000)
    while sent(windows) == before and _now() < deadline:
        window.page.wait_for_timeout(200)
    assert sent(windows) == before + 1
    assert window.page.evaluate("localStorage.stations_reports_queue") == "[]"


def test_a_tap_can_be_taken_back(windows: Windows, always_open: None) -> None:
    window = windows(f"/m/station/{PORT}")
    before = sent(windows)
    window.page.locator(".report").get_by_role("button", name=window.say("report-locked"), exact=True).click()
    window.page.get_by_role("button", name=window.say("report-undo"), exact=True).click()
    expect(window.page.get_by_text(window.say("report-undone"), exact=True)).to_be_visible()
    assert window.page.evaluate("localStorage.stations_reports_queue") == "[]"
    assert sent(windows) == before


def test_without_javascript_the_taps_are_a_form(windows: Windows, always_open: None) -> None:
    window = windows(f"/m/station/{PORT}", java_script_enabled=False)
    window.page.get_by_role("button", name=window.say("report-as-shown"), exact=True).click()
    window.page.wait_for_url("**/m/report/*")
    expect(window.page.get_by_text(window.say("report-confirms"), exact=True)).to_be_visible()


def _login_page(status: int, route: Route) -> None:
    route.fulfill(status=status, content_type="text/html", body="<p>sign in to the network</p>")


@pytest.mark.parametrize("status", [200, 403])
def test_a_login_page_of_the_network_ends_no_report(windows: Windows, always_open: None, status: int) -> None:
    """A port's or hotel's network answers everything with a page of its own until one signs in."""
    window = windows(f"/m/station/{PORT}")
    before = sent(windows)
    window.expected_statuses = {403}
    window.page.route("**/reports", partial(_login_page, status))
    tap(window, "report-as-shown")
    expect(window.page.locator(".report .panel")).to_contain_text(window.say("report-kept"))
    assert sent(windows) == before
    window.page.unroute("**/reports")
    window.page.reload()
    expect(window.page.locator(".report li a")).to_be_visible()
    assert sent(windows) == before + 1


def test_who_is_told_to_wait_waits(windows: Windows, always_open: None) -> None:
    window = windows()
    window.expected_statuses = {429}
    window.page.clock.install()
    window.open(f"/m/station/{PORT}")
    asked: list[str] = []

    def too_many(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=429, headers={"Retry-After": "900"}, json={"code": "too-many-tries", "title": "wait"})

    window.page.route("**/reports", too_many)
    tap(window, "report-as-shown")
    expect(window.page.locator(".report .panel")).to_contain_text(window.say("report-kept"))
    window.page.clock.run_for(600_000)
    assert len(asked) == 1
    with window.page.expect_request("**/reports"):
        window.page.clock.run_for(400_000)


def test_a_phone_that_is_full_still_sends_while_the_page_is_open(windows: Windows, always_open: None) -> None:
    window = windows(f"/m/station/{PORT}")
    before = sent(windows)
    tap(window, "report-as-shown")
    expect(window.page.locator(".report li a")).to_be_visible()
    window.page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }"
    )
    tap(window, "report-as-shown")
    expect(window.page.locator(".report li a")).to_have_count(2)
    assert sent(windows) == before + 2


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_taps_words_and_links_can_be_read_reached_and_tapped(windows: Windows, always_open: None, lang: str) -> None:
    given = {"kind": "gone", "facility": "aed", "observed_at": format_instant(_now()), "lang": lang}
    names = {"device": f"device-of-reader-{lang}", "key": f"key-of-reader-{lang}"}
    told = httpx.post(f"{windows.server.url}/api/v1/stations/{PORT}/reports", json=given | names).json()
    window = windows(lang=lang)
    problems = []
    for name, path in {
        "plain": f"/m/station/{PORT}",
        "screen": f"/station?station={PORT}",
        "link": told["link"],
    }.items():
        window.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
        window.open(path)
        if name != "link":
            window.page.locator(".report summary").click()
            window.page.locator(".report").get_by_role("button", name=window.say("report-as-shown"), exact=True).click()
            window.page.locator(".report .panel").get_by_role(
                "button", name=window.say("report-add"), exact=True
            ).click()
        problems += [f"{name}: {fault}" for fault in faults(window, Sight(name, path))]
        window.page.set_viewport_size({"width": 320, "height": PHONE[1]})
        window.settle()
        problems += [f"{name} at 320 px: {wide}" for wide in window.page.evaluate(_TOO_WIDE)]
        if name != "link":
            window.page.locator(".report .panel").get_by_role(
                "button", name=window.say("report-undo"), exact=True
            ).click()
    assert not problems, "\n".join(problems)
