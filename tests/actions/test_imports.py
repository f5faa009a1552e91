"""Importing a list: first what it would do, then all of its good rows or nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from stations.access import Access, access_of
from stations.actions import care, care_station, export, imports
from stations.actions.find import Query, find
from stations.actions.imports import Counts, ImportPreview
from stations.actions.station import see
from stations.amenities import AmenityState, CheckedBy
from stations.edits import AmenityChange, Part
from stations.errors import Code, Forbidden, NotFound, Refused
from stations.exchange.station_csv import read_csv
from stations.exchange.station_export import to_csv
from stations.exchange.station_file import StationRecord
from stations.exchange.station_row import Options
from stations.exchange.station_sheet import Sheet
from stations.geo import Datum
from stations.roles import SYSTEM, Actor, Role
from stations.station import Side
from stations.storage import audit
from stations.storage.engine import Database

LATER = timedelta(days=1)
HEADERS = "id,name,address,lat,lng,opening_hours,phone,facilities"
TEA = "tea,茶水站,人民路1号,22.27,113.55,08:00-20:00,,aed"
REST = "rest,歇脚站,人民路2号,22.28,113.56,,0756-8888888,"
SWAPPED = "swapped,反了,人民路3号,113.55,22.27,,,"


def sheet(*lines: str, headers: str = HEADERS, **options: Any) -> Sheet:
    told = {"jurisdiction": "CN", "datum": Datum.WGS84} | options
    return read_csv("\n".join((headers, *lines)).encode(), Options(told.pop("source", "list"), **told))


def seen(db: Database, now: datetime, given: Sheet) -> ImportPreview:
    result = imports.preview(db, SYSTEM, now, given)
    assert isinstance(result, ImportPreview)
    return result


def imported(db: Database, now: datetime, *lines: str, **options: Any) -> Counts:
    given = sheet(*lines, **options)
    result = imports.apply(db, SYSTEM, now, given, seen(db, now, given), without_wrong_rows=True)
    assert isinstance(result, Counts)
    return result


def station(db: Database, now: datetime, station_id: str) -> StationRecord:
    view = see(db, now, station_id)
    return next(record for record in export.each_station(db) if record.station.id == view.station.id)


def amenity(db: Database, now: datetime, station_id: str, code: str = "aed") -> Any:
    return next((one for one in station(db, now, station_id).amenities if one.facility == code), None)


def manager_of(station_id: str) -> Actor:
    return Actor(Role.MANAGER, "manager-9", frozenset({station_id}), "站长")


def test_a_preview_counts_and_changes_nothing(db: Database, now: datetime) -> None:
    before = list(export.each_station(db))
    preview = seen(db, now, sheet(TEA, REST, SWAPPED))
    assert preview.counts == Counts(new=2, wrong=1)
    assert [(row.line, row.label, [p.code for p in row.problems]) for row in preview.wrong] == [
        (4, "反了", [Code.COORDINATES_SWAPPED])
    ]
    assert list(export.each_station(db)) == before


def test_a_list_with_wrong_rows_goes_in_only_when_the_administrator_says_so(db: Database, now: datetime) -> None:
    given = sheet(TEA, SWAPPED)
    preview = seen(db, now, given)
    assert imports.apply(db, SYSTEM, now, given, preview) == Refused(Code.FILE_ROWS_WRONG)
    with pytest.raises(NotFound):
        see(db, now, "tea")
    assert imports.apply(db, SYSTEM, now, given, preview, without_wrong_rows=True) == Counts(new=1, wrong=1)
    assert see(db, now, "tea").station.names == {"zh-Hans": "茶水站"}


def test_what_is_applied_must_be_what_was_previewed(db: Database, now: datetime) -> None:
    preview = seen(db, now, sheet(TEA))
    assert imports.apply(db, SYSTEM, now, sheet(REST), preview) == Refused(Code.CHANGED_MEANWHILE)
    other_datum = sheet(TEA, datum=Datum.GCJ02)
    assert imports.apply(db, SYSTEM, now, other_datum, preview) == Refused(Code.CHANGED_MEANWHILE)


def test_a_list_that_does_not_say_its_datum_waits_for_somebody_who_knows(db: Database, now: datetime) -> None:
    result = imports.preview(db, SYSTEM, now, sheet(TEA, datum=None, jurisdiction=None))
    assert result == Refused(Code.FILE_COLUMNS, {"columns": "datum, jurisdiction"}, "file")


def test_an_imported_station_is_found_and_says_only_what_the_list_said(db: Database, now: datetime) -> None:
    imported(db, now, TEA, REST)
    assert [one.station.id for one in find(db, now, Query(text="茶水")).found] == ["tea"]
    assert [one.station.id for one in find(db, now, Query(text="人民路", facilities=("aed",))).found] == ["tea"]
    rest = station(db, now, "rest")
    assert rest.station.schedule.opening_hours is None
    assert rest.station.contact.phone == "+867568888888"
    assert rest.amenities == ()
    assert amenity(db, now, "tea").checked_by is CheckedBy.IMPORT
    assert amenity(db, now, "tea").checked_at is None  # the list did not say when anybody looked


def test_the_same_list_again_refreshes_nothing(db: Database, now: datetime) -> None:
    imported(db, now, TEA, REST)
    before = list(export.each_station(db))
    assert imported(db, now + LATER, TEA, REST) == Counts(unchanged=2)
    assert list(export.each_station(db)) == before


def test_a_list_changes_what_it_fills_in_and_nothing_else(db: Database, now: datetime) -> None:
    imported(db, now, TEA, REST)
    assert imported(db, now + LATER, "tea,茶水站,,22.30,113.55,,,", "rest,歇脚站,人民路9号,22.28,113.56,,,") == Counts(
        changed=2
    )
    tea, rest = station(db, now, "tea"), station(db, now, "rest")
    assert (tea.station.lat, tea.station.address) == (22.30, {"zh-Hans": "人民路1号"})
    assert tea.station.schedule.opening_hours == "08:00-20:00"
    assert tea.station.updated_at == now + LATER
    assert amenity(db, now, "tea").state is AmenityState.AVAILABLE
    assert rest.station.address == {"zh-Hans": "人民路9号"}
    assert rest.station.contact.phone == "+867568888888"


def test_the_given_pair_and_wgs84_are_both_kept(db: Database, now: datetime) -> None:
    imported(db, now, "amap,高德,,34.819187,113.564525,,,", datum=Datum.GCJ02)
    told = station(db, now, "amap").station
    assert (told.given_lat, told.given_lng, told.datum) == (34.819187, 113.564525, "gcj02")
    assert (round(told.lat, 4), round(told.lng, 4)) == (34.8203, 113.5584)


def test_a_managers_word_about_a_facility_outlives_the_list(db: Database, now: datetime) -> None:
    imported(db, now, TEA)
    broken = AmenityChange("aed", 1, AmenityState.OUT_OF_ORDER)
    care.set_amenity(db, manager_of("tea"), now, "tea", broken)
    assert imported(db, now + LATER, TEA) == Counts(unchanged=1)
    assert amenity(db, now, "tea").state is AmenityState.OUT_OF_ORDER


@pytest.mark.parametrize(
    ("days", "state"),
    [(-1, AmenityState.OUT_OF_ORDER), (2, AmenityState.AVAILABLE)],
    ids=["checked before the manager", "checked after the manager"],
)
def test_only_a_later_look_wins_over_a_manager(db: Database, now: datetime, days: int, state: AmenityState) -> None:
    imported(db, now, TEA)
    care.set_amenity(db, manager_of("tea"), now, "tea", AmenityChange("aed", 1, AmenityState.OUT_OF_ORDER))
    imported(db, now + 5 * LATER, TEA, checked_on=(now + timedelta(days=days)).date())
    assert amenity(db, now, "tea").state is state


def test_a_list_may_correct_an_earlier_list(db: Database, now: datetime) -> None:
    imported(db, now, TEA)
    headers = "id,name,lat,lng,facilities_absent"
    assert imported(db, now, "tea,茶水站,22.27,113.55,aed", headers=headers) == Counts(changed=1)
    assert amenity(db, now, "tea").state is AmenityState.ABSENT
    assert find(db, now, Query(text="茶水", facilities=("aed",))).found == ()


def test_hours_that_a_manager_set_are_not_taken_back_by_a_list(db: Database, now: datetime) -> None:
    imported(db, now, TEA)
    manager = manager_of("tea")
    mark = care.see_for_care(db, manager, now, "tea").marks[Part.HOURS]
    care_station.set_hours(db, manager, now, "tea", mark, "Mo-Su 06:00-23:00")
    changed = TEA.replace("08:00-20:00", "09:00-17:00").replace("1号", "7号")
    assert imported(db, now + LATER, changed) == Counts(changed=1)
    told = station(db, now, "tea").station
    assert told.schedule.opening_hours == "Mo-Su 06:00-23:00"
    assert told.address == {"zh-Hans": "人民路7号"}


ACCESS_HEADERS = "id,name,lat,lng,side,height_limit_m,parking_fee,parking_note,host,audience"
ACCESS_ROW = "tea,茶水站,22.27,113.55,port,4.2,paid,过夜另收,工商银行,drivers"


def test_what_a_manager_said_of_getting_in_is_not_taken_back_by_a_list(db: Database, now: datetime) -> None:
    imported(db, now, ACCESS_ROW, headers=ACCESS_HEADERS)
    assert access_of(station(db, now, "tea").station) == Access(
        audience="drivers",
        side="port",
        height_limit_m=4.2,
        parking_fee="paid",
        parking_note="过夜另收",
        host={"zh-Hans": "工商银行"},
    )
    manager, mine = manager_of("tea"), Access(side="cn", parking_fee="free", host={"en": "A clinic"})
    mark = care.see_for_care(db, manager, now, "tea").marks[Part.ACCESS]
    care_station.set_access(db, manager, now, "tea", mark, mine)
    assert imported(db, now + LATER, ACCESS_ROW, headers=ACCESS_HEADERS) == Counts(unchanged=1)
    assert access_of(station(db, now, "tea").station) == mine


def test_a_list_that_moves_a_station_over_the_border_leaves_its_side_unknown(db: Database, now: datetime) -> None:
    imported(db, now, "tea,茶水站,22.27,113.55,cn,,,,,", headers=ACCESS_HEADERS)
    imported(db, now, "tea,茶水站,22.30,114.17,,,,,,", headers=ACCESS_HEADERS, jurisdiction="HK")
    moved = station(db, now, "tea").station
    assert (moved.jurisdiction, moved.side) == ("HK", Side.UNKNOWN)


@pytest.mark.parametrize(
    ("row", "source", "told"),
    [
        ("new,茶水站,,22.2703,113.55,,,", "list", ("茶水站", 33)),
        ("new,别的站,,22.2703,113.55,,,", "list", None),
        ("new,别的站,,22.2703,113.55,,,", "another list", ("茶水站", 33)),
        ("new,茶水站,,22.2706,113.55,,,", "another list", None),
        ("tea,茶水站,,22.27,113.55,,,", "list", None),
    ],
    ids=["same name", "another name", "another source", "farther than 50 m", "the station itself"],
)
def test_a_new_station_beside_one_that_is_there_is_pointed_out_and_still_imported(
    db: Database, now: datetime, row: str, source: str, told: tuple[str, int] | None
) -> None:
    imported(db, now, TEA)
    given = sheet(row, source=source)
    preview = seen(db, now, given)
    assert [(report.line, dict(report.problems[0].args)) for report in preview.beside] == (
        [(2, {"name": told[0], "metres": told[1]})] if told else []
    )
    assert preview.counts.good == 1
    assert isinstance(imports.apply(db, SYSTEM, now, given, preview), Counts)


def test_a_list_from_elsewhere_cannot_take_over_a_station_by_its_id(db: Database, now: datetime) -> None:
    before = list(export.each_station(db))
    preview = seen(db, now, sheet("hzmb-port,冒名,别处,22.1,113.5,,,"))
    assert preview.counts == Counts(wrong=1)
    assert preview.wrong[0].problems[0].code is Code.ROW_OTHER_SOURCE
    assert list(export.each_station(db)) == before


def test_without_ids_the_same_source_meets_its_own_stations_again(db: Database, now: datetime) -> None:
    headers, row = "name,lat,lng,address", "无编号站,22.27,113.55,"
    assert imported(db, now, row, headers=headers) == Counts(new=1)
    assert imported(db, now, row + "新地址", headers=headers) == Counts(changed=1)
    assert imported(db, now, row, headers=headers, source="another list") == Counts(new=1)


def test_names_that_repeat_and_words_that_nobody_knows_are_counted(db: Database, now: datetime) -> None:
    rows = [f"r{n},同名站,,22.27,113.{n},,,充电;饮水" for n in range(50, 54)]
    preview = seen(db, now, sheet(*rows))
    assert preview.repeated_names == 3
    assert preview.unknown_words == {"充电": 4}
    assert seen(db, now, sheet(*rows, meanings={"充电": "phone_charging"})).counts == Counts(new=4)


def test_what_cannot_be_understood_is_left_open_and_told(db: Database, now: datetime) -> None:
    given = sheet("odd,怪站,,22.27,113.55,看心情,138****0000,")
    preview = seen(db, now, given)
    assert preview.counts == Counts(new=1)
    assert {p.code for p in preview.partial[0].problems} == {Code.HOURS_INVALID, Code.PHONE_INVALID}
    imported(db, now, "odd,怪站,,22.27,113.55,看心情,138****0000,")
    told = station(db, now, "odd").station
    assert (told.schedule.opening_hours, told.contact.phone) == (None, "")


def test_what_is_exported_comes_back_as_it_was(db: Database, now: datetime, manager: Actor) -> None:
    closing = now + timedelta(hours=3)
    view = care.see_for_care(db, manager, now, "hzmb-truck-drivers")
    care_station.close_until(db, manager, now, "hzmb-truck-drivers", view.marks[Part.CLOSURE], closing, "=停电")
    imported(db, now, TEA, REST, checked_on=datetime(2026, 11, 1, tzinfo=UTC).date())
    content = b"".join(to_csv(export.each_station(db)))
    given = read_csv(content, Options("elsewhere"))
    assert seen(db, now + LATER, given).counts == Counts(unchanged=4)


def test_the_trail_holds_counts_and_the_stations_that_changed(db: Database, now: datetime) -> None:
    imported(db, now, TEA, REST)
    imported(db, now, TEA.replace("1号", "7号"), REST)
    entries = db.read(lambda tx: audit.latest(tx, action="station"))
    assert [(entry.action, entry.subject) for entry in entries if entry.station_id] == [("station.imported", "tea")]
    lists = [entry.detail for entry in entries if entry.action == "stations.imported"]
    assert lists == [
        {"new": 0, "changed": 1, "unchanged": 1, "wrong": 0},
        {"new": 2, "changed": 0, "unchanged": 0, "wrong": 0},
    ]


@pytest.mark.parametrize("who", ["driver", "manager", "staff"])
def test_only_administrators_import(db: Database, now: datetime, request: pytest.FixtureRequest, who: str) -> None:
    actor, given = request.getfixturevalue(who), sheet(TEA)
    with pytest.raises(Forbidden):
        imports.preview(db, actor, now, given)
    with pytest.raises(Forbidden):
        imports.apply(db, actor, now, given, seen(db, now, given))
