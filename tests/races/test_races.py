"""Several processes want the same at one moment: every race is right, and goes wrong once its guard is taken away.

On SQLite one transaction after the other writes, in whatever process, and sees what the one before left; the guards that only
matter between transactions which run side by side are taken away on PostgreSQL, where these can be seen to matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import pytest

from stations.actions import book, clinics, my_booking
from stations.actions.book import SessionView
from stations.bookings import BookingView
from stations.plans import Plan
from stations.roles import DRIVER
from stations.storage import sessions
from stations.storage.engine import Database, open_database
from tests.conftest import NOW, TRUCK
from tests.races import doings
from tests.races.contenders import CONTENDERS, Contenders, Doing
from tests.races.doings import STAFF

pytestmark = pytest.mark.xdist_group("races")
PLAN = Plan(
    TRUCK, "clinic", {"en": "Blood pressure"}, (), date(2026, 11, 25), time(9), time(9, 45), 15, 5, walk_in_capacity=5
)
ON_THE_DAY = datetime.fromisoformat("2026-11-25T00:55:00Z")
SOME, MANY = 8, 30


@dataclass(frozen=True)
class Race:
    """A database, who contends there, and a session of three slots to contend for."""

    db: Database
    url: str
    contenders: Contenders
    view: SessionView

    def run(self, what: list[Doing], without: str = "") -> list[str]:
        return self.contenders.race(self.url, what, without)

    def again(self, **changes: object) -> Race:
        """Return the same with a session of its own."""
        return replace(self, view=opened(self.db, **changes))

    @property
    def session_id(self) -> str:
        return self.view.session.id

    @property
    def slot_id(self) -> int:
        return self.view.slots[0].id

    def booked(self, person: int) -> BookingView:
        answer = book.book(self.db, DRIVER, NOW, doings.request(self.slot_id, person))
        assert isinstance(answer, BookingView), answer
        return answer

    def people(self, count: int) -> range:
        """Return the numbers of some people who have not taken part in a race on another day."""
        first = (self.view.session.on_date - PLAN.on_date).days * count
        return range(first, first + count)

    def statuses(self) -> list[str]:
        rows = self.db.read(
            lambda tx: tx.tuples("SELECT status FROM booking WHERE session_id = :id ORDER BY id", id=self.session_id)
        )
        return [str(row[0]) for row in rows]

    def is_waited_for_in_vain(self) -> bool:
        is_free = any(slot.free for slot in book.see_session(self.db, self.session_id).slots)
        return is_free and "waitlist" in self.statuses()

    def miscounted(self) -> list[str]:
        return self.db.read(sessions.miscounted)


def opened(db: Database, **changes: object) -> SessionView:
    draft = clinics.create(db, STAFF, NOW, replace(PLAN, **changes))  # type: ignore[arg-type]
    clinics.publish(db, STAFF, NOW, draft.id, draft.version)
    return book.see_session(db, draft.id)


@pytest.fixture
def race(db: Database, url: str, contenders: Contenders) -> Race:
    return Race(db, url, contenders, opened(db))


@pytest.fixture
def side_by_side(
    new_database_url: Callable[..., str], models: Callable[[str, bool], str], contenders: Contenders
) -> Race:
    """A race on the engine on which transactions run side by side."""
    url = new_database_url("postgresql", models("postgresql", True))
    db = open_database(url)
    return Race(db, url, contenders, opened(db))


def on_days(race: Race, count: int) -> Iterator[Race]:
    """Yield the race on so many days, each with a session of its own."""
    return (race.again(on_date=PLAN.on_date + timedelta(days=number)) for number in range(count))


def goes_wrong(race: Race, one_round: Callable[[Race], bool]) -> bool:
    """Tell whether any of many rounds goes wrong."""
    found = any(not one_round(each) for each in on_days(race, MANY))
    race.db.close()
    return found


def goes_well(race: Race, one_round: Callable[[Race], bool]) -> bool:
    """Tell whether all of some rounds go well."""
    return all(one_round(each) for each in on_days(race, SOME))


def everybody_at(race: Race, name: str) -> list[Doing]:
    return [(name, NOW, race.slot_id, person) for person in range(CONTENDERS)]


WAYS = {"book": "book_place", "hold and confirm": "hold_and_confirm"}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_five_places_go_to_five_of_twelve(race: Race, way: str) -> None:
    outcomes = race.run(everybody_at(race, way))
    assert sorted(outcomes) == ["booked"] * 5 + ["slot-full"] * 7
    assert race.statuses() == ["booked"] * 5
    assert race.miscounted() == []


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_without_counting_places_they_go_to_twelve(race: Race, way: str) -> None:
    assert race.run(everybody_at(race, way), "places are counted") == ["booked"] * CONTENDERS


def test_five_walk_in_places_go_to_five_of_twelve(race: Race) -> None:
    outcomes = race.run([("walk_in", ON_THE_DAY, race.session_id)] * CONTENDERS)
    assert sorted(outcomes) == ["checked-in"] * 5 + ["walk-ins-full"] * 7
    assert race.miscounted() == []


def test_without_counting_walk_ins_twelve_are_taken_in(race: Race) -> None:
    outcomes = race.run([("walk_in", ON_THE_DAY, race.session_id)] * CONTENDERS, "walk-ins are counted")
    assert outcomes == ["checked-in"] * CONTENDERS


def everywhere_at_once(race: Race) -> list[Doing]:
    """One person books twelve sessions that overlap."""
    views = [opened(race.db, kind="talk", start=time(9, 5 * (number % 3))) for number in range(CONTENDERS)]
    return [("book_place", NOW, view.slots[0].id, 1) for view in views]


def test_one_person_gets_one_of_twelve_places_that_overlap(race: Race) -> None:
    outcomes = race.run(everywhere_at_once(race))
    assert sorted(outcomes) == ["booked"] + ["overlaps"] * 11
    assert race.miscounted() == []


def test_without_the_key_over_time_one_person_gets_all_twelve(race: Race) -> None:
    assert race.run(everywhere_at_once(race), "one person, one time") == ["booked"] * CONTENDERS


def test_one_request_sent_twelve_times_at_once_is_one_walk_in(race: Race) -> None:
    outcomes = race.run([("walk_in", ON_THE_DAY, race.session_id, "the same")] * CONTENDERS)
    assert outcomes == ["checked-in"] * CONTENDERS, "everybody is told of the one"
    assert race.statuses() == ["checked-in"]
    assert race.miscounted() == []


def test_without_the_key_of_the_request_it_is_as_many_as_there_is_room_for(race: Race) -> None:
    race.run([("walk_in", ON_THE_DAY, race.session_id, "the same")] * CONTENDERS, "a key is used once")
    assert race.statuses() == ["checked-in"] * 5


def cancelled_once(race: Race, without: str = "") -> bool:
    """Three are booked, and one of them cancels twelve times at once: two places stay taken."""
    view, *_ = (race.booked(person) for person in race.people(3))
    outcomes = race.run([("cancel", NOW, view.booking.token)] * CONTENDERS, without)
    return outcomes.count("cancelled") == 1 and race.miscounted() == []


def test_a_booking_is_cancelled_once(race: Race) -> None:
    assert goes_well(race, cancelled_once)


def test_without_compare_and_swap_it_is_cancelled_twice(side_by_side: Race) -> None:
    assert goes_wrong(side_by_side, lambda race: cancelled_once(race, "compare and swap"))


def offered_to_one(race: Race, without: str = "") -> bool:
    """An offer is accepted in its last second by some, and found over by the clock of others: it is one or the other."""
    race = race.again(places_per_slot=1, end=time(9, 15), on_date=race.view.session.on_date, kind="other")
    first, *others = race.people(3)
    sitting = race.booked(first)
    asked, after = (book.wait(race.db, DRIVER, NOW, race.session_id, doings.request(0, person)) for person in others)
    assert isinstance(asked, BookingView)
    assert isinstance(after, BookingView)
    my_booking.cancel(race.db, NOW, sitting.booking.token)
    over = NOW + timedelta(minutes=race.view.session.terms.offer_minutes)
    accepting: list[Doing] = [("accept", over - timedelta(seconds=1), asked.booking.token)] * 6
    outcomes = race.run([*accepting, *[("keep_time", over)] * 6], without)
    is_taken = "booked" in outcomes
    expected = ["cancelled", *(["booked", "waitlist"] if is_taken else ["cancelled", "pending"])]
    is_one = not is_taken or "1 ended" not in outcomes
    return is_one and race.statuses() == expected and race.miscounted() == []


def test_an_offer_is_accepted_or_over_and_never_both(race: Race) -> None:
    assert goes_well(race, offered_to_one)


def test_without_compare_and_swap_an_offer_can_be_both(side_by_side: Race) -> None:
    assert goes_wrong(side_by_side, lambda race: offered_to_one(race, "compare and swap"))


def all_are_told(race: Race, without: str = "") -> bool:
    """Eleven book while the session is cancelled: afterwards nobody is booked, and who had been was told."""
    race = race.again(places_per_slot=20, on_date=race.view.session.on_date, kind="other")
    booking: list[Doing] = [("book_place", NOW, race.slot_id, person) for person in race.people(CONTENDERS - 1)]
    outcomes = race.run([*booking[:5], ("cancel_session", NOW, race.session_id), *booking[5:]], without)
    return f"{outcomes.count('booked')} told" in outcomes and set(race.statuses()) <= {"cancelled"}


def test_nobody_stays_booked_in_a_session_that_is_cancelled_meanwhile(race: Race) -> None:
    assert goes_well(race, all_are_told)
    assert race.miscounted() == []


def test_without_closing_the_slots_somebody_stays_booked(side_by_side: Race) -> None:
    assert goes_wrong(side_by_side, lambda race: all_are_told(race, "closed slots"))


def nobody_waits_in_vain(race: Race, without: str = "") -> bool:
    """In each of six sessions with one place one person cancels while another wants to wait: no place is left to nobody."""
    day = race.view.session.on_date
    six = [
        race.again(places_per_slot=1, start=time(hour), end=time(hour, 15), on_date=day, kind="other")
        for hour in range(9, 15)
    ]
    pairs = list(zip(six, race.people(CONTENDERS)[:6], race.people(CONTENDERS)[6:], strict=True))
    leaving: list[Doing] = [("cancel", NOW, one.booked(person).booking.token) for one, person, _ in pairs]
    coming: list[Doing] = [("wait_or_book", NOW, one.session_id, one.slot_id, person) for one, _, person in pairs]
    race.run([doing for pair in zip(leaving, coming, strict=True) for doing in pair], without)
    return not any(one.is_waited_for_in_vain() for one in six)


def test_nobody_waits_for_a_place_that_is_given_back_meanwhile(race: Race) -> None:
    assert goes_well(race, nobody_waits_in_vain)
    assert race.miscounted() == []


def test_without_holding_the_slots_still_somebody_waits_in_vain(side_by_side: Race) -> None:
    assert goes_wrong(side_by_side, lambda race: nobody_waits_in_vain(race, "held still"))
