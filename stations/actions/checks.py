"""Looking after the house: is everything consistent, and a copy of it."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from pathlib import Path

from stations.actions.seals import look_through
from stations.roles import Actor, Permission, require
from stations.storage import amenities, sessions
from stations.storage.engine import Database
from stations.trail_check import Finding


@dataclass(frozen=True, slots=True)
class Health:
    """What a check found wrong, each a short technical text; all empty when all is well.

    ``files`` is what the engine says of its own files; ``counters`` are slots and sessions whose places are miscounted;
    ``masks`` are ids of stations that filters would find wrongly; ``trail`` is what is wrong first in the audit trail.
    """

    files: tuple[str, ...]
    counters: tuple[str, ...]
    masks: tuple[str, ...]
    trail: Finding | None = None

    @property
    def is_well(self) -> bool:
        """Whether nothing was found."""
        return not (self.files or self.counters or self.masks or self.trail)


def check_house(db: Database, actor: Actor) -> Health:
    """Check the files, the counted places, the filters' masks and the audit trail; changes nothing."""
    require(actor, Permission.KEEP_HOUSE)
    trail = look_through(db, actor).finding
    return Health(tuple(db.check()), tuple(db.read(sessions.miscounted)), tuple(_mismasked(db)), trail)


def _mismasked(db: Database) -> list[str]:
    wrong: list[str] = []
    after: int | None = 0
    while after is not None:
        found, after = db.read(lambda tx, start=after: amenities.mismasked(tx, start))  # type: ignore[misc]
        wrong += found
    return wrong


def back_up(db: Database, actor: Actor, path: Path) -> None:
    """Write a consistent copy of the database to the new file ``path`` while others go on working.

    Raises:
        FileExistsError: there is a file already, which is left alone.
    """
    require(actor, Permission.KEEP_HOUSE)
    if path.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    db.backup(path)
