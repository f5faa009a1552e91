"""The ``stations`` command: serve, set up, take stations in and out, look after the house.

It speaks the language of the terminal (``LANG``), says what went wrong in a sentence, and exits with 0 when done, 1 when
it could not be done, 2 for a wrong call, and 3 when something was found wrong (rows of a list, the database).
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
import traceback
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

import click
from pydantic import ValidationError

from stations.errors import Refused, StationsError
from stations.roles import ACCOUNT_ROLES, SYSTEM
from stations.settings import settings
from stations.words import choose_language, explain, explain_code, say

FOUND_WRONG = 3
_NOTIFY_SECONDS = 15
ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16")


def lang() -> str:
    """Return the language of the terminal; English where none is set, because such a terminal may lack the characters."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        wish = os.environ.get(name, "").split(".")[0]
        if wish:
            return "en" if wish in ("C", "POSIX") else choose_language(wish, "en")
    return "en"


def tell(key: str, **args: object) -> None:
    """Print the sentence ``key``."""
    click.echo(say(lang(), key, **args))


def fail(text: str, status: int = 1) -> None:
    """Print why it could not be done, and exit."""
    click.echo(text, err=True)
    raise SystemExit(status)


def now() -> datetime:
    """Return the present instant, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


class Spoken(click.Command):
    """A command whose help is in the language of the terminal."""

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write what the command does."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(self.get_short_help_str(1000))

    def get_short_help_str(self, limit: int = 45) -> str:  # noqa: ARG002
        """Return what the command does, for the list of commands."""
        return say(lang(), f"cli-help-{(self.name or 'stations').replace('_', '-')}")


class SpokenGroup(Spoken, click.Group):
    """The command itself; it turns whatever goes wrong into a sentence."""

    command_class = Spoken
    group_class = type

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        try:
            return super().main(*args, **kwargs)
        except StationsError as problem:
            fail(_why(problem))
        except ValidationError as problem:
            names = ", ".join(f"STATIONS_{error['loc'][0]}".upper() for error in problem.errors())
            fail(say(lang(), "cli-settings-wrong", names=names))
        except OSError as problem:
            fail(_why_not_file(problem))
        except Exception:
            fail(say(lang(), "cli-bug", file=str(_note_bug())))
        finally:
            _close()
        return None


def _why(problem: StationsError) -> str:
    columns = problem.args_.get("columns")
    more = say(lang(), "cli-import-columns", names=columns) if columns else ""
    return f"{explain(lang(), problem)} {more}".strip()


def _why_not_file(problem: OSError) -> str:
    keys = {FileNotFoundError: "cli-file-missing", FileExistsError: "cli-file-there"}
    file = str(problem.filename or "")
    return say(lang(), keys.get(type(problem), "cli-file-failed"), file=file, reason=problem.strerror or "")


def _note_bug() -> Path:
    """Write the traceback where whoever runs the house can find it; it is no answer to whoever typed the command."""
    from stations.settings import ROOT

    path = ROOT / "var" / "command-errors.log"
    path.parent.mkdir(exist_ok=True)
    with path.open("a", encoding="utf-8") as log:
        log.write(f"{now().isoformat()} {' '.join(sys.argv[1:2])}\n{traceback.format_exc()}\n")
    return path


def _database() -> Any:
    from stations.actions import start

    return start.database()


def _close() -> None:
    if "stations.actions.start" in sys.modules:
        sys.modules["stations.actions.start"].close()


@click.group(cls=SpokenGroup, name="stations")
def main() -> None:
    """Union service stations."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8501, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve the product."""
    from stations.web.serving import run

    raise SystemExit(run(host, port))


@main.command()
def init() -> None:
    """Make or update the database."""
    from stations.actions import start

    told: list[start.Started] = []
    start.when_started(told.append)
    start.database()
    for started in told:
        tell("cli-ready", engine=started.engine, version=started.version)
        if started.setup_code:
            tell("cli-setup-code", code=started.setup_code)


