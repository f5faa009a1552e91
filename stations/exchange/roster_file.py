"""The roster as an Excel file (ECMA-376, written by XlsxWriter in memory). Every cell that people typed is a plain text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import datetime

import xlsxwriter

from stations.answer_words import in_words
from stations.bookings import Booking, BookingStatus, show_code
from stations.instants import to_wall
from stations.rosters import Roster
from stations.sessions import Slot
from stations.words import pick, say

COLUMNS = ("slot", "code", "name", "phone", "category", "status", "checked-in-at", "party")
_WIDTHS = (15, 12, 22, 20, 22, 14, 16, 8)
_ANSWER_WIDTH = 30
_HEADING_ROW = 3


def roster_xlsx(roster: Roster, lang: str, now: datetime) -> bytes:
    """Return the roster as the bytes of an XLSX file, times on the wall clock of the station.

    Rows follow the slots; walk-ins, those who wait and those who cancelled come last. After the columns come the session's
    questions. ``now`` is when the file says it was made.
    """
    buffer = io.BytesIO()
    # Text stays text: a name such as "=1+1" or "http://…" must not become a formula or a link in somebody's Excel.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"title": pick(roster.session.title, lang), "created": to_wall(now, roster.jurisdiction)})
        sheet = book.add_worksheet(say(lang, "roster-sheet"))
        heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        title = book.add_format({"bold": True, "font_size": 14})
        sheet.write_string(0, 0, pick(roster.session.title, lang), title)
        sheet.write_string(1, 0, _where_and_when(roster, lang))
        for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(_HEADING_ROW, column, say(lang, f"roster-column-{name}"), heading)
        for column, question in enumerate(roster.session.questions, len(COLUMNS)):
            sheet.set_column(column, column, _ANSWER_WIDTH)
            sheet.write_string(_HEADING_ROW, column, pick(question.words, lang), heading)
        for row, cells in enumerate(_rows(roster, lang), _HEADING_ROW + 1):
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text)
        sheet.freeze_panes(_HEADING_ROW + 1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADING_ROW)
    return buffer.getvalue()


def _where_and_when(roster: Roster, lang: str) -> str:
    parts = [pick(roster.station_names, lang), roster.session.on_date.isoformat()]
    if roster.session.starts_at and roster.session.ends_at:
        parts.append(f"{_clock(roster.session.starts_at, roster)}–{_clock(roster.session.ends_at, roster)}")
    return " · ".join(parts)


def _clock(instant: datetime, roster: Roster) -> str:
    return f"{to_wall(instant, roster.jurisdiction):%H:%M}"


def _rows(roster: Roster, lang: str) -> Iterable[tuple[str, ...]]:
    slots = {part.slot.id: part.slot for part in roster.slots}
    for booking in roster.listed:
        slot = slots.get(booking.slot_id or 0)
        yield _row(roster, booking, _span(roster, slot) if slot else say(lang, "roster-walk-in"), lang)
    for one in roster.waiting:
        yield _row(roster, one.booking, say(lang, "roster-waiting-at", position=one.standing.position), lang)
    for booking in roster.cancelled:
        slot = slots.get(booking.slot_id or 0)
        yield _row(roster, booking, _span(roster, slot) if slot else "", lang)


def _span(roster: Roster, slot: Slot) -> str:
    return f"{_clock(slot.starts_at, roster)}–{_clock(slot.ends_at, roster)}"


def _row(roster: Roster, booking: Booking, slot: str, lang: str) -> tuple[str, ...]:
    answers = roster.answers.get(booking.id, {})
    is_here = booking.status in (BookingStatus.CHECKED_IN, BookingStatus.FULFILLED)
    arrived = booking.checked_in_at if is_here else None
    return (
        slot,
        show_code(booking.code),
        booking.name or say(lang, "roster-erased"),
        booking.phone,
        say(lang, f"category-{booking.category}") if booking.category else "",
        say(lang, f"booking-{booking.status}"),
        _clock(arrived, roster) if arrived else "",
        str(booking.party),
        *(in_words(question, answers.get(question.id, ""), lang) for question in roster.session.questions),
    )
