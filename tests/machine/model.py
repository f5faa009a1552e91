"""How booking is meant to work, stated once more in plain Python: lists of people and places, no database.

Each action answers with every reason for which it may be refused; with none, it has been done. A refusal leaves everything as
it was, but for what was over and was taken back on the way, where the rules say so.
"""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from stations.errors import Code

CONSUMING = ("pending", "booked", "checked-in", "fulfilled")
ACTIVE = (*CONSUMING, "waitlist")
HOLD, NEXT_DATE = timedelta(minutes=10), timedelta(hours=24)
OPENS, CLOSES = timedelta(hours=2), timedelta(hours=6)
CELL = 300
Reasons = set[Code]
DONE: Reasons = set()


@dataclass
class Slot:
    """A part of a session; ``planned`` places are offered, more may be taken after the number was lowered."""

    id: int
    session: int
    starts: datetime
    ends: datetime
    planned: int


@dataclass
class Session:
    """A session and its terms."""

    id: str
    kind: str
    slots: list[int]
    starts: datetime
    ends: datetime
    walk_ins: int
    most_party: int
    offer_minutes: int
    release_minutes: int | None
    is_cancelled: bool = False


@dataclass
class Booking:
    """A booking, whose place in the list is its number; ``id`` and ``token`` are learned from the answer."""

    session: int
    slot: int | None
    status: str
    phone: str
    party: int
    is_named: bool = True
    is_offer: bool = False
    at_once: bool = False
    is_walk_in: bool = False
    expires: datetime | None = None
    replaces: int | None = None
    version: int = 1
    id: str = ""
    token: str = ""


