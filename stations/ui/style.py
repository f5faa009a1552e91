"""A little CSS for all pages: large targets, fonts that have the characters, less empty space on a phone."""

from __future__ import annotations

import streamlit as st

_CSS = """<style>
:root { --red: #b3261e; --green: #0b6e4f; --line: #d7dbd9; }
html, body, .stApp, .stApp button, .stApp input, .stApp textarea {
  font-family: system-ui, -apple-system, "Segoe UI", "PingFang SC", "PingFang HK", "Microsoft YaHei",
    "Microsoft JhengHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif;
}
.stMainBlockContainer, .block-container { padding: 4.5rem 1rem 2rem !important; max-width: 60rem; }
.stApp button:not([data-testid="stBaseButton-headerNoPadding"]), .stApp [data-baseweb="select"] > div,
.stApp [data-baseweb="input"], .stLinkButton a, .stPageLink a, .stDownloadButton button { min-height: 44px; }
[data-testid="stTextInputRootElement"], .stApp input { min-height: 44px; }
.stApp label:has(> input[type="checkbox"]), .stApp label:has(> input[type="radio"]),
.stCheckbox label, .stRadio label { min-height: 44px; align-items: center; }
.stApp summary { min-height: 44px; align-items: center; }
.stApp h1 { font-size: 1.6rem; line-height: 1.3; padding: .25rem 0; overflow-wrap: anywhere; }
.stApp h2 { font-size: 1.25rem; padding: .5rem 0 .25rem; }
.stApp h3 { font-size: 1.05rem; padding: .25rem 0; }
.stApp a { text-underline-offset: .15em; }
.page-foot { border-top: 1px solid var(--line); margin-top: 1.5rem; padding-top: .5rem; font-size: .95rem; }
.page-foot a { display: inline-flex; align-items: center; min-height: 44px; margin-right: 1.25rem; }
.page-foot p { margin: .25rem 0; color: #4a4f4d; }
@media print { header, .page-foot { display: none !important; } }
</style>"""


def inject() -> None:
    """Send the style sheet with the page."""
    st.html(_CSS)
