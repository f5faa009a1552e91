"""A crew's list from a file or as pasted: one person a line; a line that is wrong carries its errors."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import openpyxl

from stations.crew import MOST_LINES, CrewLine, with_repeats
from stations.errors import Code, InvalidInput
from stations.exchange.crew_columns import HEADERS, layout_of
from stations.exchange.crew_line import person_from, read_line
from stations.exchange.file_text import encoding_of, open_text

MOST_BYTES = 2 * 1024 * 1024
_MOST_UNPACKED = 40 * 1024 * 1024
_MOST_COLUMNS = 20
_LONGEST_LINE = 1000
_SPLIT = re.compile(r"[,，;；、|｜]")
# The surnames of most people, in both scripts: a list of names and phones has little else to tell its encoding by.
_SURNAMES = frozenset(
    "王李张張刘劉陈陳杨楊黄黃赵趙吴吳周徐孙孫马馬朱胡郭何林高罗羅郑鄭梁谢謝宋唐许許韩韓邓鄧冯馮曹彭曾肖蕭田董潘袁蔡蒋蔣余于杜叶葉"
    "程魏苏蘇吕呂丁任卢盧姚沈钟鍾姜崔谭譚陆陸范汪廖石金贾賈韦韋夏付方邹鄒熊白孟秦邱侯江尹薛闫段雷龙龍黎史陶贺賀毛郝顾顧龚龔邵万萬"
)


def read_crew(data: bytes, region: str, encoding: str | None = None) -> tuple[CrewLine, ...]:
    """Return the people in a CSV, text or XLSX file; ``region`` (CN, HK, MO) reads phones without a prefix.

    Raises:
        InvalidInput: `file-empty`, `file-too-large` (2 MB or 300 people), `file-encoding`, `invalid` where it is no list.
    """
    if not data.strip():
        raise InvalidInput(Code.FILE_EMPTY, "file")
    if len(data) > MOST_BYTES:
        raise InvalidInput(Code.FILE_TOO_LARGE, "file")
    if data.startswith(b"PK"):
        return _people(_sheet_rows(data), region)
    with open_text(data, encoding or _encoding_of(data)) as text:
        return read_crew_text(text.read(), region)


def read_crew_text(text: str, region: str) -> tuple[CrewLine, ...]:
    """Return the people in a text: pasted, or a file's. A comma, a tab, ， or spaces part what a line says.

    Raises:
        InvalidInput: `file-empty`, or `file-too-large` where there are more than 300 people.
    """
    lines = re.split(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]", text.lstrip("\ufeff"))
    rows = ((number, _cells(line[:_LONGEST_LINE])) for number, line in enumerate(lines, 1))
    return _people(rows, region)


def _cells(line: str) -> Sequence[str]:
    """Return the cells of a line, or the line itself where only spaces part it."""
    if "\t" in line:
        return line.split("\t")
    if '"' in line and "," in line:
        return _quoted(line)
    return _SPLIT.split(line)


def _quoted(line: str) -> Sequence[str]:
    try:
        return next(csv.reader(io.StringIO(line)), [])
    except csv.Error:
        return _SPLIT.split(line)


def _people(rows: Iterable[tuple[int, Sequence[str]]], region: str) -> tuple[CrewLine, ...]:
    filled = ((number, row) for number, row in rows if any(cell.strip() for cell in row))
    people = list(islice(_read(filled, region), MOST_LINES + 1))
    if not people:
        raise InvalidInput(Code.FILE_EMPTY, "file")
    if len(people) > MOST_LINES:
        raise InvalidInput(Code.FILE_TOO_LARGE, "file")
    return with_repeats(people)


def _read(rows: Iterator[tuple[int, Sequence[str]]], region: str) -> Iterator[CrewLine]:
    """Yield a person a row; a first row of headings says what the columns are."""
    layout: tuple[str, ...] = ()
    for at, (number, row) in enumerate(rows):
        if at == 0 and (layout := layout_of(row)):
            continue
        if layout:
            cells = {name: cell.strip() for name, cell in zip(layout, row, strict=False) if name in HEADERS}
            if any(cells.values()):
                yield person_from(number, cells, region)
        else:
            yield read_line(number, row, region)


def _sheet_rows(data: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _MOST_UNPACKED:
                raise InvalidInput(Code.FILE_TOO_LARGE, "file")
        sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True).worksheets[0]
        rows = [
            [_text(cell) for cell in row]
            for row in sheet.iter_rows(max_row=MOST_LINES * 4, max_col=_MOST_COLUMNS, values_only=True)
        ]
    except InvalidInput:
        raise
    except Exception:
        # openpyxl answers a damaged or foreign file with errors of whatever it stumbled over
        raise InvalidInput(Code.INVALID, "file") from None
    yield from enumerate(rows, 1)


def _text(cell: object) -> str:
    """Return a cell as it was meant: a spreadsheet keeps a phone number as a number."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)[:_LONGEST_LINE]


def _encoding_of(data: bytes) -> str:
    """Return the encoding; where the usual signs do not tell, that in which more lines begin with a surname."""
    try:
        return encoding_of(data)
    except InvalidInput:
        if b"\0" in data:
            raise
    found = {name: _surnames(data, codec) for name, codec in (("gb18030", "gb18030"), ("big5", "big5hkscs"))}
    possible = {name: count for name, count in found.items() if count is not None}
    if not possible:
        raise InvalidInput(Code.FILE_ENCODING, "file")
    return max(possible, key=lambda name: possible[name])


def _surnames(data: bytes, codec: str) -> int | None:
    try:
        text = data.decode(codec)
    except UnicodeError:
        return None
    return sum(letter in _SURNAMES for letter in re.findall(r"(?:^|[\s,;])([\u3400-\u9fff])", text))
