"""What a list changes at a station that is there already.

A list changes what it fills in and nothing else. What somebody with an account has edited since stays theirs: hours, way
in and contact once they have touched them, a facility until the list itself tells of a later look.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from stations.amenities import Amenity, claim_of
from stations.border import choices
from stations.claims import Claim, prevails
from stations.exchange.station_columns import TEXTS
from stations.exchange.station_file import StationRecord
from stations.exchange.station_row import SCHEDULE_FIELDS, Row
from stations.station import Side, Station
from stations.trust import ACCESS, HOURS, POSITION

_POSITION = ("jurisdiction", "lat", "lng", "given_lat", "given_lng", "datum")
_LANGUAGE_ENDS = ("", "_zh_hans", "_zh_hant", "_en")
_ACCESS = {
    "audience",
    "way_in",
    "side",
    "height_limit_m",
    "parking_fee",
    "parking_note",
    *(f"{base}{end}" for base in ("directions", "host") for end in _LANGUAGE_ENDS),
}
_PLAIN = ("position", "district", "audience", "partners", "side", "height_limit_m", "parking_fee", "parking_note")
# the fields that an edit of a person takes out of the list's hands, by the audit action that records the edit
OWNED_AFTER: Mapping[str, frozenset[str]] = {
    "station.hours-set": frozenset({"opening_hours"}),
    "station.access-set": frozenset(_ACCESS),
    "station.contact-set": frozenset({"contact_phone", "contact_note"}),
}
NEVER_CHANGED = frozenset({"id", "source", "is_demo", "exceptions", "closed_until", "closed_reason"})


def merged(there: Station, row: Row, edits: Iterable[str]) -> Station:
    """Return the station as the row says it is; equal to ``there`` when the row says nothing new.

    ``edits`` are the audit actions by which people have edited it.
    """
    assert row.record is not None
    owned = NEVER_CHANGED.union(*(OWNED_AFTER.get(action, frozenset()) for action in edits))
    told = row.record.station
    said = row.said - owned
    values: dict[str, Any] = {name: getattr(told, name) for name in _POSITION}
    for field in _PLAIN:
        if field in said:
            values[field] = getattr(told, field)
    for base in TEXTS:
        attribute = "names" if base == "name" else base
        if any(field.removeprefix(base) in _LANGUAGE_ENDS for field in said):
            values[attribute] = {**getattr(there, attribute), **getattr(told, attribute)}
    if values.get("side", there.side) not in choices(told.jurisdiction):  # the list moves the station over the border
        values["side"] = Side.UNKNOWN
    after = replace(there, **values, schedule=_schedule(there, told, said), contact=_contact(there, told, said))
    return replace(after, claims=_claims(there, after, told, owned))


_FIELDS_OF = {
    HOURS: frozenset({"opening_hours"}),
    ACCESS: frozenset({"audience", "way_in"}),
    POSITION: frozenset({"lat"}),
}


def _claims(there: Station, after: Station, told: Station, owned: frozenset[str]) -> dict[str, Claim]:
    """Return the claims after the list: its own where it changed a fact or looked later, the others as they were."""
    claims = dict(there.claims)
    for fact, fields in _FIELDS_OF.items():
        claim, known = told.claims.get(fact), there.claims.get(fact)
        if claim is None or fields & owned:
            continue
        if known is None or _value(after, fact) != _value(there, fact):
            claims[fact] = claim
        elif _looked_later(claim, known):
            claims[fact] = replace(claim, changed_at=known.changed_at)
    return claims


def _value(station: Station, fact: str) -> tuple[object, ...]:
    if fact == HOURS:
        return (station.schedule.opening_hours,)
    return (station.audience, station.schedule.way_in) if fact == ACCESS else (station.lat, station.lng)


def _looked_later(told: Claim, known: Claim) -> bool:
    return told.checked_at is not None and (known.checked_at is None or told.checked_at > known.checked_at)


def _schedule(there: Station, told: Station, said: frozenset[str]) -> Any:
    values = {
        field: getattr(told.schedule, field) for field in ("opening_hours", "way_in") if field in said & SCHEDULE_FIELDS
    }
    return replace(there.schedule, **values, jurisdiction=told.jurisdiction)


def _contact(there: Station, told: Station, said: frozenset[str]) -> Any:
    phone = told.contact.phone if "contact_phone" in said else there.contact.phone
    note = told.contact.note if told.contact.note and said & {"contact_note", "contact_phone"} else there.contact.note
    return replace(there.contact, phone=phone, note=note)


def new_statements(there: Mapping[str, Amenity], record: StationRecord) -> list[tuple[Amenity, int]]:
    """Return the statements of the list that change something, each with the version it replaces (0: none).

    One that only repeats what is known is not among them: that a list is sent again does not make it fresher.
    """
    found = []
    for told in record.amenities:
        known = there.get(told.facility)
        if known is None:
            found.append((told, 0))
        elif not _is_same(known, told) and _may_replace(known, told, record.station.jurisdiction):
            found.append((_completed(known, told), known.version))
    return found


def _may_replace(known: Amenity, told: Amenity, jurisdiction: str) -> bool:
    """Tell whether the list's word counts by the rule of precedence; that nobody knows is no claim and stands against none."""
    before, after = claim_of(known, jurisdiction), claim_of(told, jurisdiction)
    if before is None:
        return known.checked_by is None or after is not None
    return prevails(after or Claim(told.checked_by, checked_at=told.checked_at), before)


def _is_same(known: Amenity, told: Amenity) -> bool:
    if told.checked_at and known.checked_at and told.checked_at > known.checked_at:
        return False
    return _completed(known, told) == replace(known, checked_at=told.checked_at, checked_by=told.checked_by)


def _completed(known: Amenity, told: Amenity) -> Amenity:
    """Return what the list says, with the details that it leaves open kept as they are known."""
    return replace(
        told,
        quantity=told.quantity if told.quantity is not None else known.quantity,
        place=told.place or known.place,
        note=told.note or known.note,
        pads_expire_on=told.pads_expire_on or known.pads_expire_on,
        battery_expire_on=told.battery_expire_on or known.battery_expire_on,
        medicine_expire_on=told.medicine_expire_on or known.medicine_expire_on,
        said_by=told.said_by or known.said_by,
        changed_at=known.changed_at if told.state is known.state else told.changed_at,
        version=known.version,
    )
