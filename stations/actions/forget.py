"""Erasing what is past its time: names and phones after a session, what drivers wrote, sign-ins, counts of attempts.

What is due is looked up without holding up anybody, and erased in portions, each a transaction of its own: at a million bookings,
too, whoever books waits for one portion at most. Interrupted, it goes on the next time.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from stations.actions.erasing import erase_people
from stations.actions.redact import redact
from stations.audit import Entry
from stations.instants import local_date
from stations.privacy import erase_before
from stations.roles import Actor, Permission, require
from stations.settings import settings
from stations.storage import (
    accounts,
    answers,
    attempts,
    audit,
    bookings,
    demand,
    links,
    occupied,
    phone_codes,
    reports,
    schedules,
    sightings,
)
from stations.storage.engine import Database, Tx

PORTION = 500
_SIGHTINGS_KEPT = timedelta(days=400)  # longer than any facility's or door's statement is believed
_DEMAND_KEPT = timedelta(days=400)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Purged:
    """How many of each were erased; bookings stay, without name and phone, and reports without note and photo.

    ``holds`` are places that were held and never filled in; ``times`` five minutes in which somebody was known to be somewhere;
    ``redacted`` the entries of the audit trail about erased bookings that lost their detail.
    """

    bookings: int = 0
    sign_ins: int = 0
    attempts: int = 0
    schedules: int = 0
    reports: int = 0
    sightings: int = 0
    demand: int = 0
    answers: int = 0
    holds: int = 0
    times: int = 0
    links: int = 0
    redacted: int = 0


def purge(db: Database, actor: Actor, now: datetime) -> Purged:
    """Erase what is past its time. The audit trail notes it when there was anything."""
    require(actor, Permission.FORGET)
    limit = erase_before(now, settings().retention_days)
    answered = erase_before(now, settings().answers_retention_days)
    purged = Purged(
        bookings=_each(db, lambda tx: bookings.due_for_erasure(tx, limit), lambda tx, ids: erase_people(tx, ids, now)),
        answers=_each(db, lambda tx: answers.due(tx, answered), answers.drop),
        holds=_each(db, lambda tx: bookings.abandoned(tx, now - _DAY), bookings.remove_abandoned),
        times=_each(
            db, lambda tx: occupied.past(tx, now - _DAY), lambda tx, ids: occupied.forget_before(tx, ids, now - _DAY)
        ),
        sign_ins=db.write(lambda tx: accounts.drop_expired_sign_ins(tx, now)),
        attempts=db.write(lambda tx: attempts.drop_expired(tx, now) + phone_codes.drop_expired(tx, now)),
        schedules=db.write(schedules.drop_unused),
        reports=db.write(lambda tx: reports.forget_before(tx, limit)),
        sightings=db.write(lambda tx: sightings.forget_before(tx, now - _SIGHTINGS_KEPT)),
        demand=db.write(lambda tx: demand.forget_before(tx, local_date(now - _DEMAND_KEPT, "CN"))),
        links=db.write(lambda tx: links.forget_spent(tx, limit)),
    )
    erased = {name: count for name, count in asdict(purged).items() if name != "redacted"}
    if any(erased.values()):
        db.write(lambda tx: audit.add(tx, Entry(now, "house.purged", actor, "", detail=erased)))
    return replace(purged, redacted=redact(db, actor, now))


def _each(db: Database, find: Callable[[Tx], list[str]], erase: Callable[[Tx, Sequence[str]], int]) -> int:
    """Find what is due, erase it portion by portion, and return how many were erased."""
    due = db.read(find)
    return sum(_erase(db, due[start : start + PORTION], erase) for start in range(0, len(due), PORTION))


def _erase(db: Database, portion: Sequence[str], erase: Callable[[Tx, Sequence[str]], int]) -> int:
    return db.write(lambda tx: erase(tx, portion))
