"""The roster as a file and as something to search; the QR on a photograph."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
import segno
from PIL import Image

from stations.bookings import Booking, BookingStatus
from stations.exchange.qr_photo import read_qr
from stations.exchange.roster_file import roster_xlsx
from stations.questions import Question, QuestionKind
from stations.queue import WaitReason
from stations.rosters import Roster, arrange, matches
from stations.sessions import Session, SessionStatus, Slot

NOW = datetime(2026, 11, 25, 1, 5, tzinfo=UTC)
START = datetime(2026, 11, 25, 1, tzinfo=UTC)
SESSION = Session(
    "id", "s", "clinic", {"zh-Hans": "量血压", "en": "Blood pressure"}, (), date(2026, 11, 25), START,
    START + timedelta(minutes=30), 15, 3, 2, 1, "anyone", {}, SessionStatus.PUBLISHED, 0, 1, False, "staff", NOW,
)  # fmt: skip
SLOTS = [
    Slot(number, "id", START + timedelta(minutes=15 * number), START + timedelta(minutes=15 * number + 15), 3, 1, 3)
    for number in range(2)
]
PERSON = Booking(
    "b", "id", "s", 0, "K7P4QX", "token", BookingStatus.BOOKED, False, "何永强", "+8613800138000", "truck", "zh-Hans", NOW,
    NOW, None, None, 1,
)  # fmt: skip


def roster(*bookings: Booking) -> Roster:
    return arrange(SESSION, {"zh-Hans": "货车司机站", "en": "Truck drivers"}, "CN", SLOTS, bookings)


def cells(content: bytes) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [tuple(cell.value for cell in row) for row in sheet.iter_rows()]


def test_the_file_has_a_row_for_each_person_on_the_clock_of_the_station() -> None:
    here = replace(PERSON, id="h", status=BookingStatus.CHECKED_IN, checked_in_at=NOW, slot_id=1, name="Wong")
    walk_in = replace(here, id="w", slot_id=None, is_walk_in=True, name="路人", phone="")
    gone = replace(PERSON, id="g", status=BookingStatus.CANCELLED, name="Left")
    rows = cells(roster_xlsx(roster(PERSON, here, walk_in, gone), "en", NOW))
    assert rows[0][0] == "Blood pressure"
    assert rows[1][0] == "Truck drivers · 2026-11-25 · 09:00–09:30"
    assert rows[3] == ("Time", "Code", "Name", "Phone", "Kind of work", "Status", "Checked in at", "People")
    assert rows[4][:4] == ("09:00–09:15", "K7P 4QX", "何永强", "+8613800138000")
    assert rows[5][0] == "09:15–09:30"
    assert rows[5][5:] == ("Checked in", "09:05", "1")
    assert [row[2] for row in rows[6:]] == ["路人", "Left"]


QUESTIONS = (
    Question("plate", QuestionKind.CHOICE, {"en": "Plate"}, ({"en": "Guangdong"}, {"en": "Hong Kong"})),
    Question("ask", QuestionKind.TEXT, {"en": "Ask"}),
)


def test_the_file_has_parties_answers_and_who_waits() -> None:
    waiting = replace(PERSON, id="w", status=BookingStatus.WAITLIST, slot_id=None, name="Waits", party=4)
    group = replace(PERSON, party=3)
    held = replace(PERSON, id="h", status=BookingStatus.PENDING, name="", phone="", category="", expires_at=NOW)
    found = arrange(
        replace(SESSION, questions=QUESTIONS),
        {"en": "T"},
        "CN",
        SLOTS,
        [group, waiting, held],
        answers={"b": {"plate": "1", "ask": "=1+1"}},
    )
    rows = cells(roster_xlsx(found, "en", NOW))
    assert rows[3][7:] == ("People", "Plate", "Ask")
    assert rows[4][7:] == ("3", "Hong Kong", "=1+1")
    assert rows[6][0] == "No. 1 in line"
    assert rows[6][7] == "4"
    counts = found.counts
    assert (counts.expected, counts.held, counts.waiting) == (4, 1, 4), "counted in people"


def test_somebody_without_a_booking_who_got_a_slots_place_is_listed_once() -> None:
    came = replace(PERSON, is_walk_in=True, status=BookingStatus.CHECKED_IN, checked_in_at=NOW)
    assert roster(came).listed == (came,)


def test_who_waits_stands_in_the_order_of_asking_with_the_reason() -> None:
    first = replace(PERSON, id="1", status=BookingStatus.WAITLIST, slot_id=1, party=4)
    second = replace(first, id="2", created_at=NOW + timedelta(minutes=1), party=1)
    found = arrange(SESSION, {"en": "T"}, "CN", SLOTS, [second, first], busy={"2": {1}})
    told = [(one.booking.id, one.standing.position, one.standing.reason) for one in found.waiting]
    assert told == [("1", 1, WaitReason.PARTY), ("2", 2, WaitReason.BUSY)]


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_the_words_are_in_the_language_of_whoever_takes_it(lang: str) -> None:
    assert {"zh-Hans": "时段", "zh-Hant": "時段", "en": "Time"}[lang] == cells(roster_xlsx(roster(PERSON), lang, NOW))[
        3
    ][0]


@pytest.mark.parametrize(
    "name",
    ["=1+1", '=HYPERLINK("http://x","y")', "+1", "-1", "@SUM(A1)", "{=1}", "http://example.org", "0123", "<b>x</b>"],
)
def test_what_people_typed_is_text_and_never_a_formula(name: str) -> None:
    content = roster_xlsx(roster(replace(PERSON, name=name)), "en", NOW)
    sheet = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    cell = sheet.cell(5, 3)
    assert (cell.value, cell.data_type, cell.hyperlink) == (name, "s", None)


def test_an_erased_person_is_said_to_be_erased() -> None:
    assert cells(roster_xlsx(roster(replace(PERSON, name="", phone="")), "en", NOW))[4][2] == "Details erased"


@pytest.mark.parametrize(
    ("typed", "is_found"),
    [
        ("", True), ("何", True), ("永 强", True), ("K7P", True), ("k7p 4", True), ("8000", True), ("00", True), ("138", False),
        ("0", False), ("张", False), ("4QX", False),
    ],
)  # fmt: skip
def test_people_are_found_by_name_code_or_last_digits(typed: str, is_found: bool) -> None:
    assert matches(PERSON, typed) is is_found


def photo(text: str, angle: float = 0) -> bytes:
    buffer, code = io.BytesIO(), io.BytesIO()
    segno.make(text).save(code, kind="png", scale=8, border=4)
    picture = Image.new("RGB", (900, 700), "#777")
    picture.paste(Image.open(code).convert("RGB"), (200, 80))
    picture.rotate(angle, expand=True, fillcolor="#777").save(buffer, "JPEG", quality=70)
    return buffer.getvalue()


@pytest.mark.parametrize("angle", [0, 20, 90, 187])
def test_a_code_is_read_from_a_photo_held_anyhow(angle: float) -> None:
    link = "https://example.org/booking?token=XhyNwspPJU5QUBcZqSJMRw"
    assert read_qr(photo(link, angle)) == link


@pytest.mark.parametrize("content", [b"", b"not a picture", b"\xff\xd8\xff\xe0broken", photo("x")[:300]])
def test_what_is_no_photo_has_no_code(content: bytes) -> None:
    assert read_qr(content) == ""


def test_a_photo_without_a_code_has_none() -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (300, 300), "white").save(buffer, "PNG")
    assert read_qr(buffer.getvalue()) == ""
