"""Lists of stations as they come: encodings, delimiters, columns, hours, and rows with their reasons."""

from __future__ import annotations

import codecs
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from stations.access import Access, access_of
from stations.amenities import AmenityState
from stations.errors import Code, InvalidInput
from stations.exchange.facility_words import meanings_of
from stations.exchange.stated_hours import stated_hours
from stations.exchange.station_columns import COLUMNS, layout_of
from stations.exchange.station_csv import read_csv
from stations.exchange.station_row import Options, Row
from stations.exchange.station_sheet import MOST_BYTES, MOST_ROWS, Sheet
from stations.geo import Datum
from stations.station import Position, Station

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
KNOWN = Options("list", jurisdiction="CN", datum=Datum.WGS84)
SIMPLIFIED = "名称,地址,纬度,经度\n珠海市香洲区工会驿站,人民路1号,22.27,113.55\n"
TRADITIONAL = "名稱,地址,緯度,經度\n澳門新口岸工會驛站,友誼大馬路1號,22.19,113.55\n"


def read(text: str | bytes, **options: Any) -> Sheet:
    data = text if isinstance(text, bytes) else text.encode()
    return read_csv(data, Options(**({"source": "list", "jurisdiction": "CN", "datum": Datum.WGS84} | options)))


def rows(text: str | bytes, **options: Any) -> list[Row]:
    return list(read(text, **options).rows(NOW))


def row(headers: str, cells: str, **options: Any) -> Row:
    return rows(f"name,lat,lng,{headers}\n驿站,22.27,113.55,{cells}\n", **options)[0]


def station(headers: str, cells: str, **options: Any) -> Station:
    found = row(headers, cells, **options)
    assert found.record is not None, found.problems
    return found.record.station


def code_of(text: str | bytes, **options: Any) -> Code:
    with pytest.raises(InvalidInput) as caught:
        rows(text, **options)
    return caught.value.code


# --- encodings


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (SIMPLIFIED.encode(), "utf-8"),
        (codecs.BOM_UTF8 + SIMPLIFIED.encode(), "utf-8"),
        (SIMPLIFIED.encode("gb18030"), "gb18030"),
        (SIMPLIFIED.encode("gbk"), "gb18030"),
        (SIMPLIFIED.encode("utf-16"), "utf-16"),
        (TRADITIONAL.encode("big5"), "big5"),
        (TRADITIONAL.encode("gb18030"), "gb18030"),
        (TRADITIONAL.encode(), "utf-8"),
    ],
)
def test_the_encoding_is_found_out(data: bytes, encoding: str) -> None:
    sheet = read(data)
    assert sheet.encoding == encoding
    assert [found.label in ("珠海市香洲区工会驿站", "澳門新口岸工會驛站") for found in sheet.rows(NOW)] == [True]


@pytest.mark.parametrize(
    "data",
    [
        "name,lat,lng\nCafé,22,113\n".encode("latin-1"),
        "name,lat,lng\n\u3042\u3044\u3046,22,113\n".encode("shift-jis"),
        b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(256)),
        b"name,lat,lng\n\xff\xff\xff\xff,22,113\n",
        "name,lat,lng\n龘靐齉,22,113\n".encode("gb18030"),
    ],
    ids=["latin-1", "shift-jis", "zip", "junk", "characters too rare to tell"],
)
def test_a_file_whose_encoding_cannot_be_told_is_refused(data: bytes) -> None:
    assert code_of(data) is Code.FILE_ENCODING


def test_whoever_knows_the_encoding_may_say_it() -> None:
    rare = "name,lat,lng\n龘靐齉,22.2,113.5\n".encode("gb18030")
    assert rows(rare, encoding="gb18030")[0].label == "龘靐齉"
    assert code_of(rare, encoding="utf-8") is Code.FILE_ENCODING
    assert code_of(rare, encoding="klingon") is Code.FILE_ENCODING


# --- the file as a whole


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", Code.FILE_EMPTY), (b" \n\n", Code.FILE_EMPTY), (b"x" * (MOST_BYTES + 1), Code.FILE_TOO_LARGE)],
    ids=["nothing", "blank", "too large"],
)
def test_a_file_with_nothing_or_too_much_is_refused(data: bytes, code: Code) -> None:
    assert code_of(data) is code


