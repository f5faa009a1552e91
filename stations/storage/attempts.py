"""Limited attempts: how often a subject (a digest of an address, a user name, a code) tried within a window.

The count lives in the database, so that it holds over several processes. What is stored of an address is a digest that
changes its key every day.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta

import structlog

from stations.instants import format_instant
from stations.storage import house
from stations.storage.engine import Tx

_log = structlog.get_logger("stations.attempts")


def allow(tx: Tx, what: str, who: str, limit: int, window: timedelta, now: datetime) -> bool:
    """Count one more attempt of ``who`` at ``what``; False, and nothing counted, when there were ``limit`` in this window."""
    seconds = int(window.total_seconds())
    bucket = str(int(now.timestamp()) // seconds)
    counted = tx.run(
        "INSERT INTO attempt (subject, bucket, tries, expires_at) VALUES (:subject, :bucket, 1, :expires_at)"
        " ON CONFLICT (subject, bucket) DO UPDATE SET tries = attempt.tries + 1 WHERE attempt.tries < :limit",
        subject=_digest(tx, what, who, now),
        bucket=bucket,
        expires_at=format_instant(now + window),
        limit=limit,
    )
    if counted != 1:
        _log.warning("limit reached", what=what, limit=limit)  # whose limit it is, is nobody's business
    return counted == 1


def _digest(tx: Tx, what: str, who: str, now: datetime) -> str:
    text = f"{house.secret(tx)} {now.date()} {what} {who}"
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def drop_expired(tx: Tx, now: datetime) -> int:
    """Delete counts whose window is over; return how many."""
    return tx.run("DELETE FROM attempt WHERE expires_at <= :now", now=format_instant(now))
