"""What the form of a session is open for: a new session, one that is there, or dates of a series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from stations.actions import clinic_list, series, series_edit
from stations.actions.clinic_list import Draft, Place
from stations.actions.planning import Own
from stations.actions.series_edit import Scope
from stations.instants import local_date
from stations.kinds import kind_of
from stations.plans import Plan
from stations.recurrence import Rule
from stations.series import Series, is_to_come
from stations.sessions import SessionStatus
from stations.ui.shell import Visit


@dataclass(frozen=True, slots=True)
class Task:
    """``series`` is set when several dates of one are edited: from the date of ``draft`` on, or all that are to come.

    ``next_on`` is the next date to come of a series that has begun: the day from which its rule counts is past and stays.
    """

    draft: Draft | None = None
    scope: Scope = Scope.ONE
    series: Series | None = None
    next_on: date | None = None

    @property
    def subject(self) -> str:
        """What tells this task from another one."""
        return f"{self.scope}/{self.draft.session.id}" if self.draft else "new"

    @property
    def version(self) -> int:
        """The version of what is edited, 0 for what is new."""
        if self.series is not None:
            return self.series.version
        return self.draft.session.version if self.draft else 0

    @property
    def rule(self) -> Rule | None:
        """The rule that is edited."""
        return self.series.rule if self.series else None

    @property
    def may_repeat(self) -> bool:
        """Whether the form asks how the session repeats."""
        return self.draft is None or self.series is not None

    @property
    def is_published(self) -> bool:
        """Whether a single session is changed that people may have booked."""
        return self.series is None and self.draft is not None and self.draft.session.status is SessionStatus.PUBLISHED

    @property
    def own(self) -> Own:
        """What is not in its own way."""
        if self.draft is None:
            return Own()
        return Own(series_id=self.draft.session.series_id) if self.series else Own(self.draft.session.id)

    def can_be_edited(self, visit: Visit) -> bool:
        """Tell whether there is anything that may still change."""
        if self.draft is None or self.draft.session.status is SessionStatus.DRAFT:
            return True
        return is_to_come(self.draft.session, visit.now)

    def plan(self, visit: Visit, places: Sequence[Place]) -> Plan:
        """Return the plan that the form begins with."""
        if self.series is not None:
            return self.series.plan
        return self.draft.plan if self.draft else _blank(visit, places)


def task_of(visit: Visit, session_id: str, scope: str) -> Task:
    """Return the task that the address names; raises NotFound, Forbidden or InvalidInput as its session does."""
    if not session_id:
        return Task()
    draft = clinic_list.see(visit.db, visit.actor, session_id)
    if not draft.session.series_id or scope not in (Scope.FOLLOWING, Scope.ALL):
        return Task(draft)
    if scope == Scope.FOLLOWING:
        rest = series_edit.rest_of(visit.db, visit.actor, visit.now, session_id)
        return Task(draft, Scope.FOLLOWING, rest)
    dates = series.see(visit.db, visit.actor, draft.session.series_id)
    coming = [it.on_date for it in dates.sessions if is_to_come(it, visit.now)]
    has_begun = any(it.starts_at is not None and it.starts_at <= visit.now for it in dates.sessions)
    return Task(draft, Scope.ALL, dates.series, min(coming, default=None) if has_begun else None)


def _blank(visit: Visit, places: Sequence[Place]) -> Plan:
    tomorrow = local_date(visit.now, places[0].jurisdiction) + timedelta(days=1)
    usual = kind_of("clinic").usual
    each, walk_ins = usual.places_per_slot, usual.walk_in_capacity
    return Plan(
        places[0].station_id, "clinic", {}, (), tomorrow, time(9), time(11, 30), usual.slot_minutes, each, walk_ins
    )
