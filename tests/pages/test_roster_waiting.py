"""The roster shows it all: who waits and why, what is held until when, groups, answers; and what people asked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from stations.actions import book, clinics, holds
from stations.actions.book import Request
from stations.bookings import BookingView
from stations.instants import local_date
from stations.kinds import kind_of
from stations.plans import Plan
from stations.roles import DRIVER, Actor
from stations.storage import bookings, sessions
from stations.storage.engine import Database
from stations.terms import Terms
from stations.ui import desk_list
from tests.pages.conftest import words_on

Open = Callable[..., AppTest]
ASKED = "雨天怎么刹车？<b>"


@pytest.fixture
def talk(site: Database, staff: Actor) -> str:
    """A talk of one slot with five seats: a group of four with a question, a seat held, and two who wait."""
    now = datetime.now(UTC)
    kind = kind_of("talk")
    day = local_date(now, "CN") + timedelta(days=2)
    plan = Plan(
        "hzmb-truck-drivers", "talk", {"zh-Hans": "行车安全"}, (), day, time(9), time(10, 30), 90, 5, 0,
        terms=Terms(most_party=5), questions=kind.questions,
    )  # fmt: skip
    draft = clinics.create(site, staff, now, plan)
    clinics.publish(site, staff, now, draft.id, draft.version)
    slot = site.read(lambda tx: sessions.slots_of(tx, draft.id))[0]
    first = Request(
        slot.id, "何永强", "13800138001", "truck", True, "zh-Hans", party=4, answers={kind.questions[0].id: ASKED}
    )
    assert isinstance(book.book(site, DRIVER, now, first), BookingView)
    waits = replace(first, name="陈大文", phone="13800138002", party=2, answers={})
    assert isinstance(book.wait(site, DRIVER, now, draft.id, waits), BookingView)
    assert isinstance(holds.hold(site, now, slot.id, "zh-Hans"), BookingView)
    later = replace(waits, name="李小明", phone="13800138003", party=1)
    assert isinstance(
        book.wait(site, DRIVER, now + timedelta(seconds=1), draft.id, later, accepts_at_once=True), BookingView
    )
    return draft.id


def groups_on(app: AppTest) -> list[dict[str, Any]]:
    for element in app.get("bidi_component"):
        data = json.loads(element.proto.json)  # type: ignore[union-attr]
        if isinstance(data, dict) and "groups" in data:
            return list(data["groups"])
    raise AssertionError("no list on the page")


def test_the_list_has_groups_held_seats_answers_and_who_waits(open_screen: Open, staff: Actor, talk: str) -> None:
    app = open_screen("roster", staff, lang="en", session=talk)
    assert not app.exception
    slot, queue = groups_on(app)
    person, held = slot["items"]
    assert person["lines"][0].endswith("Truck driver · 4 people")
    assert person["lines"][1].endswith(f"speakers? {ASKED}")
    assert held["title"] == "Somebody filling in the form"
    assert held["state"].startswith("Held until ")
    assert held["actions"] == []
    assert [item["title"] for item in queue["items"]] == ["陈大文", "李小明"]
    assert queue["note"] == "3 people"
    assert "No. 1 in line · 09:00–10:30 · Nothing is free at the time they want" in queue["items"][0]["lines"][1]
    assert "Booked at once" in queue["items"][1]["lines"][1]
    shown = words_on(app)
    assert "Expected 5" in shown
    assert "Held 1" in shown
    assert "Waiting 3" in shown


def test_somebody_who_waits_can_be_taken_off_the_list(
    open_screen: Open, site: Database, staff: Actor, talk: str
) -> None:
    app = open_screen("roster", staff, lang="en", session=talk)
    item = groups_on(app)[1]["items"][0]
    assert [one["name"] for one in item["actions"]] == ["change"]
    app.session_state[desk_list.slot_of("roster_list")] = desk_list.Choice("change", item["id"], item["version"])
    app.run()
    app.checkbox(key=f"roster_sure_{item['id']}").set_value(True).run()
    next(one for one in app.button if one.label == "Cancel this booking").click().run()
    assert not app.exception
    left = site.read(lambda tx: bookings.waiting(tx, talk))
    assert [one.name for one in left] == ["李小明"]


def test_what_people_asked_is_a_list_without_names_until_they_are_wanted(
    open_screen: Open, staff: Actor, talk: str
) -> None:
    app = open_screen("roster", staff, lang="en", session=talk)
    asked = next(one.value for one in app.get("html") if "c-answers" in one.value)  # type: ignore[attr-defined]
    assert "雨天怎么刹车？&lt;b&gt;" in asked
    assert "何永强" not in asked
    app.toggle(key="answers_names").set_value(True).run()
    asked = next(one.value for one in app.get("html") if "c-answers" in one.value)  # type: ignore[attr-defined]
    assert "何永强" in asked


def test_the_print_has_them_too(open_screen: Open, staff: Actor, talk: str) -> None:
    shown = words_on(open_screen("roster", staff, lang="en", session=talk, print="1"))
    assert "<td>4</td>" in shown
    assert "雨天怎么刹车" in shown
    assert "Waiting list 1" in shown
    assert "13800138001" not in shown


@pytest.mark.parametrize("lang", ["zh-Hans", "zh-Hant", "en"])
def test_a_text_that_is_no_list_of_check_ins_is_refused_in_words(
    open_screen: Open, staff: Actor, talk: str, lang: str
) -> None:
    app = open_screen("roster", staff, lang=lang, session=talk)
    app.text_area(key="offline_paste").set_value("not ours")
    next(one for one in app.button if one.proto.is_form_submitter).click().run()
    assert not app.exception
    assert len(app.error) == 1


def test_others_see_no_answers_and_nobody_who_waits(
    open_screen: Open, talk: str, manager: Actor, other_staff: Actor, driver: Actor
) -> None:
    for actor in (manager, other_staff, driver):
        app = open_screen("roster", actor, session=talk)
        shown = words_on(app) + json.dumps([one.proto.json for one in app.get("bidi_component")], ensure_ascii=False)  # type: ignore[union-attr]
        assert "雨天" not in shown
        assert "陈大文" not in shown
