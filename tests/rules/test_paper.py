"""Which stations look as if they existed on paper only, and which honest lists do not."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from stations.paper import SUSPICIOUS, WEIGHTS, Entry, Suspect, Trait, suspects

BANK_HOURS = "Mo-Fr 08:30-18:00"
ALL = (1 << 6) - 1


def entry(key: int, **changes: object) -> Entry:
    rng = random.Random(key)
    lat, lng = 34.7 + rng.gauss(0, 0.03), 113.6 + rng.gauss(0, 0.03)
    plain = Entry(key, f"驿站{key}", "a list", "金水区", round(lat, 6), round(lng, 6), f"Mo-Su 0{key % 10}:00-20:00", 1 << key % 20, False)  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def traits(found: list[Suspect]) -> dict[int, set[Trait]]:
    return {it.key: set(it.traits) for it in found}


def test_an_honest_list_that_nobody_has_checked_yet_is_not_suspicious() -> None:
    assert suspects([entry(number) for number in range(100)]) == []


def test_rooms_in_the_branches_of_one_bank_are_not_suspicious() -> None:
    bank = [entry(number, name=f"工行支行{number}", hours=BANK_HOURS, facilities=ALL) for number in range(284)]
    others = [entry(1000 + number) for number in range(8)]
    assert suspects(bank + others) == []


def test_a_name_again_and_again_in_one_district_is() -> None:
    generated = [entry(number, name=f"农业路户外劳动者驿站{number % 7 // 6}") for number in range(30)]
    honest = [entry(100 + number) for number in range(30)]
    found = traits(suspects(generated + honest))
    assert set(found) == set(range(30))
    assert all(Trait.REPEATED_NAME in it for it in found.values())


def test_the_same_name_in_another_district_or_list_is_a_coincidence() -> None:
    same = [
        entry(1, name="爱心驿站"),
        entry(2, name="爱心驿站", district="中原区"),
        entry(3, name="爱心驿站", source="b"),
    ]
    assert suspects(same) == []


def test_what_somebody_has_been_to_is_never_listed() -> None:
    made = [entry(number, name="驿站", is_confirmed=number < 5) for number in range(10)]
    assert [it.key for it in suspects(made)] == [5, 6, 7, 8, 9]


def lattice(count: int, step: float, jitter: float = 0.0) -> list[Entry]:
    rng, side = random.Random(3), int(count**0.5)
    return [
        entry(n, lat=34.70001 + n // side * step + rng.gauss(0, jitter), lng=113.60001 + n % side * step + rng.gauss(0, jitter))
        for n in range(count)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("made", "is_even"),
    [
        (lattice(49, 0.01), True),
        (lattice(49, 0.01, 0.001), True),
        (lattice(49, 0.01, 0.01), False),
        ([entry(n, lat=34.70001 + n * 0.0013, lng=113.6 + n * 0.0021) for n in range(20)], True),
        ([entry(n) for n in range(49)], False),
        (lattice(9, 0.01), False),
    ],
    ids=["a lattice", "a shaken lattice", "a lattice shaken to pieces", "a line with equal steps", "a town", "too few to tell"],
)  # fmt: skip
def test_points_that_lie_too_evenly_are_noticed(made: list[Entry], is_even: bool) -> None:
    found = suspects(made)
    assert bool(found) is is_even
    assert all(Trait.EVEN_SPACING in it.traits for it in found)


def test_two_names_on_one_spot_and_coordinates_cut_short() -> None:
    spot = {"lat": 34.7, "lng": 113.6}
    found = traits(suspects([entry(1, **spot), entry(2, **spot), entry(3, lat=34.712, lng=113.644)]))
    assert found == {n: {Trait.NEVER_CONFIRMED, Trait.SHARED_SPOT, Trait.ROUNDED} for n in (1, 2)}


def test_guessed_hours_and_equipment_add_to_a_repeated_name() -> None:
    made = [entry(n, name=f"驿站{n // 2}", hours="24/7", facilities=ALL) for n in range(40)]
    found = suspects(made)
    assert {it.score for it in found} == {0.5 + 2.0 + 0.8 + 0.8}
    assert len(found) == 40


def test_nothing_that_nobody_confirmed_is_listed_for_that_alone_or_for_guesses_alone() -> None:
    assert WEIGHTS[Trait.NEVER_CONFIRMED] < SUSPICIOUS
    guesses = (Trait.NEVER_CONFIRMED, Trait.UNIFORM_HOURS, Trait.UNIFORM_FACILITIES)
    assert sum(WEIGHTS[it] for it in guesses) < SUSPICIOUS


def test_no_stations_no_suspects() -> None:
    assert suspects([]) == []
