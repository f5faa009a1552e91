"""The chain over the audit trail: digests of entries, and seals over digests, each of which holds the one before.

The detail of an entry has a digest of its own, over a random salt and its stored text. The digest of the entry is taken over
that one and all other fields, so that an entry whose detail and salt were emptied (a redaction) is still proven in every
other field, and its detail cannot be guessed. A seal's hash is taken over the hash of the seal before, its number, its time
and the numbers and digests of its entries. Digests and hashes are SHA-256 (FIPS 180-4) in hex, over JSON without spaces.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

# Entries younger than this wait for the next seal: what is under way beside them will mostly have been committed by then.
SETTLED_AFTER = timedelta(seconds=5)
# An entry is written within this time of the moment it tells of, however long its transaction took.
LATEST = timedelta(hours=1)
# A seal covers no more than this, so that a first sealing of millions never holds a writer up for long.
MOST_IN_A_SEAL = 2000

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal. ``number`` counts from 1, ``previous`` is the hash before it ("" for the first), ``sealed_at`` a stored instant.

    ``took_all`` tells that no settled entry was left over when it was made.
    """

    number: int
    previous: str
    hash: str
    sealed_at: str
    took_all: bool


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the trail stores it, every field as its stored text."""

    id: int
    at: str
    action: str
    role: str
    account_id: str
    subject: str
    station_id: str
    detail: str
    salt: str
    detail_digest: str
    digest: str
    redacted_at: str | None


def digest_of_detail(salt: str, detail: str) -> str:
    """Return the digest of a detail's stored text."""
    return sha256(f"{salt}{detail}".encode()).hexdigest()


def digest_of_entry(
    at: str, action: str, role: str, account_id: str, subject: str, station_id: str, detail_digest: str
) -> str:
    """Return the digest of an entry."""
    content = _encode([at, action, role, account_id, subject, station_id, detail_digest])
    return sha256(content.encode()).hexdigest()


def digest_of(line: Line) -> str:
    """Return the digest of a stored entry, worked out anew from its other fields."""
    detail_digest = line.detail_digest if line.redacted_at else digest_of_detail(line.salt, line.detail)
    return digest_of_entry(
        line.at, line.action, line.role, line.account_id, line.subject, line.station_id, detail_digest
    )


def is_as_written(line: Line, digest: str) -> bool:
    """Tell whether an entry, whose :func:`digest_of` is given, agrees with the digests that were written with it.

    What is not written by the program, or was before there were digests, agrees by having none.
    """
    if line.digest not in ("", digest):
        return False
    if line.redacted_at:
        return (line.detail, line.salt) == ("{}", "")
    return line.detail_digest in ("", digest_of_detail(line.salt, line.detail))


def hash_of(number: int, previous: str, sealed_at: str, took_all: bool, digests: Iterable[tuple[int, str]]) -> str:
    """Return the hash of a seal; ``digests`` are the numbers and digests of its entries, in the order of the numbers."""
    content = _encode([number, previous, sealed_at, took_all, list(digests)])
    return sha256(content.encode()).hexdigest()


def next_seal(last: Seal | None, sealed_at: str, took_all: bool, digests: Iterable[tuple[int, str]]) -> Seal:
    """Return the seal that follows ``last`` (None: the first one)."""
    number, previous = (last.number + 1, last.hash) if last else (1, "")
    return Seal(number, previous, hash_of(number, previous, sealed_at, took_all, digests), sealed_at, took_all)
