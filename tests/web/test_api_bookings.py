"""Booking over HTTP: one place for one person, never one too many, and nothing booked twice."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from stations.sessions import Session
from stations.storage import sessions
from stations.storage.engine import Database, Tx

PERSON = {"name": "陈司机", "phone": "13800138000", "category": "truck", "consent": True}
Slots = Callable[..., list[int]]
Clinic = Callable[..., Session]
Setting = Callable[[str, str], None]


def book(client: TestClient, slot_id: int, **others: Any) -> httpx.Response:
    return client.post("/api/v1/bookings", json={**PERSON, "slot_id": slot_id, **others})


def test_a_booking_gives_a_code_and_a_secret_link(client: TestClient, add_clinic: Clinic, slot_ids: Slots):
    add_clinic()
    answer = book(client, slot_ids()[0])
    body = answer.json()
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"/api/v1/bookings/{body['token']}"
    assert answer.headers["cache-control"] == "no-store"
    assert len(body["code"]) == 6
    assert body["phone"] == "+86 •••• 8000"
    assert client.get(answer.headers["location"]).json()["status"] == "booked"


def test_a_booking_takes_a_place_and_cancelling_gives_it_back(client: TestClient, add_clinic: Clinic, slot_ids: Slots):
    def free() -> int:
        return int(client.get("/api/v1/sessions/clinic/slots").json()["slots"][0]["free"])

    add_clinic(places=2)
    link = book(client, slot_ids()[0]).headers["location"]
    assert free() == 1
    assert client.delete(link).json()["status"] == "cancelled"
    assert free() == 2
    again = client.delete(link)
    assert (again.status_code, again.json()["code"]) == (409, "booking-ended")
    assert free() == 2


def test_the_same_request_sent_again_returns_the_same_booking(client: TestClient, add_clinic: Clinic, slot_ids: Slots):
    add_clinic()
    wanted = {**PERSON, "slot_id": slot_ids()[0]}
    answers = [client.post("/api/v1/bookings", json=wanted, headers={"Idempotency-Key": "key-1"}) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["token"] for answer in answers}) == 1


def test_waiting_an_offer_and_taking_it(client: TestClient, add_clinic: Clinic, slot_ids: Slots):
    add_clinic(places=1, slots=1)
    first = book(client, slot_ids()[0]).headers["location"]
    person = {**PERSON, "phone": "13900139000"}
    assert client.post("/api/v1/sessions/clinic/waiting", json=PERSON).json()["code"] == "already-booked"
    answer = client.post("/api/v1/sessions/clinic/waiting", json=person)
    mine = answer.headers["location"]
    assert (answer.status_code, answer.json()["status"]) == (201, "waitlist")
    assert client.get(mine).json()["waiting"] == {"position": 1, "reason": "full"}
    client.delete(first)
    offered = client.get(mine).json()
    assert (offered["status"], offered["offer"], offered["waiting"]) == ("pending", True, None)
    assert offered["expires_at"]
    assert client.post(offered["links"]["accept"]).json()["status"] == "booked"
    assert "accept" not in client.get(mine).json()["links"]


def test_a_held_place_is_taken_by_the_booking_that_names_it(client: TestClient, add_clinic: Clinic, slot_ids: Slots):
    add_clinic(places=1, slots=1)
    held = client.post("/api/v1/holds", json={"slot_id": slot_ids()[0]})
    assert held.status_code == 201
    assert book(client, slot_ids()[0]).json()["code"] == "slot-full"
    assert book(client, slot_ids()[0], hold=held.json()["token"]).json()["status"] == "booked"
    again = client.post("/api/v1/holds", json={"slot_id": slot_ids()[0]})
    assert (again.status_code, again.json()["code"]) == (409, "slot-full")


def test_a_session_tells_on_which_terms_it_is_booked(client: TestClient, add_clinic: Clinic, served: Database):
    add_clinic()
    terms = '{"opens_days_before": 0, "most_party": 3, "has_waitlist": false}'
    served.write(lambda tx: tx.run("UPDATE session SET terms = :terms", terms=terms))
    told = client.get("/api/v1/sessions/clinic/slots").json()
    assert (told["most_party"], told["has_waitlist"], told["questions"]) == (3, False, [])
    assert told["opens_at"] == told["session"]["starts_at"]
    assert {one["bookable"] for one in told["slots"]} == {False}
    refused = book(client, told["slots"][0]["id"])
    assert (refused.status_code, refused.json()["code"]) == (409, "booking-not-open")


def test_a_key_used_for_another_request_is_refused(client: TestClient, add_clinic: Clinic, slot_ids: Slots):
    add_clinic()
    key = {"Idempotency-Key": "key-1"}
    client.post("/api/v1/bookings", json={**PERSON, "slot_id": slot_ids()[0]}, headers=key)
    other = {**PERSON, "slot_id": slot_ids()[0], "phone": "13900139000"}
    answer = client.post("/api/v1/bookings", json=other, headers=key)
    assert (answer.status_code, answer.json()["code"]) == (409, "key-reused")


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        pytest.param({"consent": False}, 422, "consent-needed", "consent", id="no consent"),
        pytest.param({"phone": "12345"}, 422, "phone-invalid", "phone", id="a short phone"),
        pytest.param({"phone": "+1 212 555 0100"}, 422, "phone-invalid", "phone", id="a phone from elsewhere"),
        pytest.param({"name": "  "}, 422, "name-invalid", "name", id="no name"),
        pytest.param({"name": "a\u0000b"}, 422, "name-invalid", "name", id="a NUL in the name"),
        pytest.param({"category": "pilot"}, 422, "category-unknown", "category", id="another kind of work"),
        pytest.param({"slot_id": 999999}, 404, "slot-not-found", None, id="no such slot"),
        pytest.param({"slot_id": 2**60}, 422, "invalid", "slot_id", id="a slot beyond all numbers"),
        pytest.param({"slot_id": "first"}, 422, "invalid", "slot_id", id="a slot in words"),
        pytest.param({"lang": "fr"}, 422, "invalid", "lang", id="a language we do not have"),
    ],
)
def test_a_wrong_field_is_named_and_takes_no_place(
    client: TestClient, add_clinic: Clinic, slot_ids: Slots, change: dict[str, Any], status: int, code: str, field: str
):
    add_clinic()
    answer = client.post("/api/v1/bookings", json={**PERSON, "slot_id": slot_ids()[0], **change})
    body = answer.json()
    assert (answer.status_code, body["code"], body.get("field")) == (status, code, field)
    assert {slot["free"] for slot in client.get("/api/v1/sessions/clinic/slots").json()["slots"]} == {2}


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"text"', b"\xff\xfe"])
def test_a_body_that_is_not_an_object_is_refused(client: TestClient, body: bytes):
    answer = client.post("/api/v1/bookings", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_missing_field_is_named(client: TestClient):
    answer = client.post("/api/v1/bookings", json={"name": "陈司机"})
    assert (answer.json()["code"], answer.json()["field"]) == ("required", "slot_id")


def test_a_second_booking_by_the_same_phone_is_refused(client: TestClient, add_clinic: Clinic, slot_ids: Slots):
    add_clinic()
    first, second = slot_ids()
    book(client, first)
    answer = book(client, second, phone="+86 138-0013-8000", name="另一个名字")
    assert (answer.status_code, answer.json()["code"]) == (409, "already-booked")


def test_a_full_slot_refuses_the_next_driver(client: TestClient, add_clinic: Clinic, slot_ids: Slots):
    add_clinic(places=1)
    book(client, slot_ids()[0])
    answer = book(client, slot_ids()[0], phone="13900139000")
    assert (answer.status_code, answer.json()["code"]) == (409, "slot-full")


def test_a_past_session_refuses(client: TestClient, add_clinic: Clinic, slot_ids: Slots):
    add_clinic(hours_ahead=-5)
    assert book(client, slot_ids()[0]).json()["code"] == "session-past"


def test_one_address_may_book_only_so_often_an_hour(
    client: TestClient, add_clinic: Clinic, slot_ids: Slots, change_setting: Setting
):
    change_setting("BOOKINGS_PER_HOUR", "2")
    add_clinic(places=9)
    answers = [book(client, slot_ids()[0], phone=f"1380013800{last}") for last in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 429]
    assert answers[2].json()["code"] == "too-many-tries"
    assert int(answers[2].headers["retry-after"]) > 0


def test_the_limit_counts_what_the_outermost_proxy_of_ours_saw(
    client: TestClient, add_clinic: Clinic, slot_ids: Slots, change_setting: Setting
):
    change_setting("BOOKINGS_PER_HOUR", "1")
    change_setting("TRUSTED_PROXIES", "1")
    add_clinic(places=9)

    def from_address(forwarded: str, last: int) -> int:
        wanted = {**PERSON, "slot_id": slot_ids()[0], "phone": f"1380013800{last}"}
        return client.post("/api/v1/bookings", json=wanted, headers={"X-Forwarded-For": forwarded}).status_code

    assert from_address("203.0.113.1", 1) == 201
    assert from_address("198.51.100.7, 203.0.113.1", 2) == 429  # what the client wrote itself changes nothing
    assert from_address("203.0.113.2", 3) == 201


def test_without_trusted_proxies_a_forwarded_address_is_not_believed(
    client: TestClient, add_clinic: Clinic, slot_ids: Slots, change_setting: Setting
):
    change_setting("BOOKINGS_PER_HOUR", "1")
    add_clinic(places=9)
    statuses = [
        client.post(
            "/api/v1/bookings",
            json={**PERSON, "slot_id": slot_ids()[0], "phone": f"1380013800{last}"},
            headers={"X-Forwarded-For": f"203.0.113.{last}"},
        ).status_code
        for last in range(2)
    ]
    assert statuses == [201, 429]


CLIENTS, PLACES = 64, 10


def race(address: str, slot_id: int) -> Counter[str]:
    """Let 64 clients ask for the slot at the same moment; return how each was answered."""
    ready = threading.Barrier(CLIENTS)
    answers: list[str] = []

    def ask(number: int) -> None:
        wanted = {**PERSON, "slot_id": slot_id, "phone": f"138001380{number:02}"}
        with httpx.Client(base_url=address, timeout=60) as one:
            ready.wait()
            answer = one.post("/api/v1/bookings", json=wanted, headers={"Idempotency-Key": f"race-{number}"})
        answers.append("booked" if answer.status_code == 201 else answer.json()["code"])

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(answers)


@pytest.fixture
def contested(add_clinic: Clinic, address: str, change_setting: Setting) -> int:
    """A slot of ten places, and an hour's limit that does not end the race."""
    change_setting("BOOKINGS_PER_HOUR", "1000")
    add_clinic(places=PLACES, slots=1)
    slots = httpx.get(f"{address}/api/v1/sessions/clinic/slots").json()["slots"]
    return int(slots[0]["id"])


