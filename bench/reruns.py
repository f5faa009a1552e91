"""Scripted Streamlit sessions over the websocket: what a rerun costs, and how many people one process holds."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field

import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.figures import Figures, percentile
from bench.server import Server

PAGES = {
    "find": ("", "facilities=aed"),
    "station": ("station", "station=hzmb-truck-drivers"),
    "aed": ("aed", ""),
    "my_booking": ("booking", ""),
    "privacy": ("privacy", ""),
    "sign_in_wall": ("manage", ""),
}
SESSIONS = (50, 100, 200)
THINK_SECONDS = 5.0
HOLD_SECONDS = 40.0
_WARM, _MEASURED = 5, 40


class Visitor:
    """One browser tab, as far as the server can tell; like a browser, it says which messages it need not be sent again."""

    def __init__(self, server: Server, page: str, query: str) -> None:
        self._address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
        self._page, self._query = page, query
        self._kept: dict[str, None] = {}
        self.received = 0
        self.problems = 0

    async def __aenter__(self) -> Visitor:
        """Connect."""
        self._socket = await websockets.connect(
            self._address, subprotocols=["streamlit"], max_size=None, ping_interval=None, open_timeout=60
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave."""
        await self._socket.close()

    async def rerun(self) -> float:
        """Ask for the page again; return seconds until the script has finished."""
        message = BackMsg()
        message.rerun_script.page_name = self._page
        message.rerun_script.query_string = self._query
        message.rerun_script.cached_message_hashes.extend(self._kept)
        message.rerun_script.context_info.locale = "zh-CN"
        message.rerun_script.context_info.timezone = "Asia/Macau"
        begun = time.perf_counter()
        await self._socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            received = await asyncio.wait_for(self._socket.recv(), 120)
            self.received += len(received)
            answer.ParseFromString(received if isinstance(received, bytes) else received.encode())
            if answer.metadata.cacheable:
                self._kept[answer.hash] = None
            kind = answer.WhichOneof("type")
            if kind == "delta" and answer.delta.new_element.WhichOneof("type") == "exception":
                self.problems += 1
            if kind == "script_finished" and answer.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                return time.perf_counter() - begun


async def _one_page(server: Server, page: str, query: str) -> tuple[list[float], float]:
    async with Visitor(server, page, query) as visitor:
        for _ in range(_WARM):
            await visitor.rerun()
        visitor.received = 0
        times = [await visitor.rerun() for _ in range(_MEASURED)]
        if visitor.problems:
            raise RuntimeError(f"the page {page or 'find'} showed an exception")
        return times, visitor.received / _MEASURED


def measure_pages(figures: Figures, server: Server, size: str) -> None:
    """Milliseconds of a rerun of each page with nobody else there, median and p95, and KB sent."""
    for name, (page, query) in PAGES.items():
        times, sent = asyncio.run(_one_page(server, page, query))
        figures.add(f"rerun_{name}_{size}_ms", percentile(times, 0.5) * 1000)
        figures.add(f"rerun_{name}_{size}_p95_ms", percentile(times, 0.95) * 1000)
        figures.add(f"rerun_{name}_{size}_kb", sent / 1000)


@dataclass
class _Held:
    times: list[float] = field(default_factory=list)
    failed: int = 0


async def _hold(server: Server, held: _Held, wait: float) -> None:
    await asyncio.sleep(wait)
    try:
        async with Visitor(server, "", "facilities=aed") as visitor:
            await visitor.rerun()
            end = time.monotonic() + HOLD_SECONDS
            await asyncio.sleep(random.uniform(0, THINK_SECONDS))
            while time.monotonic() < end:
                held.times.append(await visitor.rerun())
                await asyncio.sleep(random.uniform(0.5, 1.5) * THINK_SECONDS)
            held.failed += visitor.problems
    except (OSError, TimeoutError, websockets.WebSocketException):
        held.failed += 1


async def _hold_all(server: Server, count: int) -> _Held:
    held = _Held()
    await asyncio.gather(*(_hold(server, held, number * 0.05) for number in range(count)))
    return held


def measure_sessions(figures: Figures, server: Server) -> None:
    """Reruns of Find by 50, 100 and 200 people, one each five seconds: p50, p95, failures, memory of the process."""
    process = psutil.Process(server.pid)
    figures.add("rss_start_mb", process.memory_info().rss / 1e6)
    for count in SESSIONS:
        held = asyncio.run(_hold_all(server, count))
        figures.add(f"sessions_{count}_p50_ms", percentile(held.times, 0.5) * 1000)
        figures.add(f"sessions_{count}_p95_ms", percentile(held.times, 0.95) * 1000)
        figures.add(f"sessions_{count}_failed", held.failed)
        figures.add(f"sessions_{count}_rss_mb", process.memory_info().rss / 1e6)
