"""Where the door is, on the manager's screen."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from stations.actions.care import see_for_care
from stations.actions.care_station import set_position
from stations.actions.station import see
from stations.edits import Part
from stations.roles import Actor
from stations.station import Position
from stations.storage.engine import Database
from stations.words import say
from tests.conftest import TRUCK
from tests.pages.conftest import Open, words_on


def _key(name: str, turn: int = 0) -> str:
    return f"care-{TRUCK}-position-{turn}-{name}"


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _unfolded(open_screen: Open, actor: Actor) -> AppTest:
    app = open_screen("manage", actor, lang="en")
    app.session_state[f"care-{TRUCK}-section-position-open"] = True
    return app.run()


def _save(app: AppTest, typed: str) -> AppTest:
    app.text_input(key=_key("typed")).set_value(typed)
    return app.button(key=_key("save")).click().run()


def test_a_typed_position_is_exact_from_then_on(open_screen: Open, manager: Actor, site: Database) -> None:
    app = _save(_unfolded(open_screen, manager), "22.2085,113.5832")
    assert not app.error
    station = see(site, _now(), TRUCK).station
    assert (station.lat, station.lng, station.position) == (22.2085, 113.5832, Position.EXACT)
    assert "Now: 22.20850, 113.58320 (Exact position)" in words_on(app)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("by the door", "coordinates-invalid"),
        ("113.5832,22.2085", "coordinates-swapped"),
        ("1.3,103.8", "coordinates-impossible"),
    ],
)
def test_what_cannot_be_there_is_told_and_stays_to_be_corrected(
    open_screen: Open, manager: Actor, site: Database, typed: str, code: str
) -> None:
    app = _save(_unfolded(open_screen, manager), typed)
    assert [error.value for error in app.error] == [say("en", f"error-{code}")]
    assert app.text_input(key=_key("typed")).value == typed
    assert see(site, _now(), TRUCK).station.position is Position.APPROXIMATE


def test_a_position_that_another_set_meanwhile_is_shown_and_mine_can_be_saved_instead(
    open_screen: Open, manager: Actor, admin: Actor, site: Database
) -> None:
    app = _unfolded(open_screen, manager)
    seen = see_for_care(site, admin, _now(), TRUCK).marks[Part.POSITION]
    set_position(site, admin, _now(), TRUCK, seen, 22.2101, 113.5811)
    _save(app, "22.2085,113.5832")
    assert say("en", "manage-theirs") in words_on(app)
    assert "Now: 22.21010, 113.58110 (Exact position)" in words_on(app)
    assert see(site, _now(), TRUCK).station.lat == 22.2101
    app.button(key=_key("mine")).click().run()
    assert see(site, _now(), TRUCK).station.lat == 22.2085
