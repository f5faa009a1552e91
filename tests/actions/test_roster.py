"""The desk on the day, on both engines."""

from __future__ import annotations

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest

from stations.actions import book, clinics, desk, my_booking, roster
from stations.actions.book import Request, SessionView
from stations.actions.desk import WalkIn
from stations.bookings import BookingStatus, BookingView
from stations.errors import Code, Forbidden, InvalidInput, NotFound, Refused
from stations.roles import DRIVER, Actor
from stations.storage import audit, bookings, sessions
from stations.storage.engine import Database

Booked = Callable[..., BookingView]
Ask = Callable[..., Request]


def code_of(result: object) -> Code:
    assert isinstance(result, Refused), result
    return result.code


def status_of(result: object) -> BookingStatus:
    assert isinstance(result, BookingView), result
    return result.booking.status


def free_in(db: Database, clinic: SessionView) -> list[int]:
    return [slot.free for slot in book.see_session(db, clinic.session.id).slots]


def walk_ins_taken(db: Database, clinic: SessionView) -> int:
    return book.see_session(db, clinic.session.id).session.walk_in_taken


def passer_by(clinic: SessionView, phone: str = "", **changes: Any) -> WalkIn:
    given: dict[str, Any] = {
        "session_id": clinic.session.id,
        "name": "路过的人",
        "phone": phone,
        "category": "traveller",
        "has_consented": True,
        "lang": "zh-Hans",
    }
    return WalkIn(**(given | changes))


def test_the_roster_is_by_slot_with_counts(
    db: Database, staff: Actor, on_the_day: datetime, now: datetime, clinic: SessionView, booked: Booked
) -> None:
    first, second, third = booked(1, 0), booked(2, 0), booked(3, 2)
    my_booking.cancel(db, now, booked(4, 1).booking.token)
    desk.check_in(db, staff, on_the_day, first.booking.id)
    desk.no_show(db, staff, on_the_day, second.booking.id)
    desk.walk_in(db, staff, on_the_day, passer_by(clinic))
    found = roster.roster(db, staff, clinic.session.id)
    assert [{one.id for one in part.bookings} for part in found.slots] == [
        {first.booking.id, second.booking.id},
        set(),
        {third.booking.id},
    ]
    counts = found.counts
    assert (counts.expected, counts.here, counts.absent, counts.cancelled, counts.free) == (1, 2, 1, 1, 4)
    assert (counts.walk_ins, counts.walk_ins_free) == (1, 1)


def test_staff_book_for_a_driver(db: Database, staff: Actor, now: datetime, request_for: Ask) -> None:
    view = roster.book_for(db, staff, now, request_for(1))
    assert status_of(view) is BookingStatus.BOOKED
    assert db.read(lambda tx: audit.latest(tx, limit=1))[0].account_id == staff.account_id


@pytest.mark.parametrize(
    "scanned",
    [
        "{code}",
        " {lower} ",
        "{first} {last}",
        "https://example.org/booking?token={token}",
        "https://example.org/booking?lang=en&token={token}",
        "http://localhost:8501/m/booking/{token}?lang=zh-Hant",
        "https://example.org/check-in?code={code}",
    ],
)
def test_a_code_or_a_whole_link_checks_its_owner_in(
    db: Database, staff: Actor, on_the_day: datetime, booked: Booked, scanned: str
) -> None:
    booking = booked(1).booking
    text = scanned.format(
        code=booking.code,
        lower=booking.code.lower(),
        first=booking.code[:3],
        last=booking.code[3:],
        token=booking.token,
    )
    result = desk.check_in_by_code(db, staff, on_the_day, text)
    assert status_of(result) is BookingStatus.CHECKED_IN
    assert isinstance(result, BookingView)
    assert result.booking.checked_in_at == on_the_day


@pytest.mark.parametrize(
    "scanned", ["", "ZZZZZZ", "https://example.org/booking?token=" + "x" * 22, "二维码", "=" * 3000]
)
def test_a_wrong_code_is_nobodys(
    db: Database, staff: Actor, on_the_day: datetime, booked: Booked, scanned: str
) -> None:
    booked(1)
    assert code_of(desk.check_in_by_code(db, staff, on_the_day, scanned)) is Code.BOOKING_NOT_FOUND


