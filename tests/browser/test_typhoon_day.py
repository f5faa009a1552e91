"""A date of a series is called off for a typhoon: everyone is told by e-mail in their language and offered the next date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from email.message import EmailMessage

import pytest
from playwright.sync_api import Browser, expect

from stations.actions import book, series
from stations.bookings import BookingView
from stations.hours_words import date_words
from stations.instants import local_date
from stations.plans import Plan
from stations.recurrence import Rule
from stations.roles import DRIVER, Actor, Role
from stations.rrule_text import parse_rule
from stations.sessions import Session
from stations.storage import sessions
from stations.storage.engine import Database
from stations.words import say
from tests.browser.conftest import TRUCK, watched
from tests.browser.server import serving
from tests.browser.windows import DESKTOP, PATIENCE_MS, Window, Windows
from tests.post import MailServer

pytestmark = pytest.mark.xdist_group("browser-waiting")

STAFF = Actor(Role.STAFF, "staff-1", frozenset({TRUCK}), "易医生")
PEOPLE = {"zh-Hans": "陈师傅", "zh-Hant": "李師傅", "en": "Wong"}
TITLES = {"zh-Hans": "每周量血压", "zh-Hant": "每週量血壓", "en": "Weekly blood pressure"}


@pytest.fixture(scope="module")
def post() -> Iterator[MailServer]:
    """A mail server on this machine."""
    server = MailServer()
    yield server
    server.close()


@pytest.fixture(scope="module")
def own_windows(browser: Browser, tmp_path_factory: pytest.TempPathFactory, post: MailServer) -> Iterator[Windows]:
    """Windows on a server that sends mail every second."""
    settings = {"MESSAGE_URLS": post.template, "TELL_EVERY_SECONDS": "1", "PUBLIC_URL": "https://stations.example.org"}
    with serving(tmp_path_factory.mktemp("typhoon"), is_demo=False, settings=settings) as server:
        server.add_account("yi", Role.STAFF, TRUCK, name="易医生")
        yield Windows(browser, server)


@pytest.fixture
def windows(own_windows: Windows, request: pytest.FixtureRequest) -> Iterator[Windows]:
    yield from watched(own_windows, request.node)


def two_dates(db: Database) -> tuple[Session, ...]:
    """A weekly clinic that people can book, with two dates to come."""
    now = datetime.now(UTC).replace(microsecond=0)
    first = local_date(now, "CN") + timedelta(days=3)
    plan = Plan(TRUCK, "clinic", TITLES, (), first, time(9), time(10), 15, 3, 0)
    made = series.create(db, STAFF, now, plan, Rule(parse_rule("FREQ=WEEKLY;COUNT=2")))
    series.publish_all(db, STAFF, now, made.series.id)
    return made.sessions


def book_as(db: Database, lang: str, session: Session) -> str:
    """Book the second time in a language and return the link's secret."""
    slot = db.read(lambda tx: sessions.slots_of(tx, session.id))[1]
    phone = f"1380013800{list(PEOPLE).index(lang)}"
    asked = book.Request(slot.id, PEOPLE[lang], phone, "truck", True, lang, email=f"{lang}@example.org".lower())
    view = book.book(db, DRIVER, datetime.now(UTC), asked)
    assert isinstance(view, BookingView), view
    return view.booking.token


def mails_about(window: Window, post: MailServer, lang: str, key: str) -> list[EmailMessage]:
    """Wait until a mail with the subject ``key`` has come in a language, and return what came of it."""
    wanted = say(lang, key, title=TITLES[lang])
    for _ in range(PATIENCE_MS // 200):
        found = [mail for mail in post.to(f"{lang}@example.org".lower()) if mail["Subject"] == wanted]
        if found:
            return found
        window.page.wait_for_timeout(200)
    pytest.fail(f"no mail {wanted!r}; there came {[mail['Subject'] for mail in post.mails]}")


def test_everyone_is_told_in_their_language_and_offered_the_next_date(windows: Windows, post: MailServer) -> None:
    dates: list[Session] = []
    links: dict[str, str] = {}

    def prepare(db: Database) -> None:
        dates.extend(two_dates(db))
        links.update({lang: book_as(db, lang, dates[0]) for lang in PEOPLE})

    windows.server.do(prepare)
    desk = windows("/clinics", size=DESKTOP, signed_in="yi", lang="en")
    desk.page.get_by_role("link", name=TITLES["en"]).or_(desk.page.get_by_role("button", name="Dates")).first.click()
    row = desk.page.locator("li.item").filter(has_text=date_words(dates[0].on_date, "en"))
    row.get_by_role("button", name=desk.say("clinics-cancel")).click()
    dialog = desk.page.get_by_role("dialog")
    expect(dialog.get_by_role("checkbox")).to_be_checked()
    dialog.get_by_role("button", name=desk.say("clinics-cancel-yes")).click()
    expect(row).to_contain_text(desk.say("session-status-cancelled"))

    for lang in PEOPLE:
        (told,) = mails_about(desk, post, lang, "message-session-cancelled-subject")
        assert "/m/booking/" in told.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        (offer,) = mails_about(desk, post, lang, "message-offer-subject")
        body = offer.get_body(("plain",)).get_content()  # type: ignore[union-attr]
        path = "/m/booking/" + body.split("/m/booking/")[1].split()[0]
        mine = windows(path, lang=lang)
        mine.button("my-accept").click()
        expect(mine.page.locator(".state")).to_have_text(mine.say("booking-booked"))
        old = windows(f"/m/booking/{links[lang]}", lang=lang)
        expect(old.page.locator(".state")).to_have_text(old.say("booking-cancelled"))
