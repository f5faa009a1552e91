"""What drivers found otherwise, in the hands of whoever cares for the station, and of the administrators who moderate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stations.actions.care import (
    cared_for_keys,
    checker,
    confirm_facts,
    key_of,
    settle,
    speaks_for,
    station_of,
    store_change,
    until_settled,
)
from stations.actions.outcome import write_or_refuse
from stations.actions.report import weigh_again
from stations.amenities import Amenity, AmenityState
from stations.audit import Entry
from stations.concerns import WHY_LENGTH, Concern, Outcome
from stations.edits import PART_OF, checked_change, tidied, with_state
from stations.errors import Code, Conflict, InvalidInput, NotFound, Refused
from stations.roles import Actor, Permission, require
from stations.storage import amenities, audit, claim_log, concerns, reports, sightings, stations
from stations.storage.engine import Database, Tx
from stations.storage.reports import Report as Report
from stations.words import Names

_MOST_LISTED = 200
_MOST_MODERATED = 50


@dataclass(frozen=True, slots=True)
class ConcernView:
    """A concern with its reports, newest first, and the station's names.

    ``said`` is what is said of the facility it is about; None where it is about hours, way in or position.
    """

    concern: Concern
    names: Names
    jurisdiction: str
    reports: tuple[Report, ...]
    said: Amenity | None = None


@dataclass(frozen=True, slots=True)
class Moderated:
    """A report as whoever moderates sees it: the station's names, and whether its device may send no more.

    ``facility`` is the one it speaks of, "" where it speaks of the door, the position or everything.
    """

    report: Report
    facility: str
    names: Names
    is_blocked: bool


def my_concerns(db: Database, actor: Actor) -> list[ConcernView]:
    """Return what nobody has settled yet at the actor's stations (an administrator: everywhere), soonest deadline first.

    Raises:
        Forbidden: the actor cares for none by their role.
    """
    require(actor, Permission.CARE_FOR_STATION)

    def work(tx: Tx) -> list[ConcernView]:
        keys = cared_for_keys(tx, actor)
        waiting = concerns.open_everywhere(tx, _MOST_LISTED) if keys is None else concerns.open_at(tx, keys)
        return [_view(tx, it) for it in waiting]

    return db.read(work)


def count_disputes(db: Database, actor: Actor) -> int:
    """Return how many disputes wait for the actor; raises Forbidden like :func:`my_concerns`."""
    require(actor, Permission.CARE_FOR_STATION)
    return db.read(lambda tx: concerns.count_disputes(tx, cared_for_keys(tx, actor)))


def of_station(db: Database, actor: Actor, station_id: str) -> list[ConcernView]:
    """Return what nobody has settled yet at a station; raises Forbidden, NotFound."""
    require(actor, Permission.CARE_FOR_STATION, station_id)
    return db.read(lambda tx: [_view(tx, it) for it in concerns.open_at(tx, [key_of(tx, station_id)])])


def _view(tx: Tx, concern: Concern) -> ConcernView:
    station = station_of(tx, concern.station_id)
    visible = tuple(it for it in reports.of_concern(tx, concern.id) if not it.is_hidden)
    said = amenities.of_station(tx, concern.station_key).get(concern.subject)
    return ConcernView(concern, station.names, station.jurisdiction, visible, said)


def note_seen(db: Database, actor: Actor, now: datetime, station_id: str) -> int:
    """Tell the reporters of a station's open concerns that somebody who cares for it has seen them; how many were new."""
    require(actor, Permission.CARE_FOR_STATION, station_id)

    def work(tx: Tx) -> int:
        new = concerns.mark_seen(tx, key_of(tx, station_id), now)
        if new:
            audit.add(tx, Entry(now, "concern.seen", actor, station_id, station_id, {"concerns": new}))
        return new

    return db.write(work)


def answer(
    db: Database, actor: Actor, now: datetime, concern_id: str, outcome: Outcome, why: str = ""
) -> Concern | Refused:
    """Settle a concern: it was so and is put right (``fixed``), or it is as shown and ``why`` says so (``kept``).

    Either way the actor has looked, so the claim is confirmed with the time of now. That it is really otherwise is said by
    changing it (:func:`stations.actions.care.set_amenity`, :mod:`stations.actions.care_station`), which settles it too. If
    somebody settled it meanwhile, the answer is `changed-meanwhile`.

    Raises:
        Forbidden, NotFound. InvalidInput: another outcome, or ``kept`` without a reason.
    """
    if outcome not in (Outcome.FIXED, Outcome.KEPT):
        raise InvalidInput(Code.STATE_UNKNOWN, "outcome")
    why = tidied(why, WHY_LENGTH, "why")
    if outcome is Outcome.KEPT and not why:
        raise InvalidInput(Code.REQUIRED, "why")

    def work(tx: Tx) -> Concern | Refused:
        concern = _existing(tx, concern_id)
        require(actor, Permission.CARE_FOR_STATION, concern.station_id)
        key, subject = concern.station_key, concern.subject
        if not settle(tx, actor, now, concern.station_id, key, subject, outcome, why):
            return Refused(Code.CHANGED_MEANWHILE)
        _confirm(tx, actor, now, concern)
        weigh_again(tx, now, concern.station_id)
        return _existing(tx, concern_id)

    return until_settled(lambda: write_or_refuse(db, work))


