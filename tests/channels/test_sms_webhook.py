"""The webhook for SMS gateways: what is posted, how it is signed, and what each answer means."""

from __future__ import annotations

import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from stations.channels.sms_webhook import SmsWebhook, answer_of, wait_of
from stations.letters import TAKEN, Addressee, Answer, Letter, Outcome, Reason
from tests.post import Gateway

SECRET = "gateway's secret"
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
LETTER = Letter("17", "booked", "zh-Hans", "主题", "预约成功：“量血压”\nhttps://stations.example.org/m/booking/abc")
SOMEBODY = Addressee("", "+8613800138000")


def test_a_message_is_one_signed_document(gateway: Gateway) -> None:
    assert SmsWebhook(gateway.url, SECRET).send(LETTER, SOMEBODY) == TAKEN
    (posted,) = gateway.posted
    assert posted.path == "/sms"
    assert posted.message == {
        "id": "17",
        "to": "+8613800138000",
        "text": LETTER.text,
        "lang": "zh-Hans",
        "kind": "booked",
    }
    assert posted.headers["Content-Type"] == "application/json; charset=utf-8"
    assert posted.headers["Idempotency-Key"] == "17"
    expected = hmac.new(SECRET.encode(), posted.body, hashlib.sha256).hexdigest()
    assert posted.headers["X-Signature"] == f"sha256={expected}"


AGAIN, NEVER = Answer(Outcome.AGAIN, Reason.SERVICE_BUSY), Answer(Outcome.NEVER, Reason.SERVICE_REFUSED)


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (200, TAKEN), (201, TAKEN), (202, TAKEN), (204, TAKEN), (301, NEVER), (302, NEVER), (400, NEVER), (401, NEVER),
        (404, NEVER), (408, AGAIN), (409, NEVER), (422, NEVER), (425, AGAIN), (429, AGAIN), (500, AGAIN), (503, AGAIN),
    ],
)  # fmt: skip
def test_each_status_has_a_meaning(status: int, answer: Answer) -> None:
    assert answer_of(status, "", NOW) == answer


def test_a_redirect_is_not_followed(gateway: Gateway) -> None:
    gateway.answers.append((307, {"Location": gateway.url}))
    assert SmsWebhook(gateway.url, SECRET).send(LETTER, SOMEBODY) == NEVER
    assert len(gateway.posted) == 1


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("", timedelta()),
        ("120", timedelta(minutes=2)),
        (" 7 ", timedelta(seconds=7)),
        ("Sun, 22 Nov 2026 02:10:00 GMT", timedelta(minutes=10)),
        ("Sun, 22 Nov 2026 01:10:00 GMT", timedelta()),
        ("soon", timedelta()),
        ("-5", timedelta()),
        ("9" * 30, timedelta(seconds=10**6)),
        ("١٢", timedelta()),
    ],
)
def test_a_wait_is_read_as_seconds_or_as_a_date(header: str, wait: timedelta) -> None:
    assert wait_of(header, NOW) == wait


def test_a_gateway_that_is_away_is_tried_again() -> None:
    assert SmsWebhook("http://127.0.0.1:9/", SECRET).send(LETTER, SOMEBODY) == Answer(
        Outcome.AGAIN, Reason.SERVICE_AWAY
    )


def test_who_gave_no_phone_is_not_reached(gateway: Gateway) -> None:
    webhook = SmsWebhook(gateway.url, SECRET)
    assert webhook.reaches(SOMEBODY)
    assert not webhook.reaches(Addressee("driver@example.org", ""))
