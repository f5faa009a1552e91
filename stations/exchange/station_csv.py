"""Lists of stations as CSV (RFC 4180, and what spreadsheets make of it): any delimiter, three encodings, columns by name."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice

from stations.errors import Code, InvalidInput
from stations.exchange.file_text import encoding_of, open_text
from stations.exchange.station_columns import Layout, layout_of
from stations.exchange.station_row import SURPLUS, Cells, Options
from stations.exchange.station_sheet import Sheet, check_columns, check_size, fingerprint_of

DELIMITERS = (",", ";", "\t")
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")


def read_csv(data: bytes, options: Options) -> Sheet:
    """Return the list in a CSV file; its rows are read when they are asked for.

    Raises:
        InvalidInput: `file-empty`, `file-too-large`, `file-encoding`, or `file-columns` with the columns it lacks.
    """
    check_size(data)
    encoding = encoding_of(data, options.encoding)
    delimiter, layout = _best_layout(data, encoding)
    check_columns(layout)
    return Sheet(
        fingerprint_of(data, options), layout, options, encoding, lambda: _lines(data, encoding, delimiter, layout)
    )


def _best_layout(data: bytes, encoding: str) -> tuple[str, Layout]:
    """Return the delimiter by which the first row names most columns."""
    tried = [(delimiter, layout_of(_first_row(data, encoding, delimiter))) for delimiter in DELIMITERS]
    return max(tried, key=lambda pair: sum(map(bool, pair[1].fields)))


def _first_row(data: bytes, encoding: str, delimiter: str) -> list[str]:
    rows = islice(_records(data, encoding, delimiter), 50)
    return next((row for _, row in rows if any(cell.strip() for cell in row)), [])


def _records(data: bytes, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    try:
        with open_text(data, encoding) as text:
            yield from enumerate(csv.reader(text, delimiter=delimiter), 1)
    except csv.Error:
        raise InvalidInput(Code.INVALID, "file") from None


def _lines(data: bytes, encoding: str, delimiter: str, layout: Layout) -> Iterator[tuple[int, Cells]]:
    has_headers = False
    for number, row in _records(data, encoding, delimiter):
        if not any(cell.strip() for cell in row):
            continue
        if has_headers:
            yield number, _cells(row, layout)
        has_headers = True


def _cells(row: list[str], layout: Layout) -> Cells:
    surplus = [cell for cell in row[len(layout.fields) :] if cell.strip()]
    cells = {field: _plain(text) for field, text in zip(layout.fields, row, strict=False) if field}
    return cells | ({SURPLUS: "1"} if surplus else {})


def _plain(text: str) -> str:
    """Take off the apostrophe by which an export keeps a spreadsheet from reading a text as a formula."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text
