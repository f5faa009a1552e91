"""A real Chromium before the real server. Nothing here is skipped: without a browser the tests fail and say what to install."""

from __future__ import annotations

import re
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, expect, sync_playwright

from stations.roles import Role
from stations.settings import ROOT
from tests.browser.server import Server, serving
from tests.browser.windows import PATIENCE_MS, Windows

RESULTS = ROOT / "test-results"
TRUCK, PORT = "hzmb-truck-drivers", "hzmb-port"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-gpu-rasterization",  # Debian asks for it, and without a GPU it is slow
    "--disable-background-networking",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
_FAILED = pytest.StashKey[bool]()
_SERVER_LOG = pytest.StashKey[Path]()

expect.set_options(timeout=PATIENCE_MS)


def _chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        found = shutil.which(name)
        if found:
            return found
    pytest.fail("no Chromium is installed; on Debian: apt-get install chromium fonts-noto-cjk")


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server of this worker, with the demo content and an account for each role."""
    with serving(tmp_path_factory.mktemp("server")) as running:
        running.add_account("guan", Role.ADMINISTRATOR, name="关主任")
        running.add_account("zhan", Role.MANAGER, TRUCK, name="詹站长")
        running.add_account("yi", Role.STAFF, TRUCK, name="易医生")
        running.add_account("lin", Role.STAFF, PORT, name="林护士")
        yield running


# Per module, not per session: while Playwright runs, this thread cannot run an event loop of another test.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A Chromium."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=_chromium(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def windows(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Windows]:
    """Opens windows on this worker's server; after the test each must have been quiet."""
    yield from watched(Windows(browser, server), request.node)


def watched(windows: Windows, test: pytest.Item) -> Iterator[Windows]:
    """Hand out ``windows``, photograph them if ``test`` failed, and check each of them if it did not."""
    test.stash[_SERVER_LOG] = windows.server.log
    try:
        yield windows
        if test.stash.get(_FAILED, False):
            _photograph(windows, test)
        else:
            for window in windows.opened:
                window.check()
    finally:
        windows.close()


def _photograph(windows: Windows, test: pytest.Item) -> None:
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", test.name)
    RESULTS.mkdir(exist_ok=True)
    for number, page in enumerate(page for window in windows.opened for page in window.context.pages):
        try:
            page.screenshot(path=RESULTS / f"failed-{name}-{number}.png")
        except Error as problem:
            test.add_report_section("call", "no picture", str(problem))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Show the end of the server's log with a failure, and remember it for the pictures taken when its windows close."""
    report = yield
    if report.when == "call" and report.failed:
        item.stash[_FAILED] = True
        log = item.stash.get(_SERVER_LOG, None)
        if log is not None:
            report.sections.append(("server log", log.read_text(encoding="utf-8")[-6000:]))
    return report


@pytest.fixture
def results() -> Path:
    """Where the tests leave what is worth a look."""
    RESULTS.mkdir(exist_ok=True)
    return RESULTS
