"""Attendance as files: numbers are numbers, and what people typed never a formula."""

from __future__ import annotations

import csv
import io

import openpyxl
import pytest

from stations.attendance import Line, Tally, for_federation
from stations.attendance_words import Titled, federation_table, lines_table, made_table
from stations.exchange.attendance_file import attendance_csv, attendance_xlsx
from stations.words import LANGUAGES, say

TALLY = Tally(sessions=2, places=20, booked=12, came=9, absent=3, walk_ins=4)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_csv_has_a_heading_and_a_line_each(lang: str) -> None:
    table = lines_table([Titled(Line("s", "CN", TALLY), "量血压")], TALLY, lang)
    head, whole, line = rows_of(attendance_csv(table))
    assert head[5] == say(lang, "attendance-booked")
    assert whole[0] == say(lang, "attendance-all")
    assert line[:6] == ["量血压", "2", "0", "20", "0", "12"]
    assert line[-2:] == ["60 %", "25 %"]


def test_the_excel_file_has_a_sheet_for_each_table_and_numbers_in_it() -> None:
    table = lines_table([Titled(Line("s", "CN", TALLY), "Blood pressure")], TALLY, "en")
    made = made_table({3: 2, 0: 1}, "en")
    book = openpyxl.load_workbook(io.BytesIO(attendance_xlsx([table, made], "November")))
    first, second = book.worksheets
    assert first["A1"].value == say("en", "attendance-title")
    assert first["A2"].value == "November"
    assert [cell.value for cell in first[6]][:3] == ["Blood pressure", 2, 0]
    assert [row[1].value for row in second.iter_rows(min_row=5)] == [2, 2, 2, 3]


@pytest.mark.parametrize(
    "title", ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "{=1}", "http://example.org", "0123"]
)
def test_what_people_typed_is_text_and_never_a_formula(title: str) -> None:
    table = lines_table([Titled(Line("s", "CN", TALLY), title)], TALLY, "en")
    cell = openpyxl.load_workbook(io.BytesIO(attendance_xlsx([table], ""))).worksheets[0]["A6"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (title, "s", None)
    kept = rows_of(attendance_csv(table))[2][0]
    assert kept.removeprefix("'") == title
    assert not kept.startswith(("=", "+", "-", "@"))


def test_few_people_are_few_in_the_file_of_a_federation_too() -> None:
    lines = [Line("d1", "CN", Tally(booked=3, came=3)), Line("d2", "CN", Tally(booked=30, came=20, absent=10))]
    table = federation_table(for_federation(lines, {}), "en", str.upper)
    whole, jurisdiction, d1, d2 = rows_of(attendance_csv(table))[1:]
    assert (d1[0], d1[5], d1[6]) == ("D1", "<5", "<5")
    assert jurisdiction[0] == say("en", "jurisdiction-CN")
    told = [row[5] for row in (whole, jurisdiction, d2)]
    assert "≥5" in told
    assert "3" not in [cell for row in (whole, jurisdiction, d1, d2) for cell in row[5:]]
