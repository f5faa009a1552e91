"""Text that people wrote, kept from meaning anything to Markdown."""

from __future__ import annotations

_MEANINGFUL = frozenset(r"\`*_{}[]()<>#+-.!|~:$")


def plain(text: str) -> str:
    """Return ``text`` so that titles, labels and sentences show it as it is: no links, no formatting, no icons."""
    return "".join(f"\\{letter}" if letter in _MEANINGFUL else letter for letter in text)
