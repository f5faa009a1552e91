"""Sealing the audit trail, and checking it from its beginning."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby

from stations.instants import format_instant
from stations.roles import Actor, Permission, require
from stations.seals import MOST_IN_A_SEAL, Seal, next_seal
from stations.storage import seals
from stations.storage.engine import Database, Tx
from stations.trail_check import Check, Verdict

Digests = list[tuple[int, str]]


def seal(db: Database, actor: Actor, now: datetime, *, looks_at_all: bool = True) -> int:
    """Seal what is settled and not sealed yet; return how many entries this call sealed.

    No writer waits: entries are read and hashed beside the writing, and a seal is two inserts. Several processes may seal at
    once; of two that follow the same seal one is stored, and the other begins again after it. ``looks_at_all`` false
    leaves out what is older than an hour, which only a transaction that was open for so long could have left unsealed.
    """
    require(actor, Permission.KEEP_HOUSE)
    after = -1 if looks_at_all else db.read(lambda tx: seals.surely_sealed(tx, now))
    sealed = 0
    while found := _next(db, now, after):
        following, digests = found
        if _store(db, following, digests):
            sealed += len(digests)
            after = digests[-1][0]
    return sealed


def _next(db: Database, now: datetime, after: int) -> tuple[Seal, Digests] | None:
    """Return the next seal and what it covers, None when there is nothing to seal."""
    last, digests = db.read(lambda tx: (seals.last(tx), seals.unsealed(tx, after, now)))
    if not digests:
        return None
    return next_seal(last, format_instant(now), len(digests) < MOST_IN_A_SEAL, digests), digests


def _store(db: Database, following: Seal, digests: Digests) -> bool:
    return db.write(lambda tx: seals.append(tx, following, digests))


def verify(db: Database, actor: Actor, now: datetime, expected: str = "") -> Verdict:
    """Seal what is settled, then check the whole trail; ``expected`` is a seal's hash that must be in it ("" for none)."""
    require(actor, Permission.KEEP_HOUSE)
    seal(db, actor, now)
    return look_through(db, actor, expected)


def look_through(db: Database, actor: Actor, expected: str = "") -> Verdict:
    """Check the whole trail as it is; changes nothing."""
    require(actor, Permission.KEEP_HOUSE)
    return db.read(lambda tx: _look_through(tx, expected.strip().lower()))


def _look_through(tx: Tx, expected: str) -> Verdict:
    check = Check()
    for _, links in groupby(seals.all_links(tx), lambda link: link.seal_number):
        check.take(list(links))
    for line in seals.all_unsealed(tx):
        check.take_unsealed(line)
    return check.end(seals.count(tx), expected, seals.has(tx, expected))
