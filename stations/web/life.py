"""The life of the process: open the database, warm up, erase what is past its time, seal the audit trail, close."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import sys
import threading
from collections.abc import AsyncIterator
from dataclasses import asdict
from datetime import datetime

from stations.actions import demand, find, forget, places, seals, start, tell, timekeeping, viewport
from stations.actions.start import Started
from stations.catalogue import catalogue
from stations.channels.set_up import channels
from stations.errors import StationsError
from stations.geo import Box
from stations.roles import SYSTEM
from stations.search_text import fold
from stations.settings import settings
from stations.web.logs import configure, log, note_unexpected
from stations.web.visitor import moment
from stations.words import LANGUAGES, say

_COUNT_EVERY_SECONDS = 60
_SEAL_EVERY_SECONDS = 60


@contextlib.asynccontextmanager
async def lifespan(_app: object) -> AsyncIterator[None]:
    """Start and end the process; a database that cannot be used is told of, and asked again by each request."""
    configure()
    start.when_started(announce)
    await asyncio.to_thread(_open_and_warm)
    # Streamlit's reruns make garbage; what was loaded up to here is not, and need not be looked at each time.
    gc.collect()
    gc.freeze()
    ending = threading.Event()
    works = (_purge_for_ever(), _count_for_ever(), _seal_for_ever(), _keep_time_for_ever(), _tell_for_ever(ending))
    tasks = [asyncio.create_task(work) for work in works]
    try:
        yield
    finally:
        ending.set()
        for task in tasks:
            task.cancel()
        await asyncio.to_thread(count_once)
        await asyncio.to_thread(start.close)


def announce(started: Started) -> None:
    """Log what was started, and show a new setup code in the terminal, where alone it is ever seen."""
    log().info("database", engine=started.engine, version=started.version, migrations=len(started.migrations))
    if started.setup_code:
        url = f"{settings().public_url.rstrip('/')}/set-up"
        for lang in ("zh-Hans", "en"):
            _tell(say(lang, "web-terminal-setup", code=started.setup_code), say(lang, "web-terminal-where", url=url))


def _tell(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr, flush=True)  # noqa: T201


def _open_and_warm() -> None:
    try:
        warm(moment())
    except StationsError as problem:
        log().error("database unavailable", code=str(problem.code), reason=say_reason(problem))


def say_reason(problem: StationsError) -> str:
    """Return the sentence for an error in the language of whoever runs the site."""
    return say("en", f"error-{problem.code}")


def warm(now: datetime) -> None:
    """Fill what is slow the first time: words, catalogue, the table of characters, the districts, the atlas, the statuses."""
    for lang in LANGUAGES:
        say(lang, "web-name")
    catalogue()
    fold("驛站")
    db = start.database()
    places.places(db, now, LANGUAGES[0])
    find.find(db, now, find.Query())
    viewport.viewport(db, now, Box(-90.0, -180.0, 90.0, 180.0), 3, find.Query())


async def _purge_for_ever() -> None:
    minutes = settings().purge_every_minutes
    while minutes:
        await asyncio.to_thread(purge_once)
        await asyncio.sleep(minutes * 60)


def purge_once() -> None:
    """Erase what is past its time; a problem is left to the next time and to the log."""
    try:
        purged = forget.purge(start.database(), SYSTEM, moment())
    except StationsError as problem:
        log().warning("purge put off", code=str(problem.code))
    except Exception as problem:
        note_unexpected(problem, "purge")
    else:
        log().info("purged", **asdict(purged))


async def _count_for_ever() -> None:
    while True:
        await asyncio.sleep(_COUNT_EVERY_SECONDS)
        await asyncio.to_thread(count_once)


def count_once() -> None:
    """Write down how often stations were looked at; a problem is left to the next time and to the log."""
    try:
        demand.write_down(start.database(), SYSTEM)
    except StationsError as problem:
        log().warning("views not counted yet", code=str(problem.code))
    except Exception as problem:
        note_unexpected(problem, "views")


async def _seal_for_ever() -> None:
    while True:
        await asyncio.sleep(_SEAL_EVERY_SECONDS)
        await asyncio.to_thread(seal_once)


def seal_once() -> None:
    """Seal what the audit trail has gained; a problem is left to the next time and to the log."""
    try:
        seals.seal(start.database(), SYSTEM, moment(), looks_at_all=False)
    except StationsError as problem:
        log().warning("audit trail not sealed yet", code=str(problem.code))
    except Exception as problem:
        note_unexpected(problem, "seal")


async def _keep_time_for_ever() -> None:
    while settings().tell_every_seconds:
        await asyncio.sleep(settings().tell_every_seconds)
        await asyncio.to_thread(keep_time_once)


def keep_time_once() -> None:
    """Do what time brings: end held places and offers, remind; a problem is left to the next time and to the log."""
    try:
        timekeeping.keep_time(start.database(), SYSTEM, moment())
    except StationsError as problem:
        log().warning("time not kept yet", code=str(problem.code))
    except Exception as problem:
        note_unexpected(problem, "time")


async def _tell_for_ever(ending: threading.Event) -> None:
    while settings().tell_every_seconds:
        await asyncio.sleep(settings().tell_every_seconds)
        await asyncio.to_thread(tell_once, ending)


def tell_once(ending: threading.Event) -> None:
    """Send the messages that are due, none more once the process is ending; a problem is left to the next time and to the log."""
    try:
        done = tell.send_all(start.database(), SYSTEM, moment, channels(), ending.is_set)
    except StationsError as problem:
        log().warning("messages put off", code=str(problem.code))
    except Exception as problem:
        note_unexpected(problem, "messages")
    else:
        if done.total():
            log().info("messages", **{str(delivery): count for delivery, count in done.items()})
