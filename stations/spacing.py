"""Points that no town lays out like that: on a lattice, at equal steps along a line, or drawn as random numbers in a box.

Points are arrays in degrees; what is measured is measured in metres on a plane, good enough within a province.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from stations.geo import EARTH_RADIUS_M, Degrees

Truths = npt.NDArray[np.bool_]

FEWEST = 25
WIDEST_DEGREES = 3.0
STEADY = 0.05
STEADY_SHARE = 0.5
EVENNESS = 1.7
FEWEST_DRAWN = 60
DRAWN_AT_MOST = 1.22
DRAWN_CLUMPING = 0.15


def evenly_spaced(lats: Degrees, lngs: Degrees) -> Truths:
    """Tell of each point whether it is one of many that keep the same distance from their nearest neighbours.

    Two signs, on places counted once, from :data:`FEWEST` of them on. *Steps*: half of the distances lie within 5 % of
    their median. Of points thrown at random 7 % do: P(d > t) = exp(-λπt²) gives 2^-0.95² - 2^-1.05². *A shaken lattice*:
    the mean distance is 1.7 times that of random points, 0.5/√λ; 2.15 is the most there is. Both after Clark & Evans,
    Ecology 35 (1954), 445-453.
    """
    none = np.zeros(lats.size, bool)
    if not _can_tell(lats, lngs, FEWEST):
        return none
    places, which = _places(lats, lngs)
    if len(places) < FEWEST:
        return none
    apart = _to_nearest(places)
    if _evenness(places, apart) >= EVENNESS:
        return ~none
    middle = np.median(apart)
    steady = np.abs(apart - middle) <= STEADY * middle
    return steady[which] if steady.mean() >= STEADY_SHARE else none


def drawn_in_a_box(lats: Degrees, lngs: Degrees) -> bool:
    """Tell whether the points look like independent random numbers between fixed bounds, from sixty places on.

    Between the outermost two, such numbers are uniform, and most towns are not: they thin out and clump. A town whose
    streets are an even grid can look the same up to some hundred points, so this is a hint and no more. Both coordinates must
    keep within 1.22/√n of uniform (Kolmogorov's distance; nine uniform samples in ten do), and the distances to the
    nearest neighbours within 15 % of those of random points.
    """
    if not _can_tell(lats, lngs, FEWEST_DRAWN):
        return False
    places, _ = _places(lats, lngs)
    if len(places) < FEWEST_DRAWN or max(_from_uniform(places[:, 0]), _from_uniform(places[:, 1])) > DRAWN_AT_MOST:
        return False
    return abs(_evenness(places, _to_nearest(places)) - 1) <= DRAWN_CLUMPING


def _can_tell(lats: Degrees, lngs: Degrees, fewest: int) -> bool:
    return lats.size >= fewest and max(float(np.ptp(lats)), float(np.ptp(lngs))) <= WIDEST_DEGREES


def _places(lats: Degrees, lngs: Degrees) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Return the different places in metres, a row (x, y) each, and for each point which of them it is."""
    pairs, which = np.unique(np.stack([lngs, lats], axis=1), axis=0, return_inverse=True)
    scale = np.array([np.cos(np.radians(lats.mean())), 1.0]) * EARTH_RADIUS_M
    return np.radians(pairs - pairs.mean(axis=0)) * scale, which.reshape(-1)


def _to_nearest(places: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    import shapely

    points = shapely.points(places)
    _, metres = shapely.STRtree(points).query_nearest(points, exclusive=True, all_matches=False, return_distance=True)
    return np.asarray(metres)


def _evenness(places: npt.NDArray[np.float64], apart: npt.NDArray[np.float64]) -> float:
    """Return Clark and Evans' R. The outermost points lie half a step within the area, so the box is widened by that."""
    sides, count = np.ptp(places, axis=0), len(places)
    area = float(np.prod(sides)) * (count + 1) / (count - 1)
    return float(apart.mean() / (0.5 * np.sqrt(area / count))) if area else 0.0


def _from_uniform(values: npt.NDArray[np.float64]) -> float:
    """Return √n times Kolmogorov's distance of what lies between the outermost two from a uniform distribution."""
    inner = (np.sort(values)[1:-1] - values.min()) / np.ptp(values) if np.ptp(values) else np.zeros(len(values) - 2)
    count = inner.size
    steps = np.arange(count + 1) / count
    return float(np.sqrt(count) * max((steps[1:] - inner).max(), (inner - steps[:-1]).max()))
