"""The secrets of links that open something without an account: made at random, kept only as digests."""

from __future__ import annotations

import hashlib
import hmac
import secrets


def new_token() -> str:
    """Return the secret of a new link: 128 bits, URL-safe."""
    return secrets.token_urlsafe(16)


def token_for(secret: str, what: str, request_key: str) -> str:
    """Return the secret of the link of what was made under ``request_key``: the same however often it is sent.

    ``secret`` is the installation's, so that nobody else can work it out from a key; 128 bits in hex.
    """
    return hmac.new(secret.encode(), f"{what} {request_key}".encode(), hashlib.sha256).hexdigest()[:32]


def digest_of(text: str) -> str:
    """Return what is kept of a link's secret, or of a request's key."""
    return hashlib.sha256(text.encode()).hexdigest()