def bookings_of(db: Database, slot_id: int) -> int:
    return int(db.read(lambda tx: tx.tuples("SELECT count(*) FROM booking WHERE slot_id = :id", id=slot_id))[0][0])


def test_64_clients_for_10_places_get_exactly_10(served: Database, address: str, contested: int):
    answers = race(address, contested)
    assert answers == {"booked": PLACES, "slot-full": CLIENTS - PLACES}
    assert bookings_of(served, contested) == PLACES
    assert served.read(sessions.miscounted) == []


def test_with_the_guard_removed_the_same_race_oversells(
    served: Database, address: str, contested: int, monkeypatch: pytest.MonkeyPatch
):
    """The control: were the race too gentle to oversell, the test above would prove nothing."""
    monkeypatch.setattr(sessions, "claim_place", claim_without_guard)
    answers = race(address, contested)
    assert answers["booked"] > PLACES
    assert bookings_of(served, contested) == answers["booked"]
    assert served.read(sessions.miscounted) != []


def claim_without_guard(tx: Tx, slot_id: int, _party: int) -> bool:
    """Take a place because the page showed one; the counter stops at the constraint, which would refuse it otherwise."""
    tx.run("UPDATE slot SET taken = taken + 1 WHERE id = :id AND taken < capacity", id=slot_id)
    return True
