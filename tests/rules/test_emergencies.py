"""A typhoon closes an area at once and until its end; a host's closed door closes the station inside it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.claims import Standing
from stations.emergencies import LONGEST, Closure, checked_closure, city_of, closing, default_end, signals, under
from stations.errors import Code, InvalidInput
from stations.facts import has_hours
from stations.hours import OpenState, OpenStatus, Reason, Schedule, checked, from_json, status_at, stay_at, to_json
from stations.hours_words import status_line
from stations.instants import parse_api_instant
from stations.open_answer import at_the_door
from stations.station import JURISDICTIONS
from stations.words import LANGUAGES

NOW = datetime(2026, 9, 23, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
MACAO = Closure("1", "typhoon-8", "MO", NOW, NOW + 12 * HOUR)
XIANGZHOU = Closure("2", "rain-red", "珠海市", NOW + HOUR, NOW + 3 * HOUR)


@pytest.mark.parametrize(
    ("jurisdiction", "district", "at", "minutes", "found"),
    [
        ("MO", "澳門氹仔", NOW, 0, "1"),
        ("MO", "", NOW + 11 * HOUR, 0, "1"),
        ("MO", "", NOW + 12 * HOUR, 0, None),
        ("MO", "", NOW - HOUR, 0, None),
        ("HK", "澳門", NOW, 0, None),
        ("CN", "珠海市香洲区", NOW, 0, None),
        ("CN", "珠海市香洲区", NOW, 60, None),
        ("CN", "珠海市香洲区", NOW, 61, "2"),
        ("CN", "珠海市香洲区", NOW + HOUR, 0, "2"),
        ("CN", "中山市", NOW + HOUR, 0, None),
    ],
)
def test_a_closing_holds_in_its_area_and_time(
    jurisdiction: str, district: str, at: datetime, minutes: int, found: str | None
) -> None:
    it = closing((MACAO, XIANGZHOU), jurisdiction, district, at, minutes)
    assert (it.id if it else None) == found


def test_of_two_the_one_that_ends_last_is_told_and_a_lifted_one_is_over() -> None:
    longer = Closure("3", "port-closed", "MO", NOW, NOW + 20 * HOUR)
    assert closing((MACAO, longer), "MO", "", NOW) == longer
    lifted = Closure("4", "port-closed", "MO", NOW, NOW + 20 * HOUR, NOW + HOUR)
    assert closing((MACAO, lifted), "MO", "", NOW + 2 * HOUR) == MACAO
    assert not lifted.is_active(NOW + HOUR)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("state", OpenState)
def test_whatever_its_hours_say_a_station_under_a_signal_is_closed_until_its_end(state: OpenState, lang: str) -> None:
    told = under(OpenStatus(state, None, Reason.REGULAR), MACAO)
    assert (told.state, told.reason, told.until) == (OpenState.CLOSED, Reason.EMERGENCY, NOW + 12 * HOUR)
    line = status_line(told, NOW, lang, "MO")
    assert signals()["typhoon-8"].names[lang] in line
    assert "22:00" in line
    assert under(OpenStatus(state, None, Reason.REGULAR), None).state is state


@pytest.mark.parametrize(
    ("after", "next_state", "line"),
    [
        (OpenState.OPEN, OpenState.OPEN, "Closed: Typhoon signal 8 or higher, until 22:00"),
        (OpenState.UNKNOWN, OpenState.UNKNOWN, "Closed: Typhoon signal 8 or higher, until 22:00"),
        (
            OpenState.CLOSED,
            OpenState.CLOSED,
            "Closed: Typhoon signal 8 or higher, until 22:00, and by its usual hours after that",
        ),
    ],
)
def test_what_follows_a_closing_is_what_the_hours_say_then(after: OpenState, next_state: OpenState, line: str) -> None:
    told = under(OpenStatus(OpenState.OPEN, None, Reason.REGULAR), MACAO, NOW, OpenStatus(after, None, Reason.REGULAR))
    assert (told.until, told.next_state) == (MACAO.until, next_state)
    assert status_line(told, NOW, "en", "MO") == line


BEFORE = NOW - HOUR


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (
            OpenStatus(OpenState.OPEN, NOW + 9 * HOUR, Reason.REGULAR, OpenState.CLOSED),
            OpenStatus(OpenState.CLOSED, NOW, Reason.CLOSES_TOO_SOON, OpenState.CLOSED),
        ),
        (
            OpenStatus(OpenState.CLOSED, NOW + HOUR, Reason.CLOSES_TOO_SOON, OpenState.CLOSED),
            OpenStatus(OpenState.CLOSED, NOW, Reason.CLOSES_TOO_SOON, OpenState.CLOSED),
        ),
        *(
            (same, same)
            for same in (
                OpenStatus(OpenState.CLOSED, NOW - HOUR / 2, Reason.CLOSES_TOO_SOON, OpenState.CLOSED),
                OpenStatus(OpenState.CLOSED, NOW + HOUR, Reason.REGULAR, OpenState.OPEN),
                OpenStatus(OpenState.UNKNOWN, None, Reason.UNPUBLISHED),
            )
        ),
    ],
    ids=["open", "closes later", "closes before it", "closed", "unknown"],
)
def test_a_stay_that_begins_before_a_closing_ends_with_it(status: OpenStatus, told: OpenStatus) -> None:
    assert under(status, MACAO, BEFORE) == told


def test_a_stay_that_outlasts_a_closing_begins_before_a_closed_door() -> None:
    end = MACAO.until
    schedule = Schedule("MO", "24/7")
    for arrives, state in ((end - HOUR / 60, OpenState.CLOSED), (end, OpenState.OPEN)):
        closure = closing((MACAO,), "MO", "", arrives, 30)
        told = at_the_door(stay_at(schedule, arrives, 30), schedule, Standing.HOLDS, closure, arrives)
        assert told.state is state
        assert told.next_state is (OpenState.OPEN if state is OpenState.CLOSED else None)


def test_hours_that_have_faded_do_not_promise_an_open_door_after_the_closing() -> None:
    schedule = Schedule("MO", "24/7")
    told = at_the_door(status_at(schedule, NOW), schedule, Standing.FADED, MACAO, NOW)
    assert (told.state, told.next_state) == (OpenState.CLOSED, OpenState.UNKNOWN)


@pytest.mark.parametrize(
    ("signal", "now", "end"),
    [
        ("typhoon-8", NOW, NOW + 12 * HOUR),
        ("black-rain", NOW + timedelta(minutes=1, seconds=3), NOW + 4 * HOUR + timedelta(minutes=5)),
        ("port-closed", NOW + timedelta(minutes=55), NOW + 24 * HOUR + timedelta(minutes=55)),
    ],
)
def test_a_closing_ends_by_itself_on_a_round_time(signal: str, now: datetime, end: datetime) -> None:
    assert default_end(signal, now) == end
    assert checked_closure(signal, " MO ", None, now) == ("MO", end)


@pytest.mark.parametrize(
    ("district", "city"),
    [
        ("珠海市香洲区", "珠海市"), ("中山市", "中山市"), ("横琴粤澳深度合作区", "横琴粤澳深度合作区"),
        ("广东省珠海市斗门区", "广东省珠海市"),
    ],
)  # fmt: skip
def test_a_district_belongs_to_the_city_its_name_begins_with(district: str, city: str) -> None:
    assert city_of(district) == city
    assert Closure("5", "rain-red", city, NOW, NOW + HOUR).covers("CN", district)


@pytest.mark.parametrize(
    ("signal", "area", "end", "code"),
    [
        ("rain of frogs", "MO", None, Code.STATE_UNKNOWN),
        ("typhoon-8", "  ", None, Code.REQUIRED),
        ("typhoon-8", "x" * 61, None, Code.TOO_LONG),
        ("typhoon-8", "MO", NOW, Code.CLOSING_END),
        ("typhoon-8", "MO", NOW + LONGEST + HOUR, Code.CLOSING_END),
    ],
)
def test_what_cannot_be_meant_closes_nothing(signal: str, area: str, end: datetime | None, code: Code) -> None:
    with pytest.raises(InvalidInput) as refusal:
        checked_closure(signal, area, end, NOW)
    assert refusal.value.code is code


def test_every_signal_is_named_and_belongs_somewhere() -> None:
    for signal in signals().values():
        assert set(signal.names) == set(LANGUAGES)
        assert set(signal.jurisdictions) <= set(JURISDICTIONS)
        assert timedelta() < signal.lasts <= LONGEST


# --- the host's hours

BANK = "Mo-Fr 08:30-18:00; PH off"
BY_DAY = "Mo-Su 06:00-22:00 || PH off"
BY_QR = 'Mo-Su 22:00-06:00 open "QR", Mo-Su 06:00-22:00 || PH off'


@pytest.mark.parametrize(
    ("own", "at", "state", "reason"),
    [
        (None, "2026-11-26T09:00+08:00", OpenState.OPEN, Reason.HOST),
        (None, "2026-11-26T07:00+08:00", OpenState.CLOSED, Reason.HOST),
        (None, "2026-11-28T09:00+08:00", OpenState.CLOSED, Reason.HOST),
        (BY_DAY, "2026-11-26T09:00+08:00", OpenState.OPEN, Reason.REGULAR),
        (BY_DAY, "2026-11-26T07:00+08:00", OpenState.CLOSED, Reason.HOST),
        (BY_DAY, "2026-11-26T19:00+08:00", OpenState.CLOSED, Reason.HOST),
        (BY_QR, "2026-11-26T23:00+08:00", OpenState.OPEN_BY_QR, Reason.REGULAR),
        (BY_QR, "2026-11-26T19:00+08:00", OpenState.CLOSED, Reason.HOST),
        # a weekend day worked in place of a holiday: whether the bank opens nobody said
        (BY_DAY, "2026-02-14T10:00+08:00", OpenState.UNKNOWN, Reason.MAKE_UP_WORKDAY),
    ],
)
def test_a_station_inside_a_host_is_open_only_while_the_host_is(
    own: str | None, at: str, state: OpenState, reason: Reason
) -> None:
    schedule = checked(Schedule("CN", own, host_hours=BANK))
    status = status_at(schedule, parse_api_instant(at))
    assert (status.state, status.reason) == (state, reason)


def test_staying_longer_than_the_host_is_too_long() -> None:
    schedule = checked(Schedule("CN", BY_DAY, host_hours=BANK))
    status = stay_at(schedule, parse_api_instant("2026-11-26T17:45+08:00"), 30)
    assert (status.reason, status.until) == (Reason.CLOSES_TOO_SOON, datetime(2026, 11, 26, 10, tzinfo=UTC))


def test_a_schedule_without_a_host_is_stored_as_before() -> None:
    plain = Schedule("CN", BY_DAY)
    assert "host" not in to_json(plain)
    assert from_json(to_json(plain)) == plain
    hosted = Schedule("CN", None, host_hours=BANK)
    assert from_json(to_json(hosted)) == hosted
    assert has_hours(hosted)


_TEXTS = st.sampled_from([None, "24/7", BANK, BY_DAY, BY_QR, "Fr 20:00-04:00", "PH 10:00-12:00"]) | st.text(max_size=20)


@given(_TEXTS, _TEXTS, st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1)), st.integers(0, 1440))
def test_whatever_both_state_there_is_an_answer(own: str | None, host: str | None, at: datetime, minutes: int) -> None:
    status = stay_at(Schedule("HK", own, host_hours=host), at.replace(tzinfo=UTC), minutes)
    assert status.state in OpenState
