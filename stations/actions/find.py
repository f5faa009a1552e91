"""Finding a station: the list, the map's viewport, and the nearest AED. The driver's position is used and let go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from stations import clusters
from stations.actions.open_now import keys_in, statuses_at
from stations.actions.said import Told, said_of
from stations.amenities import Amenity, AmenityState
from stations.catalogue import catalogue
from stations.claims import Standing
from stations.errors import Code, InvalidInput
from stations.geo import Box, Point
from stations.hours import OpenState, OpenStatus
from stations.open_answer import standing_by_clock, weighed
from stations.station import emergency_number
from stations.storage import search, stations
from stations.storage.atlas import Atlas, atlas_of, nearest_of
from stations.storage.engine import Database, Tx
from stations.storage.nearest import HoursAsked, Passed, Wanted, passed_over
from stations.storage.stations import Brief
from stations.trust import HOURS

HOME = Point(22.21, 113.58)
PAGE = 20
MOST = 200
_LOOKED_THROUGH = 60
_HIDDEN_WITHIN_M = 50_000.0
_OPEN = (OpenState.OPEN, OpenState.OPEN_BY_QR)


@dataclass(frozen=True, slots=True)
class Query:
    """What a driver looks for; ``near`` is used to rank and is stored nowhere.

    ``open_at`` asks for stations that are open then; ``at`` is the moment for which states are told.
    """

    text: str = ""
    facilities: tuple[str, ...] = ()
    is_open: bool = False
    at: datetime | None = None
    near: Point | None = None
    limit: int = PAGE

    def told_at(self, now: datetime) -> datetime:
        """Return the moment for which claims are judged: that of arrival, and never before ``now``."""
        return max(now, self.at) if self.at else now


@dataclass(frozen=True, slots=True)
class Found:
    """A station in a list. ``metres`` is None where no position was given.

    ``is_confirmed``: every facility that was asked for can be counted on; else somebody said once that they are there.
    """

    station: Brief
    metres: float | None
    status: OpenStatus
    told: Told
    is_confirmed: bool = True


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
        InvalidInput: an unknown facility, or a limit outside 1 to 200.
    """
    if not 1 <= query.limit <= MOST:
        raise InvalidInput(Code.LIMIT_INVALID, "limit", most=MOST)
    mask = catalogue().mask(query.facilities)
    at, told_at = query.at or now, query.told_at(now)
    origin = query.near or HOME

    def work(tx: Tx) -> Finding:
        statuses = statuses_at(db, tx, at)
        wanted = Wanted(
            offered=mask,
            text=query.text,
            schedule_keys=keys_in(statuses, *_OPEN) if query.is_open else None,
            hours_after=int(told_at.timestamp()) if query.is_open else None,
        )
        count = max(query.limit + 1, _LOOKED_THROUGH) if mask else query.limit + 1
        near = search.nearest_matching(db, tx, origin, wanted, count)
        shown = near[: query.limit]
        metres = {one.key: one.metres for one in near} if query.near else {}
        described = _described(
            db, tx, [one.key for one in near[: count if mask else query.limit]], metres, statuses, told_at, query
        )
        return Finding(
            query=query,
            found=_confirmed_first(described, query.limit),
            has_more=len(near) > query.limit,
            passed=_passed(
                tx,
                origin,
                query,
                mask,
                statuses,
                told_at,
                shown[-1].metres if len(near) > query.limit else _HIDDEN_WITHIN_M,
            ),
            total=stations.count(tx) if not shown else 0,
        )

    return db.read(work)


