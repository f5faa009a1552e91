"""The nearest AED: which one can be counted on now, and why the nearer ones cannot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stations.actions.asking import Asked, Found, Query
from stations.amenities import Amenity, AmenityState
from stations.catalogue import catalogue
from stations.claims import Standing
from stations.geo import Point
from stations.hours import OpenState
from stations.station import emergency_number
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
        wanted = Wanted(mentioned=mask, side_codes=query.side_codes)  # nobody runs through a border control
        candidates = search.nearest_matching(db, tx, near, wanted, _AED_CANDIDATES)
        metres = {one.key: one.metres for one in candidates}
        found = Asked(db, tx, now, query).described(list(metres), metres)
        places = [_aed_place(one) for one in found]
        best = next((number for number, place in enumerate(places) if place.is_certain), len(places))
        jurisdiction = found[0].station.jurisdiction if found else "CN"
        return AedAnswer(
            best=places[best] if best < len(places) else None,
            nearer=tuple(places[:best]),
            number=emergency_number(jurisdiction),
            jurisdiction=jurisdiction,
        )

    return db.read(work)


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
    if found.told.states["aed"] is AmenityState.OUT_OF_ORDER:
        return "out-of-order"
    doubt = _DOUBTS.get(found.told.judgements["aed"].standing)
    if doubt is not None:
        return doubt
    by_hours = {OpenState.CLOSED: "closed", OpenState.UNKNOWN: "hours-unknown", OpenState.DISPUTED: "hours-disputed"}
    return by_hours.get(found.status.state, "")
