"""Sealing and checking the audit trail: what is tampered with is found, whoever writes and seals at once."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from stations.actions import checks, seals
from stations.audit import Entry
from stations.errors import Forbidden
from stations.roles import SYSTEM
from stations.seals import MOST_IN_A_SEAL
from stations.storage import audit
from stations.storage import seals as stored
from stations.storage.engine import Database, Tx, open_database
from stations.trail_check import Finding
from tests.conftest import ENGINES

LATER = timedelta(seconds=10)
WAIT_S = 20


def write(db: Database, at: datetime, subject: str = "x") -> None:
    db.write(lambda tx: audit.add(tx, Entry(at, "account.signed-in", SYSTEM, subject)))


def newest(db: Database) -> int:
    return db.read(lambda tx: audit.latest(tx, limit=1))[0].id


def disarm(tx: Tx) -> None:
    """Take the triggers away, as an owner of the database can."""
    for table in ("audit", "audit_seal", "audit_link"):
        if tx.engine == "postgresql":
            tx.run(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        else:
            for (name,) in tx.tuples(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :t", t=table
            ):
                tx.run(f"DROP TRIGGER {name}")


def tamper(db: Database, *statements: str) -> None:
    def work(tx: Tx) -> None:
        disarm(tx)
        for sql in statements:
            assert tx.run(sql) > 0

    db.write(work)


@pytest.fixture
def three(db: Database, now: datetime) -> Database:
    """A trail of three seals: what the house began with, and two entries a minute apart."""
    seals.seal(db, SYSTEM, now + LATER)
    for minute in (1, 2):
        write(db, now + timedelta(minutes=minute), f"x{minute}")
        assert seals.seal(db, SYSTEM, now + timedelta(minutes=minute) + LATER) == 1
    return db


def test_a_trail_that_nobody_touched_is_well(three: Database, now: datetime) -> None:
    verdict = seals.verify(three, SYSTEM, now + timedelta(hours=1))
    assert (verdict.entries, verdict.redacted, verdict.unsealed, verdict.seals) == (3, 0, 0, 3)
    assert verdict.is_well
    assert verdict.last == three.read(stored.last)
    assert checks.check_house(three, SYSTEM).is_well


def test_an_untouched_trail_is_well_with_the_triggers_gone(three: Database, now: datetime) -> None:
    three.write(disarm)
    assert seals.verify(three, SYSTEM, now).is_well


_OTHER = "UPDATE audit SET account_id = 'somebody else' WHERE subject = 'x1'"
_ADD = (
    "INSERT INTO audit (at, action, role, account_id, subject, station_id, detail)"
    " VALUES ('2026-11-21T00:00:00Z', 'account.signed-in', 'manager', 'm', '', '', '{}')"
)


@pytest.mark.parametrize(
    ("statements", "wrong"),
    [
        ([_OTHER], "entry-changed"),
        (["UPDATE audit SET detail = '{\"by\":\"x\"}' WHERE subject = 'x1'"], "entry-changed"),
        (["UPDATE audit SET at = '2026-11-22T02:01:01Z' WHERE subject = 'x1'"], "entry-changed"),
        ([_OTHER, "UPDATE audit SET digest = '' WHERE subject = 'x1'"], "entry-changed"),
        (["DELETE FROM audit WHERE subject = 'x1'"], "entry-missing"),
        (["DELETE FROM audit WHERE subject = 'x1'", "DELETE FROM audit_link WHERE seal_id = 2"], "seal-broken"),
        (["DELETE FROM audit WHERE subject = 'x2'", "DELETE FROM audit_link WHERE seal_id = 3"], "seal-broken"),
        (["DELETE FROM audit_seal WHERE id = 3"], "seal-broken"),
        (["DELETE FROM audit_seal WHERE id = 1", "DELETE FROM audit_link WHERE seal_id = 1"], "seal-broken"),
        (["UPDATE audit_seal SET hash = 'x' WHERE id = 2"], "seal-broken"),
        (["UPDATE audit_link SET digest = 'x' WHERE seal_id = 2"], "entry-changed"),
        ([_ADD], "entry-added"),
        (["UPDATE audit SET detail = '{}', salt = '', redacted_at = 'x' WHERE subject = 'x1'"], "redaction-unnoted"),
    ],
)  # fmt: skip
def test_what_was_tampered_with_is_found(three: Database, now: datetime, statements: list[str], wrong: str) -> None:
    tamper(three, *statements)
    health = checks.check_house(three, SYSTEM)
    assert not health.is_well
    assert health.trail is not None
    assert health.trail.wrong == wrong
    assert seals.verify(three, SYSTEM, now + timedelta(days=1)).finding == health.trail


def test_what_was_added_stays_found_once_it_is_sealed(three: Database, now: datetime) -> None:
    tamper(three, _ADD)
    assert seals.seal(three, SYSTEM, now + timedelta(minutes=5)) == 1
    write(three, now + timedelta(minutes=6))
    seals.seal(three, SYSTEM, now + timedelta(minutes=7))
    assert seals.verify(three, SYSTEM, now + timedelta(days=1)).finding == Finding("entry-added", newest(three) - 1)


def test_the_end_cut_off_is_found_by_a_seal_that_was_kept(three: Database, now: datetime) -> None:
    first, last = three.read(lambda tx: [row[0] for row in tx.tuples("SELECT hash FROM audit_seal ORDER BY id")])[::2]
    for kept in (first, last, f" {last.upper()}\n"):
        assert seals.verify(three, SYSTEM, now, kept).is_well
    tamper(
        three,
        *(f"DELETE FROM {table} WHERE {key} = 3" for table, key in (("audit_seal", "id"), ("audit_link", "seal_id"))),
    )
    tamper(three, "DELETE FROM audit WHERE subject = 'x2'")
    assert seals.verify(three, SYSTEM, now).is_well
    assert seals.verify(three, SYSTEM, now, first).is_well
    assert seals.verify(three, SYSTEM, now, last).finding == Finding("seal-unknown")


def test_what_is_too_new_waits_for_the_next_seal(db: Database, now: datetime) -> None:
    seals.seal(db, SYSTEM, now + LATER)
    write(db, now + LATER)
    assert seals.seal(db, SYSTEM, now + LATER + timedelta(seconds=4)) == 0
    verdict = seals.verify(db, SYSTEM, now + LATER + timedelta(seconds=4))
    assert (verdict.unsealed, verdict.is_well) == (1, True)
    assert seals.seal(db, SYSTEM, now + LATER + timedelta(seconds=5), looks_at_all=False) == 1
    assert seals.seal(db, SYSTEM, now + timedelta(days=1)) == 0


def test_a_gap_in_the_numbers_proves_nothing(db: Database, now: datetime) -> None:
    def fail(tx: Tx) -> None:
        audit.add(tx, Entry(now, "account.signed-in", SYSTEM, "lost"))
        raise LookupError

    for _ in range(3):
        with pytest.raises(LookupError):
            db.write(fail)
    write(db, now)
    assert seals.verify(db, SYSTEM, now + LATER).is_well


def test_more_than_a_seal_covers_is_sealed_by_several(db: Database, now: datetime) -> None:
    def fill(tx: Tx) -> None:
        for number in range(MOST_IN_A_SEAL + 1):
            audit.add(tx, Entry(now - timedelta(days=400 - number // 10), "account.signed-in", SYSTEM, str(number)))

    db.write(fill)
    verdict = seals.verify(db, SYSTEM, now + LATER)
    assert (verdict.entries, verdict.seals, verdict.is_well) == (MOST_IN_A_SEAL + 2, 2, True)
    assert db.read(lambda tx: tx.tuples("SELECT took_all FROM audit_seal ORDER BY id")) == [(0,), (1,)]


def test_the_minutes_sealing_does_not_look_at_what_is_long_sealed(three: Database, now: datetime) -> None:
    assert three.read(lambda tx: stored.surely_sealed(tx, now)) == 0
    assert three.read(lambda tx: stored.surely_sealed(tx, now + timedelta(hours=2))) == newest(three)
    write(three, now + timedelta(minutes=3))
    assert seals.seal(three, SYSTEM, now + timedelta(hours=2), looks_at_all=False) == 1


@pytest.fixture(params=ENGINES)
def processes(
    request: pytest.FixtureRequest, new_database_url: Callable[..., str], models: Callable[[str, bool], str]
) -> Iterator[list[Database]]:
    """Four processes' ways to one database: each has connections, and on SQLite a writer, of its own."""
    url = new_database_url(request.param, models(request.param, True))
    opened = [open_database(url) for _ in range(4)]
    yield opened
    for database in opened:
        database.close()


