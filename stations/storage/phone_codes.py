"""Codes that were sent to phones and not used yet; of phone and code only digests are kept."""

from __future__ import annotations

from datetime import datetime

from stations.instants import format_instant
from stations.phone_codes import LIFETIME, MOST_TRIES
from stations.storage.engine import Tx


def put(tx: Tx, phone_digest: str, code_digest: str, now: datetime) -> None:
    """Keep a code in place of one sent to the phone before."""
    tx.run(
        "INSERT INTO phone_code (phone_digest, code_digest, expires_at, tries) VALUES (:phone, :code, :expires_at, 0)"
        " ON CONFLICT (phone_digest) DO UPDATE SET code_digest = excluded.code_digest, expires_at = excluded.expires_at,"
        " tries = 0",
        phone=phone_digest,
        code=code_digest,
        expires_at=format_instant(now + LIFETIME),
    )


def is_right(tx: Tx, phone_digest: str, code_digest: str, now: datetime) -> bool:
    """Tell whether this is the phone's code; a wrong try counts first, so that no race gets more of them than there are."""
    row = tx.one(
        "UPDATE phone_code SET tries = tries + 1 WHERE phone_digest = :phone AND tries < :most AND expires_at > :now"
        " RETURNING code_digest",
        phone=phone_digest,
        most=MOST_TRIES,
        now=format_instant(now),
    )
    if row is None or row["code_digest"] != code_digest:
        return False
    tx.run("UPDATE phone_code SET tries = tries - 1 WHERE phone_digest = :phone", phone=phone_digest)
    return True


def spend(tx: Tx, phone_digest: str) -> None:
    """Use the phone's code up."""
    tx.run("DELETE FROM phone_code WHERE phone_digest = :phone", phone=phone_digest)


def drop_expired(tx: Tx, now: datetime) -> int:
    """Delete codes whose time is over; return how many."""
    return tx.run("DELETE FROM phone_code WHERE expires_at <= :now", now=format_instant(now))
