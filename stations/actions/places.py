"""Districts to choose from where no position is given: those we know by name, and those that have stations."""

from __future__ import annotations

import json
import threading
import weakref
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from stations.actions.start import Database
from stations.geo import Point
from stations.settings import DATA
from stations.storage import stations
from stations.words import pick

_KEPT = timedelta(minutes=10)
_MOST = 150
_lock = threading.Lock()
_counted: weakref.WeakKeyDictionary[Database, tuple[datetime, list[District]]] = weakref.WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class District:
    """A district that has stations: its name as published, a central point, and how many there are."""

    name: str
    centre: Point
    count: int


def districts(db: Database) -> list[District]:
    """Return the districts that have stations, those with most first."""
    rows = db.read(stations.districts)
    return [District(name, Point(lat, lng), count) for name, lat, lng, count in rows]


@dataclass(frozen=True, slots=True)
class Place:
    """A district under the name that is shown; ``jurisdiction`` is "" where only its stations are known."""

    key: str
    name: str
    jurisdiction: str
    point: Point


def places(db: Database, now: datetime, lang: str) -> dict[str, list[Place]]:
    """Return the districts to choose from by jurisdiction (CN, HK, MO, "" for those only stations tell of)."""
    grouped: dict[str, list[Place]] = {}
    for place in _all(db, now, lang).values():
        grouped.setdefault(place.jurisdiction, []).append(place)
    return grouped


def place_of(db: Database, now: datetime, lang: str, key: str) -> Place | None:
    """Return the district called ``key``, None when nothing or nothing known is named."""
    return _all(db, now, lang).get(key.strip()) if key.strip() else None


def _all(db: Database, now: datetime, lang: str) -> dict[str, Place]:
    known = {key: Place(key, pick(names, lang), region, point) for key, names, region, point in _known()}
    for district in _with_stations(db, now)[:_MOST]:
        known.setdefault(district.name, Place(district.name, district.name, "", district.centre))
    return known


@cache
def _known() -> tuple[tuple[str, dict[str, str], str, Point], ...]:
    rows = json.loads((DATA / "districts.json").read_text(encoding="utf-8"))["districts"]
    return tuple((row["key"], row["names"], row["jurisdiction"], Point(row["lat"], row["lng"])) for row in rows)


def known_jurisdiction(beginning: str) -> str:
    """Return where the districts known by name lie that begin so, "" where there is none."""
    return next((region for key, _, region, _ in _known() if key.startswith(beginning)), "")


def _with_stations(db: Database, now: datetime) -> list[District]:
    """Return the districts that have stations, counted anew every ten minutes: the count reads every station."""
    with _lock:
        counted = _counted.get(db)
        if counted is not None and timedelta(0) <= now - counted[0] < _KEPT:
            return counted[1]
        if counted is not None:
            _counted[db] = (now, counted[1])  # whoever comes while it is counted anew takes the last count
    fresh = districts(db)
    with _lock:
        _counted[db] = (now, fresh)
    return fresh
