"""What a dispute is over time: what speaks against nothing, what stays overdue, what takes it back; and what limits reports."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from stations.actions import concerns, emergencies
from stations.actions.care import confirm_all, see_for_care
from stations.actions.care_station import set_hours
from stations.actions.report import MOST_OF_AN_ADDRESS, Sent, follow, send
from stations.actions.station import see
from stations.claims import Standing
from stations.concerns import Outcome
from stations.edits import Part
from stations.errors import Code, Refused
from stations.hours import OpenState
from stations.reports import ReportKind, Sending
from stations.roles import Actor
from stations.storage import attempts, claim_log
from stations.storage.engine import Database
from tests.conftest import TRUCK

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
Report = Callable[..., str]


@pytest.fixture
def report_as(db: Database, now: datetime) -> Report:
    """Make a function that sends a report and returns its link's secret: ``report_as("a", ReportKind.LOCKED)``."""
    numbers = iter(range(10_000))

    def make(
        device: str, kind: ReportKind, facility: str = "", *, at: datetime | None = None, when: datetime | None = None,
        **more: object,
    ) -> str:  # fmt: skip
        sending = Sending(
            TRUCK, kind, facility, at or now, f"device-of-driver-{device}", f"request-{next(numbers):032}"
        )
        sent = send(db, when or at or now, "10.0.0.1", replace(sending, **more))  # type: ignore[arg-type]
        assert isinstance(sent, Sent), sent
        return sent.token

    return make


def open_daily(db: Database, actor: Actor, at: datetime, hours: str) -> None:
    """Give the truck drivers' station hours, and confirm everything it has, at ``at``."""
    stored = set_hours(db, actor, at, TRUCK, see_for_care(db, actor, at, TRUCK).marks[Part.HOURS], hours)
    assert not isinstance(stored, Refused)
    confirm_all(db, actor, at, TRUCK, see_for_care(db, actor, at, TRUCK).seen)


# --- a locked door while the station is closed


def test_a_door_found_locked_at_night_speaks_against_no_hours(
    db: Database, manager: Actor, now: datetime, report_as: Report
) -> None:
    open_daily(db, manager, now, "08:00-22:00")
    night = now + 13 * HOUR
    tokens = [report_as(device, ReportKind.LOCKED, at=night) for device in "abc"]
    assert concerns.my_concerns(db, manager) == []
    assert follow(db, tokens[0]).concerns == ()
    assert see(db, night, TRUCK).status.state is OpenState.CLOSED
    assert see(db, now + DAY, TRUCK).status.state is OpenState.OPEN


def test_a_door_found_locked_in_a_typhoon_speaks_against_no_hours(
    db: Database, admin: Actor, now: datetime, report_as: Report
) -> None:
    open_daily(db, admin, now - HOUR, "24/7")
    assert not isinstance(emergencies.declare(db, admin, now, "port-closed", "CN"), Refused)
    for device in ("a", "b"):
        report_as(device, ReportKind.LOCKED, at=now + HOUR)
    assert see(db, now + HOUR, TRUCK).told.judgements["hours"].standing is Standing.HOLDS


def test_it_is_the_time_of_the_tap_that_counts_and_not_that_of_the_line(
    db: Database, manager: Actor, now: datetime, report_as: Report
) -> None:
    open_daily(db, manager, now, "08:00-22:00")
    for device in "ab":
        report_as(device, ReportKind.LOCKED, at=now + HOUR, when=now + 13 * HOUR)
    assert see(db, now + DAY, TRUCK).status.state is OpenState.DISPUTED


# --- a dispute over time


def test_a_dispute_that_nobody_answers_stays_one_and_overdue_when_more_is_reported(
    db: Database, manager: Actor, now: datetime, report_as: Report
) -> None:
    open_daily(db, manager, now, "24/7")
    for device in "ab":
        report_as(device, ReportKind.BROKEN, "aed", at=now + HOUR)
    (before,) = concerns.my_concerns(db, manager)
    much_later = now + 40 * DAY  # the AED's interval is over
    assert see(db, much_later, TRUCK).told.judgements["aed"].standing is Standing.UNANSWERED
    report_as("c", ReportKind.WRONG_POSITION, at=much_later)
    after = next(it.concern for it in concerns.my_concerns(db, manager) if it.concern.subject == "aed")
    assert (after.is_dispute, after.deadline_at) == (True, before.concern.deadline_at)
    assert after.is_overdue(much_later)


