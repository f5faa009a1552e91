"""The board of dates: what expires first, page by page, of one's own stations only."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from stations.actions.aed_board import Board, board
from stations.actions.care import set_amenity
from stations.actions.demo import add_demo_stations
from stations.amenities import AmenityState
from stations.edits import AmenityChange
from stations.errors import Forbidden
from stations.exchange.demo_stations import generate
from stations.roles import SYSTEM, Actor
from stations.storage.engine import Database
from tests.conftest import PORT, TRUCK

WORKS = AmenityState.AVAILABLE


def rows(found: Board) -> list[tuple[str, str, int | None]]:
    return [(due.station_id, due.part, due.days_left) for due in found.dues]


@pytest.fixture
def dated(db: Database, admin: Actor, now: datetime) -> None:
    """22 November 2026: at the truck drivers' station pads are good for nine days, medicine since yesterday no more."""
    pads, battery, medicine = date(2026, 12, 1), date(2028, 1, 1), date(2026, 11, 21)
    change = AmenityChange("aed", 1, WORKS, pads_expire_on=pads, battery_expire_on=battery)
    set_amenity(db, admin, now, TRUCK, change)
    set_amenity(db, admin, now, TRUCK, AmenityChange("first_aid_kit", 1, WORKS, medicine_expire_on=medicine))


def test_what_expires_first_comes_first_and_what_nobody_dated_last(
    db: Database, admin: Actor, now: datetime, dated: None
) -> None:
    found = board(db, admin, now)
    assert rows(found)[:3] == [(TRUCK, "medicine", -1), (TRUCK, "pads", 9), (TRUCK, "battery", 405)]
    assert set(rows(found)[3:]) == {(PORT, part, None) for part in ("pads", "battery", "medicine")}
    assert not found.has_more
    first = found.dues[0]
    assert (first.facility, first.state, first.on) == ("first_aid_kit", AmenityState.UNKNOWN, date(2026, 11, 21))


def test_pages_follow_each_other_without_a_gap(db: Database, admin: Actor, now: datetime, dated: None) -> None:
    pages = [board(db, admin, now, page=number, a_page=4) for number in range(3)]
    assert [row for page in pages for row in rows(page)] == rows(board(db, admin, now))
    assert [page.has_more for page in pages] == [True, False, False]


def test_what_is_not_there_is_not_on_the_board(db: Database, admin: Actor, now: datetime, dated: None) -> None:
    set_amenity(db, admin, now, PORT, AmenityChange("aed", 1, AmenityState.ABSENT))
    assert [row for row in rows(board(db, admin, now)) if row[0] == PORT] == [(PORT, "medicine", None)]


def test_a_district_can_be_chosen(db: Database, admin: Actor, now: datetime, dated: None) -> None:
    add_demo_stations(db, admin, now, generate(40, 7, now))
    assert {due.station_id for due in board(db, admin, now, "珠海市香洲区").dues} >= {TRUCK, PORT}
    chosen = next(due.district for due in board(db, admin, now).dues if due.district != "珠海市香洲区")
    assert {due.district for due in board(db, admin, now, chosen).dues} == {chosen}
    assert board(db, admin, now, "nowhere").dues == ()


def test_a_manager_sees_their_own_stations_only(
    db: Database, manager: Actor, other_manager: Actor, now: datetime, dated: None
) -> None:
    assert {due.station_id for due in board(db, manager, now).dues} == {TRUCK}
    assert {due.station_id for due in board(db, other_manager, now).dues} == {PORT}
    assert board(db, Actor(manager.role, "manager-3"), now).dues == ()


@pytest.mark.parametrize("who", ["driver", "staff", "system"])
def test_nobody_else_may(who: str, db: Database, now: datetime, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Forbidden):
        board(db, SYSTEM if who == "system" else request.getfixturevalue(who), now)
