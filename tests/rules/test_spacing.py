"""Which layouts of points are a program's, and which a town's."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from stations.spacing import FEWEST, FEWEST_DRAWN, drawn_in_a_box, evenly_spaced

Layout = Callable[[np.random.Generator, int], tuple[np.ndarray, np.ndarray]]
RNG = np.random.Generator
TRIES = 60


def lattice(jitter: float = 0.0, north: float = 0.01, east: float = 0.01) -> Layout:
    def make(rng: RNG, count: int) -> tuple[np.ndarray, np.ndarray]:
        side, number = int(count**0.5), np.arange(count)
        shaken = rng.normal(0, jitter, (2, count))
        return 34 + (number // side + shaken[0]) * north, 113 + (number % side + shaken[1]) * east

    return make


def road(rng: RNG, count: int) -> tuple[np.ndarray, np.ndarray]:
    """A point every so many metres along a straight line."""
    number = np.arange(count)
    return 34 + number * 0.0013, 113 + number * 0.0021


def box(rng: RNG, count: int) -> tuple[np.ndarray, np.ndarray]:
    return 34 + rng.uniform(-0.1, 0.1, count), 113 + rng.uniform(-0.1, 0.1, count)


def one_town(rng: RNG, count: int) -> tuple[np.ndarray, np.ndarray]:
    return rng.normal(34, 0.05, count), rng.normal(113, 0.05, count)


def quarters(rng: RNG, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Stations gather in a few quarters of a city."""
    middles = rng.uniform(0, 0.3, (6, 2))[rng.integers(0, 6, count)] + rng.normal(0, 0.012, (count, 2))
    return 34 + middles[:, 0], 113 + middles[:, 1]


def streets(rng: RNG, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Stations stand anywhere along streets that are a lattice themselves."""
    street, along, is_north = rng.integers(0, 10, count) * 0.02, rng.uniform(0, 0.2, count), rng.random(count) < 0.5
    return 34 + np.where(is_north, street, along), 113 + np.where(is_north, along, street)


def share(found: Callable[..., object], layout: Layout, count: int) -> float:
    """The share of tries in which any point of ``layout`` is found."""
    rng = np.random.default_rng(11)
    return float(np.mean([np.any(found(*layout(rng, count))) for _ in range(TRIES)]))


@pytest.mark.parametrize("count", [FEWEST, 49, 144])
@pytest.mark.parametrize(
    "layout",
    [lattice(), lattice(0.05), lattice(0.1), lattice(0, 0.01, 0.0015), road],
    ids=["lattice", "a little shaken", "more shaken", "wide rows of close points", "road"],
)
def test_a_programs_steps_are_noticed(layout: Layout, count: int) -> None:
    assert share(evenly_spaced, layout, count) > 0.9


@pytest.mark.parametrize("count", [FEWEST, 60, 300])
@pytest.mark.parametrize("layout", [box, one_town, quarters, streets])
def test_where_people_put_stations_is_not_even(layout: Layout, count: int) -> None:
    assert share(evenly_spaced, layout, count) <= 0.02


def test_few_points_tell_nothing_however_even() -> None:
    assert not evenly_spaced(*lattice()(np.random.default_rng(1), FEWEST - 1)).any()
    assert not drawn_in_a_box(*box(np.random.default_rng(1), FEWEST_DRAWN - 1))


def test_a_town_beside_a_lattice_stays_out_of_it() -> None:
    rng = np.random.default_rng(2)
    grid, town = lattice()(rng, 100), one_town(rng, 30)
    lats, lngs = np.append(grid[0], town[0] + 1), np.append(grid[1], town[1])
    found = evenly_spaced(lats, lngs)
    assert found[:100].all()
    assert found[100:].mean() < 0.2


@pytest.mark.parametrize(("layout", "least", "most"), [(box, 0.6, 1.0), (one_town, 0.0, 0.05), (quarters, 0.0, 0.05), (lattice(), 0.0, 0.0)])  # fmt: skip
def test_random_numbers_in_a_box_are_told_from_a_town(layout: Layout, least: float, most: float) -> None:
    assert least <= share(drawn_in_a_box, layout, 144) <= most


def test_an_even_grid_of_streets_can_be_taken_for_random_numbers_but_not_for_long() -> None:
    assert share(drawn_in_a_box, streets, 60) > 0.3
    assert share(drawn_in_a_box, streets, 400) <= 0.05


@pytest.mark.parametrize("found", [evenly_spaced, drawn_in_a_box])
@pytest.mark.parametrize(
    ("lats", "lngs"),
    [(np.empty(0), np.empty(0)), (np.full(200, 34.0), np.full(200, 113.0)), (np.linspace(20, 50, 200), np.linspace(80, 120, 200))],
    ids=["none", "all on one spot", "as wide as the country"],
)  # fmt: skip
def test_what_has_no_spacing_is_not_even(found: Callable[..., object], lats: np.ndarray, lngs: np.ndarray) -> None:
    assert not np.any(found(lats, lngs))
