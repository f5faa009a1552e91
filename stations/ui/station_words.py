"""A station's facilities, in words and in groups: what works first, what nobody has said anything about last."""

from __future__ import annotations

from dataclasses import dataclass

from stations.actions.station import StationView
from stations.amenities import Amenity, AmenityState, first_expiry
from stations.catalogue import catalogue
from stations.distance_words import ago
from stations.ui.cards import facility
from stations.ui.shell import Visit
from stations.words import LANGUAGES

_GROUPS = (
    ("works", AmenityState.AVAILABLE),
    ("broken", AmenityState.OUT_OF_ORDER),
    ("uncertain", AmenityState.UNKNOWN),
    ("absent", AmenityState.ABSENT),
)


@dataclass(frozen=True, slots=True)
class Line:
    """One facility: its name, what else is known of it, and when it was last checked and by whom."""

    name: str
    details: tuple[str, ...]
    checked: str


@dataclass(frozen=True, slots=True)
class Group:
    """The facilities in one state; ``code`` is works, broken, uncertain or absent."""

    code: str
    lines: tuple[Line, ...]


def groups(visit: Visit, view: StationView) -> list[Group]:
    """Return the facilities somebody has said something about, group by group, empty groups left out."""
    found = []
    for code, state in _GROUPS:
        lines = tuple(
            _line(visit, view, one) for one in catalogue().codes if _was_said(view, one) and view.states[one] is state
        )
        if lines:
            found.append(Group(code, lines))
    return found


def unsaid(visit: Visit, view: StationView) -> list[str]:
    """Return the names of the facilities nobody has said anything about."""
    return [facility(code, visit.lang)["name"] for code in catalogue().codes if not _was_said(view, code)]


def _was_said(view: StationView, code: str) -> bool:
    amenity = view.amenities.get(code)
    return amenity is not None and (amenity.state is not AmenityState.UNKNOWN or amenity.checked_at is not None)


def _line(visit: Visit, view: StationView, code: str) -> Line:
    amenity = view.amenities[code]
    return Line(
        facility(code, visit.lang)["name"], tuple(_details(visit, amenity, view.states[code])), checked(visit, amenity)
    )


def _details(visit: Visit, amenity: Amenity, state: AmenityState) -> list[str]:
    expiry = first_expiry(amenity)
    has_expired = state is AmenityState.UNKNOWN and amenity.state is AmenityState.AVAILABLE
    lines = [
        visit.say("station-quantity", count=amenity.quantity) if amenity.quantity is not None else "",
        amenity.place,
        amenity.note,
        visit.say("station-good-until", date=expiry.isoformat()) if expiry and not has_expired else "",
        visit.say("amenity-expired-note") if has_expired else "",
    ]
    return [line for line in lines if line]


def checked(visit: Visit, amenity: Amenity) -> str:
    """Return by whom and how long ago a facility was checked."""
    if amenity.checked_at is None or amenity.checked_by is None:
        return visit.say("checked-never")
    who = visit.say(f"checked-by-{amenity.checked_by}")
    return visit.say("checked-line", who=who, ago=ago(amenity.checked_at, visit.now, visit.lang))


def other_names(visit: Visit, view: StationView) -> list[tuple[str, str]]:
    """Return the station's names in the other scripts, each with its language, without repeats."""
    names = view.station.names
    mine = names.get(visit.lang)
    return [(lang, names[lang]) for lang in LANGUAGES if lang != visit.lang and names.get(lang) and names[lang] != mine]
