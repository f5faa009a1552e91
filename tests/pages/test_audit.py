"""The audit log."""

from __future__ import annotations

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from stations.actions import accounts, seals
from stations.roles import SYSTEM, Actor
from stations.storage import audit
from stations.storage.engine import Database
from stations.words import LANGUAGES, say
from tests.conftest import NOW, TRUCK
from tests.pages.conftest import Open, words_on


def made(db: Database, count: int) -> None:
    for number in range(count):
        accounts.add_account(db, SYSTEM, NOW, f"person{number:03}", "", "staff", [TRUCK])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_entries_are_told_in_the_readers_language(open_screen: Open, admin: Actor, site: Database, lang: str) -> None:
    made(site, 1)
    words = words_on(open_screen("audit", admin, lang=lang))
    assert say(lang, "audit-account-created") in words
    assert "person000" in words
    assert say(lang, "role-staff") in words
    assert "2026-11-22 10:00:00" in words  # the clock at the bridge


def test_an_event_that_has_no_words_yet_is_shown_by_its_code(open_screen: Open, admin: Actor, site: Database) -> None:
    site.write(lambda tx: audit.add(tx, audit.Entry(NOW, "station.<i>new</i>", SYSTEM, "x", TRUCK)))
    words = words_on(open_screen("audit", admin))
    assert "station.&lt;i&gt;new" in words
    assert TRUCK in words


def test_the_kind_of_event_can_be_chosen(open_screen: Open, admin: Actor, site: Database) -> None:
    made(site, 1)
    app = open_screen("audit", admin, lang="en")
    assert say("en", "audit-house-furnished") in words_on(app)
    app.selectbox(key="audit_kind").set_value("account").run()
    assert say("en", "audit-house-furnished") not in words_on(app)
    app.text_input(key="audit_station").set_value("nowhere").run()
    assert say("en", "audit-page-empty") in words_on(app)


def test_older_entries_are_a_page_away_and_the_address_keeps_it(
    open_screen: Open, admin: Actor, site: Database
) -> None:
    for number in range(130):
        site.write(lambda tx, n=number: audit.add(tx, audit.Entry(NOW, "house.purged", SYSTEM, f"entry-{n:03}")))  # type: ignore[misc]
    app = open_screen("audit", admin, lang="en")
    assert "entry-129" in words_on(app)
    assert "entry-020" not in words_on(app)
    next(button for button in app.button if button.label == say("en", "audit-page-older")).click()
    app.run()
    assert "entry-129" not in words_on(app)
    assert "entry-020" in words_on(app)
    assert app.query_params["before"]
    next(button for button in app.button if button.label == say("en", "audit-page-newest")).click()
    app.run()
    assert "entry-129" in words_on(app)


@pytest.mark.parametrize("before", ["x", "-1", "9" * 40, ""])
def test_a_made_up_place_in_the_address_does_no_harm(open_screen: Open, admin: Actor, before: str) -> None:
    app = open_screen("audit", admin, lang="en", before=before)
    assert say("en", "audit-house-furnished") in words_on(app)
    assert not app.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_codes_in_details_are_told_in_words(open_screen: Open, admin: Actor, site: Database, lang: str) -> None:
    detail = {"state": "out-of-order", "pads": "2026-12-01", "audience": "members", "way_in": "qr"}
    site.write(lambda tx: audit.add(tx, audit.Entry(NOW, "station.access-set", SYSTEM, TRUCK, TRUCK, detail)))
    words = words_on(open_screen("audit", admin, lang=lang))
    for key in ("amenity-out-of-order", "audience-members", "way-in-qr", "audit-detail-pads", "audit-detail-way-in"):
        assert say(lang, key) in words
    assert "way_in" not in words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_last_seal_is_told_with_its_time(open_screen: Open, admin: Actor, site: Database, lang: str) -> None:
    assert say(lang, "audit-page-unsealed") in told(open_screen("audit", admin, lang=lang))
    seals.seal(site, SYSTEM, NOW + timedelta(minutes=1))
    last = seals.look_through(site, SYSTEM).last
    assert last is not None
    captions = told(open_screen("audit", admin, lang=lang))
    assert say(lang, "audit-page-seal", at="2026-11-22 10:01", seal=last.hash) in captions


def told(app: AppTest) -> list[str]:
    return [caption.value for caption in app.caption]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_entry_that_was_redacted_says_so(open_screen: Open, admin: Actor, site: Database, lang: str) -> None:
    detail = {"to": "booked"}
    site.write(lambda tx: audit.add(tx, audit.Entry(NOW, "booking.created", SYSTEM, "b1", TRUCK, detail)))
    seals.seal(site, SYSTEM, NOW + timedelta(minutes=1))
    assert say(lang, "audit-page-redacted") not in words_on(open_screen("audit", admin, lang=lang))
    site.write(lambda tx: audit.redact_bookings(tx, ["b1"], NOW))
    assert say(lang, "audit-page-redacted") in words_on(open_screen("audit", admin, lang=lang))
