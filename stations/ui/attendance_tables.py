"""The attendance board on the screen: its tables and charts, and the buttons that take them away."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from stations.actions.attendance import Board, Details
from stations.attendance_words import Table, Titled, categories_table, lines_table, made_table, title, without_noughts
from stations.exchange.attendance_file import attendance_csv, attendance_xlsx
from stations.ui import fragment
from stations.ui.shell import Visit

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def table_of(visit: Visit, found: Board) -> Table:
    """Return the lines of a board with their names."""
    named = [
        Titled(
            one.line,
            title(one.names, one.station_names, one.on_date.isoformat() if one.on_date else "", visit.lang),
        )
        for one in found.lines
    ]
    return lines_table(named, found.whole, visit.lang)


def tables_of(visit: Visit, details: Details) -> list[Table]:
    """Return the tables of kinds of work and of how early people book."""
    return [categories_table(details.categories, visit.lang), made_table(details.made, visit.lang)]


def show(
    visit: Visit, tables: Sequence[tuple[Table, str]], charts: Sequence[Table] = (), *, titled: bool = False
) -> None:
    """Draw tables, each with the address that its names lead to ("" for none), and charts."""
    shown = [(without_noughts(table), link) for table, link in tables]
    fragment.show(visit, "attendance.html", tables=shown, charts=charts, titled=titled)


def downloads(visit: Visit, tables: Callable[[], list[Table]], about: str, name: str) -> None:
    """Draw the buttons for the first table as CSV and for all as an Excel file; they are read when they are asked for."""
    with st.container(horizontal=True):
        st.download_button(
            visit.say("attendance-csv"),
            lambda: attendance_csv(tables()[0]),
            f"{name}.csv",
            "text/csv",
            icon=":material/download:",
            on_click="ignore",
            key="attendance_csv",
        )
        st.download_button(
            visit.say("attendance-xlsx"),
            lambda: attendance_xlsx(tables(), about),
            f"{name}.xlsx",
            _XLSX,
            icon=":material/download:",
            on_click="ignore",
            key="attendance_xlsx",
        )
