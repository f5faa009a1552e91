"""Where to look next: reasons in words, "I'll look", and giving it back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from stations.actions import rechecks
from stations.roles import Actor, Role
from stations.storage.engine import Database
from stations.words import LANGUAGES, say
from tests.conftest import PORT, TRUCK
from tests.pages.conftest import Open, words_on


def key(word: str, station_id: str) -> str:
    return f"{word}-{station_id}"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_stations_are_listed_with_the_reason_in_the_readers_language(
    open_screen: Open, admin: Actor, lang: str
) -> None:
    app = open_screen("recheck", admin, lang=lang)
    assert not app.exception
    words = words_on(app)
    assert words.count(say(lang, "recheck-why-never")) == 2
    assert say(lang, "recheck-waiting") in words
    assert say(lang, "recheck-mine") not in words
    assert {one.label for one in app.button} >= {say(lang, "recheck-take")}


def test_a_station_is_taken_and_given_back(open_screen: Open, admin: Actor, site: Database) -> None:
    app = open_screen("recheck", admin, lang="en")
    app.button(key=key("recheck-take", TRUCK)).click().run()
    assert say("en", "recheck-mine") in words_on(app)
    assert "Yours until" in words_on(app)
    mine = rechecks.queue(site, admin, datetime.now(UTC)).mine
    assert [one.station_id for one in mine] == [TRUCK]
    app.button(key=key("recheck-give-back", TRUCK)).click().run()
    assert say("en", "recheck-mine") not in words_on(app)
    assert rechecks.queue(site, admin, datetime.now(UTC)).mine == ()


def test_somebody_who_was_quicker_is_told_of(open_screen: Open, admin: Actor, site: Database) -> None:
    app = open_screen("recheck", admin, lang="en")
    rechecks.take(site, Actor(Role.ADMINISTRATOR, "admin-2"), datetime.now(UTC), TRUCK)
    app.button(key=key("recheck-take", TRUCK)).click().run()
    words = words_on(app)
    assert say("en", "error-recheck-taken") in words
    assert say("en", "recheck-with-others", count=1) in words
    assert say("en", "recheck-mine") not in words
    app.run()
    assert say("en", "error-recheck-taken") not in words_on(app)


def test_a_district_can_be_chosen_and_one_without_need_says_so(open_screen: Open, admin: Actor) -> None:
    app = open_screen("recheck", admin, lang="en")
    app.selectbox(key="recheck_district").set_value("香港東區").run()
    assert not app.exception
    assert say("en", "recheck-none") in words_on(app)
    with pytest.raises(KeyError):
        app.button(key=key("recheck-take", PORT))
