"""Finding a station: the list, by what it has and whether one gets in on arrival."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stations.actions.asking import HOME, MOST, PAGE, Asked, Found, Query, checked_query
from stations.geo import Box, Point
from stations.hours import GETS_IN
from stations.storage import search, stations
from stations.storage.atlas import atlas_of, nearest_of
from stations.storage.engine import Database, Tx
from stations.storage.nearest import Near, Passed, passed_over

__all__ = ["HOME", "MOST", "PAGE", "Finding", "Found", "Query", "find", "within"]

_LOOKED_THROUGH = 60
_HIDDEN_WITHIN_M = 50_000.0


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to a query, whether there is more of it, and what the filters hide nearby.

    Stations are nearest first: those where everything asked for is confirmed, then those where it was said once and
    nobody has looked lately or it is disputed. None is hidden for that, and where no confirmed one is among the nearest,
    the nearest confirmed one comes first.
    """

    query: Query
    found: tuple[Found, ...]
    has_more: bool
    passed: Passed | None
    total: int


def find(db: Database, now: datetime, query: Query) -> Finding:
    """Return the stations that fit, nearest to ``query.near`` first (to the product's home where none is given).

    Raises:
        InvalidInput: an unknown facility, a limit outside 1 to 200, or a stay of more than a day.
    """
    checked_query(query)
    origin = query.near or HOME

    def work(tx: Tx) -> Finding:
        asked = Asked(db, tx, now, query)
        found, has_more, reach = _looked_up(db, tx, asked, origin)
        return Finding(
            query=query,
            found=_confirmed_first(found, query.limit),
            has_more=has_more,
            passed=_passed(tx, asked, origin, reach),
            total=stations.count(tx) if not found else 0,
        )

    return db.read(work)


def _looked_up(db: Database, tx: Tx, asked: Asked, origin: Point) -> tuple[tuple[Found, ...], bool, float]:
    """Return the nearest that fit (a few more than the list holds), whether there are more, and how far the list reaches."""
    query = asked.query
    count = max(query.limit + 1, _LOOKED_THROUGH) if asked.mask else query.limit + 1
    if query.is_open and query.is_by_distance:
        found = _open_on_arrival(db, tx, asked, origin)[:count]
        near = [Near(one.station.key, one.metres or 0.0) for one in found]
    else:
        near = search.nearest_matching(db, tx, origin, asked.wanted(is_open=query.is_open), count)
        shown = near if asked.mask else near[: query.limit]
        found = asked.described([one.key for one in shown], _metres(near, query))
    has_more = len(near) > query.limit
    return found, has_more, near[query.limit - 1].metres if has_more else _HIDDEN_WITHIN_M


def _open_on_arrival(db: Database, tx: Tx, asked: Asked, origin: Point) -> tuple[Found, ...]:
    """Return those of the 200 nearest that are open when one gets there: each has its own moment, so each is asked."""
    near = search.nearest_matching(db, tx, origin, asked.wanted(is_open=False), MOST)
    found = asked.described([one.key for one in near], _metres(near, asked.query))
    return tuple(one for one in found if one.status.state in GETS_IN)


def _metres(near: Sequence[Near], query: Query) -> dict[int, float]:
    return {one.key: one.metres for one in near} if query.near else {}


def _confirmed_first(near: Sequence[Found], limit: int) -> tuple[Found, ...]:
    """Return the ``limit`` nearest, confirmed ones first; if none of them is, the nearest confirmed one takes a place."""
    page = sorted(near[:limit], key=lambda one: not one.is_confirmed)
    if limit > 1 and page and not page[0].is_confirmed:
        page = [one for one in near[limit:] if one.is_confirmed][:1] + page
    return tuple(page[:limit])


def _passed(tx: Tx, asked: Asked, origin: Point, reach_m: float) -> Passed | None:
    """Count what filters hide no farther than the last station shown, so that the work stays as small as the list."""
    is_open, sides = asked.query.is_open, asked.query.side_codes
    if not asked.mask and not is_open and sides is None:
        return None
    hours = asked.hours_asked() if is_open else None
    return passed_over(tx, origin, min(reach_m, _HIDDEN_WITHIN_M), asked.mask, hours, sides)


def within(db: Database, now: datetime, query: Query, box: Box) -> Finding:
    """Return the stations that fit and lie in ``box``, nearest first to ``query.near`` or to the middle of the box.

    Raises:
        InvalidInput: as :func:`find`.
    """
    checked_query(query)
    origin = query.near or Point((box.south + box.north) / 2, (box.west + box.east) / 2)

    def work(tx: Tx) -> Finding:
        asked = Asked(db, tx, now, query)
        atlas = atlas_of(db, tx)
        inside = (atlas.lats >= box.south) & (atlas.lats <= box.north)
        inside &= (atlas.lngs >= box.west) & (atlas.lngs <= box.east)
        keep = asked.kept_in(atlas)
        places, metres = nearest_of(atlas, origin, inside if keep is None else inside & keep, query.limit + 1)
        keys = atlas.keys[places].tolist()
        shown = dict(zip(keys[: query.limit], metres.tolist(), strict=False))
        found = asked.described(list(shown), shown if query.near else {})
        return Finding(query, _confirmed_first(found, query.limit), len(keys) > query.limit, None, 0)

    return db.read(work)
