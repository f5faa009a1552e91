"""What went wrong, told to a program (RFC 9457 problem details) or to a person (a plain page)."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from stations.errors import Code, DatabaseUnavailable, Refused, StationsError
from stations.web.logs import note_unexpected, shown_path
from stations.web.templating import page
from stations.web.visitor import language_of
from stations.words import explain_code, say

_UNPROCESSABLE = 422
_STATUS: dict[Code, int] = {
    Code.SIGN_IN_NEEDED: 401,
    Code.SIGN_IN_WRONG: 401,
    Code.FORBIDDEN: 403,
    Code.ACCOUNT_DISABLED: 403,
    Code.SETUP_CODE_WRONG: 403,
    Code.BOOKING_CODE_WRONG: 403,
    Code.CROSS_SITE: 403,
    Code.DEVICE_BLOCKED: 403,
    Code.NOT_FOUND: 404,
    Code.STATION_NOT_FOUND: 404,
    Code.SESSION_NOT_FOUND: 404,
    Code.SLOT_NOT_FOUND: 404,
    Code.BOOKING_NOT_FOUND: 404,
    Code.ACCOUNT_NOT_FOUND: 404,
    Code.PHOTO_NOT_FOUND: 404,
    Code.REPORT_NOT_FOUND: 404,
    Code.CONCERN_NOT_FOUND: 404,
    Code.LINK_EXPIRED: 410,
    Code.SETUP_DONE: 409,
    Code.LAST_ADMINISTRATOR: 409,
    Code.USERNAME_TAKEN: 409,
    Code.PHOTOS_FULL: 409,
    Code.SESSION_NOT_DRAFT: 409,
    Code.SESSION_CLOSED: 409,
    Code.SESSION_PAST: 409,
    Code.SESSION_CANCELLED: 409,
    Code.SLOT_FULL: 409,
    Code.SLOT_PAST: 409,
    Code.SLOT_SAME: 409,
    Code.WALK_INS_FULL: 409,
    Code.ALREADY_BOOKED: 409,
    Code.OVERLAPS: 409,
    Code.ALREADY_WAITING: 409,
    Code.PLACES_FREE: 409,
    Code.NO_WAITLIST: 409,
    Code.HOLD_OVER: 409,
    Code.OFFER_OVER: 409,
    Code.BOOKING_NOT_OPEN: 409,
    Code.BOOKING_CLOSED: 409,
    Code.TOO_MANY_BOOKINGS: 409,
    Code.CODE_NEEDED: 403,
    Code.CODE_WRONG: 403,
    Code.CODE_NOT_SENT: 503,
    Code.BOOKING_ENDED: 409,
    Code.NOT_TODAY: 409,
    Code.KEY_REUSED: 409,
    Code.CHANGED_MEANWHILE: 409,
    Code.PHOTO_TOO_LARGE: 413,
    Code.FILE_TOO_LARGE: 413,
    Code.TOO_MANY_TRIES: 429,
    Code.DATABASE_MISSING: 503,
    Code.DATABASE_LOCKED: 503,
    Code.DATABASE_READ_ONLY: 503,
    Code.DATABASE_FULL: 503,
    Code.DATABASE_NEWER: 503,
    Code.DATABASE_DAMAGED: 503,
    Code.DATABASE_UNREACHABLE: 503,
    Code.PG_DUMP_MISSING: 503,
    Code.INTERNAL: 500,
}
_RETRY_AFTER = {
    Code.TOO_MANY_TRIES: "900",
    Code.DATABASE_LOCKED: "5",
    Code.DATABASE_UNREACHABLE: "15",
}
MEDIA_TYPE = "application/problem+json"


def status_of(code: Code) -> int:
    """Return the HTTP status for ``code``; whatever is not listed is about a field that cannot be accepted: 422."""
    return _STATUS.get(code, _UNPROCESSABLE)


def _parts(problem: Refused | StationsError) -> tuple[Code, dict[str, str | int], str]:
    args = problem.args if isinstance(problem, Refused) else problem.args_
    return problem.code, dict(args), getattr(problem, "field", "")


def as_json(request: Request, problem: Refused | StationsError) -> JSONResponse:
    """Return problem details for a refusal or an error of ours, worded in the reader's language."""
    code, args, field = _parts(problem)
    return details(request, code, args, field)


def details(
    request: Request, code: Code, args: dict[str, str | int] | None = None, field: str = "", **members: Any
) -> JSONResponse:
    """Return problem details (RFC 9457 §3): ``title`` says what happened, ``detail`` also which field it is about."""
    lang = language_of(request)
    title = explain_code(lang, code, args)
    body: dict[str, Any] = {
        "type": f"/api/problems/{code}",
        "title": title,
        "status": status_of(code),
        "detail": say(lang, "web-problem-field", field=field, title=title) if field else title,
        "code": str(code),
        **({"field": field} if field else {}),
        **members,
    }
    return JSONResponse(body, status_of(code), headers=headers_for(code, lang), media_type=MEDIA_TYPE)


def headers_for(code: Code, lang: str) -> dict[str, str]:
    """Return the headers that an error answer carries."""
    headers = {"Cache-Control": "no-store", "Content-Language": lang, "Vary": "Accept-Language, Cookie"}
    if code in _RETRY_AFTER:
        headers["Retry-After"] = _RETRY_AFTER[code]
    return headers


def as_page(request: Request, problem: Refused | StationsError, reference: str = "") -> Response:
    """Return a plain page that says what went wrong and leads back."""
    code, args, _ = _parts(problem)
    lang = language_of(request)
    sentence = explain_code(lang, code, args)
    response = page(request, "problem.html", status_of(code), sentence=sentence, reference=reference, code=str(code))
    response.headers.update(headers_for(code, lang))
    return response


def wants_json(request: Request) -> bool:
    """Tell whether the caller is a program: the API, the map's data, or whoever asks for JSON."""
    path = request.url.path
    return path.startswith(("/api/", "/map/stations")) or "json" in request.headers.get("accept", "")


def answer(request: Request, problem: Refused | StationsError) -> Response:
    """Return the answer for an error of ours in the form that the caller reads."""
    if isinstance(problem, DatabaseUnavailable):
        note_unexpected(problem, shown_path(request.url.path))
    return as_json(request, problem) if wants_json(request) else as_page(request, problem)


def answer_unexpected(request: Request, problem: Exception) -> Response:
    """Return the answer for a bug: a sentence and a reference; the traceback is in the log under it."""
    reference = note_unexpected(problem, shown_path(request.url.path))
    if wants_json(request):
        return details(request, Code.INTERNAL, reference=reference)
    return as_page(request, StationsError(Code.INTERNAL), reference)
