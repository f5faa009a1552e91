"""Build the vector basemap from OpenStreetMap's coastline and boundaries.

    python data/basemap/build.py path/to/@geo-maps/earth-lands-10m/map.geo.json

Writes delta.json and china.json beside this file, as quantised TopoJSON. Needs shapely, numpy and timezonefinder
(whose data package carries OpenStreetMap's boundaries of Hong Kong and Macao unsimplified). Sources and licences are
in README.md; places.json is written by hand and not touched here.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon
from timezonefinder import TimezoneFinder

HERE = Path(__file__).parent
DELTA = (112.6, 21.4, 114.7, 23.3)
# Drawn in the finest detail: the ports between Zhuhai, Macao and Hong Kong.
PORTS = [(113.50, 22.10, 113.62, 22.26), (113.92, 22.29, 113.99, 22.33)]
CHINA = (66.0, 3.0, 142.0, 55.0)
SEAM = 0.0012
SMALLEST_LAKE_KM2 = 40.0
SOURCE = "© OpenStreetMap contributors, ODbL 1.0; see README.md"
KM2_PER_SQUARE_DEGREE = 110.6 * 103.0

Ring = list[tuple[float, float]]
Bounds = tuple[float, float, float, float]


def parts_of(path: Path) -> list[Polygon]:
    """Every polygon of the source that touches China's box."""
    source = json.loads(path.read_text(encoding="utf-8"))
    geometry = source["geometries"][0]
    box = shapely.box(*CHINA)
    polygons = (Polygon(rings[0], rings[1:]) for rings in geometry["coordinates"])
    return [polygon for polygon in polygons if polygon.intersects(box)]


def clipped(parts: list[Polygon], bounds: Bounds, seam: float) -> MultiPolygon:
    """The land inside the bounds, with the source's triangular seams closed and small lakes filled."""
    wider = (bounds[0] - 0.05, bounds[1] - 0.05, bounds[2] + 0.05, bounds[3] + 0.05)
    near = [shapely.clip_by_rect(part, *wider) for part in parts]
    pieces = [shapely.make_valid(part, method="structure", keep_collapsed=False) for part in near]
    grown = shapely.union_all([piece.buffer(seam, join_style="mitre") for piece in pieces])
    land = shapely.clip_by_rect(grown.buffer(-seam, join_style="mitre"), *bounds)
    return MultiPolygon([without_small_lakes(polygon) for polygon in polygons_of(land)])


def polygons_of(geometry: Any) -> list[Polygon]:
    """The polygons of a geometry of any type."""
    return [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]


def without_small_lakes(polygon: Polygon) -> Polygon:
    """The polygon with only its large holes."""
    large = [hole for hole in polygon.interiors if Polygon(hole).area * KM2_PER_SQUARE_DEGREE > SMALLEST_LAKE_KM2]
    return Polygon(polygon.exterior, large)


def simplified(line: LineString, tolerance: float, fine: float, fine_boxes: list[Bounds]) -> Ring:
    """Douglas and Peucker, with the finer tolerance inside the boxes; the ends stay."""
    points = list(line.coords)
    kept: Ring = []
    for is_fine, run in runs(points, fine_boxes):
        part = LineString(run).simplify(fine if is_fine else tolerance, preserve_topology=False)
        kept.extend(part.coords if not kept else list(part.coords)[1:])
    return kept


def runs(points: Ring, boxes: list[Bounds]) -> Iterator[tuple[bool, Ring]]:
    """The line cut where it enters or leaves the boxes; consecutive runs share a point."""
    inside = [any(w <= x <= e and s <= y <= n for w, s, e, n in boxes) for x, y in points]
    start = 0
    for at in range(1, len(points)):
        if inside[at] != inside[at - 1] and at < len(points) - 1:
            yield inside[at - 1], points[start : at + 1]
            start = at
    yield inside[-1], points[start:]


class Topology:
    """TopoJSON 1.0 under construction: integer arcs shared by land and coast."""

    def __init__(self, bounds: Bounds, step: float) -> None:
        self.origin = np.array(bounds[:2])
        self.step = step
        self.arcs: list[list[list[int]]] = []

    def arc(self, points: Ring) -> int | None:
        """Add a line and return its number, or None if it shrinks to nothing."""
        grid = np.rint((np.asarray(points) - self.origin) / self.step).astype(int)
        moved = np.any(np.diff(grid, axis=0) != 0, axis=1)
        grid = grid[np.concatenate([[True], moved])]
        if len(grid) < 2:
            return None
        self.arcs.append([grid[0].tolist(), *np.diff(grid, axis=0).tolist()])
        return len(self.arcs) - 1

    def write(self, path: Path, objects: dict[str, Any], source: str) -> None:
        """Write the file; `source` names the data and its licence inside it."""
        document = {
            "type": "Topology",
            "source": source,
            "transform": {"scale": [self.step, self.step], "translate": self.origin.tolist()},
            "objects": objects,
            "arcs": self.arcs,
        }
        path.write_text(json.dumps(document, separators=(",", ":"), ensure_ascii=False) + "\n", encoding="utf-8")


