"""Is the house sound, and a copy of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stations.actions import book, checks, roster
from stations.actions.book import Request, SessionView
from stations.actions.demo import add_demo_stations
from stations.actions.start import furnish
from stations.errors import Code, DatabaseUnavailable, Forbidden
from stations.exchange.demo_stations import generate
from stations.roles import DRIVER, SYSTEM, Actor
from stations.settings import DATA
from stations.storage.engine import Database, open_database


def test_a_house_in_use_is_sound(
    db: Database, now: datetime, clinic: SessionView, request_for: Callable[..., Request]
) -> None:
    checks.check_house(db, SYSTEM)
    book.book(db, DRIVER, now, request_for())
    add_demo_stations(db, SYSTEM, now, generate(2500, 1))
    assert checks.check_house(db, SYSTEM).is_well


@pytest.mark.parametrize(
    ("damage", "where"),
    [
        ("UPDATE slot SET taken = taken + 1 WHERE id = (SELECT min(id) FROM slot)", "counters"),
        ("UPDATE session SET walk_in_taken = 1 WHERE walk_in_capacity > 0", "counters"),
        ("UPDATE station SET offered = 0 WHERE id = 'hzmb-truck-drivers'", "masks"),
        ("UPDATE station SET mentioned = mentioned + 1 WHERE id = 'hzmb-port'", "masks"),
    ],
)
@pytest.mark.usefixtures("clinic")
def test_what_was_tampered_with_is_found(db: Database, damage: str, where: str) -> None:
    assert checks.check_house(db, SYSTEM).is_well
    assert db.write(lambda tx: tx.run(damage)) == 1
    health = checks.check_house(db, SYSTEM)
    assert not health.is_well
    assert len(getattr(health, where)) == 1


def test_a_backup_of_sqlite_is_a_database_with_everything_in_it(
    new_database_url: Callable[[str], str], now: datetime, tmp_path: Path
) -> None:
    db, copy = open_database(new_database_url("sqlite")), tmp_path / "copy.db"
    db.migrate()
    furnish(db, now, DATA / "stations" / "hzmb.json")
    checks.back_up(db, SYSTEM, copy)
    db.close()
    restored = open_database(f"sqlite:///{copy}")
    assert restored.read(lambda tx: tx.tuples("SELECT count(*) FROM station")) == [(2,)]
    assert checks.check_house(restored, SYSTEM).is_well
    restored.close()


def test_a_backup_never_writes_over_a_file(db: Database, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("mine")
    with pytest.raises(FileExistsError):
        checks.back_up(db, SYSTEM, there)
    assert there.read_text() == "mine"


def test_a_backup_of_either_engine_is_a_file(db: Database, tmp_path: Path) -> None:
    checks.back_up(db, SYSTEM, tmp_path / "copy")
    assert (tmp_path / "copy").stat().st_size > 10_000


def test_a_backup_without_its_program_says_which_to_install(
    db: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if db.engine == "sqlite":  # needs none
        checks.back_up(db, SYSTEM, tmp_path / "copy")
        assert (tmp_path / "copy").exists()
    else:
        with pytest.raises(DatabaseUnavailable) as refusal:
            checks.back_up(db, SYSTEM, tmp_path / "copy")
        assert refusal.value.code is Code.PG_DUMP_MISSING


def test_messages_that_reached_nobody_are_counted_until_somebody_is_phoned(
    db: Database, now: datetime, request_for: Callable[..., Request], staff: Actor
) -> None:
    for driver in (1, 2, 3):
        book.book(db, DRIVER, now, request_for(driver, driver - 1))
    assert checks.undelivered(db, SYSTEM, now) == 0
    db.write(lambda tx: tx.run("UPDATE notice SET state = 'failed', error = 'service-away'"))
    assert checks.undelivered(db, SYSTEM, now) == 3
    booking_id = db.read(lambda tx: tx.tuples("SELECT min(id) FROM booking"))[0][0]
    roster.mark_told(db, staff, now, booking_id)
    assert checks.undelivered(db, SYSTEM, now) == 2
    assert checks.undelivered(db, SYSTEM, now + timedelta(days=31)) == 0


@pytest.mark.parametrize("who", ["driver", "manager", "staff"])
def test_only_the_house_and_administrators_check_and_copy(
    db: Database, request: pytest.FixtureRequest, who: str, tmp_path: Path
) -> None:
    actor: Actor = request.getfixturevalue(who)
    with pytest.raises(Forbidden):
        checks.check_house(db, actor)
    with pytest.raises(Forbidden):
        checks.undelivered(db, actor, datetime.now(UTC))
    with pytest.raises(Forbidden):
        checks.back_up(db, actor, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
