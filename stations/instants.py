"""Instants in UTC, and the clocks people see on the wall of a station.

An instant is an aware ``datetime`` in UTC with whole seconds; its text is ``YYYY-MM-DDTHH:MM:SSZ``, which sorts as time
does. A station's wall clock follows from its jurisdiction.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from stations.errors import Code, InvalidInput

ZONES = {"CN": "Asia/Shanghai", "HK": "Asia/Hong_Kong", "MO": "Asia/Macau"}
FIRST_YEAR, LAST_YEAR = 2000, 2100

_STORED_LENGTH = len("2026-04-09T01:00:00Z")
# RFC 3339 §5.6. Seconds may be left out, and a "+" that a query string turned into a space is read as a "+".
_API = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(?:([Zz])|([+\- ])(\d\d):?(\d\d))", re.ASCII
)


@cache
def zone_of(jurisdiction: str) -> ZoneInfo:
    """Return the zone of the clocks in ``CN``, ``HK`` or ``MO``.

    Raises:
        InvalidInput: `jurisdiction-unknown`.
    """
    try:
        return ZoneInfo(ZONES[jurisdiction])
    except KeyError:
        raise InvalidInput(Code.JURISDICTION_UNKNOWN, "jurisdiction") from None


@lru_cache(maxsize=4096)
def format_instant(instant: datetime) -> str:
    """Return the stored text of an aware instant; fractions of a second are dropped.

    Raises:
        ValueError: the instant is naive, which is a bug of the caller.
    """
    if instant.tzinfo is None:
        raise ValueError("a naive datetime is not an instant")
    return instant.astimezone(UTC).isoformat(timespec="seconds")[:-6] + "Z"


@lru_cache(maxsize=4096)
def parse_instant(text: str) -> datetime:
    """Return the instant of a stored text.

    Raises:
        ValueError: the text is not in the stored form.
    """
    if len(text) != _STORED_LENGTH or text[-1] != "Z":
        raise ValueError(f"not a stored instant: {text!r}")
    return datetime.fromisoformat(text)


def parse_api_instant(text: str, field: str = "instant") -> datetime:
    """Return the instant that a caller of the API wrote as RFC 3339 with an offset, in UTC.

    Raises:
        InvalidInput: `instant-invalid`; no offset, no such time, or a year outside 2000 to 2100.
    """
    match = _API.fullmatch(text.strip())
    if match is None:
        raise InvalidInput(Code.INSTANT_INVALID, field)
    try:
        instant = _instant_of(match)
    except (ValueError, OverflowError):
        raise InvalidInput(Code.INSTANT_INVALID, field) from None
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise InvalidInput(Code.INSTANT_INVALID, field)
    return instant


def _instant_of(match: re.Match[str]) -> datetime:
    year, month, day, hour, minute = (int(part) for part in match.groups()[:5])
    wall = datetime(year, month, day, hour, minute, int(match[6] or 0), tzinfo=UTC)
    if match[7]:
        return wall
    if int(match[9]) > 23 or int(match[10]) > 59:
        raise ValueError(match[0])
    offset = timedelta(hours=int(match[9]), minutes=int(match[10]))
    return wall + offset if match[8] == "-" else wall - offset


def local(instant: datetime, jurisdiction: str) -> datetime:
    """Return the instant as an aware datetime on the wall clock of the jurisdiction."""
    return instant.astimezone(zone_of(jurisdiction))


def local_date(instant: datetime, jurisdiction: str) -> date:
    """Return the calendar day there at that instant."""
    return local(instant, jurisdiction).date()


def at_local_time(day: date, clock: time, jurisdiction: str) -> datetime:
    """Return the UTC instant at which the wall clock there shows ``clock`` on ``day``."""
    return datetime.combine(day, clock, zone_of(jurisdiction)).astimezone(UTC)


def local_midnight(day: date, jurisdiction: str) -> datetime:
    """Return the UTC instant at which ``day`` begins there."""
    return at_local_time(day, time.min, jurisdiction)


def from_wall(wall: datetime, jurisdiction: str) -> datetime:
    """Return the UTC instant of a naive wall-clock datetime there."""
    return wall.replace(tzinfo=zone_of(jurisdiction)).astimezone(UTC)


def to_wall(instant: datetime, jurisdiction: str) -> datetime:
    """Return the naive wall-clock datetime there at that instant."""
    return local(instant, jurisdiction).replace(tzinfo=None)
