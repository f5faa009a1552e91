"""The border controls between the mainland, Hong Kong and Macao: which side a station and a driver are on.

Two hundred metres may be an hour and a permit away. Where a driver stands is asked of the boundaries that OpenStreetMap has
(``data/basemap/``), never of a rectangle: Macao's port lies on the same island as Zhuhai's, Hong Kong's Shenzhen Bay port in
Shenzhen. A driver may always say otherwise, see docs/adr/0016.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Protocol

from stations.errors import Code, InvalidInput
from stations.geo import Point
from stations.settings import DATA
from stations.station import Side

if TYPE_CHECKING:
    from shapely import MultiPolygon

SIDE_OF_JURISDICTION: Mapping[str, Side] = {"CN": Side.CN, "HK": Side.HK, "MO": Side.MO}
# what queries filter by; ``unknown`` has none, because a station nobody spoke of counts to the side of its jurisdiction
SIDE_CODES: Mapping[Side, int] = {Side.CN: 1, Side.HK: 2, Side.MO: 3, Side.PORT: 4}
_BOUNDARIES = {Side.HK: "hong_kong", Side.MO: "macao"}
_NEAR_DEGREES = 0.02  # about two kilometres: all the ports on land, and the islands of the bridge


class _Sided(Protocol):
    """What has a jurisdiction, and a side if somebody stated one: a station, whole or in a list."""

    @property
    def jurisdiction(self) -> str: ...
    @property
    def side(self) -> Side: ...


def side_of(station: _Sided) -> Side:
    """Return the side to reckon with: the port where that was stated, else the side of the jurisdiction."""
    return Side.PORT if station.side is Side.PORT else SIDE_OF_JURISDICTION[station.jurisdiction]


def side_code(station: _Sided) -> int:
    """Return the number of :data:`SIDE_CODES` for a station: 1 mainland, 2 Hong Kong, 3 Macao, 4 in a port."""
    return SIDE_CODES[side_of(station)]


def choices(jurisdiction: str) -> tuple[Side, ...]:
    """Return what can be stated about a station of that jurisdiction, ``unknown`` first."""
    return Side.UNKNOWN, SIDE_OF_JURISDICTION[jurisdiction], Side.PORT


def checked_side(side: str, jurisdiction: str) -> Side:
    """Return the side called so.

    Raises:
        InvalidInput: `state-unknown`, or `side-impossible` for the side of another jurisdiction.
    """
    if side not in list(Side):
        raise InvalidInput(Code.STATE_UNKNOWN, "side")
    if Side(side) not in choices(jurisdiction):
        raise InvalidInput(Code.SIDE_IMPOSSIBLE, "side")
    return Side(side)


def is_across(driver_side: Side, station_side: Side) -> bool:
    """Tell whether a border control lies between the two; False where one of them is not known.

    Whoever is between the controls of a port passes one whichever way they go.
    """
    return Side.UNKNOWN not in (driver_side, station_side) and driver_side is not station_side


def codes_across(driver_side: Side) -> frozenset[int]:
    """Return the codes of the stations that a driver reaches only through a border control; none if the side is unknown."""
    return frozenset(code for side, code in SIDE_CODES.items() if is_across(driver_side, side))


def codes_reachable(driver_side: Side) -> frozenset[int]:
    """Return the codes of the stations on the driver's side; all of them if that is unknown."""
    return frozenset(SIDE_CODES.values()) - codes_across(driver_side)


def side_at(point: Point) -> Side:
    """Return the side that somebody at ``point`` is on: what is neither Hong Kong nor Macao, their waters included, is ``cn``.

    Nobody is found to be in a port's closed area, whose bounds are not public. Takes some microseconds.
    """
    import shapely

    for side in _BOUNDARIES:
        if shapely.contains_xy(_territory(side), point.lng, point.lat):
            return side
    return Side.CN


def is_near_border(point: Point) -> bool:
    """Tell whether a boundary of Hong Kong or Macao is within some two kilometres, so that the side is worth asking about."""
    import shapely

    place = shapely.Point(point.lng, point.lat)
    return any(bool(shapely.dwithin(_territory(side).boundary, place, _NEAR_DEGREES)) for side in _BOUNDARIES)


@cache
def _territory(side: Side) -> MultiPolygon:
    """Return Hong Kong or Macao with its waters, in WGS-84 degrees (x is the longitude), prepared for many questions."""
    import shapely

    document = json.loads((DATA / "basemap" / "delta.json").read_text(encoding="utf-8"))
    outlines = [_ring(document, rings[0]) for rings in document["objects"][_BOUNDARIES[side]]["arcs"]]
    territory = shapely.MultiPolygon([shapely.Polygon(outline) for outline in outlines])
    shapely.prepare(territory)
    return territory


def _ring(document: Mapping[str, Any], arcs: list[int]) -> list[tuple[float, float]]:
    """Return a ring of a quantised topology (TopoJSON 1.0, §2.1.2): each position is the step from the one before."""
    (step_x, step_y), (west, south) = document["transform"]["scale"], document["transform"]["translate"]
    return [
        (west + x * step_x, south + y * step_y)
        for number in arcs
        for x, y in accumulate(document["arcs"][number], lambda at, step: [at[0] + step[0], at[1] + step[1]])
    ]
