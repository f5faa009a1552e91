"""Another process holds SQLite's lock: readers read on, a write waits and is then made or told, and never twice."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from stations.actions import book
from stations.actions.book import Request
from stations.actions.checks import check_house
from stations.bookings import BookingView
from stations.errors import Code, DatabaseUnavailable
from stations.roles import DRIVER, SYSTEM, Actor
from stations.storage.engine import Database, open_database
from stations.storage.sqlite import SqliteDatabase
from tests.faults.conftest import slots_of_new_clinic
from tests.faults.load import PROCESSES, request_of, view_of

TOO_LONG = 60  # only a broken program waits so long


def _hold(path: Path, pipe: Connection) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    pipe.send("locked")
    pipe.recv()
    connection.execute("ROLLBACK")
    connection.close()
    pipe.send("free")


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Have another process hold the lock of the file."""
    here, there = PROCESSES.Pipe()
    process = PROCESSES.Process(target=_hold, args=(path, there))
    process.start()
    assert here.recv() == "locked"
    try:
        yield
    finally:
        here.send("let go")
        assert here.recv() == "free"
        process.join()


@pytest.fixture
def slots(sqlite_path: Path, staff: Actor, now: datetime) -> list[int]:
    """The slots of a clinic, of which each has three places."""
    db = open_database(f"sqlite:///{sqlite_path}")
    slots = slots_of_new_clinic(db, staff, now, places=3)
    db.close()
    return slots


@contextmanager
def opened(path: Path, busy_seconds: float) -> Iterator[Database]:
    db = SqliteDatabase(path, busy_seconds)
    try:
        yield db
    finally:
        db.close()


def told(db: Database, now: datetime, ask: Request) -> Code | None:
    """Book, and return what was told instead of a booking."""
    try:
        book.book(db, DRIVER, now, ask)
    except DatabaseUnavailable as problem:
        return problem.code
    return None


def count(db: Database) -> int:
    return int(db.read(lambda tx: tx.tuples("SELECT count(*) FROM booking"))[0][0])


def test_whoever_waited_long_enough_is_told_and_may_ask_again_with_the_same_key(
    sqlite_path: Path, slots: list[int], now: datetime
) -> None:
    ask = request_of(slots[0], 1, "once")
    with opened(sqlite_path, 0.2) as db, ThreadPoolExecutor(1) as threads:
        with locked(sqlite_path):
            assert threads.submit(told, db, now, ask).result(TOO_LONG) is Code.DATABASE_LOCKED
        assert count(db) == 0
        first = view_of(book.book(db, DRIVER, now, ask))
        assert view_of(book.book(db, DRIVER, now, ask)).booking.id == first.booking.id
        assert count(db) == 1
        assert check_house(db, SYSTEM).is_well


def test_readers_read_on_while_the_file_is_locked(sqlite_path: Path, slots: list[int]) -> None:
    with locked(sqlite_path), opened(sqlite_path, 0.2) as db:
        session = db.read(lambda tx: tx.tuples("SELECT session_id FROM slot WHERE id = :id", id=slots[0]))[0][0]
        assert len(book.see_session(db, session).slots) == len(slots)


def test_a_booking_that_waits_is_made_once_when_the_lock_goes(
    sqlite_path: Path, slots: list[int], now: datetime
) -> None:
    with opened(sqlite_path, 60) as db, ThreadPoolExecutor(5) as threads:
        with locked(sqlite_path):
            waiting = [
                threads.submit(book.book, db, DRIVER, now, request_of(slots[0], 1, "once")) for _ in range(5)
            ]  # five taps on one button
            assert count(db) == 0
            assert not any(each.done() for each in waiting)
        assert len({view_of(each.result()).booking.id for each in waiting}) == 1
        assert count(db) == 1
        assert check_house(db, SYSTEM).is_well


def test_many_who_wait_are_all_told_and_none_of_them_waits_for_the_others(
    sqlite_path: Path, slots: list[int], now: datetime
) -> None:
    asked = [request_of(slots[number % len(slots)], number, f"key{number}") for number in range(40)]
    with opened(sqlite_path, 0.2) as db, ThreadPoolExecutor(40) as threads:
        with locked(sqlite_path):
            waiting = [threads.submit(told, db, now, ask) for ask in asked]
            assert {each.result(TOO_LONG) for each in waiting} == {Code.DATABASE_LOCKED}
        assert count(db) == 0
        assert isinstance(book.book(db, DRIVER, now, asked[0]), BookingView)
