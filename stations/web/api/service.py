"""The API as an application of its own, mounted at ``/api``; its description and its page are served from here too."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from stations.errors import Code, NotFound
from stations.web import problem
from stations.web.api import models
from stations.web.api.booking import booking
from stations.web.api.owning import owning
from stations.web.api.reading import reading
from stations.web.api.reporting import reporting
from stations.web.api.route import answer_http
from stations.web.security import for_api_page
from stations.web.templating import render
from stations.web.visitor import language_of
from stations.words import LANGUAGES, explain_code

_DESCRIPTION = """
Union service stations on a map, whether they are open, what works there, and places at free clinics.

* Stations are GeoJSON (RFC 7946): WGS-84, longitude first. Instants are RFC 3339 in UTC, distances geodesic metres.
* What nobody published is `unknown` or null. Nothing is guessed.
* Invented stations exist only where the demo is switched on, and carry `"demo": true`.
* Errors are problem details (RFC 9457): `code` is stable and made for programs, `title` is a sentence for people in
  the language of `Accept-Language` (`zh-Hans`, `zh-Hant`, `en`). `GET /api/problems/{code}` explains a code.
* No account is needed and no cookie is read.
"""


def service() -> FastAPI:
    """Return the API."""
    api = FastAPI(
        title="Union Service Stations",
        version="1",
        description=_DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    api.include_router(reading, prefix="/v1")
    api.include_router(booking, prefix="/v1")
    api.include_router(owning, prefix="/v1")
    api.include_router(reporting, prefix="/v1")
    api.add_exception_handler(HTTPException, answer_http)
    description = describe(api)

    def openapi(_request: Request) -> JSONResponse:
        return JSONResponse(description, headers={"Cache-Control": "public, max-age=300"})

    api.add_route("/openapi.json", openapi, include_in_schema=False)
    api.add_route("/docs", docs, include_in_schema=False)
    api.add_route("/problems/{code}", explain, include_in_schema=False)
    return api


def describe(api: FastAPI) -> dict[str, Any]:
    """Return the OpenAPI 3.1 description, with addresses as callers write them."""
    document = get_openapi(
        title=api.title,
        version=api.version,
        description=api.description,
        license_info=api.license_info,
        routes=api.routes,
        openapi_version="3.1.0",
        servers=[{"url": "/api", "description": "This site"}],
    )
    schemas = document["components"]["schemas"]
    schemas["Problem"] = models.Problem.model_json_schema()
    schemas["Problem"]["properties"]["code"]["enum"] = [str(code) for code in Code]
    for name in ("HTTPValidationError", "ValidationError"):  # FastAPI's own form of errors, which is never sent
        schemas.pop(name, None)
    for operations in document["paths"].values():
        for operation in operations.values():
            _without_fastapi_errors(operation["responses"])
    return document


def _without_fastapi_errors(responses: dict[str, Any]) -> None:
    told = responses.get("422", {}).get("content", {})
    if "application/json" in told and "application/problem+json" not in told:
        responses["422"] = models.problems(422)[422]
    told.pop("application/json", None)


def docs(request: Request) -> Response:
    """Answer with the page on which the API can be read and tried; its script comes from this site."""
    lang = language_of(request)
    html = render("api_docs.html", lang)
    return HTMLResponse(html, headers={"Content-Security-Policy": for_api_page(), "Content-Language": lang})


def explain(request: Request) -> Response:
    """Answer what an error code means, in every language."""
    try:
        code = Code(request.path_params["code"])
    except ValueError:
        return problem.as_json(request, NotFound())
    blanks: dict[str, str | int] = dict.fromkeys(
        ("most", "least", "given", "days", "name", "metres", "part", "region", "table", "year"), "…"
    )
    titles = {lang: explain_code(lang, code, blanks) for lang in LANGUAGES}
    return JSONResponse({"code": str(code), "status": problem.status_of(code), "titles": titles})
