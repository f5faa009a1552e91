"""Grid clusters: what a map viewport shows when it holds more stations than a screen has room for."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from stations.geo import Box

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_ICONS = 80
FEW = 60
SINGLES_FROM_ZOOM = 15
_TILE = 256.0
_SMALLEST_CELL = 64.0
# Rows of cells follow the latitude in steps, so that panning a little does not regroup everything.
_LATITUDE_STEP = 4.0


@dataclass(frozen=True, slots=True)
class Clusters:
    """What to draw in one viewport.

    `lats`, `lngs` and `counts` have one entry per cluster, as has each array of `tallies` (the sums of the caller's
    per-station numbers); `singles` are indices into the caller's arrays; `total` counts every station in view.
    """

    lats: Floats
    lngs: Floats
    counts: Ints
    tallies: Mapping[str, Ints]
    singles: Ints
    total: int


def group(
    lats: Floats,
    lngs: Floats,
    box: Box,
    zoom: float,
    tallies: Mapping[str, npt.NDArray[np.integer]] | None = None,
    keep: npt.NDArray[np.bool_] | None = None,
) -> Clusters:
    """Group the stations in a box for a Web Mercator map at `zoom`.

    `lats` and `lngs` are WGS-84 degrees, one entry per station; `tallies` are integer arrays of the same length that
    are summed per cluster; `keep` hides the stations where it is false. From zoom 15, or with at most 60 stations in
    view, every one is returned by itself; otherwise a cell of the grid that holds one station returns that station, and
    the cells are as large as it takes to draw at most 80 icons.
    """
    inside = _inside(lats, lngs, box, keep)
    sums = tallies or {}
    if inside.size <= FEW or zoom >= SINGLES_FROM_ZOOM:
        return _singles_only(inside, sums)
    near_lats, near_lngs = lats[inside], lngs[inside]
    cells = _cells(near_lats, near_lngs, box, zoom)
    return _merge(near_lats, near_lngs, inside, cells, sums)


def _inside(lats: Floats, lngs: Floats, box: Box, keep: npt.NDArray[np.bool_] | None) -> Ints:
    mask = lats >= box.south
    mask &= lats <= box.north
    mask &= lngs >= box.west
    mask &= lngs <= box.east
    if keep is not None:
        mask &= keep
    return np.flatnonzero(mask)


def _singles_only(inside: Ints, sums: Mapping[str, npt.NDArray[np.integer]]) -> Clusters:
    none, no_counts = np.empty(0), np.empty(0, np.int64)
    return Clusters(none, none, no_counts, dict.fromkeys(sums, no_counts), inside, int(inside.size))


def _cells(lats: Floats, lngs: Floats, box: Box, zoom: float) -> Ints:
    """The number of the grid cell each station lies in, counted within the box."""
    width, height = _cell_degrees(box, zoom)
    first_column, first_row = math.floor(box.west / width), math.floor(box.south / height)
    columns = math.floor(box.east / width) - first_column + 1
    # Truncation is the floor here: everything lies north-east of the first cell's corner.
    column = (lngs / width - first_column).astype(np.int64)
    row = (lats / height - first_row).astype(np.int64)
    row *= columns
    row += column
    return row


def _cell_degrees(box: Box, zoom: float) -> tuple[float, float]:
    degrees_per_pixel = 360.0 / (_TILE * 2.0**zoom)
    middle = round((box.south + box.north) / 2 / _LATITUDE_STEP) * _LATITUDE_STEP
    squeeze = max(math.cos(math.radians(middle)), 0.1)
    pixels = _SMALLEST_CELL
    while _icons(box, degrees_per_pixel * pixels, squeeze) > MOST_ICONS:
        pixels *= math.sqrt(2.0)
    width = degrees_per_pixel * pixels
    return width, width * squeeze


def _icons(box: Box, width: float, squeeze: float) -> int:
    height = width * squeeze
    columns = math.floor(box.east / width) - math.floor(box.west / width) + 1
    rows = math.floor(box.north / height) - math.floor(box.south / height) + 1
    return columns * rows


def _merge(
    lats: Floats, lngs: Floats, inside: Ints, cells: Ints, sums: Mapping[str, npt.NDArray[np.integer]]
) -> Clusters:
    counts = np.bincount(cells)
    several = np.flatnonzero(counts > 1)
    sizes = counts[several]
    return Clusters(
        lats=np.bincount(cells, weights=lats)[several] / sizes,
        lngs=np.bincount(cells, weights=lngs)[several] / sizes,
        counts=sizes.astype(np.int64),
        tallies={name: _tally(values[inside], cells, several) for name, values in sums.items()},
        singles=inside[counts[cells] == 1],
        total=int(inside.size),
    )


def _tally(values: npt.NDArray[np.integer], cells: Ints, several: Ints) -> Ints:
    return np.bincount(cells, weights=values)[several].astype(np.int64)
