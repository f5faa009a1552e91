"""The fast station page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient

from stations.actions import demand
from stations.actions.start import furnish
from stations.amenities import AmenityState
from stations.catalogue import catalogue
from stations.roles import SYSTEM
from stations.sessions import Session
from stations.settings import DATA
from stations.storage import amenities, stations
from stations.storage.engine import Database
from stations.words import LANGUAGES, say

TRUCK = "/m/station/hzmb-truck-drivers"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_facility_is_named_with_its_state(client: TestClient, lang: str) -> None:
    html = client.get(TRUCK, headers={"Accept-Language": lang}).text
    for facility in catalogue().facilities:
        assert facility.names[lang] in html
    assert f">{say(lang, 'amenity-available')}</b>" not in html  # published in April, and nobody has looked since
    assert html.count(f">{say(lang, 'amenity-unknown')}</b>") == 4


def test_the_three_names_are_shown_in_their_scripts(client: TestClient) -> None:
    html = client.get(TRUCK).text
    assert "<h1>Union Service Station, Hong Kong–Zhuhai–Macao Bridge" in html
    assert '<p class="soft" lang="zh-Hans">工会驿站港珠澳大桥跨境货车司机站</p>' in html
    assert '<p class="soft" lang="zh-Hant">工會驛站港珠澳大橋跨境貨車司機站</p>' in html


def test_what_nobody_published_is_said_to_be_unknown(client: TestClient) -> None:
    html = client.get(TRUCK).text
    keys = (
        "hours-unpublished",
        "way-in-unknown",
        "audience-unknown",
        "side-unknown-note",
        "m-phone-unknown",
        "position-approximate-note",
    )
    for key in keys:
        assert say("en", key) in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_is_let_in_the_side_of_the_border_and_parking_are_told(
    client: TestClient, served: Database, lang: str
) -> None:
    furnish(served, datetime.now(UTC), DATA / "stations" / "demo.json")
    html = client.get("/m/station/demo-zhuhai-hengqin", headers={"Accept-Language": lang}).text
    for key in ("audience-drivers", "way-in-guard", "side-cn"):
        note = say(lang, f"{key}-{'how' if key == 'way-in-guard' else 'note'}")
        assert f"<dt>{say(lang, key)}</dt><dd>{note}</dd>" in html
    bays, height = say(lang, "parking-truck-bays", count=40), say(lang, "parking-height", metres="4.5")
    assert f"<dd>{bays} · {height} · {say(lang, 'parking-fee-paid')} · " in html
    inside = client.get("/m/station/demo-zhongshan", headers={"Accept-Language": lang}).text
    assert f"<dt>{say(lang, 'host-label')}</dt>" in inside
    assert say(lang, "way-in-code-how") in inside


def test_what_a_station_says_of_itself_stays_text(client: TestClient, served: Database) -> None:
    station = served.read(lambda tx: stations.get(tx, "hzmb-truck-drivers"))
    assert station is not None
    told = replace(station, host={"en": "<b>bank</b>"}, parking_note="<i>fines</i>")
    served.write(lambda tx: stations.replace(tx, told, station.version))
    html = client.get(TRUCK).text
    assert "&lt;b&gt;bank&lt;/b&gt;" in html
    assert "&lt;i&gt;fines&lt;/i&gt;" in html


def test_who_checked_and_how_long_ago_stands_beside_the_state(client: TestClient) -> None:
    who = say("en", "checked-by-published")
    assert re.search(rf"Last confirmed \d+ \w+ ago \({who}\)", client.get(TRUCK).text)


def test_all_navigation_apps_are_offered_with_the_coordinates_of_the_station(client: TestClient) -> None:
    html = client.get(TRUCK).text
    for start in ("https://uri.amap.com/marker", "https://api.map.baidu.com", "https://apis.map.qq.com", "geo:22.21"):
        assert f'href="{start}' in html
    assert "https://maps.apple.com/" in html
    assert "https://www.google.com/maps" in html


def test_owner_and_partners_stand_with_their_jurisdictions(client: TestClient) -> None:
    html = client.get(TRUCK).text
    assert "Zhuhai Federation of Trade Unions" in html
    assert 'Macao Federation of Trade Unions <span class="soft">Macao</span>' in html


def test_a_past_session_is_listed_with_its_hosts_and_cannot_be_booked(client: TestClient) -> None:
    html = client.get(TRUCK).text
    assert "Gongbei Community Health Service Centre" in html
    assert say("en", "session-times-unknown") in html
    assert "/m/session/hzmb-clinic-2026-04-09" not in html


def test_a_broken_facility_is_said_to_be_broken(client: TestClient, served: Database) -> None:
    key = served.read(lambda tx: stations.key_of(tx, "hzmb-truck-drivers"))
    assert key is not None
    said = served.read(lambda tx: amenities.of_station(tx, key))["aed"]
    broken = replace(said, state=AmenityState.OUT_OF_ORDER, note="cabinet locked", checked_at=datetime.now(UTC))
    served.write(lambda tx: amenities.put(tx, key, broken, said.version))
    html = client.get(TRUCK).text
    assert f'<b class="state-out-of-order">{say("en", "amenity-out-of-order")}</b><br>cabinet locked' in html


def test_an_invented_station_says_that_it_is_invented(client: TestClient, served: Database) -> None:
    furnish(served, datetime.now(UTC), DATA / "stations" / "demo.json")
    html = client.get("/m/station/demo-zhuhai-gongbei").text
    assert say("en", "demo-note") in html
    assert f'<span class="demo">{say("en", "demo-badge")}</span>' in html


def test_the_week_has_seven_days(client: TestClient, served: Database) -> None:
    furnish(served, datetime.now(UTC), DATA / "stations" / "demo.json")
    html = client.get("/m/station/demo-zhuhai-gongbei").text
    assert html.count('<th scope="row">') == 7


@pytest.mark.parametrize("station_id", ["nope", "%00", "..%2F..", "%3Cscript%3Ealert(1)%3C%2Fscript%3E", "x" * 3000])
def test_a_station_that_does_not_exist_is_explained(client: TestClient, station_id: str) -> None:
    response = client.get(f"/m/station/{station_id}")
    assert response.status_code == 404
    assert "<script>alert" not in response.text


def test_sharing_gives_the_public_address_and_its_qr_code(
    client: TestClient, change_setting: Callable[[str, str], None]
) -> None:
    change_setting("PUBLIC_URL", "https://stations.example")
    html = client.get(TRUCK).text
    assert "https://stations.example/m/station/hzmb-truck-drivers" in html
    assert re.search(r'<div class="qr"[^>]*><svg', html)


def test_the_twin_is_the_same_station(client: TestClient) -> None:
    assert 'id="twin" href="/station?station=hzmb-truck-drivers"' in client.get(TRUCK).text


def test_each_look_at_a_station_counts_and_tells_nothing_of_who(client: TestClient, served: Database) -> None:
    demand.write_down(served, SYSTEM)  # what tests before this one looked at
    served.write(lambda tx: tx.run("DELETE FROM demand"))
    for path in (TRUCK, TRUCK, "/api/v1/stations/hzmb-truck-drivers", "/m/station/nowhere", "/m"):
        client.get(path)
    assert demand.write_down(served, SYSTEM) == 3
    rows = served.read(lambda tx: tx.all("SELECT demand.*, station.id FROM demand JOIN station ON key = station_key"))
    assert [(row["id"], row["views"]) for row in rows] == [("hzmb-truck-drivers", 3)]
    assert set(rows[0]) == {"station_key", "on_date", "views", "id"}


def test_further_dates_of_a_series_are_folded_away_and_can_be_booked(
    client: TestClient, add_clinic: Callable[..., Session], served: Database
) -> None:
    for number in range(5):
        add_clinic(f"date-{number}", hours_ahead=24 * (number + 1))
    served.write(
        lambda tx: tx.run("UPDATE session SET series_id = 'daily', recurrence_on = on_date WHERE id LIKE 'date-%'")
    )
    text = client.get("/m/station/hzmb-truck-drivers").text
    shown, _, further = text.partition("2 more dates")
    assert all(f"/m/session/date-{number}" in shown for number in range(3))
    assert all(f"/m/session/date-{number}" in further for number in (3, 4))