@dataclass
class Model:
    """All there is. ``notices`` are (booking, kind, version), ``audit`` counts (booking or session, action)."""

    now: datetime
    sessions: list[Session] = field(default_factory=list)
    slots: dict[int, Slot] = field(default_factory=dict)
    bookings: list[Booking] = field(default_factory=list)
    notices: list[tuple[int, str, int]] = field(default_factory=list)
    audit: Counter[tuple[str, int, str]] = field(default_factory=Counter)

    def copy(self) -> Model:
        return copy.deepcopy(self)

    # what is so

    def taken(self, slot: int) -> int:
        return sum(one.party for one in self.bookings if one.slot == slot and one.status in CONSUMING)

    def free(self, slot: int) -> int:
        return max(0, self.slots[slot].planned - self.taken(slot))

    def walk_ins_taken(self, session: int) -> int:
        return sum(
            one.party
            for one in self.bookings
            if one.session == session and one.slot is None and one.status in CONSUMING
        )

    def is_busy(self, phone: str, slot: int) -> bool:
        """Whether the person is elsewhere at a part of that time."""
        return any(self._overlaps(one, slot) for one in self.bookings if phone and one.phone == phone)

    def _overlaps(self, one: Booking, slot: int) -> bool:
        if one.slot is None or one.status not in CONSUMING:
            return False
        mine, other = self.slots[one.slot], self.slots[slot]
        return mine.starts < other.ends and other.starts < mine.ends

    def active(self, session: int, phone: str) -> Booking | None:
        return next(
            (
                one
                for one in self.bookings
                if phone and one.phone == phone and one.session == session and one.status in ACTIVE
            ),
            None,
        )

    def can_use(self, one: Booking, slot: int) -> bool:
        """Whether somebody who waits could have a place of the slot."""
        is_wished = one.slot in (None, slot)
        return (
            is_wished
            and self.slots[slot].starts > self.now
            and self.free(slot) >= one.party
            and not self.is_busy(one.phone, slot)
        )

    def waiting(self, session: int) -> list[int]:
        return [n for n, one in enumerate(self.bookings) if one.session == session and one.status == "waitlist"]

    def is_on(self, session: int) -> bool:
        return not self.sessions[session].is_cancelled and self.sessions[session].ends > self.now

    # what is written down

    def _log(self, number: int, action: str) -> None:
        self.audit[("booking", number, action)] += 1

    def _log_session(self, session: int, action: str) -> None:
        self.audit[("session", session, action)] += 1

    def _tell(self, number: int, kind: str) -> None:
        if self.bookings[number].is_named:
            self.notices.append((number, kind, self.bookings[number].version))

    def _add(self, booking: Booking, action: str, notice: str = "") -> int:
        self.bookings.append(booking)
        self._log(len(self.bookings) - 1, action)
        if notice:
            self._tell(len(self.bookings) - 1, notice)
        return len(self.bookings) - 1

    def _step(self, number: int, status: str, action: str) -> None:
        one = self.bookings[number]
        one.status, one.version = status, one.version + 1
        if status != "pending":
            one.expires, one.is_offer = None, False
        self._log(number, action)

    # what follows from what

    def _serve(self, session: int) -> None:
        """Give what is free to who waits, in their order."""
        if not self.is_on(session):
            return
        for number in self.waiting(session):
            one = self.bookings[number]
            slot = next((slot for slot in self.sessions[session].slots if self.can_use(one, slot)), None)
            if slot is not None:
                self._give(number, slot)

    def _give(self, number: int, slot: int) -> None:
        one = self.bookings[number]
        one.slot = slot
        if one.at_once:
            self._step(number, "booked", "booking.promoted")
            self._tell(number, "booked")
            return
        self._step(number, "pending", "booking.offered")
        minutes = timedelta(minutes=self.sessions[one.session].offer_minutes)
        one.is_offer, one.expires = True, min(self.now + minutes, self.slots[slot].starts)
        self._tell(number, "offer")

    def _freed(self, sessions: Iterable[int], phones: Iterable[str]) -> None:
        """Places of sessions got free, and time of people: serve the sessions, then those where these people wait."""
        for session in sessions:
            self._serve(session)
        for phone in dict.fromkeys(phones):
            waits = [one.session for one in self.bookings if phone and one.phone == phone and one.status == "waitlist"]
            for session in waits:
                self._serve(session)

    def take_back(self, session: int) -> None:
        """End the held places and offers of a session whose time is over."""
        over = [
            (one.expires, one.id, number)
            for number, one in enumerate(self.bookings)
            if one.session == session and one.status == "pending" and one.expires and one.expires <= self.now
        ]
        for _, _, number in sorted(over):
            was_offer = self.bookings[number].is_offer
            self._step(number, "cancelled", "booking.expired")
            if was_offer:
                self._tell(number, "offer-expired")
        if over:
            self._freed([session], [self.bookings[number].phone for _, _, number in sorted(over)])

    def release(self, session: int) -> None:
        """Release the places of who did not come."""
        minutes = self.sessions[session].release_minutes
        if minutes is None:
            return
        gone = [
            number
            for number, one in enumerate(self.bookings)
            if one.session == session
            and one.status == "booked"
            and one.slot is not None
            and self.slots[one.slot].starts <= self.now - timedelta(minutes=minutes)
        ]
        for number in gone:
            self._step(number, "noshow", "booking.released")
        if gone:
            self._freed([session], [self.bookings[number].phone for number in sorted(gone, key=self._by_id)])

    def _by_id(self, number: int) -> str:
        return self.bookings[number].id

    # why not

    def _closed(self, session: int, slot: int | None) -> Reasons:
        reasons = set()
        if self.sessions[session].is_cancelled:
            reasons.add(Code.SESSION_CANCELLED)
        if self.sessions[session].ends <= self.now:
            reasons.add(Code.SESSION_PAST)
        if slot is not None and self.slots[slot].starts <= self.now:
            reasons.add(Code.SLOT_PAST)
        return reasons

    def _person(self, phone: str, session: int, slot: int | None) -> Reasons:
        reasons = set()
        there = self.active(session, phone)
        if there is not None:
            reasons.add(Code.ALREADY_WAITING if there.status == "waitlist" else Code.ALREADY_BOOKED)
        if slot is not None and self.is_busy(phone, slot):
            reasons.add(Code.OVERLAPS)
        return reasons

    def _room(self, slot: int, party: int) -> Reasons:
        return DONE if self.free(slot) >= party else {Code.SLOT_FULL}

    # what drivers do

    def book(self, slot: int, phone: str, party: int) -> Reasons:
        session = self.slots[slot].session
        closed = self._closed(session, slot)
        if closed:
            return closed
        self.take_back(session)
        reasons = self._person(phone, session, slot) | self._room(slot, party)
        if not reasons:
            self._add(Booking(session, slot, "booked", phone, party), "booking.created", "booked")
        return reasons

    def hold(self, slot: int, party: int, instead_of: int | None) -> Reasons:
        session = self.slots[slot].session
        before = self.copy()
        closed = self._closed(session, slot)
        if closed:
            return closed
        self.take_back(session)
        if instead_of is not None:
            self.let_go(instead_of)
        reasons = self._room(slot, party)
        if not reasons:
            until = min(self.now + HOLD, self.slots[slot].starts)
            self._add(Booking(session, slot, "pending", "", party, is_named=False, expires=until), "booking.held")
        elif instead_of is not None:
            self.__dict__ = before.__dict__
        return reasons

    def let_go(self, number: int) -> None:
        one = self.bookings[number]
        if one.status == "pending" and not one.is_offer:
            self._step(number, "cancelled", "booking.let-go")
            self._freed([one.session], [one.phone])

    def confirm(self, number: int, phone: str, party: int) -> Reasons:
        one = self.bookings[number]
        assert one.slot is not None
        self.take_back(one.session)
        if one.status != "pending" or one.party != party:
            self.let_go(number)
            reasons = self.book(one.slot, phone, party)
            return {Code.HOLD_OVER if one is Code.SLOT_FULL else one for one in reasons}
        reasons = self._closed(one.session, None) | self._person(phone, one.session, one.slot)
        if not reasons:
            one.phone, one.is_named = phone, True
            self._step(number, "booked", "booking.created")
            self._tell(number, "booked")
        return reasons

    def wait(self, session: int, slot: int | None, phone: str, party: int, *, at_once: bool) -> Reasons:
        reasons = self._closed(session, slot) | self._person(phone, session, None)
        if reasons:
            return reasons
        before = self.copy()
        self.take_back(session)
        joining = Booking(session, slot, "waitlist", phone, party, at_once=at_once)
        if any(self.can_use(joining, one) for one in self.sessions[session].slots):
            self.__dict__ = before.__dict__
            return {Code.PLACES_FREE}
        self._add(joining, "booking.waiting", "waiting")
        return DONE

    def cancel(self, number: int) -> Reasons:
        one = self.bookings[number]
        if one.status not in ("booked", "pending", "waitlist"):
            return {Code.BOOKING_ENDED}
        status, was_offer = one.status, one.is_offer
        action = {"booked": "cancelled", "waitlist": "left-waiting", "pending": "declined" if was_offer else "let-go"}
        self._step(number, "cancelled", f"booking.{action[status]}")
        if status == "booked":
            self._tell(number, "cancelled")
        if status != "waitlist":
            self._freed([one.session], [one.phone])
        return DONE

    def move(self, number: int, slot: int) -> Reasons:
        one, there = self.bookings[number], self.slots[slot].session
        if one.status != "booked" or one.slot is None:
            return {Code.BOOKING_ENDED}
        if one.slot == slot:
            return {Code.SLOT_SAME}
        before = self.copy()
        reasons = self._closed(there, slot)
        if not reasons:
            self.take_back(there)
            reasons = self._may_move(number, slot)
        if reasons:
            self.__dict__ = before.__dict__
            return reasons
        here = self.bookings[number].session
        self.bookings[number].slot, self.bookings[number].session = slot, there
        self._step(number, "booked", "booking.moved")
        self._tell(number, "moved")
        self._freed([here], [one.phone])
        return DONE

    def _may_move(self, number: int, slot: int) -> Reasons:
        one, there = self.bookings[number], self.slots[slot].session
        reasons = self._room(slot, one.party)
        if there != one.session and self.active(there, one.phone):
            reasons = reasons | {Code.ALREADY_BOOKED}
        others = [other for other in self.bookings if other is not one and one.phone and other.phone == one.phone]
        if any(self._overlaps(other, slot) for other in others):
            reasons = reasons | {Code.OVERLAPS}
        return reasons

    def accept(self, number: int) -> Reasons:
        one = self.bookings[number]
        if self.sessions[one.session].is_cancelled:
            return {Code.SESSION_CANCELLED}
        if one.status == "booked":
            return DONE
        if one.status != "pending" or not one.is_offer:
            return {Code.BOOKING_ENDED}
        if one.expires and one.expires <= self.now:
            self.take_back(one.session)
            return {Code.OFFER_OVER}
        self._step(number, "booked", "booking.accepted")
        self._tell(number, "booked")
        return DONE

    # what staff do

    def check_in(self, number: int) -> Reasons:
        one = self.bookings[number]
        session = self.sessions[one.session]
        if session.is_cancelled:
            return {Code.SESSION_CANCELLED}
        if one.status in ("cancelled", "entered-in-error"):
            return {Code.BOOKING_ENDED}
        if one.status in ("checked-in", "fulfilled"):
            return {Code.ALREADY_CHECKED_IN}
        if not session.starts - OPENS <= self.now <= session.ends + CLOSES:
            return {Code.NOT_TODAY}
        if one.status in ("pending", "waitlist"):
            return {Code.BOOKING_ENDED}
        return self._back_to(number, "checked-in", "booking.checked-in")

    def _back_to(self, number: int, status: str, action: str) -> Reasons:
        reasons = self._claims_again(number) if self.bookings[number].status == "noshow" else DONE
        if not reasons:
            self._step(number, status, action)
        return reasons

    def _claims_again(self, number: int) -> Reasons:
        one = self.bookings[number]
        assert one.slot is not None
        reasons = self._room(one.slot, one.party)
        if self.active(one.session, one.phone):
            reasons = reasons | {Code.ALREADY_BOOKED}
        return reasons | {Code.OVERLAPS} if self.is_busy(one.phone, one.slot) else reasons

    def no_show(self, number: int) -> Reasons:
        one = self.bookings[number]
        if self.sessions[one.session].is_cancelled:
            return {Code.SESSION_CANCELLED}
        if one.status != "booked":
            return {Code.BOOKING_ENDED}
        assert one.slot is not None
        if self.slots[one.slot].starts > self.now:
            return {Code.NOT_TODAY}
        self._step(number, "noshow", "booking.no-show")
        self._freed([one.session], [one.phone])
        return DONE

    def fulfil(self, number: int) -> Reasons:
        if self.bookings[number].status != "checked-in":
            return {Code.BOOKING_ENDED}
        self._step(number, "fulfilled", "booking.fulfilled")
        return DONE

    def undo(self, number: int) -> Reasons:
        one = self.bookings[number]
        if self.sessions[one.session].is_cancelled:
            return {Code.SESSION_CANCELLED}
        if one.status == "checked-in" and one.is_walk_in:
            self._step(number, "entered-in-error", "booking.undone")
            self._freed([one.session], [one.phone])
            return DONE
        before = {"fulfilled": "checked-in", "checked-in": "booked", "noshow": "booked"}.get(one.status)
        return self._back_to(number, before, "booking.undone") if before else {Code.BOOKING_ENDED}

    def walk_in(self, session: int, phone: str, party: int) -> Reasons:
        its = self.sessions[session]
        reasons = self._closed(session, None)
        if not its.starts - OPENS <= self.now <= its.ends + CLOSES:
            reasons.add(Code.NOT_TODAY)
        if self.active(session, phone):
            reasons.add(Code.ALREADY_BOOKED)
        if reasons:
            return reasons
        before = self.copy()
        self.release(session)
        self.take_back(session)
        reasons = self._take_in(session, phone, party)
        if reasons:
            self.__dict__ = before.__dict__
        return reasons

    def _take_in(self, session: int, phone: str, party: int) -> Reasons:
        its, slot = self.sessions[session], None
        if self.walk_ins_taken(session) + party > its.walk_ins:
            begun = [s for s in its.slots if self.slots[s].starts <= self.now < self.slots[s].ends]
            slot = next((s for s in reversed(begun) if self.free(s) >= party), None)
            if slot is None:
                return {Code.WALK_INS_FULL}
            if self.is_busy(phone, slot):
                return {Code.OVERLAPS}
        here = Booking(session, slot, "checked-in", phone, party, is_walk_in=True)
        self._add(here, "booking.created", "booked")
        return DONE

    def change_places(self, session: int, places: int, slots: list[int]) -> Reasons:
        if self.sessions[session].is_cancelled:
            return {Code.SESSION_CANCELLED}
        self.take_back(session)
        for slot in slots or self.sessions[session].slots:
            self.slots[slot].planned = places
        self._log_session(session, "session.places-changed")
        self._freed([session], [])
        return DONE

    def cancel_session(self, session: int, *, offers_next: bool) -> Reasons:
        its = self.sessions[session]
        if its.is_cancelled or its.ends <= self.now:
            return {Code.SESSION_CANCELLED if its.is_cancelled else Code.SESSION_PAST}
        its.is_cancelled = True
        for slot in its.slots:
            self.slots[slot].planned = 0
        told = ("booked", "pending", "waitlist", "checked-in")
        lost = [n for n, one in enumerate(self.bookings) if one.session == session and one.status in told]
        had_place = [n for n in lost if self.bookings[n].status in ("booked", "pending") and self.bookings[n].is_named]
        freed = [self.bookings[n].phone for n in lost if self.bookings[n].status != "checked-in"]
        for number in lost:
            if self.bookings[number].status != "checked-in":
                self._step(number, "cancelled", "booking.cancelled-with-session")
            self._tell(number, "session-cancelled")
        if offers_next:
            self._offer_next(session, had_place)
        self._log_session(session, "session.cancelled")
        self._freed([], freed)
        return DONE

    def _offer_next(self, session: int, lost: list[int]) -> None:
        its = self.sessions[session]
        later = [
            (other.starts, place)
            for place, other in enumerate(self.sessions)
            if other.kind == its.kind and not other.is_cancelled and other.starts > its.starts
        ]
        if later:
            for number in lost:
                self._offer_at(min(later)[1], number)

    def _offer_at(self, session: int, number: int) -> None:
        one = self.bookings[number]
        if self.active(session, one.phone):
            return
        assert one.slot is not None
        had = self.slots[one.slot].starts
        slots = sorted(self.sessions[session].slots, key=lambda slot: _apart(had, self.slots[slot].starts))
        for slot in slots:
            wish = Booking(session, slot, "waitlist", one.phone, one.party)
            if self.can_use(wish, slot):
                until = min(self.now + NEXT_DATE, self.slots[slot].starts)
                offer = Booking(
                    session, slot, "pending", one.phone, one.party, is_offer=True, expires=until, replaces=number
                )
                self._add(offer, "booking.offered", "offer")
                return

    def keep_time(self) -> None:
        """What is due in every session: what is over longest first, then who did not come."""
        over = {}
        for one in self.bookings:
            if one.status == "pending" and one.expires and one.expires <= self.now:
                over[one.session] = min(over.get(one.session, one.expires), one.expires)
        for session in sorted(over, key=lambda session: (over[session], self.sessions[session].id)):
            self.take_back(session)
        going_on = [n for n, one in enumerate(self.sessions) if self.is_on(n) and one.starts <= self.now]
        for session in sorted(going_on, key=lambda n: (self.sessions[n].starts, self.sessions[n].id)):
            self.release(session)

    # what must lie in the database

    def occupied(self) -> dict[tuple[str, int], str]:
        """Return the five-minute cells of everybody's time with the booking that has them."""
        cells = {}
        for one in self.bookings:
            if one.phone and one.slot is not None and one.status in CONSUMING:
                slot = self.slots[one.slot]
                for cell in range(int(slot.starts.timestamp()) // CELL, int(slot.ends.timestamp()) // CELL):
                    cells[one.phone, cell] = one.id
        return cells


def _apart(one: datetime, other: datetime) -> timedelta:
    """How far apart two instants are on the clock, whatever their days."""
    minutes = abs((one.hour * 60 + one.minute) - (other.hour * 60 + other.minute))
    return timedelta(minutes=min(minutes, 24 * 60 - minutes))
