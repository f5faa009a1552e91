"""The part of the API that books. Whoever calls is a driver: no cookie counts here, so no other site can misuse one."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Header, Path, Request, Response

from stations.actions import book, holds, my_booking, phone_codes, start, waiting
from stations.bookings import BookingView
from stations.errors import Code, Refused
from stations.queue import Waiting
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
    """Book a place of a slot, or take one that was held, and return its code and its secret link."""
    wanted, address = _wanted(request, asked, key), client_address(request)
    if asked.hold:
        answer = holds.confirm(start.database(), moment(), asked.hold, wanted, address)
    else:
        answer = book.book(start.database(), DRIVER, moment(), wanted, address)
    return _made(request, response, answer)


def _wanted(request: Request, asked: models.BookingRequest, key: str | None) -> book.Request:
    return book.Request(
        slot_id=asked.slot_id,
        name=asked.name,
        phone=asked.phone,
        category=asked.category,
        has_consented=asked.consent,
        lang=asked.lang or language_of(request),
        region=asked.region,
        request_key=key,
        email=asked.email,
        party=asked.party,
        answers=asked.answers,
        phone_code=asked.phone_code,
    )


def _made(request: Request, response: Response, answer: BookingView | Refused) -> object:
    if isinstance(answer, BookingView):
        response.headers["Location"] = f"/api/v1/bookings/{answer.booking.token}"
    return _told(request, response, answer)


@booking.post(
    "/phone-codes",
    summary="Send a one-time code",
    status_code=204,
    response_model=None,
    responses=models.problems(422, 429, 503),
)
def send_phone_code(request: Request, asked: models.PhoneCodeRequest) -> Response:
    """Send a code by SMS to a phone, good for ten minutes and one booking; only where the site asks for one."""
    lang, address = asked.lang or language_of(request), client_address(request)
    refused = phone_codes.send_code(start.database(), moment(), asked.phone, asked.region, lang, address)
    return Response(status_code=204) if refused is None else problem.as_json(request, refused)


@booking.post(
    "/holds",
    summary="Hold a place",
    status_code=201,
    response_model=models.HoldOut,
    responses=models.problems(404, 409, 422, 429, 503),
)
def hold(request: Request, response: Response, asked: models.HoldRequest) -> object:
    """Hold places of a slot for ten minutes, for a form that is being filled in."""
    answer = holds.hold(
        start.database(),
        moment(),
        asked.slot_id,
        language_of(request),
        party=asked.party,
        address=client_address(request),
        instead_of=asked.instead_of,
    )
    response.headers["Cache-Control"] = "no-store"
    return problem.as_json(request, answer) if isinstance(answer, Refused) else shapes.held(answer)


@booking.post(
    "/sessions/{session_id}/waiting",
    summary="Wait for a place",
    status_code=201,
    response_model=models.BookingOut,
    responses=models.problems(404, 409, 422, 429, 503),
)
def wait(
    request: Request,
    response: Response,
    session_id: Annotated[str, Path(max_length=100)],
    asked: models.WaitRequest,
    key: Key = None,
) -> object:
    """Join the waiting list of a session; a place that gets free is offered in order, and held until its deadline."""
    answer = book.wait(
        start.database(),
        DRIVER,
        moment(),
        known(session_id, Code.SESSION_NOT_FOUND),
        _wanted(request, asked, key),
        accepts_at_once=asked.accept_at_once,
        address=client_address(request),
    )
    return _made(request, response, answer)


@booking.get(
    "/bookings/{token}",
    summary="Look at a booking",
    response_model=models.BookingOut,
    responses=models.problems(404, 410, 503),
)
def look(request: Request, response: Response, token: Token) -> object:
    """Return the booking that a link opens; one that waits says where it stands, one that is offered until when."""
    mine = my_booking.open_booking(start.database(), known(token, Code.BOOKING_NOT_FOUND))
    if isinstance(mine, Refused):
        return _told(request, response, mine)
    return _told(request, response, mine.view, mine.waiting)


@booking.post(
    "/bookings/{token}/accept",
    summary="Take an offered place",
    response_model=models.BookingOut,
    responses=models.problems(404, 409, 503),
)
def accept(request: Request, response: Response, token: Token) -> object:
    """Take the place that is held for somebody who waited."""
    return _told(request, response, waiting.accept(start.database(), moment(), known(token, Code.BOOKING_NOT_FOUND)))


@booking.delete(
    "/bookings/{token}",
    summary="Cancel a booking",
    response_model=models.BookingOut,
    responses=models.problems(404, 409, 410, 503),
)
def cancel(request: Request, response: Response, token: Token) -> object:
    """Cancel the booking, decline an offer or leave the waiting list; the booking stays, as cancelled."""
    return _told(request, response, my_booking.cancel(start.database(), moment(), known(token, Code.BOOKING_NOT_FOUND)))


def _told(request: Request, response: Response, answer: BookingView | Refused, stands: Waiting | None = None) -> object:
    if isinstance(answer, Refused):
        return problem.as_json(request, answer)
    lang = language_of(request)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Language"] = lang
    return shapes.booking(answer, lang, moment(), stands)
