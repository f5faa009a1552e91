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
    MOVED = "moved"
    CANCELLED = "cancelled"
    SESSION_CANCELLED = "session-cancelled"
    SESSION_CHANGED = "session-changed"


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to the owner of a booking; ``told_at`` is when they saw it or were called."""

    id: int
    booking_id: str
    kind: NoticeKind
    created_at: datetime
    told_at: datetime | None
    args: Mapping[str, str] = field(default_factory=dict)