def test_too_many_rows_are_refused() -> None:
    assert code_of("name,lat,lng\n" + "a,,\n" * (MOST_ROWS + 1)) is Code.FILE_TOO_LARGE


@pytest.mark.parametrize(
    ("headers", "missing"),
    [
        ("id,phone", "name, lat, lng"),
        ("name,lat", "lng"),
        ("纬度,经度", "name"),
        ("name,lat_gcj02,lng_wgs84", "lat, lng"),
        ("随便", "name, lat, lng"),
    ],
)
def test_missing_columns_are_named(headers: str, missing: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(f"{headers}\n1,2,3\n")
    assert (caught.value.code, caught.value.args_) == (Code.FILE_COLUMNS, {"columns": missing})


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends_are_understood(delimiter: str, ending: str) -> None:
    lines = [["name", "lat", "lng", "address"], ["驿站", "22.27", "113.55", '"一, 二; 三"']]
    found = rows(ending.join(delimiter.join(line) for line in lines))
    assert [one.record.station.address for one in found if one.record] == [{"zh-Hans": "一, 二; 三"}]


@pytest.mark.parametrize(
    ("headers", "fields"),
    [
        (("编号", "站点名称", "详细地址", "纬度", "经度"), ("id", "name", "address", "lat", "lng")),
        (("站點名稱", "地址", "緯度", "經度", "開放時間"), ("name", "address", "lat", "lng", "opening_hours")),
        ((" Station Name ", "LATITUDE", "Longitude"), ("name", "lat", "lng")),
        (("name_zh_hant", "name-EN", "lat", "lon"), ("name_zh_hant", "name_en", "lat", "lng")),
        (("name", "phone", "contact_phone", "tel"), ("name", "contact_phone", "", "")),
        (("序号", "status", ""), ("", "", "")),
    ],
)
def test_columns_are_known_by_many_names(headers: tuple[str, ...], fields: tuple[str, ...]) -> None:
    assert layout_of(headers).fields == fields


@pytest.mark.parametrize(
    ("headers", "datum"),
    [
        (("lat_gcj02", "lng_gcj02"), Datum.GCJ02),
        (("高德纬度", "高德经度"), Datum.GCJ02),
        (("百度经度", "百度纬度"), Datum.BD09),
        (("wgs84_lat", "wgs84_lon"), Datum.WGS84),
        (("northing", "easting"), Datum.HK1980),
        (("lat", "lng"), None),
        (("lat", "lng", "lat_gcj02", "lng_gcj02"), None),
        (("lat_bd09", "lng_bd09", "lat_wgs84", "lng_wgs84"), Datum.WGS84),
    ],
)
def test_a_datum_in_the_names_of_the_columns_is_heard(headers: tuple[str, ...], datum: Datum | None) -> None:
    layout = layout_of(headers)
    assert layout.datum is datum
    assert {"lat", "lng"} <= set(layout.fields)


def test_our_own_columns_are_all_known() -> None:
    assert layout_of(COLUMNS).fields == COLUMNS


@pytest.mark.parametrize(
    ("headers", "needs"),
    [
        ("name,lat,lng", ("datum", "jurisdiction")),
        ("name,lat,lng,datum", ("jurisdiction",)),
        ("name,lat_gcj02,lng_gcj02,jurisdiction", ()),
    ],
)
def test_what_a_list_does_not_say_is_asked_for_and_not_guessed(headers: str, needs: tuple[str, ...]) -> None:
    assert read(f"{headers}\n", jurisdiction=None, datum=None).needs == needs


# --- positions


@pytest.mark.parametrize(
    ("lat", "lng", "code", "field"),
    [
        ("", "113.55", Code.REQUIRED, "lat"),
        ("22.27", "", Code.REQUIRED, "lng"),
        ("北纬22度", "113.55", Code.COORDINATES_INVALID, "lat"),
        ("22°16'", "113.55", Code.COORDINATES_INVALID, "lat"),
        ("nan", "113.55", Code.COORDINATES_INVALID, "lat"),
        ("1e1", "113.55", Code.COORDINATES_INVALID, "lat"),
        ("113.55", "22.27", Code.COORDINATES_SWAPPED, "coordinates"),
        ("0", "0", Code.COORDINATES_IMPOSSIBLE, "coordinates"),
        ("22.27", "-113.55", Code.COORDINATES_IMPOSSIBLE, "coordinates"),
        ("9999999", "113.55", Code.COORDINATES_IMPOSSIBLE, "coordinates"),
    ],
)
def test_a_position_that_cannot_be_is_a_reason(lat: str, lng: str, code: Code, field: str) -> None:
    found = rows(f"name,lat,lng\n驿站,{lat},{lng}\n")[0]
    assert found.record is None
    assert [(problem.code, problem.field) for problem in found.problems] == [(code, field)]


@pytest.mark.parametrize(
    ("where", "lat", "lng", "is_there"),
    [
        ("HK", "22.28", "114.16", True),
        ("香港", "22.28", "114.16", True),
        ("Macau", "22.19", "113.55", True),
        ("澳門", "22.28", "114.16", False),
        ("HK", "22.27", "113.55", False),
        ("中国", "22.27", "113.55", True),
    ],
)
def test_a_position_must_lie_where_the_station_is_said_to_be(where: str, lat: str, lng: str, is_there: bool) -> None:
    found = rows(f"name,lat,lng,jurisdiction\n驿站,{lat},{lng},{where}\n")[0]
    assert (found.record is not None) is is_there


@pytest.mark.parametrize(
    ("headers", "cells", "datum"),
    [
        ("lat,lng,datum", "34.819187,113.564525,GCJ-02", "gcj02"),
        ("lat,lng,坐标系", "34.819187,113.564525,高德", "gcj02"),
        ("lat_gcj02,lng_gcj02", "34.819187,113.564525", "gcj02"),
        ("lat,lng", "34.819187,113.564525", "gcj02"),
    ],
)
def test_a_shifted_pair_is_kept_and_made_wgs84(headers: str, cells: str, datum: str) -> None:
    found = rows(f"name,{headers}\n驿站,{cells}\n", datum=Datum.GCJ02)[0].record
    assert found is not None
    told = found.station
    assert (told.given_lat, told.given_lng, told.datum) == (34.819187, 113.564525, datum)
    # eviltransform's exact inverse of the same pair
    assert (round(told.lat, 6), round(told.lng, 6)) == (34.820276, 113.55842)


def test_a_row_may_name_another_datum_than_its_neighbours() -> None:
    found = rows("name,lat,lng,datum\n一,22.27,113.55,wgs84\n二,22.27,113.55,bd09\n三,22.27,113.55,mars\n")
    assert found[0].record is not None
    assert found[0].record.station.lat == 22.27
    assert found[1].record is not None
    assert found[1].record.station.lat != 22.27
    assert found[2].problems[0].field == "datum"


def test_a_position_is_exact_only_when_somebody_says_so() -> None:
    assert station("id", "a").position is Position.APPROXIMATE
    assert station("position", "exact").position is Position.EXACT
    assert station("id", "a", position=Position.EXACT).position is Position.EXACT


# --- hours


@pytest.mark.parametrize(
    ("stated", "hours"),
    [
        ("24小时", "24/7"),
        ("24小時開放", "24/7"),
        ("每天24小时", "24/7"),
        ("全天", "24/7"),
        ("08:00-20:00", "08:00-20:00"),
        ("8：00—20：00", "08:00-20:00"),
        ("8:00~20:00", "08:00-20:00"),
        ("每日 8:00-20:00", "Mo-Su 08:00-20:00"),
        ("周一至周五 9:00-17:00", "Mo-Fr 09:00-17:00"),
        ("星期一至星期五 09:00-18:00", "Mo-Fr 09:00-18:00"),
        ("逢星期一至五 9:00-18:00", "Mo-Fr 09:00-18:00"),
        ("周一至周日 08:00-20:00", "Mo-Su 08:00-20:00"),
        ("周一至周五 08:30-12:00,13:00-17:30", "Mo-Fr 08:30-12:00,13:00-17:30"),
        ("周一到周五8:00-18:00，周六9:00-12:00", "Mo-Fr 08:00-18:00; Sa 09:00-12:00"),
        ("工作日 9:00-17:00", "Mo-Fr 09:00-17:00; PH closed"),
        ("周一至周五 9:00-17:00（节假日除外）", "Mo-Fr 09:00-17:00; PH closed"),
        ("上午9:00-12:00 下午14:00-17:00", "Mo-Su 09:00-12:00,14:00-17:00"),
        ("上午9:00-12:00，下午2:00-5:00", "Mo-Su 09:00-12:00,14:00-17:00"),
        ("9点-17点", "Mo-Su 09:00-17:00"),
        ("9点半至17点30分", "Mo-Su 09:30-17:30"),
        ("周六、周日 10:00-16:00", "Sa,Su 10:00-16:00"),
        ("周一、三、五 9:00-12:00", "Mo,We,Fr 09:00-12:00"),
        ("22:00-06:00", "22:00-06:00"),
        ("Mo-Fr 09:00-18:00; PH off", "Mo-Fr 09:00-18:00; PH closed"),
    ],
)
def test_hours_as_lists_state_them_are_understood(stated: str, hours: str) -> None:
    assert stated_hours(stated) == hours
    assert station("open_hours", f'"{stated}"').schedule.opening_hours == hours


@pytest.mark.parametrize(
    "stated",
    ["工作日开放", "随银行营业时间", "08:00-20:00 预约", "25:00-26:00", "9-17", "9:00", "周一至周五", "open", "Mo-Fr",
     "8:00-20:00左右", "周一至周五 9:00-17:00 周末另行通知", "下午13:00起"],
)  # fmt: skip
def test_hours_that_are_not_understood_whole_are_unknown_and_the_row_says_so(stated: str) -> None:
    found = row("open_hours", stated)
    assert found.record is not None
    assert found.record.station.schedule.opening_hours is None
    assert [(one.code, one.field) for one in found.warnings] == [(Code.HOURS_INVALID, "opening_hours")]
    assert "opening_hours" not in found.said


def test_hours_that_nobody_stated_are_unknown_without_a_word() -> None:
    found = row("open_hours", "")
    assert found.record is not None
    assert (found.record.station.schedule.opening_hours, found.warnings) == (None, ())


# --- facilities


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        ("aed", ["aed"]),
        ("AED，微波炉、饮水机", ["aed", "microwave", "drinking_water"]),
        ('"[""drink"", ""ac"", ""wifi""]"', ["drinking_water", "air_conditioning", "wifi"]),
        ("洗手間;雪櫃", ["toilet", "fridge"]),
        ("Phone charging|Free Wi-Fi", ["phone_charging", "wifi"]),
        ("", []),
        ("[]", []),
    ],
)
def test_facilities_are_known_by_codes_names_and_usual_words(cell: str, codes: list[str]) -> None:
    found = row("facilities", cell if cell.startswith('"') else f'"{cell}"').record
    assert found is not None
    assert [one.facility for one in found.amenities] == codes
    assert {one.state for one in found.amenities} <= {AmenityState.AVAILABLE}


