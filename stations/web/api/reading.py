"""The part of the API that reads: stations, sessions, slots."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from stations.actions import book, demand, find, start, station
from stations.errors import Code, InvalidInput, NotFound
from stations.exchange.icalendar_file import sessions_calendar
from stations.geo import Box
from stations.instants import local_date
from stations.web.api import models, shapes
from stations.web.api.route import TellingRoute
from stations.web.queries import query_of
from stations.web.visitor import language_of, moment, site_address

reading = APIRouter(route_class=TellingRoute)
GEOJSON = "application/geo+json"
_AHEAD = timedelta(days=60)
_SHORTLY = "public, max-age=30"

StationId = Annotated[str, Path(description="A station's id.", examples=["hzmb-truck-drivers"], max_length=100)]
SessionId = Annotated[str, Path(description="A session's id.", max_length=100)]


class GeoJsonResponse(Response):
    """An answer in GeoJSON."""

    media_type = GEOJSON


def known(text: str, code: Code) -> str:
    """Return an id from an address; what no id can be is not found (databases refuse some characters)."""
    if not text.isprintable():
        raise NotFound(code)
    return text


@reading.get(
    "/stations",
    summary="Find stations",
    response_class=GeoJsonResponse,
    response_model=None,
    responses={200: {"model": models.StationCollection, "content": {GEOJSON: {}}}, **models.problems(422, 503)},
    tags=["Stations"],
)
def list_stations(
    request: Request,
    near: Annotated[
        str,
        Query(description="Where you are, `lat,lon` in WGS-84. Used to rank and forgotten.", examples=["22.2,113.57"]),
    ] = "",
    q: Annotated[str, Query(description="Part of a name, an address or a district; one character is enough.")] = "",
    facilities: Annotated[
        str, Query(description="Codes of facilities that must be there and work.", examples=["aed,rest_area"])
    ] = "",
    open_at: Annotated[
        str,
        Query(
            description="When you arrive (RFC 3339); left out: now. `hours.answer` says whether you get in then.",
            examples=["2026-12-01T09:30+08:00"],
        ),
    ] = "",
    ahead: Annotated[
        str, Query(alias="in", description="Minutes until you arrive, instead of `open_at`.", examples=["40"])
    ] = "",
    stay: Annotated[
        str, Query(alias="for", description="Minutes the door must stay open once you are there.", examples=["30"])
    ] = "",
    mode: Annotated[
        str,
        Query(
            description="`walk`, `ebike`, `drive` or `truck`: each station is told for when you get to it from `near`.",
            examples=["truck"],
        ),
    ] = "",
    open: Annotated[str, Query(description="`1`: only stations where you surely get in then.", examples=["1"])] = "",
    side: Annotated[
        str,
        Query(
            description="Your side of the border controls: `cn`, `hk`, `mo`, `port`. Left out: the side `near` is on."
        ),
    ] = "",
    across: Annotated[
        str, Query(description="`1`: also stations across a border control, which are left out else.", examples=["1"])
    ] = "",
    bbox: Annotated[
        str, Query(description="Only stations inside `west,south,east,north`.", examples=["113.4,22.1,113.7,22.3"])
    ] = "",
    limit: Annotated[int, Query(ge=1, le=find.MOST, description="How many at most.")] = find.PAGE,
) -> Response:
    """Return the stations that fit, nearest first.

    Every facility of the catalogue is listed with its state; `unknown` means that nobody has said anything about it.
    """
    params = {
        "near": near, "q": q, "facilities": facilities, "open_at": open_at, "in": ahead, "for": stay, "mode": mode, "open": open,
        "limit": str(limit), "side": side, "across": across,
    }  # fmt: skip
    query, now, lang = query_of(params), moment(), language_of(request)
    db = start.database()
    finding = find.within(db, now, query, Box.parse(bbox)) if bbox else find.find(db, now, query)
    body = shapes.collection(finding, lang)
    # a position is part of this address, so no cache on the way may keep the answer
    cache = "private, no-store" if near else _SHORTLY
    return GeoJsonResponse(body.model_dump_json(), headers=_headers(lang, cache))


def _headers(lang: str, cache: str) -> dict[str, str]:
    return {"Cache-Control": cache, "Content-Language": lang, "Vary": "Accept-Language, Cookie"}


@reading.get(
    "/stations/{station_id}",
    summary="One station",
    response_class=GeoJsonResponse,
    response_model=None,
    responses={200: {"model": models.StationDetailFeature, "content": {GEOJSON: {}}}, **models.problems(404, 503)},
    tags=["Stations"],
)
def one_station(request: Request, station_id: StationId) -> Response:
    """Return all that is known about a station."""
    now, lang = moment(), language_of(request)
    view = station.see(start.database(), now, known(station_id, Code.STATION_NOT_FOUND))
    demand.note_view(view.station.id, now)
    return GeoJsonResponse(shapes.detail(view, lang, now).model_dump_json(), headers=_headers(lang, _SHORTLY))


@reading.get(
    "/stations/{station_id}/sessions.ics",
    summary="A station's sessions as a calendar",
    response_class=Response,
    responses={
        200: {"content": {"text/calendar": {}}, "description": "iCalendar (RFC 5545)."},
        **models.problems(404, 503),
    },
    tags=["Stations"],
)
def station_calendar(request: Request, station_id: StationId) -> Response:
    """Return the sessions as events with UIDs that never change; a cancelled one stays, marked so."""
    lang = language_of(request)
    view = station.see(start.database(), moment(), known(station_id, Code.STATION_NOT_FOUND))
    body = sessions_calendar(view.station, [*reversed(view.past), *view.upcoming], lang, site_address(request))
    name = f'inline; filename="{view.station.id}.ics"' if view.station.id.isascii() else "inline"
    headers = {**_headers(lang, "public, max-age=300"), "Content-Disposition": name}
    return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)


@reading.get(
    "/sessions",
    summary="Sessions of a time",
    responses=models.problems(404, 422, 503),
    tags=["Sessions"],
)
def list_sessions(
    request: Request,
    response: Response,
    station: Annotated[str, Query(description="Only those of this station.", max_length=100)] = "",
    first: Annotated[
        date | None, Query(alias="from", description="First local date; today where it is left out.")
    ] = None,
    last: Annotated[
        date | None, Query(alias="to", description="Last local date; 60 days on where it is left out.")
    ] = None,
) -> models.SessionList:
    """Return published and cancelled sessions, soonest first, at most 200."""
    db, now, lang = start.database(), moment(), language_of(request)
    begin = first or local_date(now, "CN")
    end = last or begin + _AHEAD
    if end < begin:
        raise InvalidInput(Code.DATE_INVALID, "to")
    ids = [_existing(station)] if station else None
    response.headers.update(_headers(lang, _SHORTLY))
    return models.SessionList(sessions=[shapes.session(one, lang) for one in book.list_sessions(db, begin, end, ids)])


def _existing(station_id: str) -> str:
    return station.see(start.database(), moment(), known(station_id, Code.STATION_NOT_FOUND)).station.id


@reading.get(
    "/sessions/{session_id}/slots",
    summary="A session's slots",
    responses=models.problems(404, 503),
    tags=["Sessions"],
)
def list_slots(request: Request, response: Response, session_id: SessionId) -> models.SlotList:
    """Return the slots with their free places as they are at this moment."""
    now, lang = moment(), language_of(request)
    view = book.see_session(start.database(), known(session_id, Code.SESSION_NOT_FOUND))
    response.headers.update(_headers(lang, "no-store"))
    return shapes.slots(view, lang, now)
