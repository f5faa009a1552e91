"""Planning sessions, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest

from stations.actions import clinic_list, clinics, desk, my_booking, roster
from stations.actions.book import SessionView
from stations.actions.clinics import Cancelled
from stations.bookings import BookingStatus, BookingView
from stations.errors import Code, Conflict, Forbidden, InvalidInput, NotFound, Refused
from stations.notices import NoticeKind
from stations.plans import Plan
from stations.roles import DRIVER, Actor
from stations.sessions import Session, SessionStatus
from stations.storage import audit, bookings, notices, sessions
from stations.storage.engine import Database

Booked = Callable[..., BookingView]


def code_of(result: object) -> Code:
    assert isinstance(result, Refused), result
    return result.code


def statuses(db: Database, session_id: str) -> list[str]:
    return sorted(str(one.status) for one in db.read(lambda tx: bookings.of_session(tx, session_id)))


def actions_on(db: Database, subject: str) -> list[str]:
    return [entry.action for entry in reversed(db.read(audit.latest)) if entry.subject == subject]


def test_a_draft_has_its_slots_at_once(db: Database, draft: Session) -> None:
    slots = db.read(lambda tx: sessions.slots_of(tx, draft.id))
    assert [(slot.starts_at - slots[0].starts_at).seconds // 60 for slot in slots] == [0, 15, 30]
    assert {slot.capacity for slot in slots} == {2}
    assert draft.status is SessionStatus.DRAFT


def test_two_taps_on_save_make_one_draft(db: Database, staff: Actor, now: datetime, plan: Plan) -> None:
    first, second = (clinics.create(db, staff, now, plan, "one form") for _ in range(2))
    assert first.id == second.id
    assert clinics.create(db, staff, now, plan, "another form").id != first.id
    assert actions_on(db, first.id) == ["session.created"]


def test_a_session_at_a_station_of_the_demo_is_marked_as_demo(
    db: Database, staff: Actor, now: datetime, plan: Plan
) -> None:
    db.write(lambda tx: tx.run("UPDATE station SET is_demo = 1 WHERE id = :id", id=plan.station_id))
    assert clinics.create(db, staff, now, plan).is_demo


def test_an_edited_draft_gets_new_slots(db: Database, staff: Actor, now: datetime, draft: Session, plan: Plan) -> None:
    longer = replace(plan, end=time(10, 30), slot_minutes=30, places_per_slot=4)
    edited = clinics.edit(db, staff, now, draft.id, longer, draft.version)
    assert isinstance(edited, Session)
    assert edited.version == draft.version + 1
    assert [slot.capacity for slot in db.read(lambda tx: sessions.slots_of(tx, draft.id))] == [4, 4, 4]


def test_two_editors_cannot_overwrite_each_other(
    db: Database, staff: Actor, now: datetime, draft: Session, plan: Plan
) -> None:
    clinics.edit(db, staff, now, draft.id, replace(plan, places_per_slot=3), draft.version)
    with pytest.raises(Conflict):
        clinics.edit(db, staff, now, draft.id, replace(plan, places_per_slot=4), draft.version)
    with pytest.raises(Conflict):
        clinics.publish(db, staff, now, draft.id, draft.version)
    with pytest.raises(Conflict):
        clinics.discard(db, staff, now, draft.id, draft.version)


def test_a_published_session_is_not_edited(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, plan: Plan
) -> None:
    result = clinics.edit(db, staff, now, clinic.session.id, plan, clinic.session.version)
    assert code_of(result) is Code.SESSION_NOT_DRAFT
    assert code_of(clinics.discard(db, staff, now, clinic.session.id, 2)) is Code.SESSION_NOT_DRAFT


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": {"en": "  "}}, "title"),
        ({"title": {"en": "x" * 121}}, "title"),
        ({"kind": "party"}, "kind"),
        ({"audience": "nobody"}, "audience"),
        ({"hosts": tuple({"en": f"host {n}"} for n in range(13))}, "hosts"),
        ({"notes": {"en": "x" * 1001}}, "notes"),
        ({"end": time(9, 10)}, "ends_at"),
        ({"end": time(8)}, "ends_at"),
        ({"slot_minutes": 7}, "slot_minutes"),
        ({"slot_minutes": 5, "start": time(0), "end": time(23, 55)}, "slot_minutes"),
        ({"places_per_slot": 0}, "places_per_slot"),
        ({"walk_in_capacity": -1}, "walk_in_capacity"),
        ({"on_date": date(2026, 11, 21)}, "starts_at"),
        ({"on_date": date(2028, 1, 1)}, "on_date"),
    ],
)
def test_a_plan_that_makes_no_session_names_its_field(
    db: Database, staff: Actor, now: datetime, plan: Plan, change: dict[str, object], field: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        clinics.create(db, staff, now, replace(plan, **change))  # type: ignore[arg-type]
    assert caught.value.field == field


def test_publishing_twice_changes_nothing_the_second_time(
    db: Database, staff: Actor, now: datetime, draft: Session
) -> None:
    first, second = (clinics.publish(db, staff, now, draft.id, draft.version) for _ in range(2))
    assert first == second
    assert isinstance(first, Session)
    assert first.status is SessionStatus.PUBLISHED
    assert actions_on(db, draft.id) == ["session.created", "session.published"]


def test_a_draft_whose_time_has_come_is_not_published(
    db: Database, staff: Actor, on_the_day: datetime, draft: Session
) -> None:
    assert code_of(clinics.publish(db, staff, on_the_day, draft.id, draft.version)) is Code.SESSION_PAST


def test_a_discarded_draft_is_gone_with_its_slots(db: Database, staff: Actor, now: datetime, draft: Session) -> None:
    clinics.discard(db, staff, now, draft.id, draft.version)
    assert db.read(lambda tx: sessions.get(tx, draft.id)) is None
    assert db.read(lambda tx: sessions.slots_of(tx, draft.id)) == []
    with pytest.raises(NotFound):
        clinics.discard(db, staff, now, draft.id, draft.version)


def test_cancelling_cancels_everyone_booked_and_writes_a_notice_for_each(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, booked: Booked
) -> None:
    views = [booked(1, 0), booked(2, 0), booked(3, 1)]
    my_booking.cancel(db, now, booked(4, 1).booking.token)
    result = clinics.cancel(db, staff, now, clinic.session.id)
    assert isinstance(result, Cancelled)
    assert result.told == 3
    assert statuses(db, clinic.session.id) == ["cancelled"] * 4
    for view in views:
        told = db.read(lambda tx, view=view: notices.of_booking(tx, view.booking.id))  # type: ignore[misc]
        assert [one.kind for one in told] == [NoticeKind.SESSION_CANCELLED, NoticeKind.BOOKED]
        assert actions_on(db, view.booking.id) == ["booking.created", "booking.cancelled-with-session"]
    assert actions_on(db, clinic.session.id)[-1] == "session.cancelled"
    assert db.read(sessions.miscounted) == []


def test_whoever_is_checked_in_stays_so_and_is_told_too(
    db: Database, staff: Actor, on_the_day: datetime, clinic: SessionView, booked: Booked
) -> None:
    here = booked(1, 0)
    booked(2, 1)
    desk.check_in(db, staff, on_the_day, here.booking.id)
    result = clinics.cancel(db, staff, on_the_day, clinic.session.id)
    assert isinstance(result, Cancelled)
    assert result.told == 2
    assert statuses(db, clinic.session.id) == [BookingStatus.CANCELLED, BookingStatus.CHECKED_IN]
    told = db.read(lambda tx: notices.of_booking(tx, here.booking.id))
    assert [one.kind for one in told] == [NoticeKind.SESSION_CANCELLED, NoticeKind.BOOKED]
    assert db.read(sessions.miscounted) == []


def test_what_is_cancelled_past_or_a_draft_is_not_cancelled(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, plan: Plan
) -> None:
    other = clinics.create(db, staff, now, plan)
    assert code_of(clinics.cancel(db, staff, now, other.id)) is Code.SESSION_CLOSED
    later = now + timedelta(days=4)
    assert code_of(clinics.cancel(db, staff, later, clinic.session.id)) is Code.SESSION_PAST
    clinics.cancel(db, staff, now, clinic.session.id)
    assert code_of(clinics.cancel(db, staff, now, clinic.session.id)) is Code.SESSION_CANCELLED


def test_taps_on_cancel_at_the_same_moment_tell_each_person_once(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, booked: Booked
) -> None:
    view = booked(1)
    with ThreadPoolExecutor(6) as pool:
        results = list(pool.map(lambda _: clinics.cancel(db, staff, now, clinic.session.id), range(6)))
    assert sum(isinstance(result, Cancelled) for result in results) == 1
    told = db.read(lambda tx: notices.of_booking(tx, view.booking.id))
    assert sum(one.kind is NoticeKind.SESSION_CANCELLED for one in told) == 1


def test_a_cancellation_while_drivers_cancel_and_staff_check_in_keeps_the_counters(
    db: Database, staff: Actor, on_the_day: datetime, now: datetime, clinic: SessionView, booked: Booked
) -> None:
    views = [booked(number, number % 3) for number in range(6)]
    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(my_booking.cancel, db, on_the_day, view.booking.token) for view in views[:3]]
        jobs += [pool.submit(desk.check_in, db, staff, on_the_day, view.booking.id) for view in views[3:]]  # type: ignore[misc]
        whole = pool.submit(clinics.cancel, db, staff, on_the_day, clinic.session.id)
        for job in jobs:
            job.result()
    assert isinstance(whole.result(), Cancelled)
    assert set(statuses(db, clinic.session.id)) <= {BookingStatus.CANCELLED, BookingStatus.CHECKED_IN}
    assert db.read(sessions.miscounted) == []


def test_people_to_call_are_told_one_by_one(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, booked: Booked
) -> None:
    first, second = booked(1), booked(2)
    clinics.cancel(db, staff, now, clinic.session.id)
    roster.mark_told(db, staff, now, first.booking.id)
    roster.mark_told(db, staff, now, first.booking.id)
    assert [(one.booking.id, one.told_at) for one in roster.to_call(db, staff, clinic.session.id)] == [
        (second.booking.id, None),
        (first.booking.id, now),
    ]
    assert actions_on(db, first.booking.id).count("booking.told") == 1
    roster.mark_told(db, staff, now, first.booking.id, is_told=False)
    assert [one.told_at for one in roster.to_call(db, staff, clinic.session.id)] == [None, None]


def test_a_copy_is_a_draft_at_the_same_time_on_another_day(
    db: Database, staff: Actor, now: datetime, clinic: SessionView
) -> None:
    day = date(2026, 12, 9)
    copy, again = (clinics.duplicate(db, staff, now, clinic.session.id, day, "copy") for _ in range(2))
    assert copy.id == again.id
    assert copy.status is SessionStatus.DRAFT
    assert copy.title == clinic.session.title
    assert copy.starts_at == datetime(2026, 12, 9, 1, tzinfo=now.tzinfo)
    assert len(db.read(lambda tx: sessions.slots_of(tx, copy.id))) == 3


def test_a_session_without_published_times_cannot_be_copied(db: Database, staff: Actor, now: datetime) -> None:
    past = next(one.session for one in clinic_list.overview(db, staff, now).past if one.session.starts_at is None)
    with pytest.raises(InvalidInput) as caught:
        clinics.duplicate(db, staff, now, past.id, date(2026, 12, 9))
    assert caught.value.code is Code.SESSION_TIMES


def test_the_list_has_drafts_upcoming_and_past_with_their_places(
    db: Database, staff: Actor, other_staff: Actor, admin: Actor, now: datetime, clinic: SessionView, booked: Booked
) -> None:
    booked(1)
    draft = clinics.duplicate(db, staff, now, clinic.session.id, date(2026, 12, 9))
    mine = clinic_list.overview(db, staff, now)
    assert [(one.session.id, one.places, one.taken) for one in mine.upcoming] == [(clinic.session.id, 6, 1)]
    assert [one.session.id for one in mine.drafts] == [draft.id]
    assert clinic.session.id in {one.session.id for one in clinic_list.overview(db, staff, now + timedelta(4)).past}
    theirs = clinic_list.overview(db, other_staff, now)
    assert {one.session.station_id for one in (*theirs.upcoming, *theirs.drafts, *theirs.past)} <= {"hzmb-port"}
    assert len(clinic_list.overview(db, admin, now).drafts) == 1


def test_staff_plan_at_their_own_stations_and_an_administrator_at_any(db: Database, staff: Actor, admin: Actor) -> None:
    assert [place.station_id for place in clinic_list.places_for(db, staff)] == ["hzmb-truck-drivers"]
    assert {place.station_id for place in clinic_list.places_for(db, admin)} == {"hzmb-truck-drivers", "hzmb-port"}
    assert [place.station_id for place in clinic_list.places_for(db, admin, "货车")] == ["hzmb-truck-drivers"]


def test_nobody_else_may(
    db: Database,
    driver: Actor,
    manager: Actor,
    other_manager: Actor,
    other_staff: Actor,
    now: datetime,
    clinic: SessionView,
    draft: Session,
    plan: Plan,
    booked: Booked,
) -> None:
    session_id, view = clinic.session.id, booked(1)
    for actor in (driver, manager, other_manager, other_staff):
        for attempt in (
            lambda a: clinics.create(db, a, now, plan),
            lambda a: clinics.edit(db, a, now, draft.id, plan, draft.version),
            lambda a: clinics.publish(db, a, now, draft.id, draft.version),
            lambda a: clinics.discard(db, a, now, draft.id, draft.version),
            lambda a: clinics.cancel(db, a, now, session_id),
            lambda a: clinics.duplicate(db, a, now, session_id, date(2026, 12, 9)),
            lambda a: clinic_list.see(db, a, session_id),
            lambda a: roster.to_call(db, a, session_id),
            lambda a: roster.mark_told(db, a, now, view.booking.id),
        ):
            with pytest.raises(Forbidden):
                attempt(actor)  # type: ignore[no-untyped-call]
    for actor in (driver, manager, other_manager):
        with pytest.raises(Forbidden):
            clinic_list.overview(db, actor, now)
        with pytest.raises(Forbidden):
            clinic_list.places_for(db, actor)
    assert statuses(db, session_id) == ["booked"]


def test_a_stranger_is_told_to_sign_in_and_a_colleague_that_it_is_not_theirs(
    db: Database, other_staff: Actor, clinic: SessionView
) -> None:
    for actor, code in ((DRIVER, Code.SIGN_IN_NEEDED), (other_staff, Code.FORBIDDEN)):
        with pytest.raises(Forbidden) as caught:
            roster.roster(db, actor, clinic.session.id)
        assert caught.value.code is code
