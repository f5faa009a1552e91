"""Reports from the spot: taken once, weighed at once, answered, followed; and what nobody may do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from stations.actions import concerns, forget
from stations.actions.aed import aed_now
from stations.actions.care import Overtaken, confirm_all, see_for_care, set_amenity
from stations.actions.care_station import close_until, set_hours, set_position
from stations.actions.find import Query, find
from stations.actions.report import MOST_OF_A_DEVICE, Sent, follow, send
from stations.actions.station import see
from stations.amenities import AmenityState
from stations.catalogue import catalogue
from stations.claims import Standing
from stations.concerns import Concern, Outcome
from stations.edits import AmenityChange, Part
from stations.errors import Code, Forbidden, InvalidInput, NotFound, Refused, StationsError
from stations.geo import Point
from stations.hours import OpenState
from stations.reports import ReportKind, Sending
from stations.roles import SYSTEM, Actor
from stations.storage import audit, reports
from stations.storage.engine import Database
from tests.conftest import PORT, TRUCK

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
BRIDGE = Point(22.2101, 113.5811)
Send = Callable[..., Sent | Refused]


@pytest.fixture
def send_as(db: Database, now: datetime) -> Send:
    """Make a function that sends a report: ``send_as("a", ReportKind.LOCKED, at=…)``."""
    numbers = iter(range(10_000))

    def make(device: str, kind: ReportKind, facility: str = "", *, at: datetime | None = None, when: datetime | None = None, address: str = "10.0.0.1", station: str = TRUCK, **more: object) -> Sent | Refused:  # fmt: skip
        sending = Sending(
            station, kind, facility, at or now, f"device-of-driver-{device}", f"request-{next(numbers):032}"
        )
        return send(db, when or at or now, address, replace(sending, **more))  # type: ignore[arg-type]

    return make


@pytest.fixture
def always_open(db: Database, admin: Actor, now: datetime) -> None:
    """The truck drivers' station is open day and night, confirmed an hour ago, with all it has."""
    before = now - HOUR
    set_hours(db, admin, before, TRUCK, see_for_care(db, admin, before, TRUCK).marks[Part.HOURS], "24/7")
    confirm_all(db, admin, before, TRUCK, see_for_care(db, admin, before, TRUCK).seen)


def token_of(sent: Sent | Refused) -> str:
    assert isinstance(sent, Sent), sent
    return sent.token


def log(db: Database) -> list[str]:
    return [entry.action for entry in reversed(db.read(audit.latest)) if entry.action.startswith(("report", "concern", "device"))]  # fmt: skip


def only_concern(db: Database, actor: Actor) -> Concern:
    (view,) = concerns.my_concerns(db, actor)
    return view.concern


# --- one device, two devices


def test_one_report_is_a_concern_and_two_devices_make_a_dispute_with_a_deadline(
    db: Database, manager: Actor, now: datetime, send_as: Send, always_open: None
) -> None:
    send_as("a", ReportKind.LOCKED)
    first = only_concern(db, manager)
    assert (first.subject, first.is_dispute, first.devices) == ("hours", False, 1)
    assert see(db, now, TRUCK).status.state is OpenState.OPEN
    assert see(db, now, TRUCK).told.judgements["hours"].standing is Standing.DOUBTED

    send_as("b", ReportKind.LOCKED)
    dispute = only_concern(db, manager)
    assert dispute.id == first.id
    assert (dispute.is_dispute, dispute.devices, dispute.values) == (True, 2, ("locked",))
    assert dispute.deadline_at == now + DAY
    assert dispute.is_overdue(now + DAY + HOUR)
    assert see(db, now, TRUCK).status.state is OpenState.DISPUTED
    assert {it.station.id: it.status.state for it in find(db, now, Query()).found}[TRUCK] is OpenState.DISPUTED
    assert find(db, now, Query(is_open=True)).found == ()
    assert log(db) == ["report.sent", "report.sent", "concern.disputed"]


def test_one_device_counts_once_however_often_it_taps(
    db: Database, manager: Actor, now: datetime, send_as: Send, always_open: None
) -> None:
    for _ in range(5):
        send_as("a", ReportKind.LOCKED)
    assert only_concern(db, manager).devices == 1
    assert see(db, now, TRUCK).status.state is OpenState.OPEN


