"""The dates of a series: months' ends, holidays of three jurisdictions, make-up workdays, dates left out and added."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from dateutil import rrule as library
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from stations.errors import Code, InvalidInput
from stations.instants import ZONES, at_local_time, to_wall
from stations.plans import FARTHEST
from stations.recurrence import (
    MOST_DATES,
    Fate,
    OnHoliday,
    Rule,
    ended_before,
    from_day,
    from_plain,
    held,
    occurrences,
    to_plain,
    with_extra,
    without,
)
from stations.recurrence_words import count_words, occurrence_words, rule_words
from stations.rrule_text import parse_rule, rule_text
from stations.rule_days import rule_days
from stations.words import LANGUAGES
from stations.working_days import is_working_day, next_working_day

NEW_YEAR = date(2026, 1, 1)
KEEP, SKIP, MOVE = OnHoliday.KEEP, OnHoliday.SKIP, OnHoliday.MOVE


def days(text: str, year: int = 2026) -> list[date]:
    return [date.fromisoformat(f"{year}-{day}" if len(day) == 5 else day) for day in text.split()]


def dates(text: str, first: str, jurisdiction: str, on_holiday: OnHoliday = KEEP, today: date = NEW_YEAR) -> list[date]:
    rule = Rule(parse_rule(text), on_holiday)
    return sorted(held(occurrences(rule, days(first)[0], jurisdiction, today)).values())


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        pytest.param("FREQ=WEEKLY;COUNT=3", "04-09", "04-09 04-16 04-23", id="every week on the first day's weekday"),
        pytest.param("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=3", "04-09", "04-09 04-23 05-07", id="every second week"),
        pytest.param("FREQ=WEEKLY;BYDAY=TU,TH;COUNT=4", "04-08", "04-09 04-14 04-16 04-21", id="begins after its first"),
        pytest.param("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;COUNT=4", "03-02", "03-02 03-08 03-16 03-22", id="a week begins on Monday"),
        pytest.param("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU;COUNT=4", "03-02", "03-02 03-15 03-16 03-29", id="or on Sunday"),
        pytest.param("FREQ=WEEKLY;UNTIL=20260423", "04-09", "04-09 04-16 04-23", id="until includes its day"),
        pytest.param("FREQ=WEEKLY;UNTIL=20260422", "04-09", "04-09 04-16", id="and nothing after it"),
        pytest.param("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=4", "01-01", "01-31 03-31 05-31 07-31", id="the 31st is not in every month"),
        pytest.param("FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=4", "01-01", "01-31 02-28 03-31 04-30", id="the last day is"),
        pytest.param("FREQ=MONTHLY;COUNT=2", "01-31", "01-31 03-31", id="the first day's number, which February lacks"),
        pytest.param("FREQ=MONTHLY;BYMONTHDAY=29;COUNT=3", "01-29", "01-29 03-29 04-29", id="no leap year"),
        pytest.param("FREQ=MONTHLY;BYDAY=2TH;COUNT=3", "01-01", "01-08 02-12 03-12", id="the second Thursday"),
        pytest.param("FREQ=MONTHLY;BYDAY=-1FR;COUNT=3", "01-01", "01-30 02-27 03-27", id="the last Friday"),
        pytest.param("FREQ=MONTHLY;BYDAY=5TH;COUNT=2", "01-01", "01-29 04-30", id="the fifth Thursday is rare"),
        pytest.param("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", "01-01", "01-30 02-27", id="the last weekday"),
        pytest.param("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=9;COUNT=1", "01-01", "04-09", id="once a year"),
        pytest.param("FREQ=DAILY;INTERVAL=10;COUNT=3", "02-20", "02-20 03-02 03-12", id="every ten days"),
    ],
)  # fmt: skip
def test_the_days_that_a_rule_gives(rule: str, first: str, expected: str) -> None:
    assert dates(rule, first, "CN") == days(expected)


WEEKLY = [
    # National Day 2026 in the mainland is from Thursday 1 to Wednesday 7 October; Saturday the 10th is worked for it.
    pytest.param("CN", "FREQ=WEEKLY;BYDAY=TH;COUNT=3", "09-24", KEEP, "09-24 10-01 10-08", id="CN kept"),
    pytest.param("CN", "FREQ=WEEKLY;BYDAY=TH;COUNT=3", "09-24", SKIP, "09-24 10-08", id="CN skipped, and counted"),
    pytest.param("CN", "FREQ=WEEKLY;BYDAY=WE;COUNT=3", "09-30", MOVE, "09-30 10-08 10-14", id="CN 7 October moves by a day"),
    pytest.param("CN", "FREQ=WEEKLY;BYDAY=FR;COUNT=3", "10-02", MOVE, "10-08 10-09 10-16", id="CN 2 October moves by six days"),
    pytest.param("CN", "FREQ=WEEKLY;BYDAY=TH;COUNT=2", "10-01", MOVE, "10-08", id="CN moved onto a date that stands there"),
    pytest.param("CN", "FREQ=WEEKLY;BYDAY=SA;COUNT=2", "10-10", SKIP, "10-10 10-17", id="CN a make-up Saturday is no holiday"),
    pytest.param("CN", "FREQ=WEEKLY;BYDAY=FR;COUNT=1", "05-01", MOVE, "05-06", id="CN Labour Day moves to Wednesday"),
    pytest.param("CN", "FREQ=WEEKLY;BYDAY=SA;COUNT=1", "01-03", MOVE, "01-04", id="CN New Year moves to the make-up Sunday"),
    pytest.param("CN", "FREQ=WEEKLY;BYDAY=SU;COUNT=1", "02-15", MOVE, "02-24", id="CN Spring Festival moves by nine days"),
    pytest.param("HK", "FREQ=WEEKLY;BYDAY=TH;COUNT=2", "10-01", MOVE, "10-02 10-08", id="HK has one day off"),
    pytest.param("MO", "FREQ=WEEKLY;BYDAY=TH;COUNT=2", "10-01", MOVE, "10-05 10-08", id="MO has two and a weekend"),
    pytest.param("HK", "FREQ=WEEKLY;BYDAY=FR;COUNT=2", "04-03", MOVE, "04-08 04-10", id="HK Easter and Ching Ming in a row"),
    pytest.param("MO", "FREQ=WEEKLY;BYDAY=FR;COUNT=2", "04-03", MOVE, "04-06 04-10", id="MO has no Easter Monday"),
    pytest.param("HK", "FREQ=WEEKLY;BYDAY=WE;COUNT=2", "07-01", SKIP, "07-08", id="HK establishment day"),
    pytest.param("CN", "FREQ=WEEKLY;BYDAY=WE;COUNT=2", "07-01", SKIP, "07-01 07-08", id="is no holiday in the mainland"),
    pytest.param("MO", "FREQ=WEEKLY;BYDAY=SU;COUNT=2", "12-20", MOVE, "12-21 12-27", id="MO the 20th of December"),
    pytest.param("HK", "FREQ=WEEKLY;BYDAY=FR;COUNT=2", "12-25", MOVE, "12-28 2027-01-04", id="HK over the year's end"),
]  # fmt: skip


@pytest.mark.parametrize(("jurisdiction", "rule", "first", "on_holiday", "expected"), WEEKLY)
def test_holidays_are_those_of_the_stations_jurisdiction(
    jurisdiction: str, rule: str, first: str, on_holiday: OnHoliday, expected: str
) -> None:
    today = date(2026, 12, 1) if first.startswith("12") else NEW_YEAR
    assert dates(rule, first, jurisdiction, on_holiday, today) == days(expected)


@pytest.mark.parametrize("jurisdiction", ZONES)
def test_the_next_working_day_is_never_a_holiday_and_rarely_a_weekend(jurisdiction: str) -> None:
    worked = {next_working_day(jurisdiction, NEW_YEAR + timedelta(days=step)) for step in range(350)}
    assert all(is_working_day(jurisdiction, day) for day in worked)
    weekends = {str(day)[5:] for day in worked if day.weekday() > 4}
    make_up = {"01-04", "02-14", "02-28", "05-09", "09-20", "10-10"}
    assert weekends == (make_up if jurisdiction == "CN" else set())


@pytest.mark.parametrize("on_holiday", [SKIP, MOVE])
@pytest.mark.parametrize("jurisdiction", ZONES)
def test_a_year_without_holidays_is_named_and_never_guessed(jurisdiction: str, on_holiday: OnHoliday) -> None:
    rule = Rule(parse_rule("FREQ=WEEKLY;COUNT=3"), on_holiday)
    with pytest.raises(InvalidInput) as caught:
        occurrences(rule, date(2089, 12, 25), jurisdiction, date(2089, 12, 1))
    assert (caught.value.code, caught.value.field) == (Code.SERIES_CALENDAR_MISSING, "on_holiday")
    assert caught.value.args_ == {"year": "2089", "region": jurisdiction}
    kept = occurrences(replace(rule, on_holiday=KEEP), date(2089, 12, 25), jurisdiction, date(2089, 12, 1))
    assert [one.special for one in kept] == [None, None, None]


def test_a_session_at_nine_is_at_nine_on_every_date_of_the_year() -> None:
    for jurisdiction in ZONES:
        for day in dates("FREQ=WEEKLY;UNTIL=20261231", "01-01", jurisdiction):
            instant = at_local_time(day, datetime(2026, 1, 1, 9).time(), jurisdiction)
            assert to_wall(instant, jurisdiction) == datetime(day.year, day.month, day.day, 9)
            assert instant.hour == 1


def test_a_date_is_left_out_added_and_brought_back() -> None:
    rule = Rule(parse_rule("FREQ=WEEKLY;BYDAY=TH;COUNT=3"))
    first = date(2026, 4, 9)
    changed = with_extra(without(rule, date(2026, 4, 16)), date(2026, 4, 18))
    found = occurrences(changed, first, "CN", NEW_YEAR)
    assert [(one.recurrence_on.day, one.fate) for one in found] == [
        (9, Fate.HELD),
        (16, Fate.LEFT_OUT),
        (18, Fate.EXTRA),
        (23, Fate.HELD),
    ]
    assert without(changed, date(2026, 4, 18)) == without(rule, date(2026, 4, 16))
    assert with_extra(without(rule, date(2026, 4, 16)), date(2026, 4, 16)) == rule


def test_a_day_both_left_out_and_added_is_left_out() -> None:
    day = date(2026, 4, 16)
    rule = Rule(parse_rule("FREQ=WEEKLY;COUNT=3"), left_out=frozenset({day}), extra=frozenset({day}))
    assert day not in held(occurrences(rule, date(2026, 4, 9), "CN", NEW_YEAR))


def test_a_date_left_out_is_not_made_up_for_and_an_extra_one_is_not_counted() -> None:
    rule = Rule(parse_rule("FREQ=WEEKLY;COUNT=4"), left_out=frozenset(days("04-16")), extra=frozenset(days("06-01")))
    found = sorted(held(occurrences(rule, date(2026, 4, 9), "CN", NEW_YEAR)))
    assert found == days("04-09 04-23 04-30 06-01")


def test_an_extra_date_on_a_holiday_is_what_staff_wanted() -> None:
    rule = Rule(parse_rule("FREQ=WEEKLY;BYDAY=TH;COUNT=1"), SKIP, extra=frozenset(days("10-02")))
    found = occurrences(rule, date(2026, 9, 24), "CN", NEW_YEAR)
    assert held(found)[date(2026, 10, 2)] == date(2026, 10, 2)
    assert found[1].holiday is not None


@pytest.mark.parametrize("on_holiday", [SKIP, MOVE])
def test_a_holiday_that_the_rule_leaves_out_is_held_when_staff_add_just_that_day(on_holiday: OnHoliday) -> None:
    rule = with_extra(Rule(parse_rule("FREQ=WEEKLY;BYDAY=TH;COUNT=2"), on_holiday), date(2026, 10, 1))
    found = occurrences(rule, date(2026, 9, 24), "CN", NEW_YEAR)
    assert [(one.on_date, one.fate) for one in found] == [
        (date(2026, 9, 24), Fate.HELD),
        (date(2026, 10, 1), Fate.EXTRA),
    ]


def test_a_date_moved_onto_an_extra_one_gives_way() -> None:
    rule = Rule(parse_rule("FREQ=WEEKLY;BYDAY=TH;COUNT=1"), MOVE, extra=frozenset(days("10-08")))
    found = occurrences(rule, date(2026, 10, 1), "CN", NEW_YEAR)
    assert [one.fate for one in found] == [Fate.MERGED, Fate.EXTRA]


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("FREQ=DAILY;COUNT=200", None),
        ("FREQ=DAILY;UNTIL=20261225", Code.SERIES_TOO_MANY),
        ("FREQ=WEEKLY;UNTIL=20270102", None),
        ("FREQ=WEEKLY;UNTIL=20270103", Code.RULE_TOO_FAR),
        ("FREQ=WEEKLY;COUNT=53", None),
        ("FREQ=WEEKLY;COUNT=54", Code.RULE_TOO_FAR),
        ("FREQ=YEARLY;COUNT=3", Code.RULE_TOO_FAR),
        ("FREQ=WEEKLY;UNTIL=20251231", Code.RULE_NO_DATES),
        ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", Code.RULE_NO_DATES),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=3", Code.RULE_NO_DATES),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=TU;COUNT=2", Code.RULE_NO_DATES),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", Code.RULE_NO_DATES),
        ("FREQ=MONTHLY;INTERVAL=366;COUNT=2", Code.RULE_TOO_FAR),
    ],
)
def test_a_series_has_its_limits_and_says_which(rule: str, code: Code | None) -> None:
    if code is None:
        assert dates(rule, "01-01", "CN")
        return
    with pytest.raises(InvalidInput) as caught:
        dates(rule, "01-01", "CN")
    assert caught.value.code is code


def test_a_rule_without_an_end_is_followed_for_half_a_year_from_today() -> None:
    rule, first = Rule(parse_rule("FREQ=WEEKLY")), date(2026, 1, 1)
    assert max(held(occurrences(rule, first, "CN", first))) == date(2026, 7, 2)
    assert max(held(occurrences(rule, first, "CN", date(2026, 3, 1)))) == date(2026, 8, 27)
    daily = Rule(parse_rule("FREQ=DAILY"))
    assert len(occurrences(daily, first, "CN", date(2027, 1, 1))) > MOST_DATES  # what is past is not counted


def test_a_series_is_split_without_a_date_lost_or_doubled() -> None:
    rule = Rule(
        parse_rule("FREQ=WEEKLY;BYDAY=TH;COUNT=6"), SKIP, frozenset(days("10-15")), frozenset(days("10-20 09-28"))
    )
    first, cut = date(2026, 9, 24), date(2026, 10, 15)
    whole = held(occurrences(rule, first, "CN", NEW_YEAR))
    before = held(occurrences(ended_before(rule, cut), first, "CN", NEW_YEAR))
    after = from_day(rule, first, cut, NEW_YEAR)
    assert after.pattern.count == 3
    assert before | held(occurrences(after, cut, "CN", NEW_YEAR)) == whole
    assert rule_text(ended_before(rule, cut).pattern) == "FREQ=WEEKLY;UNTIL=20261014;BYDAY=TH"
    assert from_plain(to_plain(rule)) == rule


@pytest.mark.parametrize(
    ("rule", "on_holiday", "lang", "words"),
    [
        ("FREQ=WEEKLY;COUNT=4", KEEP, "en", "every week on Thursday, 4 times"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH", SKIP, "en", "every 2 weeks on Tuesday, Thursday; left out on public holidays"),
        ("FREQ=MONTHLY;BYDAY=-1TH;UNTIL=20261231", KEEP, "en", "every month on the last Thursday, until 31 December 2026"),
        ("FREQ=MONTHLY;BYMONTHDAY=31", KEEP, "en", "every month on day 31"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", KEEP, "en", "every month on the last day"),
        ("FREQ=MONTHLY;COUNT=1", KEEP, "en", "every month on day 9, once"),
        ("FREQ=DAILY;INTERVAL=3", KEEP, "en", "every 3 days"),
        ("FREQ=YEARLY;BYMONTH=4;COUNT=2", KEEP, "en", "by the rule FREQ=YEARLY;BYMONTH=4, 2 times"),
        ("FREQ=WEEKLY;COUNT=4", MOVE, "zh-Hans", "每逢周四，共 4 次；遇公众假期顺延到下一个工作日"),
        ("FREQ=WEEKLY;INTERVAL=2", SKIP, "zh-Hant", "每 2 週一次，逢星期四；公眾假期不辦"),
        ("FREQ=MONTHLY;BYDAY=2TH;UNTIL=20261231", KEEP, "zh-Hans", "每月第二个周四，到 2026年12月31日为止"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=15", KEEP, "zh-Hant", "每 2 個月的15日"),
    ],
)  # fmt: skip
def test_a_series_is_told_in_words(rule: str, on_holiday: OnHoliday, lang: str, words: str) -> None:
    assert rule_words(Rule(parse_rule(rule), on_holiday), date(2026, 4, 9), lang) == words


def test_what_became_of_each_date_is_told_in_words() -> None:
    rule = Rule(parse_rule("FREQ=WEEKLY;BYDAY=FR,SA;COUNT=5"), MOVE, frozenset(days("10-09")), frozenset(days("10-20")))
    found = occurrences(rule, date(2026, 10, 2), "CN", NEW_YEAR)
    assert [occurrence_words(one, "en") for one in found] == [
        "Friday, 2 October 2026 – public holiday (National Day), moved to Thursday, 8 October 2026",
        "Saturday, 3 October 2026 – left out: public holiday (National Day), and the next working day has a date already",
        "Friday, 9 October 2026 – left out",
        "Saturday, 10 October 2026 – make-up workday (National Day)",
        "Friday, 16 October 2026",
        "Tuesday, 20 October 2026 – extra date",
    ]
    assert count_words(found, "en") == "4 dates; 1 public holiday is left out; 1 date is moved off a public holiday"
    for lang in LANGUAGES:
        assert all(occurrence_words(one, lang) for one in found)


PARTS = {
    "INTERVAL": st.integers(1, 40).map(str),
    "COUNT": st.integers(1, 210).map(str),
    "UNTIL": st.dates(date(2025, 1, 1), date(2029, 1, 1)).map("{:%Y%m%d}".format),
    "BYDAY": st.lists(
        st.tuples(st.sampled_from(["", "1", "2", "5", "-1", "53"]), st.sampled_from(["MO", "TH", "SU"])).map("".join),
        min_size=1,
        max_size=3,
    ).map(",".join),
    "BYMONTHDAY": st.lists(st.integers(-31, 31).map(str), min_size=1, max_size=3).map(",".join),
    "BYMONTH": st.lists(st.integers(1, 12).map(str), min_size=1, max_size=3).map(",".join),
    "BYSETPOS": st.integers(-366, 366).map(str),
    "WKST": st.sampled_from(["MO", "SU"]),
}
FREQUENCIES = st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])
RULES = st.tuples(FREQUENCIES, st.fixed_dictionaries({}, optional=PARTS)).map(
    lambda it: ";".join([f"FREQ={it[0]}", *(f"{name}={value}" for name, value in it[1].items())])
)


@settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.filter_too_much])
@given(RULES, st.dates(date(2024, 1, 1), date(2090, 1, 1)), st.sampled_from(list(OnHoliday)), st.sampled_from([*ZONES]))
def test_any_rule_gives_dates_within_the_limits_or_a_named_field(
    text: str, first: date, on_holiday: OnHoliday, jurisdiction: str
) -> None:
    try:
        found = occurrences(Rule(parse_rule(text), on_holiday), first, jurisdiction, first)
    except InvalidInput as problem:
        assume(problem.field not in ("rule", "on_holiday"))
        raise
    assert 1 <= len(found) <= MOST_DATES
    assert all(first <= one.recurrence_on <= first + FARTHEST for one in found)
    assert len(set(held(found).values())) == len(held(found))


@settings(deadline=None, max_examples=150)
@given(RULES, st.dates(date(2024, 1, 1), date(2090, 1, 1)))
def test_the_days_are_those_that_the_library_gives_for_these_years_themselves(text: str, first: date) -> None:
    try:
        pattern = replace(parse_rule(text), count=None, until=None)
        ours = rule_days(pattern, first, first)
    except InvalidInput:
        return
    start = datetime.combine(first, datetime.min.time())
    last = start + timedelta(days=182)
    reference = library.rrulestr(rule_text(pattern) + f";UNTIL={last:%Y%m%d}", dtstart=start)
    assert list(ours) == [it.date() for it in reference if it <= last]
