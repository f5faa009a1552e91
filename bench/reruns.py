"""Scripted Streamlit sessions over the websocket: what a rerun costs, and how many people one process holds."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import cycle

import psutil
import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.figures import Figures, percentile
from bench.server import Server

STATION = "hzmb-truck-drivers"
PAGES = {
    "find": ("", "facilities=aed"),
    "station": ("station", f"station={STATION}"),
    "aed": ("aed", ""),
    "book": ("book", "session={session}"),
    "my_booking": ("booking", ""),
    "privacy": ("privacy", ""),
    "sign_in_wall": ("manage", ""),
}
STAFF_PAGES = {
    "manage": ("manage", f"station={STATION}"),
    "clinics": ("clinics", ""),
    "roster": ("roster", "session={session}"),
    "check_in": ("check-in", ""),
    "accounts": ("accounts", ""),
    "audit": ("audit", ""),
}
# what a driver does one after the other: look around, filter, look at a station, at its clinic, at the own booking
WALK = (("", ""), PAGES["find"], PAGES["station"], PAGES["book"], PAGES["my_booking"])
SESSIONS = (50, 100, 200)
THINK_SECONDS = 5.0
ARRIVE_SECONDS = 0.1
HOLD_SECONDS = 40.0
_WARM, _MEASURED = 5, 40


class Visitor:
    """One browser tab, as far as the server can tell; like a browser, it says which messages it need not be sent again."""

    def __init__(self, server: Server, cookie: str = "") -> None:
        self._address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
        self._session = server.demo_session
        self._headers = {"Cookie": cookie} if cookie else {}
        self._kept: dict[str, None] = {}
        self.received = 0
        self.problems = 0

    async def __aenter__(self) -> Visitor:
        """Connect."""
        self._socket = await websockets.connect(
            self._address,
            subprotocols=["streamlit"],
            max_size=None,
            ping_interval=None,
            open_timeout=60,
            additional_headers=self._headers,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        """Leave."""
        await self._socket.close()

    async def rerun(self, page: str, query: str) -> float:
        """Ask for a page, or for the same again; return seconds until the script has finished."""
        message = BackMsg()
        message.rerun_script.page_name = page
        message.rerun_script.query_string = query.format(session=self._session)
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


async def _one_page(server: Server, page: str, query: str, cookie: str) -> tuple[list[float], float]:
    async with Visitor(server, cookie) as visitor:
        for _ in range(_WARM):
            await visitor.rerun(page, query)
        visitor.received = 0
        times = [await visitor.rerun(page, query) for _ in range(_MEASURED)]
        if visitor.problems:
            raise RuntimeError(f"the page {page or 'find'} showed an exception")
        return times, visitor.received / _MEASURED


def measure_pages(figures: Figures, server: Server, size: str) -> None:
    """Milliseconds of a rerun of each page with nobody else there, median and p95, and KB sent."""
    cookie = server.sign_in()
    for name, (page, query) in (PAGES | STAFF_PAGES).items():
        times, sent = asyncio.run(_one_page(server, page, query, cookie if name in STAFF_PAGES else ""))
        figures.add(f"rerun_{name}_{size}_ms", percentile(times, 0.5) * 1000)
        figures.add(f"rerun_{name}_{size}_p95_ms", percentile(times, 0.95) * 1000)
        figures.add(f"rerun_{name}_{size}_kb", sent / 1000)


@dataclass
class _Held:
    times: list[float] = field(default_factory=list)
    failed: int = 0


async def _hold(server: Server, held: _Held, wait: float, walk: Sequence[tuple[str, str]], begin: float) -> None:
    await asyncio.sleep(wait)
    try:
        async with Visitor(server) as visitor:
            await visitor.rerun(*walk[0])
            for page, query in cycle(walk):
                await asyncio.sleep(random.uniform(0.5, 1.5) * THINK_SECONDS)
                if time.monotonic() > begin + HOLD_SECONDS:
                    break
                is_measured = time.monotonic() > begin
                took = await visitor.rerun(page, query)
                if is_measured:
                    held.times.append(took)
            held.failed += visitor.problems
    except (OSError, TimeoutError, websockets.WebSocketException):
        held.failed += 1


async def _hold_all(server: Server, count: int, walk: Sequence[tuple[str, str]]) -> _Held:
    held = _Held()
    begin = time.monotonic() + count * ARRIVE_SECONDS + THINK_SECONDS
    await asyncio.gather(*(_hold(server, held, number * ARRIVE_SECONDS, walk, begin) for number in range(count)))
    return held


def measure_sessions(figures: Figures, server: Server) -> None:
    """Drivers who walk through the pages, a rerun each five seconds: p50, p95, failures, memory of the process.

    They come ten a second, and what is measured begins when all are there and have moved on once.
    ``sessions_200_find`` is the same for 200 who stay on Find, the heaviest of the pages.
    """
    process = psutil.Process(server.pid)
    figures.add("rss_start_mb", process.memory_info().rss / 1e6)
    groups = [(f"sessions_{count}", count, WALK) for count in SESSIONS]
    for name, count, walk in [*groups, (f"sessions_{SESSIONS[-1]}_find", SESSIONS[-1], (PAGES["find"],))]:
        held = asyncio.run(_hold_all(server, count, walk))
        figures.add(f"{name}_p50_ms", percentile(held.times, 0.5) * 1000)
        figures.add(f"{name}_p95_ms", percentile(held.times, 0.95) * 1000)
        figures.add(f"{name}_failed", held.failed)
        figures.add(f"{name}_rss_mb", process.memory_info().rss / 1e6)
