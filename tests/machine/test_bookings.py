"""Whatever drivers, staff and the clock do in whatever order: the database holds what the plain model of the rules says.

``BOOKING_MACHINE_EXAMPLES=1000`` looks longer, and at other orders each time.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from stations.actions import book, clinics, desk, holds, my_booking, roster, timekeeping, waiting
from stations.actions.book import Request
from stations.bookings import BookingView
from stations.errors import Refused
from stations.instants import to_wall
from stations.plans import Plan
from stations.roles import DRIVER, SYSTEM, Actor, Role
from stations.storage.engine import Database
from stations.terms import Terms
from tests.conftest import TRUCK
from tests.machine.ledger import Ledger, read_ledger
from tests.machine.model import ACTIVE, CONSUMING, Booking, Model, Reasons, Session, Slot

EXAMPLES = int(os.environ.get("BOOKING_MACHINE_EXAMPLES", "0"))
ORDINARY = settings(
    max_examples=EXAMPLES or 50,
    stateful_step_count=40 if EXAMPLES else 30,
    derandomize=not EXAMPLES,
    database=None,
    deadline=None,
    report_multiple_bugs=False,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.generate,),
)
STAFF = Actor(Role.STAFF, "staff-1", frozenset({TRUCK}))
FIRST_DAY = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
PEOPLE = tuple(f"+861380013800{number}" for number in range(6))
NUMBER = st.integers(0, 63)
PARTY = st.sampled_from((1, 1, 1, 2, 3))
_examples = count()


def _with_choices(
    action: tuple[str, dict[str, st.SearchStrategy[Any]]],
) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.tuples(st.just(action[0]), st.fixed_dictionaries(action[1]))


_ACTIONS: list[tuple[str, dict[str, st.SearchStrategy[Any]]]] = []


def does(weight: int, **choices: st.SearchStrategy[Any]) -> Callable[[Any], Any]:
    """Make a method something that happens ``weight`` times as often as the rarest, with ``choices`` drawn for it."""

    def keep(method: Any) -> Any:
        _ACTIONS.extend([(method.__name__, choices)] * weight)
        return method

    return keep


class BookingMachine(RuleBasedStateMachine):
    """Three days of sessions that crowd each other, five people who want to be everywhere, one database."""

    def __init__(self, db: Database) -> None:
        super().__init__()
        self.db = db
        # each example has a fortnight of its own, so that none sees what an earlier one left behind
        self.model = Model(FIRST_DAY + timedelta(days=14 * next(_examples)))
        self.first_audit = db.read(lambda tx: int(tx.tuples("SELECT coalesce(max(id), 0) FROM audit")[0][0]))

    # choosing

    def one_of(self, number: int, *statuses: str) -> int | None:
        """Return a booking, of one in ``statuses`` if there is any, however many there are."""
        numbers = [n for n, one in enumerate(self.model.bookings) if one.token]
        fitting = [n for n in numbers if self.model.bookings[n].status in statuses]
        chosen = fitting or numbers
        return chosen[number % len(chosen)] if chosen else None

    def a_slot(self, number: int, *, is_full: bool = False) -> int:
        """Return a slot: most often one to come, and where ``is_full`` one without a place, if there are such."""
        slots = list(self.model.slots)
        to_come = [slot for slot in slots if self.model.slots[slot].starts > self.model.now]
        wished = [slot for slot in to_come if self.model.free(slot) == 0] if is_full else to_come
        chosen = wished if wished and number % 8 else slots
        return chosen[number // 8 % len(chosen)]

    def a_session(self, number: int) -> int:
        return number % len(self.model.sessions)

    def somebody(self, number: int, session: int) -> str:
        """Return a person, most often one who has nothing in the session yet."""
        new = [phone for phone in PEOPLE if not self.model.active(session, phone)]
        chosen = new if new and number % 8 else PEOPLE
        return chosen[number // 8 % len(chosen)]

    def request(self, slot: int, phone: str, party: int) -> Request:
        return Request(slot, "司机", phone, "truck", has_consented=True, lang="zh-Hans", party=party)

    def fitting(self, session: int, party: int) -> int:
        return min(party, self.model.sessions[session].most_party)

    # comparing

    def check(self, expected: Reasons, answer: object) -> None:
        """Hold an answer against the reasons of the model, and learn the ids of what was made."""
        if isinstance(answer, Refused):
            assert answer.code in expected, (answer, expected)
        else:
            assert not expected, (answer, expected)
        if isinstance(answer, BookingView) and self.model.bookings and not self.model.bookings[-1].id:
            self.model.bookings[-1].id = answer.booking.id
            self.model.bookings[-1].token = answer.booking.token or "-"

    # opening

    @initialize(
        shapes=st.lists(
            st.tuples(st.sampled_from(("clinic", "talk")), NUMBER, NUMBER, NUMBER, NUMBER), min_size=3, max_size=3
        )
    )
    def begin(self, shapes: list[tuple[str, int, int, int, int]]) -> None:
        for shape in shapes:
            self.open(*shape)
        for number in range(10):
            self.book(8 * number + 1, 8 * number + 1, 1)

    @does(2, kind=st.sampled_from(("clinic", "talk")), day=NUMBER, shape=NUMBER, start=NUMBER, terms=NUMBER)
    def open(self, kind: str, day: int, shape: int, start: int, terms: int) -> None:
        if len(self.model.sessions) >= 5:
            return
        starts = self._start(kind, day, start)
        minutes, places, walk_ins = ((10, 1, 0), (15, 1, 1), (20, 1, 2), (10, 2, 0))[shape % 4]
        its_terms = Terms(
            most_party=(1, 3)[terms % 2],
            offer_minutes=(10, 60)[terms // 2 % 2],
            release_minutes=(None, 5)[terms // 4 % 2],
        )
        wall, end = to_wall(starts, "CN"), to_wall(starts + timedelta(minutes=minutes * (2 + shape // 4 % 2)), "CN")
        plan = Plan(
            TRUCK,
            kind,
            {"en": "Try-out"},
            (),
            wall.date(),
            wall.time(),
            end.time(),
            minutes,
            places,
            walk_ins,
            terms=its_terms,
        )
        draft = clinics.create(self.db, STAFF, self.model.now, plan)
        clinics.publish(self.db, STAFF, self.model.now, draft.id, draft.version)
        view = book.see_session(self.db, draft.id)
        place = len(self.model.sessions)
        self.model.slots |= {one.id: Slot(one.id, place, one.starts_at, one.ends_at, places) for one in view.slots}
        assert view.session.starts_at is not None
        assert view.session.ends_at is not None
        self.model.sessions.append(
            Session(
                draft.id, kind, [one.id for one in view.slots], view.session.starts_at, view.session.ends_at, walk_ins,
                its_terms.most_party, its_terms.offer_minutes, its_terms.release_minutes,
            )
        )  # fmt: skip
        for action in ("session.created", "session.published"):
            self.model.audit["session", place, action] += 1

    def _start(self, kind: str, day: int, start: int) -> datetime:
        """Return a start soon, no two of a kind at the same moment, so that which date is the next one is never a matter of luck."""
        soon = self.model.now + timedelta(minutes=30 + 10 * (start % 4), days=day % 5 // 4)
        starts = soon - timedelta(minutes=soon.minute % 5, seconds=soon.second)
        while any(one.kind == kind and one.starts == starts for one in self.model.sessions):
            starts += timedelta(minutes=5)
        return starts

    # drivers

    @does(6, number=NUMBER, person=NUMBER, party=PARTY)
    def book(self, number: int, person: int, party: int) -> None:
        slot = self.a_slot(number)
        phone = self.somebody(person, self.model.slots[slot].session)
        party = self.fitting(self.model.slots[slot].session, party)
        expected = self.model.book(slot, phone, party)
        self.check(expected, book.book(self.db, DRIVER, self.model.now, self.request(slot, phone, party)))

    @does(4, number=NUMBER, party=PARTY, other=NUMBER, is_instead=st.booleans())
    def hold(self, number: int, party: int, other: int, *, is_instead: bool) -> None:
        slot = self.a_slot(number)
        party = self.fitting(self.model.slots[slot].session, party)
        instead = self.one_of(other, "pending") if is_instead else None
        token = self.model.bookings[instead].token if instead is not None else ""
        expected = self.model.hold(slot, party, instead)
        answer = holds.hold(self.db, self.model.now, slot, "en", party=party, instead_of=token)
        self.check(expected, answer)

    @does(4, number=NUMBER, person=NUMBER, party=PARTY, keeps_party=st.booleans())
    def confirm(self, number: int, person: int, party: int, *, keeps_party: bool) -> None:
        held = [n for n, one in enumerate(self.model.bookings) if not one.is_named]
        if not held:
            return
        one = self.model.bookings[held[number % len(held)]]
        assert one.slot is not None
        party = one.party if keeps_party else self.fitting(one.session, party)
        phone = self.somebody(person, one.session)
        request = self.request(one.slot, phone, party)
        expected = self.model.confirm(held[number % len(held)], phone, party)
        self.check(expected, holds.confirm(self.db, self.model.now, one.token, request))

    @does(9, number=NUMBER, person=NUMBER, party=PARTY, is_any=st.booleans(), at_once=st.booleans())
    def wait(self, number: int, person: int, party: int, *, is_any: bool, at_once: bool) -> None:
        slot = self.a_slot(number, is_full=True)
        session = self.model.slots[slot].session
        phone = self.somebody(person, session)
        party = self.fitting(session, party)
        expected = self.model.wait(session, None if is_any else slot, phone, party, at_once=at_once)
        request = self.request(0 if is_any else slot, phone, party)
        self.check(
            expected,
            book.wait(
                self.db, DRIVER, self.model.now, self.model.sessions[session].id, request, accepts_at_once=at_once
            ),
        )

    @does(5, number=NUMBER, by_staff=st.booleans())
    def cancel(self, number: int, *, by_staff: bool) -> None:
        chosen = self.one_of(number, "booked", "waitlist", "pending")
        if chosen is None:
            return
        one = self.model.bookings[chosen]
        expected = self.model.cancel(chosen)
        if by_staff:
            self.check(expected, roster.cancel_for(self.db, STAFF, self.model.now, one.id))
        else:
            self.check(expected, my_booking.cancel(self.db, self.model.now, one.token))

    @does(6, number=NUMBER, to=NUMBER)
    def move(self, number: int, to: int) -> None:
        chosen, slot = self.one_of(number, "booked"), self.a_slot(to)
        if chosen is None:
            return
        one = self.model.bookings[chosen]
        if self.model.sessions[one.session].kind != self.model.sessions[self.model.slots[slot].session].kind:
            return
        expected = self.model.move(chosen, slot)
        self.check(expected, my_booking.move(self.db, self.model.now, one.token, slot))

    @does(6, number=NUMBER, is_taken=st.booleans())
    def answer_an_offer(self, number: int, *, is_taken: bool) -> None:
        if not any(one.is_offer for one in self.model.bookings):
            return
        offered = [n for n, one in enumerate(self.model.bookings) if one.is_offer]
        token = self.model.bookings[offered[number % len(offered)]].token
        if is_taken:
            expected = self.model.accept(offered[number % len(offered)])
            self.check(expected, waiting.accept(self.db, self.model.now, token))
        else:
            expected = self.model.cancel(offered[number % len(offered)])
            self.check(expected, my_booking.cancel(self.db, self.model.now, token))

    # staff

    def _at_the_desk(
        self, number: int, by_model: Callable[[int], Reasons], act: Callable[..., object], *of: str
    ) -> None:
        chosen = self.one_of(number, *of)
        if chosen is not None:
            booking_id = self.model.bookings[chosen].id
            expected = by_model(chosen)
            self.check(expected, act(self.db, STAFF, self.model.now, booking_id))

    @does(6, number=NUMBER, what=st.sampled_from(("check in", "no-show", "fulfil", "undo", "check in")))
    def at_the_desk(self, number: int, what: str) -> None:
        if what == "check in":
            self._at_the_desk(number, self.model.check_in, desk.check_in, "booked", "noshow")
        elif what == "no-show":
            self._at_the_desk(number, self.model.no_show, desk.no_show, "booked")
        elif what == "fulfil":
            self._at_the_desk(number, self.model.fulfil, desk.fulfil, "checked-in")
        else:
            self._at_the_desk(number, self.model.undo, desk.undo, "checked-in", "noshow", "fulfilled")

    @does(4, number=NUMBER, phone=st.sampled_from(("", *PEOPLE)), party=PARTY)
    def walk_in(self, number: int, phone: str, party: int) -> None:
        session = self.a_session(number)
        party = self.fitting(session, party)
        expected = self.model.walk_in(session, phone, party)
        arrival = desk.WalkIn(
            self.model.sessions[session].id, "路人", phone, "other", has_consented=True, lang="zh-Hans", party=party
        )
        self.check(expected, desk.walk_in(self.db, STAFF, self.model.now, arrival))

    @does(2, number=NUMBER, places=st.integers(0, 3), only=st.none() | NUMBER)
    def change_places(self, number: int, places: int, only: int | None) -> None:
        session = self.a_session(number)
        slots = self.model.sessions[session].slots
        chosen = [] if only is None else [slots[only % len(slots)]]
        expected = self.model.change_places(session, places, chosen)
        session_id = self.model.sessions[session].id
        self.check(expected, clinics.change_places(self.db, STAFF, self.model.now, session_id, places, chosen))

    @does(1, number=NUMBER, offers_next=st.booleans())
    def cancel_session(self, number: int, *, offers_next: bool) -> None:
        if len(self.model.bookings) <= 12 * (1 + sum(one.is_cancelled for one in self.model.sessions)):
            return
        session = self.a_session(number)
        expected = self.model.cancel_session(session, offers_next=offers_next)
        session_id = self.model.sessions[session].id
        self.check(expected, clinics.cancel(self.db, STAFF, self.model.now, session_id, offers_next=offers_next))
        self._learn_of_offers()

    def _learn_of_offers(self) -> None:
        """The offers of the next date came into being without an answer of their own."""
        for one in self.model.bookings:
            if one.replaces is not None and not one.id:
                lost = self.model.bookings[one.replaces]
                mine = my_booking.open_booking(self.db, lost.token)
                assert isinstance(mine, my_booking.MyBooking)
                assert mine.replacement is not None
                link = my_booking.link_to_replacement(self.db, self.model.now, lost.token)
                assert isinstance(link, str)
                one.id, one.token = mine.replacement.booking.id, link

    # the clock

    @does(6, minutes=st.sampled_from((1, 5, 10, 10, 25)), is_kept=st.booleans())
    def advance(self, minutes: int, *, is_kept: bool) -> None:
        if not any(self.model.is_on(number) for number in range(len(self.model.sessions))):
            return
        self.model.now += timedelta(minutes=minutes)
        if is_kept:
            self.model.keep_time()
            timekeeping.keep_time(self.db, SYSTEM, self.model.now)

    @rule(action=st.deferred(lambda: st.sampled_from(_ACTIONS).flatmap(_with_choices)))
    def somebody_acts(self, action: tuple[str, dict[str, Any]]) -> None:
        name, chosen = action
        getattr(self, name)(**chosen)

    # what must always be so

    def ledger(self) -> Ledger:
        return read_ledger(self.db, [one.id for one in self.model.sessions], self.first_audit)

    @invariant()
    def the_database_says_what_the_model_says(self) -> None:
        found, model = self.ledger(), self.model
        assert found.bookings == {one.id: self._written(one) for one in model.bookings}
        assert found.taken == {slot: model.taken(slot) for slot in model.slots}
        assert found.walk_ins == {one.id: model.walk_ins_taken(n) for n, one in enumerate(model.sessions)}
        assert found.occupied == model.occupied()
        told = Counter((model.bookings[number].id, kind, version) for number, kind, version in model.notices)
        assert found.notices == told
        assert found.audit == Counter(
            {
                ((model.bookings if what == "booking" else model.sessions)[number].id, action): times
                for (what, number, action), times in model.audit.items()
            }
        )
        self._nothing_is_broken(found)

    def _written(self, one: Booking) -> tuple[object, ...]:
        session = self.model.sessions[one.session].id
        return (session, one.slot, one.status, one.phone, one.party, one.expires, one.is_offer, one.version)

    def _nothing_is_broken(self, found: Ledger) -> None:
        """What has to hold whatever the model says."""
        assert found.miscounted == []
        assert found.over_capacity == []
        assert all((row[5] is not None) == (row[2] == "pending") for row in found.bookings.values())
        active = [(row[0], row[3]) for row in found.bookings.values() if row[3] and row[2] in ACTIVE]
        assert len(active) == len(set(active)), "one person, one booking or wait a session"
        assert max(found.notices.values(), default=1) == 1
        times = [
            (row[3], self.model.slots[row[1]])
            for row in found.bookings.values()
            if row[3] and row[1] and row[2] in CONSUMING
        ]
        for place, (phone, slot) in enumerate(times):
            for other_phone, other in times[:place]:
                assert phone != other_phone or slot.ends <= other.starts or other.ends <= slot.starts

    @invariant()
    def nobody_waits_for_a_place_they_could_have(self) -> None:
        model = self.model
        for number, session in enumerate(model.sessions):
            if model.is_on(number):
                for waits in model.waiting(number):
                    assert not any(model.can_use(model.bookings[waits], slot) for slot in session.slots)


def test_any_order_of_actions_leaves_what_the_rules_say(db: Database) -> None:
    run_state_machine_as_test(lambda: BookingMachine(db), settings=ORDINARY)
