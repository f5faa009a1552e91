"""What is about to expire at the stations somebody cares for: pads, batteries, medicine, the earliest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from stations.actions.care import cared_for_keys
from stations.actions.said import said_of
from stations.amenities import EXPIRY_FIELDS, AmenityState
from stations.claims import Judgement
from stations.instants import local_date
from stations.roles import Actor, Permission, require
from stations.storage import expiries, stations
from stations.storage.engine import Database, Tx
from stations.words import Names

MOST = 500


@dataclass(frozen=True, slots=True)
class Due:
    """One thing with a date: ``part`` is ``pads``, ``battery`` or ``medicine``; ``on`` None where nobody entered one."""

    station_id: str
    names: Names
    district: str
    facility: str
    part: str
    state: AmenityState
    judgement: Judgement
    on: date | None
    days_left: int | None


def board(db: Database, actor: Actor, now: datetime) -> list[Due]:
    """Return everything dated at up to 500 stations of the actor's (an administrator: of all), the earliest date first.

    Raises:
        Forbidden: the actor cares for none by their role.
    """
    require(actor, Permission.CARE_FOR_STATION)
    return db.read(lambda tx: _board(db, tx, actor, now))


def _board(db: Database, tx: Tx, actor: Actor, now: datetime) -> list[Due]:
    keys = expiries.stations_by_expiry(tx, cared_for_keys(tx, actor), MOST)
    briefs = stations.briefs(tx, keys)
    told = said_of(db, tx, briefs, now)
    found = [
        Due(
            briefs[key].id, briefs[key].names, briefs[key].district, code, field.partition("_")[0],
            told[key].states[code], told[key].judgements[code], getattr(told[key].amenities[code], field),
            _days_left(getattr(told[key].amenities[code], field), now, briefs[key].jurisdiction),
        )
        for key in keys
        for code, fields in EXPIRY_FIELDS.items()
        if code in told[key].amenities and told[key].amenities[code].state is not AmenityState.ABSENT
        for field in fields
    ]  # fmt: skip
    return sorted(found, key=lambda due: (due.on is None, due.on or date.max, due.station_id, due.part))


def _days_left(on: date | None, now: datetime, jurisdiction: str) -> int | None:
    return (on - local_date(now, jurisdiction)).days if on else None
