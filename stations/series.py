"""A series of sessions: one plan, and a rule that says on which days it is held."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from stations.instants import at_local_time
from stations.plans import Plan, plan_of
from stations.recurrence import Rule
from stations.sessions import Session, SessionStatus


@dataclass(frozen=True, slots=True)
class Series:
    """``plan`` is the model of every date; its day is the one from which on the rule counts.

    ``continues`` is the series of which this one is the rest, "" for one that stands by itself.
    """

    id: str
    plan: Plan
    rule: Rule
    continues: str
    is_demo: bool
    version: int
    updated_at: datetime

    @property
    def station_id(self) -> str:
        """The station at which all dates are held."""
        return self.plan.station_id


MOST_AT_ONCE = 3  # dates of one series that a station shows among its sessions; the others it lists apart


@dataclass(frozen=True, slots=True)
class Changes:
    """What a new rule or plan does to the dates to come: those altered with their new day, those added, those that go."""

    altered: tuple[tuple[Session, date], ...]
    added: tuple[tuple[date, date], ...]
    dropped: tuple[Session, ...]


def session_id_of(series_id: str, recurrence_on: date) -> str:
    """Return the id of the date of a series, always the same, so that two who make it make one."""
    return hashlib.sha256(f"{series_id}\n{recurrence_on}".encode()).hexdigest()[:32]


def changes(
    plan: Plan, wanted: Mapping[date, date], dates: Iterable[Session], jurisdiction: str, now: datetime
) -> Changes:
    """Return how the stored ``dates`` become those that are ``wanted`` (the rule's day → the day on which it is held).

    What has begun stays as it is. A date that was edited on its own keeps what it was given, and one that was cancelled
    stays cancelled.
    """
    known = {it.recurrence_on: it for it in dates if it.recurrence_on is not None}
    coming = {day: it for day, it in known.items() if is_to_come(it, now)}
    ahead = {day: on for day, on in wanted.items() if at_local_time(on, plan.start, jurisdiction) > now}
    added = [(day, on) for day, on in ahead.items() if day not in known]
    followers = [(it, ahead[day]) for day, it in coming.items() if day in ahead and not it.is_detached]
    altered = [(it, on) for it, on in followers if plan_of(it, jurisdiction) != replace(plan, on_date=on)]
    return Changes(tuple(altered), tuple(added), tuple(it for day, it in coming.items() if day not in wanted))


def is_to_come(session: Session, now: datetime) -> bool:
    """Tell whether the session has not begun and is not cancelled: only then anything about it may change."""
    return session.status is not SessionStatus.CANCELLED and session.starts_at is not None and session.starts_at > now


def shown_apart(coming: Iterable[Session]) -> tuple[list[Session], list[Session]]:
    """Return the sessions that a station shows, and the further dates of its series that it only lists, each in their order."""
    shown: list[Session] = []
    further: list[Session] = []
    seen: dict[str, int] = {}
    for session in coming:
        seen[session.series_id] = seen.get(session.series_id, 0) + 1
        is_further = bool(session.series_id) and seen[session.series_id] > MOST_AT_ONCE
        (further if is_further else shown).append(session)
    return shown, further
