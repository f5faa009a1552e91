"""A claim: what somebody said about a station, that fades, that can be contradicted.

Three clocks: ``observed_at`` when it was true, ``checked_at`` when somebody looked last, ``changed_at`` when the value
became another. A confirmation moves ``checked_at`` and nothing else. What a claim is worth at a moment follows from it,
from what passers-by saw since (:class:`Sighting`) and from how such facts age (:class:`stations.trust.Decay`)::

    nobody said it, or only "I do not know"              unsaid     unknown
    said, but nobody knows since when                    undated    unknown
    past the date it carries (pads, battery, medicine)   expired    unknown
    two devices or more found otherwise, within the      disputed   disputed
      class's window, since the last look of an insider
    the same, and nobody answered for a whole interval   unanswered unknown
    checked too long ago                                 faded      unknown
    one device found otherwise: the interval shrinks     doubted    what was said, with a warning
    else                                                 holds      what was said

A device counts once, with its last word, and each later confirmation by another device takes one contradiction away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from stations.instants import format_instant, parse_instant
from stations.trust import CheckedBy, Decay, Kind, rule_of

ENOUGH_TO_DISPUTE = 2


class Standing(StrEnum):
    """What a claim is worth at a moment."""

    HOLDS = "holds"
    DOUBTED = "doubted"
    UNSAID = "unsaid"
    UNDATED = "undated"
    EXPIRED = "expired"
    FADED = "faded"
    DISPUTED = "disputed"
    UNANSWERED = "unanswered"

    @property
    def is_believed(self) -> bool:
        """Whether the claim is told as what was said."""
        return self in (Standing.HOLDS, Standing.DOUBTED)


@dataclass(frozen=True, slots=True)
class Claim:
    """Who said it and when. ``said_by`` is the organisation or the list it comes from; ``expires_at`` an aware instant."""

    checked_by: CheckedBy | None = None
    said_by: str = ""
    observed_at: datetime | None = None
    checked_at: datetime | None = None
    changed_at: datetime | None = None
    expires_at: datetime | None = None


_CLOCKS = ("observed_at", "checked_at", "changed_at")


def to_plain(claim: Claim) -> dict[str, str]:
    """Return a claim without an expiry as texts, for a database or a file; what is not known is left out."""
    clocks = {name: at for name in _CLOCKS if (at := getattr(claim, name))}
    told = {"by": str(claim.checked_by or ""), "said_by": claim.said_by}
    return {name: format_instant(at) for name, at in clocks.items()} | {name: it for name, it in told.items() if it}


def from_plain(plain: Mapping[str, str]) -> Claim:
    """Return the claim; raises ValueError for a text that :func:`to_plain` does not write."""
    clocks = {name: parse_instant(plain[name]) for name in _CLOCKS if plain.get(name)}
    return Claim(CheckedBy(plain["by"]) if plain.get("by") else None, plain.get("said_by", ""), **clocks)


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one device saw at ``at`` of what was claimed: that it is so (``confirms``) or that it is not."""

    device: str
    at: datetime
    confirms: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """The standing of a claim, since when it rests on what, and until when this judgement holds by itself.

    ``at`` is the moment the reason speaks of (the last check, the newest contradiction, the expiry), ``by`` who looked
    then, ``count`` how many devices found otherwise; ``until`` is None where nothing will change by time alone.
    """

    standing: Standing
    at: datetime | None = None
    by: CheckedBy | None = None
    count: int = 0
    until: datetime | None = None


def judge(claim: Claim | None, sightings: Sequence[Sighting], decay: Decay, now: datetime) -> Judgement:
    """Return what ``claim`` is worth at ``now``; ``sightings`` are those not hidden, in any order, older ones too."""
    if claim is None or claim.checked_by is None:
        return Judgement(Standing.UNSAID)
    against, newest = _contradictions(claim, sightings, decay, now)
    if against >= ENOUGH_TO_DISPUTE and newest is not None:
        return _disputed(against, newest, decay, now)
    if claim.checked_at is None:
        return Judgement(Standing.UNDATED, None, claim.checked_by, against)
    if claim.expires_at is not None and claim.expires_at <= now:
        return Judgement(Standing.EXPIRED, claim.expires_at, claim.checked_by, against)
    return _aged(claim, sightings, decay, now, against, newest)


