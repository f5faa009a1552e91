"""Signing in and out, one's own password, and the first administrator: plain pages that need no script.

The sign-in is a random secret in a cookie that scripts cannot read and other sites' forms do not carry; the database
knows only its digest. Every form is refused when another site sent it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from stations.actions import sign_in, start
from stations.actions.sign_in import SignedIn
from stations.errors import Code, Forbidden, InvalidInput, Refused
from stations.passwords import SHORTEST
from stations.roles import Role
from stations.settings import settings
from stations.web import problem
from stations.web.templating import page
from stations.web.visitor import SIGN_IN_COOKIE, actor_of, client_address, is_cross_site, language_of, moment, safe_next
from stations.words import explain, say

_LONGEST_FORM = 16_000
_KEPT = ("code", "username", "name")
# Whoever asked for no page in particular has come to work.
_WORK = {Role.MANAGER: "/shift", Role.STAFF: "/clinics", Role.ADMINISTRATOR: "/accounts"}
Form = Mapping[str, str]
Handler = Callable[[Request, Form], Response]


def _route(path: str, show: Callable[[Request], Response] | None, act: Handler) -> Route:
    """Return a route whose GET shows a form and whose POST acts on it, off the event loop."""

    async def endpoint(request: Request) -> Response:
        if request.method != "POST":
            return await run_in_threadpool(show, request) if show else RedirectResponse("/", 303)
        if is_cross_site(request):
            raise Forbidden(Code.CROSS_SITE)
        return await run_in_threadpool(act, request, await _form(request))

    return Route(path, endpoint, methods=["GET", "POST"])


async def _form(request: Request) -> Form:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            raise InvalidInput(Code.TOO_LONG)
    pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=50, errors="replace")
    return {name: value.replace("\x00", "") for name, value in pairs}


def show_sign_in(request: Request) -> Response:
    """Show the form, or who is signed in already."""
    return _sign_in_page(request, safe_next(request.query_params.get("next")))


def _sign_in_page(request: Request, target: str, username: str = "", refused: Refused | None = None) -> Response:
    is_new = sign_in.needs_setup(start.database())
    return _page(request, "sign_in.html", refused, next=target, username=username, is_new=is_new)


def do_sign_in(request: Request, form: Form) -> Response:
    """Sign in and go where one wanted to; to the password page first where a new one is due."""
    target, username = safe_next(form.get("next")), form.get("username", "")
    answer = sign_in.sign_in(start.database(), moment(), username, form.get("password", ""), client_address(request))
    if isinstance(answer, Refused):
        return _sign_in_page(request, target, username, answer)
    return _admitted(answer, target)


def _admitted(signed_in: SignedIn, target: str) -> Response:
    wanted = _WORK.get(signed_in.actor.role, target) if target == "/" else target
    place = f"/password?{urlencode({'next': wanted})}" if signed_in.must_change else wanted
    response = RedirectResponse(place, 303, {"Cache-Control": "no-store"})
    _set_cookie(response, signed_in.secret, signed_in.expires_at)
    return response


def _set_cookie(response: Response, secret: str, expires_at: datetime) -> None:
    response.set_cookie(
        SIGN_IN_COOKIE,
        secret,
        expires=expires_at,
        path="/",
        httponly=True,
        samesite="lax",
        secure=settings().cookie_secure,
    )


def do_sign_out(request: Request, _form: Form) -> Response:
    """Sign out here and in the database, so that a copied cookie is worthless."""
    sign_in.sign_out(start.database(), moment(), request.cookies.get(SIGN_IN_COOKIE))
    response = RedirectResponse("/sign-in", 303, {"Cache-Control": "no-store"})
    response.delete_cookie(SIGN_IN_COOKIE, path="/", httponly=True, samesite="lax", secure=settings().cookie_secure)
    return response


def show_set_up(request: Request) -> Response:
    """Show the form for the first administrator, while there is none."""
    refused = None if sign_in.needs_setup(start.database()) else Refused(Code.SETUP_DONE)
    return _page(request, "set_up.html", refused, form=dict.fromkeys(_KEPT, ""), is_over=refused is not None)


def do_set_up(request: Request, form: Form) -> Response:
    """Make the first administrator, who is then signed in."""
    try:
        answer = sign_in.set_up(
            start.database(),
            moment(),
            form.get("code", ""),
            form.get("username", ""),
            form.get("name", ""),
            form.get("password", ""),
            client_address(request),
        )
    except InvalidInput as wrong:
        answer = Refused(wrong.code, wrong.args_, wrong.field)
    if isinstance(answer, Refused):
        kept = {name: form.get(name, "") for name in _KEPT}
        return _page(request, "set_up.html", answer, form=kept, is_over=answer.code is Code.SETUP_DONE)
    return _admitted(answer, "/accounts")


def show_password(request: Request) -> Response:
    """Show the form for a new password of one's own."""
    return _page(request, "password.html", None, next=safe_next(request.query_params.get("next")), note="")


def do_password(request: Request, form: Form) -> Response:
    """Replace one's own password; the cookie is replaced with it."""
    target = safe_next(form.get("next"))
    if form.get("new", "") != form.get("again", ""):
        note = say(language_of(request), "web-password-differ")
        return _page(request, "password.html", None, problem.status_of(Code.INVALID), next=target, note=note)
    try:
        answer = sign_in.change_own_password(
            start.database(),
            moment(),
            request.cookies.get(SIGN_IN_COOKIE),
            form.get("old", ""),
            form.get("new", ""),
            client_address(request),
        )
    except InvalidInput as wrong:
        answer = Refused(wrong.code, wrong.args_, wrong.field)
    if isinstance(answer, Refused):
        return _page(request, "password.html", answer, next=target, note="")
    return _admitted(answer, target)


def _page(request: Request, template: str, refused: Refused | None, status: int = 200, **context: object) -> Response:
    """Return a form with what was refused, said in the visitor's language; limits tell when to come back."""
    lang = language_of(request)
    actor = actor_of(request)
    sentence, field = (explain(lang, refused), refused.field) if refused else ("", "")
    code = problem.status_of(refused.code) if refused else status
    response = page(request, template, code, actor=actor, problem=sentence, field=field, least=SHORTEST, **context)
    if refused:
        response.headers.update(problem.headers_for(refused.code, lang))
    return response


sign_in_routes: list[Route] = [
    _route("/sign-in", show_sign_in, do_sign_in),
    _route("/sign-out", None, do_sign_out),
    _route("/set-up", show_set_up, do_set_up),
    _route("/password", show_password, do_password),
]
