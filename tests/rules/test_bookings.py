"""Bookings: codes, names, what may follow what."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.bookings import (
    CODE_LETTERS,
    BookingStatus,
    check_category,
    check_name,
    fingerprint,
    may_become,
    new_code,
    show_code,
    tidy_code,
    token_in,
)
from stations.errors import InvalidInput
from stations.links import new_token


def test_a_code_has_no_letters_that_are_mistaken_for_others() -> None:
    assert set("01IO").isdisjoint(CODE_LETTERS)
    assert all(len(new_code()) == 6 and set(new_code()) <= set(CODE_LETTERS) for _ in range(50))


@given(st.text(alphabet=CODE_LETTERS, min_size=6, max_size=6))
def test_a_code_is_read_back_however_it_is_written(code: str) -> None:
    for written in (code, code.lower(), show_code(code), f" {code[:3]}-{code[3:]} ", f"https://a.b/c?code={code}"):
        assert tidy_code(written) == code


def test_full_width_letters_of_a_chinese_keyboard_are_read() -> None:
    assert tidy_code("Ｋ７Ｐ　４ＱＸ") == "K7P4QX"


@given(st.text(max_size=300))
def test_no_text_is_too_strange_to_be_tidied(text: str) -> None:
    assert len(tidy_code(text)) <= 6
    assert len(token_in(text)) <= 64


@pytest.mark.parametrize(
    "address", ["/booking?token={t}", "/booking?lang=en&token={t}", "/m/booking/{t}", "/m/booking/{t}?a=1"]
)
def test_the_token_of_a_link_is_found(address: str) -> None:
    token = new_token()
    assert token_in("https://example.org" + address.format(t=token)) == token


@pytest.mark.parametrize("text", ["K7P4QX", "", "https://example.org/station?station=hzmb-port", "token=short"])
def test_what_is_no_link_of_a_booking_has_no_token(text: str) -> None:
    assert token_in(text) == ""


@pytest.mark.parametrize(
    ("before", "after", "may"),
    [
        ("booked", "checked-in", True),
        ("booked", "noshow", True),
        ("booked", "cancelled", True),
        ("booked", "fulfilled", False),
        ("checked-in", "booked", True),
        ("checked-in", "cancelled", False),
        ("checked-in", "entered-in-error", True),
        ("noshow", "booked", True),
        ("noshow", "checked-in", True),
        ("fulfilled", "checked-in", True),
        ("cancelled", "booked", False),
        ("entered-in-error", "booked", False),
    ],
)
def test_what_may_follow_what(before: str, after: str, may: bool) -> None:
    assert may_become(BookingStatus(before), BookingStatus(after)) is may


@pytest.mark.parametrize("name", ["何永强", "Fátima  da Silva", " Wong Tai Man ", "𠮷野"])
def test_names_of_people_are_names(name: str) -> None:
    assert check_name(name) == " ".join(name.split())


@pytest.mark.parametrize("name", ["", "   ", "x" * 61, "a\u202eb", "a\x00b", "a\u200bb"])
def test_what_cannot_be_read_is_no_name(name: str) -> None:
    with pytest.raises(InvalidInput):
        check_name(name)


def test_a_category_is_one_of_the_list() -> None:
    assert check_category("truck") == "truck"
    with pytest.raises(InvalidInput):
        check_category("Truck")


def test_two_requests_are_the_same_only_when_all_fields_are() -> None:
    assert fingerprint(slot=1, name="a") == fingerprint(name="a", slot=1)
    assert fingerprint(slot=1, name="a") != fingerprint(slot=2, name="a")
