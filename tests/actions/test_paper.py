"""The list of paper stations over real databases: who has been where counts, and only administrators see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from stations.actions.care import confirm_all, see_for_care
from stations.actions.paper import paper_stations
from stations.errors import Forbidden
from stations.paper import Trait
from stations.roles import Actor
from stations.storage import records
from stations.storage.engine import Database
from tests.storage.conftest import make_station


def add(db: Database, now: datetime, count: int = 6) -> None:
    made = [make_station(f"p{n}", 34.7 + n * 0.0013, 113.6 + n * n * 0.0007, name="农业路驿站", district="金水区") for n in range(count)]  # fmt: skip
    unclaimed = [(replace(station, claims={}), ()) for station in made]
    db.write(lambda tx: records.add_many(tx, now, unclaimed))


def test_repeated_names_are_listed_until_somebody_has_been_there(db: Database, admin: Actor, now: datetime) -> None:
    add(db, now)
    found = paper_stations(db, admin)
    assert found.looked_through == 8
    assert {found.briefs[it.key].id for it in found.suspects} == {f"p{n}" for n in range(6)}
    assert all(set(it.traits) >= {Trait.NEVER_CONFIRMED, Trait.REPEATED_NAME} for it in found.suspects)
    assert len(paper_stations(db, admin, "金水").suspects) == 6
    assert paper_stations(db, admin, "香洲").looked_through == 0


def test_the_two_stations_at_the_bridge_are_no_paper_stations(db: Database, admin: Actor, now: datetime) -> None:
    assert paper_stations(db, admin).suspects == ()
    confirm_all(db, admin, now, "hzmb-port", see_for_care(db, admin, now, "hzmb-port").seen)
    assert paper_stations(db, admin).suspects == ()


@pytest.mark.parametrize("who", ["driver", "manager", "staff"])
def test_only_administrators_review_stations(who: str, db: Database, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Forbidden):
        paper_stations(db, request.getfixturevalue(who))
