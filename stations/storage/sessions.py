"""Sessions and their slots."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from stations import questions, terms
from stations.errors import Conflict
from stations.instants import format_instant, parse_instant
from stations.questions import Question
from stations.sessions import Session, SessionStatus, Slot
from stations.storage.engine import Row, Tx
from stations.storage.json_text import dump, load
from stations.storage.sql_lists import in_list, in_texts
from stations.terms import Terms

ENDED_BEFORE = "coalesce(session.ends_at, session.on_date || 'T23:59:59Z') < :limit"  # without times: with its day
_COLUMNS = (
    "id", "kind", "title", "hosts", "on_date", "starts_at", "ends_at", "slot_minutes", "places_per_slot",
    "walk_in_capacity", "audience", "notes", "status", "is_demo", "source", "updated_at", "terms", "questions", "details",
    "series_id", "recurrence_on", "is_detached",
)  # fmt: skip
_READ = (*_COLUMNS, "walk_in_taken", "sequence", "version")
_SLOT_COLUMNS = ("id", "session_id", "starts_at", "ends_at", "capacity", "taken", "planned")
_FROM_SLOT = ", ".join(f"slot.{name}" for name in _SLOT_COLUMNS)
_FROM_SESSION = ", ".join(f"session.{name}" for name in _READ) + ", station.id"
_SELECT = f"SELECT {_FROM_SESSION} FROM session JOIN station ON station.key = station_key"


def _row(session: Session) -> Row:
    return {
        "id": session.id,
        "kind": session.kind,
        "title": dump(dict(session.title)),
        "hosts": dump([dict(host) for host in session.hosts]),
        "on_date": session.on_date.isoformat(),
        "starts_at": format_instant(session.starts_at) if session.starts_at else None,
        "ends_at": format_instant(session.ends_at) if session.ends_at else None,
        "slot_minutes": session.slot_minutes,
        "places_per_slot": session.places_per_slot,
        "walk_in_capacity": session.walk_in_capacity,
        "audience": session.audience,
        "notes": dump(dict(session.notes)),
        "status": str(session.status),
        "is_demo": int(session.is_demo),
        "source": session.source,
        "updated_at": format_instant(session.updated_at),
        "terms": dump(terms.to_plain(session.terms)),
        "questions": dump(questions.to_plain(session.questions)),
        "details": dump(dict(session.details)),
        "series_id": session.series_id or None,
        "recurrence_on": session.recurrence_on.isoformat() if session.recurrence_on else None,
        "is_detached": int(session.is_detached),
    }


@lru_cache(maxsize=1000)
def _session(values: tuple[Any, ...]) -> Session:
    """Return the session of a row; the same row is read far oftener than it changes, and is parsed once."""
    row = dict(zip((*_READ, "station_id"), values, strict=True))
    return Session(
        id=row["id"],
        station_id=row["station_id"],
        kind=row["kind"],
        title=load(row["title"]),
        hosts=tuple(load(row["hosts"])),
        on_date=date.fromisoformat(row["on_date"]),
        starts_at=parse_instant(row["starts_at"]) if row["starts_at"] else None,
        ends_at=parse_instant(row["ends_at"]) if row["ends_at"] else None,
        slot_minutes=row["slot_minutes"],
        places_per_slot=row["places_per_slot"],
        walk_in_capacity=row["walk_in_capacity"],
        walk_in_taken=row["walk_in_taken"],
        audience=row["audience"],
        notes=load(row["notes"]),
        status=SessionStatus(row["status"]),
        sequence=row["sequence"],
        version=row["version"],
        is_demo=bool(row["is_demo"]),
        source=row["source"],
        updated_at=parse_instant(row["updated_at"]),
        terms=_terms(row["terms"]),
        questions=_questions(row["questions"]),
        details=load(row["details"]),
        series_id=row["series_id"] or "",
        recurrence_on=date.fromisoformat(row["recurrence_on"]) if row["recurrence_on"] else None,
        is_detached=bool(row["is_detached"]),
    )


@lru_cache(maxsize=1000)
def _terms(text: str) -> Terms:
    return terms.from_plain(load(text))


@lru_cache(maxsize=1000)
def _questions(text: str) -> tuple[Question, ...]:
    return questions.from_plain(load(text))


def add(tx: Tx, session: Session, times: Iterable[tuple[datetime, datetime]]) -> None:
    """Insert a new session and a slot for each of ``times``."""
    marks = ", ".join(f":{column}" for column in _COLUMNS)
    tx.run(
        f"INSERT INTO session ({', '.join(_COLUMNS)}, station_key, walk_in_taken, sequence, version, created_at)"
        f" VALUES ({marks}, (SELECT key FROM station WHERE id = :station_id), 0, 0, 1, :updated_at)",
        **_row(session),
        station_id=session.station_id,
    )
    _add_slots(tx, session, times)


def _add_slots(tx: Tx, session: Session, times: Iterable[tuple[datetime, datetime]]) -> None:
    tx.many(
        "INSERT INTO slot (session_id, starts_at, ends_at, capacity, taken, planned)"
        " VALUES (:session_id, :starts_at, :ends_at, :capacity, 0, :capacity)",
        [
            {
                "session_id": session.id,
                "starts_at": format_instant(start),
                "ends_at": format_instant(end),
                "capacity": session.places_per_slot * session.terms.points,
            }
            for start, end in times
        ],
    )


def replace_draft(tx: Tx, session: Session, expected_version: int, times: Iterable[tuple[datetime, datetime]]) -> None:
    """Store an edited draft and make its slots anew.

    Raises:
        Conflict: somebody changed or published it since it was at ``expected_version``.
    """
    assignments = ", ".join(f"{column} = :{column}" for column in _COLUMNS if column != "id")
    changed = tx.run(
        f"UPDATE session SET {assignments}, version = version + 1"
        " WHERE id = :id AND version = :expected_version AND session.status = 'draft'",
        **_row(session),
        expected_version=expected_version,
    )
    if changed != 1:
        raise Conflict
    tx.run("DELETE FROM slot WHERE session_id = :id", id=session.id)
    _add_slots(tx, session, times)


def replan(tx: Tx, session: Session, expected_version: int) -> None:
    """Store what was changed about a published session; its slots are changed apart, whoever holds places in them.

    Raises:
        Conflict: somebody changed or cancelled it since it was at ``expected_version``.
    """
    assignments = ", ".join(f"{column} = :{column}" for column in _COLUMNS if column not in ("id", "status"))
    changed = tx.run(
        f"UPDATE session SET {assignments}, sequence = sequence + 1, version = version + 1"
        " WHERE id = :id AND version = :expected_version AND session.status = 'published'",
        **{name: value for name, value in _row(session).items() if name != "status"},
        expected_version=expected_version,
    )
    if changed != 1:
        raise Conflict


def add_slots(tx: Tx, session: Session, times: Iterable[tuple[datetime, datetime]]) -> None:
    """Add slots to a session that has some."""
    _add_slots(tx, session, times)


def remove_slots(tx: Tx, slot_ids: Iterable[int]) -> None:
    """Delete slots in which nobody has a place; bookings that were cancelled there forget which slot it was."""
    gone = in_list(slot_ids)
    tx.run(f"UPDATE booking SET slot_id = NULL WHERE slot_id IN ({gone}) AND status IN ('waitlist', 'cancelled')")
    tx.run(f"DELETE FROM slot WHERE id IN ({gone})")


def of_series(tx: Tx, series_id: str) -> list[Session]:
    """Return the dates of a series, cancelled ones and drafts among them, in the order of the days that its rule gave."""
    rows = tx.tuples(f"{_SELECT} WHERE series_id = :id ORDER BY recurrence_on", id=series_id)
    return [_session(row) for row in rows]


def hand_over(tx: Tx, series_id: str, first: date, to_series_id: str) -> None:
    """Give the dates of a series from the day ``first`` on to another series, which goes on in its place."""
    tx.run(
        "UPDATE session SET series_id = :to WHERE series_id = :id AND recurrence_on >= :first",
        id=series_id,
        first=first.isoformat(),
        to=to_series_id,
    )


def remove_draft(tx: Tx, session_id: str, expected_version: int) -> bool:
    """Delete a draft and its slots, which nobody can have booked; False when it has changed or is no draft."""
    is_free = tx.run(
        "UPDATE session SET version = version + 1 WHERE id = :id AND version = :version AND status = 'draft'",
        id=session_id,
        version=expected_version,
    )
    if is_free != 1:
        return False
    tx.run("DELETE FROM slot WHERE session_id = :id", id=session_id)
    tx.run("DELETE FROM session WHERE id = :id", id=session_id)
    return True


def set_status(
    tx: Tx, session_id: str, before: SessionStatus, after: SessionStatus, now: datetime, version: int | None = None
) -> bool:
    """Move a session from one status to another; False when it was not in ``before`` (at ``version``) any more."""
    at_version = "" if version is None else f" AND version = {int(version)}"
    changed = tx.run(
        "UPDATE session SET status = :after, sequence = sequence + 1, version = version + 1, updated_at = :now"
        f" WHERE id = :id AND status = :before{at_version}",
        id=session_id,
        before=str(before),
        after=str(after),
        now=format_instant(now),
    )
    return changed == 1


def get(tx: Tx, session_id: str) -> Session | None:
    """Return the session, or None."""
    rows = tx.tuples(f"{_SELECT} WHERE session.id = :id", id=session_id)
    return _session(rows[0]) if rows else None


def at_slot(tx: Tx, slot_id: int) -> tuple[Session, Slot] | None:
    """Return the session and the slot with this id, in one question, or None."""
    rows = tx.tuples(
        f"SELECT {_FROM_SLOT}, {_FROM_SESSION} FROM slot JOIN session ON session.id = slot.session_id"
        " JOIN station ON station.key = station_key WHERE slot.id = :id",
        id=slot_id,
    )
    width = len(_SLOT_COLUMNS)
    return (_session(rows[0][width:]), _slot(rows[0][:width])) if rows else None


def between(
    tx: Tx, first: date, last: date, station_ids: Iterable[str] | None = None, *, drafts: bool = False, limit: int = 200
) -> list[Session]:
    """Return sessions on the local dates ``first`` to ``last``, of some stations or of all, soonest first."""
    clauses = ["on_date BETWEEN :first AND :last"]
    params: dict[str, str] = {}
    if station_ids is not None:
        wanted, params = in_texts("station", station_ids)
        clauses.append(f"station.id IN ({wanted})")
    if not drafts:
        clauses.append("session.status <> 'draft'")
    rows = tx.tuples(
        f"{_SELECT} WHERE {' AND '.join(clauses)} ORDER BY on_date, starts_at, session.id LIMIT :limit",
        first=first.isoformat(),
        last=last.isoformat(),
        limit=limit,
        **params,
    )
    return [_session(row) for row in rows]


def following(tx: Tx, session: Session) -> Session | None:
    """Return the next published session after this one: of its series, or else of its kind at its station."""
    if session.starts_at is None:
        return None
    rows = tx.tuples(
        f"{_SELECT} WHERE station.id = :station_id AND session.status = 'published' AND starts_at > :starts_at"
        " AND (series_id = :series_id OR kind = :kind)"
        " ORDER BY CASE WHEN series_id = :series_id THEN 0 ELSE 1 END, starts_at, session.id LIMIT 1",
        station_id=session.station_id,
        starts_at=format_instant(session.starts_at),
        series_id=session.series_id or "-",
        kind=session.kind,
    )
    return _session(rows[0]) if rows else None


def alike(tx: Tx, session: Session, now: datetime, limit: int = 10) -> list[Session]:
    """Return the other published sessions of its kind at its station that are not over, soonest first."""
    rows = tx.tuples(
        f"{_SELECT} WHERE station.id = :station_id AND kind = :kind AND session.status = 'published' AND session.id <> :id"
        " AND ends_at > :now ORDER BY starts_at, session.id LIMIT :limit",
        station_id=session.station_id,
        kind=session.kind,
        id=session.id,
        now=format_instant(now),
        limit=limit,
    )
    return [_session(row) for row in rows]


def going_on_now(tx: Tx, now: datetime) -> list[Session]:
    """Return the published sessions that have begun and are not over."""
    rows = tx.tuples(
        f"{_SELECT} WHERE on_date BETWEEN :first AND :last AND session.status = 'published'"
        " AND starts_at <= :now AND ends_at > :now ORDER BY starts_at, session.id",
        first=(now - timedelta(days=2)).date().isoformat(),
        last=(now + timedelta(days=1)).date().isoformat(),
        now=format_instant(now),
    )
    return [_session(row) for row in rows]


def slots_of(tx: Tx, session_id: str) -> list[Slot]:
    """Return the session's slots in the order of time."""
    rows = tx.tuples(f"SELECT {_FROM_SLOT} FROM slot WHERE session_id = :id ORDER BY starts_at", id=session_id)
    return [_slot(row) for row in rows]