def agree(
    db: Database, actor: Actor, now: datetime, concern_id: str, seen: int, state: AmenityState
) -> Amenity | Refused:
    """Say that drivers are right: the facility is in ``state``; ``seen`` is its version as the actor saw it.

    The answer is `changed-meanwhile` when somebody settled the concern or changed the facility since.

    Raises:
        Forbidden, NotFound. InvalidInput: it is about no facility, or nobody can state that.
    """

    def work(tx: Tx) -> Amenity | Refused:
        concern = _existing(tx, concern_id)
        require(actor, Permission.CARE_FOR_STATION, concern.station_id)
        said = amenities.of_station(tx, concern.station_key).get(concern.subject)
        if said is None:
            raise InvalidInput(Code.FACILITY_UNKNOWN, "subject", given=concern.subject)
        if concern.settled_at is not None:
            return Refused(Code.CHANGED_MEANWHILE)
        change = checked_change(with_state(said, seen, state))
        return store_change(tx, actor, now, concern.station_id, change)

    return until_settled(lambda: write_or_refuse(db, work))


def see_concern(db: Database, actor: Actor, concern_id: str) -> ConcernView:
    """Return a concern, settled or not; raises Forbidden, NotFound."""

    def work(tx: Tx) -> ConcernView:
        concern = _existing(tx, concern_id)
        require(actor, Permission.CARE_FOR_STATION, concern.station_id)
        return _view(tx, concern)

    return db.read(work)


def _existing(tx: Tx, concern_id: str) -> Concern:
    concern = concerns.get(tx, concern_id)
    if concern is None:
        raise NotFound(Code.CONCERN_NOT_FOUND)
    return concern


def _confirm(tx: Tx, actor: Actor, now: datetime, concern: Concern) -> None:
    station, key, subject = station_of(tx, concern.station_id), concern.station_key, concern.subject
    by = checker(actor)
    if subject in PART_OF:
        confirm_facts(tx, station, key, [subject], by, now)
    else:
        version = amenities.of_station(tx, key)[subject].version
        if not amenities.confirm(tx, key, subject, version, now, by, speaks_for(station)):
            raise Conflict
    claim_log.add(tx, now, key, "confirmed", subject, "", by)


def latest_reports(db: Database, actor: Actor) -> list[Moderated]:
    """Return the latest reports of all stations, for whoever moderates; raises Forbidden."""
    require(actor, Permission.MODERATE_REPORTS)
    return db.read(_moderated)


def _moderated(tx: Tx) -> list[Moderated]:
    found = reports.latest(tx, _MOST_MODERATED)
    briefs = stations.briefs(tx, {it.station_key for it in found})
    blocked = reports.blocked_of(tx, {it.device for it in found})
    facilities = reports.facilities_of(tx, [it.id for it in found])
    return [
        Moderated(it, facilities.get(it.id, ""), briefs[it.station_key].names, it.device in blocked) for it in found
    ]


def report_photo(db: Database, actor: Actor, report_id: str) -> bytes:
    """Return the photo of a report as JPEG; only whoever cares for the station sees it. Raises Forbidden, NotFound."""

    def work(tx: Tx) -> bytes:
        report = reports.get(tx, report_id)
        require(actor, Permission.CARE_FOR_STATION, report.station_id if report else "")
        image = reports.photo(tx, report_id)
        if image is None:
            raise NotFound(Code.PHOTO_NOT_FOUND)
        return image

    return db.read(work)


def hide(db: Database, actor: Actor, now: datetime, report_id: str, why: str) -> None:
    """Count a report no more and drop what it says; a concern that rests on it alone is settled as hidden.

    Only an administrator may: whoever is complained about does not judge the complaint.

    Raises:
        Forbidden, NotFound. InvalidInput: no reason.
    """
    require(actor, Permission.MODERATE_REPORTS)
    reason = _reason(why)
    db.write(lambda tx: _hide(tx, actor, now, _report(tx, report_id), reason))


def _reason(why: str) -> str:
    """Return the reason tidied: whoever takes a driver's word away says why."""
    reason = tidied(why, WHY_LENGTH, "why")
    if not reason:
        raise InvalidInput(Code.REQUIRED, "why")
    return reason


def _report(tx: Tx, report_id: str) -> Report:
    report = reports.get(tx, report_id)
    if report is None:
        raise NotFound(Code.REPORT_NOT_FOUND)
    return report


def _hide(tx: Tx, actor: Actor, now: datetime, report: Report, why: str) -> None:
    if not reports.hide(tx, report.id, now, actor.account_id):
        return
    sightings.hide_report(tx, report.id)
    audit.add(tx, Entry(now, "report.hidden", actor, report.id, report.station_id, {"why": why}))
    for concern_id in reports.concerns_of(tx, report.id):
        concern = _existing(tx, concern_id)
        if concern.settled_at is None and not concern.devices:
            settle(tx, actor, now, report.station_id, report.station_key, concern.subject, Outcome.HIDDEN, why)
    weigh_again(tx, now, report.station_id)


def block_device(db: Database, actor: Actor, now: datetime, report_id: str, why: str) -> int:
    """Take no more reports from the device that sent this one and hide all it has sent; return how many that were.

    Raises:
        Forbidden, NotFound. InvalidInput: no reason.
    """
    require(actor, Permission.MODERATE_REPORTS)
    reason = _reason(why)

    def work(tx: Tx) -> int:
        report = _report(tx, report_id)
        if reports.block(tx, report.device, now, actor.account_id, reason):
            audit.add(tx, Entry(now, "device.blocked", actor, report.device, "", {"why": reason}))
        sent = reports.by_device(tx, report.device)
        for one in sent:
            _hide(tx, actor, now, one, reason)
        return len(sent)

    return db.write(work)


def unblock_device(db: Database, actor: Actor, now: datetime, report_id: str) -> None:
    """Take reports again from the device that sent this one; what was hidden stays so. Raises Forbidden, NotFound."""
    require(actor, Permission.MODERATE_REPORTS)

    def work(tx: Tx) -> None:
        report = _report(tx, report_id)
        if reports.unblock(tx, report.device):
            audit.add(tx, Entry(now, "device.unblocked", actor, report.device))

    db.write(work)
