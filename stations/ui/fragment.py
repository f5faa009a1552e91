"""Pieces of HTML for the pages, filled from templates that escape whatever is put into them."""

from __future__ import annotations

from base64 import b64encode
from functools import cache, lru_cache
from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from stations.exchange.qr import qr_svg
from stations.ui.shell import Visit
from stations.words import pick

_FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_FOLDER, encoding="utf-8")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def render(visit: Visit, template: str, **values: object) -> str:
    """Return ``template`` filled with ``values``; ``say`` and ``name`` speak the visitor's language in it."""
    lang = visit.lang
    return (
        _environment()
        .get_template(template)
        .render(say=visit.say, name=lambda names: pick(names, lang), lang=lang, **values)
    )


@lru_cache(maxsize=256)
def qr_source(text: str) -> str:
    """Return a QR code for ``text`` as the source of an image: Streamlit takes drawn shapes out of a page's HTML."""
    return f"data:image/svg+xml;base64,{b64encode(qr_svg(text).encode()).decode()}"


def show(visit: Visit, template: str, **values: object) -> None:
    """Draw a filled template as one element of the page."""
    st.html(render(visit, template, **values))