@pytest.mark.parametrize("kind", [ReportKind.BROKEN, ReportKind.GONE])
def test_a_facility_that_two_found_otherwise_is_disputed_and_its_aed_is_not_the_one_to_run_for(
    kind: ReportKind, db: Database, now: datetime, send_as: Send, always_open: None
) -> None:
    best = aed_now(db, now, BRIDGE).best
    assert best is not None
    assert best.found.station.id == TRUCK
    for device in "ab":
        send_as(device, kind, "aed")
    assert see(db, now, TRUCK).told.states["aed"] is AmenityState.DISPUTED
    answer = aed_now(db, now, BRIDGE)
    assert answer.best is None
    assert answer.nearer[0].why_not == "disputed"
    found = find(db, now, Query(facilities=("aed",), near=BRIDGE)).found
    assert (found[0].station.id, found[0].is_confirmed) == (TRUCK, False)


def test_all_as_shown_confirms_what_is_believed_and_nothing_that_has_faded(
    db: Database, admin: Actor, now: datetime, send_as: Send
) -> None:
    set_amenity(db, admin, now - 20 * DAY, TRUCK, AmenityChange("aed", 1, AmenityState.AVAILABLE))
    token_of(send_as("a", ReportKind.AS_SHOWN))
    later = see(db, now + 17 * DAY, TRUCK)
    assert later.told.judgements["aed"].standing is Standing.HOLDS
    assert later.told.states["aed"] is AmenityState.AVAILABLE
    assert later.told.states["rest_area"] is AmenityState.UNKNOWN
    assert concerns.my_concerns(db, admin) == []


def test_a_driver_who_says_works_brings_back_what_has_faded(db: Database, now: datetime, send_as: Send) -> None:
    send_as("a", ReportKind.WORKS, "rest_area")
    told = see(db, now, TRUCK).told
    assert (told.states["rest_area"], told.states["aed"]) == (AmenityState.AVAILABLE, AmenityState.UNKNOWN)
    assert told.judgements["rest_area"].by == "driver"


def test_what_was_seen_before_the_manager_looked_speaks_against_nothing(
    db: Database, manager: Actor, now: datetime, send_as: Send, always_open: None
) -> None:
    for device in "ab":
        send_as(device, ReportKind.LOCKED, at=now - 2 * HOUR, when=now)
    assert see(db, now, TRUCK).status.state is OpenState.OPEN
    assert not only_concern(db, manager).is_dispute


# --- the line, the limits


def test_a_report_sent_again_is_the_same_report(db: Database, now: datetime) -> None:
    sending = Sending(TRUCK, ReportKind.LOCKED, "", now, "device-of-driver-1", "request-0123456789abcdef")
    first = send(db, now, "10.0.0.1", sending)
    again = send(db, now + HOUR, "10.0.0.9", sending)
    assert (token_of(first), token_of(again)) == (token_of(again), token_of(first))
    assert isinstance(again, Sent)
    assert not again.is_new
    assert len(db.read(lambda tx: reports.latest(tx, 10))) == 1


def test_the_same_report_on_two_lines_at_once_is_kept_once(db: Database, now: datetime) -> None:
    sending = Sending(TRUCK, ReportKind.LOCKED, "", now, "device-of-driver-1", "request-0123456789abcdef")
    start = threading.Barrier(4)

    def go(_: int) -> Sent | Refused:
        start.wait()
        return send(db, now, "10.0.0.1", sending)

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(go, range(4)))
    assert len({token_of(it) for it in answers}) == 1
    assert len(db.read(lambda tx: reports.latest(tx, 10))) == 1


def test_two_devices_at_the_same_instant_make_one_concern(db: Database, manager: Actor, now: datetime, send_as: Send, always_open: None) -> None:  # fmt: skip
    start = threading.Barrier(6)

    def go(number: int) -> Sent | Refused:
        start.wait()
        return send_as(str(number), ReportKind.LOCKED)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(go, range(6)))
    concern = only_concern(db, manager)
    assert (concern.devices, concern.is_dispute) == (6, True)


def test_a_report_keeps_its_own_time_and_one_too_old_is_refused(db: Database, now: datetime, send_as: Send) -> None:
    token = token_of(send_as("a", ReportKind.LOCKED, at=now - 3 * DAY, when=now))
    assert follow(db, token).report.observed_at == now - 3 * DAY
    ahead = token_of(send_as("b", ReportKind.LOCKED, at=now + DAY, when=now))
    assert follow(db, ahead).report.observed_at == now
    with pytest.raises(InvalidInput):
        send_as("c", ReportKind.LOCKED, at=now - 15 * DAY, when=now)


