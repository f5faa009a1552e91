"""The links of bookings: each message brings its own, and what is kept of one is its digest."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from stations.instants import format_instant
from stations.links import digest_of, new_token
from stations.storage.engine import Tx
from stations.storage.sql_lists import in_texts


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


def count(tx: Tx, booking_id: str) -> int:
    """Return how many links the booking has."""
    return int(tx.tuples("SELECT count(*) FROM booking_link WHERE booking_id = :id", id=booking_id)[0][0])


def spend(tx: Tx, booking_ids: Iterable[str], now: datetime) -> int:
    """Let the links of these bookings open nothing any more, and forget what they opened; return how many."""
    wanted, params = in_texts("id", booking_ids)
    tx.run(
        "INSERT INTO spent_link (token_hash, spent_at) SELECT token_hash, :now FROM booking_link"
        f" WHERE booking_id IN ({wanted}) ON CONFLICT DO NOTHING",
        now=format_instant(now),
        **params,
    )
    return tx.run(f"DELETE FROM booking_link WHERE booking_id IN ({wanted})", **params)


def is_spent(tx: Tx, token: str) -> bool:
    """Tell whether this was the link of a booking that was erased."""
    return bool(tx.tuples("SELECT 1 FROM spent_link WHERE token_hash = :digest", digest=digest_of(token)))


def forget_spent(tx: Tx, limit: datetime) -> int:
    """Forget the links spent before an instant; return how many. Whoever opens one then gets the answer to no link at all."""
    return tx.run("DELETE FROM spent_link WHERE spent_at < :limit", limit=format_instant(limit))
