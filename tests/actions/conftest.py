"""A clinic on Wednesday 25 November 2026, 09:00 to 09:45 at the bridge: three slots of 15 minutes, two places each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time

import pytest

from stations.actions import book, clinics
from stations.actions.book import Request, SessionView
from stations.bookings import BookingView
from stations.plans import Plan
from stations.roles import DRIVER, Actor
from stations.sessions import Session
from stations.storage.engine import Database

TRUCK = "hzmb-truck-drivers"


@pytest.fixture
def plan() -> Plan:
    """The plan of the clinic."""
    return Plan(
        station_id=TRUCK,
        kind="clinic",
        title={"zh-Hans": "量血压", "en": "Blood pressure"},
        hosts=({"zh-Hans": "社区卫生服务中心"},),
        on_date=date(2026, 11, 25),
        start=time(9),
        end=time(9, 45),
        slot_minutes=15,
        places_per_slot=2,
        walk_in_capacity=2,
    )


@pytest.fixture
def on_the_day() -> datetime:
    """Five past nine on the day of the clinic: its first slot has begun."""
    return datetime(2026, 11, 25, 1, 5, tzinfo=UTC)


@pytest.fixture
def draft(db: Database, staff: Actor, now: datetime, plan: Plan) -> Session:
    """The clinic before it is published."""
    return clinics.create(db, staff, now, plan)


@pytest.fixture
def clinic(db: Database, staff: Actor, now: datetime, draft: Session) -> SessionView:
    """The clinic, published, with its slots."""
    clinics.publish(db, staff, now, draft.id, draft.version)
    return book.see_session(db, draft.id)


@pytest.fixture
def request_for(clinic: SessionView) -> Callable[..., Request]:
    """Make a function that returns the request of the nth driver for the nth slot: ``request_for(driver=1, slot=0)``."""

    def make(driver: int = 1, slot: int = 0, **changes: object) -> Request:
        given = {
            "slot_id": clinic.slots[slot].id,
            "name": f"司机{driver}",
            "phone": f"+86138001380{driver:02}",
            "category": "truck",
            "has_consented": True,
            "lang": "zh-Hans",
        }
        return Request(**(given | changes))  # type: ignore[arg-type]

    return make


@pytest.fixture
def booked(db: Database, now: datetime, request_for: Callable[..., Request]) -> Callable[..., BookingView]:
    """Make a function that books as the nth driver and returns the booking: ``booked(driver=1, slot=0)``."""

    def make(driver: int = 1, slot: int = 0, **changes: object) -> BookingView:
        view = book.book(db, DRIVER, now, request_for(driver, slot, **changes))
        assert isinstance(view, BookingView)
        return view

    return make
