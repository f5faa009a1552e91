"""Every page's path, asked for by a stranger, also as the very first thing that happens to a fresh process."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from stations.settings import ROOT
from stations.words import say
from tests.browser.conftest import watched
from tests.browser.server import serving
from tests.browser.windows import DESKTOP, Windows

pytestmark = pytest.mark.xdist_group("browser-strangers")

FOR_ALL = {"find", "aed", "my_booking", "station", "book", "privacy"}
FOR_STAFF = sorted({path.stem for path in (ROOT / "pages").glob("*.py")} - FOR_ALL)
PATHS = {"check_in": "check-in", "import_stations": "import", "aed_board": "aed-board"}
OF_STAFF = (
    "manage-confirm", "manage-save-mine", "clinics-new", "clinics-form-new", "roster-choose", "roster-download",
    "checkin-submit", "accounts-add", "accounts-list", "import-file", "import-template", "audit-page-kind",
    "emergencies-area", "emergencies-lift", "recheck-take", "ledger-as-of",
    "shift-overdue", "shift-open-manage", "reports-none", "reports-latest", "board-none", "board-download",
)  # fmt: skip


@pytest.fixture(scope="module")
def own_windows(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Windows on a process that nobody has asked anything yet."""
    with serving(tmp_path_factory.mktemp("strangers")) as server:
        yield Windows(browser, server)


@pytest.fixture
def windows(own_windows: Windows, request: pytest.FixtureRequest) -> Iterator[Windows]:
    yield from watched(own_windows, request.node)


@pytest.mark.parametrize("page", FOR_STAFF)
def test_a_staff_page_shows_a_stranger_the_sign_in_and_nothing_else(windows: Windows, page: str) -> None:
    window = windows(f"/{PATHS.get(page, page)}?session=demo&station=hzmb-truck-drivers", size=DESKTOP)
    expect(window.text("error-sign-in-needed")).to_be_visible()
    main = window.page.get_by_role("main")
    link = main.get_by_role("link", name=window.say("shell-sign-in"), exact=True)
    expect(link).not_to_have_attribute("target", "_blank")
    words = main.inner_text()
    for key in OF_STAFF:
        assert say("zh-Hans", key) not in words.split("\n"), key
    assert window.page.locator("input, textarea, table, [data-testid='stFileUploader']").count() == 0


def test_the_files_names_lead_nowhere(windows: Windows) -> None:
    for page in ("check_in", "import_stations", "aed_board"):
        window = windows(size=DESKTOP)
        window.expected_words.append("does not seem to exist")
        window.expected_statuses.add(404)
        window.open(f"/{page}")
        words = window.page.locator("body").inner_text().split("\n")
        assert not any(say("zh-Hans", key) in words for key in OF_STAFF), page


def test_the_menu_of_a_stranger_names_no_staff_page(windows: Windows) -> None:
    window = windows("/", size=DESKTOP)
    menu = window.page.locator("header, [data-testid='stSidebarNav']")
    names = [
        window.say(key)
        for key in (
            "shell-menu-shift",
            "shell-menu-manage",
            "shell-menu-reports",
            "shell-menu-roster",
            "shell-menu-accounts",
        )
    ]
    for name in names:
        expect(menu.get_by_role("link", name=re.compile(f"^{name}$"))).to_have_count(0)
