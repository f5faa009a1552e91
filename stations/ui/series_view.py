"""The page of a series: its rule in words, all its dates, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from stations.actions import clinic_list, clinics, series
from stations.actions.clinic_list import ListedSeries
from stations.actions.series import Settled
from stations.actions.series_edit import Scope
from stations.errors import Refused, StationsError
from stations.recurrence_words import rule_words
from stations.series import is_to_come
from stations.ui import desk_list, flash, menu, series_asking, series_rows
from stations.ui.plain_text import plain
from stations.ui.shell import Visit, set_params
from stations.words import pick

LIST = "series_list"


def show(visit: Visit, series_id: str, cancel: Callable[[desk_list.Choice], None]) -> ListedSeries:
    """Draw the series and return it; ``cancel`` asks about one published date, as on the list of all sessions."""
    choice = desk_list.chosen(LIST)
    if choice is not None:
        _carry_out(visit, choice, cancel)
    one = clinic_list.dates_of(visit.db, visit.actor, series_id)
    _head(visit, one)
    series_asking.say_whom_to_call(visit, one)
    _buttons(visit, one)
    _dates(visit, one)
    _ask(visit, one)
    return one


def _head(visit: Visit, one: ListedSeries) -> None:
    st.title(plain(pick(one.series.plan.title, visit.lang)))
    st.button(
        visit.say("series-back"),
        icon=":material/arrow_back:",
        on_click=set_params,
        kwargs={"series": None},
        key="series_back",
        type="tertiary",
    )
    flash.show()
    told = rule_words(one.series.rule, one.series.plan.on_date, visit.lang)
    st.markdown(plain(visit.say("series-told", rule=told)))
    st.caption(plain(pick(one.station_names, visit.lang)))


def _buttons(visit: Visit, one: ListedSeries) -> None:
    say = visit.say
    coming = [it.session for it in one.dates if is_to_come(it.session, visit.now)]
    drafts = sum(it.status == "draft" for it in coming)
    with st.container(horizontal=True):
        if drafts and st.button(say("series-publish-all", count=drafts), type="primary", key="series_publish"):
            series.publish_all(visit.db, visit.actor, visit.now, one.series.id)
            flash.later(say("clinics-published"))
            st.rerun()
        if coming and st.button(say("series-edit-all"), icon=":material/edit:", key="series_edit_all"):
            series_asking.open_form(coming[0].id, Scope.ALL)
        if st.button(say("series-add"), icon=":material/add:", key="series_add"):
            _asks(("add", ""))
        if coming and st.button(say("series-cancel"), icon=":material/event_busy:", key="series_cancel"):
            _asks(("cancel-span", ""))
        if one.series.rule.pattern.is_open_ended and st.button(say("series-go-on"), key="series_go_on"):
            _go_on(visit, one)


def _go_on(visit: Visit, one: ListedSeries) -> None:
    try:
        result = series.go_on(visit.db, visit.actor, visit.now, one.series.id)
    except StationsError as problem:
        flash.problem(visit, problem)
        return
    if isinstance(result, Settled):
        flash.later(visit.say("series-went-on", count=result.added))
        st.rerun()
    flash.problem(visit, result)


def _dates(visit: Visit, one: ListedSeries) -> None:
    coming = [it for it in one.dates if is_to_come(it.session, visit.now)]
    others = [it for it in reversed(one.dates) if it not in coming]
    groups = [
        {
            "heading": visit.say("series-coming"),
            "items": [series_rows.date_row(visit, it) for it in coming],
            "empty": visit.say("series-no-dates"),
        },
        {"heading": visit.say("series-over"), "items": [series_rows.date_row(visit, it) for it in others]},
    ]
    desk_list.show(LIST, visit.say("series-title"), [group for group in groups if group["items"] or "empty" in group])


def _carry_out(visit: Visit, choice: desk_list.Choice, cancel: Callable[[desk_list.Choice], None]) -> None:
    st.session_state.pop(series_asking.TO_CALL, None)
    if choice.action == "roster":
        st.switch_page(menu.file_of("roster"), query_params={"session": choice.id})
    elif choice.action == "publish":
        _publish(visit, choice)
    elif choice.action == "cancel":
        cancel(choice)
    elif choice.action in ("edit", "leave-out"):
        _asks((choice.action, choice.id))


def _publish(visit: Visit, choice: desk_list.Choice) -> None:
    try:
        result = clinics.publish(visit.db, visit.actor, visit.now, choice.id, choice.version)
    except StationsError as problem:
        flash.problem(visit, problem)
        return
    if isinstance(result, Refused):
        flash.problem(visit, result)
    else:
        flash.done(visit.say("clinics-published"))


def _asks(what: series_asking.Asked) -> None:
    st.session_state[series_asking.ASKED] = what


def _ask(visit: Visit, one: ListedSeries) -> None:
    action, session_id = st.session_state.get(series_asking.ASKED, ("", ""))
    if action not in series_asking.TITLES or (session_id and all(it.session.id != session_id for it in one.dates)):
        series_asking.forget_asked()
        return
    title = visit.say(series_asking.TITLES[action])
    st.dialog(title, on_dismiss=series_asking.forget_asked)(series_asking.ask)(visit, one, action, session_id)
