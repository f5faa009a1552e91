"""Public holidays of the three jurisdictions, against the governments' lists for 2026."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from stations import calendars
from stations.calendars import CalendarMissing, DayKind, kind_of, missing_years, special_day, special_days
from stations.instants import zone_of
from stations.words import LANGUAGES

HOLIDAYS = {
    "CN": """01-01 01-02 01-03 02-15 02-16 02-17 02-18 02-19 02-20 02-21 02-22 02-23 04-04 04-05 04-06 05-01 05-02
             05-03 05-04 05-05 06-19 06-20 06-21 09-25 09-26 09-27 10-01 10-02 10-03 10-04 10-05 10-06 10-07""",
    # The seventeen gazetted days, and the three festivals that fall on a Sunday.
    "HK": """01-01 02-17 02-18 02-19 04-03 04-04 04-05 04-06 04-07 05-01 05-24 05-25 06-19 07-01 09-26 10-01 10-18
             10-19 12-25 12-26""",
    "MO": """01-01 02-17 02-18 02-19 04-03 04-04 04-05 05-01 05-24 06-19 09-26 10-01 10-02 10-18 11-02 12-08 12-20
             12-22 12-24 12-25""",
}
MAKE_UP_WORKDAYS = [
    pytest.param(date(2026, 1, 4), "元旦", id="Sunday 4 January for New Year"),
    pytest.param(date(2026, 2, 14), "春节", id="Saturday 14 February for Spring Festival"),
    pytest.param(date(2026, 2, 28), "春节", id="Saturday 28 February for Spring Festival"),
    pytest.param(date(2026, 5, 9), "劳动节", id="Saturday 9 May for Labour Day"),
    pytest.param(date(2026, 9, 20), "国庆节", id="Sunday 20 September for National Day"),
    pytest.param(date(2026, 10, 10), "国庆节", id="Saturday 10 October for National Day"),
]


def _days(text: str) -> list[date]:
    return [date.fromisoformat(f"2026-{day}") for day in text.split()]


@pytest.mark.parametrize("jurisdiction", HOLIDAYS)
def test_the_holidays_of_2026_are_those_the_government_published(jurisdiction: str) -> None:
    days = special_days(jurisdiction, 2026)
    assert [day for day, it in days.items() if it.kind is DayKind.HOLIDAY] == _days(HOLIDAYS[jurisdiction])


@pytest.mark.parametrize(("day", "name"), MAKE_UP_WORKDAYS)
def test_a_weekend_day_worked_for_a_holiday_in_the_mainland(day: date, name: str) -> None:
    special = special_day("CN", day)
    assert special is not None
    assert (special.kind, special.names["zh-Hans"], day.weekday() >= 5) == (DayKind.WORKDAY, name, True)
    assert kind_of("HK", day) is kind_of("MO", day) is DayKind.ORDINARY


def test_there_are_no_other_make_up_workdays_in_2026() -> None:
    worked = [day for day, it in special_days("CN", 2026).items() if it.kind is DayKind.WORKDAY]
    assert worked == [param.values[0] for param in MAKE_UP_WORKDAYS]


@pytest.mark.parametrize("jurisdiction", HOLIDAYS)
def test_every_holiday_has_a_name_in_each_language(jurisdiction: str) -> None:
    for year in (2025, 2026):
        for special in special_days(jurisdiction, year).values():
            assert all(special.names[lang] for lang in LANGUAGES)


@pytest.mark.parametrize(
    ("jurisdiction", "day", "kind"),
    [
        pytest.param("CN", date(2026, 11, 21), DayKind.ORDINARY, id="a plain Saturday is not a holiday"),
        pytest.param("CN", date(2026, 2, 16), DayKind.HOLIDAY, id="the eve of Spring Festival in the mainland"),
        pytest.param("HK", date(2026, 2, 16), DayKind.ORDINARY, id="but not in Hong Kong"),
        pytest.param("MO", date(2026, 4, 7), DayKind.ORDINARY, id="public servants' day in lieu in Macao"),
        pytest.param("MO", date(2026, 10, 2), DayKind.HOLIDAY, id="the day after National Day in Macao"),
        pytest.param("HK", date(2026, 10, 2), DayKind.ORDINARY, id="but not in Hong Kong either"),
    ],
)
def test_the_calendars_differ(jurisdiction: str, day: date, kind: DayKind) -> None:
    assert kind_of(jurisdiction, day) is kind


@pytest.mark.parametrize("jurisdiction", HOLIDAYS)
def test_a_year_nobody_entered_is_an_error_and_not_a_guess(jurisdiction: str) -> None:
    with pytest.raises(CalendarMissing, match="2090"):
        special_day(jurisdiction, date(2090, 1, 1))


@pytest.mark.parametrize("jurisdiction", HOLIDAYS)
def test_the_holidays_of_next_year_are_entered_once_they_are_announced(jurisdiction: str) -> None:
    today = datetime.now(zone_of(jurisdiction)).date()
    missing = missing_years(jurisdiction, today)
    assert not missing, (
        f"The holidays of {missing} in {jurisdiction} are missing. Upgrade chinesecalendar or holidays in"
        f" requirements.txt; compare with the government's list; enter what differs, or the whole year, in"
        f" data/holidays/{jurisdiction}.json (see its 'about')."
    )


@pytest.mark.parametrize(
    ("today", "due"),
    [
        pytest.param(date(2089, 6, 1), (2089,), id="before the announcement only this year is due"),
        pytest.param(date(2089, 12, 14), (2089,), id="the day before too"),
        pytest.param(date(2089, 12, 15), (2089, 2090), id="from mid-December the next year is due"),
    ],
)
def test_a_missing_year_is_noticed_in_time(today: date, due: tuple[int, ...]) -> None:
    assert missing_years("CN", today) == due


@pytest.mark.parametrize("jurisdiction", HOLIDAYS)
def test_the_table_of_corrections_is_well_formed(jurisdiction: str) -> None:
    table = json.loads((calendars.FOLDER / f"{jurisdiction}.json").read_text(encoding="utf-8"))
    assert table["jurisdiction"] == jurisdiction
    for day, entry in table["days"].items():
        assert date.fromisoformat(day).isoformat() == day
        assert DayKind(entry["kind"])
        assert entry["source"]
        assert set(entry["names"]) == set(LANGUAGES)


@pytest.fixture
def _own_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[None]:
    names = {"zh-Hans": "试", "zh-Hant": "試", "en": "Trial"}
    days = {day: {"kind": kind, "names": names, "source": "test"} for day, kind in request.param["days"].items()}
    committed = json.loads((calendars.FOLDER / "CN.json").read_text(encoding="utf-8"))
    (tmp_path / "CN.json").write_text(json.dumps({**committed, **request.param, "days": days}), encoding="utf-8")
    monkeypatch.setattr(calendars, "FOLDER", tmp_path)
    calendars.forget()
    yield
    calendars.forget()


OVERRIDE = {"years": [2004, None], "complete_years": [], "days": {"2026-03-03": "holiday", "2026-01-01": "ordinary"}}
WHOLE_YEAR = {
    "years": [2004, None],
    "complete_years": [2090],
    "days": {"2090-01-01": "holiday", "2090-01-07": "workday"},
}


@pytest.mark.parametrize("_own_table", [OVERRIDE], indirect=True)
@pytest.mark.usefixtures("_own_table")
def test_the_table_adds_a_day_and_takes_one_away() -> None:
    assert kind_of("CN", date(2026, 3, 3)) is DayKind.HOLIDAY
    assert kind_of("CN", date(2026, 1, 1)) is DayKind.ORDINARY
    assert kind_of("CN", date(2026, 1, 2)) is DayKind.HOLIDAY


@pytest.mark.parametrize("_own_table", [WHOLE_YEAR], indirect=True)
@pytest.mark.usefixtures("_own_table")
def test_the_table_can_give_a_year_that_the_library_does_not_know() -> None:
    assert list(special_days("CN", 2090)) == [date(2090, 1, 1), date(2090, 1, 7)]


def test_every_break_in_the_mainland_is_one_run_of_days() -> None:
    days = [day for day, it in special_days("CN", 2026).items() if it.kind is DayKind.HOLIDAY]
    starts = [day for day in days if day - timedelta(days=1) not in days]
    assert len(starts) == 7
