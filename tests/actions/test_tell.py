"""Telling people: each kind of message in three languages, through a real mail server and a real SMS gateway."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.message import EmailMessage

import icalendar
import pytest

from stations.actions import book, clinics, my_booking, rescheduling, roster, tell, timekeeping, waiting
from stations.actions.book import Request, SessionView
from stations.actions.erasing import erase_people
from stations.actions.my_booking import MyBooking
from stations.bookings import BookingView
from stations.channels.apprise_service import AppriseService
from stations.channels.channel import Channel
from stations.channels.sms_webhook import SmsWebhook
from stations.errors import Forbidden
from stations.letters import Reason
from stations.notices import Delivery, Notice, NoticeKind
from stations.plans import Plan
from stations.roles import DRIVER, SYSTEM, Actor
from stations.settings import settings
from stations.storage import audit, notices
from stations.storage.engine import Database
from stations.telling import KEPT_AFTER, LEASE, MOST_TRIES
from stations.words import LANGUAGES, say
from tests.post import Gateway, MailServer

SITE = "https://stations.example.org"
LINK = re.compile(rf"{re.escape(SITE)}/m/booking/([\w-]+)")
SECRET = "gateway's secret"
TITLES = {"zh-Hans": "量血压", "zh-Hant": "量血压", "en": "Blood pressure"}
PLACES = {"zh-Hans": "港珠澳大桥", "zh-Hant": "港珠澳大橋", "en": "Bridge"}
SPANS = ("09:00–09:15", "09:15–09:30", "09:30–09:45")
Booked = Callable[..., BookingView]
Send = Callable[..., "list[Delivery]"]


@pytest.fixture(autouse=True)
def _site(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("STATIONS_PUBLIC_URL", f"{SITE}/")
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def by_mail(mail_server: MailServer) -> Channel:
    return AppriseService(mail_server.template)


@pytest.fixture
def by_sms(gateway: Gateway) -> Channel:
    return SmsWebhook(gateway.url, SECRET)


@pytest.fixture
def both(by_mail: Channel, by_sms: Channel) -> tuple[Channel, ...]:
    return (by_mail, by_sms)


def send(db: Database, now: datetime, *services: Channel) -> list[Delivery]:
    """Send all that is due at ``now`` and return what became of each, in order."""
    done = []
    while (delivery := tell.send_one(db, SYSTEM, now, services)) is not None:
        done.append(delivery)
    return done


def mail_of(number: int) -> str:
    return f"driver{number}@example.org"


def notices_of(db: Database, view: BookingView) -> list[Notice]:
    return list(reversed(db.read(lambda tx: notices.of_booking(tx, view.booking.id))))


def calendar_of(mail: EmailMessage) -> tuple[str, icalendar.Calendar]:
    """Return the type of the attached calendar and what is in it."""
    (part,) = mail.iter_attachments()
    return str(part["Content-Type"]), icalendar.Calendar.from_ical(part.get_payload(decode=True))


# What has to happen to somebody with a booking or a wish in slot n, so that a message of a kind is due; when it is due.
def _booked(world: World, number: int, slot: int, lang: str) -> BookingView:
    return world.booked(number, slot, lang=lang, email=mail_of(number))


def _waiting(world: World, number: int, slot: int, lang: str) -> BookingView:
    world.fill(slot)
    request = world.request_for(number, slot, lang=lang, email=mail_of(number))
    view = book.wait(world.db, DRIVER, world.now, world.clinic.session.id, request)
    assert isinstance(view, BookingView), view
    return view


def _offered(world: World, number: int, slot: int, lang: str) -> BookingView:
    view = _waiting(world, number, slot, lang)
    assert isinstance(my_booking.cancel(world.db, world.now, world.filling[slot].booking.token), BookingView)
    return view


def _moved(world: World, number: int, slot: int, lang: str) -> BookingView:
    view = world.booked(number, (slot + 1) % 3, lang=lang, email=mail_of(number))
    moved = my_booking.move(world.db, world.now, view.booking.token, world.clinic.slots[slot].id)
    assert isinstance(moved, BookingView), moved
    return view


def _cancelled(world: World, number: int, slot: int, lang: str) -> BookingView:
    view = _booked(world, number, slot, lang)
    assert isinstance(my_booking.cancel(world.db, world.now, view.booking.token), BookingView)
    return view


def _changed(world: World, number: int, slot: int, lang: str) -> BookingView:
    view = _booked(world, number, slot, lang)
    world.db.write(
        lambda tx: notices.add(tx, view.booking.id, NoticeKind.SESSION_CHANGED, world.now, view.booking.version)
    )
    return view


def _time_gone(world: World, number: int, slot: int, lang: str) -> BookingView:
    view = _booked(world, number, slot, lang)
    if number == len(LANGUAGES):  # the clinic is put off to the next day once everybody has booked
        session = book.see_session(world.db, world.clinic.session.id).session
        plan = replace(world.plan, on_date=world.plan.on_date + timedelta(days=1))
        changed = rescheduling.change(world.db, world.staff, world.now, session.id, plan, session.version)
        assert isinstance(changed, rescheduling.Changed), changed
    return view


@dataclass
class World:
    """The clinic and those who book there."""

    db: Database
    now: datetime
    staff: Actor
    plan: Plan
    clinic: SessionView
    request_for: Callable[..., Request]
    booked: Booked
    filling: dict[int, BookingView] = field(default_factory=dict)

    def fill(self, slot: int) -> None:
        """Have two people without an e-mail address take the places of a slot."""
        self.booked(20 + 2 * slot, slot)
        self.filling[slot] = self.booked(21 + 2 * slot, slot)


@pytest.fixture
def world(
    db: Database,
    now: datetime,
    staff: Actor,
    plan: Plan,
    clinic: SessionView,
    request_for: Callable[..., Request],
    booked: Booked,
) -> World:
    return World(db, now, staff, plan, clinic, request_for, booked)


HAPPENINGS = {
    NoticeKind.BOOKED: (_booked, timedelta()),
    NoticeKind.WAITING: (_waiting, timedelta()),
    NoticeKind.MOVED: (_moved, timedelta()),
    NoticeKind.CANCELLED: (_cancelled, timedelta()),
    NoticeKind.OFFER: (_offered, timedelta()),
    NoticeKind.OFFER_EXPIRED: (_offered, timedelta(hours=2)),
    NoticeKind.SESSION_CHANGED: (_changed, timedelta()),
    NoticeKind.SESSION_CANCELLED: (_booked, timedelta()),
    NoticeKind.TIME_GONE: (_time_gone, timedelta()),
    NoticeKind.REMINDER_DAY: (_booked, timedelta(days=2)),
    NoticeKind.REMINDER_HOURS: (_booked, timedelta(days=2, hours=21, minutes=45)),
}
METHODS = {
    NoticeKind.BOOKED: "REQUEST",
    NoticeKind.MOVED: "REQUEST",
    NoticeKind.SESSION_CHANGED: "REQUEST",
    NoticeKind.CANCELLED: "CANCEL",
    NoticeKind.SESSION_CANCELLED: "CANCEL",
    NoticeKind.TIME_GONE: "CANCEL",
}


def test_every_kind_has_a_happening() -> None:
    assert HAPPENINGS.keys() == set(NoticeKind)


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_each_kind_arrives_in_the_language_of_the_booking_with_a_link_that_opens_it(
    world: World, mail_server: MailServer, by_mail: Channel, staff: Actor, kind: NoticeKind
) -> None:
    happen, later = HAPPENINGS[kind]
    views = [happen(world, number, slot, lang) for number, (slot, lang) in enumerate(enumerate(LANGUAGES), 1)]
    if kind is NoticeKind.SESSION_CANCELLED:
        clinics.cancel(world.db, staff, world.now, world.clinic.session.id)
    timekeeping.keep_time(world.db, SYSTEM, world.now + later)
    send(world.db, world.now + later, by_mail)
    for number, (slot, lang) in enumerate(enumerate(LANGUAGES), 1):
        mail = mail_server.to(mail_of(number))[-1]
        assert mail["Subject"] == say(lang, f"message-{kind}-subject", title=TITLES[lang])
        text = mail.get_body(("plain",)).get_content()
        assert TITLES[lang] in text
        assert PLACES[lang] in text
        assert (SPANS[slot] if kind is not NoticeKind.TIME_GONE else "09:00–09:45") in text
        (token,) = LINK.findall(text)
        mine = my_booking.open_booking(world.db, token)
        assert isinstance(mine, MyBooking)
        assert mine.view.booking.id == views[number - 1].booking.id
        assert notices_of(world.db, views[number - 1])[-1].kind is kind
        _check_calendar(mail, kind, mine.view)


def _check_calendar(mail: EmailMessage, kind: NoticeKind, view: BookingView) -> None:
    if kind not in METHODS:
        assert list(mail.iter_attachments()) == []
        return
    content_type, calendar = calendar_of(mail)
    assert content_type.startswith("text/calendar")
    assert METHODS[kind] in content_type
    assert calendar["METHOD"] == METHODS[kind]
    (event,) = calendar.walk("VEVENT")
    assert event["DTSTART"].dt == (view.slot or view.session).starts_at
    assert event["UID"] == f"booking-{view.booking.id}@union-service-stations"
    assert event["SEQUENCE"] == view.session.sequence + view.booking.version - 1
    assert event["ORGANIZER"] == "mailto:desk@example.org"
    assert event["ATTENDEE"] == f"mailto:{view.booking.email}"
    assert event["STATUS"] == ("CANCELLED" if METHODS[kind] == "CANCEL" else "CONFIRMED")


def test_an_offer_names_its_deadline_on_the_clock_of_the_station(
    world: World, mail_server: MailServer, by_mail: Channel
) -> None:
    for number, (slot, lang) in enumerate(enumerate(LANGUAGES), 1):
        _offered(world, number, slot, lang)
    send(world.db, world.now, by_mail)
    said = [mail_server.to(mail_of(number))[-1].get_body(("plain",)).get_content() for number in (1, 2, 3)]
    # offered on a Sunday at ten for two hours
    assert "请在 周日（11月22日） 12:00 前确认" in said[0]
    assert "請在 星期日（11月22日） 12:00 前確認" in said[1]
    assert "Please answer by Sunday, 22 November, 12:00." in said[2]


def test_a_cancelled_session_tells_everyone_in_their_language_and_of_the_next_date_that_is_held(
    world: World, plan: Plan, staff: Actor, mail_server: MailServer, gateway: Gateway, both: tuple[Channel, ...]
) -> None:
    following = clinics.create(world.db, staff, world.now, replace(plan, on_date=plan.on_date + timedelta(days=7)))
    clinics.publish(world.db, staff, world.now, following.id, following.version)
    for number, lang in enumerate(LANGUAGES, 1):
        world.booked(number, number - 1, lang=lang, email=mail_of(number) if number > 1 else "")
    send(world.db, world.now, *both)
    clinics.cancel(world.db, staff, world.now, world.clinic.session.id, offers_next=True)
    assert send(world.db, world.now, *both) == [Delivery.SENT] * 6
    cancelled, offer = [one["text"] for one in gateway.to("+8613800138001")[-2:]]
    assert "活动取消了，请不要白跑一趟：量血压。" in cancelled
    assert "下一场已为您留了位：周三（12月2日）　09:00–09:15" in cancelled
    assert "有空位了，已经为您留好：量血压" in offer
    assert "周三（12月2日）" in offer
    cancelled, offer = [mail.get_body(("plain",)).get_content() for mail in mail_server.to(mail_of(3))[-2:]]
    assert "please do not make the trip: Blood pressure" in cancelled
    assert "A place on the next date is held for you: Wednesday, 2 December, 09:30–09:45" in cancelled
    assert "A place is free and held for you: Blood pressure" in offer
    assert LINK.findall(cancelled) != LINK.findall(offer)
    assert "這場" not in cancelled
    assert "活動取消了" in mail_server.to(mail_of(2))[-2].get_body(("plain",)).get_content()


def test_somebody_without_an_address_for_mail_is_told_by_sms(
    db: Database, now: datetime, booked: Booked, mail_server: MailServer, gateway: Gateway, both: tuple[Channel, ...]
) -> None:
    by_phone, by_letter = booked(1), booked(2, email=mail_of(2))
    assert send(db, now, *both) == [Delivery.SENT, Delivery.SENT]
    (message,) = gateway.to("+8613800138001")
    assert message["id"] == str(notices_of(db, by_phone)[0].id)
    assert (message["lang"], message["kind"]) == ("zh-Hans", "booked")
    assert LINK.search(message["text"])
    assert gateway.to("+8613800138002") == []
    assert mail_server.recipients == [mail_of(2)]
    told = [notices_of(db, view)[0] for view in (by_phone, by_letter)]
    assert [(one.delivery, one.channel, one.sent_at) for one in told] == [
        (Delivery.SENT, "sms", now),
        (Delivery.SENT, "email", now),
    ]


def test_a_message_that_did_not_go_out_is_tried_again_later_each_time(
    db: Database, now: datetime, booked: Booked, gateway: Gateway, by_sms: Channel
) -> None:
    view, moment = booked(1), now
    pauses = []
    for _ in range(3):
        gateway.answers.append((503, {}))
        assert send(db, moment, by_sms) == [Delivery.DUE]
        notice = notices_of(db, view)[0]
        assert (notice.delivery, notice.error) == (Delivery.DUE, Reason.SERVICE_BUSY)
        assert notice.due_at is not None
        pauses.append((notice.due_at - moment).total_seconds())
        assert send(db, notice.due_at - timedelta(seconds=1), by_sms) == []
        moment = notice.due_at
    assert [at_least <= pause <= at_least * 1.25 for at_least, pause in zip((30, 60, 120), pauses, strict=True)] == [
        True
    ] * 3
    assert send(db, moment, by_sms) == [Delivery.SENT]
    assert notices_of(db, view)[0].tries == 4
    assert {one["id"] for one in gateway.to("+8613800138001")} == {str(notices_of(db, view)[0].id)}


def test_a_gateway_that_asks_to_wait_is_left_alone_for_so_long(
    db: Database, now: datetime, booked: Booked, gateway: Gateway, by_sms: Channel
) -> None:
    view = booked(1)
    gateway.answers.append((429, {"Retry-After": "900"}))
    assert send(db, now, by_sms) == [Delivery.DUE]
    assert notices_of(db, view)[0].due_at == now + timedelta(minutes=15)


def test_what_cannot_be_sent_in_so_many_tries_is_given_up_and_staff_are_told(
    db: Database, now: datetime, booked: Booked, gateway: Gateway, by_sms: Channel, staff: Actor, clinic: SessionView
) -> None:
    view, moment = booked(1), now
    gateway.answers.extend([(500, {})] * MOST_TRIES)
    for _ in range(MOST_TRIES):
        (delivery,) = send(db, moment, by_sms)
        due_at = notices_of(db, view)[0].due_at
        assert due_at is not None
        moment = max(moment, due_at)
    assert delivery is Delivery.FAILED
    assert len(gateway.posted) == MOST_TRIES
    found = roster.roster(db, staff, clinic.session.id)
    assert found.messages[view.booking.id].error == Reason.SERVICE_BUSY


def test_a_mailbox_that_does_not_exist_leaves_the_message_to_the_sms_at_once(
    db: Database, now: datetime, booked: Booked, mail_server: MailServer, gateway: Gateway, both: tuple[Channel, ...]
) -> None:
    mail_server.refusing[mail_of(1)] = "550 5.1.1 no such user here"
    view = booked(1, email=mail_of(1))
    assert send(db, now, *both) == [Delivery.SENT]
    assert len(gateway.to("+8613800138001")) == 1
    assert notices_of(db, view)[0].channel == "sms"


def test_what_mail_gave_up_on_is_not_mailed_again_while_the_sms_is_tried(
    db: Database, now: datetime, booked: Booked, mail_server: MailServer, gateway: Gateway, both: tuple[Channel, ...]
) -> None:
    mail_server.refusing[mail_of(1)] = "550 5.1.1 no such user here"
    gateway.answers.append((503, {}))
    view = booked(1, email=mail_of(1))
    assert send(db, now, *both) == [Delivery.DUE]
    due_at = notices_of(db, view)[0].due_at
    assert due_at is not None
    assert send(db, due_at, *both) == [Delivery.SENT]
    assert mail_server.asked_for == [mail_of(1)]


@pytest.mark.parametrize(
    ("said", "delivery", "reason"),
    [
        ("550 5.1.1 no such user", Delivery.FAILED, Reason.ADDRESS_REFUSED),
        ("554 5.7.1 we do not like this", Delivery.FAILED, Reason.SERVICE_REFUSED),
        ("451 4.7.1 greylisted, come back", Delivery.DUE, Reason.SERVICE_BUSY),
        ("530 5.7.0 authentication required", Delivery.DUE, Reason.SERVICE_AWAY),
    ],
)
def test_a_mail_servers_answer_decides_whether_it_is_tried_again(
    db: Database,
    now: datetime,
    booked: Booked,
    mail_server: MailServer,
    by_mail: Channel,
    said: str,
    delivery: Delivery,
    reason: Reason,
) -> None:
    mail_server.refusing[mail_of(1)] = said
    view = booked(1, email=mail_of(1))
    assert send(db, now, by_mail) == [delivery]
    assert notices_of(db, view)[0].error == reason


def test_a_mail_server_that_is_away_is_asked_again_later(
    db: Database, now: datetime, booked: Booked, mail_server: MailServer
) -> None:
    view = booked(1, email=mail_of(1))
    away = AppriseService("mailto://127.0.0.1:9?from=desk@example.org&to={email}")
    assert send(db, now, away) == [Delivery.DUE]
    assert notices_of(db, view)[0].error == Reason.SERVICE_AWAY
    assert send(db, now + timedelta(minutes=1), AppriseService(mail_server.template)) == [Delivery.SENT]


def test_two_who_send_at_once_send_each_message_once(
    db: Database, now: datetime, booked: Booked, gateway: Gateway, by_sms: Channel
) -> None:
    for number in range(1, 7):
        booked(number, (number - 1) % 3)
    gateway.go_on.clear()
    with ThreadPoolExecutor(4) as threads:
        sending = [threads.submit(send, db, now, by_sms) for _ in range(4)]
        for _ in range(4):  # all four are sending something at the same moment
            assert gateway.arrived.acquire(timeout=30)
        gateway.go_on.set()
        done = [delivery for one in sending for delivery in one.result()]
    assert done == [Delivery.SENT] * 6
    assert len({one.message["id"] for one in gateway.posted}) == len(gateway.posted) == 6


def test_what_was_being_sent_when_somebody_died_is_sent_again_under_the_same_key(
    db: Database, now: datetime, booked: Booked, gateway: Gateway, by_sms: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = booked(1)
    with monkeypatch.context() as dying:
        dying.setattr(tell, "_write_down", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            send(db, now, by_sms)
    assert send(db, now + LEASE - timedelta(seconds=1), by_sms) == []
    assert send(db, now + LEASE, by_sms) == [Delivery.SENT]
    keys = {one.headers["Idempotency-Key"] for one in gateway.posted}
    assert (len(gateway.posted), keys) == (2, {str(notices_of(db, view)[0].id)})


def test_a_message_that_kills_who_sends_it_is_given_up_in_the_end(
    db: Database, now: datetime, booked: Booked, by_sms: Channel
) -> None:
    view = booked(1)
    db.write(lambda tx: tx.run("UPDATE notice SET tries = :most", most=MOST_TRIES))
    assert send(db, now, by_sms) == [Delivery.FAILED]
    assert notices_of(db, view)[0].error == Reason.BROKEN_OFF


def test_who_comes_back_after_the_lease_ran_out_changes_nothing(
    db: Database, now: datetime, booked: Booked, gateway: Gateway, by_sms: Channel
) -> None:
    view = booked(1)
    gateway.go_on.clear()
    gateway.answers.extend([(404, {}), (202, {})])
    with ThreadPoolExecutor(1) as thread:
        slow = thread.submit(tell.send_one, db, SYSTEM, now, (by_sms,))
        assert gateway.arrived.acquire(timeout=30)
        later = notices_of(db, view)[0].due_at
        assert later == now + LEASE
        # somebody else takes it meanwhile, and is still at it
        assert db.write(lambda tx: notices.lease(tx, notices_of(db, view)[0], now + 2 * LEASE))
        gateway.go_on.set()
        assert slow.result() is Delivery.FAILED
    assert notices_of(db, view)[0].delivery is Delivery.DUE


def _cancel(db: Database, now: datetime, view: BookingView) -> None:
    assert isinstance(my_booking.cancel(db, now, view.booking.token), BookingView)


def _move(db: Database, now: datetime, view: BookingView) -> None:
    (_, slots), *_ = my_booking.other_dates(db, now, view)
    assert isinstance(my_booking.move(db, now, view.booking.token, slots[0].id), BookingView)


@pytest.mark.parametrize(
    ("change", "then"),
    [
        (_cancel, [Delivery.KEPT, Delivery.SENT]),
        (_move, [Delivery.KEPT, Delivery.SENT]),
    ],
)
def test_what_is_no_longer_true_is_kept_and_not_sent(
    db: Database,
    now: datetime,
    booked: Booked,
    gateway: Gateway,
    by_sms: Channel,
    change: Callable[[Database, datetime, BookingView], None],
    then: list[Delivery],
) -> None:
    view = booked(1)
    change(db, now, view)
    assert send(db, now, by_sms) == then
    assert len(gateway.posted) == then.count(Delivery.SENT)
    assert notices_of(db, view)[0].error == Reason.NO_LONGER_TRUE


def test_who_was_erased_meanwhile_is_not_written_to(
    db: Database, now: datetime, booked: Booked, gateway: Gateway, by_sms: Channel
) -> None:
    view, other = booked(1), booked(2)
    db.write(lambda tx: erase_people(tx, [view.booking.id], now))
    # a notice that was written while somebody else erased the person
    db.write(lambda tx: notices.add(tx, view.booking.id, NoticeKind.MOVED, now, 9))
    assert send(db, now, by_sms) == [Delivery.SENT, Delivery.KEPT]
    assert [one.message["to"] for one in gateway.posted] == [other.booking.phone]


@pytest.mark.parametrize("is_taken", [True, False])
def test_an_offer_that_is_taken_or_over_is_not_sent_any_more(
    world: World, mail_server: MailServer, by_mail: Channel, is_taken: bool
) -> None:
    view, later = _offered(world, 1, 0, "en"), world.now + timedelta(hours=3)
    if is_taken:
        assert isinstance(waiting.accept(world.db, world.now, view.booking.token), BookingView)
    send(world.db, world.now if is_taken else later, by_mail)
    subjects = [mail["Subject"] for mail in mail_server.to(mail_of(1))]
    assert subjects == (["Booked: Blood pressure"] if is_taken else [])


def test_who_has_seen_that_a_session_is_cancelled_is_not_told_again(
    db: Database, now: datetime, booked: Booked, staff: Actor, clinic: SessionView, gateway: Gateway, by_sms: Channel
) -> None:
    seen, called, neither = booked(1), booked(2), booked(3, 1)
    send(db, now, by_sms)
    clinics.cancel(db, staff, now, clinic.session.id)
    my_booking.mark_seen(db, now, seen.booking.token)
    roster.mark_told(db, staff, now, called.booking.id)
    assert send(db, now, by_sms) == [Delivery.KEPT, Delivery.KEPT, Delivery.SENT]
    assert gateway.posted[-1].message["to"] == neither.booking.phone


def test_a_confirmation_is_sent_to_who_has_seen_the_page(
    db: Database, now: datetime, booked: Booked, gateway: Gateway, by_sms: Channel
) -> None:
    my_booking.mark_seen(db, now, booked(1).booking.token)
    assert send(db, now, by_sms) == [Delivery.SENT]


def test_without_a_channel_what_is_due_is_kept_so_that_one_set_up_later_floods_nobody(
    db: Database, now: datetime, booked: Booked, gateway: Gateway, by_sms: Channel
) -> None:
    old = booked(1)
    assert tell.send_all(db, SYSTEM, lambda: now + KEPT_AFTER, ()).total() == 0
    assert notices_of(db, old)[0].delivery is Delivery.DUE
    assert tell.send_all(db, SYSTEM, lambda: now + KEPT_AFTER + timedelta(seconds=1), ())[Delivery.KEPT] == 1
    assert (notices_of(db, old)[0].delivery, notices_of(db, old)[0].error) == (Delivery.KEPT, Reason.NOT_SET_UP)
    assert tell.send_all(db, SYSTEM, lambda: now + timedelta(hours=2), (by_sms,)).total() == 0
    assert gateway.posted == []
    assert [one.kind for one in notices_of(db, old)] == [NoticeKind.BOOKED]  # the page tells it as ever


def test_whom_no_channel_reaches_is_left_to_the_page(
    db: Database, now: datetime, booked: Booked, mail_server: MailServer, by_mail: Channel
) -> None:
    view = booked(1)
    assert send(db, now, by_mail) == [Delivery.KEPT]
    assert notices_of(db, view)[0].error == Reason.NO_ADDRESS
    assert mail_server.mails == []


def test_sending_stops_when_the_program_ends(
    db: Database, now: datetime, booked: Booked, gateway: Gateway, by_sms: Channel
) -> None:
    for number in range(1, 4):
        booked(number, number - 1)
    done = tell.send_all(db, SYSTEM, lambda: now, (by_sms,), lambda: len(gateway.posted) == 2)
    assert done == {Delivery.SENT: 2}
    assert tell.send_all(db, SYSTEM, lambda: now, (by_sms,)) == {Delivery.SENT: 1}


def test_messages_go_out_in_the_order_in_which_they_fell_due(
    db: Database, now: datetime, booked: Booked, gateway: Gateway, by_sms: Channel
) -> None:
    views = [booked(number, number - 1) for number in range(1, 4)]
    db.write(
        lambda tx: tx.run(
            "UPDATE notice SET due_at = '2026-01-01T00:00:00Z' WHERE booking_id = :id", id=views[2].booking.id
        )
    )
    send(db, now, by_sms)
    assert [one.message["to"][-1] for one in gateway.posted] == ["3", "1", "2"]


def test_without_the_sites_address_a_message_names_the_code_instead_of_a_link(
    db: Database, now: datetime, booked: Booked, gateway: Gateway, by_sms: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("STATIONS_PUBLIC_URL")
    settings.cache_clear()
    view = booked(1, lang="en")
    send(db, now, by_sms)
    text = gateway.posted[0].message["text"]
    assert "http" not in text
    assert f"enter the code {view.booking.code[:3]} {view.booking.code[3:]}" in text


def test_a_hostile_title_and_name_stay_where_they_belong(
    db: Database, now: datetime, plan: Plan, staff: Actor, mail_server: MailServer, by_mail: Channel
) -> None:
    title = "Free <b>check</b>\r\nBcc: victim@example.org\r\n\r\nEvil ${SECRET} {email} \u202etxet"
    draft = clinics.create(
        db,
        staff,
        now,
        replace(plan, title={"en": title}, start=plan.start.replace(hour=11), end=plan.end.replace(hour=11)),
    )
    clinics.publish(db, staff, now, draft.id, draft.version)
    slot = book.see_session(db, draft.id).slots[0]
    email = "o'brien+x%40y_z@example.org".replace("'", "")
    request = Request(
        slot.id, 'Bob\u00a0"Bcc: victim@example.org" <x@y.z>', "13800138001", "truck", True, "en", email=email
    )
    assert isinstance(book.book(db, DRIVER, now, request), BookingView)
    assert send(db, now, by_mail) == [Delivery.SENT]
    (mail,) = mail_server.mails
    assert mail_server.recipients == [email]
    assert mail["Bcc"] is None
    assert mail["Subject"] == "Booked: Free <b>check</b> Bcc: victim@example.org Evil ${SECRET} {email} txet"
    assert "Bob" not in mail.as_string()
    assert mail["Auto-Submitted"] == "auto-generated"


@pytest.fixture
def root_log() -> Iterator[io.StringIO]:
    """All that gets into the log of a program that logs everything there is."""
    kept = io.StringIO()
    handler, root = logging.StreamHandler(kept), logging.getLogger()
    handler.addFilter(lambda entry: not entry.name.startswith("mail"))  # the mail server of the test itself
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield kept
    root.setLevel(level)
    root.removeHandler(handler)


def test_nothing_about_a_person_gets_into_the_audit_trail_or_the_log(
    db: Database,
    now: datetime,
    booked: Booked,
    mail_server: MailServer,
    gateway: Gateway,
    both: tuple[Channel, ...],
    capfd: pytest.CaptureFixture[str],
    root_log: io.StringIO,
) -> None:
    mail_server.refusing[mail_of(2)] = f"550 5.1.1 <{mail_of(2)}> no such user"
    gateway.answers.append((404, {}))
    views = [booked(1, email=mail_of(1)), booked(2, email=mail_of(2)), booked(3, 1)]
    assert sorted(send(db, now, *both)) == sorted([Delivery.SENT, Delivery.FAILED, Delivery.SENT])
    trail = db.read(lambda tx: audit.latest(tx, action="booking.notified"))
    assert {one.subject: (one.detail["state"], one.detail["channel"]) for one in trail} == {
        views[0].booking.id: ("sent", "email"),
        views[1].booking.id: ("failed", "sms"),
        views[2].booking.id: ("sent", "sms"),
    }
    said = capfd.readouterr()
    written = " ".join([said.out, said.err, root_log.getvalue(), *(str(one.detail) for one in trail)])
    kept = db.read(lambda tx: tx.tuples("SELECT error, channel, args FROM notice"))
    for secret in ("example.org", "138001380", "司机", "/m/booking"):
        assert secret not in written + str(kept)


def test_nobody_else_may_send(
    db: Database, now: datetime, by_sms: Channel, driver: Actor, staff: Actor, manager: Actor
) -> None:
    for actor in (driver, staff, manager):
        with pytest.raises(Forbidden):
            tell.send_one(db, actor, now, (by_sms,))
        with pytest.raises(Forbidden):
            tell.send_all(db, actor, lambda: now, ())
