"""Where to look next: the stations that need a look most, and "I'll look"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import streamlit as st

from stations.actions import rechecks
from stations.actions.start import Database
from stations.errors import Refused, StationsError
from stations.exchange.recheck_file import recheck_csv
from stations.instants import local
from stations.recheck_words import why_line
from stations.rechecks import Recheck
from stations.roles import Actor, Role
from stations.ui import flash, fragment, menu, shell
from stations.ui.district_choice import chosen_district, district_name
from stations.ui.plain_text import plain
from stations.words import explain, pick

visit = shell.open_page("shell-menu-recheck")
say = visit.say
DISTRICT, SHOWN, PROBLEM = "recheck_district", "recheck_shown", "recheck_problem"
STEP = 10


def begin_at_top() -> None:
    st.session_state[SHOWN] = STEP


def show_more() -> None:
    st.session_state[SHOWN] += STEP


def name_of(one: Recheck) -> str:
    return pick(one.names, visit.lang) or one.station_id


def take(one: Recheck) -> None:
    settle(rechecks.take, one, "recheck-taken")


def give_back(one: Recheck) -> None:
    settle(rechecks.give_back, one, "recheck-given-back")


def settle(deed: Callable[[Database, Actor, datetime, str], object], one: Recheck, words: str) -> None:
    """Do it as whoever is signed in now, and say on the next run what came of it."""
    with shell.guard():
        now = shell.begin()
        try:
            outcome = deed(now.db, now.actor, now.now, one.station_id)
        except StationsError as error:
            outcome = error
        if isinstance(outcome, (Refused, StationsError)):
            st.session_state[PROBLEM] = explain(now.lang, outcome)
        else:
            flash.later(now.say(words, name=plain(name_of(one))))


def card(one: Recheck) -> None:
    with st.container(border=True):
        fragment.show(
            visit,
            "recheck.html",
            title=name_of(one),
            place=" · ".join(filter(None, (district_name(visit, one.district), pick(one.address, visit.lang)))),
            until=say("recheck-until", time=clock(one)) if one.lease else "",
            whys=[why_line(why, visit.now, visit.lang) for why in one.whys],
        )
        with st.container(horizontal=True, vertical_alignment="center"):
            word, deed = ("recheck-give-back", give_back) if one.lease else ("recheck-take", take)
            st.button(
                say(word),
                key=f"{word}-{one.station_id}",
                type="secondary" if one.lease else "primary",
                on_click=deed,
                args=(one,),
            )
            st.page_link(menu.file_of("manage"), label=say("recheck-open"), query_params={"station": one.station_id})


def clock(one: Recheck) -> str:
    assert one.lease is not None
    return f"{local(one.lease.ends_at, one.jurisdiction):%Y-%m-%d %H:%M}"


def part(title: str, cards: Sequence[Recheck]) -> None:
    if cards:
        st.header(say(title), anchor=False)
        for one in cards:
            card(one)


def draw() -> None:
    district = chosen_district(visit, "recheck-district", DISTRICT, begin_at_top)
    shown = st.session_state.setdefault(SHOWN, STEP)
    queue = rechecks.queue(visit.db, visit.actor, visit.now, district)
    part("recheck-mine", queue.mine)
    part("recheck-waiting", queue.waiting[:shown])
    if not queue.waiting:
        st.info(say("recheck-none"))
    if queue.with_others:
        st.caption(say("recheck-with-others", count=queue.with_others))
    with st.container(horizontal=True):
        if len(queue.waiting) > shown:
            st.button(say("recheck-more"), on_click=show_more)
        st.download_button(
            say("recheck-download"),
            lambda: recheck_csv([*queue.mine, *queue.waiting], visit.now, visit.lang),
            "recheck.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="recheck_csv",
        )


st.title(say("recheck-title"), anchor=False)
shell.require_role(visit, Role.ADMINISTRATOR)
st.caption(say("recheck-intro"))
flash.show()
if PROBLEM in st.session_state:
    st.error(st.session_state.pop(PROBLEM))
draw()
