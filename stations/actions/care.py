"""Caring for a station: what its facilities are like, confirmed all at once or changed one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from stations.actions.outcome import write_or_refuse
from stations.actions.said import states_on
from stations.amenities import Amenity, AmenityState, CheckedBy
from stations.audit import Entry
from stations.edits import AmenityChange, Part, changed, checked_change, is_confirmable, mark
from stations.errors import Code, Conflict, NotFound, Refused
from stations.hours import Day, OpenStatus, status_at, week_of
from stations.instants import local_date
from stations.roles import Actor, Permission, Role, require
from stations.station import Station
from stations.storage import amenities, audit, photos, search, stations
from stations.storage.engine import Database, Tx
from stations.storage.photos import Photo
from stations.storage.stations import Brief

T = TypeVar("T")
_TRIES = 5
_MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class Overtaken(Refused):
    """Somebody changed these facilities after the actor saw them; nothing was stored. ``theirs`` is what they are now."""

    code: Code = Code.CHANGED_MEANWHILE
    theirs: tuple[Amenity, ...] = ()


@dataclass(frozen=True, slots=True)
class CareView:
    """A station as whoever cares for it sees it.

    ``amenities`` is what was said, by code; ``states`` has every facility of the catalogue as drivers see it; ``seen`` are
    the versions to confirm; ``marks`` tell the content of each part; ``checked_at`` is since when everything shown has been
    looked at (None: never, or nothing is shown), and ``checked_by`` by whom.
    """

    station: Station
    status: OpenStatus
    week: tuple[Day, ...]
    amenities: Mapping[str, Amenity]
    states: Mapping[str, AmenityState]
    photos: tuple[Photo, ...]
    seen: Mapping[str, int]
    marks: Mapping[Part, str]
    checked_at: datetime | None
    checked_by: CheckedBy | None


def see_for_care(db: Database, actor: Actor, now: datetime, station_id: str) -> CareView:
    """Return the station with everything that can be edited.

    Raises:
        Forbidden: it is not one of the actor's. NotFound: there is no such station.
    """
    require(actor, Permission.CARE_FOR_STATION, station_id)
    return db.read(lambda tx: _view(tx, now, station_id))


def _view(tx: Tx, now: datetime, station_id: str) -> CareView:
    station = station_of(tx, station_id)
    said = amenities.of_station(tx, key_of(tx, station_id))
    confirmable = [amenity for amenity in said.values() if is_confirmable(amenity)]
    checks = [(it.checked_at, it.checked_by) for it in confirmable if it.checked_at]
    oldest = min(checks, key=lambda check: check[0], default=None) if len(checks) == len(confirmable) else None
    return CareView(
        station=station,
        status=status_at(station.schedule, now),
        week=week_of(station.schedule, now),
        amenities=said,
        states=states_on(said, local_date(now, station.jurisdiction)),
        photos=tuple(photos.of_station(tx, station_id)),
        seen={amenity.facility: amenity.version for amenity in confirmable},
        marks={part: mark(station, part) for part in Part},
        checked_at=oldest[0] if oldest else None,
        checked_by=oldest[1] if oldest else None,
    )


def station_of(tx: Tx, station_id: str) -> Station:
    """Return the station; raises NotFound."""
    station = stations.get(tx, station_id)
    if station is None:
        raise NotFound(Code.STATION_NOT_FOUND)
    return station


def key_of(tx: Tx, station_id: str) -> int:
    """Return the storage's number for the station; raises NotFound."""
    key = stations.key_of(tx, station_id)
    if key is None:
        raise NotFound(Code.STATION_NOT_FOUND)
    return key


def my_stations(db: Database, actor: Actor, text: str = "") -> list[Brief]:
    """Return up to 50 stations the actor cares for; ``text`` searches an administrator's, who cares for all.

    Raises:
        Forbidden: the actor cares for none by their role.
    """
    require(actor, Permission.CARE_FOR_STATION)
    return db.read(lambda tx: list(stations.briefs(tx, _cared_for(tx, actor, text)).values()))


