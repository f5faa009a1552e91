"""A station's photos: adding and deleting them."""

from __future__ import annotations

import uuid
from datetime import datetime

from stations.actions.care import station_of
from stations.actions.outcome import write_or_refuse
from stations.audit import Entry
from stations.edits import CAPTION_LENGTH, tidied
from stations.errors import Code, NotFound, Refused
from stations.photographs import photograph
from stations.roles import Actor, Permission, require
from stations.storage import audit, photos, stations
from stations.storage.engine import Database, Tx
from stations.storage.photos import Photo

MOST_PHOTOS = 6


def add_photo(
    db: Database, actor: Actor, now: datetime, station_id: str, data: bytes, caption: str = ""
) -> Photo | Refused:
    """Keep an uploaded photo (see :func:`stations.photographs.photograph`); a station has six at the most.

    Raises:
        Forbidden, NotFound.
        InvalidInput: the file is no photo or too large, or the caption is too long.
    """
    require(actor, Permission.CARE_FOR_STATION, station_id)
    caption = tidied(caption, CAPTION_LENGTH, "caption")
    db.read(lambda tx: station_of(tx, station_id))
    kept = photograph(data)
    photo = Photo(uuid.uuid4().hex, station_id, kept.width, kept.height, caption, now)

    def work(tx: Tx) -> Photo | Refused:
        stations.touch(tx, station_id, now)  # two uploads at once wait for each other here, so the count holds
        if len(photos.of_station(tx, station_id)) >= MOST_PHOTOS:
            return Refused(Code.PHOTOS_FULL, field="photo")
        photos.add(tx, photo, kept.jpeg, kept.thumbnail, actor.account_id)
        audit.add(tx, Entry(now, "station.photo-added", actor, photo.id, station_id))
        return photo

    return write_or_refuse(db, work)


def delete_photo(db: Database, actor: Actor, now: datetime, station_id: str, photo_id: str) -> None:
    """Delete a photo of this station.

    Raises:
        Forbidden, NotFound.
    """
    require(actor, Permission.CARE_FOR_STATION, station_id)

    def work(tx: Tx) -> None:
        station_of(tx, station_id)
        if not photos.delete(tx, station_id, photo_id):
            raise NotFound(Code.PHOTO_NOT_FOUND)
        audit.add(tx, Entry(now, "station.photo-deleted", actor, photo_id, station_id))

    db.write(work)
