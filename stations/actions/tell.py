"""Sending people what they are to be told: one notice at a time, taken for a while, sent outside of any transaction, written down.

A notice goes out at least once. Taking it moves its due time forward in a guarded update, so that of several processes one
sends it; who dies after sending and before writing that down leaves it to be sent again, under the same key, by which a
gateway can drop it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from stations import message_words
from stations.actions.placing import record, view_of
from stations.bookings import Booking, BookingStatus
from stations.channels.channel import Channel
from stations.exchange.icalendar_file import invitation
from stations.letters import Addressee, Answer, Letter, Outcome, Reason
from stations.message_words import Matter
from stations.notices import Delivery, Notice, NoticeKind
from stations.roles import Actor, Permission, require
from stations.settings import settings
from stations.storage import bookings, links, notices, stations
from stations.storage.engine import Database, Tx
from stations.telling import KEPT_AFTER, LEASE, MOST_TRIES, Fate, fate_of, is_worth_sending
from stations.words import LANGUAGES, choose_language, pick

_HAS_CALENDAR = frozenset(
    {
        NoticeKind.BOOKED,
        NoticeKind.MOVED,
        NoticeKind.CANCELLED,
        NoticeKind.SESSION_CHANGED,
        NoticeKind.SESSION_CANCELLED,
        NoticeKind.TIME_GONE,
    }
)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A notice that is ours until ``until``: what it is about, and the channels that are left to try."""

    notice: Notice
    until: datetime
    matter: Matter
    services: tuple[Channel, ...]

    @property
    def booking(self) -> Booking:
        return self.matter.view.booking


def send_all(
    db: Database,
    actor: Actor,
    clock: Callable[[], datetime],
    services: Sequence[Channel],
    is_stopping: Callable[[], bool] = lambda: False,
) -> Counter[Delivery]:
    """Send what is due until nothing is; return what became of how many. ``clock`` is asked before each.

    Where no channel is set up, what has been due for an hour is only kept, so that setting one up later floods nobody.
    """
    require(actor, Permission.TELL_PEOPLE)
    if not services:
        return Counter({Delivery.KEPT: _keep_old(db, clock())})
    done: Counter[Delivery] = Counter()
    while not is_stopping():
        delivery = send_one(db, actor, clock(), services)
        if delivery is None:
            break
        done[delivery] += 1
    return done


def _keep_old(db: Database, now: datetime) -> int:
    limit = now - KEPT_AFTER
    first = db.read(lambda tx: notices.first_due(tx, limit))
    return db.write(lambda tx: notices.keep_due_before(tx, limit, Reason.NOT_SET_UP)) if first else 0


def send_one(db: Database, actor: Actor, now: datetime, services: Sequence[Channel]) -> Delivery | None:
    """Send the notice that has been due for longest; return what became of it, None when none is due.

    ``DUE`` is one that is tried again later, ``KEPT`` one that has become untrue or that no channel can bring.
    """
    require(actor, Permission.TELL_PEOPLE)
    if db.read(lambda tx: notices.first_due(tx, now)) is None:  # asked often, and mostly in vain
        return None
    taken = db.write(lambda tx: _take(tx, actor, now, services))
    if not isinstance(taken, _Taken):
        return taken
    channel, answer = _try(taken, now)
    fate = fate_of(answer, taken.notice.tries, now, random.random())
    db.write(lambda tx: _write_down(tx, actor, now, taken, fate, channel))
    return fate.delivery


def _take(tx: Tx, actor: Actor, now: datetime, services: Sequence[Channel]) -> _Taken | Delivery | None:
    """Take the first due notice that nobody is faster to take; return what became of one that is not to be sent."""
    until = now + LEASE
    while (due := notices.first_due(tx, now)) is not None:
        if notices.lease(tx, due, until):
            return _look_at(tx, actor, now, replace(due, tries=due.tries + 1, due_at=until), services)
    return None


def _look_at(tx: Tx, actor: Actor, now: datetime, notice: Notice, services: Sequence[Channel]) -> _Taken | Delivery:
    booking = bookings.get(tx, notice.booking_id)
    assert booking is not None
    assert notice.due_at is not None
    taken = _Taken(notice, notice.due_at, _matter(tx, notice, booking), _left(notice, booking, services))
    fate = _fate_at_once(tx, now, taken)
    if fate is not None:
        _write_down(tx, actor, now, taken, fate, notice.channel)
        return fate.delivery
    return replace(taken, matter=replace(taken.matter, link=_new_link(tx, now, booking)))


