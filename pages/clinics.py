"""The sessions of one's stations: what is coming, drafts, what is past; planning, publishing, copying, cancelling."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

import streamlit as st

from stations.actions import clinic_list, clinics, series
from stations.actions.clinic_list import Listed
from stations.errors import InvalidInput, Refused, StationsError
from stations.instants import local_date
from stations.plans import FARTHEST
from stations.roles import Role
from stations.series import is_to_come
from stations.sessions import SessionStatus
from stations.ui import clinic_form, desk_list, flash, form_state, menu, next_date, series_view, session_words, shell
from stations.ui.desk_list import action
from stations.ui.plain_text import plain
from stations.ui.series_rows import roster_of, series_row
from stations.words import pick

LIST, ASKED = "clinics_list", "_clinics_asked"

visit = shell.open_page("clinics-title")
say = visit.say
shell.require_role(visit, Role.STAFF, Role.ADMINISTRATOR)
state = st.session_state


def row(one: Listed, actions: list[dict[str, str]], tone: str = "") -> dict[str, object]:
    session = one.session
    lines = [session_words.when(visit, session, one.jurisdiction), pick(one.station_names, visit.lang)]
    if one.places and session.status is not SessionStatus.CANCELLED:
        taken = say("clinics-places", taken=one.taken, places=one.places)
        walk_ins = say("clinics-walk-ins", count=session.walk_in_capacity) if session.walk_in_capacity else ""
        lines.append(" · ".join(part for part in (taken, walk_ins) if part))
    return {
        "id": session.id,
        "version": session.version,
        "title": pick(session.title, visit.lang),
        "badge": say("demo-badge") if session.is_demo else "",
        "lines": lines,
        "state": say("session-status-cancelled") if session.status is SessionStatus.CANCELLED else "",
        "tone": "gone" if session.status is SessionStatus.CANCELLED else tone,
        "actions": actions,
    }


def upcoming(one: Listed) -> dict[str, object]:
    actions = [action("roster", say("clinics-to-roster"), "main", roster_of(one))]
    if is_to_come(one.session, visit.now):
        actions.append(action("edit", say("edit")))
    actions.append(action("copy", say("clinics-copy")))
    if one.session.status is SessionStatus.PUBLISHED:
        actions.append(action("cancel", say("clinics-cancel"), "danger"))
    return row(one, actions)


def draft(one: Listed) -> dict[str, object]:
    actions = [
        action("edit", say("edit"), "main"),
        action("publish", say("clinics-publish")),
        action("copy", say("clinics-copy"), "quiet"),
        action("discard", say("clinics-discard"), "danger"),
    ]
    return row(one, actions, "draft")


def alone(listed: Sequence[Listed]) -> list[Listed]:
    """What is shown by itself: the dates to come of a series are shown on its page."""
    return [one for one in listed if not one.session.series_id or one.session.status is SessionStatus.CANCELLED]


def past(one: Listed) -> dict[str, object]:
    if one.session.starts_at is None:
        return row(one, [])
    return row(
        one, [action("roster", say("clinics-to-roster"), "", roster_of(one)), action("copy", say("clinics-copy"))]
    )


def carry_out(choice: desk_list.Choice) -> None:
    state.pop("_clinics_to_call", None)
    if choice.action == "roster":
        st.switch_page(menu.file_of("roster"), query_params={"session": choice.id})
    elif choice.action == "edit":
        form_state.clear()
        shell.set_params(edit=choice.id, scope=None)
    elif choice.action == "series":
        shell.set_params(series=choice.id)
    elif choice.action == "publish-all":
        series.publish_all(visit.db, visit.actor, visit.now, choice.id)
        flash.done(say("clinics-published"))
    elif choice.action == "publish":
        result = clinics.publish(visit.db, visit.actor, visit.now, choice.id, choice.version)
        if isinstance(result, Refused):
            flash.problem(visit, result)
        else:
            flash.done(say("clinics-published"))
    elif choice.action in ("copy", "cancel", "discard"):
        ask_about(choice)


def ask_about(choice: desk_list.Choice) -> None:
    state[ASKED] = (choice, uuid.uuid4().hex)


def forget_asked() -> None:
    state.pop(ASKED, None)


def ask(listed: Sequence[Listed]) -> None:
    """Draw the dialogue of what was asked for, before it is done."""
    choice, request = state.get(ASKED, (None, ""))
    one = next((each for each in listed if choice and each.session.id == choice.id), None)
    if one is None:
        forget_asked()
        return
    draws = {"copy": ask_copy, "cancel": ask_cancel, "discard": ask_discard}
    titles = {"copy": "clinics-copy", "cancel": "clinics-cancel", "discard": "clinics-discard"}
    st.dialog(say(titles[choice.action]), on_dismiss=forget_asked)(draws[choice.action])(one, choice, request)


def ask_copy(one: Listed, _: desk_list.Choice, request: str) -> None:
    st.markdown(plain(say("clinics-copy-ask", title=pick(one.session.title, visit.lang))))
    today = local_date(visit.now, one.jurisdiction)
    day = st.date_input(
        say("clinics-date"),
        value=min(max(one.session.on_date + timedelta(days=7), today + timedelta(days=1)), today + FARTHEST),
        min_value=date.min,  # the rule refuses what is too early or far, in words; the field would keep another day
        max_value=date.max,
        format="YYYY-MM-DD",
        key=f"copy_{request}",
    )
    if st.button(say("clinics-copy-yes"), type="primary", width="stretch", key="copy_yes"):
        try:
            copy = clinics.duplicate(visit.db, visit.actor, visit.now, one.session.id, day, request)
        except InvalidInput as problem:
            shell.show_problem(visit, problem)
            return
        form_state.clear()
        shell.set_params(edit=copy.id)
        finish(say("clinics-copied"))


def ask_cancel(one: Listed, choice: desk_list.Choice, _: str) -> None:
    waiting = clinic_list.see(visit.db, visit.actor, choice.id).waiting
    st.markdown(f"**{plain(say('clinics-cancel-ask', title=pick(one.session.title, visit.lang)))}**")
    st.markdown(session_words.when(visit, one.session, one.jurisdiction))
    st.warning(say("clinics-cancel-people", count=waiting) if waiting else say("clinics-cancel-nobody"))
    offers_next = bool(waiting) and next_date.ask(visit, one)
    st.caption(say("clinics-cancel-final"))
    if st.button(say("clinics-cancel-yes"), type="primary", width="stretch", key="cancel_yes"):
        result = clinics.cancel(visit.db, visit.actor, visit.now, choice.id, offers_next=offers_next)
        if isinstance(result, Refused):
            shell.show_problem(visit, result)
            return
        if result.told:
            state["_clinics_to_call"] = (choice.id, result.told)
            state["_clinics_offered"] = result.offered if offers_next else None
        finish("" if result.told else say("clinics-cancelled-none"))
    if st.button(say("clinics-cancel-no"), width="stretch", key="cancel_no"):
        finish("")


def ask_discard(one: Listed, choice: desk_list.Choice, _: str) -> None:
    st.markdown(plain(say("clinics-discard-ask", title=pick(one.session.title, visit.lang))))
    if st.button(say("clinics-discard"), type="primary", width="stretch", key="discard_yes"):
        result = clinics.discard(visit.db, visit.actor, visit.now, choice.id, choice.version)
        if isinstance(result, Refused):
            shell.show_problem(visit, result)
            return
        finish(say("clinics-discarded"))


def finish(words: str) -> None:
    forget_asked()
    if words:
        flash.later(words)
    st.rerun()


def say_whom_to_call() -> None:
    session_id, count = state.get("_clinics_to_call", ("", 0))
    if session_id:
        st.warning(say("clinics-cancelled-some", count=count))
        if state.get("_clinics_offered") is not None:
            st.info(say("clinics-offered", count=state["_clinics_offered"]))
        link = {"session": session_id}
        st.page_link(menu.file_of("roster"), label=say("roster-view-call"), icon=":material/call:", query_params=link)


def overview() -> None:
    st.title(say("clinics-title"))
    choice = desk_list.chosen(LIST)
    if choice is not None:
        try:
            carry_out(choice)
        except StationsError as problem:
            flash.problem(visit, problem)
    if shell.param("edit") or shell.param("series"):
        st.rerun()
    flash.show()
    say_whom_to_call()
    st.button(
        say("clinics-new"),
        type="primary",
        icon=":material/add:",
        on_click=shell.set_params,
        kwargs={"new": "1"},
        key="clinics_new",
    )
    mine = clinic_list.overview(visit.db, visit.actor, visit.now)
    groups = [
        {"heading": say("clinics-upcoming"), "items": [upcoming(one) for one in alone(mine.upcoming)]},
        {"heading": say("series-heading"), "items": [series_row(visit, one) for one in mine.series]},
        {
            "heading": say("clinics-drafts"),
            "text": say("clinics-drafts-note"),
            "items": [draft(one) for one in alone(mine.drafts)],
        },
        {"heading": say("clinics-past"), "items": [past(one) for one in mine.past]},
    ]
    shown = [group for group in groups if group["items"]]
    if shown:
        desk_list.show(LIST, say("clinics-title"), shown)
    else:
        st.info(say("clinics-none"))
    ask([*mine.upcoming, *mine.drafts, *mine.past])
    form_state.keep()


def one_series(series_id: str) -> None:
    say_whom_to_call()
    one = series_view.show(visit, series_id, ask_about)
    ask(one.dates)
    form_state.keep()


def form() -> None:
    session_id, scope = shell.param("edit"), shell.param("scope")
    st.title(say("series-form-edit" if scope else "clinics-form-edit" if session_id else "clinics-form-new"))
    st.button(
        say("clinics-to-list"),
        icon=":material/arrow_back:",
        on_click=shell.set_params,
        kwargs={"edit": None, "new": None, "scope": None},
        key="clinics_back",
        type="tertiary",
    )
    flash.hide_hints()
    flash.show()
    clinic_form.show(visit, session_id, scope)


if shell.param("edit") or shell.param("new"):
    form()
elif shell.param("series"):
    one_series(shell.param("series"))
else:
    overview()
