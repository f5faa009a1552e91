"""Emergency closures on the screen: two taps to close, one to open."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stations.actions.emergencies import declare, list_closures, move_end
from stations.actions.station import see
from stations.emergencies import Closure
from stations.hours import Reason
from stations.hours_words import when
from stations.instants import to_wall
from stations.roles import Actor
from stations.storage.engine import Database
from stations.words import LANGUAGES, say
from tests.pages.conftest import Open, words_on


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_taps_close_an_area_and_one_opens_it(open_screen: Open, admin: Actor, site: Database, lang: str) -> None:
    app = open_screen("emergencies", admin, lang=lang)
    assert say(lang, "emergencies-none") in words_on(app)
    app.button_group(key="emergency_area").set_value("MO").run()
    app.button(key="declare-typhoon-8").click().run()
    assert not app.exception
    (closure,) = list_closures(site, admin, datetime.now(UTC)).coming
    assert (closure.area, closure.signal) == ("MO", "typhoon-8")
    assert say(lang, "emergencies-done") in words_on(app)
    app.button(key=f"lift-{closure.id}").click().run()
    assert list_closures(site, admin, datetime.now(UTC)).coming == ()


def test_only_signals_of_the_area_are_offered(open_screen: Open, admin: Actor) -> None:
    app = open_screen("emergencies", admin)
    app.button_group(key="emergency_area").set_value("CN").run()
    offered = {one.key for one in app.button if str(one.key).startswith("declare-")}
    assert offered == {"declare-typhoon-red", "declare-rain-red", "declare-port-closed"}


def test_each_signal_says_until_when_and_closes_until_then(open_screen: Open, admin: Actor, site: Database) -> None:
    app = open_screen("emergencies", admin, lang="en")
    assert app.button(key="declare-typhoon-8").disabled
    app.button_group(key="emergency_area").set_value("MO").run()
    label = app.button(key="declare-typhoon-8").label
    app.button(key="declare-typhoon-8").click().run()
    (closure,) = list_closures(site, admin, datetime.now(UTC)).coming
    end = when(closure.ends_at, datetime.now(UTC), "en", "MO", is_end=True)
    assert label == f"Typhoon signal 8 or higher · until {end}"
    assert any(f"Macao: Typhoon signal 8 or higher, until {end}" in one.value.replace("\\", "") for one in app.markdown)


def test_another_district_is_typed_and_one_that_is_not_there_is_refused(
    open_screen: Open, admin: Actor, site: Database
) -> None:
    app = open_screen("emergencies", admin, lang="en")
    app.text_input(key="emergency_other").set_value("Atlantis").run()
    assert [one.value for one in app.warning] == [say("en", "error-area-unknown")]
    assert app.button(key="declare-port-closed").disabled
    app.text_input(key="emergency_other").set_value(" 珠海市香洲 ").run()
    assert not app.warning
    app.button(key="declare-port-closed").click().run()
    (closure,) = list_closures(site, admin, datetime.now(UTC)).coming
    assert closure.area == "珠海市香洲"
    assert see(site, datetime.now(UTC), "hzmb-truck-drivers").status.reason is Reason.EMERGENCY


def test_the_end_is_moved_unless_somebody_moved_it_meanwhile(open_screen: Open, admin: Actor, site: Database) -> None:
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    closure = declare(site, admin, now, "port-closed", "CN", now + timedelta(hours=30))
    assert isinstance(closure, Closure)
    app = open_screen("emergencies", admin, lang="en")
    turn = f"{closure.id}-{to_wall(closure.ends_at, 'CN'):%Y%m%d%H%M}"
    day = app.date_input(key=f"day-{turn}")
    day.set_value(day.value + timedelta(days=1)).run()
    app.button(key=f"moved-{closure.id}").click().run()
    (moved,) = list_closures(site, admin, now).coming
    assert moved.ends_at == closure.ends_at + timedelta(days=1)
    move_end(site, admin, now, closure.id, moved.ends_at, now + timedelta(hours=2))
    app.button(key=f"moved-{closure.id}").click().run()
    assert [one.value for one in app.error] == [say("en", "error-changed-meanwhile")]
    (kept,) = list_closures(site, admin, now).coming
    assert kept.ends_at == now + timedelta(hours=2)


@pytest.mark.parametrize("who", ["manager", "staff"])
def test_others_may_not(open_screen: Open, who: str, request: pytest.FixtureRequest) -> None:
    app = open_screen("emergencies", request.getfixturevalue(who), lang="en")
    assert say("en", "error-forbidden") in words_on(app)
