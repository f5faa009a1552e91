"""Who came: sessions, series and stations of one's own as they were, a federation's districts with small counts hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from stations.actions import attendance
from stations.actions.attendance import SessionBoard, Wish
from stations.attendance import By
from stations.attendance_words import Table, federation_categories, federation_table, slots_table, summary
from stations.errors import StationsError
from stations.instants import local_date
from stations.roles import Role
from stations.suppression import LEAST
from stations.ui import admin_style, attendance_tables, fragment, session_words, shell
from stations.ui.district_choice import district_name
from stations.ui.plain_text import plain
from stations.words import pick

visit = shell.open_page("shell-menu-attendance")
say = visit.say
FIRST, LAST, VIEW, DETAILS = "attendance_first", "attendance_last", "attendance_view", "attendance_details"


def chosen_span() -> tuple[date, date]:
    first, last = attendance.usual_span(local_date(visit.now, "CN"))
    with st.container(horizontal=True):
        return tuple(
            st.date_input(say(label), value=day_in(key, value), format="YYYY-MM-DD", key=key)
            for label, value, key in (("attendance-first", first, FIRST), ("attendance-last", last, LAST))
        )


def day_in(key: str, usual: date) -> date:
    """The day that a link brought along, else the usual one."""
    try:
        return date.fromisoformat(shell.param(key.removeprefix("attendance_")))
    except ValueError:
        return usual


def chosen_view() -> By:
    views = [By.SESSION, By.SERIES, By.STATION]
    if visit.actor.role is Role.ADMINISTRATOR:
        views.append(By.DISTRICT)
    chosen = st.segmented_control(
        say("attendance-view"),
        views,
        format_func=lambda one: say(f"attendance-view-{one}"),
        default=By.SESSION,
        key=VIEW,
        label_visibility="collapsed",
    )
    return chosen or By.SESSION


def link_of(by: By, wish: Wish) -> str:
    """The address that a line's key is put behind: a session's own counts, or the sessions of a station or series."""
    if by is By.SESSION:
        return "/attendance?session="
    span = urlencode({"first": wish.first.isoformat(), "last": wish.last.isoformat()})
    return f"/attendance?{span}&{'station' if by is By.STATION else 'series'}="


def lines(wish: Wish, by: By) -> None:
    found = attendance.board(visit.db, visit.actor, wish, by)
    if not found.lines:
        st.info(say("attendance-no-series" if by is By.SERIES else "attendance-none"))
        return
    table = attendance_tables.table_of(visit, found)
    attendance_tables.show(visit, [(table, link_of(by, wish))])
    if found.more:
        st.caption(say("attendance-more", count=found.more))
    if st.toggle(say("attendance-details"), key=DETAILS):
        work, made = details(wish)
        attendance_tables.show(visit, [(work, "")], [made], titled=True)
    take_away(lambda: [table, *details(wish)], wish, f"attendance-{by}")


def details(wish: Wish) -> list[Table]:
    return attendance_tables.tables_of(visit, attendance.details(visit.db, visit.actor, wish))


def take_away(tables: Callable[[], list[Table]], wish: Wish, name: str) -> None:
    about = f"{wish.first} – {wish.last}"
    attendance_tables.downloads(visit, tables, about, f"{name}-{wish.first}-{wish.last}")


def districts(wish: Wish) -> None:
    found = attendance.federation(visit.db, visit.actor, visit.now, wish.first, wish.last)
    if not found.whole.sessions:
        st.info(say("attendance-none"))
        return
    tables = [
        federation_table(found, visit.lang, lambda key: district_name(visit, key) if key else ""),
        federation_categories(found, visit.lang),
    ]
    st.caption(plain(say("attendance-small", least=LEAST)))
    attendance_tables.show(visit, [(table, "") for table in tables], titled=True)
    take_away(lambda: tables, wish, "attendance-districts")


def only(wish: Wish) -> None:
    """Say which station or series alone is shown, and offer all again."""
    if not (wish.station_id or wish.series_id):
        return
    found = attendance.board(visit.db, visit.actor, wish, By.STATION if wish.station_id else By.SERIES).lines
    if found:
        name = pick(found[0].names, visit.lang)
        st.markdown(f"**{plain(say('attendance-only', name=name))}**")
    st.button(
        say("attendance-show-all"), key="attendance_all", on_click=shell.set_params,
        kwargs={"station": None, "series": None},
    )  # fmt: skip


def board() -> None:
    st.caption(say("attendance-intro"))
    first, last = chosen_span()
    wish = Wish(first, last, shell.param("station"), shell.param("series"))
    is_narrow = bool(wish.station_id or wish.series_id)
    by = By.SESSION if is_narrow else chosen_view()
    try:
        if is_narrow:
            only(wish)
        if by is By.DISTRICT:
            districts(wish)
        else:
            lines(wish, by)
    except StationsError as problem:
        shell.show_problem(visit, problem)


def one_session(session_id: str) -> None:
    try:
        found = attendance.of_session(visit.db, visit.actor, session_id)
    except StationsError as problem:
        shell.show_problem(visit, problem)
        return
    st.subheader(pick(found.session.title, visit.lang), anchor=False)
    when = session_words.when(visit, found.session, found.jurisdiction)
    st.caption(f"{when} · {pick(found.station_names, visit.lang)}")
    work, made = attendance_tables.tables_of(visit, found.details)
    slots = slots_table(found.slots, found.jurisdiction, visit.lang)
    fragment.show(visit, "attendance_facts.html", facts=summary(found.tally, visit.lang))
    attendance_tables.show(visit, [(work, "")], [slots, made], titled=True)
    day = found.session.on_date
    take_away(lambda: [slots, work, made], Wish(day, day), about_file(found))


def about_file(found: SessionBoard) -> str:
    return f"attendance-session-{found.session.id[:8]}"


def back() -> None:
    st.button(
        say("attendance-back"), icon=":material/arrow_back:", type="tertiary", key="attendance_back",
        on_click=shell.set_params, kwargs={"session": None},
    )  # fmt: skip


st.title(say("attendance-title"), anchor=False)
shell.require_role(visit, Role.STAFF, Role.ADMINISTRATOR)
admin_style.tables()
if shell.param("session"):
    back()
    one_session(shell.param("session"))
else:
    board()
