"""Importing a list of stations, in two steps: what it would change, then the change itself, all of it or nothing."""

from __future__ import annotations

import pickle
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import IO, TypeVar

from stations.actions.doubles import doubles_of, places_there
from stations.actions.outcome import write_or_refuse
from stations.amenities import Amenity, CheckedBy
from stations.audit import Entry
from stations.errors import Code, Refused
from stations.exchange.station_file import StationRecord
from stations.exchange.station_merge import OWNED_AFTER, merged, new_statements
from stations.exchange.station_row import Problem, Row
from stations.exchange.station_sheet import Sheet
from stations.roles import Actor, Permission, require
from stations.station import Station
from stations.storage import amenities, audit, claim_log, records, stations
from stations.storage.engine import Database, Tx
from stations.trust import HOURS

T = TypeVar("T")
MOST_WRONG_ROWS_KEPT = 20_000
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class RowReport:
    """A row with something to say about: its number in a spreadsheet, the name in it, and the reasons."""

    line: int
    label: str
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many rows are of new stations, change a station, change nothing, or are wrong."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    wrong: int = 0

    @property
    def good(self) -> int:
        """How many rows can be imported."""
        return self.new + self.changed + self.unchanged


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What a list would do. ``wrong`` are rows that cannot be imported, ``partial`` those that would be in part.

    ``unknown_words`` counts the words for facilities that nobody knows; ``repeated_names`` the rows whose name stands
    in an earlier row too, which in a list of real places is rare. ``beside`` are good rows of new stations within 50 m of one
    of the same name or from another source, which may be the same place.
    """

    fingerprint: str
    counts: Counts
    wrong: tuple[RowReport, ...]
    partial: tuple[RowReport, ...]
    unknown_words: Mapping[str, int]
    repeated_names: int
    beside: tuple[RowReport, ...] = ()


@dataclass(slots=True)
class _Change:
    """What a good row does: a new station, or an edited one and statements about its facilities."""

    row: Row
    record: StationRecord
    key: int = 0
    there: Station | None = None
    edited: Station | None = None
    statements: tuple[tuple[Amenity, int], ...] = ()

    @property
    def kind(self) -> str:
        if self.there is None:
            return "new"
        return "changed" if self.edited is not None or self.statements else "unchanged"


def preview(db: Database, actor: Actor, now: datetime, sheet: Sheet) -> ImportPreview | Refused:
    """Return what the list would change; nothing is.

    Raises:
        Forbidden. InvalidInput: the file breaks off or has too many rows.
    """
    require(actor, Permission.IMPORT_STATIONS)
    if sheet.needs:
        return Refused(Code.FILE_COLUMNS, {"columns": ", ".join(sheet.needs)}, "file")
    counts: Counter[str] = Counter()
    words: Counter[str] = Counter()
    names: Counter[int] = Counter()
    wrong: list[RowReport] = []
    partial: list[RowReport] = []
    beside: list[RowReport] = []
    places = places_there(db)
    for rows in _blocks(sheet.rows(now), _AT_ONCE):
        judged = db.read(lambda tx, rows=rows: list(_judged(tx, rows)))  # type: ignore[misc]
        fresh = [row for kind, row, _ in judged if kind == "new"]
        for row, double in doubles_of(db, places, fresh):
            _keep(beside, RowReport(row.line, row.label, (double,)))
        for kind, row, problems in judged:
            counts[kind] += 1
            names[hash(row.label)] += bool(row.label)
            words.update(str(p.args["given"]) for p in problems if p.code is Code.FACILITY_UNKNOWN)
            _keep(wrong if kind == "wrong" else partial, RowReport(row.line, row.label, problems))
    repeated = sum(count - 1 for count in names.values() if count)
    found = Counts(counts["new"], counts["changed"], counts["unchanged"], counts["wrong"])
    known_words = dict(words.most_common(50))
    return ImportPreview(sheet.fingerprint, found, tuple(wrong), tuple(partial), known_words, repeated, tuple(beside))


def _keep(reports: list[RowReport], report: RowReport) -> None:
    if report.problems and len(reports) < MOST_WRONG_ROWS_KEPT:
        reports.append(report)


def _judged(tx: Tx, rows: list[Row]) -> Iterator[tuple[str, Row, tuple[Problem, ...]]]:
    for row, result in _weighed(tx, rows):
        if isinstance(result, _Change):
            yield result.kind, row, row.warnings
        else:
            yield "wrong", row, result


def apply(
    db: Database, actor: Actor, now: datetime, sheet: Sheet, seen: ImportPreview, *, without_wrong_rows: bool = False
) -> Counts | Refused:
    """Import the good rows of the list that ``seen`` was the preview of, in one transaction.

    With wrong rows in it, only ``without_wrong_rows`` lets the good ones in. What somebody edited since the preview is
    respected as in the preview.
    """
    require(actor, Permission.IMPORT_STATIONS)
    if sheet.fingerprint != seen.fingerprint:
        return Refused(Code.CHANGED_MEANWHILE)
    if seen.counts.wrong and not without_wrong_rows:
        return Refused(Code.FILE_ROWS_WRONG)

    with tempfile.TemporaryFile() as spool:
        _spool(sheet.rows(now), spool)
        return write_or_refuse(db, lambda tx: _store_all(tx, actor, now, sheet, spool, without_wrong_rows))


def _spool(rows: Iterator[Row], spool: IO[bytes]) -> None:
    """Write the rows as read to a file of ours, so that the transaction need not wait for the reading."""
    for block in _blocks(rows, _AT_ONCE):
        pickle.dump(block, spool, pickle.HIGHEST_PROTOCOL)
    pickle.dump([], spool)


def _store_all(
    tx: Tx, actor: Actor, now: datetime, sheet: Sheet, spool: IO[bytes], without_wrong_rows: bool
) -> Counts | Refused:
    counts: Counter[str] = Counter()
    spool.seek(0)
    while rows := pickle.load(spool):
        counts.update(_store(tx, actor, now, rows))
    done = Counts(counts["new"], counts["changed"], counts["unchanged"], counts["wrong"])
    if done.wrong and not without_wrong_rows:
        return Refused(Code.FILE_ROWS_WRONG)
    detail = {"new": done.new, "changed": done.changed, "unchanged": done.unchanged, "wrong": done.wrong}
    audit.add(tx, Entry(now, "stations.imported", actor, sheet.fingerprint, detail=detail))
    return done


def _store(tx: Tx, actor: Actor, now: datetime, rows: list[Row]) -> Counter[str]:
    weighed = [result for _, result in _weighed(tx, rows)]
    changes = [result for result in weighed if isinstance(result, _Change)]
    fresh = [change.record for change in changes if change.kind == "new"]
    records.add_many(tx, now, [(record.station, record.amenities) for record in fresh])
    for change in changes:
        if change.kind == "changed":
            _store_change(tx, actor, now, change)
    return Counter([change.kind for change in changes] + ["wrong"] * (len(weighed) - len(changes)))


def _store_change(tx: Tx, actor: Actor, now: datetime, change: _Change) -> None:
    station_id = change.record.station.id
    if change.edited is not None:
        stations.replace(tx, replace(change.edited, updated_at=now), change.edited.version)
        hours = change.edited.schedule.opening_hours
        if change.there is not None and hours != change.there.schedule.opening_hours:
            claim_log.add(tx, now, change.key, "stated", HOURS, hours or "", CheckedBy.IMPORT)
    for amenity, version in change.statements:
        amenities.put(tx, change.key, amenity, version)
        claim_log.add(tx, now, change.key, "stated", amenity.facility, str(amenity.state), CheckedBy.IMPORT)
    stations.touch(tx, station_id, now)
    detail = {"facilities": len(change.statements), "station": int(change.edited is not None)}
    audit.add(tx, Entry(now, "station.imported", actor, station_id, station_id, detail))


def _weighed(tx: Tx, rows: list[Row]) -> Iterator[tuple[Row, _Change | tuple[Problem, ...]]]:
    """Yield each row with what it changes, or with what is wrong with it."""
    good = [row.record for row in rows if row.record]
    there = stations.by_ids(tx, [record.station.id for record in good])
    said = amenities.of_stations(tx, [key for key, _ in there.values()])
    edits = audit.edits_by_people(tx, there, OWNED_AFTER)
    for row in rows:
        if row.record is None:
            yield row, row.problems
            continue
        known = there.get(row.record.station.id)
        if known is None:
            yield row, _Change(row, row.record)
        elif known[1].source != row.record.station.source:
            yield row, (Problem(Code.ROW_OTHER_SOURCE, "id"),)
        else:
            yield row, _change(row, row.record, *known, said[known[0]], edits[known[1].id])


def _change(
    row: Row, record: StationRecord, key: int, there: Station, said: Mapping[str, Amenity], edits: Iterable[str]
) -> _Change:
    edited = merged(there, row, edits)
    statements = tuple(new_statements(said, record))
    return _Change(row, record, key, there, edited if edited != there else None, statements)


def _blocks(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while block := list(islice(items, size)):
        yield block
