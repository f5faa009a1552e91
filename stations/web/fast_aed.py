"""The fast AED page: the number to dial at once, then the nearest AED that can be counted on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from starlette.responses import Response

from stations import navigation
from stations.actions.aed import AedAnswer, AedPlace, aed_now
from stations.actions.places import place_of, places
from stations.distance_words import ago, distance
from stations.errors import InvalidInput
from stations.geo import Point, parse_near
from stations.hours_words import status_line
from stations.station import EMERGENCY_NUMBERS
from stations.web.fast_page import Visit, fragment, page
from stations.words import explain


@dataclass(frozen=True, slots=True)
class AedCard:
    """A place with an AED, in words; ``why_not`` is "" where it can be counted on."""

    id: str
    name: str
    far: str
    status: str
    where: str
    checked: str
    why_not: str
    is_demo: bool
    is_approximate: bool
    links: tuple[navigation.Link, ...]


def aed_page(visit: Visit) -> Response:
    """Answer ``GET /m/aed``; without JavaScript a chosen district stands in for the position."""
    place = place_of(visit.db, visit.now, visit.lang, visit.one("district"))
    return page(
        visit,
        "m_aed.html",
        numbers=_numbers(visit),
        places=places(visit.db, visit.now, visit.lang),
        chosen=place.key if place else "",
        origin=place.name if place else "",
        twin="/aed",
        **_answer(visit, place.point if place else None),
    )


def aed_fragment(visit: Visit) -> Response:
    """Answer ``POST /m/aed/near``: the nearest AED to a position that must not stand in an address."""
    try:
        near = parse_near(visit.one("near"))
    except InvalidInput as error:
        return fragment(visit, "m_trouble.html", status=422, trouble=explain(visit.lang, error))
    return fragment(visit, "m_aed_answer.html", origin="", **_answer(visit, near))


def _numbers(visit: Visit) -> list[tuple[str, str]]:
    """Return each emergency number with the names of the places where it is dialled."""
    where: dict[str, list[str]] = {}
    for jurisdiction, number in EMERGENCY_NUMBERS.items():
        where.setdefault(number, []).append(visit.say(f"jurisdiction-{jurisdiction}"))
    return [(number, visit.say("m-comma").join(names)) for number, names in where.items()]


def _answer(visit: Visit, near: Point | None) -> dict[str, Any]:
    if near is None:
        return {"answer": None, "best": None, "nearer": []}
    answer: AedAnswer = aed_now(visit.db, visit.now, near)
    return {
        "answer": answer,
        "best": _card(visit, answer.best) if answer.best else None,
        "nearer": [_card(visit, place) for place in answer.nearer],
    }


def _card(visit: Visit, place: AedPlace) -> AedCard:
    station, amenity = place.found.station, place.amenity
    name = visit.name(station.names)
    who = visit.say(f"checked-by-{amenity.checked_by}") if amenity.checked_by else ""
    return AedCard(
        id=station.id,
        name=name,
        far=distance(place.found.metres, visit.lang) if place.found.metres is not None else "",
        status=status_line(place.found.status, visit.now, visit.lang, station.jurisdiction),
        where=amenity.place or visit.name(station.address),
        checked=visit.say("checked-line", who=who, ago=ago(amenity.checked_at, visit.now, visit.lang))
        if who and amenity.checked_at
        else visit.say("checked-never"),
        why_not=visit.say(f"aed-why-{place.why_not}") if place.why_not else "",
        is_demo=station.is_demo,
        is_approximate=station.position == "approximate",
        links=navigation.links(station.lat, station.lng, name, station.jurisdiction),
    )