@pytest.mark.parametrize("word", ["充电", "charging", "卡拉OK", "<script>"])
def test_a_facility_that_nobody_knows_is_a_reason_with_the_word(word: str) -> None:
    found = row("设施", word)
    assert found.record is None
    assert [(one.code, dict(one.args)) for one in found.problems] == [(Code.FACILITY_UNKNOWN, {"given": word})]


def test_whoever_imports_may_say_what_a_word_means_or_leave_it_out() -> None:
    meanings = meanings_of({"Charging": "phone_charging", "卡拉OK": ""})
    found = row("设施", "charging;卡拉OK", meanings=meanings).record
    assert found is not None
    assert [one.facility for one in found.amenities] == ["phone_charging"]
    with pytest.raises(InvalidInput):
        meanings_of({"charging": "teleporter"})


def test_a_facility_is_in_one_state_only() -> None:
    assert row("facilities,facilities_absent", "aed,aed").problems[0].code is Code.INVALID


def test_when_a_list_was_checked_is_known_only_if_it_says_so() -> None:
    undated = row("facilities", "aed").record
    dated = row("facilities,核查日期", "aed,2026-07-27").record
    told = row("facilities", "aed", checked_on=date(2026, 7, 1)).record
    assert undated is not None
    assert dated is not None
    assert told is not None
    assert undated.amenities[0].checked_at is None
    assert dated.amenities[0].checked_at == datetime(2026, 7, 27, tzinfo=UTC)
    assert told.amenities[0].checked_at == datetime(2026, 7, 1, tzinfo=UTC)


