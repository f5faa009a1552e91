"""Check-ins that were ticked without a network and are taken up later, each with its own time and nonce."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from stations.bookings import BookingView
from stations.errors import Code, InvalidInput, Refused
from stations.instants import parse_instant

FORMAT = "stations-ticks-1"
MOST_TICKS = 1000
LONGEST = 400_000
_BOOKING = re.compile(r"[0-9a-zA-Z_-]{1,64}")
_NONCE = re.compile(r"[0-9a-f]{16,64}")


@dataclass(frozen=True, slots=True)
class Tick:
    """Somebody was here at ``at``, by the clock of the device that ticked them; ``nonce`` is of this tick alone."""

    booking_id: str
    at: datetime
    nonce: str


class TickOutcome(StrEnum):
    """What became of a tick: taken up now, here already, or not possible any more."""

    TAKEN = "taken"
    ALREADY = "already"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class TickAnswer:
    """The answer to a tick: the booking where it is one of the actor's, and why it could not be taken up."""

    tick: Tick
    outcome: TickOutcome
    view: BookingView | None = None
    refused: Refused | None = None


def read_ticks(text: str) -> tuple[Tick, ...]:
    """Return the ticks in a file or text of ours, in the order of their time.

    Raises:
        InvalidInput: it is not one of ours, or holds more than 1,000; the field is ``ticks``.
    """
    try:
        given = json.loads(text.strip().lstrip("\ufeff")[:LONGEST])
        rows = given["ticks"] if given["format"] == FORMAT else None
        if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_TICKS:
            raise ValueError
        ticks = [_tick(row) for row in rows]
    except (ValueError, KeyError, TypeError, RecursionError, InvalidInput):
        raise InvalidInput(Code.INVALID, "ticks") from None
    return tuple(sorted(ticks, key=lambda one: one.at))


def _tick(row: dict[str, Any]) -> Tick:
    booking_id, nonce = row["booking"], row["nonce"]
    if not _BOOKING.fullmatch(booking_id) or not _NONCE.fullmatch(nonce):
        raise ValueError
    return Tick(booking_id, parse_instant(row["at"]), nonce)
