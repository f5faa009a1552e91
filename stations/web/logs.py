"""The log: events with fields, for people or for machines. Query strings, names and phones never get into it."""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer

from stations.settings import settings

# What follows one of these is the secret of a link; deploy/nginx.conf hides the same in the proxy's log.
SECRET_PATHS = ("/m/booking/", "/calendar/booking/", "/api/v1/bookings/", "/m/report/", "/api/v1/reports/")
_LONGEST_PATH = 200


def configure() -> None:
    """Set the log up as ``STATIONS_LOG_FORMAT`` says; the server's own access log, which shows query strings, is off."""
    is_json = settings().log_format == "json"
    # Plain tracebacks: richer ones print local variables, and those hold names, phones and positions.
    for_people = structlog.dev.ConsoleRenderer(
        colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False) if is_json else for_people
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([_tracebacks()] if is_json else []),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("uvicorn.access").disabled = True


def _tracebacks() -> structlog.processors.ExceptionRenderer:
    return structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False))


def shown_path(path: str) -> str:
    """Return a path as the log may hold it: without the secret of a booking's or a report's link, on one line, and not too long."""
    for prefix in SECRET_PATHS:
        if path.startswith(prefix):
            return f"{prefix}…"
    shown = path if len(path) <= _LONGEST_PATH else f"{path[:_LONGEST_PATH]}…"
    return "".join(letter if letter.isprintable() else "�" for letter in shown)


def log() -> Any:
    """Return the logger."""
    return structlog.get_logger()


def note_unexpected(problem: BaseException, where: str) -> str:
    """Log an error nobody expected, with its traceback, and return the reference under which it is found there."""
    reference = secrets.token_hex(4)
    log().error("unexpected", reference=reference, where=where, exc_info=problem)
    return reference
