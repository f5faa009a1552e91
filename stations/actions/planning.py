"""Looking at a plan before it is stored: its dates, and what speaks against each of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from stations.actions.clinics import station_of
from stations.clashes import Clash, clashes
from stations.instants import local_date
from stations.plans import Plan, outline
from stations.recurrence import Occurrence, Rule, occurrences
from stations.roles import Actor, Permission, require
from stations.sessions import Session
from stations.station import Station
from stations.storage import sessions
from stations.storage.engine import Database, Tx

_DAY = timedelta(days=1)
_MOST_OTHERS = 2000


@dataclass(frozen=True, slots=True)
class Preview:
    """The dates of a series, and by the day on which one is held what speaks against it."""

    occurrences: tuple[Occurrence, ...]
    clashes: Mapping[date, tuple[Clash, ...]]
    jurisdiction: str


@dataclass(frozen=True, slots=True)
class Own:
    """What is being planned anew, and so is not in its own way: a session, or all dates of a series."""

    session_id: str = ""
    series_id: str = ""


def clashes_of(db: Database, actor: Actor, now: datetime, plan: Plan, own: Own | None = None) -> tuple[Clash, ...]:
    """Return what speaks against a single session.

    Raises:
        Forbidden, NotFound: the station is not the actor's, or there is none.
        InvalidInput: the plan makes no session; names the field.
    """
    require(actor, Permission.RUN_SESSIONS, plan.station_id)

    def work(tx: Tx) -> tuple[Clash, ...]:
        station = station_of(tx, plan.station_id)
        return _clashes(tx, station, plan, [plan.on_date], own or Own(), now).get(plan.on_date, ())

    return db.read(work)


def preview(db: Database, actor: Actor, now: datetime, plan: Plan, rule: Rule, own: Own | None = None) -> Preview:
    """Return the dates of a series with what speaks against each that is to come.

    Raises:
        Forbidden, NotFound: the station is not the actor's, or there is none.
        InvalidInput: the plan makes no session, the rule no dates, or a holiday is not known; names the field.
    """
    require(actor, Permission.RUN_SESSIONS, plan.station_id)

    def work(tx: Tx) -> Preview:
        station = station_of(tx, plan.station_id)
        today = local_date(now, station.jurisdiction)
        found = occurrences(rule, plan.on_date, station.jurisdiction, today)
        days = [one.on_date for one in found if one.on_date is not None and one.on_date > today]
        return Preview(found, _clashes(tx, station, plan, days, own or Own(), now), station.jurisdiction)

    return db.read(work)


def _clashes(
    tx: Tx, station: Station, plan: Plan, days: Sequence[date], own: Own, now: datetime
) -> dict[date, tuple[Clash, ...]]:
    others = _others(tx, station.id, days, own)
    found = {}
    for day in days:
        sums = outline(replace(plan, on_date=day), station.jurisdiction, now)
        near = [it for it in others if abs(it.on_date - day) <= _DAY]
        found[day] = clashes(station.schedule, sums.starts_at, sums.ends_at, near)
    return {day: them for day, them in found.items() if them}


def _others(tx: Tx, station_id: str, days: Sequence[date], own: Own) -> list[Session]:
    if not days:
        return []
    first, last = min(days) - _DAY, max(days) + _DAY
    there = sessions.between(tx, first, last, [station_id], drafts=True, limit=_MOST_OTHERS)
    return [it for it in there if it.id != own.session_id and not (own.series_id and it.series_id == own.series_id)]
