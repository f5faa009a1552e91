"""Whose address counts when attempts are limited."""

from __future__ import annotations

import pytest

from stations.addresses import believed


@pytest.mark.parametrize(
    ("lines", "proxies", "address"),
    [
        ([], 0, "10.0.0.1"),
        (["6.6.6.6"], 0, "10.0.0.1"),
        (["6.6.6.6, 1.2.3.4"], 1, "1.2.3.4"),
        (["6.6.6.6, 1.2.3.4, 10.0.0.9"], 2, "1.2.3.4"),
        (["6.6.6.6", "1.2.3.4"], 1, "1.2.3.4"),
        (["1.2.3.4"], 2, "10.0.0.1"),
        ([""], 1, "10.0.0.1"),
    ],
    ids=[
        "nobody stands in front",
        "what a client writes itself is not believed",
        "our proxy wrote the last entry",
        "two proxies of ours",
        "the header twice",
        "fewer entries than proxies",
        "an empty header",
    ],
)
def test_the_entry_our_outermost_proxy_wrote_counts(lines: list[str], proxies: int, address: str) -> None:
    assert believed("10.0.0.1", lines, proxies) == address


@pytest.mark.parametrize(
    ("peer", "address"),
    [
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("192.0.2.7", "192.0.2.7"),
        ("testclient", "testclient"),
    ],
)
def test_all_addresses_of_one_ipv6_line_count_as_one(peer: str, address: str) -> None:
    assert believed(peer, [], 0) == address
    assert believed("10.0.0.1", [peer], 1) == address
