"""Databases with 2,000 and 200,000 demo stations on both engines, made once and kept in ``var/bench``."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType

import psycopg

from stations.actions.demo import add_demo_stations
from stations.actions.start import start
from stations.exchange.demo_stations import generate
from stations.roles import SYSTEM
from stations.storage.engine import Database, open_database

FOLDER = Path(__file__).resolve().parent.parent / "var" / "bench"
SEED = 7
SIZES = (2_000, 200_000)


def sqlite_url(count: int) -> str:
    """Return the address of the SQLite database with ``count`` demo stations, made if it is not there."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"stations-{count}-{SEED}.db"
    if not path.exists():
        making = path.with_suffix(".making")
        for leftover in FOLDER.glob(f"{making.name}*"):
            leftover.unlink()
        database = open_database(f"sqlite:///{making}")
        _fill(database, count)
        database.close()
        making.rename(path)
    _bring_up_to_date(f"sqlite:///{path}")
    return f"sqlite:///{path}"


def _bring_up_to_date(url: str) -> None:
    """Apply what the schema has gained since the database was made."""
    database = open_database(url)
    database.migrate()
    database.close()


def _fill(database: Database, count: int) -> None:
    print(f"making {count} demo stations on {database.engine} …", flush=True)
    now = datetime.now(UTC)
    start(database, now)
    add_demo_stations(database, SYSTEM, now, generate(count, SEED))


@contextmanager
def postgres_url(count: int) -> Iterator[str]:
    """Run a PostgreSQL server of our own with ``count`` demo stations; the server ends with the block."""
    with postgres_server() as server:
        yield _filled(server, count)


@contextmanager
def postgres_server(environment: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """Run a PostgreSQL server of our own until the block ends; yield its address without a database name."""
    folder = FOLDER / "postgresql"
    prefix = _server_user(folder)
    data = folder / "data"
    bin_folder = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not bin_folder:
        sys.exit("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    if not data.exists():
        _quietly(
            [*prefix, bin_folder[-1] / "initdb", "-D", data, "-U", "stations", "-A", "trust", "-E", "UTF8"], folder
        )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    setting = ["env", *(f"{name}={value}" for name, value in environment.items())]
    control = [*prefix, *setting, bin_folder[-1] / "pg_ctl", "-D", data, "-w", "-l", folder / "log"]
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c shared_buffers=512MB"
    _quietly([*control, "-o", options, "start"], folder)
    try:
        yield f"postgresql://stations@127.0.0.1:{port}"
    finally:
        _quietly([*control, "-m", "fast", "stop"], folder)


def _filled(server: str, count: int) -> str:
    name = f"stations_{count}_{SEED}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (name,)).fetchone():
            _bring_up_to_date(f"{server}/{name}")
            return f"{server}/{name}"
        connection.execute("DROP DATABASE IF EXISTS making")
        connection.execute("CREATE DATABASE making")
        database = open_database(f"{server}/making")
        _fill(database, count)
        database.write(lambda tx: tx.run("ANALYZE"))
        database.close()
        connection.execute(f"ALTER DATABASE making RENAME TO {name}")
    return f"{server}/{name}"


def _server_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root; root uses Debian's user for it and a folder that this user may enter."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, pwd.getpwnam("postgres").pw_uid)
    return ["runuser", "-u", "postgres", "--"]


def _quietly(command: list[str | Path], folder: Path) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder)
