"""Series of sessions, on both engines: made, opened, edited in three ways, dates added, left out and cancelled."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from stations.actions import book, clinics, my_booking, planning, rescheduling, series, series_dates, series_edit
from stations.actions.book import Request
from stations.actions.planning import Own
from stations.actions.rescheduling import Changed
from stations.actions.series import Dates, Settled
from stations.actions.series_edit import Effect, Scope
from stations.bookings import BookingView
from stations.clashes import ClashKind
from stations.errors import Code, Conflict, Forbidden, InvalidInput, NotFound, Refused
from stations.instants import from_wall
from stations.notices import NoticeKind
from stations.plans import Plan
from stations.recurrence import OnHoliday, Rule
from stations.roles import DRIVER, Actor
from stations.rrule_text import parse_rule, rule_text
from stations.sessions import Session, SessionStatus
from stations.storage import audit, bookings, notices, sessions
from stations.storage.engine import Database

AUGUST = datetime(2026, 8, 30, 2, tzinfo=UTC)
THURSDAY = date(2026, 9, 17)
Made = Callable[..., Dates]
Book = Callable[..., BookingView]


def rule(text: str = "FREQ=WEEKLY;BYDAY=TH;COUNT=5", on_holiday: OnHoliday = OnHoliday.SKIP) -> Rule:
    return Rule(parse_rule(text), on_holiday)


@pytest.fixture
def now() -> datetime:
    """The end of August, before the National Day of 2026."""
    return AUGUST


@pytest.fixture
def weekly(plan: Plan) -> Plan:
    """The clinic on Thursdays from 17 September on, 09:00 to 09:45."""
    return replace(plan, on_date=THURSDAY)


@pytest.fixture
def make(db: Database, staff: Actor, now: datetime, weekly: Plan) -> Made:
    """Make a function that stores a series of five Thursdays; National Day is skipped. ``is_open`` publishes it."""

    def make_one(its_rule: Rule | None = None, *, is_open: bool = False, **changes: object) -> Dates:
        made = series.create(db, staff, now, replace(weekly, **changes), its_rule or rule())  # type: ignore[arg-type]
        assert isinstance(made, Dates)
        return series.publish_all(db, staff, now, made.series.id) if is_open else made

    return make_one


@pytest.fixture
def take(db: Database, now: datetime) -> Book:
    """Make a function that books the nth slot of a session: ``take(session, slot=0, driver=1)``."""

    def book_it(session: Session, slot: int = 0, driver: int = 1) -> BookingView:
        slots = db.read(lambda tx: sessions.slots_of(tx, session.id))
        request = Request(slots[slot].id, f"司机{driver}", f"+86138001380{driver:02}", "truck", True, "zh-Hans")
        view = book.book(db, DRIVER, now, request)
        assert isinstance(view, BookingView)
        return view

    return book_it


def days(dates: Dates) -> list[str]:
    return [f"{it.on_date:%m-%d}" for it in dates.sessions]


def now_at(db: Database, staff: Actor, dates: Dates) -> Dates:
    return series.see(db, staff, dates.series.id)


def state(db: Database, view: BookingView) -> str:
    found = db.read(lambda tx: bookings.get(tx, view.booking.id))
    assert found is not None
    return str(found.status)


def told(db: Database, view: BookingView) -> list[NoticeKind]:
    return [one.kind for one in db.read(lambda tx: notices.of_booking(tx, view.booking.id))]


def well(db: Database) -> None:
    assert db.read(sessions.miscounted) == []
    assert db.check() == []


def done(result: Settled | Refused) -> Settled:
    assert isinstance(result, Settled), result
    return result


def code_of(result: object) -> Code:
    assert isinstance(result, Refused), result
    return result.code


def test_a_series_is_made_of_drafts_with_slots_and_the_holiday_is_skipped(db: Database, make: Made) -> None:
    made = make()
    assert days(made) == ["09-17", "09-24", "10-08", "10-15"]
    for session in made.sessions:
        assert (session.series_id, session.recurrence_on) == (made.series.id, session.on_date)
        assert session.status is SessionStatus.DRAFT
        assert session.starts_at == from_wall(datetime.combine(session.on_date, time(9)), "CN")
        assert len(db.read(lambda tx, it=session: sessions.slots_of(tx, it.id))) == 3
    well(db)


def test_a_moved_holiday_keeps_the_day_that_the_rule_gave(make: Made) -> None:
    made = make(rule("FREQ=WEEKLY;BYDAY=WE;COUNT=4", OnHoliday.MOVE), on_date=date(2026, 9, 23))
    assert days(made) == ["09-23", "09-30", "10-08", "10-14"]
    assert made.sessions[2].recurrence_on == date(2026, 10, 7)


def test_two_taps_on_save_make_one_series(db: Database, staff: Actor, now: datetime, weekly: Plan) -> None:
    first, second = (series.create(db, staff, now, weekly, rule(), "one form") for _ in range(2))
    assert first == second
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: series.create(db, staff, now, weekly, rule(), "at once"), range(4)))
    assert len({it.series.id for it in made if isinstance(it, Dates)}) == 1
    assert len(db.read(lambda tx: sessions.between(tx, THURSDAY, date(2026, 12, 1), drafts=True))) == 8


@pytest.mark.parametrize(
    ("changes", "its_rule", "field"),
    [
        ({"title": {"en": " "}}, rule(), "title"),
        ({"end": time(8)}, rule(), "ends_at"),
        ({"on_date": date(2026, 8, 1)}, rule(), "starts_at"),
        ({}, rule("FREQ=DAILY;UNTIL=20270801"), "rule"),
        ({}, rule("FREQ=WEEKLY;BYDAY=TH;COUNT=150"), "rule"),
        ({}, rule("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"), "rule"),
        ({"on_date": date(2027, 8, 20)}, rule("FREQ=WEEKLY;BYDAY=TH;COUNT=2"), "rule"),
    ],
)
def test_a_series_that_cannot_be_names_its_field_and_stores_nothing(
    db: Database, staff: Actor, now: datetime, weekly: Plan, changes: dict[str, object], its_rule: Rule, field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        series.create(db, staff, now, replace(weekly, **changes), its_rule)  # type: ignore[arg-type]
    assert caught.value.field == field
    assert db.read(lambda tx: tx.tuples("SELECT 1 FROM series")) == []
    assert db.read(lambda tx: sessions.between(tx, THURSDAY, date(2028, 1, 1), drafts=True)) == []


def test_a_year_whose_holidays_nobody_entered_is_named(
    db: Database, staff: Actor, weekly: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = datetime(2089, 12, 1, tzinfo=UTC)
    with pytest.raises(InvalidInput) as caught:
        series.create(db, staff, later, replace(weekly, on_date=date(2089, 12, 8)), rule())
    assert caught.value.code is Code.SERIES_CALENDAR_MISSING
    assert caught.value.args_["year"] == "2089"


def test_all_drafts_are_opened_with_one_tap(db: Database, staff: Actor, now: datetime, make: Made, take: Book) -> None:
    made = make(is_open=True)
    assert {it.status for it in made.sessions} == {SessionStatus.PUBLISHED}
    again = series.publish_all(db, staff, now, made.series.id)
    assert [it.version for it in again.sessions] == [it.version for it in made.sessions]
    assert state(db, take(made.sessions[2])) == "booked"


def test_one_date_is_edited_and_stands_by_itself(
    db: Database, staff: Actor, now: datetime, make: Made, take: Book
) -> None:
    made = make(is_open=True)
    session = made.sessions[1]
    keeps, loses = take(session, 0, 1), take(session, 2, 2)
    shorter = replace(made.series.plan, on_date=session.on_date, end=time(9, 30), title={"en": "Short"})
    assert series_edit.look(db, staff, now, session.id, Scope.ONE, shorter, made.series.rule) == Effect(1, 0, 0, 1)
    result = rescheduling.change(db, staff, now, session.id, shorter, session.version)
    assert isinstance(result, Changed)
    assert (result.lost, result.session.is_detached, result.session.recurrence_on) == (1, True, session.on_date)
    assert result.session.sequence > session.sequence
    assert (state(db, keeps), state(db, loses)) == ("booked", "cancelled")
    assert told(db, loses)[0] is NoticeKind.TIME_GONE
    assert NoticeKind.TIME_GONE not in told(db, keeps)
    assert len(db.read(lambda tx: sessions.slots_of(tx, session.id))) == 2
    mine = my_booking.open_booking(db, loses.booking.token)
    assert not isinstance(mine, Refused)
    assert mine.view.slot is None
    well(db)
    everything = series_edit.edit_all(
        db, staff, now, made.series.id, replace(made.series.plan, places_per_slot=5), made.series.rule, 1
    )
    assert done(everything).altered == 3
    found = now_at(db, staff, made).sessions
    assert [it.places_per_slot for it in found] == [5, 2, 5, 5]
    assert found[1].title == {"en": "Short"}


def test_a_draft_date_is_edited_as_any_draft_and_stands_by_itself(
    db: Database, staff: Actor, now: datetime, make: Made
) -> None:
    session = make().sessions[0]
    plan = replace(make().series.plan, on_date=session.on_date, places_per_slot=9)
    edited = clinics.edit(db, staff, now, session.id, plan, session.version)
    assert isinstance(edited, Session)
    assert (edited.is_detached, edited.series_id, edited.recurrence_on) == (True, session.series_id, session.on_date)


def test_a_date_held_on_another_day_ends_the_bookings_of_the_old_one(
    db: Database, staff: Actor, now: datetime, make: Made, take: Book
) -> None:
    made = make(is_open=True)
    session = made.sessions[0]
    view = take(session)
    plan = replace(made.series.plan, on_date=date(2026, 9, 18))
    result = rescheduling.change(db, staff, now, session.id, plan, session.version)
    assert isinstance(result, Changed)
    assert (result.session.on_date, result.session.recurrence_on) == (date(2026, 9, 18), THURSDAY)
    assert (result.lost, state(db, view)) == (1, "cancelled")
    well(db)


def test_a_slot_that_was_given_its_own_places_keeps_them(
    db: Database, staff: Actor, now: datetime, make: Made, take: Book
) -> None:
    session = make(is_open=True).sessions[0]
    slots = db.read(lambda tx: sessions.slots_of(tx, session.id))
    clinics.change_places(db, staff, now, session.id, 7, [slots[1].id])
    plan = replace(make().series.plan, on_date=session.on_date, end=time(10))
    assert isinstance(rescheduling.change(db, staff, now, session.id, plan, session.version), Changed)
    assert [it.capacity for it in db.read(lambda tx: sessions.slots_of(tx, session.id))] == [2, 7, 2, 2]


def test_who_waits_gets_a_place_that_a_change_made(
    db: Database, staff: Actor, now: datetime, make: Made, take: Book
) -> None:
    made = make(is_open=True, places_per_slot=1, end=time(9, 15))
    session = made.sessions[0]
    take(session, 0, 1)
    slot = db.read(lambda tx: sessions.slots_of(tx, session.id))[0]
    request = Request(slot.id, "司机2", "+8613800138002", "truck", True, "zh-Hans")
    waits = book.wait(db, DRIVER, now, session.id, request)
    assert isinstance(waits, BookingView)
    more = replace(made.series.plan, on_date=session.on_date, places_per_slot=2)
    rescheduling.change(db, staff, now, session.id, more, session.version)
    assert state(db, waits) == "pending"
    well(db)


def test_nothing_that_has_begun_is_changed(db: Database, staff: Actor, make: Made, take: Book) -> None:
    made = make(is_open=True)
    first, second = made.sessions[:2]
    later = from_wall(datetime(2026, 9, 17, 9, 5), "CN")
    plan = replace(made.series.plan, on_date=first.on_date, title={"en": "Too late"})
    assert code_of(rescheduling.change(db, staff, later, first.id, plan, first.version)) is Code.SESSION_PAST
    refused = series_edit.edit_following(db, staff, later, first.id, plan, made.series.rule, 1)
    assert code_of(refused) is Code.SESSION_PAST
    assert code_of(series_dates.leave_out(db, staff, later, first.id, 1)) is Code.SESSION_PAST
    changed = series_edit.edit_all(db, staff, later, made.series.id, plan, made.series.rule, 1)
    assert done(changed).altered == 3
    assert [it.title["en"] for it in now_at(db, staff, made).sessions] == ["Blood pressure", *["Too late"] * 3]
    span = series_dates.cancel_span(db, staff, later, made.series.id, THURSDAY, second.on_date)
    assert (span.cancelled, span.told) == (1, 0)


def test_times_are_not_taken_away_from_who_is_checked_in(
    db: Database, staff: Actor, now: datetime, make: Made, take: Book
) -> None:
    made = make(is_open=True)
    session, view = made.sessions[0], take(made.sessions[0], 2)
    db.write(lambda tx: tx.run("UPDATE booking SET status = 'checked-in' WHERE id = :id", id=view.booking.id))
    plan = replace(made.series.plan, end=time(9, 30))
    assert code_of(rescheduling.change(db, staff, now, session.id, plan, session.version)) is Code.SESSION_BEGUN
    longer = replace(made.series.plan, end=time(10, 30))
    assert isinstance(rescheduling.change(db, staff, now, session.id, longer, session.version), Changed)


def test_this_and_the_following_dates_become_a_series_of_their_own(
    db: Database, staff: Actor, now: datetime, make: Made, take: Book
) -> None:
    made = make(is_open=True)
    third = made.sessions[2]
    keeps, loses, before = take(third, 0, 1), take(third, 2, 2), take(made.sessions[1], 2, 3)
    rest = series_edit.rest_of(db, staff, now, third.id)
    assert (rest.plan.on_date, rest.rule.pattern.count) == (date(2026, 10, 8), 2)
    plan = replace(rest.plan, end=time(9, 30))
    effect = series_edit.look(db, staff, now, third.id, Scope.FOLLOWING, plan, rest.rule)
    assert effect == Effect(altered=2, added=0, dropped=0, people=1)
    for _ in range(2):  # two taps
        settled = done(series_edit.edit_following(db, staff, now, third.id, plan, rest.rule, 1, "one form"))
    old, new = now_at(db, staff, made), series.see(db, staff, settled.series.id)
    assert rule_text(old.series.rule.pattern) == "FREQ=WEEKLY;UNTIL=20261007;BYDAY=TH"
    assert (days(old), days(new)) == (["09-17", "09-24"], ["10-08", "10-15"])
    assert [it.id for it in new.sessions] == [it.id for it in made.sessions[2:]]
    assert new.series.continues == made.series.id
    assert [state(db, it) for it in (keeps, loses, before)] == ["booked", "cancelled", "booked"]
    assert [len(db.read(lambda tx, it=one: sessions.slots_of(tx, it.id))) for one in made.sessions] == [3, 3, 2, 2]
    well(db)


def test_from_its_first_date_on_is_the_whole_series(db: Database, staff: Actor, now: datetime, make: Made) -> None:
    made = make()
    plan = replace(made.series.plan, places_per_slot=4)
    settled = done(series_edit.edit_following(db, staff, now, made.sessions[0].id, plan, made.series.rule, 1))
    assert (settled.series.id, settled.altered) == (made.series.id, 4)


def test_another_rule_cancels_what_goes_and_makes_drafts_of_what_comes(
    db: Database, staff: Actor, now: datetime, make: Made, take: Book
) -> None:
    made = make(is_open=True)
    loses, keeps = take(made.sessions[1], 0, 1), take(made.sessions[2], 0, 2)
    every_second = rule("FREQ=WEEKLY;INTERVAL=3;BYDAY=TH,FR;COUNT=4")
    effect = series_edit.look(db, staff, now, made.sessions[3].id, Scope.ALL, made.series.plan, every_second)
    assert effect == Effect(altered=0, added=2, dropped=2, people=1)
    settled = done(series_edit.edit_all(db, staff, now, made.series.id, made.series.plan, every_second, 1))
    assert (settled.added, settled.altered, settled.dropped, settled.told) == (2, 0, 2, 1)
    found = now_at(db, staff, made).sessions
    assert [(f"{it.on_date:%m-%d}", str(it.status)) for it in found] == [
        ("09-17", "published"),
        ("09-18", "draft"),
        ("09-24", "cancelled"),
        ("10-08", "published"),
        ("10-09", "draft"),
        ("10-15", "cancelled"),
    ]
    assert (state(db, loses), state(db, keeps)) == ("cancelled", "booked")
    assert told(db, loses)[0] is NoticeKind.SESSION_CANCELLED
    well(db)


def test_a_cancelled_date_stays_cancelled_whatever_is_edited(
    db: Database, staff: Actor, now: datetime, make: Made
) -> None:
    made = make(is_open=True)
    clinics.cancel(db, staff, now, made.sessions[2].id)
    plan = replace(made.series.plan, places_per_slot=4)
    settled = done(series_edit.edit_following(db, staff, now, made.sessions[1].id, plan, made.series.rule, 1))
    found = series.see(db, staff, settled.series.id).sessions
    assert [(it.places_per_slot, str(it.status)) for it in found if f"{it.on_date:%m-%d}" in ("09-24", "10-08")] == [
        (4, "published"),
        (2, "cancelled"),
    ]


def test_the_second_of_two_editors_is_told(db: Database, staff: Actor, now: datetime, make: Made) -> None:
    made = make(is_open=True)
    plan, session = replace(made.series.plan, places_per_slot=3), made.sessions[1]
    series_edit.edit_all(db, staff, now, made.series.id, plan, made.series.rule, 1)
    for attempt in (
        lambda: series_edit.edit_all(db, staff, now, made.series.id, plan, made.series.rule, 1),
        lambda: series_edit.edit_following(db, staff, now, session.id, plan, made.series.rule, 1),
        lambda: series_dates.add_date(db, staff, now, made.series.id, date(2026, 9, 19), 1),
        lambda: series_dates.leave_out(db, staff, now, session.id, 1),
        lambda: rescheduling.change(db, staff, now, session.id, plan, session.version),
    ):
        with pytest.raises(Conflict):
            attempt()  # type: ignore[no-untyped-call]
    assert [it.places_per_slot for it in now_at(db, staff, made).sessions] == [3, 3, 3, 3]


def test_a_date_is_added_left_out_and_brought_back(db: Database, staff: Actor, now: datetime, make: Made) -> None:
    made = make()
    saturday = date(2026, 9, 19)
    assert done(series_dates.add_date(db, staff, now, made.series.id, saturday, 1)).added == 1
    assert days(now_at(db, staff, made)) == ["09-17", "09-19", "09-24", "10-08", "10-15"]
    assert code_of(series_dates.add_date(db, staff, now, made.series.id, saturday, 2)) is Code.SERIES_DATE_THERE
    with pytest.raises(InvalidInput):
        series_dates.add_date(db, staff, now, made.series.id, date(2026, 8, 1), 2)
    series_dates.leave_out(db, staff, now, made.sessions[1].id, 2)
    clinics.discard(db, staff, now, made.sessions[2].id, 1)
    assert days(now_at(db, staff, made)) == ["09-17", "09-19", "10-15"]
    assert done(series.go_on(db, staff, now, made.series.id)).added == 0
    series_dates.add_date(db, staff, now, made.series.id, date(2026, 9, 24), 4)
    found = now_at(db, staff, made)
    assert days(found) == ["09-17", "09-19", "09-24", "10-15"]
    assert found.series.rule.left_out == frozenset({date(2026, 10, 8)})


def test_a_published_date_is_left_out_with_everyone_told(
    db: Database, staff: Actor, now: datetime, make: Made, take: Book
) -> None:
    made = make(is_open=True)
    view = take(made.sessions[1])
    assert done(series_dates.leave_out(db, staff, now, made.sessions[1].id, 1)).told == 1
    assert (state(db, view), told(db, view)[0]) == ("cancelled", NoticeKind.SESSION_CANCELLED)


def test_a_typhoon_week_is_cancelled_and_the_rest_goes_on(
    db: Database, staff: Actor, now: datetime, make: Made, take: Book
) -> None:
    made = make(is_open=True)
    lost = [take(made.sessions[1], 0, 1), take(made.sessions[1], 1, 2)]
    kept = take(made.sessions[2], 0, 3)
    first, last = date(2026, 9, 21), date(2026, 9, 27)
    assert series_dates.look_at_span(db, staff, now, made.series.id, first, last) == series_dates.Span(1, 0, 2)
    span = series_dates.cancel_span(db, staff, now, made.series.id, first, last)
    assert (span.cancelled, span.discarded, span.told) == (1, 0, 2)
    assert span.session_ids == (made.sessions[1].id,)
    assert [state(db, it) for it in (*lost, kept)] == ["cancelled", "cancelled", "booked"]
    assert series_dates.cancel_span(db, staff, now, made.series.id, first, last).cancelled == 0
    well(db)


def test_the_rest_of_a_series_is_cancelled_and_nothing_of_it_comes_back(
    db: Database, staff: Actor, now: datetime, make: Made
) -> None:
    made = make(rule("FREQ=WEEKLY;BYDAY=TH"), is_open=True)
    series_dates.add_date(db, staff, now, made.series.id, date(2026, 10, 10), 1)
    span = series_dates.cancel_span(db, staff, now, made.series.id, date(2026, 10, 1))
    assert span.discarded == 1
    assert span.cancelled == len(made.sessions) - 2
    later = now + timedelta(days=20)
    assert done(series.go_on(db, staff, later, made.series.id)).added == 0
    alive = [it for it in now_at(db, staff, made).sessions if it.status is not SessionStatus.CANCELLED]
    assert [f"{it.on_date:%m-%d}" for it in alive] == ["09-17", "09-24"]


def test_a_series_without_an_end_goes_on_as_far_as_holidays_are_known(
    db: Database, staff: Actor, now: datetime, make: Made
) -> None:
    made = make(rule("FREQ=WEEKLY;BYDAY=TH", OnHoliday.KEEP))
    assert days(made)[-1] == "03-18"
    later = now + timedelta(days=40)
    assert done(series.go_on(db, staff, later, made.series.id)).added > 0
    assert done(series.go_on(db, staff, later, made.series.id)).added == 0
    skipping = make(rule("FREQ=WEEKLY;BYDAY=MO"), on_date=date(2026, 9, 7))
    assert {it.on_date.year for it in skipping.sessions} == {2026}


def test_what_was_done_is_in_the_audit_trail_with_counts_and_no_names(
    db: Database, staff: Actor, now: datetime, make: Made, take: Book
) -> None:
    made = make(is_open=True)
    take(made.sessions[1])
    series_dates.leave_out(db, staff, now, made.sessions[1].id, 1)
    entries = [it for it in db.read(audit.latest) if it.subject == made.series.id]
    assert [it.action for it in entries] == ["series.date-left-out", "series.published", "series.created"]
    assert entries[0].detail == {"added": 0, "altered": 0, "dropped": 1, "told": 1}
    assert "司机" not in repr(entries)


def test_the_preview_names_holidays_and_what_is_in_the_way(
    db: Database, staff: Actor, now: datetime, make: Made, weekly: Plan
) -> None:
    made = make(is_open=True)
    found = planning.preview(db, staff, now, weekly, rule("FREQ=WEEKLY;BYDAY=TH,FR;COUNT=6"))
    assert [f"{one.recurrence_on:%m-%d}" for one in found.occurrences if one.on_date is None] == [
        "09-25",
        "10-01",
        "10-02",
    ]
    assert {f"{day:%m-%d}": [it.kind for it in them] for day, them in found.clashes.items()} == {
        "09-17": [ClashKind.OTHER_SESSION],
        "09-24": [ClashKind.OTHER_SESSION],
    }
    own = planning.preview(db, staff, now, weekly, rule(), Own(series_id=made.series.id))
    assert own.clashes == {}
    assert planning.clashes_of(db, staff, now, weekly, Own(made.sessions[0].id)) == ()
    (clash,) = planning.clashes_of(db, staff, now, weekly)
    assert clash.other == made.sessions[0]


def test_a_series_at_a_station_of_the_demo_is_marked_as_demo(db: Database, make: Made, weekly: Plan) -> None:
    db.write(lambda tx: tx.run("UPDATE station SET is_demo = 1 WHERE id = :id", id=weekly.station_id))
    made = make()
    assert made.series.is_demo
    assert all(it.is_demo for it in made.sessions)


def test_a_booking_under_way_meets_a_change_of_times_and_nobody_is_lost(
    db: Database, staff: Actor, now: datetime, make: Made
) -> None:
    made = make(is_open=True, places_per_slot=20)
    session = made.sessions[0]
    slots = db.read(lambda tx: sessions.slots_of(tx, session.id))
    shorter = replace(made.series.plan, end=time(9, 30))

    def one(driver: int) -> object:
        if driver == 5:
            return rescheduling.change(db, staff, now, session.id, shorter, session.version)
        request = Request(slots[2].id, f"司机{driver}", f"+86138001380{driver:02}", "truck", True, "zh-Hans")
        try:
            return book.book(db, DRIVER, now, request)
        except NotFound:
            return None

    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(one, range(12)))
    assert any(isinstance(it, Changed) for it in results)
    booked = db.read(lambda tx: bookings.of_session(tx, session.id))
    assert {str(it.status) for it in booked} <= {"cancelled"}
    well(db)


def test_nobody_else_may(
    db: Database,
    now: datetime,
    make: Made,
    weekly: Plan,
    driver: Actor,
    manager: Actor,
    other_staff: Actor,
    staff: Actor,
) -> None:
    made = make()
    key, session = made.series.id, made.sessions[1]
    for actor in (driver, manager, other_staff):
        for attempt in (
            lambda a: series.create(db, a, now, weekly, rule()),
            lambda a: series.see(db, a, key),
            lambda a: series.publish_all(db, a, now, key),
            lambda a: series.go_on(db, a, now, key),
            lambda a: series_dates.add_date(db, a, now, key, date(2026, 9, 19), 1),
            lambda a: series_dates.leave_out(db, a, now, session.id, 1),
            lambda a: series_dates.look_at_span(db, a, now, key, THURSDAY),
            lambda a: series_dates.cancel_span(db, a, now, key, THURSDAY),
            lambda a: series_dates.cancel_span(db, a, now, key, THURSDAY, THURSDAY),
            lambda a: series_edit.rest_of(db, a, now, session.id),
            lambda a: series_edit.look(db, a, now, session.id, Scope.ALL, weekly, rule()),
            lambda a: series_edit.edit_all(db, a, now, key, weekly, rule(), 1),
            lambda a: series_edit.edit_following(db, a, now, session.id, weekly, rule(), 1),
            lambda a: rescheduling.change(db, a, now, session.id, weekly, session.version),
            lambda a: planning.preview(db, a, now, weekly, rule()),
            lambda a: planning.clashes_of(db, a, now, weekly),
        ):
            with pytest.raises(Forbidden):
                attempt(actor)  # type: ignore[no-untyped-call]
    assert now_at(db, staff, made) == made


def test_what_is_no_series_is_not_found(
    db: Database, staff: Actor, now: datetime, draft: Session, weekly: Plan
) -> None:
    for attempt in (
        lambda: series.see(db, staff, "none"),
        lambda: series_edit.rest_of(db, staff, now, draft.id),
        lambda: series_edit.rest_of(db, staff, now, "none"),
        lambda: series_dates.leave_out(db, staff, now, draft.id, 1),
        lambda: rescheduling.change(db, staff, now, "none", weekly, 1),
    ):
        with pytest.raises(NotFound):
            attempt()  # type: ignore[no-untyped-call]
