"""A crew booked at once from a pasted list: each line is answered, corrected lines are booked, nobody twice."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from stations.actions import clinics
from stations.exchange.crew_file import read_crew
from stations.instants import local_date
from stations.plans import Plan
from stations.roles import Actor, Role
from stations.storage import bookings
from stations.storage.engine import Database
from tests.browser.conftest import TRUCK
from tests.browser.server import Server
from tests.browser.windows import DESKTOP, PHONE, Windows

pytestmark = pytest.mark.xdist_group("browser-staff")

STAFF = Actor(Role.STAFF, "crew-planner", frozenset({TRUCK}), "易医生")
WRONG = {4: "工友四 1380013", 9: "，13900139109", 15: "工友十五，电话坏了"}


def made(server: Server, title: str) -> str:
    """A clinic in two days with 24 places, published; return its id."""
    found: list[str] = []

    def work(db: Database) -> None:
        now = datetime.now(UTC)
        day = local_date(now, "CN") + timedelta(days=2)
        plan = Plan(TRUCK, "clinic", {"zh-Hans": title}, (), day, time(9), time(11), 15, 3, 2)
        draft = clinics.create(db, STAFF, now, plan)
        clinics.publish(db, STAFF, now, draft.id, draft.version)
        found.append(draft.id)

    server.do(work)
    return found[0]


def crew_list() -> list[str]:
    return [WRONG.get(number, f"{number}. 工友{number} 139 0013 91{number:02}") for number in range(1, 21)]


def names(server: Server, session_id: str) -> list[str]:
    found: list[str] = []
    server.do(lambda db: found.extend(one.name for one in db.read(lambda tx: bookings.of_session(tx, session_id))))
    return found


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_crew_of_twenty_with_three_bad_lines(windows: Windows, size: tuple[int, int]) -> None:
    session_id = made(windows.server, f"整队预约的一场 {size[0]}")
    window = windows(f"/roster?session={session_id}", size=size, signed_in="yi")
    page = window.page
    page.get_by_role("radio", name=window.say("roster-view-crew"), exact=True).click()

    def look(lines: list[str]) -> None:
        window.type_into("crew-list", "\n".join(lines))
        window.settle()
        window.button("crew-look").click()
        expect(page.locator(".c-crew tbody tr")).to_have_count(20)

    def book(people: int) -> None:
        page.get_by_test_id("stCheckbox").filter(has_text=window.say("crew-consent")).locator("label").click()
        window.button("crew-book", count=people).click()

    lines = crew_list()
    look(lines)
    expect(page.locator(".c-crew tr.wrong")).to_have_count(3)
    expect(page.locator(".c-crew tr.ready")).to_have_count(17)
    book(17)
    expect(page.locator(".c-crew tr.done")).to_have_count(17)
    wrong = page.locator(".c-crew tr.wrong .c-a")
    phone, name = window.say("crew-why-phone"), window.say("crew-why-name")
    expect(wrong).to_have_text([phone, name, phone])
    assert len(names(windows.server, session_id)) == 17

    with page.expect_download() as download:
        window.button("crew-download").click()
    answers = Path(download.value.path()).read_bytes()
    assert len(read_crew(answers, "CN")) == 20
    sheet = openpyxl.load_workbook(BytesIO(answers)).active
    assert sheet is not None
    assert [row[5].value for row in sheet.iter_rows(min_row=2)].count(phone) == 2

    for number in WRONG:
        lines[number - 1] = f"工友{number},139001391{number:02}"
    look(lines)
    expect(page.locator(".c-crew tr.ready")).to_have_count(3)
    book(3)
    expect(page.locator(".c-crew tr.ready")).to_have_count(0)
    expect(page.locator(".c-crew tr.done")).to_have_count(20)
    expect(page.get_by_text(window.say("crew-already-at", time="09:00")).first).to_be_visible()
    assert len(names(windows.server, session_id)) == len(set(names(windows.server, session_id))) == 20
