"""Starting and ending: the setup code is shown once, the purge runs, and a start that cannot be says why."""

from __future__ import annotations

import asyncio
import re
import socket
import threading
from collections.abc import Callable, Iterator
from datetime import time, timedelta

import pytest

from stations.actions import book, clinics, demand, seals, sign_in, start
from stations.actions.book import Request
from stations.audit import Entry
from stations.bookings import BookingView
from stations.errors import Code, DatabaseUnavailable
from stations.plans import Plan
from stations.roles import DRIVER, SYSTEM, Actor, Role
from stations.storage import audit
from stations.web import life, serving
from tests.post import Gateway

CODE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}")


@pytest.fixture
def fresh(
    engine: str, new_database_url: Callable[[str], str], change_setting: Callable[[str, str], None]
) -> Iterator[None]:
    """An installation that was never started."""
    change_setting("DATABASE_URL", new_database_url(engine))
    start.use(None)
    yield
    start.close()


def live_once() -> None:
    async def live() -> None:
        async with life.lifespan(None):
            pass

    asyncio.run(live())


@pytest.mark.usefixtures("fresh")
def test_the_first_start_shows_the_setup_code_and_no_other_does(capsys: pytest.CaptureFixture[str]):
    live_once()
    first = capsys.readouterr().err
    live_once()
    second = capsys.readouterr().err
    assert len(set(CODE.findall(first))) == 1
    assert CODE.findall(second) == []
    code = CODE.findall(first)[0]
    db, now = start.database(), life.moment()
    assert not isinstance(
        sign_in.set_up(db, now, code, "boss", "老板", "correct horse battery", "127.0.0.1"), sign_in.Refused
    )


@pytest.mark.usefixtures("fresh")
def test_a_start_tells_which_engine_and_version_runs(capsys: pytest.CaptureFixture[str], engine: str):
    live_once()
    assert re.search(rf"engine={engine}.*version=\d", capsys.readouterr().err)


@pytest.mark.usefixtures("fresh")
def test_the_purge_erases_what_is_past_its_time(capsys: pytest.CaptureFixture[str]):
    live_once()
    db = start.database()
    db.write(
        lambda tx: tx.run(
            "INSERT INTO attempt (subject, bucket, tries, expires_at) VALUES ('a', 'b', 1, '2020-01-01T00:00:00Z')"
        )
    )
    life.purge_once()
    assert db.read(lambda tx: tx.tuples("SELECT count(*) FROM attempt"))[0][0] == 0
    assert "purged" in capsys.readouterr().err


def test_a_start_without_a_database_goes_on_and_says_why(
    capsys: pytest.CaptureFixture[str], change_setting: Callable[[str, str], None]
):
    change_setting("DATABASE_URL", "sqlite:////proc/nowhere/stations.db")
    start.use(None)
    live_once()
    logged = capsys.readouterr().err
    assert "database-missing" in logged
    assert "Traceback" not in logged


def test_a_port_in_use_is_told_in_a_plain_sentence(capsys: pytest.CaptureFixture[str]):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serving.run("127.0.0.1", port) == 1
    said = capsys.readouterr().err
    assert f"Port {port} is in use by another program." in said
    assert f"PORT={port + 1}" in said


def test_an_address_of_another_machine_is_told_too(capsys: pytest.CaptureFixture[str]):
    assert serving.run("203.0.113.1", 8501) == 1
    assert "no such address" in capsys.readouterr().err


@pytest.mark.usefixtures("fresh")
def test_views_are_written_down_when_the_process_ends():
    live_once()
    demand.note_view("hzmb-port", life.moment())
    live_once()
    assert start.database().read(lambda tx: tx.tuples("SELECT sum(views) FROM demand")) == [(1,)]


@pytest.mark.usefixtures("fresh")
def test_views_that_cannot_be_written_down_are_told_in_the_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    live_once()
    db = start.database()
    demand.note_view("hzmb-port", life.moment())
    with monkeypatch.context() as locked:
        locked.setattr(db, "write", lambda _: (_ for _ in ()).throw(DatabaseUnavailable(Code.DATABASE_LOCKED)))
        life.count_once()
    assert "database-locked" in capsys.readouterr().err
    life.count_once()
    assert db.read(lambda tx: tx.tuples("SELECT sum(views) FROM demand")) == [(1,)]