def slot(tx: Tx, slot_id: int) -> Slot | None:
    """Return the slot, or None."""
    rows = tx.tuples(f"SELECT {_FROM_SLOT} FROM slot WHERE id = :id", id=slot_id)
    return _slot(rows[0]) if rows else None


def _slot(row: tuple[Any, ...]) -> Slot:
    key, session_id, starts_at, ends_at, capacity, taken, planned = row
    return Slot(key, session_id, parse_instant(starts_at), parse_instant(ends_at), capacity, taken, planned)


def claim_place(tx: Tx, slot_id: int, party: int = 1) -> bool:
    """Take places of the slot; False when fewer are left. The guard makes it right in any race on either engine."""
    return (
        tx.run(
            "UPDATE slot SET taken = taken + :party WHERE id = :id AND taken + :party <= capacity",
            id=slot_id,
            party=party,
        )
        == 1
    )


def release_place(tx: Tx, slot_id: int, party: int = 1) -> None:
    """Give places of the slot back; those above the number that staff want go with them."""
    tx.run(
        "UPDATE slot SET taken = taken - :party,"
        " capacity = CASE WHEN taken - :party > planned THEN taken - :party ELSE planned END"
        " WHERE id = :id AND taken >= :party",
        id=slot_id,
        party=party,
    )