# --- the other columns


@pytest.mark.parametrize(
    ("headers", "cells", "attribute", "value"),
    [
        ("address_en", "1 Renmin Road", "address", {"en": "1 Renmin Road"}),
        ("way_in,audience", "qr,members", "audience", "members"),
        ("开放对象", "谁都可以进", "audience", "anyone"),
        ("district", " 香洲区 ", "district", "香洲区"),
        ("audience", "drivers", "audience", "drivers"),
        ("side", "port", "side", "port"),
        ("关口哪一侧", "内地一侧", "side", "cn"),
        ("限高", "限高 4.2 米", "height_limit_m", 4.2),
        ("maxheight", "4.5 m", "height_limit_m", 4.5),
        ("停车收费", "免费", "parking_fee", "free"),
        ("停車收費", "收費", "parking_fee", "paid"),
        ("停车说明", "过夜 20 元", "parking_note", "过夜 20 元"),
        ("依托单位", "工商银行", "host", {"zh-Hans": "工商银行"}),
        ("host_en", "A bank", "host", {"en": "A bank"}),
    ],
)
def test_columns_fill_what_they_are_about(headers: str, cells: str, attribute: str, value: object) -> None:
    assert getattr(station(headers, cells), attribute) == value


@pytest.mark.parametrize(
    ("header", "cell", "code"),
    [
        ("side", "hk", Code.SIDE_IMPOSSIBLE),
        ("side", "left", Code.STATE_UNKNOWN),
        ("height_limit_m", "high", Code.HEIGHT_INVALID),
        ("height_limit_m", "42", Code.HEIGHT_INVALID),
        ("parking_fee", "a little", Code.STATE_UNKNOWN),
        ("parking_note", "x" * 201, Code.TOO_LONG),
    ],
)
def test_what_cannot_be_understood_of_getting_in_is_left_unknown_and_told(header: str, cell: str, code: Code) -> None:
    found = row(header, cell)
    assert [(problem.code, problem.field) for problem in found.warnings] == [(code, header)]
    assert found.record is not None
    assert access_of(found.record.station) == Access()
    assert header not in found.said


