"""Is it open: midnight, QR nights, holidays of three jurisdictions, exceptions, and what nobody published."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from opening_hours import OpeningHours
from opening_hours import State as LibraryState

from stations.errors import Code, InvalidInput
from stations.hours import (
    WAYS_IN,
    DatedException,
    DayForm,
    Holidays,
    OpenState,
    Reason,
    Schedule,
    Span,
    WeekForm,
    checked,
    content_key,
    from_json,
    from_opening_hours,
    parse_hours,
    span,
    status_at,
    to_json,
    to_opening_hours,
    week_of,
)
from stations.hours_words import day_heading, day_line, day_notes, reason_words, status_line
from stations.instants import from_wall, local_midnight, to_wall
from stations.words import LANGUAGES

OFFICE = "Mo-Fr 09:00-17:00"
OFFICE_PH_OFF = "Mo-Fr 09:00-17:00; PH off"
EVERY_DAY = "Mo-Su 09:00-17:00"
QR_NIGHTS = 'Mo-Su 22:00-08:00 open "QR", Mo-Su 08:00-22:00 || PH off'
NIGHTS = "Mo-Fr 22:00-06:00; Sa 10:00-12:00"
SCHOOL = "Mo-Fr 09:00-17:00; SH off"
OPEN, CLOSED, QR, UNKNOWN = OpenState.OPEN, OpenState.CLOSED, OpenState.OPEN_BY_QR, OpenState.UNKNOWN


def schedule(text: str | None, jurisdiction: str = "CN") -> Schedule:
    return Schedule(jurisdiction, parse_hours(text) if text else None)


def at(wall: str, jurisdiction: str = "CN") -> datetime:
    return from_wall(datetime.fromisoformat(wall), jurisdiction)


def case(sentence: str, text: str | None, wall: str, state: OpenState, reason: Reason, until: str | None):  # type: ignore[no-untyped-def]
    return pytest.param(text, wall, state, reason, until, id=sentence)


@pytest.mark.parametrize(
    ("text", "wall", "state", "reason", "until"),
    [
        case("office hours at ten", OFFICE, "2026-03-05 10:00", OPEN, Reason.REGULAR, "2026-03-05 17:00"),
        case("open on the minute it opens", OFFICE, "2026-03-05 09:00", OPEN, Reason.REGULAR, "2026-03-05 17:00"),
        case("closed on the minute it closes", OFFICE, "2026-03-05 17:00", CLOSED, Reason.REGULAR, "2026-03-06 09:00"),
        case("Friday evening until Monday", OFFICE, "2026-03-06 18:00", CLOSED, Reason.REGULAR, "2026-03-09 09:00"),
        case("always open has no end", "24/7", "2026-03-05 03:00", OPEN, Reason.REGULAR, None),
        case("always open by QR", '24/7 open "QR"', "2026-03-05 03:00", QR, Reason.REGULAR, None),
        case("staffed until ten", QR_NIGHTS, "2026-03-05 21:59", OPEN, Reason.REGULAR, "2026-03-05 22:00"),
        case("then by QR until eight", QR_NIGHTS, "2026-03-05 22:00", QR, Reason.REGULAR, "2026-03-06 08:00"),
        case("by QR after midnight", QR_NIGHTS, "2026-03-06 00:00", QR, Reason.REGULAR, "2026-03-06 08:00"),
        case("a QR comment in small letters", '22:00-08:00 "qr"', "2026-03-05 23:00", QR, Reason.REGULAR, "2026-03-06 08:00"),
        case("a QR comment in Chinese", '22:00-08:00 "扫码"', "2026-03-05 23:00", QR, Reason.REGULAR, "2026-03-06 08:00"),
        case("the night of Thursday at one", NIGHTS, "2026-03-06 01:00", OPEN, Reason.REGULAR, "2026-03-06 06:00"),
        case("Friday's night goes on on Saturday", NIGHTS, "2026-03-07 01:00", OPEN, Reason.REGULAR, "2026-03-07 06:00"),
        case("no night on Saturday", NIGHTS, "2026-03-07 23:00", CLOSED, Reason.REGULAR, "2026-03-09 22:00"),
        case("until midnight", "Mo-Su 08:00-24:00", "2026-03-05 23:59", OPEN, Reason.REGULAR, "2026-03-06 00:00"),
        case("hours to 26:00", "Mo-Su 08:00-26:00", "2026-03-06 01:30", OPEN, Reason.REGULAR, "2026-03-06 02:00"),
        case("a season far ahead", "Dec 10:00-12:00", "2026-11-03 10:00", CLOSED, Reason.REGULAR, "2026-12-01 10:00"),
        case("a season too far ahead to say", "Aug 10:00-12:00", "2026-03-05 10:00", CLOSED, Reason.REGULAR, None),
        case("a condition is not a promise", '09:00-17:00 "by appointment"', "2026-03-05 10:00", UNKNOWN,
             Reason.CONDITIONAL, "2026-03-05 17:00"),
        case("hours stated as unknown", "Mo-Fr unknown", "2026-03-05 10:00", UNKNOWN, Reason.CONDITIONAL, "2026-03-07 00:00"),
        case("hours by the sun", "sunrise-sunset", "2026-03-05 10:00", UNKNOWN, Reason.CONDITIONAL, None),
        case("school holidays may close it", SCHOOL, "2026-03-05 10:00", UNKNOWN, Reason.SCHOOL_HOLIDAYS, "2026-03-05 17:00"),
        case("closed either way at night", SCHOOL, "2026-03-05 20:00", CLOSED, Reason.REGULAR, "2026-03-06 09:00"),
        case("nobody published any", None, "2026-03-05 10:00", UNKNOWN, Reason.UNPUBLISHED, None),
    ],
)  # fmt: skip
def test_on_ordinary_days(text: str | None, wall: str, state: OpenState, reason: Reason, until: str | None) -> None:
    status = status_at(schedule(text), at(wall))
    assert (status.state, status.reason) == (state, reason)
    assert status.until == (at(until) if until else None)


WEEKENDS_WORKED = ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]


@pytest.mark.parametrize("day", WEEKENDS_WORKED)
@pytest.mark.parametrize(
    ("text", "clock", "state", "reason"),
    [
        pytest.param(OFFICE, "10:00", UNKNOWN, Reason.MAKE_UP_WORKDAY, id="office hours: nobody said"),
        pytest.param(
            OFFICE_PH_OFF, "10:00", UNKNOWN, Reason.MAKE_UP_WORKDAY, id="holidays stated, make-up workdays not"
        ),
        pytest.param(OFFICE, "20:00", CLOSED, Reason.REGULAR, id="closed by either rule"),
        pytest.param(EVERY_DAY, "10:00", OPEN, Reason.REGULAR, id="open by either rule"),
        pytest.param(
            "Mo-Fr 08:00-17:00; Sa,Su 10:00-12:00", "09:00", UNKNOWN, Reason.MAKE_UP_WORKDAY, id="differs at nine"
        ),
        pytest.param("Mo-Fr 08:00-17:00; Sa,Su 10:00-12:00", "11:00", OPEN, Reason.REGULAR, id="agrees at eleven"),
        pytest.param("24/7", "10:00", OPEN, Reason.REGULAR, id="always open"),
    ],
)
def test_on_a_weekend_day_worked_in_the_mainland(
    text: str, clock: str, state: OpenState, reason: Reason, day: str
) -> None:
    status = status_at(schedule(text), at(f"{day} {clock}"))
    assert (status.state, status.reason) == (state, reason)


@pytest.mark.parametrize("day", WEEKENDS_WORKED)
@pytest.mark.parametrize("jurisdiction", ["HK", "MO"])
def test_such_a_day_is_a_plain_weekend_elsewhere(jurisdiction: str, day: str) -> None:
    assert status_at(schedule(OFFICE, jurisdiction), at(f"{day} 10:00")).state is CLOSED


def test_the_night_shift_of_a_make_up_workday_is_doubted_past_midnight() -> None:
    status = status_at(schedule("Mo-Fr 22:00-06:00"), at("2026-10-11 01:00"))
    assert (status.state, status.reason, status.until) == (UNKNOWN, Reason.MAKE_UP_WORKDAY, at("2026-10-11 06:00"))


def holiday(sentence: str, jurisdiction: str, text: str, wall: str, state: OpenState, reason: Reason):  # type: ignore[no-untyped-def]
    return pytest.param(jurisdiction, text, wall, state, reason, id=sentence)


@pytest.mark.parametrize(
    ("jurisdiction", "text", "wall", "state", "reason"),
    [
        holiday("unstated is not a promise", "CN", OFFICE, "2026-02-17 10:00", UNKNOWN, Reason.HOLIDAY_UNSTATED),
        holiday("nor for seven days a week", "CN", EVERY_DAY, "2026-10-05 10:00", UNKNOWN, Reason.HOLIDAY_UNSTATED),
        holiday("closed stays closed", "CN", OFFICE, "2026-02-17 20:00", CLOSED, Reason.REGULAR),
        holiday("always open is always", "CN", "24/7", "2026-02-17 10:00", OPEN, Reason.REGULAR),
        holiday("stated closed", "CN", OFFICE_PH_OFF, "2026-02-17 10:00", CLOSED, Reason.HOLIDAY),
        holiday("stated as usual", "CN", f"{OFFICE} || PH off", "2026-02-17 10:00", OPEN, Reason.HOLIDAY),
        holiday("stated own hours", "CN", f"{OFFICE}; PH 10:00-12:00", "2026-02-21 11:00", OPEN, Reason.HOLIDAY),
        holiday("outside its own hours", "CN", f"{OFFICE}; PH 10:00-12:00", "2026-02-17 14:00", CLOSED, Reason.HOLIDAY),
        holiday("listed with the weekdays", "CN", "Mo-Fr,PH 09:00-17:00", "2026-02-21 10:00", OPEN, Reason.HOLIDAY),
        holiday("only holidays in January", "CN", "Mo-Su 09:00-17:00; Jan PH off", "2026-01-02 10:00", CLOSED, Reason.HOLIDAY),
        holiday("not one in May then", "CN", "Mo-Su 09:00-17:00; Jan PH off", "2026-05-01 10:00", OPEN, Reason.HOLIDAY),
        holiday("the word PH in a comment", "CN", '09:00-17:00 open "QR, PH"', "2026-02-17 10:00", UNKNOWN, Reason.HOLIDAY_UNSTATED),
        holiday("eve of the festival, mainland", "CN", OFFICE_PH_OFF, "2026-02-16 10:00", CLOSED, Reason.HOLIDAY),
        holiday("eve of the festival, Hong Kong", "HK", OFFICE_PH_OFF, "2026-02-16 10:00", OPEN, Reason.REGULAR),
        holiday("eve of the festival, Macao", "MO", OFFICE_PH_OFF, "2026-02-16 10:00", OPEN, Reason.REGULAR),
        holiday("Good Friday, Hong Kong", "HK", OFFICE_PH_OFF, "2026-04-03 10:00", CLOSED, Reason.HOLIDAY),
        holiday("Good Friday, mainland", "CN", OFFICE_PH_OFF, "2026-04-03 10:00", OPEN, Reason.REGULAR),
        holiday("the day after Easter Monday, Hong Kong", "HK", OFFICE_PH_OFF, "2026-04-07 10:00", CLOSED, Reason.HOLIDAY),
        holiday("1 July, Hong Kong", "HK", OFFICE, "2026-07-01 10:00", UNKNOWN, Reason.HOLIDAY_UNSTATED),
        holiday("1 July, Macao", "MO", OFFICE, "2026-07-01 10:00", OPEN, Reason.REGULAR),
        holiday("All Souls, Macao", "MO", OFFICE_PH_OFF, "2026-11-02 10:00", CLOSED, Reason.HOLIDAY),
        holiday("8 December, Macao", "MO", OFFICE, "2026-12-08 10:00", UNKNOWN, Reason.HOLIDAY_UNSTATED),
        holiday("8 December, Hong Kong", "HK", OFFICE, "2026-12-08 10:00", OPEN, Reason.REGULAR),
        holiday("day before a holiday", "CN", f"{OFFICE}; PH -1 day 09:00-12:00", "2026-09-30 14:00", CLOSED, Reason.REGULAR),
        holiday("a year without a calendar", "CN", OFFICE_PH_OFF, "2090-03-07 10:00", UNKNOWN, Reason.CALENDAR_MISSING),
        holiday("24/7 with a rule for holidays in such a year", "CN", "24/7; PH off", "2090-03-07 10:00", UNKNOWN,
                Reason.CALENDAR_MISSING),
        holiday("always open even then", "CN", "24/7", "2090-03-07 10:00", OPEN, Reason.REGULAR),
    ],
)  # fmt: skip
def test_on_public_holidays(jurisdiction: str, text: str, wall: str, state: OpenState, reason: Reason) -> None:
    status = status_at(schedule(text, jurisdiction), at(wall))
    assert (status.state, status.reason) == (state, reason)


@pytest.mark.parametrize(
    ("wall", "state"),
    [
        pytest.param("2026-02-15 01:00", OPEN, id="the night before the holiday runs on"),
        pytest.param("2026-02-24 01:00", UNKNOWN, id="the last night of the holiday stays uncertain after midnight"),
        pytest.param("2026-02-24 23:00", OPEN, id="the first night after it is certain"),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_begins(wall: str, state: OpenState) -> None:
    assert status_at(schedule("Mo-Su 22:00-06:00"), at(wall)).state is state


@pytest.mark.parametrize(
    ("wall", "state"),
    [
        pytest.param("2026-10-01 03:00", CLOSED, id="no night before the first day of the holiday"),
        pytest.param("2026-10-01 09:00", CLOSED, id="nobody there on the holiday itself"),
        pytest.param("2026-10-07 23:00", QR, id="by QR on the evening of the last day"),
        pytest.param("2026-10-08 03:00", QR, id="and on through its night"),
        pytest.param("2026-10-08 08:00", OPEN, id="until the staff is back"),
    ],
)
def test_holidays_may_have_nights_of_their_own(wall: str, state: OpenState) -> None:
    assert status_at(schedule('Mo-Su 08:00-22:00; PH 22:00-08:00 open "QR"'), at(wall)).state is state


def test_closed_over_a_long_holiday_names_the_day_it_opens_again() -> None:
    status = status_at(schedule(OFFICE_PH_OFF), at("2026-09-30 18:00"))
    assert (status.until, status.next_state) == (at("2026-10-08 09:00"), OPEN)


WORKS = DatedException(date(2026, 3, 5), date(2026, 3, 6), None, "装修")
SHORT = DatedException(date(2026, 3, 6), date(2026, 3, 6), "10:00-14:00", "盘点")
LATE = DatedException(date(2026, 3, 5), date(2026, 3, 5), "20:00-02:00", "")


@pytest.mark.parametrize(
    ("exceptions", "text", "wall", "state", "until"),
    [
        pytest.param(
            (WORKS,), QR_NIGHTS, "2026-03-04 23:00", QR, "2026-03-05 00:00", id="the night ends where it begins"
        ),
        pytest.param(
            (WORKS,), QR_NIGHTS, "2026-03-05 10:00", CLOSED, "2026-03-07 08:00", id="its own nights are closed too"
        ),
        pytest.param((WORKS,), OFFICE, "2026-03-04 18:00", CLOSED, "2026-03-09 09:00", id="closed on from closed"),
        pytest.param((SHORT,), OFFICE, "2026-03-06 09:30", CLOSED, "2026-03-06 10:00", id="other hours that day"),
        pytest.param((SHORT,), OFFICE, "2026-03-06 13:00", OPEN, "2026-03-06 14:00", id="open in those"),
        pytest.param(
            (WORKS, SHORT), OFFICE, "2026-03-06 13:00", OPEN, "2026-03-06 14:00", id="the last one listed holds"
        ),
        pytest.param((SHORT, WORKS), OFFICE, "2026-03-06 13:00", CLOSED, "2026-03-09 09:00", id="whichever that is"),
        pytest.param((LATE,), OFFICE, "2026-03-06 01:00", OPEN, "2026-03-06 02:00", id="its night runs over midnight"),
        pytest.param((SHORT,), None, "2026-03-06 13:00", OPEN, "2026-03-06 14:00", id="known on that day alone"),
        pytest.param((SHORT,), None, "2026-03-05 13:00", UNKNOWN, "2026-03-06 00:00", id="unknown on the others"),
    ],
)
def test_dated_exceptions(
    exceptions: tuple[DatedException, ...], text: str | None, wall: str, state: OpenState, until: str
) -> None:
    status = status_at(replace(schedule(text), exceptions=exceptions), at(wall))
    assert (status.state, status.until) == (state, at(until))


@pytest.mark.parametrize("day", ["2026-02-17", "2026-02-14"])
def test_an_exception_settles_a_holiday_and_a_make_up_workday(day: str) -> None:
    settled = DatedException(date.fromisoformat(day), date.fromisoformat(day), "09:00-17:00", "照常")
    status = status_at(replace(schedule(OFFICE), exceptions=(settled,)), at(f"{day} 10:00"))
    assert (status.state, status.reason) == (OPEN, Reason.EXCEPTION)


def test_a_long_closure_names_its_end() -> None:
    works = DatedException(date(2026, 3, 5), date(2026, 9, 3), None, "重建")
    status = status_at(replace(schedule("24/7"), exceptions=(works,)), at("2026-03-05 10:00"))
    assert (status.state, status.until, status.note) == (CLOSED, at("2026-09-04 00:00"), "重建")


@pytest.mark.parametrize(
    ("closed_until", "now", "state", "until", "reason"),
    [
        pytest.param(
            "2026-03-05 15:00", "2026-03-05 10:00", CLOSED, "2026-03-05 15:00", Reason.CLOSED_NOW, id="opens after it"
        ),
        pytest.param(
            "2026-03-05 18:00",
            "2026-03-05 10:00",
            CLOSED,
            "2026-03-06 09:00",
            Reason.CLOSED_NOW,
            id="over closing time",
        ),
        pytest.param(
            "2026-03-05 15:00", "2026-03-05 15:00", OPEN, "2026-03-05 17:00", Reason.REGULAR, id="over on the minute"
        ),
        pytest.param(
            "2026-03-05 15:00", "2026-03-05 16:00", OPEN, "2026-03-05 17:00", Reason.REGULAR, id="open on later arrival"
        ),
        pytest.param(
            "2028-03-06 15:00", "2026-03-05 10:00", CLOSED, "2028-03-06 15:00", Reason.CLOSED_NOW, id="for two years"
        ),
    ],
)
def test_closed_now_until(closed_until: str, now: str, state: OpenState, until: str, reason: Reason) -> None:
    closed = replace(schedule(OFFICE), closed_until=at(closed_until), closed_reason="停电")
    status = status_at(closed, at(now))
    assert (status.state, status.until, status.reason) == (state, at(until), reason)
    assert status.note == ("停电" if reason is Reason.CLOSED_NOW else "")


def test_closed_now_does_not_announce_hours_that_nobody_published() -> None:
    closed = replace(schedule(None), closed_until=at("2026-03-05 15:00"))
    status = status_at(closed, at("2026-03-05 10:00"))
    assert (status.state, status.next_state) == (CLOSED, UNKNOWN)


@pytest.mark.parametrize(
    ("way_in", "state"),
    [(way, QR if way == "qr" else OPEN) for way in WAYS_IN],
    ids=[f"way in {way}" for way in WAYS_IN],
)
def test_where_the_way_in_is_a_qr_code_all_hours_are(way_in: str, state: OpenState) -> None:
    assert status_at(replace(schedule(OFFICE), way_in=way_in), at("2026-03-05 10:00")).state is state


def test_a_stored_text_that_is_no_text_of_hours_is_unknown() -> None:
    status = status_at(Schedule("CN", "早九晚五"), at("2026-03-05 10:00"))
    assert (status.state, status.reason) == (UNKNOWN, Reason.UNREADABLE)


# the week


def test_the_week_begins_today_on_the_station_s_clock() -> None:
    week = week_of(schedule(OFFICE), datetime(2026, 3, 4, 16, tzinfo=UTC))
    assert [it.date for it in week] == [date(2026, 3, 5) + timedelta(days=n) for n in range(7)]
    assert [it.is_closed for it in week] == [False, False, True, True, False, False, False]


def test_a_night_is_shown_on_the_evening_it_begins() -> None:
    today = week_of(schedule(QR_NIGHTS), at("2026-03-05 10:00"))[0]
    assert [(it.state, it.start, it.end) for it in today.intervals] == [
        (OPEN, datetime(2026, 3, 5, 8), datetime(2026, 3, 5, 22)),
        (QR, datetime(2026, 3, 5, 22), datetime(2026, 3, 6, 8)),
    ]


def test_the_week_of_spring_festival_names_its_days() -> None:
    week = week_of(schedule(OFFICE), at("2026-02-13 10:00"))
    assert [it.is_make_up_workday for it in week] == [False, True, False, False, False, False, False]
    assert [it.holiday["zh-Hant"] if it.holiday else None for it in week] == [None, None, *["春節"] * 5]
    assert [[interval.state for interval in it.intervals] for it in week[:4]] == [[OPEN], [UNKNOWN], [], [UNKNOWN]]


def test_a_week_nobody_published_is_unknown_but_for_its_exceptions() -> None:
    week = week_of(replace(schedule(None), exceptions=(WORKS,)), at("2026-03-05 10:00"))
    assert [it.is_unknown for it in week] == [False, False, True, True, True, True, True]
    assert [it.exception for it in week[:3]] == ["装修", "装修", None]
    assert [it.is_closed for it in week[:3]] == [True, True, False]


def test_closed_now_shortens_the_week() -> None:
    week = week_of(replace(schedule(OFFICE), closed_until=at("2026-03-06 12:00")), at("2026-03-05 10:00"))
    assert week[0].is_closed
    assert week[1].intervals[0].start == datetime(2026, 3, 6, 12)


# texts


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        pytest.param("mo-fr 9:00-17:00", "Mo-Fr 09:00-17:00", id="small letters and a short hour"),
        pytest.param("Mo－Fr 09：00–17：00；PH off", "Mo-Fr 09:00-17:00; PH closed", id="full-width punctuation"),
        pytest.param("Mo-Su 00:00-24:00", "Mo-Su", id="whole days"),
        pytest.param('22:00-08:00 "QR"', '22:00-08:00 open "QR"', id="the QR comment says open"),
        pytest.param(
            "Mo-Fr 08:00-12:00; PH +1 day off", "Mo-Fr 08:00-12:00; PH +1 days closed", id="a day after a holiday"
        ),
    ],
)
def test_hours_are_brought_to_one_form(text: str, canonical: str) -> None:
    assert parse_hours(text) == canonical
    assert parse_hours(canonical) == canonical


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "早九晚五", "9-5", "24/24", "Mo-Fr 09:00-17:00;", "Mo-Fr 25:61", "PH -99999 days off", "Mo\x00", "Mo\n09:00-10:00",
        "<script>alert(1)</script>", '"', "Mo-Fr 09:00-17:00; " * 27 + "PH off", "😀", "PH +32 days off", "09:00-10:00, " * 600,
    ],
)  # fmt: skip
def test_what_is_not_hours_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse_hours(text)
    assert (refused.value.code, refused.value.field) == (Code.HOURS_INVALID, "opening_hours")


FRAGMENTS = (
    *(
        "Mo",
        "Su",
        "Fr",
        "Mo-Fr",
        "Sa,Su",
        "PH",
        "SH",
        "PH,SH",
        "PH,Mo",
        "-1",
        "+1",
        "day",
        "days",
        "[1]",
        "[-5]",
        "[1,3]",
        "周一",
    ),
    *(
        "off",
        "closed",
        "open",
        "unknown",
        '"QR"',
        '"x"',
        '"',
        "24/7",
        "08:00-22:00",
        "22:00-08:00",
        "00:00-24:00",
        "20:00-48:00",
    ),
    *(
        "09:00-12:00,13:00-17:00",
        "+",
        "/",
        "/02:00",
        "week",
        "01-53",
        "53",
        "Jan",
        "Feb-Mar",
        "Feb",
        "29",
        "30",
        "2026",
        "99:99",
    ),
    *("2026-2030", "9999", "1900", "easter", "sunrise", "sunset-08:00", "(sunset+02:00)", "||", ";", ",", "-", ":"),
)
JUNK = st.one_of(
    st.text(max_size=80),
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=12).map(" ".join),
    st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=12).map("".join),
    st.lists(
        st.tuples(
            st.sampled_from(["", "Jan ", "week 1-20 ", "2026 "]),
            st.sampled_from(["Mo-Fr", "PH", "SH", "Sa,PH", "PH,SH", "Mo[1]", "PH -1 day", "SH +2 days", "Fr-Mo"]),
            st.sampled_from([" off", " 08:00-12:00", " 22:00-08:00", ' 20:00-06:00 open "QR"', " unknown", ' "ask; PH, SH"']),
            st.sampled_from(["; ", ", ", " || "]),
        ).map("".join),
        min_size=1,
        max_size=6,
    ).map(lambda rules: "".join(rules).rstrip("|;, ")),
)  # fmt: skip


def parsed_or_none(text: str) -> str | None:
    try:
        return parse_hours(text)
    except InvalidInput:
        return None


@settings(max_examples=400, deadline=None)
@given(
    text=JUNK,
    moment=st.datetimes(datetime(2025, 12, 1), datetime(2027, 2, 1)),
    jurisdiction=st.sampled_from(["CN", "HK", "MO"]),
)
@example(text="PH SH off", moment=datetime(2026, 2, 17), jurisdiction="CN")
def test_any_text_is_refused_or_gives_one_of_four_states(text: str, moment: datetime, jurisdiction: str) -> None:
    canonical = parsed_or_none(text)
    assert canonical is None or parse_hours(canonical) == canonical
    canonical = canonical or text
    now = from_wall(moment, jurisdiction)
    status = status_at(Schedule(jurisdiction, canonical), now)
    assert status.state in OpenState
    assert status.until is None or status.until > now
    assert status.next_state is not status.state
    assert len(week_of(Schedule(jurisdiction, canonical), now)) == 7


@settings(max_examples=60, deadline=None)
@given(
    text=st.sampled_from([OFFICE, OFFICE_PH_OFF, QR_NIGHTS, NIGHTS, SCHOOL, "24/7; PH 10:00-12:00"]),
    moment=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 1)),
    jurisdiction=st.sampled_from(["CN", "HK", "MO"]),
)
def test_the_state_holds_until_it_changes(text: str, moment: datetime, jurisdiction: str) -> None:
    plan, now = schedule(text, jurisdiction), from_wall(moment.replace(microsecond=0), jurisdiction)
    status = status_at(plan, now)
    until = status.until or now + timedelta(days=60)
    assert status_at(plan, until - timedelta(seconds=1)).state is status.state
    assert status_at(plan, until).state is (status.next_state or status.state)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        pytest.param("Mo-Fr " + "00:00-00:01," * 41 + "01:00-02:00", OpenState.CLOSED, id="forty intervals"),
        pytest.param("PH off; " * 62, OpenState.CLOSED, id="the same rule again and again"),
        pytest.param("[" * 500, OpenState.UNKNOWN, id="brackets"),
        pytest.param('"' * 500, OpenState.UNKNOWN, id="quotes"),
        pytest.param("week 1-53/2 " * 40, OpenState.UNKNOWN, id="weeks"),
    ],
)
def test_texts_of_the_longest_length_get_an_answer(text: str, state: OpenState) -> None:
    assert status_at(Schedule("CN", parsed_or_none(text) or text), at("2026-03-05 10:00")).state is state


# the weekly form


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    edges = sorted(draw(st.sets(st.integers(0, 1439), min_size=4, max_size=4)))
    two = (Span(edges[0], edges[1]), Span(edges[2], edges[3]))
    night = (Span(edges[0], edges[1]), Span(edges[2], edges[0] + 1440))
    return draw(st.sampled_from([(), two[:1], two, night, night[1:], (Span(0, 1440),)]))


days = st.builds(DayForm, spans(), spans())
forms = st.builds(
    WeekForm,
    st.one_of(st.tuples(*[days] * 7), days.map(lambda day: (day,) * 7)),
    st.sampled_from([Holidays.UNKNOWN, Holidays.SAME, Holidays.CLOSED]),
) | st.builds(WeekForm, st.tuples(*[days] * 7), st.just(Holidays.OWN), days.filter(lambda day: day != DayForm()))


@settings(max_examples=300, deadline=None)
@given(forms)
def test_a_form_comes_back_from_its_text(form: WeekForm) -> None:
    text = to_opening_hours(form)
    assert from_opening_hours(text) == form
    if len(text) <= 500:
        assert from_opening_hours(parse_hours(text)) == form


@settings(max_examples=100, deadline=None)
@given(form=forms, minute=st.integers(0, 7 * 1440 - 1))
def test_the_text_opens_when_the_form_does_for_us_and_for_other_readers(form: WeekForm, minute: int) -> None:
    """On an ordinary week in Hong Kong: no holiday from 9 to 15 March 2026, nor on the days around it."""
    text, moment = to_opening_hours(form), datetime(2026, 3, 9) + timedelta(minutes=minute)
    status = status_at(Schedule("HK", text), from_wall(moment, "HK"))
    library_state, comment = OpeningHours(text, auto_country=False, auto_timezone=False).state(moment)
    assert status.state is (CLOSED if library_state != LibraryState.OPEN else QR if comment else OPEN)
    moments = [(minute // 1440 - ago) % 7 for ago in (0, 1)]

    def holds(kind: str) -> bool:
        offsets = [(day, minute % 1440 + 1440 * ago) for ago, day in enumerate(moments)]
        return any(it.opens <= m < it.closes for day, m in offsets for it in getattr(form.days[day], kind))

    assert status.state is (OPEN if holds("staffed") else QR if holds("qr") else CLOSED)


@pytest.mark.parametrize(
    ("text", "form_text"),
    [
        pytest.param("24/7", "24/7", id="always"),
        pytest.param("08:00-22:00", "Mo-Su 08:00-22:00", id="no days named"),
        pytest.param(NIGHTS, "Mo-Fr 22:00-06:00, Sa 10:00-12:00", id="a later rule for other days"),
        pytest.param("Mo-Su 08:00-18:00; Su off", "Mo-Sa 08:00-18:00", id="a day off"),
        pytest.param("Mo-Fr,PH 08:00-18:00", "Mo-Fr 08:00-18:00; PH 08:00-18:00", id="holidays with the weekdays"),
        pytest.param('Mo-Su 08:00-22:00, Mo-Su 22:00-08:00 open "QR"', 'Mo-Su 22:00-08:00 open "QR", Mo-Su 08:00-22:00',
                     id="QR nights"),
        pytest.param('08:00-22:00, 22:00-08:00 open "QR"', 'Mo-Su 08:00-22:00,22:00-08:00 open "QR"',
                     id="without days the language takes both for one rule"),
        pytest.param("Fr-Mo 10:00-12:00", "Mo,Fr-Su 10:00-12:00", id="over the weekend"),
    ],
)  # fmt: skip
def test_simple_texts_fit_the_form(text: str, form_text: str) -> None:
    form = from_opening_hours(parse_hours(text))
    assert form is not None
    assert to_opening_hours(form) == form_text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Jan-Mar 08:00-18:00", id="seasons"),
        pytest.param("Mo[1] 08:00-18:00", id="the first Monday"),
        pytest.param('Mo-Fr 08:00-18:00 "ask the guard"', id="a condition"),
        pytest.param('Mo-Su 08:00-22:00, Mo-Su 20:00-08:00 open "QR"', id="QR over staffed hours"),
        pytest.param("08:00-09:00,10:00-11:00,12:00-13:00", id="three times a day"),
        pytest.param("Mo-Fr 08:00-18:00; SH off", id="school holidays"),
        pytest.param("08:00-18:00+", id="an open end"),
        pytest.param("sunrise-sunset", id="the sun"),
    ],
)
def test_richer_texts_do_not_fit_the_form(text: str) -> None:
    assert from_opening_hours(parse_hours(text)) is None


@pytest.mark.parametrize(
    ("opens", "closes"), [("", "10:00"), ("24:00", "10:00"), ("10:60", "11:00"), ("9", "10"), ("08:00", "24:30")]
)
def test_a_span_needs_clock_times(opens: str, closes: str) -> None:
    with pytest.raises(InvalidInput):
        span(opens, closes)


@pytest.mark.parametrize(
    "form",
    [
        pytest.param(WeekForm((DayForm(),) * 6), id="six days"),
        pytest.param(WeekForm((DayForm((Span(480, 720), Span(600, 900))),) * 7), id="overlapping"),
        pytest.param(WeekForm((DayForm((Span(0, 1), Span(2, 3), Span(4, 5))),) * 7), id="three spans"),
        pytest.param(WeekForm((DayForm((Span(600, 600),)),) * 7), id="no time at all"),
    ],
)
def test_an_impossible_form_is_refused(form: WeekForm) -> None:
    with pytest.raises(InvalidInput):
        to_opening_hours(form)


# keeping


FULL = Schedule("HK", OFFICE_PH_OFF, "qr", (WORKS, SHORT), datetime(2026, 3, 5, 4, tzinfo=UTC), "停电")


@pytest.mark.parametrize(
    "plan", [FULL, Schedule("CN"), schedule(QR_NIGHTS, "MO")], ids=["full", "unknown", "hours only"]
)
def test_a_schedule_is_kept_as_text(plan: Schedule) -> None:
    assert from_json(to_json(plan)) == plan
    assert content_key(from_json(to_json(plan))) == content_key(plan)


def test_schedules_that_differ_anywhere_have_different_keys() -> None:
    others = [
        replace(FULL, jurisdiction="MO"), replace(FULL, opening_hours=OFFICE), replace(FULL, opening_hours=None),
        replace(FULL, way_in="app"), replace(FULL, exceptions=(WORKS,)), replace(FULL, exceptions=(SHORT, WORKS)),
        replace(FULL, closed_until=None), replace(FULL, closed_reason=""),
    ]  # fmt: skip
    assert len({content_key(it) for it in (FULL, *others)}) == 9


def test_a_checked_schedule_is_canonical() -> None:
    rough = Schedule("CN", "mo-fr 9:00-17:00", "staffed", (replace(SHORT, hours="9:00-10:00"),))
    assert checked(rough).opening_hours == OFFICE
    assert checked(rough).exceptions[0].hours == "09:00-10:00"
    assert checked(FULL) == replace(FULL, opening_hours="Mo-Fr 09:00-17:00; PH closed")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param(replace(FULL, jurisdiction="XX"), "jurisdiction", id="jurisdiction"),
        pytest.param(replace(FULL, opening_hours="9-5"), "opening_hours", id="hours"),
        pytest.param(replace(FULL, way_in="window"), "way_in", id="way in"),
        pytest.param(
            replace(FULL, exceptions=(replace(WORKS, last=date(2026, 3, 4)),)), "exceptions", id="ends before it begins"
        ),
        pytest.param(
            replace(FULL, exceptions=(replace(WORKS, reason="长" * 201),)), "exceptions", id="a very long reason"
        ),
        pytest.param(replace(FULL, exceptions=(WORKS,) * 101), "exceptions", id="too many exceptions"),
        pytest.param(replace(FULL, closed_until=datetime(2026, 3, 5)), "closed_until", id="naive instant"),
    ],
)
def test_a_wrong_schedule_names_its_field(wrong: Schedule, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        checked(wrong)
    assert refused.value.field == field


# words


@pytest.mark.parametrize(
    ("text", "wall", "english", "simplified", "traditional"),
    [
        pytest.param(OFFICE, "2026-03-05 10:00", "Open until 17:00", "开放至17:00", "開放至17:00", id="open"),
        pytest.param(OFFICE, "2026-03-05 18:00", "Closed, opens tomorrow 09:00", "已关门，明天09:00开门", "已關門，明日09:00開門",
                     id="opens tomorrow"),
        pytest.param(OFFICE, "2026-03-06 18:00", "Closed, opens Monday 09:00", "已关门，周一09:00开门", "已關門，星期一09:00開門",
                     id="opens on Monday"),
        pytest.param(OFFICE_PH_OFF, "2026-09-30 18:00", "Closed, opens 8 October, 09:00", "已关门，10月8日 09:00开门",
                     "已關門，10月8日 09:00開門", id="opens after the holidays"),
        pytest.param(QR_NIGHTS, "2026-03-05 23:00", "Open by QR door until tomorrow 08:00", "扫码可进，至明天08:00",
                     "掃碼可進，至明日08:00", id="by QR"),
        pytest.param("08:00-24:00", "2026-03-05 23:00", "Open until midnight", "开放至24:00", "開放至24:00", id="midnight"),
        pytest.param("24/7", "2026-03-05 23:00", "Open", "开放中", "開放中", id="always open"),
        pytest.param(OFFICE, "2026-02-16 18:00", "Closed until tomorrow 09:00", "关门至明天09:00", "關門至明日09:00",
                     id="what is uncertain is not announced as an opening"),
        pytest.param(None, "2026-03-05 23:00", "Hours unknown: nobody has published them", "开放时间不详：还没有人公布",
                     "開放時間不詳：仍未有人公布", id="unknown"),
    ],
)  # fmt: skip
def test_the_state_in_words(text: str | None, wall: str, english: str, simplified: str, traditional: str) -> None:
    now = at(wall)
    status = status_at(schedule(text), now)
    assert status_line(status, now, "en", "CN") == english
    assert status_line(status, now, "zh-Hans", "CN") == simplified
    assert status_line(status, now, "zh-Hant", "CN") == traditional


def test_the_reason_the_manager_gave_is_said() -> None:
    now = at("2026-03-05 10:00")
    closed = replace(schedule(OFFICE), closed_until=at("2026-03-05 15:00"), closed_reason="停电")
    assert status_line(status_at(closed, now), now, "zh-Hans", "CN") == "已关门，15:00开门（停电）"


def test_the_week_in_words() -> None:
    now = at("2026-02-13 10:00")
    week = week_of(schedule('Mo-Fr 08:00-22:00, Mo-Su 22:00-08:00 open "QR"'), now)
    today = to_wall(now, "CN").date()
    assert day_heading(week[0], today, "en") == "Today, 13 February"
    assert day_heading(week[2], today, "zh-Hans") == "周日（2月15日）"
    assert day_line(week[0], "en") == "08:00–22:00, by QR door 22:00–08:00 the next day"
    assert day_notes(week[1], "zh-Hans")[0] == "调休上班日"
    assert day_notes(week[2], "en")[0] == "Spring Festival"
    assert day_line(week_of(schedule("24/7"), now)[0], "zh-Hant") == "全日"
    assert day_line(week_of(schedule(None), now)[0], "en") == "Hours unknown"
    assert day_line(week_of(schedule("Mo 08:00-09:00"), now)[0], "en") == "Closed"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_and_state_has_words(lang: str) -> None:
    assert len({reason_words(reason, lang) for reason in Reason}) == len(Reason)
    now = local_midnight(date(2026, 3, 5), "CN")
    for text in (OFFICE, QR_NIGHTS, "24/7", '24/7 open "QR"', None, "off", '"ask"', SCHOOL):
        plan = schedule(text)
        assert status_line(status_at(plan, now), now, lang, "CN")
        assert all(day_line(day, lang) for day in week_of(plan, now))
