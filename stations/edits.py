"""What somebody who cares for a station may change, checked before it is stored.

A station is edited in parts (hours, way in, contact …). Each part has a *mark* that is the same for, and only for, the
same content: an edit names the mark of what its author saw, so two people who change different parts do not disturb each
other, and nobody overwrites unseen what another wrote in the same part.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from stations.amenities import (
    EXPIRY_FIELDS,
    MOST_OF_A_KIND,
    NOTE_LENGTH,
    PLACE_LENGTH,
    STATED,
    Amenity,
    AmenityState,
    CheckedBy,
)
from stations.catalogue import catalogue
from stations.errors import Code, InvalidInput
from stations.instants import FIRST_YEAR, LAST_YEAR, format_instant
from stations.phones import parse_phone
from stations.schedule import DatedException
from stations.station import Contact, Station
from stations.trust import ACCESS, HOURS, POSITION
from stations.words import LANGUAGES, Names

CONTACT_NOTE_LENGTH = 200
CAPTION_LENGTH = 80


class Part(StrEnum):
    """The parts of a station that are edited one at a time."""

    HOURS = "hours"
    CLOSURE = "closure"
    EXCEPTIONS = "exceptions"
    ACCESS = "access"
    CONTACT = "contact"
    POSITION = "position"


PART_OF = {HOURS: Part.HOURS, ACCESS: Part.ACCESS, POSITION: Part.POSITION}


def mark(station: Station, part: Part) -> str:
    """Return 16 hexadecimal digits that change when, and only when, the content of the part does."""
    plain = json.dumps(_content(station, part), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(plain.encode()).hexdigest()[:16]


def _content(station: Station, part: Part) -> object:
    schedule, until = station.schedule, station.schedule.closed_until
    if part is Part.HOURS:
        return [schedule.opening_hours, schedule.host_hours] if schedule.host_hours else schedule.opening_hours
    if part is Part.CLOSURE:
        return [format_instant(until) if until else None, schedule.closed_reason]
    if part is Part.EXCEPTIONS:
        return [[str(it.first), str(it.last), it.hours, it.reason] for it in schedule.exceptions]
    if part is Part.POSITION:
        return [station.lat, station.lng]
    if part is Part.ACCESS:
        return [
            str(station.audience), schedule.way_in, dict(station.directions), str(station.side), station.height_limit_m,
            str(station.parking_fee), station.parking_note, dict(station.host),
        ]  # fmt: skip
    return [station.contact.phone, station.contact.note]


@dataclass(frozen=True, slots=True)
class AmenityChange:
    """What somebody says about a facility, and the version they saw (0: nobody had said anything)."""

    facility: str
    expected_version: int
    state: AmenityState
    quantity: int | None = None
    place: str = ""
    note: str = ""
    pads_expire_on: date | None = None
    battery_expire_on: date | None = None
    medicine_expire_on: date | None = None


def with_state(said: Amenity, seen: int, state: AmenityState) -> AmenityChange:
    """Return the change that says only that a facility is in another state; ``seen`` is the version its author saw."""
    return AmenityChange(
        said.facility,
        seen,
        state,
        said.quantity,
        said.place,
        said.note,
        said.pads_expire_on,
        said.battery_expire_on,
        said.medicine_expire_on,
    )


def checked_change(change: AmenityChange) -> AmenityChange:
    """Return the change with its texts tidied.

    Raises:
        InvalidInput: an unknown facility or a state that nobody can state, a number outside 1 to 999, a text too long, an
            impossible date, or a date of expiry for something that has none.
    """
    catalogue()[change.facility]
    if change.state not in STATED:
        raise InvalidInput(Code.STATE_UNKNOWN, "state")
    if change.quantity is not None and not 1 <= change.quantity <= MOST_OF_A_KIND:
        raise InvalidInput(Code.LIMIT_INVALID, "quantity", most=MOST_OF_A_KIND)
    for field in ("pads_expire_on", "battery_expire_on", "medicine_expire_on"):
        day: date | None = getattr(change, field)
        is_dated = field in EXPIRY_FIELDS.get(change.facility, ())
        if day and not (is_dated and FIRST_YEAR <= day.year <= LAST_YEAR):
            raise InvalidInput(Code.DATE_INVALID, field)
    return replace(
        change,
        state=AmenityState(change.state),
        place=tidied(change.place, PLACE_LENGTH, "place"),
        note=tidied(change.note, NOTE_LENGTH, "note"),
    )


def changed(amenity: Amenity, change: AmenityChange, now: datetime, by: CheckedBy, said_by: str = "") -> Amenity:
    """Return the amenity as ``change`` says it is; ``changed_at`` moves only when the state becomes another."""
    is_other = change.state is not amenity.state or amenity.changed_at is None
    return replace(
        amenity,
        state=change.state,
        quantity=change.quantity,
        place=change.place,
        note=change.note,
        pads_expire_on=change.pads_expire_on,
        battery_expire_on=change.battery_expire_on,
        medicine_expire_on=change.medicine_expire_on,
        observed_at=now,
        said_by=said_by,
        checked_at=now,
        checked_by=by,
        changed_at=now if is_other else amenity.changed_at,
    )


def is_confirmable(amenity: Amenity) -> bool:
    """Tell whether there is something to confirm: somebody said more than that they do not know."""
    return amenity.version > 0 and amenity.state is not AmenityState.UNKNOWN


def with_exception(
    exceptions: tuple[DatedException, ...], new: DatedException, today: date
) -> tuple[DatedException, ...]:
    """Return the exceptions with ``new`` last, where it wins, without those that were over before ``today``."""
    tidy = replace(new, reason=tidied(new.reason, 200, "reason"))
    return (*(it for it in exceptions if it.last >= today and it != tidy), tidy)


def checked_names(names: Names, most: int, field: str) -> Mapping[str, str]:
    """Return the texts without the languages left empty; raises InvalidInput `too-long` or `invalid`."""
    if not set(names) <= set(LANGUAGES):
        raise InvalidInput(Code.INVALID, field)
    tidy = {lang: tidied(names.get(lang, ""), most, field) for lang in LANGUAGES}
    return {lang: text for lang, text in tidy.items() if text}


def checked_contact(phone: str, note: str, jurisdiction: str) -> Contact:
    """Return the contact with its phone in E.164; an empty phone is none.

    Raises:
        InvalidInput: `phone-invalid` or `too-long`.
    """
    number = parse_phone(phone, jurisdiction) if phone.strip() else ""
    return Contact(number, tidied(note, CONTACT_NOTE_LENGTH, "note"))


def tidied(text: str, most: int, field: str) -> str:
    """Return ``text`` on one line with single spaces.

    Raises:
        InvalidInput: `too-long`, or `invalid` for characters that do not print.
    """
    tidy = " ".join(text.split())
    if len(tidy) > most:
        raise InvalidInput(Code.TOO_LONG, field)
    if not tidy.isprintable():
        raise InvalidInput(Code.INVALID, field)
    return tidy
