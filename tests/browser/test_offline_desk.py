"""The desk with the network cut: the roster as one file, ticks with their own times, and taking them up afterwards."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from stations.actions import book, roster
from stations.actions.book import Request
from stations.bookings import Booking, BookingView
from stations.instants import to_wall
from stations.roles import DRIVER, Actor, Role
from stations.sessions import Session, SessionStatus, slot_times
from stations.storage import bookings, sessions
from stations.storage.engine import Database
from tests.browser.conftest import TRUCK
from tests.browser.server import Server
from tests.browser.windows import DESKTOP, PHONE, Window, Windows

pytestmark = pytest.mark.xdist_group("browser-staff")

STAFF = Actor(Role.STAFF, "desk-planner", frozenset({TRUCK}), "易医生")
SESSIONS = ("offline-zh-Hans", "offline-zh-Hant", "offline-en", "offline-over")  # one phone is in one place at a time
CREW = ("何永强", "陈大文", "Wong Siu Ming")


def begun(server: Server, session_id: str) -> list[Booking]:
    """Hold a session that began ten minutes ago, with three people booked; return their bookings."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    begins, early = now - timedelta(minutes=10), now - timedelta(days=1)
    session = Session(
        session_id, TRUCK, "clinic", {"zh-Hans": "离线的一场", "en": "Offline"}, (), to_wall(begins, "CN").date(), begins,
        begins + timedelta(hours=2), 15, 4, 2, 0, "anyone", {}, SessionStatus.PUBLISHED, 0, 1, False, "staff", early,
    )  # fmt: skip
    made: list[Booking] = []

    def work(db: Database) -> None:
        times = list(slot_times(begins, begins + timedelta(hours=2), 15))
        db.write(lambda tx: sessions.add(tx, session, times))
        slot = db.read(lambda tx: sessions.slots_of(tx, session_id))[0]
        for number, name in enumerate(CREW):
            phone = f"137001370{SESSIONS.index(session_id)}{number}"
            request = Request(slot.id, name, phone, "truck", True, "zh-Hans")
            view = book.book(db, DRIVER, early, request)
            assert isinstance(view, BookingView), view
            made.append(view.booking)

    server.do(work)
    return made


def now_stored(server: Server, session_id: str) -> dict[str, Booking]:
    found: list[Booking] = []
    server.do(lambda db: found.extend(db.read(lambda tx: bookings.of_session(tx, session_id))))
    return {one.name: one for one in found}


def open_desk(window: Window) -> None:
    window.page.get_by_test_id("stExpander").filter(has_text=window.say("offline-desk")).locator("summary").click()


def taken_along(window: Window, folder: Path) -> Path:
    open_desk(window)
    with window.page.expect_download() as download:
        window.button("offline-take").click()
    path = folder / "roster.html"
    download.value.save_as(path)
    return path


def asks_nobody_else(window: Window, path: Path) -> None:
    """Opening the file itself is the only thing that left the server's own address."""
    assert set(window.foreign) == {path.as_uri()}
    window.foreign.clear()


def tick(page: Page, window: Window, name: str) -> None:
    page.locator("li").filter(has_text=name).get_by_role("button", name=window.say("offline-here")).click()
    expect(page.locator("li.here").filter(has_text=name)).to_have_count(1)


@pytest.mark.parametrize(("lang", "size"), [("zh-Hans", PHONE), ("en", DESKTOP), ("zh-Hant", PHONE)])
def test_ticks_made_without_a_network_are_taken_up_with_their_own_times(
    windows: Windows, tmp_path: Path, results: Path, lang: str, size: tuple[int, int]
) -> None:
    session_id = f"offline-{lang}"
    made = begun(windows.server, session_id)
    window = windows(f"/roster?session={session_id}", size=size, lang=lang, signed_in="yi")
    path = taken_along(window, tmp_path)
    assert made[0].phone not in path.read_text(encoding="utf-8")

    away = window.context.new_page()
    window.context.set_offline(True)
    away.clock.install()
    ticked_at = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=7)
    away.clock.set_fixed_time(ticked_at)
    away.goto(path.as_uri())
    expect(away.get_by_text(window.say("offline-note"))).to_be_visible()
    away.get_by_role("searchbox").fill(made[0].phone[-4:])
    expect(away.locator("li")).to_have_count(1)
    tick(away, window, CREW[0])
    away.get_by_role("searchbox").fill("")
    tick(away, window, CREW[1])
    tick(away, window, CREW[2])
    away.locator("li").filter(has_text=CREW[2]).get_by_role("button", name=window.say("offline-undo")).click()
    expect(away.locator("li.here")).to_have_count(2)
    away.reload()
    expect(away.locator("li.here")).to_have_count(2)  # kept on the device
    away.screenshot(path=results / f"offline-roster-{lang}.png", full_page=True)
    with away.expect_download() as download:
        away.get_by_role("button", name=window.say("offline-save")).click()
    ticks = Path(download.value.path()).read_bytes()
    assert [one["booking"] for one in json.loads(ticks)["ticks"]] == [made[0].id, made[1].id]
    assert CREW[0] not in ticks.decode()
    asks_nobody_else(window, path)
    away.close()

    windows.server.do(lambda db: roster.cancel_for(db, STAFF, datetime.now(UTC), made[1].id))
    window.context.set_offline(False)
    window.open(f"/roster?session={session_id}")
    open_desk(window)
    upload = {"name": "check-ins.json", "mimeType": "application/json", "buffer": ticks}
    window.page.locator(".st-key-offline_file input[type=file]").set_input_files(upload)  # type: ignore[arg-type]
    expect(window.page.get_by_text("check-ins.json")).to_be_visible()
    window.button("offline-take-up").click()
    expect(window.page.get_by_text(window.say("offline-sums", taken=1, already=0, conflicts=1))).to_be_visible()
    expect(window.page.locator(".c-ticks tr.conflict")).to_contain_text(window.say("booking-cancelled"))
    stored = now_stored(windows.server, session_id)
    assert stored[CREW[0]].checked_in_at == ticked_at
    assert [str(stored[name].status) for name in CREW] == ["checked-in", "cancelled", "booked"]

    window.settle()
    window.page.get_by_role("textbox", name=window.say("offline-paste")).fill(ticks.decode())
    window.button("offline-take-up").click()
    expect(window.page.get_by_text(window.say("offline-sums", taken=0, already=1, conflicts=1))).to_be_visible()
    assert now_stored(windows.server, session_id)[CREW[0]].version == stored[CREW[0]].version


def test_after_the_day_the_file_shows_no_names_and_still_gives_its_ticks(windows: Windows, tmp_path: Path) -> None:
    made = begun(windows.server, "offline-over")
    window = windows("/roster?session=offline-over", size=DESKTOP, signed_in="yi")
    path = taken_along(window, tmp_path)
    away = window.context.new_page()
    window.context.set_offline(True)
    away.goto(path.as_uri())
    tick(away, window, CREW[0])
    away.clock.install()
    away.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=2))
    away.reload()
    expect(away.get_by_text(window.say("offline-over"))).to_be_visible()
    expect(away.locator("li")).to_have_count(0)
    assert CREW[0] not in away.locator("body").inner_text()
    assert made[0].id in away.locator("#ticks").input_value()
    asks_nobody_else(window, path)
    away.close()
    window.context.set_offline(False)
