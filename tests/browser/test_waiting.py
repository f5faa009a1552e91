"""A full session from end to end: somebody waits, somebody cancels, the offer is taken by its link, and its QR checks in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, WebSocketRoute, expect

from stations.actions import my_booking
from stations.actions.book import Request, book
from stations.bookings import BookingStatus, BookingView
from stations.errors import Code, Refused
from stations.roles import DRIVER, Role
from stations.sessions import Session, SessionStatus
from stations.storage import bookings, sessions
from stations.storage.engine import Database
from tests.browser.conftest import TRUCK, watched
from tests.browser.server import serving
from tests.browser.test_driver import fill_in
from tests.browser.windows import PATIENCE_MS, Window, Windows

pytestmark = pytest.mark.xdist_group("browser-waiting")

SOON = Session(
    id="blood-pressure",
    station_id=TRUCK,
    kind="clinic",
    title={"zh-Hans": "量血压", "zh-Hant": "量血壓", "en": "Blood pressure"},
    hosts=({"zh-Hans": "社区卫生服务中心"},),
    on_date=date(2026, 1, 1),
    starts_at=None,
    ends_at=None,
    slot_minutes=15,
    places_per_slot=1,
    walk_in_capacity=0,
    walk_in_taken=0,
    audience="anyone",
    notes={},
    status=SessionStatus.PUBLISHED,
    sequence=1,
    version=2,
    is_demo=False,
    source="staff",
    updated_at=datetime(2026, 1, 1, tzinfo=UTC),
)


def plan(id_: str, **changes: object) -> tuple[Session, list[tuple[datetime, datetime]]]:
    """A session of one slot with one place, an hour from now: people may be checked in already."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    starts_at = now + timedelta(minutes=65 - now.minute % 5)
    ends_at = starts_at + timedelta(minutes=15)
    local = (starts_at + timedelta(hours=8)).date()
    session = replace(SOON, id=id_, on_date=local, starts_at=starts_at, ends_at=ends_at, **changes)  # type: ignore[arg-type]
    return session, [(starts_at, ends_at)]


