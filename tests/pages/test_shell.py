"""The frame around every page."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from stations.actions import start
from stations.roles import Actor
from stations.ui import menu
from stations.ui.shell import guard
from stations.words import LANGUAGES, say
from tests.pages.conftest import MAIN, TIMEOUT_S, Browser, Open, drawn, words_on


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_cookie_chooses_the_language(open_screen: Open, lang: str) -> None:
    assert open_screen(lang=lang).title[0].value == say(lang, "find-title")


def test_the_address_wins_over_the_cookie(open_screen: Open) -> None:
    app = open_screen(lang="en")
    app.query_params["lang"] = "zh-Hant"
    assert app.run().title[0].value == say("zh-Hant", "find-title")


def test_the_language_of_a_link_stays_on_the_pages_that_follow(open_screen: Open) -> None:
    app = open_screen(lang="en")
    app.query_params["lang"] = "zh-Hant"
    app.run()
    del app.query_params["lang"]
    assert app.run().title[0].value == say("zh-Hant", "find-title")


def test_without_a_cookie_the_browsers_language_is_followed(open_screen: Open, browser: Browser) -> None:
    app = open_screen()
    browser.cookies.clear()
    browser.headers["Accept-Language"] = "fr, zh-HK;q=0.9, en;q=0.2"
    assert app.run().title[0].value == say("zh-Hant", "find-title")


def _shown(actor: Actor) -> set[str]:
    return {screen.name for screen in menu.SCREENS if screen.is_shown_to(actor)}


def test_a_strangers_menu_has_the_drivers_pages_only() -> None:
    assert _shown(Actor()) == {"find", "aed", "my_booking"}


def test_a_managers_menu_adds_their_stations(manager: Actor) -> None:
    assert _shown(manager) - _shown(Actor()) == {"shift", "manage", "reports", "aed_board", "account"}


def test_staff_have_sessions_roster_and_check_in(staff: Actor) -> None:
    assert _shown(staff) - _shown(Actor()) == {"clinics", "roster", "check_in", "attendance", "account"}


def test_an_administrators_menu_has_every_screen_of_the_staff(admin: Actor) -> None:
    assert _shown(admin) - _shown(Actor()) == {screen.name for screen in menu.SCREENS if screen.is_for_staff}


def test_somebody_signed_in_can_sign_out(open_screen: Open, admin: Actor) -> None:
    bar = drawn(open_screen("find", admin), "stations_bar")[0]
    assert bar["is_signed_in"] is True


def test_a_bug_becomes_a_reference_and_not_a_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> None:
        from stations.ui.shell import guard

        with guard():
            raise ZeroDivisionError("secret detail")

    app = AppTest.from_function(broken)
    app.run()
    assert not app.exception
    assert "secret detail" not in app.error[0].value
    reference = app.error[0].value.rsplit(" ", 1)[-1].strip("：. 。")
    assert len(reference) >= 8


def test_guard_lets_streamlits_own_stop_through() -> None:
    class Stop(BaseException):
        pass

    with pytest.raises(Stop), guard():
        raise Stop


def test_a_database_that_cannot_be_used_is_told_in_a_sentence(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "no-database").write_text("this is not a database, but long enough to be looked at " * 40)
    from stations.settings import settings

    monkeypatch.setenv("STATIONS_DATABASE_URL", f"sqlite:///{tmp_path / 'no-database'}")
    settings.cache_clear()
    start.use(None)
    try:
        app = AppTest.from_file(str(MAIN), default_timeout=TIMEOUT_S).run()
        assert [one.value for one in app.error] == [say("zh-Hans", "error-database-damaged")]
        assert "Traceback" not in words_on(app)
    finally:
        settings.cache_clear()