def _cared_for(tx: Tx, actor: Actor, text: str) -> list[int]:
    if actor.role is not Role.ADMINISTRATOR:
        found = [stations.key_of(tx, station_id) for station_id in sorted(actor.station_ids)]
        return [key for key in found if key is not None][:_MOST_LISTED]
    if text.strip():
        return search.matching(tx, text, _MOST_LISTED)
    return [key for key, _ in stations.each(tx, limit=_MOST_LISTED)]


def confirm_all(
    db: Database, actor: Actor, now: datetime, station_id: str, seen: Mapping[str, int]
) -> CareView | Refused:
    """Confirm every facility in ``seen`` (code → version) as it was shown.

    If somebody changed one of them since, none is confirmed and the answer is :class:`Overtaken`. A confirmation moves
    ``checked_at`` and nothing else, so two people may confirm at once.

    Raises:
        Forbidden, NotFound.
    """
    require(actor, Permission.CARE_FOR_STATION, station_id)

    def work(tx: Tx) -> CareView | Refused:
        key = key_of(tx, station_id)
        stale = [
            facility
            for facility, version in sorted(seen.items())
            if not amenities.confirm(tx, key, facility, version, now, checker(actor))
        ]
        if stale:
            said = amenities.of_station(tx, key)
            return Overtaken(theirs=tuple(said.get(facility, Amenity(facility)) for facility in stale))
        audit.add(tx, Entry(now, "station.confirmed", actor, station_id, station_id, {"facilities": len(seen)}))
        return _view(tx, now, station_id)

    return write_or_refuse(db, work)


def set_amenity(db: Database, actor: Actor, now: datetime, station_id: str, change: AmenityChange) -> Amenity | Refused:
    """Store what the actor says about one facility; saying the same as before confirms it.

    The answer is :class:`Overtaken` when somebody else changed it since the actor saw it.

    Raises:
        Forbidden, NotFound, InvalidInput.
    """
    require(actor, Permission.CARE_FOR_STATION, station_id)
    change = checked_change(change)

    def work(tx: Tx) -> Amenity | Refused:
        key = key_of(tx, station_id)
        said = amenities.of_station(tx, key).get(change.facility, Amenity(change.facility))
        if said.version != change.expected_version:
            return Overtaken(theirs=(said,))
        return _store(tx, actor, now, station_id, key, said, changed(said, change, now, checker(actor)))

    return until_settled(lambda: write_or_refuse(db, work))


def _store(tx: Tx, actor: Actor, now: datetime, station_id: str, key: int, before: Amenity, after: Amenity) -> Amenity:
    detail = {"state": str(after.state), "was": str(before.state)} | _dates(before, after)
    if is_same_claim(before, after) and amenities.confirm(tx, key, after.facility, before.version, now, checker(actor)):
        audit.add(tx, Entry(now, "station.amenity-confirmed", actor, after.facility, station_id, detail))
    else:
        amenities.put(tx, key, after, before.version)
        audit.add(tx, Entry(now, "station.amenity-set", actor, after.facility, station_id, detail))
    return amenities.of_station(tx, key)[after.facility]


def _dates(before: Amenity, after: Amenity) -> dict[str, str]:
    """Return the expiry dates that were changed: whoever moved one must be found again."""
    dates = {
        "pads": (before.pads_expire_on, after.pads_expire_on),
        "battery": (before.battery_expire_on, after.battery_expire_on),
    }
    return {name: str(now or "-") for name, (was, now) in dates.items() if now != was}


def is_same_claim(one: Amenity, other: Amenity) -> bool:
    """Tell whether two statements about a facility say the same, whoever made them and when."""
    return _claim(one) == _claim(other)


def _claim(it: Amenity) -> tuple[object, ...]:
    return it.state, it.quantity, it.place, it.note, it.pads_expire_on, it.battery_expire_on


def checker(actor: Actor) -> CheckedBy:
    """Return what is noted as the source of what ``actor`` says."""
    return CheckedBy.ADMINISTRATOR if actor.role is Role.ADMINISTRATOR else CheckedBy.MANAGER


def until_settled(attempt: Callable[[], T]) -> T:
    """Return ``attempt()``, tried again when another writer got in between its look and its edit."""
    for _ in range(_TRIES - 1):
        try:
            return attempt()
        except Conflict:
            continue
    return attempt()
