"""Where somebody stands on a waiting list, and why they have no place yet."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from stations.bookings import Booking
from stations.sessions import Slot


class WaitReason(StrEnum):
    """Why somebody still waits."""

    FULL = "full"
    PARTY = "party"
    BUSY = "busy"


@dataclass(frozen=True, slots=True)
class Waiting:
    """``position`` counts from 1; ``free`` are the most places free in one slot they could use."""

    position: int
    reason: WaitReason
    free: int


def standing(booking: Booking, queue: Sequence[Booking], slots: Sequence[Slot], busy: AbstractSet[int]) -> Waiting:
    """Return where ``booking`` stands in ``queue``; ``busy`` are the slots during which its owner has another booking."""
    position = next((place for place, one in enumerate(queue, 1) if one.id == booking.id), len(queue) + 1)
    wished = [slot for slot in slots if booking.slot_id in (None, slot.id)]
    free = max((slot.free for slot in wished if slot.id not in busy), default=0)
    if wished and all(slot.id in busy for slot in wished):
        return Waiting(position, WaitReason.BUSY, 0)
    return Waiting(position, WaitReason.PARTY if 0 < free < booking.party else WaitReason.FULL, free)
