"""Sessions, their slots and the plans that make them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.errors import Code, InvalidInput
from stations.plans import Plan, hosts_from, hosts_text, outline
from stations.sessions import SLOT_MINUTES, Session, SessionStatus, Slot, is_upcoming, refuse_booking, slot_times

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
START = datetime(2026, 11, 25, 1, tzinfo=UTC)
PLAN = Plan("s", "clinic", {"en": "t"}, (), date(2026, 11, 25), time(9), time(11, 30), 15, 3, 5)


def session(status: SessionStatus = SessionStatus.PUBLISHED, starts_at: datetime | None = START) -> Session:
    ends_at = starts_at + timedelta(hours=1) if starts_at else None
    return Session(
        "id", "s", "clinic", {}, (), date(2026, 11, 25), starts_at, ends_at, 15, 2, 1, 0, "anyone", {}, status, 0, 1, False,
        "staff", NOW,
    )  # fmt: skip


@given(minutes=st.sampled_from(SLOT_MINUTES), length=st.integers(0, 600))
def test_slots_are_whole_follow_each_other_and_end_in_time(minutes: int, length: int) -> None:
    end = START + timedelta(minutes=length)
    slots = list(slot_times(START, end, minutes))
    assert len(slots) == length // minutes
    assert all(stop - start == timedelta(minutes=minutes) for start, stop in slots)
    assert all(before[1] == after[0] for before, after in itertools.pairwise(slots))
    assert not slots or slots[-1][1] <= end


def test_nine_to_half_past_eleven_is_ten_slots_and_thirty_places() -> None:
    sums = outline(PLAN, "CN", NOW)
    assert (len(sums.times), sums.places, sums.walk_ins, sums.minutes_left) == (10, 30, 5, 0)
    assert sums.starts_at == START


def test_minutes_that_fill_no_slot_are_said() -> None:
    assert outline(replace(PLAN, end=time(11, 40)), "CN", NOW).minutes_left == 10


def test_midnight_ends_the_day() -> None:
    sums = outline(replace(PLAN, start=time(22), end=time(0)), "HK", NOW)
    assert sums.ends_at - sums.starts_at == timedelta(hours=2)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({"end": time(9)}, Code.SESSION_TIMES, "ends_at"),
        ({"end": time(9, 14)}, Code.SESSION_TIMES, "ends_at"),
        ({"on_date": date(2026, 11, 22), "start": time(9, 59)}, Code.SESSION_PAST, "starts_at"),
        ({"on_date": date(2027, 11, 24)}, Code.DATE_INVALID, "on_date"),
        ({"slot_minutes": 0}, Code.INVALID, "slot_minutes"),
        ({"places_per_slot": 501}, Code.INVALID, "places_per_slot"),
        ({"start": time(0), "end": time(23, 55), "slot_minutes": 5}, Code.SESSION_TOO_MANY_SLOTS, "slot_minutes"),
    ],
)
def test_a_plan_outside_the_limits_is_refused(change: dict[str, object], code: Code, field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        outline(replace(PLAN, **change), "CN", NOW)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.field) == (code, field)


@pytest.mark.parametrize(
    ("given_session", "minutes", "code"),
    [
        (session(), -1, None),
        (session(), 0, Code.SLOT_PAST),
        (session(), 60, Code.SESSION_PAST),
        (session(SessionStatus.DRAFT), -1, Code.SESSION_CLOSED),
        (session(SessionStatus.CANCELLED), 90, Code.SESSION_CANCELLED),
        (session(starts_at=None), -1, Code.SESSION_PAST),
    ],
)
def test_why_a_place_cannot_be_taken(given_session: Session, minutes: int, code: Code | None) -> None:
    slot = Slot(1, "id", START, START + timedelta(minutes=15), 2, 0, 2)
    refused = refuse_booking(given_session, slot, START + timedelta(minutes=minutes))
    assert (refused.code if refused else None) is code


def test_a_session_going_on_is_upcoming_until_it_ends() -> None:
    assert is_upcoming(session(), START + timedelta(minutes=59))
    assert not is_upcoming(session(), START + timedelta(minutes=60))
    assert not is_upcoming(session(starts_at=None), NOW)


def test_hosts_are_written_one_a_line_in_one_language_or_three() -> None:
    hosts = hosts_from("卫生中心\n\n 工会 | 工會 | Union \n|", "zh-Hans")
    assert hosts == ({"zh-Hans": "卫生中心"}, {"zh-Hans": "工会", "zh-Hant": "工會", "en": "Union"})


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_hosts_come_back_as_they_were_written(lang: str) -> None:
    hosts = (
        {"zh-Hans": "甲"},
        {"en": "B"},
        {"zh-Hans": "甲", "en": "A"},
        {"zh-Hans": "甲", "zh-Hant": "乙", "en": "C"},
    )
    assert hosts_from(hosts_text(hosts, lang), lang) == hosts
