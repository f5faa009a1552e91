"""Attendance as CSV (RFC 4180) and as an Excel file (ECMA-376, by XlsxWriter). Numbers are numbers; what people typed is plain text."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from stations.attendance_words import Cell, Table
from stations.exchange.station_export import csv_lines

_NAME_WIDTH, _WIDTH = 44, 13


def attendance_csv(table: Table) -> bytes:
    """Return one table; a name that a spreadsheet would take for a formula gets an apostrophe in front."""
    rows = [list(table.head), *([row.name, *map(str, row.cells)] for row in table.rows)]
    return b"".join(csv_lines(rows))


def attendance_xlsx(tables: Sequence[Table], about: str) -> bytes:
    """Return a sheet for each table; ``about`` is the line under each title, such as the dates."""
    buffer = io.BytesIO()
    # Text stays text: a title such as "=1+1" or "http://…" must not become a formula or a link in somebody's Excel.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        bold = book.add_format({"bold": True, "font_size": 14})
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        for number, table in enumerate(tables, 1):
            sheet = book.add_worksheet(f"{number} {_sheet_name(table.title)}")
            sheet.write_string(0, 0, table.title, bold)
            sheet.write_string(1, 0, about)
            _write(sheet, table, heading)
    return buffer.getvalue()


def _sheet_name(title: str) -> str:
    """Return a title as Excel takes it for a sheet: at most 31 characters, some of them not allowed."""
    return "".join(letter for letter in title if letter not in "[]:*?/\\'")[:28]


def _write(sheet: xlsxwriter.worksheet.Worksheet, table: Table, heading: object) -> None:
    sheet.set_column(0, 0, _NAME_WIDTH)
    sheet.set_column(1, len(table.head), _WIDTH)
    for column, name in enumerate(table.head):
        sheet.write_string(3, column, name, heading)
    for number, row in enumerate(table.rows, 4):
        for column, cell in enumerate((row.name, *row.cells)):
            _write_cell(sheet, number, column, cell)
    sheet.freeze_panes(4, 1)


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, column, cell)
    else:
        sheet.write_string(row, column, cell)
