"""The fast station page: everything known about one station, and that the rest is unknown."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response

from stations import kinds
from stations.access_words import parking_fact, way_in_facts
from stations.actions.demand import note_view
from stations.actions.places import place_of
from stations.actions.station import StationView, navigation_links, see
from stations.amenities import AmenityState
from stations.amenity_words import details, was_said
from stations.catalogue import catalogue
from stations.claim_words import doubts, why
from stations.exchange.qr import qr_svg
from stations.hours_words import date_words, day_heading, day_line, day_notes, status_line, weekday_name
from stations.instants import local_date, to_wall
from stations.report_words import concern_lines
from stations.report_words import form as report_form
from stations.series import shown_apart
from stations.sessions import Session, SessionStatus
from stations.web.fast_find import facility_name
from stations.web.fast_page import Visit, page
from stations.web.visitor import site_address
from stations.words import LANGUAGES

_PROMINENT = 3


@dataclass(frozen=True, slots=True)
class Equipment:
    """A facility of the station, in words."""

    name: str
    state: str
    words: str
    details: tuple[str, ...]
    checked: str


@dataclass(frozen=True, slots=True)
class Event:
    """A session, in words; ``state`` is "" while it can be booked or is simply over."""

    id: str
    title: str
    kind: str
    book: str
    when: str
    state: str
    hosts: tuple[str, ...]
    is_demo: bool
    details: tuple[tuple[str, str], ...]


def station_page(visit: Visit) -> Response:
    """Answer ``GET /m/station/ID``; raises NotFound."""
    view = see(visit.db, visit.now, visit.part("station_id"))
    station = view.station
    note_view(station.id, visit.now)
    known, unknown = equipment(visit, view)
    place = place_of(visit.db, visit.now, visit.lang, station.district)
    shown, further = shown_apart(view.upcoming)
    links = navigation_links(station, visit.lang)
    address = f"{site_address(visit.request)}/m/station/{station.id}"
    return page(
        visit,
        "m_station.html",
        station=station,
        other_names=[(lang, station.names[lang]) for lang in LANGUAGES if _is_other(visit, view, lang)],
        state=str(view.status.state),
        now_line=status_line(view.status, visit.now, visit.lang, station.jurisdiction),
        doubts=doubts(view.told.judgements, visit.now, visit.lang),
        concerns=concern_lines(view.concerns, visit.now, visit.lang, station.jurisdiction),
        report=(form := report_form(station.id, station.names, view.told.states, view.told.amenities, visit.lang)),
        report_json=json.dumps(form, ensure_ascii=False),
        report_key=secrets.token_hex(16),
        way_in=way_in_facts(station, visit.lang),
        parking=parking_fact(station, view.told.amenities, view.told.states, visit.lang),
        week=_week(visit, view),
        has_week=not all(day.is_unknown for day in view.week),
        known=known,
        unknown=unknown,
        first_links=links[:_PROMINENT],
        other_links=links[_PROMINENT:],
        upcoming=[event(visit, one, station.jurisdiction) for one in shown],
        further=[event(visit, one, station.jurisdiction) for one in further],
        past=[event(visit, one, station.jurisdiction) for one in view.past],
        photos=view.photos,
        address=address,
        qr=Markup(qr_svg(address)),
        district=place.name if place else station.district,
        twin=f"/station?station={station.id}",
    )


def _is_other(visit: Visit, view: StationView, lang: str) -> bool:
    name = view.station.names.get(lang)
    return bool(name) and name != visit.name(view.station.names)


def _week(visit: Visit, view: StationView) -> list[tuple[str, str, list[str]]]:
    today = local_date(visit.now, view.station.jurisdiction)
    return [
        (day_heading(day, today, visit.lang), day_line(day, visit.lang), day_notes(day, visit.lang))
        for day in view.week
    ]


def equipment(visit: Visit, view: StationView) -> tuple[list[Equipment], list[str]]:
    """Return what is known of the facilities, what works first, and the names of those nobody said anything about."""
    order = (
        AmenityState.AVAILABLE,
        AmenityState.OUT_OF_ORDER,
        AmenityState.DISPUTED,
        AmenityState.UNKNOWN,
        AmenityState.ABSENT,
    )
    said = [code for code in catalogue().codes if was_said(view.told.amenities, code)]
    known = sorted(said, key=lambda code: order.index(view.told.states[code]))
    unknown = [facility_name(visit, code) for code in catalogue().codes if code not in said]
    return [_equipment(visit, view, code) for code in known], unknown


def _equipment(visit: Visit, view: StationView, code: str) -> Equipment:
    amenity, state = view.told.amenities[code], view.told.states[code]
    return Equipment(
        name=facility_name(visit, code),
        state=str(state),
        words=visit.say(f"amenity-{state}"),
        details=details(amenity, state, visit.lang),
        checked=why(view.told.judgements[code], visit.now, visit.lang, view.station.jurisdiction),
    )


def event(visit: Visit, session: Session, jurisdiction: str) -> Event:
    """Return a session in the visitor's words, on the wall clock of its station."""
    is_cancelled = session.status is SessionStatus.CANCELLED
    return Event(
        id=session.id,
        title=visit.name(session.title),
        kind=kinds.name_of(session.kind, visit.lang),
        book=visit.name(kinds.kind_of(session.kind).book),
        when=session_when(visit, session, jurisdiction),
        state=visit.say("session-status-cancelled") if is_cancelled else "",
        hosts=tuple(visit.name(host) for host in session.hosts),
        is_demo=session.is_demo,
        details=kinds.details_in_words(session.kind, session.details, visit.lang),
    )


def session_when(visit: Visit, session: Session, jurisdiction: str) -> str:
    """Return the day and, where published, the times of a session."""
    day = session.on_date
    words = visit.say("hours-day-heading", weekday=weekday_name(day, visit.lang), date=date_words(day, visit.lang))
    if day.year != local_date(visit.now, jurisdiction).year:
        words = visit.say("m-with-year", date=words, year=str(day.year))
    if session.starts_at is None or session.ends_at is None:
        return visit.say("m-day-and-time", day=words, time=visit.say("session-times-unknown"))
    starts, ends = to_wall(session.starts_at, jurisdiction), to_wall(session.ends_at, jurisdiction)
    return visit.say("m-day-and-time", day=words, time=f"{starts:%H:%M}–{ends:%H:%M}")
