"""The camera at the desk: gives the text of a QR code, read by the browser or, from its pictures, by us."""

from __future__ import annotations

import base64
import binascii
from pathlib import Path

import streamlit as st

from stations.exchange.qr_photo import MOST_BYTES, read_qr
from stations.ui.shell import Visit

_KEY, _READ, _SEEN, _LAST = "checkin_scanner", "_checkin_read", "_checkin_seen", "_checkin_last"
_PREFIX = "data:image/jpeg;base64,"

_CSS = """
:host { display: block; }
.scanner { font: 400 16px/1.4 system-ui, "PingFang SC", "PingFang HK", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  color: #1f2925; }
button, .photo { display: inline-flex; align-items: center; justify-content: center; gap: 8px; width: 100%; min-height: 52px;
  box-sizing: border-box; border: 1px solid #0b6e4f; border-radius: 8px; background: #fff; color: #0b6e4f; font: inherit;
  font-weight: 600; cursor: pointer; }
button:focus-visible, .photo:focus-within { outline: 3px solid #1f2925; outline-offset: 1px; }
svg { width: 22px; height: 22px; flex: none; }
.view { position: relative; display: none; margin-bottom: 4px; background: #000; border-radius: 10px; overflow: hidden; }
video { display: block; width: 100%; max-height: 60vh; object-fit: cover; }
.view::after { content: ""; position: absolute; inset: 0 0 28px; margin: auto; width: min(60%, 260px); aspect-ratio: 1;
  border: 4px solid #fff; border-radius: 14px; box-shadow: 0 0 0 100vmax rgb(0 0 0 / 35%); }
.aim { position: absolute; z-index: 1; left: 0; right: 0; bottom: 8px; text-align: center; color: #fff; font-weight: 600; }
.stop, .photo, .live .start { display: none; }
.live .view { display: block; } .live .stop, .no-camera .photo { display: inline-flex; }
.photo { margin-top: 8px; }
input { position: absolute; width: 1px; height: 1px; opacity: 0; }
.note { margin: 8px 0 0; color: #7a4700; }
[hidden] { display: none !important; }
"""

_HTML = """<div class="scanner"><div class="view"><video playsinline muted></video><div class="aim"></div></div>
<button type="button" class="start"><svg aria-hidden="true" viewBox="0 0 24 24" fill="none" stroke="currentColor"
stroke-width="2"><path d="M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M8 8h3v3H8zM14 8h2v2h-2zM8 14h2v2H8zM13 13h3v3h-3z"/></svg
><span></span></button><button type="button" class="stop"></button>
<label class="photo"><span></span><input type="file" accept="image/*" capture="environment"></label>
<p class="note" role="status" hidden></p></div>"""

_element = st.components.v2.component(
    "stations_qr_scanner",
    html=_HTML,
    css=_CSS,
    js=(Path(__file__).parent / "qr_scanner.js").read_text(encoding="utf-8"),
)


def show(visit: Visit, focus: int) -> None:
    """Draw the scanner; the code field is focused whenever ``focus`` changes."""
    _element(
        key=_KEY,
        height="content",
        data={
            "scan": visit.say("checkin-scan"),
            "stop": visit.say("checkin-scan-stop"),
            "aim": visit.say("checkin-scan-aim"),
            "photo": visit.say("checkin-scan-photo"),
            "denied": visit.say("checkin-scan-denied"),
            "unreadable": visit.say("checkin-scan-unreadable"),
            "focus": focus,
            "seen": st.session_state.get(_SEEN, 0),
            "missed": not st.session_state.get(_LAST),
        },
        on_read_change=_take_text,
        on_picture_change=_take_picture,
    )


def read() -> str:
    """Return what was scanned since the last run, once; "" when nothing new was."""
    return str(st.session_state.pop(_READ, ""))


def _take_text() -> None:
    given = st.session_state[_KEY].get("read")
    if isinstance(given, dict) and isinstance(given.get("text"), str):
        st.session_state[_READ] = given["text"][:2000]


def _take_picture() -> None:
    given = st.session_state[_KEY].get("picture")
    if not isinstance(given, dict) or not isinstance(given.get("number"), int):
        return
    st.session_state[_SEEN] = given["number"]
    text = text_of(given.get("jpeg"))
    # The same code is still before the camera: it is read once, until something else or nothing has been there.
    if text and text != st.session_state.get(_LAST):
        st.session_state[_READ] = text
    st.session_state[_LAST] = text


def text_of(given: object) -> str:
    """Return the text of the QR code in a picture sent by the browser as a data URL; "" when there is none."""
    if not isinstance(given, str) or not given.startswith(_PREFIX) or len(given) > MOST_BYTES:
        return ""
    try:
        return read_qr(base64.b64decode(given[len(_PREFIX) :], validate=True))
    except binascii.Error:
        return ""
