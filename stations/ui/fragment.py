"""Pieces of HTML for the pages, filled from templates that escape whatever is put into them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from jinja2 import Environment, FileSystemLoader, StrictUndefined

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


def show(visit: Visit, template: str, **values: object) -> None:
    """Draw a filled template as one element of the page."""
    st.html(render(visit, template, **values))
