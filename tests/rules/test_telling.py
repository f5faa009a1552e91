"""Telling people: what is still worth sending, when a try is repeated, and words that stay where they belong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from stations.bookings import Booking, BookingStatus, BookingView
from stations.letters import TAKEN, Answer, Outcome, Reason
from stations.message_words import Matter, one_line, subject, text
from stations.notices import Delivery, Notice, NoticeKind
from stations.sessions import Session, SessionStatus, Slot
from stations.telling import (
    FIRST_PAUSE,
    LONGEST_PAUSE,
    LONGEST_WAIT,
    MOST_TRIES,
    Fate,
    fate_of,
    is_worth_sending,
    pause_after,
)

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
START = datetime(2026, 11, 25, 1, 0, tzinfo=UTC)
SLOT = Slot(5, "s", START, START + timedelta(minutes=15), 2, 1, 2)
SESSION = Session(
    "s", "hzmb-port", "clinic", {"zh-Hans": "量血压", "en": "Blood pressure"}, (), date(2026, 11, 25), START,
    START + timedelta(hours=2), 15, 2, 0, 0, "anyone", {}, SessionStatus.PUBLISHED, 0, 1, False, "staff", NOW,
)  # fmt: skip
BOOKING = Booking(
    "b", "s", "hzmb-port", 5, "K7P4QX", "", BookingStatus.BOOKED, False, "何永强", "+8613800138000", "truck", "zh-Hans",
    NOW, NOW, None, None, 1,
)  # fmt: skip
B, S = BookingStatus, SessionStatus
OFFERED = {"status": B.PENDING, "is_offer": True, "expires_at": NOW + timedelta(hours=1)}


def view_of(booking: Mapping[str, Any] = {}, status: SessionStatus = S.PUBLISHED) -> BookingView:
    return BookingView(replace(BOOKING, **booking), replace(SESSION, status=status), SLOT)


def notice_of(kind: NoticeKind, **changes: Any) -> Notice:
    return replace(Notice(1, "b", kind, NOW, None), **changes)


@pytest.mark.parametrize(
    ("kind", "booking", "session", "is_worth_it"),
    [
        (NoticeKind.BOOKED, {}, S.PUBLISHED, True),
        (NoticeKind.BOOKED, {"status": B.CANCELLED}, S.PUBLISHED, False),
        (NoticeKind.BOOKED, {"status": B.CHECKED_IN}, S.PUBLISHED, False),
        (NoticeKind.BOOKED, {}, S.CANCELLED, False),
        (NoticeKind.MOVED, {}, S.PUBLISHED, True),
        (NoticeKind.WAITING, {"status": B.WAITLIST}, S.PUBLISHED, True),
        (NoticeKind.WAITING, OFFERED, S.PUBLISHED, False),
        (NoticeKind.OFFER, OFFERED, S.PUBLISHED, True),
        (NoticeKind.OFFER, OFFERED | {"expires_at": NOW}, S.PUBLISHED, False),
        (NoticeKind.OFFER, {}, S.PUBLISHED, False),
        (NoticeKind.OFFER, OFFERED | {"is_offer": False}, S.PUBLISHED, False),
        (NoticeKind.OFFER_EXPIRED, {"status": B.CANCELLED}, S.PUBLISHED, True),
        (NoticeKind.CANCELLED, {"status": B.CANCELLED}, S.PUBLISHED, True),
        (NoticeKind.SESSION_CANCELLED, {"status": B.CANCELLED}, S.CANCELLED, True),
        (NoticeKind.SESSION_CANCELLED, {"status": B.CHECKED_IN}, S.CANCELLED, True),
        (NoticeKind.SESSION_CHANGED, {}, S.PUBLISHED, True),
        (NoticeKind.SESSION_CHANGED, {"status": B.CANCELLED}, S.PUBLISHED, False),
        (NoticeKind.BOOKED, {"erased_at": NOW}, S.PUBLISHED, False),
        (NoticeKind.BOOKED, {"name": ""}, S.PUBLISHED, False),
    ],
)
def test_a_notice_is_worth_sending_while_it_is_true(
    kind: NoticeKind, booking: Mapping[str, Any], session: SessionStatus, is_worth_it: bool
) -> None:
    view = view_of(booking, session)
    assert is_worth_sending(notice_of(kind), view, NOW, is_overtaken=False) is is_worth_it
    assert not is_worth_sending(notice_of(kind), view, NOW, is_overtaken=True)
    assert not is_worth_sending(notice_of(kind), view, START + timedelta(hours=2), is_overtaken=False)
    is_of_session = kind is NoticeKind.SESSION_CANCELLED  # somebody may still wait outside
    assert is_worth_sending(notice_of(kind), view, SLOT.ends_at, is_overtaken=False) is is_of_session


@pytest.mark.parametrize(
    ("kind", "hours_before", "version", "is_worth_it"),
    [
        (NoticeKind.REMINDER_DAY, 24, 5, True),
        (NoticeKind.REMINDER_DAY, 3, 5, True),
        (NoticeKind.REMINDER_DAY, 2, 5, False),
        (NoticeKind.REMINDER_HOURS, 2, 5, True),
        (NoticeKind.REMINDER_HOURS, 0, 5, False),
        (NoticeKind.REMINDER_DAY, 24, 4, False),  # of a slot that they have left
    ],
)
def test_a_reminder_is_worth_sending_in_its_time_and_for_its_slot(
    kind: NoticeKind, hours_before: int, version: int, is_worth_it: bool
) -> None:
    moment = START - timedelta(hours=hours_before)
    reminder = notice_of(kind, version=version)
    assert is_worth_sending(reminder, view_of(), moment, is_overtaken=False) is is_worth_it
    assert not is_worth_sending(reminder, view_of({"status": B.CANCELLED}), moment, is_overtaken=False)
    assert not is_worth_sending(reminder, view_of({}, S.CANCELLED), moment, is_overtaken=False)


@pytest.mark.parametrize(("kind", "is_worth_it"), [(NoticeKind.BOOKED, True), (NoticeKind.SESSION_CHANGED, False)])
def test_who_has_seen_it_is_sent_only_what_they_may_want_to_keep(kind: NoticeKind, is_worth_it: bool) -> None:
    assert is_worth_sending(notice_of(kind, told_at=NOW), view_of(), NOW, is_overtaken=False) is is_worth_it


def test_pauses_double_up_to_an_hour_and_are_spread_by_a_quarter() -> None:
    assert [pause_after(tries, 0.0) for tries in (1, 2, 3)] == [FIRST_PAUSE, 2 * FIRST_PAUSE, 4 * FIRST_PAUSE]
    assert pause_after(50, 0.0) == LONGEST_PAUSE
    assert pause_after(50, 1.0) == LONGEST_PAUSE * 1.25


BUSY, NO = Answer(Outcome.AGAIN, Reason.SERVICE_BUSY), Answer(Outcome.NEVER, Reason.ADDRESS_REFUSED)


@pytest.mark.parametrize(
    ("answer", "tries", "fate"),
    [
        (TAKEN, 1, Fate(Delivery.SENT)),
        (TAKEN, MOST_TRIES, Fate(Delivery.SENT)),
        (NO, 1, Fate(Delivery.FAILED, Reason.ADDRESS_REFUSED)),
        (BUSY, 1, Fate(Delivery.DUE, Reason.SERVICE_BUSY, NOW + FIRST_PAUSE)),
        (BUSY, MOST_TRIES, Fate(Delivery.FAILED, Reason.SERVICE_BUSY)),
        (replace(BUSY, wait=timedelta(minutes=7)), 1, Fate(Delivery.DUE, Reason.SERVICE_BUSY, NOW + timedelta(minutes=7))),
        (replace(BUSY, wait=timedelta(seconds=1)), 1, Fate(Delivery.DUE, Reason.SERVICE_BUSY, NOW + FIRST_PAUSE)),
        (replace(BUSY, wait=timedelta(days=9)), 1, Fate(Delivery.DUE, Reason.SERVICE_BUSY, NOW + LONGEST_WAIT)),
    ],
)  # fmt: skip
def test_a_try_decides_what_becomes_of_a_notice(answer: Answer, tries: int, fate: Fate) -> None:
    assert fate_of(answer, tries, NOW, 0.0) == fate


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("a\r\nBcc: x@y.z", "a Bcc: x@y.z"),
        ("a\u2028b\x85c\x00d", "a b cd"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("  wide   open ", "wide open"),
        ("\ud800lone", "lone"),
        ("x" * 300, "x" * 199 + "…"),
    ],
)
def test_what_was_typed_becomes_one_harmless_line(typed: str, line: str) -> None:
    assert one_line(typed) == line


def test_a_message_names_the_day_of_another_year_and_no_person() -> None:
    far = replace(SLOT, starts_at=START + timedelta(days=60), ends_at=START + timedelta(days=60, minutes=15))
    matter = Matter(NoticeKind.BOOKED, replace(view_of(), slot=far), {"en": "Port"}, "CN", "https://s/m/booking/x")
    said = text(matter, "en", NOW)
    assert "When: Sunday, 24 January 2027, 09:00–09:15 (local time)" in said
    assert "Booking code: K7P 4QX" in said
    assert "何永强" not in said
    assert "138" not in said


def test_a_demo_says_so_and_unknown_times_are_not_made_up() -> None:
    session = replace(SESSION, is_demo=True, starts_at=None, ends_at=None)
    view = BookingView(BOOKING, session, None)
    matter = Matter(NoticeKind.BOOKED, view, {"en": "Port"}, "CN", "")
    assert subject(matter, "en") == "Booked: [Demo] Blood pressure"
    said = text(matter, "en", NOW)
    assert "This is invented" in said
    assert "When: Wednesday, 25 November, Times not published" in said
