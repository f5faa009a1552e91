"""A database, whichever engine: read in a snapshot, write in a transaction that commits or leaves nothing.

SQL is the same text on both engines, with ``:name`` parameters. What differs (how a write begins, types in the schema,
bulk loading) is in :mod:`stations.storage.sqlite` and :mod:`stations.storage.postgresql`.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from stations.errors import Code, DatabaseUnavailable

Engine = Literal["sqlite", "postgresql"]
Row = dict[str, Any]
T = TypeVar("T")


class Tx(Protocol):
    """A transaction that is under way."""

    engine: Engine
    constants: dict[str, str]
    """What never changes in this database, as far as it was read; emptied when a transaction is undone."""

    def all(self, sql: str, /, **params: Any) -> list[Row]:
        """Return every row."""

    def one(self, sql: str, /, **params: Any) -> Row | None:
        """Return the first row, or None."""

    def tuples(self, sql: str, /, **params: Any) -> list[tuple[Any, ...]]:
        """Return every row as a tuple, cheaper than :meth:`all` where rows are many."""

    def each(self, sql: str, /, **params: Any) -> Generator[tuple[Any, ...], None, None]:
        """Yield every row as a tuple and hold only some at a time, for tables that are larger than the memory; close it if not read out."""

    def run(self, sql: str, /, **params: Any) -> int:
        """Carry out a statement and return how many rows it touched."""

    def many(self, sql: str, rows: Iterable[Mapping[str, Any]], /) -> None:
        """Carry out a statement once for each mapping."""

    def load(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]], /) -> None:
        """Insert many rows the fastest way the engine has."""


class Database(ABC):
    """An open database. Its methods may be called from any thread."""

    engine: Engine
    version: str

    @abstractmethod
    def read(self, work: Callable[[Tx], T]) -> T:
        """Return ``work(tx)``; all its queries see one moment."""

    @abstractmethod
    def write(self, work: Callable[[Tx], T]) -> T:
        """Return ``work(tx)`` once what it changed is durable; an exception from it undoes everything.

        ``work`` may be run again after a conflict with another writer, so it must have no effect outside ``tx``.
        """

    @abstractmethod
    def make_schema(self, tx: Tx) -> list[str]:
        """Apply what is missing of the schema in a transaction that is under way; return the names applied."""

    @abstractmethod
    def migrate(self) -> list[str]:
        """Apply what is missing of the schema, safely for several processes at once; return the names applied."""

    def is_replaced(self) -> bool:
        """Tell whether something else lies by now where this database was opened, so that it must be opened anew."""
        return False

    @abstractmethod
    def backup(self, path: Path) -> None:
        """Write a consistent copy to the new file ``path`` while others go on writing."""

    @abstractmethod
    def check(self) -> list[str]:
        """Return what the engine finds wrong with its own files ([] when all is well)."""

    @abstractmethod
    def close(self) -> None:
        """Finish what is queued and let go of the files or connections."""


def open_database(url: str) -> Database:
    """Open ``sqlite:///PATH`` or ``postgresql://…``; the schema is not touched.

    Raises:
        DatabaseUnavailable: the address makes no sense, or nothing usable is there.
    """
    scheme, separator, rest = url.partition("://")
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1:
        from stations.storage.sqlite import SqliteDatabase

        return SqliteDatabase(Path(rest[1:]))
    if scheme in ("postgresql", "postgres") and separator:
        from stations.storage.postgresql import PostgresDatabase

        return PostgresDatabase(url)
    raise DatabaseUnavailable(Code.DATABASE_MISSING)
