"""Bookings (FHIR Appointment): their states, what consumes a place, and the codes drivers carry."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from stations.errors import Code, InvalidInput
from stations.sessions import Session, SessionStatus, Slot

CATEGORIES = ("truck", "ride-hailing", "courier", "food-delivery", "sanitation", "construction", "traveller", "other")
NAME_LENGTH = 60
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 6
CHECK_IN_OPENS = timedelta(hours=2)
CHECK_IN_CLOSES = timedelta(hours=6)
_LINK = re.compile(r"(?:[?&]token=|/booking/)([\w-]{16,64})", re.ASCII)
_LONGEST_LINK = 2000


class BookingStatus(StrEnum):
    """FHIR AppointmentStatus, as far as used."""

    PENDING = "pending"
    BOOKED = "booked"
    WAITLIST = "waitlist"
    CHECKED_IN = "checked-in"
    FULFILLED = "fulfilled"
    NOSHOW = "noshow"
    CANCELLED = "cancelled"
    ENTERED_IN_ERROR = "entered-in-error"


CONSUMING = frozenset({BookingStatus.PENDING, BookingStatus.BOOKED, BookingStatus.CHECKED_IN, BookingStatus.FULFILLED})

_NEXT: dict[BookingStatus, frozenset[BookingStatus]] = {
    BookingStatus.BOOKED: frozenset(
        {BookingStatus.CHECKED_IN, BookingStatus.NOSHOW, BookingStatus.CANCELLED, BookingStatus.ENTERED_IN_ERROR}
    ),
    BookingStatus.CHECKED_IN: frozenset(
        {BookingStatus.FULFILLED, BookingStatus.BOOKED, BookingStatus.ENTERED_IN_ERROR}
    ),
    BookingStatus.FULFILLED: frozenset({BookingStatus.CHECKED_IN}),
    BookingStatus.NOSHOW: frozenset({BookingStatus.BOOKED, BookingStatus.CHECKED_IN}),
}


@dataclass(frozen=True, slots=True)
class Booking:
    """One person's place. ``slot_id`` is None for a walk-in; ``name`` and ``phone`` are "" once erased."""

    id: str
    session_id: str
    station_id: str
    slot_id: int | None
    code: str
    token: str
    status: BookingStatus
    is_walk_in: bool
    name: str
    phone: str
    category: str
    lang: str
    created_at: datetime
    updated_at: datetime
    checked_in_at: datetime | None
    erased_at: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class BookingView:
    """A booking with the session and slot it is for, as shown to the driver and on the roster."""

    booking: Booking
    session: Session
    slot: Slot | None

    @property
    def is_going_on(self) -> bool:
        """Whether its owner is expected, or there already: it stands, and its session was not cancelled."""
        is_kept = self.booking.status in (BookingStatus.BOOKED, BookingStatus.CHECKED_IN)
        return is_kept and self.session.status is not SessionStatus.CANCELLED


def may_become(current: BookingStatus, wanted: BookingStatus) -> bool:
    """Tell whether a booking may go from ``current`` to ``wanted``."""
    return wanted in _NEXT.get(current, frozenset())


def new_code() -> str:
    """Return a fresh code of six letters and digits that are not mistaken for each other (about 30 bits)."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def new_token() -> str:
    """Return the secret of a booking's link: 128 bits, URL-safe."""
    return secrets.token_urlsafe(16)


def tidy_code(text: str) -> str:
    """Return a typed or scanned code in the form in which it is stored; a whole link may be scanned too."""
    typed = unicodedata.normalize("NFKC", text or "").strip().rsplit("/", 1)[-1].rsplit("=", 1)[-1]
    return "".join(letter for letter in typed.upper() if letter.isalnum())[:CODE_LENGTH]


def token_in(text: str) -> str:
    """Return the token in a scanned link of a booking (``…/booking?token=T``, ``…/booking/T``), or ""."""
    match = _LINK.search(unicodedata.normalize("NFKC", text or "")[:_LONGEST_LINK])
    return match[1] if match else ""


def show_code(code: str) -> str:
    """Return the code in two groups (``K7P 4QX``), easier to read out."""
    return f"{code[:3]} {code[3:]}"


def check_name(text: str) -> str:
    """Return the name trimmed; raises InvalidInput when it is empty, too long or not made of readable characters."""
    name = " ".join(unicodedata.normalize("NFC", text or "").split())
    if not name or len(name) > NAME_LENGTH or any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn") for c in name):
        raise InvalidInput(Code.NAME_INVALID, "name", most=NAME_LENGTH)
    return name


def check_category(text: str) -> str:
    """Return the worker category, or raise InvalidInput."""
    if text not in CATEGORIES:
        raise InvalidInput(Code.CATEGORY_UNKNOWN, "category")
    return text


def fingerprint(**fields: object) -> str:
    """Return a digest of a request, to tell a repeat of it from another one under the same idempotency key."""
    text = json.dumps(fields, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def can_check_in_at(session: Session, now: datetime) -> bool:
    """Tell whether people are checked in now: from two hours before the session to six hours after it."""
    if session.starts_at is None or session.ends_at is None:
        return False
    return session.starts_at - CHECK_IN_OPENS <= now <= session.ends_at + CHECK_IN_CLOSES
