"""The look of the administrator's tables, and of Streamlit's uploader, whose own words are English in every language."""

from __future__ import annotations

import json

import streamlit as st

_TABLES = """<style>
.s-wide { overflow-x: auto; }
.s-tall { max-height: 60vh; overflow-y: auto; border: 1px solid var(--line); border-radius: 8px; padding: 0 .5rem; }
.s-tall th { position: sticky; top: 0; }
.s-table { border-collapse: collapse; width: 100%; font-size: .92rem; }
.s-table th, .s-table td { text-align: start; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line);
  overflow-wrap: anywhere; min-width: 5rem; }
.s-table th { font-weight: 600; white-space: nowrap; background: #f3f6f4; }
.s-nowrap { white-space: nowrap; }
.stApp .s-table a { color: #0b5a43; display: inline-flex; align-items: center; min-height: 44px; }
.s-soon { font-weight: 600; color: #8a1c16; }
@media (max-width: 640px) {
  .s-table thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .s-table tr { display: block; border-bottom: 1px solid var(--line); padding: .4rem 0; }
  .s-table td { display: inline-block; border: 0; padding: .1rem .8rem .1rem 0; min-width: 0; }
  .s-table td:empty { display: none; }
  .s-table td:first-child:has(> a) { display: block; }
}
</style>"""


def tables() -> None:
    """Send the style of tables: rows of cells on a desk, cards on a phone."""
    st.html(_TABLES)


def uploader(browse: str, note: str) -> None:
    """Put our words in place of the uploader's own."""
    st.html(f"""<style>
[data-testid="stFileUploaderDropzoneInstructions"] span {{ display: none; }}
[data-testid="stFileUploaderDropzoneInstructions"]::after {{ content: {_css(note)}; font-size: .9rem; color: #4a4f4d; }}
[data-testid="stFileUploaderDropzone"] > span button,
[data-testid="stFileUploaderDropzone"] > button {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] > span button > *,
[data-testid="stFileUploaderDropzone"] > button > * {{ display: none; }}
[data-testid="stFileUploaderDropzone"] > span button::after,
[data-testid="stFileUploaderDropzone"] > button::after {{ content: {_css(browse)}; font-size: 1rem; }}
</style>""")


def _css(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("<", "\\3c ")
