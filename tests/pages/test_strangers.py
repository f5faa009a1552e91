"""No page is opened past the sign-in: each refuses by itself, whatever the menu shows."""

from __future__ import annotations

import pytest
from structlog.testing import capture_logs

from stations.roles import Actor
from stations.ui.menu import SCREENS
from stations.words import say
from tests.pages.conftest import Open, page_names, words_on

FOR_EVERYBODY = {"find", "aed", "station", "book", "my_booking", "privacy"}
FOR_STAFF = sorted(set(page_names()) - FOR_EVERYBODY)


def test_every_page_is_a_screen_and_every_screen_a_page() -> None:
    assert sorted(screen.name for screen in SCREENS) == page_names()


@pytest.mark.parametrize("page", FOR_STAFF)
def test_a_stranger_is_asked_to_sign_in(open_screen: Open, page: str) -> None:
    app = open_screen(page, lang="en", station="hzmb-truck-drivers", session="hzmb-2026-04-09")
    assert [one.value for one in app.info] == [say("en", "error-sign-in-needed")]
    assert not app.get("text_input")
    assert not app.get("dataframe")
    assert not app.exception


@pytest.mark.parametrize(
    "page", ["accounts", "import_stations", "audit", "emergencies", "recheck", "ledger", "paper", "attendance"]
)
def test_a_manager_may_not_open_what_is_the_administrators(open_screen: Open, manager: Actor, page: str) -> None:
    assert say("en", "error-forbidden") in words_on(open_screen(page, manager, lang="en"))


def test_a_cookie_nobody_signed_in_with_is_a_stranger(open_screen: Open, browser: object) -> None:
    browser.cookies["stations_sign_in"] = "made-up"  # type: ignore[attr-defined]
    assert say("en", "error-sign-in-needed") in words_on(open_screen("manage", lang="en"))


def test_a_page_that_is_not_theirs_is_logged_with_who_opened_it(open_screen: Open, manager: Actor) -> None:
    with capture_logs() as logged:
        open_screen("accounts", manager, lang="en")
    told = [(one["role"], one["account"]) for one in logged if one["event"] == "page forbidden"]
    assert told == [("manager", manager.account_id)]
