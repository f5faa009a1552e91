"""What one finds at the door through an ordinary working day, by the stated hours alone: whose shifts they leave out.

An ordinary working day is one after another (neither is on a weekend, a holiday or made up for one), so that its small hours
belong to a working night. A QR door counts as open, for somebody can get in; hours that nobody stated are ``unknown``,
which is never counted as closed.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from enum import StrEnum
from functools import lru_cache

from stations.calendars import CalendarMissing, special_day
from stations.hours import GETS_IN, OpenState, status_at
from stations.instants import at_local_time
from stations.schedule import Schedule

DAY = timedelta(days=1)
HOURS_A_DAY = 24
NIGHT_HOURS = (23, 2, 4)  # night drivers change over at 23:00 and rest at 02:00; sweepers begin at 04:00
_LOOKED_BACK_DAYS = 60
_TUESDAY_TO_FRIDAY = (1, 2, 3, 4)


class Door(StrEnum):
    """What one finds."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"


@lru_cache(maxsize=8192)
def doors(hours: str, jurisdiction: str, day: date) -> tuple[Door, ...]:
    """Return what one finds at each full hour of the last ordinary working day up to ``day``; ``hours`` "" is unstated."""
    schedule, model = Schedule(jurisdiction, hours or None), ordinary_day(jurisdiction, day)
    instants = [at_local_time(model, time(hour), jurisdiction) for hour in range(HOURS_A_DAY)]
    return tuple(_door(status_at(schedule, instant).state) for instant in instants)


def _door(state: OpenState) -> Door:
    if state is OpenState.CLOSED:
        return Door.CLOSED
    return Door.OPEN if state in GETS_IN else Door.UNKNOWN


@lru_cache(maxsize=256)
def ordinary_day(jurisdiction: str, day: date) -> date:
    """Return the last ordinary working day up to ``day``.

    Where no calendar says which days are ordinary, the nearest Tuesday to Friday; its hours are unknown then.
    """
    days = [day - n * DAY for n in range(_LOOKED_BACK_DAYS)]
    likely = [it for it in days if it.weekday() in _TUESDAY_TO_FRIDAY]
    return next((it for it in likely if _is_plain(jurisdiction, it) and _is_plain(jurisdiction, it - DAY)), likely[0])


def _is_plain(jurisdiction: str, day: date) -> bool:
    try:
        return special_day(jurisdiction, day) is None
    except CalendarMissing:
        return False
