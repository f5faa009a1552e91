"""A station (FHIR Location): where it is, whose it is, how to get in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from stations.claims import Claim
from stations.hours import Schedule
from stations.words import Names

EMERGENCY_NUMBERS = {"CN": "120", "HK": "999", "MO": "999"}
JURISDICTIONS = tuple(EMERGENCY_NUMBERS)


class Audience(StrEnum):
    """Who is let in."""

    ANYONE = "anyone"
    MEMBERS = "members"
    UNKNOWN = "unknown"
    DRIVERS = "drivers"  # whoever shows that they drive for a living: a licence, a permit, the order on their phone


class Side(StrEnum):
    """Between which border controls a station lies: on one of three sides, or in the closed area of a port.

    Of the three sides a station can be said to be on that of its jurisdiction only, see ``stations/border.py``.
    """

    CN = "cn"
    HK = "hk"
    MO = "mo"
    PORT = "port"
    UNKNOWN = "unknown"


class ParkingFee(StrEnum):
    """Whether parking at the station costs something."""

    FREE = "free"
    PAID = "paid"
    UNKNOWN = "unknown"


class Position(StrEnum):
    """How good the coordinates are."""

    EXACT = "exact"
    APPROXIMATE = "approximate"


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that extends its services to a station, with the jurisdiction it comes from."""

    names: Names
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class Contact:
    """How to reach the station; ``phone`` is E.164, "" where nobody published one."""

    phone: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Station:
    """One station. ``lat`` and ``lng`` are WGS-84 degrees; ``given_*`` is the pair as the source gave it, in ``datum``.

    The way in is part of ``schedule`` (it changes with the hour); ``audience`` says who is let in; ``directions`` how to
    find the door. ``offered`` and ``mentioned`` are bit masks of the catalogue: what is said to work, and what is said to be
    there whether or not it works. ``version`` counts the edits, and an edit must name the version it was made from.
    ``claims`` tells who stated the hours, the way in and the position, and when (:data:`stations.trust.FACTS`).

    ``side`` is what somebody stated, ``unknown`` where nobody did. ``height_limit_m`` is the height in metres of the lowest
    thing a vehicle must pass to park, None where nobody published one; ``host`` names what the station is inside of (a bank, a
    clinic), {} where it is none or not known. How many may park is the quantity of the facilities for parking.
    """

    id: str
    names: Names
    jurisdiction: str
    lat: float
    lng: float
    given_lat: float
    given_lng: float
    datum: str
    position: Position
    address: Names
    district: str
    directions: Names
    audience: Audience
    contact: Contact
    owner: Names
    partners: tuple[Partner, ...]
    serves: Names
    schedule: Schedule
    offered: int
    mentioned: int
    is_demo: bool
    source: str
    updated_at: datetime
    version: int
    claims: Mapping[str, Claim] = field(default_factory=dict)
    side: Side = Side.UNKNOWN
    height_limit_m: float | None = None
    parking_fee: ParkingFee = ParkingFee.UNKNOWN
    parking_note: str = ""
    host: Names = field(default_factory=dict)


def emergency_number(jurisdiction: str) -> str:
    """Return the number to dial in an emergency there (120 in the mainland, 999 in Hong Kong and Macao)."""
    return EMERGENCY_NUMBERS[jurisdiction]
