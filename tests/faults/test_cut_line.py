"""The line to PostgreSQL breaks in the middle of a booking: it is made once, or told, and a repeat makes no second one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest

from stations.actions import book, my_booking
from stations.actions.book import Request
from stations.actions.checks import check_house
from stations.bookings import BookingStatus
from stations.errors import Code, DatabaseUnavailable, Refused
from stations.roles import DRIVER, SYSTEM, Actor
from stations.storage.engine import Database, open_database
from tests.faults.conftest import slots_of_new_clinic
from tests.faults.load import request_of, view_of
from tests.faults.proxy import Cut, Line

BOOKS, CANCELS = b"INSERT INTO booking ", b"UPDATE booking "
BEFORE_COMMIT = [
    Cut(b"BEGIN", False),
    Cut(BOOKS, False),
    Cut(BOOKS, True),
]
AT_COMMIT = [Cut(b"COMMIT", False), Cut(b"COMMIT", True)]


@pytest.fixture
def direct(new_database_url: Callable[..., str], models: Callable[[str, bool], str]) -> Iterator[Database]:
    """The database, past the line that breaks."""
    db = open_database(new_database_url("postgresql", models("postgresql", True)))
    yield db
    db.close()


@pytest.fixture
def line(direct: Database, postgres_server: str) -> Iterator[Line]:
    line = Line(postgres_server.rpartition("@")[2])
    yield line
    line.close()


@pytest.fixture
def far(line: Line, request: pytest.FixtureRequest, direct: Database) -> Iterator[Database]:
    """The database at the other end of the line."""
    name = direct.read(lambda tx: tx.tuples("SELECT current_database()"))[0][0]
    db = open_database(f"postgresql://stations@127.0.0.1:{line.port}/{name}?sslmode=disable&gssencmode=disable")
    yield db
    db.close()


@pytest.fixture
def ask(direct: Database, staff: Actor, now: datetime) -> Request:
    """The request of a driver with a key of its own."""
    return request_of(slots_of_new_clinic(direct, staff, now)[0], 1, "once")


def bookings_in(db: Database) -> int:
    return int(db.read(lambda tx: tx.tuples("SELECT count(*) FROM booking"))[0][0])


def name_of(cut: Cut) -> str:
    return f"{cut.words.decode().strip()} {'carried out' if cut.is_carried_out else 'swallowed'}"


@pytest.mark.parametrize("cut", BEFORE_COMMIT, ids=name_of)
def test_a_line_that_breaks_before_commit_is_not_even_noticed(
    line: Line, far: Database, direct: Database, now: datetime, ask: Request, cut: Cut
) -> None:
    line.cut_at(cut)
    view = view_of(book.book(far, DRIVER, now, ask))
    assert line.cuts == 1
    assert view_of(book.book(far, DRIVER, now, ask)).booking.id == view.booking.id
    assert bookings_in(direct) == 1
    assert check_house(direct, SYSTEM).is_well


@pytest.mark.parametrize("cut", AT_COMMIT, ids=name_of)
def test_a_line_that_breaks_at_commit_is_told_and_a_repeat_with_the_key_makes_exactly_one(
    line: Line, far: Database, direct: Database, now: datetime, ask: Request, cut: Cut
) -> None:
    line.cut_at(cut)
    with pytest.raises(DatabaseUnavailable, match=Code.DATABASE_UNREACHABLE):
        book.book(far, DRIVER, now, ask)
    assert line.cuts == 1
    assert bookings_in(direct) == int(cut.is_carried_out)
    view = view_of(book.book(far, DRIVER, now, ask))
    assert view_of(book.book(far, DRIVER, now, ask)).booking.id == view.booking.id
    assert my_booking.open_booking(far, view.booking.token).view.booking.code == view.booking.code  # type: ignore[union-attr]
    assert bookings_in(direct) == 1
    assert check_house(direct, SYSTEM).is_well


@pytest.mark.parametrize("cut", AT_COMMIT, ids=name_of)
def test_without_a_key_the_phone_still_has_one_booking(
    line: Line, far: Database, direct: Database, now: datetime, ask: Request, cut: Cut
) -> None:
    without = request_of(ask.slot_id, 1)
    line.cut_at(cut)
    with pytest.raises(DatabaseUnavailable):
        book.book(far, DRIVER, now, without)
    again = book.book(far, DRIVER, now, without)
    assert again == Refused(Code.ALREADY_BOOKED, field="phone") if cut.is_carried_out else view_of(again)
    assert bookings_in(direct) == 1
    assert check_house(direct, SYSTEM).is_well


@pytest.mark.parametrize("cut", [Cut(CANCELS, False), Cut(CANCELS, True), *AT_COMMIT], ids=name_of)
def test_a_place_is_given_back_once_however_often_the_line_breaks(
    line: Line, far: Database, direct: Database, now: datetime, ask: Request, cut: Cut
) -> None:
    token = view_of(book.book(direct, DRIVER, now, ask)).booking.token
    line.cut_at(cut)
    if cut in AT_COMMIT:
        with pytest.raises(DatabaseUnavailable, match=Code.DATABASE_UNREACHABLE):
            my_booking.cancel(far, now, token)
    else:
        assert view_of(my_booking.cancel(far, now, token)).booking.status is BookingStatus.CANCELLED
    assert line.cuts == 1
    my_booking.cancel(far, now, token)
    assert my_booking.cancel(far, now, token) == Refused(Code.BOOKING_ENDED)
    assert check_house(direct, SYSTEM).is_well
    assert direct.read(lambda tx: tx.tuples("SELECT sum(taken) FROM slot"))[0][0] == 0


def test_a_read_whose_line_breaks_is_asked_again(line: Line, far: Database, now: datetime, ask: Request) -> None:
    line.cut_at(Cut(b"SELECT session", True))
    session = far.read(lambda tx: tx.tuples("SELECT session_id FROM slot LIMIT 1"))[0][0]
    assert book.see_session(far, session).session.id == session
    assert line.cuts == 1
