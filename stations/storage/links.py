"""The links of bookings: each message brings its own, and what is kept of one is its digest."""

from __future__ import annotations

from datetime import datetime

from stations.instants import format_instant
from stations.links import digest_of, new_token
from stations.storage.engine import Tx


def make(tx: Tx, booking_id: str, now: datetime, token: str = "") -> str:
    """Return the secret of a new link to the booking (``token``, or one made up); earlier links go on opening it."""
    token = token or new_token()
    tx.run(
        "INSERT INTO booking_link (token_hash, booking_id, made_at) VALUES (:token_hash, :booking_id, :now)",
        token_hash=digest_of(token),
        booking_id=booking_id,
        now=format_instant(now),
    )
    return token


def booking_of(tx: Tx, token: str) -> str | None:
    """Return the id of the booking that a link opens, or None."""
    rows = tx.tuples("SELECT booking_id FROM booking_link WHERE token_hash = :digest", digest=digest_of(token))
    return str(rows[0][0]) if rows else None
