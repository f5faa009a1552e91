"""What a station has and in which state it is, as far as anybody said.

A facility that nobody has said anything about is ``unknown``: there is no row for it, and no default.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

NOTE_LENGTH = 200
PLACE_LENGTH = 80
MOST_OF_A_KIND = 999


class AmenityState(StrEnum):
    """The four answers to "is it there and does it work?"."""

    AVAILABLE = "available"
    OUT_OF_ORDER = "out-of-order"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class CheckedBy(StrEnum):
    """Who said so: the role of a person, or the kind of source."""

    PUBLISHED = "published"
    IMPORT = "import"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    DEMO = "demo"


@dataclass(frozen=True, slots=True)
class Amenity:
    """A facility at a station.

    ``checked_at`` is when somebody last looked (or when it was published), ``changed_at`` when the state last became
    another; ``pads_expire_on`` and ``battery_expire_on`` are for an AED. ``version`` counts the edits.
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


def first_expiry(amenity: Amenity) -> date | None:
    """Return the earlier of the pads' and the battery's expiry dates, or None when neither is known."""
    dates = [day for day in (amenity.pads_expire_on, amenity.battery_expire_on) if day]
    return min(dates, default=None)


def state_on(amenity: Amenity, today: date) -> AmenityState:
    """Return the state to show on the local date ``today``.

    Expired pads or an expired battery make an AED's "available" unknown: it may work, nobody can promise it.
    """
    expiry = first_expiry(amenity)
    if amenity.state is AmenityState.AVAILABLE and expiry is not None and expiry < today:
        return AmenityState.UNKNOWN
    return amenity.state


def is_believed_to_work(amenity: Amenity, today: date) -> bool:
    """Tell whether somebody said it is there and works, and nothing known speaks against it on ``today``."""
    return state_on(amenity, today) is AmenityState.AVAILABLE


def is_offered(state: AmenityState) -> bool:
    """Tell whether a station with this state is found by a filter for the facility."""
    return state is AmenityState.AVAILABLE
