"""Caring for a station: hours, exceptions, closing for a while, the way in, the contact."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from stations.access import Access, with_access
from stations.actions.care import checker, key_of, settle, speaks_for, station_of, until_settled
from stations.actions.outcome import write_or_refuse
from stations.audit import Entry
from stations.closures import checked_until
from stations.concerns import Outcome
from stations.edits import (
    PART_OF,
    Part,
    checked_contact,
    mark,
    tidied,
    with_exception,
)
from stations.errors import Code, Refused
from stations.facts import with_statement
from stations.geo import Datum, plausible_point
from stations.hours import DatedException, Schedule, WeekForm, checked, to_opening_hours
from stations.instants import format_instant, local_date
from stations.roles import Actor, Permission, require
from stations.schedule import LONGEST_REASON
from stations.station import Position, Station
from stations.storage import audit, claim_log, stations
from stations.storage.engine import Database, Tx
from stations.trust import HOURS

Detail = Mapping[str, str | int | None]
Hours = WeekForm | str | None


class Keep(Enum):
    """Says that something stays as it is."""

    AS_IT_IS = "as-it-is"


@dataclass(frozen=True, slots=True)
class PartOvertaken(Refused):
    """Somebody changed this part after the actor saw it; nothing was stored. ``theirs`` is the station as it is now."""

    code: Code = Code.CHANGED_MEANWHILE
    theirs: Station | None = None


@dataclass(frozen=True, slots=True)
class _Edit:
    """What to do to a station; ``seen`` is the mark of the part as its author saw it, None where nothing is replaced."""

    part: Part
    seen: str | None
    action: str
    detail: Detail
    change: Callable[[Station], Station]


def set_hours(
    db: Database,
    actor: Actor,
    now: datetime,
    station_id: str,
    seen: str,
    hours: Hours,
    host: Hours | Keep = Keep.AS_IT_IS,
) -> Station | Refused:
    """Store the weekly hours: a form, ``opening_hours`` text, or None ("not known"). ``seen`` is the part's mark.

    ``host`` are the hours of the place the station is inside; None: it is in no other place, or nobody knows them.

    Every function here answers :class:`PartOvertaken` when somebody changed the part meanwhile, and raises Forbidden,
    NotFound, or InvalidInput for what cannot be accepted.
    """
    require(actor, Permission.CARE_FOR_STATION, station_id)
    own = _text_of(hours)

    def change(station: Station) -> Station:
        host_hours = station.schedule.host_hours if isinstance(host, Keep) else _text_of(host)
        return _rescheduled(station, replace(station.schedule, opening_hours=own, host_hours=host_hours))

    return _carry_out(db, actor, now, station_id, _Edit(Part.HOURS, seen, "station.hours-set", {}, change))


def _text_of(hours: Hours) -> str | None:
    return to_opening_hours(hours) if isinstance(hours, WeekForm) else (hours or "").strip() or None


def add_exception(
    db: Database, actor: Actor, now: datetime, station_id: str, exception: DatedException
) -> Station | Refused:
    """Add other hours for some days; they win over exceptions that were there before. Those long over are dropped."""
    require(actor, Permission.CARE_FOR_STATION, station_id)

    def change(station: Station) -> Station:
        today = local_date(now, station.jurisdiction)
        exceptions = with_exception(station.schedule.exceptions, exception, today)
        return _rescheduled(station, replace(station.schedule, exceptions=exceptions))

    detail = {"first": str(exception.first), "last": str(exception.last)}
    edit = _Edit(Part.EXCEPTIONS, None, "station.exception-added", detail, change)
    return _carry_out(db, actor, now, station_id, edit)


def remove_exception(
    db: Database, actor: Actor, now: datetime, station_id: str, exception: DatedException
) -> Station | Refused:
    """Remove exactly this exception; nothing happens when it is gone already."""
    require(actor, Permission.CARE_FOR_STATION, station_id)

    def change(station: Station) -> Station:
        exceptions = tuple(it for it in station.schedule.exceptions if it != exception)
        return _rescheduled(station, replace(station.schedule, exceptions=exceptions))

    detail = {"first": str(exception.first), "last": str(exception.last)}
    edit = _Edit(Part.EXCEPTIONS, None, "station.exception-removed", detail, change)
    return _carry_out(db, actor, now, station_id, edit)


def close_until(
    db: Database, actor: Actor, now: datetime, station_id: str, seen: str, until: datetime, reason: str = ""
) -> Station | Refused:
    """Close the station from now until ``until`` (aware, within a year); ``reason`` is shown to drivers."""
    require(actor, Permission.CARE_FOR_STATION, station_id)
    until, reason = checked_until(until, now), tidied(reason, LONGEST_REASON, "reason")

    def change(station: Station) -> Station:
        return _rescheduled(station, replace(station.schedule, closed_until=until, closed_reason=reason))

    detail = {"until": format_instant(until)}
    return _carry_out(db, actor, now, station_id, _Edit(Part.CLOSURE, seen, "station.closed", detail, change))


def reopen(db: Database, actor: Actor, now: datetime, station_id: str, seen: str) -> Station | Refused:
    """End "closed until" before its time; the usual hours hold again."""
    require(actor, Permission.CARE_FOR_STATION, station_id)

    def change(station: Station) -> Station:
        return _rescheduled(station, replace(station.schedule, closed_until=None, closed_reason=""))

    return _carry_out(db, actor, now, station_id, _Edit(Part.CLOSURE, seen, "station.reopened", {}, change))


def set_access(
    db: Database, actor: Actor, now: datetime, station_id: str, seen: str, access: Access
) -> Station | Refused:
    """Store who is let in and how, where the door is, the side of the border, and how one may park."""
    require(actor, Permission.CARE_FOR_STATION, station_id)
    detail = {
        "audience": str(access.audience),
        "way_in": access.way_in,
        "side": str(access.side),
        "parking_fee": str(access.parking_fee),
    }
    edit = _Edit(Part.ACCESS, seen, "station.access-set", detail, lambda station: with_access(station, access))
    return _carry_out(db, actor, now, station_id, edit)


def set_contact(
    db: Database, actor: Actor, now: datetime, station_id: str, seen: str, phone: str, note: str
) -> Station | Refused:
    """Store the station's phone ("" for none; read as one of the station's region) and a note on when to call."""
    require(actor, Permission.CARE_FOR_STATION, station_id)

    def change(station: Station) -> Station:
        return replace(station, contact=checked_contact(phone, note, station.jurisdiction))

    return _carry_out(db, actor, now, station_id, _Edit(Part.CONTACT, seen, "station.contact-set", {}, change))


def _rescheduled(station: Station, schedule: Schedule) -> Station:
    return replace(station, schedule=checked(schedule))


def set_position(
    db: Database, actor: Actor, now: datetime, station_id: str, seen: str, lat: float, lng: float
) -> Station | Refused:
    """Store where the door is, in WGS-84 degrees as measured there; the position counts as exact from then on."""
    require(actor, Permission.CARE_FOR_STATION, station_id)

    def change(station: Station) -> Station:
        point = plausible_point(lat, lng, station.jurisdiction, "position")
        return replace(
            station,
            lat=point.lat,
            lng=point.lng,
            given_lat=point.lat,
            given_lng=point.lng,
            datum=str(Datum.WGS84),
            position=Position.EXACT,
        )

    return _carry_out(db, actor, now, station_id, _Edit(Part.POSITION, seen, "station.position-set", {}, change))


_FACTS = {part: fact for fact, part in PART_OF.items()}
_SETTLES = _FACTS | {Part.CLOSURE: HOURS, Part.EXCEPTIONS: HOURS}


def _carry_out(db: Database, actor: Actor, now: datetime, station_id: str, edit: _Edit) -> Station | Refused:
    def work(tx: Tx) -> Station | Refused:
        station = station_of(tx, station_id)
        if edit.seen is not None and edit.seen != mark(station, edit.part):
            return PartOvertaken(theirs=station)
        edited = _claimed(edit, station, edit.change(station), actor, now)
        if edited == station:
            return station
        stored = stations.replace(tx, replace(edited, updated_at=now), station.version)
        audit.add(tx, Entry(now, edit.action, actor, station_id, station_id, edit.detail))
        _note(tx, actor, now, edit.part, station, stored)
        return stored

    return until_settled(lambda: write_or_refuse(db, work))


def _claimed(edit: _Edit, before: Station, after: Station, actor: Actor, now: datetime) -> Station:
    """Return the edited station with the claim of whoever edited it, where the part is a fact that is claimed."""
    fact = _FACTS.get(edit.part)
    if fact is None:
        return after
    is_other = mark(after, edit.part) != mark(before, edit.part)
    claims = with_statement(after, fact, checker(actor), speaks_for(before), now, is_other=is_other)
    return replace(after, claims=claims)


def _note(tx: Tx, actor: Actor, now: datetime, part: Part, before: Station, after: Station) -> None:
    """Log the claim and settle what drivers found otherwise about it."""
    key, by = key_of(tx, after.id), checker(actor)
    fact = _FACTS.get(part)
    is_other = mark(after, part) != mark(before, part)
    if fact is not None and is_other:
        value = (after.schedule.opening_hours or "") if fact == HOURS else ""
        claim_log.add(tx, now, key, "stated", fact, value, by)
    elif fact is not None:
        claim_log.add(tx, now, key, "confirmed", fact, "", by)
    subject = _SETTLES.get(part)
    if subject is not None:
        settle(tx, actor, now, after.id, key, subject, Outcome.CHANGED if is_other else Outcome.KEPT, "")
