"""Clinic staff at a desk: plan a session, book for somebody, check in by code, take the roster away."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.windows import DESKTOP, Window, Windows

pytestmark = pytest.mark.xdist_group("browser-staff")

CODE = re.compile(r"[2-9A-HJ-NP-Z]{3} [2-9A-HJ-NP-Z]{3}")


def soon() -> datetime:
    """A start in less than two hours from which half an hour fits into the same day, on the station's clock."""
    now = datetime.now(ZoneInfo("Asia/Shanghai"))
    first = now.replace(second=0, microsecond=0) + timedelta(minutes=15 + (-now.minute) % 5)
    starts = (first + timedelta(minutes=5 * step) for step in range(18))
    return next(start for start in starts if (start + timedelta(minutes=30)).date() == start.date())


def put(field: Locator, *numbers: str) -> None:
    """Type numbers into the parts of one of Streamlit's date or time fields."""
    for at, number in enumerate(numbers):
        part = field.get_by_role("spinbutton").nth(at)
        part.click()
        part.press_sequentially(number)
        expect(part).to_have_text(number)


def plan(window: Window, title: str, start: datetime) -> None:
    """Fill in the form of a new session of half an hour."""
    end = start + timedelta(minutes=30)
    window.open("/clinics")
    window.button("clinics-new").click()
    window.type_into("clinics-name", title)
    put(window.page.locator(".st-key-cf_date"), f"{start:%Y}", f"{start:%m}", f"{start:%d}")
    put(window.page.locator(".st-key-cf_start"), f"{start:%H}", f"{start:%M}")
    put(window.page.locator(".st-key-cf_end"), f"{end:%H}", f"{end:%M}")
    window.page.keyboard.press("Tab")
    expect(window.page.get_by_text(f"{start:%H:%M}–{end:%H:%M}，2 个时段", exact=False)).to_be_visible()
    window.settle()


def tap(window: Window, action: Locator) -> None:
    """Tap a button of a list; right after the list changed it takes no taps, so that a second one hits nothing new."""
    handle = action.element_handle()
    window.page.wait_for_function(
        "node => { const root = node.getRootNode().querySelector('.desk'); const seen = root.seen ||= performance.now();"
        " return performance.now() - seen > 700; }",
        arg=handle,
    )
    action.click()


