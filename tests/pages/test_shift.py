"""The shift's check, the answers to drivers, moderation, and the board of dates."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from stations.actions import concerns
from stations.actions.care import see_for_care, set_amenity
from stations.actions.report import Sent, follow, send
from stations.actions.station import see
from stations.amenities import AmenityState, CheckedBy
from stations.concerns import Outcome
from stations.edits import AmenityChange
from stations.reports import ReportKind, Sending
from stations.roles import Actor
from stations.storage.engine import Database
from stations.words import LANGUAGES, say
from tests.pages.conftest import Open, words_on

TRUCK, PORT = "hzmb-truck-drivers", "hzmb-port"


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _press(app: AppTest, key: str) -> AppTest:
    return app.button(key=key).click().run()


def _report(db: Database, kind: ReportKind, facility: str = "", devices: str = "ab", note: str = "") -> str:
    token = ""
    for device in devices:
        name = f"{kind}-{facility or 'x'}-{device}"
        sending = Sending(TRUCK, kind, facility, _now(), f"device-{name:>20}".replace(" ", "0"), f"key-{name:>20}".replace(" ", "0"), note)  # fmt: skip
        sent = send(db, _now(), "192.0.2.1", sending)
        assert isinstance(sent, Sent)
        token = sent.token
    return token


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_tap_checks_everything(open_screen: Open, manager: Actor, site: Database, lang: str) -> None:
    app = open_screen("shift", manager, lang=lang)
    assert not app.exception
    _press(app, f"shift-all-{TRUCK}")
    said = see_for_care(site, manager, _now(), TRUCK).told
    assert {one.checked_by for one in said.amenities.values()} == {CheckedBy.MANAGER}
    assert {said.states[code] for code in said.amenities} == {AmenityState.AVAILABLE}
    assert say(lang, "shift-all-done") in words_on(app)


def test_single_lines_keep_their_own_time_and_the_button_leaves_them(
    open_screen: Open, manager: Actor, site: Database
) -> None:
    app = open_screen("shift", manager, lang="en")
    assert app.button(key=f"shift-all-{TRUCK}").label == say("en", "shift-all", count=4)
    _press(app, "shift-ok-aed")
    assert app.button(key=f"shift-all-{TRUCK}").label == say("en", "shift-all", count=3)
    first = see(site, _now(), TRUCK).told.amenities["aed"].checked_at
    assert "looked at" in words_on(app)
    _press(app, f"shift-all-{TRUCK}")
    assert see(site, _now(), TRUCK).told.amenities["aed"].checked_at == first


def test_a_line_can_be_said_otherwise_on_the_spot(open_screen: Open, manager: Actor, site: Database) -> None:
    app = open_screen("shift", manager, lang="en")
    _press(app, "shift-set-aed-out-of-order")
    assert see(site, _now(), TRUCK).told.states["aed"] is AmenityState.OUT_OF_ORDER


def test_the_second_of_two_sees_what_the_first_changed_and_chooses(
    open_screen: Open, manager: Actor, admin: Actor, site: Database
) -> None:
    app = open_screen("shift", manager, lang="en")
    set_amenity(site, admin, _now(), TRUCK, AmenityChange("aed", 1, AmenityState.OUT_OF_ORDER))
    _press(app, f"shift-all-{TRUCK}")
    assert "AED (defibrillator) · Out of order" in words_on(app)
    assert see(site, _now(), TRUCK).told.amenities["rest_area"].checked_by is CheckedBy.PUBLISHED
    _press(app, f"shift-all-{TRUCK}")
    assert see(site, _now(), TRUCK).told.amenities["rest_area"].checked_by is CheckedBy.MANAGER


@pytest.mark.parametrize("page", ["shift", "reports"])
@pytest.mark.parametrize(
    ("button", "outcome", "state"),
    [
        ("fixed", Outcome.FIXED, AmenityState.AVAILABLE),
        ("out-of-order", Outcome.CHANGED, AmenityState.OUT_OF_ORDER),
        ("absent", Outcome.CHANGED, AmenityState.ABSENT),
    ],
)
def test_a_dispute_is_answered_with_one_tap(
    open_screen: Open, manager: Actor, site: Database, page: str, button: str, outcome: Outcome, state: AmenityState
) -> None:
    token = _report(site, ReportKind.BROKEN, "aed", note="灯不亮")
    app = open_screen(page, manager, lang="en")
    assert "2 drivers found “Out of order”, last today" in words_on(app)
    assert "A driver wrote: “灯不亮”" in words_on(app)
    assert follow(site, token).concerns[0].seen_at is not None
    (view,) = concerns.my_concerns(site, manager)
    _press(app, f"answer-{view.concern.id}-{button}")
    assert follow(site, token).concerns[0].outcome is outcome
    assert see(site, _now(), TRUCK).told.states["aed"] is state


def test_keeping_it_as_shown_needs_a_reason(open_screen: Open, manager: Actor, site: Database) -> None:
    token = _report(site, ReportKind.WRONG_POSITION)
    (view,) = concerns.my_concerns(site, manager)
    app = open_screen("reports", manager, lang="en")
    app.session_state[f"answer-{view.concern.id}-kept-open"] = True
    app.run()
    _press(app, f"answer-{view.concern.id}-keep")
    assert say("en", "error-required") in words_on(app)
    _press(app, f"answer-{view.concern.id}-why-wrong-door")
    concern = follow(site, token).concerns[0]
    assert (concern.outcome, concern.why) == (Outcome.KEPT, say("en", "concern-why-wrong-door"))


def test_managers_are_told_that_a_dispute_waits_and_others_are_not(
    open_screen: Open, manager: Actor, other_manager: Actor, site: Database
) -> None:
    _report(site, ReportKind.BROKEN, "aed")
    assert say("en", "concern-banner", count=1) in words_on(open_screen("manage", manager, lang="en"))
    assert say("en", "concern-banner", count=1) not in words_on(open_screen("manage", other_manager, lang="en"))
    assert say("en", "reports-none") in words_on(open_screen("reports", other_manager, lang="en"))


def test_an_administrator_hides_a_report_and_a_manager_cannot(
    open_screen: Open, admin: Actor, manager: Actor, site: Database
) -> None:
    token = _report(site, ReportKind.BROKEN, "aed", devices="a")
    report = follow(site, token).report
    assert f"hide-{report.id}" not in [one.key for one in open_screen("reports", manager).button]
    app = open_screen("reports", admin, lang="en")
    app.text_input(key=f"why-{report.id}").set_value("胡闹")
    _press(app, f"hide-{report.id}")
    assert follow(site, token).report.is_hidden
    assert say("en", "reports-moderated") in words_on(app)
    assert "Report hidden" in words_on(open_screen("audit", lang="en"))


@pytest.mark.parametrize("page", ["shift", "reports", "aed_board"])
def test_staff_may_not(open_screen: Open, staff: Actor, page: str) -> None:
    assert say("en", "error-forbidden") in words_on(open_screen(page, staff, lang="en"))


def test_the_board_has_what_expires_first_on_top_and_only_ones_own(
    open_screen: Open, manager: Actor, admin: Actor, site: Database
) -> None:
    soon = _now().date() + timedelta(days=9)
    change = AmenityChange("aed", 1, AmenityState.AVAILABLE, pads_expire_on=soon, battery_expire_on=date(2099, 1, 1))
    set_amenity(site, admin, _now(), TRUCK, change)
    kit = AmenityChange("first_aid_kit", 1, AmenityState.AVAILABLE, medicine_expire_on=date(2026, 1, 1))
    set_amenity(site, admin, _now(), TRUCK, kit)
    words = words_on(open_screen("aed_board", manager, lang="en"))
    assert words.index("2026-01-01") < words.index(soon.isoformat()) < words.index("2099-01-01")
    assert "past its date" in words
    assert "9 days left" in words
    assert PORT not in words
    assert PORT in words_on(open_screen("aed_board", admin, lang="en"))
