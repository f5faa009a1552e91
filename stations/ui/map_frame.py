"""The map inside a Streamlit page: a frame around `/map` that survives reruns."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

Position = Mapping[str, float]

_SCRIPT = (Path(__file__).parent / "map_frame.js").read_text(encoding="utf-8")
_mount = st.components.v2.component("stations_map_frame", js=_SCRIPT)


def map_frame(
    key: str,
    *,
    lang: str,
    title: str,
    query: Mapping[str, str] | None = None,
    center: tuple[float, float] | None = None,
    zoom: float | None = None,
    selected: str = "",
    here: Position | None = None,
    is_picking: bool = False,
    height: int = 480,
    on_station: Callable[[str], None] | None = None,
    on_here: Callable[[Position], None] | None = None,
    on_place: Callable[[Position], None] | None = None,
) -> None:
    """Show the map, framed, `height` pixels high; `title` names the frame for screen readers.

    The document loads once. Later changes of `query` (the filters, as the stations route takes them), `center` (latitude,
    longitude in WGS-84) with `zoom`, `selected` (a station's id), `here` (`lat`, `lng`, `accuracy` in metres) and
    `is_picking` are sent into it. `on_station` is called with the id of a chosen station, `on_here` with the position the
    browser gave, `on_place` with the place picked on the map (`lat`, `lng`); each before the script reruns.
    """
    data = {
        "lang": lang,
        "title": title,
        "query": urlencode(sorted((query or {}).items())),
        "center": list(center) if center else None,
        "zoom": zoom,
        "selected": selected,
        "here": dict(here) if here else None,
        "picking": is_picking,
        "height": height,
    }
    _mount(
        key=key,
        data=data,
        height=height,
        on_station_change=_call(key, "station", on_station),
        on_here_change=_call(key, "here", on_here),
        on_place_change=_call(key, "place", on_place),
    )


def _call(key: str, name: str, receive: Callable[[Any], None] | None) -> Callable[[], None]:
    """A Streamlit callback that hands the trigger's value on; a trigger is None again on the next run."""

    def on_change() -> None:
        value = st.session_state[key].get(name)
        if receive is not None and value is not None:
            receive(value)

    return on_change
