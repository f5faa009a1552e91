"""A route that answers with problem details whatever goes wrong, and the reading of what only FastAPI refuses."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from stations.actions.find import MOST
from stations.errors import Code, InvalidInput, NotFound, StationsError
from stations.web import problem

_BAD_REQUEST = 400
_NOT_ALLOWED = 405


class TellingRoute(APIRoute):
    """Turns the errors of ours, unreadable requests and bugs into problem details."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler with its errors told."""
        handler = super().get_route_handler()

        async def telling(request: Request) -> Response:
            try:
                return await handler(request)
            except StationsError as error:
                return problem.answer(request, error)
            except RequestValidationError as error:
                return problem.as_json(request, unreadable(error))
            except HTTPException:
                raise
            except Exception as error:
                return problem.answer_unexpected(request, error)

        return telling


def unreadable(error: RequestValidationError) -> InvalidInput:
    """Return the first thing that cannot be read in a request as an error of ours, with the field it is about."""
    first = error.errors()[0]
    field = next((str(part) for part in reversed(first["loc"]) if isinstance(part, str)), "")
    kind = str(first["type"])
    if kind in ("json_invalid", "model_attributes_type") or field == "body":
        return InvalidInput(Code.INVALID, "body")
    if field == "limit":
        return InvalidInput(Code.LIMIT_INVALID, field, most=MOST)
    if kind == "missing":
        return InvalidInput(Code.REQUIRED, field)
    if kind.startswith("date"):
        return InvalidInput(Code.DATE_INVALID, field)
    return InvalidInput(Code.TOO_LONG if kind == "string_too_long" else Code.INVALID, field)


async def answer_http(request: Request, error: Exception) -> Response:
    """Answer for addresses and methods that the API does not have."""
    assert isinstance(error, HTTPException)
    response = problem.as_json(request, NotFound())
    if error.status_code == _BAD_REQUEST:  # a body that cannot be read at all
        response = problem.as_json(request, InvalidInput(Code.INVALID, "body"))
    if error.status_code == _NOT_ALLOWED:
        response = problem.details(request, Code.NOT_FOUND, status=_NOT_ALLOWED)
        response.status_code = _NOT_ALLOWED
        response.headers.update(error.headers or {})
    return response