def _disputed(against: int, newest: datetime, decay: Decay, now: datetime) -> Judgement:
    ends = newest + decay.interval
    if now >= ends:
        return Judgement(Standing.UNANSWERED, newest, CheckedBy.DRIVER, against)
    return Judgement(Standing.DISPUTED, newest, CheckedBy.DRIVER, against, ends)


def _aged(
    claim: Claim, sightings: Iterable[Sighting], decay: Decay, now: datetime, against: int, newest: datetime | None
) -> Judgement:
    looked_at, looked_by, good_until = _last_look(claim, sightings, decay, now, against)
    if now >= good_until:
        standing = Standing.FADED
        return Judgement(standing, looked_at, looked_by, against)
    until = min(good_until, claim.expires_at) if claim.expires_at else good_until
    if against:
        return Judgement(Standing.DOUBTED, newest, looked_by, against, until)
    return Judgement(Standing.HOLDS, looked_at, looked_by, 0, until)


def _last_look(
    claim: Claim, sightings: Iterable[Sighting], decay: Decay, now: datetime, against: int
) -> tuple[datetime, CheckedBy, datetime]:
    """Return the look that is believed longest: when it was, whose it was, and until when it is good."""
    assert claim.checked_at is not None
    assert claim.checked_by is not None
    looks = [(claim.checked_at, claim.checked_by)]
    looks += [(it.at, CheckedBy.DRIVER) for it in sightings if it.confirms and claim.checked_at < it.at <= now]
    left = decay.doubt_share if against else 1.0
    return max(
        ((at, by, at + decay.interval * rule_of(by).share * left) for at, by in looks),
        key=lambda look: (look[2], look[0]),
    )


def _contradictions(
    claim: Claim, sightings: Iterable[Sighting], decay: Decay, now: datetime
) -> tuple[int, datetime | None]:
    """Return how many devices speak against the claim within one window, and when the newest of them did.

    Each device counts by its last word; a confirmation takes the oldest contradiction before it away. It is the fullest
    window that counts, so that a contradiction more never makes a dispute less.
    """
    standing: list[datetime] = []
    for it in _last_words(claim, sightings, now):
        if not it.confirms:
            standing.append(it.at)
        elif standing:
            standing.pop(0)
    if not standing:
        return 0, None
    return max(sum(end - decay.window <= at <= end for at in standing) for end in standing), standing[-1]


def _last_words(claim: Claim, sightings: Iterable[Sighting], now: datetime) -> list[Sighting]:
    """Return the last that each device saw since the last look of an insider, in the order of time."""
    last: dict[str, Sighting] = {}
    for it in sorted(sightings, key=lambda sighting: sighting.at):
        if it.at <= now and (claim.checked_at is None or it.at > claim.checked_at):
            last[it.device] = it
    return sorted(last.values(), key=lambda sighting: sighting.at)


def prevails(told: Claim, known: Claim) -> bool:
    """Tell whether ``told`` replaces ``known`` where they say different things; ``told`` was heard later.

    Newer beats older; at equal age the higher rank (an insider before a passer-by before a feed); a list without a date
    may correct another list and nobody else.
    """
    if known.checked_at is None or known.checked_by is None or told.checked_by is None:
        return known.checked_by is None or told.checked_by is None or _may_correct(told.checked_by, known.checked_by)
    if told.checked_at is None:
        return _is_feed(told.checked_by) and _is_feed(known.checked_by)
    if told.checked_at != known.checked_at:
        return told.checked_at > known.checked_at
    return _may_correct(told.checked_by, known.checked_by)


def _may_correct(told_by: CheckedBy, known_by: CheckedBy) -> bool:
    return rule_of(told_by).rank >= rule_of(known_by).rank


def _is_feed(source: CheckedBy) -> bool:
    return rule_of(source).kind is Kind.FEED


def stated(before: Claim | None, by: CheckedBy, said_by: str, now: datetime, *, is_other: bool) -> Claim:
    """Return the claim of somebody who says at ``now`` what is so; ``is_other`` when the value is not the one before."""
    changed_at = now if is_other or before is None or before.changed_at is None else before.changed_at
    return Claim(by, said_by, observed_at=now, checked_at=now, changed_at=changed_at)


def confirmed(claim: Claim, by: CheckedBy, said_by: str, now: datetime) -> Claim:
    """Return the claim after somebody looked at ``now`` and found it so: only the check moves."""
    return replace(claim, checked_at=now, checked_by=by, said_by=said_by or claim.said_by)
