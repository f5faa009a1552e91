"""What a list would change: the counts, and every row with something to say about."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from stations.actions.imports import Counts, ImportPreview, RowReport
from stations.exchange.station_sheet import Sheet
from stations.ui.import_options import field_name
from stations.ui.shell import Visit
from stations.words import explain_code

_HEIGHT = 36


def show(visit: Visit, sheet: Sheet, preview: ImportPreview) -> None:
    """Draw the preview."""
    _counts(visit, preview.counts)
    if preview.repeated_names:
        st.warning(visit.say("import-repeated", count=preview.repeated_names))
    notes = [visit.say("import-read-as", encoding=sheet.encoding.upper())] if sheet.encoding else []
    if sheet.layout.ignored:
        notes.append(visit.say("import-ignored", names=", ".join(sheet.layout.ignored)))
    for note in notes:
        st.text(note)


def _counts(visit: Visit, counts: Counts) -> None:
    with st.container(horizontal=True):
        for name in ("new", "changed", "unchanged", "wrong"):
            st.metric(visit.say(f"import-{name}"), f"{getattr(counts, name):,}", width="content")


def show_rows(visit: Visit, preview: ImportPreview) -> None:
    """Draw the rows that are wrong, and those that would be imported in part."""
    if preview.wrong:
        st.subheader(visit.say("import-wrong-rows"))
        _rows(visit, preview.wrong, preview.counts.wrong, "wrong")
    if preview.partial:
        st.subheader(visit.say("import-partial-rows"))
        st.caption(visit.say("import-partial-note"))
        _rows(visit, preview.partial, len(preview.partial), "partial")


def _rows(visit: Visit, reports: Sequence[RowReport], total: int, key: str) -> None:
    if total > len(reports):
        st.caption(visit.say("import-rows-cut", shown=len(reports)))
    line, name, field, reason = (visit.say(f"import-row{end}") for end in ("", "-name", "-field", "-reason"))
    table = [
        {
            line: report.line,
            name: report.label,
            field: field_name(visit, problem.field),
            reason: explain_code(visit.lang, problem.code, problem.args),
        }
        for report in reports
        for problem in report.problems
    ]
    st.dataframe(
        table,
        hide_index=True,
        key=f"import_{key}_rows",
        height=min(len(table) + 1, 12) * _HEIGHT,
        column_config={line: st.column_config.NumberColumn(width="small", format="%d"), reason: {"width": "large"}},
    )
