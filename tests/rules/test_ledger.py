"""The ledger: what the log knew at the end of a day, counted by hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

import pytest

from stations.doors import Door, doors, ordinary_day
from stations.exchange.ledger_file import ledger_csv
from stations.hindsight import Hindsight
from stations.instants import at_local_time
from stations.ledger import Figures, Ledger, Looks, blank, day_end, median_hours, month_ends, sum_of
from stations.words import LANGUAGES

AS_OF = date(2026, 11, 26)
OPEN, CLOSED, UNKNOWN = Door.OPEN, Door.CLOSED, Door.UNKNOWN


@dataclass(frozen=True)
class Row:
    """A row of the log, as storage hands it on."""

    at: datetime
    kind: str
    subject: str = ""
    value: str = ""
    checked_by: str = "manager"
    listed: dict[str, list[str]] = field(default_factory=dict)


def noon(day: str) -> datetime:
    return at_local_time(date.fromisoformat(day), time(12), "CN")


def listed(day: str, **said: list[str]) -> Row:
    return Row(noon(day), "listed", listed=said, checked_by="")


def stated(day: str, subject: str, value: str, by: str = "manager") -> Row:
    return Row(noon(day), "stated", subject, value, by)


def confirmed(day: str, subjects: str, by: str = "manager") -> Row:
    return Row(noon(day), "confirmed", subjects, "", by)


def disputed(day: str, subject: str) -> Row:
    return Row(noon(day), "disputed", subject, "out-of-order", "driver")


def settled(day: str, subject: str, outcome: str) -> Row:
    return Row(noon(day), "settled", subject, outcome)


def figures(*stations: list[Row], as_of: date = AS_OF) -> Figures:
    found = blank(as_of)
    for rows in stations:
        found.count(rows, "CN")
    return found


PUBLISHED = ["available", "2026-04-09T00:00:00Z", "published"]
LISTED = listed("2026-04-10", aed=PUBLISHED, hot_water=PUBLISHED)


@pytest.mark.parametrize(
    ("rows", "amenities", "within", "never", "median_age"),
    [
        ([], 0, 0, 0, None),
        ([LISTED], 2, 0, 2, None),
        ([LISTED, confirmed("2026-11-20", "aed,hours")], 2, 1, 1, 6),
        ([LISTED, confirmed("2026-10-01", "aed,hot_water"), confirmed("2026-11-20", "hot_water")], 2, 1, 0, 6),
        ([LISTED, confirmed("2026-11-20", "aed,hot_water"), stated("2026-11-21", "aed", "available", "import")], 2, 1, 1, 6),
        ([LISTED, confirmed("2026-11-20", "aed", "import")], 2, 0, 2, None),
        ([LISTED, stated("2026-11-20", "aed", "out-of-order")], 2, 1, 1, 6),
        ([LISTED, stated("2026-11-20", "aed", "unknown")], 1, 0, 1, None),
        ([confirmed("2026-11-20", "aed")], 1, 1, 0, 6),
        ([confirmed("2026-11-20", "")], 0, 0, 0, None),
        ([listed("2026-11-01", aed=["available", "2026-10-30T00:00:00Z", "manager"])], 1, 1, 0, 27),
        ([LISTED, stated("2026-11-20", "hours", "24/7"), confirmed("2026-11-21", "access,position")], 2, 0, 2, None),
        ([listed("2026-11-27", aed=PUBLISHED)], 0, 0, 0, None),
    ],
    ids=[
        "no station yet", "a list is no look", "one confirmed, hours are no facility", "each by its own interval",
        "another value from a list is not looked at", "a list that confirms is no look", "out of order is looked at",
        "not known is no claim", "from before the log", "a confirmation of nothing", "listed by somebody on the spot",
        "hours, way in and position are no facilities", "noted a day later",
    ],
)  # fmt: skip
def test_looks_are_counted_as_of_the_end_of_the_day(
    rows: list[Row], amenities: int, within: int, never: int, median_age: int | None
) -> None:
    looks = figures(rows).looks
    assert (looks.amenities, looks.within, looks.never, looks.median_age) == (amenities, within, never, median_age)


@pytest.mark.parametrize(("day", "within"), [("2026-10-22", 0), ("2026-10-23", 1)])
def test_a_look_is_within_its_interval_until_the_interval_is_over(day: str, within: int) -> None:
    assert figures([confirmed(day, "aed")]).looks.within == within  # 35 days before the end of the day is the 22nd


def test_what_was_noted_later_is_not_known_yet() -> None:
    rows = [LISTED, confirmed("2026-11-10", "aed"), stated("2026-11-20", "aed", "unknown")]
    assert figures(rows, as_of=date(2026, 11, 9)).looks.within == 0
    assert figures(rows, as_of=date(2026, 11, 10)).looks.within == 1
    assert figures(rows, as_of=date(2026, 11, 19)).looks.amenities == 2
    assert figures(rows, as_of=date(2026, 11, 20)).looks.amenities == 1
    assert figures(rows, as_of=date(2026, 4, 9)).stations == 0
    assert figures(rows, as_of=date(2026, 4, 10)).stations == 1


def test_the_day_ends_at_midnight_on_the_clock_there() -> None:
    before, after = datetime(2026, 11, 26, 15, 59, 59, tzinfo=UTC), datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
    assert figures([Row(before, "confirmed", "aed")]).stations == 1
    assert figures([Row(after, "confirmed", "aed")]).stations == 0
    assert day_end(AS_OF) == after


def test_month_ends_go_back_over_the_year_and_end_with_the_day() -> None:
    ends = month_ends(date(2026, 3, 31))
    assert len(ends) == 12
    assert ends[:2] == [date(2025, 4, 30), date(2025, 5, 31)]
    assert ends[-3:] == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31)]


def test_each_month_tells_what_was_known_then() -> None:
    rows = [LISTED, confirmed("2026-09-20", "aed"), confirmed("2026-11-20", "aed,hot_water")]
    shares = [looks.share_within for looks in figures(rows).months]
    assert shares == [None] * 4 + [0, 0, 0, 0, 0, 0.5, 0, 1]


@pytest.mark.parametrize(
    ("rows", "mended"),
    [
        ([stated("2026-11-01", "aed", "out-of-order"), stated("2026-11-03", "aed", "available")], [48]),
        ([stated("2026-11-01", "aed", "absent"), stated("2026-11-02", "aed", "available")], [24]),
        ([stated("2026-11-01", "aed", "out-of-order"), stated("2026-11-02", "aed", "absent"),
          stated("2026-11-04", "aed", "available")], [72]),
        ([stated("2026-11-01", "aed", "out-of-order"), confirmed("2026-11-03", "aed")], []),
        ([stated("2026-11-01", "aed", "out-of-order"), stated("2026-11-03", "wifi", "available")], []),
        ([listed("2026-11-01", aed=["absent", "", "import"]), stated("2026-11-03", "aed", "available")], []),
        ([stated("2026-11-01", "aed", "out-of-order"), stated("2026-11-03", "aed", "available"),
          stated("2026-11-10", "aed", "out-of-order"), stated("2026-11-11", "aed", "available")], [48, 24]),
        ([stated("2025-11-01", "aed", "out-of-order"), stated("2025-11-03", "aed", "available")], []),
        ([stated("2025-11-01", "aed", "out-of-order"), stated("2026-11-01", "aed", "available")], [365 * 24]),
    ],
    ids=["broken", "gone", "from the first word", "still broken", "another facility", "listed so", "twice", "over a year ago",
         "ended within the year"],
)  # fmt: skip
def test_time_to_mend_runs_from_the_word_to_the_repair(rows: list[Row], mended: list[float]) -> None:
    assert figures(rows).mended == mended


@pytest.mark.parametrize(
    ("rows", "open_for", "took"),
    [
        ([disputed("2026-11-24", "aed")], [60], []),
        ([disputed("2026-11-24", "aed"), disputed("2026-11-25", "aed")], [60], []),
        ([disputed("2026-11-24", "aed"), settled("2026-11-25", "aed", "kept")], [], [24]),
        ([disputed("2026-11-24", "aed"), settled("2026-11-25", "wifi", "kept")], [60], []),
        ([disputed("2026-11-24", "aed"), settled("2026-11-25", "aed", "hidden")], [], []),
        ([disputed("2026-11-24", "aed"), settled("2026-11-25", "aed", "")], [], []),
        ([settled("2026-11-25", "aed", "kept")], [], []),
        ([disputed("2026-11-24", "aed"), settled("2026-11-27", "aed", "kept")], [60], []),
    ],
    ids=[
        "open",
        "noted twice",
        "kept",
        "another subject",
        "hidden",
        "fell by itself",
        "never a dispute",
        "settled later",
    ],
)
def test_disputes_are_open_until_somebody_answers(rows: list[Row], open_for: list[float], took: list[float]) -> None:
    found = figures(rows)
    assert (found.disputes, found.settled) == (open_for, took)


@pytest.mark.parametrize(("waits", "middle"), [([], None), ([5.0], 5.0), ([1.0, 9.0], 5.0), ([9.0, 1.0, 2.0], 2.0)])
def test_the_median_of_waits(waits: list[float], middle: float | None) -> None:
    assert median_hours(waits) == middle


@pytest.mark.parametrize(
    ("ages", "middle"), [({}, None), ({3: 1}, 3), ({1: 1, 9: 1}, 1), ({1: 1, 2: 5, 9: 2}, 2), ({0: 1, 50: 2}, 50)]
)
def test_the_median_of_ages_is_the_lower_middle_one(ages: dict[int, int], middle: int | None) -> None:
    looks = Looks(day_end(AS_OF))
    looks.ages.update(ages)
    assert looks.median_age == middle


# --- the door


def at(hours: str, day: date = AS_OF, jurisdiction: str = "CN") -> tuple[Door, Door, Door]:
    """At 23:00, 02:00 and 04:00."""
    found = doors(hours, jurisdiction, day)
    return found[23], found[2], found[4]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ("", (UNKNOWN, UNKNOWN, UNKNOWN)),
        ("24/7", (OPEN, OPEN, OPEN)),
        ("Mo-Fr 08:30-18:00", (CLOSED, CLOSED, CLOSED)),
        ("Mo-Su 04:00-23:00", (CLOSED, CLOSED, OPEN)),
        ("Mo-Su 20:00-03:00", (OPEN, OPEN, CLOSED)),
        ('Mo-Su 08:00-22:00, Mo-Su 22:00-08:00 open "QR"', (OPEN, OPEN, OPEN)),
        ('Mo-Su 08:00-22:00 "by appointment"', (CLOSED, CLOSED, CLOSED)),
        ('Mo-Su 22:00-05:00 "by appointment"', (UNKNOWN, UNKNOWN, UNKNOWN)),
        ("Sa,Su 00:00-24:00", (CLOSED, CLOSED, CLOSED)),
        ("not hours at all", (UNKNOWN, UNKNOWN, UNKNOWN)),
    ],
)
def test_what_one_finds_at_the_door_at_night(hours: str, expected: tuple[Door, Door, Door]) -> None:
    assert at(hours) == expected


@pytest.mark.parametrize(
    ("day", "jurisdiction", "ordinary"),
    [
        ("2026-11-26", "CN", "2026-11-26"),
        ("2026-11-23", "CN", "2026-11-20"),
        ("2026-11-22", "CN", "2026-11-20"),
        ("2026-10-08", "CN", "2026-09-30"),
        ("2026-10-09", "CN", "2026-10-09"),
        ("2026-12-25", "CN", "2026-12-25"),
        ("2026-12-25", "HK", "2026-12-24"),
    ],
    ids=["a Thursday", "Monday follows a weekend", "a Sunday", "the day after a holiday", "the day after that",
         "no holiday in the mainland", "a holiday in Hong Kong"],
)  # fmt: skip
def test_an_ordinary_working_day_follows_another(day: str, jurisdiction: str, ordinary: str) -> None:
    assert ordinary_day(jurisdiction, date.fromisoformat(day)) == date.fromisoformat(ordinary)


def test_where_no_calendar_is_known_no_door_is_called_closed_that_is_stated_open() -> None:
    assert ordinary_day("CN", date(2003, 6, 12)) == date(2003, 6, 12)
    assert doors("Mo-Fr 08:00-18:00", "CN", date(2003, 6, 12))[9] is UNKNOWN


def test_the_night_gap_counts_unknown_apart() -> None:
    found = figures(
        [listed("2026-11-01", hours=["Mo-Su 08:00-18:00", "", "import"])],
        [listed("2026-11-01", hours=["24/7", "", "import"])],
        [listed("2026-11-01", hours=["Mo-Su 04:00-12:00", "", "import"])],
        [listed("2026-11-01", aed=PUBLISHED)],
    )
    assert dict(found.door[4]) == {CLOSED: 1, OPEN: 2, UNKNOWN: 1}
    assert found.closed_share(4) == pytest.approx(1 / 3)
    assert found.closed_share(23) == pytest.approx(2 / 3)
    assert figures([LISTED]).closed_share(4) is None


def test_the_hours_of_that_day_count_not_those_of_now() -> None:
    rows = [
        listed("2026-06-01", hours=["Mo-Su 08:00-18:00", "", "import"]), stated("2026-10-20", "hours", "24/7"),
        stated("2026-11-20", "hours", ""),
    ]  # fmt: skip
    found = [figures(rows, as_of=day).door[4] for day in (date(2026, 9, 16), date(2026, 10, 22), AS_OF)]
    assert found == [{CLOSED: 1}, {OPEN: 1}, {UNKNOWN: 1}]


# --- together


def test_figures_add_up() -> None:
    one, other = (
        [LISTED, confirmed("2026-11-20", "aed")],
        [confirmed("2026-11-25", "wifi"), disputed("2026-11-26", "wifi")],
    )
    apart, together = sum_of([figures(one), figures(other)], AS_OF), figures(one, other)
    assert apart == together
    assert (together.stations, together.looks.amenities, together.looks.within) == (2, 3, 2)


def test_rows_out_of_order_are_read_in_order() -> None:
    rows = [LISTED, confirmed("2026-11-10", "aed"), stated("2026-11-20", "aed", "unknown")]
    assert figures(rows[::-1]) == figures(rows)


def test_hindsight_keeps_what_was_stated_when_older_rows_are_missing() -> None:
    station = Hindsight()
    station.note(stated("2026-11-01", "aed", "out-of-order"))
    station.note(confirmed("2026-11-02", "aed,wifi"))
    assert station.states == {"aed": "out-of-order", "wifi": ""}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_csv_has_a_row_of_all_and_one_a_district_with_empty_cells_for_what_cannot_be_told(lang: str) -> None:
    part = figures([LISTED, confirmed("2026-11-20", "aed")])
    lines = ledger_csv(Ledger(AS_OF, part, {"=珠海": part, "": figures([disputed("2026-11-26", "aed")])}), lang)
    rows = lines.decode("utf-8-sig").splitlines()
    assert len(rows) == 4
    assert rows[1].endswith(",2026-11-26,1,2,1,0.500,1,6,0,,0,,0,,0,0,1,0,0,1,0,0,1")
    assert rows[2].startswith("'=珠海,")
    assert rows[3].endswith(",2026-11-26,1,0,0,,0,,1,12.0,0,,0,,0,0,1,0,0,1,0,0,1")