@pytest.mark.parametrize(
    ("kind", "facility", "deadline"),
    [(ReportKind.LOCKED, "", 24), (ReportKind.BROKEN, "aed", 12), (ReportKind.GONE, "rest_area", 72), (ReportKind.WRONG_POSITION, "", 168)],
)  # fmt: skip
def test_the_deadline_is_that_of_the_kind_of_fact(
    kind: ReportKind, facility: str, deadline: int, db: Database, manager: Actor, now: datetime, report_as: Report
) -> None:
    open_daily(db, manager, now, "24/7")
    later = now + HOUR
    for device in "ab":
        report_as(device, kind, facility, at=later)
    (view,) = concerns.my_concerns(db, manager)
    assert view.concern.deadline_at == later + deadline * HOUR


def test_drivers_who_find_it_as_shown_take_a_dispute_back(
    db: Database, manager: Actor, now: datetime, report_as: Report
) -> None:
    open_daily(db, manager, now, "24/7")
    for hours, device in enumerate("ab", 1):
        report_as(device, ReportKind.BROKEN, "aed", at=now + hours * HOUR)
    report_as("c", ReportKind.WORKS, "aed", at=now + 3 * HOUR)
    (view,) = concerns.my_concerns(db, manager)
    assert (view.concern.is_dispute, view.concern.devices) == (False, 2)


def test_the_log_of_claims_tells_the_dispute_and_its_end(
    db: Database, manager: Actor, now: datetime, report_as: Report
) -> None:
    open_daily(db, manager, now, "24/7")
    for device in "ab":
        report_as(device, ReportKind.LOCKED, at=now + HOUR)
    (view,) = concerns.my_concerns(db, manager)
    concerns.answer(db, manager, now + 2 * HOUR, view.concern.id, Outcome.FIXED)
    rows = db.read(lambda tx: claim_log.until(tx, [view.concern.station_key], now + DAY))
    told = [(it.kind, it.subject, it.value, it.checked_by) for it in rows if it.subject == "hours"]
    assert told[-3:] == [
        ("disputed", "hours", "locked", "driver"),
        ("settled", "hours", "fixed", "manager"),
        ("confirmed", "hours", "", "manager"),
    ]


# --- limits


def test_an_address_may_not_flood_with_devices_it_made_up(
    db: Database, now: datetime, report_as: Report, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stations.actions.report.MOST_OF_AN_ADDRESS", 3)
    for device in "abc":
        report_as(device, ReportKind.AS_SHOWN)
    fourth = Sending(TRUCK, ReportKind.AS_SHOWN, "", now, "device-of-driver-d", "request-of-driver-d")
    assert send(db, now, "10.0.0.1", fourth) == Refused(Code.TOO_MANY_TRIES)
    assert isinstance(send(db, now, "10.0.0.2", fourth), Sent)
    assert MOST_OF_AN_ADDRESS >= 100  # a fleet behind one address gets through


def test_a_report_sent_again_counts_against_no_limit(db: Database, now: datetime, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr("stations.actions.report.MOST_OF_A_DEVICE", 1)
    sending = Sending(TRUCK, ReportKind.AS_SHOWN, "", now, "device-of-driver-a", "request-of-driver-a")
    first = send(db, now, "10.0.0.1", sending)
    assert [send(db, now, "10.0.0.1", sending) for _ in range(3)] == [replace(first, is_new=False)] * 3  # type: ignore[type-var]


def test_counts_of_tries_are_dropped_with_their_day(db: Database, now: datetime, report_as: Report) -> None:
    report_as("a", ReportKind.AS_SHOWN)
    assert db.write(lambda tx: attempts.drop_expired(tx, now + DAY)) == 2


# --- what is kept


@pytest.mark.parametrize(
    ("kind", "facility"),
    [(ReportKind.BROKEN, "aed"), (ReportKind.WORKS, "rest_area"), (ReportKind.LOCKED, ""), (ReportKind.AS_SHOWN, "")],
)
def test_the_link_tells_which_facility_was_meant(
    kind: ReportKind, facility: str, db: Database, manager: Actor, now: datetime, report_as: Report
) -> None:
    open_daily(db, manager, now - HOUR, "24/7")
    assert follow(db, report_as("a", kind, facility)).facility == facility


def test_where_the_driver_is_has_no_place_to_be_kept(
    db: Database, admin: Actor, now: datetime, report_as: Report
) -> None:
    token = report_as("a", ReportKind.WRONG_POSITION)
    concerns.block_device(db, admin, now, follow(db, token).report.id, "胡闹")
    for table in ("report", "sighting", "concern", "device_block"):
        (row,) = db.read(lambda tx, name=table: tx.all(f"SELECT * FROM {name}"))  # type: ignore[misc]
        assert not set(row.keys()) & {"lat", "lng", "latitude", "longitude", "position", "address", "accuracy"}
