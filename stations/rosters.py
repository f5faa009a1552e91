"""The roster of a session: who has a place, slot by slot, and what there is to count."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime

from stations.bookings import Booking, BookingStatus, can_check_in_at
from stations.notices import Delivery, Notice
from stations.queue import Waiting, standing
from stations.sessions import Session, SessionStatus, Slot
from stations.words import Names

LISTED = frozenset(
    {
        BookingStatus.PENDING,
        BookingStatus.BOOKED,
        BookingStatus.CHECKED_IN,
        BookingStatus.FULFILLED,
        BookingStatus.NOSHOW,
    }
)
_HERE = (BookingStatus.CHECKED_IN, BookingStatus.FULFILLED)
_EXPECTED = (BookingStatus.BOOKED, BookingStatus.PENDING)


@dataclass(frozen=True, slots=True)
class SlotRoster:
    """A slot with the bookings listed under it."""

    slot: Slot
    bookings: tuple[Booking, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people are still expected, are or were here, did not come, cancelled, wait; and the places that are free.

    ``held`` are those of the expected who have not confirmed: places held while a form is filled in, and offers.
    """

    expected: int
    here: int
    absent: int
    cancelled: int
    free: int
    walk_ins: int
    walk_ins_free: int
    waiting: int = 0
    held: int = 0


@dataclass(frozen=True, slots=True)
class Queued:
    """Somebody on the waiting list, with where they stand and why they have no place yet."""

    booking: Booking
    standing: Waiting


@dataclass(frozen=True, slots=True)
class Roster:
    """A session's bookings: by slot, the walk-ins, those who wait in their order, and those who cancelled.

    ``answers`` are what was answered to the session's questions, by booking and question, ``messages`` the last message to each that was sent or could not be.
    """

    session: Session
    station_names: Names
    jurisdiction: str
    slots: tuple[SlotRoster, ...]
    walk_ins: tuple[Booking, ...]
    cancelled: tuple[Booking, ...]
    counts: Counts
    waiting: tuple[Queued, ...] = ()
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    messages: Mapping[str, Notice] = field(default_factory=dict)

    @property
    def listed(self) -> tuple[Booking, ...]:
        """Everyone with a place, in the order of the slots, then the walk-ins."""
        return (*(booking for part in self.slots for booking in part.bookings), *self.walk_ins)


def arrange(
    session: Session,
    station_names: Names,
    jurisdiction: str,
    slots: Sequence[Slot],
    bookings: Sequence[Booking],
    busy: Mapping[str, AbstractSet[int]] | None = None,
    answers: Mapping[str, Mapping[str, str]] | None = None,
) -> Roster:
    """Return the roster of these slots and bookings.

    ``busy`` are, by booking, the slots during which somebody who waits has another booking.
    """
    listed = [booking for booking in bookings if booking.status in LISTED]
    cancelled = tuple(booking for booking in bookings if booking.status is BookingStatus.CANCELLED)
    parts = tuple(SlotRoster(slot, tuple(one for one in listed if one.slot_id == slot.id)) for slot in slots)
    # somebody who came by and got the place of a slot stands under that slot
    walk_ins = tuple(booking for booking in listed if booking.is_walk_in and booking.slot_id is None)
    queue = sorted(
        (one for one in bookings if one.status is BookingStatus.WAITLIST), key=lambda one: (one.created_at, one.id)
    )
    waiting = tuple(Queued(one, standing(one, queue, slots, (busy or {}).get(one.id, frozenset()))) for one in queue)
    counts = _count(session, slots, bookings)
    return Roster(session, station_names, jurisdiction, parts, walk_ins, cancelled, counts, waiting, answers or {})


def _count(session: Session, slots: Iterable[Slot], bookings: Iterable[Booking]) -> Counts:
    by_status: Counter[BookingStatus] = Counter()
    for booking in bookings:
        by_status[booking.status] += booking.party
    return Counts(
        expected=sum(by_status[status] for status in _EXPECTED),
        here=sum(by_status[status] for status in _HERE),
        absent=by_status[BookingStatus.NOSHOW],
        cancelled=by_status[BookingStatus.CANCELLED],
        free=sum(slot.free for slot in slots),
        walk_ins=session.walk_in_taken,
        walk_ins_free=session.walk_in_capacity - session.walk_in_taken,
        waiting=by_status[BookingStatus.WAITLIST],
        held=by_status[BookingStatus.PENDING],
    )


def matches(booking: Booking, typed: str) -> bool:
    """Tell whether what was typed is part of the name, the beginning of the code or the end of the phone number."""
    text = "".join(unicodedata.normalize("NFKC", typed).casefold().split())
    if not text:
        return True
    if text in "".join(unicodedata.normalize("NFKC", booking.name).casefold().split()):
        return True
    return booking.code.casefold().startswith(text) or (
        text.isascii() and text.isdigit() and len(text) >= 2 and booking.phone.endswith(text)
    )


def can_be_checked_in(booking: Booking, session: Session, now: datetime) -> bool:
    """Tell whether a button to check the booking in belongs beside it now."""
    is_on = session.status is SessionStatus.PUBLISHED and can_check_in_at(session, now)
    return is_on and booking.status in (BookingStatus.BOOKED, BookingStatus.NOSHOW) and booking.erased_at is None


def can_be_absent(booking: Booking, slot: Slot | None, session: Session, now: datetime) -> bool:
    """Tell whether the booking's slot has begun without its owner."""
    is_waited_for = booking.status is BookingStatus.BOOKED and session.status is SessionStatus.PUBLISHED
    return is_waited_for and slot is not None and slot.starts_at <= now


def can_be_undone(booking: Booking, session: Session) -> bool:
    """Tell whether the last step at the desk can be taken back."""
    undoable = (BookingStatus.CHECKED_IN, BookingStatus.FULFILLED, BookingStatus.NOSHOW)
    return booking.status in undoable and session.status is SessionStatus.PUBLISHED and booking.erased_at is None


def is_to_be_phoned(message: Notice | None) -> bool:
    """Tell whether the last message to somebody could not be delivered and nobody has told them since.

    Without a reason it is one to somebody who was erased, and there is nobody to phone.
    """
    return (
        message is not None and message.delivery is Delivery.FAILED and message.told_at is None and message.error != ""
    )
