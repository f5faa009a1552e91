"""Places so close together that they may be one."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from stations.geo import Point, distances_m
from stations.neighbours import CLOSE_M, may_be_the_same, places_of
from tests.storage.conftest import make_station


def test_the_close_places_are_those_that_measuring_all_finds() -> None:
    rng = random.Random(7)
    lats = np.array([22.27 + rng.gauss(0, 0.001) for _ in range(400)])
    lngs = np.array([113.55 + rng.gauss(0, 0.001) for _ in range(400)])
    places = places_of(np.arange(400), lats, lngs)
    for _ in range(50):
        point = Point(22.27 + rng.gauss(0, 0.001), 113.55 + rng.gauss(0, 0.001))
        metres = distances_m(point, lats, lngs)
        close = sorted((far, key) for key, far in enumerate(metres.tolist()) if far <= CLOSE_M)
        assert places.near(point) == [(key, far) for far, key in close]


def test_where_there_is_nothing_nothing_is_close() -> None:
    assert places_of(np.empty(0, np.int64), np.empty(0), np.empty(0)).near(Point(22.27, 113.55)) == []


@pytest.mark.parametrize(
    ("names", "source", "same"),
    [
        ({"zh-Hans": "工会驿站"}, "a list", True),
        ({"zh-Hant": "工會驛站"}, "a list", True),
        ({"zh-Hans": "另一个驿站"}, "a list", False),
        ({"zh-Hans": "另一个驿站"}, "another list", True),
    ],
    ids=["same name", "same name in the other script", "another of the same list", "of another list"],
)
def test_a_neighbour_may_be_the_same_by_its_name_or_because_another_list_has_it(
    names: dict[str, str], source: str, same: bool
) -> None:
    station = replace(make_station("one"), names={"zh-Hans": "工会驿站"}, source="a list")
    assert may_be_the_same(station, names, source) is same
