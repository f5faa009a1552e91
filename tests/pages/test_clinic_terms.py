"""The parts of a session's form about its kind, its terms and its questions; changing places; offering the next date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from stations.actions import book, clinic_list, clinics
from stations.actions.book import Request
from stations.bookings import BookingStatus
from stations.errors import Forbidden
from stations.instants import local_date
from stations.kinds import kind_of
from stations.plans import Plan
from stations.roles import DRIVER, Actor
from stations.sessions import Session
from stations.storage import bookings, sessions
from stations.storage.engine import Database
from stations.terms import Terms
from stations.ui import desk_list
from stations.words import LANGUAGES, say
from tests.pages.conftest import words_on

Open = Callable[..., AppTest]


def day(ahead: int) -> Plan:
    on_date = local_date(datetime.now(UTC), "CN") + timedelta(days=ahead)
    return Plan("hzmb-truck-drivers", "clinic", {"zh-Hans": "量血压"}, (), on_date, time(9), time(10), 15, 2, 1)


def published(db: Database, staff: Actor, plan: Plan) -> Session:
    now = datetime.now(UTC)
    draft = clinics.create(db, staff, now, plan)
    found = clinics.publish(db, staff, now, draft.id, draft.version)
    assert isinstance(found, Session)
    return found


def booked(db: Database, session: Session, count: int) -> None:
    slot = db.read(lambda tx: sessions.slots_of(tx, session.id))[0]
    for number in range(count):
        request = Request(slot.id, f"司机{number}", f"1380013800{number}", "truck", True, "zh-Hans")
        assert not hasattr(book.book(db, DRIVER, datetime.now(UTC), request), "code")


def made(db: Database, staff: Actor) -> Session:
    (draft,) = clinic_list.overview(db, staff, datetime.now(UTC)).drafts
    return draft.session


def test_a_kind_brings_what_is_usual_for_it_and_its_fields(open_screen: Open, site: Database, staff: Actor) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.number_input(key="cf_walkins").set_value(7).run()
    app.selectbox(key="cf_kind").set_value("talk").run()
    usual = kind_of("talk").usual
    assert app.selectbox(key="cf_minutes").value == usual.slot_minutes
    assert app.number_input(key="cf_each").value == usual.places_per_slot
    assert app.number_input(key="cf_walkins").value == 7, "what was typed stays"
    app.text_input(key="cf_title_en").set_value("Road safety")
    app.text_area(key="cf_detail_speakers").set_value("Captain Wong")
    app.button(key="clinic_save").click().run()
    assert not app.exception
    session = made(site, staff)
    assert session.details == {"speakers": "Captain Wong"}
    assert [one.id for one in session.questions] == ["for-the-speakers"]
    assert session.terms.most_party == usual.most_party


def test_changing_the_kind_back_takes_its_questions_away(open_screen: Open, staff: Actor) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.selectbox(key="cf_kind").set_value("talk").run()
    app.selectbox(key="cf_kind").set_value("clinic").run()
    assert app.session_state["cf_question_ids"] == []
    assert app.selectbox(key="cf_minutes").value == kind_of("clinic").usual.slot_minutes


def test_the_terms_are_stored_and_come_back(open_screen: Open, site: Database, staff: Actor) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.text_input(key="cf_title_en").set_value("Eye test")
    app.number_input(key="cf_party").set_value(4)
    app.number_input(key="cf_opens").set_value(7)
    app.number_input(key="cf_closes").set_value(30)
    app.number_input(key="cf_points").set_value(2)
    app.number_input(key="cf_release").set_value(10)
    app.selectbox(key="cf_buffer").set_value(5)
    app.selectbox(key="cf_offer").set_value(60)
    app.checkbox(key="cf_waitlist").set_value(False).run()
    assert "7 slots of 15 minutes, 6 people each = 42 places" in words_on(app)
    app.button(key="clinic_save").click().run()
    session = made(site, staff)
    assert session.terms == Terms(7, 30, 4, 2, 5, False, 60, 10)
    app = open_screen("clinics", replace(staff, account_id="staff-9"), lang="en", edit=session.id)
    assert app.number_input(key="cf_closes").value == 30
    app.number_input(key="cf_opens").set_value(None)
    app.button(key="clinic_save").click().run()
    assert made(site, staff).terms.opens_days_before is None


def ask(app: AppTest, words: str, kind: str = "text", options: str = "") -> str:
    app.button(key="question_add").click().run()
    one = str(app.session_state["cf_question_ids"][-1])
    app.session_state[f"cf_q_{one}_kind"] = kind
    app.run()
    app.text_input(key=f"cf_q_{one}_words").set_value(words)
    if options:
        app.text_area(key=f"cf_q_{one}_options").set_value(options)
    app.run()
    return one


def test_questions_are_stored_with_their_choices(open_screen: Open, site: Database, staff: Actor) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.text_input(key="cf_title_en").set_value("Fair")
    one = ask(app, "车牌 | 車牌 | Plate", "choice", "粤 | 粵 | Guangdong\n港 | 港 | Hong Kong")
    app.checkbox(key=f"cf_q_{one}_required").set_value(True)
    gone = ask(app, "Not this one")
    app.button(key=f"question_remove_{gone}").click().run()
    app.button(key="clinic_save").click().run()
    assert not app.exception
    (question,) = made(site, staff).questions
    assert (question.words["zh-Hant"], question.is_required) == ("車牌", True)
    assert [option["en"] for option in question.options] == ["Guangdong", "Hong Kong"]


@pytest.mark.parametrize(
    ("lang", "words"), [("zh-Hans", "您有过敏吗"), ("zh-Hant", "您有過敏嗎"), ("en", "Any allergies?")]
)
def test_a_question_that_sounds_medical_is_asked_only_where_it_is_meant(
    open_screen: Open, site: Database, staff: Actor, lang: str, words: str
) -> None:
    app = open_screen("clinics", staff, lang=lang, new="1")
    app.text_input(key=f"cf_title_{lang}").set_value("A")
    one = ask(app, words)
    assert say(lang, "questions-health") in words_on(app)
    app.button(key="clinic_save").click().run()
    assert say(lang, "error-question-health") in words_on(app)
    assert not clinic_list.overview(site, staff, datetime.now(UTC)).drafts
    app.checkbox(key=f"cf_q_{one}_meant").set_value(True)
    app.button(key="clinic_save").click().run()
    assert len(made(site, staff).questions) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_question_is_there_by_itself_at_a_clinic(open_screen: Open, staff: Actor, lang: str) -> None:
    app = open_screen("clinics", staff, lang=lang, new="1")
    assert not app.exception
    assert app.session_state["cf_question_ids"] == []


def test_fewer_places_than_are_booked_take_nobodys_place(open_screen: Open, site: Database, staff: Actor) -> None:
    session = published(site, staff, replace(day(2), places_per_slot=5))
    booked(site, session, 4)
    app = open_screen("roster", staff, lang="en", session=session.id)
    app.button(key="places_open").click().run()
    assert not app.exception
    app.number_input(key="places_each_0").set_value(1).run()
    assert "4 × 1 = 4 places" in words_on(app)
    app.button(key="places_yes").click().run()
    assert "3 people stay booked above your number" in words_on(app)
    slots = site.read(lambda tx: sessions.slots_of(tx, session.id))
    assert [(one.planned, one.capacity) for one in slots] == [(1, 4), (1, 1), (1, 1), (1, 1)]
    assert site.read(sessions.miscounted) == []


def test_more_places_of_one_slot_go_to_who_waits(open_screen: Open, site: Database, staff: Actor) -> None:
    session = published(site, staff, replace(day(2), end=time(9, 15)))
    booked(site, session, 2)
    request = Request(0, "等候的人", "13900139000", "truck", True, "zh-Hans")
    book.wait(site, DRIVER, datetime.now(UTC), session.id, request)
    app = open_screen("roster", staff, lang="en", session=session.id)
    app.button(key="places_open").click().run()
    app.selectbox(key="places_which").select_index(1).run()
    slot = site.read(lambda tx: sessions.slots_of(tx, session.id))[0]
    app.number_input(key=f"places_each_{slot.id}").set_value(3).run()
    app.button(key="places_yes").click().run()
    assert "1 person who waited got a place" in words_on(app)


@pytest.mark.parametrize("wants", [True, False])
def test_cancelling_offers_the_next_date_where_there_is_one(
    open_screen: Open, site: Database, staff: Actor, wants: bool
) -> None:
    session, after = published(site, staff, day(2)), published(site, staff, day(9))
    booked(site, session, 2)
    app = open_screen("clinics", staff, lang="en")
    app.session_state[desk_list.slot_of("clinics_list")] = desk_list.Choice("cancel", session.id, session.version)
    app.run()
    app.checkbox(key=f"offer_{session.id}").set_value(wants).run()
    app.button(key="cancel_yes").click().run()
    assert ("2 people were offered a place on the next date" in words_on(app)) is wants
    there = site.read(lambda tx: bookings.of_session(tx, after.id))
    assert [one.status for one in there] == [BookingStatus.PENDING] * (2 if wants else 0)


def test_nothing_is_offered_where_no_date_follows(open_screen: Open, site: Database, staff: Actor) -> None:
    session = published(site, staff, day(2))
    booked(site, session, 1)
    app = open_screen("clinics", staff, lang="en")
    app.session_state[desk_list.slot_of("clinics_list")] = desk_list.Choice("cancel", session.id, session.version)
    app.run()
    assert not [box for box in app.checkbox if box.key == f"offer_{session.id}"]


def test_others_may_not_ask_what_follows(
    site: Database, staff: Actor, manager: Actor, other_staff: Actor, driver: Actor
) -> None:
    session = published(site, staff, day(2))
    for actor in (manager, other_staff, driver):
        with pytest.raises(Forbidden):
            clinic_list.following(site, actor, session.id)
