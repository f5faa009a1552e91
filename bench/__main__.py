"""``python -m bench [PART …]``: queries, screens, browser; all of them when none is named."""

from __future__ import annotations

import sys

from bench import databases, queries
from bench.figures import Figures
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


PARTS = {"queries": measure_queries}


def main(wanted: list[str]) -> None:
    """Run the named parts and write the figures."""
    figures = Figures()
    try:
        for name in wanted or PARTS:
            PARTS[name](figures)
    finally:
        figures.write()


if __name__ == "__main__":
    main(sys.argv[1:])
