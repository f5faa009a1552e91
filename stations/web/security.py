"""Headers that tell browsers what a page may do: load from here only, no framing by others, no guessing of types."""

from __future__ import annotations

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stations.settings import settings

_INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_TILE_HOSTS = {
    "none": (),
    "osm": ("https://tile.openstreetmap.org", "https://*.tile.openstreetmap.org"),
    "amap": ("https://*.is.autonavi.com",),
    "tianditu": ("https://*.tianditu.gov.cn",),
}
_PLAIN = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; object-src 'none'"
_TAIL = "; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"


def script_hashes(html: str) -> str:
    """Return the CSP sources (CSP3 §2.3.1) that allow exactly the inline scripts of ``html``, separated by spaces."""
    digests = (hashlib.sha256(script.encode()).digest() for script in _INLINE_SCRIPT.findall(html))
    return " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def for_plain_pages() -> str:
    """Return the policy of whatever says nothing else: nothing inline, nothing from elsewhere."""
    return _PLAIN + _TAIL


def for_page(html: str) -> str:
    """Return the policy of a plain page that may have styles and scripts of ours inside: exactly those, by digest."""
    return (
        f"default-src 'self'; script-src 'self' {script_hashes(html)}; style-src 'self' 'unsafe-inline';"
        " img-src 'self' data: blob:; object-src 'none'" + _TAIL
    )


def for_api_page() -> str:
    """Return the policy of the API's page: Swagger UI draws its icons from data and styles its own elements."""
    return "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'" + _TAIL


def for_map(html: str) -> str:
    """Return the policy of the map's document, which other sites may frame and which may load tiles."""
    tiles = " ".join(_TILE_HOSTS[settings().tiles])
    return (
        f"default-src 'self'; script-src 'self' {script_hashes(html)}; style-src 'self' 'unsafe-inline';"
        f" img-src 'self' data: blob: {tiles}; object-src 'none'; base-uri 'self'; form-action 'none'; frame-ancestors *"
    )


def for_screens(html: str) -> str:
    """Return the policy of Streamlit's document: its inline script, styles made by script, and elements in blobs.

    ``blob:`` is how components (version 2) load their own script; WebAssembly is used by its table element.
    """
    return (
        f"default-src 'self'; script-src 'self' blob: 'wasm-unsafe-eval' {script_hashes(html)};"
        " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:;"
        " connect-src 'self' blob: data: ws: wss:; worker-src 'self' blob:; media-src 'self' blob:;"
        " frame-src 'self' blob: data:; object-src 'none'" + _TAIL
    )


_FILES_OF_SCREENS = "/media/"  # Streamlit's downloads, rosters among them, about which it tells no cache anything
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(self), camera=(self), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class SecurityHeaders:
    """Middleware that adds the headers to every answer; a route's own policy stands."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add headers to the start of its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Content-Security-Policy", for_plain_pages())
                if scope["path"].startswith(_FILES_OF_SCREENS):
                    headers.setdefault("Cache-Control", "no-store")
            await send(message)

        await self.app(scope, receive, send_with_headers)
