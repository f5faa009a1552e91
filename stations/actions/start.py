"""Starting: open the database, bring its schema up to date, furnish an empty house, and make the setup code."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from typing import Any

from stations import passwords
from stations.actions.demo import keep_demo_fresh
from stations.actions.sign_in import SETUP_CODE
from stations.audit import Entry
from stations.errors import DatabaseUnavailable
from stations.exchange.station_file import StationFile, read_station_file
from stations.instants import at_local_time, local_date
from stations.roles import SYSTEM
from stations.sessions import Session, SessionStatus, slot_times
from stations.settings import DATA, settings
from stations.storage import accounts, audit, house, records, sessions, stations
from stations.storage.engine import Database as Database
from stations.storage.engine import Tx, open_database

_lock = threading.Lock()
_open: list[Database] = []


@dataclass(frozen=True, slots=True)
class Started:
    """What a start did: on which engine, the migrations it applied, and the setup code if it made one (shown this once)."""

    engine: str
    version: str
    migrations: tuple[str, ...]
    setup_code: str | None


_PAUSE_SECONDS = 2.0
_failed: list[tuple[float, DatabaseUnavailable]] = []
_listeners: list[Callable[[Started], None]] = []


def when_started(tell: Callable[[Started], None]) -> None:
    """Have ``tell`` called whenever :func:`database` has started one: only then is a new setup code known."""
    _listeners[:] = [tell]


def database() -> Database:
    """Return the database of this process, opened and furnished on first use, and again when its file was replaced.

    Raises:
        DatabaseUnavailable: it cannot be used; calls try again, but not more often than every two seconds.
    """
    with _lock:
        if _open and _open[0].is_replaced():
            _open.pop().close()
        if not _open:
            _refuse_if_just_failed()
            try:
                _open.append(_opened())
            except DatabaseUnavailable as problem:
                _failed[:] = [(time.monotonic(), problem)]
                raise
        return _open[0]


def _refuse_if_just_failed() -> None:
    # a server that does not answer takes seconds to say so, and everybody would queue behind that
    for failed_at, problem in _failed:
        if time.monotonic() - failed_at < _PAUSE_SECONDS:
            raise DatabaseUnavailable(problem.code)


def _opened() -> Database:
    db = open_database(settings().database_url.get_secret_value())
    try:
        started = start(db, datetime.now(UTC))
    except BaseException:
        db.close()
        raise
    for tell in _listeners:
        tell(started)
    return db


def readiness(db: Database) -> dict[str, str | int]:
    """Return what a watcher wants to know of a database that can be read: engine, its version, how many stations."""
    return {"engine": db.engine, "version": db.version, "stations": db.read(stations.count)}


def use(db: Database | None) -> None:
    """Make ``db`` the database of this process (None: the next :func:`database` opens the one in the settings)."""
    with _lock:
        _open[:] = [db] if db else []
        _failed.clear()


def close() -> None:
    """Close the process's database, finishing what is queued."""
    with _lock:
        while _open:
            _open.pop().close()


def start(db: Database, now: datetime) -> Started:
    """Bring ``db`` up to date and furnish it; safe to do by several processes and on every start."""
    migrations = db.migrate()
    db.write(house.secret)  # in a transaction of its own: nothing that is undone later can have made it
    with_demo = settings().demo
    furnish(db, now, DATA / "stations" / "hzmb.json")
    if with_demo:
        furnish(db, now, DATA / "stations" / "demo.json")
        keep_demo_fresh(db, now, DATA / "stations" / "demo.json")
        add_demo_clinic(db, now, DATA / "stations" / "demo.json")
    return Started(db.engine, db.version, tuple(migrations), make_setup_code(db))


def furnish(db: Database, now: datetime, path: Path) -> None:
    """Load a station file once: an installation that has it keeps its own edits."""
    content = read_station_file(path, now)
    db.write(lambda tx: _furnish(tx, now, path.stem, content))


def _furnish(tx: Tx, now: datetime, name: str, content: StationFile) -> None:
    if not house.remember(tx, f"furnished_{name}", now.isoformat()):
        return
    records.add_many(tx, now, [(record.station, record.amenities) for record in content.stations])
    for session in content.sessions:
        sessions.add(tx, session, ())
    audit.add(tx, Entry(now, "house.furnished", SYSTEM, name, detail={"stations": len(content.stations)}))


def add_demo_clinic(db: Database, now: datetime, path: Path) -> None:
    """Add the demo clinic of ``path`` some days ahead, and again whenever the last one is over."""
    plan = json.loads(path.read_text(encoding="utf-8"))["demo_clinic"]
    starts_at = _demo_start(plan, now)
    ends_at = starts_at + timedelta(minutes=int(plan["minutes"]))
    session = _demo_clinic(plan, starts_at, ends_at, now)
    times = list(slot_times(starts_at, ends_at, session.slot_minutes))

    def work(tx: Tx) -> None:
        today = local_date(now, "CN")
        coming = sessions.between(tx, today + timedelta(days=1), today + timedelta(days=60), [session.station_id])
        if not any(one.is_demo for one in coming) and sessions.get(tx, session.id) is None:
            sessions.add(tx, session, times)

    db.write(work)


def _demo_start(plan: Mapping[str, Any], now: datetime) -> datetime:
    day = local_date(now, "CN") + timedelta(days=int(plan["days_ahead"]))
    return at_local_time(day, time_of_day.fromisoformat(plan["start"]), "CN")


def _demo_clinic(plan: Mapping[str, Any], starts_at: datetime, ends_at: datetime, now: datetime) -> Session:
    day = local_date(starts_at, "CN")
    return Session(
        id=f"demo-{day:%Y%m%d}",
        station_id="hzmb-truck-drivers",
        kind="clinic",
        title=plan["title"],
        hosts=tuple(plan["hosts"]),
        on_date=day,
        starts_at=starts_at,
        ends_at=ends_at,
        slot_minutes=int(plan["slot_minutes"]),
        places_per_slot=int(plan["places_per_slot"]),
        walk_in_capacity=int(plan["walk_in_capacity"]),
        walk_in_taken=0,
        audience="anyone",
        notes=plan["notes"],
        status=SessionStatus.PUBLISHED,
        sequence=0,
        version=1,
        is_demo=True,
        source="demo",
        updated_at=now,
    )


def make_setup_code(db: Database) -> str | None:
    """Return a new one-time code for the first administrator if there is none yet and nobody has a code; else None."""
    code = passwords.readable_secret()

    def work(tx: Tx) -> bool:
        return accounts.administrators(tx) == 0 and house.remember(tx, SETUP_CODE, passwords.digest(code))

    return code if db.write(work) else None
