"""The part of one's own booking that is about one's data: take it away, look at it, have it erased."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from stations.actions import my_data
from stations.errors import Refused
from stations.exchange.my_data_file import FILE_NAME, my_data_json
from stations.my_data_words import parts
from stations.roles import DRIVER
from stations.ui import fragment, shell
from stations.ui.shell import Visit

ERASED = "_my_erased"


def show(visit: Visit, token: str) -> None:
    """Draw the two buttons, each with what it leads to."""
    say = visit.say
    st.download_button(
        say("mine-download"),
        lambda: _file(visit, token),
        FILE_NAME,
        "application/json",
        icon=":material/download:",
        on_click="ignore",
        width="stretch",
        key="mine_download",
    )
    if st.toggle(say("mine-see"), key="mine_see"):
        _read(visit, token)
    with st.expander(say("mine-erase")):
        st.markdown(say("mine-erase-sure"))
        st.caption(say("mine-erase-came"))
        if st.button(say("mine-erase-yes"), type="primary", width="stretch", key="mine_erase"):
            _erase(visit, token)


def _file(visit: Visit, token: str) -> bytes:
    data = my_data.download(visit.db, datetime.now(UTC), token)
    return b"" if isinstance(data, Refused) else my_data_json(data)


def _read(visit: Visit, token: str) -> None:
    data = my_data.see(visit.db, token)
    if isinstance(data, Refused):
        shell.show_problem(visit, data)
        return
    fragment.show(visit, "my_data.html", parts=parts(data, visit.lang))


def _erase(visit: Visit, token: str) -> None:
    result = my_data.erase(visit.db, DRIVER, visit.now, token)
    if isinstance(result, Refused):
        shell.show_problem(visit, result)
        return
    st.session_state[ERASED] = True
    shell.set_params(token=None)
    st.rerun()
