"""``python -m bench [PART …]``: queries, screens, browser, trust, bookings; all of them when none is named."""

from __future__ import annotations

import sys
from typing import Any

import psutil

from bench import bookings, databases, first_load, queries, reruns, trust, viewports
from bench.figures import Figures
from bench.server import serving
from stations.storage.engine import open_database


def measure_queries(figures: Figures) -> None:
    """Both engines, both sizes."""
    for count in databases.SIZES:
        size = f"{count // 1000}k"
        print(f"\nqueries, {count} stations", flush=True)
        database = open_database(databases.sqlite_url(count))
        queries.measure(figures, database, f"{size}_sqlite")
        database.close()
        with databases.postgres_url(count) as url:
            database = open_database(url)
            queries.measure(figures, database, f"{size}_postgres")
            database.close()


def measure_screens(figures: Figures) -> None:
    """Reruns, viewports and sessions of the real server, on SQLite, at both sizes."""
    for count in databases.SIZES:
        size = f"{count // 1000}k"
        print(f"\nscreens, {count} stations", flush=True)
        with serving(databases.sqlite_url(count)) as server:
            reruns.measure_pages(figures, server, size)
            viewports.measure(figures, server, size)
            if count == max(databases.SIZES):
                reruns.measure_sessions(figures, server)


def measure_browser(figures: Figures) -> None:
    """First load on a phone."""
    print("\nfirst load", flush=True)
    with serving(databases.sqlite_url(max(databases.SIZES))) as server:
        first_load.measure(figures, server)


def measure_trust(figures: Figures) -> None:
    """How often "you can use it now" was true, in a simulated year."""
    print("\ntrust", flush=True)
    trust.measure(figures)


def measure_bookings(figures: Figures) -> None:
    """Bookings a second, and whether every answer was true."""
    print("\nbookings", flush=True)
    bookings.measure(figures)


PARTS = {
    "queries": measure_queries,
    "screens": measure_screens,
    "browser": measure_browser,
    "trust": measure_trust,
    "bookings": measure_bookings,
}


def main(wanted: list[str]) -> None:
    """Run the named parts and write the figures."""
    figures = Figures()
    before = psutil.cpu_times()
    try:
        for name in wanted or PARTS:
            PARTS[name](figures)
    finally:
        figures.add("machine_steal_percent", _steal_percent(before, psutil.cpu_times()))
        figures.write()


def _steal_percent(before: Any, after: Any) -> float:
    """Return how much of the processors' time others on the same hardware took: what is above a few explains outliers."""
    return 100 * (getattr(after, "steal", 0.0) - getattr(before, "steal", 0.0)) / max(1e-9, sum(after) - sum(before))


if __name__ == "__main__":
    main(sys.argv[1:])
