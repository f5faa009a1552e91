"""A crew's list as people paste or save it: what is read, and that nothing at all makes it fall over."""

from __future__ import annotations

import codecs
import contextlib
import io
from typing import Any

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from stations.crew import MOST_LINES, CrewAnswer, CrewLine, Outcome, request_key
from stations.errors import Code, InvalidInput
from stations.exchange.crew_answers import crew_answers_xlsx
from stations.exchange.crew_file import read_crew, read_crew_text
from stations.words import LANGUAGES


def one(text: str, region: str = "CN") -> CrewLine:
    (line,) = read_crew_text(text, region)
    return line


@pytest.mark.parametrize(
    ("text", "name", "phone", "category", "party", "note"),
    [
        ("王强,13800138000", "王强", "+8613800138000", "", 1, ""),
        ("王强，138 0013 8000，货车司机", "王强", "+8613800138000", "truck", 1, ""),
        ("王强\t+86 138-0013-8000\t网约车\t3", "王强", "+8613800138000", "ride-hailing", 3, ""),
        ("王强 13800138000 快递 坐轮椅", "王强", "+8613800138000", "courier", 1, "坐轮椅"),
        ("王强 138 0013 8000 3人", "王强", "+8613800138000", "", 3, ""),
        ("陳大文 9123 4567 貨車司機", "陳大文", "+85291234567", "truck", 1, ""),
        ("Chan Tai Man 9123 4567", "Chan Tai Man", "+85291234567", "", 1, ""),
        ("Chan Tai Man; +852 9123 4567; Truck driver; x2", "Chan Tai Man", "+85291234567", "truck", 2, ""),
        ("何先生、+853 6612 3456", "何先生", "+85366123456", "", 1, ""),
        ("何先生,853 6612 3456", "何先生", "+85366123456", "", 1, ""),
        ("王强,008613800138000", "王强", "+8613800138000", "", 1, ""),
        ("王强，１３８００１３８０００", "王强", "+8613800138000", "", 1, ""),
        ("13800138000，王强", "王强", "+8613800138000", "", 1, ""),
        ("12. 王强 13800138000", "王强", "+8613800138000", "", 1, ""),
        ("3、王强，13800138000", "王强", "+8613800138000", "", 1, ""),
        ("7,王强,13800138000", "王强", "+8613800138000", "", 1, ""),
        ("王强", "王强", "", "", 1, ""),
        ("王强，，环卫工人", "王强", "", "sanitation", 1, ""),
        ("王强，无，环卫，早一点", "王强", "", "sanitation", 1, "早一点"),
        ("王强 环卫工人", "王强", "", "sanitation", 1, ""),
        ('"Wang, Qiang",13800138000', "Wang, Qiang", "+8613800138000", "", 1, ""),
        ("\ufeff王强,13800138000,,2", "王强", "+8613800138000", "", 2, ""),
    ],
)
def test_a_line_is_read_as_people_write_it(
    text: str, name: str, phone: str, category: str, party: int, note: str
) -> None:
    line = one(text)
    assert line.problems == ()
    assert (line.name, line.phone, line.category, line.party, line.note) == (name, phone, category, party, note)


@pytest.mark.parametrize(
    ("text", "code", "field"),
    [
        ("王强,1380013800", Code.PHONE_INVALID, "phone"),
        ("王强 1380013800", Code.PHONE_INVALID, "phone"),
        ("王强,abc", Code.PHONE_INVALID, "phone"),
        ("王强,1.38E+10", Code.PHONE_INVALID, "phone"),
        ("王强,66123456", Code.PHONE_INVALID, "phone"),  # of Hong Kong or of Macao?
        (",13800138000", Code.NAME_INVALID, "name"),
        ("王" * 61 + ",13800138000", Code.NAME_INVALID, "name"),
        ("王强,13800138000,999人", Code.NUMBER_OUTSIDE, "party"),
    ],
)
def test_a_line_that_cannot_be_booked_says_why(text: str, code: Code, field: str) -> None:
    (problem,) = one(text).problems
    assert (problem.code, problem.field) == (code, field)


def test_the_region_decides_where_a_number_could_be_of_two() -> None:
    assert one("王强,66123456", "MO").phone == "+85366123456"
    assert one("王强,66123456", "HK").phone == "+85266123456"


