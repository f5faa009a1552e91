"""Instants: stored text, what an API caller writes, wall clocks."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.errors import Code, InvalidInput
from stations.instants import (
    at_local_time,
    format_instant,
    from_wall,
    local,
    local_date,
    local_midnight,
    parse_api_instant,
    parse_instant,
    to_wall,
    zone_of,
)

NEW_YEARS_EVE = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_a_stored_instant_reads_back_to_the_second(instant: datetime) -> None:
    assert parse_instant(format_instant(instant)) == instant.replace(microsecond=0)


def test_an_instant_of_another_zone_is_stored_in_utc() -> None:
    assert format_instant(datetime(2026, 1, 1, 8, tzinfo=timezone(timedelta(hours=8)))) == "2026-01-01T00:00:00Z"


def test_a_naive_time_is_not_stored() -> None:
    with pytest.raises(ValueError, match="naive"):
        format_instant(datetime(2026, 1, 1))


@pytest.mark.parametrize("text", ["2026-01-01", "2026-01-01T00:00:00+00:00", "2026-13-01T00:00:00Z", ""])
def test_a_stored_text_in_another_form_is_a_bug(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_instant(text)


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        pytest.param("2026-02-17T23:30:00+08:00", "2026-02-17T15:30:00Z", id="offset of the delta"),
        pytest.param("2026-02-17T23:30+08:00", "2026-02-17T15:30:00Z", id="seconds left out"),
        pytest.param("2026-02-17T23:30 08:00", "2026-02-17T15:30:00Z", id="plus sign lost in the address"),
        pytest.param("2026-02-17T23:30:15.250Z", "2026-02-17T23:30:15Z", id="fraction dropped"),
        pytest.param("2026-02-17t15:30:00z", "2026-02-17T15:30:00Z", id="small letters"),
        pytest.param("2026-02-17T10:30:00-05:00", "2026-02-17T15:30:00Z", id="west of Greenwich"),
        pytest.param(" 2026-02-17T15:30:00Z ", "2026-02-17T15:30:00Z", id="spaces around"),
        pytest.param("2024-02-29T00:00:00+0800", "2024-02-28T16:00:00Z", id="offset without a colon"),
    ],
)
def test_an_api_instant_is_understood(text: str, utc: str) -> None:
    assert format_instant(parse_api_instant(text)) == utc


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("now", id="a word"),
        pytest.param("2026-02-17", id="a day"),
        pytest.param("2026-02-17T23:30:00", id="no offset"),
        pytest.param("2026-02-30T23:30:00Z", id="30 February"),
        pytest.param("2026-02-17T24:30:00Z", id="hour 24"),
        pytest.param("2026-02-17T23:30:00+99:00", id="offset of 99 hours"),
        pytest.param("1999-12-31T23:59:59Z", id="before 2000"),
        pytest.param("9999-12-31T23:59:59-12:00", id="past the last year there is"),
        pytest.param("0001-01-01T00:00:00+12:00", id="before the first year there is"),
        pytest.param("２０２６-02-17T23:30:00Z", id="full-width digits"),
    ],
)
def test_what_is_not_an_api_instant_names_its_field(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_api_instant(text, "open_at")
    assert (refused.value.code, refused.value.field) == (Code.INSTANT_INVALID, "open_at")


@given(st.text(max_size=60))
def test_junk_is_refused_or_understood_and_nothing_else(text: str) -> None:
    with suppress(InvalidInput):
        assert parse_api_instant(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("jurisdiction", "zone"), [("CN", "Asia/Shanghai"), ("HK", "Asia/Hong_Kong"), ("MO", "Asia/Macau")]
)
def test_each_jurisdiction_has_its_clock(jurisdiction: str, zone: str) -> None:
    assert zone_of(jurisdiction).key == zone
    assert local_date(NEW_YEARS_EVE, jurisdiction) == date(2027, 1, 1)
    assert local(NEW_YEARS_EVE, jurisdiction).hour == 0
    assert local_midnight(date(2027, 1, 1), jurisdiction) == datetime(2026, 12, 31, 16, tzinfo=UTC)
    assert at_local_time(date(2027, 1, 1), time(0, 30), jurisdiction) == NEW_YEARS_EVE
    assert from_wall(to_wall(NEW_YEARS_EVE, jurisdiction), jurisdiction) == NEW_YEARS_EVE


def test_a_jurisdiction_we_do_not_serve_is_refused() -> None:
    with pytest.raises(InvalidInput) as refused:
        zone_of("TW-or-a-typo")
    assert refused.value.code is Code.JURISDICTION_UNKNOWN
