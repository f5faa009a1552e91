"""Stations that look as if they existed on paper only, each with its reasons; a list to look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import streamlit as st

from stations.actions.paper import PaperList, paper_stations
from stations.exchange.station_export import csv_lines
from stations.paper import Suspect, Trait
from stations.roles import Role
from stations.ui import admin_style, fragment, shell
from stations.words import pick

visit = shell.open_page("paper-title")
say = visit.say
COLUMNS = ("station", "district", "reasons", "source")
MOST = 500


def reasons(suspect: Suspect) -> str:
    return say("find-comma").join(say(f"paper-{trait}") for trait in suspect.traits)


def row(listed: PaperList, suspect: Suspect) -> list[str]:
    brief = listed.briefs[suspect.key]
    return [pick(brief.names, visit.lang), brief.district, reasons(suspect), brief.id]


def lines(listed: PaperList, shown: list[Suspect]) -> Iterator[list[str]]:
    yield [*(say(f"paper-column-{name}") for name in COLUMNS[:3]), "id"]
    for suspect in shown:
        yield row(listed, suspect)


def chosen(listed: PaperList) -> list[Suspect]:
    counts = Counter(trait for suspect in listed.suspects for trait in suspect.traits)
    traits = st.pills(
        say("paper-filter"),
        [trait for trait in Trait if counts[trait]],
        selection_mode="multi",
        format_func=lambda trait: f"{say(f'paper-{trait}')} ({counts[trait]})",
        key="paper_traits",
    )
    wanted = set(traits or ())
    return [it for it in listed.suspects if wanted <= set(it.traits) and it.key in listed.briefs]


shell.require_role(visit, Role.ADMINISTRATOR)
st.title(say("paper-title"), anchor=False)
st.caption(say("paper-intro"))
with shell.guard():
    district = st.text_input(say("paper-district"), "", 60, key="paper_district")
    listed = paper_stations(visit.db, visit.actor, district, MOST)
    st.markdown(f"**{say('paper-count', count=len(listed.suspects), total=listed.looked_through)}**")
    if not listed.suspects:
        st.info(say("paper-none"))
    else:
        shown = chosen(listed)
        admin_style.tables()
        fragment.show(visit, "paper.html", rows=[row(listed, it) for it in shown[:200]], columns=COLUMNS[:3])
        st.download_button(
            say("paper-download"),
            lambda: b"".join(csv_lines(lines(listed, shown))),
            file_name="paper-stations.csv",
            mime="text/csv",
            key="paper_download",
        )
