"""The first administrator on a server that nobody has set up: accounts, a list of stations, the audit log."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import watched
from tests.browser.server import PASSWORD, serving
from tests.browser.windows import DESKTOP, Window, Windows

pytestmark = pytest.mark.xdist_group("browser-admin")

STATIONS = """\
id,name_zh_hans,name_en,jurisdiction,lat,lng,datum,facilities,opening_hours
zh-101,拱北测试驿站,Gongbei Trial Station,CN,22.22,113.55,wgs84,aed;hot_water,Mo-Su 08:00-22:00
zh-102,经纬度写反的驿站,Swapped Station,CN,113.55,22.22,wgs84,aed,
"""


@pytest.fixture(scope="module")
def own_windows(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Windows on a server of this module's own, started this minute, without demo content."""
    with serving(tmp_path_factory.mktemp("fresh"), is_demo=False) as server:
        yield Windows(browser, server)


@pytest.fixture
def windows(own_windows: Windows, request: pytest.FixtureRequest) -> Iterator[Windows]:
    yield from watched(own_windows, request.node)


def set_up(windows: Windows) -> Window:
    """Become the first administrator with the code that the server printed."""
    window = windows("/set-up", size=DESKTOP)
    for name, value in (
        ("code", windows.server.setup_code), ("username", "first"), ("name", "关主任"), ("password", PASSWORD),
    ):  # fmt: skip
        window.page.locator(f"#{name}").fill(value)
    window.button("web-set-up-button").click()
    window.page.wait_for_url(lambda url: "/set-up" not in url)
    window.settle()
    return window


def test_from_the_setup_code_which_works_once_to_the_audit_log(windows: Windows) -> None:
    stranger = windows("/set-up", size=DESKTOP)
    stranger.expected_statuses |= {401, 403, 422}
    for name, value in (("code", "AAAA-BBBB-CCCC-DDDD"), ("username", "thief"), ("password", PASSWORD)):
        stranger.page.locator(f"#{name}").fill(value)
    stranger.button("web-set-up-button").click()
    expect(stranger.page.get_by_role("alert")).to_be_visible()

    window = set_up(windows)
    page = window.page
    window.open("/accounts")
    page.get_by_text(window.say("accounts-add"), exact=True).click()
    window.type_into("accounts-username", "zhan")
    window.type_into("accounts-name", "詹站长")
    window.choose("accounts-role", window.say("role-manager"))
    window.type_into("accounts-stations", "货车")
    window.choose("accounts-stations-choose", "工会驿站港珠澳大桥跨境货车司机站")
    page.keyboard.press("Escape")
    window.button("accounts-add-button").click()
    expect(window.text("accounts-given-title", username="zhan")).to_be_visible()
    secret = page.get_by_test_id("stCode").locator("code").inner_text().strip()
    window.button("accounts-given-done").click()
    expect(page.get_by_text(secret)).to_have_count(0)
    expect(page.locator("table tr").filter(has_text="zhan")).to_contain_text("货车司机站")

    manager = windows("/sign-in", size=DESKTOP)
    manager.expected_statuses |= {401, 422}
    manager.page.locator("#username").fill("zhan")
    manager.page.locator("#password").fill(secret)
    manager.button("web-sign-in-button").click()
    expect(manager.page.get_by_role("heading", level=1)).to_have_text(manager.say("web-password-title"))
    manager.page.locator("#old").fill(secret)
    manager.page.locator("#new").fill(PASSWORD + " too")
    manager.page.locator("#again").fill(PASSWORD + " too")
    manager.button("web-password-button").click()
    manager.page.wait_for_url(lambda url: "/password" not in url)
    manager.open("/manage")
    expect(manager.page.get_by_role("heading", level=1)).to_contain_text("货车司机站")

    window.open("/import")
    page.locator("input[type=file]").set_input_files(
        {"name": "名单.csv", "mimeType": "text/csv", "buffer": STATIONS.encode("gb18030")}
    )
    wrong = page.locator("table").filter(has_text=window.say("import-row-reason"))
    expect(wrong).to_contain_text("经纬度写反的驿站")
    expect(page.get_by_text("拱北测试驿站")).to_have_count(0)
    driver = windows("/?q=拱北")
    expect(driver.page.locator("[data-station]")).to_have_count(0)
    window.button("import-button-good", count=1).click()
    expect(window.text("import-done", new=1, changed=0, unchanged=0)).to_be_visible()
    driver.open("/?q=拱北")
    expect(driver.page.locator("[data-station]")).to_have_count(1)
    expect(driver.page.locator("[data-station]")).to_contain_text("拱北测试驿站")

    window.open("/audit")
    table = page.locator("table")
    for key in ("audit-account-created", "audit-stations-imported", "audit-account-signed-in"):
        expect(table).to_contain_text(window.say(key))
    expect(table).not_to_contain_text(secret)
    window.choose("audit-page-kind", window.say("audit-kind-stations"))
    expect(table).not_to_contain_text(window.say("audit-account-created"))
    expect(table).to_contain_text(window.say("audit-stations-imported"))

    late = windows(size=DESKTOP)
    late.expected_statuses.add(409)
    late.open("/set-up")
    expect(late.page.get_by_role("main")).to_contain_text(late.say("error-setup-done"))
    expect(late.page.locator("#code")).to_have_count(0)