def _fate_at_once(tx: Tx, now: datetime, taken: _Taken) -> Fate | None:
    """Return what becomes of a notice that is not to be sent, None for one that is."""
    overtaken = notices.is_overtaken(tx, taken.notice)
    if not is_worth_sending(taken.notice, taken.matter.view, now, is_overtaken=overtaken):
        return Fate(Delivery.KEPT, Reason.NO_LONGER_TRUE)
    if not taken.services:
        return Fate(Delivery.KEPT, Reason.NO_ADDRESS)
    if taken.notice.tries > MOST_TRIES:  # whoever sent it never came back to say so, again and again
        return Fate(Delivery.FAILED, Reason.BROKEN_OFF)
    return None


def _left(notice: Notice, booking: Booking, services: Sequence[Channel]) -> tuple[Channel, ...]:
    """Return the channels that reach the person, from the one on which the notice was tried last: earlier ones gave up on it."""
    addressee = _addressee(booking)
    fitting = [one for one in services if one.reaches(addressee)]
    names = [one.name for one in fitting]
    return tuple(fitting[names.index(notice.channel) :] if notice.channel in names else fitting)


def _addressee(booking: Booking) -> Addressee:
    return Addressee(booking.email, booking.phone)


def _matter(tx: Tx, notice: Notice, booking: Booking) -> Matter:
    station = stations.get(tx, booking.station_id)
    assert station is not None
    other = bookings.replacing(tx, booking.id) if notice.kind is NoticeKind.SESSION_CANCELLED else None
    is_offered = other is not None and other.status is BookingStatus.PENDING
    replacement = view_of(tx, other) if other is not None and is_offered else None
    return Matter(notice.kind, view_of(tx, booking), station.names, station.jurisdiction, "", replacement)


def _new_link(tx: Tx, now: datetime, booking: Booking) -> str:
    site = settings().public_url.rstrip("/")
    return f"{site}/m/booking/{links.make(tx, booking.id, now)}" if site else ""


def _try(taken: _Taken, now: datetime) -> tuple[str, Answer]:
    """Hand the message to the first channel; to the next where one never will take it, or did not in so many tries."""
    answer, name = Answer(Outcome.NEVER, Reason.NO_ADDRESS), ""
    for service in taken.services:
        name = service.name
        answer = service.send(letter_of(taken.notice, taken.matter, now, service.sender), _addressee(taken.booking))
        is_given_up = answer.outcome is Outcome.AGAIN and taken.notice.tries >= MOST_TRIES
        if answer.outcome is not Outcome.NEVER and not is_given_up:
            break
    return name, answer


def letter_of(notice: Notice, matter: Matter, now: datetime, sender: str) -> Letter:
    """Return a notice in words, in the language of its booking, with a calendar where there is somebody to invite."""
    booking = matter.view.booking
    lang = booking.lang if booking.lang in LANGUAGES else choose_language(booking.lang)
    calendar, method = b"", ""
    has_time = matter.view.slot is not None or notice.kind is NoticeKind.TIME_GONE
    if sender and booking.email and notice.kind in _HAS_CALENDAR and has_time:
        place = message_words.one_line(pick(matter.station_names, lang))
        calendar, method = invitation(matter.view, place, matter.link, lang, sender, booking.email)
    subject, text = message_words.subject(matter, lang), message_words.text(matter, lang, now)
    return Letter(str(notice.id), str(notice.kind), lang, subject, text, calendar, method)


def _write_down(tx: Tx, actor: Actor, now: datetime, taken: _Taken, fate: Fate, channel: str) -> None:
    is_ours = notices.settle(tx, taken.notice, taken.until, fate, channel, now)
    if is_ours and fate.delivery in (Delivery.SENT, Delivery.FAILED):
        detail = {"kind": str(taken.notice.kind), "channel": channel, "state": str(fate.delivery)}
        if fate.reason:
            detail["reason"] = str(fate.reason)
        record(tx, actor, now, "booking.notified", taken.booking, detail)
