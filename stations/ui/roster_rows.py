"""The roster as rows for the list: what is said of each person, and which buttons belong beside them now."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from stations.actions.roster import ToCall
from stations.answer_words import answered, line
from stations.bookings import Booking, BookingStatus, show_code
from stations.hours_words import when as when_words
from stations.instants import to_wall
from stations.notices import Delivery, Notice
from stations.phones import last_four, readable
from stations.queue import WaitReason
from stations.rosters import (
    Queued,
    Roster,
    SlotRoster,
    can_be_absent,
    can_be_checked_in,
    can_be_undone,
    is_to_be_phoned,
    matches,
)
from stations.sessions import SessionStatus, Slot
from stations.ui.desk_list import action
from stations.ui.session_words import slot_span
from stations.ui.shell import Visit

Row = dict[str, Any]
_CHANGEABLE = (BookingStatus.BOOKED, BookingStatus.PENDING, BookingStatus.WAITLIST)
_TONES = {
    BookingStatus.CHECKED_IN: "here",
    BookingStatus.FULFILLED: "here",
    BookingStatus.NOSHOW: "absent",
    BookingStatus.CANCELLED: "gone",
}


def groups(visit: Visit, roster: Roster, typed: str) -> list[Row]:
    """Return the slots with their people, then walk-ins and cancelled bookings; only who matches what was typed."""
    found = [_slot_group(visit, roster, part, typed) for part in roster.slots]
    if roster.waiting:
        found.append(_queue(visit, roster, typed))
    if roster.walk_ins:
        found.append(_group(visit, roster, visit.say("roster-walk-ins"), roster.walk_ins, typed))
    if roster.cancelled and roster.session.status is not SessionStatus.CANCELLED:
        found.append(_group(visit, roster, visit.say("roster-cancelled"), roster.cancelled, typed))
    return [group for group in found if group["items"]] if typed.strip() else found


def _slot_group(visit: Visit, roster: Roster, part: SlotRoster, typed: str) -> Row:
    group = _group(visit, roster, slot_span(part.slot, roster.jurisdiction), part.bookings, typed, part.slot)
    if roster.session.status is SessionStatus.PUBLISHED:
        free = part.slot.free
        if free and part.slot.starts_at <= visit.now:
            return group | {"empty": visit.say("roster-slot-empty")}
        group["note"] = visit.say("roster-slot-free", free=free) if free else visit.say("roster-slot-full")
        group["note_tone"] = "" if free else "full"
    group["empty"] = visit.say("roster-slot-empty")
    return group


def _queue(visit: Visit, roster: Roster, typed: str) -> Row:
    """Return who waits, in their order, each with the reason why they have no place yet."""
    rows = [_queued(visit, roster, one) for one in roster.waiting if matches(one.booking, typed)]
    people = visit.say("roster-party", count=sum(one.booking.party for one in roster.waiting))
    return {"heading": visit.say("roster-waiting"), "note": people, "items": rows}


def _queued(visit: Visit, roster: Roster, one: Queued) -> Row:
    row, where = _row(visit, roster, one.booking, None), one.standing
    slot = next((part.slot for part in roster.slots if part.slot.id == one.booking.slot_id), None)
    reason = visit.say(f"roster-waiting-{where.reason}", **_figures(one))
    wish = [slot_span(slot, roster.jurisdiction)] if slot else []
    lines = [visit.say("roster-waiting-at", position=where.position), *wish, reason]
    if one.booking.accepts_at_once:
        lines.append(visit.say("roster-waiting-at-once"))
    return row | {"lines": [*row["lines"], " · ".join(lines)], "state": ""}


def _figures(one: Queued) -> dict[str, int]:
    is_too_many = one.standing.reason is WaitReason.PARTY
    return {"free": one.standing.free, "party": one.booking.party} if is_too_many else {}


def _group(
    visit: Visit, roster: Roster, heading: str, bookings: Iterable[Booking], typed: str, slot: Slot | None = None
) -> Row:
    rows = [_row(visit, roster, booking, slot) for booking in bookings if matches(booking, typed)]
    return {"heading": heading, "items": rows}


def _row(visit: Visit, roster: Roster, booking: Booking, slot: Slot | None) -> Row:
    return {
        "id": booking.id,
        "version": booking.version,
        "title": name_of(visit, booking),
        "lines": _lines(visit, roster, booking),
        "tel": booking.phone,
        "tel_label": visit.say("roster-phone-end", digits=last_four(booking.phone)) if booking.phone else "",
        "state": state_of(visit, booking, roster.jurisdiction),
        "tone": _TONES.get(booking.status, ""),
        "actions": _actions(visit, roster, booking, slot),
    }


def _lines(visit: Visit, roster: Roster, booking: Booking) -> list[str]:
    first = [show_code(booking.code)]
    if booking.category:  # a place that is only held has none yet
        first.append(visit.say(f"category-{booking.category}"))
    if booking.is_walk_in and booking.slot_id is not None:
        first.append(visit.say("roster-walk-in"))
    if booking.party > 1:
        first.append(visit.say("roster-party", count=booking.party))
    said = answered(roster.session.questions, roster.answers.get(booking.id, {}), visit.lang)
    told = told_words(visit, roster.messages.get(booking.id), roster.jurisdiction)
    return [" · ".join(first), *(line(question, answer) for question, answer in said), *([told] if told else [])]


def told_words(visit: Visit, message: Notice | None, jurisdiction: str) -> str:
    """Return what became of the last message to somebody, or that they know; "" where none was sent."""
    if message is None:
        return ""
    if message.told_at is not None:
        return visit.say("roster-told-at", when=when_words(message.told_at, visit.now, visit.lang, jurisdiction))
    if message.delivery is Delivery.SENT and message.sent_at is not None:
        return visit.say("telling-sent", when=when_words(message.sent_at, visit.now, visit.lang, jurisdiction))
    if is_to_be_phoned(message):
        return visit.say("telling-failed", why=visit.say(f"telling-failed-{message.error}"))
    return ""


def name_of(visit: Visit, booking: Booking) -> str:
    """Return the person's name, that it was erased, or that nobody has given one yet."""
    if booking.name:
        return booking.name
    is_held = booking.status is BookingStatus.PENDING and booking.erased_at is None
    return visit.say("roster-held-name" if is_held else "roster-erased")


