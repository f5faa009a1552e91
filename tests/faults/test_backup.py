"""A backup is taken while people book and is put back elsewhere: it is whole, and has all that was acknowledged before."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from stations.actions.checks import back_up, check_house, restore
from stations.roles import SYSTEM
from stations.storage.engine import Database, open_database
from tests.conftest import postgres_program
from tests.faults.load import Acknowledged, listen, start_writers

BEFORE, AFTER = 40, 20


def _restored(backup: Path, now: datetime, url: str) -> Database:
    """Restore as docs/operating.md says, into the empty database at ``url``."""
    if url.startswith("sqlite"):
        assert restore(url, SYSTEM, now, backup) is None
    else:
        program = [postgres_program("pg_restore"), "--exit-on-error", "--no-owner", "--single-transaction"]
        subprocess.run([*program, f"--dbname={url}", backup], check=True)
    return open_database(url)


def test_a_backup_under_load_is_whole_and_has_what_was_acknowledged_before_it(
    engine: str,
    url: str,
    slots: list[int],
    opened: Database,
    now: datetime,
    tmp_path: Path,
    new_database_url: Callable[..., str],
) -> None:
    before, seen = Acknowledged(), Acknowledged()
    backup = tmp_path / "backup"
    writers = start_writers(url, slots, 2)
    for what, key in listen([reader for _, reader in writers]):
        seen.note(what, key)
        if backup.exists():
            if len(seen.booked) >= len(before.booked) + AFTER:
                for process, _ in writers:
                    process.kill()
        elif len(seen.booked) >= BEFORE:
            before = Acknowledged(set(seen.booked), set(seen.cancelling), set(seen.cancelled))
            back_up(opened, SYSTEM, backup)
    for process, _ in writers:
        process.join()
    restored = _restored(backup, now, new_database_url(engine))
    there = dict(restored.read(lambda tx: tx.tuples("SELECT id, status FROM booking")))
    assert before.booked <= set(there)
    assert {there[key] for key in before.cancelled} == {"cancelled"}
    assert len(there) < opened.read(lambda tx: tx.tuples("SELECT count(*) FROM booking"))[0][0]
    assert restored.migrate() == []
    assert check_house(restored, SYSTEM).is_well
    restored.close()
