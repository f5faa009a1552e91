"""Text search: FTS5 phrases on SQLite, arrays of grams on PostgreSQL; the rule is in :mod:`stations.search_text`."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from typing import Any

import numpy as np
import numpy.typing as npt

from stations.geo import Point
from stations.search_text import fts5_query, like_patterns, query_grams
from stations.storage import counters
from stations.storage.atlas import Atlas, atlas_of, in_areas, nearest_of, radius_of
from stations.storage.engine import Database, Tx
from stations.storage.nearest import Near, Wanted, nearest

RARE = 1000
NEIGHBOURHOOD_M = 20_000.0
_NEIGHBOURS = 1500
_KEPT = 32

_Keys = npt.NDArray[np.int64]
_found: weakref.WeakKeyDictionary[Database, OrderedDict[tuple[int, str], _Keys]] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


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


def _matches_postgresql(text: str) -> tuple[str, dict[str, Any]]:
    patterns = {f"pattern{number}": pattern for number, pattern in enumerate(like_patterns(text))}
    likes = " AND ".join(f"' ' || search_tokens LIKE :{name}" for name in patterns)
    return f"station WHERE grams @> :grams AND {likes}", {"grams": query_grams(text)} | patterns


def holding(db: Database, tx: Tx, atlas: Atlas, text: str) -> npt.NDArray[np.bool_]:
    """Return, for each station of the atlas, whether its names, address or district hold ``text``.

    The keys of the texts asked last are remembered until a text of a station changes, because a map asks again with
    every movement; 8 bytes a match.
    """
    keys = _remembered(db, tx, text)
    if keys is None:
        keys = np.asarray(matching(tx, text, atlas.keys.size), dtype=np.int64)
        asked = _asked(tx, text)
        with _lock:
            found = _found.setdefault(db, OrderedDict())
            found[asked] = keys
            while len(found) > _KEPT:
                found.popitem(last=False)
    return np.isin(atlas.keys, keys, kind="table")


def _asked(tx: Tx, text: str) -> tuple[int, str]:
    return counters.current(tx, "station_text"), " ".join(like_patterns(text))


def _remembered(db: Database, tx: Tx, text: str) -> _Keys | None:
    asked = _asked(tx, text)
    with _lock:
        return _found.setdefault(db, OrderedDict()).get(asked)


def nearest_matching(db: Database, tx: Tx, origin: Point, wanted: Wanted, limit: int) -> list[Near]:
    """Return up to ``limit`` stations that are ``wanted``, nearest first, none nearer left out.

    What is common is found among the neighbours, by a box on an index and a look at each text in it. What is not (three
    facilities at night, or "北京" asked from Zhuhai) would need ever larger boxes: the atlas in memory answers that at
    once for the whole country, and the text's index says which of its stations hold the text.
    """
    near = _among_neighbours(db, tx, origin, wanted, limit)
    if near is not None:
        return near
    atlas = atlas_of(db, tx)
    fits = _fits(atlas, wanted)
    if wanted.text.strip():
        fits &= holding(db, tx, atlas, wanted.text)
    places, metres = nearest_of(atlas, origin, fits, limit)
    return [Near(int(atlas.keys[place]), float(far)) for place, far in zip(places, metres, strict=True)]


def _among_neighbours(db: Database, tx: Tx, origin: Point, wanted: Wanted, limit: int) -> list[Near] | None:
    """Return the nearest if the neighbourhood has enough of them, else None."""
    reach = NEIGHBOURHOOD_M
    if wanted.text.strip():
        if _remembered(db, tx, wanted.text) is not None or len(matching(tx, wanted.text, RARE + 1)) <= RARE:
            return None
        reach = radius_of(atlas_of(db, tx), origin, _NEIGHBOURS)
    near = nearest(tx, origin, wanted, limit, reach)
    return near if len(near) == limit and near[-1].metres <= reach else None


def _fits(atlas: Atlas, wanted: Wanted) -> npt.NDArray[np.bool_]:
    fits: npt.NDArray[np.bool_] = atlas.offered & wanted.offered == wanted.offered
    fits &= atlas.mentioned & wanted.mentioned == wanted.mentioned
    if wanted.schedule_keys is not None:
        fits &= np.isin(atlas.schedules, list(wanted.schedule_keys))
    if wanted.side_codes is not None:
        fits &= np.isin(atlas.side_codes, list(wanted.side_codes))
    if wanted.hours_after is not None:
        fits &= atlas.hours_until > wanted.hours_after
    if wanted.closed_areas:
        fits &= ~in_areas(atlas, wanted.closed_areas)
    return fits
