"""The fast Find page: filters, the map and the list of the same stations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import log2
from typing import Any

from starlette.responses import Response

from stations.actions import find as finding
from stations.actions.places import places
from stations.amenities import AmenityState
from stations.arrival import STAYS, WHENS
from stations.arrival_words import about, note, stay_words, told_for, when_words
from stations.catalogue import catalogue
from stations.claim_words import unconfirmed
from stations.distance_words import distance
from stations.hours_words import status_line
from stations.station import EMERGENCY_NUMBERS
from stations.web.fast_filters import Filters, read_filters
from stations.web.fast_page import Visit, fragment, page
from stations.words import explain

QUICK = ("aed", "rest_area", "hot_water", "toilet", "shower")
_SHOWN_FACILITIES = 6


@dataclass(frozen=True, slots=True)
class Card:
    """A station in the list, in words."""

    id: str
    name: str
    far: str
    state: str
    status: str
    way: str
    across: str
    place: str
    has: tuple[str, ...]
    more: int
    broken: tuple[str, ...]
    unconfirmed: tuple[str, ...]
    is_confirmed: bool
    is_demo: bool
    is_approximate: bool


def find_page(visit: Visit) -> Response:
    """Answer ``GET /m``."""
    filters, trouble = read_filters(visit)
    context = _results(visit, filters)
    return page(
        visit,
        "m_find.html",
        status=422 if trouble else 200,
        trouble=explain(visit.lang, trouble) if trouble else "",
        quick=QUICK,
        others=_others(),
        whens=[(code, when_words(code, visit.lang)) for code in WHENS],
        stays=[(minutes, stay_words(minutes, visit.lang)) for minutes in (0, *STAYS)],
        others_chosen=any(code in filters.facilities for code in _others()),
        catalogue=catalogue(),
        places=places(visit.db, visit.now, visit.lang),
        numbers=dict.fromkeys(EMERGENCY_NUMBERS.values()),
        map_address=filters.address(
            "/map",
            links="m",
            lang=visit.lang,
            limit="",
            district="",
            when="",
            **{"in": str(filters.arriving.ahead or "")},
            **_centre(filters, context["zoom"]),
        ),
        twin=filters.address("/"),
        **context,
    )


def _others() -> tuple[str, ...]:
    return tuple(code for code in catalogue().codes if code not in QUICK and code != "truck_parking")


def list_fragment(visit: Visit) -> Response:
    """Answer ``POST /m/list``: the list for filters and a position that must not stand in an address."""
    filters, trouble = read_filters(visit)
    if trouble:
        return fragment(visit, "m_trouble.html", status=422, trouble=explain(visit.lang, trouble))
    return fragment(visit, "m_list.html", **_results(visit, filters))


def _zoom(found: finding.Finding) -> float:
    """Return the zoom at which the map shows the nearest station around a position; half a map is about 2 km at 13."""
    metres = found.found[0].metres if found.found else None
    return round(2 * min(14.0, max(9.0, 13 - log2(max(metres, 1.0) / 1500)))) / 2 if metres is not None else 12.0


def _centre(filters: Filters, zoom: float) -> dict[str, str]:
    point = filters.place.point if filters.place else None
    return {"lat": str(point.lat), "lng": str(point.lng), "zoom": f"{zoom:g}"} if point else {}


def _results(visit: Visit, filters: Filters) -> dict[str, Any]:
    found = finding.find(visit.db, visit.now, filters.query())
    can_grow = found.has_more and filters.limit < finding.MOST
    return {
        "filters": filters,
        "zoom": _zoom(found),
        "cards": [card_of(visit, one, filters.arriving.mode) for one in found.found],
        "summary": _summary(visit, filters, found),
        "how": note(filters.arriving, found.query.near is not None, visit.lang),
        "hidden": _hidden(visit, found),
        "longer": filters.longer().address("/m") if can_grow else "",
        "longer_limit": filters.longer().limit,
        "is_empty_house": not found.found and found.total == 0,
        "unfiltered": replace(filters, facilities=(), is_open=False, is_across=True).address("/m"),
    }


def _summary(visit: Visit, filters: Filters, found: finding.Finding) -> str:
    if not found.found:
        return ""
    count = visit.say("count-stations", count=len(found.found))
    shown = visit.say("m-summary-nearest", stations=count) if found.has_more else count
    if filters.near:
        return visit.say("m-summary-near-you", stations=shown)
    if filters.place:
        return visit.say("m-summary-near-place", stations=shown, place=filters.place.name)
    return visit.say("m-summary-bridge", stations=shown)


def _hidden(visit: Visit, found: finding.Finding) -> list[str]:
    if found.passed is None:
        return []
    counted = (
        ("find-hidden-across-line", found.passed.across),
        ("m-hidden-facility", found.passed.without_facility),
        ("m-hidden-closed", found.passed.closed),
        ("m-hidden-hours", found.passed.hours_unknown),
    )
    return [visit.say(key, count=number) for key, number in counted if number]


def card_of(visit: Visit, found: finding.Found, mode: str = "") -> Card:
    """Return a found station in the visitor's words; ``mode`` is how they travel, where they said so."""
    has = [code for code, state in found.told.states.items() if state is AmenityState.AVAILABLE]
    broken = [code for code, state in found.told.states.items() if state is AmenityState.OUT_OF_ORDER]
    station = found.station
    return Card(
        id=station.id,
        name=visit.name(station.names),
        far=distance(found.metres, visit.lang) if found.metres is not None else "",
        state=str(found.status.state),
        status=told_for(
            status_line(found.status, found.at, visit.lang, station.jurisdiction, found.stay),
            found.at,
            visit.now,
            visit.lang,
        ),
        across=visit.say("find-across") if found.is_across else "",
        way=about(found.metres, mode, visit.lang),
        place=visit.name(station.address) or station.district,
        has=tuple(facility_name(visit, code) for code in has[:_SHOWN_FACILITIES]),
        more=max(0, len(has) - _SHOWN_FACILITIES),
        broken=tuple(facility_name(visit, code) for code in broken[:_SHOWN_FACILITIES]),
        unconfirmed=tuple(unconfirmed(found.told.amenities, found.told.states, visit.lang)),
        is_confirmed=found.is_confirmed,
        is_demo=station.is_demo,
        is_approximate=station.position == "approximate",
    )


def facility_name(visit: Visit, code: str) -> str:
    """Return a facility's name in the visitor's language."""
    return visit.name(catalogue()[code].names)
