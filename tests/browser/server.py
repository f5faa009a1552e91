"""The product as people run it: ``uvicorn app:app`` in a process of its own on a fresh database, and people with accounts."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import httpx
import pytest

from stations import passwords
from stations.roles import Role
from stations.settings import ROOT
from stations.storage import accounts
from stations.storage.accounts import Account
from stations.storage.engine import Database, open_database

PASSWORD = "night ferry to Hengqin"
_START_SECONDS = 120


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: its address without a slash at the end, its database and its log."""

    url: str
    database_url: str
    log: Path

    @property
    def setup_code(self) -> str:
        """The one-time code that the first start printed."""
        found = re.search(r"\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}\b", self.log.read_text(encoding="utf-8"))
        assert found, "the server printed no setup code"
        return found[0]

    def do(self, work: Callable[[Database], object]) -> None:
        """Do something with the database from a second process, as the command line does."""
        database = open_database(self.database_url)
        try:
            work(database)
        finally:
            database.close()

    def add_account(self, username: str, role: Role, *station_ids: str, name: str = "") -> None:
        """Add somebody who signs in with ``PASSWORD``."""
        now = datetime.now(UTC)
        account = Account(
            uuid.uuid4().hex, username, name or username, _hashed(), role, False, False, frozenset(station_ids), 1, now
        )
        self.do(lambda db: db.write(lambda tx: accounts.add(tx, account, now)))

    def sign_in(self, username: str) -> str:
        """Return the secret of a fresh sign-in, for the cookie of a browser that need not fill in the form."""
        secret, now = passwords.new_secret(), datetime.now(UTC)
        found: list[Account | None] = []
        self.do(lambda db: found.append(db.read(lambda tx: accounts.by_username(tx, username))))
        account = found[0]
        assert account is not None
        ends = now + timedelta(hours=1)
        digest = passwords.digest(secret)
        self.do(lambda db: db.write(lambda tx: accounts.add_sign_in(tx, digest, account.id, now, ends)))
        return secret


@cache
def _hashed() -> str:
    return passwords.hash_password(PASSWORD)


@contextmanager
def serving(folder: Path, *, is_demo: bool = True, settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run the server with a fresh SQLite file in ``folder`` until the block ends; ``settings`` are further STATIONS_… ones."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Server(f"http://127.0.0.1:{port}", f"sqlite:///{folder / 'stations.db'}", folder / "server.log")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("STATIONS_")} | {
        "STATIONS_DATABASE_URL": server.database_url,
        "STATIONS_DEMO": "1" if is_demo else "",
        "STATIONS_TILES": "none",
        "STATIONS_BOOKINGS_PER_HOUR": "100000",
        **{f"STATIONS_{name}": value for name, value in (settings or {}).items()},
    }
    command = [sys.executable, "-m", "uvicorn", "app:app", "--port", str(port)]
    with server.log.open("w", encoding="utf-8") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait_until_ready(server, process)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(server: Server, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if httpx.get(f"{server.url}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    process.terminate()
    pytest.fail(f"the server did not start:\n{server.log.read_text(encoding='utf-8')[-4000:]}")
