"""Refusing inside a transaction: a refusal undoes whatever the action had already changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from stations.errors import Refused
from stations.storage.engine import Database, Tx

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Standing:
    """A refusal that leaves standing what was done before it: a counted attempt, a place that was taken back."""

    refused: Refused


class _Undo(Exception):
    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.code)
        self.refused = refused


def write_or_refuse(db: Database, work: Callable[[Tx], T | Refused | Standing]) -> T | Refused:
    """Carry out ``work`` in one transaction; if it answers with a plain refusal, nothing it did stays."""

    def undone_if_refused(tx: Tx) -> T | Standing:
        result = work(tx)
        if isinstance(result, Refused):
            raise _Undo(result)
        return result

    try:
        result = db.write(undone_if_refused)
    except _Undo as undo:
        return undo.refused
    return result.refused if isinstance(result, Standing) else result