@main.command(name="import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True)
@click.option("--good-rows", is_flag=True)
@click.option("--source", default="")
@click.option("--jurisdiction", type=click.Choice(("CN", "HK", "MO")))
@click.option("--datum", type=click.Choice(("wgs84", "gcj02", "bd09", "hk1980")))
@click.option("--position", type=click.Choice(("exact", "approximate")), default="approximate", show_default=True)
@click.option("--encoding", type=click.Choice(ENCODINGS))
@click.option("--leave-out", multiple=True, metavar="COLUMN")
@click.option("--word", "words", multiple=True, metavar="WORD=FACILITY")
@click.option("--checked-on", type=click.DateTime(["%Y-%m-%d"]))
def import_(file: Path, dry_run: bool, good_rows: bool, words: tuple[str, ...], **told: Any) -> None:
    """Import a list of stations."""
    from stations.actions import imports
    from stations.exchange.station_list import read_list

    sheet = read_list(file.name, file.read_bytes(), _options(file, words, told))
    db = _database()
    seen = imports.preview(db, SYSTEM, now(), sheet)
    if isinstance(seen, Refused):
        missing = ", ".join(f"--{name}" for name in sheet.needs)
        return fail(f"{explain(lang(), seen)} {say(lang(), 'cli-import-needs', names=missing)}", 2)
    tell("cli-import-counts", **asdict(seen.counts))
    if sheet.layout.ignored:
        tell("cli-import-ignored", names=", ".join(sheet.layout.ignored))
    _report("cli-import-row", seen.wrong)
    _report("cli-import-row-partial", seen.partial)
    _report("cli-import-row-beside", seen.beside)
    if dry_run:
        tell("cli-import-dry")
        raise SystemExit(FOUND_WRONG if seen.counts.wrong else 0)
    done = imports.apply(db, SYSTEM, now(), sheet, seen, without_wrong_rows=good_rows)
    if isinstance(done, Refused):
        return fail(f"{explain(lang(), done)} {say(lang(), 'cli-import-good-rows')}", FOUND_WRONG)
    return tell("cli-imported", new=done.new, changed=done.changed, unchanged=done.unchanged)


def _options(file: Path, words: tuple[str, ...], told: Mapping[str, Any]) -> Any:
    from stations.exchange.facility_words import meanings_of
    from stations.exchange.station_row import Options
    from stations.geo import Datum
    from stations.station import Position

    checked_on: date | None = told["checked_on"].date() if told["checked_on"] else None
    return Options(
        source=told["source"] or file.stem,
        jurisdiction=told["jurisdiction"],
        datum=Datum(told["datum"]) if told["datum"] else None,
        position=Position(told["position"]),
        encoding=told["encoding"],
        leave_out=frozenset(told["leave_out"]),
        meanings=meanings_of(dict(word.partition("=")[::2] for word in words)),
        checked_on=checked_on,
    )


def _report(key: str, rows: Iterable[Any]) -> None:
    for row in rows:
        for problem in row.problems:
            reason = explain_code(lang(), problem.code, problem.args)
            tell(key, line=row.line, name=row.label, field=problem.field, reason=reason)


@main.command()
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--format", "form", type=click.Choice(("csv", "geojson")), default="csv", show_default=True)
def export(file: Path | None, form: str) -> None:
    """Write all stations to a file, or to the standard output."""
    from stations.actions.export import each_station
    from stations.exchange.station_export import to_csv, to_geojson

    records = each_station(_database(), now())
    pieces = to_csv(records) if form == "csv" else to_geojson(records)
    if file is None:
        _write(pieces, sys.stdout.buffer)
        return
    with file.open("xb") as out:
        _write(pieces, out)
    tell("cli-exported", file=str(file))


def _write(pieces: Iterable[bytes], out: IO[bytes]) -> None:
    for piece in pieces:
        out.write(piece)


@main.group()
def account() -> None:
    """Accounts."""


@account.command(name="add")
@click.argument("username")
@click.option("--role", type=click.Choice([str(role) for role in ACCOUNT_ROLES]), required=True)
@click.option("--name", default="")
@click.option("--station", "stations", multiple=True, metavar="ID")
def account_add(username: str, role: str, name: str, stations: tuple[str, ...]) -> None:
    """Make an account."""
    from stations.actions.accounts import add_account

    made = add_account(_database(), SYSTEM, now(), username, name, role, stations)
    if isinstance(made, Refused):
        return fail(explain(lang(), made))
    return tell("cli-password", username=made.username, password=made.password)


@account.command(name="reset")
@click.argument("username")
def account_reset(username: str) -> None:
    """Give an account a one-time password."""
    from stations.actions.accounts import reset_password_of

    made = reset_password_of(_database(), SYSTEM, now(), username)
    tell("cli-password", username=made.username, password=made.password)


@main.command()
@click.option("--stations", "count", default=2000, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0))
def demo(count: int, seed: int) -> None:
    """Add invented stations."""
    from stations.actions.demo import add_demo_stations
    from stations.exchange.demo_stations import generate

    added = add_demo_stations(_database(), SYSTEM, now(), generate(count, seed))
    tell("cli-demo", count=added, there=count - added)


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
def backup(file: Path) -> None:
    """Write a copy of the database."""
    from stations.actions.checks import back_up

    try:
        back_up(_database(), SYSTEM, file)
    except subprocess.CalledProcessError:
        return fail(say(lang(), "cli-backup-failed"))
    return tell("cli-backed-up", file=str(file))


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True)
def restore(file: Path, force: bool) -> None:
    """Put a backup in place of the database."""
    from stations.actions import checks
    from stations.settings import settings

    aside = checks.restore(settings().database_url.get_secret_value(), SYSTEM, now(), file, replaces=force)
    if isinstance(aside, Refused):
        return fail(explain(lang(), aside))
    tell("cli-restored", file=str(file))
    if aside is not None:
        tell("cli-restored-aside", file=str(aside))
    return None


