"""Everything of one database into another, whichever engines, in the transaction of the target; and whether it arrived.

A table's content is told by the sum of its rows' digests: no order is needed, which engines with different collations would
not agree on, and no more than a row is held at a time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from stations.errors import Code, InvalidInput
from stations.storage import tables
from stations.storage.engine import Tx
from stations.storage.tables import Table

_WIDTH = 256


@dataclass(frozen=True, slots=True)
class Content:
    """How many rows a table has and what is in them: 256 bits, the same from either engine."""

    rows: int = 0
    digest: int = 0

    def __str__(self) -> str:
        return f"{self.digest:064x}"


def copy_all(source: Tx, target: Tx) -> dict[str, Content]:
    """Copy every table and return what was read of each; the target has the schema and maybe what its steps put in.

    Rows go by in a stream. What a table's rows refer to is copied before it.

    Raises:
        InvalidInput: PostgreSQL cannot keep a text (SQLite can, with a NUL in it).
    """
    if target.engine == "sqlite":  # a row may refer to a later one of its table; PostgreSQL looks after the whole of it
        target.run("PRAGMA defer_foreign_keys = ON")
    found = tables.parents_first(source)
    for table in reversed(found):
        target.run(f"DELETE FROM {table.name}")
    copied = {table.name: _copy(source, target, table) for table in found}
    tables.number_on_from(target, tables.last_numbers(source))
    return copied


def _copy(source: Tx, target: Tx, table: Table) -> Content:
    seen = _Reading()
    with closing(_rows(source, table)) as stream:
        rows = seen.through(stream)
        target.load(table.name, table.columns, _fit(rows, table) if target.engine == "postgresql" else rows)
    return seen.content


def _fit(rows: Iterator[tuple[Any, ...]], table: Table) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        if any(isinstance(value, str) and "\x00" in value for value in row):
            raise InvalidInput(Code.TEXT_UNFIT, table=table.name)
        yield row


def contents(tx: Tx) -> dict[str, Content]:
    """Read every table through and return what is in it."""
    return {table.name: _content(tx, table) for table in tables.parents_first(tx)}


def _content(tx: Tx, table: Table) -> Content:
    seen = _Reading()
    with closing(_rows(tx, table)) as stream:
        for _ in seen.through(stream):
            pass
    return seen.content


def _rows(tx: Tx, table: Table) -> Generator[tuple[Any, ...], None, None]:
    return tx.each(f"SELECT {', '.join(table.columns)} FROM {table.name}")


class _Reading:
    """Rows that go by, counted and summed up."""

    def __init__(self) -> None:
        self.content = Content()

    def through(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        count = total = 0
        for row in rows:
            count += 1
            total += int.from_bytes(hashlib.sha256(canonical(row)).digest())
            yield row
        self.content = Content(count, total % 2**_WIDTH)


def canonical(row: Sequence[Any]) -> bytes:
    """Return the one form of a row's values: type, length and bytes of each, whichever engine it was read from."""
    return b"".join(_canonical(value) for value in row)


def _canonical(value: Any) -> bytes:
    if value is None:
        return b"n"
    if isinstance(value, str):
        kind, body = b"s", value.encode()
    elif isinstance(value, bytes):
        kind, body = b"b", value
    elif isinstance(value, float):
        kind, body = b"f", (value + 0.0).hex().encode()  # SQLite keeps no minus before a zero
    elif isinstance(value, int):
        kind, body = b"i", str(int(value)).encode()
    else:
        raise TypeError(type(value))
    return kind + str(len(body)).encode() + b":" + body
