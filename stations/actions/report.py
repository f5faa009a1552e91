"""A driver's report from the spot, without an account: taken once, weighed at once, followed by its own link."""

from __future__ import annotations

import hashlib
import hmac
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from stations.actions.care import key_of, station_of
from stations.actions.door import door_of
from stations.actions.outcome import write_or_refuse
from stations.actions.said import told
from stations.amenities import Seen
from stations.audit import Entry
from stations.claims import Standing
from stations.concerns import Concern
from stations.errors import Code, Forbidden, NotFound, Refused
from stations.links import digest_of, token_for
from stations.photographs import photograph
from stations.reports import Sending, checked_sending, contradicts, testimony
from stations.roles import DRIVER
from stations.storage import amenities, attempts, audit, claim_log, concerns, house, reports, sightings, stations
from stations.storage.engine import Database, Tx
from stations.storage.reports import Report
from stations.trust import CheckedBy, decay_of
from stations.words import Names

_DAY = timedelta(days=1)
MOST_OF_A_DEVICE = 40
MOST_OF_AN_ADDRESS = 400
_CONTRADICTED = (Standing.DISPUTED, Standing.UNANSWERED)  # a dispute that nobody answers stays one, and overdue


@dataclass(frozen=True, slots=True)
class Sent:
    """A report that was taken. ``token`` is the secret of its link; ``is_new`` is False for one that was sent again."""

    token: str
    is_new: bool


def send(db: Database, now: datetime, address: str, sending: Sending) -> Sent | Refused:
    """Take a report. Sent again under the same key it is the same report, so a bad line does no harm.

    A device sends 40 a day at the most and an address, behind which a whole fleet may be, 400.

    Raises:
        NotFound: no such station. InvalidInput: a field of the report, or its photo, cannot be accepted.
        Forbidden: `device-blocked`.
    """
    photo = photograph(sending.photo).thumbnail if sending.photo else None

    def work(tx: Tx) -> Sent | Refused:
        token = _token(tx, sending.request_key)
        if reports.by_request_key(tx, sending.request_key) is not None:
            return Sent(token, False)
        device = device_digest(tx, sending.device)
        if reports.is_blocked(tx, device):
            raise Forbidden(Code.DEVICE_BLOCKED)
        is_within = attempts.allow(tx, "report-device", device, MOST_OF_A_DEVICE, _DAY, now)
        if not (attempts.allow(tx, "report-address", address, MOST_OF_AN_ADDRESS, _DAY, now) and is_within):
            return Refused(Code.TOO_MANY_TRIES)
        is_new = _take(tx, now, sending, device, photo, digest_of(token))
        return Sent(token, is_new)

    return write_or_refuse(db, work)


def _token(tx: Tx, request_key: str) -> str:
    """Return the secret of the link of the report sent under ``request_key``: the same however often it is sent."""
    return token_for(house.secret(tx), "report", request_key)


def device_digest(tx: Tx, device: str) -> str:
    """Return what is stored of a device's own name: nobody else can tell which device it was."""
    return hmac.new(house.secret(tx).encode(), f"device {device}".encode(), hashlib.sha256).hexdigest()[:32]


def _take(tx: Tx, now: datetime, given: Sending, device: str, photo: bytes | None, token_hash: str) -> bool:
    station, key = station_of(tx, given.station_id), key_of(tx, given.station_id)
    said = amenities.of_station(tx, key)
    sending = checked_sending(given, said, now)
    at = sending.observed_at
    shown = told(said, station.claims, sightings.of_stations(tx, [key])[key], station.jurisdiction, at)
    stated = door_of(tx, station, Standing.HOLDS, at)
    report = Report(
        uuid.uuid4().hex, key, station.id, str(sending.kind), device, sending.note, photo is not None, sending.lang,
        at, now, False,
    )  # fmt: skip
    if not reports.add(tx, report, photo, sending.request_key, token_hash):
        return False
    for subject, value in testimony(sending, said, shown.judgements, stated).items():
        is_otherwise = contradicts(subject, value, said)
        concern_id = concerns.open_concern(tx, key, subject, now) if is_otherwise else None
        sightings.add(tx, report.id, key, subject, Seen(device, at, value), concern_id)
    audit.add(tx, Entry(now, "report.sent", DRIVER, report.id, station.id, {"kind": report.kind}))
    weigh_again(tx, now, station.id)
    return True


def weigh_again(tx: Tx, now: datetime, station_id: str) -> None:
    """Bring up to date, after sightings came or were hidden, which concerns are disputes and until when hours are believed."""
    station, key = station_of(tx, station_id), key_of(tx, station_id)
    seen = sightings.of_stations(tx, [key])[key]
    answer = told(amenities.of_station(tx, key), station.claims, seen, station.jurisdiction, now)
    for concern in concerns.open_at(tx, [key]):
        judgement = answer.judgements.get(concern.subject)
        standing = judgement.standing if judgement is not None else Standing.UNSAID
        if standing is Standing.DISPUTED and concerns.mark_disputed(
            tx, concern.id, now, now + decay_of(concern.subject).deadline
        ):
            claim_log.add(tx, now, key, "disputed", concern.subject, ",".join(concern.values), CheckedBy.DRIVER)
            detail: dict[str, str | int | None] = {"subject": concern.subject, "devices": concern.devices}
            audit.add(tx, Entry(now, "concern.disputed", DRIVER, concern.id, station_id, detail))
        elif concern.is_dispute and standing not in _CONTRADICTED:
            concerns.mark_undisputed(tx, concern.id)
            claim_log.add(tx, now, key, "settled", concern.subject, "", "")
    stations.settle_clocks(tx, key, now)


@dataclass(frozen=True, slots=True)
class Followed:
    """A report as its link shows it, with what became of each concern it is part of (none: it contradicts nothing shown).

    ``facility`` is what a tap about one facility was about, "" for the others.
    """

    report: Report
    facility: str
    names: Names
    jurisdiction: str
    concerns: tuple[Concern, ...]


def follow(db: Database, token: str) -> Followed:
    """Return the report whose link has the secret ``token``; raises NotFound."""

    def work(tx: Tx) -> Followed:
        report = reports.by_token(tx, digest_of(token))
        if report is None:
            raise NotFound(Code.REPORT_NOT_FOUND)
        station = station_of(tx, report.station_id)
        found = [concerns.get(tx, concern_id) for concern_id in reports.concerns_of(tx, report.id)]
        known = tuple(it for it in found if it is not None)
        facility = reports.facilities_of(tx, [report.id]).get(report.id, "")
        return Followed(report, facility, station.names, station.jurisdiction, known)

    return db.read(work)