@main.command(name="migrate-to")
@click.argument("url")
def migrate_to(url: str) -> None:
    """Move everything into another database."""
    from stations.actions.moving import move_house

    db = _database()
    tell("cli-move-begins")
    moved = move_house(db, SYSTEM, url, _show_moved)
    if isinstance(moved, Refused):
        return fail(explain(lang(), moved))
    return tell("cli-moved", tables=len(moved), rows=sum(each.source.rows for each in moved))


def _show_moved(moved: Iterable[Any]) -> None:
    _row(*(say(lang(), f"cli-move-{key}") for key in ("table", "rows", "arrived", "content")))
    for each in moved:
        same = say(lang(), "cli-move-same", digest=str(each.target)[:16])
        verdict = same if each.is_same else say(lang(), "cli-move-other")
        _row(each.table, str(each.source.rows), str(each.target.rows), verdict)


def _row(name: str, *cells: str) -> None:
    click.echo("  ".join([f"{name:<20}", *(f"{cell:>12}" for cell in cells)]))


@main.command()
def check() -> None:
    """Check the database."""
    from stations.actions.checks import check_house, undelivered

    health = check_house(_database(), SYSTEM)
    for key, found in (("files", health.files), ("counters", health.counters), ("masks", health.masks)):
        for text in found:
            tell(f"cli-check-{key}", what=text)
    if health.trail:
        _tell_finding(health.trail)
    to_phone = undelivered(_database(), SYSTEM, now())
    if to_phone:
        tell("cli-check-undelivered", count=to_phone)
    tell("cli-check-well" if health.is_well else "cli-check-wrong")
    raise SystemExit(0 if health.is_well else FOUND_WRONG)


@main.group(name="audit")
def audit_() -> None:
    """The audit trail."""


@audit_.command(name="seal")
def audit_seal() -> None:
    """Seal what the audit trail has gained."""
    from stations.actions import seals

    tell("cli-audit-sealed", entries=seals.seal(_database(), SYSTEM, now()))


@audit_.command(name="verify")
@click.option("--expect", "expected", default="", metavar="SEAL")
def audit_verify(expected: str) -> None:
    """Check the audit trail from its beginning."""
    from stations.actions import seals

    verdict = seals.verify(_database(), SYSTEM, now(), expected)
    tell("cli-audit-counts", **{name: getattr(verdict, name) for name in ("entries", "redacted", "unsealed", "seals")})
    if verdict.last:
        tell("cli-audit-last", at=verdict.last.sealed_at, seal=verdict.last.hash)
    if verdict.finding:
        _tell_finding(verdict.finding)
        raise SystemExit(FOUND_WRONG)
    tell("cli-audit-well")


def _tell_finding(finding: Any) -> None:
    tell(f"cli-audit-{finding.wrong}", number=str(finding.number))


@main.command()
@click.option("--loop", is_flag=True)
def notify(loop: bool) -> None:
    """Do what time brings, and send what is due."""
    _notify()
    while loop:
        time.sleep(settings().tell_every_seconds or _NOTIFY_SECONDS)
        try:
            _notify()
        except StationsError as problem:  # a database that is away comes back
            click.echo(_why(problem), err=True)


def _notify() -> None:
    from stations.actions import tell as telling
    from stations.actions import timekeeping
    from stations.channels.set_up import channels
    from stations.notices import Delivery

    timekeeping.keep_time(_database(), SYSTEM, now())
    done = telling.send_all(_database(), SYSTEM, now, channels())
    if done.total():
        tell("cli-notified", **{str(delivery): done[delivery] for delivery in Delivery})


@main.command()
def purge() -> None:
    """Erase what is past its time."""
    from stations.actions import forget

    done = forget.purge(_database(), SYSTEM, now())
    tell("cli-purged", bookings=done.bookings, sign_ins=done.sign_ins, attempts=done.attempts, schedules=done.schedules)


if __name__ == "__main__":
    main()