def sides_of(point: tuple[float, float], boxes: list[Bounds]) -> set[float]:
    """The sides of the boxes that the point lies on, each named by its own coordinate (no two are alike)."""
    x, y = point
    return {side for w, s, e, n in boxes for side, at in ((w, x), (e, x), (s, y), (n, y)) if side == at}


def split_at_edge(ring: Ring, boxes: list[Bounds]) -> Iterator[tuple[bool, Ring]]:
    """The ring as lines, each told to be real coast or an edge of a clip."""
    sides = [sides_of(point, boxes) for point in ring]
    is_edge = [bool(sides[at] & sides[at + 1]) for at in range(len(ring) - 1)]
    if any(is_edge) and not all(is_edge):
        turn = next(at for at in range(len(is_edge)) if is_edge[at] and not is_edge[at - 1])
        ring = [*ring[turn:-1], *ring[: turn + 1]]
        is_edge = is_edge[turn:] + is_edge[:turn]
    start = 0
    for at in range(1, len(is_edge) + 1):
        if at == len(is_edge) or is_edge[at] != is_edge[start]:
            yield not is_edge[start], ring[start : at + 1]
            start = at


def land_objects(
    land: MultiPolygon, clips: list[Bounds], topology: Topology, tolerance: float, fine: float, fine_boxes: list[Bounds]
) -> dict[str, Any]:
    """`land` (polygons to fill) and `coast` (lines to draw) over the same arcs."""
    polygons: list[list[list[int]]] = []
    coast: list[list[int]] = []
    for polygon in land.geoms:
        rings: list[list[int]] = []
        for ring in (polygon.exterior, *polygon.interiors):
            numbers = []
            for is_coast, line in split_at_edge(list(ring.coords), clips):
                number = topology.arc(simplified(LineString(line), tolerance, fine, fine_boxes))
                if number is not None:
                    numbers.append(number)
                    coast.extend([[number]] if is_coast else [])
            rings.append(numbers)
        polygons.append(rings)
    return {
        "land": {"type": "MultiPolygon", "arcs": polygons},
        "coast": {"type": "MultiLineString", "arcs": coast},
    }


def boundary_lines(topology: Topology, zone: str, tolerance: float) -> dict[str, Any]:
    """The boundary of Hong Kong or Macao, as OpenStreetMap has it, waters included."""
    polygons = TimezoneFinder().get_geometry(tz_name=zone, coords_as_pairs=True)
    rings = [LineString(polygon[0]) for polygon in polygons if Polygon(polygon[0]).area > 1e-6]
    numbers = [topology.arc(list(ring.simplify(tolerance).coords)) for ring in rings]
    return {"type": "MultiPolygon", "arcs": [[[number]] for number in numbers if number is not None]}


def large_enough(land: MultiPolygon, square_degrees: float) -> MultiPolygon:
    """Without the islets that would not be seen."""
    return MultiPolygon([polygon for polygon in land.geoms if polygon.area > square_degrees])


def build_delta(parts: list[Polygon]) -> None:
    """The Pearl River Delta in detail, with the boundaries of Hong Kong and Macao."""
    topology = Topology(DELTA, 0.00002)
    land = large_enough(clipped(parts, DELTA, SEAM), 5e-7)
    objects = land_objects(land, [DELTA], topology, 0.00006, 0.00003, PORTS)
    objects["hong_kong"] = boundary_lines(topology, "Asia/Hong_Kong", 0.0001)
    objects["macao"] = boundary_lines(topology, "Asia/Macau", 0.00005)
    topology.write(HERE / "delta.json", objects, SOURCE)


def build_china(parts: list[Polygon]) -> None:
    """The land of East Asia coarsely, without the delta's box, which delta.json fills; no borders."""
    topology = Topology(CHINA, 0.004)
    # Only outlines: the continent comes with 440,000 holes, nearly all of them seams between the source's triangles.
    outlines = [Polygon(part.exterior) for part in parts if part.area > 0.004]
    large = [outline.simplify(0.01, preserve_topology=False) for outline in outlines]
    land = clipped(large, CHINA, 0.004).difference(shapely.box(*DELTA))
    land = large_enough(MultiPolygon(polygons_of(land)), 0.004)
    objects = land_objects(land, [CHINA, DELTA], topology, 0.015, 0.015, [])
    topology.write(HERE / "china.json", objects, SOURCE)


def main() -> None:
    """Build both files from the path given on the command line."""
    parts = parts_of(Path(sys.argv[1]))
    build_delta(parts)
    build_china(parts)


if __name__ == "__main__":
    main()
