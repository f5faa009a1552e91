"""A row of large links: telephone numbers, navigation apps, files, and "copy this link"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

import streamlit as st

_CSS = """
nav { display: flex; flex-wrap: wrap; gap: 8px;
  font: 600 16px/1.25 system-ui, "PingFang SC", "PingFang HK", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
a, button { display: inline-flex; align-items: center; gap: 8px; min-height: 44px; padding: 4px 14px; box-sizing: border-box;
  border: 1px solid #0b6e4f; border-radius: 8px; color: #0b6e4f; background: #fff; text-decoration: none; font: inherit;
  cursor: pointer; }
a:hover, button:hover { background: #eef6f2; }
a:focus-visible, button:focus-visible { outline: 3px solid #1f2925; outline-offset: 1px; }
.main { background: #0b6e4f; color: #fff; } .main:hover { background: #095c42; }
.alarm { background: #b3261e; border-color: #b3261e; color: #fff; font-size: 18px; min-height: 52px; }
.alarm:hover { background: #961f18; }
svg { width: 20px; height: 20px; flex: none; }
"""

_JS = """
const SVG = "http://www.w3.org/2000/svg";
const SAFE = /^(https?:|tel:|geo:|[/])/;
const icon = (name) => {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", "/assets/icons.svg#" + name);
  svg.append(use);
  return svg;
};
const copier = (link, copied) => {
  const button = document.createElement("button");
  button.type = "button";
  const words = document.createElement("span");
  words.setAttribute("aria-live", "polite");
  words.textContent = link.label;
  button.append(words);
  const done = () => {
    words.textContent = copied;
    setTimeout(() => { words.textContent = link.label; }, 2500);
  };
  button.addEventListener("click", () => {
    if (navigator.clipboard) navigator.clipboard.writeText(link.href).then(done);
    else window.prompt(link.label, link.href);
  });
  return button;
};
const anchor = (link) => {
  const a = document.createElement("a");
  if (SAFE.test(link.href)) a.href = link.href;
  if (/^https?:/.test(link.href)) { a.target = "_blank"; a.rel = "noopener"; }
  if (link.is_file) a.setAttribute("download", "");
  a.append(document.createTextNode(link.label));
  return a;
};
export default function (component) {
  const { data, parentElement } = component;
  const nav = parentElement.querySelector("nav");
  nav.setAttribute("aria-label", data.label);
  nav.replaceChildren(...data.links.map((link) => {
    const node = link.is_copied ? copier(link, data.copied) : anchor(link);
    if (link.look) node.className = link.look;
    if (link.icon) node.prepend(icon(link.icon));
    return node;
  }));
}
"""

_element = st.components.v2.component("stations_links", html="<nav></nav>", css=_CSS, js=_JS)


@dataclass(frozen=True, slots=True)
class Link:
    """One link. ``look`` is "" or ``main`` or ``alarm``; ``is_copied``: a tap copies the address instead of opening it."""

    label: str
    href: str
    look: str = ""
    icon: str = ""
    is_copied: bool = False
    is_file: bool = False


def show(links: Sequence[Link], *, label: str, key: str, copied: str = "") -> None:
    """Draw ``links``; ``label`` names the row for screen readers, ``copied`` is said after an address was copied."""
    _element(
        key=key, height="content", data={"links": [asdict(link) for link in links], "label": label, "copied": copied}
    )
