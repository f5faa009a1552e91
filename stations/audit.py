"""The audit trail: who did what to what, without names or phones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from stations.roles import Actor


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. ``action`` is dotted (``booking.created``); ``detail`` holds codes and ids only, never personal data."""

    at: datetime
    action: str
    actor: Actor
    subject: str
    station_id: str = ""
    detail: Mapping[str, str | int | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recorded:
    """An entry as read back from the log; one that was redacted has no detail any more."""

    id: int
    at: datetime
    action: str
    role: str
    account_id: str
    subject: str
    station_id: str
    detail: Mapping[str, str | int | None]
    redacted_at: datetime | None = None
