"""The list of stations as one element: links that can be shared, opened in place with a tap."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from stations.ui import menu
from stations.ui.cards import Card

_CSS = """
:host { display: block; }
ol { list-style: none; margin: 0; padding: 0; display: grid; gap: 8px;
  font: 400 16px/1.45 system-ui, "PingFang SC", "PingFang HK", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
a { display: block; min-height: 44px; padding: 10px 12px; border: 1px solid #c9d0cd; border-radius: 10px; color: #1f2925;
  text-decoration: none; background: #fff; overflow-wrap: anywhere; }
a:hover { border-color: #0b6e4f; }
a:focus-visible { outline: 3px solid #0b6e4f; outline-offset: 1px; }
.top { display: flex; gap: 10px; align-items: baseline; justify-content: space-between; }
.name { font-weight: 600; font-size: 17px; }
.far { white-space: nowrap; font-weight: 600; }
.state { margin-top: 2px; font-weight: 600; }
.state::before { content: "?"; display: inline-flex; width: 1.15em; height: 1.15em; margin-right: 6px; border-radius: 50%;
  align-items: center; justify-content: center; font-size: .8em; border: 2px solid currentColor; vertical-align: .05em; }
.open { color: #0b6e4f; } .open::before { content: "✓"; background: #0b6e4f; border-color: #0b6e4f; color: #fff; }
.open-by-qr { color: #0b5a8a; } .open-by-qr::before { content: "▦"; border-radius: 3px; }
.closed { color: #8a1c16; } .closed::before { content: "✕"; border-radius: 3px; }
.unknown { color: #5b4a00; }
.disputed { color: #5b2a86; } .disputed::before { content: "!"; border-radius: 3px; }
.tier { margin-top: 6px; font-weight: 600; color: #5b4a00; }
.doubt { color: #5b4a00; font-size: 15px; }
.place { color: #4a4f4d; font-size: 15px; }
.has { display: flex; flex-wrap: wrap; gap: 2px 12px; margin-top: 4px; font-size: 15px; color: #26302c; }
.has span { display: inline-flex; align-items: center; gap: 4px; }
svg { width: 18px; height: 18px; flex: none; }
.broken { color: #8a1c16; font-size: 15px; }
.badge { display: inline-block; background: #5b2a86; color: #fff; border-radius: 4px; padding: 0 6px; font-size: 14px;
  margin-right: 6px; font-weight: 600; }
.note { font-size: 14px; color: #5b4a00; }
"""

_JS = """
const SVG = "http://www.w3.org/2000/svg";
const element = (tag, css, text) => {
  const node = document.createElement(tag);
  if (css) node.className = css;
  if (text) node.textContent = text;
  return node;
};
const facility = ({ icon, name }) => {
  const span = element("span");
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", "/assets/icons.svg#" + icon);
  svg.append(use);
  span.append(svg, document.createTextNode(name));
  return span;
};
const card = (station, data, choose) => {
  const item = element("li");
  const a = element("a");
  a.href = station.href;
  a.dataset.station = station.id;
  const top = element("div", "top");
  const name = element("span", "name");
  if (station.demo) name.append(element("span", "badge", station.demo));
  name.append(document.createTextNode(station.name));
  top.append(name);
  if (station.far) top.append(element("span", "far", station.far));
  a.append(top, element("div", "state " + station.state, station.status));
  if (station.place) a.append(element("div", "place", station.place));
  if (station.has.length) {
    const has = element("div", "has");
    has.append(...station.has.map(facility));
    if (station.more) has.append(element("span", "", station.more));
    a.append(has);
  }
  if (station.broken.length)
    a.append(element("div", "broken", data.broken + station.broken.map((one) => one.name).join(data.comma)));
  for (const line of station.warnings || []) a.append(element("div", "broken", line));
  for (const line of station.doubts || []) a.append(element("div", "doubt", line));
  for (const line of station.lines || []) a.append(element("div", "", line));
  if (station.approximate) a.append(element("div", "note", "≈ " + station.approximate));
  a.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(station.id);
  });
  item.append(a);
  return item;
};
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const list = parentElement.querySelector("ol");
  list.setAttribute("aria-label", data.label);
  list.replaceChildren(...data.stations.flatMap((one) => [
    ...(one.tier ? [element("li", "tier", one.tier)] : []), card(one, data, (id) => setTriggerValue("chosen", id)),
  ]));
}
"""

_element = st.components.v2.component("stations_list", html="<ol></ol>", css=_CSS, js=_JS)


def show(cards: Sequence[Card], *, label: str, broken: str, comma: str, key: str = "station_list") -> None:
    """Draw ``cards``; tapping one opens the station's page without loading the site again.

    ``broken`` leads the list of what is out of order, ``comma`` parts its items.
    """
    chosen = _element(
        key=key,
        height="content",
        data={"stations": list(cards), "label": label, "broken": broken, "comma": comma},
        on_chosen_change=_nothing,
    )
    if chosen.get("chosen"):
        open_station(str(chosen["chosen"]))


def open_station(station_id: str) -> None:
    """Go to the page of a station."""
    st.switch_page(menu.file_of("station"), query_params={"station": station_id})


def _nothing() -> None:
    """A trigger needs a callback to be told of; the page is switched in the script, where that is allowed."""