def test_headings_say_what_the_columns_are() -> None:
    lines = read_crew_text("电话,备注,姓名,人数,奖金\n13800138000,常客,王强,2,500\n,,李四,,\n,,,,9\n", "CN")
    assert [(line.number, line.name, line.phone, line.party, line.note) for line in lines] == [
        (2, "王强", "+8613800138000", 2, "常客"),
        (3, "李四", "", 1, ""),
    ]


def test_an_unknown_kind_of_work_under_its_heading_is_a_problem() -> None:
    (line,) = read_crew_text("姓名,工种\n王强,宇航员", "CN")
    assert [problem.code for problem in line.problems] == [Code.CATEGORY_UNKNOWN]


TEXT = "王强,13800138000\n李小明,91234567\n"


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode("gb18030"),
    ],
    ids=["utf-8", "bom", "gb18030", "utf-16", "crlf"],
)
def test_every_encoding_gives_the_same_people(data: bytes) -> None:
    assert [line.name for line in read_crew(data, "CN")] == ["王强", "李小明"]


def test_a_traditional_list_in_big5_is_read() -> None:
    assert [line.name for line in read_crew("陳大文,91234567\n黃國強,61234567".encode("big5"), "HK")] == [
        "陳大文",
        "黃國強",
    ]


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(buffer)
    return buffer.getvalue()


def test_a_sheet_keeps_phones_as_numbers() -> None:
    lines = read_crew(workbook(("姓名", "手机"), ("王强", 13800138000), (None, None), ("李四", None)), "CN")
    assert [(line.number, line.name, line.phone) for line in lines] == [(2, "王强", "+8613800138000"), (4, "李四", "")]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", Code.FILE_EMPTY),
        (b" \n\t", Code.FILE_EMPTY),
        ("姓名,电话\n".encode(), Code.FILE_EMPTY),
        (b"PK\x03\x04 no zip", Code.INVALID),
        (b"a\0b", Code.FILE_ENCODING),
        (b"\xff\xfe\xff\xff\xff", Code.FILE_ENCODING),
        (b"x" * (2 * 1024 * 1024 + 1), Code.FILE_TOO_LARGE),
        (b"A,\n" * (MOST_LINES + 1), Code.FILE_TOO_LARGE),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(data: bytes, code: Code) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_crew(data, "CN")
    assert caught.value.code is code


@given(st.text(max_size=300), st.sampled_from(["CN", "HK", "MO"]))
@example('姓名,电话\n"', "CN")
@example("1. \t+\t x0", "HK")
@example("²³ ⁴⁵⁶⁷⁸ 人", "MO")
def test_no_text_gives_anything_but_lines_or_a_plain_refusal(text: str, region: str) -> None:
    try:
        lines = read_crew_text(text, region)
    except InvalidInput:
        return
    for line in lines:
        assert line.problems or (line.name and 1 <= line.party <= 50)


@given(st.one_of(st.binary(max_size=200), st.binary(max_size=200).map(lambda data: b"PK\x03\x04" + data)))
def test_no_bytes_give_anything_but_lines_or_a_plain_refusal(data: bytes) -> None:
    with contextlib.suppress(InvalidInput):
        assert read_crew(data, "CN")


def test_two_people_of_one_name_without_a_phone_are_two_and_the_list_again_is_the_same() -> None:
    first, second = read_crew_text("王伟\n王伟", "CN")
    assert request_key("s", first) != request_key("s", second)
    assert [request_key("s", line) for line in read_crew_text(" 王伟 \n\n王伟", "CN")] == [
        request_key("s", first),
        request_key("s", second),
    ]
    assert request_key("other", first) != request_key("s", first)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answers_can_be_read_in_again(lang: str) -> None:
    lines = read_crew_text("=1+1 王强,13800138000,货车司机,3,常客\n李四,12", "CN")
    data = crew_answers_xlsx([CrewAnswer(line, Outcome.READY) for line in lines], lang, "CN")
    again = read_crew(data, "CN")
    assert [(line.name, line.phone, line.category, line.party, line.note) for line in again] == [
        (line.name, line.phone, line.category, line.party, line.note) for line in lines
    ]
