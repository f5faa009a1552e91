"""Bookings (FHIR Appointment): their states, what consumes a place, and the codes drivers carry."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
import time
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from stations.errors import Code, InvalidInput, Refused
from stations.sessions import Session, SessionStatus, Slot

CATEGORIES = ("truck", "ride-hailing", "courier", "food-delivery", "sanitation", "construction", "traveller", "other")
NAME_LENGTH = 60
CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
CODE_LENGTH = 6
_BITS = 5  # there are 32 letters
CHECK_IN_OPENS = timedelta(hours=2)
CHECK_IN_CLOSES = timedelta(hours=6)
_LINK = re.compile(r"(?:[?&]token=|/booking/)([\w-]{16,64})", re.ASCII)
_LONGEST_LINK = 2000
EMAIL_LENGTH = 120
_EMAIL = re.compile(
    r"[A-Za-z0-9._%+-]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)


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
ACTIVE = CONSUMING | {BookingStatus.WAITLIST}

_NEXT: dict[BookingStatus, frozenset[BookingStatus]] = {
    BookingStatus.PENDING: frozenset({BookingStatus.BOOKED, BookingStatus.CANCELLED}),
    BookingStatus.WAITLIST: frozenset({BookingStatus.PENDING, BookingStatus.BOOKED, BookingStatus.CANCELLED}),
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
    """A place of one person or of a ``party``, or the wish for one.

    ``slot_id`` is None for a walk-in who did not get a slot's place, and for who waits for any slot of the session. ``name`` and
    ``phone`` are "" while a place is only held, and once erased. ``token`` is the secret of a link: known when the link was just
    made or used, "" otherwise, because only its digest is kept. A pending booking (a held place, or with ``is_offer`` an offer)
    ends at ``expires_at``. ``accepts_at_once`` is the wish of somebody waiting to be booked without being asked.
    ``replaces_id`` is the booking of a cancelled date in whose place this one was offered.
    """

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
    party: int = 1
    email: str = ""
    expires_at: datetime | None = None
    is_offer: bool = False
    accepts_at_once: bool = False
    replaces_id: str = ""
    check_in_key: str = ""

    @property
    def is_consuming(self) -> bool:
        """Whether it takes places of its slot or of the walk-ins."""
        return self.status in CONSUMING


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


@dataclass(frozen=True, slots=True)
class Coming:
    """What a person already has: a booking or a wait in a session that is not over, with the times of its slot."""

    session_id: str
    status: BookingStatus
    starts_at: datetime | None
    ends_at: datetime | None

    def overlaps(self, slot: Slot) -> bool:
        """Whether it takes a part of the slot's time; who only waits has no time taken."""
        if self.status is BookingStatus.WAITLIST or self.starts_at is None or self.ends_at is None:
            return False
        return self.starts_at < slot.ends_at and slot.starts_at < self.ends_at


def refuse_person(coming: Sequence[Coming], session_id: str, slot: Slot | None, most: int | None) -> Refused | None:
    """Return why somebody who already has ``coming`` cannot book or wait there too, or None.

    ``most`` bookings may one person have at a time; None: as many as staff see fit. What two requests of one moment could both
    pass here, the unique keys behind it refuse.
    """
    same = next((one for one in coming if one.session_id == session_id), None)
    if same is not None:
        is_waiting = same.status is BookingStatus.WAITLIST
        return Refused(Code.ALREADY_WAITING if is_waiting else Code.ALREADY_BOOKED, field="phone")
    if slot is not None and any(one.overlaps(slot) for one in coming):
        return Refused(Code.OVERLAPS, field="slot")
    if most is not None and len(coming) >= most:
        return Refused(Code.TOO_MANY_BOOKINGS, {"most": most}, "phone")
    return None


def may_become(current: BookingStatus, wanted: BookingStatus) -> bool:
    """Tell whether a booking may go from ``current`` to ``wanted``."""
    return wanted in _NEXT.get(current, frozenset())


def new_code() -> str:
    """Return a fresh code of six letters and digits that are not mistaken for each other (30 bits, asked of the system at once)."""
    bits = secrets.randbits(_BITS * CODE_LENGTH)
    return "".join(CODE_LETTERS[bits >> _BITS * place & len(CODE_LETTERS) - 1] for place in range(CODE_LENGTH))


def new_id() -> str:
    """Return a fresh id: the clock in front, so that ids grow and bookings of the same second keep their order."""
    return f"{time.time_ns():016x}{secrets.token_hex(8)}"


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


def check_email(text: str) -> str:
    """Return the e-mail address without spaces around it, "" for none; raises InvalidInput where it cannot be one."""
    email = unicodedata.normalize("NFKC", text or "").strip()
    if email and (len(email) > EMAIL_LENGTH or not _EMAIL.fullmatch(email)):
        raise InvalidInput(Code.EMAIL_INVALID, "email")
    return email


def check_party(party: int, most: int) -> int:
    """Return the number of people, or raise InvalidInput when the session does not take so many together."""
    if not 1 <= party <= most:
        raise InvalidInput(Code.PARTY_TOO_LARGE, "party", most=most)
    return party


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