@pytest.mark.parametrize(
    ("cell", "way"),
    [("code", "code"), ("密码锁", ""), ("按密码开门", "code"), ("有人值守", "staffed"), ("请门卫放行", "guard")],
)
def test_ways_in_are_known_by_what_the_screens_call_them(cell: str, way: str) -> None:
    found = row("way_in", cell)
    assert found.record is not None
    assert found.record.station.schedule.way_in == (way or "unknown")
    assert [problem.code for problem in found.warnings] == ([] if way else [Code.STATE_UNKNOWN])


@pytest.mark.parametrize(
    ("cell", "phone", "note"),
    [
        ("0756-8888888", "+867568888888", ""),
        ("0371-67956331;0371-60223349", "+8637167956331", "+8637160223349"),
        ("138****5596", "", ""),
        ("", "", ""),
    ],
)
def test_phones_are_kept_and_what_is_none_is_left_out(cell: str, phone: str, note: str) -> None:
    contact = station("contact_phone", cell).contact
    assert (contact.phone, contact.note) == (phone, note)


def test_a_name_without_a_language_is_read_by_its_characters() -> None:
    assert station("id", "a").names == {"zh-Hans": "驿站"}
    found = rows("name,lat,lng,jurisdiction\n驛站,22.28,114.16,HK\nRest stop,22.28,114.16,HK\n")
    assert [one.record.station.names for one in found if one.record] == [{"zh-Hant": "驛站"}, {"en": "Rest stop"}]