def within(db: Database, now: datetime, query: Query, box: Box) -> Finding:
    """Return the stations that fit and lie in ``box``, nearest first to ``query.near`` or to the middle of the box.

    Raises:
        InvalidInput: an unknown facility, or a limit outside 1 to 200.
    """
    if not 1 <= query.limit <= MOST:
        raise InvalidInput(Code.LIMIT_INVALID, "limit", most=MOST)
    mask = catalogue().mask(query.facilities)
    origin = query.near or Point((box.south + box.north) / 2, (box.west + box.east) / 2)

    def work(tx: Tx) -> Finding:
        statuses = statuses_at(db, tx, query.at or now)
        atlas = atlas_of(db, tx)
        is_open = _open_in(atlas, statuses, query.told_at(now))
        inside = (atlas.lats >= box.south) & (atlas.lats <= box.north)
        inside &= (atlas.lngs >= box.west) & (atlas.lngs <= box.east)
        keep = _kept(db, tx, atlas, query, mask, is_open)
        places, metres = nearest_of(atlas, origin, inside if keep is None else inside & keep, query.limit + 1)
        keys = atlas.keys[places].tolist()
        shown = dict(zip(keys[: query.limit], metres.tolist(), strict=False))
        return Finding(
            query=query,
            found=_confirmed_first(
                _described(db, tx, list(shown), shown if query.near else {}, statuses, query.told_at(now), query),
                query.limit,
            ),
            has_more=len(keys) > query.limit,
            passed=None,
            total=0,
        )

    return db.read(work)


def _described(
    db: Database,
    tx: Tx,
    keys: Sequence[int],
    metres: Mapping[int, float],
    statuses: Mapping[int, OpenStatus],
    at: datetime,
    query: Query | None = None,
) -> tuple[Found, ...]:
    briefs = stations.briefs(tx, keys)
    said = said_of(db, tx, briefs, at)
    asked = query.facilities if query else ()
    return tuple(
        Found(
            station=briefs[key],
            metres=metres.get(key),
            status=weighed(statuses[briefs[key].schedule_key], said[key].judgements[HOURS].standing),
            told=said[key],
            is_confirmed=all(said[key].states[code] is AmenityState.AVAILABLE for code in asked),
        )
        for key in keys
    )


def _confirmed_first(near: Sequence[Found], limit: int) -> tuple[Found, ...]:
    """Return the ``limit`` nearest, confirmed ones first; if none of them is, the nearest confirmed one takes a place."""
    page = sorted(near[:limit], key=lambda one: not one.is_confirmed)
    if limit > 1 and page and not page[0].is_confirmed:
        page = [one for one in near[limit:] if one.is_confirmed][:1] + page
    return tuple(page[:limit])


