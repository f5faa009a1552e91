"""A station inside a bank, a clinic, an office: its own hours and its own QR door behind the host's door."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stations.errors import Code, InvalidInput
from stations.hours import (
    DatedException,
    OpenState,
    Reason,
    Schedule,
    WeekForm,
    checked,
    content_key,
    parse_hours,
    status_at,
    stay_at,
    to_json,
    to_opening_hours,
    week_of,
)
from stations.hours_words import day_line
from stations.instants import from_wall
from stations.week_form import Span
from tests.rules.test_hours import JUNK, forms

OPEN, CLOSED, QR, UNKNOWN = OpenState.OPEN, OpenState.CLOSED, OpenState.OPEN_BY_QR, OpenState.UNKNOWN
BANK = "Mo-Fr 08:30-18:00; PH off"
SILENT_BANK = "Mo-Fr 08:30-18:00"
NIGHT_HOST = "Mo-Su 20:00-04:00 || PH off"
QR_HOST = 'Mo-Su 18:00-08:00 open "QR", Mo-Su 08:00-18:00 || PH off'
BY_DAY = "Mo-Su 06:00-22:00 || PH off"
NIGHTS_BY_QR = 'Mo-Su 22:00-06:00 open "QR", Mo-Su 06:00-22:00 || PH off'
ALWAYS_BY_QR = 'Mo-Su 00:00-24:00 open "QR", Mo-Su 08:00-22:00 || PH off'
SILENT_NIGHTS = 'Mo-Su 22:00-06:00 open "QR", Mo-Su 06:00-22:00'
SEASON_BY_QR = 'Nov-Feb 22:00-06:00 open "QR", Nov-Feb 06:00-22:00'


def hosted(own: str | None, host: str, **more: object) -> Schedule:
    return checked(Schedule("CN", own, host_hours=host, **more))  # type: ignore[arg-type]


def at(wall: str) -> datetime:
    return from_wall(datetime.fromisoformat(wall), "CN")


THURSDAY, SATURDAY, HOLIDAY = "2026-11-26", "2026-11-28", "2026-10-01"


@pytest.mark.parametrize(
    ("own", "host", "wall", "state", "reason", "until"),
    [
        (None, BANK, f"{THURSDAY} 09:00", OPEN, Reason.HOST, f"{THURSDAY} 18:00"),
        (None, BANK, f"{THURSDAY} 19:00", CLOSED, Reason.HOST, "2026-11-27 08:30"),
        (None, SILENT_BANK, f"{HOLIDAY} 09:00", UNKNOWN, Reason.HOLIDAY_UNSTATED, f"{HOLIDAY} 18:00"),
        (None, QR_HOST, f"{THURSDAY} 20:00", QR, Reason.HOST, "2026-11-27 08:00"),
        # with staff, only while the host is open; told apart from its own closing time
        (BY_DAY, BANK, f"{THURSDAY} 07:00", CLOSED, Reason.HOST, f"{THURSDAY} 08:30"),
        (BY_DAY, BANK, f"{THURSDAY} 09:00", OPEN, Reason.REGULAR, f"{THURSDAY} 18:00"),
        (BY_DAY, BANK, f"{THURSDAY} 21:59", CLOSED, Reason.HOST, "2026-11-27 08:30"),
        (BY_DAY, BANK, f"{THURSDAY} 22:00", CLOSED, Reason.REGULAR, "2026-11-27 08:30"),
        (BY_DAY, BANK, f"{SATURDAY} 12:00", CLOSED, Reason.HOST, "2026-11-30 08:30"),
        (BY_DAY, NIGHT_HOST, f"{THURSDAY} 02:00", CLOSED, Reason.REGULAR, f"{THURSDAY} 20:00"),
        (BY_DAY, NIGHT_HOST, f"{THURSDAY} 21:00", OPEN, Reason.REGULAR, f"{THURSDAY} 22:00"),
        # the host's nights reach over midnight into the station's morning
        ("Mo-Su 02:00-06:00 || PH off", NIGHT_HOST, f"{THURSDAY} 03:00", OPEN, Reason.REGULAR, f"{THURSDAY} 04:00"),
        ("Mo-Su 02:00-06:00 || PH off", NIGHT_HOST, f"{THURSDAY} 05:00", CLOSED, Reason.HOST, "2026-11-27 02:00"),
        # where the host's door is opened by QR, so is the way to the station
        (BY_DAY, QR_HOST, f"{THURSDAY} 07:00", QR, Reason.HOST, f"{THURSDAY} 08:00"),
        # its own QR door
        (NIGHTS_BY_QR, BANK, f"{THURSDAY} 23:00", QR, Reason.REGULAR, "2026-11-27 06:00"),
        (NIGHTS_BY_QR, BANK, f"{THURSDAY} 19:00", CLOSED, Reason.HOST, f"{THURSDAY} 22:00"),
        (ALWAYS_BY_QR, BANK, f"{THURSDAY} 19:00", QR, Reason.REGULAR, "2026-11-27 08:30"),
        (ALWAYS_BY_QR, BANK, f"{THURSDAY} 12:00", OPEN, Reason.REGULAR, f"{THURSDAY} 18:00"),
        (ALWAYS_BY_QR, BANK, f"{SATURDAY} 12:00", QR, Reason.REGULAR, "2026-11-30 08:30"),
        # nobody said what happens on a holiday: the bank's closed door is certain, the QR door's night is not
        (SILENT_NIGHTS, BANK, f"{HOLIDAY} 12:00", CLOSED, Reason.HOST, f"{HOLIDAY} 22:00"),
        (SILENT_NIGHTS, BANK, f"{HOLIDAY} 23:00", UNKNOWN, Reason.HOLIDAY_UNSTATED, "2026-10-02 06:00"),
        (SEASON_BY_QR, BANK, "2026-02-17 23:00", UNKNOWN, Reason.HOLIDAY_UNSTATED, "2026-02-24 06:00"),
        # the host's doubt is the station's, where it would be open
        (BY_DAY, SILENT_BANK, f"{HOLIDAY} 12:00", UNKNOWN, Reason.HOLIDAY_UNSTATED, f"{HOLIDAY} 18:00"),
        (BY_DAY, SILENT_BANK, f"{HOLIDAY} 19:00", CLOSED, Reason.HOST, "2026-10-02 08:30"),
        (BY_DAY, SILENT_BANK, f"{HOLIDAY} 23:00", CLOSED, Reason.HOLIDAY, "2026-10-02 08:30"),
        (ALWAYS_BY_QR, SILENT_BANK, f"{HOLIDAY} 12:00", QR, Reason.HOLIDAY, "2026-10-08 08:30"),
        # a Saturday worked in place of a holiday
        (BY_DAY, BANK, "2026-02-14 10:00", UNKNOWN, Reason.MAKE_UP_WORKDAY, "2026-02-14 18:00"),
    ],
)  # fmt: skip
def test_behind_the_hosts_door(
    own: str | None, host: str, wall: str, state: OpenState, reason: Reason, until: str
) -> None:
    status = status_at(hosted(own, host), at(wall))
    assert (status.state, status.reason, status.until) == (state, reason, at(until))


def test_hours_that_are_all_by_its_own_qr_door_do_not_ask_the_host() -> None:
    schedule = hosted(BY_DAY, BANK, way_in="qr")
    assert status_at(schedule, at(f"{SATURDAY} 12:00")).state is QR
    assert status_at(replace(schedule, way_in="staffed"), at(f"{SATURDAY} 12:00")).state is CLOSED


@pytest.mark.parametrize(
    ("hours", "wall", "state", "reason"),
    [
        ("10:00-12:00", f"{SATURDAY} 11:00", OPEN, Reason.EXCEPTION),
        ("10:00-12:00", f"{SATURDAY} 13:00", CLOSED, Reason.EXCEPTION),
        (None, f"{SATURDAY} 11:00", CLOSED, Reason.EXCEPTION),
        ("10:00-12:00", "2026-11-27 11:00", OPEN, Reason.REGULAR),
    ],
)
@pytest.mark.parametrize("own", [BY_DAY, None], ids=["own hours", "the host's"])
def test_an_exception_of_the_station_wins(
    own: str | None, hours: str | None, wall: str, state: OpenState, reason: Reason
) -> None:
    day = DatedException(date(2026, 11, 28), date(2026, 11, 28), hours, "")
    status = status_at(hosted(own, BANK, exceptions=(day,)), at(wall))
    expected = Reason.HOST if reason is Reason.REGULAR and own is None else reason
    assert (status.state, status.reason) == (state, expected)


def test_what_the_host_takes_of_a_night_ends_where_an_exception_begins() -> None:
    closed = DatedException(date(2026, 11, 28), date(2026, 11, 28), None, "装修")
    status = status_at(hosted("Mo-Su 20:00-06:00", BANK, exceptions=(closed,)), at(f"{SATURDAY} 03:00"))
    assert (status.state, status.reason, status.note) == (CLOSED, Reason.EXCEPTION, "装修")


def test_a_host_whose_hours_cannot_be_read_leaves_all_uncertain() -> None:
    for own in (None, BY_DAY):
        status = status_at(Schedule("CN", own, host_hours="早九晚五"), at(f"{THURSDAY} 12:00"))
        assert (status.state, status.reason) == (UNKNOWN, Reason.UNREADABLE)
    assert all(day.is_unknown for day in week_of(Schedule("CN", host_hours="早九晚五"), at(f"{THURSDAY} 12:00")))


def test_the_week_shows_what_is_left() -> None:
    week = week_of(hosted(ALWAYS_BY_QR, "Mo-Fr 09:00-12:00,13:00-17:00 || PH off"), at(f"{THURSDAY} 12:00"))
    assert day_line(week[0], "en") == (
        "by QR door 00:00–09:00, 09:00–12:00, by QR door 12:00–13:00, 13:00–17:00, by QR door 17:00–24:00"
    )
    assert day_line(week[2], "en") == "by QR door all day"
    assert week_of(hosted(BY_DAY, BANK), at(f"{THURSDAY} 12:00"))[2].is_closed


def test_a_stay_ends_when_the_host_closes_unless_there_is_a_qr_door() -> None:
    late = at(f"{THURSDAY} 17:45")
    assert stay_at(hosted(BY_DAY, BANK), late, 30).reason is Reason.CLOSES_TOO_SOON
    assert stay_at(hosted(BY_DAY, BANK), late, 15).state is OPEN
    assert stay_at(hosted(ALWAYS_BY_QR, BANK), late, 600).state is OPEN


@settings(max_examples=150, deadline=None)
@given(own=forms, host=forms, minute=st.integers(0, 7 * 1440 - 1))
def test_minute_by_minute_it_is_what_both_forms_say(own: WeekForm, host: WeekForm, minute: int) -> None:
    """On an ordinary week in Hong Kong: no holiday from 9 to 15 March 2026, nor on the days around it."""
    plan = Schedule("HK", to_opening_hours(own), host_hours=to_opening_hours(host))
    state = status_at(plan, from_wall(datetime(2026, 3, 9) + timedelta(minutes=minute), "HK")).state
    moments = [((minute // 1440 - ago) % 7, minute % 1440 + 1440 * ago) for ago in (0, 1)]

    def holds(form: WeekForm, kind: str) -> bool:
        spans: list[tuple[Span, int]] = [(it, m) for day, m in moments for it in getattr(form.days[day], kind)]
        return any(it.opens <= m < it.closes for it, m in spans)

    has_staff, has_qr = holds(own, "staffed"), holds(own, "qr")
    if has_staff and holds(host, "staffed"):
        assert state is OPEN
    elif has_qr or (has_staff and holds(host, "qr")):
        assert state is QR
    else:
        assert state is CLOSED


@settings(max_examples=250, deadline=None)
@given(
    own=st.none() | JUNK,
    host=JUNK,
    moment=st.datetimes(datetime(2025, 12, 1), datetime(2027, 2, 1)),
    jurisdiction=st.sampled_from(["CN", "HK", "MO"]),
    way_in=st.sampled_from(["unknown", "qr"]),
    stay=st.integers(0, 1440),
)
def test_any_two_texts_give_one_of_four_states_for_any_stay(
    own: str | None, host: str, moment: datetime, jurisdiction: str, way_in: str, stay: int
) -> None:
    plan, arrives = Schedule(jurisdiction, own, way_in, host_hours=host), moment.replace(tzinfo=UTC)
    status = status_at(plan, arrives)
    assert status.state in (OPEN, CLOSED, QR, UNKNOWN)
    assert status.until is None or status.until > arrives
    assert status.next_state is not status.state
    long = stay_at(plan, arrives, stay)
    assert long.state in (OPEN, CLOSED, QR, UNKNOWN)
    assert long.state is status.state or status.state in (OPEN, QR)
    assert len(week_of(plan, arrives)) == 7


# keeping


STORED = (
    '{"closed_reason":"","closed_until":null,"exceptions":[],"jurisdiction":"CN",'
    '"opening_hours":"Mo-Su 08:00-22:00","way_in":"staffed"}'
)


def test_what_was_stored_before_there_were_hosts_is_the_same_to_the_byte() -> None:
    plain = Schedule("CN", "Mo-Su 08:00-22:00", "staffed")
    assert to_json(plain) == STORED
    assert content_key(plain) == "04ef016a573c5029576f520ea188cbcb"


def test_the_hosts_hours_are_checked_and_brought_to_one_form() -> None:
    assert checked(Schedule("CN", host_hours="mo-fr 9:00-17:00")).host_hours == parse_hours("Mo-Fr 09:00-17:00")
    assert checked(Schedule("CN", host_hours="")).host_hours is None
    with pytest.raises(InvalidInput) as refused:
        checked(Schedule("CN", host_hours="9-5"))
    assert (refused.value.code, refused.value.field) == (Code.HOURS_INVALID, "host_hours")
