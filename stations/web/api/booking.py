"""The part of the API that books. Whoever calls is a driver: no cookie counts here, so no other site can misuse one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response

from stations.actions import book, my_booking, start
from stations.bookings import BookingView
from stations.errors import Code, Refused
from stations.roles import DRIVER
from stations.web import problem
from stations.web.api import models, shapes
from stations.web.api.reading import known
from stations.web.api.route import TellingRoute
from stations.web.visitor import client_address, language_of, moment

booking = APIRouter(route_class=TellingRoute, tags=["Bookings"])

Token = Annotated[str, Path(description="The secret of the booking's link.", max_length=100)]
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        max_length=200,
        description="A random text of yours: the same request sent again under it returns the same booking.",
        examples=["6f1c2a34-5b7e-4f0e-9a51-0d7c3a8f2b10"],
    ),
]


@booking.post(
    "/bookings",
    summary="Book a place",
    status_code=201,
    response_model=models.BookingOut,
    responses=models.problems(404, 409, 422, 429, 503),
)
def make_booking(request: Request, response: Response, asked: models.BookingRequest, key: Key = None) -> object:
    """Book a place of a slot and return its code and its secret link."""
    lang = asked.lang or language_of(request)
    wanted = book.Request(
        slot_id=asked.slot_id,
        name=asked.name,
        phone=asked.phone,
        category=asked.category,
        has_consented=asked.consent,
        lang=lang,
        region=asked.region,
        request_key=key,
    )
    answer = book.book(start.database(), DRIVER, moment(), wanted, client_address(request))
    if isinstance(answer, BookingView):
        response.headers["Location"] = f"/api/v1/bookings/{answer.booking.token}"
    return _told(request, response, answer)


@booking.get(
    "/bookings/{token}",
    summary="Look at a booking",
    response_model=models.BookingOut,
    responses=models.problems(404, 410, 503),
)
def look(request: Request, response: Response, token: Token) -> object:
    """Return the booking that a link opens."""
    mine = my_booking.open_booking(start.database(), known(token, Code.BOOKING_NOT_FOUND))
    return _told(request, response, mine if isinstance(mine, Refused) else mine.view)


@booking.delete(
    "/bookings/{token}",
    summary="Cancel a booking",
    response_model=models.BookingOut,
    responses=models.problems(404, 409, 410, 503),
)
def cancel(request: Request, response: Response, token: Token) -> object:
    """Cancel the booking and give its place back; the booking stays, as cancelled."""
    return _told(request, response, my_booking.cancel(start.database(), moment(), known(token, Code.BOOKING_NOT_FOUND)))


def _told(request: Request, response: Response, answer: BookingView | Refused) -> object:
    if isinstance(answer, Refused):
        return problem.as_json(request, answer)
    lang = language_of(request)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = lang
    return shapes.booking(answer, lang, moment())
