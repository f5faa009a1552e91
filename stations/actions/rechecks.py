"""Whom the federation sends to look where: the queue, and "I'll look"."""

from __future__ import annotations

import threading
import weakref
from dataclasses import dataclass
from datetime import datetime, timedelta

from stations.actions.care import key_of
from stations.actions.outcome import write_or_refuse
from stations.audit import Entry
from stations.errors import Code, Refused
from stations.instants import local_date
from stations.rechecks import DEMAND_DAYS, LEASE, Lease, Reason, Recheck, Why, held, score, whys
from stations.roles import Actor, Permission, require
from stations.storage import amenities, audit, demand, rechecks, sightings, stations
from stations.storage.engine import Database, Tx
from stations.storage.stations import Brief

MOST_LISTED = 50
_CANDIDATES = 500
_KEPT = timedelta(minutes=10)
_MOST_KEPT = 64
_Candidates = tuple[datetime, list[int]]
_lock = threading.Lock()
_remembered: weakref.WeakKeyDictionary[Database, dict[str, _Candidates]] = weakref.WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Queue:
    """What the actor said to look at, and what waits for somebody, both with the highest score first.

    ``with_others`` is how many of the stations others are looking at.
    """

    mine: tuple[Recheck, ...]
    waiting: tuple[Recheck, ...]
    with_others: int


def queue(db: Database, actor: Actor, now: datetime, district: str = "", limit: int = MOST_LISTED) -> Queue:
    """Return the queue, of one district or (with "") of all; what others are looking at is left out.

    Raises:
        Forbidden.
    """
    require(actor, Permission.RECHECK)

    def work(tx: Tx) -> Queue:
        worth = [*_candidates(db, tx, now, district), *rechecks.contradicted(tx, district, _CANDIDATES)]
        return _queue(tx, actor, now, list(dict.fromkeys(worth)), limit)

    return db.read(work)


def _candidates(db: Database, tx: Tx, now: datetime, district: str) -> list[int]:
    """Return the stations worth weighing, asked anew every ten minutes: the question reads every facility of every station.

    What they weigh is worked out anew each time.
    """
    with _lock:
        kept = _remembered.setdefault(db, {})
        found = kept.get(district)
    if found is not None and timedelta(0) <= now - found[0] < _KEPT:
        return found[1]
    first = local_date(now, "CN") - timedelta(days=DEMAND_DAYS - 1)
    keys = rechecks.candidates(tx, now, first, district, _CANDIDATES)
    with _lock:
        if len(kept) >= _MOST_KEPT:
            kept.clear()
        kept[district] = (now, keys)
    return keys


def _queue(tx: Tx, actor: Actor, now: datetime, keys: list[int], limit: int) -> Queue:
    leases = rechecks.leases(tx, now)
    mine = [key for key, lease in leases.items() if lease.account_id == actor.account_id]
    waiting = [one for one in _weighed(tx, now, [key for key in keys if key not in leases], {}) if _is_needed(one)]
    return Queue(tuple(_weighed(tx, now, mine, leases)), tuple(waiting[:limit]), len(leases) - len(mine))


def _is_needed(recheck: Recheck) -> bool:
    return any(why.reason is not Reason.DEMAND for why in recheck.whys)


def _weighed(tx: Tx, now: datetime, keys: list[int], leases: dict[int, Lease]) -> list[Recheck]:
    said, seen = amenities.of_stations(tx, keys), sightings.of_stations(tx, keys)
    views = demand.since(tx, keys, local_date(now, "CN") - timedelta(days=DEMAND_DAYS - 1))
    found = []
    for key, brief in stations.briefs(tx, keys).items():
        claims = held(said[key], brief.claims, seen[key], brief.jurisdiction)
        found.append(_recheck(brief, score(claims, views[key], now), whys(claims, views[key], now), leases.get(key)))
    return sorted(found, key=lambda one: (-one.score, one.station_id))


def _recheck(brief: Brief, points: float, reasons: tuple[Why, ...], lease: Lease | None) -> Recheck:
    return Recheck(
        brief.id, brief.names, brief.jurisdiction, brief.district, brief.address, points, reasons, lease,
    )  # fmt: skip


def take(db: Database, actor: Actor, now: datetime, station_id: str) -> Lease | Refused:
    """Say that the actor will look at a station within a day; `recheck-taken` when somebody else said so first.

    It is theirs until they looked (anything confirmed or stated there since), gave it back, or the day is over.

    Raises:
        Forbidden, NotFound.
    """
    require(actor, Permission.RECHECK)
    lease = Lease(actor.account_id, now, now + LEASE)

    def work(tx: Tx) -> Lease | Refused:
        if not rechecks.take(tx, key_of(tx, station_id), actor.account_id, now, lease.ends_at):
            return Refused(Code.RECHECK_TAKEN)
        audit.add(tx, Entry(now, "station.recheck-taken", actor, station_id, station_id))
        return lease

    return write_or_refuse(db, work)


def give_back(db: Database, actor: Actor, now: datetime, station_id: str) -> bool:
    """Let somebody else look; False when it was not (any more) the actor's to give.

    Raises:
        Forbidden, NotFound.
    """
    require(actor, Permission.RECHECK)

    def work(tx: Tx) -> bool:
        is_theirs = rechecks.give_back(tx, key_of(tx, station_id), actor.account_id)
        if is_theirs:
            audit.add(tx, Entry(now, "station.recheck-given-back", actor, station_id, station_id))
        return is_theirs

    return db.write(work)
