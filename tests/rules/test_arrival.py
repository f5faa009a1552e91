"""When one gets there, and whether the door stays open for long enough."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.arrival import MODES, WHENS, arriving, minutes_to, travels
from stations.arrival_words import note, rule, stay_words, told_for, when_words
from stations.hours import DatedException, OpenState, Reason, Schedule, checked, stay_at
from stations.hours_words import status_line
from stations.instants import parse_api_instant
from stations.settings import DATA
from stations.words import LANGUAGES

OPEN, CLOSED, QR, UNKNOWN = OpenState.OPEN, OpenState.CLOSED, OpenState.OPEN_BY_QR, OpenState.UNKNOWN


@pytest.mark.parametrize(
    ("metres", "mode", "minutes"),
    [
        (0, "walk", 0),
        (100, "walk", 2),
        (500, "walk", 9),
        (600, "walk", 15),
        (0, "truck", 10),
        (5_000, "truck", 30),
        (10_000, "drive", 35),
        (2_000, "ebike", 15),
    ],
)
def test_the_way_there_takes_what_the_rule_says(metres: float, mode: str, minutes: int) -> None:
    assert minutes_to(metres, mode) == minutes


def test_every_way_of_travelling_says_where_its_figures_come_from() -> None:
    table = json.loads((DATA / "arrival.json").read_text(encoding="utf-8"))
    assert set(table["modes"]) == set(MODES)
    assert set(table["reasons"]) == {"detour", *MODES}
    assert table["sources"]


@pytest.mark.parametrize("metres", [0, 1, 999, 8_000, 250_000])
@pytest.mark.parametrize("mode", MODES)
def test_above_ten_minutes_it_is_told_in_fives(mode: str, metres: float) -> None:
    minutes = minutes_to(metres, mode)
    travel = travels()[mode]
    exact = travel.start_minutes + metres * travel.detour / (travel.km_per_hour / 3.6) / 60
    assert 0 <= minutes - exact < (5 if exact > 10 else 1)
    assert minutes <= 10 or minutes % 5 == 0


@given(st.floats(0, 5e6), st.floats(0, 5e6), st.sampled_from(MODES))
def test_farther_never_takes_less(one: float, other: float, mode: str) -> None:
    assert minutes_to(min(one, other), mode) <= minutes_to(max(one, other), mode)


DAILY, NIGHT = "Mo-Su 08:00-22:00 || PH off", 'Mo-Su 22:00-08:00 open "QR", Mo-Su 08:00-22:00 || PH off'
WEEKDAYS = "Mo-Fr 09:00-17:00; PH off"


@pytest.mark.parametrize(
    ("hours", "jurisdiction", "at", "minutes", "state", "reason"),
    [
        (DAILY, "CN", "2026-11-26T21:00+08:00", 0, OPEN, Reason.REGULAR),
        (DAILY, "CN", "2026-11-26T21:00+08:00", 60, OPEN, Reason.REGULAR),
        (DAILY, "CN", "2026-11-26T21:00+08:00", 61, CLOSED, Reason.CLOSES_TOO_SOON),
        (DAILY, "CN", "2026-11-26T23:00+08:00", 30, CLOSED, Reason.REGULAR),
        (NIGHT, "CN", "2026-11-26T21:50+08:00", 30, OPEN, Reason.REGULAR),
        (NIGHT, "CN", "2026-11-26T23:50+08:00", 480, QR, Reason.REGULAR),
        ("24/7", "CN", "2026-02-17T23:30+08:00", 30, OPEN, Reason.REGULAR),
        # Spring Festival 2026: the 17th is the first day of the year of the horse, a holiday in all three
        (DAILY, "CN", "2026-02-17T21:45+08:00", 30, CLOSED, Reason.CLOSES_TOO_SOON),
        ("Mo-Su 08:00-24:00", "CN", "2026-02-17T23:30+08:00", 30, UNKNOWN, Reason.HOLIDAY_UNSTATED),
        ("Mo-Su 08:00-24:00", "HK", "2026-02-17T23:30+08:00", 30, UNKNOWN, Reason.HOLIDAY_UNSTATED),
        ("Mo-Su 08:00-24:00", "MO", "2026-02-17T23:30+08:00", 30, UNKNOWN, Reason.HOLIDAY_UNSTATED),
        ("Mo-Su 08:00-24:00; PH off", "CN", "2026-02-17T23:30+08:00", 30, CLOSED, Reason.HOLIDAY),
        # the 14th of February is a Saturday worked in the mainland and an ordinary one in Hong Kong and Macao
        (WEEKDAYS, "CN", "2026-02-14T10:00+08:00", 30, UNKNOWN, Reason.MAKE_UP_WORKDAY),
        (WEEKDAYS, "HK", "2026-02-14T10:00+08:00", 30, CLOSED, Reason.REGULAR),
        (WEEKDAYS, "MO", "2026-02-14T10:00+08:00", 30, CLOSED, Reason.REGULAR),
        # 1 July is a holiday in Hong Kong only, 20 December one in Macao only
        (WEEKDAYS, "HK", "2026-07-01T10:00+08:00", 30, CLOSED, Reason.HOLIDAY),
        (WEEKDAYS, "CN", "2026-07-01T10:00+08:00", 30, OPEN, Reason.REGULAR),
        (WEEKDAYS, "MO", "2026-07-01T10:00+08:00", 30, OPEN, Reason.REGULAR),
        ("Mo-Su 09:00-17:00; PH off", "MO", "2026-12-20T10:00+08:00", 30, CLOSED, Reason.HOLIDAY),
        ("Mo-Su 09:00-17:00; PH off", "HK", "2026-12-20T10:00+08:00", 30, OPEN, Reason.REGULAR),
        # the stay runs into a holiday of which nothing is said
        ("Mo-Su 20:00-04:00", "CN", "2026-09-30T23:30+08:00", 60, OPEN, Reason.REGULAR),
        ("Mo-Su 00:00-24:00", "CN", "2026-09-30T23:30+08:00", 60, UNKNOWN, Reason.HOLIDAY_UNSTATED),
        (None, "CN", "2026-11-26T12:00+08:00", 30, UNKNOWN, Reason.UNPUBLISHED),
    ],
)  # fmt: skip
def test_open_when_i_arrive_and_for_long_enough(
    hours: str | None, jurisdiction: str, at: str, minutes: int, state: OpenState, reason: Reason
) -> None:
    status = stay_at(checked(Schedule(jurisdiction, hours)), parse_api_instant(at), minutes)
    assert (status.state, status.reason) == (state, reason)


def test_an_exception_and_a_closing_end_a_stay() -> None:
    at = datetime(2026, 11, 26, 15, 30, tzinfo=UTC)  # half past eleven at night
    exception = DatedException(date(2026, 11, 27), date(2026, 11, 27), None, "装修")
    status = stay_at(Schedule("CN", "24/7", exceptions=(exception,)), at, 60)
    assert (status.state, status.reason, status.note) == (CLOSED, Reason.CLOSES_TOO_SOON, "装修")
    assert status.until == datetime(2026, 11, 26, 16, tzinfo=UTC)
    closed = Schedule("CN", "24/7", closed_until=at + timedelta(minutes=10))
    assert stay_at(closed, at, 30).reason is Reason.CLOSED_NOW
    assert stay_at(closed, at + timedelta(minutes=10), 30).state is OPEN


_HOURS = st.sampled_from([None, "24/7", DAILY, NIGHT, WEEKDAYS, "Sa 10:00-12:00", "sunrise-sunset", "Mo[1] 10:00-12:00"]) | st.text(max_size=40)  # fmt: skip


@given(_HOURS, st.sampled_from(["CN", "HK", "MO"]), st.datetimes(datetime(2025, 1, 1), datetime(2029, 1, 1)), st.integers(0, 1440))  # fmt: skip
def test_whatever_is_stated_there_is_an_answer(
    hours: str | None, jurisdiction: str, at: datetime, minutes: int
) -> None:
    status = stay_at(Schedule(jurisdiction, hours), at.replace(tzinfo=UTC), minutes)
    assert status.state in (OPEN, CLOSED, QR, UNKNOWN)
    assert isinstance(status.reason, Reason)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_choices_and_the_answer_have_words(lang: str) -> None:
    assert len({when_words(code, lang) for code in WHENS}) == len(WHENS)
    assert len({stay_words(minutes, lang) for minutes in (0, 15, 60, 480)}) == 4
    assert all(rule(mode, lang) == note(arriving(mode, ""), True, lang) for mode in MODES)
    at = parse_api_instant("2026-11-26T21:45+08:00")
    line = status_line(stay_at(Schedule("CN", DAILY), at, 30), at, lang, "CN")
    assert "22:00" in line
    assert told_for(line, at, at, lang) == line
    assert told_for(line, at, at - timedelta(minutes=40), lang) != line


@pytest.mark.parametrize(
    ("stay", "english", "simplified", "traditional"),
    [
        (30, "before your 30 minutes are over", "待不满 30 分钟", "未能逗留足 30 分鐘"),
        (60, "before your hour is over", "待不满 1 小时", "未能逗留足 1 小時"),
        (120, "before your 2 hours are over", "待不满 2 小时", "未能逗留足 2 小時"),
        (0, "before you want to leave", "时间不够", "時間不夠"),
    ],
)
def test_a_door_that_closes_too_soon_is_told_with_the_stay_it_is_too_soon_for(
    stay: int, english: str, simplified: str, traditional: str
) -> None:
    at = parse_api_instant("2026-11-26T21:45+08:00")
    status = stay_at(Schedule("CN", DAILY), at, stay or 30)
    assert status_line(status, at, "en", "CN", stay) == f"Open when you get there, but closes 22:00, {english}"
    assert status_line(status, at, "zh-Hans", "CN", stay) == f"到的时候开着，但22:00就关门，{simplified}"
    assert status_line(status, at, "zh-Hant", "CN", stay) == f"到達時開門，但22:00就關門，{traditional}"


def test_a_stay_over_a_change_of_door_keeps_the_state_and_the_moment_of_the_change() -> None:
    at = parse_api_instant("2026-11-26T21:50+08:00")
    status = stay_at(checked(Schedule("CN", NIGHT)), at, 480)
    assert (status.state, status.until, status.next_state) == (OPEN, at + timedelta(minutes=10), QR)
    assert stay_at(checked(Schedule("CN", NIGHT)), at, 0) == status


def test_what_ends_too_soon_says_when_and_what_begins_then() -> None:
    at = parse_api_instant("2026-11-26T21:45+08:00")
    status = stay_at(checked(Schedule("CN", DAILY)), at, 16)
    assert (status.until, status.next_state) == (at + timedelta(minutes=15), CLOSED)


@pytest.mark.parametrize(
    ("when", "stay", "code", "minutes"),
    [("40", "30", "40", 30), ("truck", "", "truck", 0), ("", "", "", 0), ("41", "7", "", 0), ("plane", "x", "", 0)],
)
def test_an_address_holds_one_of_the_choices_or_means_now(when: str, stay: str, code: str, minutes: int) -> None:
    choice = arriving(when, stay)
    assert (choice.code, choice.stay) == (code, minutes)
