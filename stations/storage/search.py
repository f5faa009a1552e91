"""Text search: FTS5 phrases on SQLite, arrays of grams on PostgreSQL; the rule is in :mod:`stations.search_text`."""

from __future__ import annotations

from stations.geo import Point, distances_m
from stations.search_text import fts5_query, like_patterns, query_grams
from stations.storage.engine import Tx
from stations.storage.nearest import Near, Wanted, in_list, nearest

RARE = 1000


def matching(tx: Tx, text: str, limit: int) -> list[int]:
    """Return the keys of up to ``limit`` stations whose names, address or district hold ``text``; in no order."""
    if not like_patterns(text):
        return []
    rows = _sqlite(tx, text, limit) if tx.engine == "sqlite" else _postgresql(tx, text, limit)
    return [int(row[0]) for row in rows]


def _sqlite(tx: Tx, text: str, limit: int) -> list[tuple[int, ...]]:
    return tx.tuples(
        "SELECT rowid FROM station_search WHERE station_search MATCH :query LIMIT :limit",
        query=fts5_query(text),
        limit=limit,
    )


def _postgresql(tx: Tx, text: str, limit: int) -> list[tuple[int, ...]]:
    patterns = {f"pattern{number}": pattern for number, pattern in enumerate(like_patterns(text))}
    likes = " AND ".join(f"' ' || search_tokens LIKE :{name}" for name in patterns)
    return tx.tuples(
        f"SELECT key FROM station WHERE grams @> :grams AND {likes} LIMIT :limit",
        grams=query_grams(text),
        limit=limit,
        **patterns,
    )


def nearest_matching(tx: Tx, origin: Point, wanted: Wanted, limit: int) -> list[Near]:
    """Return up to ``limit`` stations that are ``wanted`` and match its text, nearest first.

    A rare text is looked up in the index and all its stations are ranked; a common one ("驿站" is in nearly every name)
    fills the twenty from the neighbourhood, so the neighbourhood is searched instead.
    """
    if not wanted.text.strip():
        return nearest(tx, origin, wanted, limit)
    keys = matching(tx, wanted.text, RARE + 1)
    if len(keys) > RARE:
        return nearest(tx, origin, wanted, limit)
    return _ranked(tx, origin, wanted, keys)[:limit]


def _ranked(tx: Tx, origin: Point, wanted: Wanted, keys: list[int]) -> list[Near]:
    if not keys:
        return []
    rows = tx.tuples(
        f"SELECT key, lat, lng, schedule_key FROM station WHERE key IN ({in_list(keys)})"
        " AND offered & :offered = :offered AND mentioned & :mentioned = :mentioned",
        offered=wanted.offered,
        mentioned=wanted.mentioned,
    )
    allowed = wanted.schedule_keys
    rows = [row for row in rows if allowed is None or row[3] in allowed]
    metres = distances_m(origin, [row[1] for row in rows], [row[2] for row in rows])
    return sorted(
        (Near(int(row[0]), float(far)) for row, far in zip(rows, metres, strict=True)),
        key=lambda near: (near.metres, near.key),
    )
