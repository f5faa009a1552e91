"""Collecting figures: a flat table of name → number, printed and written to ``var/bench.json``."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path

FILE = Path(__file__).resolve().parent.parent / "var" / "bench.json"


class Figures:
    """The figures of one run, in the order in which they were measured."""

    def __init__(self) -> None:
        self.values: dict[str, float | int | bool] = {}

    def add(self, name: str, value: float | int | bool) -> None:
        """Note one figure and print it at once, so that a run that is cut short has told what it knew."""
        self.values[name] = value if isinstance(value, bool | int) else round(value, 3)
        print(f"  {name:<44} {self.values[name]}", flush=True)

    def write(self) -> None:
        """Write what was measured; figures of parts that were not run this time are kept from the last run."""
        earlier = json.loads(FILE.read_text()) if FILE.exists() else {}
        FILE.parent.mkdir(exist_ok=True)
        FILE.write_text(json.dumps(earlier | self.values, indent=2) + "\n")


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least ``share`` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def milliseconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1000
