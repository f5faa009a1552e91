"""The map's route: milliseconds and kilobytes of a viewport, far out, over a city, and close."""

from __future__ import annotations

import httpx

from bench.figures import Figures, milliseconds, percentile
from bench.server import Server

VIEWS = {
    "country": ("73,15,136,54", 4),
    "delta": ("112.6,21.6,114.7,23.3", 9),
    "city": ("113.40,22.15,113.65,22.35", 12),
    "street": ("113.56,22.20,113.60,22.22", 15),
}
_ROUNDS = 40


def measure(figures: Figures, server: Server, size: str) -> None:
    """Each view with a facility filter; the headline is the slowest view's median and largest answer."""
    slowest, largest = 0.0, 0.0
    with httpx.Client(base_url=server.url, headers={"Accept-Encoding": "gzip"}) as client:
        for name, (box, zoom) in VIEWS.items():
            path = f"/map/stations?bbox={box}&zoom={zoom}&facilities=aed&lang=zh-Hans"
            client.get(path).raise_for_status()
            times = [milliseconds(lambda path=path: client.get(path)) for _ in range(_ROUNDS)]
            kilobytes = _sent(client, path) / 1000
            figures.add(f"viewport_{size}_{name}_ms", percentile(times, 0.5))
            figures.add(f"viewport_{size}_{name}_kb", kilobytes)
            slowest, largest = max(slowest, percentile(times, 0.5)), max(largest, kilobytes)
    figures.add(f"viewport_{size}_ms", slowest)
    figures.add(f"viewport_{size}_kb", largest)


def _sent(client: httpx.Client, path: str) -> int:
    """Return how many bytes of body crossed the wire."""
    with client.stream("GET", path) as response:
        return sum(len(chunk) for chunk in response.iter_raw())
