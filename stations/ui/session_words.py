"""When a session or a slot is, in words, on the wall clock of its station."""

from __future__ import annotations

from datetime import date, datetime

from stations.hours_words import date_words, weekday_name
from stations.instants import local_date, to_wall
from stations.sessions import Session, Slot
from stations.ui.shell import Visit


def day_words(visit: Visit, day: date, jurisdiction: str) -> str:
    """Return weekday and date, with the year where it is not this year's."""
    lang = visit.lang
    words = date_words(day, lang)
    if day.year != local_date(visit.now, jurisdiction).year:
        words = visit.say("book-day-year", day=words, year=str(day.year))
    return visit.say("hours-day-heading", weekday=weekday_name(day, lang), date=words)


def when(visit: Visit, session: Session, jurisdiction: str) -> str:
    """Return the day and, where they were published, the times of a session."""
    day = day_words(visit, session.on_date, jurisdiction)
    if session.starts_at is None or session.ends_at is None:
        return visit.say("book-when-unknown", day=day, times=visit.say("session-times-unknown"))
    starts, ends = to_wall(session.starts_at, jurisdiction), to_wall(session.ends_at, jurisdiction)
    return visit.say("book-when", **{"day": day, "from": f"{starts:%H:%M}", "to": f"{ends:%H:%M}"})


def slot_when(visit: Visit, slot: Slot, jurisdiction: str) -> str:
    """Return the day and the times of a slot."""
    starts, ends = to_wall(slot.starts_at, jurisdiction), to_wall(slot.ends_at, jurisdiction)
    day = day_words(visit, starts.date(), jurisdiction)
    return visit.say("book-when", **{"day": day, "from": f"{starts:%H:%M}", "to": f"{ends:%H:%M}"})


def slot_choice(visit: Visit, slot: Slot, jurisdiction: str) -> tuple[str, str]:
    """Return a slot as one chooses it: its times, and how many places are left."""
    return slot_span(slot, jurisdiction), visit.say("book-slot-left", free=slot.free)


def slot_span(slot: Slot, jurisdiction: str) -> str:
    """Return the times of a slot, nothing else."""
    return f"{to_wall(slot.starts_at, jurisdiction):%H:%M}–{to_wall(slot.ends_at, jurisdiction):%H:%M}"


def clock(instant: datetime, jurisdiction: str) -> str:
    """Return the time of an instant on the wall clock there."""
    return f"{to_wall(instant, jurisdiction):%H:%M}"


def day_and_clock(visit: Visit, instant: datetime, jurisdiction: str) -> str:
    """Return day and time of an instant, on the wall clock there."""
    wall = to_wall(instant, jurisdiction)
    return visit.say("hours-when-date", date=date_words(wall.date(), visit.lang), time=f"{wall:%H:%M}")
