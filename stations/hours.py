"""Is a station open: now, at a given instant, and in the coming week.

The states are ``open``, ``closed``, ``open-by-qr`` and ``unknown``; ``disputed`` comes in where what is stated is weighed
(:mod:`stations.open_answer`). How holidays, make-up workdays and exceptions are
weighed is told in :mod:`stations.shifts`; how texts are read, in :mod:`stations.osm_hours`.

What a day brings is worked out once for each distinct schedule and local day and then kept, so that asking again costs
a binary search.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from stations.hosted import days_of
from stations.instants import from_wall, to_wall
from stations.osm_hours import parse_hours
from stations.schedule import WAYS_IN, DatedException, Schedule, checked, content_key, from_json, to_json
from stations.shifts import DayShifts, Reason, Shift, cut_at_exceptions, names_of
from stations.week_form import DayForm, Holidays, Span, WeekForm, span, to_opening_hours
from stations.week_reading import from_opening_hours

__all__ = [
    "WAYS_IN",
    "DatedException",
    "Day",
    "DayForm",
    "Holidays",
    "Interval",
    "OpenState",
    "OpenStatus",
    "Reason",
    "Schedule",
    "Span",
    "WeekForm",
    "checked",
    "content_key",
    "from_json",
    "from_opening_hours",
    "parse_hours",
    "span",
    "status_at",
    "to_json",
    "to_opening_hours",
    "week_of",
]

DAY = timedelta(days=1)
NEAR_DAYS, FAR_DAYS, FARTHEST_DAYS = 4, 62, 370


class OpenState(StrEnum):
    """What a driver will find at the door."""

    OPEN = "open"
    CLOSED = "closed"
    OPEN_BY_QR = "open-by-qr"
    UNKNOWN = "unknown"
    DISPUTED = "disputed"


GETS_IN = (OpenState.OPEN, OpenState.OPEN_BY_QR)


@dataclass(frozen=True, slots=True)
class OpenStatus:
    """The state at an instant, ``until`` when it lasts (UTC; None when no change is in sight) and what follows it.

    ``reason`` is a :class:`Reason`; ``note`` is the manager's or the publisher's own words, "" when there are none.
    """

    state: OpenState
    until: datetime | None
    reason: Reason
    next_state: OpenState | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Interval:
    """Hours to show, on the wall clock of the station (naive); one over midnight ends on the next day."""

    start: datetime
    end: datetime
    state: OpenState
    reason: Reason
    note: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A local day: what begins on it. ``is_unknown``: nothing at all is known of it; ``exception``: the manager's reason."""

    date: date
    intervals: tuple[Interval, ...]
    is_closed: bool
    is_unknown: bool
    holiday: Mapping[str, str] | None
    is_make_up_workday: bool
    exception: str | None


class _Segment(NamedTuple):
    start: datetime
    state: OpenState
    reason: Reason
    note: str


def status_at(schedule: Schedule, now: datetime) -> OpenStatus:
    """Return what one finds at the door at the aware instant ``now``, which may lie ahead (the time of arrival).

    ``until`` looks two months ahead, and past the longest exception up to a year.
    """
    if schedule.closed_until is None:
        return _status(schedule, now)
    lasting = replace(schedule, closed_until=None, closed_reason="")
    if now >= schedule.closed_until:
        return _status(lasting, now)
    after = _status(lasting, schedule.closed_until)
    is_closed_on = after.state is OpenState.CLOSED
    until, next_state = (after.until, after.next_state) if is_closed_on else (schedule.closed_until, after.state)
    return OpenStatus(OpenState.CLOSED, until, Reason.CLOSED_NOW, next_state, schedule.closed_reason)


def stay_at(schedule: Schedule, at: datetime, minutes: int) -> OpenStatus:
    """Return what one finds who arrives at ``at`` and wants to stay ``minutes``.

    Open, or open by QR door, is only what stays so until the end; a change between the two does not matter to somebody who
    is inside. Where the door closes before, the state is closed, the reason `closes-too-soon` and ``until`` the moment at
    which it does; where part of the stay is unknown, all of it is.
    """
    arrival = status_at(schedule, at)
    leaves = at + timedelta(minutes=minutes)
    status = arrival
    while status.state in GETS_IN and status.until is not None and status.until < leaves:
        closes_at = status.until
        status = status_at(schedule, closes_at)
        if status.state is OpenState.CLOSED:
            return OpenStatus(OpenState.CLOSED, closes_at, Reason.CLOSES_TOO_SOON, OpenState.CLOSED, status.note)
        if status.state is OpenState.UNKNOWN:
            return OpenStatus(OpenState.UNKNOWN, None, status.reason, None, status.note)
    return arrival