def test_from_a_new_session_to_the_roster_in_excel(windows: Windows) -> None:
    window = windows(size=DESKTOP, signed_in="yi")
    page, start = window.page, soon()
    title = "量血压 <b>测试</b>"
    plan(window, title, start)
    window.button("clinics-save-publish").click()
    expect(window.text("clinics-published")).to_be_visible()
    row = page.locator("li.item").filter(has_text=title)
    expect(row).to_contain_text("已约 0 / 6")
    row.get_by_role("link", name=window.say("clinics-to-roster")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(title)

    page.get_by_role("radio", name=window.say("roster-view-book"), exact=True).click()
    page.get_by_role("combobox", name=window.say("roster-slot")).click()
    page.get_by_role("option").first.click()
    window.type_into("roster-name", "=1+1 何师傅")
    window.type_into("roster-phone-optional", "13800138201")
    window.choose("roster-category", window.say("category-truck"))
    page.get_by_test_id("stCheckbox").filter(has_text=window.say("roster-consent")).locator("label").click()
    window.button("roster-book-submit").click()
    done = page.get_by_test_id("stAlert").filter(has_text="预约码")
    expect(done).to_be_visible()
    code = CODE.search(done.inner_text())
    assert code is not None

    window.open("/check-in")
    field = page.get_by_role("textbox", name=window.say("checkin-code"))
    field.fill(code[0].replace(" ", "").lower())
    field.press("Enter")
    result = page.locator(".c-result")
    expect(result).to_contain_text(window.say("checkin-ok"))
    expect(result).to_contain_text("何师傅")
    window.button("checkin-undo").click()
    expect(page.get_by_text(window.say("checkin-undone"))).to_be_visible()
    field.fill(code[0])
    field.press("Enter")
    expect(result).to_contain_text(window.say("checkin-ok"))
    field.fill(code[0])
    field.press("Enter")
    expect(result).to_contain_text("已经签到过")

    window.open("/clinics")
    row.get_by_role("link", name=window.say("clinics-to-roster")).click()
    expect(page.locator("li.item").filter(has_text="何师傅")).to_contain_text("已到")
    with page.expect_download() as download:
        window.button("roster-download").click()
    sheet = openpyxl.load_workbook(BytesIO(Path(download.value.path()).read_bytes())).active
    assert sheet is not None
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    booked = next(row for row in rows if "=1+1 何师傅" in row)
    assert window.say("booking-checked-in") in booked
    assert code[0] in booked
    assert all(cell.data_type == "s" for row in sheet.iter_rows() for cell in row if cell.value)

    window.button("roster-print").click()
    table = page.locator(".p-roster table")
    expect(table).to_contain_text("何师傅")
    expect(table).to_contain_text("…8201")
    assert "13800138201" not in table.inner_text()
    page.emulate_media(media="print")
    expect(page.locator(".st-key-roster_print_tools")).to_be_hidden()
    expect(page.locator("footer.page-foot")).to_be_hidden()
    expect(table).to_be_visible()


def test_a_walk_in_is_taken_in_and_undone(windows: Windows) -> None:
    window = windows(size=DESKTOP, signed_in="yi")
    page = window.page
    plan(window, "现场登记的一场", soon())
    window.button("clinics-save-publish").click()
    page.locator("li.item").filter(has_text="现场登记的一场").get_by_role(
        "link", name=window.say("clinics-to-roster")
    ).click()
    page.get_by_role("radio", name=window.say("roster-view-walk-in"), exact=True).click()
    window.type_into("roster-name", "林小姐")
    window.choose("roster-category", window.say("category-courier"))
    page.get_by_test_id("stCheckbox").filter(has_text=window.say("roster-consent")).locator("label").click()
    window.button("roster-walk-in-submit").click()
    expect(page.get_by_text(window.say("roster-did-walk-in", name="林小姐"))).to_be_visible()
    page.get_by_role("radio", name=window.say("roster-view-list"), exact=True).click()
    person = page.locator("li.item").filter(has_text="林小姐")
    expect(person).to_contain_text("已到")
    tap(window, person.get_by_role("button", name=re.compile(window.say("roster-undo"))))
    expect(person).to_have_count(0)


def test_cancelling_a_session_lists_whom_to_call_and_tells_the_driver(windows: Windows) -> None:
    window = windows(size=DESKTOP, signed_in="yi")
    page = window.page
    plan(window, "要取消的一场", soon())
    window.button("clinics-save-publish").click()
    row = page.locator("li.item").filter(has_text="要取消的一场")
    expect(row).to_be_visible()
    tap(window, row.get_by_role("button", name=re.compile("^" + window.say("clinics-cancel"))))
    page.get_by_role("dialog").get_by_role("button", name=window.say("clinics-cancel-yes")).click()
    expect(window.text("clinics-cancelled-none")).to_be_visible()
    expect(row).to_contain_text(window.say("session-status-cancelled"))


def test_another_stations_roster_is_refused(windows: Windows) -> None:
    window = windows(size=DESKTOP, signed_in="lin")
    mine = windows(size=DESKTOP, signed_in="yi")
    mine.open("/clinics")
    link = mine.page.get_by_role("link", name=mine.say("clinics-to-roster")).first.get_attribute("href")
    assert link
    window.open(link)
    expect(window.text("error-forbidden")).to_be_visible()
    assert window.page.locator("li.item").filter(has_text="师傅").count() == 0
    expect(window.button("roster-download")).to_have_count(0)
