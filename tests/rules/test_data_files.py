"""The committed stations and districts: known facilities and states, plausible places, nothing invented unmarked."""

from __future__ import annotations

import json
import re
from datetime import UTC, date, datetime
from typing import Any

import pytest

from stations.amenities import STATED, AmenityState, CheckedBy
from stations.catalogue import catalogue
from stations.exchange.station_file import read_station_file
from stations.geo import Datum, Point, from_wgs84, plausible_point
from stations.hours import parse_hours
from stations.schedule import WAYS_IN
from stations.sessions import AUDIENCES, KINDS, NOTES_LENGTH, SLOT_MINUTES, TITLE_LENGTH, SessionStatus
from stations.settings import DATA
from stations.station import JURISDICTIONS, Audience, Position
from stations.words import LANGUAGES

Row = dict[str, Any]
MARKS = {"zh-Hans": "示例", "zh-Hant": "示例", "en": "Demo"}
PUBLISHED = {"aed", "first_aid_kit", "nursing_room", "rest_area"}
BRIDGE = ["hzmb-truck-drivers", "hzmb-port"]


def _read(name: str) -> Row:
    content: Row = json.loads((DATA / name).read_text(encoding="utf-8"))
    return content


HZMB = _read("stations/hzmb.json")
DEMO = _read("stations/demo.json")
DISTRICTS: list[Row] = _read("districts.json")["districts"]
STATIONS: list[Row] = [*HZMB["stations"], *DEMO["stations"]]
EVERY_STATION = pytest.mark.parametrize("station", STATIONS, ids=[station["id"] for station in STATIONS])
EVERY_BRIDGE_STATION = pytest.mark.parametrize("station", HZMB["stations"], ids=BRIDGE)
EVERY_DEMO_STATION = pytest.mark.parametrize("station", DEMO["stations"], ids=[s["id"] for s in DEMO["stations"]])


def _is_named(names: Row) -> bool:
    return set(names) == set(LANGUAGES) and all(text.strip() == text != "" for text in names.values())


