"""Coordinates: datums and their conversion, points, boxes, distances.

Everything inside the product is WGS-84. Which datum a given pair is in is a property of the source that gave it
and is always passed in; nothing here guesses it from a rectangle, because the rectangles in common use for "inside
the mainland" contain Hong Kong and Macao too.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import numpy.typing as npt

from stations.errors import Code, InvalidInput

if TYPE_CHECKING:
    from pyproj import Geod, Transformer

Degrees = npt.NDArray[np.float64]
Pair = tuple[Degrees, Degrees]

# Krasovsky 1940, the ellipsoid behind the GCJ-02 offsets.
_AXIS = 6378245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
_BAIDU_ANGLE = math.pi * 3000.0 / 180.0
_METRES_PER_DEGREE_OF_LATITUDE = 110_540.0
_PADDING = 1.002
EARTH_RADIUS_M = 6_371_008.8
# The inverse is a fixed point that contracts by about a thousand a round: four are below a micrometre.
_INVERSE_ROUNDS = 6


class Datum(StrEnum):
    """What a pair of numbers is measured in. For `hk1980` the pair is (northing, easting) in metres."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"
    HK1980 = "hk1980"


@dataclass(frozen=True, slots=True)
class Point:
    """A place in WGS-84 degrees."""

    lat: float
    lng: float


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in WGS-84 degrees; it never crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `west,south,east,north`, the order of a GeoJSON bbox (RFC 7946, section 5).

        Raises InvalidInput `coordinates-invalid` for anything that is not four numbers in range and in order.
        """
        numbers = _numbers(text, 4, "bbox")
        west, south, east, north = numbers
        if not (-90 <= south <= north <= 90 and -180 <= west <= east <= 180):
            raise InvalidInput(Code.COORDINATES_INVALID, "bbox")
        return cls(south=south, west=west, north=north, east=east)

    def contains(self, point: Point) -> bool:
        """Whether the point lies inside or on the edge."""
        return self.south <= point.lat <= self.north and self.west <= point.lng <= self.east


# For plausibility only, and never to choose a datum: generous rectangles, each with the waters around it.
PLAUSIBLE: dict[str, Box] = {
    "CN": Box(south=3.0, west=73.0, north=54.0, east=136.0),
    "HK": Box(south=22.10, west=113.80, north=22.60, east=114.55),
    "MO": Box(south=22.05, west=113.50, north=22.24, east=113.72),
}


def parse_near(text: str, field: str = "near") -> Point:
    """Read `lat,lon` in WGS-84 as people and the API write it.

    Raises InvalidInput: `coordinates-invalid` when it is not two numbers, `coordinates-swapped` when the two are
    evidently the other way round, `coordinates-impossible` when no jurisdiction we serve is near.
    """
    lat, lng = _numbers(text, 2, field)
    return plausible_point(lat, lng, field=field)


def plausible_point(lat: float, lng: float, jurisdiction: str | None = None, field: str = "coordinates") -> Point:
    """The point, if it can lie in the jurisdiction (`CN`, `HK`, `MO`), or in any of them when none is given.

    Raises InvalidInput with `coordinates-invalid`, `coordinates-swapped` or `coordinates-impossible`.
    """
    if not (math.isfinite(lat) and math.isfinite(lng)):
        raise InvalidInput(Code.COORDINATES_INVALID, field)
    if _is_plausible(lat, lng, jurisdiction):
        return Point(lat, lng)
    if _is_plausible(lng, lat, jurisdiction):
        raise InvalidInput(Code.COORDINATES_SWAPPED, field)
    raise InvalidInput(Code.COORDINATES_IMPOSSIBLE, field)


def _is_plausible(lat: float, lng: float, jurisdiction: str | None) -> bool:
    boxes = PLAUSIBLE.values() if jurisdiction is None else (PLAUSIBLE[jurisdiction],)
    return any(box.contains(Point(lat, lng)) for box in boxes)


def _numbers(text: str, count: int, field: str) -> tuple[float, ...]:
    try:
        numbers = tuple(float(part) for part in text.replace("，", ",").split(","))
    except ValueError:
        raise InvalidInput(Code.COORDINATES_INVALID, field) from None
    if len(numbers) != count or not all(math.isfinite(number) for number in numbers):
        raise InvalidInput(Code.COORDINATES_INVALID, field)
    return numbers


# --- datums


def convert(first: npt.ArrayLike, second: npt.ArrayLike, source: Datum, target: Datum) -> Pair:
    """Convert arrays of (latitude, longitude) from one datum to another.

    Both arrays have the same shape and so has each of the results; degrees, except that Hong Kong 1980 Grid is
    (northing, easting) in metres. GCJ-02 and BD-09 are always shifted, wherever the point lies: the caller says by
    the datum whether the source shifts. Inverses are exact to well under a millimetre.
    """
    lats, lngs = np.asarray(first, dtype=np.float64), np.asarray(second, dtype=np.float64)
    if source is target:
        return lats, lngs
    return _FROM_WGS84[target](*_TO_WGS84[source](lats, lngs))


def to_wgs84(lat: float, lng: float, source: Datum) -> Point:
    """One pair in the source's datum as a WGS-84 point; for `hk1980` the pair is (northing, easting)."""
    lats, lngs = convert(lat, lng, source, Datum.WGS84)
    return Point(float(lats), float(lngs))


