"""What is said of a facility at a station, in words: pure wording, the same on every face of the product."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from stations.access_words import bays_words
from stations.amenities import Amenity, AmenityState
from stations.words import say


def was_said(said: Mapping[str, Amenity], facility: str) -> bool:
    """Tell whether anybody has said something about the facility, if only that they do not know."""
    amenity = said.get(facility)
    return amenity is not None and (amenity.state is not AmenityState.UNKNOWN or amenity.checked_at is not None)


def details(amenity: Amenity, state: AmenityState, lang: str) -> tuple[str, ...]:
    """Return what else is known: how many, where, the note, until when it is good; ``state`` is the one shown."""
    lines = (
        bays_words(amenity.facility, amenity.quantity, lang) if amenity.quantity is not None else "",
        amenity.place,
        amenity.note,
        *(_good_until(amenity, lang) if state is AmenityState.AVAILABLE else ()),
    )
    return tuple(line for line in lines if line)


def _good_until(amenity: Amenity, lang: str) -> Iterator[str]:
    """Yield until when each part that somebody dated is good; a part that nobody dated is not vouched for."""
    for part, day in amenity.expiries.items():
        if day is not None:
            yield say(lang, f"amenity-{part}-until", date=day.isoformat())
