"""The answers to a crew's list as an Excel file that can be corrected and read in again (ECMA-376, by XlsxWriter)."""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from stations.crew import CrewAnswer
from stations.crew_words import answer_words
from stations.words import say

_COLUMNS = {"name": 22, "phone": 20, "category": 22, "party": 8, "note": 24, "answer": 50}


def crew_answers_xlsx(answers: Sequence[CrewAnswer], lang: str, jurisdiction: str) -> bytes:
    """Return a row a person as the bytes of an XLSX file; every cell is text, so that none becomes a formula."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        sheet = book.add_worksheet(say(lang, "crew-sheet"))
        heading = book.add_format({"bold": True, "bottom": 1})
        for column, (name, width) in enumerate(_COLUMNS.items()):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, say(lang, f"crew-column-{name}"), heading)
        for row, answer in enumerate(answers, 1):
            for column, text in enumerate(_cells(answer, lang, jurisdiction)):
                sheet.write_string(row, column, text)
        sheet.freeze_panes(1, 0)
    return buffer.getvalue()


def _cells(answer: CrewAnswer, lang: str, jurisdiction: str) -> tuple[str, ...]:
    line = answer.line
    category = say(lang, f"category-{line.category}") if line.category else ""
    return line.name, line.phone, category, str(line.party), line.note, answer_words(answer, lang, jurisdiction)