def test_a_booking_at_another_station_is_answered_as_if_there_were_none(
    db: Database, other_staff: Actor, on_the_day: datetime, booked: Booked
) -> None:
    result = desk.check_in_by_code(db, other_staff, on_the_day, booked(1).booking.code)
    assert code_of(result) is Code.BOOKING_NOT_FOUND


@pytest.mark.parametrize(
    ("minutes", "code"), [(-121, Code.NOT_TODAY), (-120, None), (45 + 360, None), (45 + 361, Code.NOT_TODAY)]
)
def test_checking_in_opens_two_hours_before_and_ends_six_hours_after(
    db: Database, staff: Actor, clinic: SessionView, booked: Booked, minutes: int, code: Code | None
) -> None:
    assert clinic.session.starts_at is not None
    result = desk.check_in_by_code(
        db, staff, clinic.session.starts_at + timedelta(minutes=minutes), booked(1).booking.code
    )
    assert (result.code if isinstance(result, Refused) else None) is code


def test_on_another_day_the_day_is_said(db: Database, staff: Actor, now: datetime, booked: Booked) -> None:
    result = desk.check_in_by_code(db, staff, now, booked(1).booking.code)
    assert result == Refused(Code.NOT_TODAY, {"starts_at": "2026-11-25T01:00:00Z"})


def test_whoever_is_checked_in_already_is_said_when(
    db: Database, staff: Actor, on_the_day: datetime, booked: Booked
) -> None:
    view = booked(1)
    desk.check_in(db, staff, on_the_day, view.booking.id)
    later = on_the_day + timedelta(minutes=9)
    again = desk.check_in_by_code(db, staff, later, view.booking.code)
    assert again == Refused(Code.ALREADY_CHECKED_IN, {"at": "2026-11-25T01:05:00Z"})


def test_a_cancelled_booking_is_not_checked_in(
    db: Database, staff: Actor, now: datetime, on_the_day: datetime, booked: Booked
) -> None:
    view = booked(1)
    my_booking.cancel(db, now, view.booking.token)
    result = desk.check_in_by_code(db, staff, on_the_day, view.booking.code)
    assert result == Refused(Code.BOOKING_ENDED, {"at": "2026-11-22T02:00:00Z"})


def test_taps_at_the_same_moment_check_in_once(
    db: Database, staff: Actor, on_the_day: datetime, booked: Booked
) -> None:
    view = booked(1)
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(lambda _: desk.check_in(db, staff, on_the_day, view.booking.id), range(8)))
    assert sum(isinstance(result, BookingView) for result in results) == 1
    entries = db.read(lambda tx: audit.latest(tx, action="booking.checked-in"))
    assert len(entries) == 1


def test_a_tap_on_an_old_screen_does_nothing(db: Database, staff: Actor, on_the_day: datetime, booked: Booked) -> None:
    booking = booked(1).booking
    desk.check_in(db, staff, on_the_day, booking.id, booking.version)
    assert code_of(desk.check_in(db, staff, on_the_day, booking.id, booking.version)) is Code.ALREADY_CHECKED_IN
    assert status_of(desk.undo(db, staff, on_the_day, booking.id, booking.version + 1)) is BookingStatus.BOOKED
    assert code_of(desk.undo(db, staff, on_the_day, booking.id, booking.version + 1)) is Code.CHANGED_MEANWHILE


def test_somebody_who_did_not_come_frees_the_place_and_undoing_takes_it_again(
    db: Database, staff: Actor, on_the_day: datetime, clinic: SessionView, booked: Booked
) -> None:
    view = booked(1, 0)
    assert status_of(desk.no_show(db, staff, on_the_day, view.booking.id)) is BookingStatus.NOSHOW
    assert free_in(db, clinic) == [2, 2, 2]
    assert status_of(desk.undo(db, staff, on_the_day, view.booking.id)) is BookingStatus.BOOKED
    assert free_in(db, clinic) == [1, 2, 2]


def test_nobody_is_absent_before_their_slot(db: Database, staff: Actor, on_the_day: datetime, booked: Booked) -> None:
    view = booked(1, 1)
    assert code_of(desk.no_show(db, staff, on_the_day, view.booking.id)) is Code.NOT_TODAY