def from_wgs84(point: Point, target: Datum) -> tuple[float, float]:
    """A WGS-84 point as a (latitude, longitude) pair in the target datum."""
    lats, lngs = convert(point.lat, point.lng, Datum.WGS84, target)
    return float(lats), float(lngs)


def _gcj02_from_wgs84(lats: Degrees, lngs: Degrees) -> Pair:
    """Apply the GCJ-02 offsets.

    The formula is the one published with eviltransform and in the Wikipedia article "Restrictions on geographic
    data in China": a polynomial and sine series around 35° N, 105° E, scaled by the Krasovsky ellipsoid.
    """
    x, y = lngs - 105.0, lats - 35.0
    north, east = _gcj02_series(x, y)
    radians = np.radians(lats)
    magic = 1.0 - _ECCENTRICITY_SQUARED * np.sin(radians) ** 2
    root = np.sqrt(magic)
    meridian = _AXIS * (1.0 - _ECCENTRICITY_SQUARED) / (magic * root)
    parallel = _AXIS / root * np.cos(radians)
    return lats + np.degrees(north / meridian), lngs + np.degrees(east / parallel)


def _gcj02_series(x: Degrees, y: Degrees) -> Pair:
    """Metres to the north and to the east, for degrees from 105° E, 35° N."""
    shared = 20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)
    root = np.sqrt(np.abs(x))
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root
    north = north + (shared + 20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * (2.0 / 3.0)
    north = north + (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * (2.0 / 3.0)
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root
    east = east + (shared + 20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * (2.0 / 3.0)
    east = east + (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * (2.0 / 3.0)
    return north, east


def _bd09_from_gcj02(lats: Degrees, lngs: Degrees) -> Pair:
    """Baidu's step from GCJ-02, as published with eviltransform: a wobble in polar form, then a constant."""
    radius = np.hypot(lngs, lats) + 0.00002 * np.sin(lats * _BAIDU_ANGLE)
    angle = np.arctan2(lats, lngs) + 0.000003 * np.cos(lngs * _BAIDU_ANGLE)
    return radius * np.sin(angle) + 0.006, radius * np.cos(angle) + 0.0065


def _inverse(forward: Callable[[Degrees, Degrees], Pair], lats: Degrees, lngs: Degrees) -> Pair:
    guess_lats, guess_lngs = lats, lngs
    for _ in range(_INVERSE_ROUNDS):
        there_lats, there_lngs = forward(guess_lats, guess_lngs)
        guess_lats, guess_lngs = guess_lats - (there_lats - lats), guess_lngs - (there_lngs - lngs)
    return guess_lats, guess_lngs


def _wgs84_from_gcj02(lats: Degrees, lngs: Degrees) -> Pair:
    return _inverse(_gcj02_from_wgs84, lats, lngs)


def _bd09_from_wgs84(lats: Degrees, lngs: Degrees) -> Pair:
    return _bd09_from_gcj02(*_gcj02_from_wgs84(lats, lngs))


def _wgs84_from_bd09(lats: Degrees, lngs: Degrees) -> Pair:
    return _wgs84_from_gcj02(*_inverse(_bd09_from_gcj02, lats, lngs))


def _wgs84_from_hk1980(northings: Degrees, eastings: Degrees) -> Pair:
    lats, lngs = _hk1980("EPSG:2326", "EPSG:4326").transform(northings, eastings)
    return np.asarray(lats), np.asarray(lngs)


def _hk1980_from_wgs84(lats: Degrees, lngs: Degrees) -> Pair:
    northings, eastings = _hk1980("EPSG:4326", "EPSG:2326").transform(lats, lngs)
    return np.asarray(northings), np.asarray(eastings)


def _same(lats: Degrees, lngs: Degrees) -> Pair:
    return lats, lngs


@cache
def _hk1980(source: str, target: str) -> "Transformer":
    # pyproj costs a quarter of a second to import, and most processes never see a Hong Kong grid pair.
    from pyproj import Transformer

    return Transformer.from_crs(source, target)


_TO_WGS84: dict[Datum, Callable[[Degrees, Degrees], Pair]] = {
    Datum.WGS84: _same,
    Datum.GCJ02: _wgs84_from_gcj02,
    Datum.BD09: _wgs84_from_bd09,
    Datum.HK1980: _wgs84_from_hk1980,
}
_FROM_WGS84: dict[Datum, Callable[[Degrees, Degrees], Pair]] = {
    Datum.WGS84: _same,
    Datum.GCJ02: _gcj02_from_wgs84,
    Datum.BD09: _bd09_from_wgs84,
    Datum.HK1980: _hk1980_from_wgs84,
}


# --- distances


@cache
def _geod() -> "Geod":
    from pyproj import Geod

    return Geod(ellps="WGS84")


def distances_m(origin: Point, lats: npt.ArrayLike, lngs: npt.ArrayLike) -> Degrees:
    """Geodesic metres on the WGS-84 ellipsoid from the origin to each point; shape of `lats` (Karney, GeographicLib)."""
    to_lats, to_lngs = np.atleast_1d(np.asarray(lats, np.float64)), np.atleast_1d(np.asarray(lngs, np.float64))
    from_lats, from_lngs = np.full_like(to_lats, origin.lat), np.full_like(to_lngs, origin.lng)
    metres: Any = _geod().inv(from_lngs, from_lats, to_lngs, to_lats)[2]
    return np.asarray(metres, dtype=np.float64)


def angles_from(origin: Point, lats: Degrees, lngs: Degrees) -> Degrees:
    """Angles in radians between the origin and each point, as on a sphere (haversine); shape of `lats`.

    Much cheaper than the geodesic, and within 1 % of it when multiplied by the radius: for choosing what to measure.
    """
    here, there = math.radians(origin.lat), np.radians(lats)
    half_north, half_east = (there - here) / 2, np.radians(lngs - origin.lng) / 2
    haversine = np.sin(half_north) ** 2 + math.cos(here) * np.cos(there) * np.sin(half_east) ** 2
    angles: Degrees = 2 * np.arcsin(np.sqrt(haversine))
    return angles


def box_around(point: Point, radius_m: float) -> Box:
    """A box that holds every point within `radius_m` of the given one, and little more.

    A degree of latitude is at least 110.54 km; a degree of longitude shrinks with the cosine of the latitude, so the
    side nearer the pole decides. Both are padded by 0.2 %. Near the poles and the antimeridian the box widens to the
    whole parallel rather than wrap.
    """
    reach = radius_m * _PADDING / _METRES_PER_DEGREE_OF_LATITUDE
    south, north = max(-90.0, point.lat - reach), min(90.0, point.lat + reach)
    narrowest = math.cos(math.radians(max(abs(south), abs(north))))
    width = reach / narrowest if narrowest > 1e-9 else 360.0
    west, east = point.lng - width, point.lng + width
    if west < -180.0 or east > 180.0:
        west, east = -180.0, 180.0
    return Box(south=south, west=west, north=north, east=east)
