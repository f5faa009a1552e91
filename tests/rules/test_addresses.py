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
