"""The administrator's accounts, and everybody's own."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from stations.actions import accounts
from stations.errors import Code
from stations.roles import SYSTEM, Actor
from stations.storage.engine import Database
from stations.words import LANGUAGES, explain_code, say
from tests.conftest import NOW, PORT, TRUCK
from tests.pages.conftest import Open, words_on

HOSTILE = "<b>x</b> [a](javascript:alert(1))"


def made(db: Database, username: str, role: str = "manager", name: str = "王丽") -> str:
    given = accounts.add_account(db, SYSTEM, NOW, username, name, role, [TRUCK])
    assert isinstance(given, accounts.OneTimePassword)
    return given.account_id


def account(db: Database, username: str) -> accounts.AccountView:
    return next(each for each in accounts.list_accounts(db, SYSTEM) if each.username == username)


def chosen(app: AppTest, account_id: str) -> AppTest:
    return app.selectbox(key="accounts_chosen").set_value(account_id).run()


def press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_accounts_are_listed_in_the_readers_language(
    open_screen: Open, admin: Actor, site: Database, lang: str
) -> None:
    made(site, "wang.li")
    words = words_on(open_screen("accounts", admin, lang=lang))
    assert say(lang, "role-manager") in words
    assert say(lang, "accounts-state-must-change") in words
    assert "wang.li" in words


def test_a_hostile_name_is_shown_as_text(open_screen: Open, admin: Actor, site: Database) -> None:
    made(site, "mallory", name=HOSTILE)
    words = words_on(open_screen("accounts", admin))
    assert "<b>x</b>" not in words
    assert "&lt;b&gt;x&lt;/b&gt;" in words


def test_a_new_account_shows_its_password_until_it_is_passed_on(
    open_screen: Open, admin: Actor, site: Database
) -> None:
    app = open_screen("accounts", admin, lang="en")
    app.text_input(key="accounts_new_username").set_value("ho.kaming")
    app.text_input(key="accounts_new_name").set_value("何家明")
    app.selectbox(key="accounts_new_role").set_value("staff")
    app.text_input(key="accounts_new_stations_text").set_value("口岸站").run()
    app.multiselect(key="accounts_new_stations").set_value([PORT])
    press(app, "accounts_new_button")
    assert account(site, "ho.kaming").station_ids == (PORT,)
    password = app.code[0].value
    assert len(password) == 14
    app.run()
    assert app.code[0].value == password  # a rerun does not lose it
    app.button(key="accounts_given_done").click().run()
    assert not app.code
    assert not app.exception


def test_what_was_typed_stays_when_it_is_refused(open_screen: Open, admin: Actor, site: Database) -> None:
    made(site, "wang.li")
    app = open_screen("accounts", admin, lang="en")
    app.text_input(key="accounts_new_username").set_value("wang.li")
    app.selectbox(key="accounts_new_role").set_value("staff").run()
    press(app, "accounts_new_button")
    assert explain_code("en", Code.USERNAME_TAKEN) in words_on(app)
    assert app.text_input(key="accounts_new_username").value == "wang.li"
    assert app.selectbox(key="accounts_new_role").value == "staff"


@pytest.mark.parametrize(
    ("username", "role", "code"),
    [("x", "staff", Code.USERNAME_INVALID), ("ho.kaming", None, Code.ROLE_NEEDED)],
)
def test_a_wrong_field_is_a_sentence(
    open_screen: Open, admin: Actor, username: str, role: str | None, code: Code
) -> None:
    app = open_screen("accounts", admin, lang="en")
    app.text_input(key="accounts_new_username").set_value(username)
    app.selectbox(key="accounts_new_role").set_value(role).run()
    press(app, "accounts_new_button")
    assert explain_code("en", code) in words_on(app)
    assert not app.exception


def test_role_and_stations_are_changed(open_screen: Open, admin: Actor, site: Database) -> None:
    account_id = made(site, "wang.li")
    app = chosen(open_screen("accounts", admin), account_id)
    app.text_input(key=f"account_{account_id}_stations_text").set_value("口岸站").run()
    app.multiselect(key=f"account_{account_id}_stations").set_value([TRUCK, PORT])
    app.selectbox(key=f"account_{account_id}_role").set_value("staff").run()
    press(app, f"account_{account_id}_save")
    assert (account(site, "wang.li").role, account(site, "wang.li").station_ids) == ("staff", (PORT, TRUCK))


def test_an_account_is_switched_off_and_on(open_screen: Open, admin: Actor, site: Database) -> None:
    account_id = made(site, "wang.li")
    app = chosen(open_screen("accounts", admin, lang="en"), account_id)
    press(app, f"account_{account_id}_disable")
    assert account(site, "wang.li").is_disabled
    assert say("en", "accounts-state-disabled") in words_on(app)
    press(app, f"account_{account_id}_enable")
    assert not account(site, "wang.li").is_disabled


def test_a_new_password_is_shown_once(open_screen: Open, admin: Actor, site: Database) -> None:
    account_id = made(site, "wang.li")
    app = press(chosen(open_screen("accounts", admin), account_id), f"account_{account_id}_reset")
    assert len(app.code[0].value) == 14


def test_the_last_administrator_is_told_why_they_stay(open_screen: Open, admin: Actor, site: Database) -> None:
    app = chosen(open_screen("accounts", admin, lang="en"), admin.account_id)
    press(app, f"account_{admin.account_id}_disable")
    assert explain_code("en", Code.LAST_ADMINISTRATOR) in words_on(app)
    assert not account(site, admin.account_id).is_disabled


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("who", ["manager", "staff", "admin"])
def test_everybody_with_an_account_sees_their_own(
    open_screen: Open, request: pytest.FixtureRequest, who: str, lang: str
) -> None:
    actor: Actor = request.getfixturevalue(who)
    words = words_on(open_screen("account", actor, lang=lang))
    assert actor.name in words
    assert say(lang, f"role-{actor.role}") in words
    assert (say(lang, "account-stations-all") in words) == (who == "admin")
