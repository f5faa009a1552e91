"""Reading who came: of one's own stations as it was, of a federation's districts with small counts hidden."""

from __future__ import annotations

import threading
import weakref
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType

from stations.actions.desk import session_of
from stations.attendance import By, Federation, Line, Tally, check_span, for_federation, total
from stations.instants import local_midnight
from stations.roles import Actor, Permission, Role, require
from stations.sessions import Session, Slot
from stations.storage import attendance, sessions, stations
from stations.storage.attendance import Scope
from stations.storage.engine import Database, Tx
from stations.words import Names

MOST_LINES = 200
_SHOWN_FOR = timedelta(minutes=1)
_MOST_KEPT = 16
_lock = threading.Lock()
_Kept = OrderedDict[tuple[date, date], tuple[datetime, Federation]]
_remembered: weakref.WeakKeyDictionary[Database, _Kept] = weakref.WeakKeyDictionary()
_UNNAMED: Names = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Named:
    """A line with what it is called: a session's or series' title with its day and station, or a station's name."""

    line: Line
    names: Names
    station_names: Names = field(default_factory=lambda: _UNNAMED)
    on_date: date | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """Counts of sessions, series or stations, those of the most booked first; ``more`` lines are counted but not listed."""

    by: By
    whole: Tally
    lines: tuple[Named, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Details:
    """People by kind of work, and how many were booked how many days before their session."""

    categories: Mapping[str, Tally]
    made: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class SessionBoard:
    """The counts of one session, with its slots."""

    session: Session
    station_names: Names
    jurisdiction: str
    tally: Tally
    slots: tuple[Slot, ...]
    details: Details


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for: sessions on the local dates ``first`` to ``last``, of one station or series where given."""

    first: date
    last: date
    station_id: str = ""
    series_id: str = ""


def board(db: Database, actor: Actor, wish: Wish, by: By) -> Board:
    """Return the counts of the actor's stations, as they are: whoever may read the roster may count it.

    Raises:
        Forbidden: not somebody who reads rosters, or not at that station.
        InvalidInput: `date-invalid`, dates out of order or more than a year.
    """
    scope = _scope(actor, wish)

    def work(tx: Tx) -> Board:
        found = attendance.lines(tx, scope, by)
        listed = found[:MOST_LINES]
        named = tuple(_named(tx, by, listed))
        return Board(by, total(line.tally for line in found), named, len(found) - len(listed))

    return db.read(work)


def _scope(actor: Actor, wish: Wish) -> Scope:
    require(actor, Permission.READ_ROSTER, wish.station_id)
    check_span(wish.first, wish.last)
    own = None if actor.role is Role.ADMINISTRATOR else sorted(actor.station_ids)
    station_ids = [wish.station_id] if wish.station_id else own
    return Scope(wish.first, wish.last, station_ids=station_ids, series_id=wish.series_id)


def _named(tx: Tx, by: By, lines: Iterable[Line]) -> Iterable[Named]:
    if by is By.STATION:
        listed = list(lines)
        names = stations.names_of(tx, [line.key for line in listed])
        return [Named(line, names.get(line.key, _UNNAMED)) for line in listed]
    return [_of_session(tx, by, line) for line in lines]


def _of_session(tx: Tx, by: By, line: Line) -> Named:
    session_id = attendance.first_of_series(tx, line.key) if by is By.SERIES else line.key
    session = sessions.get(tx, session_id or "")
    assert session is not None
    names = stations.names_of(tx, [session.station_id])[session.station_id]
    return Named(line, session.title, names, session.on_date if by is By.SESSION else None)


def details(db: Database, actor: Actor, wish: Wish) -> Details:
    """Return the same people by kind of work, and by how long before they booked; raises as :func:`board` does."""
    scope = _scope(actor, wish)
    return db.read(lambda tx: _details(tx, scope))


def _details(tx: Tx, scope: Scope) -> Details:
    return Details(attendance.categories(tx, scope), attendance.made_before(tx, scope, _utc_hour_of_midnight()))


def _utc_hour_of_midnight() -> int:
    """The hour in UTC at which a day begins; the clocks of all three jurisdictions agree."""
    return local_midnight(datetime(2026, 1, 1, tzinfo=UTC).date(), "CN").hour


def of_session(db: Database, actor: Actor, session_id: str) -> SessionBoard:
    """Return the counts of one session.

    Raises:
        NotFound, Forbidden: no such session, or not at a station of the actor.
    """
    require(actor, Permission.READ_ROSTER)

    def work(tx: Tx) -> SessionBoard:
        session = session_of(tx, actor, Permission.READ_ROSTER, session_id)
        scope = Scope(session.on_date, session.on_date, session_id=session_id)
        found = attendance.lines(tx, scope, By.SESSION)
        station = stations.get(tx, session.station_id)
        assert station is not None
        return SessionBoard(
            session,
            station.names,
            station.jurisdiction,
            total(line.tally for line in found),
            tuple(sessions.slots_of(tx, session_id)),
            _details(tx, scope),
        )

    return db.read(work)


def federation(db: Database, actor: Actor, now: datetime, first: date, last: date) -> Federation:
    """Return the counts of every district, jurisdiction and kind of work, with those under five hidden.

    A year of a large federation takes seconds to count, and a screen asks again at every tap: what was counted is
    shown for a minute.

    Raises:
        Forbidden: not an administrator. InvalidInput: `date-invalid`.
    """
    require(actor, Permission.READ_ATTENDANCE)
    check_span(first, last)
    with _lock:
        kept = _remembered.setdefault(db, OrderedDict()).get((first, last))
    if kept is not None and timedelta() <= now - kept[0] < _SHOWN_FOR:
        return kept[1]
    found = db.read(lambda tx: _federation(tx, Scope(first, last)))
    with _lock:
        _remembered[db][first, last] = (now, found)
        while len(_remembered[db]) > _MOST_KEPT:
            _remembered[db].popitem(last=False)
    return found


def _federation(tx: Tx, scope: Scope) -> Federation:
    return for_federation(attendance.lines(tx, scope, By.DISTRICT), attendance.categories(tx, scope))


def usual_span(today: date) -> tuple[date, date]:
    """Return the four weeks that a board shows when it is opened."""
    return today - timedelta(days=27), today
