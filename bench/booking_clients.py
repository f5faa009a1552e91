"""Clients that book all at once, each in a thread as the server's are, and what they were told.

``python -m bench.booking_clients URL CLIENTS OPERATIONS SEED`` is a process of its own, so that it can be started with a
slower disk; it prints what it measured as JSON.
"""

from __future__ import annotations

import json
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from bench.booking_answers import Told, wrong
from bench.booking_world import World, address, open_world, present, request
from bench.figures import percentile
from stations.actions import book, my_booking
from stations.actions.book import Request
from stations.bookings import BookingView
from stations.errors import Refused
from stations.roles import DRIVER
from stations.storage.engine import Database, open_database

_SHARES = {"book": 80, "wait": 8, "cancel": 8, "repeat": 2, "again": 2}


class Client:
    """One client: it books for people who are new, and now and then waits, cancels, or sends the same once more."""

    def __init__(self, db: Database, world: World, rng: random.Random, own: list[BookingView]) -> None:
        self.db, self.world, self.rng = db, world, rng
        self.own = own
        self.asked: list[Request] = []
        self.told: list[Told] = []

    def work(self, operations: int, start: threading.Barrier) -> None:
        """Wait for the others, then ask so many times."""
        kinds = self.rng.choices(list(_SHARES), list(_SHARES.values()), k=operations)
        start.wait()
        for kind in kinds:
            self._ask(kind, getattr(self, f"_{kind}"))

    def _ask(self, kind: str, work: Callable[[], BookingView | Refused]) -> None:
        begun = time.perf_counter()
        answer = work()
        self.told.append(Told(kind, (time.perf_counter() - begun) * 1000, answer))

    def _send(self, wanted: Request) -> BookingView | Refused:
        return book.book(self.db, DRIVER, present(), wanted, address(self.rng))

    def _book(self) -> BookingView | Refused:
        wanted = request(self.rng, self.rng.choice(self.world.slot_ids))
        answer = self._send(wanted)
        if isinstance(answer, BookingView):
            self.own.append(answer)
            self.asked.append(wanted)
        return answer

    def _repeat(self) -> BookingView | Refused:
        """The same request under the same key, as after an answer that was lost on the way."""
        return self._send(self.rng.choice(self.asked)) if self.asked else self._book()

    def _again(self) -> BookingView | Refused:
        """The same person a second time, under another key."""
        return self._send(replace(self.rng.choice(self.asked), request_key=None)) if self.asked else self._book()

    def _wait(self) -> BookingView | Refused:
        session = self.rng.choice(self.world.full).session
        return book.wait(self.db, DRIVER, present(), session.id, request(self.rng, 0), address=address(self.rng))

    def _cancel(self) -> BookingView | Refused:
        if not self.own:
            return self._book()
        view = self.own.pop(self.rng.randrange(len(self.own)))
        return my_booking.cancel(self.db, present(), view.booking.token)


@dataclass(frozen=True)
class Run:
    """What one run came to. ``processor_seconds`` are those of this process, which others on the machine do not lengthen."""

    seconds: float
    processor_seconds: float
    told: list[Told]

    def summary(self) -> dict[str, Any]:
        """Return the figures that are told on."""
        made = [one.milliseconds for one in self.told if one.has_booked]
        return {
            "bookings_per_s": len(made) / self.seconds,
            "answers_per_s": len(self.told) / self.seconds,
            "processor_ms": self.processor_seconds / len(self.told) * 1000,
            "p50_ms": percentile(made, 0.5),
            "p99_ms": percentile(made, 0.99),
            "answers": Counter(f"{one.kind}: {one.outcome}" for one in self.told),
        }


def run(db: Database, world: World, clients: int, operations: int, seed: int) -> Run:
    """Let the clients ask; return what they were told."""
    start = threading.Barrier(clients + 1)
    crew = [Client(db, world, random.Random(seed + one), world.filling[one::clients]) for one in range(clients)]
    threads = [threading.Thread(target=one.work, args=(operations // clients, start)) for one in crew]
    for thread in threads:
        thread.start()
    start.wait()
    begun, worked = time.perf_counter(), time.process_time()
    for thread in threads:
        thread.join()
    told = [answer for one in crew for answer in one.told]
    return Run(time.perf_counter() - begun, time.process_time() - worked, told)


def main(url: str, clients: int, operations: int, seed: int) -> None:
    """Measure one run on the database at ``url`` and print it."""
    db = open_database(url)
    world = open_world(db, seed)
    done = run(db, world, clients, operations, seed * 1000)
    db.close()
    reopened = open_database(url)
    print(json.dumps(done.summary() | {"wrong": wrong(reopened, done.told)}))
    reopened.close()


if __name__ == "__main__":
    main(sys.argv[1], *(int(one) for one in sys.argv[2:5]))
