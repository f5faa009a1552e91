"""Stations out, and back in as they were."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

import geopandas
import pytest

from stations.amenities import Amenity, AmenityState, CheckedBy
from stations.claims import Claim, Judgement, Standing
from stations.errors import Code, InvalidInput
from stations.exchange.demo_stations import generate
from stations.exchange.station_columns import COLUMNS
from stations.exchange.station_export import cells_of, to_csv, to_geojson
from stations.exchange.station_file import StationRecord, read_station_file, with_masks
from stations.exchange.station_list import read_list
from stations.exchange.station_row import Options
from stations.geo import Datum, to_wgs84
from stations.schedule import DatedException, Schedule
from stations.settings import DATA
from stations.station import Audience, Contact, ParkingFee, Partner, Side

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
HZMB = read_station_file(DATA / "stations" / "hzmb.json", NOW).stations


def full() -> StationRecord:
    """A station with everything in it that can be said, and texts that a spreadsheet would run."""
    point = to_wgs84(22.21, 113.58, Datum.GCJ02)
    station = replace(
        HZMB[0].station,
        id="站-1.a",
        names={"zh-Hans": "=SUM(A1)", "zh-Hant": "+驛站", "en": 'A "quoted", name'},
        lat=point.lat,
        lng=point.lng,
        given_lat=22.21,
        given_lng=113.58,
        datum="gcj02",
        directions={"en": "@gate"},
        audience=Audience.MEMBERS,
        contact=Contact("+85223456789", "-ask"),
        partners=(Partner({"en": "A; union"}, "HK"),),
        schedule=Schedule(
            "CN",
            'Mo-Su 22:00-08:00 open "QR", Mo-Fr 08:00-22:00',
            "qr",
            (DatedException(date(2026, 12, 1), date(2026, 12, 2), None, "装修"),),
            datetime(2026, 11, 23, 1, 0, tzinfo=UTC),
            "停电",
            "Mo-Fr 08:00-20:00",
        ),
        is_demo=True,
        source="'quoted",
        version=1,
        side=Side.PORT,
        height_limit_m=4.25,
        parking_fee=ParkingFee.PAID,
        parking_note="-5 yuan",
        host={"zh-Hans": "=银行", "en": "A bank"},
        claims={
            "hours": Claim(
                CheckedBy.MANAGER, "", *(datetime(2026, month, 2, 3, 4, 5, tzinfo=UTC) for month in (9, 10, 8))
            ),
            "access": Claim(CheckedBy.PUBLISHED, "-a list", checked_at=datetime(2026, 1, 2, tzinfo=UTC)),
            "position": Claim(CheckedBy.IMPORT, "another list"),
        },
    )
    checked = datetime(2026, 11, 1, 3, 4, 5, tzinfo=UTC)
    return with_masks(
        station,
        (
            Amenity("aed", AmenityState.AVAILABLE, 2, "一楼", "=note", date(2027, 1, 1), date(2027, 2, 1), checked,
                    CheckedBy.MANAGER, datetime(2026, 10, 1, tzinfo=UTC), 1, observed_at=checked),
            Amenity("shower", AmenityState.OUT_OF_ORDER, checked_at=checked, checked_by=CheckedBy.PUBLISHED,
                    changed_at=checked, version=1, observed_at=checked),
            Amenity("tv", AmenityState.ABSENT, checked_by=CheckedBy.IMPORT, version=1),
            Amenity("wifi", AmenityState.UNKNOWN, note="问前台", checked_by=CheckedBy.IMPORT, version=1),
        ),
    )  # fmt: skip


def back(name: str, data: bytes) -> list[StationRecord | None]:
    return [row.record for row in read_list(name, data, Options("another source")).rows(NOW)]


def ordered(records: Iterable[StationRecord | None]) -> list[StationRecord]:
    """The records, with facilities in the order of their codes and of the same moment, to compare."""
    return [
        StationRecord(replace(one.station, updated_at=NOW), tuple(sorted(one.amenities, key=lambda it: it.facility)))
        for one in records
        if one
    ]


SETS = {"the two stations": HZMB, "everything": (full(),), "demo": tuple(generate(300, 7))}


@pytest.mark.parametrize("records", SETS.values(), ids=SETS.keys())
@pytest.mark.parametrize(("name", "write"), [("a.csv", to_csv), ("a.geojson", to_geojson)], ids=["CSV", "GeoJSON"])
def test_what_goes_out_comes_back_the_same(name: str, write: object, records: tuple[StationRecord, ...]) -> None:
    data = b"".join(write(records))  # type: ignore[operator]
    assert ordered(back(name, data)) == ordered(records)


DOUBTFUL = dict.fromkeys(("aed", "hours", "access"), Judgement(Standing.FADED))


@pytest.mark.parametrize(("name", "write"), [("a.csv", to_csv), ("a.geojson", to_geojson)], ids=["CSV", "GeoJSON"])
def test_what_is_not_believed_goes_out_as_unknown_and_comes_back_as_stated(name: str, write: object) -> None:
    record = replace(full(), judgements=DOUBTFUL)
    cells = cells_of(record)
    assert [cells[column] for column in ("opening_hours", "host_hours", "audience", "way_in")] == [""] * 4
    assert (cells["facilities"], cells["facilities_unknown"]) == ("", "aed,wifi")
    data = b"".join(write([record]))  # type: ignore[operator]
    assert ordered(back(name, data)) == ordered([record])


@pytest.mark.parametrize(
    "claims",
    ["{", "[]", '{"hours": 1}', '{"hours": {"value": 1}}', '{"hours": {"value": {"opening_hours": 1}}}',
     '{"hours": {"by": "nobody"}}', '{"hours": {"checked_at": "soon"}}'],
)  # fmt: skip
def test_damaged_claims_are_left_out_and_pointed_out(claims: str) -> None:
    headers, cells = csv.reader(io.StringIO(b"".join(to_csv([full()])).decode("utf-8-sig")))
    row = dict(zip(headers, cells, strict=True)) | {"claims": claims}
    out = io.StringIO()
    csv.writer(out).writerows([list(row), list(row.values())])
    (read,) = read_list("a.csv", out.getvalue().encode(), Options("a list")).rows(NOW)
    assert {problem.field for problem in read.warnings} == {"claims"}
    assert read.record is not None
    assert read.record.station.schedule.opening_hours == full().station.schedule.opening_hours


def test_no_cell_is_a_formula() -> None:
    text = b"".join(to_csv([full()])).decode("utf-8-sig")
    headers, cells = csv.reader(io.StringIO(text))
    assert tuple(headers) == COLUMNS
    risky = [cell for name, cell in zip(headers, cells, strict=True) if cell.startswith(("=", "+", "-", "@"))]
    assert risky == []


def test_geojson_is_in_wgs84_with_longitude_first() -> None:
    record = full()
    feature = json.loads(b"".join(to_geojson([record])))["features"][0]
    assert feature["geometry"]["coordinates"] == [round(record.station.lng, 7), round(record.station.lat, 7)]
    assert (feature["id"], feature["properties"]["datum"]) == ("站-1.a", "gcj02")


def test_nothing_goes_out_as_an_empty_file_of_its_kind() -> None:
    assert b"".join(to_csv([])).decode("utf-8-sig").strip() == ",".join(COLUMNS)
    assert json.loads(b"".join(to_geojson([]))) == {"type": "FeatureCollection", "features": []}


def test_a_large_set_goes_out_while_it_is_read() -> None:
    taken = 0

    def counted() -> Iterable[StationRecord]:
        nonlocal taken
        for record in HZMB * 1000:
            taken += 1
            yield record

    pieces = iter(to_csv(counted()))
    for _ in range(5):
        next(pieces)
    assert taken < 10


# --- the formats of geographers

PLACES = {"name": ["驿站甲", "驿站乙"], "开放时间": ["24小时", None], "phone": [None, "2345 6789"]}


@pytest.mark.parametrize(("suffix", "driver"), [(".gpkg", "GPKG"), (".parquet", ""), (".geojson", "GeoJSON")])
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:2326"])
def test_points_in_any_coordinate_system_are_made_wgs84(tmp_path: object, suffix: str, driver: str, crs: str) -> None:
    if suffix == ".geojson":
        crs = "EPSG:4326"  # RFC 7946 §4 knows no other
    frame = geopandas.GeoDataFrame(
        PLACES, geometry=geopandas.points_from_xy([114.16, 114.17], [22.28, 22.29]), crs="EPSG:4326"
    )
    path = f"{tmp_path}/list{suffix}"
    if driver:
        frame.to_crs(crs).to_file(path, driver=driver)
    else:
        frame.to_crs(crs).to_parquet(path)
    with open(path, "rb") as file:
        sheet = read_list(path, file.read(), Options("list", jurisdiction="HK"))
    found = [row.record for row in sheet.rows(NOW)]
    assert [(round(it.station.lat, 6), round(it.station.lng, 6)) for it in found if it] == [
        (22.28, 114.16),
        (22.29, 114.17),
    ]
    assert [it.station.schedule.opening_hours for it in found if it] == ["24/7", None]
    assert [it.station.contact.phone for it in found if it] == ["", "+85223456789"]


@pytest.mark.parametrize("name", ["a.geojson", "a.json", "a.gpkg", "a.parquet", "a.zip"])
@pytest.mark.parametrize("data", [b"junk", b'{"features": [', b"PK\x03\x04", b"\xff\xfe\x00"])
def test_a_damaged_file_is_refused_in_words_of_ours(name: str, data: bytes) -> None:
    with pytest.raises(InvalidInput) as caught:
        list(read_list(name, data, Options("list", jurisdiction="CN")).rows(NOW))
    assert caught.value.code in (Code.INVALID, Code.FILE_COLUMNS)


@pytest.mark.parametrize(
    "geometry",
    [None, {}, {"type": "Point"}, {"type": "Point", "coordinates": ["a", "b"]}, {"type": "LineString",
     "coordinates": [[1, 2], [3, 4]]}, {"type": "Point", "coordinates": []}],
)  # fmt: skip
def test_a_feature_that_is_no_point_is_a_row_without_a_position(geometry: object) -> None:
    feature = {"type": "Feature", "geometry": geometry, "properties": {"name": "驿站"}}
    data = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    (row,) = read_list("a.geojson", data, Options("list", jurisdiction="CN")).rows(NOW)
    assert [problem.code for problem in row.problems] == [Code.REQUIRED]
