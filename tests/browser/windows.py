"""Browser windows that reach our own server only, and what may not be seen in any of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    FrameLocator,
    Locator,
    Page,
    Request,
    TimeoutError,
    expect,
)

from stations.words import say
from tests.browser.server import Server

PHONE, DESKTOP = (390, 844), (1280, 800)
LOCALES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-HK", "en": "en-GB"}
BRIDGE = {"latitude": 22.2063, "longitude": 113.5801, "accuracy": 12}
PATIENCE_MS = 30_000

# A deep link makes Streamlit look for its own routes below the page's path first.
_NORMAL = re.compile(r"/[a-z-]+/_stcore/(health|host-config)$")
_SETTLED = "[data-testid='stApp'][data-test-script-state='notRunning'][data-test-connection-state='CONNECTED']"


@dataclass
class Window:
    """A window of one person: the page in it, its language, and what went wrong in it so far."""

    page: Page
    context: BrowserContext
    server: Server
    lang: str
    foreign: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    expected_statuses: set[int] = field(default_factory=set)
    expected_words: list[str] = field(default_factory=list)

    def say(self, key: str, **args: object) -> str:
        """Return a sentence in this window's language."""
        return say(self.lang, key, **args)

    def open(self, path: str) -> Page:
        """Open a path of our server and wait until its script has run."""
        self.page.goto(self.server.url + path, wait_until="load")
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the page is drawn and idle; plain pages are at once."""
        if self.page.locator("#root").count():
            settled(self.page)

    def text(self, key: str, **args: object) -> Locator:
        """Return the element that shows a sentence."""
        return self.page.get_by_text(self.say(key, **args), exact=True)

    def button(self, key: str, **args: object) -> Locator:
        """Return a button by its words."""
        return self.page.get_by_role("button", name=self.say(key, **args), exact=True)

    def link(self, key: str, **args: object) -> Locator:
        """Return a link by its words."""
        return self.page.get_by_role("link", name=self.say(key, **args), exact=True)

    def field(self, key: str, **args: object) -> Locator:
        """Return an input by its label."""
        return self.page.get_by_label(self.say(key, **args), exact=True)

    def type_into(self, key: str, text: str) -> None:
        """Fill an input of a screen and leave it, which is when Streamlit sends it."""
        box = self.page.get_by_role("textbox", name=self.say(key), exact=True)
        box.fill(text)
        box.press("Tab")

    def choose(self, label_key: str, option: str) -> None:
        """Choose an option of one of Streamlit's select boxes; a run that was still going closes its list again."""
        for _ in range(5):
            self.settle()
            self.page.get_by_role("combobox", name=self.say(label_key)).click()
            try:
                self.page.get_by_role("option", name=option, exact=True).click(timeout=PATIENCE_MS / 6)
            except TimeoutError:
                self.page.keyboard.press("Escape")
            else:
                return
        raise AssertionError(f"{option!r} could not be chosen")

    @property
    def map(self) -> FrameLocator:
        """The map's document."""
        return self.page.frame_locator("iframe[src*='/map?']")

    def check(self) -> None:
        """Fail if anything left the machine, broke in the console, or shows a programmer's words."""
        assert self.foreign == [], f"requests to other hosts: {self.foreign}"
        assert self.errors == [], f"errors in the console: {self.errors}"
        for page in self.context.pages:
            assert page.locator("[data-testid='stException']").count() == 0, "an exception is on the page"
            words = page.locator("body").inner_text()
            assert "Traceback" not in words, "a traceback is on the page"


def settled(page: Page) -> None:
    """Wait until a screen of Streamlit's is connected, has run its script and drawn the foot of the page."""
    page.locator(f"{_SETTLED} footer.page-foot").wait_for(timeout=PATIENCE_MS)
    expect(page.locator("[data-testid='stSkeleton']")).to_have_count(0, timeout=PATIENCE_MS)


def map_is_drawn(window: Window) -> None:
    """Wait until the map shows stations."""
    window.map.locator(".map-station, .map-cluster").first.wait_for(timeout=PATIENCE_MS)


class Windows:
    """Opens windows on a server; whatever they ask of anybody else is remembered."""

    def __init__(self, browser: Browser, server: Server) -> None:
        self._browser, self.server = browser, server
        self.opened: list[Window] = []

    def __call__(
        self,
        path: str = "",
        *,
        size: tuple[int, int] = PHONE,
        lang: str = "zh-Hans",
        signed_in: str = "",
        **options: Any,
    ) -> Window:
        """Open ``path`` for somebody new; ``signed_in`` names the account, further options are Playwright's."""
        context = self._browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            locale=LOCALES[lang],
            timezone_id="Asia/Shanghai",
            service_workers="block",
            has_touch=size == PHONE,
            is_mobile=size == PHONE,
            accept_downloads=True,
            **options,
        )
        context.set_default_timeout(PATIENCE_MS)
        if signed_in:
            cookie = {"name": "stations_sign_in", "value": self.server.sign_in(signed_in), "url": self.server.url}
            context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        window = Window(page, context, self.server, lang)
        self.opened.append(window)
        self._watch(window)
        if path:
            window.open(path)
        return window

    def _watch(self, window: Window) -> None:
        window.context.on("request", lambda request: self._meet(window, request))
        window.context.on("console", lambda message: self._note(window, message))
        window.context.on("weberror", lambda error: window.errors.append(str(error.error)))

    def _meet(self, window: Window, request: Request) -> None:
        """Remember a request to somebody else, which the browser could not make: it resolves no name."""
        parts = urlsplit(request.url)
        if parts.scheme not in ("blob", "data") and parts.netloc != urlsplit(self.server.url).netloc:
            window.foreign.append(request.url)

    def _note(self, window: Window, message: ConsoleMessage) -> None:
        if message.type != "error":
            return
        address = str(message.location.get("url", ""))
        status = re.search(r"status of (\d+)", message.text)
        is_normal = status is not None and status[1] == "404" and _NORMAL.search(urlsplit(address).path)
        is_expected = status is not None and int(status[1]) in window.expected_statuses
        is_expected |= any(words in message.text for words in window.expected_words)
        if not is_normal and not is_expected:
            window.errors.append(f"{message.text} ({address})")

    def close(self) -> None:
        """Close every window."""
        for window in self.opened:
            window.context.close()
        self.opened.clear()
