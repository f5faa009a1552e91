"""An atlas of all stations in memory: what a map's viewport needs, as NumPy arrays kept up to date by change number.

About 70 bytes a station. Each process has its own; before it answers it reads what changed since it last looked.
"""

from __future__ import annotations

import math
import threading
import weakref
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stations.emergencies import is_in_area
from stations.geo import EARTH_RADIUS_M, Point, angles_from, distances_m
from stations.storage import counters
from stations.storage.engine import Database, Tx

Numbers = npt.NDArray[np.int64]
Degrees = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Atlas:
    """Parallel arrays ordered by key: positions in WGS-84 degrees, masks of facilities, keys of schedules.

    ``offered`` and ``mentioned`` as in :class:`stations.storage.nearest.Wanted`; ``hours_until`` is the second of the
    epoch until which the hours are believed, ``side_codes`` the sides of the border (:mod:`stations.border`), ``districts``
    a number for each jurisdiction with a district, for :func:`in_areas`.
    """

    change: int
    keys: Numbers
    lats: Degrees
    lngs: Degrees
    offered: Numbers
    mentioned: Numbers
    schedules: Numbers
    hours_until: Numbers
    side_codes: Numbers
    districts: Numbers


_NONE, _NOWHERE = np.empty(0, np.int64), np.empty(0)
_EMPTY = Atlas(-1, _NONE, _NOWHERE, _NOWHERE, *[_NONE] * 6)
_current: weakref.WeakKeyDictionary[Database, Atlas] = weakref.WeakKeyDictionary()
_lock = threading.Lock()
_numbers: dict[tuple[str, str], int] = {}  # of jurisdiction and district; written under the lock, and only added to


def atlas_of(database: Database, tx: Tx) -> Atlas:
    """Return the up-to-date atlas of ``database``; one small query when nothing changed."""
    atlas = _current.get(database, _EMPTY)
    if counters.current(tx, "station") <= atlas.change:
        return atlas
    with _lock:
        atlas = _current.get(database, _EMPTY)
        change = counters.current(tx, "station")
        if change > atlas.change:
            atlas = _current[database] = _merged(atlas, _changed_since(tx, atlas.change), change)
    return atlas


def in_areas(atlas: Atlas, areas: Collection[str]) -> npt.NDArray[np.bool_]:
    """Return which stations of the atlas lie in one of ``areas``, see :func:`stations.emergencies.is_in_area`."""
    there = [number for place, number in tuple(_numbers.items()) if any(is_in_area(area, *place) for area in areas)]
    return np.isin(atlas.districts, there)


def radius_of(atlas: Atlas, origin: Point, count: int) -> float:
    """Return about how many metres one must go from ``origin`` to pass ``count`` stations; all of them if fewer."""
    if not atlas.keys.size:
        return 0.0
    north, east = atlas.lats - origin.lat, (atlas.lngs - origin.lng) * math.cos(math.radians(origin.lat))
    squares = north * north + east * east
    last = min(count, squares.size) - 1
    return math.radians(math.sqrt(np.partition(squares, last)[last])) * EARTH_RADIUS_M


def nearest_of(atlas: Atlas, origin: Point, fits: npt.NDArray[np.bool_], limit: int) -> tuple[Numbers, Degrees]:
    """Return the places in the atlas of the ``limit`` nearest stations that ``fits`` lets pass, and their metres.

    Nearest first by the geodesic, and none nearer is left out: whatever could be among them by the angle on a sphere is
    measured on the ellipsoid. The radii of curvature of WGS-84 lie between 6,335.4 and 6,399.6 km, so no way on it is
    more than 1.0102 times longer or shorter, against another, than the angles say.
    """
    places = np.flatnonzero(fits)
    if places.size > limit:
        angles = angles_from(origin, atlas.lats[places], atlas.lngs[places])
        places = places[angles <= np.partition(angles, limit - 1)[limit - 1] * 1.0102]
    if not places.size:
        return places, np.empty(0)
    metres = distances_m(origin, atlas.lats[places], atlas.lngs[places])
    order = np.lexsort((atlas.keys[places], metres))[:limit]
    return places[order], metres[order]


def _changed_since(tx: Tx, change: int) -> Atlas:
    rows = tx.tuples(
        "SELECT key, lat, lng, offered, mentioned, schedule_key, hours_until, side_code, jurisdiction, district"
        " FROM station WHERE change > :change ORDER BY key",
        change=change,
    )
    columns = list(zip(*rows, strict=True)) or [()] * 10
    whole = [np.asarray(columns[place], dtype=np.int64) for place in (0, 3, 4, 5, 6, 7)]
    degrees = [np.asarray(columns[place], dtype=np.float64) for place in (1, 2)]
    places = zip(columns[8], columns[9], strict=True)
    districts = np.fromiter((_numbers.setdefault(place, len(_numbers)) for place in places), np.int64)
    numbers = [*whole[1:], districts]
    return Atlas(change, whole[0], degrees[0], degrees[1], *numbers)


def _merged(old: Atlas, fresh: Atlas, change: int) -> Atlas:
    kept = ~np.isin(old.keys, fresh.keys)
    order = np.argsort(np.concatenate([old.keys[kept], fresh.keys]), kind="stable")

    def joined(before: np.ndarray, after: np.ndarray) -> np.ndarray:
        return np.concatenate([before[kept], after])[order]

    return Atlas(
        change,
        joined(old.keys, fresh.keys),
        joined(old.lats, fresh.lats),
        joined(old.lngs, fresh.lngs),
        joined(old.offered, fresh.offered),
        joined(old.mentioned, fresh.mentioned),
        joined(old.schedules, fresh.schedules),
        joined(old.hours_until, fresh.hours_until),
        joined(old.side_codes, fresh.side_codes),
        joined(old.districts, fresh.districts),
    )
