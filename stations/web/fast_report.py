"""Reports on the plain pages: the taps without JavaScript, and the reporter's link."""

from __future__ import annotations

import hashlib
import secrets

from starlette.responses import Response

from stations.actions.report import follow, send
from stations.errors import Code, InvalidInput, Refused
from stations.instants import local
from stations.report_words import became, kind_words
from stations.reports import ReportKind, Sending
from stations.settings import settings
from stations.web import problem
from stations.web.fast_page import Visit, page, see_other
from stations.web.visitor import client_address

DEVICE_COOKIE = "stations_device"
_YEAR = 365 * 24 * 3600


def send_report(visit: Visit) -> Response:
    """Answer ``POST /m/station/ID/report``, for browsers without JavaScript; their device's name is a cookie of ours."""
    kind, _, facility = visit.one("kind").partition(":")  # a button sends one value: "locked", "broken:aed"
    device = visit.request.cookies.get(DEVICE_COOKIE) or _first_name(visit)
    sending = Sending(
        station_id=visit.part("station_id"),
        kind=_kind(kind),
        facility=facility,
        observed_at=visit.now,
        device=device,
        request_key=visit.one("key") or secrets.token_hex(16),
        note=visit.one("note"),
        lang=visit.lang,
    )
    answer = send(visit.db, visit.now, client_address(visit.request), sending)
    if isinstance(answer, Refused):
        return problem.answer(visit.request, answer)
    response = see_other(f"/m/report/{answer.token}")
    response.set_cookie(
        DEVICE_COOKIE, device, max_age=_YEAR, samesite="lax", httponly=True, secure=settings().cookie_secure
    )
    return response


def _first_name(visit: Visit) -> str:
    """Return a name for a browser that has none yet: one that keeps no cookie gets it again and so counts once, too.

    Two of the same make behind one address share it, which counts too few. What is stored of it is a digest, as of any.
    """
    who = f"{client_address(visit.request)} {visit.request.headers.get('user-agent', '')}"
    return hashlib.sha256(who.encode()).hexdigest()[:32]


def _kind(text: str) -> ReportKind:
    try:
        return ReportKind(text)
    except ValueError:
        raise InvalidInput(Code.INVALID, "kind") from None


def report_page(visit: Visit) -> Response:
    """Answer ``GET /m/report/TOKEN``: what was said and what became of it, for whoever has the link."""
    mine = follow(visit.db, visit.part("token"))
    at = local(mine.report.observed_at, mine.jurisdiction)
    what = kind_words(mine.report.kind, mine.facility, visit.lang)
    return page(
        visit,
        "m_report.html",
        is_private=True,
        station_id=mine.report.station_id,
        name=visit.name(mine.names),
        said=visit.say("report-you-said", date=f"{at:%Y-%m-%d}", time=f"{at:%H:%M}", what=what),
        concerns=[became(it, visit.now, visit.lang, mine.jurisdiction) for it in mine.concerns],
        is_hidden=mine.report.is_hidden,
        twin=f"/station?station={mine.report.station_id}",
    )
