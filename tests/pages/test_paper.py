"""The list of paper stations on the screen."""

from __future__ import annotations

import pytest

from stations.roles import Actor
from stations.storage.engine import Database
from stations.words import LANGUAGES, say
from tests.actions.test_paper import add
from tests.conftest import NOW
from tests.pages.conftest import Open, words_on


@pytest.mark.parametrize("lang", LANGUAGES)
def test_suspects_are_listed_with_their_reasons(open_screen: Open, admin: Actor, site: Database, lang: str) -> None:
    add(site, NOW)
    app = open_screen("paper", admin, lang=lang)
    assert not app.exception
    words = words_on(app)
    assert say(lang, "paper-count", count=6, total=8) in words
    assert say(lang, "paper-repeated-name") in words
    assert "农业路驿站" in words


def test_nothing_is_suspected_at_the_bridge(open_screen: Open, admin: Actor) -> None:
    assert say("en", "paper-none") in words_on(open_screen("paper", admin, lang="en"))


def test_a_manager_may_not(open_screen: Open, manager: Actor) -> None:
    assert say("en", "error-forbidden") in words_on(open_screen("paper", manager, lang="en"))
