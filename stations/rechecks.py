"""Where somebody from the federation should go and look next, and why there.

The score of a station, by the claims that a look around it can confirm (its facilities, hours and way in)::

    score        = demand x sum over its claims of  harm x staleness x disagreement
    harm         = how bad a wrong answer is, 1 to 10 (Decay.harm)
    staleness    = 3 where nobody on the spot has ever looked, or past the date it carries;
                   else the age of the last look on the spot over the interval of its class, at most 2
    disagreement = 1 + the devices that found otherwise and were not answered, at most 3
    demand       = 1 + views a day over the last 30 days, at most 11

A feed repeats what it was told and is no look; a driver who found it as stated is one. Demand begins at 1, so that a
station that nobody asks for is not forgotten, only later: what fades there goes on adding up to the highest staleness.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from stations.amenities import Amenity, Seen, claim_of
from stations.claims import Claim
from stations.facts import LOCKED, WRONG
from stations.trust import LOOKED_AT, decay_of, is_on_the_spot
from stations.words import Names

NEVER, OLDEST = 3.0, 2.0
MOST_DEVICES = 2
DEMAND_DAYS, MOST_VIEWS = 30, 300
LEASE = timedelta(hours=24)
_MOST_NAMED = 3


class Reason(StrEnum):
    """Why somebody should look."""

    NEVER = "never"
    NEVER_THESE = "never-these"
    DISPUTED = "disputed"
    EXPIRED = "expired"
    STALE = "stale"
    DEMAND = "demand"


@dataclass(frozen=True, slots=True)
class Why:
    """A reason with what it is about: facilities or facts, the moment of the last look or expiry, devices or views."""

    reason: Reason
    subjects: tuple[str, ...] = ()
    at: datetime | None = None
    count: int = 0


@dataclass(frozen=True, slots=True)
class Held:
    """A claim as it is weighed here: ``looked_at`` on the spot (None: never), ``against`` devices found otherwise."""

    subject: str
    looked_at: datetime | None
    expires_at: datetime | None
    against: int

    def staleness(self, now: datetime) -> float:
        """Return 0 (just looked at) to 2 (twice its interval ago or more), or 3 (never, or past its date)."""
        if self.looked_at is None or self.is_expired(now):
            return NEVER
        return min(max((now - self.looked_at) / decay_of(self.subject).interval, 0.0), OLDEST)

    def is_expired(self, now: datetime) -> bool:
        """Tell whether it is past the date it carries."""
        return self.expires_at is not None and self.expires_at <= now

    def weight(self, now: datetime) -> float:
        """Return what the claim adds to its station's score."""
        return decay_of(self.subject).harm * self.staleness(now) * (1 + min(self.against, MOST_DEVICES))


@dataclass(frozen=True, slots=True)
class Lease:
    """That somebody said "I'll look" and has until ``ends_at``."""

    account_id: str
    taken_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Recheck:
    """A station in the queue."""

    station_id: str
    names: Names
    jurisdiction: str
    district: str
    address: Names
    score: float
    whys: tuple[Why, ...]
    lease: Lease | None = None


def held(
    said: Mapping[str, Amenity], facts: Mapping[str, Claim], seen: Mapping[str, Sequence[Seen]], jurisdiction: str
) -> list[Held]:
    """Return the claims about a station that a look can confirm, with what drivers saw of each since."""
    claims = {code: (claim, str(one.state)) for code, one in said.items() if (claim := claim_of(one, jurisdiction))}
    found = [_held(code, claim, value, seen.get(code, ())) for code, (claim, value) in claims.items()]
    return found + [_held(fact, facts[fact], "", seen.get(fact, ())) for fact in LOOKED_AT if fact in facts]


def _held(subject: str, claim: Claim, value: str, seen: Sequence[Seen]) -> Held:
    insider = claim.checked_at if is_on_the_spot(claim.checked_by) else None
    last = {it.device: it for it in sorted(seen, key=lambda it: it.at) if insider is None or it.at > insider}
    confirmed = [it.at for it in last.values() if _confirms(it, value)]
    looks = [at for at in (insider, *confirmed) if at is not None]
    return Held(subject, max(looks, default=None), claim.expires_at, len(last) - len(confirmed))


def _confirms(seen: Seen, value: str) -> bool:
    return seen.value == value if value else seen.value not in (LOCKED, WRONG)


def demand(views: int) -> float:
    """Return by how much the views of the last 30 days multiply a station's score."""
    return 1 + min(views, MOST_VIEWS) / DEMAND_DAYS


def score(claims: Iterable[Held], views: int, now: datetime) -> float:
    """Return the score of a station; see the module's text for the formula."""
    return demand(views) * sum(it.weight(now) for it in claims)


def whys(claims: Sequence[Held], views: int, now: datetime) -> tuple[Why, ...]:
    """Return why a station should be looked at, what weighs most first, nothing that is not so."""
    ranked = sorted(claims, key=lambda it: (-it.weight(now), it.subject))
    never = [it.subject for it in ranked if it.looked_at is None]
    reasons = [Why(Reason.DISPUTED, (it.subject,), count=it.against) for it in ranked if it.against]
    reasons += [Why(Reason.EXPIRED, (it.subject,), it.expires_at) for it in ranked if it.is_expired(now)]
    if never and len(never) == len(ranked):
        reasons.append(Why(Reason.NEVER))
    elif never:
        reasons.append(Why(Reason.NEVER_THESE, tuple(never)))
    stale = [it for it in ranked if it.looked_at is not None and it.staleness(now) >= 1 and not it.is_expired(now)]
    reasons += [Why(Reason.STALE, subjects, at) for at, subjects in _by_look(stale)[:_MOST_NAMED]]
    return (*reasons, Why(Reason.DEMAND, count=views)) if views else tuple(reasons)


def _by_look(claims: Iterable[Held]) -> list[tuple[datetime | None, tuple[str, ...]]]:
    """Return what was looked at together, in the order of what weighs most in it."""
    found: dict[datetime | None, list[str]] = {}
    for it in claims:
        found.setdefault(it.looked_at, []).append(it.subject)
    return [(at, tuple(subjects)) for at, subjects in found.items()]