def test_ids_are_unique_and_can_stand_in_an_address() -> None:
    ids = [station["id"] for station in STATIONS] + [session["id"] for session in HZMB["sessions"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z0-9-]+", station_id) for station_id in ids)


@EVERY_STATION
def test_a_station_holds_words_that_the_program_knows(station: Row) -> None:
    assert station["jurisdiction"] in JURISDICTIONS
    assert station["way_in"] in WAYS_IN
    assert station["audience"] in tuple(Audience)
    assert station["position"] in tuple(Position)
    assert station["datum"] in tuple(Datum)
    assert station["source"]


@EVERY_STATION
def test_a_station_is_named_in_three_languages(station: Row) -> None:
    assert all(_is_named(station[field]) for field in ("names", "address", "owner", "serves"))
    assert not station["directions"] or _is_named(station["directions"])
    for partner in station["partners"]:
        assert _is_named(partner["names"])
        assert partner["jurisdiction"] in JURISDICTIONS


@EVERY_STATION
def test_amenities_are_in_the_catalogue_in_a_known_state_each_once(station: Row) -> None:
    amenities = station["amenities"]
    codes = [amenity["facility"] for amenity in amenities]
    assert set(codes) <= set(catalogue().codes)
    assert len(set(codes)) == len(codes)
    for amenity in amenities:
        state = AmenityState(amenity["state"])
        is_dated = bool(amenity.get("checked_at")) or "checked_days_ago" in amenity
        assert is_dated == (state is not AmenityState.UNKNOWN), amenity["facility"]
        if amenity.get("checked_at"):
            assert datetime.fromisoformat(amenity["checked_at"]).utcoffset() is not None
        if is_dated:
            assert CheckedBy(amenity["checked_by"])


@EVERY_STATION
def test_a_station_lies_in_its_jurisdiction_and_the_given_pair_agrees(station: Row) -> None:
    place = plausible_point(station["lat"], station["lng"], station["jurisdiction"])
    lat, lng = from_wgs84(place, Datum(station["datum"]))
    assert (station["given_lat"], station["given_lng"]) == pytest.approx((lat, lng), abs=2e-6)


@EVERY_STATION
def test_published_hours_can_be_read(station: Row) -> None:
    if station["opening_hours"] is not None:
        assert parse_hours(station["opening_hours"])


@EVERY_STATION
def test_the_district_of_a_station_can_be_picked_and_is_near(station: Row) -> None:
    district = next(row for row in DISTRICTS if row["key"] == station["district"])
    assert district["jurisdiction"] == station["jurisdiction"]
    assert abs(district["lat"] - station["lat"]) + abs(district["lng"] - station["lng"]) < 0.15


@EVERY_BRIDGE_STATION
def test_what_nobody_published_about_the_bridge_stations_is_unknown(station: Row) -> None:
    assert station["opening_hours"] is None
    assert station["way_in"] == "unknown"
    assert station["audience"] == "unknown"
    assert station["position"] == "approximate"
    assert station["contact"] == {"phone": "", "note": ""}
    assert station["directions"] == {}
    assert all(amenity["place"] == "" for amenity in station["amenities"])


@EVERY_BRIDGE_STATION
def test_the_bridge_stations_have_the_four_published_things_and_no_other(station: Row) -> None:
    assert {amenity["facility"] for amenity in station["amenities"]} == PUBLISHED
    for amenity in station["amenities"]:
        assert (amenity["state"], amenity["checked_by"]) == ("available", "published")
        assert amenity["checked_at"] == "2026-04-09T00:00:00Z"


def test_the_bridge_stations_have_one_owner_and_partners_across_the_border() -> None:
    assert [station["id"] for station in HZMB["stations"]] == BRIDGE
    for station in HZMB["stations"]:
        assert station["jurisdiction"] == "CN"
        assert station["owner"]["zh-Hans"] == "珠海市总工会"
        assert {partner["jurisdiction"] for partner in station["partners"]} == {"HK", "MO"}
        assert station["opened_on"] == "2026-02-13"


def test_the_bridge_stations_stand_apart_on_the_port_island() -> None:
    places = [(station["lat"], station["lng"]) for station in HZMB["stations"]]
    assert len(set(places)) == 2
    assert all(abs(lat - 22.21) < 0.01 and abs(lng - 113.58) < 0.01 for lat, lng in places)
    assert "approximate" in HZMB["position_note"]


def test_the_first_clinic_is_past_with_four_hosts_and_no_invented_times() -> None:
    (clinic,) = HZMB["sessions"]
    assert clinic["station_id"] == "hzmb-truck-drivers"
    assert clinic["on_date"] == "2026-04-09"
    assert clinic["starts_at"] is None
    assert clinic["ends_at"] is None
    assert clinic["kind"] in KINDS
    assert clinic["audience"] in AUDIENCES
    assert clinic["status"] == SessionStatus.PUBLISHED
    assert _is_named(clinic["title"])
    assert len(clinic["hosts"]) == 4
    assert all(_is_named(host) for host in clinic["hosts"])


def test_nothing_real_is_called_a_demo_and_the_demo_says_what_it_is() -> None:
    assert "示例" not in json.dumps(HZMB, ensure_ascii=False)
    assert "is_demo" not in HZMB
    assert DEMO["is_demo"] is True
    assert DEMO["sessions"] == []


@EVERY_DEMO_STATION
def test_a_demo_station_says_so_in_every_name_and_has_no_phone(station: Row) -> None:
    assert all(mark in station[field][lang] for lang, mark in MARKS.items() for field in ("names", "owner"))
    assert station["contact"]["phone"] == ""
    assert station["id"].startswith("demo-")
    assert station["is_demo"] is True
    assert all(amenity["checked_by"] in (None, "demo") for amenity in station["amenities"])


@pytest.mark.parametrize(("name", "is_demo", "count"), [("hzmb", False, 2), ("demo", True, len(DEMO["stations"]))])
def test_a_station_file_is_read_with_its_mark(name: str, is_demo: bool, count: int) -> None:
    content = read_station_file(DATA / "stations" / f"{name}.json", datetime(2026, 11, 22, tzinfo=UTC))
    assert [record.station.is_demo for record in content.stations] == [is_demo] * count
    assert not any(session.is_demo for session in content.sessions)


def test_the_demo_shows_every_way_in_every_state_and_an_aed_that_cannot_be_trusted() -> None:
    stations = DEMO["stations"]
    aeds = [a for s in stations for a in s["amenities"] if a["facility"] == "aed"]
    assert {station["way_in"] for station in stations} == set(WAYS_IN)
    assert {a["state"] for s in stations for a in s["amenities"]} == set(STATED)
    assert {aed["state"] for aed in aeds} == set(STATED)
    assert any(date.fromisoformat(aed.get("pads_expire_on", "9999-01-01")) < date(2026, 11, 22) for aed in aeds)
    assert {station["jurisdiction"] for station in stations} == set(JURISDICTIONS)
    assert {station["opening_hours"] is None for station in stations} == {True, False}


def test_the_demo_clinic_is_marked_and_can_be_planned() -> None:
    clinic = DEMO["demo_clinic"]
    assert clinic["station_id"] in BRIDGE
    for names in (clinic["title"], clinic["notes"], *clinic["hosts"]):
        assert all(mark in names[lang] or mark.lower() in names[lang] for lang, mark in MARKS.items())
    assert clinic["slot_minutes"] in SLOT_MINUTES
    assert clinic["minutes"] % clinic["slot_minutes"] == 0
    assert re.fullmatch(r"\d\d:\d\d", clinic["start"])
    assert min(clinic["places_per_slot"], clinic["walk_in_capacity"], clinic["days_ahead"]) > 0
    assert all(len(text) <= TITLE_LENGTH for text in clinic["title"].values())
    assert all(len(text) <= NOTES_LENGTH for text in clinic["notes"].values())


def test_districts_are_unique_named_and_in_place() -> None:
    assert len({row["key"] for row in DISTRICTS}) == len(DISTRICTS) >= 30
    for row in DISTRICTS:
        assert _is_named(row["names"]), row["key"]
        assert plausible_point(row["lat"], row["lng"], row["jurisdiction"]) == Point(row["lat"], row["lng"])
        assert row["key"] in row["names"].values()


def test_districts_are_found_in_the_script_of_their_place() -> None:
    script = {"CN": "zh-Hans", "HK": "zh-Hant", "MO": "zh-Hant"}
    assert all(row["key"] == row["names"][script[row["jurisdiction"]]] for row in DISTRICTS)
