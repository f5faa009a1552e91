"""Small things that phones fetch: photos, a booking's calendar entry, the web manifest and icons."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from stations.actions import concerns, my_booking, start, station
from stations.errors import Code, NotFound, Refused
from stations.exchange.icalendar_file import booking_calendar
from stations.web import assets, compressed, problem
from stations.web.visitor import actor_of, language_of, moment, site_address
from stations.words import pick, say

_ICONS = (("icon-192.png", "192x192", "any"), ("icon-512.png", "512x512", "any"))
_MASKABLE = ("icon-maskable-512.png", "512x512", "maskable")
_DAY = "public, max-age=86400"


def photo(request: Request) -> Response:
    """Answer a photo, or with ``size=small`` its thumbnail; a photo never changes under its id."""
    photo_id = request.path_params["photo_id"]
    if not photo_id.isalnum():
        raise NotFound(Code.PHOTO_NOT_FOUND)
    is_small = request.query_params.get("size") == "small"
    jpeg = station.photo(start.database(), photo_id, thumbnail=is_small)
    return compressed.answer(
        compressed.of_bytes(jpeg, "image/jpeg"), request.headers, "public, max-age=86400", request.method
    )


def report_photo(request: Request) -> Response:
    """Answer the photo of a driver's report to whoever cares for the station; it is kept by no cache."""
    report_id = request.path_params["report_id"]
    if not report_id.isalnum():
        raise NotFound(Code.PHOTO_NOT_FOUND)
    jpeg = concerns.report_photo(start.database(), actor_of(request), report_id)
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


def booking_calendar_file(request: Request) -> Response:
    """Answer a booking as a calendar entry, for whoever has its link."""
    token, lang = request.path_params["token"], language_of(request)
    if not token.isprintable():
        raise NotFound(Code.BOOKING_NOT_FOUND)
    db = start.database()
    mine = my_booking.open_booking(db, token)
    if isinstance(mine, Refused):
        return problem.as_page(request, mine)
    names = station.see(db, moment(), mine.view.session.station_id).station.names
    url = f"{site_address(request)}/m/booking/{token}"
    body = booking_calendar(mine.view, pick(names, lang), url, lang)
    headers = {"Cache-Control": "no-store", "Content-Disposition": 'attachment; filename="booking.ics"'}
    return Response(body, media_type="text/calendar; charset=utf-8", headers=headers)


def manifest(request: Request) -> Response:
    """Answer the web app manifest (W3C) in the visitor's language."""
    lang = language_of(request)
    icons = [
        {"src": assets.url(name), "sizes": sizes, "type": "image/png", "purpose": purpose}
        for name, sizes, purpose in (*_ICONS, _MASKABLE)
        if assets.locate(name)
    ]
    body = {
        "id": "/",
        "name": say(lang, "web-name"),
        "short_name": say(lang, "web-short-name"),
        "description": say(lang, "web-description"),
        "lang": lang,
        "dir": "ltr",
        "start_url": "/m",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": "#f3f6f4",
        "theme_color": "#0b6e4f",
        "icons": icons,
        "shortcuts": [{"name": say(lang, "web-aed"), "url": "/m/aed"}],
    }
    headers = {"Cache-Control": "public, max-age=3600", "Vary": "Accept-Language, Cookie"}
    return JSONResponse(body, headers=headers, media_type="application/manifest+json")


def favicon(request: Request) -> Response:
    """Answer the icon that browsers, and Streamlit's page, ask for unbidden."""
    path = assets.locate("favicon-32.png")
    if path is None:
        raise NotFound
    return compressed.answer(compressed.of_file(path), request.headers, _DAY, request.method)
