"""Erasing what is past its time, and nothing before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from stations.actions import accounts, book, care_station, forget, sign_in
from stations.actions.book import Request, SessionView
from stations.actions.care import see_for_care
from stations.actions.forget import Purged
from stations.bookings import BookingView
from stations.edits import Part
from stations.errors import Forbidden
from stations.roles import DRIVER, SYSTEM, Actor
from stations.storage import audit
from stations.storage.engine import Database

TRUCK = "hzmb-truck-drivers"
RequestFor = Callable[..., Request]


def booked(db: Database, now: datetime, request: Request) -> BookingView:
    view = book.book(db, DRIVER, now, request)
    assert isinstance(view, BookingView)
    return view


def people(db: Database, staff: Actor, now: datetime, clinic: SessionView) -> list[tuple[str, str]]:
    """The names and phones that the database still holds of the clinic."""
    rows = db.read(lambda tx: tx.tuples("SELECT name, phone FROM booking WHERE session_id = :id", id=clinic.session.id))
    return [(name or "", phone or "") for name, phone in rows]


@pytest.mark.parametrize(("seconds", "is_erased"), [(0, False), (1, True)], ids=["on the day", "a second later"])
def test_names_and_phones_go_thirty_days_after_the_session(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, request_for: RequestFor,
    seconds: int, is_erased: bool,
) -> None:  # fmt: skip
    view = booked(db, now, request_for())
    assert clinic.session.ends_at is not None
    then = clinic.session.ends_at + timedelta(days=30, seconds=seconds)
    assert forget.purge(db, SYSTEM, then).bookings == int(is_erased)
    left = people(db, staff, now, clinic)
    assert left == ([("", "")] if is_erased else [(view.booking.name, view.booking.phone)])


def test_the_booking_itself_stays_and_counts(
    db: Database, now: datetime, clinic: SessionView, request_for: RequestFor
) -> None:
    view = booked(db, now, request_for())
    assert clinic.session.ends_at is not None
    forget.purge(db, SYSTEM, clinic.session.ends_at + timedelta(days=31))
    rows = db.read(lambda tx: tx.tuples("SELECT id, erased_at IS NOT NULL FROM booking"))
    assert [(id_, bool(erased)) for id_, erased in rows] == [(view.booking.id, True)]
    assert book.see_session(db, clinic.session.id).slots[0].taken == 1


@pytest.mark.parametrize(("days", "is_erased"), [(30, False), (32, True)])
def test_a_session_without_published_times_ends_with_its_day(
    db: Database, now: datetime, clinic: SessionView, request_for: RequestFor, days: int, is_erased: bool
) -> None:
    booked(db, now, request_for())
    ends_at = clinic.session.ends_at
    assert ends_at is not None
    db.write(
        lambda tx: tx.run("UPDATE session SET starts_at = NULL, ends_at = NULL WHERE id = :id", id=clinic.session.id)
    )
    assert forget.purge(db, SYSTEM, ends_at + timedelta(days=days)).bookings == int(is_erased)


def test_nothing_is_erased_twice_and_an_idle_purge_leaves_no_entry(
    db: Database, now: datetime, clinic: SessionView, request_for: RequestFor
) -> None:
    booked(db, now, request_for())
    assert clinic.session.ends_at is not None
    then = clinic.session.ends_at + timedelta(days=31)
    assert forget.purge(db, SYSTEM, then).bookings == 1
    assert forget.purge(db, SYSTEM, then) == Purged(0, 0, 0, 0, 0, 0, 0)
    entries = db.read(lambda tx: audit.latest(tx, action="house.purged"))
    assert [entry.detail["bookings"] for entry in entries] == [1]


def test_old_sign_ins_and_counts_of_attempts_go(db: Database, now: datetime) -> None:
    given = accounts.add_account(db, SYSTEM, now, "staff", "", "staff")
    assert isinstance(given, accounts.OneTimePassword)
    sign_in.sign_in(db, now, "staff", given.password, "192.0.2.7")
    assert forget.purge(db, SYSTEM, now).sign_ins == 0
    counted = db.read(lambda tx: tx.tuples("SELECT count(*) FROM attempt"))[0][0]
    purged = forget.purge(db, SYSTEM, now + timedelta(hours=12))
    assert (purged.sign_ins, purged.attempts) == (1, counted)
    assert counted > 0


def test_hours_that_no_station_has_any_more_go(db: Database, manager: Actor, now: datetime) -> None:
    forget.purge(db, SYSTEM, now)
    for hours in ("Mo-Su 08:00-20:00", "Mo-Su 08:00-21:00"):
        mark = see_for_care(db, manager, now, TRUCK).marks[Part.HOURS]
        care_station.set_hours(db, manager, now, TRUCK, mark, hours)
    assert forget.purge(db, SYSTEM, now).schedules == 1
    assert see_for_care(db, manager, now, TRUCK).station.schedule.opening_hours == "Mo-Su 08:00-21:00"


@pytest.mark.parametrize("who", ["driver", "manager", "staff"])
def test_only_the_house_and_administrators_erase(
    db: Database, now: datetime, request: pytest.FixtureRequest, who: str
) -> None:
    with pytest.raises(Forbidden):
        forget.purge(db, request.getfixturevalue(who), now)


def test_what_is_erased_is_not_left_in_the_files_free_space(
    db: Database, now: datetime, clinic: SessionView, request_for: RequestFor, tmp_path: Path
) -> None:
    booked(db, now, request_for(name="Erased Entirely"))
    assert clinic.session.ends_at is not None
    forget.purge(db, SYSTEM, clinic.session.ends_at + timedelta(days=31))
    if db.engine == "sqlite":
        db.backup(tmp_path / "copy.db")  # page by page as they are, free space with them
        assert b"Erased Entirely" not in (tmp_path / "copy.db").read_bytes()
    rows = db.read(lambda tx: tx.tuples("SELECT name, phone, request_key, request_hash FROM booking"))
    assert rows == [(None, None, None, None)]
