"""A button that opens the browser's print dialogue."""

from __future__ import annotations

import streamlit as st

_CSS = """
button { min-height: 48px; padding: 0 18px; border: 0; border-radius: 8px; background: #0b6e4f; color: #fff; cursor: pointer;
  font: 600 16px/1.2 system-ui, "PingFang SC", "PingFang HK", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
button:focus-visible { outline: 3px solid #1f2925; outline-offset: 1px; }
"""

_JS = """
export default function (component) {
  const button = component.parentElement.querySelector("button");
  button.textContent = component.data.label;
  button.onclick = () => window.print();
}
"""

_element = st.components.v2.component("stations_print", html='<button type="button"></button>', css=_CSS, js=_JS)


def show(label: str) -> None:
    """Draw the button."""
    _element(key="print_button", height="content", width="content", data={"label": label})
