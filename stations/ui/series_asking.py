"""What is asked about a series before it is done: which dates to change, on which day to add one, which to cancel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import streamlit as st

from stations.actions import series_dates
from stations.actions.clinic_list import ListedSeries
from stations.actions.series import Settled
from stations.actions.series_dates import SpanCancelled
from stations.actions.series_edit import Scope
from stations.errors import Refused, StationsError
from stations.instants import local_date
from stations.plans import FARTHEST
from stations.recurrence_words import dated
from stations.series import is_to_come
from stations.ui import flash, menu
from stations.ui.form_state import clear
from stations.ui.plain_text import plain
from stations.ui.shell import Visit, set_params, show_problem

ASKED, TO_CALL = "_series_asked", "_series_to_call"
Asked = tuple[str, str]  # what is asked, and the id of the date that it is about ("" for the series)
TITLES = {"edit": "series-edit", "leave-out": "series-leave-out", "add": "series-add", "cancel-span": "series-cancel"}


def forget_asked() -> None:
    """Forget what was asked."""
    st.session_state.pop(ASKED, None)


def ask(visit: Visit, one: ListedSeries, action: str, session_id: str) -> None:
    """Draw what is asked, in a dialogue."""
    if action == "edit":
        _ask_scope(visit, session_id)
    elif action == "leave-out":
        _ask_leave_out(visit, one, session_id)
    elif action == "add":
        _ask_add(visit, one)
    else:
        _ask_cancel(visit, one)


def _ask_scope(visit: Visit, session_id: str) -> None:
    st.markdown(visit.say("series-ask-scope"))
    for scope in Scope:
        is_usual = scope is Scope.ONE
        if st.button(
            visit.say(f"series-scope-{scope}"),
            type="primary" if is_usual else "secondary",
            width="stretch",
            key=f"scope_{scope}",
        ):
            open_form(session_id, scope)


def open_form(session_id: str, scope: Scope) -> None:
    """Open the form for one date of a series, or for several."""
    clear()
    forget_asked()
    set_params(edit=session_id, scope=str(scope), series=None)
    st.rerun()


def _ask_add(visit: Visit, one: ListedSeries) -> None:
    today = local_date(visit.now, one.jurisdiction)
    st.markdown(visit.say("series-add-ask"))
    day = st.date_input(
        visit.say("clinics-date"),
        value=min(max(one.dates[-1].session.on_date, today) + timedelta(days=7), today + FARTHEST),
        min_value=date.min,
        max_value=date.max,
        format="YYYY-MM-DD",
        key="series_add_day",
    )
    if st.button(visit.say("series-add"), type="primary", width="stretch", key="series_add_yes"):
        key, version = one.series.id, one.series.version
        _finish(
            visit, lambda: series_dates.add_date(visit.db, visit.actor, visit.now, key, day, version), "series-added"
        )


def _ask_leave_out(visit: Visit, one: ListedSeries, session_id: str) -> None:
    session = next(it.session for it in one.dates if it.session.id == session_id)
    st.markdown(plain(visit.say("series-leave-out-ask", day=dated(session.on_date, visit.lang))))
    if st.button(visit.say("series-leave-out"), type="primary", width="stretch", key="leave_out_yes"):
        version = one.series.version
        _finish(
            visit,
            lambda: series_dates.leave_out(visit.db, visit.actor, visit.now, session_id, version),
            "clinics-discarded",
        )


def _finish(visit: Visit, act: Callable[[], Settled | Refused], words: str) -> None:
    try:
        result = act()
    except StationsError as problem:
        show_problem(visit, problem)
        return
    if isinstance(result, Refused):
        show_problem(visit, result)
        return
    forget_asked()
    flash.later(visit.say(words))
    st.rerun()


def _ask_cancel(visit: Visit, one: ListedSeries) -> None:
    say = visit.say
    next_on = next(it.session.on_date for it in one.dates if is_to_come(it.session, visit.now))
    st.markdown(say("series-cancel-ask"))
    first = st.date_input(say("series-cancel-from"), value=next_on, min_value=date.min, max_value=date.max, format="YYYY-MM-DD", key="series_cancel_from")  # fmt: skip
    is_rest = st.checkbox(say("series-cancel-rest"), key="series_cancel_rest")
    last = None
    if not is_rest:
        last = st.date_input(say("series-cancel-to"), value=first, min_value=date.min, max_value=date.max, format="YYYY-MM-DD", key="series_cancel_to")  # fmt: skip
        if last < first:
            st.error(say("series-cancel-order"))
            return
    span = series_dates.look_at_span(visit.db, visit.actor, visit.now, one.series.id, first, last)
    st.warning(say("series-cancel-effect", published=span.published, drafts=span.drafts))
    st.markdown(say("series-cancel-people", count=span.people))
    st.caption(say("clinics-cancel-final"))
    is_empty = not (span.published or span.drafts or is_rest)
    if st.button(say("series-cancel-yes"), type="primary", width="stretch", key="series_cancel_yes", disabled=is_empty):
        _say_cancelled(visit, series_dates.cancel_span(visit.db, visit.actor, visit.now, one.series.id, first, last))


def _say_cancelled(visit: Visit, done: SpanCancelled) -> None:
    if done.told:
        st.session_state[TO_CALL] = done
    forget_asked()
    flash.later(visit.say("series-cancelled", cancelled=done.cancelled, discarded=done.discarded))
    st.rerun()


def say_whom_to_call(visit: Visit, one: ListedSeries) -> None:
    """Name the rosters of the dates that were just cancelled with people booked."""
    done: SpanCancelled | None = st.session_state.get(TO_CALL)
    days = {it.session.id: it.session.on_date for it in one.dates}
    if done is None or not days.keys() >= set(done.session_ids):
        return
    st.warning(visit.say("series-to-call", count=done.told))
    for session_id in done.session_ids:
        label = f"{visit.say('roster-view-call')}: {dated(days[session_id], visit.lang)}"
        st.page_link(menu.file_of("roster"), label=label, icon=":material/call:", query_params={"session": session_id})