def test_a_latecomer_needs_a_place_that_is_still_free(
    db: Database,
    staff: Actor,
    on_the_day: datetime,
    now: datetime,
    clinic: SessionView,
    booked: Booked,
    request_for: Ask,
) -> None:
    late = booked(1, 0)
    booked(2, 0)
    desk.no_show(db, staff, on_the_day, late.booking.id)
    book.book(db, DRIVER, now, request_for(3, 0))
    assert code_of(desk.check_in(db, staff, on_the_day, late.booking.id)) is Code.SLOT_FULL
    assert code_of(desk.undo(db, staff, on_the_day, late.booking.id)) is Code.SLOT_FULL
    assert db.read(sessions.miscounted) == []


def test_a_latecomer_who_booked_anew_keeps_the_new_booking(
    db: Database,
    staff: Actor,
    on_the_day: datetime,
    now: datetime,
    clinic: SessionView,
    booked: Booked,
    request_for: Ask,
) -> None:
    late = booked(1, 0)
    desk.no_show(db, staff, on_the_day, late.booking.id)
    book.book(db, DRIVER, now, request_for(1, 2))
    assert code_of(desk.undo(db, staff, on_the_day, late.booking.id)) is Code.ALREADY_BOOKED
    assert free_in(db, clinic) == [2, 2, 1]


def test_seen_goes_back_to_checked_in_with_its_time_and_then_to_booked(
    db: Database, staff: Actor, on_the_day: datetime, booked: Booked
) -> None:
    view = booked(1)
    desk.check_in(db, staff, on_the_day, view.booking.id)
    later = on_the_day + timedelta(minutes=20)
    assert status_of(desk.fulfil(db, staff, later, view.booking.id)) is BookingStatus.FULFILLED
    back = desk.undo(db, staff, later, view.booking.id)
    assert status_of(back) is BookingStatus.CHECKED_IN
    assert isinstance(back, BookingView)
    assert back.booking.checked_in_at == on_the_day
    assert status_of(desk.undo(db, staff, later, view.booking.id)) is BookingStatus.BOOKED
    assert code_of(desk.undo(db, staff, later, view.booking.id)) is Code.BOOKING_ENDED


def test_walk_ins_are_here_and_limited(db: Database, staff: Actor, on_the_day: datetime, clinic: SessionView) -> None:
    for _ in range(4):
        assert status_of(desk.walk_in(db, staff, on_the_day, passer_by(clinic))) is BookingStatus.CHECKED_IN
    assert code_of(desk.walk_in(db, staff, on_the_day, passer_by(clinic))) is Code.WALK_INS_FULL
    assert walk_ins_taken(db, clinic) == 2
    taken = [slot.taken for slot in book.see_session(db, clinic.session.id).slots]
    assert taken == [2, 0, 0], "who finds no walk-in place gets one that nobody booked in the slot of this moment"
    assert db.read(sessions.miscounted) == []


def test_a_repeated_walk_in_is_one_person(
    db: Database, staff: Actor, on_the_day: datetime, clinic: SessionView
) -> None:
    for _ in range(3):
        assert isinstance(desk.walk_in(db, staff, on_the_day, passer_by(clinic, request_key="tap")), BookingView)
    assert walk_ins_taken(db, clinic) == 1


def test_walk_ins_racing_for_the_last_places_get_no_more(
    db: Database, staff: Actor, on_the_day: datetime, clinic: SessionView
) -> None:
    with ThreadPoolExecutor(10) as pool:
        list(pool.map(lambda _: desk.walk_in(db, staff, on_the_day, passer_by(clinic)), range(10)))
    assert walk_ins_taken(db, clinic) == 2
    assert db.read(sessions.miscounted) == []


def test_a_phone_with_a_booking_is_not_taken_in_a_second_time(
    db: Database, staff: Actor, on_the_day: datetime, clinic: SessionView, booked: Booked
) -> None:
    phone = booked(1).booking.phone
    assert code_of(desk.walk_in(db, staff, on_the_day, passer_by(clinic, phone))) is Code.ALREADY_BOOKED
    assert walk_ins_taken(db, clinic) == 0


