"""Is the process alive, and can it do its work: for whatever watches the program."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse

from stations.actions import start
from stations.errors import DatabaseUnavailable

_FRESH = {"Cache-Control": "no-store"}


def healthz(_request: Request) -> JSONResponse:
    """Answer that the process is alive, whatever the database does."""
    return JSONResponse({"status": "ok"}, headers=_FRESH)


def readyz(_request: Request) -> JSONResponse:
    """Answer whether the database can be read and has the schema of this program (200), or why not (503)."""
    try:
        facts = start.readiness(start.database())
    except DatabaseUnavailable as problem:
        return JSONResponse({"status": "unavailable", "code": str(problem.code)}, 503, headers=_FRESH)
    return JSONResponse({"status": "ok", **facts}, headers=_FRESH)
