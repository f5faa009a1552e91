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
from stations.hours import OpenState, OpenStatus, Reason
from stations.settings import DATA
from stations.station import JURISDICTIONS
from stations.words import Names

LONGEST = timedelta(days=14)
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
        return self.area == jurisdiction if self.area in JURISDICTIONS else district.startswith(self.area)


def checked_closure(signal: str, area: str, ends_at: datetime | None, now: datetime) -> tuple[str, datetime]:
    """Return the area tidied and the end, the signal's own where none is given.

    Raises:
        InvalidInput: an unknown signal, no area, or an end that is past or more than a fortnight ahead.
    """
    if signal not in signals():
        raise InvalidInput(Code.STATE_UNKNOWN, "signal")
    place = " ".join(area.split())
    if not place or len(place) > AREA_LENGTH:
        raise InvalidInput(Code.REQUIRED if not place else Code.TOO_LONG, "area")
    return place, checked_end(ends_at or now + signals()[signal].lasts, now)


def checked_end(ends_at: datetime, now: datetime) -> datetime:
    """Return the end of a closing; raises InvalidInput `instant-invalid` unless it lies ahead, by a fortnight at most."""
    if not now < ends_at <= now + LONGEST:
        raise InvalidInput(Code.INSTANT_INVALID, "ends_at")
    return ends_at


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


def under(status: OpenStatus, closure: Closure | None) -> OpenStatus:
    """Return the status of a station that ``closure`` closes: closed until its end, whatever its hours; None closes nothing."""
    if closure is None:
        return status
    if status.state is OpenState.CLOSED and status.until is not None and status.until > closure.until:
        return OpenStatus(OpenState.CLOSED, status.until, Reason.EMERGENCY, status.next_state, closure.signal)
    return OpenStatus(OpenState.CLOSED, closure.until, Reason.EMERGENCY, None, closure.signal)
