"""A hundred clinics of ten slots of ten places, some of them full: what the clients of the benchmark book."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from stations.actions import book, clinics
from stations.actions.book import Request, SessionView
from stations.bookings import BookingView
from stations.plans import Plan
from stations.roles import DRIVER, Actor, Role
from stations.sessions import Session
from stations.storage.engine import Database

STATION = "hzmb-truck-drivers"
SESSIONS, FULL_SESSIONS = 100, 10
_STAFF = Actor(Role.STAFF, "staff-of-the-bench", frozenset({STATION}))
_ADDRESSES = 1000
_ACCESS = 16
_WAITING_EACH = 10
_CANCELLABLE = 3


@dataclass(frozen=True)
class World:
    """Slots with room, sessions without where people wait, and some of the bookings that fill those."""

    slot_ids: list[int]
    full: list[SessionView]
    filling: list[BookingView]


def present() -> datetime:
    """Return the moment as the API takes it."""
    return datetime.now(UTC).replace(microsecond=0)


def address(rng: random.Random) -> str:
    """Return one of a thousand network addresses."""
    number = rng.randrange(_ADDRESSES)
    return f"10.0.{number // 250}.{number % 250}"


def request(rng: random.Random, slot_id: int) -> Request:
    """Return the request of somebody new, with a key of its own as the API asks for."""
    return Request(
        slot_id=slot_id,
        name=f"司机{rng.randrange(10_000)}",
        phone=f"138{rng.randrange(10**8):08}",
        category="truck",
        has_consented=True,
        lang="zh-Hans",
        request_key=uuid.UUID(int=rng.getrandbits(128)).hex,
    )


def open_world(db: Database, seed: int) -> World:
    """Publish the clinics, fill the first of them, and let some people wait there."""
    views = [book.see_session(db, session.id) for session in _published(db)]
    full, roomy = views[:FULL_SESSIONS], views[FULL_SESSIONS:]
    rng = random.Random(seed)
    wanted = [request(rng, slot.id) for view in full for slot in view.slots for _ in range(slot.capacity)]
    with ThreadPoolExecutor(_ACCESS) as pool:
        filling = list(pool.map(lambda one: book.book(db, DRIVER, present(), one), wanted))
    assert all(isinstance(one, BookingView) for one in filling)
    for view in full * _WAITING_EACH:
        book.wait(db, DRIVER, present(), view.session.id, request(rng, 0))
    return World([slot.id for view in roomy for slot in view.slots], full, filling[::_CANCELLABLE])  # type: ignore[arg-type]


def _published(db: Database) -> Iterator[Session]:
    now = present()
    for number in range(SESSIONS):
        draft = clinics.create(db, _STAFF, now, _plan(now.date() + timedelta(days=1 + number)))
        clinics.publish(db, _STAFF, now, draft.id, draft.version)
        yield draft


def _plan(day: date) -> Plan:
    return Plan(
        station_id=STATION,
        kind="clinic",
        title={"zh-Hans": "量血压", "zh-Hant": "量血壓", "en": "Blood pressure"},
        hosts=({"zh-Hans": "社区卫生服务中心"}, {"zh-Hans": "街道总工会"}),
        on_date=day,
        start=time(9),
        end=time(10, 40),
        slot_minutes=10,
        places_per_slot=10,
        walk_in_capacity=5,
    )
