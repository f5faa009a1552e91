"""The guards against races, and taking one away: a race that is right without its guard proves nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from unittest.mock import patch

from stations.actions import book
from stations.bookings import Booking
from stations.instants import format_instant
from stations.storage.bookings import Origin
from stations.storage.engine import Tx

_origin_of = book.origin_of


def _always(*_: Any) -> bool:
    return True


def _nothing(*_: Any) -> None:
    return None


def _without_key(*given: Any) -> Origin:
    return replace(_origin_of(*given), request_key=None)


def _overwrite(tx: Tx, before: Booking, after: Booking, now: datetime) -> bool:
    """Store a booking whatever has become of it since it was read."""
    tx.run(
        "UPDATE booking SET status = :status, slot_id = :slot_id, expires_at = :expires_at, is_offer = :is_offer,"
        " version = version + 1 WHERE id = :id",
        id=before.id,
        status=str(after.status),
        slot_id=after.slot_id,
        expires_at=format_instant(after.expires_at) if after.expires_at else None,
        is_offer=int(after.is_offer),
    )
    return True


GUARDS: dict[str, dict[str, Callable[..., Any]]] = {
    "": {},
    "places are counted": {"stations.storage.sessions.claim_place": _always},
    "walk-ins are counted": {"stations.storage.sessions.claim_walk_in": _always},
    "one person, one time": {
        "stations.storage.occupied.claim": _always,
        "stations.actions.book.refuse_person": _nothing,
    },
    "a key is used once": {
        "stations.actions.book.made_earlier": _nothing,
        "stations.actions.book.origin_of": _without_key,
    },
    "compare and swap": {"stations.storage.bookings.replace": _overwrite},
    "closed slots": {"stations.storage.sessions.close_slots": _nothing},
    "held still": {"stations.storage.sessions.hold_still": _nothing},
}


@contextmanager
def taken_away(name: str) -> Iterator[None]:
    """Run a block without the guard of this name ("": with all of them)."""
    patches = [patch(target, new) for target, new in GUARDS[name].items()]
    for one in patches:
        one.start()
    try:
        yield
    finally:
        for one in patches:
            one.stop()
