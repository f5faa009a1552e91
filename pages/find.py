"""Find a station: by words, near me, by what it has, on a map and in a list of the same stations."""

from __future__ import annotations

import streamlit as st

from stations.actions import find as finding
from stations.actions.places import place_of, places
from stations.arrival import STAYS, WHENS
from stations.arrival_words import note, stay_words, when_words
from stations.catalogue import catalogue
from stations.geo import Point
from stations.ui import find_filters, find_words, geolocate, map_frame, shell, station_list
from stations.ui.cards import Card, card_of, facility
from stations.ui.find_filters import Filters

visit = shell.open_page("shell-menu-find")
say = visit.say
MAP_PX = 460
CHOSEN = "_find_chosen_on_map"


def facility_words(code: str) -> str:
    is_later = bool(st.session_state.get(find_filters.WHEN_KEY))
    return (
        say("arrival-open" if is_later else "find-open-now")
        if code == find_filters.OPEN
        else facility(code, visit.lang)["name"]
    )


def controls() -> None:
    st.text_input(
        say("find-search"),
        key=find_filters.TEXT,
        placeholder=say("find-search-hint"),
        label_visibility="collapsed",
        max_chars=80,
        on_change=find_filters.begin_again,
    )
    with st.container(horizontal=True, key="find_where"):
        geolocate.button(visit, key="find_near", on_found=lambda: find_filters.drop(district=""))
        district()
        with st.popover(when_label(), width="content", key="find_when_box"):
            when_and_how_long()
    with st.container(horizontal=True, key="find_chips"):
        st.pills(
            say("find-filters"),
            find_filters.QUICK,
            selection_mode="multi",
            format_func=facility_words,
            key=find_filters.QUICK_KEY,
            label_visibility="collapsed",
            on_change=find_filters.begin_again,
        )
        with st.popover(more_label(), width="content", key="find_more_box"):
            more_facilities()


def district() -> None:
    names = {place.key: place.name for group in places(visit.db, visit.now, visit.lang).values() for place in group}
    if st.session_state.get(find_filters.DISTRICT) not in names:
        st.session_state[find_filters.DISTRICT] = None
    st.selectbox(
        say("find-district"),
        list(names),
        format_func=lambda key: names.get(key, key),
        key=find_filters.DISTRICT,
        placeholder=say("find-district-hint"),
        label_visibility="collapsed",
        on_change=geolocate.forget,
    )


def more_label() -> str:
    chosen = len(st.session_state.get(find_filters.MORE_KEY) or ())
    return f"{say('find-more')} ({chosen})" if chosen else say("find-more")


def when_label() -> str:
    code, stay = st.session_state.get(find_filters.WHEN_KEY) or "", st.session_state.get(find_filters.STAY_KEY) or 0
    words = [when_words(code, visit.lang)] if code else []
    words += [stay_words(stay, visit.lang)] if stay else []
    return " · ".join(words) or say("arrival-when")


def when_and_how_long() -> None:
    st.pills(
        say("arrival-when"),
        WHENS,
        format_func=lambda code: when_words(code, visit.lang),
        key=find_filters.WHEN_KEY,
        on_change=find_filters.begin_again,
    )
    st.pills(
        say("arrival-stay"),
        (0, *STAYS),
        format_func=lambda minutes: stay_words(minutes, visit.lang),
        key=find_filters.STAY_KEY,
        on_change=find_filters.begin_again,
    )


def more_facilities() -> None:
    st.pills(
        say("find-more-hint"),
        [code for code in catalogue().codes if code not in find_filters.QUICK],
        selection_mode="multi",
        format_func=facility_words,
        key=find_filters.MORE_KEY,
        on_change=find_filters.begin_again,
    )


def say_why_no_position() -> None:
    if geolocate.problem():
        st.warning(say(f"find-near-{geolocate.problem()}"))


def offer_to_drop(filters: Filters) -> None:
    with st.container(horizontal=True, key="find_drop"):
        if filters.is_open:
            st.button(say("find-drop-open"), on_click=find_filters.drop, kwargs={"is_open": False}, key="drop_open")
        if filters.facilities:
            st.button(
                say("find-drop-facilities"),
                on_click=find_filters.drop,
                kwargs={"facilities": ()},
                key="drop_facilities",
            )
        if filters.text:
            st.button(say("find-drop-text"), on_click=find_filters.drop, kwargs={"text": ""}, key="drop_text")


def map_of(filters: Filters, here: geolocate.Here | None, near: Point | None) -> None:
    map_frame.map_frame(
        "find_map",
        lang=visit.lang,
        title=say("find-map"),
        query=filters.map_query(),
        # Only a district may stand in the frame's address; where the driver is gets posted into the frame.
        center=(near.lat, near.lng) if near and here is None else None,
        here={"lat": here.point.lat, "lng": here.point.lng} if here else None,
        is_picking=here is None and bool(geolocate.problem()),
        height=MAP_PX,
        on_station=lambda station_id: st.session_state.update({CHOSEN: station_id}),
        on_here=lambda given: take(given, is_measured=True),
        on_place=lambda given: take(given, is_measured=False),
    )


def take(given: object, *, is_measured: bool) -> None:
    if geolocate.remember(given, is_measured=is_measured):
        find_filters.drop(district="")


def cards(found: finding.Finding) -> list[Card]:
    """The stations as cards; the first of those where what was asked for is not confirmed carries a heading."""
    shown = [card_of(visit, one, found.query.mode) for one in found.found]
    doubtful = next((number for number, one in enumerate(found.found) if not one.is_confirmed), None)
    if doubtful is not None:
        shown[doubtful]["tier"] = say("find-tier-unconfirmed")
    return shown


def results(found: finding.Finding, filters: Filters, here: geolocate.Here | None, place: str) -> None:
    if not found.found:
        st.info(find_words.nothing(visit, found, filters))
    else:
        st.markdown(f"**{find_words.summary(visit, found, here, place)}**")
    if here is not None:
        st.button(say("find-forget"), on_click=geolocate.forget, type="tertiary", key="find_forget")
    how = note(filters.arriving, found.query.near is not None, visit.lang)
    if how:
        st.caption(how)
    hidden = find_words.hidden(visit, found)
    if hidden:
        st.caption(hidden)
    if hidden or not found.found:
        offer_to_drop(filters)
    station_list.show(
        cards(found),
        label=say("find-list"),
        broken=say("find-broken"),
        comma=say("find-comma"),
    )
    if found.has_more and filters.limit < finding.MOST:
        longer = min(filters.limit + finding.PAGE, finding.MOST)
        st.button(say("find-show-more"), on_click=find_filters.drop, kwargs={"limit": longer}, key="find_longer")


chosen = st.session_state.pop(CHOSEN, "") or find_filters.station_in_link()
if chosen:
    station_list.open_station(chosen)
find_filters.settle(visit)
st.title(say("find-title"), anchor=False)
controls()
filters, here = find_filters.current(), geolocate.position()
find_filters.publish(filters)
place = place_of(visit.db, visit.now, visit.lang, filters.district)
near = here.point if here else place.point if place else None
say_why_no_position()
map_side, list_side = st.columns([6, 5], gap="medium")
with map_side:
    map_of(filters, here, near)
with list_side:
    results(finding.find(visit.db, visit.now, filters.query(near)), filters, here, place.name if place else "")
