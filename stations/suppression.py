"""Small counts are hidden, and so much more that no hidden one can be worked out from what is shown.

A table is counts and the sums that hold among them (``booked`` = came + did not come + not noted; a district is a part of its
jurisdiction, and so on). A count under :data:`LEAST` is shown as ``<5``. Where the rest of a sum would tell it, another count of that sum
is hidden as well and shown as ``≥5``.

The rule, exactly: for each hidden count there is another table of whole numbers that agrees with everything shown — with every shown
count, every sum, every ``<5`` and every ``≥5`` — and in which this count is another. Each count is a part of at most one sum and the total of
at most one, or a part of two whose sums meet in a grand total; so the sums are the nodes of a network and the counts its arcs, and another
table is a cycle along which one more or one less person flows. Counts are hidden along the cheapest such cycle (L. H. Cox,
"Network models for complementary cell suppression", JASA 1995).

It protects one table. Whoever subtracts the table of one span of dates from that of another learns what happened in between.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

LEAST = 5
K = TypeVar("K", bound=Hashable)
_GROUND = -1


@dataclass(frozen=True, slots=True)
class Sum(Generic[K]):
    """That the count ``total`` is the sum of the counts ``parts``."""

    total: K
    parts: tuple[K, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A count as it is shown: ``value``, or None where it is hidden, ``is_small`` telling on which side of :data:`LEAST` it is."""

    value: int | None
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class _Arc(Generic[K]):
    """One person more (``step`` 1) or less (-1) in the count ``key`` moves a person from one sum to another."""

    key: K
    step: int
    target: int


def suppress(counts: Mapping[K, int], sums: Sequence[Sum[K]]) -> dict[K, Shown]:
    """Return how each count is shown.

    Raises:
        ValueError: the sums do not agree with the counts, or do not form a network; a bug of the caller.
    """
    _check(counts, sums)
    network = _Network(counts, _ends(counts, sums), {one.total for one in sums})
    hidden = {key for key, count in counts.items() if count < LEAST}
    safe: set[K] = set()
    for key in sorted(hidden, key=lambda one: (-counts[one], str(one))):
        if key not in safe:
            cycle = network.cheapest_cycle(key, hidden)
            hidden |= cycle
            safe |= cycle
    return {key: Shown(None, count < LEAST) if key in hidden else Shown(count) for key, count in counts.items()}


def _check(counts: Mapping[K, int], sums: Sequence[Sum[K]]) -> None:
    for one in sums:
        if counts[one.total] != sum(counts[part] for part in one.parts):
            raise ValueError(f"{one.total} is not the sum of its parts")


def _ends(counts: Mapping[K, int], sums: Sequence[Sum[K]]) -> dict[K, tuple[int, int]]:
    """Return, for each count, the sum into which one more of it flows, and the one out of which; a sum's side may be turned."""
    uses: dict[K, list[tuple[int, int]]] = defaultdict(list)
    for number, one in enumerate(sums):
        uses[one.total].append((number, -1))
        for part in one.parts:
            uses[part].append((number, 1))
    turned = _turned(len(sums), uses)
    ends = {}
    for key in counts:
        sides = {turned[number] * sign: number for number, sign in uses[key]}
        if len(sides) < len(uses[key]):
            raise ValueError(f"the sums around {key} form no network")
        ends[key] = (sides.get(1, _GROUND), sides.get(-1, _GROUND))
    return ends


def _turned(number_of_sums: int, uses: Mapping[K, list[tuple[int, int]]]) -> list[int]:
    """Return 1 or -1 for each sum, so that each count is on the one side of one sum and on the other of its other sum."""
    neighbours: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for sides in uses.values():
        if len(sides) == 2:
            (first, sign), (second, other) = sides
            neighbours[first].append((second, -sign * other))
            neighbours[second].append((first, -sign * other))
    turned = [0] * number_of_sums
    for start in range(number_of_sums):
        waiting = [] if turned[start] else [start]
        turned[start] = turned[start] or 1
        while waiting:
            here = waiting.pop()
            for there, relation in neighbours[here]:
                if not turned[there]:
                    turned[there] = turned[here] * relation
                    waiting.append(there)
    return turned


class _Network(Generic[K]):
    """The sums as nodes and, for each count, two arcs between them: one person more, and one person less."""

    def __init__(self, counts: Mapping[K, int], ends: Mapping[K, tuple[int, int]], totals: set[K]) -> None:
        self._counts, self._ends, self._totals = counts, ends, totals
        self._arcs: dict[int, list[_Arc[K]]] = defaultdict(list)
        for key, (into, out_of) in ends.items():
            self._arcs[out_of].append(_Arc(key, 1, into))
            self._arcs[into].append(_Arc(key, -1, out_of))

    def cheapest_cycle(self, key: K, hidden: set[K]) -> set[K]:
        """Return the counts to be hidden so that ``key`` could be one more or one less; as few people as can be."""
        into, out_of = self._ends[key]
        found = [
            way
            for step, start, goal in ((1, into, out_of), (-1, out_of, into))
            if self._can_step(key, step)
            for way in self._way(start, goal, key, hidden)
        ]
        if not found:
            return set(self._counts)
        return min(found, key=lambda way: way[0])[1] | {key}

    def _can_step(self, key: K, step: int) -> bool:
        """Whether the count, one more or less, would be shown as it is shown now once hidden."""
        return self._counts[key] + step >= 0 and (self._counts[key] < LEAST) == (self._counts[key] + step < LEAST)

    def _price(self, key: K) -> int:
        """What hiding one more count costs: its people, and where all else is equal rather a part's than a total's."""
        return self._counts[key] + 1 + (key in self._totals)

    def _way(self, start: int, goal: int, key: K, hidden: set[K]) -> Iterator[tuple[int, set[K]]]:
        """Yield the cheapest way from one sum to another that does not lead through ``key``, if there is one (Dijkstra)."""
        waiting: list[tuple[int, int, int]] = [(0, 0, start)]
        came: dict[int, tuple[int, K] | None] = {start: None}
        best, number = {start: 0}, 0
        while waiting:
            cost, _, here = heapq.heappop(waiting)
            if here == goal:
                yield cost, _walked(came, goal)
                return
            for arc in self._arcs[here] if cost == best[here] else ():
                if arc.key == key or not self._can_step(arc.key, arc.step):
                    continue
                total = cost + (0 if arc.key in hidden else self._price(arc.key))
                if total < best.get(arc.target, total + 1):
                    best[arc.target], came[arc.target] = total, (here, arc.key)
                    number += 1
                    heapq.heappush(waiting, (total, number, arc.target))


def _walked(came: Mapping[int, tuple[int, K] | None], goal: int) -> set[K]:
    keys: set[K] = set()
    step = came[goal]
    while step is not None:
        keys.add(step[1])
        step = came[step[0]]
    return keys
