"""The fast Find page: filters, the map and the list of the same stations."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from stations.actions import find as finding
from stations.actions.places import Place, place_of, places
from stations.amenities import AmenityState
from stations.catalogue import catalogue
from stations.distance_words import distance
from stations.errors import Code, InvalidInput
from stations.geo import Point, parse_near
from stations.hours_words import status_line
from stations.station import EMERGENCY_NUMBERS
from stations.web.fast_page import Visit, fragment, page
from stations.words import explain

QUICK = ("aed", "rest_area", "hot_water", "toilet", "shower")
_TEXT_LENGTH = 80
_SHOWN_FACILITIES = 6
_STEP = finding.PAGE


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address bar or the form asks for. ``place`` is a chosen district, ``near`` a position; both may be none."""

    text: str = ""
    facilities: tuple[str, ...] = ()
    is_open: bool = False
    place: Place | None = None
    near: Point | None = None
    limit: int = finding.PAGE

    def query(self) -> finding.Query:
        """Return the question for the action."""
        near = self.near or (self.place.point if self.place else None)
        return finding.Query(self.text, self.facilities, self.is_open, near=near, limit=self.limit)

    def address(self, path: str, **more: str) -> str:
        """Return ``path`` with these filters, without the position."""
        given = {
            "q": self.text,
            "facilities": ",".join(self.facilities),
            "open": "1" if self.is_open else "",
            "district": self.place.key if self.place else "",
            "limit": str(self.limit) if self.limit != finding.PAGE else "",
        }
        kept = {key: value for key, value in (given | more).items() if value}
        return f"{path}?{urlencode(kept)}" if kept else path

    def longer(self) -> Filters:
        """Return the filters of a longer list."""
        return replace(self, limit=min(self.limit + _STEP, finding.MOST))


@dataclass(frozen=True, slots=True)
class Card:
    """A station in the list, in words."""

    id: str
    name: str
    far: str
    state: str
    status: str
    place: str
    has: tuple[str, ...]
    more: int
    broken: tuple[str, ...]
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
        others_chosen=any(code in filters.facilities for code in _others()),
        catalogue=catalogue(),
        places=places(visit.db, visit.now, visit.lang),
        numbers=dict.fromkeys(EMERGENCY_NUMBERS.values()),
        map_address=filters.address("/map", links="m", lang=visit.lang, limit="", district="", **_centre(filters)),
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


def _centre(filters: Filters) -> dict[str, str]:
    point = filters.place.point if filters.place else None
    return {"lat": str(point.lat), "lng": str(point.lng), "zoom": "12"} if point else {}


def read_filters(visit: Visit) -> tuple[Filters, InvalidInput | None]:
    """Return what can be understood of the filters, and the first thing that cannot."""
    filters = Filters(text=visit.one("q").strip()[:_TEXT_LENGTH], is_open=visit.one("open") in ("1", "on"))
    trouble: InvalidInput | None = None
    for read in (_facilities, _place, _near, _limit):
        try:
            filters = read(visit, filters)
        except InvalidInput as error:
            trouble = trouble or error
    return filters, trouble


def _facilities(visit: Visit, filters: Filters) -> Filters:
    given = dict.fromkeys(code.strip() for text in visit.all("facilities") for code in text.split(",") if code.strip())
    return replace(filters, facilities=tuple(catalogue()[code].code for code in given))


def _place(visit: Visit, filters: Filters) -> Filters:
    return replace(filters, place=place_of(visit.db, visit.now, visit.lang, visit.one("district")))


def _near(visit: Visit, filters: Filters) -> Filters:
    return replace(filters, near=parse_near(visit.one("near"))) if visit.one("near").strip() else filters


def _limit(visit: Visit, filters: Filters) -> Filters:
    text = visit.one("limit").strip()
    if not text:
        return filters
    if not (text.isascii() and text.isdigit() and len(text) < 5 and 1 <= int(text) <= finding.MOST):
        raise InvalidInput(Code.LIMIT_INVALID, "limit", most=finding.MOST)
    return replace(filters, limit=int(text))


def _results(visit: Visit, filters: Filters) -> dict[str, Any]:
    found = finding.find(visit.db, visit.now, filters.query())
    can_grow = found.has_more and filters.limit < finding.MOST
    return {
        "filters": filters,
        "cards": [card_of(visit, one) for one in found.found],
        "summary": _summary(visit, filters, found),
        "hidden": _hidden(visit, found),
        "longer": filters.longer().address("/m") if can_grow else "",
        "longer_limit": filters.longer().limit,
        "is_empty_house": not found.found and found.total == 0,
        "unfiltered": replace(filters, facilities=(), is_open=False).address("/m"),
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
        ("m-hidden-facility", found.passed.without_facility),
        ("m-hidden-closed", found.passed.closed),
        ("m-hidden-hours", found.passed.hours_unknown),
    )
    return [visit.say(key, count=number) for key, number in counted if number]


def card_of(visit: Visit, found: finding.Found) -> Card:
    """Return a found station in the visitor's words."""
    has = [code for code, state in found.states.items() if state is AmenityState.AVAILABLE]
    broken = [code for code, state in found.states.items() if state is AmenityState.OUT_OF_ORDER]
    station = found.station
    return Card(
        id=station.id,
        name=visit.name(station.names),
        far=distance(found.metres, visit.lang) if found.metres is not None else "",
        state=str(found.status.state),
        status=status_line(found.status, visit.now, visit.lang, station.jurisdiction),
        place=visit.name(station.address) or station.district,
        has=tuple(facility_name(visit, code) for code in has[:_SHOWN_FACILITIES]),
        more=max(0, len(has) - _SHOWN_FACILITIES),
        broken=tuple(facility_name(visit, code) for code in broken[:_SHOWN_FACILITIES]),
        is_demo=station.is_demo,
        is_approximate=station.position == "approximate",
    )


def facility_name(visit: Visit, code: str) -> str:
    """Return a facility's name in the visitor's language."""
    return visit.name(catalogue()[code].names)
