"""Every address the product answers besides the screens, and the layers all answers pass through."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Route

from stations.errors import StationsError
from stations.web import assets, health, language, problem, screens
from stations.web.request_log import RequestLog
from stations.web.security import SecurityHeaders
from stations.web.streamlit_files import StreamlitFiles

RenderMap = Callable[[str], str]


def routes(render_map: RenderMap) -> list[BaseRoute]:
    """Return the routes; ``render_map(lang)`` gives the map's HTML document. The screens' own come last."""
    return [
        Route("/healthz", health.healthz),
        Route("/readyz", health.readyz),
        Route("/language", language.switch),
        Route("/assets/{name:path}", assets.serve),
        Route(screens.PATH, screens.serve),
    ]


def middleware() -> Sequence[Middleware]:
    """Return the layers, outermost first."""
    return [Middleware(RequestLog), Middleware(SecurityHeaders), Middleware(StreamlitFiles)]


def exception_handlers() -> dict[Any, Any]:
    """Return how errors of ours are answered outside the API."""
    return {StationsError: problem.answer}
