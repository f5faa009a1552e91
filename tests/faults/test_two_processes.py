"""Several copies of the program on one database, for the last places: all are right, none is sold twice."""

from __future__ import annotations

from multiprocessing.connection import Connection

from stations.actions import book
from stations.actions.checks import check_house
from stations.bookings import BookingView
from stations.errors import Code, Refused
from stations.roles import DRIVER, SYSTEM, Actor
from stations.storage.engine import Database, open_database
from tests.faults.conftest import slots_of_new_clinic
from tests.faults.load import NOW, PROCESSES, request_of

PLACES, ASKED, COPIES = 7, 5, 3


def _book_the_last(url: str, slots: list[int], first: int, start: object, pipe: Connection) -> None:
    """Ask for a place of each slot again and again, and tell what was answered."""
    db = open_database(url)
    start.wait()  # type: ignore[attr-defined]
    for number in range(first, first + ASKED):
        for slot in slots:
            answer = book.book(db, DRIVER, NOW, request_of(slot, number * 100 + slot % 100))
            pipe.send((slot, answer.booking.id if isinstance(answer, BookingView) else answer.code))
    db.close()
    pipe.close()


def test_the_last_places_are_sold_once_by_several_programs(url: str, staff: Actor) -> None:
    db = open_database(url)
    slots = slots_of_new_clinic(db, staff, NOW, places=PLACES, hours=1)
    start = PROCESSES.Barrier(COPIES)
    copies = []
    for copy in range(COPIES):
        here, there = PROCESSES.Pipe(duplex=False)
        copies.append((PROCESSES.Process(target=_book_the_last, args=(url, slots, copy * 1000, start, there)), here))
        copies[-1][0].start()
        there.close()
    answers = [here.recv() for _, here in copies for _ in range(ASKED * len(slots))]
    for process, _ in copies:
        process.join()
        assert process.exitcode == 0
    for slot in slots:
        said = [answer for of_slot, answer in answers if of_slot == slot]
        refused = [answer for answer in said if isinstance(answer, Code)]
        assert refused == [Code.SLOT_FULL] * (ASKED * COPIES - PLACES)
        assert ids_in(db, slot) == set(said) - {Code.SLOT_FULL}
        assert book.book(db, DRIVER, NOW, request_of(slot, 99_999)) == Refused(Code.SLOT_FULL, field="slot")
    assert check_house(db, SYSTEM).is_well
    db.close()


def ids_in(db: Database, slot: int) -> set[str]:
    return {row[0] for row in db.read(lambda tx: tx.tuples("SELECT id FROM booking WHERE slot_id = :id", id=slot))}
