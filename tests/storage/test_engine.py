"""The promises of both engines: migrations, transactions, many writers at once."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stations.border import side_code
from stations.errors import Code, DatabaseUnavailable
from stations.station import Side
from stations.storage import stations
from stations.storage.engine import Database, Tx, open_database
from stations.storage.migrations import MIGRATIONS
from tests.storage.conftest import make_station


def test_migrations_are_applied_once(engine: str, new_database_url: Callable[[str], str]) -> None:
    database = open_database(new_database_url(engine))
    assert database.migrate() == [migration.name for migration in MIGRATIONS]
    assert database.migrate() == []
    database.close()


def test_stations_from_before_count_to_the_side_of_their_jurisdiction(
    engine: str, new_database_url: Callable[[str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    database = open_database(new_database_url(engine))
    before = MIGRATIONS[: [migration.name for migration in MIGRATIONS].index("0005_access")]
    for module in ("schema", "sqlite", "postgresql"):
        monkeypatch.setattr(f"stations.storage.{module}.MIGRATIONS", before)
    database.migrate()
    monkeypatch.undo()
    for key, jurisdiction in enumerate(("CN", "HK", "MO"), 1):
        database.write(lambda tx, key=key, region=jurisdiction: _add_old_station(tx, key, region))  # type: ignore[misc]
    database.migrate()
    found = database.read(lambda tx: tx.tuples("SELECT side, side_code, parking_fee, host FROM station ORDER BY key"))
    assert [tuple(row) for row in found] == [("unknown", code, "unknown", "{}") for code in (1, 2, 3)]
    database.close()


def _add_old_station(tx: Tx, key: int, jurisdiction: str) -> None:
    """Insert a station as the first schema has it."""
    tx.run("INSERT INTO schedule (key, content, body) VALUES (:key, :content, '{}')", key=key, content=str(key))
    texts = (
        "id, names, datum, address, district, directions, audience, contact_phone, contact_note, owner, partners, serves,"
        " search_tokens, source, updated_at"
    )
    tx.run(
        f"INSERT INTO station (key, jurisdiction, lat, lng, given_lat, given_lng, position, schedule_key, offered, mentioned,"
        f" is_demo, change, version, {texts}) VALUES (:key, :jurisdiction, 22, 113, 22, 113, 'exact', :key, 0, 0, 0, 1, 1,"
        f" {', '.join([':text'] * (texts.count(',') + 1))})",
        key=key,
        jurisdiction=jurisdiction,
        text=str(key),
    )


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("jurisdiction", ["CN", "HK", "MO"])
def test_the_number_of_a_side_follows_what_is_stored(empty_db: Database, jurisdiction: str, side: Side) -> None:
    def stored(tx: Tx) -> int:
        return int(tx.tuples("SELECT side_code FROM station")[0][0])

    station = dataclasses.replace(make_station("one"), jurisdiction=jurisdiction)
    empty_db.write(lambda tx: stations.add(tx, station))
    assert empty_db.read(stored) == side_code(station)
    told = dataclasses.replace(station, side=side)
    assert empty_db.write(lambda tx: stations.replace(tx, told, 1)).side is side
    assert empty_db.read(stored) == side_code(told)


def test_several_processes_may_migrate_at_once(engine: str, new_database_url: Callable[[str], str]) -> None:
    url = new_database_url(engine)
    databases = [open_database(url) for _ in range(6)]
    with ThreadPoolExecutor(6) as threads:
        applied = list(threads.map(lambda database: database.migrate(), databases))
    assert sorted(map(len, applied)) == [0, 0, 0, 0, 0, len(MIGRATIONS)]
    for database in databases:
        database.close()


def test_a_database_newer_than_the_program_is_refused(engine: str, empty_db: Database) -> None:
    table = (
        "_sqlite_migrations (migration_set, name, applied_at) VALUES ('stations', '9999_future', '')"
        if engine == "sqlite"
        else "schema_migration (name) VALUES ('9999_future')"
    )
    empty_db.write(lambda tx: tx.run(f"INSERT INTO {table}"))
    with pytest.raises(DatabaseUnavailable) as refusal:
        empty_db.migrate()
    assert refusal.value.code is Code.DATABASE_NEWER


def test_an_exception_undoes_the_whole_transaction(empty_db: Database) -> None:
    def work(tx: Tx) -> None:
        tx.run("INSERT INTO house (key, value) VALUES ('half', 'done')")
        raise LookupError

    with pytest.raises(LookupError):
        empty_db.write(work)
    assert empty_db.read(lambda tx: tx.one("SELECT * FROM house WHERE key = 'half'")) is None


def test_one_failing_writer_does_not_hurt_those_that_commit_with_it(empty_db: Database) -> None:
    barrier = threading.Barrier(20)

    def work(number: int) -> bool:
        barrier.wait()

        def insert(tx: Tx) -> bool:
            tx.run("INSERT INTO house (key, value) VALUES (:key, 'x')", key=f"key{number}")
            if number % 4 == 0:
                raise LookupError
            return True

        try:
            return empty_db.write(insert)
        except LookupError:
            return False

    with ThreadPoolExecutor(20) as threads:
        kept = list(threads.map(work, range(20)))
    assert kept == [number % 4 != 0 for number in range(20)]
    assert empty_db.read(lambda tx: tx.tuples("SELECT count(*) FROM house WHERE value = 'x'")) == [(15,)]


def test_a_read_cannot_write(empty_db: Database) -> None:
    with pytest.raises(DatabaseUnavailable) as refusal:
        empty_db.read(lambda tx: tx.run("INSERT INTO house (key, value) VALUES ('a', 'b')"))
    assert refusal.value.code is Code.DATABASE_READ_ONLY


def test_the_audit_trail_cannot_be_changed(empty_db: Database) -> None:
    empty_db.write(
        lambda tx: tx.run(
            "INSERT INTO audit (at, action, role, account_id, subject, station_id, detail)"
            " VALUES ('2026-01-01T00:00:00Z', 'a', 'driver', '', '', '', '{}')"
        )
    )
    for sql in ("UPDATE audit SET action = 'b'", "DELETE FROM audit"):
        with pytest.raises(Exception, match="the audit trail is not changed"):
            empty_db.write(lambda tx, sql=sql: tx.run(sql))


def test_what_was_acknowledged_is_there_after_reopening(engine: str, new_database_url: Callable[[str], str]) -> None:
    url = new_database_url(engine)
    database = open_database(url)
    database.migrate()
    database.write(lambda tx: tx.run("INSERT INTO house (key, value) VALUES ('kept', 'yes')"))
    database.close()
    again = open_database(url)
    assert again.read(lambda tx: tx.one("SELECT value FROM house WHERE key = 'kept'")) == {"value": "yes"}
    again.close()


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"this is no database, whatever its name says" * 40, Code.DATABASE_DAMAGED)],
    ids=["not a database"],
)
def test_a_file_that_is_no_database_is_told_in_words(tmp_path: Path, content: bytes, code: Code) -> None:
    path = tmp_path / "wrong.db"
    path.write_bytes(content)
    with pytest.raises(DatabaseUnavailable) as refusal:
        open_database(f"sqlite:///{path}")
    assert refusal.value.code is code
    assert path.read_bytes() == content


@pytest.mark.parametrize("url", ["", "sqlite://", "sqlite:///", "mysql://host/name", "postgresql:"])
def test_an_address_that_makes_no_sense_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUnavailable):
        open_database(url)


def test_a_server_that_is_not_there_is_told_in_words() -> None:
    with pytest.raises(DatabaseUnavailable) as refusal:
        open_database("postgresql://nobody@127.0.0.1:1/none?connect_timeout=1")
    assert refusal.value.code is Code.DATABASE_UNREACHABLE


def test_a_file_that_was_taken_away_is_missed_at_once(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'here.db'}")
    database.migrate()
    (tmp_path / "here.db").rename(tmp_path / "elsewhere.db")
    for ask in (database.read, database.write):
        with pytest.raises(DatabaseUnavailable) as refusal:
            ask(lambda tx: tx.one("SELECT 1"))
        assert refusal.value.code is Code.DATABASE_MISSING
    assert not database.is_replaced()
    (tmp_path / "elsewhere.db").rename(tmp_path / "here.db")
    assert database.read(lambda tx: tx.one("SELECT count(*) AS many FROM station")) == {"many": 0}
    database.close()


def test_who_writes_after_the_end_is_told_and_does_not_wait_for_ever(empty_db: Database) -> None:
    empty_db.close()
    with pytest.raises(DatabaseUnavailable):
        empty_db.write(lambda tx: tx.run("UPDATE counter SET value = value"))
    empty_db.close()
