"""The sessions that staff look after: the list, one session with its plan, and the stations to plan at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from stations.actions.clinics import TOLD_ABOUT, owned, station_of
from stations.actions.series import owned_series
from stations.instants import local_date
from stations.plans import Plan, plan_of
from stations.roles import Actor, Permission, Role, require
from stations.series import Series
from stations.sessions import Session, SessionStatus, is_upcoming
from stations.storage import bookings, search, sessions, stations
from stations.storage import series as shelf
from stations.storage.engine import Database, Tx
from stations.words import Names

_AHEAD = timedelta(days=400)
_BEHIND = timedelta(days=400)
_MOST_LISTED = 2000
_MOST_STATIONS = 20


@dataclass(frozen=True, slots=True)
class Listed:
    """A session in the staff's list, with the places in its slots and how many are taken."""

    session: Session
    station_names: Names
    jurisdiction: str
    places: int
    taken: int


@dataclass(frozen=True, slots=True)
class ListedSeries:
    """A series in the staff's list with its dates, soonest first: those to come, or on its own page all of them."""

    series: Series
    station_names: Names
    jurisdiction: str
    dates: tuple[Listed, ...]

    @property
    def drafts(self) -> int:
        """How many of the dates are drafts."""
        return sum(one.session.status is SessionStatus.DRAFT for one in self.dates)


@dataclass(frozen=True, slots=True)
class Overview:
    """The sessions of the stations that the actor looks after: upcoming soonest first, past latest first.

    ``series`` are those with dates to come, which are among ``upcoming`` and ``drafts`` too.
    """

    upcoming: tuple[Listed, ...]
    drafts: tuple[Listed, ...]
    past: tuple[Listed, ...]
    series: tuple[ListedSeries, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """A station at which the actor may plan a session."""

    station_id: str
    names: Names
    jurisdiction: str
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """A session with its plan, to be edited or looked at; ``waiting`` are the booked who would have to be told."""

    session: Session
    plan: Plan
    place: Place
    waiting: int


def overview(db: Database, actor: Actor, now: datetime) -> Overview:
    """Return the actor's sessions, drafts among them; raises Forbidden."""
    require(actor, Permission.RUN_SESSIONS)
    return db.read(lambda tx: _overview(tx, actor, now))


def _overview(tx: Tx, actor: Actor, now: datetime) -> Overview:
    today, own = local_date(now, "CN"), _own(actor)
    found = sessions.between(tx, today - _BEHIND, today + _AHEAD, own, drafts=True, limit=_MOST_LISTED)
    tallies = sessions.tallies(tx, [session.id for session in found])
    places = {station_id: _place(tx, station_id) for station_id in {session.station_id for session in found}}
    listed = [_listed(session, places[session.station_id], tallies.get(session.id, (0, 0))) for session in found]
    dates = [one for one in listed if one.session.series_id and _is_coming(one.session, now)]
    drafts = tuple(one for one in listed if one.session.status is SessionStatus.DRAFT)
    others = [one for one in listed if one.session.status is not SessionStatus.DRAFT]
    upcoming = tuple(one for one in others if is_upcoming(one.session, now))
    past = tuple(one for one in reversed(others) if not is_upcoming(one.session, now))
    return Overview(upcoming, drafts, past, _series(tx, dates))


def _is_coming(session: Session, now: datetime) -> bool:
    return session.status is not SessionStatus.CANCELLED and is_upcoming(session, now)


def _series(tx: Tx, dates: Sequence[Listed]) -> tuple[ListedSeries, ...]:
    by_series: dict[str, list[Listed]] = {}
    for one in dates:
        by_series.setdefault(one.session.series_id, []).append(one)
    found = shelf.of_ids(tx, by_series)
    return tuple(
        ListedSeries(found[key], them[0].station_names, them[0].jurisdiction, tuple(them))
        for key, them in by_series.items()
    )


def dates_of(db: Database, actor: Actor, series_id: str) -> ListedSeries:
    """Return a series with all its dates, past and cancelled ones too; raises NotFound or Forbidden."""

    def work(tx: Tx) -> ListedSeries:
        series = owned_series(tx, actor, series_id)
        found, place = sessions.of_series(tx, series_id), _place(tx, series.station_id)
        tallies = sessions.tallies(tx, [session.id for session in found])
        listed = tuple(_listed(session, place, tallies.get(session.id, (0, 0))) for session in found)
        in_time = sorted(listed, key=lambda one: (one.session.on_date, one.session.id))
        return ListedSeries(series, place.names, place.jurisdiction, tuple(in_time))

    return db.read(work)


def _own(actor: Actor) -> list[str] | None:
    return None if actor.role is Role.ADMINISTRATOR else sorted(actor.station_ids)


def _listed(session: Session, place: Place, tally: tuple[int, int]) -> Listed:
    return Listed(session, place.names, place.jurisdiction, *tally)


def _place(tx: Tx, station_id: str) -> Place:
    station = station_of(tx, station_id)
    return Place(station.id, station.names, station.jurisdiction, station.is_demo)


def places_for(db: Database, actor: Actor, text: str = "") -> list[Place]:
    """Return the stations at which the actor may plan: their own, or for an administrator some that match ``text``."""
    require(actor, Permission.RUN_SESSIONS)

    def work(tx: Tx) -> list[Place]:
        if actor.role is not Role.ADMINISTRATOR:
            known = stations.known_ids(tx, sorted(actor.station_ids))
            return [_place(tx, station_id) for station_id in sorted(known)]
        if text.strip():
            briefs = stations.briefs(tx, search.matching(tx, text, _MOST_STATIONS)).values()
            return [Place(brief.id, brief.names, brief.jurisdiction, brief.is_demo) for brief in briefs]
        first = stations.each(tx, limit=_MOST_STATIONS)
        return [Place(one.id, one.names, one.jurisdiction, one.is_demo) for _, one in first]

    return db.read(work)


def place(db: Database, actor: Actor, station_id: str) -> Place:
    """Return one of the actor's stations; raises Forbidden or NotFound."""
    require(actor, Permission.RUN_SESSIONS, station_id)
    return db.read(lambda tx: _place(tx, station_id))


def following(db: Database, actor: Actor, session_id: str) -> Session | None:
    """Return the date that comes after a session: of its series, or of its kind at its station; None when there is none.

    Raises:
        NotFound, Forbidden: no such session, or not at a station of the actor.
    """
    return db.read(lambda tx: sessions.following(tx, owned(tx, actor, session_id)))


def see(db: Database, actor: Actor, session_id: str) -> Draft:
    """Return a session as its form shows it, draft or not.

    Raises:
        NotFound: there is no such session.
        Forbidden: it is at a station that the actor does not look after.
        InvalidInput: its times were never published, so that there is nothing to plan.
    """

    def work(tx: Tx) -> Draft:
        session = owned(tx, actor, session_id)
        place = _place(tx, session.station_id)
        waiting = sum(one.status in TOLD_ABOUT for one in bookings.of_session(tx, session_id))
        return Draft(session, plan_of(session, place.jurisdiction), place, waiting)

    return db.read(work)
