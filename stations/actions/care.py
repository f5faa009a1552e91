"""Caring for a station: what its facilities are like, confirmed all at once or changed one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from stations.actions.door import door_of
from stations.actions.outcome import write_or_refuse
from stations.actions.said import Told, told
from stations.amenities import Amenity, CheckedBy
from stations.audit import Entry
from stations.concerns import Concern, Outcome
from stations.edits import PART_OF, AmenityChange, Part, changed, checked_change, is_confirmable, mark
from stations.errors import Code, Conflict, NotFound, Refused
from stations.facts import with_confirmation
from stations.hours import Day, OpenStatus, week_of
from stations.roles import Actor, Permission, Role, require
from stations.station import Station
from stations.storage import amenities, audit, claim_log, concerns, photos, search, sightings, stations
from stations.storage.engine import Database, Tx
from stations.storage.photos import Photo
from stations.storage.stations import Brief
from stations.trust import HOURS, LOOKED_AT
from stations.words import pick

Versions = Mapping[str, int | str]
T = TypeVar("T")
_TRIES = 5
_MOST_LISTED = 50


@dataclass(frozen=True, slots=True)
class Overtaken(Refused):
    """Somebody changed these after the actor saw them; nothing was stored. ``theirs`` is what the facilities are now.

    ``facts`` are the others that changed: ``hours``, ``access``, ``position``.
    """

    code: Code = Code.CHANGED_MEANWHILE
    theirs: tuple[Amenity, ...] = ()
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CareView:
    """A station as whoever cares for it sees it.

    ``told`` is what drivers are told of it; ``seen`` are the versions to confirm, of facilities by code (a number) and of
    facts by name (a mark); ``marks`` tell the content of each part; ``concerns`` is what drivers found otherwise and nobody
    has settled, soonest deadline first; ``checked_at`` is since when everything shown has been looked at (None: never, or
    nothing is shown), and ``checked_by`` by whom.
    """

    station: Station
    status: OpenStatus
    week: tuple[Day, ...]
    told: Told
    photos: tuple[Photo, ...]
    seen: Versions
    marks: Mapping[Part, str]
    concerns: tuple[Concern, ...]
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
    station, key = station_of(tx, station_id), key_of(tx, station_id)
    said = amenities.of_station(tx, key)
    answer = told(said, station.claims, sightings.of_stations(tx, [key])[key], station.jurisdiction, now)
    oldest = _oldest_check(station, said)
    return CareView(
        station=station,
        status=door_of(tx, station, answer.judgements[HOURS].standing, now),
        week=week_of(station.schedule, now),
        told=answer,
        photos=tuple(photos.of_station(tx, station_id)),
        seen=_versions(station, said),
        marks={part: mark(station, part) for part in Part},
        concerns=tuple(concerns.open_at(tx, [key])),
        checked_at=oldest[0] if oldest else None,
        checked_by=oldest[1] if oldest else None,
    )


def _versions(station: Station, said: Mapping[str, Amenity]) -> dict[str, int | str]:
    versions: dict[str, int | str] = {it.facility: it.version for it in said.values() if is_confirmable(it)}
    return versions | {fact: mark(station, PART_OF[fact]) for fact in LOOKED_AT if fact in station.claims}


def _oldest_check(station: Station, said: Mapping[str, Amenity]) -> tuple[datetime, CheckedBy] | None:
    """Return the look that is longest ago among all that can be confirmed, None where one was never looked at."""
    made = [(it.checked_at, it.checked_by) for it in said.values() if is_confirmable(it)]
    made += [(claim.checked_at, claim.checked_by) for fact in LOOKED_AT if (claim := station.claims.get(fact))]
    looks = [(at, by) for at, by in made if at is not None and by is not None]
    return min(looks, key=lambda look: look[0]) if looks and len(looks) == len(made) else None


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


def cared_for_keys(tx: Tx, actor: Actor) -> list[int] | None:
    """Return the storage's numbers for the stations the actor cares for; None for an administrator, who cares for all."""
    if actor.role is Role.ADMINISTRATOR:
        return None
    found = [stations.key_of(tx, station_id) for station_id in sorted(actor.station_ids)]
    return [key for key in found if key is not None]


def _cared_for(tx: Tx, actor: Actor, text: str) -> list[int]:
    mine = cared_for_keys(tx, actor)
    if mine is not None:
        return mine[:_MOST_LISTED]
    if text.strip():
        return search.matching(tx, text, _MOST_LISTED)
    return [key for key, _ in stations.each(tx, limit=_MOST_LISTED)]


