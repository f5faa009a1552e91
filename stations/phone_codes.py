"""One-time codes by SMS: whoever books shows that the phone is theirs, where the site asks for it."""

from __future__ import annotations

import secrets
from datetime import timedelta

DIGITS = 6
LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5


def new_code() -> str:
    """Return a fresh code of six digits (20 bits), from the system's source of randomness."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def tidy(text: str) -> str:
    """Return the digits that were typed."""
    return "".join(letter for letter in text if letter.isascii() and letter.isdigit())[: DIGITS + 1]
