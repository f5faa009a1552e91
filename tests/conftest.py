"""Real databases for every test that touches storage: SQLite files and a PostgreSQL server of the suite's own."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import psycopg
import pytest

from stations.actions.start import furnish
from stations.roles import Actor, Role
from stations.settings import DATA
from stations.storage.engine import Database, open_database
from tests.post import Gateway, MailServer

ENGINES = ("sqlite", "postgresql")
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)  # a Sunday, 10:00 at the bridge
TRUCK, PORT = "hzmb-truck-drivers", "hzmb-port"
_ROOM_FOR_A_SERVER = 10**9


@pytest.fixture(autouse=True)
def _away_from_real_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test can reach the installation of whoever runs it."""
    for name in list(os.environ):
        if name.startswith("STATIONS_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("STATIONS_DATABASE_URL", f"sqlite:///{tmp_path / 'default.db'}")


def postgres_program(name: str) -> str:
    found = shutil.which(name)
    if found and "/usr/lib/postgresql" in str(Path(found).resolve()):
        return found
    candidates = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if candidates:
        return str(candidates[-1])
    if found:
        return found
    pytest.fail("PostgreSQL is not installed; on Debian: apt-get install postgresql")


def as_server_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root, so root starts it as the user that Debian's package makes."""
    if os.geteuid() != 0:
        return []
    user = pwd.getpwnam("postgres")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return ["runuser", "-u", "postgres", "--"]


def _quick_folder() -> str | None:
    """Return a folder in memory where there is room: the server copies a database a test, each of several megabytes."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM_FOR_A_SERVER else None


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address (without a database name) of a PostgreSQL server that lives as long as the tests."""
    folder = Path(tempfile.mkdtemp(prefix="stations-postgres-", dir=_quick_folder()))
    prefix = as_server_user(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    data = folder / "data"
    quiet = {"check": True, "stdout": subprocess.DEVNULL, "cwd": folder}
    subprocess.run(
        [*prefix, postgres_program("initdb"), "-D", data, "-U", "stations", "-A", "trust", "-E", "UTF8", "--no-sync",
         "--locale=C"], **quiet,
    )  # fmt: skip
    # no test pulls the plug of this server, so it need not wait for the disk
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c max_connections=200 -c fsync=off"
    control = [*prefix, postgres_program("pg_ctl"), "-D", data, "-w"]
    subprocess.run([*control, "-l", folder / "log", "-o", options, "start"], **quiet)
    try:
        yield f"postgresql://stations@127.0.0.1:{port}"
    finally:
        subprocess.run([*control, "-m", "fast", "stop"], **quiet)
        shutil.rmtree(folder)


@pytest.fixture
def new_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Make a function that returns the address of a fresh database of the engine it is told: empty, or a copy."""
    made: list[str] = []

    def make(engine: str, copy_of: str = "") -> str:
        if engine == "sqlite":
            made.append(_new_sqlite(tmp_path / f"stations{len(made)}.db", copy_of))
        else:
            name = f"test_{os.getpid()}_{abs(hash((request.node.nodeid, len(made)))):x}"
            made.append(_new_postgresql(request.getfixturevalue("postgres_server"), name, copy_of))
        return made[-1]

    yield make
    for url in made:
        _drop(url)


def _drop(url: str) -> None:
    server, _, name = url.rpartition("/")
    if not url.startswith("sqlite"):
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _new_sqlite(path: Path, copy_of: str) -> str:
    if copy_of:
        shutil.copy(copy_of.removeprefix("sqlite:///"), path)
    return f"sqlite:///{path}"


def _new_postgresql(server: str, name: str, copy_of: str) -> str:
    source = f" TEMPLATE {copy_of.rpartition('/')[2]}" if copy_of else ""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}{source} STRATEGY FILE_COPY")
    return f"{server}/{name}"


@pytest.fixture(scope="session")
def models(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bool], str]:
    """Make a function that returns a database to copy, which is quicker than making it: bare, or with two stations."""

    @cache
    def model(engine: str, is_furnished: bool) -> str:
        name = f"model_{'furnished' if is_furnished else 'bare'}"
        if engine == "sqlite":
            url = _new_sqlite(tmp_path_factory.mktemp("models") / f"{name}.db", "")
        else:
            url = _new_postgresql(request.getfixturevalue("postgres_server"), name, "")
        database = open_database(url)
        database.migrate()
        if is_furnished:
            furnish(database, NOW, DATA / "stations" / "hzmb.json")
        database.close()
        return url

    return model


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """The name of the engine under test; every test that touches storage runs on both."""
    return str(request.param)


@pytest.fixture
def empty_db(
    engine: str, new_database_url: Callable[..., str], models: Callable[[str, bool], str]
) -> Iterator[Database]:
    """A database with the schema and nothing in it."""
    database = open_database(new_database_url(engine, models(engine, False)))
    yield database
    database.close()


@pytest.fixture
def db(engine: str, new_database_url: Callable[..., str], models: Callable[[str, bool], str]) -> Iterator[Database]:
    """A database with the two stations at the bridge."""
    database = open_database(new_database_url(engine, models(engine, True)))
    yield database
    database.close()


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that keeps what it gets."""
    server = MailServer()
    yield server
    server.close()


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    """An SMS gateway that keeps what it gets."""
    server = Gateway()
    yield server
    server.close()


@pytest.fixture
def now() -> datetime:
    """The moment at which the cast acts."""
    return NOW


@pytest.fixture
def driver() -> Actor:
    """Somebody without an account."""
    return Actor()


@pytest.fixture
def manager() -> Actor:
    """Manager of the truck drivers' station."""
    return Actor(Role.MANAGER, "manager-1", frozenset({TRUCK}), "站长")


@pytest.fixture
def other_manager() -> Actor:
    """Manager of the port station only."""
    return Actor(Role.MANAGER, "manager-2", frozenset({PORT}), "另一位站长")


@pytest.fixture
def staff() -> Actor:
    """Clinic staff of the truck drivers' station."""
    return Actor(Role.STAFF, "staff-1", frozenset({TRUCK}), "医护")


@pytest.fixture
def other_staff() -> Actor:
    """Clinic staff of the port station only."""
    return Actor(Role.STAFF, "staff-2", frozenset({PORT}), "另一位医护")


@pytest.fixture
def admin() -> Actor:
    """An administrator."""
    return Actor(Role.ADMINISTRATOR, "admin-1", frozenset(), "管理员")
