"""A driver on a phone: find a station, see it, book, and change the booking, on the screens and on the plain pages."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from stations.exchange.qr_photo import read_qr
from stations.kinds import kind_of
from stations.words import LANGUAGES, say
from tests.browser.conftest import TRUCK
from tests.browser.windows import BRIDGE, PHONE, Window, Windows, map_is_drawn

CARDS = "a[data-station]"
CODE = re.compile(r"[0-9A-Z]{3} ?[0-9A-Z]{3}")


def clinic_of(windows: Windows) -> str:
    """The id of the demo clinic in the coming days, as the API tells it."""
    found = httpx.get(f"{windows.server.url}/api/v1/sessions?station={TRUCK}").json()
    return str(next(one["id"] for one in found["sessions"] if one["id"].startswith("demo-")))


def fill_in(window: Window, name: str, phone: str) -> None:
    """Fill in the booking form of the screens, but for the slot, and accept the notice."""
    window.type_into("book-name", name)
    window.type_into("book-phone", phone)
    window.page.locator(".st-key-book_category").get_by_text(window.say("category-truck"), exact=True).click()
    window.page.locator(".st-key-book_consent label").click()
    expect(window.page.locator(".st-key-book_consent input")).to_be_checked()


def book(window: Window, session: str, name: str, phone: str) -> str:
    """Book the first free slot of a session on the screens and return the code."""
    window.open(f"/book?session={session}")
    window.page.locator(".st-key-book_slot label").nth(1).click()
    fill_in(window, name, phone)
    window.button("book-submit").click()
    expect(window.text("book-done")).to_be_visible()
    return window.page.locator("#booking-code").inner_text()


def cards(window: Window) -> list[str]:
    """The ids of the stations in the list, in its order."""
    return [str(one) for one in window.page.locator(CARDS).evaluate_all("all => all.map(one => one.dataset.station)")]


def address(page: Page) -> dict[str, list[str]]:
    """The parameters in the address bar."""
    return parse_qs(urlsplit(page.url).query)


# --- find


def test_one_character_finds_stations_and_stands_in_the_address(windows: Windows) -> None:
    window = windows("/")
    all_of_them = len(cards(window))
    window.type_into("find-search", "拱")
    expect(window.page.locator(CARDS)).not_to_have_count(all_of_them)
    assert cards(window)
    assert all("拱" in text for text in window.page.locator(CARDS).all_inner_texts())
    assert address(window.page)["q"] == ["拱"]


def test_filters_say_what_they_hide_and_can_be_dropped(windows: Windows) -> None:
    window = windows("/")
    everything = cards(window)
    window.page.locator(".st-key-find_quick").get_by_text("AED", exact=False).click()
    expect(window.button("find-drop-facilities")).to_be_visible()
    assert address(window.page)["facilities"] == ["aed"]
    assert 0 < len(cards(window)) < len(everything)
    window.button("find-drop-facilities").click()
    expect(window.page.locator(CARDS)).to_have_count(len(everything))
    assert "facilities" not in address(window.page)


def test_a_search_without_a_result_says_so_and_offers_the_way_back(windows: Windows) -> None:
    window = windows("/?q=火星")
    expect(window.text("find-nothing-text", text="火星")).to_be_visible()
    window.button("find-drop-text").click()
    expect(window.page.locator(CARDS).first).to_be_visible()


def test_near_me_puts_the_station_at_the_bridge_first(windows: Windows) -> None:
    window = windows("/", permissions=["geolocation"], geolocation=BRIDGE)
    window.button("find-near-me").click()
    expect(window.page.get_by_text("离您最近的", exact=False)).to_be_visible()
    first = window.page.locator(CARDS).first
    assert re.search(r"\d+(\.\d+)? (米|公里)", first.inner_text())
    assert "22.2" not in window.page.url, "the position is in the address"
    expect(window.map.locator(".map-here")).to_be_visible()
    expect(window.button("find-forget")).to_be_visible()


def test_the_order_follows_where_the_driver_is(windows: Windows) -> None:
    hong_kong = {"latitude": 22.3, "longitude": 114.17}
    orders = []
    for place in (BRIDGE, hong_kong):
        window = windows("/", permissions=["geolocation"], geolocation=place)
        window.button("find-near-me").click()
        expect(window.button("find-forget")).to_be_visible()
        orders.append(cards(window))
    assert orders[0]
    assert orders[1]
    assert set(orders[0]).isdisjoint(orders[1]), "a border control lies between"


def test_a_refused_position_leaves_two_other_ways(windows: Windows) -> None:
    window = windows("/")
    map_is_drawn(window)
    window.button("find-near-me").click()
    expect(window.text("find-near-denied")).to_be_visible()
    expect(window.map.locator(".map-picking")).to_be_visible()
    window.map.locator(".folium-map").click(position={"x": 190, "y": 200})
    expect(window.page.get_by_text("离您点的地方最近的", exact=False)).to_be_visible()

    window = windows("/")
    window.button("find-near-me").click()
    expect(window.text("find-near-denied")).to_be_visible()
    window.page.get_by_role("combobox", name=window.say("find-district")).click()
    option = window.page.get_by_role("option").first
    place = option.inner_text()
    option.click()
    expect(window.page.get_by_text(f"离{place}最近的", exact=False)).to_be_visible()
    assert "district" in address(window.page)


# --- station


def test_a_station_opens_from_the_list(windows: Windows) -> None:
    window = windows("/")
    window.page.locator(f"[data-station={TRUCK}]").click()
    expect(window.page.get_by_role("heading", level=1)).to_contain_text("货车司机")
    assert address(window.page)["station"] == [TRUCK]
    expect(window.text("station-works").or_(window.page.get_by_text(window.say("station-unsaid")))).not_to_have_count(0)
    window.page.get_by_text(window.say("station-back")).click()
    expect(window.page.locator(f"[data-station={TRUCK}]")).to_be_visible()


def test_a_station_opens_with_a_tap_on_its_mark_on_the_map(windows: Windows) -> None:
    window = windows("/?q=货车")
    map_is_drawn(window)
    marks = window.map.get_by_role("button", name=re.compile("货车司机站"))
    expect(marks).to_have_count(1)
    marks.click()
    expect(window.page.get_by_role("heading", level=1)).to_contain_text("货车司机")
    assert address(window.page)["station"] == [TRUCK]


def test_the_ways_there_are_links_with_the_coordinates_of_each_app(windows: Windows) -> None:
    window = windows(f"/station?station={TRUCK}")
    expect(window.link("station-nav-amap-route")).to_be_visible()
    found = {key: window.link(f"station-nav-{key}").get_attribute("href") or "" for key in ("amap", "baidu", "geo")}
    assert "amap.com" in found["amap"]
    assert "baidu" in found["baidu"]
    assert found["geo"].startswith("geo:22.")


def test_reloading_keeps_the_place(windows: Windows) -> None:
    window = windows("/")
    everything = len(cards(window))
    window.type_into("find-search", "香")
    window.page.wait_for_url("**/*q=*")
    expect(window.page.locator(CARDS)).not_to_have_count(everything)
    before = cards(window)
    window.page.reload()
    window.settle()
    expect(window.page.get_by_role("textbox", name=window.say("find-search"))).to_have_value("香")
    expect(window.page.locator(CARDS)).to_have_count(len(before))
    assert cards(window) == before


def test_the_share_link_opens_the_same_station_for_somebody_else(windows: Windows) -> None:
    window = windows(f"/station?station={TRUCK}")
    window.page.get_by_text(window.say("station-share"), exact=True).click()
    shown = window.page.locator(".s-address").filter(has_text="/station?station=").inner_text().strip()
    title = window.page.get_by_role("heading", level=1).inner_text()
    other = windows(shown.removeprefix(windows.server.url))
    expect(other.page.get_by_role("heading", level=1)).to_have_text(title)


# --- language


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", ["/", "/m"])
def test_the_language_of_the_browser_is_followed(windows: Windows, lang: str, path: str) -> None:
    window = windows(path, lang=lang)
    expect(window.page.locator("html")).to_have_attribute("lang", lang)
    key = "find-title" if path == "/" else "web-find"
    expect(window.page.get_by_role("heading", level=1)).to_have_text(window.say(key))


def test_switching_the_language_keeps_the_page_and_is_remembered(windows: Windows) -> None:
    window = windows(f"/station?station={TRUCK}")
    for lang, name, word in (("zh-Hant", "繁體中文", "設施"), ("en", "English", "Facilities")):
        window.page.get_by_role("link", name=name, exact=True).click()
        expect(window.page.get_by_role("heading", name=word, exact=True)).to_be_visible()
        expect(window.page.locator("html")).to_have_attribute("lang", lang)
        assert address(window.page)["station"] == [TRUCK]
        assert address(window.page)["lang"] == [lang]
    window.open("/")
    expect(window.page.get_by_role("heading", level=1)).to_have_text(say("en", "find-title"))


# --- booking on the screens


def test_find_station_book_code_calendar_move_and_cancel(windows: Windows, tmp_path: Path) -> None:
    window = windows("/")
    page = window.page
    page.locator(f"[data-station={TRUCK}]").click()
    page.locator("a[href*='session=demo-']").click()  # other tests plan sessions at this station too
    expect(page.get_by_role("heading", level=1)).to_contain_text("预约")
    expect(page.get_by_text(window.say("demo-badge"), exact=True).first).to_be_visible()
    page.locator(".st-key-book_slot label").nth(1).click()
    fill_in(window, "周师傅", "138 0013 8101")
    window.button("book-submit").click()

    expect(window.text("book-done")).to_be_visible()
    code = page.locator("#booking-code").inner_text()
    assert CODE.fullmatch(code)
    picture = page.get_by_role("img", name=window.say("my-qr"))
    expect(picture).to_be_visible()
    picture.evaluate("it => it.scrollIntoView({block: 'center'})")  # from under the head of the page
    assert read_qr(picture.screenshot()).removeprefix(windows.server.url) == page.url.removeprefix(windows.server.url)
    assert "138 0013 8101" not in page.locator("body").inner_text()
    with page.expect_download() as calendar:
        window.link("book-calendar").click()
    calendar.value.save_as(tmp_path / "booking.ics")
    assert (tmp_path / "booking.ics").read_bytes().startswith(b"BEGIN:VCALENDAR")

    by_link = windows(page.url.removeprefix(windows.server.url))
    expect(by_link.page.locator("#booking-code")).to_have_text(code)
    by_code = windows("/booking")
    by_code.type_into("my-code", code)
    by_code.type_into("my-last-four", "8101")
    by_code.button("my-look").click()
    expect(by_code.page.locator("#booking-code")).to_have_text(code)

    page.get_by_text(window.say("my-move"), exact=True).click()
    choice = page.locator(".st-key-my_slot label").nth(2)
    time = choice.inner_text().split(" · ")[0]
    choice.click()
    window.button("my-move-do").click()
    expect(window.text("my-moved")).to_be_visible()
    expect(page.locator(".s-session")).to_contain_text(time)

    page.get_by_text(window.say("my-cancel"), exact=True).click()
    window.settle()
    window.button("my-cancel-do").click()
    expect(window.text("my-cancelled")).to_be_visible()
    expect(window.text("booking-cancelled")).to_be_visible()
    expect(page.locator("#booking-code")).to_have_count(0)
    by_link.open(by_link.page.url.removeprefix(windows.server.url))
    expect(by_link.text("booking-cancelled")).to_be_visible()


def test_a_second_booking_of_the_same_phone_gets_a_sentence_and_keeps_what_was_typed(windows: Windows) -> None:
    session = clinic_of(windows)
    book(windows(), session, "吴师傅", "13800138102")
    window = windows(f"/book?session={session}")
    window.page.locator(".st-key-book_slot label").nth(2).click()
    fill_in(window, "吴师傅", "13800138102")
    window.button("book-submit").click()
    expect(window.text("error-already-booked")).to_be_visible()
    expect(window.page.get_by_role("textbox", name=window.say("book-name"))).to_have_value("吴师傅")
    expect(window.page.get_by_role("textbox", name=window.say("book-phone"))).to_have_value("13800138102")
    expect(window.page.locator(".st-key-book_slot input:checked")).to_have_count(1)


def test_a_bad_phone_and_a_missing_consent_get_a_sentence_each(windows: Windows) -> None:
    window = windows(f"/book?session={clinic_of(windows)}")
    window.page.locator(".st-key-book_slot label").nth(1).click()
    submit = window.page.locator(".st-key-book_submit button")  # other tests may hold that time: then it says to wait
    window.type_into("book-name", "郑师傅")
    window.type_into("book-phone", "12345")
    window.page.locator(".st-key-book_category").get_by_text(window.say("category-truck"), exact=True).click()
    submit.click()
    alert = window.page.get_by_test_id("stAlert")
    expect(alert).to_be_visible()
    first = alert.inner_text()
    window.page.locator(".st-key-book_consent label").click()
    submit.click()
    expect(alert).not_to_have_text(first)
    expect(alert).to_be_visible()
    expect(window.page.get_by_role("textbox", name=window.say("book-name"))).to_have_value("郑师傅")


def test_a_wrong_code_gets_a_sentence(windows: Windows) -> None:
    window = windows("/booking")
    window.type_into("my-code", "ZZZ999")
    window.type_into("my-last-four", "0000")
    window.button("my-look").click()
    expect(window.page.get_by_test_id("stAlert")).to_be_visible()


def test_addresses_of_nothing_get_a_sentence(windows: Windows) -> None:
    for path in ("/station?station=nowhere", "/book?session=nothing", "/booking?token=nobody"):
        window = windows(path)
        expect(window.page.get_by_test_id("stAlert")).to_be_visible()


# --- AED


def test_the_aed_page_is_one_tap_away_and_tells_best_nearer_and_the_number(windows: Windows) -> None:
    window = windows(f"/station?station={TRUCK}", permissions=["geolocation"], geolocation=BRIDGE)
    bar = window.page.get_by_role("navigation", name=window.say("shell-bar"))
    bar.get_by_role("link", name=window.say("shell-aed-now")).click()
    expect(window.page.get_by_role("heading", level=1)).to_have_text(window.say("aed-title"))
    calls = window.page.locator("a[href^='tel:']")
    expect(calls).to_have_count(2)
    assert calls.first.get_attribute("href") == "tel:120"
    window.button("find-near-me").click()
    best = window.page.locator(".st-key-aed_best a, .st-key-aed_best [data-station]").first
    expect(best).to_be_visible()
    expect(window.page.get_by_role("heading", name=window.say("aed-best"))).to_be_visible()
    reasons = [
        window.say(f"aed-why-{why}")
        for why in ("out-of-order", "expired", "faded", "closed", "hours-unknown", "across")
    ]
    nearer = window.page.locator(".st-key-aed_nearer li")
    expect(nearer.first).to_be_visible()
    for text in nearer.all_inner_texts():
        assert any(reason in text for reason in reasons), text


# --- the plain pages


@pytest.mark.parametrize("has_javascript", [True, False], ids=["with javascript", "without javascript"])
def test_the_plain_pages_book_move_and_cancel(windows: Windows, has_javascript: bool) -> None:
    phone = "13800138103" if has_javascript else "13800138104"
    window = windows("/m", java_script_enabled=has_javascript)
    page = window.page
    page.get_by_role("searchbox").fill("货")
    page.get_by_role("button", name=window.say("search")).click()
    expect(page.locator("ol.stations > li")).not_to_have_count(0)
    page.locator("ol.stations a").filter(has_text="跨境货车司机").click()
    page.locator("a[href^='/m/session/demo-']").first.click()
    expect(page.get_by_role("heading", name=kind_of("clinic").book[window.lang])).to_be_visible()

    window.expected_statuses |= {409, 422}
    page.get_by_label(window.say("m-name"), exact=True).fill("冯师傅")
    page.locator("#phone").fill("12")
    page.get_by_role("button", name=window.say("m-book-button")).click()
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page.get_by_label(window.say("m-name"), exact=True)).to_have_value("冯师傅")

    page.locator("input[name=slot]:enabled:not([value^='wait-'])").first.check()  # others may hold the first time
    page.locator("#phone").fill(phone)
    page.locator("#category").select_option("truck")
    page.locator("input[name=consent]").check()
    page.get_by_role("button", name=window.say("m-book-button")).click()
    code = page.locator(".code").inner_text()
    assert CODE.fullmatch(code)
    assert read_qr(page.locator(".qr").screenshot()).startswith(windows.server.url)

    mine = windows("/m/bookings", java_script_enabled=has_javascript)
    mine.page.locator("#code").fill(code)
    mine.page.locator("#last_four").fill(phone[-4:])
    mine.page.get_by_role("button", name=mine.say("m-lookup-button")).click()
    expect(mine.page.locator(".code")).to_have_text(code)

    mine.link("m-move").click()
    mine.page.locator("input[name=slot]:enabled").last.check()
    mine.button("m-move-button").click()
    expect(mine.page.locator(".code")).to_have_text(code)
    mine.link("m-cancel").click()
    mine.button("m-cancel-yes").click()
    expect(mine.page.get_by_text(mine.say("booking-cancelled")).first).to_be_visible()
    expect(mine.page.locator(".code")).to_have_count(0)


def test_the_plain_list_filters_at_a_tap_and_goes_near_me(windows: Windows) -> None:
    window = windows("/m", permissions=["geolocation"], geolocation=BRIDGE)
    page = window.page
    everything = page.locator("ol.stations > li").count()
    page.locator("label.chip").filter(has_text="AED").click()
    expect(page.locator("ol.stations > li")).not_to_have_count(everything)
    assert address(page)["facilities"] == ["aed"]
    page.reload()
    expect(page.locator("input[value=aed]")).to_be_checked()
    page.get_by_role("button", name=window.say("m-near-me")).click()
    expect(page.locator("h2.summary")).to_contain_text("从您的位置")
    assert "22.2" not in page.url
    expect(window.map.locator(".map-here")).to_be_visible()


def test_a_tap_on_the_plain_pages_map_opens_the_station(windows: Windows) -> None:
    window = windows("/m?q=货车")
    map_is_drawn(window)
    window.map.get_by_role("button", name=re.compile("货车司机站")).click()
    window.page.wait_for_url(f"**/m/station/{TRUCK}*")
    expect(window.page.get_by_role("heading", level=1)).to_contain_text("货车司机")


def test_the_plain_aed_page_works_without_javascript(windows: Windows) -> None:
    window = windows("/m/aed", java_script_enabled=False)
    page = window.page
    assert {one.get_attribute("href") for one in page.locator("a[href^='tel:']").all()} >= {"tel:120", "tel:999"}
    page.locator("#district").select_option(index=1)
    page.get_by_role("button", name=window.say("m-show")).click()
    expect(page.locator("#results section").first).to_be_visible()


def test_each_screen_links_its_plain_twin_and_back(windows: Windows) -> None:
    window = windows(f"/station?station={TRUCK}", size=PHONE)
    window.page.locator("footer.page-foot").get_by_role("link", name=window.say("fast-version")).click()
    window.page.wait_for_url(f"**/m/station/{TRUCK}*")
    window.page.get_by_role("link", name=window.say("full-version")).click()
    window.page.wait_for_url(f"**/station?station={TRUCK}*")
    window.settle()
    expect(window.page.get_by_role("heading", level=1)).to_contain_text("货车司机")


def test_the_box_of_further_facilities_stays_open_while_several_are_chosen(windows: Windows) -> None:
    window = windows("/")
    page = window.page
    page.get_by_role("button", name=window.say("find-more")).click()
    box = page.locator(".st-key-find_more")
    box.get_by_text("淋浴").click()
    page.wait_for_url("**/?facilities=shower")
    box.get_by_text("微波炉").click()
    page.wait_for_url("**/?facilities=microwave%2Cshower")
    page.reload()
    window.settle()
    expect(page.get_by_role("button", name=f"{window.say('find-more')} (2)")).to_be_visible()
