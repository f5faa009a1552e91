"""How long statements are believed and whose counts for more, as data: ``data/trust.json``.

Every facility names its decay class in ``data/facilities.json``; the other facts about a station (:data:`FACTS`) name
theirs in the trust file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from functools import cache

from stations.catalogue import catalogue
from stations.settings import DATA

HOURS, ACCESS, POSITION = "hours", "access", "position"
FACTS = (HOURS, ACCESS, POSITION)
LOOKED_AT = (HOURS, ACCESS)  # a look around a room says nothing of where the room stands on the map


class CheckedBy(StrEnum):
    """Who said so: the role of a person, or the kind of source."""

    PUBLISHED = "published"
    IMPORT = "import"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    DRIVER = "driver"
    DEMO = "demo"


class Kind(StrEnum):
    """How near a source is to the thing it speaks of."""

    INSIDER = "insider"
    PASSER_BY = "passer-by"
    FEED = "feed"


@dataclass(frozen=True, slots=True)
class Decay:
    """How a kind of fact ages.

    ``interval``: how long a check is believed. ``window``: contradictions by two devices within it make a dispute.
    ``doubt_share``: the part of the interval that is left after one contradiction. ``deadline``: how long whoever cares
    for the station has to answer a dispute. ``harm``: how bad a wrong answer is, 1 to 10.
    """

    code: str
    interval: timedelta
    window: timedelta
    doubt_share: float
    deadline: timedelta
    harm: int


@dataclass(frozen=True, slots=True)
class SourceRule:
    """What a source's word is worth: at equal age the higher ``rank`` wins; ``share`` of the interval it is believed."""

    kind: Kind
    rank: int
    share: float


@dataclass(frozen=True, slots=True)
class Trust:
    """The whole table: decay classes by code, the class of each fact that is no facility, sources."""

    decays: Mapping[str, Decay]
    facts: Mapping[str, str]
    sources: Mapping[CheckedBy, SourceRule]


@cache
def trust() -> Trust:
    """Return the table that ships with the program."""
    table = json.loads((DATA / "trust.json").read_text(encoding="utf-8"))
    return Trust(
        decays={code: _decay(code, row) for code, row in table["decay"].items()},
        facts=table["facts"],
        sources={
            CheckedBy(code): SourceRule(Kind(row["kind"]), row["rank"], row["share"])
            for code, row in table["sources"].items()
        },
    )


def _decay(code: str, row: Mapping[str, float]) -> Decay:
    return Decay(
        code=code,
        interval=timedelta(days=row["interval_days"]),
        window=timedelta(hours=row["window_hours"]),
        doubt_share=row["doubt_share"],
        deadline=timedelta(hours=row["deadline_hours"]),
        harm=int(row["harm"]),
    )


@cache
def decay_of(subject: str) -> Decay:
    """Return how what is said of ``subject`` ages: a facility's code, or one of :data:`FACTS`.

    Raises:
        InvalidInput: `facility-unknown`; there is no such subject.
    """
    fact = trust().facts.get(subject)
    return trust().decays[fact if fact is not None else catalogue()[subject].decay]


def rule_of(source: CheckedBy) -> SourceRule:
    """Return what a source's word is worth."""
    return trust().sources[source]


def is_on_the_spot(source: CheckedBy | None) -> bool:
    """Tell whether the source was there and looked: a feed repeats what it was told."""
    return source is not None and rule_of(source).kind is not Kind.FEED
