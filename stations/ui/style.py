"""A little CSS for all pages: large targets, fonts that have the characters, less empty space on a phone."""

from __future__ import annotations

import streamlit as st

_CSS = """<style>
:root { --red: #b3261e; --green: #0b6e4f; --line: #d7dbd9; }
html, body, .stApp, .stApp button, .stApp input, .stApp textarea {
  font-family: system-ui, -apple-system, "Segoe UI", "PingFang SC", "PingFang HK", "Microsoft YaHei",
    "Microsoft JhengHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
}
.stMainBlockContainer, .block-container { padding: 4.25rem 1rem 2rem !important; max-width: 66rem; }
.stApp [data-testid="stVerticalBlock"] { gap: .65rem; }
.st-key-bar { margin-bottom: -.65rem; }
.stApp button:not([data-testid="stBaseButton-headerNoPadding"]), .stApp [data-baseweb="select"] > div,
.stApp [data-baseweb="input"], .stLinkButton a, .stPageLink a, .stDownloadButton button { min-height: 44px; }
[data-testid="stTextInputRootElement"], .stApp input { min-height: 44px; }
.stApp label:has(> input[type="checkbox"]), .stApp label:has(> input[type="radio"]),
.stCheckbox label, .stRadio label { min-height: 44px; align-items: center; }
[data-testid="stSidebarNavLink"], [data-testid="stTopNavLink"] { min-height: 44px; }
[data-testid="InputInstructions"] { display: none; }
.stApp summary { min-height: 44px; align-items: center; }
.stApp h1 { font-size: 1.6rem; line-height: 1.3; padding: .25rem 0; overflow-wrap: anywhere; }
.stApp [data-testid="stHeading"] [data-testid="stMarkdownContainer"] { margin-bottom: 0; }
.stApp h2 { font-size: 1.25rem; padding: .5rem 0 .25rem; }
.stApp h3 { font-size: 1.05rem; padding: .25rem 0; }
.stApp a { text-underline-offset: .15em; }
.page-foot { border-top: 1px solid var(--line); margin-top: 1.5rem; padding-top: .5rem; font-size: .95rem; }
.stApp .page-foot a { color: #0b5a43; display: inline-flex; align-items: center; min-height: 44px; margin-right: 1.25rem; }
.stApp .main-link { display: inline-flex; align-items: center; min-height: 44px; padding: 0 1.25rem; border-radius: 8px;
  background: var(--green); color: #fff; font-weight: 600; text-decoration: none; }
.page-foot p { margin: .25rem 0; color: #4a4f4d; }
.s-head p, .s-session p { margin: .2rem 0; overflow-wrap: anywhere; }
.s-name { color: #4a4f4d; font-size: .95rem; }
.s-demo, .s-note { background: #f4eefb; border-radius: 8px; padding: .4rem .7rem; }
.s-note { background: #fff8e3; }
.s-state { font-weight: 700; font-size: 1.15rem; }
.s-state::before { margin-right: .4em; content: "?"; }
.s-open { color: #0b6e4f; } .s-open::before { content: "✓"; }
.s-open-by-qr { color: #0b5a8a; } .s-open-by-qr::before { content: "▦"; }
.s-closed { color: #8a1c16; } .s-closed::before { content: "✕"; }
.s-disputed { color: #5b2a86; } .s-disputed::before { content: "!"; }
.s-waiting { color: #0b5a8a; } .s-waiting::before { content: "…"; }
.s-unknown { color: #5b4a00; }
.s-part { margin-top: .5rem; }
.stApp .s-part h2, .stApp .s-part h3 { margin: 0; padding: .5rem 0 .25rem; }
.stApp .s-facts { margin: 0; padding: 0; }
.stApp .s-part p { margin: 0 0 .25rem; }
.s-group::before { margin-right: .4em; }
.s-works { color: #0b6e4f; } .s-works::before { content: "✓"; }
.s-broken { color: #8a1c16; } .s-broken::before { content: "✕"; }
.s-uncertain::before, .s-unsaid::before { content: "?"; }
.s-absent::before { content: "–"; }
.stApp .s-list { list-style: none; padding: 0; margin: 0; }
.stApp .s-list li { padding: .45rem 0; margin: 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.s-list small, .s-week small { display: block; color: #4a4f4d; font-size: .9rem; }
.s-week { width: 100%; border-collapse: collapse; }
.s-week th, .s-week td { text-align: left; padding: .45rem .5rem .45rem 0; border: 0; border-bottom: 1px solid var(--line);
  vertical-align: top; font-weight: 400; }
.s-week tr:first-child th, .s-week tr:first-child td { font-weight: 700; }
.stApp .s-facts dt { font-weight: 700; margin: .5rem 0 0; padding: 0; } .stApp .s-facts dd { margin: 0; padding: 0; }
.s-photos { display: grid; grid-template-columns: repeat(auto-fill, minmax(150px, 1fr)); gap: 8px; }
.s-photos img { width: 100%; border-radius: 8px; }
.s-source, .s-address { color: #4a4f4d; font-size: .9rem; overflow-wrap: anywhere; }
.s-session .s-lines { white-space: pre-line; } .s-session { border-left: 4px solid #0b6e4f; padding-left: .7rem; }
.s-badge, .s-demo b { background: #5b2a86; color: #fff; border-radius: 4px; padding: 0 .4rem; font-size: .9rem; }
.s-code { width: 180px; height: 180px; display: block; }
.s-big { font: 700 2rem/1.3 ui-monospace, Menlo, Consolas, monospace; letter-spacing: .08em; }
.stApp .stPageLink a[href*="/book?"] { background: #0b6e4f; }
.stApp .stPageLink a[href*="/book?"] * { color: #fff; }
.st-key-book_slot .stRadio, .st-key-my_slot .stRadio { width: 100%; }
.stPageLink a span, .stPageLink a p, .stPageLink a div, .stButton button p { white-space: normal !important; }
.stPageLink a { height: auto !important; padding: .4rem 1rem !important; border: 1px solid #0b6e4f; border-radius: 8px; padding: 0 1rem; }
.st-key-find_where, .st-key-aed_where, .st-key-find_chips { flex-wrap: nowrap !important; align-items: flex-start; }
.st-key-find_where > div, .st-key-aed_where > div { flex: 1 1 0; min-width: 0 !important; }
.st-key-find_where { gap: .5rem !important; }
.st-key-find_where > div:first-child { flex-grow: 1.4; }
.st-key-find_chips > div:first-child { flex: 1 1 auto; min-width: 0; }
.st-key-find_quick [data-testid="stButtonGroup"] > div, .st-key-find_quick [role="group"] {
  flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; }
.st-key-find_quick button { flex: none; }
.st-key-book_slot [role="radiogroup"], .st-key-my_slot [role="radiogroup"] { display: grid; width: 100%;
  grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 0 .75rem; }
.st-key-book_slot [role="radiogroup"] label, .st-key-my_slot [role="radiogroup"] label { margin-bottom: 0; }
.st-key-book_slot [data-testid="stCaptionContainer"], .st-key-my_slot [data-testid="stCaptionContainer"] { margin-top: -.6rem;
  padding-bottom: .4rem; }
@media (max-width: 640px) {
  .st-key-find_map { --map-height: 270px; }
  .st-key-find_map, .st-key-find_map > div { height: 270px !important; flex: 0 0 270px !important; overflow: hidden; }
}
@media print { header, .page-foot { display: none !important; } }
</style>"""


def inject() -> None:
    """Send the style sheet with the page."""
    st.html(_CSS)
