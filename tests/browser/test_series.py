"""Clinic staff plan a series: dates with a holiday left out, published with one tap; one is edited, one cancelled."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from stations.calendars import has_year, holidays_between
from stations.hours_words import date_words
from stations.instants import local_date
from stations.recurrence import OnHoliday, Rule, held, occurrences
from stations.roles import Role
from stations.rrule_text import parse_rule
from stations.storage import stations
from tests.browser.test_staff import put, tap
from tests.browser.windows import DESKTOP, PHONE, Window, Windows

pytestmark = pytest.mark.xdist_group("browser-staff")

TIMES = 5


def first_before_a_holiday() -> date:
    """The first day ahead from which five weeks hold four dates in Hong Kong, because one is a public holiday."""
    today = local_date(datetime.now(UTC), "HK")
    last = date(today.year + 1 if has_year("HK", today.year + 1) else today.year, 12, 31)
    for holiday in holidays_between("HK", today + timedelta(days=9), last - timedelta(days=28)):
        first = holiday - timedelta(days=7)
        rule = Rule(parse_rule(f"FREQ=WEEKLY;COUNT={TIMES}"), OnHoliday.SKIP)
        if len(held(occurrences(rule, first, "HK", today))) == TIMES - 1:
            return first
    pytest.fail("the holidays of the next year in Hong Kong are missing: see data/holidays/HK.json")


@pytest.fixture
def station(windows: Windows) -> str:
    """A station in Hong Kong, and somebody who runs its sessions."""
    found: list[str] = []
    windows.server.do(
        lambda db: found.extend(
            one.id for _, one in db.read(lambda tx: stations.each(tx, limit=1000)) if one.jurisdiction == "HK"
        )
    )
    return found[0]


def date_row(window: Window, day: date) -> Locator:
    return window.page.locator("li.item").filter(has_text=date_words(day, window.lang))


def test_four_dates_with_a_holiday_left_out_are_published_one_edited_and_one_cancelled(
    windows: Windows, station: str
) -> None:
    windows.server.add_account("gang", Role.STAFF, station, name="港岛护士")
    window = windows("/clinics?new=1", size=DESKTOP, signed_in="gang", lang="en")
    page, first = window.page, first_before_a_holiday()
    week = timedelta(days=7)
    window.type_into("clinics-name", "Every week")
    put(page.locator(".st-key-cf_date"), f"{first:%Y}", f"{first:%m}", f"{first:%d}")
    page.keyboard.press("Tab")
    window.choose("series-repeats", window.say("series-repeat-weekly"))
    window.settle()
    number = page.get_by_label(window.say("series-number"), exact=True)
    number.fill(str(TIMES))
    number.press("Tab")
    expect(page.get_by_text("4 dates; 1 public holiday is left out")).to_be_visible()
    expect(page.locator(".st-key-series_dates li")).to_have_count(TIMES)
    expect(page.locator(".st-key-series_dates li").nth(1)).to_contain_text("public holiday")
    window.settle()
    window.button("clinics-save-publish").click()
    expect(window.text("series-made-published", count=4)).to_be_visible()
    expect(page.locator("li.item")).to_have_count(4)
    expect(date_row(window, first + week)).to_have_count(0)

    second = date_row(window, first + 2 * week)
    tap(window, second.get_by_role("button", name=re.compile("^" + window.say("series-edit"))))
    page.get_by_role("dialog").get_by_role("button", name=window.say("series-scope-one"), exact=True).click()
    expect(window.text("series-scope-one-note")).to_be_visible()
    window.settle()
    window.type_into("clinics-name", "Eye test this once")
    window.settle()
    window.button("series-save").click()
    expect(page.get_by_text(window.say("series-changed", people=0))).to_be_visible()
    expect(second).to_contain_text("Eye test this once")

    third = date_row(window, first + 3 * week)
    tap(window, third.get_by_role("button", name=re.compile("^" + window.say("clinics-cancel"))))
    page.get_by_role("dialog").get_by_role("button", name=window.say("clinics-cancel-yes")).click()
    expect(third).to_contain_text(window.say("session-status-cancelled"))

    window.open("/clinics")
    row = page.locator("li.item").filter(has_text="Every week").filter(has_text="3 dates to come")
    expect(row).to_be_visible()
    driver = windows(f"/m/station/{station}", lang="en", size=PHONE)
    expect(driver.page.get_by_role("heading", name="Every week")).to_have_count(2)  # one of them marked as cancelled
    expect(driver.page.get_by_role("heading", name="Eye test this once")).to_have_count(1)
    driver.page.get_by_text(driver.say("series-further", count=1), exact=True).click()
    expect(driver.page.locator("ul.dates a")).to_contain_text("Every week")
