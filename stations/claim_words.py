"""What a claim is worth, in words: who looked and when, or why nobody can promise it. The same on every face of the product."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from stations.amenities import Amenity, AmenityState
from stations.catalogue import catalogue
from stations.claims import Judgement, Standing
from stations.distance_words import ago
from stations.instants import local_date
from stations.trust import FACTS
from stations.words import pick, say


def why(judgement: Judgement, now: datetime, lang: str, jurisdiction: str = "CN") -> str:
    """Return in one line what a claim rests on: who looked and how long ago, or why it cannot be promised."""
    if judgement.standing is Standing.UNSAID:
        return say(lang, "checked-never")
    if judgement.standing is Standing.UNDATED or judgement.at is None:
        return say(lang, "why-undated")
    when = ago(judgement.at, now, lang)
    if judgement.standing is Standing.EXPIRED:
        last_day = local_date(judgement.at - timedelta(seconds=1), jurisdiction)
        return say(lang, "why-expired", date=last_day.isoformat())
    if judgement.standing is Standing.UNANSWERED:
        return say(lang, "why-unanswered", ago=when)
    if judgement.standing is Standing.DISPUTED:
        return say(lang, "why-disputed", count=judgement.count, ago=when)
    who = say(lang, f"checked-by-{judgement.by}")
    if judgement.standing is Standing.FADED:
        return say(lang, "why-faded", ago=when, who=who)
    if judgement.standing is Standing.DOUBTED:
        return say(lang, "why-doubted", checked=who, count=judgement.count, ago=when)
    return say(lang, "checked-line", who=who, ago=when)


def doubts(judgements: Mapping[str, Judgement], now: datetime, lang: str) -> list[str]:
    """Return why the hours, the way in or the position cannot simply be promised; nothing of those that can."""
    return [
        say(lang, f"fact-why-{fact}", why=why(judgements[fact], now, lang))
        for fact in FACTS
        if judgements[fact].standing not in (Standing.HOLDS, Standing.UNSAID)
    ]


def unconfirmed(said: Mapping[str, Amenity], states: Mapping[str, AmenityState], lang: str) -> list[str]:
    """Return what was said to be there and cannot be counted on: disputed by drivers, or not confirmed lately."""
    disputed = [code for code, state in states.items() if state is AmenityState.DISPUTED]
    claimed = {code for code, one in said.items() if one.state is AmenityState.AVAILABLE}
    faded = [code for code, state in states.items() if state is AmenityState.UNKNOWN and code in claimed]
    return [
        say(lang, key, names=say(lang, "find-comma").join(pick(catalogue()[code].names, lang) for code in codes))
        for key, codes in (("find-disputed", disputed), ("find-unconfirmed", faded))
        if codes
    ]