def state_of(visit: Visit, booking: Booking, jurisdiction: str) -> str:
    """Return what became of a booking, "" while its owner is expected."""
    if booking.status is BookingStatus.BOOKED:
        return ""
    if booking.status is BookingStatus.CHECKED_IN and booking.checked_in_at is not None:
        return visit.say("roster-here-at", time=f"{to_wall(booking.checked_in_at, jurisdiction):%H:%M}")
    if booking.status is BookingStatus.PENDING and booking.expires_at is not None:
        key = "roster-offered-until" if booking.is_offer else "roster-held-until"
        return visit.say(key, time=f"{to_wall(booking.expires_at, jurisdiction):%H:%M}")
    return visit.say(f"booking-{booking.status}")


def _actions(visit: Visit, roster: Roster, booking: Booking, slot: Slot | None) -> list[dict[str, str]]:
    session, now, found = roster.session, visit.now, []
    is_absent = booking.status is BookingStatus.NOSHOW
    if can_be_checked_in(booking, session, now):
        found.append(action("check-in", visit.say("roster-late" if is_absent else "roster-check-in"), "main"))
    if can_be_absent(booking, slot, session, now):
        found.append(action("no-show", visit.say("roster-no-show")))
    if can_be_undone(booking, session):
        found.append(action("undo", visit.say("roster-undo")))
    is_open = session.ends_at is not None and session.ends_at > now and session.status is SessionStatus.PUBLISHED
    if is_open and booking.name and booking.status in _CHANGEABLE:
        found.append(action("change", visit.say("roster-change"), "quiet"))
    if is_open and is_to_be_phoned(roster.messages.get(booking.id)):
        found.append(action("told", visit.say("roster-told")))
    return found


def call_groups(visit: Visit, people: list[ToCall], jurisdiction: str) -> list[Row]:
    """Return those to phone after a cancellation, whoever is not told yet first."""
    left = sum(not one.is_told for one in people)
    heading = visit.say("roster-call-left", count=left) if left else visit.say("roster-call-done")
    return [{"heading": heading, "items": [_call_row(visit, one, jurisdiction) for one in people]}]


def _call_row(visit: Visit, one: ToCall, jurisdiction: str) -> Row:
    booking, actions = one.booking, []
    if one.told_at is None:
        if booking.phone:
            actions.append(action("call", visit.say("roster-call"), "main", f"tel:{booking.phone}"))
        actions.append(action("told", visit.say("roster-told")))
    elif booking.erased_at is None:
        actions.append(action("untold", visit.say("roster-undo"), "quiet"))
    return {
        "id": booking.id,
        "version": booking.version,
        "title": name_of(visit, booking),
        "lines": [
            readable(booking.phone) if booking.phone else visit.say("roster-no-phone"),
            visit.say(f"language-{booking.lang}"),
        ],
        "state": told_words(visit, one.notice, jurisdiction),
        "tone": "here" if one.is_told else "absent" if is_to_be_phoned(one.notice) else "",
        "actions": actions,
    }
