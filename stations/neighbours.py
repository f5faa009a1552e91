"""Places so close together that they may be one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stations.geo import Degrees, Point, box_around, distances_m
from stations.search_text import fold
from stations.station import Station
from stations.words import Names

CLOSE_M = 50.0
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Places:
    """Places in WGS-84 degrees as parallel arrays in the order of their latitudes, each with its key."""

    keys: Numbers
    lats: Degrees
    lngs: Degrees

    def near(self, point: Point, within_m: float = CLOSE_M) -> list[tuple[int, float]]:
        """Return key and geodesic metres of the places within ``within_m`` metres, nearest first."""
        box = box_around(point, within_m)
        first = int(np.searchsorted(self.lats, box.south))
        last = int(np.searchsorted(self.lats, box.north, side="right"))
        inside = first + np.flatnonzero((self.lngs[first:last] >= box.west) & (self.lngs[first:last] <= box.east))
        if not inside.size:
            return []
        metres = distances_m(point, self.lats[inside], self.lngs[inside])
        pairs = sorted(zip(metres.tolist(), self.keys[inside].tolist(), strict=True))
        return [(key, far) for far, key in pairs if far <= within_m]


def places_of(keys: Numbers, lats: Degrees, lngs: Degrees) -> Places:
    """Return the places of parallel arrays in any order."""
    order = np.argsort(lats, kind="stable")
    return Places(keys[order], lats[order], lngs[order])


def may_be_the_same(station: Station, names: Names, source: str) -> bool:
    """Tell whether a close neighbour is a likely double: a list has its own stations once, but may repeat another's."""
    return source != station.source or not _folded(names).isdisjoint(_folded(station.names))


def _folded(names: Names) -> set[str]:
    return {fold(name) for name in names.values()}