def plan_places(tx: Tx, slot_id: int, places: int) -> None:
    """Give the slot another number of places; those that are taken stay, even where they are more."""
    tx.run(
        "UPDATE slot SET planned = :places, capacity = CASE WHEN taken > :places THEN taken ELSE :places END"
        " WHERE id = :id",
        id=slot_id,
        places=places,
    )


def close_slots(tx: Tx, session_id: str) -> None:
    """Leave no free place in any slot of the session, now or when one is given back.

    Who cancels a session does this before reading its bookings: a booking that is under way elsewhere either has its place
    already, and is waited for and read, or finds none.
    """
    tx.run("UPDATE slot SET planned = 0, capacity = taken WHERE session_id = :id", id=session_id)


def hold_still(tx: Tx, session_id: str) -> None:
    """Wait for whoever is changing the session's places elsewhere, and keep others from it until this is committed.

    Somebody who joins the waiting list does this before looking for a free place, and whoever gives one back touches the
    slot before looking for who waits: so one of the two always sees the other.
    """
    tx.run("UPDATE slot SET taken = taken WHERE session_id = :id", id=session_id)


def claim_walk_in(tx: Tx, session_id: str, party: int = 1) -> bool:
    """Take walk-in places of the session; False when fewer are left or the session is not on."""
    return (
        tx.run(
            "UPDATE session SET walk_in_taken = walk_in_taken + :party"
            " WHERE id = :id AND walk_in_taken + :party <= walk_in_capacity AND status = 'published'",
            id=session_id,
            party=party,
        )
        == 1
    )


