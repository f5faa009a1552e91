"""Open when I get there, and for long enough: the API's answers with their reasons, on three calendars."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from stations.facts import first_claims
from stations.hours import Schedule, checked
from stations.storage import records
from stations.storage.engine import Database
from stations.trust import CheckedBy
from tests.storage.conftest import make_station

HORSE = "2026-02-17T23:30%2B08:00"  # half an hour before midnight on the first day of the year of the horse
NEAR = "near=22.21,113.58&across=1"
_PLACES = {"CN": (22.23, 113.54), "HK": (22.30, 113.94), "MO": (22.19, 113.55)}
_HOURS = {
    "always": "24/7",
    "night-qr": 'Mo-Su 22:00-08:00 open "QR", Mo-Su 08:00-22:00 || PH off',
    "unstated": "Mo-Su 08:00-24:00",
    "shut": "Mo-Su 08:00-24:00; PH off",
    "till-midnight": "Mo-Su 08:00-23:45 || PH off",
    "none": None,
}
ANSWERS = {
    "always": ("yes", "regular"),
    "night-qr": ("by-qr", "holiday"),
    "unstated": ("unknown", "holiday-unstated"),
    "shut": ("no", "holiday"),
    "till-midnight": ("no", "closes-too-soon"),
    "none": ("unknown", "unpublished"),
}


@pytest.fixture
def three_calendars(served: Database) -> Database:
    """A station of each kind of hours in each jurisdiction, all confirmed today."""
    now = datetime.now(UTC).replace(microsecond=0)
    made = []
    for jurisdiction, (lat, lng) in _PLACES.items():
        for name, hours in _HOURS.items():
            station = replace(
                make_station(f"{name}-{jurisdiction}", lat, lng),
                jurisdiction=jurisdiction,
                schedule=checked(Schedule(jurisdiction, hours)),
            )
            made.append((replace(station, claims=first_claims(station, CheckedBy.MANAGER, "", now)), ()))
    served.write(lambda tx: records.add_many(tx, now, made))
    return served


def answers(client: TestClient, query: str) -> dict[str, dict]:
    body = client.get(f"/api/v1/stations?{query}&limit=100").json()
    return {one["id"]: one["properties"]["hours"] for one in body["features"]}


@pytest.mark.parametrize("jurisdiction", _PLACES)
def test_the_night_of_spring_festival_has_an_answer_with_a_reason(
    client: TestClient, three_calendars: Database, jurisdiction: str
) -> None:
    told = answers(client, f"{NEAR}&open_at={HORSE}&for=30")
    for name, (answer, reason) in ANSWERS.items():
        hours = told[f"{name}-{jurisdiction}"]
        assert (hours["answer"], hours["reason"]) == (answer, reason), name
        assert hours["at"] == "2026-02-17T15:30:00Z"


def test_only_those_where_one_surely_gets_in_are_left_when_asked(client: TestClient, three_calendars: Database) -> None:
    told = answers(client, f"{NEAR}&open_at={HORSE}&for=30&open=1")
    assert {name.rpartition("-")[0] for name in told} == {"always", "night-qr"}
    shorter = answers(client, f"{NEAR}&open_at={HORSE}&for=15&open=1")
    assert {name.rpartition("-")[0] for name in shorter} == {"always", "night-qr", "till-midnight"}


def test_minutes_from_now_are_told_for_then(client: TestClient, three_calendars: Database) -> None:
    at = datetime.fromisoformat(answers(client, f"{NEAR}&in=40")["always-CN"]["at"])
    assert timedelta(minutes=39) < at - datetime.now(UTC) <= timedelta(minutes=41)


def test_who_says_how_they_travel_is_told_for_each_arrival(client: TestClient, three_calendars: Database) -> None:
    told = answers(client, f"{NEAR}&mode=truck")
    near, far = (datetime.fromisoformat(told[name]["at"]) for name in ("always-CN", "always-HK"))
    assert datetime.now(UTC) < near < far
    left = answers(client, f"{NEAR}&mode=truck&open=1")
    assert {"always-CN", "always-HK", "always-MO"} <= set(left)
    assert all(hours["answer"] in ("yes", "by-qr") for hours in left.values())


@pytest.mark.parametrize(
    ("query", "field"),
    [("for=-1", "for"), ("for=1441", "for"), ("for=soon", "for"), ("in=99999", "in"), ("mode=plane", "mode")],
)
def test_what_cannot_be_meant_is_refused_by_its_name(client: TestClient, query: str, field: str) -> None:
    answer = client.get(f"/api/v1/stations?{query}")
    assert (answer.status_code, answer.json()["field"]) == (422, field)
