"""What tables a database has, as the database itself tells it: nobody keeps a list that a new table would be missing from.

The bookkeeping of migrations and what stands behind a full-text index are no data; columns that the engine works out are
not listed.
"""

from __future__ import annotations

from dataclasses import dataclass
from graphlib import TopologicalSorter

from stations.storage.engine import Tx

_SQLITE_TABLES = """SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'
    AND name NOT GLOB 'sqlite_*' AND name <> '_sqlite_migrations' ORDER BY name"""
_SQLITE_COLUMNS = "SELECT name FROM pragma_table_xinfo(:table) WHERE hidden = 0 ORDER BY cid"
_SQLITE_PARENTS = 'SELECT DISTINCT "table" FROM pragma_foreign_key_list(:table)'
_POSTGRESQL_TABLES = """SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema()
    AND table_type = 'BASE TABLE' AND table_name <> 'schema_migration' ORDER BY table_name"""
_POSTGRESQL_COLUMNS = """SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema()
    AND table_name = :table AND is_generated = 'NEVER' ORDER BY ordinal_position"""
_POSTGRESQL_PARENTS = """SELECT DISTINCT parent.relname FROM pg_constraint AS tie
    JOIN pg_class AS child ON child.oid = tie.conrelid JOIN pg_class AS parent ON parent.oid = tie.confrelid
    WHERE tie.contype = 'f' AND child.relname = :table
    AND child.relnamespace = CAST(current_schema() AS regnamespace)"""
_POSTGRESQL_SEQUENCES = """SELECT of_table.relname, of_column.attname, coalesce(numbers.last_value, 0)
    FROM pg_depend AS tie JOIN pg_class AS made ON made.oid = tie.objid AND made.relkind = 'S'
    JOIN pg_class AS of_table ON of_table.oid = tie.refobjid
    JOIN pg_attribute AS of_column ON of_column.attrelid = tie.refobjid AND of_column.attnum = tie.refobjsubid
    JOIN pg_sequences AS numbers ON numbers.schemaname = current_schema() AND numbers.sequencename = made.relname
    WHERE tie.deptype IN ('i', 'a') AND of_table.relnamespace = CAST(current_schema() AS regnamespace)"""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with the columns that are stored in it, in their order."""

    name: str
    columns: tuple[str, ...]


def is_empty(tx: Tx) -> bool:
    """Tell whether there is nothing at all in the database, no table and no view."""
    if tx.engine == "sqlite":
        return not tx.tuples("SELECT 1 FROM sqlite_schema LIMIT 1")
    return not tx.tuples(
        "SELECT 1 FROM pg_class WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind <> 'i' LIMIT 1"
    )


def parents_first(tx: Tx) -> list[Table]:
    """Return every table of data, each after those that its rows refer to.

    Raises:
        graphlib.CycleError: tables refer to each other in a ring; a reference of a table to itself is no ring.
    """
    names, _, parents = _questions(tx)
    wanted = [str(row[0]) for row in tx.tuples(names)]
    ties = {name: {str(row[0]) for row in tx.tuples(parents, table=name)} - {name} for name in wanted}
    return [_table(tx, name) for name in TopologicalSorter(ties).static_order()]


def _questions(tx: Tx) -> tuple[str, str, str]:
    if tx.engine == "sqlite":
        return _SQLITE_TABLES, _SQLITE_COLUMNS, _SQLITE_PARENTS
    return _POSTGRESQL_TABLES, _POSTGRESQL_COLUMNS, _POSTGRESQL_PARENTS


def _table(tx: Tx, name: str) -> Table:
    _, columns, _ = _questions(tx)
    return Table(name, tuple(str(row[0]) for row in tx.tuples(columns, table=name)))


def last_numbers(tx: Tx) -> dict[str, int]:
    """Return the highest number that each table with numbered rows has ever given out, of rows since deleted too."""
    if tx.engine == "sqlite":
        return {str(name): int(last) for name, last in tx.tuples("SELECT name, seq FROM sqlite_sequence")}
    return {str(name): int(last) for name, _, last in tx.tuples(_POSTGRESQL_SEQUENCES)}


def number_on_from(tx: Tx, last: dict[str, int]) -> None:
    """Have each table give out numbers beyond ``last`` and beyond those in it, so that none ever means two things."""
    if tx.engine == "sqlite":
        _number_on_sqlite(tx, last)
        return
    for table, column, _ in tx.tuples(_POSTGRESQL_SEQUENCES):
        highest = int(tx.tuples(f"SELECT coalesce(max({column}), 0) FROM {table}")[0][0])
        wanted = max(highest, last.get(table, 0))
        if wanted:
            tx.tuples(
                "SELECT setval(CAST(pg_get_serial_sequence(:table, :column) AS regclass), :wanted)",
                table=table,
                column=column,
                wanted=wanted,
            )


def _number_on_sqlite(tx: Tx, last: dict[str, int]) -> None:
    """SQLite keeps a row a table in a table without a key, from the first number that was given out."""
    for table, wanted in last.items():
        known = tx.run(
            "UPDATE sqlite_sequence SET seq = max(seq, :wanted) WHERE name = :table", wanted=wanted, table=table
        )
        if not known:
            tx.run("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :wanted)", table=table, wanted=wanted)
