"""What stands under every page."""

from __future__ import annotations

from html import escape

import streamlit as st

from stations.ui.bar import twin
from stations.ui.shell import Visit


def show(visit: Visit, url_path: str) -> None:
    """Draw the links under the page: the fast version, privacy, the API, signing in or the account."""
    account = ("/account", "shell-menu-account") if visit.actor.is_signed_in else ("/sign-in", "footer-staff")
    links = [(twin(url_path), "fast-version"), ("/privacy", "footer-privacy"), ("/api/docs", "footer-api"), account]
    anchors = "".join(f'<a href="{escape(href)}" target="_self">{escape(visit.say(key))}</a>' for href, key in links)
    st.html(f'<footer class="page-foot"><p>{escape(visit.say("footer-about"))}</p>{anchors}</footer>')
