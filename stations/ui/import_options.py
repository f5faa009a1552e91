"""What the administrator says about a list before it is imported: the fields beside the file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import streamlit as st

from stations.catalogue import catalogue
from stations.exchange.facility_words import plain_word
from stations.exchange.file_text import ENCODINGS
from stations.exchange.station_columns import COLUMNS, TEXTS
from stations.exchange.station_row import Options
from stations.exchange.station_sheet import Sheet
from stations.geo import Datum
from stations.station import JURISDICTIONS, Position
from stations.ui.shell import Visit
from stations.words import can_say, pick

WORDS = "import_words"
_NEEDED = ("name", "lat", "lng")


def field_name(visit: Visit, field: str) -> str:
    """Return what a column is called in words."""
    key = f"import-field-{base_of(field)}"
    return visit.say(key) if can_say(visit.lang, key) else field


def base_of(field: str) -> str:
    """Return a column without its language (``name_en`` → ``name``)."""
    return next((text for text in TEXTS if field.startswith(f"{text}_") or field == text), field)


def encoding() -> str | None:
    """Return the encoding that was chosen, None to find it out."""
    return st.session_state.get("import_encoding")


def ask_encoding(visit: Visit) -> None:
    """Draw the choice of an encoding."""
    st.selectbox(
        visit.say("import-encoding"),
        ENCODINGS,
        index=None,
        format_func=str.upper,
        key="import_encoding",
        placeholder=visit.say("import-encoding-auto"),
    )


def ask(visit: Visit, file_name: str, bare: Sheet) -> Options:
    """Draw the fields and return what they say; ``bare`` is the list read without them."""
    source = st.text_input(
        visit.say("import-source"),
        value=file_name.rsplit(".", 1)[0],
        key=f"import_source_{file_name}",
        help=visit.say("import-source-hint"),
        max_chars=200,
    )
    with st.container(horizontal=True):
        jurisdiction = _ask_jurisdiction(visit) if "jurisdiction" in bare.needs else None
        datum = _ask_datum(visit) if "datum" in bare.needs else None
    with st.expander(visit.say("import-more"), key="import_more"):
        position, checked_on, leave_out = _ask_more(visit, bare)
        ask_encoding(visit)
    return Options(
        source=source.strip(),
        jurisdiction=jurisdiction,
        datum=datum,
        position=position,
        encoding=encoding(),
        leave_out=leave_out,
        meanings=_meanings(),
        checked_on=checked_on,
    )


def _ask_jurisdiction(visit: Visit) -> str | None:
    return st.selectbox(
        visit.say("import-jurisdiction"),
        JURISDICTIONS,
        index=None,
        format_func=lambda code: visit.say(f"jurisdiction-{code}"),
        key="import_jurisdiction",
        placeholder=visit.say("import-choose"),
    )


def _ask_datum(visit: Visit) -> Datum | None:
    return st.selectbox(
        visit.say("import-datum"),
        list(Datum),
        index=None,
        format_func=lambda datum: visit.say(f"import-datum-{datum}"),
        key="import_datum",
        placeholder=visit.say("import-choose"),
        help=visit.say("import-datum-hint"),
    )


def _ask_more(visit: Visit, bare: Sheet) -> tuple[Position, date | None, frozenset[str]]:
    position = st.selectbox(
        visit.say("import-position"),
        (Position.APPROXIMATE, Position.EXACT),
        format_func=lambda each: visit.say(f"position-{each}"),
        key="import_position",
    )
    checked_on = st.date_input(
        visit.say("import-checked-on"),
        value=None,
        max_value=visit.now.date(),
        key="import_checked_on",
        help=visit.say("import-checked-on-hint"),
    )
    optional = list(dict.fromkeys(base_of(field) for field in bare.layout.fields if field and field not in _NEEDED))
    left_out = st.multiselect(
        visit.say("import-leave-out"),
        [field for field in optional if field != "name"],
        format_func=lambda field: field_name(visit, field),
        key="import_leave_out",
        placeholder=visit.say("none"),
        help=visit.say("import-leave-out-hint"),
    )
    return position, checked_on, frozenset(field for field in (*COLUMNS, *TEXTS) if base_of(field) in left_out)


def ask_words(visit: Visit, unknown: Mapping[str, int]) -> None:
    """Ask what each word means that the list has for facilities and nobody knows; the answers hold from the next run."""
    said: dict[str, tuple[str, int, str | None]] = st.session_state.setdefault(WORDS, {})
    for word, count in unknown.items():
        said.setdefault(plain_word(word), (word, count, None))
    if not said:
        return
    st.subheader(visit.say("import-words"), anchor=False)
    st.caption(visit.say("import-words-note"))
    names = {facility.code: pick(facility.names, visit.lang) for facility in catalogue().facilities}
    names[""] = visit.say("import-word-leave-out")
    for plain, (word, count, _) in said.items():
        st.selectbox(
            visit.say("import-word", word=word, count=count),
            ["", *catalogue().codes],
            index=None,
            format_func=lambda code: names[code],
            key=f"import_word_{plain}",
            placeholder=visit.say("import-choose"),
        )


def _meanings() -> dict[str, str]:
    said = st.session_state.get(WORDS, {})
    answers = {plain: st.session_state.get(f"import_word_{plain}") for plain in said}
    return {plain: code for plain, code in answers.items() if code is not None}


def forget_words() -> None:
    """Forget the words of the list before."""
    for plain in st.session_state.pop(WORDS, {}):
        st.session_state.pop(f"import_word_{plain}", None)