def _passed(
    tx: Tx,
    origin: Point,
    query: Query,
    mask: int,
    statuses: Mapping[int, OpenStatus],
    told_at: datetime,
    within_m: float,
) -> Passed | None:
    """Count what filters hide no farther than the last station shown, so that the work stays as small as the list."""
    if not mask and not query.is_open:
        return None
    hours = None
    if query.is_open:
        closed = keys_in(statuses, OpenState.CLOSED)
        unknown = keys_in(statuses, OpenState.UNKNOWN)
        hours = HoursAsked(closed, unknown, int(told_at.timestamp()))
    return passed_over(tx, origin, min(within_m, _HIDDEN_WITHIN_M), mask, hours)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several stations drawn as one: their mean position, how many, and how many of them are open."""

    lat: float
    lng: float
    count: int
    open_count: int


@dataclass(frozen=True, slots=True)
class Viewport:
    """What a map shows of a box."""

    clusters: tuple[Cluster, ...]
    stations: tuple[tuple[Brief, OpenStatus], ...]
    total: int


def viewport(db: Database, now: datetime, box: Box, zoom: float, query: Query) -> Viewport:
    """Return what the map draws for ``box``: the same stations as :func:`find` lists, many of them as clusters."""
    mask = catalogue().mask(query.facilities)

    def work(tx: Tx) -> Viewport:
        statuses = statuses_at(db, tx, query.at or now)
        atlas = atlas_of(db, tx)
        is_open = _open_in(atlas, statuses, query.told_at(now))
        keep = _kept(db, tx, atlas, query, mask, is_open)
        grouped = clusters.group(atlas.lats, atlas.lngs, box, zoom, {"open": is_open.astype(np.int64)}, keep)
        briefs = stations.briefs(tx, atlas.keys[grouped.singles].tolist())
        return Viewport(
            clusters=tuple(
                Cluster(float(lat), float(lng), int(count), int(open_count))
                for lat, lng, count, open_count in zip(
                    grouped.lats, grouped.lngs, grouped.counts, grouped.tallies["open"], strict=True
                )
            ),
            stations=tuple((brief, _told_by_clock(brief, statuses, query.told_at(now))) for brief in briefs.values()),
            total=grouped.total,
        )

    return db.read(work)


def _open_in(atlas: Atlas, statuses: Mapping[int, OpenStatus], at: datetime) -> npt.NDArray[np.bool_]:
    """Return which stations of the atlas are open by hours that are still believed at ``at``."""
    is_open: npt.NDArray[np.bool_] = np.isin(atlas.schedules, list(keys_in(statuses, *_OPEN)))
    return is_open & (atlas.hours_until > int(at.timestamp()))


def _told_by_clock(brief: Brief, statuses: Mapping[int, OpenStatus], at: datetime) -> OpenStatus:
    standing = standing_by_clock(brief.hours_until, brief.hours_disputed_until, at)
    return weighed(statuses[brief.schedule_key], standing)


def _kept(
    db: Database, tx: Tx, atlas: Atlas, query: Query, mask: int, is_open: npt.NDArray[np.bool_]
) -> npt.NDArray[np.bool_] | None:
    keep: npt.NDArray[np.bool_] | None = None
    if mask:
        keep = (atlas.offered & mask) == mask
    if query.is_open:
        keep = is_open if keep is None else keep & is_open
    if query.text.strip():
        held = search.holding(db, tx, atlas, query.text)
        keep = held if keep is None else keep & held
    return keep


@dataclass(frozen=True, slots=True)
class District:
    """A district that has stations: its name as published, a central point, and how many there are."""

    name: str
    centre: Point
    count: int


def districts(db: Database) -> list[District]:
    """Return the districts that have stations, those with most first."""
    rows = db.read(stations.districts)
    return [District(name, Point(lat, lng), count) for name, lat, lng, count in rows]


@dataclass(frozen=True, slots=True)
class AedPlace:
    """A station with an AED: whether it can be counted on now, and if not, why (a code of ``aed-why-…``)."""

    found: Found
    amenity: Amenity
    why_not: str

    @property
    def is_certain(self) -> bool:
        """Whether the AED is believed to work and the station to be open."""
        return not self.why_not


@dataclass(frozen=True, slots=True)
class AedAnswer:
    """The nearest AED that can be counted on (None: none known), and those nearer that cannot, nearest first."""

    best: AedPlace | None
    nearer: tuple[AedPlace, ...]
    number: str
    jurisdiction: str


_AED_CANDIDATES = 40


def aed_now(db: Database, now: datetime, near: Point) -> AedAnswer:
    """Return where to run for an AED from ``near``, and which number to dial there."""
    mask = catalogue().mask(("aed",))

    def work(tx: Tx) -> AedAnswer:
        statuses = statuses_at(db, tx, now)
        candidates = search.nearest_matching(db, tx, near, Wanted(mentioned=mask), _AED_CANDIDATES)
        metres = {one.key: one.metres for one in candidates}
        found = _described(db, tx, list(metres), metres, statuses, now)
        places = [_aed_place(one) for one in found]
        best = next((number for number, place in enumerate(places) if place.is_certain), len(places))
        jurisdiction = found[0].station.jurisdiction if found else "CN"
        return AedAnswer(
            best=places[best] if best < len(places) else None,
            nearer=tuple(places[:best]),
            number=emergency_number(jurisdiction),
            jurisdiction=jurisdiction,
        )

    return db.read(work)


def _aed_place(found: Found) -> AedPlace:
    return AedPlace(found, found.told.amenities["aed"], _why_not(found))


_DOUBTS = {
    Standing.EXPIRED: "expired",
    Standing.DISPUTED: "disputed",
    Standing.FADED: "faded",
    Standing.UNDATED: "faded",
    Standing.UNANSWERED: "faded",
}


def _why_not(found: Found) -> str:
    if found.told.states["aed"] is AmenityState.OUT_OF_ORDER:
        return "out-of-order"
    doubt = _DOUBTS.get(found.told.judgements["aed"].standing)
    if doubt is not None:
        return doubt
    by_hours = {OpenState.CLOSED: "closed", OpenState.UNKNOWN: "hours-unknown", OpenState.DISPUTED: "hours-disputed"}
    return by_hours.get(found.status.state, "")
