"""The log of claims: who stated, checked, disputed or settled what, and when; it is what "as of" a date is read from.

A row is ``listed`` (a new station with all that its source said, ``value`` in JSON by subject), ``stated`` (one subject has
another value: a state, or the hours' text), ``confirmed`` (``subject`` lists the codes that were found as stated, separated by
commas), ``disputed`` or ``settled`` (one subject; ``value`` is the outcome, "" where a dispute fell by itself because reports
were hidden or other drivers found it as shown).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from stations.amenities import Amenity
from stations.instants import format_instant, parse_instant
from stations.station import Station
from stations.storage.engine import Tx
from stations.storage.json_text import dump, load
from stations.storage.sql_lists import in_list
from stations.trust import HOURS, CheckedBy

_COLUMNS = ("at", "station_key", "kind", "subject", "value", "checked_by")


@dataclass(frozen=True, slots=True)
class Logged:
    """One row of the log."""

    at: datetime
    station_key: int
    kind: str
    subject: str
    value: str
    checked_by: str

    @property
    def listed(self) -> dict[str, list[str]]:
        """What a ``listed`` row holds, by subject: value, stored instant of the check or "", and by whom."""
        found: dict[str, list[str]] = load(self.value) if self.kind == "listed" else {}
        return found


def add(tx: Tx, now: datetime, station_key: int, kind: str, subject: str, value: str, by: CheckedBy | str) -> None:
    """Note one event."""
    tx.run(
        f"INSERT INTO claim_log ({', '.join(_COLUMNS)}) VALUES (:at, :station_key, :kind, :subject, :value, :checked_by)",
        at=format_instant(now),
        station_key=station_key,
        kind=kind,
        subject=subject,
        value=value,
        checked_by=str(by),
    )


def add_listed(tx: Tx, now: datetime, listed: Iterable[tuple[int, Station, tuple[Amenity, ...]]]) -> None:
    """Note what was said of new stations when they came in; each with the day it was true, where that is known."""
    tx.load("claim_log", _COLUMNS, (_listed(now, *one) for one in listed))


def _listed(now: datetime, key: int, station: Station, amenities: tuple[Amenity, ...]) -> tuple[object, ...]:
    said = {one.facility: [str(one.state), _text(one.checked_at), str(one.checked_by or "")] for one in amenities}
    hours, claim = station.schedule.opening_hours, station.claims.get(HOURS)
    if hours is not None and claim is not None:
        said[HOURS] = [hours, _text(claim.checked_at), str(claim.checked_by or "")]
    return format_instant(now), key, "listed", "", dump(said), ""


def _text(at: datetime | None) -> str:
    return format_instant(at) if at else ""


def last_id(tx: Tx) -> int:
    """Return the number of the newest row, 0 while there is none: what was worked out at that number still holds."""
    return int(tx.tuples("SELECT coalesce(max(id), 0) FROM claim_log")[0][0])


def until(tx: Tx, station_keys: Iterable[int], day_end: datetime) -> list[Logged]:
    """Return what was noted of these stations before the instant ``day_end``, oldest first."""
    rows = tx.tuples(
        f"SELECT {', '.join(_COLUMNS)} FROM claim_log WHERE station_key IN ({in_list(station_keys)}) AND at < :end ORDER BY id",
        end=format_instant(day_end),
    )
    return [Logged(parse_instant(at), *rest) for at, *rest in rows]
