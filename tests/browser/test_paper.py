"""An administrator reads the list of paper stations on a phone and at a desk: it fits, can be tapped, chosen from, taken away."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from stations.roles import SYSTEM, Role
from stations.words import LANGUAGES
from tests.actions.test_paper import add
from tests.browser.conftest import watched
from tests.browser.server import serving
from tests.browser.sights import ADMINISTRATOR, Sight
from tests.browser.test_accessibility import faults, too_wide
from tests.browser.windows import DESKTOP, PHONE, Windows

pytestmark = pytest.mark.xdist_group("browser-paper")
# Streamlit ends the words of a button that is too narrow with dots, and the count is at their end.
_CUT_OFF = """
() => [...document.querySelectorAll("[data-testid='stButtonGroup'] button p")]
  .filter((node) => node.scrollWidth > node.clientWidth + 1).map((node) => node.textContent)
"""
PAPER = Sight("paper-listed", "/paper", ADMINISTRATOR)


@pytest.fixture(scope="module")
def own_windows(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Windows on a server of this module's own, whose lists hold what programs make."""
    with serving(tmp_path_factory.mktemp("paper")) as server:
        server.add_account(ADMINISTRATOR, Role.ADMINISTRATOR, name="关主任")
        server.do(lambda db: add(db, SYSTEM, datetime.now(UTC)))
        yield Windows(browser, server)


@pytest.fixture
def windows(own_windows: Windows, request: pytest.FixtureRequest) -> Iterator[Windows]:
    yield from watched(own_windows, request.node)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desk"])
def test_the_list_fits_and_can_be_tapped(windows: Windows, lang: str, size: tuple[int, int]) -> None:
    window = windows(lang=lang, signed_in=ADMINISTRATOR, size=size)
    PAPER.show(window, {})
    expect(window.page.locator("table a")).to_have_count(50)
    assert too_wide(window) == []
    assert faults(window, PAPER) == []
    assert window.page.evaluate(_CUT_OFF) == []
    window.text("paper-how").click()
    expect(window.page.get_by_text(window.say("paper-why-double"))).to_be_visible()
    assert too_wide(window) == []


def test_reasons_are_tapped_a_station_is_opened_and_the_file_is_taken(windows: Windows) -> None:
    window = windows("/paper", signed_in=ADMINISTRATOR, size=DESKTOP, lang="en")
    page = window.page
    window.choose("paper-district", "金水区")
    expect(window.page.get_by_text(window.say("paper-found", count=30))).to_be_visible()
    reason = page.get_by_role("button", name=window.say("paper-always-open"))
    reason.click()
    expect(page.locator("table a")).not_to_have_count(30)
    window.settle()
    shown = page.locator("table a").count()
    assert 0 < shown < 30
    with page.expect_download() as taken:
        window.button("paper-download").click()
    lines = Path(taken.value.path()).read_text(encoding="utf-8-sig").splitlines()
    assert len(lines) == shown + 1
    name = page.locator("table a").first.inner_text()
    page.locator("table a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
