"""A PostgreSQL server of a test's own that waits for the disk, and can have its plug pulled."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

import psycopg

from tests.conftest import as_server_user, postgres_program


class OwnServer:
    """A server with ``fsync=on`` in a folder on the disk."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="stations-own-server-"))
        self._prefix = as_server_user(self.folder)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self._port = probe.getsockname()[1]
        self.url = f"postgresql://stations@127.0.0.1:{self._port}"
        made = [postgres_program("initdb"), "-D", self.folder / "data", "-U", "stations", "-A", "trust", "--no-sync"]
        subprocess.run(
            [*self._prefix, *made, "-E", "UTF8", "--locale=C"], check=True, stdout=subprocess.DEVNULL, cwd=self.folder
        )
        self.start()

    def start(self) -> None:
        """Start it, as a child that can be waited for, and wait until it answers."""
        options = [
            f"-p{self._port}",
            f"-k{self.folder}",
            "-clisten_addresses=127.0.0.1",
            "-cfsync=on",
            "-crecovery_init_sync_method=syncfs",
        ]
        with (self.folder / "log").open("a") as log:
            self._server = subprocess.Popen(
                [*self._prefix, postgres_program("postgres"), "-D", self.folder / "data", *options],
                stdout=log, stderr=log, cwd=self.folder,
            )  # fmt: skip
        while not self._answers():
            assert self._server.poll() is None, (self.folder / "log").read_text()

    def _answers(self) -> bool:
        try:
            psycopg.connect(f"{self.url}/postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """End the server and each of its processes with ``kill -9``, and wait until they are gone."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        all_of_it = [first, *_children_of(first)]
        for number in all_of_it:
            with contextlib.suppress(ProcessLookupError):  # some end by themselves, once the first is dead
                os.kill(number, signal.SIGKILL)
        self._server.wait()
        while any(_is_alive(number) for number in all_of_it):
            pass

    def add_database(self, name: str) -> str:
        """Return the address of a new database."""
        with psycopg.connect(f"{self.url}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"{self.url}/{name}"

    def remove(self) -> None:
        """End it and remove its folder."""
        self.kill()
        shutil.rmtree(self.folder)


def _stat(number: int) -> list[str]:
    """Return what the system tells of a process, from its state on; [] when there is none."""
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _children_of(parent: int) -> list[int]:
    numbers = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]
    return [number for number in numbers if _stat(number)[1:2] == [str(parent)]]


def _is_alive(number: int) -> bool:
    return _stat(number)[:1] not in ([], ["Z"])
