"""Notices: what a booked person must be told, written in the same transaction as the reason for it.

A notice holds a kind and arguments, not a sentence and not a phone; it is worded in the reader's language when shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class NoticeKind(StrEnum):
    """What happened to a booking that its owner has to know."""

    BOOKED = "booked"
    WAITING = "waiting"
    MOVED = "moved"
    CANCELLED = "cancelled"
    OFFER = "offer"
    OFFER_EXPIRED = "offer-expired"
    SESSION_CANCELLED = "session-cancelled"
    SESSION_CHANGED = "session-changed"
    TIME_GONE = "time-gone"
    REMINDER_DAY = "reminder-24h"
    REMINDER_HOURS = "reminder-2h"


class Delivery(StrEnum):
    """What became of sending a notice: still to be sent, sent, given up on, or only kept for the page."""

    DUE = "due"
    SENT = "sent"
    FAILED = "failed"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to the owner of a booking, unique by booking, kind and ``version``.

    ``told_at`` is when they saw it or were called. Sending goes by ``delivery``: after ``tries`` on ``channel``, again at ``due_at``.
    """

    id: int
    booking_id: str
    kind: NoticeKind
    created_at: datetime
    told_at: datetime | None
    args: Mapping[str, str] = field(default_factory=dict)
    version: int = 1
    delivery: Delivery = Delivery.DUE
    channel: str = ""
    tries: int = 0
    due_at: datetime | None = None
    sent_at: datetime | None = None
    error: str = ""
