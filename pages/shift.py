"""The check of a shift, on one phone screen: what drivers dispute, what is overdue, and one button for the rest."""

from __future__ import annotations

from functools import partial

import streamlit as st

from stations.actions.care import Overtaken, confirm_all, see_for_care, set_amenity
from stations.actions.concerns import note_seen, of_station
from stations.amenities import AmenityState
from stations.catalogue import catalogue
from stations.claim_words import why
from stations.edits import with_state
from stations.hours_words import status_line
from stations.roles import Role
from stations.shift_check import Check, Item, check_of
from stations.trust import FACTS, POSITION
from stations.ui import care_choice, concern_card, menu, shell
from stations.ui.care_desk import Desk, attempt, note_of, problem_of, show_note
from stations.ui.plain_text import plain
from stations.words import pick

visit = shell.open_page("shift-title")
say = visit.say
ALL = "shift-all"
STYLE = """<style>
[class*="st-key-shift-all-"] button { min-height: 64px; }
[class*="st-key-shift-all-"] button p { font-size: 1.15rem; font-weight: 600; }
[class*="st-key-shift-line-"] { border-top: 1px solid var(--line, #d7dbd9); padding-top: .35rem; }
</style>"""


def name(desk: Desk, subject: str) -> str:
    return say(f"shift-{subject}") if subject in FACTS else pick(catalogue()[subject].names, desk.visit.lang)


def stated(desk: Desk, subject: str) -> str:
    """What is stated, in a word or two."""
    station = desk.view.station
    if subject == "hours":
        return status_line(desk.view.status, visit.now, visit.lang, station.jurisdiction)
    if subject in FACTS:
        return say(f"way-in-{station.schedule.way_in}")
    return say(f"amenity-{desk.view.told.amenities[subject].state}")


def age(desk: Desk, item: Item) -> str:
    """Why it is asked: how old the last look is, or what is about to expire."""
    told = why(item.judgement, visit.now, visit.lang, desk.view.station.jurisdiction)
    if item.days_left is None:
        return told
    expiry = say("shift-expired") if item.days_left < 0 else say("shift-expires", days=item.days_left)
    return f"{told} · {expiry}"


def line(desk: Desk, item: Item, *, is_overdue: bool) -> None:
    subject = item.subject
    with st.container(key=f"shift-line-{subject}"):
        sign = ":orange[:material/schedule:] " if is_overdue else ""
        st.markdown(f"{sign}**{plain(name(desk, subject))}** · {plain(stated(desk, subject))}")
        st.caption(plain(age(desk, item)))
        with st.container(horizontal=True):
            st.button(
                say("shift-as-shown"),
                key=f"shift-ok-{subject}",
                icon=":material/check:",
                on_click=partial(confirm, desk.id, {subject: item.version}, f"shift-{subject}"),
            )
            otherwise(desk, item)
        show_note(desk, f"shift-{subject}")


def otherwise(desk: Desk, item: Item) -> None:
    subject = item.subject
    if subject in FACTS:
        st.page_link(menu.file_of("manage"), label=say("shift-edit"), query_params={"station": desk.id})
        return
    shown = desk.view.told.amenities[subject].state
    with st.popover(say("shift-otherwise"), key=f"shift-no-{subject}"):
        for state in (AmenityState.AVAILABLE, AmenityState.OUT_OF_ORDER, AmenityState.ABSENT):
            if state is not shown:
                st.button(
                    say(f"amenity-{state}"),
                    key=f"shift-set-{subject}-{state}",
                    width="stretch",
                    on_click=partial(change, desk.id, subject, int(item.version), state),
                )
        if item.days_left is not None:
            st.page_link(menu.file_of("manage"), label=say("shift-change-date"), query_params={"station": desk.id})


def confirm(station_id: str, versions: dict[str, int | str], part: str) -> None:
    attempt(station_id, part, lambda now: confirm_all(now.db, now.actor, now.now, station_id, versions))


def change(station_id: str, subject: str, version: int, state: AmenityState) -> None:
    def deed(now: shell.Visit) -> object:
        said = see_for_care(now.db, now.actor, now.now, station_id).told.amenities[subject]
        return set_amenity(now.db, now.actor, now.now, station_id, with_state(said, version, state))

    attempt(station_id, f"shift-{subject}", deed)


def everything_else(desk: Desk, check: Check) -> None:
    versions = check.open_versions
    if not versions:
        st.success(say("shift-all-done"), icon=":material/done_all:")
        return
    st.button(
        say("shift-all", count=len(versions)),
        type="primary",
        width="stretch",
        icon=":material/done_all:",
        key=f"shift-all-{desk.id}",
        on_click=partial(confirm, desk.id, versions, ALL),
    )


def tell_overtaken(desk: Desk) -> None:
    for part in (ALL, *(f"shift-{subject}" for subject in (*catalogue().codes, *FACTS))):
        problem = problem_of(desk.id, part)
        if isinstance(problem, Overtaken):
            subjects = [one.facility for one in problem.theirs] + list(problem.facts)
            names = say("find-comma").join(f"{name(desk, it)} · {stated(desk, it)}" for it in subjects)
            st.warning(plain(say("shift-theirs", names=names)), icon=":material/group:")


def show(desk: Desk) -> None:
    st.html(STYLE)
    st.title(plain(pick(desk.view.station.names, visit.lang)), anchor=False)
    if desk.view.station.is_demo:
        st.badge(say("demo-badge"), color="orange")
    care_choice.offer_another(visit)
    views = of_station(visit.db, visit.actor, desk.id)
    if any(it.concern.seen_at is None for it in views):
        note_seen(visit.db, visit.actor, visit.now, desk.id)
    concern_card.show_answered(visit, {concern_card.part_of(it) for it in views}, desk.id)
    if views:
        st.subheader(say("shift-concerns"), anchor=False)
    for view in views:
        concern_card.card(visit, view, with_name=False)
    tell_overtaken(desk)
    station, told = desk.view.station, desk.view.told
    contested = {it.concern.subject for it in views} | {POSITION}
    check = check_of(
        desk.view.seen, told.amenities, station.claims, told.judgements, contested, station.jurisdiction, visit.now
    )
    if not desk.view.seen:
        st.info(say("shift-nothing"))
    else:
        lines(desk, check)
    st.page_link(menu.file_of("manage"), label=say("shift-open-manage"), query_params={"station": desk.id})


def lines(desk: Desk, check: Check) -> None:
    if check.overdue:
        st.subheader(say("shift-overdue"), anchor=False)
    for item in check.overdue[:3]:
        line(desk, item, is_overdue=True)
    everything_else(desk, check)
    if note_of(desk.id, ALL):
        show_note(desk, ALL)
    for item in check.overdue[3:]:
        line(desk, item, is_overdue=True)
    if check.rest:
        st.subheader(say("shift-rest"), anchor=False)
    for item in check.rest:
        line(desk, item, is_overdue=False)
    if check.done:
        st.subheader(say("shift-done"), anchor=False)
        words = [f"{name(desk, it.subject)} · {stated(desk, it.subject)} · {looked(desk, it)}" for it in check.done]
        st.text("\n".join(words))


def looked(desk: Desk, item: Item) -> str:
    return say("shift-looked", time=desk.clock(item.checked_at)) if item.checked_at else ""


shell.require_role(visit, Role.MANAGER, Role.ADMINISTRATOR)
with shell.guard():
    station_id = care_choice.chosen_station(visit, "shift-title")
    if station_id:
        show(Desk(visit, see_for_care(visit.db, visit.actor, visit.now, station_id)))
