"""One station, with all that is known about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from stations import navigation
from stations.actions.door import door_of
from stations.actions.said import Told, told
from stations.concerns import Concern
from stations.errors import Code, NotFound
from stations.hours import Day, OpenStatus, week_of
from stations.instants import local_date
from stations.sessions import Session, is_upcoming
from stations.station import Station
from stations.storage import amenities, concerns, photos, sessions, sightings, stations
from stations.storage.engine import Database, Tx
from stations.storage.photos import Photo
from stations.trust import HOURS
from stations.words import pick

_AHEAD = timedelta(days=180)
_BEHIND = timedelta(days=400)
_MOST_SESSIONS = 1000


@dataclass(frozen=True, slots=True)
class StationView:
    """A station as its page shows it; ``told`` is what is said of it and what that is worth.

    ``concerns`` is what drivers found otherwise and nobody has settled yet.
    """

    station: Station
    status: OpenStatus
    week: tuple[Day, ...]
    told: Told
    photos: tuple[Photo, ...]
    upcoming: tuple[Session, ...]
    past: tuple[Session, ...]
    concerns: tuple[Concern, ...]


def see(db: Database, now: datetime, station_id: str) -> StationView:
    """Return the station called ``station_id`` as it is at ``now``; raises NotFound."""

    def work(tx: Tx) -> StationView:
        station = stations.get(tx, station_id)
        if station is None:
            raise NotFound(Code.STATION_NOT_FOUND)
        key = stations.key_of(tx, station_id)
        assert key is not None
        seen = sightings.of_stations(tx, [key])[key]
        answer = told(amenities.of_station(tx, key), station.claims, seen, station.jurisdiction, now)
        today = local_date(now, station.jurisdiction)
        nearby = sessions.between(tx, today - _BEHIND, today + _AHEAD, [station_id], limit=_MOST_SESSIONS)
        return StationView(
            station=station,
            status=door_of(tx, station, answer.judgements[HOURS].standing, now),
            week=week_of(station.schedule, now),
            told=answer,
            photos=tuple(photos.of_station(tx, station_id)),
            upcoming=tuple(session for session in nearby if is_upcoming(session, now)),
            past=tuple(session for session in reversed(nearby) if not is_upcoming(session, now))[:5],
            concerns=tuple(concerns.open_at(tx, [key])),
        )

    return db.read(work)


def navigation_links(station: Station, lang: str) -> tuple[navigation.Link, ...]:
    """Return the links that open navigation apps at the station."""
    return navigation.links(station.lat, station.lng, pick(station.names, lang), station.jurisdiction)


def photo(db: Database, photo_id: str, *, thumbnail: bool = False) -> bytes:
    """Return a photo as JPEG; raises NotFound."""
    image = db.read(lambda tx: photos.image(tx, photo_id, thumbnail=thumbnail))
    if image is None:
        raise NotFound(Code.PHOTO_NOT_FOUND)
    return image
