"""Checking the audit trail: it is read from its beginning, counted, and what is wrong first is remembered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from stations.instants import format_instant, parse_instant
from stations.seals import LATEST, Line, Seal, digest_of, hash_of, is_as_written

Wrong = Literal["entry-changed", "entry-missing", "entry-added", "seal-broken", "redaction-unnoted", "seal-unknown"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and the number of the entry or seal it is about (for `redaction-unnoted` how many; else 0)."""

    wrong: Wrong
    number: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the trail found: entries (redacted ones and those not yet sealed among them), seals, the last seal."""

    entries: int
    redacted: int
    unsealed: int
    seals: int
    last: Seal | None
    finding: Finding | None

    @property
    def is_well(self) -> bool:
        """Whether nothing is wrong."""
        return self.finding is None


@dataclass(frozen=True, slots=True)
class Link:
    """That a seal covers an entry, whose digest was ``digest``; ``seal`` or ``line`` is None when it is not there any more."""

    seal_number: int
    audit_id: int
    digest: str
    seal: Seal | None
    line: Line | None


class Check:
    """A check under way: give it the links of each seal in order, then the entries that no seal covers."""

    def __init__(self) -> None:
        self._entries = self._redacted = self._unsealed = self._seals = self._noted = 0
        self._last: Seal | None = None
        self._oldest_allowed = ""
        self._finding: Finding | None = None

    def take(self, links: Sequence[Link]) -> None:
        """Check one seal with all its links, which are at least one."""
        self._seals += 1
        seal = links[0].seal
        for link in links:
            self._take_link(link)
        if seal is None or not self._follows(seal, links):
            self._found("seal-broken", self._seals)
        if seal is not None:
            self._note(seal)

    def take_unsealed(self, line: Line) -> None:
        """Check an entry that no seal covers yet."""
        self._unsealed += 1
        self._take_line(line)

    def end(self, seals: int, expected: str, is_expected_there: bool) -> Verdict:
        """Return the verdict; ``seals`` is how many there are, ``expected`` a hash that must be among them ("" for none)."""
        if seals != self._seals:
            self._found("seal-broken", self._seals + 1)
        if self._noted != self._redacted:
            self._found("redaction-unnoted", abs(self._redacted - self._noted))
        if expected and not is_expected_there:
            self._found("seal-unknown")
        return Verdict(self._entries, self._redacted, self._unsealed, seals, self._last, self._finding)

    def _found(self, wrong: Wrong, number: int = 0) -> None:
        self._finding = self._finding or Finding(wrong, number)

    def _take_link(self, link: Link) -> None:
        if link.line is None:
            self._found("entry-missing", link.audit_id)
            return
        if self._take_line(link.line) != link.digest:
            self._found("entry-changed", link.audit_id)

    def _take_line(self, line: Line) -> str:
        """Check an entry by itself; return its digest as it is now."""
        digest = digest_of(line)
        self._entries += 1
        self._redacted += line.redacted_at is not None
        if not is_as_written(line, digest):
            self._found("entry-changed", line.id)
        elif line.action == "audit.redacted":
            self._noted += _noted(line)
        if line.at < self._oldest_allowed:
            self._found("entry-added", line.id)
        return digest

    def _follows(self, seal: Seal, links: Sequence[Link]) -> bool:
        previous = self._last.hash if self._last else ""
        digests = [(link.audit_id, link.digest) for link in links]
        made = hash_of(self._seals, previous, seal.sealed_at, seal.took_all, digests)
        return (seal.number, seal.previous, seal.hash) == (self._seals, previous, made)

    def _note(self, seal: Seal) -> None:
        """Remember the seal; what came after one that took all there was cannot tell of a time long before it."""
        self._last = seal
        if seal.took_all:
            self._oldest_allowed = _long_before(seal)


def _noted(line: Line) -> int:
    """Return how many redactions an entry notes; 0 for one that the program did not write."""
    try:
        return int(json.loads(line.detail)["entries"])
    except (ValueError, KeyError, TypeError):
        return 0


def _long_before(seal: Seal) -> str:
    """Return the earliest time that an entry after this seal can tell of; "" for a seal that the program did not write."""
    try:
        return format_instant(parse_instant(seal.sealed_at) - LATEST)
    except ValueError:
        return ""
