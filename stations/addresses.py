"""Network addresses, for limits on attempts: which one to believe."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Network, ip_address


def believed(peer: str, forwarded_for: Iterable[str], trusted_proxies: int) -> str:
    """Return the address that a request comes from.

    ``peer`` is who connected to us, ``forwarded_for`` the values of ``X-Forwarded-For``. With n proxies of ours in front,
    the n-th entry from the right was written by the outermost of them; what stands before it was written by the client
    and is not believed.
    """
    entries = [entry.strip() for line in forwarded_for for entry in line.split(",")]
    if not trusted_proxies or len(entries) < trusted_proxies:
        return _whole_line(peer)
    return _whole_line(entries[-trusted_proxies] or peer)


def _whole_line(address: str) -> str:
    """Return the /64 of an IPv6 address, since one line has 2^64 of them (RFC 6177 §2); others stay as they are."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv4Address):
        return address
    mapped = parsed.ipv4_mapped
    return str(mapped) if mapped else str(IPv6Network((int(parsed) >> 64 << 64, 64)))
