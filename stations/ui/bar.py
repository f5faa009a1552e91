"""The bar over every page: the red AED control, the languages, and the way to the fast version."""

from __future__ import annotations

from urllib.parse import quote

import streamlit as st

from stations.ui import menu, shell
from stations.words import LANGUAGE_NAMES, LANGUAGES

_SHORT = {"zh-Hans": "简", "zh-Hant": "繁", "en": "EN"}
_TWINS = {
    "station": ("station", "/m/station/"),
    "book": ("session", "/m/session/"),
    "booking": ("token", "/m/booking/"),
}
_PLAIN_TWINS = {"aed": "/m/aed", "booking": "/m/bookings"}
_FIND_PARAMS = ("q", "facilities", "open", "lang")

_CSS = """
.bar { position: fixed; top: 0; right: 0; height: 3.75rem; z-index: 999991; display: flex; align-items: center; gap: 2px;
  padding-right: 8px; font: 600 15px/1.2 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
a { display: inline-flex; align-items: center; justify-content: center; min-height: 44px; min-width: 44px; padding: 0 6px;
  box-sizing: border-box; text-decoration: none; color: #1f2925; border-radius: 8px; }
a:focus-visible { outline: 3px solid #0b6e4f; outline-offset: 1px; }
.lang[aria-current] { text-decoration: underline; text-underline-offset: 5px; text-decoration-thickness: 3px; }
.aed { background: #b3261e; color: #fff; padding: 0 14px; margin-left: 6px; white-space: nowrap; }
.wide { font-weight: 400; padding: 0 10px; }
button { min-height: 44px; padding: 0 10px; border: 1px solid #c9d0cd; border-radius: 8px; background: #fff; font: inherit;
  cursor: pointer; }
.slow { display: flex; align-items: center; gap: 8px; background: #fff4d6; border: 1px solid #e0c060; border-radius: 8px;
  padding: 4px 12px; margin: 0 0 4px; flex-wrap: wrap; color: #1f2925;
  font: 400 15px/1.4 system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif; }
.slow a { text-decoration: underline; font-weight: 600; }
[hidden] { display: none !important; }
@media (max-width: 820px) { .wide { display: none; } }
@media print { .bar, .slow { display: none; } }
"""

_HTML = '<div class="slow" hidden></div><nav class="bar"></nav>'

_JS = """
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const bar = parentElement.querySelector(".bar");
  const slow = parentElement.querySelector(".slow");
  const link = (label, href, css) => {
    const a = document.createElement("a");
    a.textContent = label; a.href = href; a.className = css || "";
    return a;
  };
  const signOut = (label) => {
    // Signing out changes something, so it is a POST and no link that a page elsewhere could make a browser follow.
    const form = document.createElement("form");
    form.method = "post"; form.action = "/sign-out"; form.className = "account";
    const button = document.createElement("button");
    button.textContent = label;
    form.append(button);
    return form;
  };
  const languages = data.languages.map(({ code, short, name }) => {
    const a = link(short, data.here + (data.here.includes("?") ? "&" : "?") + "lang=" + code, "lang");
    a.setAttribute("aria-label", name); a.title = name; a.lang = code;
    if (code === data.lang) a.setAttribute("aria-current", "true");
    a.addEventListener("click", (event) => {
      event.preventDefault();
      // The cookie remembers the choice for the next visit; the page itself changes without being loaded again.
      fetch("/language?next=/healthz&lang=" + code, { redirect: "manual" }).catch(() => {});
      setTriggerValue("lang", code);
    });
    return a;
  });
  const aed = link(data.aed, "/aed", "aed");
  aed.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (location.pathname.endsWith("/aed")) return;
    setTriggerValue("aed", true);
    // No answer (a dropped connection): somebody may be lying there, so the plain page is opened instead.
    setTimeout(() => { if (!location.pathname.endsWith("/aed")) location.assign("/m/aed"); }, 4000);
  });
  const fast = link(data.fast, data.twin, "wide");
  const account = data.is_signed_in ? signOut(data.account) : link(data.account, "/sign-in", "wide");
  bar.setAttribute("aria-label", data.label);
  bar.replaceChildren(fast, account, ...languages, aed);
  document.documentElement.lang = data.html_lang;
  const line = navigator.connection;
  slow.hidden = !(line && (line.saveData || /2g|3g/.test(line.effectiveType || "") || line.rtt > 600));
  slow.replaceChildren(document.createTextNode(data.fast_note), link(data.fast, data.twin));
}
"""

_element = st.components.v2.component("stations_bar", html=_HTML, css=_CSS, js=_JS)


def show(visit: shell.Visit, url_path: str) -> None:
    """Draw the bar for the page at ``url_path`` and do what was tapped on it."""
    say = visit.say
    signed_in = visit.actor.is_signed_in
    chosen = _element(
        key="bar",
        height="content",
        data={
            "lang": visit.lang,
            "html_lang": visit.lang,
            "languages": [{"code": code, "short": _SHORT[code], "name": LANGUAGE_NAMES[code]} for code in LANGUAGES],
            "here": here(url_path),
            "label": say("shell-bar"),
            "aed": say("shell-aed-now"),
            "fast": say("fast-version"),
            "fast_note": say("fast-version-note"),
            "twin": twin(url_path),
            "account": say("shell-sign-out" if signed_in else "footer-staff"),
            "is_signed_in": signed_in,
        },
        on_lang_change=_choose_language,
        on_aed_change=_nothing,
    )
    if chosen.get("aed"):
        st.switch_page(menu.file_of("aed"))


def _choose_language() -> None:
    shell.choose(str(st.session_state["bar"].get("lang") or ""))


def _nothing() -> None:
    """A trigger needs a callback to be told of; the page is switched in the script, where that is allowed."""


def here(url_path: str) -> str:
    """Return the address of this page without its language, for links that only change the language."""
    kept = "&".join(f"{quote(name)}={quote(value)}" for name, value in st.query_params.items() if name != "lang")
    return f"/{url_path}" + (f"?{kept}" if kept else "")


def twin(url_path: str) -> str:
    """Return the address of the same page among the fast ones."""
    name, path = _TWINS.get(url_path, ("", ""))
    value = shell.param(name) if name else ""
    if value:
        return path + quote(value, safe="")
    if url_path in _PLAIN_TWINS:
        return _PLAIN_TWINS[url_path]
    kept = "&".join(f"{key}={quote(value)}" for key in _FIND_PARAMS if (value := shell.param(key)))
    return "/m" + (f"?{kept}" if kept else "")
