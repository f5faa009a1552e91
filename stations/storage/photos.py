"""Photos of stations, as re-encoded JPEGs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from stations.instants import format_instant, parse_instant
from stations.storage.engine import Tx


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo without its bytes; ``width`` and ``height`` in pixels."""

    id: str
    station_id: str
    width: int
    height: int
    caption: str
    added_at: datetime


def add(tx: Tx, photo: Photo, jpeg: bytes, thumbnail: bytes, added_by: str) -> None:
    """Store a photo of a station."""
    tx.run(
        "INSERT INTO photo (id, station_key, jpeg, thumbnail, width, height, caption, added_at, added_by) VALUES"
        " (:id, (SELECT key FROM station WHERE id = :station_id), :jpeg, :thumbnail, :width, :height, :caption,"
        " :added_at, :added_by)",
        id=photo.id,
        station_id=photo.station_id,
        jpeg=jpeg,
        thumbnail=thumbnail,
        width=photo.width,
        height=photo.height,
        caption=photo.caption,
        added_at=format_instant(photo.added_at),
        added_by=added_by,
    )


def of_station(tx: Tx, station_id: str) -> list[Photo]:
    """Return the station's photos, oldest first."""
    rows = tx.all(
        "SELECT photo.id, width, height, caption, added_at FROM photo JOIN station ON station.key = station_key"
        " WHERE station.id = :id ORDER BY added_at, photo.id",
        id=station_id,
    )
    return [
        Photo(r["id"], station_id, r["width"], r["height"], r["caption"], parse_instant(r["added_at"])) for r in rows
    ]


def image(tx: Tx, photo_id: str, *, thumbnail: bool) -> bytes | None:
    """Return the JPEG, or None when there is no such photo."""
    column = "thumbnail" if thumbnail else "jpeg"
    rows = tx.tuples(f"SELECT {column} FROM photo WHERE id = :id", id=photo_id)
    return bytes(rows[0][0]) if rows else None


def delete(tx: Tx, station_id: str, photo_id: str) -> bool:
    """Delete a photo of this station; False when there is none."""
    return (
        tx.run(
            "DELETE FROM photo WHERE id = :id AND station_key = (SELECT key FROM station WHERE id = :station_id)",
            id=photo_id,
            station_id=station_id,
        )
        == 1
    )
