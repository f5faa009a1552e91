"""The basemap must show the port island, be right about what it shows, and be light enough for a slow line."""

import gzip
import json
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from shapely.geometry import MultiPolygon, Point, Polygon

from stations.words import LANGUAGES

FOLDER = Path(__file__).parents[2] / "data" / "basemap"
PORT_ISLAND = Point(113.58, 22.21)


def topology(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))


def arc(document: dict[str, Any], number: int) -> list[tuple[float, float]]:
    (step_x, step_y), (west, south) = document["transform"]["scale"], document["transform"]["translate"]
    grid = accumulate(document["arcs"][number], lambda at, move: [at[0] + move[0], at[1] + move[1]])
    return [(west + x * step_x, south + y * step_y) for x, y in grid]


def shape(document: dict[str, Any], name: str) -> MultiPolygon:
    polygons = []
    for rings in document["objects"][name]["arcs"]:
        outlines = [[point for number in ring for point in arc(document, number)] for ring in rings]
        polygons.append(Polygon(outlines[0], outlines[1:]).buffer(0))
    return MultiPolygon([part for polygon in polygons for part in getattr(polygon, "geoms", [polygon])])


def holds(document: dict[str, Any], name: str, point: Point) -> bool:
    return any(polygon.contains(point) for polygon in shape(document, name).geoms)


def test_the_port_island_is_land_with_sea_around_it() -> None:
    delta = topology("delta")
    assert holds(delta, "land", PORT_ISLAND)
    for dx, dy in [(0.02, 0), (0, 0.02), (0.0, -0.02)]:
        assert not holds(delta, "land", Point(PORT_ISLAND.x + dx, PORT_ISLAND.y + dy))


def test_the_port_island_has_the_detail_that_zoom_13_and_closer_need() -> None:
    metres_per_step = topology("delta")["transform"]["scale"][0] * 111_000
    pixel_at_zoom_16 = 156_543 / 2**16
    assert metres_per_step < pixel_at_zoom_16 * 1.5
    island = next(part for part in shape(topology("delta"), "land").geoms if part.contains(PORT_ISLAND))
    assert 1.5 < island.area * 110.6 * 103 < 3.5


@pytest.mark.parametrize(
    ("city", "lng", "lat"),
    [("Zhuhai", 113.55, 22.27), ("Macao", 113.545, 22.20), ("Hong Kong", 114.17, 22.32), ("Guangzhou", 113.27, 23.14)],
)
def test_the_cities_of_the_delta_are_on_land(city: str, lng: float, lat: float) -> None:
    assert holds(topology("delta"), "land", Point(lng, lat)), city


@pytest.mark.parametrize(
    ("place", "lng", "lat", "hong_kong", "macao"),
    [
        ("Central", 114.158, 22.283, True, False),
        ("Macao peninsula", 113.545, 22.195, False, True),
        ("Gongbei", 113.548, 22.222, False, False),
        ("the Zhuhai side of the port island", 113.58, 22.21, False, False),
        ("Shenzhen", 114.06, 22.54, False, False),
    ],
)
def test_the_boundaries_hold_what_is_theirs(place: str, lng: float, lat: float, hong_kong: bool, macao: bool) -> None:
    delta, point = topology("delta"), Point(lng, lat)
    assert holds(delta, "hong_kong", point) is hong_kong, place
    assert holds(delta, "macao", point) is macao, place


@pytest.mark.parametrize(
    ("place", "lng", "lat"),
    [("Beijing", 116.4, 39.9), ("Taiwan", 121.0, 23.7), ("Hainan", 109.8, 19.2), ("Lhasa", 91.2, 29.7)],
)
def test_the_coarse_land_includes_the_whole_country(place: str, lng: float, lat: float) -> None:
    assert holds(topology("china"), "land", Point(lng, lat)), place


def test_the_coarse_land_draws_no_border_and_leaves_the_delta_to_the_detailed_file() -> None:
    china = topology("china")
    assert set(china["objects"]) == {"land", "coast"}
    assert not holds(china, "land", Point(113.27, 23.14))


def test_every_place_has_its_name_in_three_languages() -> None:
    places = json.loads((FOLDER / "places.json").read_text(encoding="utf-8"))["features"]
    for place in places:
        assert all(place["properties"][lang].strip() for lang in LANGUAGES)
        assert place["properties"]["from"] < place["properties"]["to"]


def test_the_whole_basemap_is_light() -> None:
    compressed = {path.name: len(gzip.compress(path.read_bytes())) for path in FOLDER.glob("*.json")}
    assert sum(compressed.values()) < 65_000
    assert compressed["delta.json"] + compressed["places.json"] < 25_000


def test_the_data_names_its_source_and_licence() -> None:
    for name in ("delta", "china"):
        assert "OpenStreetMap contributors, ODbL" in topology(name)["source"]