def test_a_device_may_not_flood(db: Database, now: datetime, send_as: Send) -> None:
    answers = [send_as("a", ReportKind.AS_SHOWN) for _ in range(MOST_OF_A_DEVICE + 1)]
    assert answers[-1] == Refused(Code.TOO_MANY_TRIES)
    assert isinstance(answers[-2], Sent)
    assert isinstance(send_as("b", ReportKind.AS_SHOWN), Sent)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"facility": "shower", "kind": ReportKind.BROKEN}, "facility"),
        ({"facility": "jacuzzi", "kind": ReportKind.BROKEN}, "facility"),
        ({"facility": "", "kind": ReportKind.BROKEN}, "facility"),
        ({"facility": "aed", "kind": ReportKind.LOCKED}, "facility"),
        ({"device": "short"}, "device"),
        ({"request_key": "no spaces please, at all"}, "key"),
        ({"note": "长" * 201}, "note"),
        ({"note": "a\u202eb"}, "note"),
        ({"photo": b"not a picture"}, "photo"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_leaves_nothing(
    change: dict[str, object], field: str, db: Database, now: datetime
) -> None:
    sending = Sending(TRUCK, ReportKind.LOCKED, "", now, "device-of-driver-1", "request-0123456789abcdef")
    with pytest.raises(InvalidInput) as refusal:
        send(db, now, "10.0.0.1", replace(sending, **change))  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert db.read(lambda tx: reports.latest(tx, 10)) == []
    assert log(db) == []


def test_a_station_that_is_not_there_takes_no_report(db: Database, now: datetime, send_as: Send) -> None:
    with pytest.raises(NotFound):
        send_as("a", ReportKind.LOCKED, station="nowhere")


# --- answered


def open_again(db: Database, actor: Actor, now: datetime) -> object:
    return concerns.answer(db, actor, now, only_concern(db, actor).id, Outcome.FIXED)


def keep(db: Database, actor: Actor, now: datetime) -> object:
    return concerns.answer(db, actor, now, only_concern(db, actor).id, Outcome.KEPT, "他们走错了门")


def confirm(db: Database, actor: Actor, now: datetime) -> object:
    return confirm_all(db, actor, now, TRUCK, see_for_care(db, actor, now, TRUCK).seen)


def other_hours(db: Database, actor: Actor, now: datetime) -> object:
    mark = see_for_care(db, actor, now, TRUCK).marks[Part.HOURS]
    return set_hours(db, actor, now, TRUCK, mark, "Mo-Su 00:00-23:00 || PH off")


def close(db: Database, actor: Actor, now: datetime) -> object:
    mark = see_for_care(db, actor, now, TRUCK).marks[Part.CLOSURE]
    return close_until(db, actor, now, TRUCK, mark, now + DAY)


@pytest.mark.parametrize(
    ("deed", "outcome", "why", "state"),
    [
        (open_again, Outcome.FIXED, "", OpenState.OPEN),
        (keep, Outcome.KEPT, "他们走错了门", OpenState.OPEN),
        (confirm, Outcome.KEPT, "", OpenState.OPEN),
        (other_hours, Outcome.CHANGED, "", OpenState.OPEN),
        (close, Outcome.CHANGED, "", OpenState.CLOSED),
    ],
)
def test_whatever_the_manager_does_about_it_settles_it_and_the_reporter_is_told(
    deed: Callable[..., object], outcome: Outcome, why: str, state: OpenState, db: Database, manager: Actor,
    now: datetime, send_as: Send, always_open: None,
) -> None:  # fmt: skip
    token = token_of(send_as("a", ReportKind.LOCKED))
    send_as("b", ReportKind.LOCKED)
    assert follow(db, token).concerns[0].seen_at is None
    assert concerns.note_seen(db, manager, now, TRUCK) == 1
    assert concerns.note_seen(db, manager, now, TRUCK) == 0
    assert follow(db, token).concerns[0].seen_at == now
    assert concerns.count_disputes(db, manager) == 1

    result = deed(db, manager, now + HOUR)
    assert not isinstance(result, Refused), result
    (concern,) = follow(db, token).concerns
    assert (concern.outcome, concern.why, concern.settled_at) == (outcome, why, now + HOUR)
    assert concerns.my_concerns(db, manager) == []
    assert concerns.count_disputes(db, manager) == 0
    assert see(db, now + HOUR, TRUCK).status.state is state
    assert "concern.settled" in log(db)


def test_saying_that_it_is_broken_settles_the_facility(
    db: Database, manager: Actor, now: datetime, send_as: Send, always_open: None
) -> None:
    token = token_of(send_as("a", ReportKind.BROKEN, "aed"))
    set_amenity(db, manager, now, TRUCK, AmenityChange("aed", 1, AmenityState.OUT_OF_ORDER))
    assert follow(db, token).concerns[0].outcome is Outcome.CHANGED


def test_where_the_door_is_can_be_put_right(db: Database, manager: Actor, now: datetime, send_as: Send) -> None:
    token = token_of(send_as("a", ReportKind.WRONG_POSITION))
    mark = see_for_care(db, manager, now, TRUCK).marks[Part.POSITION]
    moved = set_position(db, manager, now, TRUCK, mark, 22.2123, 113.5834)
    assert not isinstance(moved, Refused)
    assert (moved.lat, moved.position) == (22.2123, "exact")
    assert follow(db, token).concerns[0].outcome is Outcome.CHANGED


def test_the_second_of_two_who_answer_is_told(db: Database, manager: Actor, admin: Actor, now: datetime, send_as: Send, always_open: None) -> None:  # fmt: skip
    send_as("a", ReportKind.LOCKED)
    concern = only_concern(db, manager)
    assert isinstance(concerns.answer(db, admin, now, concern.id, Outcome.FIXED), Concern)
    assert concerns.answer(db, manager, now, concern.id, Outcome.FIXED) == Refused(Code.CHANGED_MEANWHILE)


def test_a_fact_that_changed_meanwhile_is_not_confirmed_unseen(db: Database, manager: Actor, admin: Actor, now: datetime, always_open: None) -> None:  # fmt: skip
    seen = see_for_care(db, manager, now, TRUCK).seen
    other_hours(db, admin, now)
    answer = confirm_all(db, manager, now + HOUR, TRUCK, seen)
    assert isinstance(answer, Overtaken)
    assert (answer.theirs, answer.facts) == ((), ("hours",))


@pytest.mark.parametrize(
    ("outcome", "why", "code"),
    [(Outcome.KEPT, "  ", Code.REQUIRED), (Outcome.CHANGED, "x", Code.STATE_UNKNOWN), (Outcome.KEPT, "长" * 201, Code.TOO_LONG)],
)  # fmt: skip
def test_an_answer_needs_an_outcome_and_a_reason(
    outcome: Outcome, why: str, code: Code, db: Database, manager: Actor, now: datetime, send_as: Send
) -> None:
    send_as("a", ReportKind.WRONG_POSITION)
    with pytest.raises(InvalidInput) as refusal:
        concerns.answer(db, manager, now, only_concern(db, manager).id, outcome, why)
    assert refusal.value.code is code


# --- moderated


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 480), "green").save(out, "JPEG")
    return out.getvalue()


