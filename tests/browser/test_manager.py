"""A station's manager at a desk: what is changed there is what drivers, the AED page and the API say at once."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TRUCK
from tests.browser.server import PASSWORD
from tests.browser.windows import DESKTOP, Window, Windows

pytestmark = pytest.mark.xdist_group("browser-manager")


def facility(window: Window, name: str) -> Any:
    """The part of the manager's screen about one facility."""
    return window.page.get_by_test_id("stExpander").filter(has=window.page.get_by_text(name, exact=True))


def unfold(window: Window, name: str) -> Any:
    """Open the form about a facility and return it."""
    part = facility(window, name)
    part.locator("summary").click()
    expect(part.get_by_role("button", name=window.say("save"), exact=True)).to_be_visible()
    return part


def set_state(window: Window, name: str, state: str) -> None:
    """Change a facility's state and save it."""
    part = unfold(window, name)
    choice = part.get_by_role("radio", name=window.say(f"amenity-{state}"), exact=True)
    choice.click()
    expect(choice).to_be_checked()
    part.get_by_role("button", name=window.say("save"), exact=True).click()
    expect(facility(window, name).locator("summary")).to_contain_text(window.say(f"amenity-{state}"))
    expect(facility(window, name).locator("summary")).to_contain_text("已保存")


def state_in_api(windows: Windows, code: str) -> str:
    """What the API says about a facility of the truck drivers' station."""
    found = httpx.get(f"{windows.server.url}/api/v1/stations?q=货车司机站&limit=5").json()
    station = next(one for one in found["features"] if one["id"] == TRUCK)
    return str(next(one["state"] for one in station["properties"]["facilities"] if one["code"] == code))


def test_signing_in_by_the_form_lasts_over_reloads_and_ends_with_signing_out(windows: Windows) -> None:
    window = windows("/manage", size=DESKTOP)
    expect(window.text("error-sign-in-needed")).to_be_visible()
    window.page.get_by_role("main").get_by_role("link", name=window.say("shell-sign-in"), exact=True).click()
    window.page.locator("#username").fill("zhan")
    window.expected_statuses.add(401)
    window.page.locator("#password").fill("not the password")
    window.button("web-sign-in-button").click()
    expect(window.page.get_by_role("alert")).to_be_visible()
    window.page.locator("#password").fill(PASSWORD)
    window.button("web-sign-in-button").click()
    window.page.wait_for_url("**/manage*")
    title = window.page.get_by_role("heading", level=1)
    expect(title).to_contain_text("货车司机站")
    cookie = next(one for one in window.context.cookies() if one["name"] == "stations_sign_in")
    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Lax"

    window.page.reload()
    window.settle()
    expect(title).to_contain_text("货车司机站")
    window.button("shell-sign-out").first.click()
    expect(window.button("shell-sign-out")).to_have_count(0)
    window.open("/manage")
    expect(window.text("error-sign-in-needed")).to_be_visible()
    expect(window.button("manage-confirm")).to_have_count(0)


def test_an_aed_out_of_order_is_told_by_find_by_the_aed_page_and_by_the_api(windows: Windows) -> None:
    manager = windows("/manage", size=DESKTOP, signed_in="zhan")
    assert state_in_api(windows, "aed") == "unknown"
    set_state(manager, "AED（除颤器）", "out-of-order")

    assert state_in_api(windows, "aed") == "out-of-order"
    driver = windows("/?q=货车司机站")
    card = driver.page.locator(f"[data-station={TRUCK}]")
    expect(card).to_contain_text("故障：AED")
    driver.open("/?facilities=aed")
    expect(driver.page.locator("[data-station]").first).to_be_visible()
    expect(card).to_have_count(0)
    driver.open("/aed")
    expect(driver.page.locator(f".st-key-aed_nearer [data-station={TRUCK}]")).to_contain_text(
        driver.say("aed-why-out-of-order")
    )
    driver.open(f"/station?station={TRUCK}")
    expect(driver.page.get_by_role("main")).to_contain_text(driver.say("station-broken"))

    set_state(manager, "AED（除颤器）", "available")
    assert state_in_api(windows, "aed") == "available"


def test_the_second_of_two_editors_is_told_what_the_first_changed(windows: Windows) -> None:
    first, second = (windows("/manage", size=DESKTOP, signed_in="zhan") for _ in range(2))
    part = unfold(second, "休息区")
    place = part.get_by_label(second.say("manage-place"), exact=True)
    place.fill("二楼")
    place.press("Tab")
    set_state(first, "休息区", "out-of-order")

    part.get_by_role("button", name=second.say("save"), exact=True).click()
    expect(second.text("manage-theirs")).to_be_visible()
    assert state_in_api(windows, "rest_area") == "out-of-order"
    expect(place).to_have_value("二楼")
    part.get_by_role("button", name=second.say("manage-take-theirs"), exact=True).click()
    expect(second.text("manage-theirs")).to_have_count(0)
    expect(place).to_have_count(1)
    expect(place).to_have_value("")
    part.get_by_role("radio", name=second.say("amenity-available"), exact=True).click()
    part.get_by_role("button", name=second.say("save"), exact=True).click()
    expect(facility(second, "休息区").locator("summary")).to_contain_text("已保存")
    assert state_in_api(windows, "rest_area") == "available"


def test_one_tap_confirms_everything(windows: Windows) -> None:
    manager = windows("/manage", size=DESKTOP, signed_in="zhan")
    manager.button("manage-confirm").click()
    expect(manager.page.get_by_test_id("stAlert").filter(has_text="已保存")).to_be_visible()
    expect(manager.page.get_by_text(re.compile("全部设施上次核实：今天.*站点管理员"))).to_be_visible()


def test_another_station_is_refused(windows: Windows) -> None:
    window = windows("/manage?station=hzmb-port", size=DESKTOP, signed_in="zhan")
    expect(window.text("error-forbidden")).to_be_visible()
    expect(window.button("manage-confirm")).to_have_count(0)


def test_a_closing_reaches_drivers_and_ends_again(windows: Windows) -> None:
    manager = windows("/manage", size=DESKTOP, signed_in="zhan")
    manager.page.get_by_test_id("stExpander").filter(has_text=manager.say("manage-closing")).locator("summary").click()
    manager.button("manage-close").click()
    expect(manager.button("manage-reopen")).to_be_visible()
    driver = windows(f"/station?station={TRUCK}")
    expect(driver.page.locator(".s-state.s-closed").first).to_be_visible()
    manager.button("manage-reopen").click()
    expect(manager.button("manage-reopen")).to_have_count(0)
    driver.open(f"/station?station={TRUCK}")
    expect(driver.page.locator(".s-state.s-closed")).to_have_count(0)
