"""Planning a session: what staff fill in, whether it can be held so, and what it comes to in slots and places."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from stations.errors import Code, InvalidInput
from stations.instants import at_local_time, local_date, to_wall
from stations.kinds import check_details
from stations.questions import Question, check_questions
from stations.sessions import (
    AUDIENCES,
    KINDS,
    MOST_HOSTS,
    NOTES_LENGTH,
    TITLE_LENGTH,
    Session,
    check_plan,
    slot_times,
)
from stations.terms import USUAL, Terms, check_terms
from stations.words import LANGUAGES, Names

FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Plan:
    """A session as its form holds it. ``start`` and ``end`` are wall-clock times at the station; an end of 00:00 is midnight."""

    station_id: str
    kind: str
    title: Names
    hosts: tuple[Names, ...]
    on_date: date
    start: time
    end: time
    slot_minutes: int
    places_per_slot: int
    walk_in_capacity: int
    audience: str = "anyone"
    notes: Names = field(default_factory=dict)
    terms: Terms = USUAL
    questions: tuple[Question, ...] = ()
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def places_in_slot(self) -> int:
        """How many people are served in one slot, over all service points."""
        return self.places_per_slot * self.terms.points


@dataclass(frozen=True, slots=True)
class Outline:
    """What a plan comes to: its instants (UTC), slots, places and the minutes at the end that fill no slot."""

    starts_at: datetime
    ends_at: datetime
    times: tuple[tuple[datetime, datetime], ...]
    places: int
    walk_ins: int
    minutes_left: int


def outline(plan: Plan, jurisdiction: str, now: datetime) -> Outline:
    """Return what the plan comes to.

    Raises:
        InvalidInput: the times, the slot length or a number of places make no session; names the field.
    """
    starts_at, ends_at = _instants(plan, jurisdiction)
    check_plan(starts_at, ends_at, plan.slot_minutes, plan.places_per_slot, plan.walk_in_capacity, now)
    if plan.on_date - local_date(now, jurisdiction) > FARTHEST:
        raise InvalidInput(Code.DATE_INVALID, "on_date")
    times = tuple(slot_times(starts_at, ends_at, plan.slot_minutes, plan.terms.buffer_minutes))
    left = int((ends_at - times[-1][1]).total_seconds()) // 60
    return Outline(starts_at, ends_at, times, len(times) * plan.places_in_slot, plan.walk_in_capacity, left)


def _instants(plan: Plan, jurisdiction: str) -> tuple[datetime, datetime]:
    end_day = plan.on_date + timedelta(days=1) if plan.end == time.min else plan.on_date
    return at_local_time(plan.on_date, plan.start, jurisdiction), at_local_time(end_day, plan.end, jurisdiction)


def checked_words(plan: Plan) -> Plan:
    """Return the plan with its words trimmed.

    Raises:
        InvalidInput: no title, a text too long, too many hosts, an unknown kind or audience, or a detail that the kind does
            not have; names the field.
    """
    if plan.kind not in KINDS:
        raise InvalidInput(Code.INVALID, "kind")
    if plan.audience not in AUDIENCES:
        raise InvalidInput(Code.INVALID, "audience")
    title = _tidy(plan.title, "title", TITLE_LENGTH)
    if not title:
        raise InvalidInput(Code.REQUIRED, "title")
    hosts = tuple(host for given in plan.hosts if (host := _tidy(given, "hosts", TITLE_LENGTH)))
    if len(hosts) > MOST_HOSTS:
        raise InvalidInput(Code.TOO_LONG, "hosts")
    return replace(
        plan,
        title=title,
        hosts=hosts,
        notes=_tidy(plan.notes, "notes", NOTES_LENGTH, has_lines=True),
        terms=check_terms(plan.terms),
        questions=check_questions(plan.questions),
        details=check_details(plan.kind, plan.details),
    )


def _tidy(names: Names, field: str, most: int, *, has_lines: bool = False) -> Names:
    texts = {lang: _readable(text, has_lines=has_lines) for lang, text in names.items() if lang in LANGUAGES}
    if any(len(text) > most for text in texts.values()):
        raise InvalidInput(Code.TOO_LONG, field)
    return {lang: text for lang, text in texts.items() if text}


def _readable(text: str, *, has_lines: bool) -> str:
    kept = "".join(
        letter
        for letter in unicodedata.normalize("NFC", text)
        if letter == "\n" or unicodedata.category(letter) != "Cc"
    )
    return (
        "\n".join(" ".join(line.split()) for line in kept.strip().splitlines()) if has_lines else " ".join(kept.split())
    )


def plan_of(session: Session, jurisdiction: str) -> Plan:
    """Return the plan that makes ``session`` again; raises InvalidInput for one whose times were never published."""
    if session.starts_at is None or session.ends_at is None or session.slot_minutes == 0:
        raise InvalidInput(Code.SESSION_TIMES, "starts_at")
    return Plan(
        station_id=session.station_id,
        kind=session.kind,
        title=session.title,
        hosts=session.hosts,
        on_date=session.on_date,
        start=to_wall(session.starts_at, jurisdiction).time(),
        end=to_wall(session.ends_at, jurisdiction).time(),
        slot_minutes=session.slot_minutes,
        places_per_slot=session.places_per_slot,
        walk_in_capacity=session.walk_in_capacity,
        audience=session.audience,
        notes=session.notes,
        terms=session.terms,
        questions=session.questions,
        details=session.details,
    )


def hosts_from(text: str, lang: str) -> tuple[Names, ...]:
    """Return the hosts written one a line in ``lang``; ``简体 | 繁體 | English`` gives one in three languages."""
    return tuple(_host(line, lang) for line in text.splitlines() if line.strip(" |"))


def _host(line: str, lang: str) -> Names:
    parts = [part.strip() for part in line.split("|")]
    if len(parts) == 1:
        return {lang: parts[0]}
    return {one: part for one, part in zip(LANGUAGES, parts, strict=False) if part}


def hosts_text(hosts: tuple[Names, ...], lang: str) -> str:
    """Return the hosts as :func:`hosts_from` reads them in ``lang``."""
    return "\n".join(
        host[lang] if set(host) == {lang} else " | ".join(host.get(one, "") for one in LANGUAGES) for host in hosts
    )
