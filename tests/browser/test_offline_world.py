"""With every other host out of reach each page renders, and the map shows land, sea, stations and the user."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import TRUCK
from tests.browser.windows import BRIDGE, DESKTOP, PHONE, Window, Windows, map_is_drawn

LAND, SEA = (0xF6, 0xF2, 0xE7), (0xCF, 0xE2, 0xEA)
PATHS = (
    "/", "/aed", "/booking", f"/station?station={TRUCK}", "/privacy",
    "/m", f"/m/station/{TRUCK}", "/m/aed", "/m/bookings", "/m/privacy", "/sign-in", "/map", "/api/docs",
)  # fmt: skip


def share_of(picture: bytes, colour: tuple[int, int, int]) -> float:
    """How much of a picture has a colour, give or take what blending makes of it."""
    image = Image.open(BytesIO(picture)).convert("RGB")
    wide = image.width * image.height
    counts = image.getcolors(wide) or []
    near = sum(count for count, seen in counts if max(abs(a - b) for a, b in zip(seen, colour, strict=True)) < 4)
    return near / wide


def coast_is_drawn(window: Window) -> None:
    """Wait until the map has both land and sea; the basemap comes a moment after the stations."""
    window.map.locator(".leaflet-land-pane canvas").first.wait_for(state="attached")
    shown = window.page.locator("iframe[src*='/map?']")
    for _ in range(40):
        picture = shown.screenshot()
        if share_of(picture, LAND) > 0.03 and share_of(picture, SEA) > 0.03:
            return
    pytest.fail(f"land {share_of(picture, LAND):.0%}, sea {share_of(picture, SEA):.0%} of the map")


@pytest.mark.parametrize("path", PATHS)
def test_the_page_renders_and_asks_nobody_else(windows: Windows, path: str) -> None:
    window = windows(path)
    assert window.page.locator("body").inner_text().strip()
    if path == "/api/docs":
        expect(window.page.get_by_text("/v1/stations", exact=False).first).to_be_visible()
    assert window.page.title()


@pytest.mark.parametrize("path", ["/", "/m"])
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_map_shows_coast_stations_and_the_user(windows: Windows, path: str, size: tuple[int, int]) -> None:
    window = windows(path, size=size, permissions=["geolocation"], geolocation=BRIDGE)
    map_is_drawn(window)
    coast_is_drawn(window)
    window.map.get_by_role("button", name=window.say("map-locate")).click()
    expect(window.map.locator(".map-here")).to_be_visible()
    map_is_drawn(window)
    coast_is_drawn(window)


def test_the_map_by_itself_is_a_page(windows: Windows) -> None:
    window = windows("/map")
    window.page.locator(".map-station, .map-cluster").first.wait_for()
    expect(window.page.locator("html")).to_have_attribute("lang", "zh-Hans")


def test_every_station_in_the_list_is_on_the_map(windows: Windows) -> None:
    window = windows("/?facilities=aed")
    map_is_drawn(window)
    listed = window.page.locator("[data-station]").count()
    with window.page.expect_response(lambda answer: "/map/stations" in answer.url and "bbox" in answer.url) as answer:
        for _ in range(4):
            window.map.get_by_role("button", name=window.say("map-zoom-out")).click()
    assert "facilities=aed" in answer.value.url
    assert answer.value.json()["total"] <= listed
