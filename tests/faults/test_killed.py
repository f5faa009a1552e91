"""Programs that are killed in the middle: nothing that was acknowledged is lost, nothing is left half done."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from queue import SimpleQueue
from typing import TypeVar

import pytest

from stations.actions import book, my_booking
from stations.actions.checks import check_house
from stations.actions.start import furnish
from stations.errors import Code, DatabaseUnavailable, Refused
from stations.roles import DRIVER, SYSTEM, Actor
from stations.settings import DATA
from stations.storage.engine import Database, open_database
from tests.faults.conftest import slots_of_new_clinic
from tests.faults.load import NOW, Acknowledged, listen, request_of, start_writers, view_of
from tests.faults.own_server import OwnServer

ROUNDS = 3
T = TypeVar("T")


@pytest.mark.parametrize("processes", [2, 4])
def test_nothing_acknowledged_is_lost_when_writers_are_killed(url: str, slots: list[int], processes: int) -> None:
    acknowledged = Acknowledged()
    for number in range(1, ROUNDS + 1):
        writers = start_writers(url, slots, processes)
        for what, key in listen([reader for _, reader in writers]):
            acknowledged.note(what, key)
            if len(acknowledged.booked) >= number * 40:
                for process, _ in writers:
                    process.kill()
        for process, _ in writers:
            process.join()
            assert process.exitcode == -9
        db = open_database(url)
        assert acknowledged.lost_in(db) == []
        assert check_house(db, SYSTEM).is_well
        db.close()
    assert acknowledged.cancelled


@pytest.fixture
def own_server() -> Iterator[OwnServer]:
    server = OwnServer()
    yield server
    server.remove()


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(
    own_server: OwnServer, staff: Actor, now: datetime
) -> None:
    db = open_database(own_server.add_database("stations"))
    db.migrate()
    furnish(db, now, DATA / "stations" / "hzmb.json")
    slots = slots_of_new_clinic(db, staff, now)
    said: SimpleQueue[tuple[str, str]] = SimpleQueue()
    acknowledged = Acknowledged()
    is_over = threading.Event()

    def go_on(first: int) -> None:
        for number in range(first, first + 10**5):
            if is_over.is_set():
                return
            _insist(db, slots, number, lambda what, key: said.put((what, key)))

    with ThreadPoolExecutor(4) as threads:
        writers = [threads.submit(go_on, first) for first in range(0, 4 * 10**5, 10**5)]
        for number in range(1, 4):
            while len(acknowledged.booked) < number * 40:
                acknowledged.note(*said.get(timeout=60))
            own_server.kill()
            own_server.start()
        is_over.set()
    for writer in writers:
        writer.result()
    while not said.empty():
        acknowledged.note(*said.get())
    assert acknowledged.lost_in(db) == []
    assert acknowledged.cancelled
    assert check_house(db, SYSTEM).is_well
    db.close()


def _insist(db: Database, slots: list[int], number: int, tell: Callable[[str, str], None]) -> None:
    """Book and maybe cancel; whoever is told that the database is away asks again, as a person does."""
    request = request_of(slots[number % len(slots)], number, f"key{number}")
    view = view_of(_until_answered(lambda: book.book(db, DRIVER, NOW, request)))
    tell("booked", view.booking.id)
    if number % 3 == 0:
        tell("cancelling", view.booking.id)
        answer = _until_answered(lambda: my_booking.cancel(db, NOW, view.booking.token))
        assert answer == Refused(Code.BOOKING_ENDED) or view_of(answer)
        tell("cancelled", view.booking.id)


def _until_answered(ask: Callable[[], T]) -> T:
    while True:
        try:
            return ask()
        except DatabaseUnavailable as problem:
            if problem.code is not Code.DATABASE_UNREACHABLE:
                raise
