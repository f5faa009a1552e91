"""Telling people: which notices are still worth sending, and when a message that did not go out is tried again.

A notice is sent at least once: whoever dies between sending and writing it down leaves it to be sent again.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from stations.bookings import Booking, BookingStatus, BookingView
from stations.letters import Answer, Outcome, Reason
from stations.notices import Delivery, Notice, NoticeKind
from stations.sessions import SessionStatus

LEASE = timedelta(minutes=3)  # longer than all channels together take to answer or to be given up
MOST_TRIES = 10
KEPT_AFTER = timedelta(hours=1)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=1)
LONGEST_WAIT = timedelta(hours=6)
DAY_BEFORE, HOURS_BEFORE = timedelta(hours=24), timedelta(hours=2)
REMINDERS = {NoticeKind.REMINDER_DAY: DAY_BEFORE, NoticeKind.REMINDER_HOURS: HOURS_BEFORE}
# each of these tells how a booking stands, so that the latest makes the earlier ones superfluous
STANDING = frozenset(
    {
        NoticeKind.BOOKED,
        NoticeKind.WAITING,
        NoticeKind.MOVED,
        NoticeKind.CANCELLED,
        NoticeKind.OFFER,
        NoticeKind.OFFER_EXPIRED,
        NoticeKind.SESSION_CANCELLED,
        NoticeKind.TIME_GONE,
    }
)
# these bring the link and the calendar entry, which somebody who has just seen the page may still want to keep
_TO_KEEP = frozenset({NoticeKind.BOOKED, NoticeKind.MOVED, NoticeKind.WAITING})
_STATUS = {
    NoticeKind.BOOKED: BookingStatus.BOOKED,
    NoticeKind.MOVED: BookingStatus.BOOKED,
    NoticeKind.WAITING: BookingStatus.WAITLIST,
    NoticeKind.OFFER: BookingStatus.PENDING,
    NoticeKind.OFFER_EXPIRED: BookingStatus.CANCELLED,
    NoticeKind.CANCELLED: BookingStatus.CANCELLED,
    NoticeKind.TIME_GONE: BookingStatus.CANCELLED,
}


def is_worth_sending(notice: Notice, view: BookingView, now: datetime, *, is_overtaken: bool) -> bool:
    """Tell whether a notice still is true and of use; ``is_overtaken`` is that a later one tells how the booking stands.

    Somebody whom staff have phoned, or who has looked, is told nothing twice but what they may want to keep.
    """
    booking = view.booking
    if booking.erased_at is not None or not booking.name or is_overtaken or _is_over(notice, view, now):
        return False
    if notice.told_at is not None and notice.kind not in _TO_KEEP:
        return False
    return _is_true(notice, view, now)


def _is_over(notice: Notice, view: BookingView, now: datetime) -> bool:
    """Whether it is too late to tell: after the slot, but after the session where that is cancelled and somebody may still wait."""
    slot = view.slot if notice.kind is not NoticeKind.SESSION_CANCELLED else None
    ends_at = slot.ends_at if slot is not None else view.session.ends_at
    return ends_at is not None and ends_at <= now


def _is_true(notice: Notice, view: BookingView, now: datetime) -> bool:
    booking, is_on = view.booking, view.session.status is SessionStatus.PUBLISHED
    if notice.kind is NoticeKind.SESSION_CANCELLED:
        return not is_on
    if notice.kind in (NoticeKind.CANCELLED, NoticeKind.OFFER_EXPIRED, NoticeKind.TIME_GONE):
        return booking.status is _STATUS[notice.kind]
    if notice.kind is NoticeKind.SESSION_CHANGED:
        return is_on and booking.status in (BookingStatus.BOOKED, BookingStatus.PENDING, BookingStatus.WAITLIST)
    if notice.kind in REMINDERS:
        return is_on and _is_to_be_reminded(notice, view, now)
    if notice.kind is NoticeKind.OFFER:
        return is_on and _is_open_offer(booking, now)
    return is_on and booking.status is _STATUS[notice.kind]


def _is_to_be_reminded(notice: Notice, view: BookingView, now: datetime) -> bool:
    slot = view.slot
    if slot is None or slot.id != notice.version or view.booking.status is not BookingStatus.BOOKED:
        return False
    until = slot.starts_at - HOURS_BEFORE if notice.kind is NoticeKind.REMINDER_DAY else slot.starts_at
    return now < until


def _is_open_offer(booking: Booking, now: datetime) -> bool:
    is_held = booking.status is BookingStatus.PENDING and booking.is_offer
    return is_held and booking.expires_at is not None and now < booking.expires_at


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of a notice after a try: its state and, while it is due, when and on which channel it is tried again."""

    delivery: Delivery
    reason: Reason | None = None
    due_at: datetime | None = None


def fate_of(answer: Answer, tries: int, now: datetime, chance: float) -> Fate:
    """Return what becomes of a notice after try number ``tries`` on the last channel there was.

    ``chance`` (0 to 1) spreads the next tries, so that what failed together does not come back together.
    """
    if answer.outcome is Outcome.SENT:
        return Fate(Delivery.SENT)
    if answer.outcome is Outcome.NEVER or tries >= MOST_TRIES:
        return Fate(Delivery.FAILED, answer.reason)
    pause = max(pause_after(tries, chance), min(answer.wait, LONGEST_WAIT))
    return Fate(Delivery.DUE, answer.reason, now + pause)


def pause_after(tries: int, chance: float) -> timedelta:
    """Return how long to wait after try number ``tries``: twice as long each time, up to an hour, and up to a quarter more."""
    doubled = min(max(1, tries), MOST_TRIES) - 1
    pause: timedelta = min(FIRST_PAUSE * 2**doubled, LONGEST_PAUSE)
    return pause * (1 + 0.25 * chance)
