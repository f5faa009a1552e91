"""Getting in and parking, in words: pure wording, the same on every face of the product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from stations.access import PARKING
from stations.amenities import Amenity, AmenityState
from stations.border import SIDE_OF_JURISDICTION, is_near_border, side_of
from stations.catalogue import catalogue
from stations.geo import Point
from stations.station import ParkingFee, Side, Station
from stations.words import pick, say

_BAYS = {"truck_parking": "parking-truck-bays", "motorcycle_parking": "parking-motorcycle-bays"}


@dataclass(frozen=True, slots=True)
class Fact:
    """What is known in a few words, and what it means for whoever comes."""

    title: str
    text: str


def way_in_facts(station: Station, lang: str) -> list[Fact]:
    """Return how one gets in, who is let in, the side of the border where it matters, and what the station is inside of."""
    way, audience, side = station.schedule.way_in, station.audience, shown_side(station)
    facts = [
        Fact(say(lang, f"way-in-{way}"), say(lang, f"way-in-{way}-how")),
        Fact(say(lang, f"audience-{audience}"), say(lang, f"audience-{audience}-note")),
    ]
    if side is not None:
        facts.append(Fact(say(lang, f"side-{side}"), say(lang, f"side-{side}-note")))
    if host := pick(station.host, lang):
        facts.append(Fact(say(lang, "host-label"), host))
    return facts


def shown_side(station: Station) -> Side | None:
    """Return the side as stated; ``unknown`` only close to a border, and None where nobody would wonder."""
    if station.side in (Side.PORT, SIDE_OF_JURISDICTION[station.jurisdiction]):
        return side_of(station)
    return Side.UNKNOWN if is_near_border(Point(station.lat, station.lng)) else None


def parking_fact(
    station: Station, said: Mapping[str, Amenity], states: Mapping[str, AmenityState], lang: str
) -> Fact | None:
    """Return what is known of parking, with what is not; None where nobody said anything that has to do with it."""
    bays = list(_bays(said, states, lang))
    is_spoken_of = station.height_limit_m is not None or station.parking_fee is not ParkingFee.UNKNOWN
    if not (bays or is_spoken_of or station.parking_note):
        return None
    parts = [*bays, height_words(station.height_limit_m, lang), say(lang, f"parking-fee-{station.parking_fee}")]
    text = " · ".join([*parts, station.parking_note] if station.parking_note else parts)
    return Fact(say(lang, "parking-label"), text)


def height_words(metres: float | None, lang: str) -> str:
    """Return the height limit in words, or that nobody published one."""
    return say(lang, "parking-height-unknown") if metres is None else say(lang, "parking-height", metres=f"{metres:g}")


def bays_words(facility: str, quantity: int, lang: str) -> str:
    """Return for example "12 truck bays"; the number alone for what is no place to park."""
    return say(lang, _BAYS.get(facility, "amenity-quantity"), count=quantity)


def _bays(said: Mapping[str, Amenity], states: Mapping[str, AmenityState], lang: str) -> Iterator[str]:
    for code in PARKING:
        if states.get(code) is AmenityState.AVAILABLE:
            quantity = said[code].quantity
            yield pick(catalogue()[code].names, lang) if quantity is None else bays_words(code, quantity, lang)
