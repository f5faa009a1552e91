"""Emergency closures on the screen: two taps to close, one to open."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stations.actions.emergencies import list_closures
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


@pytest.mark.parametrize("who", ["manager", "staff"])
def test_others_may_not(open_screen: Open, who: str, request: pytest.FixtureRequest) -> None:
    app = open_screen("emergencies", request.getfixturevalue(who), lang="en")
    assert say("en", "error-forbidden") in words_on(app)
