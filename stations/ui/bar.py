"""The bar over every page: the red AED control, the languages, and the way to the fast version."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from urllib.parse import quote

import streamlit as st

from stations import words
from stations.ui import menu, shell
from stations.words import LANGUAGE_NAMES, LANGUAGES

_SHORT = {"zh-Hans": "简", "zh-Hant": "繁", "en": "EN"}
_TWINS = {
    "station": ("station", "/m/station/"),
    "book": ("session", "/m/session/"),
    "booking": ("token", "/m/booking/"),
}
_PLAIN_TWINS = {"aed": "/m/aed", "booking": "/m/bookings"}
_FIND_PARAMS = ("q", "facilities", "open", "lang")

_HTML = '<div class="slow" hidden></div><nav class="bar"></nav>'

_HERE = Path(__file__).parent
_CSS, _JS = ((_HERE / name).read_text(encoding="utf-8") for name in ("bar.css", "bar.js"))
_ENGLISH = {
    "Skip to main content": "skip",
    "Page not found": "page-missing",
    "The page that you have requested does not seem to exist. Running the app's main page.": "page-missing-more",
    "Sidebar": "menu",
    "App pages": "pages",
    "Expand sidebar": "open-menu",
    "Collapse sidebar": "close-menu",
    "Open": "open",
    "No results": "no-results",
    "No options": "no-results",
    "No options to select": "no-results",
    "Clear value": "clear",
    "Clear selection": "clear",
    "Close": "close",
    "Connection error": "connection",
    "Streamlit server is not responding. Are you connected to the internet?": "connection-more",
}

_element = st.components.v2.component("stations_bar", html=_HTML, css=_CSS, js=_JS)


def show(visit: shell.Visit, url_path: str) -> None:
    """Draw the bar for the page at ``url_path`` and do what was tapped on it."""
    say = visit.say
    signed_in = visit.actor.is_signed_in
    chosen = _element(
        key="bar",
        height="content",
        data={
            "lang": visit.lang,
            "languages": [{"code": code, "short": _SHORT[code], "name": LANGUAGE_NAMES[code]} for code in LANGUAGES],
            "here": here(url_path),
            "label": say("shell-bar"),
            "aed": say("shell-aed-now"),
            "fast": say("fast-version"),
            "fast_note": say("fast-version-note"),
            "twin": twin(url_path),
            "account": say("shell-sign-out" if signed_in else "footer-staff"),
            "words": _own_words(visit.lang),
            "is_signed_in": signed_in,
        },
        on_lang_change=_choose_language,
        on_aed_change=_nothing,
    )
    if chosen.get("aed"):
        st.switch_page(menu.file_of("aed"))


@cache
def _own_words(lang: str) -> dict[str, str]:
    """What Streamlit says in English by itself, and what it says instead."""
    return {english: words.say(lang, f"shell-own-{key}") for english, key in _ENGLISH.items()}


def _choose_language() -> None:
    shell.choose(str(st.session_state["bar"].get("lang") or ""))


def _nothing() -> None:
    """A trigger needs a callback to be told of; the page is switched in the script, where that is allowed."""


def here(url_path: str) -> str:
    """Return the address of this page without its language, for links that only change the language."""
    kept = "&".join(f"{quote(name)}={quote(value)}" for name, value in st.query_params.items() if name != "lang")
    return f"/{url_path}" + (f"?{kept}" if kept else "")


def twin(url_path: str) -> str:
    """Return the address of the same page among the fast ones."""
    name, path = _TWINS.get(url_path, ("", ""))
    value = shell.param(name) if name else ""
    if value:
        return path + quote(value, safe="")
    if url_path in _PLAIN_TWINS:
        return _PLAIN_TWINS[url_path]
    kept = "&".join(f"{key}={quote(value)}" for key in _FIND_PARAMS if (value := shell.param(key)))
    return "/m" + (f"?{kept}" if kept else "")
