"""No room on the disk: it is told, nothing is half written, and it works again as soon as there is room."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from stations.actions import book
from stations.actions.checks import check_house
from stations.bookings import BookingView
from stations.errors import Code, DatabaseUnavailable, Refused
from stations.roles import DRIVER, SYSTEM, Actor
from stations.storage.engine import Database, Tx, open_database
from tests.faults.conftest import slots_of_new_clinic
from tests.faults.load import NOW, PROCESSES, request_of, view_of

FULL = Code.DATABASE_FULL


@pytest.fixture
def db(sqlite_path: Path) -> Iterator[Database]:
    """A SQLite database."""
    database = open_database(f"sqlite:///{sqlite_path}")
    yield database
    database.close()


def keys_in(db: Database) -> set[str]:
    """What is there: the ids of bookings, each with its audit entry and its notice, or none of them."""
    bookings = {row[0] for row in db.read(lambda tx: tx.tuples("SELECT id FROM booking"))}
    recorded = db.read(lambda tx: tx.tuples("SELECT subject FROM audit WHERE action = 'booking.created'"))
    told = db.read(lambda tx: tx.tuples("SELECT booking_id FROM notice"))
    assert {row[0] for row in recorded} == {row[0] for row in told} == bookings
    return bookings


def try_to_book(db: Database, slots: list[int], number: int) -> BookingView | Refused | Code:
    try:
        return book.book(db, DRIVER, NOW, request_of(slots[number % len(slots)], number, f"key{number}"))
    except DatabaseUnavailable as problem:
        return problem.code


def book_until_full(db: Database, slots: list[int]) -> tuple[set[str], int]:
    """Return the ids of what was acknowledged, and the number of the first booking that was not."""
    kept: set[str] = set()
    for number in range(10_000):
        answer = try_to_book(db, slots, number)
        if answer is FULL:
            return kept, number
        kept.add(view_of(answer).booking.id)
    raise AssertionError("there is always room")


def _no_more_pages(tx: Tx) -> None:
    pages = tx.tuples("PRAGMA page_count")[0][0]
    tx.tuples(f"PRAGMA max_page_count = {pages + 10}")


def _as_many_pages_as_wanted(tx: Tx) -> None:
    tx.tuples("PRAGMA max_page_count = 1000000")


def test_a_full_sqlite_is_told_and_keeps_what_was_acknowledged(db: Database, staff: Actor, now: datetime) -> None:
    slots = slots_of_new_clinic(db, staff, now)
    db.write(_no_more_pages)
    kept, refused = book_until_full(db, slots)
    assert kept
    assert keys_in(db) == kept
    assert check_house(db, SYSTEM).is_well
    db.write(_as_many_pages_as_wanted)
    kept.add(view_of(try_to_book(db, slots, refused)).booking.id)
    assert keys_in(db) == kept
    assert check_house(db, SYSTEM).is_well


def test_of_many_at_once_in_a_full_sqlite_each_is_told_truly(db: Database, staff: Actor, now: datetime) -> None:
    slots = slots_of_new_clinic(db, staff, now)
    db.write(_no_more_pages)
    with ThreadPoolExecutor(16) as threads:
        answers = list(threads.map(lambda number: try_to_book(db, slots, number), range(400)))
    assert FULL in answers
    assert keys_in(db) == {view_of(answer).booking.id for answer in answers if answer is not FULL}
    assert check_house(db, SYSTEM).is_well


def _book_in_little_room(path: Path, slots: list[int], pipe: Connection) -> None:
    """Book where no file may become larger than the log is now and a little more; then without that limit."""
    db = open_database(f"sqlite:///{path}")
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    log = path.with_name(f"{path.name}-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (log + 200_000, most))
    kept, refused = book_until_full(db, slots)
    pipe.send((kept, keys_in(db), check_house(db, SYSTEM).is_well))
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
    again = try_to_book(db, slots, refused)
    pipe.send((again if isinstance(again, Code) else view_of(again).booking.id, keys_in(db)))
    db.close()


def test_writes_that_the_system_refuses_are_told_and_leave_nothing_half_written(
    db: Database, sqlite_path: Path, staff: Actor, now: datetime
) -> None:
    slots = slots_of_new_clinic(db, staff, now)
    here, there = PROCESSES.Pipe(duplex=False)
    process = PROCESSES.Process(target=_book_in_little_room, args=(sqlite_path, slots, there))
    process.start()
    there.close()
    kept, found, was_well = here.recv()
    again, found_at_last = here.recv()
    process.join()
    assert kept
    assert found == kept
    assert was_well
    assert found_at_last == kept | {again} == keys_in(db)
    assert check_house(db, SYSTEM).is_well


def test_a_full_postgresql_is_told_and_keeps_what_was_acknowledged(
    new_database_url: object, models: object, staff: Actor, now: datetime
) -> None:
    db = open_database(new_database_url("postgresql", models("postgresql", True)))  # type: ignore[operator]
    slots = slots_of_new_clinic(db, staff, now)
    kept = {view_of(try_to_book(db, slots, 0)).booking.id}
    db.write(_fill_up)
    assert try_to_book(db, slots, 1) is FULL
    assert keys_in(db) == kept
    assert check_house(db, SYSTEM).is_well
    db.write(lambda tx: tx.run("DROP TRIGGER no_room ON notice"))
    kept.add(view_of(try_to_book(db, slots, 1)).booking.id)
    assert keys_in(db) == kept
    db.close()


def _fill_up(tx: Tx) -> None:
    """Have the server refuse as it does when its disk is full; the notice is the last that a booking writes."""
    tx.run(
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION USING ERRCODE = 'disk_full'; END $$"
    )
    tx.run("CREATE TRIGGER no_room BEFORE INSERT ON notice FOR EACH ROW EXECUTE FUNCTION no_room()")
