"""The map: one document, and what its viewport shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from stations.actions import start
from stations.actions.viewport import viewport
from stations.errors import Code, InvalidInput
from stations.geo import Box
from stations.web import compressed
from stations.web.queries import query_of
from stations.web.security import for_map
from stations.web.visitor import language_of, moment
from stations.words import pick

RenderMap = Callable[[str], str]
_MOST_ZOOM = 24.0


def document(render_map: RenderMap) -> Callable[[Request], Response]:
    """Return the route that answers with the map's document, rendered once for each language."""

    @lru_cache(maxsize=8)
    def stored(lang: str) -> tuple[compressed.Stored, str]:
        html = render_map(lang)
        return compressed.of_bytes(html.encode(), "text/html; charset=utf-8"), for_map(html)

    def serve(request: Request) -> Response:
        lang = language_of(request)
        content, policy = stored(lang)
        response = compressed.answer(content, request.headers, "no-cache", request.method)
        response.headers["Vary"] = "Accept-Encoding, Accept-Language, Cookie"
        response.headers["Content-Language"] = lang
        response.headers["Content-Security-Policy"] = policy
        return response

    return serve


def stations(request: Request) -> Response:
    """Answer what a box shows at a zoom: clusters, single stations, and how many stations in all."""
    lang = language_of(request)
    query = query_of(request.query_params)
    box = Box.parse(request.query_params.get("bbox", ""))
    view = viewport(start.database(), moment(), box, _zoom(request.query_params.get("zoom", "")), query)
    body = {
        "clusters": [[round(c.lat, 5), round(c.lng, 5), c.count, c.open_count] for c in view.clusters],
        "stations": [
            {
                "id": brief.id,
                "name": pick(brief.names, lang),
                "lat": round(brief.lat, 5),
                "lng": round(brief.lng, 5),
                "state": str(status.state),
                "demo": brief.is_demo,
                "approximate": brief.position == "approximate",
            }
            for brief, status in view.stations
        ],
        "total": view.total,
    }
    response = JSONResponse(body, headers={"Cache-Control": "no-store", "Content-Language": lang})
    return compressed.squeezed(response, request.headers)


def _zoom(text: str) -> float:
    try:
        zoom = float(text)
    except ValueError:
        raise InvalidInput(Code.INVALID, "zoom") from None
    if not 0.0 <= zoom <= _MOST_ZOOM:
        raise InvalidInput(Code.INVALID, "zoom")
    return zoom
