"""From what actions return to what the API sends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

from stations.actions.book import SessionView
from stations.actions.find import Finding, Found
from stations.actions.report import Followed
from stations.actions.said import Told
from stations.actions.station import StationView, navigation_links
from stations.amenities import Amenity, AmenityState
from stations.bookings import BookingView
from stations.catalogue import catalogue
from stations.claims import Judgement, Standing
from stations.hours import OpenStatus, Reason
from stations.kinds import name_of
from stations.open_answer import answer_of
from stations.phones import masked
from stations.queue import Waiting
from stations.sessions import Session, Slot, refuse_booking
from stations.station import emergency_number
from stations.trust import FACTS
from stations.web.api import models
from stations.words import pick

_V1 = "/api/v1"


class _Place(Protocol):
    """What a list's station and a whole station have in common."""

    @property
    def id(self) -> str: ...
    @property
    def names(self) -> Mapping[str, str]: ...
    @property
    def jurisdiction(self) -> str: ...
    @property
    def district(self) -> str: ...
    @property
    def address(self) -> Mapping[str, str]: ...
    @property
    def position(self) -> str: ...
    @property
    def audience(self) -> str: ...
    @property
    def side(self) -> str: ...
    @property
    def height_limit_m(self) -> float | None: ...
    @property
    def parking_fee(self) -> str: ...
    @property
    def is_demo(self) -> bool: ...


def collection(finding: Finding, lang: str) -> models.StationCollection:
    """Return what a search found."""
    passed = finding.passed
    hidden = (
        models.Hidden(
            across=passed.across,
            without_facility=passed.without_facility,
            closed=passed.closed,
            hours_unknown=passed.hours_unknown,
        )
        if passed
        else None
    )
    features = [feature(found, lang) for found in finding.found]
    return models.StationCollection(features=features, has_more=finding.has_more, hidden=hidden)


def feature(found: Found, lang: str) -> models.StationFeature:
    """Return one station of a list."""
    station = found.station
    common = _common(station, found.status, found.told, lang, found.at)
    metres = None if found.metres is None else round(found.metres, 1)
    return models.StationFeature(
        id=station.id,
        geometry=_point(station.lat, station.lng),
        properties=models.StationInList(
            **common, distance_m=metres, confirmed=found.is_confirmed, across=found.is_across
        ),
    )


def detail(view: StationView, lang: str, at: datetime) -> models.StationDetailFeature:
    """Return one station with all that is known."""
    station = view.station
    common = _common(station, view.status, view.told, lang, at)
    properties = models.StationDetail(
        **common,
        distance_m=None,
        confirmed=None,
        across=None,
        opening_hours=station.schedule.opening_hours,
        host_hours=station.schedule.host_hours,
        way_in=station.schedule.way_in,
        directions=dict(station.directions),
        parking_note=station.parking_note,
        host=dict(station.host),
        owner=dict(station.owner),
        partners=[models.Partner(names=dict(p.names), jurisdiction=p.jurisdiction) for p in station.partners],
        serves=dict(station.serves),
        phone=station.contact.phone,
        emergency_number=emergency_number(station.jurisdiction),
        navigation=[models.NavigationLink(app=link.app, url=link.url) for link in navigation_links(station, lang)],
        photos=_photos(view),
        source=station.source,
        updated_at=station.updated_at,
        version=station.version,
    )
    return models.StationDetailFeature(id=station.id, geometry=_point(station.lat, station.lng), properties=properties)


def _point(lat: float, lng: float) -> models.Point:
    return models.Point(coordinates=(round(lng, 6), round(lat, 6)))


def _photos(view: StationView) -> list[models.PhotoLink]:
    return [
        models.PhotoLink(
            url=f"/photos/{photo.id}.jpg",
            thumbnail=f"/photos/{photo.id}.jpg?size=small",
            width=photo.width,
            height=photo.height,
            caption=photo.caption,
        )
        for photo in view.photos
    ]


def _common(
    station: _Place,
    status: OpenStatus,
    told: Told,
    lang: str,
    at: datetime,
) -> dict[str, Any]:
    return {
        "id": station.id,
        "name": pick(station.names, lang),
        "names": dict(station.names),
        "demo": station.is_demo,
        "jurisdiction": station.jurisdiction,
        "district": station.district,
        "address": dict(station.address),
        "position": str(station.position),
        "audience": str(station.audience),
        "side": str(station.side),
        "height_limit_m": station.height_limit_m,
        "parking_fee": str(station.parking_fee),
        "hours": hours(status, at),
        "facilities": facilities(told, lang),
        "claims": {fact: _claim(told.judgements[fact]) for fact in FACTS},
        "links": {
            "self": f"{_V1}/stations/{station.id}",
            "sessions": f"{_V1}/sessions?station={station.id}",
            "calendar": f"{_V1}/stations/{station.id}/sessions.ics",
            "page": f"/station?station={station.id}",
            "fast_page": f"/m/station/{station.id}",
        },
    }


def hours(status: OpenStatus, at: datetime) -> models.Hours:
    """Return a status as told for ``at``."""
    return models.Hours(
        state=status.state,
        answer=answer_of(status),
        until=status.until,
        reason=str(status.reason),
        next_state=status.next_state,
        note=status.note if status.reason is not Reason.EMERGENCY else "",
        signal=status.note if status.reason is Reason.EMERGENCY else None,
        at=at,
    )


