"""The list of paper stations on the screen: reasons in words, choices, the file, and what is said of the weighing."""

from __future__ import annotations

from html import escape

import pytest

from stations.actions.paper import MOST_SHOWN, Wanted, paper_stations
from stations.paper import LISTED_FROM
from stations.paper_traits import Trait
from stations.roles import Actor
from stations.storage.engine import Database
from stations.words import LANGUAGES, say
from tests.actions.test_paper import add
from tests.conftest import NOW
from tests.pages.conftest import Open, words_on

LINK = 'href="/station?station='


@pytest.mark.parametrize("lang", LANGUAGES)
def test_suspects_are_listed_with_their_reasons_in_the_readers_language(
    open_screen: Open, admin: Actor, site: Database, lang: str
) -> None:
    add(site, admin, NOW, 20)
    app = open_screen("paper", admin, lang=lang)
    assert not app.exception
    words = words_on(app)
    assert say(lang, "paper-count", count=40, total=42) in words
    assert words.count(LINK) == 40
    assert words.count(f"<li>{escape(say(lang, 'paper-repeated-name'))}</li>") == 40
    assert '<a href="/station?station=p0" target="_self">金水区0路驿站</a>' in words
    assert "another list" in words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_weighing_is_explained(open_screen: Open, admin: Actor, lang: str) -> None:
    words = words_on(open_screen("paper", admin, lang=lang))
    assert say(lang, "paper-how-text", points=LISTED_FROM) in words
    for trait in Trait:
        assert str(escape(say(lang, f"paper-why-{trait}"))) in words


def test_nothing_is_suspected_at_the_bridge(open_screen: Open, admin: Actor) -> None:
    app = open_screen("paper", admin, lang="en")
    assert say("en", "paper-none") in words_on(app)
    assert not app.get("download_button")


def test_a_district_a_list_a_name_and_reasons_are_chosen(open_screen: Open, admin: Actor, site: Database) -> None:
    add(site, admin, NOW, 20)
    app = open_screen("paper", admin, lang="en")
    app.selectbox(key="paper_district").select("金水区").run()
    assert words_on(app).count(LINK) == 20
    assert say("en", "paper-found", count=20) in words_on(app)
    app.text_input(key="paper_text").input("2路").run()
    assert words_on(app).count(LINK) == 4
    app.selectbox(key="paper_source").select("another list").run()
    assert say("en", "paper-found", count=0) in words_on(app)
    assert not app.get("download_button")
    app.selectbox(key="paper_source").set_value(None)
    app.selectbox(key="paper_district").set_value(None)
    app.text_input(key="paper_text").input("").run()
    app.get("button_group")[0].set_value([Trait.ALWAYS_OPEN]).run()
    always = paper_stations(site, admin, Wanted(traits=frozenset({Trait.ALWAYS_OPEN})), None)
    assert words_on(app).count(LINK) == always.found > 0
    assert not app.exception


def test_more_are_shown_when_asked_for(open_screen: Open, admin: Actor, site: Database) -> None:
    add(site, admin, NOW, 30)
    app = open_screen("paper", admin, lang="en")
    assert words_on(app).count(LINK) == MOST_SHOWN
    more = say("en", "paper-more", count=60 - MOST_SHOWN)
    next(one for one in app.button if one.label == more).click().run()
    assert words_on(app).count(LINK) == 60
    assert more not in {one.label for one in app.button}


@pytest.mark.parametrize("who", ["manager", "staff"])
def test_others_may_not(open_screen: Open, who: str, request: pytest.FixtureRequest) -> None:
    app = open_screen("paper", request.getfixturevalue(who), lang="en")
    assert say("en", "error-forbidden") in words_on(app)
    assert not app.get("selectbox")
