"""Single dates of a series: one more, one left out, and those of a span cancelled (a typhoon day, or all the rest)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from stations.actions.clinics import TOLD_ABOUT, discard_in, owned, station_of
from stations.actions.outcome import write_or_refuse
from stations.actions.series import Settled, drop, owned_series, record, settle
from stations.errors import Code, InvalidInput, NotFound, Refused
from stations.instants import at_local_time
from stations.recurrence import Rule, ended_before, with_extra, without
from stations.roles import Actor
from stations.series import Series, is_to_come
from stations.sessions import Session, SessionStatus
from stations.storage import bookings, sessions
from stations.storage import series as shelf
from stations.storage.engine import Database, Tx


@dataclass(frozen=True, slots=True)
class Span:
    """What lies in a span of days: published dates, drafts, and the people who are booked or wait in them."""

    published: int
    drafts: int
    people: int


@dataclass(frozen=True, slots=True)
class SpanCancelled:
    """What was done: dates cancelled, drafts deleted, people told; ``session_ids`` are those with people to call."""

    cancelled: int
    discarded: int
    told: int
    session_ids: tuple[str, ...] = ()


def add_date(
    db: Database, actor: Actor, now: datetime, series_id: str, day: date, expected_version: int
) -> Settled | Refused:
    """Add a date on ``day`` as a draft, or bring one back that was left out. Refusal: SERIES_DATE_THERE.

    Raises:
        Forbidden, NotFound: the series is not the actor's, or there is none.
        InvalidInput: the day is past or too far ahead.
        Conflict: somebody changed the series since it was at ``expected_version``.
    """

    def work(tx: Tx) -> Settled | Refused:
        series = owned_series(tx, actor, series_id)
        if any(day in (it.on_date, it.recurrence_on) for it in sessions.of_series(tx, series_id)):
            return Refused(Code.SERIES_DATE_THERE, field="date")
        start = at_local_time(day, series.plan.start, station_of(tx, series.station_id).jurisdiction)
        if start <= now:
            raise InvalidInput(Code.SESSION_PAST, "date")
        return _with_rule(tx, actor, now, series, with_extra(series.rule, day), expected_version, "series.date-added")

    return write_or_refuse(db, work)


def leave_out(db: Database, actor: Actor, now: datetime, session_id: str, expected_version: int) -> Settled | Refused:
    """Leave a date of a series out: a draft is deleted, a published date cancelled with everyone told.

    Raises:
        Forbidden, NotFound: the date is not the actor's, of no series, or there is none.
        Conflict: somebody changed the series since it was at ``expected_version``.
    """

    def work(tx: Tx) -> Settled | Refused:
        session = owned(tx, actor, session_id)
        series = owned_series(tx, actor, session.series_id)
        if not is_to_come(session, now) or session.recurrence_on is None:
            return Refused(Code.SESSION_PAST)
        rule = without(series.rule, session.recurrence_on)
        shelf.replace(tx, replace(series, rule=rule, updated_at=now), expected_version)
        told = drop(tx, actor, now, session)
        if isinstance(told, Refused):
            return told
        settled = Settled(replace(series, rule=rule), dropped=1, told=told)
        record(tx, actor, now, "series.date-left-out", series, settled)
        return settled

    return write_or_refuse(db, work)


def _with_rule(
    tx: Tx, actor: Actor, now: datetime, before: Series, rule: Rule, expected_version: int, action: str
) -> Settled | Refused:
    series = replace(before, rule=rule, updated_at=now)
    shelf.replace(tx, series, expected_version)
    settled = settle(tx, actor, now, series)
    if isinstance(settled, Settled):
        record(tx, actor, now, action, series, settled)
    return settled


def look_at_span(
    db: Database, actor: Actor, now: datetime, series_id: str, first: date, last: date | None = None
) -> Span:
    """Return what :func:`cancel_span` would be about; raises NotFound or Forbidden."""

    def work(tx: Tx) -> Span:
        owned_series(tx, actor, series_id)
        found = _within(tx, now, series_id, first, last)
        drafts = sum(it.status is SessionStatus.DRAFT for it in found)
        return Span(len(found) - drafts, drafts, sum(_people(tx, it) for it in found))

    return db.read(work)


def _people(tx: Tx, session: Session) -> int:
    return sum(one.status in TOLD_ABOUT and bool(one.name) for one in bookings.of_session(tx, session.id))


def _within(tx: Tx, now: datetime, series_id: str, first: date, last: date | None) -> list[Session]:
    dates = sessions.of_series(tx, series_id)
    return [it for it in dates if is_to_come(it, now) and first <= it.on_date <= (last or date.max)]


def cancel_span(
    db: Database, actor: Actor, now: datetime, series_id: str, first: date, last: date | None = None
) -> SpanCancelled:
    """Cancel the dates held from ``first`` to ``last``, each in a transaction of its own; without ``last`` the series ends.

    Drafts are deleted and left out. Asked again after it was cut short, it does what was left.

    Raises:
        Forbidden, NotFound: the series is not the actor's, or there is none.
    """
    if last is None:
        db.write(lambda tx: _end(tx, actor, now, owned_series(tx, actor, series_id), first))
    todo = db.read(lambda tx: _within(tx, now, owned_series(tx, actor, series_id).id, first, last))
    told = {it.id: db.write(_dropping(actor, now, it.id)) for it in todo}
    done = {session_id: count for session_id, count in told.items() if count is not None}
    drafts = sum(it.id in done for it in todo if it.status is SessionStatus.DRAFT)
    to_call = tuple(session_id for session_id, count in done.items() if count)
    return SpanCancelled(len(done) - drafts, drafts, sum(done.values()), to_call)


def _end(tx: Tx, actor: Actor, now: datetime, series: Series, first: date) -> None:
    """Let the rule give nothing from ``first`` on; it stays as it is when it ends before that anyway."""
    rule, until = ended_before(series.rule, max(first, series.plan.on_date)), series.rule.pattern.until
    if until is None or until >= first:
        shelf.replace(tx, replace(series, rule=rule, updated_at=now), series.version)
        record(tx, actor, now, "series.ended", series)


def _dropping(actor: Actor, now: datetime, session_id: str) -> Callable[[Tx], int | None]:
    """Return the work that drops one date and answers how many people were told; None when somebody was faster."""

    def work(tx: Tx) -> int | None:
        try:
            session = owned(tx, actor, session_id)
        except NotFound:
            return None
        if session.status is SessionStatus.DRAFT:
            discarded = discard_in(tx, actor, now, session, session.version)
            return None if isinstance(discarded, Refused) else 0
        told = drop(tx, actor, now, session)
        return None if isinstance(told, Refused) else told

    return work
