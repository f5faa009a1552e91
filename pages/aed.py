"""The nearest AED that can be counted on, the nearer ones that cannot, and the number to dial first."""

from __future__ import annotations

import streamlit as st

from stations.actions.aed import AedAnswer, AedPlace, aed_now
from stations.actions.asking import HOME
from stations.actions.places import place_of, places
from stations.geo import Point
from stations.navigation import links as navigation_links
from stations.station import EMERGENCY_NUMBERS
from stations.ui import geolocate, link_row, shell, station_list
from stations.ui.cards import Card, card_of
from stations.ui.link_row import Link
from stations.words import pick

visit = shell.open_page("shell-menu-aed")
say = visit.say
DISTRICT = "aed_district"
FIRST_WAYS = 4


def numbers(jurisdiction: str) -> list[Link]:
    """Both numbers as links that dial, the one of the place first."""
    regions = {"120": say("jurisdiction-CN"), "999": say("aed-regions-hk-mo")}
    first = EMERGENCY_NUMBERS[jurisdiction]
    return [
        Link(
            say("aed-call", number=number, region=regions[number]),
            f"tel:{number}",
            "alarm" if number == first else "",
            "phone",
        )
        for number in sorted(regions, key=lambda number: number != first)
    ]


def where() -> tuple[Point, str]:
    """The place to search from, and the jurisdiction if a district tells it."""
    here = geolocate.position()
    place = place_of(visit.db, visit.now, visit.lang, st.session_state.get(DISTRICT) or shell.param("district"))
    if here is not None:
        return here.point, ""
    return (place.point, place.jurisdiction) if place else (HOME, "CN")


def ask_where() -> None:
    names = {place.key: place.name for group in places(visit.db, visit.now, visit.lang).values() for place in group}
    with st.container(horizontal=True, key="aed_where"):
        geolocate.button(visit, key="aed_near", on_found=lambda: st.session_state.update({DISTRICT: None}))
        st.selectbox(
            say("find-district"),
            list(names),
            format_func=lambda key: names.get(key, key),
            index=None,
            key=DISTRICT,
            placeholder=say("find-district-hint"),
            label_visibility="collapsed",
            on_change=geolocate.forget,
        )
    if geolocate.problem():
        st.warning(say(f"find-near-{geolocate.problem()}"))
    elif geolocate.position() is None and not st.session_state.get(DISTRICT):
        st.caption(say("aed-need-place"))


def card(place: AedPlace) -> Card:
    warnings = [say(f"aed-why-{place.why_not}")] if place.why_not else []
    lines = [say("aed-place", place=place.amenity.place)] if place.amenity.place else []
    if place.found.station.is_demo:
        lines.append(say("demo-note"))
    return card_of(visit, place.found) | {"has": [], "more": "", "broken": [], "warnings": warnings, "lines": lines}


def draw(cards: list[Card], heading: str, key: str) -> None:
    st.header(heading, anchor=False)
    station_list.show(cards, label=heading, broken="", comma="", key=key)


def best(place: AedPlace) -> None:
    draw([card(place)], say("aed-best"), "aed_best")
    station = place.found.station
    ways = navigation_links(station.lat, station.lng, pick(station.names, visit.lang), station.jurisdiction)
    links = [
        Link(say(f"station-nav-{way.app}"), way.url, "" if number else "main", "navigate")
        for number, way in enumerate(ways[:FIRST_WAYS])
    ]
    link_row.show(links, label=say("station-navigate"), key="aed_links")


def nearer(answer: AedAnswer) -> None:
    if answer.nearer:
        heading = "aed-nearer" if answer.best else "aed-known"
        draw([card(place) for place in answer.nearer[:10]], say(heading), "aed_nearer")


st.title(say("aed-title"), anchor=False)
spot, jurisdiction = where()
answer = aed_now(visit.db, visit.now, spot)
st.markdown(f"**{say('aed-call-first')}**")
link_row.show(numbers(jurisdiction or answer.jurisdiction), label=say("emergency"), key="aed_numbers")
ask_where()
if answer.best is not None:
    best(answer.best)
elif answer.nearer:
    st.warning(f"{say('aed-none', number=answer.number)} {say('aed-try-nearer')}")
else:
    st.warning(say("aed-nobody"))
nearer(answer)
