"""Finding a station: the list, the map's viewport, and the nearest AED. The driver's position is used and let go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from stations import clusters
from stations.actions.open_now import keys_in, statuses_at
from stations.actions.said import said_of
from stations.amenities import Amenity, AmenityState
from stations.catalogue import catalogue
from stations.errors import Code, InvalidInput
from stations.geo import Box, Point
from stations.hours import OpenState, OpenStatus
from stations.station import emergency_number
from stations.storage import search, stations
from stations.storage.atlas import Atlas, atlas_of, nearest_of
from stations.storage.engine import Database, Tx
from stations.storage.nearest import Passed, Wanted, passed_over
from stations.storage.stations import Brief

HOME = Point(22.21, 113.58)
PAGE = 20
MOST = 200
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


@dataclass(frozen=True, slots=True)
class Found:
    """A station in a list. ``metres`` is None where no position was given."""

    station: Brief
    metres: float | None
    status: OpenStatus
    amenities: Mapping[str, Amenity]
    states: Mapping[str, AmenityState]


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer to a query: stations nearest first, whether there are more, and what the filters hide nearby."""

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
    at = query.at or now
    origin = query.near or HOME

    def work(tx: Tx) -> Finding:
        statuses = statuses_at(db, tx, at)
        wanted = Wanted(
            offered=mask, text=query.text, schedule_keys=keys_in(statuses, *_OPEN) if query.is_open else None
        )
        near = search.nearest_matching(db, tx, origin, wanted, query.limit + 1)
        shown = near[: query.limit]
        metres = {one.key: one.metres for one in shown} if query.near else {}
        return Finding(
            query=query,
            found=_described(db, tx, [one.key for one in shown], metres, statuses, at),
            has_more=len(near) > query.limit,
            passed=_passed(
                tx, origin, query, mask, statuses, shown[-1].metres if len(near) > query.limit else _HIDDEN_WITHIN_M
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
        is_open = np.isin(atlas.schedules, list(keys_in(statuses, *_OPEN)))
        inside = (atlas.lats >= box.south) & (atlas.lats <= box.north)
        inside &= (atlas.lngs >= box.west) & (atlas.lngs <= box.east)
        keep = _kept(db, tx, atlas, query, mask, is_open)
        places, metres = nearest_of(atlas, origin, inside if keep is None else inside & keep, query.limit + 1)
        keys = atlas.keys[places].tolist()
        shown = dict(zip(keys[: query.limit], metres.tolist(), strict=False))
        return Finding(
            query=query,
            found=_described(db, tx, list(shown), shown if query.near else {}, statuses, query.at or now),
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
) -> tuple[Found, ...]:
    briefs = stations.briefs(tx, keys)
    said = said_of(db, tx, briefs, at)
    return tuple(
        Found(
            station=briefs[key],
            metres=metres.get(key),
            status=statuses[briefs[key].schedule_key],
            amenities=said[key].amenities,
            states=said[key].states,
        )
        for key in keys
    )


def _passed(
    tx: Tx, origin: Point, query: Query, mask: int, statuses: Mapping[int, OpenStatus], within_m: float
) -> Passed | None:
    """Count what filters hide no farther than the last station shown, so that the work stays as small as the list."""
    if not mask and not query.is_open:
        return None
    closed = keys_in(statuses, OpenState.CLOSED) if query.is_open else frozenset()
    unknown = keys_in(statuses, OpenState.UNKNOWN) if query.is_open else frozenset()
    return passed_over(tx, origin, min(within_m, _HIDDEN_WITHIN_M), mask, closed, unknown)


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
        is_open = np.isin(atlas.schedules, list(keys_in(statuses, *_OPEN)))
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
            stations=tuple((brief, statuses[brief.schedule_key]) for brief in briefs.values()),
            total=grouped.total,
        )

    return db.read(work)


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
    amenity = found.amenities["aed"]
    state = found.states["aed"]
    if state is AmenityState.OUT_OF_ORDER:
        why = "out-of-order"
    elif amenity.state is AmenityState.AVAILABLE and state is not AmenityState.AVAILABLE:
        why = "expired"
    elif found.status.state is OpenState.CLOSED:
        why = "closed"
    elif found.status.state is OpenState.UNKNOWN:
        why = "hours-unknown"
    else:
        why = ""
    return AedPlace(found, amenity, why)
