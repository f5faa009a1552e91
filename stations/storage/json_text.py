"""Lists and texts in three languages as JSON in a TEXT column."""

from __future__ import annotations

import json
from typing import Any


def dump(value: Any) -> str:
    """Return ``value`` as compact JSON, Chinese readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def load(text: str) -> Any:
    """Return what :func:`dump` stored."""
    return json.loads(text)
