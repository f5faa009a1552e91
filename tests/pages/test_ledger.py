"""The ledger's page: figures with their names, charts that are tables, another day, another district."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from stations.actions.care import confirm_all, see_for_care
from stations.actions.demo import add_demo_stations
from stations.errors import Refused
from stations.exchange.demo_stations import generate
from stations.instants import local_date
from stations.roles import SYSTEM, Actor
from stations.storage.engine import Database
from stations.words import LANGUAGES, say
from tests.conftest import TRUCK
from tests.pages.conftest import Open, words_on

YESTERDAY = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)


def look_around(db: Database, actor: Actor, at: datetime) -> None:
    assert not isinstance(confirm_all(db, actor, at, TRUCK, see_for_care(db, actor, at, TRUCK).seen), Refused)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_figures_stand_beside_their_names_in_the_readers_language(
    open_screen: Open, admin: Actor, site: Database, lang: str
) -> None:
    look_around(site, admin, YESTERDAY)
    app = open_screen("ledger", admin, lang=lang)
    assert not app.exception
    words = words_on(app)
    for name in ("known-stations", "in-time", "never-looked", "mend", "doors-title", "months-title", "districts-title"):
        assert say(lang, f"ledger-{name}") in words
    assert say(lang, "ledger-share", share="50", count="4", total="8") in words
    assert say(lang, "ledger-night-untold", unknown=2) in words
    assert say(lang, "ledger-days", count=1) in words


def test_a_day_before_the_look_shows_what_was_known_then(open_screen: Open, admin: Actor, site: Database) -> None:
    look_around(site, admin, YESTERDAY)
    app = open_screen("ledger", admin, lang="en")
    app.date_input(key="ledger_as_of").set_value(local_date(YESTERDAY, "CN") - timedelta(days=1)).run()
    words = words_on(app)
    assert not app.exception
    assert say("en", "ledger-share", share="0", count="0", total="8") in words
    app.date_input(key="ledger_as_of").set_value(local_date(YESTERDAY, "CN") - timedelta(days=900)).run()
    assert say("en", "ledger-none") in words_on(app)


def test_a_district_alone_can_be_read(open_screen: Open, admin: Actor, site: Database) -> None:
    add_demo_stations(site, SYSTEM, YESTERDAY, generate(60, 2))
    app = open_screen("ledger", admin, lang="en")
    assert say("en", "ledger-districts-title") in words_on(app)
    app.selectbox(key="ledger_district").select_index(0).run()
    assert not app.exception
    assert say("en", "ledger-districts-title") not in words_on(app)
    app.date_input(key="ledger_as_of").set_value(local_date(YESTERDAY, "CN") - timedelta(days=900)).run()
    assert not app.exception
    assert say("en", "ledger-none") in words_on(app)


def test_every_bar_has_its_figure_beside_it(open_screen: Open, admin: Actor, site: Database) -> None:
    look_around(site, admin, YESTERDAY)
    html = words_on(open_screen("ledger", admin, lang="en"))
    rows = [row for row in html.split("<tr>") if "l-bar" in row.split("</tr>")[0] and "<th" in row]
    assert len(rows) >= 3 + 24 + 1
    assert all(
        'aria-hidden="true"' in row and any(letter.isdigit() for letter in row.split("l-bar")[0]) for row in rows
    )
