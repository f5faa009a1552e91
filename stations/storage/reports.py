"""Reports of drivers, and the devices that may send none."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from stations.instants import format_instant, parse_instant
from stations.reports import ABOUT_A_FACILITY
from stations.storage.engine import Row, Tx
from stations.storage.sql_lists import in_texts


@dataclass(frozen=True, slots=True)
class Report:
    """A report as kept. ``device`` is a digest; ``has_photo`` tells whether :func:`photo` has one."""

    id: str
    station_key: int
    station_id: str
    kind: str
    device: str
    note: str
    has_photo: bool
    lang: str
    observed_at: datetime
    received_at: datetime
    is_hidden: bool


_SELECT = """SELECT report.id, report.station_key, station.id AS station_id, kind, device, note,
    CASE WHEN photo IS NULL THEN 0 ELSE 1 END AS has_photo, lang, observed_at, received_at, hidden_at
    FROM report JOIN station ON station.key = report.station_key"""


def add(tx: Tx, report: Report, photo: bytes | None, request_key: str, token_hash: str) -> bool:
    """Keep a report; False when one with this ``request_key`` is kept already."""
    return (
        tx.run(
            "INSERT INTO report (id, station_key, kind, device, note, photo, lang, observed_at, received_at, request_key,"
            " token_hash, hidden_at, hidden_by) VALUES (:id, :station_key, :kind, :device, :note, :photo, :lang,"
            " :observed_at, :received_at, :request_key, :token_hash, NULL, '') ON CONFLICT DO NOTHING",
            id=report.id,
            station_key=report.station_key,
            kind=report.kind,
            device=report.device,
            note=report.note,
            photo=photo,
            lang=report.lang,
            observed_at=format_instant(report.observed_at),
            received_at=format_instant(report.received_at),
            request_key=request_key,
            token_hash=token_hash,
        )
        == 1
    )


def get(tx: Tx, report_id: str) -> Report | None:
    """Return the report, or None."""
    row = tx.one(f"{_SELECT} WHERE report.id = :id", id=report_id)
    return _report(row) if row else None


def by_token(tx: Tx, token_hash: str) -> Report | None:
    """Return the report whose link has this secret, or None."""
    row = tx.one(f"{_SELECT} WHERE token_hash = :token_hash", token_hash=token_hash)
    return _report(row) if row else None


def by_request_key(tx: Tx, request_key: str) -> Report | None:
    """Return the report that was sent under this key, or None."""
    row = tx.one(f"{_SELECT} WHERE request_key = :key", key=request_key)
    return _report(row) if row else None


def of_concern(tx: Tx, concern_id: str) -> list[Report]:
    """Return the reports that one concern is made of, newest first."""
    rows = tx.all(
        f"{_SELECT} WHERE report.id IN (SELECT report_id FROM sighting WHERE concern_id = :id)"
        " ORDER BY observed_at DESC, report.id",
        id=concern_id,
    )
    return [_report(row) for row in rows]


def concerns_of(tx: Tx, report_id: str) -> list[str]:
    """Return the ids of the concerns that a report speaks of."""
    rows = tx.tuples(
        "SELECT DISTINCT concern_id FROM sighting WHERE report_id = :id AND concern_id IS NOT NULL", id=report_id
    )
    return [row[0] for row in rows]


def latest(tx: Tx, limit: int) -> list[Report]:
    """Return the latest reports of all stations."""
    return [_report(row) for row in tx.all(f"{_SELECT} ORDER BY received_at DESC, report.id LIMIT :limit", limit=limit)]


def by_device(tx: Tx, device: str) -> list[Report]:
    """Return what a device has sent that is not hidden."""
    return [_report(row) for row in tx.all(f"{_SELECT} WHERE device = :device AND hidden_at IS NULL", device=device)]


def photo(tx: Tx, report_id: str) -> bytes | None:
    """Return a report's photo as JPEG, or None."""
    rows = tx.tuples("SELECT photo FROM report WHERE id = :id AND photo IS NOT NULL", id=report_id)
    return bytes(rows[0][0]) if rows else None


def hide(tx: Tx, report_id: str, now: datetime, account_id: str) -> bool:
    """Hide a report and drop its photo and note; False when it is hidden already."""
    return (
        tx.run(
            "UPDATE report SET hidden_at = :now, hidden_by = :account_id, photo = NULL, note = ''"
            " WHERE id = :id AND hidden_at IS NULL",
            id=report_id,
            now=format_instant(now),
            account_id=account_id,
        )
        == 1
    )


def block(tx: Tx, device: str, now: datetime, account_id: str, why: str) -> bool:
    """Take no more reports from a device; False when none were taken already."""
    return (
        tx.run(
            "INSERT INTO device_block (device, blocked_at, blocked_by, why) VALUES (:device, :now, :account_id, :why)"
            " ON CONFLICT DO NOTHING",
            device=device,
            now=format_instant(now),
            account_id=account_id,
            why=why,
        )
        == 1
    )


def unblock(tx: Tx, device: str) -> bool:
    """Take reports from a device again; False when they were taken."""
    return tx.run("DELETE FROM device_block WHERE device = :device", device=device) == 1


def is_blocked(tx: Tx, device: str) -> bool:
    """Tell whether no reports are taken from a device."""
    return bool(tx.tuples("SELECT 1 FROM device_block WHERE device = :device", device=device))


def facilities_of(tx: Tx, report_ids: Collection[str]) -> dict[str, str]:
    """Return, of the reports that speak of one facility only, which it is, as long as their sightings are kept."""
    wanted, reports = in_texts("report", report_ids)
    kinds, taps = in_texts("kind", sorted(ABOUT_A_FACILITY))
    rows = tx.tuples(
        "SELECT report_id, min(subject) FROM sighting JOIN report ON report.id = report_id"
        f" WHERE kind IN ({kinds}) AND report_id IN ({wanted}) GROUP BY report_id",
        **reports,
        **taps,
    )
    return dict(rows)


def blocked_of(tx: Tx, devices: Collection[str]) -> set[str]:
    """Return those of ``devices`` from which no reports are taken."""
    wanted, params = in_texts("device", sorted(devices))
    return {row[0] for row in tx.tuples(f"SELECT device FROM device_block WHERE device IN ({wanted})", **params)}


def forget_before(tx: Tx, limit: datetime) -> int:
    """Erase notes and photos of reports received before ``limit``; return how many had one."""
    return tx.run(
        "UPDATE report SET note = '', photo = NULL WHERE received_at < :limit AND (note <> '' OR photo IS NOT NULL)",
        limit=format_instant(limit),
    )


def _report(row: Row) -> Report:
    return Report(
        id=row["id"],
        station_key=int(row["station_key"]),
        station_id=row["station_id"],
        kind=row["kind"],
        device=row["device"],
        note=row["note"],
        has_photo=bool(row["has_photo"]),
        lang=row["lang"],
        observed_at=parse_instant(row["observed_at"]),
        received_at=parse_instant(row["received_at"]),
        is_hidden=row["hidden_at"] is not None,
    )
