"""Amenities: what was said about each facility of a station, and the masks that filters use."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from stations.amenities import Amenity, AmenityState, CheckedBy, is_offered
from stations.catalogue import catalogue
from stations.errors import Conflict
from stations.instants import format_instant, parse_instant
from stations.storage import stations
from stations.storage.engine import Tx
from stations.storage.sql_lists import in_list

_COLUMNS = (
    "station_key", "facility", "state", "quantity", "place", "note", "pads_expire_on", "battery_expire_on", "checked_at",
    "checked_by", "changed_at", "version", "medicine_expire_on", "observed_at", "said_by",
)  # fmt: skip

_STATES = {str(state): state for state in AmenityState}
_CHECKERS = {str(by): by for by in CheckedBy}


def of_station(tx: Tx, station_key: int) -> dict[str, Amenity]:
    """Return what is said about the station's facilities, by code."""
    return of_stations(tx, [station_key])[station_key]


def of_stations(tx: Tx, station_keys: Iterable[int]) -> dict[int, dict[str, Amenity]]:
    """Return what is said about the facilities of several stations."""
    found: dict[int, dict[str, Amenity]] = {int(key): {} for key in station_keys}
    if found:
        for row in tx.tuples(f"SELECT {', '.join(_COLUMNS)} FROM amenity WHERE station_key IN ({in_list(found)})"):
            amenity = _amenity(row)
            found[row[0]][amenity.facility] = amenity
    return found


def _amenity(row: tuple[Any, ...]) -> Amenity:
    _, facility, state, quantity, place, note, pads, battery, checked_at, checked_by, changed_at, version, *more = row
    medicine, observed_at, said_by = more
    return Amenity(
        facility=facility,
        state=_STATES[state],
        quantity=quantity,
        place=place,
        note=note,
        pads_expire_on=_day(pads),
        battery_expire_on=_day(battery),
        checked_at=parse_instant(checked_at) if checked_at else None,
        checked_by=_CHECKERS[checked_by] if checked_by else None,
        changed_at=parse_instant(changed_at) if changed_at else None,
        version=version,
        medicine_expire_on=_day(medicine),
        observed_at=parse_instant(observed_at) if observed_at else None,
        said_by=said_by,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _values(station_key: int, amenity: Amenity) -> dict[str, Any]:
    return {
        "station_key": station_key,
        "facility": amenity.facility,
        "state": str(amenity.state),
        "quantity": amenity.quantity,
        "place": amenity.place,
        "note": amenity.note,
        "pads_expire_on": amenity.pads_expire_on.isoformat() if amenity.pads_expire_on else None,
        "battery_expire_on": amenity.battery_expire_on.isoformat() if amenity.battery_expire_on else None,
        "checked_at": format_instant(amenity.checked_at) if amenity.checked_at else None,
        "checked_by": str(amenity.checked_by) if amenity.checked_by else None,
        "changed_at": format_instant(amenity.changed_at) if amenity.changed_at else None,
        "version": amenity.version,
        "medicine_expire_on": amenity.medicine_expire_on.isoformat() if amenity.medicine_expire_on else None,
        "observed_at": format_instant(amenity.observed_at) if amenity.observed_at else None,
        "said_by": amenity.said_by,
    }


def add_many(tx: Tx, amenities: Iterable[tuple[int, Amenity]]) -> None:
    """Insert what is said about the facilities of new stations, whose masks the caller stored with them."""
    tx.load("amenity", _COLUMNS, (tuple(_values(key, amenity).values()) for key, amenity in amenities))


def put(tx: Tx, station_key: int, amenity: Amenity, expected_version: int) -> None:
    """Store an edited amenity if it still is at ``expected_version`` (0: nothing was said yet), and the masks with it.

    Raises:
        Conflict: somebody else said something about it meanwhile.
    """
    values = _values(station_key, amenity) | {"version": expected_version + 1}
    if expected_version == 0:
        marks = ", ".join(f":{column}" for column in _COLUMNS)
        changed = tx.run(
            f"INSERT INTO amenity ({', '.join(_COLUMNS)}) VALUES ({marks}) ON CONFLICT DO NOTHING", **values
        )
    else:
        assignments = ", ".join(f"{c} = :{c}" for c in _COLUMNS if c not in ("station_key", "facility"))
        changed = tx.run(
            f"UPDATE amenity SET {assignments} WHERE station_key = :station_key AND facility = :facility"
            " AND version = :expected_version",
            **values,
            expected_version=expected_version,
        )
    if changed != 1:
        raise Conflict
    _store_masks(tx, station_key)


def confirm(
    tx: Tx, station_key: int, facility: str, version: int, at: datetime, by: CheckedBy, said_by: str = ""
) -> bool:
    """Note that ``by`` looked at ``at`` and found what ``version`` says; False when it is another version by now.

    Only the check moves: the version counts edits, and this is none.
    """
    confirmed = tx.run(
        "UPDATE amenity SET checked_at = :checked_at, checked_by = :checked_by, said_by = :said_by"
        " WHERE station_key = :station_key AND facility = :facility AND version = :version",
        checked_at=format_instant(at),
        checked_by=str(by),
        said_by=said_by,
        station_key=station_key,
        facility=facility,
        version=version,
    )
    if confirmed:
        stations.mark_changed(tx, station_key)
    return confirmed == 1


def _store_masks(tx: Tx, station_key: int) -> None:
    offered, mentioned = masks(of_station(tx, station_key).values())
    stations.set_masks(tx, station_key, offered, mentioned)


def masks(amenities: Iterable[Amenity]) -> tuple[int, int]:
    """Return the bit masks of what a station offers and of what it has, working or not."""
    offered = mentioned = 0
    for amenity in amenities:
        bit = 1 << catalogue()[amenity.facility].bit
        offered |= bit if is_offered(amenity.state) else 0
        mentioned |= bit if amenity.state in (AmenityState.AVAILABLE, AmenityState.OUT_OF_ORDER) else 0
    return offered, mentioned


def mismasked(tx: Tx, after_key: int = 0, limit: int = 2000) -> tuple[list[str], int | None]:
    """Return the ids of stations whose masks are not what follows from their facilities, among the next ``limit``.

    The second value is the key to go on after, None at the end.
    """
    rows = tx.tuples(
        "SELECT key, id, offered, mentioned FROM station WHERE key > :after ORDER BY key LIMIT :limit",
        after=after_key,
        limit=limit,
    )
    said = of_stations(tx, [row[0] for row in rows])
    wrong = [row[1] for row in rows if (row[2], row[3]) != masks(said[row[0]].values())]
    return wrong, (int(rows[-1][0]) if len(rows) == limit else None)
