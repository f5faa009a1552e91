"""The language switch: a cookie, and back to where one was."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse

from stations.settings import settings
from stations.web.visitor import LANGUAGE_COOKIE, is_language, safe_next

_YEAR = 365 * 24 * 3600


def switch(request: Request) -> RedirectResponse:
    """Remember ``lang`` in a cookie and go to ``next``, which loses a ``lang`` of its own: it would win over the cookie."""
    response = RedirectResponse(_without_lang(safe_next(request.query_params.get("next"))), 303)
    lang = request.query_params.get("lang", "")
    if is_language(lang):
        response.set_cookie(
            LANGUAGE_COOKIE, lang, max_age=_YEAR, path="/", samesite="lax", secure=settings().cookie_secure
        )
    response.headers["Cache-Control"] = "no-store"
    return response


def _without_lang(target: str) -> str:
    parts = urlsplit(target)
    kept = urlencode(
        [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "lang"]
    )
    return parts.path + (f"?{kept}" if kept else "")
