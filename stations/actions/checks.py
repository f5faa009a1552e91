"""Looking after the house: is everything consistent, and a copy of it."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from stations.actions.seals import look_through
from stations.errors import Code, Refused
from stations.roles import Actor, Permission, require
from stations.storage import amenities, notices, restoring, sessions
from stations.storage.engine import Database
from stations.trail_check import Finding

_LOOKED_BACK = timedelta(days=30)


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


def undelivered(db: Database, actor: Actor, now: datetime) -> int:
    """Return how many messages of the last thirty days reached nobody: no damage to the house, but people to phone."""
    require(actor, Permission.KEEP_HOUSE)
    return db.read(lambda tx: notices.undelivered(tx, now - _LOOKED_BACK))


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
    partial = path.with_name(f"{path.name}.partial")  # what has its name is whole, whenever the program is ended
    partial.unlink(missing_ok=True)
    try:
        db.backup(partial)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def restore(url: str, actor: Actor, now: datetime, backup: Path, *, replaces: bool = False) -> Path | Refused | None:
    """Put a backup of SQLite in place of the database at ``url``, which should be open nowhere meanwhile.

    Returns where the database that was there was put aside, None where there was none. Refusals: RESTORE_ELSEWHERE (not
    SQLite), RESTORE_NEEDS_FORCE (there is one, and ``replaces`` was not said).

    Raises:
        FileNotFoundError: there is no such backup.
        DatabaseUnavailable: the backup cannot be used; what was there is untouched.
    """
    require(actor, Permission.KEEP_HOUSE)
    path = restoring.sqlite_path(url)
    if path is None:
        return Refused(Code.RESTORE_ELSEWHERE)
    if path.exists() and not replaces:
        return Refused(Code.RESTORE_NEEDS_FORCE)
    return restoring.restore(backup, path, now)
