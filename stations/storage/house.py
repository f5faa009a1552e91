"""What the house itself remembers: its secret, the one-time setup code, what it was furnished with."""

from __future__ import annotations

import secrets

from stations.storage.engine import Tx


def recall(tx: Tx, key: str) -> str | None:
    """Return what is remembered under ``key``, or None."""
    rows = tx.tuples("SELECT value FROM house WHERE key = :key", key=key)
    return str(rows[0][0]) if rows else None


def remember(tx: Tx, key: str, value: str) -> bool:
    """Remember ``value`` unless something is remembered under ``key`` already; True when it was new."""
    return (
        tx.run("INSERT INTO house (key, value) VALUES (:key, :value) ON CONFLICT DO NOTHING", key=key, value=value) == 1
    )


def replace(tx: Tx, key: str, value: str) -> None:
    """Remember ``value`` under ``key`` in place of what was there."""
    tx.run(
        "INSERT INTO house (key, value) VALUES (:key, :value) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        key=key,
        value=value,
    )


def forget(tx: Tx, key: str) -> bool:
    """Forget ``key``; False when nothing was remembered under it."""
    return tx.run("DELETE FROM house WHERE key = :key", key=key) == 1


def secret(tx: Tx) -> str:
    """Return the secret of this installation, made with its database; it never changes, so it is read once."""
    found = tx.constants.get("secret") or recall(tx, "secret")
    if found is None:
        remember(tx, "secret", secrets.token_hex(32))
        found = recall(tx, "secret")
    assert found is not None
    tx.constants["secret"] = found
    return found
