"""The nearest AED: which one can be counted on now, and why the nearer ones cannot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stations.actions.asking import Asked, Found, Query
from stations.amenities import Amenity, AmenityState
from stations.border import SIDE_OF_JURISDICTION
from stations.catalogue import catalogue
from stations.claims import Standing
from stations.geo import Point
from stations.hours import OpenState
from stations.station import Side, emergency_number
from stations.storage import search
from stations.storage.engine import Database, Tx
from stations.storage.nearest import Wanted


@dataclass(frozen=True, slots=True)
class AedPlace:
    """A station with an AED: whether it can be counted on now, and if not, why (a code of ``aed-why-…``)."""

    found: Found
    amenity: Amenity
    why_not: str

    @property
    def is_certain(self) -> bool:
        """Whether the AED is believed to work and the station to be open."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class AedAnswer:
    """The nearest AED that can be counted on (None: none known), and those nearer that cannot, nearest first."""

    best: AedPlace | None
    nearer: tuple[AedPlace, ...]
    number: str
    jurisdiction: str


_AED_CANDIDATES = 40


def aed_now(db: Database, now: datetime, near: Point) -> AedAnswer:
    """Return where to run for an AED from ``near``, and which number to dial there."""
    mask = catalogue().mask(("aed",))

    def work(tx: Tx) -> AedAnswer:
        query = Query(near=near)
        metres = _metres(db, tx, near, mask, query)
        found = Asked(db, tx, now, query).described(list(metres), metres)
        places = [_aed_place(one) for one in found]
        best = next((number for number, place in enumerate(places) if place.is_certain), len(places))
        jurisdiction = _jurisdiction(query.own_side, found)
        return AedAnswer(
            best=places[best] if best < len(places) else None,
            nearer=tuple(places[:best]),
            number=emergency_number(jurisdiction),
            jurisdiction=jurisdiction,
        )

    return db.read(work)


def _metres(db: Database, tx: Tx, near: Point, mask: int, query: Query) -> dict[int, float]:
    """Return how far the nearest AEDs are, by station, the nearest first: those on the driver's side, and on any.

    What lies across a control is told as such and never the best; it is not hidden, because the side is only a guess.
    """
    sides = {query.side_codes, None}  # one question where no side is left out
    found = [
        one
        for codes in sides
        for one in search.nearest_matching(db, tx, near, Wanted(mentioned=mask, side_codes=codes), _AED_CANDIDATES)
    ]
    return {one.key: one.metres for one in sorted(found, key=lambda one: one.metres)}


def _jurisdiction(side: Side, found: Sequence[Found]) -> str:
    """Return whose emergency number is dialled there; where the side is not known, that of the nearest station's."""
    own = next((code for code, its_side in SIDE_OF_JURISDICTION.items() if its_side is side), "")
    return own or (found[0].station.jurisdiction if found else "CN")


def _aed_place(found: Found) -> AedPlace:
    return AedPlace(found, found.told.amenities["aed"], _why_not(found))


_DOUBTS = {
    Standing.EXPIRED: "expired",
    Standing.DISPUTED: "disputed",
    Standing.FADED: "faded",
    Standing.UNDATED: "faded",
    Standing.UNANSWERED: "faded",
}


def _why_not(found: Found) -> str:
    if found.is_across:
        return "across"
    if found.told.states["aed"] is AmenityState.OUT_OF_ORDER:
        return "out-of-order"
    doubt = _DOUBTS.get(found.told.judgements["aed"].standing)
    if doubt is not None:
        return doubt
    by_hours = {OpenState.CLOSED: "closed", OpenState.UNKNOWN: "hours-unknown", OpenState.DISPUTED: "hours-disputed"}
    return by_hours.get(found.status.state, "")
