"""What the owner of a booking's link does with what is kept about them: take it away, or have it erased (PIPL Art. 45, 47)."""

from __future__ import annotations

from datetime import datetime

from stations.actions.erasing import erase_people
from stations.actions.my_booking import cancel_in, opened
from stations.actions.outcome import write_or_refuse
from stations.actions.placing import record, view_of
from stations.bookings import Booking, BookingStatus, BookingView
from stations.errors import Refused
from stations.my_data_words import MyData
from stations.roles import DRIVER, Actor
from stations.sessions import is_upcoming
from stations.storage import answers, audit, bookings, links, notices, stations
from stations.storage.engine import Database, Tx

_STILL_TO_COME = (BookingStatus.BOOKED, BookingStatus.PENDING, BookingStatus.WAITLIST)


def download(db: Database, now: datetime, token: str) -> MyData | Refused:
    """Return everything kept about the owner of the booking that a link opens, and note that they took it.

    Refusals: LINK_EXPIRED once it was erased.

    Raises:
        NotFound: no booking has this link.
    """
    return write_or_refuse(db, lambda tx: _download(tx, now, token))


def see(db: Database, token: str) -> MyData | Refused:
    """Return the same to be looked at; refuses and raises as :func:`download` does."""
    return db.read(lambda tx: _gather(tx, token))


def _download(tx: Tx, now: datetime, token: str) -> MyData | Refused:
    data = _gather(tx, token)
    if isinstance(data, MyData):
        record(tx, DRIVER, now, "booking.taken-away", data.view.booking)
    return data


def _gather(tx: Tx, token: str) -> MyData | Refused:
    booking = opened(tx, token)
    if isinstance(booking, Refused):
        return booking
    station = stations.get(tx, booking.station_id)
    assert station is not None
    return MyData(
        view=view_of(tx, booking),
        station_names=station.names,
        jurisdiction=station.jurisdiction,
        answers=answers.of_booking(tx, booking.id),
        consent=bookings.consent_of(tx, booking.id),
        notices=notices.of_booking(tx, booking.id),
        links=links.count(tx, booking.id),
        entries=audit.of_subject(tx, booking.station_id, booking.id),
    )


def erase(db: Database, actor: Actor, now: datetime, token: str) -> BookingView | Refused:
    """Cancel what is still to come, then erase who the booking was for, at once; its link opens nothing any more.

    It works at any time: that somebody came is a fact and stays counted, who it was is nobody's business any more. A booking that
    was offered in place of this one is the same person's and goes with it.

    Refusals: LINK_EXPIRED when it was erased before; CHANGED_MEANWHILE.

    Raises:
        NotFound: no booking has this link.
    """
    return write_or_refuse(db, lambda tx: _erase(tx, actor, now, token))


def _erase(tx: Tx, actor: Actor, now: datetime, token: str) -> BookingView | Refused:
    booking = opened(tx, token)
    if isinstance(booking, Refused):
        return booking
    same_person = _chain(tx, booking)
    for one in same_person:
        refused = _cancel(tx, actor, now, one)
        if refused is not None:
            return refused
    for one in same_person:
        record(tx, actor, now, "booking.erased-by-owner", one)
    erase_people(tx, [one.id for one in same_person], now)
    erased = bookings.get(tx, booking.id)
    assert erased is not None
    return view_of(tx, erased)


def _chain(tx: Tx, booking: Booking) -> list[Booking]:
    """Return the booking, and those that were offered in its place after each cancelled date."""
    found = [booking]
    while (after := bookings.replacing(tx, found[-1].id)) is not None and after.erased_at is None:
        found.append(after)
    return found


def _cancel(tx: Tx, actor: Actor, now: datetime, booking: Booking) -> Refused | None:
    if booking.status not in _STILL_TO_COME or not is_upcoming(view_of(tx, booking).session, now):
        return None
    result = cancel_in(tx, actor, now, booking)
    return result if isinstance(result, Refused) else None
