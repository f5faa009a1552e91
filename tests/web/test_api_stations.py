"""Stations over HTTP: GeoJSON, every facility with its state, and nothing guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from stations.access import Access
from stations.actions import care, care_station
from stations.amenities import AmenityState
from stations.catalogue import catalogue
from stations.edits import AmenityChange, Part
from stations.errors import Refused
from stations.roles import Actor
from stations.schedule import WAYS_IN
from stations.sessions import Session
from stations.station import Audience, ParkingFee, Side
from stations.storage.engine import Database

PUBLISHED = {"aed", "first_aid_kit", "nursing_room", "rest_area"}


def features(client: TestClient, query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/stations?{query}")
    assert answer.status_code == 200, answer.text
    return list(answer.json()["features"])


def states(feature: dict[str, Any]) -> dict[str, str]:
    return {one["code"]: one["state"] for one in feature["properties"]["facilities"]}


def test_the_nearest_station_comes_first_with_its_distance(client: TestClient):
    found = features(client, "near=22.2,113.57&facilities=aed,rest_area&limit=5")
    distances = [one["properties"]["distance_m"] for one in found]
    assert {one["id"] for one in found} == {"hzmb-truck-drivers", "hzmb-port"}
    assert distances == sorted(distances)
    assert 1000 < distances[0] < 3000


def test_without_a_position_no_distance_is_told(client: TestClient):
    assert {one["properties"]["distance_m"] for one in features(client, "")} == {None}


def test_what_nobody_published_is_unknown(client: TestClient):
    found = {one["id"]: one for one in features(client, "near=22.2,113.57")}["hzmb-truck-drivers"]
    told = states(found)
    assert tuple(told) == catalogue().codes
    assert set(told.values()) == {"unknown"}
    facilities = {one["code"]: one for one in found["properties"]["facilities"]}
    assert {code for code, one in facilities.items() if one["claimed"] == "available"} == PUBLISHED
    assert {facilities[code]["claim"]["standing"] for code in PUBLISHED} == {"faded"}
    assert {one["claim"]["standing"] for code, one in facilities.items() if code not in PUBLISHED} == {"unsaid"}
    hours = found["properties"]["hours"]
    assert (hours["state"], hours["until"], hours["reason"]) == ("unknown", None, "unpublished")
    assert found["properties"]["position"] == "approximate"
    assert found["properties"]["demo"] is False


def test_a_published_facility_tells_when_and_by_whom_it_was_checked(client: TestClient):
    found = features(client, "near=22.2,113.57")[0]
    aed = found["properties"]["facilities"][0]
    assert (aed["code"], aed["checked_by"]) == ("aed", "published")
    assert aed["checked_at"].startswith("2026-04-09T")


def test_the_answer_is_geojson_with_longitude_first(client: TestClient):
    answer = client.get("/api/v1/stations?near=22.2,113.57&limit=1")
    body = answer.json()
    assert answer.headers["content-type"] == "application/geo+json"
    assert body["type"] == "FeatureCollection"
    assert body["features"][0]["type"] == "Feature"
    assert body["features"][0]["geometry"] == {"type": "Point", "coordinates": [113.581, 22.21]}
    assert body["has_more"] is True


def test_an_answer_made_for_a_position_is_kept_by_nobody(client: TestClient):
    assert "no-store" in client.get("/api/v1/stations?near=22.2,113.57").headers["cache-control"]
    assert "public" in client.get("/api/v1/stations").headers["cache-control"]


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        pytest.param("q=货", ["hzmb-truck-drivers"], id="one simplified character"),
        pytest.param("q=貨車", ["hzmb-truck-drivers"], id="two traditional characters"),
        pytest.param("q=没有这个", [], id="nothing has it"),
        pytest.param("bbox=113.5805,22.2,113.6,22.3", ["hzmb-truck-drivers"], id="a box"),
        pytest.param("bbox=113.5,22.1,113.6,22.3&q=口岸站", ["hzmb-port"], id="a box and a text"),
        pytest.param("bbox=100,10,101,11", [], id="an empty box"),
        pytest.param("facilities=toilet", [], id="nobody published a toilet"),
        pytest.param("open=1", [], id="nobody published hours"),
        pytest.param("open_at=2026-12-01T09:30%2B08:00&open=1", [], id="nor hours then"),
    ],
)
def test_filters_find_what_fits(client: TestClient, query: str, ids: list[str]):
    assert [one["id"] for one in features(client, query)] == ids


def test_a_box_ranks_by_the_position_that_is_given(client: TestClient):
    found = features(client, "bbox=113.5,22.1,113.7,22.3&near=22.213,113.579")
    assert [one["id"] for one in found] == ["hzmb-port", "hzmb-truck-drivers"]
    assert found[0]["properties"]["distance_m"] < found[1]["properties"]["distance_m"]


def test_a_box_says_when_there_are_more(client: TestClient):
    body = client.get("/api/v1/stations?bbox=113.5,22.1,113.7,22.3&limit=1").json()
    assert (len(body["features"]), body["has_more"]) == (1, True)


def test_what_the_filters_hide_is_counted(client: TestClient):
    assert client.get("/api/v1/stations?near=22.2,113.57&open=1").json()["hidden"] == {
        "across": 0,
        "without_facility": 0,
        "closed": 0,
        "hours_unknown": 2,
    }
    assert client.get("/api/v1/stations?near=22.2,113.57").json()["hidden"] is None


def test_a_facility_that_breaks_is_told_and_no_longer_found(
    client: TestClient, served: Database, manager: Actor, now: datetime
):
    assert "hzmb-truck-drivers" in [one["id"] for one in features(client, "facilities=aed")]
    change = AmenityChange("aed", 1, AmenityState.OUT_OF_ORDER)
    assert not isinstance(care.set_amenity(served, manager, now, "hzmb-truck-drivers", change), Refused)
    assert "hzmb-truck-drivers" not in [one["id"] for one in features(client, "facilities=aed")]
    aed = client.get("/api/v1/stations/hzmb-truck-drivers").json()["properties"]["facilities"][0]
    assert (aed["code"], aed["state"], aed["checked_by"]) == ("aed", "out-of-order", "manager")


def test_one_station_tells_all_that_is_known(client: TestClient):
    answer = client.get("/api/v1/stations/hzmb-truck-drivers")
    told = answer.json()["properties"]
    assert answer.headers["content-type"] == "application/geo+json"
    assert told["names"]["zh-Hans"] == "工会驿站港珠澳大桥跨境货车司机站"
    assert told["owner"]["zh-Hans"] == "珠海市总工会"
    assert {partner["jurisdiction"] for partner in told["partners"]} == {"HK", "MO"}
    assert (told["opening_hours"], told["way_in"], told["audience"]) == (None, "unknown", "unknown")
    assert told["emergency_number"] == "120"
    assert (told["side"], told["height_limit_m"], told["parking_fee"]) == ("unknown", None, "unknown")
    assert (told["parking_note"], told["host"]) == ("", {})
    assert {"amap", "baidu", "tencent", "apple", "google", "geo"} <= {link["app"] for link in told["navigation"]}


def test_getting_in_and_parking_are_told_in_the_list_and_in_full(
    client: TestClient, served: Database, manager: Actor, now: datetime
):
    said = Access("drivers", "code", {}, "port", 4.2, "paid", "no trailers", {"en": "A bank"})
    seen = care.see_for_care(served, manager, now, "hzmb-truck-drivers").marks[Part.ACCESS]
    care_station.set_access(served, manager, now, "hzmb-truck-drivers", seen, said)
    listed = {one["id"]: one["properties"] for one in features(client, "")}["hzmb-truck-drivers"]
    told = client.get("/api/v1/stations/hzmb-truck-drivers").json()["properties"]
    for found in (listed, told):
        assert [found[name] for name in ("audience", "side", "height_limit_m", "parking_fee")] == [
            "drivers", "port", 4.2, "paid",
        ]  # fmt: skip
    assert (told["way_in"], told["parking_note"], told["host"]) == ("code", "no trailers", {"en": "A bank"})


def test_the_description_lists_every_side_audience_way_in_and_fee(client: TestClient):
    properties = client.get("/api/openapi.json").json()["components"]["schemas"]["StationDetail"]["properties"]
    families = {"side": Side, "audience": Audience, "parking_fee": ParkingFee, "way_in": WAYS_IN}
    for name, members in families.items():
        assert set(properties[name]["enum"]) == set(map(str, members))
        assert properties[name]["description"]


@pytest.mark.parametrize(("lang", "start"), [("en", "Union"), ("zh-HK", "工會"), ("zh-CN", "工会")])
def test_names_are_in_the_callers_language(client: TestClient, lang: str, start: str):
    headers = {"Accept-Language": lang}
    assert client.get("/api/v1/stations/hzmb-port", headers=headers).json()["properties"]["name"].startswith(start)


def test_sessions_of_a_time_are_listed_with_their_hosts(client: TestClient):
    body = client.get("/api/v1/sessions?from=2026-04-01&to=2026-04-30").json()
    (clinic,) = body["sessions"]
    assert clinic["date"] == "2026-04-09"
    assert len(clinic["hosts"]) == 4
    assert clinic["starts_at"] is None


def test_a_draft_is_nobodys_business(client: TestClient, add_clinic: Callable[..., Session], served: Database):
    add_clinic()
    served.write(lambda tx: tx.run("UPDATE session SET status = 'draft' WHERE id = 'clinic'"))
    assert client.get("/api/v1/sessions/clinic/slots").status_code == 404
    assert client.get("/api/v1/sessions").json() == {"sessions": []}


def test_slots_tell_their_free_places(client: TestClient, add_clinic: Callable[..., Session]):
    add_clinic(places=3, slots=2)
    body = client.get("/api/v1/sessions/clinic/slots").json()
    assert [(slot["capacity"], slot["free"], slot["bookable"]) for slot in body["slots"]] == [(3, 3, True)] * 2
    assert body["session"]["title"] == "Free clinic"


def test_the_slots_of_a_past_session_cannot_be_booked(client: TestClient, add_clinic: Callable[..., Session]):
    add_clinic(hours_ahead=-5)
    assert {slot["bookable"] for slot in client.get("/api/v1/sessions/clinic/slots").json()["slots"]} == {False}


def test_the_map_shows_the_same_stations(client: TestClient):
    body = client.get("/map/stations?bbox=113,22,114,23&zoom=9&lang=en&facilities=aed").json()
    assert {one["id"] for one in body["stations"]} == {"hzmb-truck-drivers", "hzmb-port"}
    assert body["total"] == 2
    assert body["clusters"] == []
    assert {"id", "name", "lat", "lng", "state", "demo", "approximate"} == set(body["stations"][0])


def test_the_description_is_openapi_and_names_every_operation(client: TestClient):
    document = client.get("/api/openapi.json").json()
    operations = {(path, verb) for path, verbs in document["paths"].items() for verb in verbs}
    assert document["openapi"].startswith("3.1")
    assert operations == {
        ("/v1/stations", "get"),
        ("/v1/stations/{station_id}", "get"),
        ("/v1/stations/{station_id}/sessions.ics", "get"),
        ("/v1/sessions", "get"),
        ("/v1/sessions/{session_id}/slots", "get"),
        ("/v1/stations/{station_id}/reports", "post"),
        ("/v1/reports/{token}", "get"),
        ("/v1/bookings", "post"),
        ("/v1/bookings/{token}", "get"),
        ("/v1/bookings/{token}", "delete"),
        ("/v1/bookings/{token}/accept", "post"),
        ("/v1/bookings/{token}/data", "get"),
        ("/v1/bookings/{token}/data", "delete"),
        ("/v1/holds", "post"),
        ("/v1/phone-codes", "post"),
        ("/v1/sessions/{session_id}/waiting", "post"),
    }
    assert "HTTPValidationError" not in document["components"]["schemas"]
    assert set(document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]) >= {"slot-full"}


def test_the_page_of_the_api_loads_nothing_from_elsewhere(client: TestClient):
    page = client.get("/api/docs")
    assert page.status_code == 200
    assert "//" not in page.text.replace("<!doctype html>", "")
    scripts = [part.split('"')[0] for part in page.text.split('src="')[1:]]
    assert len(scripts) == 2
    assert {client.get(path).status_code for path in scripts} == {200}
