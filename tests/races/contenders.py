"""Twelve contenders for the same thing: threads of real processes that all begin at one barrier."""

from __future__ import annotations

import multiprocessing
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from typing import Any

from stations.storage.engine import open_database
from tests.races import doings, guards

PROCESSES, THREADS = 4, 3
CONTENDERS = PROCESSES * THREADS
_PATIENCE = 120.0
Doing = tuple[Any, ...]


class Contenders:
    """Processes that wait to be set against each other; started once, because that takes a while."""

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._barrier = context.Barrier(CONTENDERS)  # its semaphores live as long as it does here
        pairs = [context.Pipe() for _ in range(PROCESSES)]
        self._lines = [ours for ours, _ in pairs]
        self._processes = [
            context.Process(target=_serve, args=(theirs, self._barrier), daemon=True) for _, theirs in pairs
        ]
        for process in self._processes:
            process.start()

    def race(self, url: str, what: Sequence[Doing], without: str = "") -> list[str]:
        """Let twelve things be done at one moment, each (name in :mod:`doings`, arguments …); return what came of each.

        ``without`` names a guard that is taken away in the contenders' processes.
        """
        assert len(what) == CONTENDERS
        for place, line in enumerate(self._lines):
            line.send((url, what[place::PROCESSES], without))
        answers: list[list[str]] = []
        for line in self._lines:
            assert line.poll(_PATIENCE), "a contender is stuck"
            answers.append(line.recv())
        return [answers[place % PROCESSES][place // PROCESSES] for place in range(CONTENDERS)]

    def close(self) -> None:
        """End the processes."""
        for line in self._lines:
            line.send(None)
        for process in self._processes:
            process.join()


def _serve(line: Connection, barrier: Barrier) -> None:
    while (told := line.recv()) is not None:
        url, what, without = told
        with guards.taken_away(without):
            line.send(_contend(url, what, barrier))


def _contend(url: str, what: Sequence[Doing], barrier: Barrier) -> list[str]:
    database = open_database(url)
    outcomes = [""] * len(what)

    def one(place: int, name: str, *arguments: Any) -> None:
        barrier.wait(_PATIENCE)
        try:
            outcomes[place] = getattr(doings, name)(database, *arguments)
        except Exception as problem:
            outcomes[place] = f"{type(problem).__name__}: {problem}"

    threads = [threading.Thread(target=one, args=(place, *doing)) for place, doing in enumerate(what)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database.close()
    return outcomes
