"""The real server in a process of its own, on a free loopback port, for as long as a block lasts."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx

from stations import passwords
from stations.roles import Role
from stations.storage import accounts
from stations.storage.accounts import Account
from stations.storage.engine import Tx, open_database

ROOT = Path(__file__).resolve().parent.parent
_START_SECONDS = 120


@dataclass(frozen=True)
class Server:
    """Where the server listens, and its process id."""

    port: int
    pid: int
    database_url: str

    @property
    def demo_session(self) -> str:
        """The id of the demo clinic of the coming days."""
        sessions = httpx.get(f"{self.url}/api/v1/sessions").json()["sessions"]
        return str(next(one["id"] for one in sessions if one["id"].startswith("demo-")))

    def sign_in(self) -> str:
        """Return the cookie of an administrator who is signed in for an hour."""
        database, now = open_database(self.database_url), datetime.now(UTC)
        secret, name = passwords.new_secret(), uuid.uuid4().hex
        account = Account(name, name, name, "", Role.ADMINISTRATOR, False, False, frozenset(), 1, now)
        ends = now + timedelta(hours=1)

        def work(tx: Tx) -> None:
            accounts.add(tx, account, now)
            accounts.add_sign_in(tx, passwords.digest(secret), name, now, ends)

        database.write(work)
        database.close()
        return f"stations_sign_in={secret}"

    @property
    def url(self) -> str:
        """The address without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(database_url: str) -> Iterator[Server]:
    """Run ``python -m stations serve``, as ``make run`` does, on ``database_url`` until the block ends."""
    port = free_port()
    environment = os.environ | {
        "STATIONS_DATABASE_URL": database_url,
        "STATIONS_DEMO": "1",
        "STATIONS_TILES": "none",
        "STATIONS_BOOKINGS_PER_HOUR": "1000000",
    }
    command = [sys.executable, "-m", "stations", "serve", "--port", str(port)]
    with (ROOT / "var" / "bench-server.log").open("w") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait(port, process)
        yield Server(port, process.pid, database_url)
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    sys.exit(f"the server did not start; see {ROOT / 'var' / 'bench-server.log'}")
