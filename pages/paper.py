"""Stations that look as if they existed on paper only, each with its reasons; a list to look at."""

from __future__ import annotations

import streamlit as st

from stations.actions.paper import MOST_SHOWN, PaperList, Wanted, paper_stations
from stations.exchange.paper_file import PaperStation, paper_csv
from stations.paper import LISTED_FROM, POINTS
from stations.paper_traits import Trait
from stations.roles import Role
from stations.ui import admin_style, fragment, shell
from stations.ui.district_choice import district_name
from stations.words import pick

visit = shell.open_page("paper-title")
say = visit.say
DISTRICT, SOURCE, TEXT, TRAITS, SHOWN = "paper_district", "paper_source", "paper_text", "paper_traits", "paper_shown"


def begin_at_top() -> None:
    st.session_state[SHOWN] = MOST_SHOWN


def show_more() -> None:
    st.session_state[SHOWN] += MOST_SHOWN


def name_of(key: str) -> str:
    return district_name(visit, key) or say("paper-no-district")


def source_name(source: str) -> str:
    return source or say("paper-no-source")


def wanted() -> Wanted:
    """What the visitor chose on an earlier run: the choices are drawn from what is found by it."""
    return Wanted(
        district=st.session_state.get(DISTRICT),
        source=st.session_state.get(SOURCE),
        text=st.session_state.get(TEXT, ""),
        traits=frozenset(st.session_state.get(TRAITS) or ()),
    )


def choose(listed: PaperList) -> None:
    with st.container(horizontal=True):
        everything = {"index": None, "placeholder": say("all"), "on_change": begin_at_top}
        st.selectbox(say("paper-district"), listed.districts, format_func=name_of, key=DISTRICT, **everything)
        st.selectbox(say("paper-source"), listed.sources, format_func=source_name, key=SOURCE, **everything)
        st.text_input(say("paper-text"), max_chars=60, key=TEXT, on_change=begin_at_top)
    st.pills(
        say("paper-filter"),
        [trait for trait in Trait if listed.counts.get(trait) or trait in (st.session_state.get(TRAITS) or ())],
        selection_mode="multi",
        format_func=lambda trait: say(
            "paper-trait-count", trait=say(f"paper-{trait}"), count=listed.counts.get(trait, 0)
        ),
        key=TRAITS,
        on_change=begin_at_top,
    )


def explain() -> None:
    """How it is weighed, so that whoever reads the list can disagree with it."""
    with st.expander(say("paper-how")):
        st.markdown(say("paper-how-text", points=LISTED_FROM))
        rows = [(say(f"paper-{trait}"), say(f"paper-why-{trait}"), POINTS[trait]) for trait in Trait]
        fragment.show(visit, "paper_points.html", rows=rows)
        st.caption(say("paper-how-note"))


def row(one: PaperStation) -> dict[str, object]:
    entry = one.suspect.entry
    return {
        "id": one.id,
        "name": pick(one.names, visit.lang) or one.id,
        "district": name_of(entry.district),
        "source": source_name(entry.source),
        "reasons": [say(f"paper-{trait}") for trait in one.suspect.traits],
        "points": say("paper-points", points=one.suspect.points),
    }


def whole_file(chosen: Wanted) -> bytes:
    return paper_csv(paper_stations(visit.db, visit.actor, chosen, None).shown, visit.lang)


def download(chosen: Wanted) -> None:
    st.download_button(
        say("paper-download"),
        lambda: whole_file(chosen),
        "paper-stations.csv",
        "text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="paper_csv",
    )


def draw() -> None:
    chosen, shown = wanted(), st.session_state.setdefault(SHOWN, MOST_SHOWN)
    with st.spinner(say("paper-looking")):
        listed = paper_stations(visit.db, visit.actor, chosen, shown)
    st.markdown(f"**{say('paper-count', count=listed.suspected, total=listed.looked_through)}**")
    explain()
    if not listed.suspected:
        st.info(say("paper-none"))
        return
    choose(listed)
    if chosen != Wanted():
        st.markdown(say("paper-found", count=listed.found))
    fragment.show(visit, "paper.html", rows=[row(one) for one in listed.shown])
    with st.container(horizontal=True):
        if listed.found > len(listed.shown):
            st.button(say("paper-more", count=listed.found - len(listed.shown)), on_click=show_more)
        if listed.found:
            download(chosen)


st.title(say("paper-title"), anchor=False)
shell.require_role(visit, Role.ADMINISTRATOR)
st.caption(say("paper-intro"))
admin_style.tables()
with shell.guard():
    draw()
