"""Every address the product answers besides the screens, and the layers all answers pass through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route

from stations.errors import StationsError
from stations.web import assets, feeds, health, language, map_routes, problem, screens
from stations.web.api.service import service
from stations.web.doors import Doors
from stations.web.fast import fast_routes
from stations.web.request_log import RequestLog
from stations.web.security import SecurityHeaders
from stations.web.sign_in import sign_in_routes
from stations.web.streamlit_files import StreamlitFiles


def routes(render_map: map_routes.RenderMap) -> list[BaseRoute]:
    """Return the routes; ``render_map(lang)`` gives the map's HTML document. The screens' own come last."""
    return [
        Route("/healthz", health.healthz),
        Route("/readyz", health.readyz),
        Route("/map", map_routes.document(render_map)),
        Route("/map/stations", map_routes.stations),
        Mount("/api", service()),
        Route("/language", language.switch),
        *sign_in_routes,
        *fast_routes,
        Route("/photos/{photo_id}.jpg", feeds.photo),
        Route("/reports/{report_id}.jpg", feeds.report_photo),
        Route("/calendar/booking/{token}.ics", feeds.booking_calendar_file),
        Route("/manifest.webmanifest", feeds.manifest),
        Route("/favicon.ico", feeds.favicon),
        Route("/favicon.png", feeds.favicon),
        Route("/assets/{name:path}", assets.serve),
        Route(screens.PATH, screens.serve),
    ]


def middleware() -> Sequence[Middleware]:
    """Return the layers, outermost first."""
    return [Middleware(RequestLog), Middleware(SecurityHeaders), Middleware(Doors), Middleware(StreamlitFiles)]


def exception_handlers() -> dict[Any, Any]:
    """Return how errors of ours are answered outside the API."""
    return {StationsError: problem.answer}
