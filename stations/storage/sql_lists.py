"""Lists of values for ``IN (…)``; NULL stands for none, which nothing is in."""

from __future__ import annotations

from collections.abc import Iterable


def in_list(keys: Iterable[int]) -> str:
    """Return keys as text: integers of our own, so safe in it."""
    return ", ".join(str(int(key)) for key in sorted(keys)) or "NULL"


def in_texts(name: str, texts: Iterable[str]) -> tuple[str, dict[str, str]]:
    """Return placeholders that begin with ``name``, and the parameters that they stand for."""
    params = {f"{name}{number}": text for number, text in enumerate(texts)}
    return ", ".join(f":{each}" for each in params) or "NULL", params
