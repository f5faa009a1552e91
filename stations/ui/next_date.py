"""Cancelling a session: those who were booked can be offered the next date, where there is one."""

from __future__ import annotations

import streamlit as st

from stations.actions import clinic_list
from stations.actions.clinic_list import Listed
from stations.ui import session_words
from stations.ui.shell import Visit


def ask(visit: Visit, one: Listed) -> bool:
    """Draw the question, if there is a next date; return whether they are to be offered it."""
    following = clinic_list.following(visit.db, visit.actor, one.session.id)
    if following is None:
        return False
    when = session_words.when(visit, following, one.jurisdiction)
    wants = st.checkbox(visit.say("clinics-offer-next", when=when), value=True, key=f"offer_{one.session.id}")
    st.caption(visit.say("clinics-offer-next-how"))
    return wants
