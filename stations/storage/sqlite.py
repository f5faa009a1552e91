"""SQLite: many readers, one writer that commits what has queued up together.

Every write waits in one queue. The writer thread takes all that is waiting, runs each in a savepoint of its own inside
one ``BEGIN IMMEDIATE``, and commits once with ``synchronous=FULL``: one flush of the disk acknowledges many writes, no
writer starves, and only one connection of the process ever writes or checkpoints. A second process on the same file
is right too: it waits for the file's lock. Readers have connections of their own, handed out by a pool, because
Streamlit runs every rerun in a fresh thread.
"""

from __future__ import annotations

import contextlib
import hashlib
import queue
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pysqlite3.dbapi2 as sqlite3  # the library bundles a SQLite without the WAL-reset bug (fixed in 3.51.3)
import sqlite_utils

from stations.errors import Code, DatabaseUnavailable
from stations.storage.engine import Database, Row, T
from stations.storage.migrations import MIGRATIONS
from stations.storage.schema import SQLITE_WORDS, statements, unknown_to_us
from stations.storage.sqlite_trouble import explained, reason

OLDEST_SAFE = (3, 51, 3)
_BUSY_SECONDS = 10.0
_TRY_MS = 250
_MOST_TOGETHER = 256
_MOST_IDLE_READERS = 32


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A write that waits for its turn, where its answer goes, and since when it waits."""

    work: Callable[[SqliteTx], Any]
    answer: Future[Any]
    since: float


class SqliteTx:
    """A transaction on one SQLite connection."""

    engine = "sqlite"

    def __init__(self, connection: Any, constants: dict[str, str]) -> None:
        self.connection = connection
        self.constants = constants

    def all(self, sql: str, /, **params: Any) -> list[Row]:
        cursor = self.connection.execute(sql, params)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def one(self, sql: str, /, **params: Any) -> Row | None:
        rows = self.all(sql, **params)
        return rows[0] if rows else None

    def tuples(self, sql: str, /, **params: Any) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.connection.execute(sql, params).fetchall()
        return found

    def each(self, sql: str, /, **params: Any) -> Generator[tuple[Any, ...], None, None]:
        yield from self.connection.execute(sql, params)

    def run(self, sql: str, /, **params: Any) -> int:
        return int(self.connection.execute(sql, params).rowcount)

    def many(self, sql: str, rows: Iterable[Mapping[str, Any]], /) -> None:
        self.connection.executemany(sql, rows)

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], /) -> None:
        # sqlite-utils' insert_all opens transactions of its own; inside ours a plain executemany is the same speed
        marks = ", ".join("?" * len(columns))
        self.connection.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


class SqliteDatabase(Database):
    """A SQLite file; see the module's text for how reads and writes share it."""

    engine = "sqlite"
    version = sqlite3.sqlite_version

    def __init__(self, path: Path, busy_seconds: float = _BUSY_SECONDS) -> None:
        """Open the file; a write waits ``busy_seconds`` for another process that holds the file's lock."""
        if sqlite3.sqlite_version_info < OLDEST_SAFE:
            raise RuntimeError(f"SQLite {self.version} can damage a database; install requirements.txt")
        self.path = path
        self._busy_seconds = busy_seconds
        with explained():
            _make_folder(path.parent)
            self._writer_connection = self._connect()
            self._writer_connection.execute(f"PRAGMA busy_timeout={_TRY_MS}")  # it asks again and again by itself
        self._inode = _inode(path)
        self._constants: dict[str, str] = {}
        self._idle: queue.LifoQueue[Any] = queue.LifoQueue(_MOST_IDLE_READERS)
        self._waiting: queue.SimpleQueue[_Waiting | None] = queue.SimpleQueue()
        self._door, self._is_closed = threading.Lock(), False
        self._writer = threading.Thread(target=self._write_loop, name="sqlite-writer", daemon=True)
        self._writer.start()

    def _connect(self) -> Any:
        connection = sqlite3.connect(
            str(self.path), timeout=self._busy_seconds, isolation_level=None, check_same_thread=False
        )
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA recursive_triggers=ON")  # INSERT OR REPLACE asks the triggers for deletions too
        connection.execute("PRAGMA secure_delete=ON")  # what is erased must not stay in the file's free space
        connection.execute("PRAGMA temp_store=MEMORY")
        connection.execute("PRAGMA cache_size=-16000")
        return connection

    def read(self, work: Callable[[SqliteTx], T]) -> T:  # type: ignore[override]
        self._require_file()
        with explained(), self._reader() as connection:
            connection.execute("BEGIN")
            try:
                return work(SqliteTx(connection, self._constants))
            finally:
                connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def _reader(self) -> Iterator[Any]:
        try:
            connection = self._idle.get_nowait()
        except queue.Empty:
            connection = self._connect()
            connection.execute("PRAGMA query_only=1")
        try:
            yield connection
        finally:
            try:
                self._idle.put_nowait(connection)
            except queue.Full:
                connection.close()

    def write(self, work: Callable[[SqliteTx], T]) -> T:  # type: ignore[override]
        if threading.current_thread() is self._writer:
            raise RuntimeError("a write inside a write")
        self._require_file()
        answer: Future[T] = Future()
        with self._door:
            if self._is_closed:  # the writer has gone home: what waited for it now would wait for ever
                raise DatabaseUnavailable(Code.DATABASE_UNREACHABLE)
            self._waiting.put(_Waiting(work, answer, time.monotonic()))
        with explained():
            return answer.result()

    def _write_loop(self) -> None:
        while (first := self._waiting.get()) is not None:
            batch = [first]
            is_last = False
            while len(batch) < _MOST_TOGETHER and not self._waiting.empty():
                following = self._waiting.get()
                if following is None:
                    is_last = True
                    break
                batch.append(following)
            self._write_together(batch)
            if is_last:
                return

    def _write_together(self, batch: list[_Waiting]) -> None:
        connection = self._writer_connection
        done: list[tuple[Future[Any], Any]] = []
        try:
            batch = self._begin(batch)
            if not batch:
                return
            for each in batch:
                self._write_one(each.work, each.answer, done)
            connection.execute("COMMIT")
        except BaseException as problem:
            self._constants.clear()
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            told = reason(problem, self.path)
            for each in batch:
                if not each.answer.done():
                    each.answer.set_exception(told)
        else:
            for answer, result in done:
                answer.set_result(result)

    def _begin(self, batch: list[_Waiting]) -> list[_Waiting]:
        """Begin to write and return who is still waiting: whoever has waited for the file long enough is told so.

        SQLite's own wait is unfair between processes, and one write's patience is not another's: so it is short and repeated.
        """
        while batch:
            try:
                self._writer_connection.execute("BEGIN IMMEDIATE")
                break
            except sqlite3.OperationalError as problem:
                if not problem.sqlite_errorname.startswith("SQLITE_BUSY"):
                    raise
                batch = self._still_patient(batch, problem)
        return batch

    def _still_patient(self, batch: list[_Waiting], problem: Exception) -> list[_Waiting]:
        limit = time.monotonic() - self._busy_seconds
        for each in batch:
            if each.since < limit:
                each.answer.set_exception(problem)
        return [each for each in batch if each.since >= limit]

    def _write_one(
        self, work: Callable[[SqliteTx], Any], answer: Future[Any], done: list[tuple[Future[Any], Any]]
    ) -> None:
        connection = self._writer_connection
        connection.execute("SAVEPOINT one")
        try:
            result = work(SqliteTx(connection, self._constants))
        except Exception as problem:
            self._constants.clear()
            if not connection.in_transaction:  # the engine itself undid everything (disk full): all must know
                raise
            connection.execute("ROLLBACK TO one")
            connection.execute("RELEASE one")
            answer.set_exception(reason(problem, self.path))
        else:
            connection.execute("RELEASE one")
            done.append((answer, result))

    def _require_file(self) -> None:
        # Open handles outlive a removed file: without a look, what is written now would be gone with the process.
        if _inode(self.path) != self._inode:
            raise DatabaseUnavailable(Code.DATABASE_MISSING)

    def is_replaced(self) -> bool:
        return _inode(self.path) not in (None, self._inode)

    def make_schema(self, tx: SqliteTx) -> list[str]:  # type: ignore[override]
        return _migrate(tx.connection)

    def migrate(self) -> list[str]:
        return self.write(self.make_schema)

    def backup(self, path: Path) -> None:
        with explained(), self._reader() as source:
            target = sqlite3.connect(str(path))
            try:
                source.backup(target)
            finally:
                target.close()

    def check(self) -> list[str]:
        # A connection of its own: FTS5 keeps what it read of its index, and on a connection that searched before others
        # wrote, the check takes the newer pages for damage.
        with explained(), contextlib.closing(self._connect()) as connection:
            tx = SqliteTx(connection, {})
            found = [row[0] for row in tx.tuples("PRAGMA integrity_check") if row[0] != "ok"]
            return found + [f"foreign key of {row[0]} {row[1]}" for row in tx.tuples("PRAGMA foreign_key_check")]

    def close(self) -> None:
        with self._door:
            if not self._is_closed:
                self._waiting.put(None)
            self._is_closed = True
        self._writer.join()
        while not self._idle.empty():
            self._idle.get_nowait().close()
        self._writer_connection.close()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise DatabaseUnavailable(Code.DATABASE_MISSING) from None


def _inode(path: Path) -> int | None:
    """Return the number of the file at ``path``; None where there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return None


def _migrate(connection: Any) -> list[str]:
    """Apply the missing migrations through sqlite-utils, inside the transaction that is under way."""
    connection.create_function("sha256_hex", 1, _sha256_hex, deterministic=True)
    database = sqlite_utils.Database(connection)
    migrations = sqlite_utils.Migrations("stations")
    for migration in MIGRATIONS:
        migrations(name=migration.name)(lambda db, m=migration: _apply(db, statements(m, SQLITE_WORDS)))
    missing = [migration.name for migration in migrations.pending(database)]
    unknown_to_us(applied.name for applied in migrations.applied(database))
    migrations.apply(database)
    return missing


def _sha256_hex(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _apply(database: sqlite_utils.Database, ddl: Iterable[str]) -> None:
    for statement in ddl:
        database.conn.execute(statement)
