"""Counting who came, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from stations.actions import attendance, book, clinics, desk, forget, holds, my_booking, my_data, timekeeping
from stations.actions.attendance import Wish
from stations.actions.book import Request, SessionView
from stations.attendance import By, Line, Tally, made_by_day, total
from stations.bookings import BookingView
from stations.errors import Forbidden, InvalidInput, NotFound
from stations.plans import Plan
from stations.roles import DRIVER, SYSTEM, Actor
from stations.sessions import Session
from stations.storage.engine import Database
from tests.conftest import NOW, PORT, TRUCK

Booked = Callable[..., BookingView]
RequestFor = Callable[..., Request]
DAY = date(2026, 11, 25)
MONTH = Wish(date(2026, 11, 1), date(2026, 11, 30))


def counts(tally: Tally) -> dict[str, int]:
    """What is not nought."""
    return {name: value for name, value in asdict(tally).items() if value}


def of(db: Database, actor: Actor, clinic: SessionView) -> dict[str, int]:
    return counts(attendance.of_session(db, actor, clinic.session.id).tally)


EMPTY = {"sessions": 1, "places": 6, "walk_in_places": 2}


def nothing(*_: object) -> None:
    """Only the booking."""


def came(db: Database, staff: Actor, then: datetime, view: BookingView) -> None:
    desk.check_in(db, staff, then, view.booking.id)


def done(db: Database, staff: Actor, then: datetime, view: BookingView) -> None:
    came(db, staff, then, view)
    desk.fulfil(db, staff, then, view.booking.id)


def absent(db: Database, staff: Actor, then: datetime, view: BookingView) -> None:
    desk.no_show(db, staff, then, view.booking.id)


def cancelled(db: Database, staff: Actor, then: datetime, view: BookingView) -> None:
    my_booking.cancel(db, then - timedelta(days=1), view.booking.token)


def erased(db: Database, staff: Actor, then: datetime, view: BookingView) -> None:
    came(db, staff, then, view)
    my_data.erase(db, DRIVER, then, view.booking.token)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (nothing, {"booked": 1, "open": 1}),
        (came, {"booked": 1, "came": 1}),
        (done, {"booked": 1, "came": 1}),
        (absent, {"booked": 1, "absent": 1}),
        (cancelled, {"cancelled": 1}),
        (erased, {"booked": 1, "came": 1}),
    ],
)
def test_a_booking_is_counted_where_it_stands(
    db: Database, staff: Actor, clinic: SessionView, booked: Booked, on_the_day: datetime,
    step: Callable[..., None], expected: dict[str, int],
) -> None:  # fmt: skip
    step(db, staff, on_the_day, booked())
    assert of(db, staff, clinic) == EMPTY | expected


def test_people_are_counted_not_bookings(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, request_for: RequestFor
) -> None:
    db.write(lambda tx: tx.run("UPDATE session SET terms = '{\"most_party\": 2}' WHERE id = :id", id=clinic.session.id))
    assert isinstance(book.book(db, DRIVER, now, request_for(1, 0, party=2)), BookingView)
    assert of(db, staff, clinic) == EMPTY | {"booked": 2, "open": 2}


def test_walk_ins_are_apart_from_the_booked(
    db: Database, staff: Actor, clinic: SessionView, booked: Booked, on_the_day: datetime
) -> None:
    booked()
    desk.walk_in(db, staff, on_the_day, desk.WalkIn(clinic.session.id, "路人", "", "sanitation", True, "zh-Hans"))
    assert of(db, staff, clinic) == EMPTY | {"booked": 1, "open": 1, "walk_ins": 1}


def test_who_waits_and_who_has_an_offer_is_counted_and_a_held_place_is_nobody(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, request_for: RequestFor
) -> None:
    views = [book.book(db, DRIVER, now, request_for(number, number // 2)) for number in range(6)]
    for driver in (7, 8):
        book.wait(db, DRIVER, now, clinic.session.id, replace(request_for(driver), slot_id=0))
    assert isinstance(views[0], BookingView)
    my_booking.cancel(db, now, views[0].booking.token)
    expected = {"booked": 5, "open": 5, "waiting": 1, "held": 1, "cancelled": 1}
    assert of(db, staff, clinic) == EMPTY | expected
    assert isinstance(views[5], BookingView)
    my_booking.cancel(db, now, views[5].booking.token)
    expected = {"booked": 4, "open": 4, "held": 2, "cancelled": 2}
    assert of(db, staff, clinic) == EMPTY | expected


def test_a_place_that_was_only_held_is_never_counted(
    db: Database, staff: Actor, now: datetime, clinic: SessionView
) -> None:
    holds.hold(db, now, clinic.slots[0].id, "zh-Hans")
    assert of(db, staff, clinic) == EMPTY
    timekeeping.keep_time(db, SYSTEM, now + timedelta(minutes=11))
    assert of(db, staff, clinic) == EMPTY


def test_a_session_called_off_has_no_places_and_who_was_booked_cancelled(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, booked: Booked
) -> None:
    booked()
    clinics.cancel(db, staff, now, clinic.session.id)
    assert of(db, staff, clinic) == {"sessions": 1, "called_off": 1, "cancelled": 1}


def test_counts_are_the_same_after_everybody_was_erased(
    db: Database, staff: Actor, admin: Actor, now: datetime, clinic: SessionView, booked: Booked, on_the_day: datetime
) -> None:
    views = [booked(number, number // 2) for number in range(5)]
    came(db, staff, on_the_day, views[0])
    absent(db, staff, on_the_day, views[1])
    cancelled(db, staff, on_the_day, views[2])
    desk.walk_in(db, staff, on_the_day, desk.WalkIn(clinic.session.id, "路人", "", "courier", True, "zh-Hans"))
    before = attendance.of_session(db, staff, clinic.session.id)
    purged = forget.purge(db, SYSTEM, on_the_day + timedelta(days=60))
    assert purged.bookings == 6
    after = attendance.of_session(db, staff, clinic.session.id)
    assert (after.tally, after.details) == (before.tally, before.details)
    assert after.tally.booked == 4


def test_kinds_of_work_add_up_to_all(
    db: Database, staff: Actor, clinic: SessionView, booked: Booked, on_the_day: datetime
) -> None:
    for number, category in enumerate(["truck", "truck", "courier"]):
        booked(number, number, category=category)
    found = attendance.details(db, staff, MONTH).categories
    assert {key: counts(tally) for key, tally in found.items()} == {
        "courier": {"booked": 1, "open": 1}, "truck": {"booked": 2, "open": 2},
    }  # fmt: skip
    whole = total(found.values())
    assert counts(whole).items() <= of(db, staff, clinic).items()


@pytest.mark.parametrize(
    ("made", "days"),
    [
        (datetime(2026, 11, 22, 2, 0, tzinfo=UTC), 3),
        (datetime(2026, 11, 22, 15, 59, tzinfo=UTC), 3),
        (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), 2),
        (datetime(2026, 11, 24, 15, 59, tzinfo=UTC), 1),
        (datetime(2026, 11, 24, 16, 0, tzinfo=UTC), 0),
    ],
    ids=["ten in the morning", "a minute before midnight there", "midnight there", "the evening before", "the day itself"],
)  # fmt: skip
def test_days_before_a_session_are_those_of_its_clock(
    db: Database, staff: Actor, request_for: RequestFor, made: datetime, days: int
) -> None:
    assert isinstance(book.book(db, DRIVER, made, request_for()), BookingView)
    assert attendance.details(db, staff, MONTH).made == {days: 1}


def test_how_it_filled_is_told_day_by_day_without_gaps() -> None:
    assert made_by_day({5: 2, 2: 1, 0: 4}) == [(5, 2), (4, 2), (3, 2), (2, 3), (1, 3), (0, 7)]
    assert made_by_day({2: 1}) == [(2, 1), (1, 1), (0, 1)]
    assert made_by_day({}) == []


@pytest.fixture
def at_port(db: Database, other_staff: Actor, now: datetime, plan: Plan) -> Session:
    """A clinic at the other station, on the same day."""
    session = clinics.create(db, other_staff, now, replace(plan, station_id=PORT))
    clinics.publish(db, other_staff, now, session.id, session.version)
    return session


def in_series(db: Database, session: Session, day: str) -> None:
    db.write(
        lambda tx: tx.run(
            "UPDATE session SET series_id = 'weekly', recurrence_on = :day WHERE id = :id", day=day, id=session.id
        )
    )


@pytest.mark.parametrize(
    ("by", "keys"),
    [(By.SESSION, 1), (By.STATION, 1), (By.SERIES, 1)],
    ids=["sessions", "stations", "series"],
)
def test_staff_see_the_lines_of_their_own_stations(
    db: Database, staff: Actor, admin: Actor, clinic: SessionView, at_port: Session, booked: Booked, by: By, keys: int
) -> None:
    booked()
    in_series(db, clinic.session, "2026-11-25")
    found = attendance.board(db, staff, MONTH, by)
    assert len(found.lines) == keys
    assert counts(found.whole) == EMPTY | {"booked": 1, "open": 1}
    everywhere = attendance.board(db, admin, MONTH, by)
    assert len(everywhere.lines) == (1 if by is By.SERIES else 2)
    assert everywhere.lines[0].line.tally == found.lines[0].line.tally


def test_a_line_has_the_name_of_what_it_is_about(
    db: Database, admin: Actor, clinic: SessionView, at_port: Session
) -> None:
    in_series(db, clinic.session, "2026-11-25")
    (series,) = attendance.board(db, admin, MONTH, By.SERIES).lines
    assert (series.line.key, series.names["en"], series.on_date) == ("weekly", "Blood pressure", None)
    session = next(one for one in attendance.board(db, admin, MONTH, By.SESSION).lines if one.line.key == at_port.id)
    assert (session.on_date, "口岸" in session.station_names["zh-Hans"]) == (DAY, True)
    stations = attendance.board(db, admin, MONTH, By.STATION).lines
    assert {one.line.key for one in stations} == {TRUCK, PORT}


@pytest.mark.parametrize(
    ("first", "last", "sessions"),
    [(DAY, DAY, 1), (DAY - timedelta(days=9), DAY - timedelta(days=1), 0), (DAY + timedelta(days=1), DAY + timedelta(days=9), 0)],
    ids=["its day", "until the day before", "from the day after"],
)  # fmt: skip
def test_the_span_includes_its_last_day(
    db: Database, staff: Actor, clinic: SessionView, first: date, last: date, sessions: int
) -> None:
    assert attendance.board(db, staff, Wish(first, last), By.SESSION).whole.sessions == sessions


def test_one_station_or_one_series_can_be_asked_for(
    db: Database, admin: Actor, clinic: SessionView, at_port: Session
) -> None:
    in_series(db, clinic.session, "2026-11-25")
    for wish in (replace(MONTH, station_id=TRUCK), replace(MONTH, series_id="weekly")):
        assert [one.line.key for one in attendance.board(db, admin, wish, By.SESSION).lines] == [clinic.session.id]


def test_drafts_are_not_counted(db: Database, staff: Actor, draft: Session) -> None:
    assert attendance.board(db, staff, MONTH, By.SESSION).whole == Tally()


def test_lines_beyond_the_most_are_counted_and_not_listed(
    db: Database, admin: Actor, clinic: SessionView, at_port: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attendance, "MOST_LINES", 1)
    found = attendance.board(db, admin, MONTH, By.SESSION)
    assert (len(found.lines), found.more, found.whole.sessions) == (1, 1, 2)


@pytest.mark.parametrize(
    ("first", "last"),
    [(DAY, DAY - timedelta(days=1)), (DAY, DAY + timedelta(days=366))],
    ids=["the last before the first", "more than a year"],
)
def test_a_span_that_cannot_be_is_said_so(db: Database, admin: Actor, first: date, last: date) -> None:
    for ask in (lambda: attendance.board(db, admin, Wish(first, last), By.SESSION),
                lambda: attendance.federation(db, admin, NOW, first, last)):  # fmt: skip
        with pytest.raises(InvalidInput):
            ask()


@pytest.mark.parametrize("who", ["driver", "manager", "other_staff"])
def test_who_may_not_read_the_roster_may_not_count_it(
    db: Database, clinic: SessionView, request: pytest.FixtureRequest, who: str
) -> None:
    actor = request.getfixturevalue(who)
    with pytest.raises(Forbidden):
        attendance.of_session(db, actor, clinic.session.id)
    for ask in (attendance.details, lambda db, actor, wish: attendance.board(db, actor, wish, By.SESSION)):
        with pytest.raises(Forbidden):
            ask(db, actor, replace(MONTH, station_id=TRUCK))


@pytest.mark.parametrize("who", ["driver", "manager", "staff"])
def test_only_administrators_and_the_house_see_a_federation(
    db: Database, request: pytest.FixtureRequest, who: str
) -> None:
    with pytest.raises(Forbidden):
        attendance.federation(db, request.getfixturevalue(who), NOW, DAY, DAY)
    assert attendance.federation(db, SYSTEM, NOW, DAY, DAY).whole.sessions == 0


def test_a_session_that_is_not_there_is_not_found(db: Database, admin: Actor) -> None:
    with pytest.raises(NotFound):
        attendance.of_session(db, admin, "no-such-session")


def test_a_federation_sees_few_people_as_few_and_places_as_they_are(
    db: Database, admin: Actor, now: datetime, clinic: SessionView, at_port: Session, booked: Booked
) -> None:
    for number in range(6):
        booked(number, number // 2)
    found = attendance.federation(db, admin, now, MONTH.first, MONTH.last)
    assert (found.whole.sessions, found.whole.places, found.whole.walk_in_places) == (2, 12, 4)
    assert found.whole.people["booked"].value == 6
    assert found.whole.people["absent"].value is None
    assert found.whole.people["absent"].is_small
    assert [one.jurisdiction for one in found.jurisdictions] == ["CN"]
    assert found.categories["truck"]["booked"].value == 6
    assert Line("", "CN", Tally()) not in found.districts


def test_what_a_federation_sees_is_counted_anew_after_a_minute(
    db: Database, staff: Actor, admin: Actor, now: datetime, clinic: SessionView
) -> None:
    def called_off(then: datetime) -> int:
        return attendance.federation(db, admin, then, DAY, DAY).whole.called_off

    assert called_off(now) == 0
    clinics.cancel(db, staff, now, clinic.session.id)
    assert called_off(now + timedelta(seconds=59)) == 0
    assert called_off(now + timedelta(seconds=60)) == 1
