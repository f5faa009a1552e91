"""The process: screens, HTTP API, feeds and plain pages in one ASGI app. ``uvicorn app:app`` starts it."""

from __future__ import annotations

import streamlit as st

from stations.settings import ROOT
from stations.web import routes
from stations.web.life import lifespan


def _render_map(lang: str) -> str:
    from stations.ui import map_document

    return map_document.render(lang)


app = st.App(
    ROOT / "stations" / "ui" / "main.py",
    routes=routes.routes(_render_map),
    middleware=routes.middleware(),
    exception_handlers=routes.exception_handlers(),
    lifespan=lifespan,
)
