"""Attendance: how many people a session, a series, a station or a district had places for, and how many of them came.

Counts are people (the sum of parties). Somebody is **booked** who had a place and did not give it up; of them some **came**, some
**did not come**, and of some nothing was noted (``open``: the session is still to come, or the desk did not say). Those who came
without a booking are **walk-ins**. A place that was only held while a form was open is nobody. What is erased of a booking is not counted on,
so counts are the same before and after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum

from stations.errors import Code, InvalidInput
from stations.suppression import Shown, Sum, suppress

LONGEST = timedelta(days=366)
PEOPLE = ("booked", "came", "absent", "open", "walk_ins", "waiting", "held", "cancelled")
_OF_BOOKED = ("came", "absent", "open")


class By(StrEnum):
    """What a line of the board is about."""

    SESSION = "session"
    SERIES = "series"
    STATION = "station"
    DISTRICT = "district"


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of some sessions: ``places`` in slots and ``walk_in_places`` of those that were not cancelled, and people."""

    sessions: int = 0
    called_off: int = 0
    places: int = 0
    walk_in_places: int = 0
    booked: int = 0
    came: int = 0
    absent: int = 0
    open: int = 0
    walk_ins: int = 0
    waiting: int = 0
    held: int = 0
    cancelled: int = 0

    @property
    def fill(self) -> float | None:
        """The share (0 to 1, more where places were taken away) of places that are booked; None without places."""
        return self.booked / self.places if self.places else None

    @property
    def absence(self) -> float | None:
        """The share (0 to 1) of the booked who did not come, among those of whom it was noted; None where of nobody."""
        noted = self.came + self.absent
        return self.absent / noted if noted else None


def total(tallies: Iterable[Tally]) -> Tally:
    """Return the counts of all together."""
    listed = list(tallies)
    return Tally(**{one.name: sum(getattr(tally, one.name) for tally in listed) for one in fields(Tally)})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the board: its ``key`` (a session's, series', station's id, or a district), where it is, and its counts."""

    key: str
    jurisdiction: str
    tally: Tally


def check_span(first: date, last: date) -> None:
    """Raise InvalidInput unless the dates are in order and not more than a year apart."""
    if last < first or last - first >= LONGEST:
        raise InvalidInput(Code.DATE_INVALID, "last")


def made_by_day(made: Mapping[int, int]) -> list[tuple[int, int]]:
    """Return, for each day before the session from the first booking on, how many people were booked by its end.

    ``made`` is how many people were booked how many days before; the last day is 0, that of the session.
    """
    if not made:
        return []
    found, so_far = [], 0
    for days in range(max(made), min(0, *made) - 1, -1):
        so_far += made.get(days, 0)
        found.append((days, so_far))
    return found


@dataclass(frozen=True, slots=True)
class SmallTally:
    """A line of a federation's view: what is not about people as it is, and people as they may be shown."""

    key: str
    jurisdiction: str
    sessions: int
    called_off: int
    places: int
    walk_in_places: int
    people: Mapping[str, Shown]


_Cell = tuple[str, str, str, str]
_Row = tuple[str, str, str]
_WHOLE: _Row = ("whole", "", "")


@dataclass(frozen=True, slots=True)
class Federation:
    """Counts of all, of each jurisdiction, each district and each kind of work; small ones are hidden, so that no sum tells them."""

    whole: SmallTally
    jurisdictions: tuple[SmallTally, ...]
    districts: tuple[SmallTally, ...]
    categories: Mapping[str, Mapping[str, Shown]]


def for_federation(lines: Iterable[Line], categories: Mapping[str, Tally]) -> Federation:
    """Return what a federation may see of the counts of districts, and of the same people by kind of work.

    All of it is one table to whoever reads it, and is protected as one. Two lines of one district and jurisdiction are a bug.
    """
    districts: dict[_Row, Tally] = {("district", line.jurisdiction, line.key): line.tally for line in lines}
    within: dict[str, list[_Row]] = {}
    for row in districts:
        within.setdefault(row[1], []).append(row)
    parts: dict[_Row, Tally] = {
        ("jurisdiction", one, ""): total(districts[row] for row in rows) for one, rows in within.items()
    }
    works: dict[_Row, Tally] = {("category", one, ""): tally for one, tally in categories.items()}
    rows = {_WHOLE: total(parts.values()), **parts, **districts, **works}
    shown = suppress(_cells(rows), _sums(within, list(works)))
    people = {row: {figure: shown[*row, figure] for figure in PEOPLE} for row in rows}
    return Federation(
        _small(_WHOLE, rows, people),
        tuple(_small(row, rows, people) for row in parts),
        tuple(_small(row, rows, people) for row in districts),
        {row[1]: people[row] for row in works},
    )


def _cells(rows: Mapping[_Row, Tally]) -> dict[_Cell, int]:
    return {(*row, figure): getattr(tally, figure) for row, tally in rows.items() for figure in PEOPLE}


def _small(row: _Row, rows: Mapping[_Row, Tally], people: Mapping[_Row, Mapping[str, Shown]]) -> SmallTally:
    tally = rows[row]
    return SmallTally(row[2], row[1], tally.sessions, tally.called_off, tally.places, tally.walk_in_places, people[row])


def _sums(within: Mapping[str, list[_Row]], works: list[_Row]) -> list[Sum[_Cell]]:
    """Return what adds up: districts to jurisdictions, those and the kinds of work to all, and within a line the booked.

    That the booked of a jurisdiction are those who came, did not, or are open there follows from the others.
    """
    found: list[Sum[_Cell]] = []
    for figure in PEOPLE:
        found.append(Sum((*_WHOLE, figure), tuple(("jurisdiction", one, "", figure) for one in within)))
        found += [
            Sum(("jurisdiction", one, "", figure), tuple((*row, figure) for row in rows))
            for one, rows in within.items()
        ]
        if works:
            found.append(Sum((*_WHOLE, figure), tuple((*row, figure) for row in works)))
    lines = [*works, *(row for rows in within.values() for row in rows)]
    found += [Sum((*row, "booked"), tuple((*row, figure) for figure in _OF_BOOKED)) for row in lines]
    return found
