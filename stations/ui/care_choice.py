"""Which station whoever cares for stations has in hand: the one in the address, their only one, or one chosen from a list."""

from __future__ import annotations

import streamlit as st

from stations.actions.care import my_stations
from stations.roles import Role
from stations.ui import shell
from stations.ui.plain_text import plain
from stations.words import pick


def chosen_station(visit: shell.Visit, title_key: str) -> str:
    """Return the id of the station in hand; "" while it is being chosen, which this draws."""
    wanted = shell.param("station")
    if wanted:
        return wanted
    mine = my_stations(visit.db, visit.actor)
    if len(mine) == 1:
        return mine[0].id
    _choose(visit, title_key)
    return ""


def _choose(visit: shell.Visit, title_key: str) -> None:
    st.title(visit.say(title_key), anchor=False)
    text = ""
    if visit.actor.role is Role.ADMINISTRATOR:
        text = st.text_input(visit.say("manage-search"), key="care-search", max_chars=60)
    mine = my_stations(visit.db, visit.actor, text)
    if not mine:
        st.info(visit.say("manage-no-match" if text else "manage-no-stations"))
    for brief in sorted(mine, key=lambda brief: pick(brief.names, visit.lang)):
        st.button(
            plain(pick(brief.names, visit.lang)),
            key=f"care-choose-{brief.id}",
            width="stretch",
            on_click=shell.set_params,
            kwargs={"station": brief.id},
        )


def offer_another(visit: shell.Visit) -> None:
    """Draw the way to another station, for those who care for more than one."""
    if visit.actor.role is Role.ADMINISTRATOR or len(visit.actor.station_ids) > 1:
        st.button(visit.say("manage-other"), type="tertiary", on_click=shell.set_params, kwargs={"station": None})
