"""A clinic with room for thousands, so that a test can go on booking until something breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest

from stations.actions import book, clinics
from stations.plans import Plan
from stations.roles import Actor
from stations.storage.engine import Database, open_database


def slots_of_new_clinic(db: Database, staff: Actor, now: datetime, places: int = 500, hours: int = 6) -> list[int]:
    """Publish a clinic and return its slots of fifteen minutes, ``places`` each."""
    plan = Plan(
        station_id="hzmb-truck-drivers",
        kind="clinic",
        title={"zh-Hans": "量血压"},
        hosts=({"zh-Hans": "社区卫生服务中心"},),
        on_date=date(2026, 11, 25),
        start=time(9),
        end=time(9 + hours),
        slot_minutes=15,
        places_per_slot=places,
        walk_in_capacity=0,
    )
    draft = clinics.create(db, staff, now, plan)
    clinics.publish(db, staff, now, draft.id, draft.version)
    return [slot.id for slot in book.see_session(db, draft.id).slots]


@pytest.fixture
def url(engine: str, new_database_url: Callable[..., str], models: Callable[[str, bool], str]) -> str:
    """The address of a database with the two stations at the bridge, for several processes."""
    return new_database_url(engine, models(engine, True))


@pytest.fixture
def slots(url: str, staff: Actor, now: datetime) -> list[int]:
    """The slots of a clinic with 12,000 places in the database at ``url``."""
    db = open_database(url)
    try:
        return slots_of_new_clinic(db, staff, now)
    finally:
        db.close()


@pytest.fixture
def sqlite_path(new_database_url: Callable[..., str], models: Callable[[str, bool], str]) -> Path:
    """A SQLite file with the two stations at the bridge."""
    return Path(new_database_url("sqlite", models("sqlite", True)).removeprefix("sqlite:///"))


@pytest.fixture
def opened(url: str, slots: list[int]) -> Iterator[Database]:
    """The database at ``url``."""
    db = open_database(url)
    yield db
    db.close()
