"""One station: is it open, will they let me in, what works, how do I get there, what is on."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

from stations.access_words import parking_fact, way_in_facts
from stations.actions.demand import note_view
from stations.actions.station import StationView, navigation_links, see
from stations.amenities import CheckedBy
from stations.claim_words import doubts
from stations.distance_words import ago
from stations.hours_words import day_heading, day_line, day_notes, status_line
from stations.instants import local_date
from stations.report_words import concern_lines, form
from stations.roles import Permission, may
from stations.series import shown_apart
from stations.ui import find_filters, fragment, link_row, menu, report_box, shell, station_words
from stations.ui.link_row import Link
from stations.ui.plain_text import plain
from stations.ui.session_facts import facts_of
from stations.words import pick

visit = shell.open_page("shell-menu-station")
say = visit.say
COUNTED = "station_counted"


def head(view: StationView) -> None:
    station = view.station
    title = pick(station.names, visit.lang)
    st.set_page_config(page_title=f"{title} · {say('app-name')}")
    st.title(plain(title), anchor=False)
    fragment.show(
        visit,
        "station_head.html",
        station=station,
        other_names=station_words.other_names(visit, view),
        state=view.status.state,
        status=status_line(view.status, visit.now, visit.lang, station.jurisdiction),
        doubts=doubts(view.told.judgements, visit.now, visit.lang),
        way_in=way_in_facts(station, visit.lang),
        parking=parking_fact(station, view.told.amenities, view.told.states, visit.lang),
    )


def ways_there(view: StationView) -> None:
    station = view.station
    call = [Link(say("call-station"), f"tel:{station.contact.phone}", icon="phone")] if station.contact.phone else []
    links = [
        Link(say(f"station-nav-{link.app}"), link.url, look="" if number else "main", icon="" if number else "navigate")
        for number, link in enumerate(navigation_links(station, visit.lang))
    ]
    link_row.show([*links, *call], label=say("station-navigate"), key="station_links")


def sessions(view: StationView) -> None:
    st.header(say("station-sessions"), anchor=False)
    if not view.upcoming:
        st.caption(say("station-no-sessions"))
    shown, further = shown_apart(view.upcoming)
    for session in shown:
        facts = facts_of(visit, session, view.station.jurisdiction)
        fragment.show(visit, "session.html", session=facts, with_title=True)
        if not facts.cancelled:
            st.page_link(
                menu.file_of("book"),
                label=f"**{facts.book}**",
                query_params={"session": session.id},
                width="content",
            )
    if further:
        with st.expander(say("series-further", count=len(further))):
            for session in further:
                facts = facts_of(visit, session, view.station.jurisdiction)
                label = plain(f"{facts.when} · {facts.title}")
                st.page_link(menu.file_of("book"), label=label, query_params={"session": session.id}, width="content")


def is_cared_for(view: StationView) -> bool:
    """Whether somebody here changed or checked anything: the day it was loaded says nothing about how fresh it is."""
    by_hand = (CheckedBy.MANAGER, CheckedBy.ADMINISTRATOR)
    return view.station.version > 1 or any(one.checked_by in by_hand for one in view.told.amenities.values())


def body(view: StationView) -> None:
    station = view.station
    today = local_date(visit.now, station.jurisdiction)
    has_week = not all(day.is_unknown for day in view.week)
    fragment.show(
        visit,
        "station_body.html",
        station=station,
        groups=station_words.groups(visit, view),
        unsaid=station_words.unsaid(visit, view),
        week=[
            (day_heading(day, today, visit.lang), day_line(day, visit.lang), day_notes(day, visit.lang))
            for day in view.week
        ]
        if has_week
        else [],
        photos=view.photos,
        past=[facts_of(visit, session, station.jurisdiction) for session in view.past],
        updated=ago(station.updated_at, visit.now, visit.lang) if is_cared_for(view) else "",
    )


def on_the_spot(view: StationView) -> None:
    """What a driver who is there can say with one tap, and what others found lately."""
    station = view.station
    st.header(say("report-title"), anchor=False)
    for line in concern_lines(view.concerns, visit.now, visit.lang, station.jurisdiction):
        st.warning(plain(line))
    report_box.show(form(station.id, station.names, view.told.states, view.told.amenities, visit.lang))


def share(view: StationView) -> None:
    address = f"{shell.site_address()}/station?station={quote(view.station.id)}"
    with st.expander(say("station-share")):
        fragment.show(visit, "qr.html", qr=fragment.qr_source(address), note=say("station-share-note"), address=address)
        link_row.show(
            [Link(say("copy-link"), address, icon="share", is_copied=True)],
            label=say("share"),
            key="station_share",
            copied=say("copied"),
        )


def count_once() -> None:
    """Count the view of a driver once, not with every tap; whoever cares for stations is no demand."""
    counted: set[str] = st.session_state.setdefault(COUNTED, set())
    if not visit.actor.is_signed_in and station_id not in counted:
        counted.add(station_id)
        note_view(station_id, visit.now)


if st.button(f"← {say('station-back')}", type="tertiary", key="station_back"):
    st.switch_page(menu.file_of("find"), query_params=find_filters.last_address())
station_id = shell.param("station")
if not station_id:
    st.info(say("station-none-chosen"))
    st.stop()
view = see(visit.db, visit.now, station_id)
count_once()
head(view)
ways_there(view)
on_the_spot(view)
if may(visit.actor, Permission.CARE_FOR_STATION, station_id):
    st.page_link(menu.file_of("manage"), label=say("station-edit"), query_params={"station": station_id})
sessions(view)
body(view)
share(view)
