"""What a list would change: the counts, and every row with something to say about."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from stations.actions.imports import Counts, ImportPreview, RowReport
from stations.exchange.station_export import csv_lines
from stations.exchange.station_sheet import Sheet
from stations.ui import fragment
from stations.ui.import_options import field_name
from stations.ui.shell import Visit
from stations.words import explain_code

MOST_SHOWN = 500


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
    """Draw the rows that are wrong, those that would be imported in part, and those that may be there already."""
    if preview.wrong:
        st.subheader(visit.say("import-wrong-rows"), anchor=False)
        _rows(visit, preview.wrong, preview.counts.wrong, "wrong")
    if preview.partial:
        st.subheader(visit.say("import-partial-rows"), anchor=False)
        st.caption(visit.say("import-partial-note"))
        _rows(visit, preview.partial, len(preview.partial), "partial")

    if preview.beside:
        st.subheader(visit.say("import-beside-rows"), anchor=False)
        st.caption(visit.say("import-beside-note"))
        _rows(visit, preview.beside, len(preview.beside), "beside")


def _rows(visit: Visit, reports: Sequence[RowReport], total: int, kind: str) -> None:
    shown = reports[:MOST_SHOWN]
    if total > len(shown):
        st.caption(visit.say("import-rows-cut", shown=len(shown)))
    title = visit.say(f"import-{kind}-rows")
    lines = [line for report in shown for line in _lines(visit, report)]
    fragment.show(visit, "import_rows.html", lines=lines, title=title)
    st.download_button(
        visit.say("import-rows-download"),
        lambda: _as_csv(visit, reports),
        f"{kind}-rows.csv",
        "text/csv",
        key=f"import_{kind}_rows",
        on_click="ignore",
    )


def _lines(visit: Visit, report: RowReport) -> list[dict[str, str]]:
    return [
        {
            "line": str(report.line),
            "name": report.label,
            "field": field_name(visit, problem.field),
            "reason": explain_code(visit.lang, problem.code, problem.args),
        }
        for problem in report.problems
    ]


def _as_csv(visit: Visit, reports: Sequence[RowReport]) -> bytes:
    headers = [visit.say(f"import-row{end}") for end in ("", "-name", "-field", "-reason")]
    cells = [list(line.values()) for report in reports for line in _lines(visit, report)]
    return b"".join(csv_lines([headers, *cells]))
