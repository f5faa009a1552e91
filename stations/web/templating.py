"""Plain pages: Jinja2 templates with autoescape, filled with the visitor's language, name and links."""

from __future__ import annotations

from functools import cache, partial
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from stations.settings import settings
from stations.web import assets
from stations.web.security import for_page
from stations.web.visitor import actor_of, language_of
from stations.words import LANGUAGE_NAMES, pick, say

FOLDER = Path(__file__).parent / "templates"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["asset"] = assets.url
    environment.globals["answer_days"] = lambda: settings().answers_retention_days
    return environment


def page(request: Request, template: str, status: int = 200, **context: Any) -> HTMLResponse:
    """Return the page that ``template`` makes of ``context``.

    Every template has ``lang``, ``say(key, **args)``, ``name_of(names)``, ``actor``, ``here`` (the address that
    switches to each language), and ``twin`` (the same page's address among the screens, "" where there is none).
    """
    lang = context.pop("lang", None) or language_of(request)
    context.setdefault("twin", "")
    context.setdefault("actor", actor_of(request))
    html = render(template, lang, here=_here(request), path=request.url.path, **context)
    headers = {"Cache-Control": "no-store", "Content-Language": lang, "Vary": "Accept-Language, Cookie"}
    headers["Content-Security-Policy"] = for_page(html)
    return HTMLResponse(html, status, headers=headers)


def render(template: str, lang: str, **context: Any) -> Markup:
    """Return the text that ``template`` makes in ``lang``."""
    words = {"lang": lang, "say": partial(say, lang), "name_of": partial(pick, lang=lang), "languages": LANGUAGE_NAMES}
    return Markup(_environment().get_template(template).render(**words, **context))


def _here(request: Request) -> dict[str, str]:
    """Return, for each language, the address that switches to it and comes back to this page."""
    query = f"?{request.url.query}" if request.url.query else ""
    target = request.url.path + query
    return {lang: f"/language?{urlencode({'lang': lang, 'next': target})}" for lang in LANGUAGE_NAMES}
