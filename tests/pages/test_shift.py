"""The shift's check, the answers to drivers, moderation, and the board of dates."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from stations.access import access_of
from stations.actions import concerns
from stations.actions.care import see_for_care, set_amenity
from stations.actions.care_station import set_access, set_hours
from stations.actions.report import Sent, follow, send
from stations.actions.station import see
from stations.amenities import AmenityState, CheckedBy
from stations.concerns import Outcome
from stations.edits import AmenityChange, Part
from stations.instants import local_date
from stations.reports import ReportKind, Sending
from stations.roles import Actor
from stations.station import Audience
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


@pytest.mark.parametrize(
    ("is_mine", "state", "by"),
    [
        (True, AmenityState.AVAILABLE, CheckedBy.MANAGER),
        (False, AmenityState.OUT_OF_ORDER, CheckedBy.ADMINISTRATOR),
    ],
)
def test_the_second_of_two_sees_what_the_first_changed_and_chooses(
    open_screen: Open, manager: Actor, admin: Actor, site: Database, is_mine: bool, state: AmenityState, by: CheckedBy
) -> None:
    app = open_screen("shift", manager, lang="en")
    set_amenity(site, admin, _now(), TRUCK, AmenityChange("aed", 1, AmenityState.OUT_OF_ORDER, note="no battery"))
    _press(app, f"shift-all-{TRUCK}")
    told = words_on(app).replace("\\", "")
    assert say("en", "shift-theirs") in told
    assert "**AED (defibrillator)**: Out of order · no battery (Administrator, today " in told
    assert see(site, _now(), TRUCK).told.amenities["rest_area"].checked_by is CheckedBy.PUBLISHED
    if is_mine:
        assert app.button(key="shift-mine-aed").label == say("en", "shift-say-mine", mine="Available")
    _press(app, "shift-mine-aed" if is_mine else "shift-take-aed")
    assert say("en", "shift-theirs") not in words_on(app)
    _press(app, f"shift-all-{TRUCK}")
    said = see(site, _now(), TRUCK).told.amenities
    assert said["rest_area"].checked_by is CheckedBy.MANAGER
    assert (said["aed"].state, said["aed"].checked_by, said["aed"].note) == (state, by, "no battery")


def test_hours_that_another_changed_are_told_and_not_confirmed_unseen(
    open_screen: Open, manager: Actor, admin: Actor, site: Database
) -> None:
    before = _now() - timedelta(days=2)
    set_hours(site, admin, before, TRUCK, see_for_care(site, admin, before, TRUCK).marks[Part.HOURS], "08:00-22:00")
    app = open_screen("shift", manager, lang="en")
    assert "every day 08:00–22:00" in words_on(app).replace("\\", "")
    set_hours(site, admin, _now(), TRUCK, see_for_care(site, admin, _now(), TRUCK).marks[Part.HOURS], "09:00-17:00")
    _press(app, f"shift-all-{TRUCK}")
    told = words_on(app).replace("\\", "")
    assert "**Opening hours**: every day 09:00–17:00 (Administrator, today " in told
    assert see(site, _now(), TRUCK).told.amenities["aed"].checked_by is CheckedBy.PUBLISHED
    _press(app, "shift-take-hours")
    assert say("en", "shift-theirs") not in words_on(app)


def test_the_way_in_is_a_line_of_its_own(open_screen: Open, manager: Actor, site: Database) -> None:
    before = _now() - timedelta(days=2)
    view = see_for_care(site, manager, before, TRUCK)
    access = replace(access_of(view.station), way_in="guard", audience=Audience.ANYONE)
    set_access(site, manager, before, TRUCK, view.marks[Part.ACCESS], access)
    app = open_screen("shift", manager, lang="en")
    words = f"**Way in** · {say('en', 'way-in-guard')} · {say('en', 'audience-anyone')}"
    assert words in words_on(app).replace("\\", "")
    _press(app, "shift-ok-access")
    claim = see(site, _now(), TRUCK).station.claims["access"]
    assert claim.checked_at is not None
    assert claim.checked_at > before


def test_what_is_past_its_date_is_asked_for_its_new_date_and_the_rest_can_be_done(
    open_screen: Open, manager: Actor, site: Database
) -> None:
    change = AmenityChange("aed", 1, AmenityState.AVAILABLE, pads_expire_on=date(2026, 1, 1))
    set_amenity(site, manager, _now() - timedelta(days=1), TRUCK, change)
    app = open_screen("shift", manager, lang="en")
    assert say("en", "shift-expired") in words_on(app)
    assert say("en", "shift-change-date") in [one.label for one in app.get("page_link")]
    _press(app, f"shift-all-{TRUCK}")
    assert say("en", "shift-all-done") in words_on(app)
    assert say("en", "shift-expired") in words_on(app)
    assert see(site, _now(), TRUCK).told.states["aed"] is AmenityState.UNKNOWN


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
    assert "灯不亮" not in words_on(app)
    (view,) = concerns.my_concerns(site, manager)
    app.session_state[f"evidence-{view.concern.id}-open"] = True
    app.run()
    assert "A driver wrote: “灯不亮”" in words_on(app)
    assert follow(site, token).concerns[0].seen_at is not None
    _press(app, f"answer-{view.concern.id}-{button}")
    assert follow(site, token).concerns[0].outcome is outcome
    assert see(site, _now(), TRUCK).told.states["aed"] is state
    assert say("en", "concern-answered") in words_on(app)


@pytest.mark.parametrize("page", ["shift", "reports"])
def test_the_second_who_answers_a_dispute_is_told_what_the_first_said(
    open_screen: Open, manager: Actor, admin: Actor, site: Database, page: str
) -> None:
    _report(site, ReportKind.BROKEN, "aed")
    app = open_screen(page, manager, lang="en")
    (view,) = concerns.my_concerns(site, manager)
    concerns.answer(site, admin, _now(), view.concern.id, Outcome.KEPT, "只是在清潔")
    _press(app, f"answer-{view.concern.id}-out-of-order")
    words = words_on(app)
    assert say("en", "concern-overtaken") in words
    assert say("en", "report-outcome-kept") in words
    assert "Reason: 只是在清潔" in words
    assert see(site, _now(), TRUCK).told.amenities["aed"].state is AmenityState.AVAILABLE


def test_what_drivers_dispute_is_part_of_no_button_for_the_rest(
    open_screen: Open, manager: Actor, site: Database
) -> None:
    _report(site, ReportKind.BROKEN, "aed")
    app = open_screen("manage", manager, lang="en")
    assert say("en", "manage-confirm-apart") in words_on(app)
    _press(app, f"care-{TRUCK}-confirm")
    app = open_screen("shift", lang="en")
    assert say("en", "shift-all-but-disputes") in words_on(app)
    (view,) = concerns.my_concerns(site, manager)
    assert view.concern.is_dispute
    said = see(site, _now(), TRUCK).told
    assert (said.states["aed"], said.amenities["aed"].checked_by) == (AmenityState.DISPUTED, CheckedBy.PUBLISHED)
    assert said.amenities["rest_area"].checked_by is CheckedBy.MANAGER


def test_what_drivers_say_works_again_is_agreed_to(open_screen: Open, manager: Actor, site: Database) -> None:
    set_amenity(site, manager, _now() - timedelta(days=1), TRUCK, AmenityChange("aed", 1, AmenityState.OUT_OF_ORDER))
    _report(site, ReportKind.WORKS, "aed")
    app = open_screen("shift", manager, lang="en")
    (view,) = concerns.my_concerns(site, manager)
    keys = {one.key for one in app.button}
    assert f"answer-{view.concern.id}-fixed" not in keys
    assert f"answer-{view.concern.id}-out-of-order" not in keys
    _press(app, f"answer-{view.concern.id}-available")
    assert see(site, _now(), TRUCK).told.states["aed"] is AmenityState.AVAILABLE


def test_drivers_are_told_that_the_station_has_seen_it_only_when_it_has(
    open_screen: Open, manager: Actor, admin: Actor, site: Database
) -> None:
    token = _report(site, ReportKind.BROKEN, "aed")
    open_screen("reports", admin)
    assert follow(site, token).concerns[0].seen_at is None
    open_screen("reports", manager)
    assert follow(site, token).concerns[0].seen_at is not None


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
    _press(app, f"hide-{report.id}")
    assert say("en", "error-required") in words_on(app)
    app.text_input(key=f"why-{report.id}").set_value("胡闹")
    _press(app, f"hide-{report.id}")
    assert follow(site, token).report.is_hidden
    assert say("en", "reports-moderated") in words_on(app)
    assert "Report hidden" in words_on(open_screen("audit", lang="en"))


def test_a_device_is_blocked_and_taken_again(open_screen: Open, admin: Actor, site: Database) -> None:
    report = follow(site, _report(site, ReportKind.BROKEN, "aed", devices="a")).report
    app = open_screen("reports", admin, lang="en")
    assert "AED (defibrillator): Broken" in words_on(app).replace("\\", "")
    assert f"unblock-{report.id}" not in {one.key for one in app.button}
    app.text_input(key=f"why-{report.id}").set_value("胡闹")
    _press(app, f"block-{report.id}")
    assert say("en", "reports-blocked") in words_on(app)
    _press(app, f"unblock-{report.id}")
    assert say("en", "reports-blocked") not in words_on(app)
    log = words_on(open_screen("audit", lang="en"))
    assert "Device blocked" in log
    assert "Device taken again" in log


def test_a_manager_of_another_station_may_not_check_it(open_screen: Open, other_manager: Actor, site: Database) -> None:
    app = open_screen("shift", other_manager, lang="en", station=TRUCK)
    assert say("en", "error-forbidden") in words_on(app)
    assert f"shift-all-{TRUCK}" not in {one.key for one in app.button}


@pytest.mark.parametrize("page", ["shift", "reports", "aed_board"])
def test_staff_may_not(open_screen: Open, staff: Actor, page: str) -> None:
    assert say("en", "error-forbidden") in words_on(open_screen(page, staff, lang="en"))


def test_the_board_has_what_expires_first_on_top_and_only_ones_own(
    open_screen: Open, manager: Actor, admin: Actor, site: Database
) -> None:
    soon = local_date(_now(), "CN") + timedelta(days=9)
    change = AmenityChange("aed", 1, AmenityState.AVAILABLE, pads_expire_on=soon, battery_expire_on=date(2099, 1, 1))
    set_amenity(site, admin, _now(), TRUCK, change)
    kit = AmenityChange("first_aid_kit", 1, AmenityState.AVAILABLE, medicine_expire_on=date(2026, 1, 1))
    set_amenity(site, admin, _now(), TRUCK, kit)
    words = words_on(open_screen("aed_board", manager, lang="en"))
    assert words.index("2026-01-01") < words.index(soon.isoformat()) < words.index("2099-01-01")
    assert "days past its date" in words
    assert "9 days left" in words
    assert PORT not in words
    assert PORT in words_on(open_screen("aed_board", admin, lang="en"))
