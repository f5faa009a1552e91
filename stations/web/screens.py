"""Streamlit's document, in the visitor's language: ``<html lang>``, title, description, manifest and icons.

Streamlit serves one fixed English document for every page. Ours is made from it, once for each language, so that a
screen reader reads Chinese as Chinese and a phone can put the site on its home screen. What the document loads stays
Streamlit's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape

from starlette.convertors import Convertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response

from stations.web import assets, compressed, streamlit_files
from stations.web.security import for_screens
from stations.web.visitor import language_of
from stations.words import say


class _PageName(Convertor[str]):
    """One part of a path, without a dot: the name of a page, not of a file; empty for the first page."""

    regex = "[A-Za-z0-9_-]*"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("page_name", _PageName())
PATH = "/{page:page_name}"
_FONT_PRELOAD = re.compile(r'<link\s+rel="preload"[^>]*as="font"[^>]*>')
_ICON = re.compile(r'<link\s+rel="shortcut icon"[^>]*>')


@lru_cache(maxsize=8)
def document(lang: str) -> str:
    """Return Streamlit's index.html with the head of our site in ``lang``."""
    html = (streamlit_files.folder() / "index.html").read_text(encoding="utf-8")
    html = html.replace('<html lang="en">', f'<html lang="{lang}">', 1)
    html = html.replace("<title>Streamlit</title>", f"<title>{escape(say(lang, 'web-name'))}</title>", 1)
    html = _FONT_PRELOAD.sub("", html)  # the theme asks for the phone's own fonts
    html = _ICON.sub(lambda _: _head(lang), html, count=1)
    return html.replace('href="./', 'href="/').replace('src="./', 'src="/')


def _head(lang: str) -> str:
    description = escape(say(lang, "web-description"))
    return (
        f'<link rel="shortcut icon" href="{assets.url("icon.svg")}" type="image/svg+xml" />'
        f'<link rel="manifest" href="/manifest.webmanifest?lang={lang}" />'
        f'<link rel="apple-touch-icon" href="{assets.url("apple-touch-icon.png")}" />'
        f'<meta name="description" content="{description}" /><meta name="theme-color" content="#0b6e4f" />'
    )


@lru_cache(maxsize=8)
def _stored(lang: str) -> tuple[compressed.Stored, str]:
    html = document(lang)
    return compressed.of_bytes(html.encode(), "text/html; charset=utf-8"), for_screens(html)


def serve(request: Request) -> Response:
    """Answer any page's address with the document; Streamlit's script decides what the page shows."""
    lang = language_of(request)
    stored, policy = _stored(lang)
    response = compressed.answer(stored, request.headers, "no-cache", request.method)
    response.headers["Vary"] = "Accept-Encoding, Accept-Language, Cookie"
    response.headers["Content-Language"] = lang
    response.headers["Content-Security-Policy"] = policy
    return response