def test_hiding_takes_a_dispute_back_and_settles_what_rests_on_nothing_else(
    db: Database, admin: Actor, now: datetime, send_as: Send, always_open: None
) -> None:
    tokens = [token_of(send_as(device, ReportKind.LOCKED, note="门锁着", photo=photo())) for device in "ab"]
    sent = [follow(db, token).report for token in tokens]
    assert all(it.has_photo and it.note for it in sent)
    concerns.hide(db, admin, now, sent[0].id, "同一个人")
    assert not only_concern(db, admin).is_dispute
    assert see(db, now, TRUCK).status.state is OpenState.OPEN
    concerns.hide(db, admin, now, sent[1].id, "同一个人")
    assert concerns.my_concerns(db, admin) == []
    followed = follow(db, tokens[1])
    assert followed.concerns[0].outcome is Outcome.HIDDEN
    assert (followed.report.note, followed.report.has_photo, followed.report.is_hidden) == ("", False, True)
    assert log(db)[-4:] == ["concern.disputed", "report.hidden", "report.hidden", "concern.settled"]


def test_a_blocked_device_sends_nothing_more_and_what_it_sent_counts_no_more(
    db: Database, admin: Actor, now: datetime, send_as: Send, always_open: None
) -> None:
    first = follow(db, token_of(send_as("a", ReportKind.LOCKED))).report
    send_as("a", ReportKind.BROKEN, "aed")
    assert concerns.block_device(db, admin, now, first.id, "胡闹") == 2
    with pytest.raises(Forbidden) as refusal:
        send_as("a", ReportKind.LOCKED)
    assert refusal.value.code is Code.DEVICE_BLOCKED
    assert concerns.my_concerns(db, admin) == []
    concerns.unblock_device(db, admin, now, first.id)
    assert isinstance(send_as("a", ReportKind.LOCKED), Sent)
    assert [action for action in log(db) if action.startswith("device")] == ["device.blocked", "device.unblocked"]


