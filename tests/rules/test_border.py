"""Which side of the border control a station and a driver are on."""

from __future__ import annotations

from dataclasses import replace
from timeit import timeit

import pytest

from stations.border import (
    SIDE_CODES,
    checked_side,
    choices,
    codes_across,
    codes_reachable,
    is_across,
    is_near_border,
    side_at,
    side_code,
    side_of,
)
from stations.errors import Code, InvalidInput
from stations.geo import Point
from stations.station import JURISDICTIONS, Side
from tests.storage.conftest import make_station

CN, HK, MO, PORT, UNKNOWN = Side.CN, Side.HK, Side.MO, Side.PORT, Side.UNKNOWN


@pytest.mark.parametrize(
    ("place", "lat", "lng", "side"),
    [
        ("Zhuhai's port on the island of the bridge", 22.21, 113.58, CN),
        ("Macao's port on the same island", 22.2005, 113.5765, MO),
        ("Gongbei", 22.222, 113.548, CN),
        ("the Border Gate, from inside Macao", 22.2135, 113.5488, MO),
        ("Macao's new outer harbour", 22.192, 113.556, MO),
        ("Cotai", 22.145, 113.565, MO),
        ("Hengqin", 22.13, 113.53, CN),
        ("the University of Macau, on Hengqin", 22.129, 113.545, MO),
        ("Hong Kong's port by the airport", 22.316, 113.952, HK),
        ("the airport", 22.308, 113.915, HK),
        ("Hong Kong's part of Shenzhen Bay port, in Shenzhen", 22.502, 113.945, HK),
        ("the mainland's part of it, in the same building", 22.5045, 113.945, CN),
        ("Shekou, north of it", 22.515, 113.944, CN),
        ("Lo Wu, south of the river", 22.5275, 114.1135, HK),
        ("Luohu, north of the river", 22.536, 114.114, CN),
        ("Futian port", 22.52, 114.069, CN),
        ("Central", 22.283, 114.158, HK),
        ("the middle of the bridge, in the mainland's waters", 22.27, 113.75, CN),
        ("Hong Kong's waters", 22.25, 113.9, HK),
        ("the open sea", 20.5, 115.0, CN),
        ("Beijing", 39.9, 116.4, CN),
    ],
)
def test_a_point_is_on_the_side_whose_land_or_waters_it_is_in(place: str, lat: float, lng: float, side: Side) -> None:
    assert side_at(Point(lat, lng)) is side, place


def test_the_line_across_the_island_of_the_bridge_is_drawn_and_not_a_rectangle() -> None:
    column = [side_at(Point(22.198 + step * 0.0005, 113.578)) for step in range(30)]
    turn = column.index(CN)
    assert set(column[:turn]) == {MO}
    assert set(column[turn:]) == {CN}
    assert side_at(Point(22.206, 113.55)) is MO  # farther north than the line on the island, and Macao all the same


def test_asking_for_a_side_takes_microseconds() -> None:
    place = Point(22.21, 113.58)
    side_at(place)
    assert timeit(lambda: side_at(place), number=2000) / 2000 < 0.0005


@pytest.mark.parametrize(
    ("lat", "lng", "is_near"),
    [
        (22.21, 113.58, True),
        (22.222, 113.548, True),
        (22.53, 114.114, True),
        (22.27, 113.55, False),
        (22.32, 114.17, False),
        (39.9, 116.4, False),
    ],
)
def test_the_side_is_worth_asking_about_close_to_a_boundary_only(lat: float, lng: float, is_near: bool) -> None:
    assert is_near_border(Point(lat, lng)) is is_near


@pytest.mark.parametrize(
    ("driver", "station", "across"),
    [
        (CN, CN, False),
        (HK, HK, False),
        (MO, MO, False),
        (CN, HK, True),
        (CN, MO, True),
        (HK, MO, True),
        (CN, PORT, True),
        (PORT, PORT, False),
        (PORT, CN, True),
        (UNKNOWN, HK, False),
        (CN, UNKNOWN, False),
        (UNKNOWN, UNKNOWN, False),
    ],
)
def test_a_control_lies_between_two_different_sides_and_nothing_is_claimed_of_an_unknown_one(
    driver: Side, station: Side, across: bool
) -> None:
    assert is_across(driver, station) is across
    assert is_across(station, driver) is across


@pytest.mark.parametrize(
    ("driver", "reachable"), [(CN, {1}), (HK, {2}), (MO, {3}), (PORT, {4}), (UNKNOWN, {1, 2, 3, 4})]
)
def test_the_codes_to_filter_by_part_the_stations_into_reachable_and_across(driver: Side, reachable: set[int]) -> None:
    assert codes_reachable(driver) == reachable
    assert codes_across(driver) == set(SIDE_CODES.values()) - reachable


@pytest.mark.parametrize(
    ("jurisdiction", "stated", "side"),
    [
        ("CN", UNKNOWN, CN),
        ("HK", UNKNOWN, HK),
        ("MO", UNKNOWN, MO),
        ("CN", CN, CN),
        ("CN", PORT, PORT),
        ("HK", PORT, PORT),
        ("HK", CN, HK),  # cannot be stated; a list may have moved the station since
    ],
)
def test_a_station_counts_to_its_jurisdiction_unless_it_is_said_to_be_in_a_port(
    jurisdiction: str, stated: Side, side: Side
) -> None:
    station = replace(make_station("one"), jurisdiction=jurisdiction, side=stated)
    assert side_of(station) is side
    assert side_code(station) == SIDE_CODES[side]


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_what_can_be_stated_is_the_own_side_the_port_or_nothing(jurisdiction: str) -> None:
    assert [checked_side(side, jurisdiction) for side in choices(jurisdiction)] == list(choices(jurisdiction))
    for side in set(Side) - set(choices(jurisdiction)):
        with pytest.raises(InvalidInput) as refusal:
            checked_side(side, jurisdiction)
        assert (refusal.value.code, refusal.value.field) == (Code.SIDE_IMPOSSIBLE, "side")


def test_a_side_that_nobody_knows_is_refused() -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_side("left", "CN")
    assert refusal.value.code is Code.STATE_UNKNOWN
