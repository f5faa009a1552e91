"""A shift's check on a phone: how many taps and how many seconds it takes when nothing has changed."""

from __future__ import annotations

import time

import httpx
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import TRUCK
from tests.browser.windows import Windows

pytestmark = pytest.mark.xdist_group("browser-manager")

MOST_TAPS, MOST_SECONDS = 3, 60.0


def test_a_check_without_changes_takes_three_taps_and_a_minute_at_most(
    windows: Windows, record_property: object, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    window = windows("/shift", signed_in="zhan")
    everything = window.page.locator(f".st-key-shift-all-{TRUCK} button")
    expect(everything).to_be_visible()
    taps = 0
    everything.tap()
    taps += 1
    expect(window.text("shift-all-done")).to_be_visible()
    seconds = time.monotonic() - began
    with capsys.disabled():
        print(f"\nshift check: {taps} tap, {seconds:.1f} s from opening the page to done")  # noqa: T201
    assert taps <= MOST_TAPS
    assert seconds < MOST_SECONDS
    told = httpx.get(f"{windows.server.url}/api/v1/stations/{TRUCK}").json()["properties"]["facilities"]
    assert {one["state"] for one in told if one["claimed"] == "available"} == {"available"}
    box = everything.bounding_box() if everything.count() else None
    assert box is None or box["height"] >= 44
