"""The "near me" button, which tells apart why a position could not be had.

The position stays in this visit's memory: it is neither in the address bar nor in a log nor in the database.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from stations.geo import Point
from stations.ui.shell import Visit

PROBLEMS = ("denied", "unavailable", "timeout", "insecure", "unsupported")
_NEAR, _PROBLEM = "_near", "_near_problem"

_CSS = """
button { min-height: 44px; width: 100%; padding: 0 14px; border: 0; border-radius: 8px; background: #0b6e4f; color: #fff;
  font: 600 16px/1.2 system-ui, "PingFang SC", "PingFang HK", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; cursor: pointer;
  display: inline-flex; align-items: center; justify-content: center; gap: 6px; white-space: nowrap; }
button:focus-visible { outline: 3px solid #1f2925; outline-offset: 1px; }
button:disabled { background: #4a6b60; cursor: progress; }
svg { width: 20px; height: 20px; }
"""

_HTML = """<button type="button" aria-live="polite"><svg aria-hidden="true"><use href="/assets/icons.svg#near-me"/></svg
><span></span></button>"""

_JS = """
const PROBLEMS = { 1: "denied", 2: "unavailable", 3: "timeout" };
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const button = parentElement.querySelector("button");
  const words = parentElement.querySelector("span");
  const rest = () => { button.disabled = false; words.textContent = data.label; };
  rest();
  button.onclick = () => {
    if (!navigator.geolocation) return setTriggerValue("problem", "unsupported");
    if (!window.isSecureContext) return setTriggerValue("problem", "insecure");
    button.disabled = true;
    words.textContent = data.waiting;
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { rest(); setTriggerValue("position", { lat: coords.latitude, lng: coords.longitude }); },
      (error) => { rest(); setTriggerValue("problem", PROBLEMS[error.code] || "unavailable"); },
      { enableHighAccuracy: true, timeout: 12000, maximumAge: 60000 },
    );
  };
}
"""

_element = st.components.v2.component("stations_near_me", html=_HTML, css=_CSS, js=_JS)


@dataclass(frozen=True, slots=True)
class Here:
    """Where the driver said to be: by the phone (``is_measured``) or by a tap on the map."""

    point: Point
    is_measured: bool


def button(visit: Visit, key: str, on_found: Callable[[], None] | None = None, label: str = "find-near-me") -> None:
    """Draw the button; what it finds out is read with :func:`position` and :func:`problem`, after ``on_found``."""

    def found() -> None:
        if remember(st.session_state[key].get("position"), is_measured=True) and on_found is not None:
            on_found()

    _element(
        key=key,
        height="content",
        data={"label": visit.say(label), "waiting": visit.say("find-near-waiting")},
        on_position_change=found,
        on_problem_change=lambda: _remember_problem(st.session_state[key].get("problem")),
    )


def position() -> Here | None:
    """Return where the driver is, as far as told in this visit."""
    here: Here | None = st.session_state.get(_NEAR)
    return here


def problem() -> str:
    """Return why there is no position (one of ``PROBLEMS``), "" when nothing was tried or it worked."""
    return str(st.session_state.get(_PROBLEM, ""))


def remember(given: object, *, is_measured: bool) -> bool:
    """Keep a position ``{"lat", "lng"}`` for this visit; False when it is none (a page can send anything)."""
    point = _point(given)
    if point is None:
        return False
    st.session_state[_NEAR] = Here(point, is_measured)
    st.session_state[_PROBLEM] = ""
    return True


def forget() -> None:
    """Let go of the position."""
    st.session_state[_NEAR] = None
    st.session_state[_PROBLEM] = ""


def _remember_problem(problem: object) -> None:
    if problem:
        st.session_state[_PROBLEM] = str(problem) if problem in PROBLEMS else "unavailable"


def _point(given: object) -> Point | None:
    if not isinstance(given, dict):
        return None
    try:
        lat, lng = float(given["lat"]), float(given["lng"])
    except (KeyError, TypeError, ValueError):
        return None
    return Point(lat, lng) if -90 <= lat <= 90 and -180 <= lng <= 180 else None
