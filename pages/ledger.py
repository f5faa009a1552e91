"""The ledger: how the stations are kept, as of the end of any day, district by district."""

from __future__ import annotations

from datetime import date

import streamlit as st

from stations.actions.ledger import read_ledger
from stations.errors import InvalidInput
from stations.exchange.ledger_file import ledger_csv
from stations.instants import local_date
from stations.ledger import Figures, Ledger
from stations.roles import Role
from stations.ui import admin_style, fragment, ledger_words, shell
from stations.ui.district_choice import district_name

visit = shell.open_page("shell-menu-ledger")
say = visit.say
AS_OF, DISTRICT = "ledger_as_of", "ledger_district"


def name_of(key: str) -> str:
    return district_name(visit, key) or say("ledger-no-district")


def chosen_day() -> date:
    today = local_date(visit.now, "CN")
    return st.date_input(
        say("ledger-as-of"),
        value=today,
        min_value=date(2000, 1, 1),
        max_value=today,
        format="YYYY-MM-DD",
        key=AS_OF,
    )


def chosen_district(ledger: Ledger) -> str | None:
    if st.session_state.get(DISTRICT, "") not in (None, "", *ledger.districts):
        st.session_state[DISTRICT] = None  # it had no station yet on the day chosen now
    return st.selectbox(
        say("ledger-district"),
        list(ledger.districts),
        format_func=name_of,
        index=None,
        placeholder=say("ledger-all"),
        key=DISTRICT,
    )


def show(ledger: Ledger, figures: Figures, *, with_districts: bool) -> None:
    lines = [ledger_words.district(visit, name_of(key), one) for key, one in ledger.districts.items()]
    fragment.show(
        visit,
        "ledger.html",
        summary=ledger_words.summary(visit, figures),
        nights=ledger_words.nights(visit, figures),
        hours=ledger_words.hours(figures),
        months=ledger_words.months(visit, figures),
        months_note=ledger_words.months_note(visit),
        districts=lines if with_districts else [],
    )
    st.download_button(
        say("ledger-download"),
        lambda: ledger_csv(ledger, visit.lang),
        f"ledger-{ledger.as_of}.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="ledger_csv",
    )


def draw() -> None:
    with st.container(horizontal=True):
        day = chosen_day()
        place_for_district = st.container()
    try:
        with st.spinner(say("ledger-reading")):
            ledger = read_ledger(visit.db, visit.actor, visit.now, day)
    except InvalidInput as problem:
        shell.show_problem(visit, problem)
        return
    with place_for_district:
        district = chosen_district(ledger)
    if not ledger.whole.stations:
        st.info(say("ledger-none"))
        return
    figures = ledger.whole if district is None else ledger.districts[district]
    show(ledger, figures, with_districts=district is None)


st.title(say("ledger-title"), anchor=False)
shell.require_role(visit, Role.ADMINISTRATOR)
st.caption(say("ledger-intro"))
admin_style.tables()
draw()
