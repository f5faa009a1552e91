"""Stations made up for tests of storage, by seed."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import psycopg
import pytest

from stations.facts import first_claims
from stations.hours import Schedule
from stations.station import Audience, Contact, Position, Station
from stations.storage import stations
from stations.storage.engine import Database, open_database
from stations.trust import CheckedBy
from tests.conftest import ENGINES

AT = datetime(2026, 11, 22, tzinfo=UTC)
HOURS = (None, "24/7", "Mo-Fr 08:00-18:00", "Mo-Su 06:00-23:00", "Sa,Su 10:00-16:00")


@pytest.fixture(scope="module", params=ENGINES)
def shared_db(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """An empty database that the tests of a module fill once and then only read."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('shared') / 'stations.db'}"
    else:
        server, name = request.getfixturevalue("postgres_server"), f"shared_{uuid.uuid4().hex}"
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        url = f"{server}/{name}"
    database = open_database(url)
    database.migrate()
    yield database
    database.close()


def make_station(
    station_id: str,
    lat: float = 22.21,
    lng: float = 113.58,
    *,
    name: str = "工会驿站",
    traditional: str = "",
    english: str = "",
    address: str = "",
    district: str = "",
    hours: str | None = None,
    offered: int = 0,
    mentioned: int = 0,
) -> Station:
    names = {"zh-Hans": name, "zh-Hant": traditional, "en": english}
    station = Station(
        id=station_id,
        names={lang: text for lang, text in names.items() if text},
        jurisdiction="CN",
        lat=lat,
        lng=lng,
        given_lat=lat,
        given_lng=lng,
        datum="wgs84",
        position=Position.EXACT,
        address={"zh-Hans": address} if address else {},
        district=district,
        directions={},
        audience=Audience.UNKNOWN,
        contact=Contact(),
        owner={},
        partners=(),
        serves={},
        schedule=Schedule("CN", hours),
        offered=offered,
        mentioned=mentioned | offered,
        is_demo=False,
        source="made up for a test",
        updated_at=AT,
        version=1,
    )
    return replace(station, claims=first_claims(station, CheckedBy.MANAGER, "", AT))


def scattered(count: int, seed: int) -> list[Station]:
    """Stations in a few towns, along a road, all over the country, and some at exactly the same place."""
    rng = random.Random(seed)
    towns = [(22.21, 113.58), (22.54, 114.06), (23.13, 113.26), (39.9, 116.4), (22.19, 113.54)]
    made = []
    for number in range(count):
        kind = rng.random()
        if kind < 0.6:
            lat, lng = rng.choice(towns)
            lat, lng = rng.gauss(lat, 0.05), rng.gauss(lng, 0.05)
        elif kind < 0.75:
            lat, lng = 22.2 + rng.random() * 0.001, 113.0 + rng.random() * 2
        elif kind < 0.95 or not made:
            lat, lng = rng.uniform(18.5, 50), rng.uniform(75, 134)
        else:
            lat, lng = (lambda twin: (twin.lat, twin.lng))(rng.choice(made))
        offered = sum(1 << bit for bit in range(12) if rng.random() < 0.3)
        mentioned = sum(1 << bit for bit in range(12) if rng.random() < 0.2)
        made.append(
            make_station(
                f"s{number}",
                lat,
                lng,
                name=f"工会驿站{rng.choice('东西南北')}{rng.choice(['桥头', '港口', '车站'])}{number % 97}号",
                hours=rng.choice(HOURS),
                offered=offered,
                mentioned=mentioned,
            )
        )
    return made


def fill(db: Database, made: Sequence[Station]) -> int:
    """Store ``made``; return the key of the first, from which the others follow."""
    return db.write(lambda tx: stations.add_many(tx, made))
