"""Lists and texts in three languages as JSON in a TEXT column."""

from __future__ import annotations

import json
from typing import Any

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dump(value: Any) -> str:
    """Return ``value`` as compact JSON, Chinese readable."""
    return _encode(value)


def load(text: str) -> Any:
    """Return what :func:`dump` stored."""
    return json.loads(text)
