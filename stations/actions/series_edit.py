"""Editing a series: this and the following dates (the series is split), or all that are to come; one alone is rescheduling.

What is past is never changed. Before it is done, :func:`look` says what it would do, and to how many people.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from stations.actions.clinics import id_for, owned, station_of
from stations.actions.outcome import write_or_refuse
from stations.actions.rescheduling import people_who_lose
from stations.actions.series import Settled, changes_of, owned_series, record, settle
from stations.errors import Code, InvalidInput, Refused
from stations.instants import local_date
from stations.plans import Plan, checked_words, outline
from stations.recurrence import Rule, ended_before, from_day
from stations.roles import Actor, Permission, require
from stations.series import Changes, Series, is_to_come
from stations.sessions import Session
from stations.storage import series as shelf
from stations.storage import sessions
from stations.storage.engine import Database, Tx


class Scope(StrEnum):
    """Which dates an edit is about."""

    ONE = "one"
    FOLLOWING = "following"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Effect:
    """What an edit would do: dates altered, added and dropped, and how many people would lose their time."""

    altered: int
    added: int
    dropped: int
    people: int


def rest_of(db: Database, actor: Actor, now: datetime, session_id: str) -> Series:
    """Return the series as it would go on from one of its dates: its form's beginning when this and the following change.

    Raises:
        NotFound, Forbidden: no such date, not of a series, or not at the actor's stations.
    """

    def work(tx: Tx) -> Series:
        series, session = _of_date(tx, actor, session_id)
        return _rest(tx, series, _day_of(session), now)

    return db.read(work)


def _of_date(tx: Tx, actor: Actor, session_id: str) -> tuple[Series, Session]:
    session = owned(tx, actor, session_id)
    return owned_series(tx, actor, session.series_id), session


def _day_of(session: Session) -> date:
    assert session.recurrence_on is not None  # the schema gives every date of a series its day
    return session.recurrence_on


def _rest(tx: Tx, series: Series, day: date, now: datetime) -> Series:
    today = local_date(now, station_of(tx, series.station_id).jurisdiction)
    rule = from_day(series.rule, series.plan.on_date, day, today)
    return replace(series, plan=replace(series.plan, on_date=day), rule=rule)


def edit_all(
    db: Database, actor: Actor, now: datetime, series_id: str, plan: Plan, rule: Rule, expected_version: int
) -> Settled | Refused:
    """Give all dates to come another plan or rule; the day from which the rule counts stays once a date is past.

    Raises:
        Forbidden, NotFound: the series is not the actor's, or there is none.
        InvalidInput: the plan makes no session, or the rule no dates; names the field.
        Conflict: somebody changed the series since it was at ``expected_version``.
    """
    require(actor, Permission.RUN_SESSIONS)
    plan = checked_words(plan)

    def work(tx: Tx) -> Settled | Refused:
        series = _changed(tx, owned_series(tx, actor, series_id), plan, rule, now)
        return _store(tx, actor, now, series, expected_version)

    return write_or_refuse(db, work)


def _changed(tx: Tx, before: Series, plan: Plan, rule: Rule, now: datetime) -> Series:
    if plan.station_id != before.station_id:
        raise InvalidInput(Code.INVALID, "station")
    has_begun = any(it.starts_at is not None and it.starts_at <= now for it in sessions.of_series(tx, before.id))
    first_on = before.plan.on_date if has_begun else plan.on_date
    return replace(before, plan=replace(plan, on_date=first_on), rule=rule, updated_at=now)


def _store(tx: Tx, actor: Actor, now: datetime, series: Series, expected_version: int) -> Settled | Refused:
    jurisdiction = station_of(tx, series.station_id).jurisdiction
    tomorrow = local_date(now, jurisdiction) + timedelta(days=1)
    outline(
        replace(series.plan, on_date=tomorrow), jurisdiction, now
    )  # also a series with no date to come needs a sound plan
    shelf.replace(tx, series, expected_version)
    settled = settle(tx, actor, now, series)
    if isinstance(settled, Settled):
        record(tx, actor, now, "series.edited", series, settled)
    return settled


def edit_following(
    db: Database,
    actor: Actor,
    now: datetime,
    session_id: str,
    plan: Plan,
    rule: Rule,
    expected_version: int,
    request_key: str = "",
) -> Settled | Refused:
    """End the series before a date and go on from there with another plan or rule, as a series of its own.

    From its first date on that is the whole series. A repeat with the same ``request_key`` changes nothing more.

    Raises:
        Forbidden, NotFound: the date is not the actor's, of no series, or there is none.
        InvalidInput: the plan makes no session, or the rule no dates; names the field.
        Conflict: somebody changed the series since it was at ``expected_version``.
    """
    require(actor, Permission.RUN_SESSIONS)
    plan = checked_words(plan)

    def work(tx: Tx) -> Settled | Refused:
        new_id = id_for(actor, request_key)
        made = shelf.get(tx, new_id)
        if made is not None:
            return Settled(made)
        series, session = _of_date(tx, actor, session_id)
        if not is_to_come(session, now):
            return Refused(Code.SESSION_PAST)
        return _split(tx, actor, now, series, _day_of(session), plan, rule, expected_version, new_id)

    return write_or_refuse(db, work)


def _split(
    tx: Tx,
    actor: Actor,
    now: datetime,
    series: Series,
    day: date,
    plan: Plan,
    rule: Rule,
    expected_version: int,
    new_id: str,
) -> Settled | Refused:
    if not _has_before(tx, series, day):
        return _store(tx, actor, now, _changed(tx, series, plan, rule, now), expected_version)
    if plan.station_id != series.station_id:
        raise InvalidInput(Code.INVALID, "station")
    outline(plan, station_of(tx, series.station_id).jurisdiction, now)
    shelf.replace(tx, replace(series, rule=ended_before(series.rule, day), updated_at=now), expected_version)
    rest = Series(new_id, plan, rule, series.id, series.is_demo, 1, now)
    shelf.add(tx, rest)
    sessions.hand_over(tx, series.id, day, rest.id)
    settled = settle(tx, actor, now, rest)
    if isinstance(settled, Settled):
        record(tx, actor, now, "series.split", rest, settled)
    return settled


def _has_before(tx: Tx, series: Series, day: date) -> bool:
    return any(it.recurrence_on is not None and it.recurrence_on < day for it in sessions.of_series(tx, series.id))


def look(db: Database, actor: Actor, now: datetime, session_id: str, scope: Scope, plan: Plan, rule: Rule) -> Effect:
    """Return what an edit from one date of a series would do; nothing is changed.

    Raises:
        Forbidden, NotFound, InvalidInput: as the edit itself.
    """
    require(actor, Permission.RUN_SESSIONS)
    plan = checked_words(plan)

    def work(tx: Tx) -> Effect:
        session = owned(tx, actor, session_id)
        jurisdiction = station_of(tx, session.station_id).jurisdiction
        if scope is Scope.ONE:
            return Effect(1, 0, 0, people_who_lose(tx, session, outline(plan, jurisdiction, now)))
        series, dates = _as_it_would_be(tx, actor, now, session, scope, plan, rule)
        return _effect(tx, series, changes_of(series, dates, jurisdiction, now), jurisdiction, now)

    return db.read(work)


def _as_it_would_be(
    tx: Tx, actor: Actor, now: datetime, session: Session, scope: Scope, plan: Plan, rule: Rule
) -> tuple[Series, list[Session]]:
    before, day = owned_series(tx, actor, session.series_id), _day_of(session)
    dates = sessions.of_series(tx, before.id)
    if scope is Scope.ALL or not _has_before(tx, before, day):
        return _changed(tx, before, plan, rule, now), dates
    return replace(before, plan=plan, rule=rule), [it for it in dates if _day_of(it) >= day]


def _effect(tx: Tx, series: Series, found: Changes, jurisdiction: str, now: datetime) -> Effect:
    people = sum(people_who_lose(tx, session, None) for session in found.dropped)
    for session, day in found.altered:
        people += people_who_lose(tx, session, outline(replace(series.plan, on_date=day), jurisdiction, now))
    return Effect(len(found.altered), len(found.added), len(found.dropped), people)