def week_of(schedule: Schedule, now: datetime) -> tuple[Day, ...]:
    """Return seven days from today (the station's today), for display."""
    today = to_wall(now, schedule.jurisdiction).date()
    lasting = replace(schedule, closed_until=None, closed_reason="")
    days = cut_at_exceptions(days_of(lasting, today, 8))[:7]
    until = schedule.closed_until
    closed_until = to_wall(until, schedule.jurisdiction) if until and until > now else None
    return tuple(_shown(day, schedule.way_in, closed_until) for day in days)


def _status(schedule: Schedule, now: datetime) -> OpenStatus:
    if schedule.opening_hours is None and schedule.host_hours is None and not schedule.exceptions:
        return OpenStatus(OpenState.UNKNOWN, None, Reason.UNPUBLISHED)
    wall = to_wall(now, schedule.jurisdiction)
    today = wall.date()
    status = _found(_timeline(schedule, today, NEAR_DAYS), wall, schedule.jurisdiction)
    if status.until is None:
        status = _found(_timeline(schedule, today, _far(schedule, today)), wall, schedule.jurisdiction)
    return status


def _far(schedule: Schedule, today: date) -> int:
    lasts = max((it.last for it in schedule.exceptions), default=today)
    return min(max((lasts - today).days + 8, FAR_DAYS), FARTHEST_DAYS)


def _found(segments: tuple[_Segment, ...], wall: datetime, jurisdiction: str) -> OpenStatus:
    position = bisect_right(segments, wall, key=_start_of) - 1
    current = segments[position]
    for later in segments[position + 1 :]:
        if later.state is not current.state:
            until = from_wall(later.start, jurisdiction)
            return OpenStatus(current.state, until, current.reason, later.state, current.note)
    return OpenStatus(current.state, None, current.reason, None, current.note)


def _start_of(segment: _Segment) -> datetime:
    return segment.start


@lru_cache(maxsize=8192)
def _timeline(schedule: Schedule, today: date, count: int) -> tuple[_Segment, ...]:
    """Return what holds when, without a gap, from the midnight before ``today`` on, for ``count`` days."""
    days = cut_at_exceptions(days_of(schedule, today - DAY, count + 1))
    segments: list[_Segment] = []
    covered = datetime.combine(days[0].day, time.min)
    end = datetime.combine(days[-1].day + DAY, time.min)
    for shift in sorted(shift for day in days for shift in day.shifts if shift.start < end):
        if shift.start > covered:
            segments += _closed(days, covered, shift.start)
        if shift.end > covered:
            segments.append(_segment(shift, max(shift.start, covered), schedule.way_in))
            covered = shift.end
    return tuple(segments + _closed(days, covered, end))


def _closed(days: tuple[DayShifts, ...], start: datetime, end: datetime) -> list[_Segment]:
    """Return the closed segments between two moments, cut at each midnight and where a host's door shuts or opens."""
    if start >= end:
        return []
    cuts = [cut for day in days for cut in day.cuts]
    edges = {edge for cut in cuts for edge in (cut.start, cut.end)} | {
        datetime.combine(it.day, time.min) for it in days
    }
    moments = [start, *sorted(edge for edge in edges if start < edge < end)]
    return [_closed_from(moment, days[(moment.date() - days[0].day).days], cuts) for moment in moments]


def _closed_from(moment: datetime, day: DayShifts, cuts: list[Shift]) -> _Segment:
    is_cut = any(cut.start <= moment < cut.end for cut in cuts)
    note = day.exception.reason if day.exception else ""
    return _Segment(moment, OpenState.CLOSED, Reason.HOST if is_cut else day.gaps, note)


def _segment(shift: Shift, start: datetime, way_in: str) -> _Segment:
    return _Segment(start, _state(shift.kind, way_in), shift.reason, shift.note)


def _state(kind: str, way_in: str) -> OpenState:
    if kind == "unknown":
        return OpenState.UNKNOWN
    return OpenState.OPEN_BY_QR if kind == "qr" or way_in == "qr" else OpenState.OPEN


def _shown(day: DayShifts, way_in: str, closed_until: datetime | None) -> Day:
    intervals = tuple(
        Interval(max(it.start, closed_until or it.start), it.end, _state(it.kind, way_in), it.reason, it.note)
        for it in day.shifts
        if closed_until is None or it.end > closed_until
    )
    is_unknown = day.gaps in (Reason.UNPUBLISHED, Reason.UNREADABLE) and bool(intervals)
    return Day(
        date=day.day,
        intervals=() if is_unknown else intervals,
        is_closed=not intervals,
        is_unknown=is_unknown,
        holiday=names_of(day),
        is_make_up_workday=day.special is not None and names_of(day) is None,
        exception=day.exception.reason if day.exception else None,
    )
