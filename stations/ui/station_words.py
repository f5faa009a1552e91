"""A station's facilities, in words and in groups: what works first, what nobody has said anything about last."""

from __future__ import annotations

from dataclasses import dataclass

from stations.actions.station import StationView
from stations.amenities import AmenityState
from stations.amenity_words import details, was_said
from stations.catalogue import catalogue
from stations.claim_words import why
from stations.ui.cards import facility
from stations.ui.shell import Visit
from stations.words import LANGUAGES

_GROUPS = (
    ("works", AmenityState.AVAILABLE),
    ("broken", AmenityState.OUT_OF_ORDER),
    ("disputed", AmenityState.DISPUTED),
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
    """The facilities in one state; ``code`` is works, broken, disputed, uncertain or absent."""

    code: str
    lines: tuple[Line, ...]


def groups(visit: Visit, view: StationView) -> list[Group]:
    """Return the facilities somebody has said something about, group by group, empty groups left out."""
    found = []
    for code, state in _GROUPS:
        lines = tuple(
            _line(visit, view, one)
            for one in catalogue().codes
            if was_said(view.told.amenities, one) and view.told.states[one] is state
        )
        if lines:
            found.append(Group(code, lines))
    return found


def unsaid(visit: Visit, view: StationView) -> list[str]:
    """Return the names of the facilities nobody has said anything about."""
    return [facility(code, visit.lang)["name"] for code in catalogue().codes if not was_said(view.told.amenities, code)]


def _line(visit: Visit, view: StationView, code: str) -> Line:
    amenity = view.told.amenities[code]
    return Line(
        facility(code, visit.lang)["name"],
        details(amenity, view.told.states[code], visit.lang),
        why(view.told.judgements[code], visit.now, visit.lang, view.station.jurisdiction),
    )


def other_names(visit: Visit, view: StationView) -> list[tuple[str, str]]:
    """Return the station's names in the other scripts, each with its language, without repeats."""
    names = view.station.names
    mine = names.get(visit.lang)
    return [(lang, names[lang]) for lang in LANGUAGES if lang != visit.lang and names.get(lang) and names[lang] != mine]
