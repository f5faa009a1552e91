"""Accounts: who can sign in, as what, for which stations."""

from __future__ import annotations

import streamlit as st

from stations.actions.accounts import (
    AccountView,
    OneTimePassword,
    add_account,
    find_stations,
    list_accounts,
    reset_password,
    set_disabled,
    set_role,
    set_stations,
)
from stations.errors import Refused, StationsError
from stations.instants import to_wall
from stations.roles import ACCOUNT_ROLES, Role
from stations.ui import admin_style, flash, fragment, shell, station_picker
from stations.words import pick

visit = shell.open_page("accounts-title")
say = visit.say
GIVEN, CHOSEN, NEW = "accounts_given", "accounts_chosen", "accounts_new"
FIELDS = ("username", "name", "role", "stations")


def role_name(role: str) -> str:
    return say(f"role-{role}")


def state(account: AccountView) -> str:
    kind = "disabled" if account.is_disabled else "must-change" if account.must_change else "active"
    return say(f"accounts-state-{kind}")


def show_given() -> None:
    """The one-time password, until whoever asked for it has passed it on."""
    given: OneTimePassword | None = st.session_state.get(GIVEN)
    if given is None:
        return
    with st.container(border=True):
        st.success(say("accounts-given-title", username=given.username))
        st.code(given.password, language=None)
        st.caption(say("accounts-given-note"))
        st.button(
            say("accounts-given-done"), key="accounts_given_done", on_click=lambda: st.session_state.pop(GIVEN, None)
        )


def table(accounts: list[AccountView]) -> None:
    looked_after = {each for account in accounts for each in account.station_ids}
    names = find_stations(visit.db, visit.actor, "", sorted(looked_after))
    lines = [
        {
            "username": account.username,
            "name": account.name,
            "role": role_name(account.role),
            "stations": [pick(names.get(each, {}), visit.lang) or each for each in account.station_ids],
            "state": state(account),
            "since": f"{to_wall(account.created_at, 'CN'):%Y-%m-%d}",
        }
        for account in accounts
    ]
    admin_style.tables()
    fragment.show(visit, "accounts_table.html", lines=lines)


def pick_role(key: str, role: Role | None = None) -> str | None:
    roles = [str(each) for each in ACCOUNT_ROLES]
    return st.selectbox(
        say("accounts-role"),
        roles,
        index=roles.index(role) if role else None,
        format_func=role_name,
        key=key,
        placeholder=say("import-choose"),
    )


def pick_stations(key: str, role: str | None, chosen: tuple[str, ...] = ()) -> list[str]:
    if role == Role.ADMINISTRATOR:
        st.caption(say("accounts-stations-all"))
        return list(chosen)
    found = station_picker.choose(visit, key, chosen)
    if not found:
        st.caption(say("accounts-stations-needed"))
    return found


def keep(result: object) -> None:
    """Say what came of an action, on this run or the next."""
    if isinstance(result, Refused):
        flash.problem(visit, result)
        return
    if isinstance(result, OneTimePassword):
        st.session_state[GIVEN] = result
    else:
        flash.later(say("accounts-saved"))
    st.rerun()


def add_form() -> None:
    with st.expander(say("accounts-add"), key=NEW):
        username = st.text_input(say("accounts-username"), key=f"{NEW}_username", help=say("accounts-username-hint"))
        name = st.text_input(say("accounts-name"), key=f"{NEW}_name", max_chars=60)
        role = pick_role(f"{NEW}_role")
        stations = pick_stations(f"{NEW}_stations", role)
        if st.button(say("accounts-add-button"), type="primary", key=f"{NEW}_button"):
            made = add_account(visit.db, visit.actor, visit.now, username, name, role or "", stations)
            if not isinstance(made, Refused):
                for field in FIELDS:
                    st.session_state.pop(f"{NEW}_{field}", None)
            keep(made)


def change_form(account: AccountView) -> None:
    key = f"account_{account.id}"
    role = pick_role(f"{key}_role", account.role)
    stations = pick_stations(f"{key}_stations", role, account.station_ids)
    with st.container(horizontal=True):
        if st.button(say("accounts-save"), type="primary", key=f"{key}_save"):
            save(account, role or account.role, stations)
        if st.button(say("accounts-reset"), key=f"{key}_reset", help=say("accounts-reset-note")):
            keep(reset_password(visit.db, visit.actor, visit.now, account.id))
        word = "enable" if account.is_disabled else "disable"
        note = None if account.is_disabled else say("accounts-disable-note")
        if st.button(say(f"accounts-{word}"), key=f"{key}_{word}", help=note):
            keep(set_disabled(visit.db, visit.actor, visit.now, account.id, not account.is_disabled))


def save(account: AccountView, role: str, stations: list[str]) -> None:
    result: object = None
    if role != account.role:
        result = set_role(visit.db, visit.actor, visit.now, account.id, role)
    if not isinstance(result, Refused) and set(stations) != set(account.station_ids):
        result = set_stations(visit.db, visit.actor, visit.now, account.id, stations)
    if result is None:
        st.caption(say("accounts-nothing-changed"))
    else:
        keep(result)


def change_one(accounts: list[AccountView]) -> None:
    by_id = {account.id: account for account in accounts}
    chosen = st.selectbox(
        say("accounts-choose"),
        list(by_id),
        index=None,
        format_func=lambda account_id: f"{by_id[account_id].username} · {by_id[account_id].name}",
        key=CHOSEN,
        placeholder=say("accounts-choose-hint"),
    )
    if chosen in by_id:
        change_form(by_id[chosen])


st.title(say("accounts-title"))
shell.require_role(visit, Role.ADMINISTRATOR)
flash.hide_hints()
flash.show()
st.caption(say("accounts-intro"))
try:
    show_given()
    add_form()
    accounts = list_accounts(visit.db, visit.actor)
    st.header(say("accounts-list"), anchor=False)
    table(accounts)
    change_one(accounts)
except StationsError as problem:
    flash.problem(visit, problem)
