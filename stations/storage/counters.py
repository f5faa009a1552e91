"""Counters that grow with every change, and keys handed out in blocks; the row's lock puts writers in order."""

from __future__ import annotations

from stations.storage.engine import Tx


def advance(tx: Tx, name: str, by: int = 1) -> int:
    """Add ``by`` to the counter and return its new value."""
    row = tx.one("UPDATE counter SET value = value + :by WHERE name = :name RETURNING value", by=by, name=name)
    assert row is not None, name
    return int(row["value"])


def current(tx: Tx, name: str) -> int:
    """Return the counter's value."""
    return int(tx.tuples("SELECT value FROM counter WHERE name = :name", name=name)[0][0])
