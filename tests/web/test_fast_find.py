"""The fast Find and AED pages."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from stations.actions.start import furnish
from stations.amenities import Amenity, AmenityState
from stations.exchange.station_file import read_station_file
from stations.settings import DATA
from stations.storage import amenities, stations
from stations.storage.engine import Database
from stations.words import LANGUAGES, say

EN = {"Accept-Language": "en"}
HOSTILE = '"><script>alert(1)</script><img onmouseover="x" src=\'y\'>'
OUR_BUDGET = 20_000


@pytest.fixture
def demo(served: Database) -> Database:
    """The invented stations beside the real ones."""
    furnish(served, datetime.now(UTC), DATA / "stations" / "demo.json")
    return served


def names_in(html: str) -> list[str]:
    return re.findall(r'<h3><span><a href="/m/station/([^"]+)"', html)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_speaks_the_language_of_the_browser(client: TestClient, lang: str) -> None:
    html = client.get("/m", headers={"Accept-Language": lang}).text
    assert f'<html lang="{lang}">' in html
    assert f"<title>{say(lang, 'web-find')} – {say(lang, 'web-name')}</title>" in html


def test_the_language_of_the_address_is_kept_for_the_next_page(client: TestClient) -> None:
    assert '<html lang="zh-Hant">' in client.get("/m?lang=zh-Hant").text
    assert '<html lang="zh-Hant">' in client.get("/m/privacy").text


def test_without_a_position_the_list_has_no_distances_and_the_real_stations_come_first(
    client: TestClient, demo: Database
) -> None:
    html = client.get("/m").text
    assert set(names_in(html)[:2]) == {"hzmb-truck-drivers", "hzmb-port"}
    assert 'class="far"' not in html


def test_a_district_sorts_by_its_distance(client: TestClient, demo: Database) -> None:
    html = client.get("/m", params={"district": "澳門花地瑪堂區"}).text
    assert names_in(html)[0] == "demo-macao"
    assert 'class="far"' in html


def test_every_demo_station_is_marked(client: TestClient, demo: Database) -> None:
    html = client.get("/m").text
    invented = [name for name in names_in(html) if name.startswith("demo-")]
    assert invented
    assert html.count(f'<span class="demo">{say("en", "demo-badge")}</span>') == len(invented)


@pytest.mark.parametrize("query", ["facilities=aed,rest_area", "facilities=aed&facilities=rest_area"])
def test_several_facilities_are_asked_together(client: TestClient, demo: Database, query: str) -> None:
    html = client.get(f"/m?{query}").text
    assert "hzmb-port" in names_in(html)
    assert "demo-shenzhen-yantian" not in names_in(html)
    assert re.search(r'value="aed" checked', html)


def test_what_the_filters_hide_is_said(client: TestClient) -> None:
    html = client.get("/m?open=1").text
    assert names_in(html) == []
    assert say("en", "m-hidden-hours", count=2) in html


def test_the_map_and_the_twin_ask_for_the_same_stations(client: TestClient) -> None:
    html = client.get("/m?q=港&facilities=aed&open=1").text
    assert re.search(r'<iframe id="map"[^>]*src="/map\?q=%E6%B8%AF&amp;facilities=aed&amp;open=1&amp;links=m', html)
    assert 'id="twin" href="/?q=%E6%B8%AF&amp;facilities=aed&amp;open=1"' in html


def test_show_more_keeps_the_filters(client: TestClient, demo: Database) -> None:
    html = client.get("/m?limit=2&facilities=rest_area").text
    assert len(names_in(html)) == 2
    assert "/m?facilities=rest_area&amp;limit=22" in html


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("facilities=teleporter", say("en", "error-facility-unknown", given="teleporter")),
        ("near=113.58,22.21", say("en", "error-coordinates-swapped")),
        ("near=here", say("en", "error-coordinates-invalid")),
        ("limit=0", say("en", "error-limit-invalid", most=200)),
        ("limit=99999999999", say("en", "error-limit-invalid", most=200)),
    ],
)
def test_a_filter_that_cannot_be_read_is_explained_and_the_list_still_comes(
    client: TestClient, query: str, sentence: str
) -> None:
    response = client.get(f"/m?{query}")
    assert response.status_code == 422
    assert sentence in response.text
    assert names_in(response.text)


def test_a_position_travels_in_the_body_and_comes_back_in_no_link(client: TestClient, demo: Database) -> None:
    response = client.post("/m/list", data={"near": "22.2000,113.5500", "facilities": "aed"})
    assert response.status_code == 200
    assert names_in(response.text)[0] == "demo-macao"
    assert "m</span>" in response.text
    assert "113.55" not in response.text
    assert response.headers["cache-control"] == "no-store"


def test_a_position_that_cannot_be_read_is_explained(client: TestClient) -> None:
    response = client.post("/m/list", data={"near": "200,300"})
    assert response.status_code == 422
    assert say("en", "error-coordinates-impossible") in response.text


@pytest.mark.parametrize("text", ["\x00", "%", "'", '"', "\\", "驿", "a" * 5000, "OR 1=1 --", "\ud7ff😀"])
def test_any_text_can_be_searched_for(client: TestClient, text: str) -> None:
    assert client.get("/m", params={"q": text}).status_code == 200


def test_what_was_typed_is_text_and_never_markup(client: TestClient) -> None:
    html = client.get("/m", params={"q": HOSTILE, "district": HOSTILE}).text
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;script&gt;" in html


def test_a_hostile_name_is_text_on_every_page(client: TestClient, served: Database) -> None:
    content = read_station_file(DATA / "stations" / "hzmb.json", datetime.now(UTC))
    names = {"zh-Hans": HOSTILE, "en": HOSTILE}
    bad = replace(content.stations[0].station, id="bad", names=names, address=names, owner=names, source=HOSTILE)
    aed = Amenity("aed", AmenityState.AVAILABLE, place=HOSTILE, note=HOSTILE)
    served.write(lambda tx: amenities.add_many(tx, [(stations.add(tx, bad), aed)]))
    for path in ("/m", "/m/station/bad", "/m/aed?district=珠海市香洲区"):
        html = client.get(path).text
        assert "&lt;script&gt;alert(1)" in html
        assert "<script>alert" not in html
        assert "<img" not in html


def test_the_aed_page_dials_without_a_position(client: TestClient) -> None:
    html = client.get("/m/aed").text
    assert 'href="tel:120"' in html
    assert 'href="tel:999"' in html


def test_the_nearest_certain_aed_comes_first_and_the_doubtful_ones_say_why(client: TestClient, demo: Database) -> None:
    html = client.post("/m/aed/near", data={"near": "22.2101,113.5805"}).text
    best, doubtful = html.split(say("en", "m-aed-nearer"))
    assert "/m/station/demo-zhuhai-gongbei" in best
    assert say("en", "aed-why-faded") in doubtful


def test_nobody_is_sent_to_an_aed_across_the_border_control(client: TestClient, demo: Database) -> None:
    from_macao = client.get("/m/aed", params={"district": "澳門氹仔"}).text
    assert say("en", "aed-why-across") in from_macao
    assert say("en", "m-aed-none", number="999") in from_macao
    assert 'href="tel:999"' in from_macao
    from_zhuhai = client.get("/m/aed", params={"district": "珠海市香洲区"}).text
    assert "demo-zhuhai-gongbei" in from_zhuhai
    assert 'href="tel:120"' in from_zhuhai


def test_an_expired_aed_is_not_promised(client: TestClient, served: Database) -> None:
    key = served.read(lambda tx: stations.key_of(tx, "hzmb-port"))
    assert key is not None
    said = served.read(lambda tx: amenities.of_station(tx, key))["aed"]
    old = replace(said, pads_expire_on=date(2020, 1, 1))
    served.write(lambda tx: amenities.put(tx, key, old, said.version))
    html = client.post("/m/aed/near", data={"near": "22.212,113.58"}).text
    assert say("en", "aed-why-expired") in html
    assert say("en", "m-aed-none", number="120") in html


def test_an_aed_search_without_a_position_is_explained(client: TestClient) -> None:
    response = client.post("/m/aed/near", data={})
    assert response.status_code == 422
    assert say("en", "error-coordinates-invalid") in response.text


def test_another_site_cannot_send_a_form(client: TestClient) -> None:
    response = client.post("/m/list", data={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert say("en", "error-cross-site") in response.text


@pytest.mark.parametrize("body", ["a=1&" * 500, "q=" + "x" * 100_000])
def test_a_form_that_is_too_large_is_refused(client: TestClient, body: str) -> None:
    response = client.post("/m/list", content=body, headers={"Content-Type": "application/x-www-form-urlencoded"})
    assert response.status_code == 422


def test_the_page_with_its_style_and_script_is_small(client: TestClient, demo: Database) -> None:
    html = client.get("/m", headers={"Accept-Encoding": "identity"}).text
    assert len(gzip.compress(html.encode())) <= OUR_BUDGET
    assert not re.findall(r'<(?:script|img)[^>]+src=|<link rel="stylesheet"', html)


def test_the_page_carries_the_style_and_script_of_the_files_and_its_policy_allows_just_them(client: TestClient) -> None:
    response = client.get("/m")
    folder = Path("stations/web/static")
    for name in ("site.css", "m.css", "m.js"):
        assert (folder / name).read_text(encoding="utf-8") in response.text
    policy = response.headers["content-security-policy"]
    assert "script-src 'self' 'sha256-" in policy
    assert "unsafe-inline" not in policy.split("style-src")[0]


def test_what_is_asked_for_early_is_there(client: TestClient) -> None:
    early = re.findall(r'<link rel="preload" as="\w+" href="([^"]+)"', client.get("/m").text)
    assert early
    for address in early:
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("path", ["/m/booking", "/m/session", "/m/nothing", "/m/station/a/b"])
def test_a_link_cut_short_gets_a_plain_sentence(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert say("en", "error-not-found") in response.text


def test_a_slash_too_many_is_taken_off_and_the_question_kept(client: TestClient) -> None:
    response = client.get("/m/bookings/?lang=en")
    assert response.status_code == 301
    assert response.headers["location"].endswith("/m/bookings?lang=en")
