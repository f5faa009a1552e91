"""Moving house: everything into an empty database of either engine, or nothing at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from stations.actions.outcome import write_or_refuse
from stations.errors import Code, Refused
from stations.roles import Actor, Permission, require
from stations.storage import moving, tables
from stations.storage.engine import Database, Tx, open_database
from stations.storage.moving import Content


@dataclass(frozen=True, slots=True)
class Moved:
    """A table as it was read and as it arrived."""

    table: str
    source: Content
    target: Content

    @property
    def is_same(self) -> bool:
        """Whether the table arrived as it was."""
        return self.source == self.target


def move_house(
    db: Database, actor: Actor, url: str, show: Callable[[Sequence[Moved]], None]
) -> Sequence[Moved] | Refused:
    """Copy all of ``db`` into the empty database at ``url``, in one transaction there and from one moment of ``db``.

    ``show`` is called with every table before anything is final. Nobody should write to ``db`` meanwhile: whoever does is
    noticed and the move undone, but what is written after the move stays behind.

    Refusals, each of which leaves the target as it was: TARGET_NOT_EMPTY, COPY_DIFFERS, SOURCE_CHANGED.

    Raises:
        DatabaseUnavailable: one of the two cannot be used.
    """
    require(actor, Permission.KEEP_HOUSE)
    target = open_database(url)
    try:
        return write_or_refuse(target, lambda tx: _move(db, target, tx, show))
    finally:
        target.close()


def _move(db: Database, target: Database, tx: Tx, show: Callable[[Sequence[Moved]], None]) -> Sequence[Moved] | Refused:
    if not tables.is_empty(tx):
        return Refused(Code.TARGET_NOT_EMPTY)
    target.make_schema(tx)
    read = db.read(lambda source: moving.copy_all(source, tx))
    moved = _compared(read, moving.contents(tx))
    show(moved)
    if not all(each.is_same for each in moved):
        return Refused(Code.COPY_DIFFERS)
    if db.read(moving.contents) != read:
        return Refused(Code.SOURCE_CHANGED)
    return moved


def _compared(source: Mapping[str, Content], target: Mapping[str, Content]) -> list[Moved]:
    nothing = Content()
    return [
        Moved(table, source.get(table, nothing), target.get(table, nothing)) for table in sorted({*source, *target})
    ]
