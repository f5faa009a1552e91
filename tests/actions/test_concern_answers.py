"""Agreeing with drivers on the spot, two who answer at once, and what a moderator sees of a report."""

from __future__ import annotations

from datetime import datetime

import pytest

from stations.actions import concerns
from stations.actions.care import Overtaken, confirm_all, see_for_care, set_amenity
from stations.actions.concerns import ConcernView, Moderated
from stations.actions.report import Sent, follow, send
from stations.actions.station import see
from stations.amenities import Amenity, AmenityState
from stations.concerns import Outcome
from stations.edits import AmenityChange
from stations.errors import Code, Forbidden, InvalidInput, NotFound, Refused
from stations.reports import ReportKind, Sending
from stations.roles import SYSTEM, Actor
from stations.storage import audit
from stations.storage.engine import Database
from tests.conftest import TRUCK

OUT, ABSENT, WORKS = AmenityState.OUT_OF_ORDER, AmenityState.ABSENT, AmenityState.AVAILABLE


def report(db: Database, now: datetime, kind: ReportKind, facility: str = "", devices: str = "ab") -> str:
    """Send the same from each device; return the secret of the last one's link."""
    tokens = []
    for device in devices:
        key = f"request-of-{device}-{kind}-{facility or 'door'}"
        sent = send(db, now, "10.0.0.1", Sending(TRUCK, kind, facility, now, f"device-of-driver-{device}", key))
        assert isinstance(sent, Sent)
        tokens.append(sent.token)
    return tokens[-1]


def broken_aed(db: Database, actor: Actor, now: datetime) -> ConcernView:
    """Make two drivers find the AED broken; return the concern as ``actor`` sees it."""
    confirm_all(db, actor, now, TRUCK, see_for_care(db, actor, now, TRUCK).seen)
    report(db, now.replace(minute=5), ReportKind.BROKEN, "aed")
    (view,) = concerns.my_concerns(db, actor)
    return view


def version(view: ConcernView) -> int:
    assert view.said is not None
    return view.said.version


def test_a_concern_brings_what_is_said_of_its_facility(db: Database, manager: Actor, now: datetime) -> None:
    view = broken_aed(db, manager, now)
    assert view.said is not None
    assert (view.said.facility, view.said.state) == ("aed", WORKS)
    report(db, now, ReportKind.WRONG_POSITION)
    about_position = next(it for it in concerns.my_concerns(db, manager) if it.concern.subject == "position")
    assert about_position.said is None


@pytest.mark.parametrize("state", [OUT, ABSENT])
def test_agreeing_sets_the_state_keeps_the_rest_and_settles(
    state: AmenityState, db: Database, manager: Actor, now: datetime
) -> None:
    change = AmenityChange("aed", 1, WORKS, place="门口", note="绿色箱子")
    set_amenity(db, manager, now, TRUCK, change)
    view = broken_aed(db, manager, now)
    answer = concerns.agree(db, manager, now.replace(minute=9), view.concern.id, version(view), state)
    assert isinstance(answer, Amenity)
    aed = see(db, now.replace(minute=9), TRUCK).told.amenities["aed"]
    assert (aed.state, aed.place, aed.note) == (state, "门口", "绿色箱子")
    assert concerns.my_concerns(db, manager) == []
    settled = concerns.see_concern(db, manager, view.concern.id).concern
    assert (settled.outcome, settled.settled_at) == (Outcome.CHANGED, now.replace(minute=9))


def test_the_second_who_answers_changes_nothing_and_can_see_what_the_first_said(
    db: Database, manager: Actor, admin: Actor, now: datetime
) -> None:
    view = broken_aed(db, manager, now)
    concerns.answer(db, admin, now, view.concern.id, Outcome.KEPT, "刚试过")
    answer = concerns.agree(db, manager, now, view.concern.id, version(view), OUT)
    assert isinstance(answer, Refused)
    assert answer.code is Code.CHANGED_MEANWHILE
    assert see(db, now, TRUCK).told.amenities["aed"].state is WORKS
    theirs = concerns.see_concern(db, manager, view.concern.id).concern
    assert (theirs.outcome, theirs.why) == (Outcome.KEPT, "刚试过")


