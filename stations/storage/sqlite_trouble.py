"""What SQLite says about its file, in the codes that can be told to a person."""

from __future__ import annotations

import contextlib
import errno
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pysqlite3.dbapi2 as sqlite3

from stations.errors import Code, DatabaseUnavailable

_A_LITTLE = 65536

_CODES = {
    "SQLITE_BUSY": Code.DATABASE_LOCKED,
    "SQLITE_LOCKED": Code.DATABASE_LOCKED,
    "SQLITE_PROTOCOL": Code.DATABASE_LOCKED,  # too many at the file at once while one mends what a killed one left
    "SQLITE_READONLY": Code.DATABASE_READ_ONLY,
    "SQLITE_FULL": Code.DATABASE_FULL,
    "SQLITE_CANTOPEN": Code.DATABASE_MISSING,
    "SQLITE_CORRUPT": Code.DATABASE_DAMAGED,
    "SQLITE_NOTADB": Code.DATABASE_DAMAGED,
    "SQLITE_IOERR": Code.DATABASE_UNREACHABLE,
}


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Turn what SQLite says about the file itself into an error that can be told to a person."""
    try:
        yield
    except sqlite3.DatabaseError as problem:
        name = getattr(problem, "sqlite_errorname", "") or ""
        code = next((code for prefix, code in _CODES.items() if name.startswith(prefix)), None)
        if code is None:
            raise
        raise DatabaseUnavailable(code) from problem


def reason(problem: BaseException, path: Path) -> BaseException:
    """Return what to tell of a write that failed: of a quota or a limit on a file's size SQLite says only "I/O error"."""
    if getattr(problem, "sqlite_errorname", "") == "SQLITE_IOERR" and _lacks_room(path):
        return DatabaseUnavailable(Code.DATABASE_FULL)
    return problem


def _lacks_room(path: Path) -> bool:
    """Tell whether a file beside ``path`` may not become a little larger than the database or its log."""
    files = (path, path.with_name(f"{path.name}-wal"))
    try:
        with tempfile.TemporaryFile(dir=path.parent) as probe:
            probe.seek(max(file.stat().st_size for file in files if file.exists()))
            probe.write(bytes(_A_LITTLE))
            probe.flush()
    except OSError as problem:
        return problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
    return False
