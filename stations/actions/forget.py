"""Erasing what is past its time: names and phones after a session, what drivers wrote, sign-ins, counts of attempts."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from stations.actions.redact import redact
from stations.audit import Entry
from stations.instants import local_date
from stations.privacy import erase_before
from stations.roles import Actor, Permission, require
from stations.settings import settings
from stations.storage import accounts, attempts, audit, bookings, demand, reports, schedules, sightings
from stations.storage.engine import Database, Tx

_SIGHTINGS_KEPT = timedelta(days=400)  # longer than any facility's or door's statement is believed
_DEMAND_KEPT = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each were erased; bookings stay, without name and phone, and reports without note and photo.

    ``redacted`` are the entries of the audit trail about erased bookings that lost their detail.
    """

    bookings: int
    sign_ins: int
    attempts: int
    schedules: int
    reports: int
    sightings: int
    demand: int
    redacted: int = 0


def purge(db: Database, actor: Actor, now: datetime) -> Purged:
    """Erase what is past its time. The audit trail notes it when there was anything."""
    require(actor, Permission.FORGET)
    limit = erase_before(now, settings().retention_days)

    def work(tx: Tx) -> Purged:
        purged = Purged(
            bookings=bookings.erase_ended_before(tx, limit, now),
            sign_ins=accounts.drop_expired_sign_ins(tx, now),
            attempts=attempts.drop_expired(tx, now),
            schedules=schedules.drop_unused(tx),
            reports=reports.forget_before(tx, limit),
            sightings=sightings.forget_before(tx, now - _SIGHTINGS_KEPT),
            demand=demand.forget_before(tx, local_date(now - _DEMAND_KEPT, "CN")),
        )
        erased = {name: count for name, count in asdict(purged).items() if name != "redacted"}
        if any(erased.values()):
            audit.add(tx, Entry(now, "house.purged", actor, "", detail=erased))
        return purged

    purged = db.write(work)
    return replace(purged, redacted=redact(db, actor, now))
