"""Emergency closures: a signal closes all stations of an area until its end, and is lifted at once.

An area is a jurisdiction (``HK``) or the beginning of a district's name: ``珠海市`` covers ``珠海市香洲区``. The signals are
data (``data/signals.json``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from stations.errors import Code, InvalidInput
from stations.hours import GETS_IN, OpenState, OpenStatus, Reason
from stations.settings import DATA
from stations.station import JURISDICTIONS
from stations.words import Names

LONGEST = timedelta(days=14)
_STEP = timedelta(minutes=5)
AREA_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal: how long a closing for it lasts unless somebody says otherwise, and where it exists."""

    code: str
    lasts: timedelta
    jurisdictions: tuple[str, ...]
    names: Names


@cache
def signals() -> Mapping[str, Signal]:
    """Return the signals by code, in the order shown."""
    rows = json.loads((DATA / "signals.json").read_text(encoding="utf-8"))["signals"]
    return {
        row["code"]: Signal(row["code"], timedelta(hours=row["hours"]), tuple(row["jurisdictions"]), row["names"])
        for row in rows
    }


@dataclass(frozen=True, slots=True)
class Closure:
    """A closing of an area from ``starts_at`` until ``ends_at``, or until it was lifted before."""

    id: str
    signal: str
    area: str
    starts_at: datetime
    ends_at: datetime
    lifted_at: datetime | None = None

    @property
    def until(self) -> datetime:
        """When it is over."""
        return min(self.ends_at, self.lifted_at) if self.lifted_at else self.ends_at

    def is_active(self, at: datetime) -> bool:
        """Tell whether it holds at ``at``."""
        return self.starts_at <= at < self.until

    def covers(self, jurisdiction: str, district: str) -> bool:
        """Tell whether a station there is in the area."""
        return is_in_area(self.area, jurisdiction, district)


def is_in_area(area: str, jurisdiction: str, district: str) -> bool:
    """Tell whether a station of that jurisdiction and district lies in ``area``."""
    return area == jurisdiction if area in JURISDICTIONS else district.startswith(area)


def default_end(signal: str, now: datetime) -> datetime:
    """Return when a closing for ``signal`` ends unless somebody says otherwise, on the next full five minutes.

    Raises:
        InvalidInput: there is no such signal.
    """
    if signal not in signals():
        raise InvalidInput(Code.STATE_UNKNOWN, "signal")
    end = now + signals()[signal].lasts
    return end + (datetime.min.replace(tzinfo=end.tzinfo) - end) % _STEP


def checked_closure(signal: str, area: str, ends_at: datetime | None, now: datetime) -> tuple[str, datetime]:
    """Return the area tidied and the end, the signal's own where none is given.

    Raises:
        InvalidInput: an unknown signal, no area, or an end that is past or more than a fortnight ahead.
    """
    usual_end = default_end(signal, now)
    place = " ".join(area.split())
    if not place or len(place) > AREA_LENGTH:
        raise InvalidInput(Code.REQUIRED if not place else Code.TOO_LONG, "area")
    return place, checked_end(ends_at or usual_end, now)


def checked_end(ends_at: datetime, now: datetime) -> datetime:
    """Return the end of a closing; raises InvalidInput `closing-end` unless it lies ahead, by a fortnight at most."""
    if not now < ends_at <= now + LONGEST:
        raise InvalidInput(Code.CLOSING_END, "ends_at", days=LONGEST.days)
    return ends_at


def city_of(district: str) -> str:
    """Return the city that a district's name begins with, the whole name where it names none: what one signal covers."""
    city, mark, _ = district.partition("市")
    return city + mark if mark else district


def closing(
    closures: Iterable[Closure], jurisdiction: str, district: str, at: datetime, minutes: int = 0
) -> Closure | None:
    """Return the closing that a station is under for who arrives at ``at`` and stays ``minutes``: the one that ends last."""
    leaves = at + timedelta(minutes=minutes)
    found = [
        it
        for it in closures
        if it.covers(jurisdiction, district)
        and it.starts_at <= max(leaves - timedelta(microseconds=1), at)
        and at < it.until
    ]
    return max(found, key=lambda it: it.until, default=None)


def under(
    status: OpenStatus, closure: Closure | None, at: datetime | None = None, after: OpenStatus | None = None
) -> OpenStatus:
    """Return what one finds who arrives at ``at`` where ``closure`` holds, or begins before one leaves; None closes nothing.

    Closed for the signal until the closing's end, whatever the hours say; ``next_state`` is what ``after``, the status at
    that end, says. A stay that begins before the closing is too long: it ends when the closing begins. ``note`` is the
    code of the signal.
    """
    if closure is None:
        return status
    if at is not None and at < closure.starts_at:
        return _ended_by(status, closure)
    return OpenStatus(OpenState.CLOSED, closure.until, Reason.EMERGENCY, after.state if after else None, closure.signal)


def _ended_by(status: OpenStatus, closure: Closure) -> OpenStatus:
    """Return the status of a stay that begins before ``closure``: what was closed or unknown without it stays so."""
    is_later = status.reason is Reason.CLOSES_TOO_SOON and status.until is not None and status.until > closure.starts_at
    if status.state not in GETS_IN and not is_later:
        return status
    return OpenStatus(OpenState.CLOSED, closure.starts_at, Reason.CLOSES_TOO_SOON, OpenState.CLOSED)
