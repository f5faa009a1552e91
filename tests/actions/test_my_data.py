"""Taking one's own data away and having it erased, by the link alone."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pysqlite3.dbapi2 as sqlite3
import pytest

from stations.actions import book, clinics, desk, my_booking, my_data, roster
from stations.actions.book import Request, SessionView
from stations.bookings import BookingStatus, BookingView
from stations.errors import Code, NotFound, Refused
from stations.exchange.my_data_file import my_data_json
from stations.my_data_words import MyData, parts
from stations.notices import NoticeKind
from stations.questions import Question, QuestionKind
from stations.roles import DRIVER, Actor
from stations.storage import audit, bookings, notices, sessions
from stations.storage.engine import Database, Tx
from stations.words import LANGUAGES

RequestFor = Callable[..., Request]
NAME, PHONE, EMAIL, ANSWER = "何永强", "+8613800138077", "yongqiang@example.org", "要轮椅通道"
QUESTION = Question("q1", QuestionKind.TEXT, {"zh-Hans": "需要什么帮助？", "en": "What help do you need?"})


def text_columns(tx: Tx) -> list[tuple[str, str]]:
    """Every column of every table that can hold text."""
    if tx.engine == "sqlite":
        tables = [row[0] for row in tx.tuples("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return [(table, row[1]) for table in tables for row in tx.tuples(f'PRAGMA table_info("{table}")')]
    return tx.tuples(
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND data_type IN ('text', 'ARRAY', 'bytea')"
    )


def is_in(text: str, value: object) -> bool:
    return text.encode() in value if isinstance(value, bytes) else text in str(value)


def places_with(db: Database, text: str) -> list[str]:
    """The columns in which ``text`` still is."""

    def work(tx: Tx) -> list[str]:
        found = []
        for table, column in text_columns(tx):
            values = [row[0] for row in tx.tuples(f'SELECT "{column}" FROM "{table}"')]
            found += [f"{table}.{column}" for value in values if is_in(text, value)]
        return sorted(set(found))

    return db.read(work)


@pytest.fixture
def asking(db: Database, clinic: SessionView) -> SessionView:
    """The clinic, with a question."""
    session = clinic.session

    def work(tx: Tx) -> None:
        kept = sessions.get(tx, session.id)
        assert kept is not None
        tx.run(
            "UPDATE session SET questions = :questions WHERE id = :id",
            id=session.id,
            questions=json.dumps([{"id": "q1", "kind": "text", "words": dict(QUESTION.words), "options": [], "is_required": False}]),
        )  # fmt: skip

    db.write(work)
    return clinic


@pytest.fixture
def mine(db: Database, now: datetime, asking: SessionView, request_for: RequestFor) -> BookingView:
    """A booking with all that one can leave."""
    request = request_for(
        name=NAME, phone=PHONE, email=EMAIL, answers={"q1": ANSWER}, request_key="a tap on the button"
    )
    view = book.book(db, DRIVER, now, request)
    assert isinstance(view, BookingView)
    return view


def test_everything_that_is_kept_can_be_taken_away(db: Database, now: datetime, mine: BookingView) -> None:
    data = my_data.download(db, now, mine.booking.token)
    assert isinstance(data, MyData)
    kept = json.loads(my_data_json(data))
    assert (kept["booking"]["name"], kept["booking"]["phone"], kept["booking"]["email"]) == (NAME, PHONE, EMAIL)
    assert kept["answers"] == [{"question": dict(QUESTION.words), "id": "q1", "answer": ANSWER}]
    assert kept["consent"]["lang"] == "zh-Hans"
    assert [one["kind"] for one in kept["notices"]] == ["booked"]
    assert kept["links"] == 1
    assert [one["action"] for one in kept["record"]] == ["booking.created"]
    again = my_data.see(db, mine.booking.token)
    assert isinstance(again, MyData)
    assert [entry.action for entry in again.entries] == ["booking.created", "booking.taken-away"]


def test_nothing_personal_is_kept_that_the_file_does_not_hold(db: Database, now: datetime, mine: BookingView) -> None:
    data = my_data.download(db, now, mine.booking.token)
    assert isinstance(data, MyData)
    file = my_data_json(data).decode()
    for text in (NAME, PHONE, EMAIL, ANSWER):
        assert text in file
        assert places_with(db, text), "the search finds what is there"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_can_be_read_in_every_language(db: Database, mine: BookingView, lang: str) -> None:
    data = my_data.see(db, mine.booking.token)
    assert isinstance(data, MyData)
    read = [text for part in parts(data, lang) for line in part.lines for text in line]
    assert {NAME, PHONE, EMAIL, ANSWER} <= set(read)
    assert not [text for text in read if "booking." in text or text.startswith("mine-")]


def test_erasing_leaves_nothing_personal_in_any_table(
    db: Database, now: datetime, mine: BookingView, asking: SessionView
) -> None:
    erased = my_data.erase(db, DRIVER, now, mine.booking.token)
    assert isinstance(erased, BookingView)
    for text in (NAME, PHONE, EMAIL, ANSWER, mine.booking.token):
        assert places_with(db, text) == []
    assert db.read(lambda tx: tx.tuples("SELECT count(*) FROM occupied"))[0][0] == 0
    assert db.read(lambda tx: tx.tuples("SELECT count(*) FROM booking_link"))[0][0] == 0
    assert db.read(lambda tx: tx.tuples("SELECT request_key, request_hash FROM booking")) == [(None, None)]
    entries = [one for one in db.read(audit.latest) if one.subject == mine.booking.id]
    assert [one.action for one in reversed(entries)] == [
        "booking.created", "booking.cancelled", "booking.erased-by-owner",
    ]  # fmt: skip
    assert book.see_session(db, asking.session.id).slots[0].taken == 0


def test_what_was_erased_is_not_in_the_bytes_of_the_file(
    db: Database, now: datetime, mine: BookingView, tmp_path: Path
) -> None:
    my_data.erase(db, DRIVER, now, mine.booking.token)
    if db.engine == "sqlite":
        path = Path(db.path)  # type: ignore[attr-defined]
        other = sqlite3.connect(str(path))
        assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        other.close()
        content = path.read_bytes() + path.with_name(path.name + "-wal").read_bytes()
        assert not [text for text in (NAME, PHONE, EMAIL, ANSWER) if text.encode() in content]
    assert places_with(db, NAME) == []


def test_the_link_has_expired_afterwards_and_erasing_twice_is_refused_kindly(
    db: Database, now: datetime, mine: BookingView
) -> None:
    token = mine.booking.token
    my_data.erase(db, DRIVER, now, token)
    for answer in (
        my_data.erase(db, DRIVER, now, token), my_data.download(db, now, token), my_data.see(db, token),
        my_booking.open_booking(db, token),
    ):  # fmt: skip
        assert isinstance(answer, Refused)
        assert answer.code is Code.LINK_EXPIRED
    with pytest.raises(NotFound) as problem:
        my_booking.cancel(db, now, token)
    assert problem.value.code is Code.LINK_EXPIRED


@pytest.mark.parametrize("token", ["", "made-up", "0" * 32])
def test_a_wrong_link_takes_and_erases_nothing(db: Database, now: datetime, mine: BookingView, token: str) -> None:
    for attempt in (my_data.download, lambda db, now, token: my_data.erase(db, DRIVER, now, token)):
        with pytest.raises(NotFound) as problem:
            attempt(db, now, token)
        assert problem.value.code is Code.BOOKING_NOT_FOUND
    assert places_with(db, NAME) == ["booking.name"]


def test_another_persons_link_erases_theirs_only(
    db: Database, now: datetime, mine: BookingView, request_for: RequestFor
) -> None:
    other = book.book(db, DRIVER, now, request_for(5, 1))
    assert isinstance(other, BookingView)
    my_data.erase(db, DRIVER, now, other.booking.token)
    assert places_with(db, NAME) == ["booking.name"]
    assert places_with(db, other.booking.phone) == []


def test_the_place_goes_to_who_waits_longest(
    db: Database, now: datetime, clinic: SessionView, request_for: RequestFor
) -> None:
    views = [book.book(db, DRIVER, now, request_for(number, number // 2)) for number in range(6)]
    first = views[0]
    assert isinstance(first, BookingView)
    waiting = book.wait(db, DRIVER, now, clinic.session.id, replace(request_for(9), slot_id=0))
    assert isinstance(waiting, BookingView)
    my_data.erase(db, DRIVER, now, first.booking.token)
    offered = db.read(lambda tx: bookings.get(tx, waiting.booking.id))
    assert offered is not None
    assert (offered.status, offered.slot_id) == (BookingStatus.PENDING, clinic.slots[0].id)


def test_who_waits_leaves_the_list(db: Database, now: datetime, clinic: SessionView, request_for: RequestFor) -> None:
    for number in range(6):
        book.book(db, DRIVER, now, request_for(number, number // 2))
    waiting = book.wait(db, DRIVER, now, clinic.session.id, replace(request_for(9), slot_id=0))
    assert isinstance(waiting, BookingView)
    erased = my_data.erase(db, DRIVER, now, waiting.booking.token)
    assert isinstance(erased, BookingView)
    assert erased.booking.status is BookingStatus.CANCELLED
    assert db.read(lambda tx: bookings.waiting(tx, clinic.session.id)) == []


@pytest.mark.parametrize(("hours", "status"), [(0, "checked-in"), (24, "checked-in"), (24 * 20, "checked-in")])
def test_who_came_may_erase_at_any_time_and_stays_counted(
    db: Database, staff: Actor, on_the_day: datetime, mine: BookingView, hours: int, status: str
) -> None:
    desk.check_in(db, staff, on_the_day, mine.booking.id)
    erased = my_data.erase(db, DRIVER, on_the_day + timedelta(hours=hours), mine.booking.token)
    assert isinstance(erased, BookingView)
    assert erased.booking.status == status
    assert (erased.booking.name, erased.booking.phone, erased.booking.category) == ("", "", "truck")
    assert places_with(db, PHONE) == []


def test_the_desk_changes_nothing_of_what_was_erased(
    db: Database, staff: Actor, on_the_day: datetime, mine: BookingView
) -> None:
    desk.check_in(db, staff, on_the_day, mine.booking.id)
    my_data.erase(db, DRIVER, on_the_day, mine.booking.token)
    refused = desk.undo(db, staff, on_the_day, mine.booking.id)
    assert isinstance(refused, Refused)
    assert refused.code is Code.LINK_EXPIRED
    assert [one.name for one in roster.roster(db, staff, mine.session.id).listed] == [""]


def test_an_offer_in_place_of_a_cancelled_date_is_the_same_persons_and_goes_too(
    db: Database, staff: Actor, now: datetime, mine: BookingView, plan: object
) -> None:
    following = clinics.create(db, staff, now, replace(plan, on_date=plan.on_date + timedelta(days=7)))  # type: ignore[attr-defined,type-var]
    clinics.publish(db, staff, now, following.id, following.version)
    clinics.cancel(db, staff, now, mine.session.id, offers_next=True)
    assert len(db.read(lambda tx: tx.tuples("SELECT id FROM booking WHERE phone = :phone", phone=PHONE))) == 2
    my_data.erase(db, DRIVER, now, mine.booking.token)
    for text in (NAME, PHONE, EMAIL, ANSWER):
        assert places_with(db, text) == []
    assert book.see_session(db, following.id).slots[0].taken == 0


def test_a_message_that_was_still_to_be_sent_has_nobody_to_go_to(
    db: Database, now: datetime, mine: BookingView
) -> None:
    db.write(lambda tx: notices.add(tx, mine.booking.id, NoticeKind.REMINDER_DAY, now, 7, {"note": NAME}))
    my_data.erase(db, DRIVER, now, mine.booking.token)
    kept = db.read(lambda tx: notices.of_booking(tx, mine.booking.id))
    assert {str(one.delivery) for one in kept} == {"kept"}
    assert places_with(db, NAME) == []


def test_the_same_request_sent_again_later_is_a_new_booking_with_a_link_that_opens_it(
    db: Database, now: datetime, mine: BookingView, request_for: RequestFor
) -> None:
    my_data.erase(db, DRIVER, now, mine.booking.token)
    again = book.book(db, DRIVER, now, request_for(name=NAME, phone=PHONE, request_key="a tap on the button"))
    assert isinstance(again, BookingView)
    assert again.booking.id != mine.booking.id
    assert isinstance(my_booking.open_booking(db, again.booking.token), my_booking.MyBooking)