def facilities(told: Told, lang: str) -> list[models.FacilityState]:
    """Return every facility of the catalogue with its state; ``unknown`` where nobody said anything, or not lately."""
    return [
        _facility(
            told.amenities.get(one.code, Amenity(one.code)),
            told.states[one.code],
            told.judgements.get(one.code, Judgement(Standing.UNSAID)),
            pick(one.names, lang),
        )
        for one in catalogue().facilities
    ]


def _facility(amenity: Amenity, state: AmenityState, judgement: Judgement, name: str) -> models.FacilityState:
    return models.FacilityState(
        code=amenity.facility,
        name=name,
        state=state.value,
        claimed=amenity.state.value,
        claim=_claim(judgement),
        quantity=amenity.quantity,
        place=amenity.place,
        note=amenity.note,
        observed_at=amenity.observed_at,
        checked_at=amenity.checked_at,
        changed_at=amenity.changed_at,
        checked_by=str(amenity.checked_by) if amenity.checked_by else None,
        said_by=amenity.said_by,
        pads_expire_on=amenity.pads_expire_on,
        battery_expire_on=amenity.battery_expire_on,
        medicine_expire_on=amenity.medicine_expire_on,
    )


def _claim(judgement: Judgement) -> models.Claim:
    return models.Claim(
        standing=judgement.standing.value,
        at=judgement.at,
        by=str(judgement.by) if judgement.by else None,
        contradicted_by=judgement.count,
        until=judgement.until,
    )


def session(one: Session, lang: str) -> models.SessionInList:
    """Return a session."""
    return models.SessionInList(
        id=one.id,
        station=one.station_id,
        kind=one.kind,
        kind_name=name_of(one.kind, lang),
        title=pick(one.title, lang),
        titles=dict(one.title),
        hosts=[dict(host) for host in one.hosts],
        date=one.on_date,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        slot_minutes=one.slot_minutes,
        audience=one.audience,
        notes=dict(one.notes),
        details=dict(one.details),
        status="cancelled" if one.status == "cancelled" else "published",
        sequence=one.sequence,
        demo=one.is_demo,
        links={
            "slots": f"{_V1}/sessions/{one.id}/slots",
            "station": f"{_V1}/stations/{one.station_id}",
            "page": f"/book?session={one.id}",
            "fast_page": f"/m/session/{one.id}",
        },
    )


def followed(mine: Followed) -> models.ReportOut:
    """Return a report and what became of it."""
    return models.ReportOut(
        station=mine.report.station_id,
        kind=mine.report.kind,
        observed_at=mine.report.observed_at,
        received_at=mine.report.received_at,
        hidden=mine.report.is_hidden,
        concerns=[
            models.ConcernOut(
                subject=it.subject,
                disputed=it.is_dispute,
                deadline_at=it.deadline_at,
                seen_at=it.seen_at,
                settled_at=it.settled_at,
                outcome=it.outcome.value if it.outcome else None,
                why=it.why,
            )
            for it in mine.concerns
        ],
    )


def slot(one: Slot, of: Session, now: datetime) -> models.SlotInList:
    """Return a slot and whether it can be booked at ``now``."""
    return models.SlotInList(
        id=one.id,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        capacity=one.capacity,
        free=one.free,
        bookable=one.free > 0 and refuse_booking(of, one, now) is None,
    )


def slots(view: SessionView, lang: str, now: datetime) -> models.SlotList:
    """Return a session with its slots and the terms on which it is booked."""
    one, terms = view.session, view.session.terms
    return models.SlotList(
        session=session(one, lang),
        slots=[slot(it, one, now) for it in view.slots],
        opens_at=terms.opens_at(one.starts_at) if one.starts_at else None,
        closes_at=terms.closes_at(one.starts_at) if one.starts_at else None,
        most_party=terms.most_party,
        has_waitlist=terms.has_waitlist,
        questions=[
            models.QuestionOut(
                id=it.id,
                kind=it.kind.value,
                words=dict(it.words),
                options=[dict(option) for option in it.options],
                required=it.is_required,
            )
            for it in one.questions
        ],
    )


def held(view: BookingView) -> models.HoldOut:
    """Return a held place."""
    one = view.booking
    assert one.slot_id is not None
    assert one.expires_at is not None
    return models.HoldOut(token=one.token, slot_id=one.slot_id, party=one.party, expires_at=one.expires_at)


def booking(view: BookingView, lang: str, now: datetime, waiting: Waiting | None = None) -> models.BookingOut:
    """Return a booking for its owner."""
    one = view.booking
    return models.BookingOut(
        token=one.token,
        code=one.code,
        status=str(one.status),
        offer=one.is_offer,
        expires_at=one.expires_at,
        waiting=models.WaitingOut(position=waiting.position, reason=waiting.reason.value) if waiting else None,
        party=one.party,
        name=one.name,
        phone=masked(one.phone) if one.phone else "",
        category=one.category,
        created_at=one.created_at,
        session=session(view.session, lang),
        slot=slot(view.slot, view.session, now) if view.slot else None,
        links={
            "self": f"{_V1}/bookings/{one.token}",
            "page": f"/booking?token={one.token}",
            "fast_page": f"/m/booking/{one.token}",
            "calendar": f"/calendar/booking/{one.token}.ics",
            **({"accept": f"{_V1}/bookings/{one.token}/accept"} if one.is_offer else {}),
        },
    )
