"""Stations and sessions in our own JSON files (``data/stations/``): what is published, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from stations.access import checked_height
from stations.amenities import Amenity, AmenityState, CheckedBy, is_offered
from stations.border import checked_side
from stations.catalogue import catalogue
from stations.errors import Code, InvalidInput
from stations.facts import first_claims
from stations.geo import Datum, plausible_point
from stations.instants import parse_instant
from stations.schedule import Schedule, checked
from stations.sessions import Session, SessionStatus
from stations.station import Audience, Contact, ParkingFee, Partner, Position, Station

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StationRecord:
    """A station with what is said about its facilities."""

    station: Station
    amenities: tuple[Amenity, ...]


@dataclass(frozen=True, slots=True)
class StationFile:
    """Everything one file says."""

    stations: tuple[StationRecord, ...]
    sessions: tuple[Session, ...]


def read_station_file(path: Path, now: datetime) -> StationFile:
    """Read a file of ours; raises InvalidInput or KeyError where it is wrong, which a test over ``data/`` finds."""
    content = json.loads(path.read_text(encoding="utf-8"))
    return StationFile(
        stations=tuple(_record(row, now) for row in content["stations"]),
        sessions=tuple(_session(row, now) for row in content.get("sessions", ())),
    )


def _record(row: Json, now: datetime) -> StationRecord:
    jurisdiction = row["jurisdiction"]
    point = plausible_point(row["lat"], row["lng"], jurisdiction)
    station = Station(
        id=row["id"],
        names=row["names"],
        jurisdiction=jurisdiction,
        lat=point.lat,
        lng=point.lng,
        given_lat=row.get("given_lat", point.lat),
        given_lng=row.get("given_lng", point.lng),
        datum=Datum(row.get("datum", "wgs84")),
        position=Position(row["position"]),
        address=row.get("address", {}),
        district=row.get("district", ""),
        directions=row.get("directions", {}),
        audience=Audience(row.get("audience", "unknown")),
        contact=Contact(**row.get("contact", {})),
        owner=row.get("owner", {}),
        partners=tuple(Partner(partner["names"], partner["jurisdiction"]) for partner in row.get("partners", ())),
        serves=row.get("serves", {}),
        schedule=checked(
            Schedule(
                jurisdiction,
                opening_hours=row.get("opening_hours"),
                way_in=row.get("way_in", "unknown"),
            )
        ),
        offered=0,
        mentioned=0,
        is_demo=row.get("is_demo", False),
        source=row["source"],
        updated_at=now,
        version=1,
        side=checked_side(row.get("side", "unknown"), jurisdiction),
        height_limit_m=checked_height(row.get("height_limit_m")),
        parking_fee=ParkingFee(row.get("parking_fee", "unknown")),
        parking_note=row.get("parking_note", ""),
        host=row.get("host", {}),
    )
    by = CheckedBy(row.get("stated_by", "published"))
    claimed = replace(station, claims=first_claims(station, by, "", _when(row, "stated", now)))
    return with_masks(claimed, tuple(_amenity(each, now) for each in row.get("amenities", ())))


def _when(row: Json, what: str, now: datetime) -> datetime | None:
    """Return the instant ``<what>_at``, or that of ``<what>_days_ago``: invented stations stay as fresh as they say."""
    if row.get(f"{what}_days_ago") is not None:
        return now - timedelta(days=row[f"{what}_days_ago"])
    return parse_instant(row[f"{what}_at"]) if row.get(f"{what}_at") else None


def with_masks(station: Station, amenities: tuple[Amenity, ...]) -> StationRecord:
    """Return the station with the masks that follow from what is said about its facilities."""
    offered = catalogue().mask(one.facility for one in amenities if is_offered(one.state))
    mentioned = catalogue().mask(
        one.facility for one in amenities if one.state in (AmenityState.AVAILABLE, AmenityState.OUT_OF_ORDER)
    )
    return StationRecord(replace(station, offered=offered, mentioned=mentioned), amenities)


def _amenity(row: Json, now: datetime) -> Amenity:
    checked_at = _when(row, "checked", now)
    return Amenity(
        facility=catalogue()[row["facility"]].code,
        state=AmenityState(row["state"]),
        quantity=row.get("quantity"),
        place=row.get("place", ""),
        note=row.get("note", ""),
        pads_expire_on=_day(row.get("pads_expire_on")),
        battery_expire_on=_day(row.get("battery_expire_on")),
        medicine_expire_on=_day(row.get("medicine_expire_on")),
        observed_at=checked_at,
        checked_at=checked_at,
        checked_by=CheckedBy(row["checked_by"]) if row.get("checked_by") else None,
        changed_at=checked_at,
        version=1,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _session(row: Json, now: datetime) -> Session:
    if row.get("starts_at") or row.get("ends_at"):
        raise InvalidInput(Code.SESSION_TIMES, "starts_at")  # only past sessions whose times nobody published come so
    return Session(
        id=row["id"],
        station_id=row["station_id"],
        kind=row["kind"],
        title=row["title"],
        hosts=tuple(row["hosts"]),
        on_date=date.fromisoformat(row["on_date"]),
        starts_at=None,
        ends_at=None,
        slot_minutes=0,
        places_per_slot=0,
        walk_in_capacity=0,
        walk_in_taken=0,
        audience=row["audience"],
        notes=row.get("notes", {}),
        status=SessionStatus(row["status"]),
        sequence=0,
        version=1,
        is_demo=row.get("is_demo", False),
        source=row["source"],
        updated_at=now,
    )
