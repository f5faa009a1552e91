"""An administrator closes an area in two taps and opens it again with one; drivers see both at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Locator, expect

from stations.emergencies import signals
from stations.roles import Role
from tests.browser.conftest import TRUCK, watched
from tests.browser.server import serving
from tests.browser.windows import Window, Windows

pytestmark = pytest.mark.xdist_group("browser-admin")

SMALLEST = 44

# The buttons whose words reach out of them, by the place of the letters: a box that hides them does not tell.
_CUT_OFF = """
(buttons) => buttons.filter((button) => {
  const words = document.createRange();
  words.selectNodeContents(button);
  const [outer, inner] = [button.getBoundingClientRect(), words.getBoundingClientRect()];
  return inner.right > outer.right || inner.left < outer.left || inner.bottom > outer.bottom;
}).map((button) => button.textContent)
"""


@pytest.fixture(scope="module")
def own_windows(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Windows on a server of this module's own: what is closed here is open for the other tests."""
    with serving(tmp_path_factory.mktemp("emergencies")) as server:
        server.add_account("guan", Role.ADMINISTRATOR, name="关主任")
        yield Windows(browser, server)


@pytest.fixture
def windows(own_windows: Windows, request: pytest.FixtureRequest) -> Iterator[Windows]:
    yield from watched(own_windows, request.node)


def reasons(window: Window) -> dict[str, tuple[str, str]]:
    """State and reason of every station that the API lists, by its jurisdiction's stations."""
    found = httpx.get(f"{window.server.url}/api/v1/stations?limit=50").json()["features"]
    return {one["id"]: (one["properties"]["hours"]["state"], one["properties"]["hours"]["reason"]) for one in found}


def tap(target: Locator) -> None:
    """Tap with a finger what is large enough for one."""
    box = target.bounding_box()
    assert box is not None
    assert box["height"] >= SMALLEST
    target.tap()


def signal_button(window: Window, code: str) -> Locator:
    """The button that closes the chosen area for a signal; it begins with the signal's name."""
    return window.page.locator(f".st-key-declare-{code} button")


@pytest.mark.parametrize("lang", ["zh-Hant", "en"])
def test_typhoon_8_for_macao_takes_two_taps_and_lifting_it_one(windows: Windows, results: Path, lang: str) -> None:
    window = windows("/emergencies", signed_in="guan", lang=lang)
    expect(window.text("emergencies-none")).to_be_visible()
    expect(signal_button(window, "typhoon-8")).to_be_disabled()

    tap(window.page.get_by_role("radio", name=window.say("jurisdiction-MO"), exact=True))
    expect(signal_button(window, "typhoon-8")).to_be_enabled()
    expect(signal_button(window, "rain-red")).to_have_count(0)
    window.settle()
    window.page.screenshot(path=results / f"emergencies-chosen-{lang}.png", full_page=True)
    tap(signal_button(window, "typhoon-8"))
    expect(window.text("emergencies-done")).to_be_visible()
    closed = window.page.locator("[class*='st-key-closing-']")
    expect(closed).to_have_count(1)
    expect(closed).to_contain_text(signals()["typhoon-8"].names[lang])
    expect(closed).to_contain_text(window.say("jurisdiction-MO"))
    window.settle()
    window.page.screenshot(path=results / f"emergencies-{lang}.png", full_page=True)

    tap(window.button("emergencies-lift"))
    expect(window.text("emergencies-none")).to_be_visible()
    expect(closed).to_have_count(0)
    expect(window.text("emergencies-past")).to_be_visible()


def test_a_closed_port_is_told_to_drivers_at_once_and_its_end_can_be_moved(windows: Windows) -> None:
    window = windows("/emergencies", signed_in="guan")
    assert reasons(window)[TRUCK][1] != "emergency"
    tap(window.page.get_by_role("radio", name="珠海市", exact=True))
    tap(signal_button(window, "port-closed"))
    expect(window.text("emergencies-done")).to_be_visible()
    assert reasons(window)[TRUCK] == ("closed", "emergency")
    driver = windows(f"/m/station/{TRUCK}")
    expect(driver.page.locator("body")).to_contain_text(signals()["port-closed"].names["zh-Hans"])

    window.button("emergencies-move").tap()
    clock = window.page.get_by_label(window.say("emergencies-move-time"), exact=True)
    expect(clock).to_be_visible()
    window.button("save").tap()
    expect(window.text("emergencies-done")).to_be_visible()
    tap(window.button("emergencies-lift"))
    expect(window.text("emergencies-none")).to_be_visible()
    assert reasons(window)[TRUCK][1] != "emergency"


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_each_signal_says_on_a_phone_until_when_it_closes(windows: Windows, lang: str) -> None:
    window = windows("/emergencies", signed_in="guan", lang=lang)
    buttons = window.page.locator("[class*=st-key-declare-] button")
    expect(buttons).to_have_count(len(signals()))
    assert buttons.evaluate_all(_CUT_OFF) == []
