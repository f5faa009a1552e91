"""What is claimed of a station besides its facilities: its hours, the way in, its position.

Their values are parts of the station; who stated them and when is kept as a claim each (:mod:`stations.claims`), under
the names in :data:`stations.trust.FACTS`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from stations.amenities import Seen
from stations.claims import Claim, Judgement, Sighting, Standing, confirmed, judge, stated
from stations.schedule import Schedule
from stations.station import Audience, Station
from stations.trust import FACTS, HOURS, POSITION, CheckedBy, decay_of

OPEN, LOCKED, RIGHT, WRONG = "open", "locked", "right", "wrong"
_CONFIRMS = frozenset({OPEN, RIGHT})


def is_stated(station: Station, fact: str) -> bool:
    """Tell whether anybody has stated the fact: a station always has a position, but maybe no hours and no way in."""
    if fact == HOURS:
        return has_hours(station.schedule)
    return fact == POSITION or station.audience is not Audience.UNKNOWN or station.schedule.way_in != "unknown"


def has_hours(schedule: Schedule) -> bool:
    """Tell whether anybody stated when the station is open."""
    return schedule.opening_hours is not None or schedule.host_hours is not None


def first_claims(station: Station, by: CheckedBy, said_by: str, at: datetime | None) -> dict[str, Claim]:
    """Return the claims of a new station whose facts were all stated by the same source, true at ``at`` if dated."""
    claim = Claim(by, said_by, observed_at=at, checked_at=at, changed_at=at)
    return {fact: claim for fact in FACTS if is_stated(station, fact)}


def with_statement(
    station: Station, fact: str, by: CheckedBy, said_by: str, now: datetime, *, is_other: bool
) -> dict[str, Claim]:
    """Return the station's claims after somebody stated ``fact`` at ``now``; one that is not stated any more is dropped."""
    claims = {name: claim for name, claim in station.claims.items() if name != fact}
    if is_stated(station, fact):
        claims[fact] = stated(station.claims.get(fact), by, said_by, now, is_other=is_other)
    return claims


def with_confirmation(
    claims: Mapping[str, Claim], facts: Iterable[str], by: CheckedBy, said_by: str, now: datetime
) -> dict[str, Claim]:
    """Return the claims after somebody looked at ``now`` and found ``facts`` as stated."""
    looked_at = set(facts)
    return {fact: confirmed(claim, by, said_by, now) if fact in looked_at else claim for fact, claim in claims.items()}


def judged_fact(claims: Mapping[str, Claim], fact: str, seen: Iterable[Seen], now: datetime) -> Judgement:
    """Return what the claim about ``fact`` is worth at ``now``, ``seen`` being what drivers saw of it."""
    sightings = [Sighting(it.device, it.at, it.value in _CONFIRMS) for it in seen]
    return judge(claims.get(fact), sightings, decay_of(fact), now)


def clocks_of(claims: Mapping[str, Claim], seen: Iterable[Seen], now: datetime) -> tuple[int, int]:
    """Return until when the hours are believed and until when they are disputed, in seconds of the epoch; 0 is not.

    By these two numbers alone lists and maps tell stations whose hours have faded, without reading who said what.
    """
    judgement = judged_fact(claims, HOURS, seen, now)
    until = int(judgement.until.timestamp()) if judgement.until else 0
    is_disputed = judgement.standing is Standing.DISPUTED
    return (until if judgement.standing.is_believed else 0), (until if is_disputed else 0)
