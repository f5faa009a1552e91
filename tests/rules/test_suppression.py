"""Hidden counts stay hidden: no reader of the table can work one out, whatever sums they do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stations.suppression import LEAST, Shown, Sum, suppress

SMALL, LARGE = Shown(None, True), Shown(None, False)
Key = tuple[str, str]


def is_told(key: Key, shown: Mapping[Key, Shown], counts: Mapping[Key, int], sums: Sequence[Sum[Key]]) -> bool:
    """Whether everybody can work the count out: no other table near this one agrees with what is shown.

    Tables are tried one by one; nothing of the rule's own network is used.
    """
    totals = {one.total for one in sums}
    free = [one for one in counts if one not in totals and shown[one].value is None]
    for steps in product((0, -1, 1), repeat=len(free)):
        other = dict(counts) | {one: counts[one] + step for one, step in zip(free, steps, strict=True)}
        for one in reversed(sums):
            other[one.total] = sum(other[part] for part in one.parts)
        if other[key] != counts[key] and all(agrees(shown[one], other[one]) for one in counts):
            return False
    return True


def agrees(shown: Shown, count: int) -> bool:
    if shown.value is not None:
        return shown.value == count
    return 0 <= count < LEAST if shown.is_small else count >= LEAST


def table(rows: Mapping[str, tuple[int, ...]]) -> tuple[dict[Key, int], list[Sum[Key]]]:
    """Districts with who came and who did not; ``both`` and the last row are their sums."""
    counts: dict[Key, int] = {}
    for name, (came, absent) in rows.items():
        counts |= {(name, "came"): came, (name, "absent"): absent, (name, "both"): came + absent}
    sums: list[Sum[Key]] = []
    for figure in ("both", "came", "absent"):
        counts["all", figure] = sum(counts[name, figure] for name in rows)
        sums.append(Sum(("all", figure), tuple((name, figure) for name in rows)))
    sums += [Sum((name, "both"), ((name, "came"), (name, "absent"))) for name in rows]
    return counts, sums


def marks(counts: Mapping[Key, int], sums: Sequence[Sum[Key]]) -> Iterator[Key]:
    shown = suppress(counts, sums)
    yield from (key for key, one in shown.items() if one.value is None)


def line(*parts: int) -> tuple[dict[str, int], list[Sum[str]]]:
    keys = [f"d{number}" for number in range(len(parts))]
    return {"all": sum(parts), **dict(zip(keys, parts, strict=True))}, [Sum("all", tuple(keys))]


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ((20, 30), (20, 30)),
        ((3, 30, 9), (SMALL, 30, LARGE)),
        ((3, 2, 30), (SMALL, SMALL, 30)),
        ((0, 8), (SMALL, LARGE)),
        ((4, 4, 30), (SMALL, SMALL, LARGE)),
        ((0, 0, 30), (SMALL, SMALL, LARGE)),
    ],
    ids=["nothing small", "the next smallest goes too", "two small ones hide each other", "nobody is small too",
         "both as large as can be", "both as small as can be"],
)  # fmt: skip
def test_what_is_hidden_in_a_line(parts: tuple[int, ...], expected: tuple[int | Shown, ...]) -> None:
    counts, sums = line(*parts)
    shown = suppress(counts, sums)
    assert tuple(shown[key] for key in counts if key != "all") == tuple(
        one if isinstance(one, Shown) else Shown(one) for one in expected
    )


def test_without_anybody_else_the_total_goes_too() -> None:
    counts, sums = line(4)
    assert set(suppress(counts, sums).values()) == {SMALL}
    counts, sums = line(3, 7)
    shown = suppress(counts, sums)
    assert shown["d0"] == SMALL
    assert shown["d1"] == LARGE


def test_a_count_that_is_hidden_alone_is_told_by_the_rest() -> None:
    counts, sums = table({"a": (3, 20), "b": (9, 30)})
    alone = {key: SMALL if count < LEAST else Shown(count) for key, count in counts.items()}
    assert is_told(("a", "came"), alone, counts, sums)
    assert not is_told(("a", "came"), suppress(counts, sums), counts, sums)


def test_four_hidden_ones_in_the_corners_of_a_table_protect_each_other() -> None:
    counts, sums = table({"a": (3, 20), "b": (9, 30), "c": (40, 50)})
    assert set(marks(counts, sums)) == {("a", "came"), ("a", "absent"), ("b", "came"), ("b", "absent")}


people = st.one_of(st.integers(0, 6), st.integers(0, 40))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(people, people), min_size=1, max_size=3))
def test_no_hidden_count_of_a_table_can_be_worked_out(rows: list[tuple[int, int]]) -> None:
    counts, sums = table({f"d{number}": row for number, row in enumerate(rows)})
    shown = suppress(counts, sums)
    for key, count in counts.items():
        if count < LEAST:
            assert shown[key] == SMALL
        elif shown[key].value is None:
            assert shown[key] == LARGE
        if shown[key].value is None:
            assert not is_told(key, shown, counts, sums)
        else:
            assert shown[key].value == count


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(people, min_size=1, max_size=3), min_size=1, max_size=3))
def test_no_hidden_count_can_be_worked_out_over_two_levels(jurisdictions: list[list[int]]) -> None:
    counts: dict[Key, int] = {}
    sums: list[Sum[Key]] = []
    for number, districts in enumerate(jurisdictions):
        keys = [(f"j{number}", f"d{at}") for at in range(len(districts))]
        counts |= dict(zip(keys, districts, strict=True)) | {(f"j{number}", "all"): sum(districts)}
        sums.append(Sum((f"j{number}", "all"), tuple(keys)))
    totals = tuple(one.total for one in sums)
    counts["all", "all"] = sum(counts[key] for key in totals)
    sums.insert(0, Sum(("all", "all"), totals))
    shown = suppress(counts, sums)
    for key in counts:
        assert shown[key].value is not None or not is_told(key, shown, counts, sums)


def test_a_large_federation_keeps_most_of_its_counts() -> None:
    counts, sums = table({f"d{number}": ((number * 37) % 300, (number * 11) % 60) for number in range(200)})
    hidden = list(marks(counts, sums))
    small = sum(count < LEAST for count in counts.values())
    assert small > 10
    assert len(hidden) < 4 * small


@pytest.mark.parametrize(
    ("counts", "sums"),
    [
        ({"all": 9, "a": 3, "b": 5}, [Sum("all", ("a", "b"))]),
        ({"x": 3, "y": 3, "z": 3, "a": 3}, [Sum("x", ("a",)), Sum("y", ("a",)), Sum("z", ("a",))]),
    ],
    ids=["a sum that does not add up", "a count in three sums"],
)
def test_a_table_that_makes_no_sense_is_a_bug(counts: dict[str, int], sums: list[Sum[str]]) -> None:
    with pytest.raises(ValueError, match=r"sum"):
        suppress(counts, sums)
