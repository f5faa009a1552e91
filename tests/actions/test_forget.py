"""Erasing what is past its time, and nothing before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from stations.actions import accounts, book, care_station, forget, holds, my_booking, sign_in, timekeeping
from stations.actions.book import Request, SessionView
from stations.actions.care import see_for_care
from stations.actions.forget import Purged
from stations.bookings import BookingView
from stations.edits import Part
from stations.errors import Code, Forbidden, NotFound, Refused
from stations.notices import NoticeKind
from stations.roles import DRIVER, SYSTEM, Actor
from stations.storage import answers, audit, bookings, notices
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
    assert forget.purge(db, SYSTEM, then) == Purged()
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


def test_answers_go_seven_days_after_the_session(
    db: Database, now: datetime, clinic: SessionView, request_for: RequestFor
) -> None:
    view = booked(db, now, request_for())
    db.write(lambda tx: answers.replace(tx, view.booking.id, {"q1": "a wheelchair"}))
    assert clinic.session.ends_at is not None
    ends_at = clinic.session.ends_at
    assert forget.purge(db, SYSTEM, ends_at + timedelta(days=7)).answers == 0
    assert forget.purge(db, SYSTEM, ends_at + timedelta(days=7, seconds=1)).answers == 1
    assert db.read(lambda tx: answers.of_booking(tx, view.booking.id)) == {}
    assert people(db, SYSTEM, now, clinic) == [(view.booking.name, view.booking.phone)]


def test_links_and_what_notices_hold_go_with_the_name_and_the_link_says_so_for_a_while(
    db: Database, now: datetime, clinic: SessionView, request_for: RequestFor
) -> None:
    view = booked(db, now, request_for(email="driver@example.org"))
    db.write(lambda tx: notices.add(tx, view.booking.id, NoticeKind.MOVED, now, 9, {"note": "司机1"}))
    assert clinic.session.ends_at is not None
    then = clinic.session.ends_at + timedelta(days=31)
    forget.purge(db, SYSTEM, then)
    kept = db.read(
        lambda tx: tx.tuples("SELECT name, phone, email, args FROM booking JOIN notice ON booking_id = booking.id")
    )
    assert set(kept) == {(None, None, None, "{}")}
    assert db.read(lambda tx: tx.tuples("SELECT count(*) FROM booking_link")) == [(0,)]
    answer = my_booking.open_booking(db, view.booking.token)
    assert isinstance(answer, Refused)
    assert answer.code is Code.LINK_EXPIRED
    assert forget.purge(db, SYSTEM, then + timedelta(days=31)).links == 1
    with pytest.raises(NotFound):
        my_booking.open_booking(db, view.booking.token)


def test_where_somebody_was_goes_a_day_after(
    db: Database, now: datetime, clinic: SessionView, request_for: RequestFor
) -> None:
    booked(db, now, request_for())
    assert clinic.session.ends_at is not None
    assert forget.purge(db, SYSTEM, clinic.session.ends_at).times == 0
    assert forget.purge(db, SYSTEM, clinic.session.ends_at + timedelta(days=1)).times == 3
    assert db.read(lambda tx: tx.tuples("SELECT count(*) FROM occupied")) == [(0,)]


def test_a_held_place_that_nobody_filled_in_goes_a_day_after_with_its_link(
    db: Database, now: datetime, clinic: SessionView, request_for: RequestFor
) -> None:
    held = holds.hold(db, now, clinic.slots[0].id, "zh-Hans")
    assert isinstance(held, BookingView)
    kept = booked(db, now, request_for(1, 1))
    cancelled = booked(db, now, request_for(2, 1))
    my_booking.cancel(db, now, cancelled.booking.token)
    timekeeping.keep_time(db, SYSTEM, now + timedelta(minutes=11))
    assert forget.purge(db, SYSTEM, now + timedelta(hours=23)).holds == 0
    assert forget.purge(db, SYSTEM, now + timedelta(hours=25)).holds == 1
    left = db.read(lambda tx: tx.tuples("SELECT id FROM booking"))
    assert {row[0] for row in left} == {kept.booking.id, cancelled.booking.id}
    with pytest.raises(NotFound):
        my_booking.open_booking(db, held.booking.token)


def test_much_is_erased_in_portions(
    db: Database, now: datetime, clinic: SessionView, request_for: RequestFor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forget, "PORTION", 2)
    for number in range(5):
        booked(db, now, request_for(number, number // 2))
    assert clinic.session.ends_at is not None
    assert forget.purge(db, SYSTEM, clinic.session.ends_at + timedelta(days=31)).bookings == 5
    assert set(people(db, SYSTEM, now, clinic)) == {("", "")}


def test_who_moves_a_booking_in_the_moment_of_its_erasure_brings_no_name_back(
    db: Database, now: datetime, clinic: SessionView, request_for: RequestFor
) -> None:
    read_before = booked(db, now, request_for()).booking
    db.write(lambda tx: bookings.erase(tx, [read_before.id], now))
    moved = replace(read_before, slot_id=clinic.slots[1].id)
    assert not db.write(lambda tx: bookings.replace(tx, read_before, moved, now))
    assert people(db, SYSTEM, now, clinic) == [("", "")]
