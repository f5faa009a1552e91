"""Calendars (RFC 5545) that phones can read: the same UID for ever, a growing SEQUENCE, cancelled marked so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from icalendar import Calendar, Event
from starlette.testclient import TestClient

from stations.sessions import Session
from stations.storage import sessions
from stations.storage.engine import Database

STATION = "/api/v1/stations/hzmb-truck-drivers/sessions.ics"
PERSON = {"name": "陈司机", "phone": "13800138000", "category": "truck", "consent": True}
Clinic = Callable[..., Session]
Slots = Callable[..., list[int]]


def events(client: TestClient, path: str) -> dict[str, Event]:
    answer = client.get(path)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))
    calendar = Calendar.from_ical(answer.content)
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_a_session_whose_times_nobody_published_fills_its_day(client: TestClient):
    (event,) = events(client, STATION).values()
    assert event["DTSTART"].dt == date(2026, 4, 9)
    assert event["DTEND"].dt == date(2026, 4, 10)
    assert "not published" in event["DESCRIPTION"]
    assert "拱北街道总工会" in client.get(f"{STATION}?lang=zh-Hans").content.decode().replace("\r\n ", "")


def test_a_session_has_its_times_place_and_link(client: TestClient, add_clinic: Clinic):
    session = add_clinic()
    event = events(client, STATION)["session-clinic@union-service-stations"]
    assert event["DTSTART"].dt == session.starts_at
    assert event["DTEND"].dt == session.ends_at
    assert isinstance(event["DTSTAMP"].dt, datetime)
    assert (event["STATUS"], event["SEQUENCE"]) == ("CONFIRMED", 0)
    assert event["GEO"].to_ical() == "22.21;113.581"
    assert event["URL"].endswith("/book?session=clinic")
    assert "approximate" in event["DESCRIPTION"]


def test_links_in_a_calendar_begin_with_the_public_address(
    client: TestClient, add_clinic: Clinic, change_setting: Callable[[str, str], None]
):
    change_setting("PUBLIC_URL", "https://stations.example/")
    add_clinic()
    event = events(client, STATION)["session-clinic@union-service-stations"]
    assert event["URL"] == "https://stations.example/book?session=clinic"


def test_a_cancelled_session_keeps_its_uid_and_grows_its_sequence(
    client: TestClient, add_clinic: Clinic, served: Database, now: datetime
):
    session = add_clinic()
    before = events(client, STATION)
    served.write(lambda tx: sessions.set_status(tx, "clinic", session.status, sessions.SessionStatus.CANCELLED, now))
    after = events(client, STATION)
    uid = "session-clinic@union-service-stations"
    assert set(before) == set(after)
    assert after[uid]["STATUS"] == "CANCELLED"
    assert after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]


def test_the_dates_of_a_series_are_events_of_their_own_that_say_what_they_belong_to(
    client: TestClient, add_clinic: Clinic, served: Database
):
    for number in range(3):
        add_clinic(f"date-{number}", hours_ahead=24 * (number + 1))
    served.write(
        lambda tx: tx.run(
            "UPDATE session SET series_id = 'weekly', recurrence_on = on_date WHERE id <> 'date-2' AND id LIKE 'date-%'"
        )
    )
    found = events(client, STATION)
    dates = [found[f"session-date-{number}@union-service-stations"] for number in range(3)]
    assert [event.refids for event in dates] == [["series-weekly"], ["series-weekly"], []]
    assert not any(name in event for event in dates for name in ("RRULE", "RECURRENCE-ID"))


@pytest.fixture
def token(client: TestClient, add_clinic: Clinic, slot_ids: Slots) -> str:
    """The token of a booking in the first slot."""
    add_clinic()
    answer = client.post("/api/v1/bookings", json={**PERSON, "slot_id": slot_ids()[0]})
    return str(answer.json()["token"])


def test_a_booking_is_an_event_with_its_code_and_its_link(client: TestClient, token: str):
    booking = client.get(f"/api/v1/bookings/{token}").json()
    (event,) = events(client, f"/calendar/booking/{token}.ics").values()
    code = booking["code"]
    assert f"{code[:3]} {code[3:]}" in event["DESCRIPTION"]
    assert event["DTSTART"].dt.isoformat() == booking["slot"]["starts_at"].replace("Z", "+00:00")
    assert event["URL"].endswith(f"/m/booking/{token}")
    assert event["STATUS"] == "CONFIRMED"


def test_a_booking_that_is_cancelled_is_the_same_event_cancelled(client: TestClient, token: str):
    ((uid, before),) = events(client, f"/calendar/booking/{token}.ics").items()
    client.delete(f"/api/v1/bookings/{token}")
    ((same_uid, after),) = events(client, f"/calendar/booking/{token}.ics").items()
    assert uid == same_uid
    assert after["STATUS"] == "CANCELLED"
    assert after["SEQUENCE"] > before["SEQUENCE"]


def test_a_bookings_calendar_is_kept_by_no_cache(client: TestClient, token: str):
    assert client.get(f"/calendar/booking/{token}.ics").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("path", ["/calendar/booking/none.ics", "/calendar/booking/a%00b.ics"])
def test_a_calendar_of_no_booking_says_so(client: TestClient, path: str):
    answer = client.get(path)
    assert answer.status_code == 404
    assert "no such booking" in answer.text


def test_an_invented_session_is_marked_in_the_calendar(client: TestClient, served: Database, add_clinic: Clinic):
    add_clinic()
    served.write(lambda tx: tx.run("UPDATE session SET is_demo = 1 WHERE id = 'clinic'"))
    event = events(client, STATION)["session-clinic@union-service-stations"]
    assert event["SUMMARY"] == "[Demo] Free clinic"
    assert "does not exist" in event["DESCRIPTION"]
