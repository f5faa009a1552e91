"""One-time codes by SMS: sent by a real gateway, good once, for ten minutes, and not to be guessed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from stations.actions import book, phone_codes
from stations.actions.book import Request, SessionView
from stations.bookings import BookingView
from stations.errors import Code, Refused
from stations.roles import DRIVER, Actor
from stations.settings import settings
from stations.storage.engine import Database
from tests.post import Gateway

Ask = Callable[..., Request]


@pytest.fixture
def gateway(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gateway]:
    """The site asks for codes and sends them through a gateway on this machine."""
    gateway = Gateway()
    monkeypatch.setenv("STATIONS_PHONE_CODES", "1")
    monkeypatch.setenv("STATIONS_SMS_WEBHOOK", gateway.url)
    monkeypatch.setenv("STATIONS_SMS_SECRET", "a secret of the tests")
    settings.cache_clear()
    yield gateway
    settings.cache_clear()
    gateway.close()


def sent(db: Database, now: datetime, gateway: Gateway, phone: str = "13800138001") -> str:
    """Have a code sent and return it as the phone shows it."""
    assert phone_codes.send_code(db, now, phone, "CN", "en", "192.0.2.1") is None
    found = re.search(r"\b\d{6}\b", gateway.posted[-1].message["text"])
    assert found
    return found[0]


def code_of(result: object) -> Code:
    assert isinstance(result, Refused), result
    return result.code


def test_who_books_shows_that_the_phone_is_theirs(
    db: Database, now: datetime, gateway: Gateway, request_for: Ask, clinic: SessionView
) -> None:
    assert code_of(book.book(db, DRIVER, now, request_for(1))) is Code.CODE_NEEDED
    code = sent(db, now, gateway)
    assert gateway.posted[-1].message["to"] == "+8613800138001"
    assert code_of(book.book(db, DRIVER, now, request_for(2, phone_code=code))) is Code.CODE_WRONG, "another's phone"
    assert isinstance(book.book(db, DRIVER, now, request_for(1, phone_code=f" {code[:3]} {code[3:]} ")), BookingView)


def test_a_code_is_good_for_one_booking_and_not_spent_by_a_refusal(
    db: Database, now: datetime, gateway: Gateway, booked_by_staff: None, request_for: Ask, clinic: SessionView
) -> None:
    code = sent(db, now, gateway)
    assert code_of(book.book(db, DRIVER, now, request_for(1, slot=0, phone_code=code))) is Code.SLOT_FULL
    assert isinstance(book.book(db, DRIVER, now, request_for(1, slot=1, phone_code=code)), BookingView)
    assert code_of(book.book(db, DRIVER, now, request_for(1, slot=2, phone_code=code))) is Code.CODE_WRONG


@pytest.fixture
def booked_by_staff(db: Database, staff: Actor, now: datetime, request_for: Ask) -> None:
    """The first slot is full; staff need no codes."""
    for number in (8, 9):
        assert isinstance(book.book(db, staff, now, request_for(number)), BookingView)


@pytest.mark.parametrize(("minutes", "code"), [(9, None), (10, Code.CODE_WRONG)])
def test_a_code_is_good_for_ten_minutes(
    db: Database, now: datetime, gateway: Gateway, request_for: Ask, minutes: int, code: Code | None
) -> None:
    typed = sent(db, now, gateway)
    result = book.book(db, DRIVER, now + timedelta(minutes=minutes), request_for(1, phone_code=typed))
    assert (result.code if isinstance(result, Refused) else None) is code


def test_five_wrong_tries_make_it_worthless(
    db: Database, now: datetime, gateway: Gateway, request_for: Ask, clinic: SessionView
) -> None:
    code = sent(db, now, gateway)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    for _ in range(5):
        assert code_of(book.book(db, DRIVER, now, request_for(1, phone_code=wrong))) is Code.CODE_WRONG
    assert code_of(book.book(db, DRIVER, now, request_for(1, phone_code=code))) is Code.CODE_WRONG


def test_codes_are_limited_by_phone_and_told_where_none_can_be_sent(
    db: Database, now: datetime, gateway: Gateway
) -> None:
    for _ in range(3):
        sent(db, now, gateway)
    again = phone_codes.send_code(db, now, "13800138001", "CN", "en", "192.0.2.1")
    assert code_of(again) is Code.TOO_MANY_TRIES
    gateway.answers.append((500, {}))
    settled = phone_codes.send_code(db, now, "13800138002", "CN", "en", "192.0.2.1")
    assert code_of(settled) is Code.CODE_NOT_SENT


def test_only_digests_are_kept(db: Database, now: datetime, gateway: Gateway) -> None:
    code = sent(db, now, gateway)
    kept = repr(db.read(lambda tx: tx.tuples("SELECT * FROM phone_code")))
    assert code not in kept
    assert "13800138001" not in kept