def test_agreeing_overwrites_nothing_that_was_not_seen(
    db: Database, manager: Actor, admin: Actor, now: datetime
) -> None:
    view = broken_aed(db, manager, now)
    set_amenity(db, admin, now, TRUCK, AmenityChange("aed", version(view), ABSENT, note="送修"))
    report(db, now.replace(minute=8), ReportKind.WORKS, "aed")
    (again,) = concerns.my_concerns(db, manager)
    answer = concerns.agree(db, manager, now.replace(minute=9), again.concern.id, version(view), OUT)
    assert isinstance(answer, Overtaken)
    assert see(db, now, TRUCK).told.amenities["aed"].note == "送修"


def test_what_nobody_can_state_or_is_no_facility_is_refused(db: Database, manager: Actor, now: datetime) -> None:
    view = broken_aed(db, manager, now)
    with pytest.raises(InvalidInput) as refusal:
        concerns.agree(db, manager, now, view.concern.id, version(view), AmenityState.DISPUTED)
    assert refusal.value.code is Code.STATE_UNKNOWN
    report(db, now, ReportKind.WRONG_POSITION)
    position = next(it for it in concerns.my_concerns(db, manager) if it.said is None)
    with pytest.raises(InvalidInput) as refusal:
        concerns.agree(db, manager, now, position.concern.id, 1, OUT)
    assert refusal.value.code is Code.FACILITY_UNKNOWN
    with pytest.raises(NotFound):
        concerns.agree(db, manager, now, "nothing", 1, OUT)


@pytest.mark.parametrize("who", ["driver", "other_manager", "staff", "system"])
def test_nobody_else_may_agree_or_look(who: str, db: Database, manager: Actor, now: datetime, request: pytest.FixtureRequest) -> None:  # fmt: skip
    view = broken_aed(db, manager, now)
    actor = SYSTEM if who == "system" else request.getfixturevalue(who)
    before = len(db.read(audit.latest))
    with pytest.raises(Forbidden):
        concerns.agree(db, actor, now, view.concern.id, version(view), OUT)
    with pytest.raises(Forbidden):
        concerns.see_concern(db, actor, view.concern.id)
    assert len(db.read(audit.latest)) == before
    assert see(db, now, TRUCK).told.amenities["aed"].state is WORKS


def only(db: Database, admin: Actor, report_id: str) -> Moderated:
    return next(it for it in concerns.latest_reports(db, admin) if it.report.id == report_id)


def test_a_moderator_sees_what_a_report_is_about_and_whether_its_device_is_blocked(
    db: Database, admin: Actor, now: datetime
) -> None:
    aed = follow(db, report(db, now, ReportKind.BROKEN, "aed", "a")).report
    door = follow(db, report(db, now, ReportKind.LOCKED, devices="b")).report
    all_well = follow(db, report(db, now, ReportKind.AS_SHOWN, devices="c")).report
    facilities = {it.report.id: it.facility for it in concerns.latest_reports(db, admin)}
    assert facilities == {aed.id: "aed", door.id: "", all_well.id: ""}
    assert only(db, admin, aed.id).names["zh-Hans"].endswith("货车司机站")
    concerns.block_device(db, admin, now, door.id, "胡闹")
    assert (only(db, admin, door.id).is_blocked, only(db, admin, door.id).report.is_hidden) == (True, True)
    assert not only(db, admin, aed.id).is_blocked
    concerns.unblock_device(db, admin, now, door.id)
    assert not only(db, admin, door.id).is_blocked


@pytest.mark.parametrize("deed", [concerns.hide, concerns.block_device])
def test_a_drivers_word_is_not_taken_away_without_a_reason(deed: object, db: Database, admin: Actor, now: datetime) -> None:  # fmt: skip
    sent = follow(db, report(db, now, ReportKind.LOCKED, devices="a")).report
    with pytest.raises(InvalidInput) as refusal:
        deed(db, admin, now, sent.id, "  ")  # type: ignore[operator]
    assert (refusal.value.code, refusal.value.field) == (Code.REQUIRED, "why")
    assert not only(db, admin, sent.id).report.is_hidden