def test_several_that_seal_at_once_make_one_chain(processes: list[Database], now: datetime) -> None:
    rounds, barrier = 8, threading.Barrier(len(processes))

    def live(number: int) -> int:
        db, sealed = processes[number], 0
        for turn in range(rounds):
            write(db, now, f"{number}-{turn}")
            barrier.wait(WAIT_S)
            sealed += seals.seal(db, SYSTEM, now + LATER)
        return sealed

    with ThreadPoolExecutor(len(processes)) as threads:
        sealed = list(threads.map(live, range(len(processes))))
    verdict = seals.verify(processes[0], SYSTEM, now + LATER)
    assert verdict.is_well
    assert sum(sealed) == verdict.entries == 1 + rounds * len(processes)
    assert (verdict.unsealed, verdict.seals >= rounds) == (0, True)


def test_writers_go_on_while_others_seal(processes: list[Database], now: datetime) -> None:
    done = threading.Event()

    def seal_on(db: Database) -> int:
        sealed = 0
        while not done.is_set():
            sealed += seals.seal(db, SYSTEM, now + LATER, looks_at_all=False)
        return sealed

    with ThreadPoolExecutor(2) as threads:
        sealing = [threads.submit(seal_on, db) for db in processes[:2]]
        for number in range(60):
            write(processes[2 + number % 2], now, str(number))
        done.set()
        sealed = sum(each.result(WAIT_S) for each in sealing)
    sealed += seals.seal(processes[0], SYSTEM, now + LATER)
    verdict = seals.verify(processes[0], SYSTEM, now + LATER)
    assert verdict.is_well
    assert sealed == verdict.entries == 61


