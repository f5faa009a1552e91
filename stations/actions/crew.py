"""A whole crew booked from its list: each line in a transaction of its own, with an answer of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from stations.actions import book
from stations.actions.desk import session_of
from stations.actions.placing import view_of
from stations.bookings import ACTIVE, BookingStatus, BookingView
from stations.crew import CrewAnswer, CrewLine, Outcome, request_key
from stations.errors import Code, InvalidInput, Refused
from stations.roles import Actor, Permission, require
from stations.sessions import Session, Slot
from stations.storage import bookings, sessions
from stations.storage.engine import Database, Tx

_FULL = Refused(Code.SLOT_FULL, field="slot")
_NEXT_SLOT = (Code.SLOT_FULL, Code.OVERLAPS, Code.SLOT_PAST)


@dataclass(frozen=True, slots=True)
class CrewWish:
    """How a crew is booked: in one slot, or with slot 0 spread over the free ones in their order.

    ``waits``: those for whom no place is left join the waiting list. ``category`` is the kind of work of lines that say none.
    """

    slot_id: int
    waits: bool
    category: str
    has_consented: bool
    lang: str


def look(db: Database, actor: Actor, session_id: str, lines: Sequence[CrewLine]) -> list[CrewAnswer]:
    """Return what would become of each line, as far as it shows before anything is booked: wrong, already there, or ready.

    Raises:
        NotFound, Forbidden: no such session, or not at a station of the actor.
    """
    require(actor, Permission.RUN_SESSIONS)

    def work(tx: Tx) -> list[CrewAnswer]:
        session = session_of(tx, actor, Permission.RUN_SESSIONS, session_id)
        return [_looked_at(tx, session, line) for line in lines]

    return db.read(work)


def _looked_at(tx: Tx, session: Session, line: CrewLine) -> CrewAnswer:
    if line.problems:
        return CrewAnswer(line, Outcome.WRONG, refused=line.problems[0])
    most = session.terms.most_party
    if line.party > most:
        return CrewAnswer(line, Outcome.WRONG, refused=Refused(Code.PARTY_TOO_LARGE, {"most": most}, "party"))
    return _earlier(tx, session.id, line) or CrewAnswer(line, Outcome.READY)


def _earlier(tx: Tx, session_id: str, line: CrewLine) -> CrewAnswer | None:
    """Return the answer to somebody who is booked or waits already, by the phone or by an earlier list."""
    found = bookings.active_of(tx, session_id, line.phone) if line.phone else None
    by_list = bookings.by_request_key(tx, request_key(session_id, line))
    booking = found or (by_list[0] if by_list else None)
    if booking is None:
        return None
    view = view_of(tx, booking)
    if booking.status in ACTIVE:
        return CrewAnswer(line, Outcome.ALREADY, view)
    return CrewAnswer(line, Outcome.ENDED, view)


def book_crew(
    db: Database, actor: Actor, now: datetime, session_id: str, lines: Sequence[CrewLine], wish: CrewWish
) -> list[CrewAnswer]:
    """Book the people of a list, each on their own; the same list again books nobody twice.

    A line that cannot be booked is answered with the reason and keeps no other from being booked.

    Raises:
        NotFound, Forbidden: no such session, or not at a station of the actor.
        InvalidInput: no consent.
    """
    if not wish.has_consented:
        raise InvalidInput(Code.CONSENT_NEEDED, "consent")
    looked = look(db, actor, session_id, lines)
    return [
        one if one.outcome is not Outcome.READY else _book(db, actor, now, session_id, one.line, wish) for one in looked
    ]


def _book(db: Database, actor: Actor, now: datetime, session_id: str, line: CrewLine, wish: CrewWish) -> CrewAnswer:
    try:
        result = _place(db, actor, now, session_id, line, wish)
    except InvalidInput as error:
        return CrewAnswer(line, Outcome.REFUSED, refused=Refused(error.code, error.args_, error.field))
    if isinstance(result, BookingView):
        is_waiting = result.booking.status is BookingStatus.WAITLIST
        return CrewAnswer(line, Outcome.WAITING if is_waiting else Outcome.BOOKED, result)
    # two of the same moment: who was faster may have been this person, on another screen or a line above
    earlier = db.read(lambda tx: _earlier(tx, session_id, line))
    return earlier or CrewAnswer(line, Outcome.REFUSED, refused=result)


def _place(
    db: Database, actor: Actor, now: datetime, session_id: str, line: CrewLine, wish: CrewWish
) -> BookingView | Refused:
    refused = _FULL
    for slot_id in [wish.slot_id] if wish.slot_id else _free(db, now, session_id, line.party):
        tried = book.book(db, actor, now, _request(session_id, line, wish, slot_id))
        if isinstance(tried, BookingView) or tried.code not in _NEXT_SLOT:
            return tried
        refused = tried if tried.code is Code.OVERLAPS or refused is _FULL else refused
    if wish.waits and refused.code is Code.SLOT_FULL:
        request = _request(session_id, line, wish, wish.slot_id)
        return book.wait(db, actor, now, session_id, request, accepts_at_once=True)
    return refused


def _free(db: Database, now: datetime, session_id: str, party: int) -> list[int]:
    def is_free(slot: Slot) -> bool:
        return slot.free >= party and slot.starts_at > now

    return [slot.id for slot in db.read(lambda tx: sessions.slots_of(tx, session_id)) if is_free(slot)]


def _request(session_id: str, line: CrewLine, wish: CrewWish, slot_id: int) -> book.Request:
    return book.Request(
        slot_id=slot_id,
        name=line.name,
        phone=line.phone,
        category=line.category or wish.category,
        has_consented=wish.has_consented,
        lang=wish.lang,
        request_key=request_key(session_id, line),
        party=line.party,
    )
