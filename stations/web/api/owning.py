"""The part of the API by which the owner of a booking takes away or erases what is kept about them."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from stations.actions import my_data, start
from stations.errors import Code, Refused
from stations.exchange.my_data_file import FILE_NAME, my_data_json
from stations.roles import DRIVER
from stations.web import problem
from stations.web.api import models
from stations.web.api.booking import Token
from stations.web.api.reading import known
from stations.web.api.route import TellingRoute
from stations.web.visitor import moment

owning = APIRouter(route_class=TellingRoute, tags=["Bookings"])


@owning.get(
    "/bookings/{token}/data",
    summary="Take one's data away",
    responses={200: {"content": {"application/json": {}}}, **models.problems(404, 410, 503)},
)
def take_data(request: Request, token: Token) -> Response:
    """Return everything kept about the owner of the booking: itself, answers, consent, messages, and what was done."""
    data = my_data.download(start.database(), moment(), known(token, Code.BOOKING_NOT_FOUND))
    if isinstance(data, Refused):
        return problem.as_json(request, data)
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{FILE_NAME}"'}
    return Response(my_data_json(data), media_type="application/json", headers=headers)


@owning.delete(
    "/bookings/{token}/data",
    summary="Erase one's data",
    status_code=204,
    responses=models.problems(404, 409, 410, 503),
)
def erase_data(request: Request, token: Token) -> Response:
    """Cancel the booking if it is still to come, and erase name, phone, e-mail, answers and links at once."""
    erased = my_data.erase(start.database(), DRIVER, moment(), known(token, Code.BOOKING_NOT_FOUND))
    return problem.as_json(request, erased) if isinstance(erased, Refused) else Response(status_code=204)
