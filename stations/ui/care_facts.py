"""Hours, way in and position in a line each for whoever cares for the station: what is stated, and what that is worth."""

from __future__ import annotations

from collections.abc import Sequence

from stations.access_words import height_words, shown_side
from stations.claim_words import why
from stations.claims import Standing
from stations.hours import Day
from stations.hours_words import day_line
from stations.station import Side, Station
from stations.trust import ACCESS, FACTS, HOURS
from stations.ui.care_desk import Desk


def name_of(desk: Desk, fact: str) -> str:
    """Return what the fact is called."""
    return desk.say(f"shift-{fact}")


def stated(desk: Desk, fact: str) -> str:
    """Return what is stated: the hours, who is let in and how, or where the station is."""
    station = desk.view.station
    if fact == HOURS:
        return _hours(desk, desk.view.week)
    if fact == ACCESS:
        return _access(desk, station)
    return f"{station.lat:.5f}, {station.lng:.5f} · {desk.say(f'position-{station.position}')}"


def _access(desk: Desk, station: Station) -> str:
    side = shown_side(station)
    words = [desk.say(f"way-in-{station.schedule.way_in}"), desk.say(f"audience-{station.audience}")]
    words += [desk.say(f"side-{side}")] if side not in (None, Side.UNKNOWN) else []
    words += [height_words(station.height_limit_m, desk.visit.lang)] if station.height_limit_m is not None else []
    return " · ".join(words)


def _hours(desk: Desk, week: Sequence[Day]) -> str:
    lines = [day_line(day, desk.visit.lang) for day in week]
    if len(set(lines)) == 1:
        return desk.say("shift-hours-daily", hours=lines[0])
    return desk.say("shift-hours-today", hours=lines[0])


def standing(desk: Desk, fact: str) -> str:
    """Return who confirmed a fact last and when, or why it cannot be promised; "" where nobody stated it, or it is none."""
    if fact not in FACTS:
        return ""
    judgement = desk.view.told.judgements[fact]
    if judgement.standing is Standing.UNSAID:
        return ""
    return why(judgement, desk.visit.now, desk.visit.lang, desk.view.station.jurisdiction)


def now_words(desk: Desk, fact: str) -> str:
    """Return what is stated with who looked and when: what somebody is told whose own words came second."""
    claim, told = desk.view.station.claims.get(fact), standing(desk, fact)
    clock = f" {desk.clock(claim.checked_at)}" if claim and claim.checked_at else ""
    return f"{stated(desk, fact)} ({told}{clock})" if told else stated(desk, fact)
