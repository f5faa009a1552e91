"""The screen on which sessions are planned, on both engines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from stations.actions import book, clinic_list, clinics
from stations.actions.book import Request
from stations.instants import local_date
from stations.plans import Plan
from stations.roles import DRIVER, Actor
from stations.sessions import Session, SessionStatus
from stations.storage import sessions
from stations.storage.engine import Database
from stations.ui import desk_list
from stations.words import say
from tests.pages.conftest import drawn, words_on

Open = Callable[..., AppTest]
LIST = "stations_desk_list"


def tomorrow() -> date:
    return local_date(datetime.now(UTC), "CN") + timedelta(days=1)


@pytest.fixture
def draft(site: Database, staff: Actor) -> Session:
    """A draft for the day after tomorrow."""
    plan = Plan(
        "hzmb-truck-drivers",
        "clinic",
        {"zh-Hans": "量血压"},
        (),
        tomorrow() + timedelta(days=1),
        time(9),
        time(10),
        15,
        2,
        1,
    )
    return clinics.create(site, staff, datetime.now(UTC), plan)


@pytest.fixture
def published(site: Database, staff: Actor, draft: Session) -> Session:
    """The same, published, with one driver booked."""
    now = datetime.now(UTC)
    found = clinics.publish(site, staff, now, draft.id, draft.version)
    assert isinstance(found, Session)
    slot = site.read(lambda tx: sessions.slots_of(tx, draft.id))[0]
    book.book(site, DRIVER, now, Request(slot.id, "何永强", "13800138000", "truck", True, "zh-Hans"))
    return found


def items(app: AppTest) -> list[dict[str, Any]]:
    return [item for data in drawn(app, LIST) for group in data["groups"] for item in group["items"]]


def names_of(item: dict[str, Any]) -> list[str]:
    return [action["name"] for action in item["actions"]]


def tap(app: AppTest, action: str, session_id: str) -> AppTest:
    item = next(one for one in items(app) if one["id"] == session_id)
    app.session_state[desk_list.slot_of("clinics_list")] = desk_list.Choice(action, session_id, item["version"])
    return app.run()


def status_of(db: Database, session_id: str) -> SessionStatus:
    found = db.read(lambda tx: sessions.get(tx, session_id))
    assert found is not None
    return found.status


def test_the_list_has_each_session_with_what_can_be_done(open_screen: Open, staff: Actor, published: Session) -> None:
    app = open_screen("clinics", staff, lang="en")
    assert not app.exception
    item = next(one for one in items(app) if one["id"] == published.id)
    assert names_of(item) == ["roster", "edit", "copy", "cancel"]
    assert "1 of 8 booked · 1 walk-in places" in item["lines"]
    past = next(one for one in items(app) if one["lines"][0].endswith("Times not published"))
    assert names_of(past) == []


@pytest.mark.parametrize(
    ("lang", "preview"),
    [
        ("zh-Hans", "09:00–11:30，10 个时段，每段 15 分钟，各 3 人，共 30 个名额，另有 5 个现场名额"),
        ("zh-Hant", "09:00–11:30，10 個時段，每段 15 分鐘，各 3 人，共 30 個名額，另有 5 個現場名額"),
        ("en", "09:00–11:30: 10 slots of 15 minutes, 3 people each = 30 places, and 5 walk-in"),
    ],
)
def test_the_form_says_at_once_what_the_plan_comes_to(open_screen: Open, staff: Actor, lang: str, preview: str) -> None:
    app = open_screen("clinics", staff, lang=lang, new="1")
    assert preview in words_on(app)


def test_the_preview_follows_every_change_and_says_what_is_wrong(open_screen: Open, staff: Actor) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.number_input(key="cf_each").set_value(4).run()
    assert "4 people each = 40 places" in words_on(app)
    app.time_input(key="cf_end").set_value(time(8)).run()
    assert "The end must come after the start" in words_on(app)


def test_a_day_that_is_over_is_refused_in_words_and_not_replaced(
    open_screen: Open, staff: Actor, site: Database
) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.text_input(key="cf_title_en").set_value("Too late")
    app.date_input(key="cf_date").set_value(date(2026, 1, 5)).run()
    assert say("en", "error-session-past") in words_on(app) + "".join(error.value for error in app.error)
    app.button(key="clinic_save_publish").click().run()
    assert app.date_input(key="cf_date").value == date(2026, 1, 5)
    assert "Too late" not in repr(clinic_list.overview(site, staff, datetime.now(UTC)))


def test_a_session_is_planned_saved_and_published(open_screen: Open, site: Database, staff: Actor) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.button(key="clinic_save").click().run()
    assert "Please fill this in" in words_on(app)
    app.text_input(key="cf_title_en").set_value("Eye test").run()
    app.text_area(key="cf_hosts").set_value("卫生中心 | 衛生中心 | Health centre").run()
    app.button(key="clinic_save").click().run()
    made = next(one for one in clinic_list.overview(site, staff, datetime.now(UTC)).drafts)
    assert made.session.title == {"en": "Eye test"}
    assert made.session.hosts[0]["zh-Hant"] == "衛生中心"
    assert made.places == 30
    tap(app, "publish", made.session.id)
    assert status_of(site, made.session.id) is SessionStatus.PUBLISHED


def test_what_was_typed_survives_a_look_at_the_list(open_screen: Open, staff: Actor) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.text_input(key="cf_title_en").set_value("Half a plan").run()
    app.button(key="clinics_back").click().run()
    app.button(key="clinics_new").click().run()
    assert app.text_input(key="cf_title_en").value == "Half a plan"


def test_two_editors_do_not_overwrite_each_other(
    open_screen: Open, site: Database, staff: Actor, draft: Session
) -> None:
    app = open_screen("clinics", staff, lang="en", edit=draft.id)
    plan = clinic_list.see(site, staff, draft.id).plan
    clinics.edit(site, staff, datetime.now(UTC), draft.id, plan, draft.version)
    app.number_input(key="cf_each").set_value(9).run()
    app.button(key="clinic_save").click().run()
    assert "Somebody changed this" in words_on(app)
    assert clinic_list.see(site, staff, draft.id).plan.places_per_slot == 2
    assert app.number_input(key="cf_each").value == 9


def test_cancelling_asks_first_and_says_how_many_are_told(
    open_screen: Open, site: Database, staff: Actor, published: Session
) -> None:
    app = open_screen("clinics", staff, lang="en")
    tap(app, "cancel", published.id)
    assert "1 person has booked" in words_on(app)
    assert status_of(site, published.id) is SessionStatus.PUBLISHED
    app.button(key="cancel_yes").click().run()
    assert status_of(site, published.id) is SessionStatus.CANCELLED
    assert "Please phone these people" in words_on(app)


def test_a_copy_opens_as_a_draft(open_screen: Open, site: Database, staff: Actor, published: Session) -> None:
    app = open_screen("clinics", staff, lang="en")
    tap(app, "copy", published.id)
    app.button(key="copy_yes").click().run()
    copies = clinic_list.overview(site, staff, datetime.now(UTC)).drafts
    assert [one.session.title for one in copies] == [published.title]
    assert app.title[0].value == "Edit draft"


def test_a_draft_is_deleted_after_asking(open_screen: Open, site: Database, staff: Actor, draft: Session) -> None:
    app = open_screen("clinics", staff, lang="en")
    tap(app, "discard", draft.id)
    app.button(key="discard_yes").click().run()
    assert site.read(lambda tx: sessions.get(tx, draft.id)) is None


def test_others_see_nothing_of_it(
    open_screen: Open, draft: Session, manager: Actor, other_staff: Actor, driver: Actor
) -> None:
    for actor in (driver, manager, other_staff):
        for params in ({}, {"edit": draft.id}):
            app = open_screen("clinics", actor, **params)
            assert not app.exception
            assert "量血压" not in words_on(app) + str(drawn(app, LIST))
            assert "量血压" not in [one.value for one in app.text_input]
