"""The ledger: how well the stations of a district are kept, as of the end of any day.

It follows from the log of claims (:mod:`stations.hindsight`) and from nothing noted after that day. An amenity counts once
anybody said of it that it works, is out of order or absent. It is **within its interval** when somebody on the spot looked
at it less than ``decay_of(facility).interval`` before, whatever drivers are told of it meanwhile. What was mended and
settled is told of the year before. What one finds at the door follows from the stated hours (:mod:`stations.doors`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from statistics import median

from stations.doors import HOURS_A_DAY, Door, doors
from stations.hindsight import Hindsight, Noted
from stations.instants import local_date, local_midnight
from stations.trust import decay_of

DAY, HOUR, YEAR = timedelta(days=1), timedelta(hours=1), timedelta(days=365)
MONTHS = 12


@dataclass(slots=True)
class Looks:
    """How amenities were looked at, as of ``ends``.

    ``amenities`` are those of which something is said, ``within`` those within their interval, ``never`` those nobody on the
    spot has looked at; ``ages`` is how many looks are how many whole days old.
    """

    ends: datetime
    amenities: int = 0
    within: int = 0
    never: int = 0
    ages: Counter[int] = field(default_factory=Counter)

    def count(self, station: Hindsight) -> None:
        """Count the amenities of one more station."""
        for subject in station.states:
            looked_at = station.looks.get(subject)
            self.amenities += 1
            if looked_at is None:
                self.never += 1
            else:
                age = self.ends - looked_at
                self.within += age < _interval(subject)
                self.ages[age // DAY] += 1

    def add(self, other: Looks) -> None:
        """Count what another set of stations counted."""
        self.amenities += other.amenities
        self.within += other.within
        self.never += other.never
        self.ages.update(other.ages)

    @property
    def share_within(self) -> float | None:
        """The share (0 to 1) that is within its interval; None where nothing is said of any."""
        return self.within / self.amenities if self.amenities else None

    @property
    def median_age(self) -> int | None:
        """The age of the last look in days, the lower middle one of all looks; None where nobody looked."""
        left = (self.ages.total() + 1) // 2
        for age in sorted(self.ages):
            left -= self.ages[age]
            if left <= 0:
                return age
        return None


@cache
def _interval(subject: str) -> timedelta:
    return decay_of(subject).interval


@dataclass(slots=True)
class Figures:
    """The ledger of some stations: their looks as of each of ``months`` (the last is the day asked for), waits in hours.

    ``disputes`` holds how long each open dispute has been one; ``mended`` and ``settled`` what it took in the year before;
    ``door`` counts stations by hour of the day and what one finds there.
    """

    months: tuple[Looks, ...]
    stations: int = 0
    disputes: list[float] = field(default_factory=list)
    mended: list[float] = field(default_factory=list)
    settled: list[float] = field(default_factory=list)
    door: list[Counter[Door]] = field(default_factory=lambda: [Counter() for _ in range(HOURS_A_DAY)])

    @property
    def looks(self) -> Looks:
        """The looks as of the day asked for."""
        return self.months[-1]

    def count(self, rows: Iterable[Noted], jurisdiction: str) -> None:
        """Count one more station, of which these are all rows of the log; it is none before the first of them."""
        ordered = sorted(rows, key=lambda row: row.at)
        station, position = Hindsight(), 0
        for looks in self.months:
            while position < len(ordered) and ordered[position].at < looks.ends:
                station.note(ordered[position])
                position += 1
            looks.count(station)
        if station.is_known:
            self._count_rest(station, jurisdiction)

    def _count_rest(self, station: Hindsight, jurisdiction: str) -> None:
        ends = self.looks.ends
        self.stations += 1
        self.disputes += [(ends - since) / HOUR for since in station.disputed.values()]
        self.mended += [took / HOUR for at, took in station.mended if at >= ends - YEAR]
        self.settled += [took / HOUR for at, took in station.settled if at >= ends - YEAR]
        day = local_date(ends - DAY, jurisdiction)
        for counted, found in zip(self.door, doors(station.hours, jurisdiction, day), strict=True):
            counted[found] += 1

    def add(self, other: Figures) -> None:
        """Count what another set of stations counted, as of the same days."""
        for mine, theirs in zip(self.months, other.months, strict=True):
            mine.add(theirs)
        self.stations += other.stations
        self.disputes += other.disputes
        self.mended += other.mended
        self.settled += other.settled
        for ours, at_theirs in zip(self.door, other.door, strict=True):
            ours.update(at_theirs)

    def closed_share(self, hour: int) -> float | None:
        """Return the share of stations closed at ``hour`` among those whose hours tell; None where none do."""
        told = self.door[hour][Door.OPEN] + self.door[hour][Door.CLOSED]
        return self.door[hour][Door.CLOSED] / told if told else None


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger as of the end of ``as_of``: of all stations, and of each district ("" where none is known)."""

    as_of: date
    whole: Figures
    districts: Mapping[str, Figures]


def blank(as_of: date) -> Figures:
    """Return figures of no station yet, as of ``as_of`` and of the month ends before it."""
    return Figures(tuple(Looks(day_end(day)) for day in month_ends(as_of)))


def sum_of(parts: Iterable[Figures], as_of: date) -> Figures:
    """Return the figures of all ``parts`` together."""
    whole = blank(as_of)
    for part in parts:
        whole.add(part)
    return whole


def median_hours(waits: Sequence[float]) -> float | None:
    """Return the median of waits in hours, None where there are none."""
    return median(waits) if waits else None


def day_end(day: date) -> datetime:
    """Return the instant at which ``day`` is over; the clocks of all three jurisdictions agree."""
    return local_midnight(day + DAY, "CN")


def month_ends(day: date) -> list[date]:
    """Return the last days of the eleven months before that of ``day``, and ``day``; oldest first."""
    found, first = [day], day.replace(day=1)
    for _ in range(MONTHS - 1):
        found.append(first - DAY)
        first = (first - DAY).replace(day=1)
    return found[::-1]
