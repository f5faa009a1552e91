"""Seals of the audit trail, which entries each covers, and the trail as it is read from its beginning to check it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from stations.instants import format_instant
from stations.seals import MOST_IN_A_SEAL, SETTLED_AFTER, Line, Seal, digest_of
from stations.storage.engine import Tx
from stations.trail_check import Link

_LINE = (
    "audit.id, audit.at, audit.action, audit.role, audit.account_id, audit.subject, audit.station_id, audit.detail,"
    " audit.salt, audit.detail_digest, audit.digest, audit.redacted_at"
)
_SEAL = "audit_seal.id, audit_seal.previous, audit_seal.hash, audit_seal.sealed_at, audit_seal.took_all"
# A transaction is not open longer than this, so entries of before the seals this old need not be looked at each minute.
_LONGEST_OPEN = timedelta(hours=1)
_AT_ONCE = 2000


def last(tx: Tx) -> Seal | None:
    """Return the newest seal, None while there is none."""
    rows = tx.tuples(f"SELECT {_SEAL} FROM audit_seal ORDER BY id DESC LIMIT 1")
    return _seal(rows[0]) if rows else None


def count(tx: Tx) -> int:
    """Return how many seals there are."""
    return int(tx.tuples("SELECT count(*) FROM audit_seal")[0][0])


def has(tx: Tx, hash_: str) -> bool:
    """Tell whether there is a seal with this hash."""
    return bool(tx.tuples("SELECT 1 FROM audit_seal WHERE hash = :hash", hash=hash_))


def surely_sealed(tx: Tx, now: datetime) -> int:
    """Return the number of an entry before which all entries are sealed, unless a transaction was open for an hour."""
    rows = tx.tuples(
        "SELECT max(audit_id) FROM audit_link WHERE seal_id ="
        " (SELECT id FROM audit_seal WHERE sealed_at <= :limit ORDER BY id DESC LIMIT 1)",
        limit=format_instant(now - _LONGEST_OPEN),
    )
    return int(rows[0][0] or 0)


def unsealed(tx: Tx, after_id: int, now: datetime) -> list[tuple[int, str]]:
    """Return the numbers and digests of the first settled entries after ``after_id`` that no seal covers, by number.

    They are as many as a seal covers at most. A transaction that was committed late left its entries among those that
    are sealed already, which is why each is asked for by itself.
    """
    rows = _uncovered(
        tx, after_id, "AND audit.at <= :settled", MOST_IN_A_SEAL, settled=format_instant(now - SETTLED_AFTER)
    )
    return [(line.id, line.digest or digest_of(line)) for line in rows]


def _uncovered(tx: Tx, after_id: int, where: str, limit: int, **params: str) -> list[Line]:
    rows = tx.tuples(
        f"SELECT {_LINE} FROM audit WHERE id > :after {where} AND NOT EXISTS"
        # the bound again, so that neither engine looks at the links of before
        " (SELECT 1 FROM audit_link WHERE audit_id = audit.id AND audit_id > :after) ORDER BY id LIMIT :limit",
        after=after_id,
        limit=limit,
        **params,
    )
    return [Line(*row) for row in rows]


def append(tx: Tx, seal: Seal, digests: list[tuple[int, str]]) -> bool:
    """Store a seal and what it covers; False when another follows the same one already, and nothing was stored."""
    before = last(tx)
    if (before.hash if before else "") != seal.previous:
        return False
    # on PostgreSQL another may be at it in this moment; this waits for it
    stored = tx.run(
        "INSERT INTO audit_seal (id, previous, hash, sealed_at, took_all)"
        " VALUES (:id, :previous, :hash, :sealed_at, :took_all) ON CONFLICT DO NOTHING",
        id=seal.number,
        previous=seal.previous,
        hash=seal.hash,
        sealed_at=seal.sealed_at,
        took_all=int(seal.took_all),
    )
    if stored:
        tx.load("audit_link", ("seal_id", "audit_id", "digest"), ((seal.number, *one) for one in digests))
    return stored == 1


def all_links(tx: Tx) -> Iterator[Link]:
    """Return every link, seal by seal, with its seal and its entry as they are now, read some thousand at a time."""
    place = (0, -(2**62))
    while rows := _links_after(tx, *place):
        yield from map(_link, rows)
        place = (int(rows[-1][0]), int(rows[-1][1]))


def _links_after(tx: Tx, seal_id: int, audit_id: int) -> list[tuple[Any, ...]]:
    return tx.tuples(
        f"SELECT seal_id, audit_id, audit_link.digest, {_SEAL}, {_LINE} FROM audit_link"
        " LEFT JOIN audit_seal ON audit_seal.id = seal_id LEFT JOIN audit ON audit.id = audit_id"
        " WHERE (seal_id, audit_id) > (:seal_id, :audit_id) ORDER BY seal_id, audit_id LIMIT :limit",
        seal_id=seal_id,
        audit_id=audit_id,
        limit=_AT_ONCE,
    )


def all_unsealed(tx: Tx) -> Iterator[Line]:
    """Return every entry that no seal covers, by number, read some thousand at a time."""
    found = _uncovered(tx, -(2**62), "", _AT_ONCE)
    while found:
        yield from found
        found = _uncovered(tx, found[-1].id, "", _AT_ONCE)


def _seal(row: tuple[Any, ...]) -> Seal:
    number, previous, hash_, sealed_at, took_all = row
    return Seal(int(number), previous, hash_, sealed_at, bool(took_all))


def _link(row: tuple[Any, ...]) -> Link:
    seal, line = row[3:8], row[8:]
    return Link(
        int(row[0]),
        int(row[1]),
        row[2],
        _seal(seal) if seal[0] is not None else None,
        Line(*line) if line[0] is not None else None,
    )
