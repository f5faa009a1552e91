"""Pads, batteries and medicine by the date on which they expire."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from stations.actions.aed_board import Due, board
from stations.claim_words import why
from stations.exchange.station_export import csv_lines
from stations.roles import Role
from stations.ui import admin_style, fragment, shell
from stations.words import pick

visit = shell.open_page("board-title")
say = visit.say
COLUMNS = ("station", "what", "date", "left", "state", "checked")


def left(due: Due) -> str:
    if due.days_left is None:
        return say("board-undated")
    return say("shift-expired") if due.days_left < 0 else say("shift-expires", days=due.days_left)


def row(due: Due) -> list[str]:
    return [
        pick(due.names, visit.lang),
        say(f"board-{due.part}"),
        due.on.isoformat() if due.on else "",
        left(due),
        say(f"amenity-{due.state}"),
        why(due.judgement, visit.now, visit.lang),
    ]


def lines(found: list[Due]) -> Iterator[list[str]]:
    yield [say(f"board-{name}") for name in COLUMNS]
    yield from map(row, found)


shell.require_role(visit, Role.MANAGER, Role.ADMINISTRATOR)
st.title(say("board-title"), anchor=False)
st.caption(say("board-intro"))
with shell.guard():
    found = board(visit.db, visit.actor, visit.now)
    if not found:
        st.info(say("board-none"))
    else:
        admin_style.tables()
        rows = [(due, row(due)) for due in found]
        fragment.show(visit, "aed_board.html", columns=COLUMNS, rows=rows)
        st.download_button(
            say("board-download"),
            lambda: b"".join(csv_lines(lines(found))),
            file_name="aed-dates.csv",
            mime="text/csv",
            key="board_download",
        )
