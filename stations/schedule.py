"""When a station is open, as it is stored: published hours, dated exceptions, "closed now until"."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from stations.errors import Code, InvalidInput
from stations.instants import format_instant, parse_instant, zone_of
from stations.osm_hours import parse_hours

WAYS_IN = ("open", "staffed", "qr", "app", "guard", "unknown", "code")
LONGEST_REASON = 200
MOST_EXCEPTIONS = 100


@dataclass(frozen=True, slots=True)
class DatedException:
    """Other hours from ``first`` to ``last`` (local days, both included); ``hours`` None is closed.

    ``hours`` is ``opening_hours`` text; ``reason`` is what the manager wrote, in their own words.
    """

    first: date
    last: date
    hours: str | None = None
    reason: str = ""

    def covers(self, day: date) -> bool:
        """Tell whether the exception holds on ``day``."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that decides whether a station is open; ``opening_hours`` None means that nobody published any.

    ``way_in`` is how one gets in during the plain hours; with ``qr`` these are hours by QR door. ``closed_until`` is an
    aware UTC instant. Where exceptions overlap, the last one in the list holds. ``host_hours`` are those of the place the
    station is inside (a bank, an office): its door is the station's door, but for the hours by QR.
    """

    jurisdiction: str
    opening_hours: str | None = None
    way_in: str = "unknown"
    exceptions: tuple[DatedException, ...] = ()
    closed_until: datetime | None = None
    closed_reason: str = ""
    host_hours: str | None = None


def checked(schedule: Schedule) -> Schedule:
    """Return the schedule with its hours in canonical form and its exceptions in the order given.

    Raises:
        InvalidInput: the field that cannot be accepted: ``jurisdiction``, ``opening_hours``, ``way_in``, ``exceptions``
            or ``closed_until``.
    """
    zone_of(schedule.jurisdiction)
    if schedule.way_in not in WAYS_IN:
        raise InvalidInput(Code.STATE_UNKNOWN, "way_in")
    if schedule.closed_until is not None and schedule.closed_until.tzinfo is None:
        raise InvalidInput(Code.INSTANT_INVALID, "closed_until")
    if len(schedule.exceptions) > MOST_EXCEPTIONS or len(schedule.closed_reason) > LONGEST_REASON:
        raise InvalidInput(Code.TOO_LONG, "exceptions")
    return Schedule(
        schedule.jurisdiction,
        parse_hours(schedule.opening_hours) if schedule.opening_hours else None,
        schedule.way_in,
        tuple(_checked_exception(it) for it in schedule.exceptions),
        schedule.closed_until,
        schedule.closed_reason,
        parse_hours(schedule.host_hours) if schedule.host_hours else None,
    )


def _checked_exception(exception: DatedException) -> DatedException:
    if exception.last < exception.first:
        raise InvalidInput(Code.DATE_INVALID, "exceptions")
    if len(exception.reason) > LONGEST_REASON:
        raise InvalidInput(Code.TOO_LONG, "exceptions")
    hours = parse_hours(exception.hours) if exception.hours else None
    return DatedException(exception.first, exception.last, hours, exception.reason)


def to_json(schedule: Schedule) -> str:
    """Return the schedule as JSON text, always the same for the same schedule."""
    return json.dumps(_plain(schedule), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def from_json(text: str) -> Schedule:
    """Return the schedule of a text that :func:`to_json` wrote.

    Raises:
        ValueError, KeyError: it is not such a text.
    """
    plain: dict[str, Any] = json.loads(text)
    until = plain["closed_until"]
    return Schedule(
        plain["jurisdiction"],
        plain["opening_hours"],
        plain["way_in"],
        tuple(_exception(it) for it in plain["exceptions"]),
        parse_instant(until) if until else None,
        plain["closed_reason"],
        plain.get("host_hours"),
    )


def content_key(schedule: Schedule) -> str:
    """Return 32 hexadecimal digits that are the same for, and only for, schedules that say the same."""
    return hashlib.sha256(to_json(schedule).encode()).hexdigest()[:32]


def _plain(schedule: Schedule) -> dict[str, Any]:
    until = schedule.closed_until
    # left out where there is none, so that what was stored before there were any still has the same key
    host = {"host_hours": schedule.host_hours} if schedule.host_hours else {}
    return host | {
        "jurisdiction": schedule.jurisdiction,
        "opening_hours": schedule.opening_hours,
        "way_in": schedule.way_in,
        "exceptions": [[str(it.first), str(it.last), it.hours, it.reason] for it in schedule.exceptions],
        "closed_until": format_instant(until) if until else None,
        "closed_reason": schedule.closed_reason,
    }


def _exception(plain: list[Any]) -> DatedException:
    first, last, hours, reason = plain
    return DatedException(date.fromisoformat(first), date.fromisoformat(last), hours, reason)
