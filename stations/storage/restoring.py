"""A backup of SQLite in place of the database: tried first, put there by one rename, and the old file kept beside it."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from datetime import datetime
from pathlib import Path

from stations.errors import Code, DatabaseUnavailable
from stations.storage.sqlite import SqliteDatabase

_COMPANIONS = ("", "-wal", "-shm")


def sqlite_path(url: str) -> Path | None:
    """Return the file of a ``sqlite:///PATH`` address, None for another engine."""
    scheme, _, rest = url.partition("://")
    return Path(rest[1:]) if scheme == "sqlite" and rest.startswith("/") else None


def restore(backup: Path, path: Path, now: datetime) -> Path | None:
    """Put a copy of ``backup`` where the database is; return where the one before was put aside, None where none was.

    The copy is checked and brought up to date beside the database, so that a backup which is no good changes nothing.

    Raises:
        FileNotFoundError: there is no such backup.
        DatabaseUnavailable: the backup is no database of this product, is damaged, or newer than the program.
    """
    fresh = path.with_name(f"{path.name}.restoring")
    _remove(fresh)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        _copy(backup, fresh)
        _try(fresh)
        aside = _put_aside(path, now)
        fresh.replace(path)
        _flush(path.parent)
    finally:
        _remove(fresh)
    return aside


def _copy(backup: Path, fresh: Path) -> None:
    """Copy a backup, with what a program that looked into it may have left in the log beside it."""
    shutil.copyfile(backup, fresh)
    with contextlib.suppress(FileNotFoundError):
        shutil.copyfile(backup.with_name(f"{backup.name}-wal"), fresh.with_name(f"{fresh.name}-wal"))


def _try(path: Path) -> None:
    database = SqliteDatabase(path)
    try:
        known = database.read(lambda tx: tx.tuples("SELECT 1 FROM sqlite_schema WHERE name = '_sqlite_migrations'"))
        if not known or database.check():
            raise DatabaseUnavailable(Code.DATABASE_DAMAGED)
        database.migrate()
    finally:
        database.close()  # the last one to close writes everything into the one file


def _put_aside(path: Path, now: datetime) -> Path | None:
    if not path.exists():
        return None
    with contextlib.suppress(DatabaseUnavailable):  # a damaged one is put aside as it is
        SqliteDatabase(path).close()
    aside = path.with_name(f"{path.name}.before-{now:%Y%m%dT%H%M%SZ}")
    if aside.exists():
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(aside))
    for companion in _COMPANIONS:  # what was not yet written into the file must stay with it
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + companion).rename(aside.with_name(aside.name + companion))
    return aside


def _remove(path: Path) -> None:
    for companion in _COMPANIONS:
        path.with_name(path.name + companion).unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    """Have the renames themselves survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
