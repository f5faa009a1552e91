"""What one finds at a station's door now."""

from __future__ import annotations

from datetime import datetime

from stations.claims import Standing
from stations.emergencies import closing
from stations.hours import OpenStatus, status_at
from stations.open_answer import at_the_door
from stations.station import Station
from stations.storage import emergencies
from stations.storage.engine import Tx


def door_of(tx: Tx, station: Station, standing: Standing, now: datetime) -> OpenStatus:
    """Return the state of the door at ``now`` by hours of this ``standing``, under the closings that hold."""
    closure = closing(emergencies.coming(tx, now), station.jurisdiction, station.district, now)
    return at_the_door(status_at(station.schedule, now), station.schedule, standing, closure, now)
