"""The atlas in memory follows what is stored."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from stations.amenities import Amenity, AmenityState
from stations.hours import Schedule
from stations.storage import amenities, schedules, stations
from stations.storage.atlas import Atlas, atlas_of
from stations.storage.engine import Database, Tx, open_database
from tests.storage.conftest import fill, make_station, scattered


def _atlas(db: Database) -> Atlas:
    return db.read(lambda tx: atlas_of(db, tx))


def _matches_the_table(db: Database) -> bool:
    rows = db.read(
        lambda tx: tx.tuples("SELECT key, lat, lng, offered, mentioned, schedule_key FROM station ORDER BY key")
    )
    atlas = _atlas(db)
    columns = (atlas.keys, atlas.lats, atlas.lngs, atlas.offered, atlas.mentioned, atlas.schedules)
    return list(zip(*(column.tolist() for column in columns), strict=True)) == rows


def test_an_empty_database_has_an_empty_atlas(empty_db: Database) -> None:
    assert _atlas(empty_db).keys.size == 0
    assert _matches_the_table(empty_db)


def test_what_did_not_change_is_not_read_again(empty_db: Database) -> None:
    fill(empty_db, scattered(200, seed=1))
    before = _atlas(empty_db)
    assert _atlas(empty_db) is before


def test_added_stations_appear_in_the_order_of_their_keys(empty_db: Database) -> None:
    fill(empty_db, scattered(100, seed=1))
    assert _matches_the_table(empty_db)
    fill(empty_db, [make_station("later")])
    assert _atlas(empty_db).keys.size == 101
    assert _matches_the_table(empty_db)
    assert np.all(np.diff(_atlas(empty_db).keys) > 0)


def test_a_moved_station_with_other_hours_is_seen(empty_db: Database) -> None:
    first = fill(empty_db, [make_station("one"), make_station("two"), make_station("three")])
    before = _atlas(empty_db)

    def move(tx: Tx) -> None:
        station = stations.get(tx, "two")
        assert station is not None
        moved = replace(station, lat=22.5, lng=114.0, schedule=Schedule("CN", "24/7"))
        stations.replace(tx, moved, expected_version=1)

    empty_db.write(move)
    after = _atlas(empty_db)
    assert after.lats.tolist() == [22.21, 22.5, 22.21]
    assert after.keys.tolist() == [first, first + 1, first + 2]
    assert after.schedules[1] == empty_db.write(lambda tx: schedules.intern(tx, Schedule("CN", "24/7")))
    assert before.lats.tolist() == [22.21] * 3  # whoever holds the old one is not disturbed
    assert _matches_the_table(empty_db)


def test_what_a_manager_says_is_seen(empty_db: Database) -> None:
    key = fill(empty_db, [make_station("one")])
    assert _atlas(empty_db).offered.tolist() == [0]
    empty_db.write(lambda tx: amenities.put(tx, key, Amenity("aed", AmenityState.AVAILABLE), 0))
    assert _atlas(empty_db).offered.tolist() == [1]
    empty_db.write(lambda tx: amenities.put(tx, key, Amenity("aed", AmenityState.OUT_OF_ORDER), 1))
    assert _atlas(empty_db).offered.tolist() == [0]
    assert _matches_the_table(empty_db)


def test_every_database_has_its_own(engine: str, new_database_url: Callable[[str], str]) -> None:
    one, other = (open_database(new_database_url(engine)) for _ in range(2))
    for db in (one, other):
        db.migrate()
    fill(one, scattered(5, seed=1))
    fill(other, scattered(7, seed=2))
    assert (_atlas(one).keys.size, _atlas(other).keys.size) == (5, 7)
    one.close()
    other.close()


def test_nothing_is_missed_while_others_write(empty_db: Database) -> None:
    stop = threading.Event()
    wrong: list[str] = []

    def look() -> None:
        while not stop.is_set():
            keys = _atlas(empty_db).keys
            if np.any(np.diff(keys) <= 0):
                wrong.append(f"{keys}")

    readers = [threading.Thread(target=look) for _ in range(2)]
    for reader in readers:
        reader.start()
    writers = [
        threading.Thread(target=lambda name=name: [fill(empty_db, [make_station(f"{name}-{n}")]) for n in range(20)])
        for name in ("a", "b", "c")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    stop.set()
    for reader in readers:
        reader.join()
    assert wrong == []
    assert _atlas(empty_db).keys.size == 60
    assert _matches_the_table(empty_db)
