"""Marks: what tells an editor that somebody changed the same part."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from stations.edits import Part, mark, with_exception
from stations.hours import DatedException
from stations.station import Audience, Contact, ParkingFee, Side, Station
from tests.storage.conftest import make_station

AT = datetime(2026, 11, 23, tzinfo=UTC)
CHRISTMAS = DatedException(date(2026, 12, 25), date(2026, 12, 25))


def _with(part: Part, station: Station) -> Station:
    schedule = station.schedule
    return {
        Part.HOURS: replace(station, schedule=replace(schedule, opening_hours="24/7")),
        Part.CLOSURE: replace(station, schedule=replace(schedule, closed_until=AT)),
        Part.EXCEPTIONS: replace(station, schedule=replace(schedule, exceptions=(CHRISTMAS,))),
        Part.ACCESS: replace(station, audience=Audience.ANYONE),
        Part.CONTACT: replace(station, contact=Contact("+8675612345678")),
        Part.POSITION: replace(station, lat=22.3),
    }[part]


@pytest.mark.parametrize(
    "change",
    [
        {"directions": {"en": "left"}},
        {"side": Side.PORT},
        {"height_limit_m": 4.2},
        {"parking_fee": ParkingFee.FREE},
        {"parking_note": "fines"},
        {"host": {"en": "bank"}},
    ],
    ids=str,
)
def test_everything_about_getting_in_counts_to_the_same_part(change: dict[str, object]) -> None:
    before = make_station("one")
    after = replace(before, **change)  # type: ignore[arg-type]
    assert {it for it in Part if mark(before, it) != mark(after, it)} == {Part.ACCESS}


@pytest.mark.parametrize("part", Part)
def test_a_change_of_one_part_changes_its_mark_and_no_other(part: Part) -> None:
    before = make_station("one")
    after = _with(part, before)
    assert {it for it in Part if mark(before, it) != mark(after, it)} == {part}


def test_a_mark_does_not_depend_on_when_or_how_often_the_station_was_edited() -> None:
    before = make_station("one")
    after = replace(before, version=7, updated_at=AT, offered=1)
    assert all(mark(before, part) == mark(after, part) for part in Part)


def test_an_exception_that_is_said_again_is_there_once_and_last() -> None:
    other = replace(CHRISTMAS, reason="other")
    assert with_exception((CHRISTMAS, other), CHRISTMAS, date(2026, 11, 22)) == (other, CHRISTMAS)
