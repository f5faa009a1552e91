"""Find does not rank what lies across a border control as if one could walk there."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from stations.actions.aed import aed_now
from stations.actions.care import confirm_all, see_for_care
from stations.actions.find import Query, find
from stations.errors import Code, InvalidInput
from stations.geo import Point
from stations.roles import Actor
from stations.station import emergency_number
from stations.storage.engine import Database
from tests.conftest import PORT, TRUCK

SENADO_SQUARE = Point(22.1937, 113.5399)
GONGBEI = Point(22.2290, 113.5480)
OUTER_HARBOUR = Point(22.2, 113.57)
FROM_MACAO = Query(near=SENADO_SQUARE)


def told(db: Database, now: datetime, query: Query) -> list[tuple[str, bool]]:
    return [(one.station.id, one.is_across) for one in find(db, now, query).found]


def test_from_macao_the_stations_of_the_mainland_are_left_out_unless_asked_for(db: Database, now: datetime) -> None:
    assert told(db, now, FROM_MACAO) == []
    across = told(db, now, replace(FROM_MACAO, is_across=True))
    assert sorted(across) == sorted([(TRUCK, True), (PORT, True)])


def test_a_driver_who_says_on_which_side_they_are_is_believed(db: Database, now: datetime) -> None:
    assert sorted(told(db, now, replace(FROM_MACAO, side="cn"))) == sorted([(TRUCK, False), (PORT, False)])
    assert told(db, now, Query(near=GONGBEI, side="hk")) == []


@pytest.mark.parametrize("near", [GONGBEI, OUTER_HARBOUR], ids=["the same side", "water, where nobody knows"])
def test_nothing_is_left_out_on_the_same_side_or_where_the_side_is_unknown(
    db: Database, now: datetime, near: Point
) -> None:
    assert sorted(told(db, now, Query(near=near))) == sorted([(TRUCK, False), (PORT, False)])


def test_who_names_a_station_finds_it_wherever_it_lies(db: Database, now: datetime) -> None:
    named = told(db, now, replace(FROM_MACAO, text="港珠澳"))
    assert sorted(named) == sorted([(TRUCK, True), (PORT, True)])


def test_a_side_that_does_not_exist_is_refused(db: Database, now: datetime) -> None:
    with pytest.raises(InvalidInput) as caught:
        find(db, now, replace(FROM_MACAO, side="north"))
    assert (caught.value.code, caught.value.field) == (Code.STATE_UNKNOWN, "side")


def test_an_aed_across_the_control_is_told_as_such_and_the_number_is_that_of_where_one_stands(
    db: Database, admin: Actor, now: datetime
) -> None:
    confirm_all(db, admin, now, PORT, see_for_care(db, admin, now, PORT).seen)
    answer = aed_now(db, now, SENADO_SQUARE)
    assert answer.best is None
    assert {place.why_not for place in answer.nearer} == {"across"}
    assert (answer.jurisdiction, answer.number) == ("MO", emergency_number("MO"))
    at_the_port = aed_now(db, now, GONGBEI)
    assert "across" not in {place.why_not for place in at_the_port.nearer}
    assert at_the_port.jurisdiction == "CN"
