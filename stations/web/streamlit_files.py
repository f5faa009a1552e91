"""Streamlit's own static files, compressed: it sends 3.1 MB plain on a first visit, of which brotli leaves 1.3."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from stations.web import assets, compressed

_PREFIX = "/static/"
_YEAR = "public, max-age=31536000, immutable"
_SUFFIXES = frozenset({".js", ".css", ".json", ".svg", ".html"})


def folder() -> Path:
    """Return the folder of Streamlit's front end."""
    spec = find_spec("streamlit")
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent / "static"


class StreamlitFiles:
    """Middleware that answers ``/static/…`` for browsers that take brotli or gzip; the rest passes to Streamlit."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.root = (folder() / "static").resolve()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass on (ranges, fonts and pictures, unknown files)."""
        path = self._file(scope) if scope["type"] == "http" else None
        if path is None:
            await self.app(scope, receive, send)
            return
        response = await run_in_threadpool(
            lambda: compressed.answer(compressed.of_file(path), Headers(scope=scope), _YEAR, scope["method"])
        )
        await response(scope, receive, send)

    def _file(self, scope: Scope) -> Path | None:
        if scope["method"] not in ("GET", "HEAD") or not scope["path"].startswith(_PREFIX):
            return None
        headers = Headers(scope=scope)
        if "range" in headers or not compressed.encoding_for(headers.get("accept-encoding", "")):
            return None
        path = assets.inside(self.root, scope["path"].removeprefix(_PREFIX))
        return path if path is not None and path.suffix in _SUFFIXES else None
