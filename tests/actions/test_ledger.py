"""The ledger over a real log: before and after a change, and what is no look."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from stations.actions import imports, ledger, report
from stations.actions.care import confirm_all, see_for_care, set_amenity
from stations.actions.care_station import set_hours
from stations.actions.concerns import answer, hide, my_concerns
from stations.actions.demo import add_demo_stations
from stations.amenities import AmenityState
from stations.concerns import Outcome
from stations.doors import Door
from stations.edits import AmenityChange, Part
from stations.errors import Code, Forbidden, InvalidInput, Refused
from stations.exchange.demo_stations import generate
from stations.exchange.station_csv import read_csv
from stations.exchange.station_row import Options
from stations.geo import Datum
from stations.ledger import Figures, Ledger
from stations.reports import ReportKind, Sending
from stations.roles import SYSTEM, Actor
from stations.storage import claim_log
from stations.storage.engine import Database
from tests.conftest import PORT, TRUCK

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
LISTED_ON = date(2026, 11, 22)
_PUBLISHED = 4  # AED, first-aid kit, nursing room and rest area, at each of the two stations


def read(db: Database, admin: Actor, now: datetime, day: date) -> Ledger:
    return ledger.read_ledger(db, admin, now, day)


def whole(db: Database, admin: Actor, now: datetime, day: date) -> Figures:
    return read(db, admin, now, day).whole


def look_around(db: Database, actor: Actor, at: datetime, station_id: str = TRUCK) -> None:
    assert not isinstance(confirm_all(db, actor, at, station_id, see_for_care(db, actor, at, station_id).seen), Refused)


@pytest.mark.parametrize("who", ["driver", "manager", "staff", "system"])
def test_only_administrators_read_the_ledger(
    db: Database, now: datetime, request: pytest.FixtureRequest, who: str
) -> None:
    actor = SYSTEM if who == "system" else request.getfixturevalue(who)
    with pytest.raises(Forbidden):
        ledger.read_ledger(db, actor, now, LISTED_ON)


@pytest.mark.parametrize("day", [date(2026, 11, 23), date(1999, 1, 1), date(9999, 12, 31), date.min])
def test_a_day_to_come_or_long_past_is_refused(db: Database, admin: Actor, now: datetime, day: date) -> None:
    with pytest.raises(InvalidInput) as refusal:
        ledger.read_ledger(db, admin, now, day)
    assert (refusal.value.code, refusal.value.field) == (Code.DATE_INVALID, "as_of")


def test_what_was_published_is_listed_and_nobody_has_looked(db: Database, admin: Actor, now: datetime) -> None:
    found = read(db, admin, now, LISTED_ON)
    looks = found.whole.looks
    assert (found.whole.stations, looks.amenities, looks.within, looks.never) == (2, 2 * _PUBLISHED, 0, 2 * _PUBLISHED)
    assert found.whole.door[4] == {Door.UNKNOWN: 2}
    assert sum(one.stations for one in found.districts.values()) == 2
    assert read(db, admin, now, LISTED_ON - DAY).districts == {}


def test_as_of_before_and_after_a_look(db: Database, admin: Actor, manager: Actor, now: datetime) -> None:
    later = now + 10 * DAY
    look_around(db, manager, now + 2 * DAY)
    before, after = (whole(db, admin, later, LISTED_ON + n * DAY).looks for n in (1, 2))
    assert (before.within, after.within) == (0, _PUBLISHED)
    much_later = whole(db, admin, now + 60 * DAY, LISTED_ON + 50 * DAY).looks
    assert (much_later.within, much_later.median_age) == (2, 48)  # the two rooms are believed for 60 days


def test_the_past_stays_as_it_was_when_something_changes(
    db: Database, admin: Actor, manager: Actor, now: datetime
) -> None:
    later = now + 10 * DAY
    look_around(db, manager, now + DAY)
    then = whole(db, admin, later, LISTED_ON + DAY)
    set_amenity(db, manager, now + 3 * DAY, TRUCK, AmenityChange("aed", 1, AmenityState.UNKNOWN))
    mark = see_for_care(db, manager, now + 3 * DAY, TRUCK).marks[Part.HOURS]
    set_hours(db, manager, now + 3 * DAY, TRUCK, mark, "24/7")
    assert whole(db, admin, later, LISTED_ON + DAY) == then
    now_known = whole(db, admin, later, LISTED_ON + 3 * DAY)
    assert now_known.looks.amenities == then.looks.amenities - 1
    assert (then.door[4][Door.OPEN], now_known.door[4][Door.OPEN]) == (0, 1)


def test_time_to_mend_and_to_answer(db: Database, admin: Actor, manager: Actor, now: datetime) -> None:
    set_amenity(db, manager, now, TRUCK, AmenityChange("aed", 1, AmenityState.OUT_OF_ORDER))
    set_amenity(db, manager, now + 5 * HOUR, TRUCK, AmenityChange("aed", 2, AmenityState.AVAILABLE))
    found_otherwise(db, now + 6 * HOUR)
    disputed = whole(db, admin, now + DAY, LISTED_ON)
    assert disputed.disputes == [8]  # from 16:00 until midnight
    concern = my_concerns(db, manager)[0].concern
    answer(db, manager, now + 9 * HOUR, concern.id, Outcome.FIXED)
    settled = whole(db, admin, now + DAY, LISTED_ON)
    assert (settled.mended, settled.disputes, settled.settled) == ([5], [], [3])


def found_otherwise(db: Database, at: datetime) -> None:
    for number in range(2):
        sending = Sending(TRUCK, ReportKind.BROKEN, "aed", at, f"device-0000000{number:04}", f"key-{number:016}")
        assert not isinstance(report.send(db, at, "192.0.2.7", sending), Refused)


def test_a_dispute_that_falls_with_a_hidden_report_was_never_answered(
    db: Database, admin: Actor, manager: Actor, now: datetime
) -> None:
    look_around(db, manager, now)
    found_otherwise(db, now + HOUR)
    assert len(whole(db, admin, now + DAY, LISTED_ON).disputes) == 1
    hide(db, admin, now + 2 * HOUR, my_concerns(db, manager)[0].reports[0].id, "spam")
    found = whole(db, admin, now + DAY, LISTED_ON)
    assert (found.disputes, found.settled) == ([], [])


def imported(db: Database, at: datetime, *rows: str) -> imports.Counts:
    text = "\n".join(("id,name,district,lat,lng,opening_hours,facilities", *rows))
    sheet = read_csv(text.encode(), Options("list", jurisdiction="CN", datum=Datum.WGS84))
    preview = imports.preview(db, SYSTEM, at, sheet)
    assert isinstance(preview, imports.ImportPreview)
    counts = imports.apply(db, SYSTEM, at, sheet, preview)
    assert isinstance(counts, imports.Counts)
    return counts


TEA = "tea,茶水站,香洲区,22.27,113.55,08:00-20:00,aed;wifi"


def test_a_list_that_comes_in_again_refreshes_nothing(db: Database, admin: Actor, now: datetime) -> None:
    assert imported(db, now, TEA).new == 1
    look_around(db, admin, now, "tea")
    first = read(db, admin, now, LISTED_ON).districts["香洲区"].looks
    assert (first.amenities, first.within, first.never) == (2, 2, 0)
    logged, later = db.read(claim_log.last_id), now + 40 * DAY
    assert imported(db, later, TEA).unchanged == 1
    assert db.read(claim_log.last_id) == logged
    after = read(db, admin, later, LISTED_ON + 40 * DAY).districts["香洲区"].looks
    assert (after.amenities, after.within, after.median_age) == (2, 0, 40)


def test_hours_and_facilities_that_a_list_brings_are_known_from_then_on_and_not_looked_at(
    db: Database, admin: Actor, now: datetime
) -> None:
    imported(db, now, TEA)
    imported(db, now + 2 * DAY, TEA.replace("08:00-20:00", "24/7").replace("wifi", "wifi;toilet"))
    before, after = (read(db, admin, now + 3 * DAY, LISTED_ON + n * DAY).districts["香洲区"] for n in (1, 2))
    assert (before.looks.amenities, before.looks.never) == (2, 2)
    assert (after.looks.amenities, after.looks.never) == (3, 3)
    assert (dict(before.door[4]), dict(after.door[4])) == ({Door.CLOSED: 1}, {Door.OPEN: 1})


def test_all_is_the_sum_of_the_districts(db: Database, admin: Actor, manager: Actor, now: datetime) -> None:
    add_demo_stations(db, SYSTEM, now, generate(250, 4))
    look_around(db, manager, now)
    found = read(db, admin, now, LISTED_ON)
    assert found.whole.stations == 252
    assert len(found.districts) > 3
    for name in ("amenities", "within", "never"):
        assert sum(getattr(one.looks, name) for one in found.districts.values()) == getattr(found.whole.looks, name)
    assert list(found.districts) == sorted(found.districts, key=lambda it: (-found.districts[it].stations, it))


def test_what_was_worked_out_is_kept_until_something_is_claimed(
    db: Database, admin: Actor, manager: Actor, now: datetime
) -> None:
    first = read(db, admin, now, LISTED_ON)
    assert read(db, admin, now, LISTED_ON) is first
    assert read(db, admin, now, LISTED_ON - DAY) is not first
    look_around(db, manager, now, TRUCK)
    fresh = read(db, admin, now, LISTED_ON)
    assert fresh is not first
    assert fresh.whole.looks.within == _PUBLISHED
    add_demo_stations(db, SYSTEM, now, generate(3, 1))
    assert read(db, admin, now, LISTED_ON).whole.stations == 5


def test_a_station_that_moved_to_another_district_counts_there(db: Database, admin: Actor, now: datetime) -> None:
    imported(db, now, TEA)
    assert "香洲区" in read(db, admin, now, LISTED_ON).districts
    imported(db, now, TEA.replace("香洲区", "金湾区"))
    districts = read(db, admin, now, LISTED_ON).districts
    assert "金湾区" in districts
    assert "香洲区" not in districts


def test_the_other_station_is_left_alone(db: Database, admin: Actor, manager: Actor, now: datetime) -> None:
    look_around(db, manager, now)
    assert whole(db, admin, now, LISTED_ON).looks.never == _PUBLISHED
    look_around(db, admin, now, PORT)
    assert whole(db, admin, now, LISTED_ON).looks.never == 0
