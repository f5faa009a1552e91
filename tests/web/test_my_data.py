"""One's own data over HTTP: on the fast pages and by the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from stations.sessions import Session
from stations.storage.engine import Database
from stations.words import LANGUAGES, say

Clinic = Callable[..., Session]
Slots = Callable[..., list[int]]
PERSON = {"name": "陈司机", "phone": "13800138000", "category": "truck", "consent": True}


@pytest.fixture
def token(client: TestClient, add_clinic: Clinic, slot_ids: Slots) -> str:
    """The secret of a booking's link."""
    add_clinic()
    answer = client.post("/api/v1/bookings", json={**PERSON, "slot_id": slot_ids()[0]})
    return str(answer.json()["token"])


def people(db: Database) -> list[tuple[Any, ...]]:
    return db.read(lambda tx: tx.tuples("SELECT name, phone FROM booking"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_booking_has_two_plain_buttons_and_a_page_of_what_is_kept(
    client: TestClient, token: str, lang: str
) -> None:
    client.headers["Accept-Language"] = lang
    html = client.get(f"/m/booking/{token}").text
    for key, path in (("mine-download", "data"), ("mine-erase", "erase")):
        assert f'href="/m/booking/{token}/{path}">{say(lang, key)}</a>' in html
    page = client.get(f"/m/booking/{token}/data")
    assert page.headers["cache-control"] == "no-store"
    for text in ("陈司机", "+8613800138000", say(lang, "mine-entries"), say(lang, "audit-booking-created")):
        assert text in page.text


@pytest.mark.parametrize("path", ["/m/booking/{}/data.json", "/api/v1/bookings/{}/data"])
def test_the_data_is_a_file_to_take_away(client: TestClient, token: str, path: str) -> None:
    answer = client.get(path.format(token))
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-disposition"] == 'attachment; filename="my-data.json"'
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["booking"]["phone"] == "+8613800138000"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_erasing_is_asked_about_first_and_then_the_link_has_expired(
    client: TestClient, served: Database, token: str, lang: str
) -> None:
    client.headers["Accept-Language"] = lang
    question = client.get(f"/m/booking/{token}/erase").text
    assert say(lang, "mine-erase-yes") in question
    assert people(served) == [("陈司机", "+8613800138000")]
    assert say(lang, "mine-erased") in client.post(f"/m/booking/{token}/erase").text
    assert people(served) == [(None, None)]
    for path in ("", "/data", "/data.json", "/erase"):
        answer = client.get(f"/m/booking/{token}{path}")
        assert answer.status_code == 410
        assert say(lang, "error-link-expired") in answer.text
    again = client.post(f"/m/booking/{token}/erase")
    assert again.status_code == 410
    assert say(lang, "error-link-expired") in again.text


def test_the_api_erases_once(client: TestClient, served: Database, token: str) -> None:
    assert client.delete(f"/api/v1/bookings/{token}/data").status_code == 204
    assert people(served) == [(None, None)]
    again = client.delete(f"/api/v1/bookings/{token}/data")
    assert (again.status_code, again.json()["code"]) == (410, "link-expired")
    assert client.get(f"/api/v1/bookings/{token}").status_code == 410
    assert client.get(f"/api/v1/bookings/{token}/data").status_code == 410
    assert client.delete(f"/api/v1/bookings/{token}").status_code == 410


def test_a_wrong_link_gets_and_erases_nothing(client: TestClient, served: Database, token: str) -> None:
    wrong = "A" * len(token)
    answers = [
        client.get(f"/api/v1/bookings/{wrong}/data"), client.delete(f"/api/v1/bookings/{wrong}/data"),
        client.get(f"/m/booking/{wrong}/data"), client.get(f"/m/booking/{wrong}/data.json"),
        client.post(f"/m/booking/{wrong}/erase"),
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [404] * 5
    assert not any("陈司机" in answer.text for answer in answers)
    assert people(served) == [("陈司机", "+8613800138000")]


def test_no_other_site_can_have_it_erased(client: TestClient, served: Database, token: str) -> None:
    answer = client.post(f"/m/booking/{token}/erase", headers={"Origin": "https://elsewhere.example"})
    assert answer.status_code == 403
    assert people(served) == [("陈司机", "+8613800138000")]
