"""The taps of a driver on the spot, inside a Streamlit page: the same script as on the plain page, in an element of its own."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

_JS = """
const drawn = new WeakMap();
export default function (component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".report-root"), now = JSON.stringify(data.form);
  if (drawn.get(root) === now) return;
  drawn.set(root, now);
  import(new URL("/assets/report.js", location.origin)).then(({ mount }) => mount(root, data.form));
}
"""
_element = st.components.v2.component("stations_report", html='<div class="report-root"></div>', js=_JS)


def show(form: Mapping[str, object]) -> None:
    """Draw the taps of ``form`` (see :func:`stations.report_words.form`); what is tapped goes straight to the API."""
    _element(key="report_box", height="content", data={"form": dict(form)})
