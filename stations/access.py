"""Getting in: who is let in, how, on which side of the border, inside of what, and where a vehicle may stand."""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from stations.border import checked_side
from stations.edits import checked_names, tidied
from stations.errors import Code, InvalidInput
from stations.schedule import checked
from stations.station import Audience, ParkingFee, Station
from stations.words import Names

T = TypeVar("T", bound=StrEnum)
DIRECTIONS_LENGTH = 300
HOST_LENGTH = 120
PARKING_NOTE_LENGTH = 200
LEAST_HEIGHT_M, MOST_HEIGHT_M = 1, 10
PARKING = ("truck_parking", "motorcycle_parking")


@dataclass(frozen=True, slots=True)
class Access:
    """What somebody who cares for a station says about getting in, all of it at once; see :class:`Station`."""

    audience: str = Audience.UNKNOWN
    way_in: str = "unknown"
    directions: Names = field(default_factory=dict)
    side: str = "unknown"
    height_limit_m: float | None = None
    parking_fee: str = ParkingFee.UNKNOWN
    parking_note: str = ""
    host: Names = field(default_factory=dict)


def access_of(station: Station) -> Access:
    """Return what is stored about getting in."""
    return Access(
        audience=station.audience,
        way_in=station.schedule.way_in,
        directions=station.directions,
        side=station.side,
        height_limit_m=station.height_limit_m,
        parking_fee=station.parking_fee,
        parking_note=station.parking_note,
        host=station.host,
    )


def with_access(station: Station, access: Access) -> Station:
    """Return the station with what ``access`` says, tidied.

    Raises:
        InvalidInput: a word that nobody knows, a text too long, an impossible height, the side of another jurisdiction;
            names the field.
    """
    return replace(
        station,
        audience=_member(Audience, access.audience, "audience"),
        schedule=checked(replace(station.schedule, way_in=access.way_in)),
        directions=checked_names(access.directions, DIRECTIONS_LENGTH, "directions"),
        side=checked_side(access.side, station.jurisdiction),
        height_limit_m=checked_height(access.height_limit_m),
        parking_fee=_member(ParkingFee, access.parking_fee, "parking_fee"),
        parking_note=tidied(access.parking_note, PARKING_NOTE_LENGTH, "parking_note"),
        host=checked_names(access.host, HOST_LENGTH, "host"),
    )


def checked_height(metres: float | None) -> float | None:
    """Return the height limit to the centimetre; raises InvalidInput `height-invalid` outside 1 to 10 m."""
    if metres is None:
        return None
    if not (math.isfinite(metres) and LEAST_HEIGHT_M <= metres <= MOST_HEIGHT_M):
        raise InvalidInput(Code.HEIGHT_INVALID, "height_limit_m", least=LEAST_HEIGHT_M, most=MOST_HEIGHT_M)
    return round(metres, 2)


def _member(family: type[T], code: str, name: str) -> T:
    if code not in list(family):
        raise InvalidInput(Code.STATE_UNKNOWN, name)
    return family(code)
