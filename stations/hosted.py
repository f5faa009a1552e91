"""What a station inside another place brings each day: its own hours behind its host's door.

Most stations are a room in a bank, a clinic or an office, so:

==========================================  ===========================================================================
the station states for the moment           and one gets in
==========================================  ===========================================================================
no hours of its own                         while the host is open (`host`)
hours with staff                            while the host is open too; else it is closed (`host`)
hours by QR door                            whatever the host does: that door is the station's own
staffed hours laid over hours by QR door    by QR where the host's door is shut
another day's hours (an exception)          as the exception says
something that nobody can be sure of        not where the host is surely closed, else uncertain as before
==========================================  ===========================================================================

Where it is the host's hours that are uncertain, so is a staffed stretch, for the host's reason.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from itertools import pairwise

from stations import shifts
from stations.osm_hours import mentions_qr
from stations.schedule import Schedule
from stations.shifts import DayShifts, Reason, Shift
from stations.week_form import DayForm, WeekForm, to_opening_hours
from stations.week_reading import from_opening_hours
from stations.week_shifts import DAY

_SUREST_FIRST = ("open", "qr", "unknown")


def days_of(schedule: Schedule, first: date, count: int) -> tuple[DayShifts, ...]:
    """Return ``count`` days from ``first``; ``closed_until`` is not regarded. Never raises for what a schedule holds."""
    days = shifts.days_of(schedule, first, count)
    if schedule.host_hours is None:
        return days
    around = _by_text(schedule, schedule.host_hours, first, count)
    if schedule.opening_hours is None:
        hosted = zip(days, around[1:-1], strict=True)
        return tuple(day if day.exception else _as_the_host(host) for day, host in hosted)
    if schedule.way_in == "qr":
        return days
    doors = _laid_out(around)
    own_door = _own_door(schedule, schedule.opening_hours, days)
    return tuple(_behind(day, doors, own_door) for day in days)


def _by_text(schedule: Schedule, text: str, first: date, count: int) -> tuple[DayShifts, ...]:
    """Return the days of ``text`` alone, with the day before and the one after: nights reach over midnight."""
    plain = replace(schedule, opening_hours=text, host_hours=None, exceptions=())
    return shifts.days_of(plain, first - DAY, count + 2)


def _laid_out(days: tuple[DayShifts, ...]) -> tuple[Shift, ...]:
    return tuple(sorted(shift for day in days for shift in day.shifts))


def _as_the_host(host: DayShifts) -> DayShifts:
    hours = tuple(it if it.kind == "unknown" else it._replace(reason=Reason.HOST) for it in host.shifts)
    return host._replace(shifts=hours, gaps=host.gaps if host.gaps is Reason.UNREADABLE else Reason.HOST)


def _own_door(schedule: Schedule, text: str, days: tuple[DayShifts, ...]) -> tuple[Shift, ...]:
    """Return when the station's QR door opens, also where staffed hours lie over it.

    Of a text beyond the weekly form nobody can tell which of its uncertain hours are by QR; then all of them may be.
    """
    by_qr = _hours_by_qr(text)
    if by_qr:
        return _laid_out(_by_text(schedule, by_qr, days[0].day, len(days)))
    if from_opening_hours(text) is None and mentions_qr(text):
        return tuple(it for it in _laid_out(days) if it.kind == "unknown")
    return ()


@lru_cache(maxsize=2048)
def _hours_by_qr(text: str) -> str:
    """Return the hours by QR door of a text that fits the weekly form, "" where there are none."""
    form = from_opening_hours(text)
    if form is None or not any(day.qr for day in (*form.days, form.on_holidays)):
        return ""
    by_qr = WeekForm(tuple(DayForm(qr=day.qr) for day in form.days), form.holidays, DayForm(qr=form.on_holidays.qr))
    return to_opening_hours(by_qr)


def _behind(day: DayShifts, doors: tuple[Shift, ...], own_door: tuple[Shift, ...]) -> DayShifts:
    if day.exception is not None or day.gaps is Reason.UNREADABLE:
        return day
    pieces = [piece for shift in day.shifts for piece in _pieces(shift, doors, own_door)]
    kept, cuts = ([it for it in pieces if (it.kind == "closed") is is_cut] for is_cut in (False, True))
    return day._replace(shifts=_joined(kept), cuts=_joined(cuts))


def _pieces(shift: Shift, doors: tuple[Shift, ...], own_door: tuple[Shift, ...]) -> list[Shift]:
    """Cut a shift wherever a door opens or shuts, and say what each piece comes to."""
    if shift.kind == "qr":
        return [shift]
    inside = {edge for door in (*doors, *own_door) for edge in door[:2] if shift.start < edge < shift.end}
    edges = sorted({shift.start, shift.end, *inside})
    pieces = [shift._replace(start=start, end=end) for start, end in pairwise(edges)]
    return [_piece(it, _door_at(doors, it.start), _door_at(own_door, it.start)) for it in pieces]


def _piece(own: Shift, host: Shift | None, own_door: Shift | None) -> Shift:
    if host is not None and host.kind == "open":
        return own
    if own_door is not None and own_door.kind == "qr":
        return own._replace(kind="qr", reason=own_door.reason, note="")
    if host is None:
        return own_door._replace(start=own.start, end=own.end) if own_door else _shut(own)
    if own.kind == "unknown":
        return own
    return own._replace(kind=host.kind, reason=host.reason if host.kind == "unknown" else Reason.HOST, note=host.note)


def _shut(own: Shift) -> Shift:
    return own._replace(kind="closed", reason=Reason.HOST, note="")


def _door_at(doors: tuple[Shift, ...], moment: datetime) -> Shift | None:
    there = [door for door in doors if door.start <= moment < door.end]
    return min(there, key=lambda door: _SUREST_FIRST.index(door.kind), default=None)


def _joined(pieces: list[Shift]) -> tuple[Shift, ...]:
    joined: list[Shift] = []
    for piece in sorted(pieces):
        if joined and joined[-1].end == piece.start and joined[-1][2:] == piece[2:]:
            joined[-1] = joined[-1]._replace(end=piece.end)
        else:
            joined.append(piece)
    return tuple(joined)
