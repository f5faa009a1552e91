"""What the map shows of a box: clusters and single stations, the same that the list has."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np

from stations import clusters
from stations.actions.asking import Asked, Query
from stations.geo import Box
from stations.hours import OpenStatus
from stations.storage import stations
from stations.storage.atlas import atlas_of
from stations.storage.engine import Database, Tx
from stations.storage.stations import Brief


@dataclass(frozen=True, slots=True)
class Cluster:
    """Several stations drawn as one: their mean position, how many, and how many of them are open."""

    lat: float
    lng: float
    count: int
    open_count: int


@dataclass(frozen=True, slots=True)
class Viewport:
    """What a map shows of a box."""

    clusters: tuple[Cluster, ...]
    stations: tuple[tuple[Brief, OpenStatus], ...]
    total: int


def viewport(db: Database, now: datetime, box: Box, zoom: float, query: Query) -> Viewport:
    """Return what the map draws for ``box``: the same stations as the list has, many of them as clusters."""

    def work(tx: Tx) -> Viewport:
        asked = Asked(db, tx, now, query)
        atlas = atlas_of(db, tx)
        is_open = asked.open_in(atlas)
        keep = asked.kept_in(atlas, is_open)
        grouped = clusters.group(atlas.lats, atlas.lngs, box, zoom, {"open": is_open.astype(np.int64)}, keep)
        briefs = stations.briefs(tx, atlas.keys[grouped.singles].tolist())
        return Viewport(
            clusters=tuple(
                Cluster(float(lat), float(lng), int(count), int(open_count))
                for lat, lng, count, open_count in zip(
                    grouped.lats, grouped.lngs, grouped.counts, grouped.tallies["open"], strict=True
                )
            ),
            stations=tuple((brief, asked.status_by_clock(brief)) for brief in briefs.values()),
            total=grouped.total,
        )

    return db.read(work)
