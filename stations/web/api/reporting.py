"""The part of the API that takes reports from the spot. Whoever calls is a driver; no cookie counts here."""

from __future__ import annotations

import binascii
from base64 import b64decode
from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from stations.actions import report, start
from stations.errors import Code, InvalidInput, Refused
from stations.instants import parse_api_instant
from stations.reports import ReportKind, Sending
from stations.web import problem
from stations.web.api import models, shapes
from stations.web.api.reading import StationId, known
from stations.web.api.route import TellingRoute
from stations.web.visitor import client_address, language_of, moment

reporting = APIRouter(route_class=TellingRoute, tags=["Reports"])

Token = Annotated[str, Path(description="The secret of the report's link.", max_length=100)]


@reporting.post(
    "/stations/{station_id}/reports",
    summary="Say what you find on the spot",
    status_code=201,
    response_model=models.ReportTaken,
    responses=models.problems(403, 404, 422, 429, 503),
)
def make_report(request: Request, response: Response, station_id: StationId, told: models.ReportRequest) -> object:
    """Take a report, once: sent again under the same `key` it is the same report (200 instead of 201).

    One report makes a claim doubtful, two of different devices make it disputed until the station answers.
    """
    sending = Sending(
        station_id=known(station_id, Code.STATION_NOT_FOUND),
        kind=ReportKind(told.kind),
        facility=told.facility,
        observed_at=parse_api_instant(told.observed_at, "observed_at"),
        device=told.device,
        request_key=told.key,
        note=told.note,
        photo=_photo(told.photo),
        lang=told.lang or language_of(request),
    )
    answer = report.send(start.database(), moment(), client_address(request), sending)
    if isinstance(answer, Refused):
        return problem.as_json(request, answer)
    response.status_code = 201 if answer.is_new else 200
    response.headers["Cache-Control"] = "no-store"
    link = f"/m/report/{answer.token}"
    response.headers["Location"] = f"/api/v1/reports/{answer.token}"
    return models.ReportTaken(token=answer.token, link=link)


def _photo(text: str | None) -> bytes | None:
    if not text:
        return None
    try:
        return b64decode(text.rpartition(",")[2], validate=True)
    except (binascii.Error, ValueError):
        raise InvalidInput(Code.PHOTO_NOT_AN_IMAGE, "photo") from None


@reporting.get(
    "/reports/{token}",
    summary="See what became of a report",
    response_model=models.ReportOut,
    responses=models.problems(404, 503),
)
def follow_report(response: Response, token: Token) -> object:
    """Return the report that a link opens, with what became of each thing it speaks of."""
    response.headers["Cache-Control"] = "no-store"
    return shapes.followed(report.follow(start.database(), known(token, Code.REPORT_NOT_FOUND)))
