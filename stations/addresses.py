"""Network addresses, for limits on attempts: which one to believe."""

from __future__ import annotations

from collections.abc import Iterable


def believed(peer: str, forwarded_for: Iterable[str], trusted_proxies: int) -> str:
    """Return the address that a request comes from.

    ``peer`` is who connected to us, ``forwarded_for`` the values of ``X-Forwarded-For``. With n proxies of ours in front,
    the n-th entry from the right was written by the outermost of them; what stands before it was written by the client
    and is not believed.
    """
    entries = [entry.strip() for line in forwarded_for for entry in line.split(",")]
    if not trusted_proxies or len(entries) < trusted_proxies:
        return peer
    return entries[-trusted_proxies] or peer
