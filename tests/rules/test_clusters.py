"""What a viewport shows: never more than a screen holds, and every station counted once."""

import numpy as np
import pytest

from stations.clusters import FEW, MOST_ICONS, Clusters, group
from stations.geo import Box

DELTA = Box(south=21.6, west=112.6, north=23.3, east=114.7)


def scatter(count: int, box: Box = DELTA, seed: int = 3) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    return draw.uniform(box.south, box.north, count), draw.uniform(box.west, box.east, count)


def viewport(zoom: float, width: int, height: int, lat: float = 22.4, lng: float = 113.6) -> Box:
    per_pixel = 360 / (256 * 2**zoom)
    up = per_pixel * np.cos(np.radians(lat)) * height / 2
    across = per_pixel * width / 2
    return Box(south=lat - up, west=lng - across, north=lat + up, east=lng + across)


def drawn(clusters: Clusters) -> int:
    return len(clusters.counts) + len(clusters.singles)


@pytest.mark.parametrize("zoom", [4, 7, 9, 10.5, 12, 14])
@pytest.mark.parametrize(("width", "height"), [(1280, 800), (390, 844), (2560, 1440)])
def test_a_crowded_viewport_shows_at_most_eighty_icons_and_counts_everyone_once(
    zoom: float, width: int, height: int
) -> None:
    lats, lngs = scatter(200_000)
    box = viewport(zoom, width, height)
    clusters = group(lats, lngs, box, zoom)
    assert drawn(clusters) <= max(MOST_ICONS, FEW)
    assert clusters.counts.sum() + len(clusters.singles) == clusters.total
    inside = (lats >= box.south) & (lats <= box.north) & (lngs >= box.west) & (lngs <= box.east)
    assert clusters.total == inside.sum()


def test_few_stations_are_shown_one_by_one_at_any_zoom() -> None:
    lats, lngs = scatter(FEW)
    clusters = group(lats, lngs, DELTA, 5)
    assert sorted(clusters.singles) == list(range(FEW))
    assert len(clusters.counts) == 0


@pytest.mark.parametrize("zoom", [15, 18])
def test_stations_on_one_spot_can_be_reached_by_zooming_in(zoom: int) -> None:
    lats, lngs = np.full(90, 22.21), np.full(90, 113.58)
    clusters = group(lats, lngs, viewport(zoom, 390, 844, 22.21, 113.58), zoom)
    assert sorted(clusters.singles) == list(range(90))


def test_a_cluster_lies_at_the_mean_of_its_stations_and_sums_what_it_is_given() -> None:
    lats, lngs = np.full(100, 22.21), np.linspace(113.580, 113.581, 100)
    is_open = np.arange(100) % 4 == 0
    clusters = group(lats, lngs, DELTA, 9, {"open": is_open.astype(np.int64)})
    assert clusters.counts.tolist() == [100]
    assert clusters.tallies["open"].tolist() == [25]
    assert (clusters.lats[0], clusters.lngs[0]) == pytest.approx((22.21, 113.5805))


def test_a_station_alone_in_its_cell_is_shown_as_itself() -> None:
    lats, lngs = np.append(np.full(100, 22.21), 23.2), np.append(np.full(100, 113.58), 112.7)
    clusters = group(lats, lngs, DELTA, 9)
    assert clusters.counts.tolist() == [100]
    assert clusters.singles.tolist() == [100]


def test_hidden_stations_are_not_counted() -> None:
    lats, lngs = scatter(1_000)
    keep = np.arange(1_000) < 10
    clusters = group(lats, lngs, DELTA, 9, keep=keep)
    assert clusters.total == 10
    assert clusters.singles.tolist() == list(range(10))


def test_an_empty_viewport_is_empty() -> None:
    clusters = group(np.empty(0), np.empty(0), DELTA, 9, {"open": np.empty(0, np.int64)})
    assert drawn(clusters) == 0
    assert clusters.total == 0
