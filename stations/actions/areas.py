"""The areas that a signal can close: the three jurisdictions, and the cities of the mainland."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stations.actions.places import Place, known_jurisdiction, places
from stations.emergencies import city_of
from stations.station import JURISDICTIONS
from stations.storage import emergencies
from stations.storage.engine import Database, Tx

_MAINLAND = "CN"


@dataclass(frozen=True, slots=True)
class Area:
    """An area: ``key`` is a jurisdiction or the beginning of districts' names, ``name`` what is shown."""

    key: str
    name: str
    jurisdiction: str


def cities(db: Database, now: datetime, lang: str) -> list[Area]:
    """Return the mainland's cities, of the districts known by name and of those that have stations.

    In Hong Kong and Macao a signal holds everywhere, so their districts are not offered one by one.
    """
    grouped = places(db, now, lang)
    told_by_stations = db.read(
        lambda tx: [it for it in grouped.get("", []) if jurisdiction_of(tx, it.key) == _MAINLAND],
    )
    found: dict[str, Area] = {}
    for place in (*grouped.get(_MAINLAND, []), *told_by_stations):
        found.setdefault(city_of(place.key), _city(place))
    return list(found.values())


def region_of(db: Database, area: str) -> str:
    """Return the jurisdiction of an area, whose signals can be given there; "" for one that is not known."""
    return db.read(lambda tx: jurisdiction_of(tx, area))


def _city(place: Place) -> Area:
    # in English a district comes before its city: "Xiangzhou, Zhuhai"
    return Area(city_of(place.key), city_of(place.name.rpartition(", ")[2]), _MAINLAND)


def jurisdiction_of(tx: Tx, area: str) -> str:
    """Return the jurisdiction that an area belongs to, "" where neither a known district nor a station's begins so."""
    if area in JURISDICTIONS:
        return area
    return known_jurisdiction(area) or emergencies.jurisdiction_of(tx, area)
