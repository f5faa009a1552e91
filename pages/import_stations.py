"""Import a list of stations: choose a file, see what it would change, and only then let it."""

from __future__ import annotations

import hashlib

import streamlit as st

from stations.actions.imports import Counts, ImportPreview, apply, preview
from stations.errors import Code, InvalidInput, Refused, StationsError
from stations.exchange.station_export import csv_lines
from stations.exchange.station_list import SUFFIXES, read_list
from stations.exchange.station_row import Options
from stations.exchange.station_sheet import MOST_BYTES, Sheet
from stations.exchange.station_template import template_rows
from stations.roles import Role
from stations.ui import admin_style, flash, import_options, import_preview, shell

visit = shell.open_page("import-title")
say = visit.say
BARE, SHEET, SEEN, DONE, ROUND = "import_bare", "import_sheet", "import_seen", "import_done", "import_round"


def template() -> None:
    data = b"".join(csv_lines(template_rows(visit.lang)))
    st.download_button(say("import-template"), data, "stations.csv", "text/csv")
    st.caption(say("import-template-note"))


def ask_file() -> tuple[str, bytes] | None:
    admin_style.uploader(say("import-browse"), say("import-file-note"))
    key = f"import_file_{st.session_state.get(ROUND, 0)}"
    suffixes = [suffix.removeprefix(".") for suffix in SUFFIXES]
    chosen = st.file_uploader(say("import-file"), suffixes, key=key, max_upload_size=MOST_BYTES >> 20)
    return (chosen.name, chosen.getvalue()) if chosen else None


def read(kept_as: str, name: str, data: bytes, options: Options) -> Sheet:
    """The list; read anew only when the file or what is said about it is another."""
    mark = (name, hashlib.sha256(data).digest(), options)
    kept: tuple[object, Sheet] | None = st.session_state.get(kept_as)
    if kept is None or kept[0] != mark:
        kept = (mark, read_list(name, data, options))
        st.session_state[kept_as] = kept
    return kept[1]


def seen(sheet: Sheet) -> ImportPreview | Refused:
    kept: ImportPreview | None = st.session_state.get(SEEN)
    if kept is not None and kept.fingerprint == sheet.fingerprint:
        return kept
    found = preview(visit.db, visit.actor, visit.now, sheet)
    if isinstance(found, ImportPreview):
        st.session_state[SEEN] = found
    return found


def explain_file(problem: InvalidInput) -> None:
    flash.problem(visit, problem)
    if problem.code is Code.FILE_ENCODING:
        st.caption(say("import-encoding-ask"))
        import_options.ask_encoding(visit)
    columns = str(problem.args_.get("columns", ""))
    if columns:
        names = [import_options.field_name(visit, column) for column in columns.split(", ")]
        st.caption(say("import-missing-columns", names=", ".join(names)))
        template()


def work_on(name: str, data: bytes) -> None:
    try:
        bare = read(BARE, name, data, Options("", encoding=import_options.encoding()))
    except InvalidInput as problem:
        explain_file(problem)
        return
    options = import_options.ask(visit, name, bare)
    sheet = read(SHEET, name, data, options)
    if sheet.needs:
        names = [say(f"import-{need}") for need in sheet.needs]
        st.info(say("import-needs", names=", ".join(names)))
        return
    decide(sheet, seen(sheet))


def decide(sheet: Sheet, found: ImportPreview | Refused) -> None:
    admin_style.tables()
    st.header(say("import-preview"), anchor=False)
    if isinstance(found, Refused):
        flash.problem(visit, found)
        return
    import_preview.show(visit, sheet, found)
    import_options.ask_words(visit, found.unknown_words)
    button(sheet, found)
    import_preview.show_rows(visit, found)


def button(sheet: Sheet, found: ImportPreview) -> None:
    counts = found.counts
    if not counts.good:
        st.warning(say("import-nothing"))
    elif counts.new or counts.changed:
        key = "import-button-good" if counts.wrong else "import-button"
        if st.button(say(key, count=counts.good), type="primary", key="import_go"):
            carry_out(sheet, found)
    else:
        st.info(say("import-no-change"))


def carry_out(sheet: Sheet, found: ImportPreview) -> None:
    with st.spinner(say("import-busy")):
        done = apply(visit.db, visit.actor, visit.now, sheet, found, without_wrong_rows=True)
    if isinstance(done, Refused):
        st.session_state.pop(SEEN, None)
        flash.problem(visit, done)
        return
    st.session_state[DONE] = done
    begin_anew()
    st.rerun()


def begin_anew() -> None:
    for key in (BARE, SHEET, SEEN):
        st.session_state.pop(key, None)
    import_options.forget_words()
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1


def show_done() -> None:
    done: Counts | None = st.session_state.get(DONE)
    if done is not None:
        st.success(say("import-done", new=done.new, changed=done.changed, unchanged=done.unchanged))


st.title(say("import-title"))
shell.require_role(visit, Role.ADMINISTRATOR)
st.caption(say("import-intro"))
show_done()
chosen = ask_file()
if chosen is None:
    template()
else:
    st.session_state.pop(DONE, None)
    try:
        work_on(*chosen)
    except StationsError as problem:
        flash.problem(visit, problem)