@pytest.fixture(scope="module")
def own_windows(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """Windows on a server of this module's own, with two sessions at the same time."""
    with serving(tmp_path_factory.mktemp("waiting")) as server:
        server.add_account("yi", Role.STAFF, TRUCK, name="易医生")

        def add(db: Database) -> None:
            db.write(lambda tx: sessions.add(tx, *plan("blood-pressure")))
            title = {"zh-Hans": "法律咨询", "en": "Legal advice"}
            db.write(lambda tx: sessions.add(tx, *plan("legal", kind="legal-advice", title=title, places_per_slot=5)))

        server.do(add)
        yield Windows(browser, server)


@pytest.fixture
def windows(own_windows: Windows, request: pytest.FixtureRequest) -> Iterator[Windows]:
    yield from watched(own_windows, request.node)


def fill_and_send(window: Window, session: str, name: str, phone: str, button: str) -> None:
    window.open(f"/book?session={session}")
    window.page.locator(".st-key-book_slot label").nth(1).click()  # the first label is the heading
    fill_in(window, name, phone)
    window.button(button).click()


def path_of(window: Window) -> str:
    return window.page.url.removeprefix(window.server.url)


def stored(windows: Windows, session: str) -> dict[str, BookingStatus]:
    found: dict[str, BookingStatus] = {}

    def look(db: Database) -> None:
        found.update({one.name: one.status for one in db.read(lambda tx: bookings.of_session(tx, session))})

    windows.server.do(look)
    return found


def test_full_waiting_cancelled_offered_accepted_and_checked_in_by_its_qr(windows: Windows, tmp_path: Path) -> None:
    first, second = windows(lang="en"), windows(lang="en")
    fill_and_send(first, "blood-pressure", "Driver One", "13800138001", "book-submit")
    expect(first.text("book-done")).to_be_visible()

    fill_and_send(second, "blood-pressure", "Driver Two", "13800138002", "book-wait-submit")
    expect(second.page.get_by_text(second.say("my-waiting", position=1))).to_be_visible()
    expect(second.page.locator("#booking-code")).to_have_count(0)
    link = path_of(second)

    first.page.get_by_text(first.say("my-cancel"), exact=True).click()
    first.settle()
    first.button("my-cancel-do").click()
    expect(first.text("my-cancelled")).to_be_visible()

    offered = windows(link, lang="en")
    offered.button("my-accept").click()
    expect(offered.text("my-accepted")).to_be_visible()
    code = offered.page.locator("#booking-code").inner_text()
    picture = offered.page.get_by_role("img", name=offered.say("my-qr"))
    picture.evaluate("it => it.scrollIntoView({block: 'center'})")
    picture.screenshot(path=tmp_path / "qr.png")

    desk = windows("/check-in", signed_in="yi", lang="en")
    desk.page.locator("input[type=file]").set_input_files(tmp_path / "qr.png")
    expect(desk.page.get_by_text("Driver Two")).to_be_visible()
    assert stored(windows, "blood-pressure") == {
        "Driver One": BookingStatus.CANCELLED,
        "Driver Two": BookingStatus.CHECKED_IN,
    }
    desk.page.get_by_role("textbox").first.fill(code)
    desk.button("checkin-submit").click()
    expect(desk.page.get_by_text("Already checked in at").first).to_be_visible()


def test_two_sessions_at_the_same_time_are_refused_in_a_sentence(windows: Windows) -> None:
    made: list[BookingView | Refused] = []

    def elsewhere(db: Database) -> None:
        slot = db.read(lambda tx: sessions.slots_of(tx, "blood-pressure"))[0].id
        db.write(lambda tx: tx.run("UPDATE slot SET planned = 9, capacity = 9 WHERE id = :id", id=slot))
        request = Request(slot, "Driver Three", "13800138003", "truck", True, "en")
        made.append(book(db, DRIVER, datetime.now(UTC), request))

    windows.server.do(elsewhere)
    assert isinstance(made[0], BookingView)
    window = windows(lang="en")
    fill_and_send(window, "legal", "Driver Three", "13800138003", "book-submit")
    expect(window.text("error-overlaps")).to_be_visible()
    expect(window.page.get_by_role("textbox", name=window.say("book-name"))).to_have_value("Driver Three")
    token = made[0].booking.token
    windows.server.do(lambda db: my_booking.cancel(db, datetime.now(UTC), token))
    window.button("book-submit").click()
    expect(window.text("book-done")).to_be_visible()


def test_a_held_place_outlives_a_reload_and_keeps_others_out(windows: Windows) -> None:
    windows.server.do(
        lambda db: db.write(
            lambda tx: tx.run("UPDATE slot SET planned = taken + 1, capacity = taken + 1 WHERE session_id = 'legal'")
        )
    )
    window = windows("/book?session=legal")
    window.page.locator(".st-key-book_slot label").nth(1).click()
    held = window.page.get_by_text("这个时间给您留到")
    expect(held).to_be_visible()
    other = windows("/book?session=legal")
    expect(other.page.locator(".st-key-book_slot")).to_contain_text("可候补")
    window.page.reload()
    window.settle()
    expect(held).to_be_visible()
    refused: list[Code] = []

    def too_late(db: Database) -> None:
        slot = db.read(lambda tx: sessions.slots_of(tx, "legal"))[0].id
        answer = book(db, DRIVER, datetime.now(UTC), Request(slot, "李", "13800138004", "truck", True, "en"))
        assert isinstance(answer, Refused)
        refused.append(answer.code)

    windows.server.do(too_late)
    assert refused == [Code.SLOT_FULL]


def test_what_is_typed_while_a_time_is_being_held_stays(windows: Windows) -> None:
    """On a slow line the answer to the tap comes in the middle of a name; nothing of it may be lost."""
    window = windows()
    kept_back: list[tuple[WebSocketRoute, str | bytes]] = []
    is_slow = False

    def carry(page_side: WebSocketRoute) -> None:
        server_side = page_side.connect_to_server()
        page_side.on_message(server_side.send)
        server_side.on_message(lambda text: kept_back.append((page_side, text)) if is_slow else page_side.send(text))

    window.page.route_web_socket("**/_stcore/stream", carry)
    window.open("/book?session=legal")
    is_slow = True
    window.page.locator(".st-key-book_slot label").nth(1).click()
    name = window.page.get_by_role("textbox", name=window.say("book-name"))
    name.press_sequentially("司机甲")
    for _ in range(PATIENCE_MS // 100):  # the answer to the tap must come while the line is slow
        if kept_back:
            break
        window.page.wait_for_timeout(100)
    is_slow = False
    for page_side, text in kept_back:
        page_side.send(text)
    expect(
        window.page.get_by_text("这个时间给您留到").or_(window.page.get_by_text("已满，可候补")).first
    ).to_be_visible()
    window.settle()
    expect(name).to_have_value("司机甲")
    assert kept_back
