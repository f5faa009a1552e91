"""The schema keeps the audit trail, its seals and its links as they are; a redaction empties a detail and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from stations.actions.seals import verify
from stations.actions.start import start
from stations.audit import Entry
from stations.instants import format_instant
from stations.roles import SYSTEM
from stations.seals import next_seal
from stations.storage import audit, seals
from stations.storage.engine import Database, Tx, open_database

AT = datetime(2026, 11, 22, 2, tzinfo=UTC)
REFUSED = "the audit trail is not changed"
TABLES = ("audit", "audit_seal", "audit_link")


def write(tx: Tx, subject: str = "b1", action: str = "booking.created") -> None:
    audit.add(tx, Entry(AT, action, SYSTEM, subject, "hzmb-port", {"to": "booked"}))


def everything(tx: Tx) -> list[list[tuple[Any, ...]]]:
    return [tx.tuples(f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES]


@pytest.fixture
def sealed(empty_db: Database) -> Database:
    """A database with two entries that are sealed and one that is not."""

    def fill(tx: Tx) -> None:
        write(tx)
        write(tx, "", "audit.redacted")
        digests = [(row["id"], row["digest"]) for row in tx.all("SELECT id, digest FROM audit ORDER BY id")]
        assert seals.append(tx, next_seal(None, format_instant(AT), True, digests), digests)
        write(tx, "b2")

    empty_db.write(fill)
    return empty_db


CHANGES = [
    "UPDATE audit SET action = 'b'",
    "UPDATE audit SET redacted_at = NULL",
    "UPDATE audit_seal SET sealed_at = '2026-01-01T00:00:00Z'",
    "UPDATE audit_seal SET hash = 'x'",
    "UPDATE audit_link SET digest = 'x'",
    "UPDATE audit_link SET audit_id = audit_id + 100",
    *(f"DELETE FROM {table}" for table in TABLES),
]


@pytest.mark.parametrize("sql", CHANGES)
def test_nothing_is_changed_or_deleted(sealed: Database, sql: str) -> None:
    before = sealed.read(everything)
    with pytest.raises(Exception, match=REFUSED):
        sealed.write(lambda tx: tx.run(sql))
    assert sealed.read(everything) == before


@pytest.mark.parametrize("table", TABLES)
def test_nothing_is_deleted_by_the_ways_that_pass_by_a_deletion(sealed: Database, table: str) -> None:
    before = sealed.read(everything)
    sql = f"REPLACE INTO {table} SELECT * FROM {table}" if sealed.engine == "sqlite" else f"TRUNCATE {table}"
    with pytest.raises(Exception, match=REFUSED):
        sealed.write(lambda tx: tx.run(sql))
    assert sealed.read(everything) == before


REDACTION = "UPDATE audit SET detail = '{}', salt = '', redacted_at = '2026-12-30T00:00:00Z'"


def test_a_sealed_entry_can_be_redacted_once(sealed: Database) -> None:
    sql = f"{REDACTION} WHERE subject = 'b1'"
    before = sealed.read(lambda tx: tx.one("SELECT * FROM audit WHERE subject = 'b1'"))
    assert before is not None
    assert sealed.write(lambda tx: tx.run(sql)) == 1
    after = sealed.read(lambda tx: tx.one("SELECT * FROM audit WHERE subject = 'b1'"))
    assert after == before | {"detail": "{}", "salt": "", "redacted_at": "2026-12-30T00:00:00Z"}
    with pytest.raises(Exception, match=REFUSED):
        sealed.write(lambda tx: tx.run(sql))


@pytest.mark.parametrize(
    "more",
    ["id = id + 100", "at = '2026-01-01T00:00:00Z'", "action = 'booking.moved'", "role = 'driver'", "account_id = 'x'",
     "subject = 'x'", "station_id = 'x'", "detail_digest = 'x'", "digest = 'x'"],
)  # fmt: skip
def test_a_redaction_that_touches_anything_else_is_refused(sealed: Database, more: str) -> None:
    with pytest.raises(Exception, match=REFUSED):
        sealed.write(lambda tx: tx.run(f"{REDACTION}, {more} WHERE subject = 'b1'"))


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit SET detail = '{}', salt = '' WHERE subject = 'b1'",
        "UPDATE audit SET detail = '{}', redacted_at = 'x' WHERE subject = 'b1'",
        "UPDATE audit SET salt = '', redacted_at = 'x' WHERE subject = 'b1'",
        """UPDATE audit SET detail = '{"to":"x"}', salt = '', redacted_at = 'x' WHERE subject = 'b1'""",
        f"{REDACTION} WHERE subject = 'b2'",
        f"{REDACTION} WHERE action = 'audit.redacted'",
    ],
    ids=[
        "without its time",
        "keeping the salt",
        "keeping the detail",
        "another detail",
        "unsealed",
        "a note of redactions",
    ],
)
def test_half_a_redaction_is_refused(sealed: Database, sql: str) -> None:
    with pytest.raises(Exception, match=REFUSED):
        sealed.write(lambda tx: tx.run(sql))


def test_an_entry_is_added_by_one_statement(empty_db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def count(tx: Tx) -> list[str]:
        said: list[str] = []
        run = tx.run
        for name in ("all", "one", "tuples", "many", "load"):
            monkeypatch.setattr(type(tx), name, None)
        monkeypatch.setattr(type(tx), "run", lambda _, sql, /, **params: said.append(sql) or run(sql, **params))
        write(tx)
        monkeypatch.undo()
        return said

    said = empty_db.write(count)
    assert [sql.partition(" (")[0] for sql in said] == ["INSERT INTO audit"]


def test_no_two_seals_follow_the_same_one(empty_db: Database) -> None:
    first = next_seal(None, format_instant(AT), True, [(1, "aa")])
    rival = next_seal(None, format_instant(AT), True, [(2, "bb")])
    assert empty_db.write(lambda tx: seals.append(tx, first, [(1, "aa")]))
    assert not empty_db.write(lambda tx: seals.append(tx, rival, [(2, "bb")]))
    assert empty_db.read(lambda tx: (seals.count(tx), seals.last(tx))) == (1, first)
    for columns in ("2, '', 'other'", f"1, '{first.hash}', 'other'"):
        with pytest.raises(Exception, match=r"(?i)unique|not changed"):
            empty_db.write(
                lambda tx, columns=columns: tx.run(f"INSERT INTO audit_seal VALUES ({columns}, '2026', 1)")  # type: ignore[misc]
            )


def test_an_entry_is_covered_by_one_seal_only(sealed: Database) -> None:
    with pytest.raises(Exception, match=r"(?i)unique|not changed"):
        sealed.write(lambda tx: tx.run("INSERT INTO audit_link SELECT 2, audit_id, digest FROM audit_link"))


def test_a_role_that_owns_no_table_runs_the_program_and_cannot_take_a_trigger_away(
    new_database_url: Callable[..., str], models: Callable[[str, bool], str]
) -> None:
    url = new_database_url("postgresql", models("postgresql", True))
    role = f"program_{url.rpartition('/')[2]}"
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN")
        owner.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}")
        owner.execute(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}")
    db = open_database(url.replace("stations@", f"{role}@"))
    try:
        start(db, AT)
        db.write(write)
        assert verify(db, SYSTEM, AT + timedelta(hours=1)).is_well
        for sql in ("ALTER TABLE audit DISABLE TRIGGER ALL", "DROP TRIGGER audit_no_update ON audit", "TRUNCATE audit"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                db.write(lambda tx, sql=sql: tx.run(sql))  # type: ignore[misc]
    finally:
        db.close()
        with psycopg.connect(url, autocommit=True) as owner:
            owner.execute(f"DROP OWNED BY {role}")
            owner.execute(f"DROP ROLE {role}")
