"""Check-ins ticked without a network: the page that is taken along, and the text that comes back."""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.bookings import BookingStatus
from stations.check_ins import FORMAT, MOST_TICKS, Tick, read_ticks
from stations.errors import Code, InvalidInput
from stations.exchange.offline_roster import offline_roster
from stations.words import LANGUAGES
from tests.rules.test_roster_file import NOW, PERSON, roster

NONCE = "0123456789abcdef"


def text(*ticks: dict[str, object], form: str = FORMAT) -> str:
    return json.dumps({"format": form, "session": "s", "ticks": list(ticks)})


def tick(**changes: object) -> dict[str, object]:
    return {"booking": "b-1", "at": "2026-11-25T01:07:00Z", "nonce": NONCE} | changes


def test_ticks_are_read_in_the_order_of_their_time() -> None:
    earlier = tick(booking="b-2", at="2026-11-25T01:01:00Z")
    assert read_ticks("\ufeff " + text(tick(), earlier)) == (
        Tick("b-2", datetime(2026, 11, 25, 1, 1, tzinfo=UTC), NONCE),
        Tick("b-1", datetime(2026, 11, 25, 1, 7, tzinfo=UTC), NONCE),
    )


@pytest.mark.parametrize(
    "given_text",
    [
        "",
        "[]",
        "null",
        "[" * 5000,
        text(),
        text(tick(), form="another"),
        text(tick(nonce="short")),
        text(tick(at="yesterday")),
        text(tick(at=17)),
        text(tick(booking="../x")),
        text(tick(booking=None)),
        text(*[tick()] * (MOST_TICKS + 1)),
        '{"format": "stations-ticks-1", "ticks": "no"}',
    ],
)
def test_a_text_that_is_not_ours_is_refused_in_words(given_text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_ticks(given_text)
    assert (caught.value.code, caught.value.field) == (Code.INVALID, "ticks")


@given(
    st.one_of(st.text(), st.recursive(st.none() | st.text() | st.integers(), lambda one: st.lists(one)).map(json.dumps))
)
def test_no_text_gives_anything_but_ticks_or_a_plain_refusal(given_text: str) -> None:
    with contextlib.suppress(InvalidInput):
        assert read_ticks(given_text)


def page(lang: str = "en") -> str:
    bad = replace(PERSON, id="x", name="</script><script>alert(1)</script>", phone="", party=3)
    held = replace(PERSON, id="h", status=BookingStatus.PENDING, name="", phone="", category="", expires_at=NOW)
    return offline_roster(roster(PERSON, bad, held), lang, NOW).decode()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_needs_nobody_else_and_no_name_breaks_out_of_it(lang: str) -> None:
    html = page(lang)
    assert not re.search(r"(?:src|href)=", html), "nothing is fetched"
    assert "default-src 'none'" in html
    assert "alert(1)</script>" not in html
    assert html.count("<script") == html.count("</script>") == 2


def test_the_page_holds_names_and_of_phones_the_last_four_digits() -> None:
    html = page()
    data = json.loads(re.search(r'id="data">(.*?)</script>', html, re.DOTALL)[1])  # type: ignore[index]
    assert [one["name"] for one in data["people"]] == ["何永强", "</script><script>alert(1)</script>"]
    assert data["people"][0]["phone"] == "8000"
    assert data["people"][1]["lines"] == ["3 people · Truck driver"]
    assert "13800138000" not in html
    assert "This page holds names" in html
    assert "delete" in html


def test_the_page_is_over_when_the_day_is() -> None:
    data = json.loads(re.search(r'id="data">(.*?)</script>', page(), re.DOTALL)[1])  # type: ignore[index]
    assert data["over"] == "2026-11-25T16:00:00Z", "midnight at the station"
    late = replace(roster().session, ends_at=NOW + timedelta(hours=14))
    data = json.loads(
        re.search(
            r'id="data">(.*?)</script>', offline_roster(replace(roster(), session=late), "en", NOW).decode(), re.DOTALL
        )[1]  # type: ignore[index]
    )
    assert data["over"] == "2026-11-25T21:05:00Z", "as long as people can be checked in"
