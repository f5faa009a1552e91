"""Closing an area and opening it again: seen at once by every list, map and page, and only administrators may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from stations.actions import emergencies
from stations.actions.care import see_for_care
from stations.actions.care_station import set_hours
from stations.actions.find import Query, find
from stations.actions.station import see
from stations.actions.viewport import viewport
from stations.edits import Part
from stations.emergencies import Closure
from stations.errors import Code, Forbidden, InvalidInput, NotFound, Refused
from stations.geo import Box, Point
from stations.hours import OpenState, Reason
from stations.roles import SYSTEM, Actor
from stations.storage import audit
from stations.storage.engine import Database
from tests.conftest import PORT, TRUCK

HOUR = timedelta(hours=1)
BRIDGE = Point(22.2101, 113.5811)


@pytest.fixture
def both_open(db: Database, admin: Actor, now: datetime) -> None:
    """Both stations at the bridge are open day and night."""
    for station_id in (TRUCK, PORT):
        set_hours(db, admin, now, station_id, see_for_care(db, admin, now, station_id).marks[Part.HOURS], "24/7")


@pytest.mark.parametrize("area", ["CN", "珠海市", "珠海市香洲区"])
def test_an_area_is_closed_everywhere_at_once_until_it_is_lifted(
    area: str, db: Database, admin: Actor, now: datetime, both_open: None
) -> None:
    assert len(find(db, now, Query(is_open=True, near=BRIDGE)).found) == 2
    closure = emergencies.declare(db, admin, now, "port-closed", area)
    told = see(db, now, TRUCK).status
    assert (told.state, told.reason, told.until, told.note) == (
        OpenState.CLOSED, Reason.EMERGENCY, now + 24 * HOUR, "port-closed",
    )  # fmt: skip
    assert find(db, now, Query(is_open=True, near=BRIDGE)).found == ()
    assert {one.status.reason for one in find(db, now, Query(near=BRIDGE)).found} == {Reason.EMERGENCY}
    drawn = viewport(db, now, Box(15, 70, 55, 140), 18, Query())
    assert {status.state for _, status in drawn.stations} == {OpenState.CLOSED}
    assert viewport(db, now, Box(15, 70, 55, 140), 18, Query(is_open=True)).total == 0
    after = Query(is_open=True, at=now + 25 * HOUR, near=BRIDGE)
    assert len(find(db, now, after).found) == 2
    assert find(db, now, Query(is_open=True, at=now - HOUR, stay=120, near=BRIDGE)).found == ()

    assert isinstance(emergencies.lift(db, admin, now + HOUR, closure.id), Closure)
    assert see(db, now + HOUR, TRUCK).status.state is OpenState.OPEN
    assert len(find(db, now + HOUR, Query(is_open=True, near=BRIDGE)).found) == 2
    assert emergencies.lift(db, admin, now + HOUR, closure.id) == Refused(Code.CHANGED_MEANWHILE)


def test_another_area_stays_open(db: Database, admin: Actor, now: datetime, both_open: None) -> None:
    emergencies.declare(db, admin, now, "typhoon-8", "MO")
    assert len(find(db, now, Query(is_open=True, near=BRIDGE)).found) == 2


def test_the_same_signal_again_moves_the_end_and_the_end_can_be_moved(
    db: Database, admin: Actor, now: datetime
) -> None:
    first = emergencies.declare(db, admin, now, "typhoon-8", "MO")
    again = emergencies.declare(db, admin, now + HOUR, "typhoon-8", "MO")
    assert (again.id, again.ends_at) == (first.id, now + 13 * HOUR)
    moved = emergencies.move_end(db, admin, now + HOUR, first.id, now + 2 * HOUR)
    assert isinstance(moved, Closure)
    assert emergencies.list_closures(db, admin, now + HOUR).coming == (moved,)
    listed = emergencies.list_closures(db, admin, now + 3 * HOUR)
    assert (listed.coming, [it.id for it in listed.past]) == ((), [first.id])
    assert emergencies.move_end(db, admin, now + 3 * HOUR, first.id, now + 5 * HOUR) == Refused(Code.CHANGED_MEANWHILE)
    actions = [it.action for it in db.read(audit.latest) if it.action.startswith("area.")]
    assert actions == ["area.closing-moved", "area.closing-moved", "area.closed"]


DEEDS: dict[str, Callable[[Database, Actor, datetime], object]] = {
    "list": emergencies.list_closures,
    "declare": lambda db, actor, now: emergencies.declare(db, actor, now, "typhoon-8", "MO"),
    "lift": lambda db, actor, now: emergencies.lift(db, actor, now, "x"),
    "move": lambda db, actor, now: emergencies.move_end(db, actor, now, "x", now + HOUR),
}


@pytest.mark.parametrize("who", ["driver", "manager", "staff", "system"])
@pytest.mark.parametrize("deed", DEEDS)
def test_only_administrators_close_areas(
    deed: str, who: str, db: Database, now: datetime, request: pytest.FixtureRequest
) -> None:
    actor = SYSTEM if who == "system" else request.getfixturevalue(who)
    with pytest.raises(Forbidden):
        DEEDS[deed](db, actor, now)


def test_what_is_not_there_is_not_found_and_an_impossible_end_is_refused(
    db: Database, admin: Actor, now: datetime
) -> None:
    with pytest.raises(NotFound):
        emergencies.lift(db, admin, now, "nothing")
    with pytest.raises(InvalidInput):
        emergencies.declare(db, admin, now, "typhoon-8", "MO", now - HOUR)
