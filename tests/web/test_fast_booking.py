"""Booking on the fast pages, and one's own booking there."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from stations.actions import placing
from stations.questions import Question, QuestionKind, to_plain
from stations.sessions import Session, SessionStatus
from stations.storage import answers, bookings, sessions
from stations.storage.engine import Database
from stations.words import LANGUAGES, say

Clinic = Callable[..., Session]


def field(html: str, name: str) -> str:
    match = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert match
    return match[1]


def slots(html: str) -> list[str]:
    return re.findall(r'<input type="radio" name="slot" value="(\d+)"', html)


def form(client: TestClient, session_id: str = "clinic", **changes: str) -> dict[str, str]:
    """What somebody sends who fills the form in well, but for ``changes``."""
    html = client.get(f"/m/session/{session_id}").text
    return {
        "request_key": field(html, "request_key"),
        "slot": slots(html)[0],
        "name": "陈司机",
        "region": "CN",
        "phone": "13800138000",
        "category": "truck",
        "consent": "1",
    } | changes


def booked(client: TestClient, **changes: str) -> str:
    """Book and return the address of the booking."""
    response = client.post("/m/session/clinic", data=form(client, **changes))
    assert response.status_code == 303, response.text
    return response.headers["location"]


def taken(db: Database) -> int:
    return sum(slot.taken for slot in db.read(lambda tx: sessions.slots_of(tx, "clinic")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_driver_books_and_sees_code_qr_and_calendar(client: TestClient, add_clinic: Clinic, lang: str) -> None:
    add_clinic()
    client.headers["Accept-Language"] = lang
    html = client.get(booked(client)).text
    assert re.search(r'<p class="code">[0-9A-Z]{3} [0-9A-Z]{3}</p>', html)
    assert re.search(r'<div class="qr"[^>]*><svg', html)
    assert re.search(r'href="/calendar/booking/[\w-]+\.ics"', html)
    assert say(lang, "notice-booked") in html
    assert "13800138000" not in html


def test_a_booking_page_is_neither_kept_nor_indexed(client: TestClient, add_clinic: Clinic) -> None:
    add_clinic()
    response = client.get(booked(client))
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["x-robots-tag"] == "noindex"
    assert response.headers["referrer-policy"] == "same-origin"
    assert '<meta name="robots" content="noindex">' in response.text


def test_sending_the_form_twice_books_once(client: TestClient, add_clinic: Clinic, served: Database) -> None:
    add_clinic()
    sent = form(client)
    first, second = (client.post("/m/session/clinic", data=sent) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert taken(served) == 1


def test_two_taps_at_the_same_moment_book_once(client: TestClient, add_clinic: Clinic, served: Database) -> None:
    add_clinic()
    sent = form(client)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: client.post("/m/session/clinic", data=sent), range(8)))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.headers["location"] for answer in answers}) == 1
    assert taken(served) == 1


@pytest.mark.parametrize(
    ("changes", "where", "key"),
    [
        ({"name": " "}, "name", "error-name-invalid"),
        ({"phone": "12345"}, "phone", "error-phone-invalid"),
        ({"phone": "+1 202 555 0100"}, "phone", "error-phone-invalid"),
        ({"category": "astronaut"}, "category", "error-category-unknown"),
        ({"consent": ""}, "consent", "error-consent-needed"),
        ({"slot": ""}, "slot", "m-choose-slot"),
        ({"slot": "999999"}, "slot", "error-slot-not-found"),
        ({"slot": "-1; DROP"}, "slot", "error-slot-not-found"),
    ],
)
def test_a_mistake_is_explained_beside_its_field_and_the_rest_stays(
    client: TestClient, add_clinic: Clinic, served: Database, changes: dict[str, str], where: str, key: str
) -> None:
    add_clinic()
    sent = form(client, **changes)
    response = client.post("/m/session/clinic", data=sent)
    assert response.status_code == 422
    sentence = say("en", key, most=60) if key == "error-name-invalid" else say("en", key)
    assert f'<p class="field-problem" id="wrong-{where}">{sentence}</p>' in response.text
    assert f'aria-describedby="wrong-{where}' in response.text
    assert field(response.text, "request_key") == sent["request_key"]
    if "name" not in changes:
        assert field(response.text, "name") == "陈司机"
    if "phone" not in changes:
        assert field(response.text, "phone") == "13800138000"
    if "slot" not in changes:
        assert f'value="{sent["slot"]}" checked' in response.text
    assert taken(served) == 0


def test_all_mistakes_are_told_at_once(client: TestClient, add_clinic: Clinic) -> None:
    add_clinic()
    html = client.post("/m/session/clinic", data={}).text
    assert re.findall(r'id="wrong-(\w+)"', html) == ["slot", "name", "phone", "category", "consent"]


def test_the_slot_of_another_session_is_refused(client: TestClient, add_clinic: Clinic, served: Database) -> None:
    add_clinic()
    add_clinic("other")
    other = slots(client.get("/m/session/other").text)[0]
    assert client.post("/m/session/clinic", data=form(client, slot=other)).status_code == 422
    assert taken(served) == 0


def test_a_slot_that_filled_up_meanwhile_is_refused_and_the_form_is_kept(
    client: TestClient, add_clinic: Clinic
) -> None:
    add_clinic(places=1)
    sent = form(client, phone="13800138001")
    booked(client)
    response = client.post("/m/session/clinic", data=sent)
    assert response.status_code == 409
    assert f'id="wrong-slot">{say("en", "error-slot-full")}' in response.text
    assert field(response.text, "phone") == "13800138001"
    assert f'value="wait-{sent["slot"]}"' in response.text, "it can be waited for now"


def test_a_full_session_without_a_waiting_list_has_no_form(
    client: TestClient, add_clinic: Clinic, served: Database
) -> None:
    add_clinic(places=1, slots=1)
    booked(client)
    served.write(lambda tx: tx.run("UPDATE session SET terms = :terms", terms='{"has_waitlist": false}'))
    html = client.get("/m/session/clinic").text
    assert say("en", "m-session-full") in html
    assert "<form action=" not in html


def test_waiting_an_offer_and_taking_it_need_no_script(
    client: TestClient, add_clinic: Clinic, served: Database
) -> None:
    add_clinic(places=1, slots=1)
    first = booked(client)
    html = client.get("/m/session/clinic").text
    assert 'value="wait-0"' in html
    assert say("en", "book-wait-submit") in html
    sent = {"request_key": field(html, "request_key"), "slot": "wait-0", "name": "李", "region": "CN"}
    sent |= {"phone": "13800138002", "category": "truck", "consent": "1", "party": "1"}
    waiting = client.post("/m/session/clinic", data=sent).headers["location"]
    assert say("en", "my-waiting", position=1) in client.get(waiting).text
    client.post(f"{first}/cancel")
    assert say("en", "my-accept") in client.get(waiting).text
    for _ in range(2):
        assert client.post(f"{waiting}/accept").headers["location"] == waiting
    assert say("en", "booking-booked") in client.get(waiting).text
    assert taken(served) == 1


def test_declining_on_the_plain_page_frees_the_place(client: TestClient, add_clinic: Clinic, served: Database) -> None:
    add_clinic(places=1, slots=1)
    first = booked(client)
    sent = form_to_wait(client)
    waiting = client.post("/m/session/clinic", data=sent).headers["location"]
    client.post(f"{first}/cancel")
    client.post(f"{waiting}/cancel")
    assert taken(served) == 0
    refused = client.post(f"{waiting}/accept")
    assert refused.status_code == 409
    assert say("en", "error-booking-ended") in refused.text


def form_to_wait(client: TestClient) -> dict[str, str]:
    key = field(client.get("/m/session/clinic").text, "request_key")
    sent = {"request_key": key, "slot": "wait-0", "name": "李", "region": "CN", "phone": "13800138002"}
    return sent | {"category": "truck", "consent": "1", "party": "1"}


def test_the_script_holds_a_time_and_the_form_books_what_is_held(
    client: TestClient, add_clinic: Clinic, served: Database
) -> None:
    add_clinic(places=1)
    sent = form(client)
    held = client.post("/m/session/clinic/hold", data={"slot": sent["slot"], "party": "1", "hold": ""})
    assert held.status_code == 200
    assert held.json()["words"].startswith("This time is held for you until")
    assert taken(served) == 1
    other = client.post("/m/session/clinic", data=form_with(client, slot=sent["slot"], phone="13800138009"))
    assert other.status_code == 409
    mine = client.post("/m/session/clinic", data=sent | {"hold": held.json()["hold"]})
    assert mine.status_code == 303
    assert taken(served) == 1
    again = client.post("/m/session/clinic/hold", data={"slot": sent["slot"]})
    assert (again.status_code, again.json()["hold"]) == (200, "")
    assert again.json()["words"] == say("en", "error-slot-full")


def form_with(client: TestClient, slot: str, **changes: str) -> dict[str, str]:
    key = field(client.get("/m/session/clinic").text, "request_key")
    sent = {"request_key": key, "slot": slot, "name": "王", "region": "CN", "category": "truck", "consent": "1"}
    return sent | changes


@pytest.mark.parametrize("slot", ["", "wait-", "x", "-1", "9" * 30])
def test_nothing_is_held_of_what_is_no_slot(client: TestClient, add_clinic: Clinic, slot: str) -> None:
    add_clinic()
    answer = client.post("/m/session/clinic/hold", data={"slot": slot})
    assert answer.status_code == 404
    assert answer.json()["words"] == say("en", "error-slot-not-found")


def test_a_program_that_fills_in_every_field_books_nothing(
    client: TestClient, add_clinic: Clinic, served: Database
) -> None:
    add_clinic()
    answer = client.post("/m/session/clinic", data=form(client, website="https://example.org"))
    assert answer.status_code == 429
    assert taken(served) == 0


def test_a_group_answers_the_questions_and_leaves_an_address(
    client: TestClient, add_clinic: Clinic, served: Database
) -> None:
    add_clinic(places=4)
    asked = [
        Question("topic", QuestionKind.CHOICE, {"en": "Topic"}, ({"en": "Pay"}, {"en": "Leave"}), is_required=True),
        Question("years", QuestionKind.NUMBER, {"en": "Years at work"}),
    ]
    served.write(
        lambda tx: tx.run(
            "UPDATE session SET terms = :terms, questions = :questions",
            terms='{"most_party": 3}',
            questions=json.dumps(to_plain(asked)),
        )
    )
    wrong = client.post("/m/session/clinic", data=form(client, party="4", email="nobody", **{"answer-years": "many"}))
    assert wrong.status_code == 422
    for name in ("party", "email", "answer-topic", "answer-years"):
        assert f'id="wrong-{name}"' in wrong.text
    good = form(client, party="3", email="li@example.org", **{"answer-topic": "1", "answer-years": "12"})
    assert client.post("/m/session/clinic", data=good).status_code == 303
    (one,) = served.read(lambda tx: bookings.of_session(tx, "clinic"))
    assert (one.party, one.email, taken(served)) == (3, "li@example.org", 3)
    assert served.read(lambda tx: answers.of_booking(tx, one.id)) == {"topic": "1", "years": "12"}


def test_a_phone_books_once_in_a_session(client: TestClient, add_clinic: Clinic, served: Database) -> None:
    add_clinic()
    booked(client)
    response = client.post("/m/session/clinic", data=form(client, phone="+86 138 0013 8000"))
    assert response.status_code == 409
    assert f'id="wrong-phone">{say("en", "error-already-booked")}' in response.text
    assert taken(served) == 1


def test_a_key_that_booked_something_else_is_replaced(client: TestClient, add_clinic: Clinic) -> None:
    add_clinic()
    sent = form(client)
    client.post("/m/session/clinic", data=sent)
    response = client.post("/m/session/clinic", data=sent | {"phone": "13800138001"})
    assert response.status_code == 409
    assert say("en", "error-key-reused") in response.text
    assert field(response.text, "request_key") != sent["request_key"]


@pytest.mark.parametrize("key", ["", "short", "x" * 500, "<script>"])
def test_a_key_that_is_not_ours_is_replaced(client: TestClient, add_clinic: Clinic, key: str) -> None:
    add_clinic()
    response = client.post("/m/session/clinic", data=form(client, request_key=key, name=""))
    assert re.fullmatch(r"[\w-]{16,64}", field(response.text, "request_key"))


def test_a_hong_kong_number_is_read_in_its_region(client: TestClient, add_clinic: Clinic, served: Database) -> None:
    add_clinic()
    token = booked(client, region="HK", phone="9123 4567").rsplit("/", 1)[-1]
    stored = served.read(lambda tx: placing.by_token(tx, token))
    assert stored is not None
    assert stored.phone == "+85291234567"


def test_a_name_is_text_and_never_markup(client: TestClient, add_clinic: Clinic) -> None:
    add_clinic()
    name = '"><script>alert(1)</script>'
    for html in (
        client.post("/m/session/clinic", data=form(client, name=name, phone="")).text,
        client.get(booked(client, name=name)).text,
    ):
        assert "<script>alert" not in html
        assert "&lt;script&gt;" in html


def test_another_site_cannot_book(client: TestClient, add_clinic: Clinic, served: Database) -> None:
    add_clinic()
    sent = form(client)
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert client.post("/m/session/clinic", data=sent, headers=headers).status_code == 403
    assert taken(served) == 0


def test_bookings_from_one_address_are_limited(
    client: TestClient, add_clinic: Clinic, change_setting: Callable[[str, str], None]
) -> None:
    change_setting("BOOKINGS_PER_HOUR", "1")
    add_clinic()
    booked(client)
    response = client.post("/m/session/clinic", data=form(client, phone="13800138001"))
    assert response.status_code == 429
    assert say("en", "error-too-many-tries") in response.text
    assert field(response.text, "phone") == "13800138001"


def test_a_past_session_says_so_and_has_no_form(client: TestClient, add_clinic: Clinic) -> None:
    add_clinic(hours_ahead=-24)
    html = client.get("/m/session/clinic").text
    assert say("en", "error-session-past") in html
    assert "<form action=" not in html


def test_a_cancelled_session_says_so_and_books_nobody(client: TestClient, add_clinic: Clinic, served: Database) -> None:
    add_clinic()
    sent = form(client)
    before, after = SessionStatus.PUBLISHED, SessionStatus.CANCELLED
    assert served.write(lambda tx: sessions.set_status(tx, "clinic", before, after, datetime.now(UTC)))
    answer = client.post("/m/session/clinic", data=sent)
    assert answer.status_code == 409
    for html in (client.get("/m/session/clinic").text, answer.text):
        assert say("en", "error-session-cancelled") in html
        assert "<form action=" not in html
    assert taken(served) == 0


def test_a_session_that_does_not_exist_is_explained(client: TestClient) -> None:
    for answer in (client.get("/m/session/nope"), client.post("/m/session/nope", data={})):
        assert answer.status_code == 404
        assert say("en", "error-session-not-found") in answer.text


def test_cancelling_asks_first_and_frees_the_place(client: TestClient, add_clinic: Clinic, served: Database) -> None:
    add_clinic()
    mine = booked(client)
    assert say("en", "m-cancel-sure") in client.get(f"{mine}/cancel").text
    assert taken(served) == 1
    for _ in range(2):  # a second tap changes nothing
        assert client.post(f"{mine}/cancel").headers["location"] == mine
        assert taken(served) == 0
    html = client.get(mine).text
    assert say("en", "notice-cancelled") in html
    assert 'class="code"' not in html
    assert client.get(f"{mine}/cancel").headers["location"] == mine


def test_moving_takes_the_new_place_and_frees_the_old(client: TestClient, add_clinic: Clinic, served: Database) -> None:
    add_clinic()
    mine = booked(client)
    (new,) = slots(client.get(f"{mine}/move").text)
    old = next(slot.id for slot in served.read(lambda tx: sessions.slots_of(tx, "clinic")) if slot.taken)
    for _ in range(2):
        assert client.post(f"{mine}/move", data={"slot": new}).headers["location"] == mine
    places = {slot.id: slot.taken for slot in served.read(lambda tx: sessions.slots_of(tx, "clinic"))}
    assert places == {int(old): 0, int(new): 1}


def test_moving_to_a_full_slot_is_refused_and_the_old_place_stays(client: TestClient, add_clinic: Clinic) -> None:
    add_clinic(places=1)
    mine = booked(client)
    (other,) = slots(client.get(f"{mine}/move").text)
    booked(client, phone="13800138001", slot=other)
    response = client.post(f"{mine}/move", data={"slot": other})
    assert response.status_code == 409
    assert say("en", "error-slot-full") in response.text
    assert say("en", "booking-booked") in client.get(mine).text


@pytest.mark.parametrize("slot", ["", "x", "-1", "²", "9" * 40])
def test_moving_to_nowhere_asks_again(client: TestClient, add_clinic: Clinic, slot: str) -> None:
    add_clinic()
    response = client.post(f"{booked(client)}/move", data={"slot": slot})
    assert response.status_code == 422
    assert say("en", "m-choose-slot") in response.text


def test_a_booking_is_found_by_its_code_and_four_digits(client: TestClient, add_clinic: Clinic) -> None:
    add_clinic()
    mine = booked(client)
    code = re.search(r'<p class="code">([^<]+)</p>', client.get(mine).text)
    assert code
    response = client.post("/m/bookings", data={"code": code[1].lower(), "last_four": "8000"})
    found = response.headers["location"]
    assert found != mine, "each way to the booking has a link of its own"
    assert code[0] in client.get(found).text


def test_a_wrong_code_gives_nothing_away_and_tries_are_limited(client: TestClient) -> None:
    for _ in range(5):
        response = client.post("/m/bookings", data={"code": "AAA222", "last_four": "0000"})
        assert say("en", "error-booking-code-wrong") in response.text
        assert field(response.text, "code") == "AAA222"
        assert response.status_code == 403
    response = client.post("/m/bookings", data={"code": "AAA222", "last_four": "0000"})
    assert response.status_code == 429
    assert say("en", "error-too-many-tries") in response.text


def test_an_empty_code_is_asked_for(client: TestClient) -> None:
    response = client.post("/m/bookings", data={"code": "", "last_four": ""})
    assert response.status_code == 422
    assert re.findall(r'id="wrong-(\w+)"', response.text) == ["code", "last_four"]


def test_a_link_that_never_was_is_not_found_and_one_that_was_erased_has_expired(
    client: TestClient, add_clinic: Clinic, served: Database
) -> None:
    for path in ("", "/cancel", "/move"):
        assert client.get(f"/m/booking/nope{path}").status_code == 404
    add_clinic()
    mine = booked(client)
    past = datetime.now(UTC) + timedelta(days=90)
    assert served.write(lambda tx: bookings.erase(tx, bookings.due_for_erasure(tx, past), past))
    for answer in (client.get(mine), client.get(f"{mine}/cancel"), client.post(f"{mine}/move", data={"slot": "1"})):
        assert answer.status_code == 410
        assert say("en", "error-link-expired") in answer.text


def test_news_is_new_only_once(client: TestClient, add_clinic: Clinic) -> None:
    add_clinic()
    mine = booked(client)
    assert 'class="good-news"' in client.get(mine).text
    assert 'class="good-news"' not in client.get(mine).text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_privacy_notice_can_be_read(client: TestClient, lang: str) -> None:
    html = client.get("/m/privacy", headers={"Accept-Language": lang}).text
    assert say(lang, "privacy-1", days=30) in html
    assert say(lang, "privacy-5", days=30, answer_days=7) in html
    assert f"<h1>{say(lang, 'privacy-title')}</h1>" in html
