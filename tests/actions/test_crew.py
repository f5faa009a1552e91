"""A crew booked at once: every line is answered on its own, and the same list again books nobody twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest

from stations.actions import book, clinics, crew, roster
from stations.actions.book import Request, SessionView
from stations.actions.crew import CrewWish
from stations.bookings import BookingView
from stations.crew import CrewAnswer
from stations.crew_words import answer_words
from stations.errors import Code, Forbidden, InvalidInput, NotFound
from stations.exchange.crew_file import read_crew_text
from stations.plans import Plan
from stations.questions import Question, QuestionKind
from stations.roles import DRIVER, Actor
from stations.sessions import Session
from stations.storage import bookings, sessions
from stations.storage.engine import Database

SPREAD = CrewWish(slot_id=0, waits=False, category="truck", has_consented=True, lang="zh-Hans")
Booked = Callable[..., BookingView]


def send(
    db: Database, actor: Actor, now: datetime, clinic: SessionView, text: str, wish: CrewWish = SPREAD
) -> list[CrewAnswer]:
    return crew.book_crew(db, actor, now, clinic.session.id, read_crew_text(text, "CN"), wish)


def said(answers: list[CrewAnswer]) -> list[str]:
    return [answer_words(one, "en", "CN") for one in answers]


def people(db: Database, clinic: SessionView) -> list[str]:
    return [one.name for one in db.read(lambda tx: bookings.of_session(tx, clinic.session.id))]


CREW = "甲,13700137001\n乙,13700137002\n丙,13700137003\n丁"


def test_a_crew_is_spread_over_the_free_slots_in_their_order(
    db: Database, staff: Actor, now: datetime, clinic: SessionView
) -> None:
    assert said(send(db, staff, now, clinic, CREW)) == [
        "Booked at 09:00",
        "Booked at 09:00",
        "Booked at 09:15",
        "Booked at 09:15",
    ]
    assert db.read(sessions.miscounted) == []


def test_the_same_list_again_books_nobody_twice_and_corrected_lines_are_booked(
    db: Database, staff: Actor, now: datetime, clinic: SessionView
) -> None:
    first = send(db, staff, now, clinic, f"{CREW}\n戊,1370013\n丁")
    assert said(first)[4:] == ["The phone number cannot be read", "Booked at 09:30"]
    again = send(db, staff, now, clinic, f"{CREW}\n戊,13700137005\n丁")
    assert said(again) == [
        "Already booked at 09:00",
        "Already booked at 09:00",
        "Already booked at 09:15",
        "Already booked at 09:15",
        "Booked at 09:30",
        "Already booked at 09:30",
    ]
    assert len(people(db, clinic)) == 6


def test_one_slot_takes_what_it_holds_and_the_others_wait_if_wished(
    db: Database, staff: Actor, now: datetime, clinic: SessionView
) -> None:
    wish = replace(SPREAD, slot_id=clinic.slots[1].id)
    answers = send(db, staff, now, clinic, CREW, wish)
    assert said(answers) == ["Booked at 09:15", "Booked at 09:15", "No place left", "No place left"]
    waiting = send(db, staff, now, clinic, CREW, replace(wish, waits=True))
    assert said(waiting)[2:] == ["On the waiting list", "On the waiting list"]
    assert said(send(db, staff, now, clinic, CREW, wish))[2:] == ["Already on the waiting list"] * 2


def test_who_waits_from_a_list_is_booked_without_being_asked(
    db: Database, staff: Actor, now: datetime, clinic: SessionView
) -> None:
    wish = replace(SPREAD, slot_id=clinic.slots[0].id, waits=True)
    answers = send(db, staff, now, clinic, "甲,13700137001\n乙\n丙", wish)
    first = answers[0].view
    assert first is not None
    roster.cancel_for(db, staff, now, first.booking.id)
    statuses = {one.name: str(one.status) for one in db.read(lambda tx: bookings.of_session(tx, clinic.session.id))}
    assert statuses == {"甲": "cancelled", "乙": "booked", "丙": "booked"}


def test_somebody_with_another_booking_at_that_time_gets_the_next_or_is_told(
    db: Database, staff: Actor, now: datetime, clinic: SessionView, plan: Plan
) -> None:
    other = clinics.create(db, staff, now, replace(plan, title={"en": "Other"}))
    clinics.publish(db, staff, now, other.id, other.version)
    slots = book.see_session(db, other.id).slots
    elsewhere = Request(slots[0].id, "甲", "13700137001", "truck", True, "zh-Hans")
    assert isinstance(book.book(db, DRIVER, now, elsewhere), BookingView)
    at_nine = replace(SPREAD, slot_id=clinic.slots[0].id)
    assert said(send(db, staff, now, clinic, "甲,13700137001", at_nine)) == ["Has another booking at that time"]
    assert said(send(db, staff, now, clinic, "甲,13700137001")) == ["Booked at 09:15"]


def test_a_booking_that_was_cancelled_meanwhile_is_not_made_again_by_the_list(
    db: Database, staff: Actor, now: datetime, clinic: SessionView
) -> None:
    view = send(db, staff, now, clinic, "甲")[0].view
    assert view is not None
    roster.cancel_for(db, staff, now, view.booking.id)
    assert said(send(db, staff, now, clinic, "甲")) == [
        "Booked at 09:00 by this list before and no longer; book this person singly"
    ]


def test_a_party_is_counted_in_people(db: Database, staff: Actor, now: datetime, plan: Plan) -> None:
    draft = clinics.create(db, staff, now, replace(plan, terms=replace(plan.terms, most_party=2)))
    clinics.publish(db, staff, now, draft.id, draft.version)
    clinic = book.see_session(db, draft.id)
    answers = send(db, staff, now, clinic, "甲,13700137001,,2\n乙,13700137002,,2\n丙,13700137003,,3")
    assert said(answers)[:2] == ["Booked at 09:00", "Booked at 09:15"]
    assert answers[2].refused is not None
    assert answers[2].refused.code is Code.PARTY_TOO_LARGE
    assert db.read(sessions.miscounted) == []


def test_a_required_question_keeps_no_crew_away(db: Database, staff: Actor, now: datetime, plan: Plan) -> None:
    question = Question("plate", QuestionKind.TEXT, {"en": "Number plate"}, is_required=True)
    draft = clinics.create(db, staff, now, replace(plan, questions=(question,)))
    clinics.publish(db, staff, now, draft.id, draft.version)
    assert said(send(db, staff, now, book.see_session(db, draft.id), "甲")) == ["Booked at 09:00"]


def test_looking_books_nobody(db: Database, staff: Actor, clinic: SessionView, booked: Booked) -> None:
    booked(driver=1, slot=0)
    looked = crew.look(db, staff, clinic.session.id, read_crew_text("司机1,13800138001\n乙\n丙,123", "CN"))
    assert said(looked) == ["Already booked at 09:00", "Can be booked", "The phone number cannot be read"]
    assert people(db, clinic) == ["司机1"]


def test_without_consent_nobody_is_booked(db: Database, staff: Actor, now: datetime, clinic: SessionView) -> None:
    with pytest.raises(InvalidInput) as caught:
        send(db, staff, now, clinic, CREW, replace(SPREAD, has_consented=False))
    assert caught.value.code is Code.CONSENT_NEEDED
    assert people(db, clinic) == []


def test_others_may_not_book_a_crew_nor_look_who_is_there(
    db: Database, now: datetime, clinic: SessionView, manager: Actor, other_staff: Actor, driver: Actor
) -> None:
    for actor in (manager, other_staff, driver):
        with pytest.raises(Forbidden):
            send(db, actor, now, clinic, CREW)
        with pytest.raises(Forbidden):
            crew.look(db, actor, clinic.session.id, read_crew_text(CREW, "CN"))
    assert people(db, clinic) == []


def test_there_is_no_crew_for_a_session_that_is_not_there(db: Database, staff: Actor, now: datetime) -> None:
    with pytest.raises(NotFound):
        crew.book_crew(db, staff, now, "none", read_crew_text("甲", "CN"), SPREAD)


def test_only_staff_book_somebody_without_a_phone(
    db: Database, staff: Actor, now: datetime, request_for: Callable[..., Request], draft: Session
) -> None:
    request = request_for(phone="  ")
    with pytest.raises(InvalidInput) as caught:
        book.book(db, DRIVER, now, request)
    assert caught.value.code is Code.PHONE_INVALID
    made = [book.book(db, staff, now, request) for _ in range(2)]
    assert [one.booking.phone for one in made if isinstance(one, BookingView)] == ["", ""]
    assert db.read(sessions.miscounted) == []
