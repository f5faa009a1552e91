"""A message on its way: what is sent to whom, and what came of trying."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Addressee:
    """Where a person can be reached, "" where they gave nothing: an e-mail address, a phone number (E.164)."""

    email: str
    phone: str


@dataclass(frozen=True, slots=True)
class Letter:
    """A message in words. ``key`` is the same however often it is sent; ``calendar`` is an iCalendar file, b"" for none.

    ``calendar_method`` is the method that the file names (RFC 5546), for channels that carry it beside the file.
    """

    key: str
    kind: str
    lang: str
    subject: str
    text: str
    calendar: bytes = b""
    calendar_method: str = ""


class Outcome(StrEnum):
    """What came of a try: a service took the message, it may take it later, or it never will."""

    SENT = "sent"
    AGAIN = "again"
    NEVER = "never"


class Reason(StrEnum):
    """Why a message did not go out. What a service said in its own words is not kept: it may name the person."""

    ADDRESS_REFUSED = "address-refused"
    SERVICE_REFUSED = "service-refused"
    SERVICE_BUSY = "service-busy"
    SERVICE_AWAY = "service-away"
    BROKEN_OFF = "broken-off"
    NO_ADDRESS = "no-address"
    NOT_SET_UP = "not-set-up"
    NO_LONGER_TRUE = "no-longer-true"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a try; ``wait`` is for how long a service asked not to be tried again."""

    outcome: Outcome
    reason: Reason | None = None
    wait: timedelta = timedelta()


TAKEN = Answer(Outcome.SENT)
