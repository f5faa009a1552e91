"""What reminders cost: the way to them is by the day of a session, however many bookings there are."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stations.instants import format_instant
from stations.notices import NoticeKind
from stations.storage import reminders
from stations.storage.engine import Database, Tx

DAYS, SLOTS, PEOPLE = 400, 5, 10
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def _fill(tx: Tx) -> None:
    """Load a session a day for more than a year, five slots each, ten bookings a slot: 20,000 bookings."""
    starts = [AT + timedelta(days=day - DAYS // 2) for day in range(DAYS)]
    key = tx.tuples("SELECT min(key) FROM station")[0][0]
    for day, start in enumerate(starts):
        tx.run(
            "INSERT INTO session (id, station_key, kind, title, hosts, on_date, starts_at, ends_at, slot_minutes,"
            " places_per_slot, walk_in_capacity, walk_in_taken, audience, notes, status, sequence, version, is_demo, source,"
            " created_at, updated_at) VALUES (:id, :key, 'clinic', '{}', '[]', :on_date, :start, :end, 15, 10, 0, 0, 'anyone',"
            " '{}', 'published', 0, 1, 0, '', :start, :start)",
            id=f"s{day:03}",
            key=key,
            on_date=start.date().isoformat(),
            start=format_instant(start),
            end=format_instant(start + timedelta(hours=2)),
        )
    slots = [
        (f"s{day:03}", format_instant(start + timedelta(minutes=15 * slot)), format_instant(start + timedelta(minutes=15 * slot + 15)), 10, 10, 10)
        for day, start in enumerate(starts)
        for slot in range(SLOTS)
    ]  # fmt: skip
    tx.load("slot", ("session_id", "starts_at", "ends_at", "capacity", "taken", "planned"), slots)
    at = format_instant(AT - timedelta(days=DAYS))
    people = [
        (f"b{slot_id}-{one}", session_id, slot_id, f"c{slot_id}-{one}", "booked", 0, "某人", "truck", "en", "", "", "driver", at, at, 1)
        for slot_id, session_id in tx.tuples("SELECT id, session_id FROM slot ORDER BY id")
        for one in range(PEOPLE)
    ]  # fmt: skip
    columns = (
        "id", "session_id", "slot_id", "code", "status", "is_walk_in", "name", "category", "lang", "consent_version",
        "consent_lang", "booked_by", "created_at", "updated_at", "version",
    )  # fmt: skip
    tx.load("booking", columns, people)


@pytest.fixture
def busy(db: Database) -> Database:
    """A database with 20,000 bookings, of which the engine has counted what it likes to know."""
    db.write(_fill)
    db.write(lambda tx: tx.run("ANALYZE"))
    return db


def _plan(db: Database, sql: str, **params: str) -> str:
    explain = "EXPLAIN QUERY PLAN " if db.engine == "sqlite" else "EXPLAIN "
    return "\n".join(str(row[-1]) for row in db.write(lambda tx: tx.tuples(explain + sql, **params)))


def test_the_way_to_reminders_reads_no_table_from_end_to_end(busy: Database) -> None:
    start = format_instant(AT + timedelta(days=1))
    days = reminders.days(AT, AT + timedelta(days=1))
    starts = _plan(busy, reminders.STARTS, after=format_instant(AT), until=start, **days)
    remind = _plan(busy, reminders.REMIND, kind="reminder-24h", now=start, starts_at=start, moment=start, **days)
    for plan in (starts, remind):
        assert "session_date" in plan, plan
        assert "Seq Scan" not in plan, plan
        assert not any(line.startswith("SCAN ") for line in plan.splitlines()), plan
    assert "booking_slot" in remind, remind


def test_among_many_bookings_those_of_the_hour_are_found(busy: Database) -> None:
    start = AT + timedelta(days=1, minutes=15)
    found = busy.read(
        lambda tx: reminders.starts_between(tx, AT + timedelta(days=1), AT + timedelta(days=1, minutes=30))
    )
    assert found == [start, AT + timedelta(days=1, minutes=30)]
    written = busy.write(lambda tx: reminders.remind(tx, NoticeKind.REMINDER_DAY, start, AT, AT))
    assert written == PEOPLE
    assert busy.write(lambda tx: reminders.remind(tx, NoticeKind.REMINDER_DAY, start, AT, AT)) == 0
