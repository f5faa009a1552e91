"""The clock is set back in the middle of a day: nobody meets a traceback, nothing is older than nothing, places are counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stations.actions import book, care, desk, find, forget, my_booking, rechecks, timekeeping
from stations.actions.asking import Query
from stations.actions.checks import check_house
from stations.actions.ledger import read_ledger
from stations.actions.report import Sent, send
from stations.actions.station import see
from stations.distance_words import ago
from stations.errors import Refused
from stations.reports import ReportKind, Sending
from stations.roles import DRIVER, SYSTEM, Actor
from stations.storage.engine import Database
from stations.words import say
from tests.faults.conftest import slots_of_new_clinic
from tests.faults.load import request_of, view_of

TRUCK = "hzmb-truck-drivers"
ON_THE_DAY = datetime(2026, 11, 25, 1, 5, tzinfo=UTC)  # five past nine: the first slot has begun


@pytest.fixture(params=[timedelta(hours=1), timedelta(days=3), timedelta(days=400)], ids=str)
def before(request: pytest.FixtureRequest) -> datetime:
    """What the clock says after it was set back."""
    return ON_THE_DAY - request.param


def test_bookings_are_counted_rightly_when_the_clock_goes_back(
    db: Database, staff: Actor, now: datetime, before: datetime
) -> None:
    slots = slots_of_new_clinic(db, staff, now, places=3)
    kept, given_up, absent = (
        view_of(book.book(db, DRIVER, now, request_of(slots[0], each))).booking for each in range(3)
    )
    view_of(desk.check_in(db, staff, ON_THE_DAY, kept.id))
    assert view_of(my_booking.cancel(db, before, given_up.token)).booking.updated_at == before
    again = view_of(book.book(db, DRIVER, before, request_of(slots[0], 9))).booking
    timekeeping.keep_time(db, SYSTEM, before)
    forget.purge(db, SYSTEM, before)
    desk.undo(db, staff, before, kept.id)
    assert isinstance(desk.no_show(db, staff, before, absent.id), Refused)  # the slot has not begun again
    desk.check_in(db, staff, before, kept.id)
    view_of(my_booking.move(db, before, again.token, slots[1]))
    timekeeping.keep_time(db, SYSTEM, ON_THE_DAY)
    assert check_house(db, SYSTEM).is_well
    assert [slot.taken for slot in book.see_session(db, kept.session_id).slots[:2]] == [2, 1]


def test_what_was_said_after_now_is_said_to_be_of_today(
    db: Database, manager: Actor, admin: Actor, before: datetime
) -> None:
    care.confirm_all(db, manager, ON_THE_DAY, TRUCK, care.see_for_care(db, manager, ON_THE_DAY, TRUCK).seen)
    assert isinstance(send(db, ON_THE_DAY, "127.0.0.1", _locked(ON_THE_DAY, 1)), Sent)
    assert isinstance(send(db, before, "127.0.0.1", _locked(before, 2)), Sent)
    looks = [one.checked_at for one in see(db, before, TRUCK).told.amenities.values() if one.checked_at]
    assert ON_THE_DAY in looks
    for lang in ("zh-Hans", "zh-Hant", "en"):
        assert {ago(look, before, lang) for look in looks if look > before} == {say(lang, "ago-today")}
    assert find.find(db, before, Query()).found
    queued = rechecks.queue(db, admin, before)
    assert all(each.score >= 0 for each in (*queued.mine, *queued.waiting))
    assert not isinstance(rechecks.take(db, admin, before, TRUCK), Refused)
    care.confirm_all(db, manager, before, TRUCK, care.see_for_care(db, manager, before, TRUCK).seen)
    assert read_ledger(db, admin, before, before.date())
    assert check_house(db, SYSTEM).is_well


def _locked(at: datetime, device: int) -> Sending:
    return Sending(TRUCK, ReportKind.LOCKED, "", at, f"device-of-driver-{device}", f"request-{device:032}")
