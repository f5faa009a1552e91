"""The Find page."""

from __future__ import annotations

import pytest

from stations.geo import Point
from stations.ui.find_filters import from_address
from stations.ui.geolocate import Here, remember
from tests.pages.conftest import Open, drawn, listed, words_on

TRUCK, PORT = "hzmb-truck-drivers", "hzmb-port"


def test_both_stations_at_the_bridge_are_listed_and_their_hours_unknown(open_screen: Open) -> None:
    app = open_screen()
    cards = drawn(app, "stations_list")[0]["stations"]
    assert sorted(card["id"] for card in cards) == [PORT, TRUCK]
    assert {card["state"] for card in cards} == {"unknown"}
    assert cards[0]["status"] == "开放时间不详：还没有人公布"
    assert cards[0]["approximate"] == "位置只是大概"
    assert cards[0]["href"].startswith("/station?station=")


@pytest.mark.parametrize("text", ["货", "货车", "貨車", "truck", "香洲"])
def test_a_link_with_words_finds_by_one_character_either_script_and_district(open_screen: Open, text: str) -> None:
    app = open_screen(q=text)
    assert TRUCK in listed(app)
    assert app.text_input(key="find_text").value == text


def test_what_is_typed_stands_in_the_address(open_screen: Open) -> None:
    app = open_screen()
    app.text_input(key="find_text").set_value("货车").run()
    assert app.query_params["q"] == "货车"
    assert listed(app) == [TRUCK]


def test_several_facilities_at_once_stand_in_the_address_and_in_the_map(open_screen: Open) -> None:
    app = open_screen()
    app.pills(key="find_quick").set_value(["aed", "rest_area"]).run()
    assert app.query_params["facilities"] == "aed,rest_area"
    assert sorted(listed(app)) == [PORT, TRUCK]
    assert drawn(app, "stations_map_frame")[0]["query"] == "facilities=aed%2Crest_area"


def test_a_facility_nobody_spoke_of_hides_the_stations_and_says_how_many(open_screen: Open) -> None:
    app = open_screen(facilities="truck_parking")
    assert listed(app) == []
    assert "2 个没有这些设施，或者坏了、不清楚" in words_on(app)
    app.button(key="drop_facilities").click().run()
    assert sorted(listed(app)) == [PORT, TRUCK]
    assert "facilities" not in app.query_params


def test_open_now_hides_stations_with_unknown_hours_and_says_so(open_screen: Open) -> None:
    app = open_screen(open="1")
    assert listed(app) == []
    assert "2 个开放时间不清楚" in words_on(app)
    app.button(key="drop_open").click().run()
    assert sorted(listed(app)) == [PORT, TRUCK]


def test_words_that_match_nothing_are_repeated_and_can_be_cleared(open_screen: Open) -> None:
    app = open_screen(q="没有这个地方")
    assert "没有找到和“没有这个地方”相符的驿站" in words_on(app)
    app.button(key="drop_text").click().run()
    assert sorted(listed(app)) == [PORT, TRUCK]


def test_an_unknown_facility_in_a_link_is_told_and_the_rest_of_the_link_holds(open_screen: Open) -> None:
    app = open_screen(facilities="aed,swimming_pool")
    assert len(app.error) == 1
    assert app.query_params["facilities"] == "aed"


def test_a_district_gives_distances(open_screen: Open) -> None:
    app = open_screen(district="珠海市香洲区")
    cards = drawn(app, "stations_list")[0]["stations"]
    assert all(card["far"].endswith("公里") for card in cards)
    assert "离珠海市香洲区最近的 2 个驿站" in words_on(app)


def test_a_position_ranks_the_list_and_never_stands_in_an_address(open_screen: Open) -> None:
    app = open_screen()
    app.session_state["_near"] = Here(Point(22.2121, 113.5801), is_measured=True)
    app.run()
    assert listed(app) == [PORT, TRUCK]
    assert drawn(app, "stations_list")[0]["stations"][0]["far"].endswith("米")
    assert dict(app.query_params) == {}
    frame = drawn(app, "stations_map_frame")[0]
    assert frame["center"] is None
    assert frame["here"] == {"lat": 22.2121, "lng": 113.5801}


@pytest.mark.parametrize("why", ["denied", "unavailable", "timeout", "insecure", "unsupported"])
@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_a_missing_position_is_explained_and_the_map_takes_a_tap(open_screen: Open, why: str, lang: str) -> None:
    app = open_screen(lang=lang)
    app.session_state["_near_problem"] = why
    app.run()
    assert len(app.warning) == 1
    assert drawn(app, "stations_map_frame")[0]["picking"] is True


@pytest.mark.parametrize(
    "given", [None, "22,113", {}, {"lat": "x", "lng": 1}, {"lat": 91, "lng": 0}, {"lat": float("nan"), "lng": 0}]
)
def test_what_is_no_position_is_not_kept(given: object) -> None:
    assert remember(given, is_measured=True) is False


@pytest.mark.parametrize(
    ("limit", "taken"), [("", 20), ("40", 40), ("0", 1), ("9999", 200), ("-3", 20), ("٣", 20), ("99999999", 20)]
)
def test_any_limit_in_a_link_is_brought_within_bounds(limit: str, taken: int) -> None:
    assert from_address({"limit": limit})[0].limit == taken


def test_a_link_to_a_station_on_the_front_page_opens_the_station(open_screen: Open) -> None:
    app = open_screen("station", station=PORT)
    assert app.title[0].value == "工会驿站港珠澳大桥口岸站"


def test_every_page_has_the_red_control_and_three_languages(open_screen: Open) -> None:
    bar = drawn(open_screen(lang="en"), "stations_bar")[0]
    assert bar["aed"] == "AED now"
    assert [one["code"] for one in bar["languages"]] == ["zh-Hans", "zh-Hant", "en"]
    assert bar["lang"] == "en"


def test_the_fast_twin_keeps_the_filters(open_screen: Open) -> None:
    assert drawn(open_screen(facilities="aed", open="1"), "stations_bar")[0]["twin"] == "/m?facilities=aed&open=1"
