"""What a station has and in which state it is, as far as anybody said and as far as that can still be believed.

A facility that nobody has said anything about is ``unknown``: there is no row for it, and no default. What somebody said
is a claim that fades (:mod:`stations.claims`); the state to show follows from the claim, what drivers saw, and the hour.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from stations.claims import Claim, Judgement, Sighting, Standing, judge
from stations.instants import local_midnight
from stations.trust import CheckedBy, decay_of

__all__ = [
    "MOST_OF_A_KIND",
    "NOTE_LENGTH",
    "PLACE_LENGTH",
    "STATED",
    "Amenity",
    "AmenityState",
    "CheckedBy",
    "Seen",
    "claim_of",
    "first_expiry",
    "is_offered",
    "judged",
    "state_of",
]

NOTE_LENGTH = 200
PLACE_LENGTH = 80
MOST_OF_A_KIND = 999
DAY = timedelta(days=1)


class AmenityState(StrEnum):
    """The five answers to "is it there and does it work?". Nobody says ``disputed``: it follows from contradictions."""

    AVAILABLE = "available"
    OUT_OF_ORDER = "out-of-order"
    ABSENT = "absent"
    UNKNOWN = "unknown"
    DISPUTED = "disputed"


STATED = (AmenityState.AVAILABLE, AmenityState.OUT_OF_ORDER, AmenityState.ABSENT, AmenityState.UNKNOWN)
EXPIRY_FIELDS = {"aed": ("pads_expire_on", "battery_expire_on"), "first_aid_kit": ("medicine_expire_on",)}


@dataclass(frozen=True, slots=True)
class Amenity:
    """A facility at a station, as it was said to be.

    ``observed_at`` is when that was true, ``checked_at`` when somebody last looked (or when it was published),
    ``changed_at`` when the state last became another; ``said_by`` the organisation or list. ``pads_expire_on`` and
    ``battery_expire_on`` are for an AED, ``medicine_expire_on`` for a first-aid kit. ``version`` counts the edits.
    """

    facility: str
    state: AmenityState = AmenityState.UNKNOWN
    quantity: int | None = None
    place: str = ""
    note: str = ""
    pads_expire_on: date | None = None
    battery_expire_on: date | None = None
    checked_at: datetime | None = None
    checked_by: CheckedBy | None = None
    changed_at: datetime | None = None
    version: int = 0
    medicine_expire_on: date | None = None
    observed_at: datetime | None = None
    said_by: str = ""

    @property
    def expiries(self) -> dict[str, date | None]:
        """The dates that it carries, by part: of an AED ``pads`` and ``battery``, of a first-aid kit ``medicine``."""
        return {"pads": self.pads_expire_on, "battery": self.battery_expire_on, "medicine": self.medicine_expire_on}


@dataclass(frozen=True, slots=True)
class Seen:
    """What one device saw of a facility or fact at ``at``: a state, or a word of its own (``locked``, ``open`` …)."""

    device: str
    at: datetime
    value: str


def first_expiry(amenity: Amenity) -> date | None:
    """Return the earliest expiry date of pads, battery and medicine, or None when none is known."""
    return min((day for day in amenity.expiries.values() if day), default=None)


def claim_of(amenity: Amenity, jurisdiction: str) -> Claim | None:
    """Return the claim behind what is said of a facility, None where only "I do not know" was said.

    Something good until a date is good to the end of that day on the station's clock; only what is said to work expires.
    """
    if amenity.state is AmenityState.UNKNOWN:
        return None
    expiry = first_expiry(amenity) if amenity.state is AmenityState.AVAILABLE else None
    return Claim(
        checked_by=amenity.checked_by,
        said_by=amenity.said_by,
        observed_at=amenity.observed_at,
        checked_at=amenity.checked_at,
        changed_at=amenity.changed_at,
        expires_at=local_midnight(expiry + DAY, jurisdiction) if expiry else None,
    )


def judged(amenity: Amenity, seen: Iterable[Seen], jurisdiction: str, now: datetime) -> Judgement:
    """Return what is to be believed at ``now`` of what is said of a facility, ``seen`` being what drivers saw of it."""
    sightings = [Sighting(it.device, it.at, it.value == amenity.state) for it in seen]
    return judge(claim_of(amenity, jurisdiction), sightings, decay_of(amenity.facility), now)


def state_of(amenity: Amenity, judgement: Judgement) -> AmenityState:
    """Return the state to show: what was said while it is believed, ``disputed``, or ``unknown``."""
    if judgement.standing.is_believed:
        return amenity.state
    return AmenityState.DISPUTED if judgement.standing is Standing.DISPUTED else AmenityState.UNKNOWN


def is_offered(state: AmenityState) -> bool:
    """Tell whether a station of which this is said is found by a filter for the facility, believed or not."""
    return state is AmenityState.AVAILABLE
