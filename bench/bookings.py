"""Bookings a second on both engines, with the disk's own flush and a slower one, in an empty house and in an old one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from statistics import median
from typing import Any

import psycopg

from bench.booking_history import add_history
from bench.databases import FOLDER, postgres_server
from bench.figures import Figures
from bench.slow_disk import flushing_longer
from stations.actions.start import start
from stations.settings import ROOT
from stations.storage.engine import open_database

CLIENTS = (1, 16, 64)
OPERATIONS = {1: 1_000, 16: 8_000, 64: 8_000}
SLOWER_MS = 2
HISTORY = 1_000_000
_RUNS = 3
_seeds = count(1)


def measure(figures: Figures) -> None:
    """Every engine, flush and number of clients; then 64 clients again in a house with a million bookings."""
    for slower in (0, SLOWER_MS):
        for engine in ("sqlite", "postgres"):
            _measure_engine(figures, engine, slower)


def _measure_engine(figures: Figures, engine: str, slower: int) -> None:
    flush = f"_flush_{slower}ms" if slower else ""
    environment = flushing_longer(slower)
    opened = _sqlite() if engine == "sqlite" else _postgres(environment)
    with opened as url:
        for clients in CLIENTS:
            _measure(figures, url, clients, f"{engine}_{clients}{flush}", environment)
        if not slower:
            figures.add(f"bookings_history_{engine}_seconds", add_history(url, HISTORY))
            _measure(figures, url, 64, f"{engine}_64_million", environment)


def _measure(figures: Figures, url: str, clients: int, label: str, environment: dict[str, str]) -> None:
    """Note the medians of some runs, and anything at all that was wrong in any of them."""
    runs = [_run(url, clients, environment) for _ in range(_RUNS)]
    for name in ("bookings_per_s", "p50_ms", "p99_ms", "processor_ms"):
        figures.add(_named(name, label), median(one[name] for one in runs))
    figures.add(f"bookings_wrong_{label}", sum(len(one["wrong"]) for one in runs))
    for problem in [problem for one in runs for problem in one["wrong"]][:10]:
        print(f"    {problem}")
    print(f"    {runs[-1]['answers']}", flush=True)


def _named(name: str, label: str) -> str:
    return f"{name}_{label}" if name.startswith("bookings") else f"bookings_{name.removesuffix('_ms')}_ms_{label}"


def _run(url: str, clients: int, environment: dict[str, str]) -> dict[str, Any]:
    command = [
        sys.executable,
        "-m",
        "bench.booking_clients",
        url,
        str(clients),
        str(OPERATIONS[clients]),
        str(next(_seeds)),
    ]
    slowed = environment if url.startswith("sqlite") else {}  # PostgreSQL's server flushes, not its clients
    done = subprocess.run(command, cwd=ROOT, env=os.environ | slowed, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@contextmanager
def _sqlite() -> Iterator[str]:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for leftover in FOLDER.glob("bookings.db*"):
        leftover.unlink()
    url = f"sqlite:///{FOLDER / 'bookings.db'}"
    _furnish(url)
    yield url


@contextmanager
def _postgres(environment: dict[str, str]) -> Iterator[str]:
    with postgres_server(environment) as server:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute("DROP DATABASE IF EXISTS bookings")
            connection.execute("CREATE DATABASE bookings")
        _furnish(f"{server}/bookings")
        yield f"{server}/bookings"


def _furnish(url: str) -> None:
    database = open_database(url)
    start(database, datetime.now(UTC))
    database.close()
