"""The queue of stations to look at: who may, what comes first, and that a station is handed to one person."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from stations.actions import demand, rechecks, report
from stations.actions.care import confirm_all, see_for_care, set_amenity
from stations.actions.demo import add_demo_stations
from stations.amenities import AmenityState
from stations.edits import AmenityChange
from stations.errors import Code, Forbidden, NotFound, Refused
from stations.exchange.demo_stations import generate
from stations.exchange.recheck_file import recheck_csv
from stations.rechecks import LEASE, Lease, Reason, held, score
from stations.reports import ReportKind, Sending
from stations.roles import SYSTEM, Actor, Role
from stations.storage import amenities, audit, sightings, stations
from stations.storage import rechecks as stored
from stations.storage.engine import Database
from tests.conftest import PORT, TRUCK

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def colleague() -> Actor:
    """Another administrator."""
    return Actor(Role.ADMINISTRATOR, "admin-2")


def look_around(db: Database, actor: Actor, at: datetime, station_id: str = TRUCK) -> None:
    seen = see_for_care(db, actor, at, station_id).seen
    assert not isinstance(confirm_all(db, actor, at, station_id, seen), Refused)


def waiting(db: Database, actor: Actor, at: datetime, district: str = "") -> list[str]:
    return [one.station_id for one in rechecks.queue(db, actor, at, district).waiting]


def reasons(db: Database, actor: Actor, at: datetime, station_id: str) -> list[Reason]:
    queue = rechecks.queue(db, actor, at)
    found = next(one for one in (*queue.mine, *queue.waiting) if one.station_id == station_id)
    return [why.reason for why in found.whys]


Deed = Callable[[Database, Actor, datetime], object]
DEEDS: dict[str, Deed] = {
    "queue": lambda db, actor, now: rechecks.queue(db, actor, now),
    "take": lambda db, actor, now: rechecks.take(db, actor, now, TRUCK),
    "give_back": lambda db, actor, now: rechecks.give_back(db, actor, now, TRUCK),
}


@pytest.mark.parametrize("who", ["driver", "manager", "staff", "system"])
@pytest.mark.parametrize("deed", DEEDS)
def test_only_administrators_send_people_to_look(
    db: Database, now: datetime, admin: Actor, request: pytest.FixtureRequest, deed: str, who: str
) -> None:
    actor = SYSTEM if who == "system" else request.getfixturevalue(who)
    rechecks.take(db, admin, now, TRUCK)
    with pytest.raises(Forbidden):
        DEEDS[deed](db, actor, now)
    assert [one.station_id for one in rechecks.queue(db, admin, now).mine] == [TRUCK]


def test_what_nobody_on_the_spot_has_checked_waits_and_leaves_when_somebody_looked(
    db: Database, admin: Actor, now: datetime
) -> None:
    assert sorted(waiting(db, admin, now)) == [PORT, TRUCK]
    assert reasons(db, admin, now, TRUCK) == [Reason.NEVER]
    look_around(db, admin, now)
    assert waiting(db, admin, now) == [PORT]
    assert waiting(db, admin, now + 34 * DAY) == [PORT]
    assert sorted(waiting(db, admin, now + 36 * DAY)) == [PORT, TRUCK]
    assert Reason.STALE in reasons(db, admin, now + 36 * DAY, TRUCK)


def test_what_is_asked_for_more_comes_first(db: Database, admin: Actor, now: datetime) -> None:
    for station_id, views in ((PORT, 10), (TRUCK, 120)):
        for _ in range(views):
            demand.note_view(station_id, now)
    demand.write_down(db, SYSTEM)
    queue = rechecks.queue(db, admin, now).waiting
    assert [one.station_id for one in queue] == [TRUCK, PORT]
    assert queue[0].whys[-1].count == 120
    assert queue[0].score / queue[1].score == pytest.approx(5 / (1 + 10 / 30))
    later = rechecks.queue(db, admin, now + 30 * DAY).waiting
    assert later[0].score == pytest.approx(later[1].score)


def test_what_drivers_found_otherwise_comes_back_at_once(db: Database, admin: Actor, now: datetime) -> None:
    for station_id in (TRUCK, PORT):
        look_around(db, admin, now, station_id)
    assert waiting(db, admin, now) == []
    for number in range(2):
        sending = Sending(
            TRUCK, ReportKind.BROKEN, "aed", now + HOUR, f"device-0000000{number:04}", f"key-{number:016}"
        )
        assert not isinstance(report.send(db, now + HOUR, "192.0.2.7", sending), Refused)
    assert waiting(db, admin, now + 2 * HOUR) == [TRUCK]
    assert reasons(db, admin, now + 2 * HOUR, TRUCK) == [Reason.DISPUTED]


def test_a_district_can_be_chosen(db: Database, admin: Actor, now: datetime) -> None:
    add_demo_stations(db, SYSTEM, now, generate(60, 3))
    rows = db.read(lambda tx: tx.tuples("SELECT district, count(*) FROM station GROUP BY district"))
    district, count = max(rows, key=lambda row: row[1])
    queue = rechecks.queue(db, admin, now, district).waiting
    assert {one.district for one in queue} == {district}
    assert 0 < len(queue) <= count
    assert waiting(db, admin, now, "nowhere") == []


def test_the_ones_worth_weighing_hold_the_highest_scores_of_all(db: Database, admin: Actor, now: datetime) -> None:
    """Narrowing in SQL against every station weighed, the disagreement of none of which is open."""
    add_demo_stations(db, SYSTEM, now - 10 * DAY, generate(400, 5))
    everybody = [one.id for _, one in db.read(lambda tx: stations.each(tx))]
    for number, station_id in enumerate(everybody[:200]):
        for _ in range(number % 7):
            demand.note_view(station_id, now)
    demand.write_down(db, SYSTEM)
    for number, station_id in enumerate(everybody):
        if number % 3:
            look_around(db, admin, now - (number % 50) * DAY, station_id)
    queue = rechecks.queue(db, admin, now, limit=1000).waiting
    first = now.date() - 29 * DAY
    narrowed = db.read(lambda tx: stored.candidates(tx, now, first, "", 120))
    ids = {brief.id for brief in db.read(lambda tx: stations.briefs(tx, narrowed)).values()}
    assert len(narrowed) == 120
    assert {one.station_id for one in queue[:25]} <= ids


def test_the_score_in_the_queue_is_the_rules(db: Database, admin: Actor, now: datetime) -> None:
    look_around(db, admin, now - 20 * DAY)

    def by_rule(tx: object) -> float:
        key, station = stations.key_of(tx, TRUCK), stations.get(tx, TRUCK)  # type: ignore[arg-type]
        assert key is not None
        assert station is not None
        said, seen = amenities.of_station(tx, key), sightings.of_stations(tx, [key])[key]  # type: ignore[arg-type]
        return score(held(said, station.claims, seen, "CN"), 0, now)

    rechecks.take(db, admin, now, TRUCK)
    assert rechecks.queue(db, admin, now).mine[0].score == pytest.approx(db.read(by_rule))


# --- "I'll look"


def test_a_station_that_somebody_looks_at_is_not_handed_to_another(
    db: Database, admin: Actor, colleague: Actor, now: datetime
) -> None:
    assert rechecks.take(db, admin, now, TRUCK) == Lease("admin-1", now, now + LEASE)
    mine, theirs = rechecks.queue(db, admin, now + HOUR), rechecks.queue(db, colleague, now + HOUR)
    assert [one.station_id for one in mine.mine] == [TRUCK]
    assert [one.station_id for one in mine.waiting] == [PORT]
    assert (theirs.mine, [one.station_id for one in theirs.waiting], theirs.with_others) == ((), [PORT], 1)
    refused = rechecks.take(db, colleague, now + HOUR, TRUCK)
    assert isinstance(refused, Refused)
    assert refused.code is Code.RECHECK_TAKEN
    assert rechecks.queue(db, admin, now + HOUR).mine


def test_whoever_has_it_may_take_it_again(db: Database, admin: Actor, now: datetime) -> None:
    rechecks.take(db, admin, now, TRUCK)
    assert rechecks.take(db, admin, now + HOUR, TRUCK) == Lease("admin-1", now + HOUR, now + HOUR + LEASE)


@pytest.mark.parametrize(("after", "is_free"), [(LEASE - timedelta(seconds=1), False), (LEASE, True)])
def test_after_a_day_it_is_free_again(
    db: Database, admin: Actor, colleague: Actor, now: datetime, after: timedelta, is_free: bool
) -> None:
    rechecks.take(db, admin, now, TRUCK)
    assert (TRUCK in waiting(db, colleague, now + after)) == is_free
    assert isinstance(rechecks.take(db, colleague, now + after, TRUCK), Lease) == is_free


def test_it_can_be_given_back_by_whoever_has_it(db: Database, admin: Actor, colleague: Actor, now: datetime) -> None:
    rechecks.take(db, admin, now, TRUCK)
    assert not rechecks.give_back(db, colleague, now, TRUCK)
    assert TRUCK not in waiting(db, colleague, now)
    assert rechecks.give_back(db, admin, now, TRUCK)
    assert not rechecks.give_back(db, admin, now, TRUCK)
    assert TRUCK in waiting(db, colleague, now)
    entries = [one.action for one in db.read(audit.latest) if "recheck" in one.action]
    assert entries == ["station.recheck-given-back", "station.recheck-taken"]


@pytest.mark.parametrize("by_whom", ["admin", "manager"])
@pytest.mark.parametrize("deed", ["confirm_all", "set_amenity"])
def test_looking_ends_it_whoever_looked(
    db: Database,
    admin: Actor,
    colleague: Actor,
    now: datetime,
    request: pytest.FixtureRequest,
    deed: str,
    by_whom: str,
) -> None:
    rechecks.take(db, admin, now, TRUCK)
    looker: Actor = request.getfixturevalue(by_whom)
    if deed == "confirm_all":
        look_around(db, looker, now + HOUR)
    else:
        set_amenity(db, looker, now + HOUR, TRUCK, AmenityChange("aed", 1, AmenityState.OUT_OF_ORDER))
    assert rechecks.queue(db, admin, now + 2 * HOUR).mine == ()
    assert isinstance(rechecks.take(db, colleague, now + 2 * HOUR, TRUCK), Lease)


def test_what_was_checked_before_does_not_end_it(db: Database, admin: Actor, colleague: Actor, now: datetime) -> None:
    look_around(db, admin, now - HOUR)
    rechecks.take(db, admin, now, TRUCK)
    assert isinstance(rechecks.take(db, colleague, now + HOUR, TRUCK), Refused)


def test_a_station_that_is_not_there_is_not_found(db: Database, admin: Actor, now: datetime) -> None:
    for deed in (rechecks.take, rechecks.give_back):
        with pytest.raises(NotFound):
            deed(db, admin, now, "nowhere")


def test_of_sixteen_who_take_it_at_once_one_gets_it(db: Database, now: datetime) -> None:
    people = [Actor(Role.ADMINISTRATOR, f"admin-{number}") for number in range(16)]
    start = threading.Barrier(len(people))

    def take(person: Actor) -> object:
        start.wait()
        return rechecks.take(db, person, now, TRUCK)

    for _ in range(3):
        with ThreadPoolExecutor(len(people)) as pool:
            answers = list(pool.map(take, people))
        winners = [one for one in answers if isinstance(one, Lease)]
        assert len(winners) == 1
        held_by = db.read(lambda tx: tx.tuples("SELECT account_id FROM recheck_lease"))
        assert held_by == [(winners[0].account_id,)]
        winner = next(one for one in people if one.account_id == winners[0].account_id)
        rechecks.give_back(db, winner, now, TRUCK)


def test_the_list_can_be_taken_along(db: Database, admin: Actor, now: datetime) -> None:
    waiting_now = rechecks.queue(db, admin, now).waiting
    risky = [replace(one, district="=1+1") for one in waiting_now]
    lines = recheck_csv(risky, now, "en").decode("utf-8-sig").splitlines()
    assert lines[0] == "Station id,Name,District,Address,Score,Why"
    assert len(lines) == 3
    assert all("'=1+1" in line and line.endswith("ever checked anything here") for line in lines[1:])
