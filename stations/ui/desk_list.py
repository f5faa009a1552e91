"""A list of people or sessions with large buttons, as one element however long it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

Group = Mapping[str, Any]
_FOLDER = Path(__file__).parent
_element = st.components.v2.component(
    "stations_desk_list",
    html='<div class="desk"></div>',
    css=(_FOLDER / "desk_list.css").read_text(encoding="utf-8"),
    js=(_FOLDER / "desk_list.js").read_text(encoding="utf-8"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A button that was tapped: its action, the id of its row and the version that the row showed."""

    action: str
    id: str
    version: int


def show(key: str, label: str, groups: Sequence[Group]) -> None:
    """Draw the groups; what is tapped is read with :func:`chosen` on the run that follows.

    A group has ``heading``, ``items`` and may have ``note``, ``note_tone``, ``text``, ``empty``. An item has ``id``, ``version``,
    ``title`` and may have ``lines``, ``tel`` with ``tel_label``, ``state``, ``tone``, ``badge`` and ``actions`` (``name``, ``label``,
    ``kind`` main, quiet or danger, ``href``).
    """

    def remember() -> None:
        choice = choice_of(st.session_state[key].get("chosen"))
        if choice is not None:
            st.session_state[slot_of(key)] = choice

    _element(key=key, height="content", data={"label": label, "groups": list(groups)}, on_chosen_change=remember)


def chosen(key: str) -> Choice | None:
    """Return what was tapped since the last run, once."""
    choice: Choice | None = st.session_state.pop(slot_of(key), None)
    return choice


def slot_of(key: str) -> str:
    """Return where in the visit a choice of the list waits for the run that follows."""
    return f"_chosen_{key}"


def choice_of(given: object) -> Choice | None:
    """Return what the browser sent as a choice, or None when it is none (a browser can send anything)."""
    if not isinstance(given, dict):
        return None
    action, row, version = given.get("action"), given.get("id"), given.get("version")
    is_one = isinstance(action, str) and isinstance(row, str) and isinstance(version, int)
    return Choice(action, row, version) if is_one else None  # type: ignore[arg-type]


def action(name: str, label: str, kind: str = "", href: str = "") -> dict[str, str]:
    """Return a button, or with ``href`` a link, for an item."""
    return {"name": name, "label": label, "kind": kind, "href": href}
