"""The page of one station."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from stations.actions import demand
from stations.actions.start import furnish
from stations.roles import SYSTEM, Actor
from stations.sessions import Session
from stations.settings import DATA
from stations.storage import stations
from stations.storage.engine import Database
from stations.words import LANGUAGES, say
from tests.pages.conftest import Open, drawn, words_on

TRUCK = "hzmb-truck-drivers"


def test_the_names_in_three_scripts_the_owner_and_partners_from_three_jurisdictions(open_screen: Open) -> None:
    said = words_on(open_screen("station", station=TRUCK))
    for words in ("工会驿站港珠澳大桥跨境货车司机站", "工會驛站港珠澳大橋跨境貨車司機站", "Cross-border Truck Drivers"):
        assert words in said
    for words in ("珠海市总工会", "香港工会联合会", "澳门工会联合总会", "香港", "澳门"):
        assert words in said


def test_what_nobody_published_is_said_to_be_unknown(open_screen: Open) -> None:
    said = words_on(open_screen("station", station=TRUCK))
    assert "开放时间不详" in said
    assert "进门方式不清楚" in said
    assert "位置只是大概" in said
    assert "还没有人说过有没有" in said
    assert "淋浴" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_is_let_in_the_side_of_the_border_and_parking_are_told(
    open_screen: Open, site: Database, lang: str
) -> None:
    furnish(site, datetime.now(UTC), DATA / "stations" / "demo.json")
    said = words_on(open_screen("station", station="demo-zhuhai-hengqin", lang=lang))
    for key in (
        "audience-drivers",
        "audience-drivers-note",
        "way-in-guard",
        "way-in-guard-how",
        "side-cn",
        "side-cn-note",
    ):
        assert say(lang, key) in said
    bays, height = say(lang, "parking-truck-bays", count=40), say(lang, "parking-height", metres="4.2")
    assert f"{bays} · {height} · {say(lang, 'parking-fee-paid')}" in said
    inside = words_on(open_screen("station", station="demo-zhongshan", lang=lang))
    assert say(lang, "way-in-code-how") in inside
    assert f"<b>{say(lang, 'host-label')}</b>" in inside
    assert say(lang, "side-unknown") not in inside


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_published_the_side_of_the_stations_at_the_bridge(open_screen: Open, lang: str) -> None:
    said = words_on(open_screen("station", station=TRUCK, lang=lang))
    assert say(lang, "side-unknown-note") in said
    assert f"<b>{say(lang, 'parking-label')}</b>" not in said


def test_the_day_a_station_was_loaded_is_not_called_an_update(open_screen: Open) -> None:
    assert "资料更新" not in words_on(open_screen("station", station="hzmb-truck-drivers"))


def test_each_facility_tells_who_checked_it_and_when(open_screen: Open) -> None:
    said = words_on(open_screen("station", station=TRUCK, lang="en"))
    assert "There, but not certain" in said
    assert "AED (defibrillator)" in said
    assert "(Published report): too long ago to promise" in said


def test_the_past_clinic_names_its_four_hosts(open_screen: Open) -> None:
    said = words_on(open_screen("station", station=TRUCK))
    for host in ("拱北街道总工会", "珠澳（香港）职工服务中心", "茂盛社区党委", "拱北社区卫生服务中心"):
        assert host in said


def test_a_coming_session_can_be_booked(open_screen: Open, clinic: Session) -> None:
    app = open_screen("station", station=TRUCK)
    assert "量血压" in words_on(app)
    assert any("session=clinic-1" in str(one.proto) for one in app.get("page_link"))


def test_navigation_opens_each_app_with_its_own_coordinates(open_screen: Open) -> None:
    links = {
        one["label"]: one["href"] for one in drawn(open_screen("station", station=TRUCK), "stations_links")[0]["links"]
    }
    assert set(links) == {"高德导航", "高德地图", "百度地图", "腾讯地图", "苹果地图", "谷歌地图", "手机上的地图"}
    assert links["手机上的地图"] == "geo:22.210000,113.581000"


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_an_unknown_station_is_told_in_a_sentence(open_screen: Open, lang: str) -> None:
    app = open_screen("station", station="nowhere", lang=lang)
    assert len(app.error) == 1
    assert not app.exception


def test_no_station_asks_to_choose_one(open_screen: Open) -> None:
    assert len(open_screen("station").info) == 1


def test_markup_in_a_name_stays_text(open_screen: Open, site: Database) -> None:
    def rename(tx: object) -> None:
        station = stations.get(tx, TRUCK)  # type: ignore[arg-type]
        assert station is not None
        named = replace(station, names={**station.names, "en": "<img src=x onerror=alert(1)>"})
        stations.replace(tx, named, station.version)  # type: ignore[arg-type]

    site.write(rename)
    html = "\n".join(str(one.value) for one in open_screen("station", station=TRUCK).get("html"))
    assert "<img src=x" not in html
    assert "&lt;img src=x" in html


def test_a_drivers_look_counts_once_however_often_they_tap_and_staff_are_no_demand(
    open_screen: Open, manager: Actor, site: Database
) -> None:
    demand.write_down(site, SYSTEM)  # what tests before this one looked at
    app = open_screen("station", station=TRUCK)
    app.run()
    assert demand.write_down(site, SYSTEM) == 1
    open_screen("station", manager, station=TRUCK)
    assert demand.write_down(site, SYSTEM) == 0