def test_a_walk_in_entered_by_mistake_is_struck_out(
    db: Database, staff: Actor, on_the_day: datetime, clinic: SessionView
) -> None:
    view = desk.walk_in(db, staff, on_the_day, passer_by(clinic, "+85251234567"))
    assert isinstance(view, BookingView)
    assert status_of(desk.undo(db, staff, on_the_day, view.booking.id)) is BookingStatus.ENTERED_IN_ERROR
    assert walk_ins_taken(db, clinic) == 0
    assert roster.roster(db, staff, clinic.session.id).walk_ins == ()
    assert status_of(desk.walk_in(db, staff, on_the_day, passer_by(clinic, "+85251234567"))) is BookingStatus.CHECKED_IN


@pytest.mark.parametrize("change", [{"has_consented": False}, {"name": ""}, {"phone": "1"}, {"category": "x"}])
def test_a_walk_in_is_checked_like_a_booking(
    db: Database, staff: Actor, on_the_day: datetime, clinic: SessionView, change: dict[str, object]
) -> None:
    with pytest.raises(InvalidInput):
        desk.walk_in(db, staff, on_the_day, passer_by(clinic, **change))


def test_nobody_walks_in_days_before_or_after_the_end(
    db: Database, staff: Actor, now: datetime, clinic: SessionView
) -> None:
    assert code_of(desk.walk_in(db, staff, now, passer_by(clinic))) is Code.NOT_TODAY
    assert code_of(desk.walk_in(db, staff, now + timedelta(days=5), passer_by(clinic))) is Code.SESSION_PAST


def test_after_a_cancellation_the_desk_is_closed(
    db: Database, staff: Actor, on_the_day: datetime, clinic: SessionView, booked: Booked
) -> None:
    here, waiting = booked(1, 0), booked(2, 0)
    desk.check_in(db, staff, on_the_day, here.booking.id)
    clinics.cancel(db, staff, on_the_day, clinic.session.id)
    for result in (
        desk.check_in(db, staff, on_the_day, waiting.booking.id),
        desk.undo(db, staff, on_the_day, here.booking.id),
        desk.no_show(db, staff, on_the_day, waiting.booking.id),
        desk.walk_in(db, staff, on_the_day, passer_by(clinic)),
    ):
        assert code_of(result) is Code.SESSION_CANCELLED


def test_an_erased_booking_is_left_alone(
    db: Database, staff: Actor, on_the_day: datetime, clinic: SessionView, booked: Booked
) -> None:
    view = booked(1)
    later = on_the_day + timedelta(days=60)
    db.write(lambda tx: bookings.erase(tx, bookings.due_for_erasure(tx, later), later))
    assert code_of(desk.check_in(db, staff, on_the_day, view.booking.id)) is Code.LINK_EXPIRED
    assert roster.roster(db, staff, clinic.session.id).slots[0].bookings[0].name == ""


def test_staff_move_and_cancel_for_a_driver(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, booked: Booked
) -> None:
    view = booked(1, 0)
    moved = roster.move_for(db, staff, now, view.booking.id, clinic.slots[1].id)
    assert isinstance(moved, BookingView)
    assert free_in(db, clinic) == [2, 1, 2]
    assert status_of(roster.cancel_for(db, staff, now, view.booking.id)) is BookingStatus.CANCELLED
    assert free_in(db, clinic) == [2, 2, 2]
    entries = db.read(lambda tx: audit.latest(tx, action="booking."))
    assert [entry.account_id for entry in entries] == [staff.account_id, staff.account_id, ""]


def test_taking_the_roster_away_is_recorded(db: Database, staff: Actor, now: datetime, clinic: SessionView) -> None:
    roster.export(db, staff, now, clinic.session.id)
    entry = db.read(lambda tx: audit.latest(tx, limit=1))[0]
    assert (entry.action, entry.subject, entry.account_id) == ("roster.exported", clinic.session.id, staff.account_id)


