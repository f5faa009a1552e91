"""Counting who came, in the database: one reading of an index that holds all that counting asks of a booking.

Bookings are counted session by session first, in the order of the index and so without sorting; only then by station or district.
No name, phone or anything else that is erased is read. A held place has no kind of work yet, and so is nobody.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from stations.attendance import By, Line, Tally
from stations.storage.engine import Row, Tx
from stations.storage.sql_lists import in_texts

_KEYS = {
    By.SESSION: "session.id",
    By.SERIES: "session.series_id",
    By.STATION: "station.id",
    By.DISTRICT: "station.district",
}
_FIGURES = ("came", "absent", "open", "walk_ins", "waiting", "held", "cancelled")
_COUNTED = """sum(CASE WHEN is_walk_in = 0 AND status IN ('fulfilled', 'checked-in') THEN party ELSE 0 END) AS came,
    sum(CASE WHEN status = 'noshow' AND is_walk_in = 0 THEN party ELSE 0 END) AS absent,
    sum(CASE WHEN status = 'booked' AND is_walk_in = 0 THEN party ELSE 0 END) AS open,
    sum(CASE WHEN is_walk_in = 1 AND status IN ('fulfilled', 'checked-in') THEN party ELSE 0 END) AS walk_ins,
    sum(CASE WHEN status = 'waitlist' THEN party ELSE 0 END) AS waiting,
    sum(CASE WHEN status = 'pending' THEN party ELSE 0 END) AS held,
    sum(CASE WHEN status = 'cancelled' THEN party ELSE 0 END) AS cancelled"""


class Scope:
    """Which sessions are counted: those on the local dates ``first`` to ``last``, of all stations or of some, or one of them."""

    def __init__(
        self,
        first: date,
        last: date,
        *,
        station_ids: Iterable[str] | None = None,
        series_id: str = "",
        session_id: str = "",
    ) -> None:
        clauses = ["session.on_date BETWEEN :first AND :last", "session.status <> 'draft'"]
        self.params: dict[str, str] = {"first": first.isoformat(), "last": last.isoformat()}
        if station_ids is not None:
            wanted, params = in_texts("station", station_ids)
            clauses.append(f"session.station_key IN (SELECT key FROM station WHERE id IN ({wanted}))")
            self.params |= params
        if series_id:
            clauses.append("session.series_id = :series_id")
            self.params["series_id"] = series_id
        if session_id:
            clauses.append("session.id = :session_id")
            self.params["session_id"] = session_id
        self.where = " AND ".join(clauses)
        self.sessions = f"(SELECT session.id FROM session WHERE {self.where})"


def lines(tx: Tx, scope: Scope, by: By) -> list[Line]:
    """Return the counts of each session, series, station or district in scope that had a session; those of the most booked first."""
    found: dict[tuple[str, str], Row] = {}
    for rows in (_held(tx, scope, by), _places(tx, scope, by), _people(tx, scope, by)):
        for row in rows:
            key = (row.pop("jurisdiction"), row.pop("key"))
            found.setdefault(key, {}).update(row)
    ordered = [Line(key, jurisdiction, _tally(counts)) for (jurisdiction, key), counts in found.items()]
    return sorted(ordered, key=lambda line: (-line.tally.booked, -line.tally.places, line.jurisdiction, line.key))


def _tally(counts: Row) -> Tally:
    """Return the counts as numbers of Python's; the booked are those who came, did not, or of whom nothing is noted."""
    numbers = {name: int(value or 0) for name, value in counts.items()}
    booked = sum(numbers.get(name, 0) for name in ("came", "absent", "open"))
    return Tally(**numbers, booked=booked)


def _grouped(by: By, sums: str, inner: str, where: str = "1 = 1") -> str:
    more = " AND session.series_id IS NOT NULL" if by is By.SERIES else ""
    return (
        f"SELECT {_KEYS[by]} AS key, station.jurisdiction AS jurisdiction, {sums} FROM {inner}"
        f" JOIN station ON station.key = session.station_key WHERE {where}{more}"
        f" GROUP BY {_KEYS[by]}, station.jurisdiction"
    )


def _held(tx: Tx, scope: Scope, by: By) -> list[Row]:
    sums = (
        "count(*) AS sessions, sum(CASE WHEN session.status = 'cancelled' THEN 1 ELSE 0 END) AS called_off,"
        " sum(CASE WHEN session.status = 'cancelled' THEN 0 ELSE walk_in_capacity END) AS walk_in_places"
    )
    return tx.all(_grouped(by, sums, "session", scope.where), **scope.params)


def _places(tx: Tx, scope: Scope, by: By) -> list[Row]:
    sums = "sum(CASE WHEN session.status = 'cancelled' THEN 0 ELSE counted.places END) AS places"
    inner = (
        "(SELECT session_id, sum(capacity) AS places FROM slot"
        f" WHERE session_id IN {scope.sessions} GROUP BY session_id) AS counted"
        " JOIN session ON session.id = counted.session_id"
    )
    return tx.all(_grouped(by, sums, inner), **scope.params)


def _people(tx: Tx, scope: Scope, by: By) -> list[Row]:
    sums = ", ".join(f"sum(counted.{figure}) AS {figure}" for figure in _FIGURES)
    inner = (
        f"(SELECT session_id, {_COUNTED} FROM booking WHERE session_id IN {scope.sessions} AND category <> ''"
        " GROUP BY session_id) AS counted JOIN session ON session.id = counted.session_id"
    )
    return tx.all(_grouped(by, sums, inner), **scope.params)


def categories(tx: Tx, scope: Scope) -> dict[str, Tally]:
    """Return the people in scope by kind of work."""
    sums = ", ".join(f"sum({figure}) AS {figure}" for figure in _FIGURES)
    rows = tx.all(
        f"SELECT category, {sums} FROM (SELECT session_id, category, {_COUNTED} FROM booking"
        f" WHERE session_id IN {scope.sessions} AND category <> '' GROUP BY session_id, category) AS counted"
        " GROUP BY category ORDER BY category",
        **scope.params,
    )
    return {row.pop("category"): _tally(row) for row in rows}


def made_before(tx: Tx, scope: Scope, utc_hour_of_midnight: int) -> dict[int, int]:
    """Return how many people that are booked were booked how many days before their session.

    Days are those of a clock on which midnight is at ``utc_hour_of_midnight`` (1 to 23) of the day before in UTC; negative is after.
    """
    rows = tx.tuples(
        "SELECT session.on_date, substr(booking.created_at, 1, 10),"
        " CASE WHEN substr(booking.created_at, 12, 2) >= :midnight THEN 1 ELSE 0 END, sum(party)"
        " FROM session JOIN booking ON booking.session_id = session.id"
        f" WHERE {scope.where} AND is_walk_in = 0 AND booking.status IN ('fulfilled', 'checked-in', 'noshow', 'booked')"
        " GROUP BY 1, 2, 3",
        midnight=f"{utc_hour_of_midnight:02}",
        **scope.params,
    )
    found: dict[int, int] = {}
    for on_date, made_on, is_next_day, people in rows:
        days = (date.fromisoformat(on_date) - date.fromisoformat(made_on)).days - int(is_next_day)
        found[days] = found.get(days, 0) + int(people)
    return found


def first_of_series(tx: Tx, series_id: str) -> str | None:
    """Return the id of the first session of a series."""
    rows = tx.tuples(
        "SELECT id FROM session WHERE series_id = :id ORDER BY recurrence_on, on_date, id LIMIT 1", id=series_id
    )
    return str(rows[0][0]) if rows else None
