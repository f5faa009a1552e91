"""Nearest-20 with filters and text search, each answer checked against a brute-force geodesic over all stations."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from pyproj import Geod

from bench.figures import Figures, milliseconds, percentile
from stations.actions.open_now import keys_in, statuses_at
from stations.catalogue import catalogue
from stations.geo import Point
from stations.hours import GETS_IN
from stations.search_text import like_patterns
from stations.storage.engine import Database
from stations.storage.nearest import Near, Wanted
from stations.storage.search import nearest_matching

ROUNDS = 300
MOMENT = datetime(2026, 11, 25, 2, tzinfo=UTC)  # a Wednesday, ten in the morning: the same question at any hour
_WGS84 = Geod(ellps="WGS84")
ONE_CHARACTER = ("珠", "澳", "驿", "港", "京", "路", "暖", "拉")
TWO_CHARACTERS = ("珠海", "口岸", "驿站", "澳门", "人民", "暖心", "拉萨", "情侣")


@dataclass(frozen=True)
class Truth:
    """All stations as plain arrays, for the slow answer that is certainly right."""

    keys: np.ndarray
    lats: np.ndarray
    lngs: np.ndarray
    offered: np.ndarray
    schedules: np.ndarray
    texts: list[str]

    def nearest(self, origin: Point, wanted: Wanted, limit: int) -> list[tuple[int, float]]:
        """Return keys and metres of the nearest that fit, by measuring the way to every station."""
        fits = (self.offered & wanted.offered) == wanted.offered
        if wanted.schedule_keys is not None:
            fits &= np.isin(self.schedules, list(wanted.schedule_keys))
        if wanted.text:
            patterns = [re.compile(pattern.strip("%").replace(" ", r"\s")) for pattern in like_patterns(wanted.text)]
            fits &= np.array([all(pattern.search(f" {text}") for pattern in patterns) for text in self.texts])
        places = np.flatnonzero(fits)
        count = len(places)
        _, _, metres = _WGS84.inv(
            np.full(count, origin.lng), np.full(count, origin.lat), self.lngs[places], self.lats[places]
        )
        order = np.lexsort((self.keys[places], metres))[:limit]
        return [(int(self.keys[places[one]]), float(metres[one])) for one in order]


def read_truth(database: Database) -> Truth:
    """Read every station."""
    rows = database.read(
        lambda tx: tx.tuples("SELECT key, lat, lng, offered, schedule_key, search_tokens FROM station ORDER BY key")
    )
    keys, lats, lngs, offered, schedules, texts = zip(*rows, strict=True)
    return Truth(*(np.array(column) for column in (keys, lats, lngs, offered, schedules)), texts=list(texts))


def measure(figures: Figures, database: Database, label: str) -> None:
    """Measure nearest-20 under four filters and text search of one and two characters."""
    truth = read_truth(database)
    rng = np.random.default_rng(5)
    origins = [
        Point(float(truth.lats[place] + rng.normal(0, 0.02)), float(truth.lngs[place] + rng.normal(0, 0.02)))
        for place in rng.integers(len(truth.keys), size=ROUNDS)
    ]
    open_keys = database.read(lambda tx: keys_in(statuses_at(database, tx, MOMENT), *GETS_IN))
    all_times: list[float] = []
    for name, wanted in _filters(truth, open_keys):
        times, wrong = _timed(database, truth, origins, wanted)
        share = float(np.mean((truth.offered & wanted.offered) == wanted.offered)) * 100
        figures.add(f"nearest_{label}_{name}_p50_ms", percentile(times, 0.5))
        figures.add(f"nearest_{label}_{name}_p99_ms", percentile(times, 0.99))
        figures.add(f"nearest_{label}_{name}_facilities_percent", share)
        figures.add(f"nearest_{label}_{name}_wrong_sets", wrong)
        all_times += times if name in ("aed", "aed_rest_open") else []
    figures.add(f"nearest_{label}_p50_ms", percentile(all_times, 0.5))
    figures.add(f"nearest_{label}_p99_ms", percentile(all_times, 0.99))
    _measure_search(figures, database, truth, origins, label)


def _filters(truth: Truth, open_keys: frozenset[int]) -> list[tuple[str, Wanted]]:
    mask = catalogue().mask
    rare = _rare_mask(truth)
    return [
        ("any", Wanted()),
        ("aed", Wanted(offered=mask(["aed"]))),
        ("aed_rest_open", Wanted(offered=mask(["aed", "rest_area"]), schedule_keys=open_keys)),
        ("rare_open", Wanted(offered=rare, schedule_keys=open_keys)),
    ]


def _rare_mask(truth: Truth) -> int:
    """Return facilities that about one station in a thousand has together."""
    mask = 0
    for code in catalogue().codes:
        mask |= catalogue().mask([code])
        if np.mean((truth.offered & mask) == mask) < 0.0015:
            break
    return mask


def _timed(database: Database, truth: Truth, origins: list[Point], wanted: Wanted) -> tuple[list[float], int]:
    times, wrong = [], 0
    for number, origin in enumerate(origins):
        answer: list[Near] = []

        def ask(origin: Point = origin, answer: list[Near] = answer) -> None:
            answer[:] = database.read(lambda tx: nearest_matching(database, tx, origin, wanted, 20))

        times.append(milliseconds(ask))
        if number < ROUNDS // 3 or wanted.offered.bit_count() > 3:
            expected = truth.nearest(origin, wanted, 20)
            wrong += {near.key for near in answer} != {key for key, _ in expected}
    return times, wrong


def _measure_search(figures: Figures, database: Database, truth: Truth, origins: list[Point], label: str) -> None:
    times: list[float] = []
    wrong = 0
    for name, texts in (("one", ONE_CHARACTER), ("two", TWO_CHARACTERS)):
        own: list[float] = []
        for text in texts:
            for number, origin in enumerate(origins[:30]):
                found: list[Near] = []
                own.append(milliseconds(_asking(database, origin, text, found)))
                if number == 0:
                    expected = {key for key, _ in truth.nearest(origin, Wanted(text=text), 20)}
                    wrong += {near.key for near in found} != expected
        figures.add(f"search_{label}_{name}_character_p50_ms", percentile(own, 0.5))
        figures.add(f"search_{label}_{name}_character_p99_ms", percentile(own, 0.99))
        times += own
    figures.add(f"search_{label}_p99_ms", percentile(times, 0.99))
    if database.engine == "sqlite":
        figures.add(f"search_{label.removesuffix('_sqlite')}_p99_ms", percentile(times, 0.99))
    figures.add(f"search_{label}_wrong_sets", wrong)


def _asking(database: Database, origin: Point, text: str, found: list[Near]) -> Callable[[], None]:
    def ask() -> None:
        found[:] = database.read(lambda tx: nearest_matching(database, tx, origin, Wanted(text=text), 20))

    return ask
