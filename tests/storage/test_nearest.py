"""Nearest stations, compared with the geodesic to every single one."""

from __future__ import annotations

import random

import pytest
from pyproj import Geod

from stations.geo import Point
from stations.hours import Schedule
from stations.station import Station
from stations.storage import schedules
from stations.storage.engine import Database
from stations.storage.nearest import HoursAsked, Near, Wanted, nearest, passed_over
from stations.storage.search import RARE, nearest_matching
from tests.storage.conftest import fill, make_station, scattered

COUNT = 3000
WGS84 = Geod(ellps="WGS84")
ORIGINS = [
    Point(22.21, 113.58),
    Point(22.2005, 114.2),
    Point(39.9, 116.4),
    Point(31.2, 121.5),
    Point(18.2, 109.5),
    Point(49.0, 87.0),
    Point(22.19, 113.54),
]

FAR = 6_000_000.0


@pytest.fixture(scope="module")
def filled(shared_db: Database) -> tuple[Database, list[Station], int]:
    made = scattered(COUNT, seed=20261122)
    return shared_db, made, fill(shared_db, made)


def _metres(origin: Point, made: list[Station]) -> list[float]:
    count = len(made)
    lngs, lats = [station.lng for station in made], [station.lat for station in made]
    return list(WGS84.inv([origin.lng] * count, [origin.lat] * count, lngs, lats)[2])


def _by_brute_force(
    origin: Point, made: list[Station], first: int, wanted: Wanted, hours: set[str | None] | None, limit: int
) -> list[tuple[int, float]]:
    fitting = [
        (round(far, 4), first + number)
        for number, (station, far) in enumerate(zip(made, _metres(origin, made), strict=True))
        if station.offered & wanted.offered == wanted.offered
        and station.mentioned & wanted.mentioned == wanted.mentioned
        and (hours is None or station.schedule.opening_hours in hours)
        and wanted.text in station.names["zh-Hans"]
    ]
    return [(key, far) for far, key in sorted(fitting)[:limit]]


def _same(found: list[Near], expected: list[tuple[int, float]]) -> None:
    assert {near.key for near in found} == {key for key, _ in expected}
    assert [near.metres for near in found] == pytest.approx([far for _, far in expected], abs=0.001)
    assert [near.metres for near in found] == sorted(near.metres for near in found)


@pytest.mark.parametrize("limit", [1, 20, 200])
@pytest.mark.parametrize(
    ("offered", "mentioned"),
    [(0, 0), (0b1, 0), (0b11, 0), (0b111111, 0), (0, 0b1), (0b10, 0b1001), (1 << 40, 0)],
    ids=["all", "one", "two", "six", "mentioned", "both", "none has it"],
)
def test_the_nearest_with_these_facilities_are_exactly_those(
    filled: tuple[Database, list[Station], int], offered: int, mentioned: int, limit: int
) -> None:
    db, made, first = filled
    wanted = Wanted(offered=offered, mentioned=mentioned)
    for origin in ORIGINS:
        found = db.read(lambda tx, at=origin: nearest_matching(db, tx, at, wanted, limit))
        _same(found, _by_brute_force(origin, made, first, wanted, None, limit))


@pytest.mark.parametrize(
    "hours",
    [{"24/7"}, {"24/7", "Mo-Su 06:00-23:00"}, {None}, set()],
    ids=["one", "two", "unpublished", "nothing is open"],
)
def test_the_nearest_with_these_schedules_are_exactly_those(
    filled: tuple[Database, list[Station], int], hours: set[str | None]
) -> None:
    db, made, first = filled
    keys = db.write(lambda tx: {schedules.intern(tx, Schedule("CN", text)) for text in hours})
    wanted = Wanted(offered=0b1, schedule_keys=keys)
    for origin in ORIGINS:
        found = db.read(lambda tx, at=origin: nearest_matching(db, tx, at, wanted, 20))
        _same(found, _by_brute_force(origin, made, first, wanted, hours, 20))


@pytest.mark.parametrize("text", ["港口", "东桥头", "驿站", "13号", "没有这样的"])
@pytest.mark.parametrize("by_schedule", [False, True])
def test_the_nearest_with_these_words_are_exactly_those(
    filled: tuple[Database, list[Station], int], text: str, by_schedule: bool
) -> None:
    db, made, first = filled
    hours: set[str | None] | None = {"24/7", None} if by_schedule else None
    keys = db.write(lambda tx: {schedules.intern(tx, Schedule("CN", it)) for it in hours}) if hours else None
    wanted = Wanted(mentioned=0b1, schedule_keys=keys, text=text)
    for origin in ORIGINS:
        expected = _by_brute_force(origin, made, first, wanted, hours, 20)
        _same(db.read(lambda tx, at=origin: nearest_matching(db, tx, at, wanted, 20)), expected)
        _same(db.read(lambda tx, at=origin: nearest(tx, at, wanted, 20, FAR)), expected)


def test_the_words_above_are_some_rare_and_some_common(filled: tuple[Database, list[Station], int]) -> None:
    _, made, _ = filled
    counts = {text: sum(text in station.names["zh-Hans"] for station in made) for text in ("港口", "东桥头", "驿站")}
    assert counts["东桥头"] < RARE < counts["驿站"]


def test_random_questions_have_exact_answers(filled: tuple[Database, list[Station], int]) -> None:
    db, made, first = filled
    rng = random.Random(7)
    for _ in range(60):
        origin = Point(rng.uniform(18, 52), rng.uniform(73, 135))
        wanted = Wanted(offered=rng.choice([0, 1, 3, 0b1000100]), mentioned=rng.choice([0, 2]))
        limit = rng.choice([1, 5, 20, 50])
        found = db.read(lambda tx, at=origin, w=wanted, n=limit: nearest_matching(db, tx, at, w, n))
        _same(found, _by_brute_force(origin, made, first, wanted, None, limit))


def test_stations_at_the_same_place_come_in_the_order_of_their_keys(empty_db: Database) -> None:
    first = fill(empty_db, [make_station(f"twin{number}") for number in range(30)])
    found = empty_db.read(lambda tx: nearest_matching(empty_db, tx, Point(22.3, 113.6), Wanted(), 20))
    assert [near.key for near in found] == list(range(first, first + 20))


def test_without_stations_nothing_is_near(empty_db: Database) -> None:
    assert empty_db.read(lambda tx: nearest_matching(empty_db, tx, Point(22.21, 113.58), Wanted(), 20)) == []


def test_what_filters_hide_nearby_is_counted_under_its_first_reason(empty_db: Database) -> None:
    fill(
        empty_db,
        [
            make_station("fits", offered=1, hours="24/7"),
            make_station("without", hours="24/7"),
            make_station("without and closed", hours="Mo-Fr 08:00-18:00"),
            make_station("closed", offered=1, hours="Mo-Fr 08:00-18:00"),
            make_station("unknown", offered=1),
            make_station("far away", lat=30.0, hours="24/7"),
        ],
    )
    keys = empty_db.write(
        lambda tx: {text: schedules.intern(tx, Schedule("CN", text)) for text in ("Mo-Fr 08:00-18:00", None)}
    )
    passed = empty_db.read(
        lambda tx: passed_over(
            tx, Point(22.21, 113.58), 50_000, 1, HoursAsked({keys["Mo-Fr 08:00-18:00"]}, {keys[None]}, 0)
        )
    )
    assert (passed.without_facility, passed.closed, passed.hours_unknown) == (2, 1, 1)
