"""What every fast page needs: the visit, the frame around it, and a plain sentence when something goes wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from stations.actions import start
from stations.actions.start import Database
from stations.errors import Code, Forbidden, InvalidInput, Refused, StationsError
from stations.settings import settings
from stations.web import problem
from stations.web.compressed import squeezed
from stations.web.security import for_page
from stations.web.templating import render as fill
from stations.web.visitor import LANGUAGE_COOKIE, is_cross_site, is_language, language_of, moment
from stations.words import Names, pick, say

_STATIC = Path(__file__).parent / "static"
_LONGEST_FORM = 64_000
_MOST_FIELDS = 200
_YEAR = 365 * 24 * 3600
_PRIVATE = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex"}
_SHARED = {"Cache-Control": "private, no-cache"}


@dataclass(frozen=True, slots=True)
class Visit:
    """One request for a fast page: who asks is always a driver. ``fields`` are those of the query or the form, in order."""

    request: Request
    db: Database
    now: datetime
    lang: str
    fields: tuple[tuple[str, str], ...]

    def say(self, key: str, /, **args: object) -> str:
        """Return the sentence ``key`` in the visitor's language."""
        return say(self.lang, key, **args)

    def name(self, names: Names) -> str:
        """Return the name of something in the visitor's language, or in the nearest there is."""
        return pick(names, self.lang)

    def all(self, field: str) -> list[str]:
        """Return every value given for a field."""
        return [value for key, value in self.fields if key == field]

    def one(self, field: str) -> str:
        """Return the last value given for a field, "" when there is none."""
        return next((value for key, value in reversed(self.fields) if key == field), "")

    def part(self, name: str) -> str:
        """Return a part of the path."""
        return _readable(str(self.request.path_params[name]))


Handler = Callable[[Visit], Response]


def route(path: str, handler: Handler, method: str = "GET") -> Route:
    """Return a route that answers with ``handler`` off the event loop, and with a plain sentence when it raises."""

    async def endpoint(request: Request) -> Response:
        fields = await _fields(request)
        return await run_in_threadpool(_answer, handler, request, fields)

    return Route(path, endpoint, methods=[method], name=handler.__name__)


def _answer(handler: Handler, request: Request, fields: tuple[tuple[str, str], ...] | None) -> Response:
    try:
        if request.method == "POST" and is_cross_site(request):
            raise Forbidden(Code.CROSS_SITE)
        if fields is None:
            raise InvalidInput(Code.TOO_LONG)
        return handler(Visit(request, start.database(), moment(), language_of(request), fields))
    except StationsError as error:
        return problem.answer(request, error)
    except Exception as error:
        return problem.answer_unexpected(request, error)


async def _fields(request: Request) -> tuple[tuple[str, str], ...] | None:
    """Return the fields of the query or of the form that was sent; None when there are too many or they are too long."""
    if request.method != "POST":
        return _parsed(request.url.query)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            return None
    return _parsed(body.decode("utf-8", "replace"))


def _parsed(text: str) -> tuple[tuple[str, str], ...] | None:
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="replace")
    except ValueError:
        return None
    return tuple((key, _readable(value)) for key, value in pairs)


def _readable(text: str) -> str:
    """Return the text without NUL and lone surrogates, which no database stores."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()


def page(visit: Visit, template: str, /, *, status: int = 200, is_private: bool = False, **context: Any) -> Response:
    """Return a whole page; a private one is neither kept by caches nor indexed. ``context`` holds at least ``twin``."""
    request = visit.request
    frame = {
        "back_here": _here(request),
        "is_private": is_private,
        "style": _style(),
        "script": _inline("m.js"),
        "icon": _icon(),
    }
    html = fill(template, visit.lang, **frame, **context)
    headers = _headers(visit, _PRIVATE if is_private else _SHARED) | {"Content-Security-Policy": for_page(html)}
    response = squeezed(HTMLResponse(html, status, headers), request.headers)
    wish = request.query_params.get("lang", "")
    if is_language(wish) and wish != request.cookies.get(LANGUAGE_COOKIE):
        response.set_cookie(LANGUAGE_COOKIE, wish, max_age=_YEAR, samesite="lax", secure=settings().cookie_secure)
    return response


def fragment(visit: Visit, template: str, /, *, status: int = 200, **context: Any) -> Response:
    """Return a piece of a page for our script to put in; it was made for a position, so nothing keeps it."""
    response = HTMLResponse(fill(template, visit.lang, **context), status, _headers(visit, _PRIVATE))
    return squeezed(response, visit.request.headers)


def _headers(visit: Visit, more: Mapping[str, str]) -> dict[str, str]:
    # Not "no-referrer": browsers then send "Origin: null" with our own forms, and we could not tell them from others'.
    common = {
        "Referrer-Policy": "same-origin",
        "Content-Language": visit.lang,
        "Vary": "Accept-Language, Accept-Encoding, Cookie",
    }
    return common | dict(more)


def see_other(address: str) -> Response:
    """Return the redirect that follows a form, so that reloading the next page sends nothing twice."""
    return RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})


def refused_status(refused: Refused) -> int:
    """Return the HTTP status of a page that shows this refusal."""
    return problem.status_of(refused.code)


def _here(request: Request) -> str:
    """Return the address of this page without a language and without a position, to come back to."""
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in ("lang", "near")]
    return request.url.path + (f"?{urlencode(kept)}" if kept else "")


@cache
def _style() -> Markup:
    return _inline("site.css") + _inline("m.css")


@cache
def _icon() -> str:
    return "data:image/svg+xml," + quote((_STATIC / "icon.svg").read_text(encoding="utf-8").strip())


@cache
def _inline(name: str) -> Markup:
    """Return a style or script of ours to stand in the page itself: one request less on a slow line."""
    return Markup((_STATIC / name).read_text(encoding="utf-8"))
