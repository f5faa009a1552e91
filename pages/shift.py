"""The check of a shift, on one phone screen: what drivers dispute, what is overdue, and one button for the rest."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from stations.actions.care import see_for_care
from stations.actions.concerns import ConcernView, note_seen, of_station
from stations.roles import Role
from stations.shift_check import Check, Item, check_of
from stations.trust import POSITION
from stations.ui import care_choice, concern_card, menu, shell, shift_lines
from stations.ui.care_desk import Desk
from stations.ui.plain_text import plain
from stations.words import pick

visit = shell.open_page("shift-title")
say = visit.say
MOST_ABOVE = 3  # so that the one button stays on the first screen of a phone
STYLE = """<style>
[class*="st-key-shift-all-"] button { min-height: 64px; }
[class*="st-key-shift-all-"] button p { font-size: 1.15rem; font-weight: 600; }
[class*="st-key-shift-line-"] { border-top: 1px solid var(--line, #d7dbd9); padding-top: .35rem; }
</style>"""


def head(desk: Desk) -> None:
    st.html(STYLE)
    st.title(plain(pick(desk.view.station.names, visit.lang)), anchor=False)
    if desk.view.station.is_demo:
        st.badge(say("demo-badge"), color="orange")
    care_choice.offer_another(visit)


def disputed(desk: Desk, views: Sequence[ConcernView]) -> None:
    if any(it.concern.seen_at is None for it in views):
        note_seen(visit.db, visit.actor, visit.now, desk.id)
    concern_card.tell_last(visit, {concern_card.part_of(it) for it in views}, desk.id)
    if views:
        st.subheader(say("shift-concerns"), anchor=False)
    for view in views:
        shown = shift_lines.stated(desk, view.concern.subject)
        concern_card.card(visit, view, with_name=False, shown=shown)


def check(desk: Desk, views: Sequence[ConcernView]) -> Check:
    station, told = desk.view.station, desk.view.told
    contested = {it.concern.subject for it in views} | {POSITION}
    return check_of(
        desk.view.seen, told.amenities, station.claims, told.judgements, contested, station.jurisdiction, visit.now
    )


def lines(desk: Desk, found: Check, *, is_disputed: bool) -> None:
    part("shift-overdue", desk, found.overdue[:MOST_ABOVE], is_overdue=True)
    shift_lines.who_was_first(desk)
    shift_lines.everything_else(desk, found, is_disputed=is_disputed)
    part("", desk, found.overdue[MOST_ABOVE:], is_overdue=True)
    part("shift-rest", desk, found.rest)
    if found.done:
        st.subheader(say("shift-done"), anchor=False)
    for item in found.done:
        shift_lines.done(desk, item)


def part(title: str, desk: Desk, items: Sequence[Item], *, is_overdue: bool = False) -> None:
    if items and title:
        st.subheader(say(title), anchor=False)
    for item in items:
        shift_lines.line(desk, item, is_overdue=is_overdue)


def show(desk: Desk) -> None:
    head(desk)
    views = of_station(visit.db, visit.actor, desk.id)
    disputed(desk, views)
    if desk.view.seen:
        lines(desk, check(desk, views), is_disputed=bool(views))
    else:
        st.info(say("shift-nothing"))
    st.page_link(menu.file_of("manage"), label=say("shift-open-manage"), query_params={"station": desk.id})


shell.require_role(visit, Role.MANAGER, Role.ADMINISTRATOR)
with shell.guard():
    station_id = care_choice.chosen_station(visit, "shift-title")
    if station_id:
        show(Desk(visit, see_for_care(visit.db, visit.actor, visit.now, station_id)))
