"""What a driver asks, and what every door answers at the moment they get there. Their position is used and let go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
import numpy.typing as npt

from stations.actions.open_now import keys_in, schedules_of, statuses_at
from stations.actions.said import Told, said_of
from stations.amenities import AmenityState
from stations.arrival import arrival_at
from stations.border import codes_reachable, is_across, side_at, side_of
from stations.catalogue import catalogue
from stations.claims import Standing
from stations.emergencies import closing
from stations.errors import Code, InvalidInput
from stations.geo import Point
from stations.hours import GETS_IN, OpenState, OpenStatus, stay_at
from stations.open_answer import at_the_door, standing_by_clock
from stations.station import Side
from stations.storage import emergencies, search, stations
from stations.storage.atlas import Atlas, in_areas
from stations.storage.engine import Database, Tx
from stations.storage.nearest import HoursAsked, Wanted
from stations.storage.stations import Brief
from stations.trust import HOURS

HOME = Point(22.21, 113.58)
PAGE = 20
MOST = 200
LONGEST_STAY = 24 * 60


@dataclass(frozen=True, slots=True)
class Query:
    """What a driver looks for; ``near`` is used to rank and is stored nowhere.

    ``at`` is the moment of arrival, else it is ``ahead`` minutes from now, and ``stay`` the minutes the door must then stay
    open; with ``mode`` and ``near`` each station is told for the moment at which one gets to it (:mod:`stations.arrival`). ``is_open`` leaves out
    what is not surely open then. ``side`` is the side of the border controls the driver is on, "" for that of ``near``; what
    lies across is left out unless ``is_across`` asks for it, or a text names it.
    """

    text: str = ""
    facilities: tuple[str, ...] = ()
    is_open: bool = False
    at: datetime | None = None
    near: Point | None = None
    limit: int = PAGE
    stay: int = 0
    mode: str = ""
    ahead: int = 0
    side: str = ""
    is_across: bool = False

    @property
    def own_side(self) -> Side:
        """The side the driver is on; unknown where they said neither that nor where they are."""
        if self.side:
            return Side(self.side)
        return side_at(self.near) if self.near else Side.UNKNOWN

    @property
    def side_codes(self) -> frozenset[int] | None:
        """The sides whose stations are listed; None is all of them."""
        is_named = self.is_across or bool(self.text.strip()) or self.own_side is Side.UNKNOWN
        return None if is_named else codes_reachable(self.own_side)

    @property
    def is_by_distance(self) -> bool:
        """Whether each station is told for its own moment of arrival."""
        return bool(self.mode) and self.near is not None


def checked_query(query: Query) -> Query:
    """Return the query; raises InvalidInput for a limit outside 1 to 200, a stay outside a day, or an unknown side."""
    if query.side and query.side not in list(Side):
        raise InvalidInput(Code.STATE_UNKNOWN, "side")
    if not 1 <= query.limit <= MOST:
        raise InvalidInput(Code.LIMIT_INVALID, "limit", most=MOST)
    for field, minutes in (("for", query.stay), ("in", query.ahead)):
        if not 0 <= minutes <= LONGEST_STAY:
            raise InvalidInput(Code.LIMIT_INVALID, field, most=LONGEST_STAY)
    return query


@dataclass(frozen=True, slots=True)
class Found:
    """A station in a list. ``metres`` is None where no position was given; ``at`` is the moment it is told for, ``stay`` for how long.

    ``is_confirmed``: every facility that was asked for can be counted on; else somebody said once that they are there.
    ``is_across``: a border control lies between.
    """

    station: Brief
    metres: float | None
    status: OpenStatus
    told: Told
    at: datetime
    is_confirmed: bool = True
    is_across: bool = False
    stay: int = 0


class Asked:
    """A question under way: what every schedule answers at the moment asked for, worked out once for all stations."""

    def __init__(self, db: Database, tx: Tx, now: datetime, query: Query) -> None:
        self._db, self._tx, self._now, self.query = db, tx, now, query
        self.at = query.at or now + timedelta(minutes=query.ahead)
        self.mask = catalogue().mask(query.facilities)
        self._statuses = statuses_at(db, tx, self.at, query.stay)
        self._own_side = query.own_side
        self._schedules = schedules_of(db, tx)
        self._closures = emergencies.coming(tx, min(now, self.at))

    @property
    def told_at(self) -> datetime:
        """The moment for which claims are judged: that of arrival, and never before now."""
        return max(self._now, self.at)

    def wanted(self, *, is_open: bool) -> Wanted:
        """Return what the storage is to look for; with ``is_open`` only doors that are open by hours still believed."""
        return Wanted(
            offered=self.mask,
            text=self.query.text,
            schedule_keys=keys_in(self._statuses, *GETS_IN) if is_open else None,
            hours_after=int(self.told_at.timestamp()) if is_open else None,
            closed_areas=self._closed_areas() if is_open else (),
            side_codes=self.query.side_codes,
        )

    def _closed_areas(self) -> tuple[str, ...]:
        leaves = self.at + timedelta(minutes=self.query.stay)
        return tuple({it.area for it in self._closures if it.starts_at <= leaves and self.at < it.until})

    def hours_asked(self) -> HoursAsked:
        """Return which schedules are closed and which unknown, for counting what the filter hides."""
        closed, unknown = (keys_in(self._statuses, state) for state in (OpenState.CLOSED, OpenState.UNKNOWN))
        return HoursAsked(closed, unknown, int(self.told_at.timestamp()))

    def open_in(self, atlas: Atlas) -> npt.NDArray[np.bool_]:
        """Return which stations of the atlas are open by hours that are still believed."""
        is_open: npt.NDArray[np.bool_] = np.isin(atlas.schedules, list(keys_in(self._statuses, *GETS_IN)))
        is_open &= atlas.hours_until > int(self.told_at.timestamp())
        areas = self._closed_areas()
        return is_open & ~in_areas(atlas, areas) if areas else is_open

    def kept_in(self, atlas: Atlas, is_open: npt.NDArray[np.bool_] | None = None) -> npt.NDArray[np.bool_] | None:
        """Return which stations of the atlas the filters keep; None where there is no filter.

        ``is_open`` is what :meth:`open_in` returns, for who has it already.
        """
        keep: npt.NDArray[np.bool_] | None = None
        if self.mask:
            keep = (atlas.offered & self.mask) == self.mask
        if self.query.is_open:
            opened = self.open_in(atlas) if is_open is None else is_open
            keep = opened if keep is None else keep & opened
        if self.query.text.strip():
            held = search.holding(self._db, self._tx, atlas, self.query.text)
            keep = held if keep is None else keep & held
        return keep

    def status_by_clock(self, brief: Brief) -> OpenStatus:
        """Return what may be told of a station's door, without reading who said what."""
        standing = standing_by_clock(brief.hours_until, brief.hours_disputed_until, self.told_at)
        return self._status(brief, standing, None)[1]

    def described(self, keys: Sequence[int], metres: Mapping[int, float]) -> tuple[Found, ...]:
        """Return the stations with these keys as the question's list shows them, in the order given."""
        briefs = stations.briefs(self._tx, keys)
        said = said_of(self._db, self._tx, briefs, self.told_at)
        return tuple(self._found(briefs[key], metres.get(key), said[key]) for key in keys)

    def _found(self, brief: Brief, metres: float | None, told: Told) -> Found:
        at, status = self._status(brief, told.judgements[HOURS].standing, metres)
        is_confirmed = all(told.states[code] is AmenityState.AVAILABLE for code in self.query.facilities)
        is_far = is_across(self._own_side, side_of(brief))
        return Found(brief, metres, status, told, at, is_confirmed, is_far, self.query.stay)

    def _status(self, brief: Brief, standing: Standing, metres: float | None) -> tuple[datetime, OpenStatus]:
        at, stated, schedule = self.at, self._statuses[brief.schedule_key], self._schedules[brief.schedule_key]
        if self.query.mode and metres is not None:
            at = arrival_at(self.at, metres, self.query.mode)
            stated = stay_at(schedule, at, self.query.stay)
        closure = closing(self._closures, brief.jurisdiction, brief.district, at, self.query.stay)
        return at, at_the_door(stated, schedule, standing, closure, at)
