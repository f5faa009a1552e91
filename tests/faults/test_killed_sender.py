"""A program that is killed while it sends: the message goes out again, under the same key, and no other twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta

import pytest

from stations.actions import book, clinics, tell
from stations.actions.book import Request
from stations.bookings import BookingView
from stations.channels.sms_webhook import SmsWebhook
from stations.notices import Delivery
from stations.plans import Plan
from stations.roles import DRIVER, SYSTEM, Actor
from stations.settings import ROOT
from stations.storage import notices
from stations.storage.engine import Database, open_database
from stations.telling import LEASE
from tests.post import Gateway

SECRET = "shared"
Notify = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    found = open_database(url)
    yield found
    found.close()


@pytest.fixture
def booked(database: Database, staff: Actor) -> list[BookingView]:
    """Two people who have just booked for a day to come, whatever day it is."""
    now = datetime.now(UTC).replace(microsecond=0)
    on_date = (now + timedelta(days=3)).date()
    plan = Plan(
        "hzmb-truck-drivers", "clinic", {"en": "Blood pressure"}, ({"en": "Hospital"},), on_date, time(9), time(10), 15, 2, 0
    )  # fmt: skip
    draft = clinics.create(database, staff, now, plan)
    clinics.publish(database, staff, now, draft.id, draft.version)
    slots = book.see_session(database, draft.id).slots
    views = [
        book.book(database, DRIVER, now, Request(slot.id, "Driver", f"1380013800{number}", "truck", True, "en"))
        for number, slot in enumerate(slots[:2])
    ]
    assert all(isinstance(view, BookingView) for view in views)
    return [view for view in views if isinstance(view, BookingView)]


@pytest.fixture
def notify(url: str, gateway: Gateway) -> Iterator[Notify]:
    """Make a function that starts the command which sends, as a process of its own."""
    started: list[subprocess.Popen[bytes]] = []

    def start(*options: str) -> subprocess.Popen[bytes]:
        given = {"DATABASE_URL": url, "SMS_WEBHOOK": gateway.url, "SMS_SECRET": SECRET, "TELL_EVERY_SECONDS": "1"}
        environment = {**os.environ, "LANG": "en_GB.UTF-8", **{f"STATIONS_{name}": it for name, it in given.items()}}
        command = [sys.executable, "-m", "stations", "notify", *options]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE))
        return started[-1]

    yield start
    gateway.go_on.set()
    for process in started:
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()


def test_a_killed_sender_leaves_its_message_to_be_sent_again_under_the_same_key(
    database: Database, booked: list[BookingView], gateway: Gateway, notify: Notify
) -> None:
    gateway.go_on.clear()
    sender = notify()
    assert gateway.arrived.acquire(timeout=60)
    sender.kill()
    assert sender.wait() == -9
    gateway.go_on.set()
    service, now = SmsWebhook(gateway.url, SECRET), datetime.now(UTC).replace(microsecond=0)
    done = []
    for moment in (now, now + LEASE):
        while (delivery := tell.send_one(database, SYSTEM, moment, (service,))) is not None:
            done.append(delivery)
    assert done == [Delivery.SENT, Delivery.SENT]
    keys = [one.headers["Idempotency-Key"] for one in gateway.posted]
    ids = [str(database.read(lambda tx, id_=view.booking.id: notices.of_booking(tx, id_))[0].id) for view in booked]
    assert sorted(keys) == sorted([ids[0], *ids])


def test_a_sender_that_loops_sends_what_is_written_later(
    database: Database, booked: list[BookingView], gateway: Gateway, notify: Notify
) -> None:
    notify("--loop")
    for _ in booked:
        assert gateway.arrived.acquire(timeout=60)
    database.write(
        lambda tx: tx.run(
            "UPDATE notice SET state = 'due', due_at = created_at WHERE booking_id = :id", id=booked[0].booking.id
        )
    )
    assert gateway.arrived.acquire(timeout=60)
    assert len(gateway.posted) == 3
