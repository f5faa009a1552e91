"""Sessions (iCalendar VEVENT): free clinics and other events at a station, and their slots (FHIR Slot)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from stations.errors import Code, InvalidInput, Refused
from stations.instants import format_instant
from stations.kinds import kinds
from stations.occupancy import CELL_MINUTES
from stations.questions import Question
from stations.terms import USUAL, Terms
from stations.words import Names

KINDS = tuple(kinds())
AUDIENCES = ("anyone", "drivers", "members")
SLOT_MINUTES = (5, 10, 15, 20, 30, 45, 60, 90, 120)
MOST_SLOTS = 200
MOST_PLACES = 500
TITLE_LENGTH = 120
NOTES_LENGTH = 1000
MOST_HOSTS = 12


class SessionStatus(StrEnum):
    """A draft is seen by staff only; a cancelled session stays visible, so that nobody travels in vain."""

    DRAFT = "draft"
    PUBLISHED = "published"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Session:
    """An event at a station on the local date ``on_date``.

    ``starts_at`` and ``ends_at`` are None where the times were never published. ``sequence`` is iCalendar's SEQUENCE: it
    grows with every change that matters to those who come. A date of a series has the series' id and the day that its rule
    gave (RECURRENCE-ID); ``is_detached`` once it was edited on its own. ``details`` are the fields of its kind.
    """

    id: str
    station_id: str
    kind: str
    title: Names
    hosts: tuple[Names, ...]
    on_date: date
    starts_at: datetime | None
    ends_at: datetime | None
    slot_minutes: int
    places_per_slot: int
    walk_in_capacity: int
    walk_in_taken: int
    audience: str
    notes: Names
    status: SessionStatus
    sequence: int
    version: int
    is_demo: bool
    source: str
    updated_at: datetime
    terms: Terms = USUAL
    questions: tuple[Question, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)
    series_id: str = ""
    recurrence_on: date | None = None
    is_detached: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """A part of a session with ``capacity`` places, of which ``taken`` are held.

    ``planned`` are the places that staff want; ``capacity`` is more while more are taken than that.
    """

    id: int
    session_id: str
    starts_at: datetime
    ends_at: datetime
    capacity: int
    taken: int
    planned: int

    @property
    def free(self) -> int:
        """How many places are left."""
        return max(0, self.capacity - self.taken)


def slot_times(
    starts_at: datetime, ends_at: datetime, minutes: int, buffer_minutes: int = 0
) -> Iterator[tuple[datetime, datetime]]:
    """Yield the start and end of each whole slot of ``minutes``, ``buffer_minutes`` apart, between the two instants."""
    length = timedelta(minutes=minutes)
    start = starts_at
    while start + length <= ends_at:
        yield start, start + length
        start += length + timedelta(minutes=buffer_minutes)


def check_plan(starts_at: datetime, ends_at: datetime, minutes: int, places: int, walk_ins: int, now: datetime) -> None:
    """Raise InvalidInput unless a session can be planned so (at least one slot, in the future, within the limits)."""
    if minutes not in SLOT_MINUTES:
        raise InvalidInput(Code.INVALID, "slot_minutes")
    if not 1 <= places <= MOST_PLACES:
        raise InvalidInput(Code.INVALID, "places_per_slot")
    if not 0 <= walk_ins <= MOST_PLACES:
        raise InvalidInput(Code.INVALID, "walk_in_capacity")
    if ends_at - starts_at < timedelta(minutes=minutes) or ends_at - starts_at > timedelta(hours=24):
        raise InvalidInput(Code.SESSION_TIMES, "ends_at")
    if starts_at <= now:
        raise InvalidInput(Code.SESSION_PAST, "starts_at")
    if starts_at.minute % CELL_MINUTES:
        raise InvalidInput(Code.SESSION_FIVE_MINUTES, "starts_at")
    if (ends_at - starts_at) // timedelta(minutes=minutes) > MOST_SLOTS:
        raise InvalidInput(Code.SESSION_TOO_MANY_SLOTS, "slot_minutes", most=MOST_SLOTS)


def refuse_booking(session: Session, slot: Slot | None, now: datetime, *, is_staff: bool = False) -> Refused | None:
    """Return why no place of ``slot`` (or, for a walk-in, of the session) can be taken now, or None.

    Staff who book for somebody need not wait for booking to open. Whether a place is free is not asked here: only the
    guarded update in storage can answer that.
    """
    if session.status is SessionStatus.CANCELLED:
        return Refused(Code.SESSION_CANCELLED)
    if session.status is not SessionStatus.PUBLISHED:
        return Refused(Code.SESSION_CLOSED)
    if session.ends_at is None or session.ends_at <= now:
        return Refused(Code.SESSION_PAST)
    if slot is not None and slot.starts_at <= now:
        return Refused(Code.SLOT_PAST)
    return None if is_staff or slot is None else refuse_by_window(session, now)


def refuse_by_window(session: Session, now: datetime) -> Refused | None:
    """Return that booking has not opened yet or is over, or None. A walk-in needs no booking and is not asked this."""
    if session.starts_at is None:
        return None
    opens_at, closes_at = session.terms.opens_at(session.starts_at), session.terms.closes_at(session.starts_at)
    if opens_at is not None and now < opens_at:
        return Refused(Code.BOOKING_NOT_OPEN, {"at": format_instant(opens_at)})
    if closes_at is not None and closes_at <= now:
        return Refused(Code.BOOKING_CLOSED, {"at": format_instant(closes_at)})
    return None


def is_upcoming(session: Session, now: datetime) -> bool:
    """Tell whether the session is still to come or going on."""
    return session.ends_at is not None and session.ends_at > now
