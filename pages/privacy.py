"""What happens to a driver's personal data."""

from __future__ import annotations

import streamlit as st

from stations.ui import privacy_words, shell

visit = shell.open_page("privacy-title")
st.title(visit.say("privacy-title"), anchor=False)
st.markdown(f"**{privacy_words.summary(visit)}**")
st.markdown(privacy_words.notice(visit))
