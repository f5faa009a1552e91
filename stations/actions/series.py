"""A series of sessions: making its dates, opening them all, going on with it.

The dates are sessions like any other, with the id of their series; :func:`settle` brings them to what the rule says.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from stations.actions.clinics import cancel_in, id_for, note, planned, station_of
from stations.actions.outcome import write_or_refuse
from stations.actions.rescheduling import change_in
from stations.audit import Entry
from stations.errors import Code, Conflict, NotFound, Refused
from stations.instants import local_date
from stations.plans import Plan, checked_words, outline
from stations.recurrence import Rule, held, occurrences
from stations.roles import Actor, Permission, require
from stations.series import Changes, Series, changes, is_to_come, session_id_of
from stations.sessions import Session, SessionStatus
from stations.station import Station
from stations.storage import audit, sessions
from stations.storage import series as shelf
from stations.storage.engine import Database, Tx


@dataclass(frozen=True, slots=True)
class Dates:
    """A series with all its stored dates, in the order of the days that the rule gave."""

    series: Series
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True)
class Settled:
    """What was done to bring a series' dates to its rule; ``told`` people lost their time and have a notice."""

    series: Series
    added: int = 0
    altered: int = 0
    dropped: int = 0
    told: int = 0


def owned_series(tx: Tx, actor: Actor, series_id: str) -> Series:
    """Return a series at the actor's stations; raises NotFound or Forbidden."""
    require(actor, Permission.RUN_SESSIONS)
    found = shelf.get(tx, series_id)
    if found is None:
        raise NotFound(Code.SERIES_NOT_FOUND)
    require(actor, Permission.RUN_SESSIONS, found.station_id)
    return found


def see(db: Database, actor: Actor, series_id: str) -> Dates:
    """Return a series and its dates; raises NotFound or Forbidden."""
    return db.read(lambda tx: _dates(tx, owned_series(tx, actor, series_id)))


def _dates(tx: Tx, series: Series) -> Dates:
    return Dates(series, tuple(sessions.of_series(tx, series.id)))


def create(db: Database, actor: Actor, now: datetime, plan: Plan, rule: Rule, request_key: str = "") -> Dates | Refused:
    """Store a series with a draft for each of its dates; a repeat with the same ``request_key`` returns the same series.

    Raises:
        Forbidden, NotFound: the station is not the actor's, or there is none.
        InvalidInput: the plan makes no session, the rule no dates, or a holiday is not known; names the field.
    """
    require(actor, Permission.RUN_SESSIONS, plan.station_id)
    plan = checked_words(plan)

    def work(tx: Tx) -> Dates | Refused:
        series_id = id_for(actor, request_key)
        earlier = shelf.get(tx, series_id)
        return (
            _dates(tx, earlier)
            if earlier
            else _create(tx, actor, now, Series(series_id, plan, rule, "", False, 1, now))
        )

    return write_or_refuse(db, work)


def _create(tx: Tx, actor: Actor, now: datetime, series: Series) -> Dates | Refused:
    station = station_of(tx, series.station_id)
    outline(series.plan, station.jurisdiction, now)
    series = replace(series, is_demo=station.is_demo)
    shelf.add(tx, series)
    settled = settle(tx, actor, now, series)
    if isinstance(settled, Refused):
        return settled
    record(tx, actor, now, "series.created", series, settled)
    return _dates(tx, series)


def record(tx: Tx, actor: Actor, now: datetime, action: str, series: Series, settled: Settled | None = None) -> None:
    """Write the audit entry of something done to a series."""
    detail = (
        {"added": settled.added, "altered": settled.altered, "dropped": settled.dropped, "told": settled.told}
        if settled
        else {}
    )
    audit.add(tx, Entry(now, action, actor, series.id, series.station_id, detail))


def wanted_dates(series: Series, jurisdiction: str, now: datetime) -> dict[date, date]:
    """Return the day on which each date of the series is held, by the day that the rule gave; raises InvalidInput."""
    return held(occurrences(series.rule, series.plan.on_date, jurisdiction, local_date(now, jurisdiction)))


def changes_of(series: Series, dates: list[Session], jurisdiction: str, now: datetime) -> Changes:
    """Return what brings the stored ``dates`` to what the series says."""
    return changes(series.plan, wanted_dates(series, jurisdiction, now), dates, jurisdiction, now)


def settle(tx: Tx, actor: Actor, now: datetime, series: Series) -> Settled | Refused:
    """Bring the dates to come to what the series says: add, alter, delete drafts, cancel what people may have booked."""
    station = station_of(tx, series.station_id)
    found = changes_of(series, sessions.of_series(tx, series.id), station.jurisdiction, now)
    told = 0
    for session in found.dropped:
        lost = drop(tx, actor, now, session)
        if isinstance(lost, Refused):
            return lost
        told += lost
    for session, day in found.altered:
        result = change_in(tx, actor, now, session, replace(series.plan, on_date=day), is_detached=False)
        if isinstance(result, Refused):
            return result
        told += result.lost
    for recurrence_on, day in found.added:
        _add_date(tx, actor, now, series, station, recurrence_on, day)
    return Settled(series, len(found.added), len(found.altered), len(found.dropped), told)


def drop(tx: Tx, actor: Actor, now: datetime, session: Session) -> int | Refused:
    """Delete a draft, or cancel a published date with everyone told; return how many people that are."""
    if session.status is SessionStatus.DRAFT:
        if not sessions.remove_draft(tx, session.id, session.version):
            raise Conflict
        note(tx, actor, now, "session.discarded", session)
        return 0
    result = cancel_in(tx, actor, now, session.id)
    return result if isinstance(result, Refused) else result.told


def _add_date(
    tx: Tx, actor: Actor, now: datetime, series: Series, station: Station, recurrence_on: date, day: date
) -> None:
    plan = replace(series.plan, on_date=day)
    sums = outline(plan, station.jurisdiction, now)
    session_id = session_id_of(series.id, recurrence_on)
    draft = planned(plan, sums, session_id, now, is_demo=series.is_demo)
    session = replace(draft, series_id=series.id, recurrence_on=recurrence_on)
    sessions.add(tx, session, sums.times)
    note(tx, actor, now, "session.created", session, {"slots": len(sums.times)})


def publish_all(db: Database, actor: Actor, now: datetime, series_id: str) -> Dates:
    """Open every draft of the series that has not begun; a second tap finds them open and changes nothing.

    Raises:
        Forbidden, NotFound: the series is not the actor's, or there is none.
    """

    def work(tx: Tx) -> Dates:
        series = owned_series(tx, actor, series_id)
        drafts = [
            it for it in sessions.of_series(tx, series_id) if it.status is SessionStatus.DRAFT and is_to_come(it, now)
        ]
        for draft in drafts:
            if sessions.set_status(tx, draft.id, SessionStatus.DRAFT, SessionStatus.PUBLISHED, now):
                note(tx, actor, now, "session.published", draft)
        if drafts:
            record(tx, actor, now, "series.published", series)
        return _dates(tx, series)

    return db.write(work)


def go_on(db: Database, actor: Actor, now: datetime, series_id: str) -> Settled | Refused:
    """Make the further dates of a series that has no end, as far as dates are made now.

    Raises:
        Forbidden, NotFound: the series is not the actor's, or there is none.
    """

    def work(tx: Tx) -> Settled | Refused:
        series = owned_series(tx, actor, series_id)
        settled = settle(tx, actor, now, series)
        if isinstance(settled, Settled) and settled.added:
            record(tx, actor, now, "series.went-on", series, settled)
        return settled

    return write_or_refuse(db, work)
