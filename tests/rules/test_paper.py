"""Which stations look as if they existed on paper only, and which honest lists do not."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from stations.paper import LISTED_FROM, Suspect, points_of, suspects
from stations.paper_traits import Entry, Trait, is_rounded

BANK_HOURS = "Mo-Fr 08:30-18:00"
POOL = ("24/7", "Mo-Fr 08:00-12:00,14:00-18:00", "Mo-Su 08:00-20:00", "Mo-Su 05:00-17:30", "Mo-Su 07:00-22:00")
ALL = (1 << 6) - 1
Never, Name, Differ = Trait.NEVER_CONFIRMED, Trait.REPEATED_NAME, Trait.NAMESAKES_DIFFER


def entry(key: int, **changes: object) -> Entry:
    """An honest station: a name, a place, hours and equipment of its own, which nobody has looked at yet."""
    rng = random.Random(key)
    plain = Entry(
        key, f"驿站{key}", "a list", "金水区", round(34.7 + rng.gauss(0, 0.03), 6), round(113.6 + rng.gauss(0, 0.03), 6),
        False, f"Mo-Su 06:{key % 60:02}-20:00", rng.getrandbits(25), False,
    )  # fmt: skip
    return replace(plain, **changes)  # type: ignore[arg-type]


def traits(found: list[Suspect]) -> dict[int, set[Trait]]:
    return {it.entry.key: set(it.traits) for it in found}


def honest(count: int, first: int = 10_000) -> list[Entry]:
    return [entry(first + number) for number in range(count)]


# --- honest lists


def bank_rooms(count: int, name: Callable[[int], str]) -> list[Entry]:
    return [entry(n, name=name(n), hours=BANK_HOURS, facilities=ALL) for n in range(count)]


HONEST: dict[str, list[Entry]] = {
    "a list that nobody has checked yet": honest(100),
    "284 of 292 rooms in the branches of one bank": bank_rooms(284, lambda n: f"工行支行{n}驿站") + honest(8),
    "the same, named after the bank only": bank_rooms(284, lambda _: "工行驿站") + honest(8),
    "nine rooms of one bank, named after it, among others": bank_rooms(9, lambda _: "工行驿站") + honest(60),
    "ten banks whose rooms keep their own bank's hours": [
        entry(n, name=f"银行{n % 10}驿站", hours=f"Mo-Fr 08:{n % 10:02}-18:00", facilities=ALL) for n in range(80)
    ],
    "one name for all of a list, hours of their own": [entry(n, name="爱心驿站") for n in range(100)],
    "one name in every district": [entry(n, name="爱心驿站" if n % 2 else f"n{n}", district=f"{n % 8}区") for n in range(160)],
    "the district and one name": [
        entry(n, name=f"{n % 8}区爱心驿站", district=f"{n % 8}区", hours=POOL[n % 5]) for n in range(160)
    ],
    "two of one name": [entry(n, name="爱心驿站") for n in range(2)] + honest(60),
    "two rooms of one building": [entry(n, lat=34.712345, lng=113.612345) for n in range(2)] + honest(60),
    "a city whose doors all open by QR at night": [entry(n, hours="24/7", facilities=ALL) for n in range(100)],
    "positions given to a hundred metres": [
        entry(n, lat=round(entry(n).lat, 3), lng=round(entry(n).lng, 3), is_rounded=True, hours=BANK_HOURS) for n in range(60)
    ],
    "no names and no hours": [entry(n, name="", hours="", facilities=0) for n in range(100)],
    "none": [],
}  # fmt: skip


@pytest.mark.parametrize("listed", HONEST.values(), ids=HONEST.keys())
def test_an_honest_list_is_not_suspected(listed: list[Entry]) -> None:
    assert traits(suspects(listed)) == {}


# --- what programs make


def streets_and_pools(count: int, *, hours: tuple[str, ...] = POOL) -> list[Entry]:
    """Points named after a few streets, with hours and equipment by lot."""
    rng = random.Random(7)
    return [
        entry(
            n, name=f"金水区{rng.randrange(count // 5)}路驿站", hours=rng.choice(hours), facilities=rng.getrandbits(25)
        )
        for n in range(count)
    ]


def lattice(count: int, **changes: object) -> list[Entry]:
    side = int(count**0.5)
    return [entry(n, lat=34.70001 + n // side * 0.01, lng=113.60001 + n % side * 0.01, **changes) for n in range(count)]


def in_a_box(count: int, **changes: object) -> list[Entry]:
    rng = np.random.default_rng(5)
    return [entry(n, lat=34 + rng.uniform(0, 0.2), lng=113 + rng.uniform(0, 0.2), **changes) for n in range(count)]


@pytest.mark.parametrize(
    ("made", "reasons"),
    [
        (streets_and_pools(100), {Name, Differ}),
        (streets_and_pools(100, hours=("24/7",)), {Name, Trait.ALWAYS_OPEN}),
        (lattice(49), {Trait.EVEN_SPACING}),
        ([entry(n, lat=34.70001, lng=113.60001) for n in range(3)], {Trait.SHARED_SPOT}),
        ([entry(n, name="农业路驿站", lat=34.70001 + n * 1e-5, lng=113.60001) for n in range(2)], {Trait.DOUBLE}),
        (in_a_box(120, hours="24/7"), {Trait.RANDOM_SPREAD, Trait.ALWAYS_OPEN}),
    ],
    ids=["streets with hours by lot", "streets, always open", "a lattice", "one spot for three", "a double", "a box, always open"],
)  # fmt: skip
def test_what_a_program_makes_is_listed_with_its_reasons(made: list[Entry], reasons: set[Trait]) -> None:
    found = traits(suspects(made))
    assert len(found) >= 0.9 * len(made)
    assert all(it >= reasons | {Never} for it in found.values())


def test_generated_points_are_found_among_honest_stations_and_these_are_left_alone() -> None:
    made = streets_and_pools(200)
    found = traits(suspects(made + honest(60)))
    assert len(found) >= 0.9 * len(made)
    assert set(found) <= {it.key for it in made}


def test_what_somebody_has_been_to_is_never_listed_but_its_double_is() -> None:
    one = entry(1, name="农业路驿站", lat=34.70001, lng=113.60001)
    other = replace(one, key=2, source="another list")
    assert traits(suspects([one, other])).keys() == {1, 2}
    assert traits(suspects([replace(one, is_confirmed=True), other])).keys() == {2}


# --- single traits


@pytest.mark.parametrize(
    ("name", "other", "metres", "is_double"),
    [
        ("农业路驿站", "农业路驿站", 5, True),
        ("农业路驿站", "农业路（驿站）", 5, True),
        ("农业路驿站", "农业路驿站", 24, True),
        ("农业路驿站", "农业路驿站", 75, False),
        ("农业路驿站", "黄河路驿站", 5, False),
        ("", "", 5, False),
    ],
)
def test_doubles_are_of_one_name_and_one_place(name: str, other: str, metres: float, is_double: bool) -> None:
    north, east = metres / 111_195, metres / (111_195 * np.cos(np.radians(34.7)))
    for step, (up, right) in product(range(20), [(north, 0), (0, east)]):  # wherever the borders of the squares are
        lat, lng = 34.7 + step * 0.00007, 113.6 + step * 0.00011
        pair = [entry(1, name=name, lat=lat, lng=lng), entry(2, name=other, lat=lat + up, lng=lng + right)]
        assert bool(suspects(pair)) is is_double, step


@pytest.mark.parametrize(
    ("count", "always", "is_improbable"),
    [(19, 19, False), (20, 20, True), (100, 25, True), (100, 24, False), (1000, 199, False), (1000, 200, True)],
)
def test_how_many_may_never_close(count: int, always: int, is_improbable: bool) -> None:
    spot = {"lat": 34.7, "lng": 113.6}  # which puts them all on the list, where their traits can be seen
    made = [entry(n, hours="24/7" if n < always else f"Mo-Su 06:00-{n}", **spot) for n in range(count)]
    found = [it for it in suspects(made) if Trait.ALWAYS_OPEN in it.traits]
    assert len(found) == (always if is_improbable else 0)


@pytest.mark.parametrize(
    ("pair", "is_round"),
    [((34.7, 113.6), True), ((34.712, 113.644), True), ((34.7123, 113.6), False), ((34.0, 113.123456), False)],
)
def test_both_coordinates_must_be_rounded(pair: tuple[float, float], is_round: bool) -> None:
    assert is_rounded(*pair) is is_round


def test_a_quarter_of_a_list_of_twenty_shares_hours_and_facilities() -> None:
    spot = {"lat": 34.7, "lng": 113.6}
    made = [entry(n, hours=BANK_HOURS if n < 5 else f"Mo {n}", facilities=ALL if n < 5 else 1 << n, **spot) for n in range(20)]  # fmt: skip
    for trait in (Trait.UNIFORM_HOURS, Trait.UNIFORM_FACILITIES):
        assert {it.entry.key for it in suspects(made) if trait in it.traits} == set(range(5))
        assert not [it for it in suspects(made[:19]) if trait in it.traits]


# --- points


@pytest.mark.parametrize(
    ("held", "points"),
    [
        (set(), 0),
        ({Never}, 1),
        ({Never, Trait.UNIFORM_HOURS}, 2),
        ({Never, Trait.UNIFORM_HOURS, Trait.UNIFORM_FACILITIES}, 2),
        ({Never, Trait.UNIFORM_HOURS, Trait.UNIFORM_FACILITIES, Trait.ROUNDED}, 3),
        ({Never, Trait.ALWAYS_OPEN, Trait.UNIFORM_FACILITIES, Trait.ROUNDED}, 5),
        ({Never, Name}, 4),
        ({Never, Name, Trait.UNIFORM_HOURS, Trait.UNIFORM_FACILITIES}, 4),
        ({Never, Name, Differ}, 5),
        ({Never, Name, Differ, Trait.UNIFORM_HOURS, Trait.UNIFORM_FACILITIES}, 6),
        ({Never, Name, Trait.ALWAYS_OPEN}, 6),
        ({Never, Trait.DOUBLE}, 5),
        ({Never, Trait.SHARED_SPOT}, 5),
        ({Never, Trait.EVEN_SPACING}, 5),
    ],
)
def test_one_cause_counts_once(held: set[Trait], points: int) -> None:
    assert points_of(held) == points


def test_whatever_honest_lists_may_have_all_at_once_stays_below_the_list() -> None:
    common = {Never, Trait.UNIFORM_HOURS, Trait.UNIFORM_FACILITIES, Trait.ROUNDED}
    assert points_of(common) < LISTED_FROM
    assert points_of({Never, Name, Trait.UNIFORM_HOURS, Trait.UNIFORM_FACILITIES}) < LISTED_FROM


def test_most_points_come_first_then_districts() -> None:
    def double(key: int, **changes: object) -> list[Entry]:
        return [entry(key + n, name=f"街{key}", lat=34.7 + key / 100, lng=113.6, **changes) for n in range(2)]

    found = suspects(double(1, district="b") + double(3, district="a") + double(5, district="c", is_rounded=True))
    assert [(it.points, it.entry.district) for it in found] == [(6, "c")] * 2 + [(5, "a")] * 2 + [(5, "b")] * 2


def test_the_order_of_a_list_changes_nothing() -> None:
    made = streets_and_pools(100) + honest(60)
    turned = random.Random(1).sample(made, len(made))
    assert suspects(turned) == suspects(made)
