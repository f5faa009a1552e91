"""The roster of a session: who comes when, checking in, booking for somebody, walk-ins, phoning after a cancellation."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from stations.actions import clinic_list, desk, roster
from stations.answer_words import answered, line
from stations.bookings import BookingView, show_code
from stations.errors import Refused, StationsError
from stations.exchange.roster_file import roster_xlsx
from stations.instants import local_date
from stations.roles import Role
from stations.rosters import Roster
from stations.sessions import SessionStatus
from stations.ui import (
    answer_list,
    crew_form,
    desk_list,
    flash,
    fragment,
    menu,
    offline_desk,
    places_dialog,
    print_button,
    roster_forms,
    session_words,
    shell,
)
from stations.ui.roster_rows import call_groups, groups, name_of
from stations.words import pick

LIST, CALLS, SESSIONS = "roster_list", "roster_calls", "roster_sessions"
VERBS = {"check-in": desk.check_in, "no-show": desk.no_show, "undo": desk.undo}

visit = shell.open_page("roster-title")
say = visit.say
shell.require_role(visit, Role.STAFF, Role.ADMINISTRATOR)


def choose_session() -> None:
    picked = desk_list.chosen(SESSIONS)
    if picked is not None:
        shell.set_params(session=picked.id)
        st.rerun()
    st.title(say("roster-title"))
    mine = clinic_list.overview(visit.db, visit.actor, visit.now)
    rows = [session_row(one) for one in (*mine.upcoming, *mine.past[:20])]
    if rows:
        desk_list.show(SESSIONS, say("roster-choose"), [{"heading": say("roster-choose"), "items": rows}])
    else:
        st.info(say("roster-none"))


def session_row(one: clinic_list.Listed) -> dict[str, object]:
    return {
        "id": one.session.id,
        "version": one.session.version,
        "title": pick(one.session.title, visit.lang),
        "badge": say("demo-badge") if one.session.is_demo else "",
        "lines": [session_words.when(visit, one.session, one.jurisdiction), pick(one.station_names, visit.lang)],
        "actions": [desk_list.action("open", say("clinics-to-roster"), "main")],
    }


def carry_out(choice: desk_list.Choice) -> None:
    """Do what was tapped beside somebody, and say what came of it."""
    if choice.action == "change":
        roster_forms.open_person(choice.id)
    elif choice.action in VERBS:
        report(VERBS[choice.action](visit.db, visit.actor, visit.now, choice.id, choice.version), choice.action)
    elif choice.action in ("told", "untold"):
        is_told = choice.action == "told"
        report(roster.mark_told(visit.db, visit.actor, visit.now, choice.id, is_told=is_told), choice.action)


def report(result: BookingView | Refused, action: str) -> None:
    if isinstance(result, Refused):
        flash.problem(visit, result)
    else:
        flash.done(say(f"roster-did-{action}", name=name_of(visit, result.booking)))


def heading(found: Roster) -> None:
    counts = found.counts
    parts = say(
        "roster-counts", expected=counts.expected, here=counts.here, absent=counts.absent, free=counts.free
    ).split(" · ")
    if counts.held:
        parts.append(say("roster-counts-held", held=counts.held))
    if counts.waiting:
        parts.append(say("roster-counts-waiting", waiting=counts.waiting))
    if found.session.walk_in_capacity:
        parts.append(say("roster-counts-walk-ins", taken=counts.walk_ins, capacity=found.session.walk_in_capacity))
    when = session_words.when(visit, found.session, found.jurisdiction)
    fragment.show(
        visit, "roster_head.html", session=found.session, station=found.station_names, when=when, counts=parts
    )


def working_day(found: Roster) -> None:
    roster_forms.keep()
    view = st.segmented_control(
        say("roster-view"),
        ("list", "book", "crew", "walk-in"),
        format_func=lambda one: say(f"roster-view-{one}"),
        key="roster_view",
        default="list",
        label_visibility="collapsed",
        width="stretch",
    )
    if view == "book":
        roster_forms.book_for_somebody(visit, found)
    elif view == "crew":
        crew_form.book_crew(visit, found)
    elif view == "walk-in":
        roster_forms.walk_in(visit, found)
    else:
        the_list(found)
        answer_list.show(visit, found)
        offline_desk.show(visit, found)
        roster_forms.person(visit, found)


def the_list(found: Roster) -> None:
    typed = st.text_input(
        say("roster-search"),
        key="roster_search",
        placeholder=say("roster-search"),
        label_visibility="collapsed",
        icon=":material/search:",
        max_chars=60,
    )
    rows = groups(visit, found, typed)
    if rows:
        desk_list.show(LIST, say("roster-title"), rows)
    else:
        st.info(say("roster-search-none"))


def calls(found: Roster) -> None:
    people = roster.to_call(visit.db, visit.actor, found.session.id)
    if not people:
        st.info(say("roster-cancelled-nobody"))
        return
    st.warning(say("roster-cancelled-note"))
    desk_list.show(CALLS, say("roster-view-call"), call_groups(visit, people, found.jurisdiction))


def tools(found: Roster) -> None:
    is_on = found.session.status is SessionStatus.PUBLISHED
    with st.container(horizontal=True, vertical_alignment="center", key="roster_tools"):
        if is_on:
            st.page_link(menu.file_of("check_in"), label=say("roster-to-check-in"), icon=":material/qr_code_scanner:")
            places_dialog.button(visit)
            st.button(say("roster-print"), icon=":material/print:", key="to_print", on_click=turn_to_print)
        st.download_button(
            say("roster-download"),
            data=lambda: take_away(found.session.id),
            file_name=f"roster-{found.session.on_date}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            on_click="ignore",
            key="to_excel",
        )
        st.page_link(menu.file_of("clinics"), label=say("clinics-to-list"), icon=":material/list:")


def turn_to_print() -> None:
    shell.set_params(print="1")


def take_away(session_id: str) -> bytes:
    now = datetime.now(UTC)
    return roster_xlsx(roster.export(visit.db, visit.actor, now, session_id), visit.lang, now)


def print_view(found: Roster) -> None:
    with st.container(horizontal=True, key="roster_print_tools"):
        print_button.show(say("roster-print-now"))
        st.button(say("roster-print-back"), on_click=shell.set_params, kwargs={"print": None}, key="from_print")
    fragment.show(
        visit,
        "roster_print.html",
        roster=found,
        when=session_words.when(visit, found.session, found.jurisdiction),
        made=session_words.day_words(visit, local_date(visit.now, found.jurisdiction), found.jurisdiction),
        span=lambda slot: session_words.slot_span(slot, found.jurisdiction),
        show_code=show_code,
        line_of=line,
        answers=lambda one: answered(found.session.questions, found.answers.get(one.id, {}), visit.lang),
    )


def body(found: Roster) -> None:
    heading(found)
    if found.session.status is SessionStatus.CANCELLED:
        calls(found)
        if found.listed:
            desk_list.show(LIST, say("roster-title"), groups(visit, found, ""))
    elif found.session.status is SessionStatus.DRAFT:
        st.info(say("roster-draft-note"))
    else:
        places_dialog.answer(visit)
        working_day(found)
        places_dialog.show(visit, found)
    tools(found)


def one_session(session_id: str) -> None:
    for choice in (desk_list.chosen(LIST), desk_list.chosen(CALLS)):
        if choice is not None:
            try:
                carry_out(choice)
            except StationsError as problem:
                flash.problem(visit, problem)
    found = roster.roster(visit.db, visit.actor, session_id)
    flash.show()
    if shell.param("print"):
        print_view(found)
    else:
        body(found)


if shell.param("session"):
    one_session(shell.param("session"))
else:
    choose_session()
