"""Whoever is signed in: who they are here, and their password."""

from __future__ import annotations

import streamlit as st

from stations.actions.accounts import names_of_own, see_own
from stations.roles import ACCOUNT_ROLES, Role
from stations.ui import link_row, shell
from stations.ui.link_row import Link
from stations.words import pick

visit = shell.open_page("account-title")
say = visit.say


def own_stations() -> list[str]:
    """The names of the stations they look after; all of them for an administrator."""
    if visit.actor.role is Role.ADMINISTRATOR:
        return [say("account-stations-all")]
    names = names_of_own(visit.db, visit.actor)
    return sorted(pick(each, visit.lang) for each in names.values()) or [say("account-stations-none")]


st.title(say("account-title"))
shell.require_role(visit, *ACCOUNT_ROLES)
account = see_own(visit.db, visit.actor)
facts = {
    "account-name": account.name,
    "account-username": account.username,
    "account-role": say(f"role-{account.role}"),
    "account-stations": "\n".join(own_stations()),
}
for key, value in facts.items():
    st.caption(say(key))
    st.text(value)
ways = [
    Link(say("account-password"), "/password", "main", ""),
    Link(say("account-sign-out"), "/sign-out", "", ""),
]
link_row.show(ways, label=say("account-title"), key="account_ways")
