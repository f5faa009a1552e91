"""The process: screens, HTTP API, feeds and plain pages in one ASGI app. ``uvicorn app:app`` starts it."""

from __future__ import annotations

import streamlit as st

from stations.settings import ROOT, settings
from stations.ui import map_document
from stations.web import routes
from stations.web.life import lifespan


def _render_map(lang: str) -> str:
    return map_document.render(
        lang,
        tiles=settings().tiles,
        tianditu_key=settings().tianditu_key.get_secret_value(),
        amap_shifted_outside_mainland=settings().amap_shifted_outside_mainland,
    )


app = st.App(
    ROOT / "stations" / "ui" / "main.py",
    routes=routes.routes(_render_map),
    middleware=routes.middleware(),
    exception_handlers=routes.exception_handlers(),
    lifespan=lifespan,
)