@pytest.mark.parametrize("looks_at_all", [True, False])
def test_what_postgresql_commits_late_is_taken_by_the_next_seal(
    new_database_url: Callable[..., str], models: Callable[[str, bool], str], now: datetime, looks_at_all: bool
) -> None:
    db = open_database(new_database_url("postgresql", models("postgresql", True)))
    is_written, may_commit = threading.Event(), threading.Event()

    def slow(tx: Tx) -> None:
        audit.add(tx, Entry(now, "account.signed-in", SYSTEM, "late"))
        is_written.set()
        assert may_commit.wait(WAIT_S)

    with ThreadPoolExecutor(1) as threads:
        writing = threads.submit(db.write, slow)
        assert is_written.wait(WAIT_S)
        for number in range(3):
            write(db, now, str(number))
        assert seals.seal(db, SYSTEM, now + LATER) == 4
        may_commit.set()
        writing.result(WAIT_S)
    late = next(entry for entry in db.read(audit.latest) if entry.subject == "late")
    assert late.id < newest(db)
    assert db.read(lambda tx: [line.id for line in stored.all_unsealed(tx)]) == [late.id]
    assert seals.seal(db, SYSTEM, now + LATER + timedelta(minutes=1), looks_at_all=looks_at_all) == 1
    verdict = seals.verify(db, SYSTEM, now + timedelta(hours=1))
    assert (verdict.entries, verdict.unsealed, verdict.seals, verdict.is_well) == (5, 0, 2, True)
    db.close()


@pytest.mark.parametrize("who", ["driver", "manager", "staff"])
@pytest.mark.parametrize("act", [seals.seal, seals.verify])
def test_only_the_house_and_administrators_seal_and_verify(
    db: Database, now: datetime, request: pytest.FixtureRequest, who: str, act: Callable[..., object]
) -> None:
    with pytest.raises(Forbidden):
        act(db, request.getfixturevalue(who), now + LATER)
    with pytest.raises(Forbidden):
        seals.look_through(db, request.getfixturevalue(who))
    assert db.read(stored.count) == 0


def test_a_check_of_the_house_changes_nothing(db: Database) -> None:
    assert checks.check_house(db, SYSTEM).is_well
    assert db.read(stored.count) == 0
