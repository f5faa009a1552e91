"""Text search: FTS5 phrases on SQLite, arrays of grams on PostgreSQL; the rule is in :mod:`stations.search_text`."""

from __future__ import annotations

from typing import Any

from stations.geo import Point, distances_m
from stations.search_text import fts5_query, like_patterns, query_grams
from stations.storage.engine import Tx
from stations.storage.nearest import Near, Wanted, nearest

RARE = 1000
NEIGHBOURHOOD_M = 50_000.0


def matching(tx: Tx, text: str, limit: int) -> list[int]:
    """Return the keys of up to ``limit`` stations whose names, address or district hold ``text``; in no order."""
    if not like_patterns(text):
        return []
    if tx.engine == "sqlite":  # without a look at the stations themselves
        rows = tx.tuples(
            "SELECT rowid FROM station_search WHERE station_search MATCH :query LIMIT :limit",
            query=fts5_query(text),
            limit=limit,
        )
    else:
        found, params = _matches_postgresql(text)
        rows = tx.tuples(f"SELECT key FROM {found} LIMIT :limit", limit=limit, **params)
    return [int(row[0]) for row in rows]


def _matches_sqlite(text: str) -> tuple[str, dict[str, Any]]:
    joined = "station_search JOIN station ON station.key = station_search.rowid WHERE station_search MATCH :query"
    return joined, {"query": fts5_query(text)}


def _matches_postgresql(text: str) -> tuple[str, dict[str, Any]]:
    patterns = {f"pattern{number}": pattern for number, pattern in enumerate(like_patterns(text))}
    likes = " AND ".join(f"' ' || search_tokens LIKE :{name}" for name in patterns)
    return f"station WHERE grams @> :grams AND {likes}", {"grams": query_grams(text)} | patterns


def nearest_matching(tx: Tx, origin: Point, wanted: Wanted, limit: int) -> list[Near]:
    """Return up to ``limit`` stations that are ``wanted`` and match its text, nearest first.

    A common text ("驿站" is in nearly every name) is looked for in the neighbourhood, where it fills the list at once. A
    rare one, and one that is common only elsewhere ("北京", asked from Zhuhai), is looked up in the index and all its
    stations are ranked.
    """
    if not wanted.text.strip():
        return nearest(tx, origin, wanted, limit)
    if len(matching(tx, wanted.text, RARE + 1)) > RARE:
        near = nearest(tx, origin, wanted, limit, NEIGHBOURHOOD_M)
        if len(near) == limit and near[-1].metres <= NEIGHBOURHOOD_M:
            return near
    return _ranked(origin, wanted, _all_matching(tx, wanted))[:limit]


def _all_matching(tx: Tx, wanted: Wanted) -> list[tuple[int, float, float, int]]:
    """Return key, position and schedule of every station with the text and the facilities that are wanted."""
    if not like_patterns(wanted.text):
        return []
    found, params = _matches_sqlite(wanted.text) if tx.engine == "sqlite" else _matches_postgresql(wanted.text)
    return tx.tuples(
        f"SELECT key, lat, lng, schedule_key FROM {found}"
        " AND offered & :offered = :offered AND mentioned & :mentioned = :mentioned",
        offered=wanted.offered,
        mentioned=wanted.mentioned,
        **params,
    )


def _ranked(origin: Point, wanted: Wanted, rows: list[tuple[int, float, float, int]]) -> list[Near]:
    allowed = wanted.schedule_keys
    rows = [row for row in rows if allowed is None or row[3] in allowed]
    if not rows:
        return []
    metres = distances_m(origin, [row[1] for row in rows], [row[2] for row in rows])
    return sorted(
        (Near(int(row[0]), float(far)) for row, far in zip(rows, metres, strict=True)),
        key=lambda near: (near.metres, near.key),
    )
