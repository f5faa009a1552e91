"""Names that people wrote mean nothing to Markdown, on whichever screen they stand."""

from __future__ import annotations

import pytest

from stations.ui.plain_text import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("珠海口岸站", "珠海口岸站"),
        ("[tap](javascript:alert(1))", r"\[tap\]\(javascript\:alert\(1\)\)"),
        ("**bold** $x$ :material/home:", r"\*\*bold\*\* \$x\$ \:material/home\:"),
        ("<img src=x onerror=alert(1)>", r"\<img src=x onerror=alert\(1\)\>"),
    ],
    ids=["an ordinary name", "a link", "formatting, a formula, an icon", "a tag"],
)
def test_what_markdown_would_read_is_shown_as_typed(text: str, shown: str) -> None:
    assert plain(text) == shown
