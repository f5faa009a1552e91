"""Closing an area and opening it again: seen at once by every list, map and page, and only administrators may."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from stations.actions import emergencies
from stations.actions.areas import cities, region_of
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
from stations.storage import audit, stations
from stations.storage.engine import Database
from stations.words import LANGUAGES
from tests.conftest import PORT, TRUCK
from tests.storage.conftest import make_station

HOUR = timedelta(hours=1)
BRIDGE = Point(22.2101, 113.5811)


@pytest.fixture
def both_open(db: Database, admin: Actor, now: datetime) -> None:
    """Both stations at the bridge are open day and night."""
    for station_id in (TRUCK, PORT):
        set_hours(db, admin, now, station_id, see_for_care(db, admin, now, station_id).marks[Part.HOURS], "24/7")


def declared(
    db: Database, actor: Actor, now: datetime, signal: str, area: str, ends_at: datetime | None = None
) -> Closure:
    closure = emergencies.declare(db, actor, now, signal, area, ends_at)
    assert isinstance(closure, Closure), closure
    return closure


def _log(db: Database) -> list[str]:
    return [it.action for it in reversed(db.read(audit.latest)) if it.action.startswith("area.")]


@pytest.mark.parametrize("area", ["CN", "珠海市", "珠海市香洲区"])
def test_an_area_is_closed_everywhere_at_once_until_it_is_lifted(
    area: str, db: Database, admin: Actor, now: datetime, both_open: None
) -> None:
    assert len(find(db, now, Query(is_open=True, near=BRIDGE)).found) == 2
    closure = declared(db, admin, now, "port-closed", area)
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


def test_the_same_signal_again_lasts_longer_and_never_shorter(db: Database, admin: Actor, now: datetime) -> None:
    first = declared(db, admin, now, "typhoon-8", "MO")
    again = declared(db, admin, now + HOUR, "typhoon-8", "MO")
    assert (again.id, again.starts_at, again.ends_at) == (first.id, now, now + 13 * HOUR)
    assert declared(db, admin, now + HOUR, "typhoon-8", "MO", now + 2 * HOUR) == again
    other = declared(db, admin, now + HOUR, "port-closed", "MO")
    assert [it.id for it in emergencies.list_closures(db, admin, now + HOUR).coming] == [other.id, first.id]
    assert _log(db) == ["area.closed", "area.closing-moved", "area.closed"]


def test_a_lifted_one_is_over_and_declaring_it_again_begins_anew(db: Database, admin: Actor, now: datetime) -> None:
    first = declared(db, admin, now, "typhoon-8", "MO")
    emergencies.lift(db, admin, now + HOUR, first.id)
    again = declared(db, admin, now + 2 * HOUR, "typhoon-8", "MO")
    assert (again.id == first.id, again.starts_at) == (False, now + 2 * HOUR)
    listed = emergencies.list_closures(db, admin, now + 2 * HOUR)
    assert ([it.id for it in listed.coming], [it.id for it in listed.past]) == ([again.id], [first.id])


def test_the_end_can_be_moved_by_who_saw_it(db: Database, admin: Actor, now: datetime) -> None:
    first = declared(db, admin, now, "typhoon-8", "MO")
    moved = emergencies.move_end(db, admin, now, first.id, first.ends_at, now + 2 * HOUR)
    assert isinstance(moved, Closure)
    assert emergencies.list_closures(db, admin, now + HOUR).coming == (moved,)
    overtaken = emergencies.move_end(db, admin, now, first.id, first.ends_at, now + 5 * HOUR)
    assert overtaken == Refused(Code.CHANGED_MEANWHILE)
    late = emergencies.move_end(db, admin, now + 3 * HOUR, first.id, moved.ends_at, now + 5 * HOUR)
    assert late == Refused(Code.CHANGED_MEANWHILE)
    assert emergencies.list_closures(db, admin, now + 3 * HOUR).coming == ()
    with pytest.raises(InvalidInput) as wrong:
        emergencies.move_end(db, admin, now, first.id, moved.ends_at, now + 15 * 24 * HOUR)
    assert wrong.value.code is Code.CLOSING_END


def test_many_who_declare_the_same_at_once_close_once(db: Database, admin: Actor, now: datetime) -> None:
    def one(number: int) -> Closure:
        return declared(db, admin, now + timedelta(minutes=number * 5), "typhoon-8", "HK")

    with ThreadPoolExecutor(8) as threads:
        ids = {closure.id for closure in threads.map(one, range(8))}
    (closure,) = emergencies.list_closures(db, admin, now + HOUR).coming
    assert ids == {closure.id}
    assert closure.ends_at == now + 12 * HOUR + timedelta(minutes=35)


@pytest.mark.parametrize(
    ("signal", "area", "refused"),
    [
        ("typhoon-8", "CN", Refused(Code.SIGNAL_NOT_THERE, field="signal")),
        ("typhoon-8", "珠海市", Refused(Code.SIGNAL_NOT_THERE, field="signal")),
        ("rain-red", "澳門氹仔", Refused(Code.SIGNAL_NOT_THERE, field="signal")),
        ("rain-red", "香洲", Refused(Code.AREA_UNKNOWN, field="area")),
        ("rain-red", "Atlantis", Refused(Code.AREA_UNKNOWN, field="area")),
    ],
)
def test_what_would_close_nothing_or_cannot_be_is_refused(
    signal: str, area: str, refused: Refused, db: Database, admin: Actor, now: datetime
) -> None:
    assert emergencies.declare(db, admin, now, signal, area) == refused
    assert emergencies.list_closures(db, admin, now).coming == ()


def test_what_follows_is_told_by_the_hours(db: Database, admin: Actor, now: datetime) -> None:
    seen = see_for_care(db, admin, now, TRUCK).marks[Part.HOURS]
    set_hours(db, admin, now, TRUCK, seen, "Mo-Su 08:00-22:00 || PH off")
    declared(db, admin, now, "port-closed", "CN", now + HOUR)
    for status in (
        see(db, now, TRUCK).status,
        see_for_care(db, admin, now, TRUCK).status,
        next(one.status for one in find(db, now, Query(near=BRIDGE)).found if one.station.id == TRUCK),
    ):
        assert (status.reason, status.until, status.next_state) == (Reason.EMERGENCY, now + HOUR, OpenState.OPEN)


def test_the_cities_to_choose_from_have_names_in_every_language(db: Database, now: datetime) -> None:
    offered = {lang: {area.key: area.name for area in cities(db, now, lang)} for lang in LANGUAGES}
    assert [offered[lang]["珠海市"] for lang in ("zh-Hans", "zh-Hant", "en")] == ["珠海市", "珠海市", "Zhuhai"]
    assert offered["zh-Hant"]["江门市"] == "江門市"
    assert not [key for key in offered["en"] if key.startswith(("香港", "澳門"))]
    assert len(offered["en"]) == len(set(offered["en"].values()))


def test_a_city_that_only_stations_tell_of_is_offered(db: Database, now: datetime) -> None:
    there = [make_station("yz", 22.9, 113.9, district="扬州市广陵区"), make_station("hk", district="Tuen Mun")]
    db.write(lambda tx: stations.add_many(tx, [there[0], replace(there[1], jurisdiction="HK")]))
    keys = [area.key for area in cities(db, now, "en")]
    assert "扬州市" in keys
    assert "Tuen Mun" not in keys
    assert (region_of(db, "扬州"), region_of(db, "Tuen"), region_of(db, "广陵")) == ("CN", "HK", "")


DEEDS: dict[str, Callable[[Database, Actor, datetime], object]] = {
    "list": emergencies.list_closures,
    "declare": lambda db, actor, now: emergencies.declare(db, actor, now, "typhoon-8", "MO"),
    "lift": lambda db, actor, now: emergencies.lift(db, actor, now, "x"),
    "move": lambda db, actor, now: emergencies.move_end(db, actor, now, "x", now, now + HOUR),
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
    for end in (now - HOUR, now, now + 14 * 24 * HOUR + HOUR / 60):
        with pytest.raises(InvalidInput):
            emergencies.declare(db, admin, now, "typhoon-8", "MO", end)
