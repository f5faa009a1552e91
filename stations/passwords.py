"""Passwords and sign-in secrets: Argon2id (RFC 9106) through argon2-cffi."""

from __future__ import annotations

import hashlib
import re
import secrets
import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from stations.errors import Code, InvalidInput

SHORTEST = 10
LONGEST = 200
_HASHER = PasswordHasher()
_AT_ONCE = 2  # each takes 64 MiB and all the processors; a crowd at the door must not take everything
_turns = threading.BoundedSemaphore(_AT_ONCE)
_LEAST_SCORE = 3  # zxcvbn's "safely unguessable": more than 10**8 guesses
_WEIGHED = 72  # zxcvbn looks at no more than this; what is longer is not guessed by its beginning
# What somebody who knows this site tries first (docs/security.md lists them too).
OUR_WORDS = (
    "gonghui",
    "yizhan",
    "gonghuiyizhan",
    "stations",
    "union",
    "hzmb",
    "工会",
    "驿站",
    "工会驿站",
    "工會",
    "驛站",
    "工會驛站",
)
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,31}")


def check_password(text: str, username: str = "") -> str:
    """Return the password in NFC; raises InvalidInput when it is short, easily guessed, or holds the user name.

    Length counts more than kinds of characters (NIST SP 800-63B §3.1.1.2). How easily it is guessed is what zxcvbn says, which
    knows 30,000 common passwords, words, names, dates and rows of keys, and is told the words of this site.
    """
    password = unicodedata.normalize("NFC", text or "")
    holds_name = bool(username) and username.lower() in password.lower()
    if not SHORTEST <= len(password) <= LONGEST or holds_name or _is_easily_guessed(password, username):
        raise InvalidInput(Code.PASSWORD_WEAK, "password", least=SHORTEST)
    return password


def _is_easily_guessed(password: str, username: str) -> bool:
    weighed = zxcvbn(password[:_WEIGHED], user_inputs=[username, *OUR_WORDS])
    return int(weighed["score"]) < _LEAST_SCORE


def check_username(text: str) -> str:
    """Return the user name in lower case; raises InvalidInput unless it is 3 to 32 of a–z, 0–9, dot, dash, underscore."""
    username = unicodedata.normalize("NFKC", text or "").strip().lower()
    if not _USERNAME.fullmatch(username):
        raise InvalidInput(Code.USERNAME_INVALID, "username")
    return username


def hash_password(password: str) -> str:
    """Return an Argon2id hash with its own salt and parameters."""
    with _turns:
        return _HASHER.hash(password)


def is_password(hashed: str, text: str) -> bool:
    """Tell whether ``text`` is the password behind ``hashed``; takes as long for a wrong one."""
    typed = unicodedata.normalize("NFC", text or "")
    try:
        with _turns:  # what is too long is wrong, and takes no longer for that
            return _HASHER.verify(hashed, typed[:LONGEST]) and len(typed) <= LONGEST
    except (VerificationError, InvalidHashError):
        return False


def new_secret() -> str:
    """Return a fresh secret of 256 bits for a sign-in cookie."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Return what is stored of a random secret: its SHA-256 (a slow hash is for secrets that people choose)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def readable_secret(groups: int = 4) -> str:
    """Return a one-time secret to read out or type (``K7PM-4QXR-…``), five bits a letter."""
    letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(groups))


def as_typed(text: str) -> str:
    """Return a one-time secret as it was made from however it was typed: small letters, spaces or no dashes do no harm."""
    letters = re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", text or "").upper())
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))
