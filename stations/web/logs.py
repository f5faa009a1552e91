"""The log: events with fields, for people or for machines. Query strings, names and phones never get into it."""

from __future__ import annotations

import logging
import secrets
import sys
from typing import Any

import structlog

from stations.settings import settings


def configure() -> None:
    """Set the log up as ``STATIONS_LOG_FORMAT`` says; the server's own access log, which shows query strings, is off."""
    is_json = settings().log_format == "json"
    for_people = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    renderer: Any = structlog.processors.JSONRenderer(ensure_ascii=False) if is_json else for_people
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([structlog.processors.dict_tracebacks] if is_json else []),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.getLogger("uvicorn.access").disabled = True


def log() -> Any:
    """Return the logger."""
    return structlog.get_logger()


def note_unexpected(problem: BaseException, where: str) -> str:
    """Log an error nobody expected, with its traceback, and return the reference under which it is found there."""
    reference = secrets.token_hex(4)
    log().error("unexpected", reference=reference, where=where, exc_info=problem)
    return reference