Deed = Callable[[Database, Actor, datetime, str, str], object]
CARING: dict[str, Deed] = {
    "of_station": lambda db, actor, now, concern, sent: concerns.of_station(db, actor, TRUCK),  # noqa: ARG005
    "note_seen": lambda db, actor, now, concern, sent: concerns.note_seen(db, actor, now, TRUCK),  # noqa: ARG005
    "answer": lambda db, actor, now, concern, sent: concerns.answer(db, actor, now, concern, Outcome.FIXED),  # noqa: ARG005
    "report_photo": lambda db, actor, now, concern, sent: concerns.report_photo(db, actor, sent),  # noqa: ARG005
}
MODERATING: dict[str, Deed] = {
    "latest_reports": lambda db, actor, now, concern, sent: concerns.latest_reports(db, actor),  # noqa: ARG005
    "hide": lambda db, actor, now, concern, sent: concerns.hide(db, actor, now, sent, "x"),  # noqa: ARG005
    "block_device": lambda db, actor, now, concern, sent: concerns.block_device(db, actor, now, sent, "x"),  # noqa: ARG005
    "unblock_device": lambda db, actor, now, concern, sent: concerns.unblock_device(db, actor, now, sent),  # noqa: ARG005
}


@pytest.mark.parametrize(
    ("deed", "who"),
    [(deed, who) for deed in CARING for who in ("driver", "other_manager", "staff", "system")]
    + [(deed, who) for deed in MODERATING for who in ("driver", "manager", "staff", "system")],
)
def test_nobody_else_may(deed: str, who: str, db: Database, admin: Actor, now: datetime, send_as: Send, request: pytest.FixtureRequest) -> None:  # fmt: skip
    sent = follow(db, token_of(send_as("a", ReportKind.WRONG_POSITION, photo=photo()))).report.id
    concern = only_concern(db, admin).id
    actor = SYSTEM if who == "system" else request.getfixturevalue(who)
    before = log(db)
    with pytest.raises(Forbidden):
        (CARING | MODERATING)[deed](db, actor, now, concern, sent)
    assert log(db) == before
    assert only_concern(db, admin).settled_at is None


@pytest.mark.parametrize("who", ["driver", "staff"])
def test_only_who_cares_for_a_station_has_concerns(who: str, db: Database, request: pytest.FixtureRequest) -> None:
    for ask in (concerns.my_concerns, concerns.count_disputes):
        with pytest.raises(Forbidden):
            ask(db, request.getfixturevalue(who))


def test_a_manager_sees_the_concerns_of_their_own_stations_only(
    db: Database, manager: Actor, other_manager: Actor, admin: Actor, send_as: Send
) -> None:
    send_as("a", ReportKind.WRONG_POSITION)
    send_as("a", ReportKind.WRONG_POSITION, station=PORT)
    assert [it.concern.station_id for it in concerns.my_concerns(db, manager)] == [TRUCK]
    assert [it.concern.station_id for it in concerns.my_concerns(db, other_manager)] == [PORT]
    assert len(concerns.my_concerns(db, admin)) == 2


def test_what_drivers_wrote_and_saw_is_forgotten_on_time(db: Database, now: datetime, send_as: Send) -> None:
    token = token_of(send_as("a", ReportKind.LOCKED, note="门锁着", photo=photo()))
    assert forget.purge(db, SYSTEM, now + 29 * DAY).reports == 0
    assert forget.purge(db, SYSTEM, now + 31 * DAY).reports == 1
    kept = follow(db, token).report
    assert (kept.note, kept.has_photo) == ("", False)
    assert forget.purge(db, SYSTEM, now + 401 * DAY).sightings == 1


def test_a_link_that_nobody_was_given_leads_nowhere(db: Database) -> None:
    with pytest.raises(NotFound):
        follow(db, "0" * 32)


def test_neither_the_device_nor_the_link_is_stored_as_it_is(db: Database, now: datetime, send_as: Send) -> None:
    token = token_of(send_as("a", ReportKind.LOCKED))
    rows = db.read(lambda tx: tx.all("SELECT * FROM report"))
    assert token not in str(rows)
    assert "device-of-driver-a" not in str(rows)


# --- whatever comes


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from("abc"), st.sampled_from(ReportKind), st.sampled_from(["", "aed", "rest_area", "shower", "?"]),
            st.integers(-20, 2), st.text(max_size=8),
        ),
        max_size=6,
    )
)  # fmt: skip
def test_any_reports_leave_one_of_five_states(
    db: Database, now: datetime, send_as: Send, always_open: None, sent: list[tuple[str, ReportKind, str, int, str]]
) -> None:
    for device, kind, facility, days, note in sent:
        with suppress(StationsError):
            send_as(device, kind, facility, at=now + days * DAY, when=now, note=note)
    view = see(db, now, TRUCK)
    assert set(view.told.states) == set(catalogue().codes)
    assert set(view.told.states.values()) <= set(AmenityState)
    assert view.status.state in OpenState
