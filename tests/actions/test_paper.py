"""The list of paper stations over real databases: what takes a station off it, what is chosen, and who may not see it."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from stations.actions import imports, rechecks
from stations.actions.care import see_for_care, set_amenity
from stations.actions.care_station import close_until, set_contact, set_hours
from stations.actions.imports import Counts, ImportPreview
from stations.actions.paper import PaperList, Wanted, paper_stations
from stations.actions.report import Sent, send
from stations.amenities import AmenityState
from stations.edits import AmenityChange, Part
from stations.errors import Forbidden
from stations.exchange.paper_file import paper_csv
from stations.exchange.station_csv import read_csv
from stations.exchange.station_row import Options
from stations.geo import Datum
from stations.paper_traits import Trait
from stations.reports import ReportKind, Sending
from stations.roles import Actor
from stations.storage.engine import Database

POOL = ("24/7", "24/7", "24/7", "08:00-20:00", "05:00-17:30")  # as programs fill hours in
LATER = timedelta(hours=1)
FIRST = "p0"


def row(number: int, rng: random.Random, *, district: str) -> str:
    """A point in a street that five others are named after, with hours by lot."""
    place = f"{34.7 + rng.gauss(0, 0.03):.6f},{113.6 + rng.gauss(0, 0.03):.6f}"
    return f"p{number},{district}{number % 5}路驿站,{district},{place},{rng.choice(POOL)},aed"


def take_list(db: Database, actor: Actor, now: datetime, rows: list[str], source: str = "a list") -> Counts:
    lines = ["id,name,district,lat,lng,opening_hours,facilities", *rows]
    sheet = read_csv("\n".join(lines).encode(), Options(source, jurisdiction="CN", datum=Datum.WGS84))
    preview = imports.preview(db, actor, now, sheet)
    assert isinstance(preview, ImportPreview)
    done = imports.apply(db, actor, now, sheet, preview, without_wrong_rows=True)
    assert isinstance(done, Counts)
    return done


def add(db: Database, actor: Actor, now: datetime, count: int = 30) -> list[str]:
    """Import ``count`` points of a program in each of two districts and from two lists; return the rows of the first."""
    rng = random.Random(3)
    first = [row(n, rng, district="金水区") for n in range(count)]
    second = [row(count + n, rng, district="中原区") for n in range(count)]
    assert take_list(db, actor, now, first).new == count
    assert take_list(db, actor, now, second, "another list").new == count
    return first


def ids(listed: PaperList) -> set[str]:
    return {one.id for one in listed.shown}


def everything(db: Database, admin: Actor, **wanted: object) -> set[str]:
    return ids(paper_stations(db, admin, Wanted(**wanted), None))  # type: ignore[arg-type]


def test_what_a_program_made_is_listed_and_the_two_stations_at_the_bridge_are_not(
    db: Database, admin: Actor, now: datetime
) -> None:
    assert paper_stations(db, admin).shown == ()
    add(db, admin, now)
    found = paper_stations(db, admin, limit=None)
    assert (found.looked_through, found.suspected, found.found) == (62, 60, 60)
    assert ids(found) == {f"p{n}" for n in range(60)}
    assert found.counts[Trait.NEVER_CONFIRMED] == found.counts[Trait.REPEATED_NAME] == 60
    assert found.districts == ("中原区", "金水区")
    assert found.sources == ("a list", "another list")


def change_amenity(db: Database, admin: Actor, now: datetime) -> object:
    return set_amenity(db, admin, now, FIRST, AmenityChange("aed", 1, AmenityState.OUT_OF_ORDER))


def change_hours(db: Database, admin: Actor, now: datetime) -> object:
    return set_hours(db, admin, now, FIRST, see_for_care(db, admin, now, FIRST).marks[Part.HOURS], "Mo-Su 09:00-17:00")


def change_contact(db: Database, admin: Actor, now: datetime) -> object:
    seen = see_for_care(db, admin, now, FIRST)
    return set_contact(db, admin, now, FIRST, seen.marks[Part.CONTACT], "0756 8888888", "")


def close_it(db: Database, admin: Actor, now: datetime) -> object:
    return close_until(db, admin, now, FIRST, see_for_care(db, admin, now, FIRST).marks[Part.CLOSURE], now + LATER, "")


def report_it(db: Database, kind: ReportKind, now: datetime, facility: str = "") -> object:
    return send(db, now, "192.0.2.1", Sending(FIRST, kind, facility, now, "device-of-a-driver", "request-" + "0" * 32))


LOOKS: dict[str, Callable[[Database, Actor, datetime], object]] = {
    "a facility": change_amenity,
    "hours": change_hours,
    "the telephone": change_contact,
    "a closing": close_it,
    "a driver's tap": lambda db, _, now: report_it(db, ReportKind.AS_SHOWN, now),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS.keys())
def test_whoever_was_there_takes_it_off_the_list(
    db: Database, admin: Actor, now: datetime, look: Callable[[Database, Actor, datetime], object]
) -> None:
    add(db, admin, now)
    assert FIRST in everything(db, admin)
    done = look(db, admin, now + LATER)
    assert FIRST not in everything(db, admin), done
    assert len(everything(db, admin)) == 59


def test_a_list_imported_again_a_promise_to_look_and_a_contradiction_do_not(
    db: Database, admin: Actor, now: datetime
) -> None:
    rows = add(db, admin, now)
    changed = [rows[0].replace("p0,金水区0路驿站", "p0,金水区1路驿站"), *rows[1:]]
    assert take_list(db, admin, now + LATER, changed).changed == 1
    rechecks.take(db, admin, now + LATER, FIRST)
    rechecks.give_back(db, admin, now + LATER, FIRST)
    assert isinstance(report_it(db, ReportKind.GONE, now + LATER, "aed"), Sent)
    assert FIRST in everything(db, admin)


def test_what_is_chosen(db: Database, admin: Actor, now: datetime) -> None:
    add(db, admin, now)
    assert everything(db, admin, district="金水区") == {f"p{n}" for n in range(30)}
    assert everything(db, admin, source="another list") == {f"p{n}" for n in range(30, 60)}
    assert everything(db, admin, text="水區2路") == {f"p{n}" for n in range(30) if n % 5 == 2}
    assert everything(db, admin, district="金水区", source="another list") == set()
    always = everything(db, admin, traits=frozenset({Trait.ALWAYS_OPEN, Trait.REPEATED_NAME}))
    assert set() < always < everything(db, admin)
    assert everything(db, admin, traits=frozenset({Trait.DOUBLE})) == set()


def test_a_part_of_a_list_is_weighed_as_the_whole_is(db: Database, admin: Actor, now: datetime) -> None:
    add(db, admin, now)
    whole = {one.id: one.suspect for one in paper_stations(db, admin, limit=None).shown}
    part = paper_stations(db, admin, Wanted(district="中原区"), None)
    assert {one.id: one.suspect for one in part.shown} == {f"p{n}": whole[f"p{n}"] for n in range(30, 60)}
    assert part.suspected == 60


def test_counts_are_of_what_was_chosen_but_for_the_reasons(db: Database, admin: Actor, now: datetime) -> None:
    add(db, admin, now)
    chosen = Wanted(district="中原区", traits=frozenset({Trait.ALWAYS_OPEN}))
    found = paper_stations(db, admin, chosen, 5)
    assert found.counts[Trait.REPEATED_NAME] == 30
    assert found.counts[Trait.ALWAYS_OPEN] == found.found
    assert len(found.shown) == 5


def test_the_file_holds_all_of_them_in_the_order_of_the_list(db: Database, admin: Actor, now: datetime) -> None:
    add(db, admin, now)
    listed = paper_stations(db, admin, limit=None).shown
    lines = paper_csv(listed, "en").decode("utf-8-sig").splitlines()
    assert [line.rsplit(",", 1)[1] for line in lines] == ["Id", *(one.id for one in listed)]


@pytest.mark.parametrize("who", ["driver", "manager", "staff"])
def test_only_administrators_review_stations(who: str, db: Database, request: pytest.FixtureRequest) -> None:
    with pytest.raises(Forbidden):
        paper_stations(db, request.getfixturevalue(who))