def release_walk_in(tx: Tx, session_id: str, party: int = 1) -> None:
    """Give walk-in places of the session back."""
    tx.run(
        "UPDATE session SET walk_in_taken = walk_in_taken - :party WHERE id = :id AND walk_in_taken >= :party",
        id=session_id,
        party=party,
    )


def going_on(tx: Tx, session_id: str, now: datetime) -> list[Slot]:
    """Return the slots that have begun and are not over, the latest first."""
    rows = tx.tuples(
        f"SELECT {_FROM_SLOT} FROM slot WHERE session_id = :id AND starts_at <= :now AND ends_at > :now"
        " ORDER BY starts_at DESC",
        id=session_id,
        now=format_instant(now),
    )
    return [_slot(row) for row in rows]


def tallies(tx: Tx, session_ids: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Return the places and the places taken in the slots of each of these sessions."""
    wanted, params = in_texts("session", session_ids)
    rows = tx.tuples(
        f"SELECT session_id, sum(capacity), sum(taken) FROM slot WHERE session_id IN ({wanted}) GROUP BY session_id",
        **params,
    )
    return {str(session_id): (int(places), int(taken)) for session_id, places, taken in rows}


def miscounted(tx: Tx) -> list[str]:
    """Return the slots and sessions whose counter is not the people that consume their places ([]: all well)."""
    consuming = "booking.status IN ('pending', 'booked', 'checked-in', 'fulfilled')"
    people = f"SELECT coalesce(sum(party), 0) FROM booking WHERE {consuming} AND"
    slots = tx.tuples(f"SELECT id, taken FROM slot WHERE taken <> ({people} slot_id = slot.id)")
    walk_ins = tx.tuples(
        "SELECT id, walk_in_taken FROM session"
        f" WHERE walk_in_taken <> ({people} session_id = session.id AND slot_id IS NULL)"
    )
    return [f"slot {key} counts {taken}" for key, taken in slots] + [
        f"session {key} counts {taken} walk-ins" for key, taken in walk_ins
    ]