def test_nobody_else_may(
    db: Database,
    driver: Actor,
    manager: Actor,
    other_manager: Actor,
    other_staff: Actor,
    on_the_day: datetime,
    now: datetime,
    clinic: SessionView,
    booked: Booked,
    request_for: Ask,
) -> None:
    session_id, booking_id = clinic.session.id, booked(1).booking.id
    before = len(db.read(audit.latest))
    for actor in (driver, manager, other_manager, other_staff):
        for attempt in (
            lambda a: roster.roster(db, a, session_id),
            lambda a: roster.export(db, a, now, session_id),
            lambda a: roster.book_for(db, a, now, request_for(2)),
            lambda a: roster.cancel_for(db, a, now, booking_id),
            lambda a: roster.move_for(db, a, now, booking_id, clinic.slots[1].id),
            lambda a: roster.to_call(db, a, session_id),
            lambda a: roster.mark_told(db, a, now, booking_id),
            lambda a: desk.check_in(db, a, on_the_day, booking_id),
            lambda a: desk.no_show(db, a, on_the_day, booking_id),
            lambda a: desk.fulfil(db, a, on_the_day, booking_id),
            lambda a: desk.undo(db, a, on_the_day, booking_id),
            lambda a: desk.walk_in(db, a, on_the_day, passer_by(clinic)),
        ):
            with pytest.raises(Forbidden):
                attempt(actor)  # type: ignore[no-untyped-call]
    for actor in (driver, manager, other_manager):
        with pytest.raises(Forbidden):
            desk.look_up(db, actor, "K7P4QX")
    assert len(db.read(audit.latest)) == before


def test_there_must_be_such_a_booking_and_session(db: Database, staff: Actor, now: datetime) -> None:
    with pytest.raises(NotFound):
        desk.check_in(db, staff, now, "nobody")
    with pytest.raises(NotFound):
        roster.roster(db, staff, "nothing")


@pytest.mark.parametrize("seed", range(6))
def test_counters_stay_right_through_whatever_happens_at_the_desk(
    db: Database, staff: Actor, on_the_day: datetime, now: datetime, clinic: SessionView, request_for: Ask, seed: int
) -> None:
    dice = random.Random(seed)
    steps: list[Callable[[str], object]] = [
        lambda one: desk.check_in(db, staff, on_the_day, one),
        lambda one: desk.no_show(db, staff, on_the_day, one),
        lambda one: desk.fulfil(db, staff, on_the_day, one),
        lambda one: desk.undo(db, staff, on_the_day, one),
        lambda one: roster.cancel_for(db, staff, now, one),
        lambda one: roster.move_for(db, staff, now, one, dice.choice(clinic.slots).id),
        lambda _: book.book(db, DRIVER, now, request_for(dice.randrange(9), dice.randrange(3))),
        lambda _: desk.walk_in(db, staff, on_the_day, passer_by(clinic, dice.choice(["", "+8613800138001"]))),
    ]
    book.book(db, DRIVER, now, request_for(1, 0))
    changed = 0
    for _ in range(80):
        known = db.read(lambda tx: bookings.of_session(tx, clinic.session.id))
        changed += isinstance(dice.choice(steps)(dice.choice(known).id), BookingView)
        assert db.read(sessions.miscounted) == []
    assert changed > 15
    clinics.cancel(db, staff, now, clinic.session.id)
    assert db.read(sessions.miscounted) == []


def test_counters_stay_right_when_many_desks_work_at_once(
    db: Database,
    staff: Actor,
    on_the_day: datetime,
    now: datetime,
    clinic: SessionView,
    booked: Booked,
    request_for: Ask,
) -> None:
    ids = [booked(number, number % 3).booking.id for number in range(6)]

    def desk_of(seed: int) -> None:
        dice = random.Random(seed)
        for _ in range(25):
            one = dice.choice(ids)
            dice.choice(
                [
                    lambda one=one: desk.check_in(db, staff, on_the_day, one),
                    lambda one=one: desk.no_show(db, staff, on_the_day, one),
                    lambda one=one: desk.undo(db, staff, on_the_day, one),
                    lambda one=one: roster.move_for(db, staff, now, one, dice.choice(clinic.slots).id),
                    lambda: desk.walk_in(db, staff, on_the_day, passer_by(clinic)),
                    lambda: book.book(db, DRIVER, now, request_for(dice.randrange(20, 30), dice.randrange(3))),
                ]
            )()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(desk_of, range(6)))
    assert db.read(sessions.miscounted) == []
