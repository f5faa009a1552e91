"""What people with screen readers, thick fingers and small phones need of every page."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import CDPSession, Frame

from tests.browser.sights import GROUPS, Sight, sights_of, things
from tests.browser.windows import PHONE, Window, Windows

TOUCH = 44
ROLES = {
    "button", "link", "textbox", "searchbox", "combobox", "listbox", "checkbox", "radio", "switch", "spinbutton",
    "slider", "tab", "menuitem", "DisclosureTriangle",
}  # fmt: skip

# Controls that are not ours to enlarge, or need not be: a CSS selector and why.
SMALLER = {
    "p a, li > a, dd a, caption a, .s-source a": "a link within a line of text (WCAG 2.2, 2.5.8, inline)",
    ".leaflet-control-attribution a": "the map's credit, a link within a line of text",
    "a.skip, [data-testid='stSkipToContent']": "the skip link, drawn only when a keyboard reaches it",
    "[data-testid='stHeadingWithActionElements'] a, [data-testid='stHeaderActionElements'] a": "Streamlit's anchor",
    "[data-testid='stExpandSidebarButton'], [data-testid='stSidebarCollapseButton'] button": "Streamlit's drawer",
    "[data-testid='stTooltipIcon'], [data-testid='stTooltipHoverTarget'] *": "Streamlit's question mark",
    "[data-testid='stNumberInput'] button": "Streamlit's plus and minus; the number can be typed",
    "[role='spinbutton']": "a part of Streamlit's date or time field, which is 44 px high as a whole",
    "[data-testid='stDateInput'] button, [data-testid='stTimeInput'] button": "within a field that is 44 px high",
    "[data-testid='stSelectbox'] *, [data-testid='stMultiSelect'] *": "within a field that is 44 px high",
    "[data-testid='stTextInputRootElement'] *, [data-testid='stTextArea'] *": "within a field that is 44 px high",
    "[data-testid='stFileUploader'] *": "Streamlit's uploader: the whole area takes a file",
    "[data-testid='stCode'] button, [data-testid='stElementToolbar'] *": "Streamlit's tools, drawn on hovering",
}

_TARGETS = """
(excused) => {
  const found = [];
  const controls = "button, a[href], summary, select, input:not([type=hidden]), textarea, [role=button], .map-spot";
  const walk = (root) => {
    for (const node of root.querySelectorAll(controls)) {
      const target = ["radio", "checkbox"].includes(node.type) ? node.closest("label") || node : node;
      // A link whose ::after is laid over its card is as large as the card.
      const isStretched = getComputedStyle(node, "::after").position === "absolute";
      const box = (isStretched ? node.offsetParent || target : target).getBoundingClientRect();
      const style = getComputedStyle(target);
      const isSeen = box.width > 1 && box.height > 1 && style.visibility !== "hidden" && box.right > 0
        && box.left < innerWidth && !node.closest("[aria-hidden=true], [inert]");
      if (!isSeen || (box.width >= 43.5 && box.height >= 43.5)) continue;
      if (excused.some((selector) => node.matches(selector))) continue;
      found.push(`${Math.round(box.width)}x${Math.round(box.height)} ${node.outerHTML.slice(0, 160)}`);
    }
    for (const node of root.querySelectorAll("*")) if (node.shadowRoot) walk(node.shadowRoot);
  };
  walk(document);
  return found;
}
"""
_TOO_WIDE = """
() => [document.documentElement, ...document.querySelectorAll(".stMain, [data-testid='stMainBlockContainer']")]
  .filter((node) => node.scrollWidth > node.clientWidth + 1)
  .map((node) => `${node.tagName}.${node.className}: ${node.scrollWidth} in ${node.clientWidth}`)
"""

# What stands at the top of a narrow page must not lie on its neighbour: the menu's button and the bar beside it.
_COVERED = """
() => [...document.querySelectorAll("header button, header a")].filter((node) => {
  const box = node.getBoundingClientRect();
  if (!box.width || box.right < 0) return false;
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return !node.contains(top) && !(top && top.contains(node));
}).map((node) => node.getAttribute("aria-label") || node.textContent)
"""


def frames(window: Window) -> list[Frame]:
    """The page and the map in it."""
    return [frame for frame in window.page.frames if frame.url.startswith(window.server.url)]


def nameless(session: CDPSession, frame_id: str) -> list[str]:
    """The controls of a frame to which Chromium's accessibility tree gives no name."""
    nodes: list[dict[str, Any]] = session.send("Accessibility.getFullAXTree", {"frameId": frame_id})["nodes"]
    bare = [
        node for node in nodes
        if not node.get("ignored")
        and node.get("role", {}).get("value") in ROLES
        and not str(node.get("name", {}).get("value", "")).strip()
    ]  # fmt: skip
    ids = [{"backendNodeId": node["backendDOMNodeId"]} for node in bare if "backendDOMNodeId" in node]
    return [str(session.send("DOM.getOuterHTML", one)["outerHTML"])[:200] for one in ids]


def too_wide(window: Window) -> list[str]:
    """What of the page is wider than the window that shows it."""
    return list(window.page.evaluate(_TOO_WIDE))


def faults(window: Window, sight: Sight) -> list[str]:
    """What is wrong with the page that the window shows."""
    page = window.page
    said = [
        (page.locator("html").get_attribute("lang") == window.lang, "html lang"),
        (bool(page.title().strip()) and "Streamlit" not in page.title(), f"title {page.title()!r}"),
        (page.get_by_role("heading", level=1).count() == 1, f"{page.get_by_role('heading', level=1).count()} h1"),
    ]
    found = [fault for is_right, fault in said if not is_right]
    session = window.context.new_cdp_session(page)
    tree = session.send("Page.getFrameTree")["frameTree"]
    for one in [tree, *tree.get("childFrames", [])]:
        found += [f"no name: {html}" for html in nameless(session, one["frame"]["id"])]
    session.detach()
    for frame in frames(window):
        found += [f"small: {target}" for target in frame.evaluate(_TARGETS, list(SMALLER))]
    return found


@pytest.mark.parametrize("lang", ["zh-Hans", "en"])
@pytest.mark.parametrize("group", GROUPS)
def test_every_page_can_be_read_reached_and_tapped(windows: Windows, group: str, lang: str) -> None:
    found = things(windows.server)
    problems = []
    for who in GROUPS[group]:
        window = windows(lang=lang, signed_in=who.removeprefix("plain"))
        for sight in sights_of(who):
            window.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
            sight.show(window, found)
            problems += [f"{sight.name}: {fault}" for fault in faults(window, sight)]
            for width in (PHONE[0], 320):
                window.page.set_viewport_size({"width": width, "height": PHONE[1]})
                window.settle()
                problems += [f"{sight.name} at {width} px: {wide}" for wide in too_wide(window)]
                problems += [f"{sight.name} at {width} px: {it} is covered" for it in window.page.evaluate(_COVERED)]
    assert not problems, "\n".join(problems)
