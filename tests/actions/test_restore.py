"""A backup in place of the database: only a good one, only when asked, and what was there is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from stations.actions.checks import back_up, check_house, restore
from stations.errors import Code, DatabaseUnavailable, Forbidden, Refused
from stations.roles import SYSTEM
from stations.storage import house
from stations.storage.engine import Database, open_database
from stations.storage.migrations import MIGRATIONS


@pytest.fixture
def url(new_database_url: Callable[..., str], models: Callable[[str, bool], str]) -> str:
    """The address of a SQLite database with the two stations at the bridge."""
    return new_database_url("sqlite", models("sqlite", True))


@pytest.fixture
def backup(url: str, tmp_path: Path) -> Path:
    """A backup of that database."""
    path = tmp_path / "backup.db"
    database = open_database(url)
    back_up(database, SYSTEM, path)
    database.close()
    return path


def remembered(url: str, key: str) -> str | None:
    database = open_database(url)
    try:
        return database.read(lambda tx: house.recall(tx, key))
    finally:
        database.close()


def remember(url: str, key: str) -> None:
    database = open_database(url)
    database.write(lambda tx: house.replace(tx, key, "yes"))
    database.close()


def test_a_database_that_is_there_is_replaced_only_when_that_is_said(url: str, backup: Path, now: datetime) -> None:
    remember(url, "since")
    assert restore(url, SYSTEM, now, backup) == Refused(Code.RESTORE_NEEDS_FORCE)
    assert remembered(url, "since") == "yes"


def test_the_backup_takes_the_place_and_what_was_there_lies_beside_it(url: str, backup: Path, now: datetime) -> None:
    remember(url, "since")
    aside = restore(url, SYSTEM, now, backup, replaces=True)
    assert isinstance(aside, Path)
    assert aside.name.endswith(".before-20261122T020000Z")
    assert remembered(url, "since") is None
    assert remembered(f"sqlite:///{aside}", "since") == "yes"
    database = open_database(url)
    assert check_house(database, SYSTEM).is_well
    database.close()
    assert not list(aside.parent.glob("*.restoring*"))


def test_what_a_killed_program_had_not_yet_written_into_the_file_stays_with_the_old_one(
    url: str, backup: Path, now: datetime, tmp_path: Path
) -> None:
    running = open_database(url)  # still open: what it wrote lies in the file beside
    running.write(lambda tx: house.replace(tx, "since", "yes"))
    aside = restore(url, SYSTEM, now, backup, replaces=True)
    assert running.is_replaced()
    running.close()
    assert remembered(f"sqlite:///{aside}", "since") == "yes"
    assert remembered(url, "since") is None


def test_a_backup_is_restored_where_nothing_is(backup: Path, now: datetime, tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'new' / 'house.db'}"
    assert restore(url, SYSTEM, now, backup) is None
    assert remembered(url, "furnished_hzmb") is not None


def test_what_somebody_who_looks_into_a_backup_changed_is_restored_with_it(
    backup: Path, now: datetime, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'house.db'}"
    with closing(sqlite3.connect(backup, isolation_level=None)) as looking:
        looking.execute("INSERT INTO house (key, value) VALUES ('since', 'yes')")
        restore(url, SYSTEM, now, backup)
    assert remembered(url, "since") == "yes"


def test_an_older_backup_is_brought_up_to_date(
    new_database_url: Callable[..., str], now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = open_database(new_database_url("sqlite"))
    for module in ("schema", "sqlite"):
        monkeypatch.setattr(f"stations.storage.{module}.MIGRATIONS", MIGRATIONS[:-1])
    older.migrate()
    back_up(older, SYSTEM, tmp_path / "older.db")
    older.close()
    monkeypatch.undo()
    restored = f"sqlite:///{tmp_path / 'restored.db'}"
    assert restore(restored, SYSTEM, now, tmp_path / "older.db") is None
    database = open_database(restored)
    assert database.migrate() == []
    database.close()


def _junk(path: Path) -> None:
    path.write_bytes(b"this is no database" * 999)


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _another_program(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")


def _newer(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('stations', '9999_future', '')"
        )


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (_junk, Code.DATABASE_DAMAGED),
        (_cut_short, Code.DATABASE_DAMAGED),
        (_empty, Code.DATABASE_DAMAGED),
        (_another_program, Code.DATABASE_DAMAGED),
        (_newer, Code.DATABASE_NEWER),
    ],
)
def test_a_backup_that_is_no_good_changes_nothing(
    url: str, backup: Path, now: datetime, harm: Callable[[Path], None], code: Code
) -> None:
    harm(backup)
    remember(url, "since")
    with pytest.raises(DatabaseUnavailable) as refusal:
        restore(url, SYSTEM, now, backup, replaces=True)
    assert refusal.value.code is code
    assert remembered(url, "since") == "yes"
    assert not [path.name for path in backup.parent.iterdir() if ".before-" in path.name or ".restoring" in path.name]


def test_a_backup_that_is_not_there_changes_nothing(url: str, now: datetime, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        restore(url, SYSTEM, now, tmp_path / "nowhere.db", replaces=True)
    assert remembered(url, "furnished_hzmb") is not None


def test_postgresql_is_restored_by_its_own_program(now: datetime, tmp_path: Path) -> None:
    assert restore("postgresql://127.0.0.1/x", SYSTEM, now, tmp_path / "x") == Refused(Code.RESTORE_ELSEWHERE)


def test_a_backup_that_cannot_be_finished_leaves_no_file_of_its_name(db: Database, tmp_path: Path) -> None:
    with pytest.raises(Exception, match=r"."):
        back_up(db, SYSTEM, tmp_path / "no" / "such" / "folder.db")
    db.write(lambda tx: tx.run("INSERT INTO house (key, value) VALUES ('since', 'yes')"))
    (tmp_path / "backup.partial").write_bytes(b"left by a killed program")
    back_up(db, SYSTEM, tmp_path / "backup")
    assert not (tmp_path / "backup.partial").exists()
    with pytest.raises(FileExistsError):
        back_up(db, SYSTEM, tmp_path / "backup")


@pytest.mark.parametrize("who", ["driver", "staff", "manager"])
def test_who_does_not_keep_the_house_may_not_restore_it(
    request: pytest.FixtureRequest, url: str, backup: Path, now: datetime, who: str
) -> None:
    with pytest.raises(Forbidden):
        restore(url, request.getfixturevalue(who), now, backup, replaces=True)
    assert remembered(url, "furnished_hzmb") is not None
