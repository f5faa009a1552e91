"""The screens on which series are planned and edited, on both engines."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stations import calendars
from stations.actions import book, clinic_list, series
from stations.actions.book import Request
from stations.actions.series import Dates
from stations.actions.series_edit import Scope
from stations.instants import local_date
from stations.plans import Plan
from stations.recurrence import Rule
from stations.roles import DRIVER, Actor
from stations.rrule_text import parse_rule
from stations.sessions import SessionStatus
from stations.storage import sessions
from stations.storage.engine import Database
from stations.ui import desk_list
from tests.pages.conftest import drawn, words_on

Open = Callable[..., AppTest]
LIST, ALL = "series_list", "clinics_list"


def tomorrow() -> date:
    return local_date(datetime.now(UTC), "CN") + timedelta(days=1)


@pytest.fixture
def made(site: Database, staff: Actor) -> Dates:
    """Four dates, a week apart from tomorrow on, published."""
    plan = Plan("hzmb-truck-drivers", "clinic", {"en": "Weekly"}, (), tomorrow(), time(9), time(10), 15, 2, 0)
    found = series.create(site, staff, datetime.now(UTC), plan, Rule(parse_rule("FREQ=WEEKLY;COUNT=4")))
    assert isinstance(found, Dates)
    return series.publish_all(site, staff, datetime.now(UTC), found.series.id)


def tap(app: AppTest, key: str, action: str, row: str, version: int = 1) -> AppTest:
    app.session_state[desk_list.slot_of(key)] = desk_list.Choice(action, row, version)
    return app.run()


def rows(app: AppTest) -> list[dict[str, object]]:
    return [item for data in drawn(app, "stations_desk_list") for group in data["groups"] for item in group["items"]]


def test_a_session_repeats_and_its_dates_are_shown_before_they_are_made(
    open_screen: Open, site: Database, staff: Actor
) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.text_input(key="cf_title_en").set_value("Eye test")
    app.selectbox(key="cf_repeat").select("weekly").run()
    app.number_input(key="cf_times").set_value(3)
    app.segmented_control(key="cf_holidays").set_value("keep").run()
    words = words_on(app)
    assert "3 times" in words
    assert words.count("- ") >= 3
    app.button(key="clinic_save").click().run()
    assert not app.exception
    (mine,) = clinic_list.overview(site, staff, datetime.now(UTC)).series
    assert [one.session.on_date - tomorrow() for one in mine.dates] == [timedelta(days=7 * n) for n in range(3)]
    assert app.title[0].value == "Eye test"
    app.button(key="series_publish").click().run()
    found = series.see(site, staff, mine.series.id).sessions
    assert {it.status for it in found} == {SessionStatus.PUBLISHED}


@pytest.mark.parametrize(
    ("repeat", "fields"),
    [
        ("weekly", {"cf_every", "cf_weekdays", "cf_ends", "cf_times"}),
        ("monthly-weekday", {"cf_every", "cf_nth", "cf_weekday", "cf_ends", "cf_times"}),
        ("monthly-day", {"cf_every", "cf_month_day", "cf_ends", "cf_times"}),
        ("expert", {"cf_rule"}),
    ],
)
def test_each_way_to_repeat_has_its_own_fields_and_a_preview(
    open_screen: Open, staff: Actor, repeat: str, fields: set[str]
) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.selectbox(key="cf_repeat").select(repeat).run()
    app.segmented_control(key="cf_holidays").set_value("keep").run()
    assert not app.exception
    kinds = ("number_input", "selectbox", "text_input", "button_group", "pills", "segmented_control")
    there = {one.key for kind in kinds for one in app.get(kind)}
    assert fields <= there
    assert "Repeats" in words_on(app)
    assert "10 times" in words_on(app)


def test_an_experts_rule_is_refused_in_words_and_nothing_is_made_of_it(
    open_screen: Open, site: Database, staff: Actor
) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.text_input(key="cf_title_en").set_value("Too often")
    app.selectbox(key="cf_repeat").select("expert").run()
    app.text_input(key="cf_rule").set_value("FREQ=SECONDLY").run()
    assert "not by hours or less" in words_on(app)
    app.button(key="clinic_save_publish").click().run()
    assert "Too often" not in repr(clinic_list.overview(site, staff, datetime.now(UTC)))


@pytest.fixture
def _only_this_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The mainland's holidays are known for this year and not for the next."""
    table = json.loads((calendars.FOLDER / "CN.json").read_text(encoding="utf-8"))
    table |= {"years": [2004, tomorrow().year - 1], "complete_years": [tomorrow().year]}
    (tmp_path / "CN.json").write_text(json.dumps(table), encoding="utf-8")
    monkeypatch.setattr(calendars, "FOLDER", tmp_path)
    calendars.forget()
    yield
    monkeypatch.undo()
    calendars.forget()


@pytest.mark.usefixtures("_only_this_year")
def test_a_year_without_holidays_is_named_in_the_form(open_screen: Open, staff: Actor) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.selectbox(key="cf_repeat").select("expert").run()
    app.text_input(key="cf_rule").set_value("FREQ=DAILY;INTERVAL=90;COUNT=5").run()
    assert f"The public holidays of {tomorrow().year + 1} in the mainland have not been entered yet" in words_on(app)
    app.segmented_control(key="cf_holidays").set_value("keep").run()
    assert "5 dates" in words_on(app)


