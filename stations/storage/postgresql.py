"""PostgreSQL through psycopg 3 and its pool: what several processes share when one machine is not enough.

Nothing is asked of the server but SQL: no extension, no advisory lock, no LISTEN, so that servers which speak
PostgreSQL's language will do as well. A write is retried when the server asks for it (40001, 40P01), and whatever is done is
done anew when its connection is lost before COMMIT was sent: a server that was restarted leaves a pool of dead connections.
When the answer to COMMIT is lost nobody knows, and whoever asked is told.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg_pool import ConnectionPool, PoolTimeout

from stations.errors import Code, DatabaseUnavailable
from stations.storage.engine import Database, Row, T
from stations.storage.migrations import MIGRATIONS
from stations.storage.schema import POSTGRESQL_WORDS, statements, unknown_to_us

_RETRY_SECONDS = 10.0
_CONNECT_SECONDS = 5.0
_RECONNECT_SECONDS = (
    2.0  # psycopg_pool tries less and less often: after an outage of minutes, minutes later. A request begins anew
)
_MOST_OVERTAKEN = 3
_ROWS_AT_A_TIME = 100  # a row may hold a photograph
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]\w*)")


@lru_cache(maxsize=2000)
def rewritten(sql: str) -> str:
    """Return ``sql`` with ``:name`` parameters as psycopg wants them."""
    return _PARAMETER.sub(r"%(\1)s", sql.replace("%", "%%"))


class PostgresTx:
    """A transaction on one PostgreSQL connection."""

    engine = "postgresql"

    def __init__(self, connection: psycopg.Connection[Any], constants: dict[str, str]) -> None:
        self.connection = connection
        self.constants = constants

    def all(self, sql: str, /, **params: Any) -> list[Row]:
        cursor = self.connection.execute(rewritten(sql), params)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def one(self, sql: str, /, **params: Any) -> Row | None:
        rows = self.all(sql, **params)
        return rows[0] if rows else None

    def tuples(self, sql: str, /, **params: Any) -> list[tuple[Any, ...]]:
        return self.connection.execute(rewritten(sql), params).fetchall()

    def each(self, sql: str, /, **params: Any) -> Generator[tuple[Any, ...], None, None]:
        with self.connection.cursor(name="each") as cursor:
            cursor.itersize = _ROWS_AT_A_TIME
            cursor.execute(rewritten(sql), params)
            yield from cursor

    def run(self, sql: str, /, **params: Any) -> int:
        return self.connection.execute(rewritten(sql), params).rowcount

    def many(self, sql: str, rows: Iterable[Mapping[str, Any]], /) -> None:
        self.connection.cursor().executemany(rewritten(sql), list(rows))

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], /) -> None:
        command = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        with self.connection.cursor().copy(command) as copy:
            for row in rows:
                copy.write_row(row)


class PostgresDatabase(Database):
    """A pool of connections to one PostgreSQL database."""

    engine = "postgresql"

    def __init__(self, url: str) -> None:
        self._url = url
        self._constants: dict[str, str] = {}
        self._pool: ConnectionPool[psycopg.Connection[Any]] = ConnectionPool(
            url,
            min_size=1,
            max_size=16,
            timeout=_CONNECT_SECONDS,
            reconnect_timeout=_RECONNECT_SECONDS,
            open=False,
        )
        with _explained():
            self._pool.open(wait=True, timeout=_CONNECT_SECONDS)
            with self._pool.connection() as connection:
                self.version = str(connection.info.server_version)

    def read(self, work: Callable[[PostgresTx], T]) -> T:  # type: ignore[override]
        def in_snapshot(tx: PostgresTx) -> T:
            tx.run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            return work(tx)

        with _explained():
            return self._on_a_connection(in_snapshot)

    def _on_a_connection(self, work: Callable[[PostgresTx], T]) -> T:
        """Return ``work(tx)`` once it is committed; on another connection when one was lost before that was asked for."""
        deadline = time.monotonic() + _RETRY_SECONDS
        while True:
            try:
                with self._undone_forgotten(), self._pool.connection() as connection:
                    return _unless_lost(PostgresTx(connection, self._constants), work)
            except _Lost as lost:
                if time.monotonic() > deadline:
                    raise lost.problem from None

    def write(self, work: Callable[[PostgresTx], T]) -> T:  # type: ignore[override]
        deadline = time.monotonic() + _RETRY_SECONDS
        overtaken = 0
        while True:
            try:
                with _explained():
                    return self._on_a_connection(work)
            except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected):
                if time.monotonic() > deadline:
                    raise DatabaseUnavailable(Code.DATABASE_LOCKED) from None
            except psycopg.errors.UniqueViolation:
                # somebody wrote the same key between our look and our write: looked again, it is there to be seen
                overtaken += 1
                if overtaken > _MOST_OVERTAKEN:
                    raise

    def make_schema(self, tx: PostgresTx) -> list[str]:  # type: ignore[override]
        _make_migration_table(tx)
        return _migrate(tx)

    @contextlib.contextmanager
    def _undone_forgotten(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._constants.clear()
            raise

    def migrate(self) -> list[str]:
        # asked first, so that a role which owns no table can run the program
        if self.read(_is_up_to_date):
            return []
        # IF NOT EXISTS is not safe against another process that is just making the table
        with contextlib.suppress(
            psycopg.errors.UniqueViolation, psycopg.errors.DuplicateTable, psycopg.errors.DuplicateObject
        ):
            self.write(_make_migration_table)
        return self.write(_migrate)

    def backup(self, path: Path) -> None:
        program = shutil.which("pg_dump")
        if program is None:
            raise DatabaseUnavailable(Code.PG_DUMP_MISSING)
        address = conninfo_to_dict(self._url)
        password = address.pop("password", None)  # every user of the machine can read a command line
        secret = {"PGPASSWORD": str(password)} if password else {}
        target = make_conninfo("", **address)
        command = [program, "--format=custom", f"--file={path}", f"--dbname={target}"]
        subprocess.run(command, check=True, env=os.environ | secret)

    def check(self) -> list[str]:
        rows = self.read(
            lambda tx: tx.tuples(
                "SELECT c.relname FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid WHERE NOT i.indisvalid"
            )
        )
        return [f"invalid index {row[0]}" for row in rows]

    def close(self) -> None:
        self._pool.close()


class _Lost(Exception):
    """The connection broke while nothing was committed yet."""

    def __init__(self, problem: psycopg.OperationalError) -> None:
        super().__init__(str(problem))
        self.problem = problem


def _unless_lost(tx: PostgresTx, work: Callable[[PostgresTx], T]) -> T:
    try:
        return work(tx)
    except psycopg.OperationalError as problem:
        if tx.connection.closed:
            raise _Lost(problem) from problem
        raise


def _is_up_to_date(tx: PostgresTx) -> bool:
    if tx.tuples("SELECT to_regclass('schema_migration')") == [(None,)]:
        return False
    return {row[0] for row in tx.tuples("SELECT name FROM schema_migration")} == {step.name for step in MIGRATIONS}


def _make_migration_table(tx: PostgresTx) -> None:
    tx.run("CREATE TABLE IF NOT EXISTS schema_migration (name TEXT PRIMARY KEY, applied_at TIMESTAMPTZ DEFAULT now())")


def _migrate(tx: PostgresTx) -> list[str]:
    """Apply the missing migrations in one transaction; the table's lock lets one process at a time do it."""
    tx.run("LOCK TABLE schema_migration IN EXCLUSIVE MODE")
    applied = {row[0] for row in tx.tuples("SELECT name FROM schema_migration")}
    unknown_to_us(applied)
    missing = [migration for migration in MIGRATIONS if migration.name not in applied]
    for migration in missing:
        for statement in statements(migration, POSTGRESQL_WORDS):
            tx.run(statement)
        tx.run("INSERT INTO schema_migration (name) VALUES (:name)", name=migration.name)
    return [migration.name for migration in missing]


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turn what the server says about itself into an error that can be told to a person."""
    try:
        yield
    except psycopg.errors.ReadOnlySqlTransaction as problem:
        raise DatabaseUnavailable(Code.DATABASE_READ_ONLY) from problem
    except psycopg.errors.DiskFull as problem:
        raise DatabaseUnavailable(Code.DATABASE_FULL) from problem
    except psycopg.errors.LockNotAvailable as problem:
        raise DatabaseUnavailable(Code.DATABASE_LOCKED) from problem
    except (psycopg.errors.SerializationFailure, psycopg.errors.DeadlockDetected):
        raise
    except (PoolTimeout, psycopg.OperationalError) as problem:
        raise DatabaseUnavailable(Code.DATABASE_UNREACHABLE) from problem
