"""One line in the log for each request, and a plain answer where a bug would have been a traceback."""

from __future__ import annotations

import time

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from stations.web.logs import log, shown_path
from stations.web.problem import answer_unexpected

_QUIET = ("/static/", "/assets/", "/media/", "/healthz", "/readyz")


class RequestLog:
    """Middleware: logs method, path, status and time; never the query, which can hold a position, nor a booking's link."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; answer for what nobody else answered for."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        except Exception as problem:
            response = answer_unexpected(Request(scope), problem)
            if status:  # the answer has begun and cannot be taken back; the connection is cut by the server
                raise
            await response(scope, receive, watched)
        finally:
            _note(scope, status, time.perf_counter() - began)


def _note(scope: Scope, status: int, seconds: float) -> None:
    path = scope["path"]
    is_expected = path.startswith(_QUIET) or "/_stcore/" in path  # Streamlit's page looks for its own paths there too
    if is_expected and status < 500:
        return
    log().info("request", method=scope["method"], path=shown_path(path), status=status, ms=round(seconds * 1000, 1))
