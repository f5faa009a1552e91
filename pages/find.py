"""Find a station."""

import streamlit as st

from stations.ui import shell

visit = shell.open_page("shell-menu-find")
st.title(visit.say("app-name"))
