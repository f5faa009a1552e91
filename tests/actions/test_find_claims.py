"""Find keeps what was said once, after what is confirmed, and never promises it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from stations.actions.aed import aed_now
from stations.actions.care import confirm_all, see_for_care, set_amenity
from stations.actions.care_station import set_hours
from stations.actions.find import Query, find
from stations.actions.viewport import viewport
from stations.amenities import AmenityState
from stations.claims import Standing
from stations.edits import AmenityChange, Part
from stations.geo import Box, Point
from stations.hours import OpenState, Reason
from stations.roles import Actor
from stations.storage.engine import Database
from tests.conftest import PORT, TRUCK

BRIDGE = Point(22.2101, 113.5811)
CHINA = Box(15.0, 70.0, 55.0, 140.0)
DAY = timedelta(days=1)


def confirm(db: Database, actor: Actor, now: datetime, station_id: str) -> None:
    confirm_all(db, actor, now, station_id, see_for_care(db, actor, now, station_id).seen)


def open_always(db: Database, actor: Actor, now: datetime, station_id: str) -> None:
    mark = see_for_care(db, actor, now, station_id).marks[Part.HOURS]
    set_hours(db, actor, now, station_id, mark, "24/7")


def test_a_facility_filter_keeps_what_has_faded_and_does_not_promise_it(db: Database, now: datetime) -> None:
    finding = find(db, now, Query(facilities=("aed",), near=BRIDGE))
    assert [one.station.id for one in finding.found] == [TRUCK, PORT]
    assert not any(one.is_confirmed for one in finding.found)
    assert {one.told.states["aed"] for one in finding.found} == {AmenityState.UNKNOWN}
    assert {one.told.judgements["aed"].standing for one in finding.found} == {Standing.FADED}


def test_what_is_confirmed_comes_first_though_it_is_farther(db: Database, admin: Actor, now: datetime) -> None:
    confirm(db, admin, now, PORT)
    finding = find(db, now, Query(facilities=("aed", "rest_area"), near=BRIDGE))
    assert [(one.station.id, one.is_confirmed) for one in finding.found] == [(PORT, True), (TRUCK, False)]
    assert [one.station.id for one in find(db, now, Query(near=BRIDGE)).found] == [TRUCK, PORT]


def test_half_a_confirmation_is_none(db: Database, admin: Actor, now: datetime) -> None:
    set_amenity(db, admin, now, PORT, AmenityChange("aed", 1, AmenityState.AVAILABLE))
    finding = find(db, now, Query(facilities=("aed", "rest_area"), near=BRIDGE))
    assert [one.is_confirmed for one in finding.found] == [False, False]


@pytest.mark.parametrize(("limit", "ids"), [(1, [TRUCK]), (2, [PORT, TRUCK])])
def test_a_short_list_never_grows_beyond_what_was_asked(
    db: Database, admin: Actor, now: datetime, limit: int, ids: list[str]
) -> None:
    confirm(db, admin, now, PORT)
    finding = find(db, now, Query(facilities=("aed",), near=BRIDGE, limit=limit))
    assert [one.station.id for one in finding.found] == ids


def test_the_states_change_with_the_hour_alone(db: Database, admin: Actor, now: datetime) -> None:
    confirm(db, admin, now, TRUCK)

    def state(at: datetime) -> AmenityState:
        return find(db, at, Query(near=BRIDGE)).found[0].told.states["aed"]

    ages = (0 * DAY, 34 * DAY, 35 * DAY, 34 * DAY)
    assert [state(now + age) for age in ages] == [
        AmenityState.AVAILABLE, AmenityState.AVAILABLE, AmenityState.UNKNOWN, AmenityState.AVAILABLE,
    ]  # fmt: skip


def test_hours_that_nobody_confirmed_for_three_months_are_unknown_everywhere(
    db: Database, admin: Actor, now: datetime
) -> None:
    open_always(db, admin, now, TRUCK)
    assert [it.station.id for it in find(db, now, Query(is_open=True, near=BRIDGE)).found] == [TRUCK]
    later = now + 90 * DAY
    assert find(db, later, Query(is_open=True, near=BRIDGE)).found == ()
    told = {it.station.id: it.status for it in find(db, later, Query(near=BRIDGE)).found}[TRUCK]
    assert (told.state, told.reason) == (OpenState.UNKNOWN, Reason.FADED)
    hidden = find(db, later, Query(is_open=True, near=BRIDGE)).passed
    assert hidden is not None
    assert (hidden.closed, hidden.hours_unknown) == (0, 2)
    drawn = {brief.id: status.state for brief, status in viewport(db, later, CHINA, 18, Query()).stations}
    assert drawn[TRUCK] is OpenState.UNKNOWN
    assert {brief.id: status.state for brief, status in viewport(db, now, CHINA, 18, Query()).stations}[
        TRUCK
    ] is OpenState.OPEN


def test_an_aed_that_faded_is_not_the_one_to_run_for(db: Database, admin: Actor, now: datetime) -> None:
    open_always(db, admin, now, TRUCK)
    confirm(db, admin, now, TRUCK)
    best = aed_now(db, now, BRIDGE).best
    assert best is not None
    assert best.found.station.id == TRUCK
    later = aed_now(db, now + 36 * DAY, BRIDGE)
    assert later.best is None
    assert [place.why_not for place in later.nearer] == ["faded", "faded"]