def test_the_list_has_one_row_for_a_series_and_the_page_has_its_dates(
    open_screen: Open, staff: Actor, made: Dates
) -> None:
    app = open_screen("clinics", staff, lang="en")
    row = next(one for one in rows(app) if one["id"] == made.series.id)
    assert "4 dates to come" in str(row["lines"])
    assert not {it.id for it in made.sessions} & {one["id"] for one in rows(app)}
    tap(app, ALL, "series", made.series.id)
    assert [one["id"] for one in rows(app)] == [it.id for it in made.sessions]


@pytest.mark.parametrize(("scope", "title_of"), [("one", [1]), ("following", [1, 2, 3]), ("all", [0, 1, 2, 3])])
def test_editing_a_date_asks_which_dates_are_meant(
    open_screen: Open, site: Database, staff: Actor, made: Dates, scope: str, title_of: list[int]
) -> None:
    app = open_screen("clinics", staff, lang="en", series=made.series.id)
    tap(app, LIST, "edit", made.sessions[1].id)
    app.button(key=f"scope_{scope}").click().run()
    app.text_input(key="cf_title_en").set_value("Changed").run()
    app.button(key="clinic_save").click().run()
    assert not app.exception
    found = [site.read(lambda tx, it=one: sessions.get(tx, it.id)) for one in made.sessions]
    assert [number for number, it in enumerate(found) if it and it.title["en"] == "Changed"] == title_of


def test_the_form_says_how_many_people_lose_their_time_before_it_is_done(
    open_screen: Open, site: Database, staff: Actor, made: Dates
) -> None:
    slots = site.read(lambda tx: sessions.slots_of(tx, made.sessions[1].id))
    now = datetime.now(UTC)
    book.book(site, DRIVER, now, Request(slots[3].id, "何永强", "13800138000", "truck", True, "zh-Hans"))
    for scope in Scope:
        app = open_screen("clinics", staff, lang="en", edit=made.sessions[1].id, scope=str(scope))
        assert "1 person" not in words_on(app)
        app.time_input(key="cf_end").set_value(time(9, 45)).run()
        assert "1 person has booked a time that will no longer exist" in words_on(app)
    app.button(key="clinic_save").click().run()
    assert not app.exception
    assert site.read(lambda tx: sessions.tallies(tx, [made.sessions[1].id]))[made.sessions[1].id] == (6, 0)


def test_what_speaks_against_a_single_time_is_said_and_it_is_saved_all_the_same(
    open_screen: Open, site: Database, staff: Actor, made: Dates
) -> None:
    app = open_screen("clinics", staff, lang="en", new="1")
    app.text_input(key="cf_title_en").set_value("Beside").run()
    assert "There is another session at that time\\: Weekly" in words_on(app)
    app.button(key="clinic_save_publish").click().run()
    assert "Beside" in repr(clinic_list.overview(site, staff, datetime.now(UTC)).upcoming)


def test_a_date_is_added_and_a_span_cancelled(open_screen: Open, site: Database, staff: Actor, made: Dates) -> None:
    app = open_screen("clinics", staff, lang="en", series=made.series.id)
    app.button(key="series_add").click().run()
    app.date_input(key="series_add_day").set_value(tomorrow() + timedelta(days=2)).run()
    app.button(key="series_add_yes").click().run()
    assert len(series.see(site, staff, made.series.id).sessions) == 5
    app.button(key="series_cancel").click().run()
    app.date_input(key="series_cancel_from").set_value(tomorrow() + timedelta(days=1)).run()
    app.checkbox(key="series_cancel_rest").check().run()
    assert "3 published dates are cancelled, 1 draft is deleted" in words_on(app)
    app.button(key="series_cancel_yes").click().run()
    assert not app.exception
    found = series.see(site, staff, made.series.id)
    assert [str(it.status) for it in found.sessions] == ["published", "cancelled", "cancelled", "cancelled"]


def test_two_editors_of_a_series_do_not_overwrite_each_other(
    open_screen: Open, site: Database, staff: Actor, made: Dates
) -> None:
    app = open_screen("clinics", staff, lang="en", edit=made.sessions[0].id, scope="all")
    open_screen("clinics", staff, lang="en", edit=made.sessions[0].id, scope="all").number_input(
        key="cf_each"
    ).set_value(5).run().button(key="clinic_save").click().run()
    app.number_input(key="cf_each").set_value(9).run()
    app.button(key="clinic_save").click().run()
    assert "Somebody changed this" in words_on(app)
    assert {it.places_per_slot for it in series.see(site, staff, made.series.id).sessions} == {5}


def test_others_see_nothing_of_it(
    open_screen: Open, made: Dates, manager: Actor, other_staff: Actor, driver: Actor
) -> None:
    for actor in (driver, manager, other_staff):
        for params in ({"series": made.series.id}, {"edit": made.sessions[0].id, "scope": "all"}):
            app = open_screen("clinics", actor, lang="en", **params)
            assert not app.exception
            assert "Weekly" not in words_on(app) + str(rows(app))
            assert "Weekly" not in [one.value for one in app.text_input]
