"""How often stations are looked at: counted in the process, written down together, nothing about who."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta

import pytest

from stations.actions import demand, forget
from stations.errors import Code, DatabaseUnavailable, Forbidden
from stations.roles import SYSTEM, Actor
from stations.storage import demand as views
from stations.storage import stations
from stations.storage.engine import Database
from tests.conftest import PORT, TRUCK

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _nothing_counted_yet() -> Iterator[None]:
    demand._views.clear()
    yield
    demand._views.clear()


def stored(db: Database, station_id: str, since: date) -> int:
    key = db.read(lambda tx: stations.key_of(tx, station_id))
    assert key is not None
    return db.read(lambda tx: views.since(tx, [key], since))[key]


def test_views_are_added_up_by_station_and_day(db: Database, now: datetime) -> None:
    for station_id, at in ((TRUCK, now), (TRUCK, now), (PORT, now), (TRUCK, now - DAY)):
        demand.note_view(station_id, at)
    assert demand.write_down(db, SYSTEM) == 4
    demand.note_view(TRUCK, now)
    assert demand.write_down(db, SYSTEM) == 1
    assert demand.write_down(db, SYSTEM) == 0
    today = date(2026, 11, 22)
    assert (stored(db, TRUCK, today), stored(db, TRUCK, today - DAY), stored(db, PORT, today)) == (3, 4, 1)


def test_a_day_is_one_on_the_clock_at_the_bridge(db: Database, now: datetime) -> None:
    demand.note_view(TRUCK, now.replace(hour=16))  # midnight there
    demand.write_down(db, SYSTEM)
    assert stored(db, TRUCK, date(2026, 11, 23)) == 1


def test_a_station_that_is_gone_counts_no_more(db: Database, now: datetime) -> None:
    demand.note_view("gone", now)
    demand.note_view(TRUCK, now)
    demand.write_down(db, SYSTEM)
    assert db.read(lambda tx: tx.tuples("SELECT sum(views) FROM demand")) == [(1,)]


def test_what_cannot_be_stored_is_kept_for_the_next_time(
    db: Database, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: object) -> None:
        raise DatabaseUnavailable(Code.DATABASE_LOCKED)

    demand.note_view(TRUCK, now)
    with monkeypatch.context() as locked:
        locked.setattr(db, "write", refuse)
        with pytest.raises(DatabaseUnavailable):
            demand.write_down(db, SYSTEM)
    demand.note_view(TRUCK, now)
    assert demand.write_down(db, SYSTEM) == 2
    assert stored(db, TRUCK, date(2026, 11, 22)) == 2


def test_views_of_many_threads_are_all_counted_while_they_are_written_down(db: Database, now: datetime) -> None:
    with ThreadPoolExecutor(8) as pool:
        for _ in range(40):
            for _ in range(25):
                pool.submit(demand.note_view, TRUCK, now)
            pool.submit(demand.write_down, db, SYSTEM)
    demand.write_down(db, SYSTEM)
    assert stored(db, TRUCK, date(2026, 11, 22)) == 1000


def test_views_older_than_four_hundred_days_go(db: Database, now: datetime) -> None:
    demand.note_view(TRUCK, now)
    demand.write_down(db, SYSTEM)
    assert forget.purge(db, SYSTEM, now + 400 * DAY).demand == 0
    assert forget.purge(db, SYSTEM, now + 401 * DAY).demand == 1
    assert stored(db, TRUCK, date(2026, 1, 1)) == 0


@pytest.mark.parametrize("who", ["driver", "manager", "staff"])
def test_only_the_house_writes_views_down(
    db: Database, now: datetime, request: pytest.FixtureRequest, who: str
) -> None:
    actor: Actor = request.getfixturevalue(who)
    demand.note_view(TRUCK, now)
    with pytest.raises(Forbidden):
        demand.write_down(db, actor)
    assert stored(db, TRUCK, date(2026, 11, 22)) == 0
    assert demand.write_down(db, SYSTEM) == 1