@pytest.mark.usefixtures("fresh")
def test_the_audit_trail_is_sealed_and_what_hinders_it_is_told_in_the_log(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    live_once()
    db, now = start.database(), life.moment()
    db.write(lambda tx: audit.add(tx, Entry(now - timedelta(minutes=1), "account.signed-in", SYSTEM, "x")))
    with monkeypatch.context() as locked:
        locked.setattr(db, "write", lambda _: (_ for _ in ()).throw(DatabaseUnavailable(Code.DATABASE_LOCKED)))
        life.seal_once()
    assert "database-locked" in capsys.readouterr().err
    life.seal_once()
    verdict = seals.look_through(db, SYSTEM)
    assert (verdict.seals, verdict.is_well) == (1, True)
    assert verdict.unsealed < verdict.entries


@pytest.mark.usefixtures("fresh")
def test_the_running_program_seals_by_itself(monkeypatch: pytest.MonkeyPatch):
    is_sealed = threading.Event()
    monkeypatch.setattr(life, "_SEAL_EVERY_SECONDS", 0)
    monkeypatch.setattr(life, "seal_once", is_sealed.set)

    async def live() -> None:
        async with life.lifespan(None):
            assert await asyncio.to_thread(is_sealed.wait, 20)

    asyncio.run(live())


@pytest.fixture
def with_gateway(gateway: Gateway, change_setting: Callable[[str, str], None]) -> Gateway:
    """A gateway that the settings name, and a program that keeps time every second."""
    change_setting("SMS_WEBHOOK", gateway.url)
    change_setting("SMS_SECRET", "shared")
    change_setting("TELL_EVERY_SECONDS", "1")
    return gateway


def _write_notice() -> None:
    """Have somebody booked who is to be told so, and an offer to somebody else that is over."""
    now = life.moment()
    on_date = (now + timedelta(days=3)).date()
    plan = Plan(
        "hzmb-truck-drivers", "clinic", {"en": "Blood pressure"}, ({"en": "Hospital"},), on_date, time(9), time(10), 15, 2, 0
    )  # fmt: skip
    db, staff = start.database(), Actor(Role.STAFF, "staff-1", frozenset({"hzmb-truck-drivers"}))
    draft = clinics.create(db, staff, now, plan)
    clinics.publish(db, staff, now, draft.id, draft.version)
    slots = book.see_session(db, draft.id).slots
    for number, slot in enumerate(slots[:2]):
        request = Request(slot.id, "Driver", f"1380013800{number}", "truck", True, "en")
        assert isinstance(book.book(db, DRIVER, now, request), BookingView)
    db.write(
        lambda tx: tx.run(
            "UPDATE booking SET status = 'pending', is_offer = 1, expires_at = '2020-01-01T00:00:00Z' WHERE slot_id = :slot",
            slot=slots[1].id,
        )
    )


@pytest.mark.usefixtures("fresh")
def test_the_running_program_tells_people_and_ends_what_is_over(with_gateway: Gateway):
    async def live() -> None:
        async with life.lifespan(None):
            await asyncio.to_thread(_write_notice)
            assert await asyncio.to_thread(with_gateway.arrived.acquire, timeout=60)
            assert await asyncio.to_thread(with_gateway.arrived.acquire, timeout=60)

    asyncio.run(live())
    kinds = sorted(one.message["kind"] for one in with_gateway.posted)
    assert kinds == ["booked", "offer-expired"]


@pytest.mark.usefixtures("fresh")
def test_telling_that_fails_is_told_in_the_log_and_left_to_the_next_time(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, with_gateway: Gateway
):
    live_once()
    _write_notice()
    db = start.database()
    with monkeypatch.context() as away:
        for way in ("read", "write"):
            away.setattr(db, way, lambda _: (_ for _ in ()).throw(DatabaseUnavailable(Code.DATABASE_LOCKED)))
        life.keep_time_once()
        life.tell_once(threading.Event())
    said = capsys.readouterr().err
    assert "time not kept yet" in said
    assert "messages put off" in said
    life.keep_time_once()
    life.tell_once(threading.Event())
    assert "messages" in capsys.readouterr().err
    assert len(with_gateway.posted) == 2
