"""The terms on which a session is booked: from when to when, by how many together, who waits, what is released."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from stations.errors import Code, InvalidInput

LARGEST_PARTY = 50
MOST_POINTS = 20
LONGEST_BUFFER = 120
LONGEST_OFFER = 7 * 24 * 60
LONGEST_RELEASE = 240
EARLIEST_OPENING_DAYS = 365
EARLIEST_CLOSING_MINUTES = 14 * 24 * 60
HOLD = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Terms:
    """Relative to the session's start, so that a copy on another day keeps its terms.

    ``opens_days_before`` is None where booking opens with publishing; ``closes_minutes_before`` is None where a slot can be
    booked until it begins. ``points`` people are served side by side in a slot. ``release_minutes`` after its start a place
    nobody came for goes to walk-ins; None: never.
    """

    opens_days_before: int | None = None
    closes_minutes_before: int | None = None
    most_party: int = 1
    points: int = 1
    buffer_minutes: int = 0
    has_waitlist: bool = True
    offer_minutes: int = 120
    release_minutes: int | None = None

    def opens_at(self, starts_at: datetime) -> datetime | None:
        """Return the instant from which the session can be booked, None where it always can."""
        return None if self.opens_days_before is None else starts_at - timedelta(days=self.opens_days_before)

    def closes_at(self, starts_at: datetime) -> datetime | None:
        """Return the instant from which the session cannot be booked any more, None where each slot's start ends it."""
        return None if self.closes_minutes_before is None else starts_at - timedelta(minutes=self.closes_minutes_before)

    def offer_ends(self, now: datetime, slot_starts_at: datetime) -> datetime:
        """Return until when an offered place is held: its time, but never past the start of the slot."""
        return min(now + timedelta(minutes=self.offer_minutes), slot_starts_at)


USUAL = Terms()

_LIMITS: Mapping[str, tuple[int, int]] = {
    "opens_days_before": (0, EARLIEST_OPENING_DAYS),
    "closes_minutes_before": (0, EARLIEST_CLOSING_MINUTES),
    "most_party": (1, LARGEST_PARTY),
    "points": (1, MOST_POINTS),
    "buffer_minutes": (0, LONGEST_BUFFER),
    "offer_minutes": (10, LONGEST_OFFER),
    "release_minutes": (1, LONGEST_RELEASE),
}


def check_terms(terms: Terms) -> Terms:
    """Return the terms, or raise InvalidInput that names the first field which is out of its limits."""
    for name, (least, most) in _LIMITS.items():
        value = getattr(terms, name)
        if value is not None and not least <= value <= most:
            raise InvalidInput(Code.NUMBER_OUTSIDE, name, least=least, most=most)
    if terms.buffer_minutes % 5:
        raise InvalidInput(Code.INVALID, "buffer_minutes")
    return terms


def to_plain(terms: Terms) -> dict[str, Any]:
    """Return what differs from the usual terms, as JSON keeps it."""
    usual = asdict(USUAL)
    return {name: value for name, value in asdict(terms).items() if value != usual[name]}


def from_plain(kept: Mapping[str, Any]) -> Terms:
    """Return the terms that :func:`to_plain` wrote; a name this version does not know is left out."""
    known = {field.name for field in fields(Terms)}
    return Terms(**{name: value for name, value in kept.items() if name in known})
