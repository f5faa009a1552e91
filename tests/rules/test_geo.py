"""Coordinates: what is converted, what is refused, and that no near station can fall outside the search box."""

import math

import numpy as np
import pytest
from pyproj import Geod

from stations.errors import Code, InvalidInput
from stations.geo import (
    Box,
    Datum,
    Point,
    box_around,
    convert,
    distances_m,
    from_wgs84,
    parse_near,
    plausible_point,
    to_wgs84,
)

PORT = Point(22.21, 113.58)
SHIFTED = [Datum.GCJ02, Datum.BD09]


@pytest.mark.parametrize(("datum", "at_least_m", "at_most_m"), [(Datum.GCJ02, 600, 630), (Datum.BD09, 1_100, 1_400)])
def test_the_port_is_shifted_by_as_much_as_the_datum_says(datum: Datum, at_least_m: float, at_most_m: float) -> None:
    lat, lng = from_wgs84(PORT, datum)
    assert at_least_m < distances_m(PORT, [lat], [lng])[0] < at_most_m


def test_gcj02_agrees_with_a_pair_computed_by_other_programs() -> None:
    # Tiananmen, as eviltransform's own tests have it: WGS-84 31.1774276, 121.5272106 is GCJ-02 31.17530398364597, …
    lat, lng = from_wgs84(Point(31.1774276, 121.5272106), Datum.GCJ02)
    assert (lat, lng) == pytest.approx((31.17530398364597, 121.531541859215), abs=1e-9)


@pytest.mark.parametrize("datum", SHIFTED)
def test_there_and_back_is_within_a_millimetre_over_the_whole_country(datum: Datum) -> None:
    draw = np.random.default_rng(7)
    lats, lngs = draw.uniform(3.5, 53.5, 5_000), draw.uniform(73.5, 135.0, 5_000)
    back_lats, back_lngs = convert(*convert(lats, lngs, Datum.WGS84, datum), datum, Datum.WGS84)
    metres = Geod(ellps="WGS84").inv(lngs, lats, back_lngs, back_lats)[2]
    assert np.max(metres) < 0.001


@pytest.mark.parametrize("place", [PORT, Point(22.2, 113.545), Point(22.285, 114.158)], ids=["port", "macao", "hk"])
def test_the_source_decides_whether_a_pair_is_shifted_and_not_the_place(place: Point) -> None:
    assert to_wgs84(place.lat, place.lng, Datum.WGS84) == place
    assert to_wgs84(place.lat, place.lng, Datum.GCJ02) != place


def test_a_hong_kong_grid_pair_is_read_as_northing_and_easting() -> None:
    # The grid's own origin (EPSG:2326): 819069.80 N, 836694.05 E at 22°18'43.68" N, 114°10'42.80" E of Hong Kong 1980.
    point = to_wgs84(819_069.80, 836_694.05, Datum.HK1980)
    assert (point.lat, point.lng) == pytest.approx((22.3106, 114.1810), abs=0.0005)
    northing, easting = from_wgs84(point, Datum.HK1980)
    assert (northing, easting) == pytest.approx((819_069.80, 836_694.05), abs=0.01)


def test_a_box_is_read_in_the_order_of_geojson() -> None:
    assert Box.parse("113.5,22.1,113.7,22.3") == Box(south=22.1, west=113.5, north=22.3, east=113.7)


@pytest.mark.parametrize(
    "text",
    ["", "1,2,3", "a,b,c,d", "113.7,22.1,113.5,22.3", "113.5,22.3,113.7,22.1", "1,2,3,nan", "-181,0,0,1", "0,0,1,91"],
)
def test_a_box_that_is_no_box_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        Box.parse(text)
    assert refusal.value.code is Code.COORDINATES_INVALID


def test_near_is_read_as_latitude_then_longitude() -> None:
    assert parse_near("22.2,113.57") == Point(22.2, 113.57)
    assert parse_near(" 22.2，113.57 ") == Point(22.2, 113.57)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("113.57,22.2", Code.COORDINATES_SWAPPED),
        ("116.4,39.9", Code.COORDINATES_SWAPPED),
        ("0,0", Code.COORDINATES_IMPOSSIBLE),
        ("48.86,2.35", Code.COORDINATES_IMPOSSIBLE),
        ("22.2", Code.COORDINATES_INVALID),
        ("22.2,here", Code.COORDINATES_INVALID),
        ("nan,113", Code.COORDINATES_INVALID),
        ("inf,113", Code.COORDINATES_INVALID),
    ],
)
def test_a_position_that_cannot_be_is_refused_with_its_reason(text: str, code: Code) -> None:
    with pytest.raises(InvalidInput) as refusal:
        parse_near(text)
    assert refusal.value.code is code


@pytest.mark.parametrize(
    ("lat", "lng", "jurisdiction", "code"),
    [
        (22.285, 114.158, "MO", Code.COORDINATES_IMPOSSIBLE),
        (22.2, 113.545, "HK", Code.COORDINATES_IMPOSSIBLE),
        (113.545, 22.2, "MO", Code.COORDINATES_SWAPPED),
        (39.9, 116.4, "HK", Code.COORDINATES_IMPOSSIBLE),
        (math.nan, 116.4, "CN", Code.COORDINATES_INVALID),
    ],
)
def test_a_station_must_lie_in_its_jurisdiction(lat: float, lng: float, jurisdiction: str, code: Code) -> None:
    with pytest.raises(InvalidInput) as refusal:
        plausible_point(lat, lng, jurisdiction)
    assert refusal.value.code is code


@pytest.mark.parametrize("jurisdiction", ["CN", "MO"])
def test_the_port_may_belong_to_either_side(jurisdiction: str) -> None:
    assert plausible_point(PORT.lat, PORT.lng, jurisdiction) == PORT


@pytest.mark.parametrize("lat", [0.0, 22.21, 53.0, -45.0])
@pytest.mark.parametrize("radius_m", [100.0, 3_000.0, 250_000.0])
def test_the_box_holds_every_point_of_its_circle(lat: float, radius_m: float) -> None:
    centre = Point(lat, 113.58)
    bearings = np.linspace(0, 360, 721)
    lngs, lats, _ = Geod(ellps="WGS84").fwd(
        np.full_like(bearings, centre.lng), np.full_like(bearings, lat), bearings, np.full_like(bearings, radius_m)
    )
    box = box_around(centre, radius_m)
    assert all(box.contains(Point(*pair)) for pair in zip(lats, lngs, strict=True))
    assert (box.north - box.south) < 2.02 * (radius_m / 110_540)


def test_a_box_at_the_edge_of_the_world_stays_a_box() -> None:
    assert box_around(Point(89.9, 0), 50_000).north == 90.0
    assert box_around(Point(0, 179.99), 50_000) == Box(
        south=pytest.approx(-0.4532, abs=1e-3), west=-180.0, north=pytest.approx(0.4532, abs=1e-3), east=180.0
    )


def test_distances_are_geodesic_metres() -> None:
    metres = distances_m(Point(0, 0), [0, 1], [1, 0])
    assert metres == pytest.approx([111_319.491, 110_574.389], abs=0.001)
