"""Nearest stations in a neighbourhood, exactly, without a spatial extension.

A box on a covering B-tree gives the candidates, the geodesic on the ellipsoid ranks them, and the search ends only when
enough of them lie within the radius that the box is sure to cover. Stopping as soon as the *box* holds enough, or
ordering by degrees, gives wrong answers.
"""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from stations.geo import Point, box_around, distances_m
from stations.search_text import like_patterns
from stations.storage.engine import Tx
from stations.storage.sql_lists import in_list

FIRST_RADIUS_M = 3_000.0
_BOX = "lat BETWEEN :south AND :north AND lng BETWEEN :west AND :east"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a station must have to be found; None or 0 asks for nothing.

    ``offered`` is a mask of facilities said to work, ``mentioned`` of facilities said to be there; ``schedule_keys`` are
    the schedules that count as open, ``hours_after`` the second of the epoch at which the hours must still be believed;
    ``text`` is what the user typed. ``closed_areas`` are jurisdictions and beginnings of districts whose stations do not
    count as open; ``side_codes`` are the sides of the border a driver gets to (:data:`stations.border.SIDE_CODES`).
    """

    offered: int = 0
    mentioned: int = 0
    schedule_keys: Collection[int] | None = None
    hours_after: int | None = None
    text: str = ""
    closed_areas: tuple[str, ...] = ()
    side_codes: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A station's key and its geodesic distance in metres."""

    key: int
    metres: float


def nearest(tx: Tx, origin: Point, wanted: Wanted, limit: int, farthest_m: float) -> list[Near]:
    """Return up to ``limit`` stations that are ``wanted``, nearest first, none nearer left out.

    Beyond ``farthest_m`` nobody looks: fewer come back than there are, and those beyond it may have nearer ones left out.
    """
    sql, params = _query(wanted)
    radius = FIRST_RADIUS_M
    while True:
        box = box_around(origin, radius)
        rows = tx.tuples(sql, south=box.south, north=box.north, west=box.west, east=box.east, **params)
        metres, keys = _ranked(origin, rows, limit)
        within = int(np.searchsorted(metres, radius, side="right"))
        if within >= limit or radius >= farthest_m:
            return [Near(int(key), float(far)) for key, far in zip(keys[:limit], metres[:limit], strict=True)]
        radius = min(farthest_m, radius * _growth(limit, len(rows)))


def _growth(limit: int, found: int) -> float:
    """How much farther to look: stations spread over an area, so by the square root of what is missing."""
    return min(6.0, max(1.4, math.sqrt(1.5 * limit / max(1, found))))


def _ranked(origin: Point, rows: list[tuple[float, ...]], limit: int) -> tuple[np.ndarray, np.ndarray]:
    if not rows:
        return np.empty(0), np.empty(0, dtype=np.int64)
    table = np.asarray(rows, dtype=np.float64)
    metres = distances_m(origin, table[:, 0], table[:, 1])
    order = np.lexsort((table[:, 2], metres))[:limit]
    return metres[order], table[order, 2].astype(np.int64)


def _query(wanted: Wanted) -> tuple[str, dict[str, int | str]]:
    clauses = [_BOX]
    params: dict[str, int | str] = {}
    for column, mask in (("offered", wanted.offered), ("mentioned", wanted.mentioned)):
        if mask:
            clauses.append(f"{column} & :{column} = :{column}")
            params[column] = mask
    if wanted.schedule_keys is not None:
        clauses.append(f"schedule_key IN ({in_list(wanted.schedule_keys)})")
    if wanted.hours_after is not None:
        clauses.append("hours_until > :hours_after")
        params["hours_after"] = wanted.hours_after
    if wanted.side_codes is not None:
        clauses.append(f"side_code IN ({in_list(wanted.side_codes)})")
    for number, area in enumerate(wanted.closed_areas):
        clauses.append(
            f"NOT (jurisdiction = :area{number} OR substr(district, 1, length(:area{number})) = :area{number})"
        )
        params[f"area{number}"] = area
    for number, pattern in enumerate(like_patterns(wanted.text)):
        clauses.append(f"' ' || search_tokens LIKE :pattern{number}")
        params[f"pattern{number}"] = pattern
    return f"SELECT lat, lng, key FROM station WHERE {' AND '.join(clauses)}", params


@dataclass(frozen=True, slots=True)
class Passed:
    """How many stations within a distance a filter hides, each counted under its first reason.

    ``across`` are those beyond a border control that would fit otherwise, whatever their hours.
    """

    across: int
    without_facility: int
    closed: int
    hours_unknown: int


@dataclass(frozen=True, slots=True)
class HoursAsked:
    """The schedules that are closed and those about which nothing is known at the second ``after`` of the epoch."""

    closed: Collection[int]
    unknown: Collection[int]
    after: int


def passed_over(
    tx: Tx,
    origin: Point,
    radius_m: float,
    offered: int,
    hours: HoursAsked | None,
    side_codes: Collection[int] | None = None,
) -> Passed:
    """Count the stations within about ``radius_m`` (the box around it) that filters hide; ``hours`` None: not by hours.

    A station whose hours have faded or are disputed counts among those of unknown hours. ``side_codes`` None is all sides.
    """
    box = box_around(origin, radius_m)
    asked = hours or HoursAsked((), (), 0)
    here = "1 = 1" if side_codes is None else f"side_code IN ({in_list(side_codes)})"
    row = tx.tuples(
        f"""SELECT
            count(CASE WHEN NOT ({here}) AND offered & :mask = :mask THEN 1 END),
            count(CASE WHEN {here} AND offered & :mask <> :mask THEN 1 END),
            count(CASE WHEN {here} AND offered & :mask = :mask AND schedule_key IN ({in_list(asked.closed)})
                AND hours_until > :after THEN 1 END),
            count(CASE WHEN {here} AND offered & :mask = :mask AND (schedule_key IN ({in_list(asked.unknown)})
                OR hours_until <= :after) THEN 1 END)
        FROM station WHERE {_BOX}""",
        mask=offered,
        after=asked.after if hours else -1,
        south=box.south,
        north=box.north,
        west=box.west,
        east=box.east,
    )[0]
    return Passed(*(int(number) for number in row))