@pytest.mark.parametrize(
    ("headers", "cells", "code", "field"),
    [
        ("id", "a b", Code.INVALID, "id"),
        ("id", "a/b", Code.INVALID, "id"),
        ("address", "x" * 201, Code.TOO_LONG, "address"),
        ("address", "a\u200b\x01b", Code.INVALID, "address"),
        ("jurisdiction", "Atlantis", Code.JURISDICTION_UNKNOWN, "jurisdiction"),
        ("id", "a,slipped", Code.INVALID, "row"),
        ("facility_details", "{", Code.INVALID, "facility_details"),
    ],
)
def test_what_cannot_be_stored_is_a_reason(headers: str, cells: str, code: Code, field: str) -> None:
    found = row(headers, cells)
    assert found.record is None
    assert [(problem.code, problem.field) for problem in found.problems] == [(code, field)]


def test_every_reason_of_a_row_is_told_at_once() -> None:
    found = rows("id,name,lat,lng,jurisdiction,facilities\na b,,x,113,Atlantis,teleporter\n")[0]
    assert {problem.field for problem in found.problems} == {"lat", "jurisdiction"}
    found = rows("id,name,lat,lng,address,facilities\na b,驿站,22,113," + "x" * 201 + ",teleporter\n")[0]
    assert {problem.field for problem in found.problems} == {"id", "address", "facilities"}


def test_an_id_is_good_for_one_row_and_lines_are_those_of_the_spreadsheet() -> None:
    found = rows("id,name,lat,lng\na,一,22,113\n\nb,二,22,113\na,三,22,113\n")
    assert [(one.line, [problem.code for problem in one.problems]) for one in found] == [
        (2, []),
        (4, []),
        (5, [Code.ROW_DUPLICATE]),
    ]


def test_an_id_made_for_a_row_is_the_same_for_the_same_source_name_and_place() -> None:
    text = "name,lat,lng\n一,22,113\n二,22,113\n一,22,113.1\n"
    ids = [one.record.station.id for one in rows(text) if one.record]
    assert len(set(ids)) == 3
    assert ids == [one.record.station.id for one in rows(text + "三,22,113\n") if one.record][:3]
    assert not set(ids) & {one.record.station.id for one in rows(text, source="other") if one.record}


def test_columns_that_are_not_to_be_taken_are_not() -> None:
    found = row("open_hours,facilities", "24小时,teleporter", leave_out=frozenset({"opening_hours", "facilities"}))
    assert found.record is not None
    assert (found.record.station.schedule.opening_hours, found.record.amenities) == (None, ())


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@x", "'quoted"])
def test_an_apostrophe_before_a_formula_is_taken_off(text: str) -> None:
    assert station("address", f"'{text}").address == {"en": text}


def test_rows_are_read_as_often_as_they_are_wanted() -> None:
    sheet = read(SIMPLIFIED)
    assert list(sheet.rows(NOW)) == list(sheet.rows(NOW))
    assert sheet.fingerprint == read(SIMPLIFIED).fingerprint != read(SIMPLIFIED, datum=Datum.GCJ02).fingerprint


# --- anything at all


def only_ours(data: bytes, options: Options) -> None:
    try:
        for found in read_csv(data, options).rows(NOW):
            assert (found.record is None) == bool(found.problems)
    except InvalidInput:
        pass


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400))
@example(b"\xff\xfe")
@example(b"\xff\xfea")
@example(b"\xef\xbb\xbf")
@example(b'name,lat,lng\n"unclosed,1,2\n')
@example(b"name,lat,lng\n" + b"x" * 200_000)
def test_arbitrary_bytes_raise_nothing_but_our_errors(data: bytes) -> None:
    only_ours(data, KNOWN)


CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(["22.27", "113.55", "CN", "aed", "24小时", "[[", '{"aed":{"quantity":-1}}', "1e999"]),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(CELLS, min_size=len(COLUMNS), max_size=len(COLUMNS)), max_size=4))
def test_arbitrary_cells_raise_nothing_but_our_errors(lines: list[list[str]]) -> None:
    import csv
    import io

    out = io.StringIO()
    csv.writer(out).writerows([list(COLUMNS), *lines])
    only_ours(out.getvalue().encode(errors="replace"), KNOWN)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='周一二五至每日工作上下午晚0123456789:：-—,，；;点半分 ()24小时Mo-Fr"', max_size=24))
def test_arbitrary_hours_are_understood_or_refused(text: str) -> None:
    try:
        understood = stated_hours(text)
    except InvalidInput:
        return
    assert stated_hours(understood) == understood
