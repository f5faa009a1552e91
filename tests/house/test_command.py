"""The command: what it does, in three languages, and a sentence instead of a traceback for whatever goes wrong."""

from __future__ import annotations

import json
import os
import re
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from stations.__main__ import main
from stations.actions import start
from stations.settings import ROOT, settings
from stations.words import say

LIST = "name,lat,lng,facilities\n茶水站,22.27,113.55,aed\n反了,113.55,22.27,\n"
KNOWN = ("--jurisdiction", "CN", "--datum", "wgs84")
Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the command in English unless told otherwise: ``run("check", LANG="zh_CN.UTF-8")``."""

    def go(*args: str | Path, **environment: str) -> Result:
        for name, value in ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "en_GB.UTF-8"} | environment).items():
            monkeypatch.setenv(name, value)
        settings.cache_clear()
        try:
            return CliRunner().invoke(main, [str(arg) for arg in args])
        finally:  # the next call is another process
            settings.cache_clear()
            start.use(None)

    return go


@pytest.fixture
def stations_csv(tmp_path: Path) -> Path:
    """A list with a good row and a wrong one."""
    path = tmp_path / "list.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_init_makes_the_database_and_prints_the_setup_code_once_a_start_until_it_is_used(run: Run) -> None:
    first, second = run("init"), run("init")
    assert first.exit_code == second.exit_code == 0
    assert "one-time code" in first.output
    assert "one-time code" not in second.output


@pytest.mark.parametrize(
    ("language", "lang"),
    [("zh_CN.UTF-8", "zh-Hans"), ("zh_HK.UTF-8", "zh-Hant"), ("zh_TW", "zh-Hant"), ("en_US.UTF-8", "en"), ("C", "en"),
     ("", "en"), ("fr_FR.UTF-8", "en")],
)  # fmt: skip
def test_it_speaks_the_language_of_the_terminal(run: Run, language: str, lang: str) -> None:
    assert say(lang, "cli-check-well") in run("check", LANG=language).output
    assert say(lang, "cli-help-backup") in run("--help", LANG=language).output


def test_a_dry_run_tells_the_reasons_and_changes_nothing(run: Run, stations_csv: Path) -> None:
    result = run("import", stations_csv, "--dry-run", *KNOWN)
    assert result.exit_code == 3
    assert say("en", "cli-import-counts", new=1, changed=0, unchanged=0, wrong=1) in result.output
    assert say("en", "error-coordinates-swapped") in result.output
    assert "茶水站" not in run("export").output


def test_wrong_rows_stay_out_only_when_that_is_asked_for(run: Run, stations_csv: Path) -> None:
    refused = run("import", stations_csv, *KNOWN)
    assert refused.exit_code == 3
    assert "--good-rows" in refused.output
    assert "茶水站" not in run("export").output
    assert run("import", stations_csv, *KNOWN, "--good-rows").exit_code == 0
    assert "茶水站" in run("export").output


def test_what_a_list_does_not_say_is_asked_for(run: Run, stations_csv: Path) -> None:
    result = run("import", stations_csv)
    assert result.exit_code == 2
    assert "--datum, --jurisdiction" in result.output


def test_missing_columns_are_named(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("id,phone\n1,2\n")
    result = run("import", path)
    assert result.exit_code == 1
    assert "name, lat, lng" in result.output


def test_words_of_a_list_can_be_explained(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("name,lat,lng,facilities\n茶水站,22.27,113.55,充电\n", encoding="utf-8")
    assert run("import", path, *KNOWN).exit_code == 3
    assert run("import", path, *KNOWN, "--word", "充电=phone_charging").exit_code == 0
    assert "phone_charging" in run("export").output


@pytest.mark.parametrize("form", ["csv", "geojson"])
def test_an_export_comes_back_unchanged(run: Run, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"out.{form}"
    assert run("demo", "--stations", "20", "--seed", "3").exit_code == 0
    assert run("export", path, "--format", form).exit_code == 0
    result = run("import", path)
    assert result.exit_code == 0
    assert say("en", "cli-imported", new=0, changed=0, unchanged=22) in result.output


def test_geojson_goes_to_the_standard_output(run: Run) -> None:
    assert len(json.loads(run("export", "--format", "geojson").output)["features"]) == 2


def test_accounts_are_made_and_their_passwords_reset(run: Run) -> None:
    made = run("account", "add", "wang.li", "--role", "manager", "--station", "hzmb-port")
    reset = run("account", "reset", "wang.li")
    assert (made.exit_code, reset.exit_code) == (0, 0)
    assert made.output != reset.output
    for args, key in (
        (("add", "wang.li", "--role", "staff"), "error-username-taken"),
        (("add", "x", "--role", "staff"), "error-username-invalid"),
        (("add", "li", "--role", "staff", "--station", "nowhere"), "error-username-invalid"),
        (("add", "li.na", "--role", "staff", "--station", "nowhere"), "error-station-not-found"),
        (("reset", "nobody"), "error-account-not-found"),
    ):
        result = run("account", *args)
        assert result.exit_code == 1
        assert say("en", key) in result.output


def test_the_same_demo_twice_adds_it_once(run: Run) -> None:
    assert say("en", "cli-demo", count=30, there=0) in run("demo", "--stations", "30").output
    assert say("en", "cli-demo", count=0, there=30) in run("demo", "--stations", "30").output


def test_a_backup_is_written_once(run: Run, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    assert run("backup", copy).exit_code == 0
    again = run("backup", copy)
    assert again.exit_code == 1
    assert say("en", "cli-file-there", file=str(copy)) in again.output
    assert run("check", STATIONS_DATABASE_URL=f"sqlite:///{copy}").exit_code == 0


def test_purge_tells_what_it_erased(run: Run) -> None:
    result = run("purge")
    assert result.exit_code == 0
    assert say("en", "cli-purged", bookings=0, sign_ins=0, attempts=0, schedules=0) in result.output


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_moving_shows_every_table_and_says_what_to_do_next(
    run: Run, engine: str, new_database_url: Callable[[str], str]
) -> None:
    url = new_database_url(engine)
    moved = run("migrate-to", url)
    assert moved.exit_code == 0
    assert moved.output.startswith(say("en", "cli-move-begins"))
    assert [line.split()[:3] for line in moved.output.splitlines() if line.startswith("station ")] == [
        ["station", "2", "2"]
    ]
    assert "STATIONS_DATABASE_URL" in moved.output
    assert run("check", STATIONS_DATABASE_URL=url).exit_code == 0
    again = run("migrate-to", url)
    assert again.exit_code == 1
    assert say("en", "error-target-not-empty") in again.output


def test_a_backup_is_restored_when_force_is_given(run: Run, tmp_path: Path) -> None:
    backup = tmp_path / "backup.db"
    run("backup", backup)
    refused = run("restore", backup)
    assert refused.exit_code == 1
    assert refused.output.strip() == say("en", "error-restore-needs-force")
    restored = run("restore", backup, "--force")
    assert restored.exit_code == 0
    assert say("en", "cli-restored", file=str(backup)) in restored.output
    assert ".before-" in restored.output
    missing = run("restore", tmp_path / "none.db", "--force")
    assert missing.output.strip() == say("en", "cli-file-missing", file=str(tmp_path / "none.db"))
    assert run("check").exit_code == 0


def test_a_damaged_count_is_found(run: Run, tmp_path: Path) -> None:
    run("init")
    with sqlite3.connect(tmp_path / "default.db") as connection:
        connection.execute("UPDATE station SET offered = 0 WHERE id = 'hzmb-port'")
    result = run("check")
    assert result.exit_code == 3
    assert "hzmb-port" in result.output


def test_the_audit_trail_is_sealed_checked_and_a_kept_seal_is_looked_for(run: Run) -> None:
    run("init")
    first = run("audit", "verify")
    assert first.exit_code == 0
    assert say("en", "cli-audit-well") in first.output
    assert say("en", "cli-audit-counts", entries=1, redacted=0, unsealed=1, seals=0) in first.output
    assert run("audit", "seal").output.strip() == say("en", "cli-audit-sealed", entries=0)  # it is seconds old
    unknown = run("audit", "verify", "--expect", "0" * 64)
    assert unknown.exit_code == 3
    assert say("en", "cli-audit-seal-unknown", number="0") in unknown.output


def test_a_seal_that_was_printed_is_found_again(run: Run, tmp_path: Path) -> None:
    run("init")
    _add_an_entry(tmp_path / "default.db", "2020-01-01T00:00:00Z")
    assert run("audit", "seal").output.strip() == say("en", "cli-audit-sealed", entries=1)
    printed = run("audit", "verify")
    kept = re.findall(r"[0-9a-f]{64}", printed.output)
    assert len(kept) == 1
    assert run("audit", "verify", "--expect", kept[0]).exit_code == 0


def _add_an_entry(path: Path, at: str) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO audit (at, action, role, account_id, subject, station_id, detail) VALUES (?, 'x', '', '', '', '', '{}')",
            [at],
        )


@pytest.mark.parametrize("command", [("check",), ("audit", "verify")])
def test_an_audit_trail_that_was_tampered_with_is_told_in_a_sentence(
    run: Run, tmp_path: Path, command: tuple[str, ...]
) -> None:
    run("init")
    with sqlite3.connect(tmp_path / "default.db") as connection:
        connection.execute("DROP TRIGGER audit_no_update")
        connection.execute("UPDATE audit SET account_id = 'x' WHERE id = 1")
    result = run(*command, LANG="zh_CN.UTF-8")
    assert result.exit_code == 3
    assert say("zh-Hans", "cli-audit-entry-changed", number="1") in result.output


def test_messages_that_reached_nobody_are_told_but_are_no_damage(run: Run, tmp_path: Path) -> None:
    run("init")
    with sqlite3.connect(tmp_path / "default.db") as connection:
        session = connection.execute("SELECT id FROM session").fetchone()
        connection.execute(
            "INSERT INTO booking (id, session_id, code, status, is_walk_in, category, lang, consent_version, consent_lang,"
            " booked_by, created_at, updated_at, version) VALUES ('b', ?, 'c', 'cancelled', 0, 'truck', 'en', '', '', '', '', '', 1)",
            session,
        )
        connection.execute(
            "INSERT INTO notice (booking_id, kind, version, args, created_at, due_at, state, error)"
            " VALUES ('b', 'cancelled', 1, '{}', '2999-01-01T00:00:00Z', '2999-01-01T00:00:00Z', 'failed', 'service-away')"
        )
    result = run("check")
    assert result.exit_code == 0
    assert say("en", "cli-check-undelivered", count=1) in result.output


def test_sending_without_a_channel_does_nothing_and_says_nothing(run: Run) -> None:
    run("init")
    result = run("notify")
    assert (result.exit_code, result.output) == (0, "")


@pytest.mark.parametrize(
    ("args", "key"),
    [(("import", "no-such.csv"), "cli-file-missing"), (("export", "no/such/folder.csv"), "cli-file-missing")],
)
def test_a_file_that_is_not_there_is_said_so(run: Run, args: tuple[str, ...], key: str) -> None:
    result = run(*args)
    assert result.exit_code == 1
    assert result.output.startswith(say("en", key, file=args[1]))


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('stations', '9999_future', '')"
        )


def _junk(path: Path) -> None:
    for each in path.parent.glob(f"{path.name}*"):
        each.unlink()
    path.write_bytes(b"this is not a database" * 500)


@pytest.mark.parametrize(
    ("harm", "key"), [(_newer, "error-database-newer"), (_junk, "error-database-damaged")], ids=["newer", "damaged"]
)
def test_a_database_that_cannot_be_used_is_told_in_a_sentence(
    run: Run, tmp_path: Path, harm: Callable[[Path], None], key: str
) -> None:
    run("init")
    harm(tmp_path / "default.db")
    result = run("check")
    assert result.exit_code == 1
    assert result.output.strip() == say("en", key)


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("sqlite:////proc/no/such/place.db", "error-database-missing"),
        ("mysql://localhost/x", "error-database-missing"),
        ("postgresql://nobody@127.0.0.1:1/none", "error-database-unreachable"),
    ],
)
def test_an_address_where_no_database_can_be_is_told_in_a_sentence(run: Run, url: str, key: str) -> None:
    result = run("check", STATIONS_DATABASE_URL=url)
    assert result.exit_code == 1
    assert result.output.strip() == say("en", key)


def test_a_wrong_setting_is_named(run: Run) -> None:
    result = run("check", STATIONS_RETENTION_DAYS="soon")
    assert result.exit_code == 1
    assert result.output.strip() == say("en", "cli-settings-wrong", names="STATIONS_RETENTION_DAYS")


def test_a_bug_is_a_sentence_and_the_traceback_is_in_the_log(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("stations.actions.forget.purge", broken)
    monkeypatch.setattr("stations.settings.ROOT", tmp_path)
    result = run("purge")
    log = tmp_path / "var" / "command-errors.log"
    assert result.exit_code == 1
    assert result.output.strip() == say("en", "cli-bug", file=str(log))
    assert "ZeroDivisionError" in log.read_text()


def test_a_port_in_use_is_told_by_the_real_command() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = subprocess.run(
            [sys.executable, "-m", "stations", "serve", "--port", str(port)],
            capture_output=True, text=True, cwd=ROOT, timeout=60, env=os.environ | {"LANG": "en_GB.UTF-8"}, check=False,
        )  # fmt: skip
    assert found.returncode == 1
    assert say("en", "web-terminal-port-used", port=str(port), other=str(port + 1)) in found.stderr
    assert "Traceback" not in found.stderr
