"""New stations that may be there already: beside one of the same name, or one from another source."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from stations.errors import Code
from stations.exchange.station_row import Problem, Row
from stations.geo import Point
from stations.neighbours import Places, may_be_the_same, places_of
from stations.storage import stations
from stations.storage.atlas import atlas_of
from stations.storage.engine import Database, Tx


def places_there(db: Database) -> Places:
    """Return where the stations are."""
    atlas = db.read(lambda tx: atlas_of(db, tx))
    return places_of(atlas.keys, atlas.lats, atlas.lngs)


def doubles_of(db: Database, places: Places, rows: Sequence[Row]) -> list[tuple[Row, Problem]]:
    """Return those of some hundred good rows that lie beside a likely double, with the nearest such."""
    told = [(row, row.record.station) for row in rows if row.record]
    near = [(row, places.near(Point(station.lat, station.lng))) for row, station in told]
    if not any(found for _, found in near):
        return []
    return db.read(lambda tx: list(_doubles(tx, near)))


def _doubles(tx: Tx, near: Sequence[tuple[Row, list[tuple[int, float]]]]) -> Iterator[tuple[Row, Problem]]:
    known = stations.names_and_sources(tx, {key for _, found in near for key, _ in found})
    for row, found in near:
        assert row.record is not None
        for key, metres in found:
            names, source = known[key]
            if may_be_the_same(row.record.station, names, source):
                name = next(iter(names.values()))
                yield row, Problem(Code.ROW_NEARBY, "coordinates", {"name": name, "metres": round(metres)})
                break
