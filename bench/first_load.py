"""Time until a driver on a phone has a list and a map, in a real Chromium, for the Streamlit page and for ``/m``.

"Usable" is the moment at which the first station's link is in the page and the map has drawn stations. The slow profile is
DevTools' slow 4G (1.6 Mbit/s down, 150 ms) with the processor slowed four times; every load starts with an empty cache.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from bench.figures import Figures, percentile
from bench.server import Server

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 390, "height": 844}
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
_LOADS = 3
_LIST = "a[href*='station=hzmb'], a[href*='/m/station/'], a[href*='station=']"


@contextmanager
def _chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


def measure(figures: Figures, server: Server) -> None:
    """Both faces, on a plain line and on the slow profile: seconds, kilobytes, requests (median of three loads)."""
    with _chromium() as browser:
        for name, path in (("find_phone", "/"), ("m", "/m")):
            for profile in ("", "_slow4g"):
                loads = [_load(browser, server.url + path, is_slow=bool(profile)) for _ in range(_LOADS)]
                figures.add(f"{name}{profile}_usable_s", percentile([load[0] for load in loads], 0.5))
            figures.add(f"{name}_kb", loads[-1][1] / 1000)
            figures.add(f"{name}_requests", loads[-1][2])


def _load(browser: Browser, url: str, *, is_slow: bool) -> tuple[float, int, int]:
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, locale="zh-CN", service_workers="block")
    page = context.new_page()
    sizes: dict[str, int] = {}
    session = context.new_cdp_session(page)
    _watch(session, sizes)
    if is_slow:
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    begun = time.perf_counter()
    page.goto(url, wait_until="commit")
    _wait_until_usable(page)
    took = time.perf_counter() - begun
    context.close()
    return took, sum(sizes.values()), len(sizes)


def _watch(session: CDPSession, sizes: dict[str, int]) -> None:
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))


def _wait_until_usable(page: Page) -> None:
    page.wait_for_selector(_LIST, state="attached", timeout=90_000)
    page.wait_for_selector("iframe[src*='/map']", state="attached", timeout=90_000)
    frame = page.frame_locator("iframe[src*='/map']")
    frame.locator("html[data-stations-drawn]").wait_for(state="attached", timeout=90_000)
