"""Processes that book and cancel without end and acknowledge each through a pipe, so that they can be killed at any moment."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from stations.actions import book, my_booking
from stations.actions.book import Request
from stations.bookings import BookingView
from stations.roles import DRIVER
from stations.storage.engine import Database, open_database

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["tests.faults.load"])
_THREADS = 3


def request_of(slot_id: int, number: int, key: str | None = None) -> Request:
    """What the nth driver asks for."""
    return Request(slot_id, f"司机{number}", f"+86138{number:08}", "truck", True, "zh-Hans", request_key=key)


def view_of(answer: object) -> BookingView:
    assert isinstance(answer, BookingView), answer
    return answer


class Pipe:
    """One end for many threads."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._lock = threading.Lock()

    def tell(self, what: str, key: str) -> None:
        with self._lock:
            self._connection.send((what, key))


def book_without_end(url: str, slots: Sequence[int], first: int, connection: Connection) -> None:
    """Book from several threads until killed."""
    db = open_database(url)
    pipe = Pipe(connection)
    threads = [
        threading.Thread(target=book_on, args=(db, slots, range(first + thread, first + 10**6, _THREADS), pipe.tell))
        for thread in range(_THREADS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def book_on(db: Database, slots: Sequence[int], numbers: Iterable[int], tell: Callable[[str, str], None]) -> None:
    """Book for each number and tell what is acknowledged; every third booking is cancelled again."""
    for number in numbers:
        request = request_of(slots[number % len(slots)], number, f"key{number}")
        view = view_of(book.book(db, DRIVER, NOW, request))
        tell("booked", view.booking.id)
        if number % 3 == 0:
            tell("cancelling", view.booking.id)
            view_of(my_booking.cancel(db, NOW, view.booking.token))
            tell("cancelled", view.booking.id)


@dataclass
class Acknowledged:
    """What processes said was done: what was said is true whatever becomes of them."""

    booked: set[str] = field(default_factory=set)
    cancelling: set[str] = field(default_factory=set)
    cancelled: set[str] = field(default_factory=set)

    def note(self, what: str, key: str) -> None:
        getattr(self, what).add(key)

    def lost_in(self, db: Database) -> list[str]:
        """Return what was acknowledged and is not so in the database."""
        there = dict(db.read(lambda tx: tx.tuples("SELECT id, status FROM booking")))
        lost = [f"booking {key}" for key in self.booked if key not in there]
        lost += [f"cancelling {key}" for key in self.cancelled if there.get(key) != "cancelled"]
        return lost + [f"{key} by nobody" for key in self.booked - self.cancelling if there.get(key) != "booked"]


_firsts = count(0, 10**6)


def start_writers(url: str, slots: Sequence[int], many: int) -> list[tuple[BaseProcess, Connection]]:
    """Start processes that book without end, with drivers of their own each."""
    started = []
    for _ in range(many):
        reader, writer = PROCESSES.Pipe(duplex=False)
        process = PROCESSES.Process(target=book_without_end, args=(url, slots, next(_firsts), writer))
        process.start()
        writer.close()  # so that the reader ends when the process does
        started.append((process, reader))
    return started


def listen(readers: Sequence[Connection]) -> Iterator[tuple[str, str]]:
    """Yield what is said until all have fallen silent."""
    open_ones = list(readers)
    while open_ones:
        for reader in wait(open_ones):
            try:
                yield reader.recv()  # type: ignore[union-attr]
            except (EOFError, ConnectionResetError):
                open_ones.remove(reader)  # type: ignore[arg-type]