def confirm_all(db: Database, actor: Actor, now: datetime, station_id: str, seen: Versions) -> CareView | Refused:
    """Confirm everything in ``seen`` (facility → version, fact → mark) as it was shown, each with its own time.

    If somebody changed one of them since, none is confirmed and the answer is :class:`Overtaken`. A confirmation moves
    ``checked_at`` and nothing else, so two people may confirm at once. What drivers found otherwise about any of them is
    settled as kept.

    Raises:
        Forbidden, NotFound.
    """
    require(actor, Permission.CARE_FOR_STATION, station_id)
    asked = dict(sorted(seen.items()))

    def work(tx: Tx) -> CareView | Refused:
        station, key = station_of(tx, station_id), key_of(tx, station_id)
        by, said_by = checker(actor), speaks_for(station)
        facts = [fact for fact in asked if fact in PART_OF]
        changed_facts = tuple(fact for fact in facts if asked[fact] != mark(station, PART_OF[fact]))
        facilities = {subject: version for subject, version in asked.items() if subject not in PART_OF}
        stale = [
            facility
            for facility, version in facilities.items()
            if not amenities.confirm(tx, key, facility, int(version), now, by, said_by)
        ]
        if stale or changed_facts:
            said = amenities.of_station(tx, key)
            return Overtaken(theirs=tuple(said.get(it, Amenity(it)) for it in stale), facts=changed_facts)
        if facts:
            confirm_facts(tx, station, key, facts, by, now)
        claim_log.add(tx, now, key, "confirmed", ",".join(asked), "", by)
        for subject in asked:
            settle(tx, actor, now, station_id, key, subject, Outcome.KEPT, "")
        audit.add(tx, Entry(now, "station.confirmed", actor, station_id, station_id, {"facilities": len(facilities)}))
        return _view(tx, now, station_id)

    return until_settled(lambda: write_or_refuse(db, work))


def confirm_facts(tx: Tx, station: Station, key: int, facts: Iterable[str], by: CheckedBy, now: datetime) -> None:
    """Note that somebody looked and found ``facts`` as stated; raises Conflict when the station was edited since it was read."""
    claims = with_confirmation(station.claims, facts, by, speaks_for(station), now)
    if not stations.set_claims(tx, key, replace(station, claims=claims, updated_at=now)):
        raise Conflict


def settle(
    tx: Tx, actor: Actor, now: datetime, station_id: str, key: int, subject: str, outcome: Outcome, why: str
) -> bool:
    """Settle the open concern about ``subject``, if there is one, in the transaction of what settles it."""
    settled = concerns.settle(tx, key, subject, now, actor.account_id, outcome, why)
    if settled is None:
        return False
    claim_log.add(tx, now, key, "settled", subject, str(outcome), checker(actor))
    audit.add(
        tx, Entry(now, "concern.settled", actor, settled, station_id, {"subject": subject, "outcome": str(outcome)})
    )
    return True


def set_amenity(db: Database, actor: Actor, now: datetime, station_id: str, change: AmenityChange) -> Amenity | Refused:
    """Store what the actor says about one facility; saying the same as before confirms it.

    The answer is :class:`Overtaken` when somebody else changed it since the actor saw it.

    Raises:
        Forbidden, NotFound, InvalidInput.
    """
    require(actor, Permission.CARE_FOR_STATION, station_id)
    change = checked_change(change)
    return until_settled(lambda: write_or_refuse(db, lambda tx: store_change(tx, actor, now, station_id, change)))


def store_change(tx: Tx, actor: Actor, now: datetime, station_id: str, change: AmenityChange) -> Amenity | Refused:
    """Store a checked change in a transaction that is under way; the answers are those of :func:`set_amenity`."""
    key = key_of(tx, station_id)
    said = amenities.of_station(tx, key).get(change.facility, Amenity(change.facility))
    if said.version != change.expected_version:
        return Overtaken(theirs=(said,))
    after = changed(said, change, now, checker(actor), speaks_for(station_of(tx, station_id)))
    return _store(tx, actor, now, station_id, key, said, after)


def _store(tx: Tx, actor: Actor, now: datetime, station_id: str, key: int, before: Amenity, after: Amenity) -> Amenity:
    detail = {"state": str(after.state), "was": str(before.state)} | _dates(before, after)
    by, code = checker(actor), after.facility
    if is_same_claim(before, after) and amenities.confirm(tx, key, code, before.version, now, by, after.said_by):
        audit.add(tx, Entry(now, "station.amenity-confirmed", actor, code, station_id, detail))
        claim_log.add(tx, now, key, "confirmed", code, "", by)
    else:
        amenities.put(tx, key, after, before.version)
        audit.add(tx, Entry(now, "station.amenity-set", actor, code, station_id, detail))
        claim_log.add(tx, now, key, "stated", code, str(after.state), by)
    is_other = before.state is not after.state
    settle(tx, actor, now, station_id, key, code, Outcome.CHANGED if is_other else Outcome.KEPT, "")
    return amenities.of_station(tx, key)[code]


def speaks_for(station: Station) -> str:
    """Return the organisation in whose name whoever cares for the station speaks, "" where nobody published it."""
    return pick(station.owner, "zh-Hans")


def _dates(before: Amenity, after: Amenity) -> dict[str, str]:
    """Return the expiry dates that were changed: whoever moved one must be found again."""
    was = before.expiries
    return {part: str(day or "-") for part, day in after.expiries.items() if day != was[part]}


def is_same_claim(one: Amenity, other: Amenity) -> bool:
    """Tell whether two statements about a facility say the same, whoever made them and when."""
    return _claim(one) == _claim(other)


def _claim(it: Amenity) -> tuple[object, ...]:
    return it.state, it.quantity, it.place, it.note, it.expiries


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
