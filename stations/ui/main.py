"""The script that Streamlit runs: the frame around every page.

It stands in another folder than ``pages/``, because beside it Streamlit would serve the pages past this frame.
"""

from __future__ import annotations

import streamlit as st

from stations.ui import bar, concern_card, foot, menu, shell, style


def main() -> None:
    """Draw the frame and run the page that the address names."""
    st.set_page_config(page_title="工会驿站", page_icon="/favicon.ico", layout="centered")
    style.inject()
    with shell.guard():
        visit = shell.begin()
        page = st.navigation(menu.sections(visit.actor, visit.say, concern_card.waiting(visit)), position="top")
        bar.show(visit, page.url_path)
        body = st.container()
        foot.show(visit, page.url_path)
        with body, shell.guard():
            page.run()


main()
