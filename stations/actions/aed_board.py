"""What is about to expire at the stations somebody cares for: pads, batteries, medicine, the earliest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from stations.actions.care import cared_for_keys
from stations.actions.said import Told, said_of
from stations.amenities import AmenityState
from stations.claims import Judgement
from stations.instants import local_date
from stations.roles import Actor, Permission, require
from stations.storage import expiries, stations
from stations.storage.engine import Database, Tx
from stations.storage.expiries import Dated
from stations.storage.stations import Brief
from stations.words import Names

A_PAGE = 100
MOST = 5000


@dataclass(frozen=True, slots=True)
class Due:
    """One thing with a date: ``part`` is ``pads``, ``battery`` or ``medicine``; ``on`` None where nobody entered one.

    ``days_left`` is 0 on the last day it is good, negative afterwards.
    """

    station_id: str
    names: Names
    district: str
    jurisdiction: str
    facility: str
    part: str
    state: AmenityState
    judgement: Judgement
    on: date | None
    days_left: int | None


@dataclass(frozen=True, slots=True)
class Board:
    """A page of the board; ``has_more`` tells whether another follows."""

    dues: tuple[Due, ...]
    has_more: bool


def board(
    db: Database, actor: Actor, now: datetime, district: str = "", *, page: int = 0, a_page: int = A_PAGE
) -> Board:
    """Return one page of what is dated at the actor's stations (an administrator: at all), the earliest date first.

    ``district`` "" is any; ``page`` counts from 0; what has expired comes first, what nobody dated last.

    Raises:
        Forbidden: the actor cares for none by their role.
    """
    require(actor, Permission.CARE_FOR_STATION)
    most = max(1, min(a_page, MOST))

    def work(tx: Tx) -> Board:
        found = expiries.by_date(tx, cared_for_keys(tx, actor), district, most + 1, max(0, page) * most)
        briefs = stations.briefs(tx, {one.station_key for one in found[:most]})
        told = said_of(db, tx, briefs, now)
        dues = tuple(_due(one, briefs[one.station_key], told, now) for one in found[:most])
        return Board(dues, len(found) > most)

    return db.read(work)


def _due(dated: Dated, brief: Brief, told: Mapping[int, Told], now: datetime) -> Due:
    answer, facility = told[dated.station_key], dated.facility
    on: date | None = getattr(answer.amenities[facility], dated.field)
    return Due(
        station_id=brief.id,
        names=brief.names,
        district=brief.district,
        jurisdiction=brief.jurisdiction,
        facility=facility,
        part=dated.part,
        state=answer.states[facility],
        judgement=answer.judgements[facility],
        on=on,
        days_left=(on - local_date(now, brief.jurisdiction)).days if on else None,
    )
