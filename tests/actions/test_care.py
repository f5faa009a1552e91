"""Caring for a station: confirming, changing, closing, and two people at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from PIL import Image

from stations.access import Access, access_of
from stations.actions.aed import aed_now
from stations.actions.care import CareView, Overtaken, confirm_all, my_stations, see_for_care, set_amenity
from stations.actions.care_station import (
    PartOvertaken,
    add_exception,
    close_until,
    remove_exception,
    reopen,
    set_access,
    set_contact,
    set_hours,
)
from stations.actions.find import Query, find
from stations.actions.photos import MOST_PHOTOS, add_photo, delete_photo
from stations.actions.station import photo as photo_bytes
from stations.actions.station import see
from stations.amenities import Amenity, AmenityState, CheckedBy
from stations.edits import AmenityChange, Part
from stations.errors import Code, Forbidden, InvalidInput, NotFound, Refused
from stations.geo import Point
from stations.hours import DatedException, DayForm, Holidays, OpenState, Span, WeekForm
from stations.roles import SYSTEM, Actor
from stations.station import Audience, Station
from stations.storage import audit
from stations.storage.engine import Database
from stations.storage.photos import Photo

TRUCK, PORT = "hzmb-truck-drivers", "hzmb-port"
PUBLISHED_AT = datetime(2026, 4, 9, tzinfo=UTC)
WEEK = WeekForm((DayForm(staffed=(Span(480, 1320),)),) * 7, Holidays.SAME)
LATER = timedelta(minutes=5)


def _marks(db: Database, actor: Actor, now: datetime) -> dict[Part, str]:
    return dict(see_for_care(db, actor, now, TRUCK).marks)


def _seen(db: Database, actor: Actor, now: datetime) -> dict[str, int]:
    return dict(see_for_care(db, actor, now, TRUCK).seen)


def _jpeg(colour: str = "green") -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 480), colour).save(out, "JPEG")
    return out.getvalue()


def _aed(state: AmenityState, version: int = 1, **more: object) -> AmenityChange:
    return AmenityChange("aed", version, state, **more)  # type: ignore[arg-type]


def _log(db: Database) -> list[str]:
    return [entry.action for entry in reversed(db.read(audit.latest)) if entry.action.startswith("station.")]


def _kept(result: object) -> Station:
    assert isinstance(result, Station), result
    return result


EXCEPTION = DatedException(date(2026, 12, 24), date(2026, 12, 26), None, "装修")
ACCESS = Access(
    audience="anyone",
    way_in="staffed",
    directions={"zh-Hans": "货检区东侧"},
    side="port",
    height_limit_m=4.2,
    parking_fee="paid",
    parking_note="过夜另收",
    host={"zh-Hans": "联检大楼"},
)

Deed = Callable[[Database, Actor, datetime], object]
DEEDS: dict[str, Deed] = {
    "see_for_care": lambda db, actor, now: see_for_care(db, actor, now, TRUCK),
    "confirm_all": lambda db, actor, now: confirm_all(db, actor, now, TRUCK, {"aed": 1}),
    "set_amenity": lambda db, actor, now: set_amenity(db, actor, now, TRUCK, _aed(AmenityState.ABSENT)),
    "set_hours": lambda db, actor, now: set_hours(db, actor, now, TRUCK, "any", WEEK),
    "add_exception": lambda db, actor, now: add_exception(db, actor, now, TRUCK, EXCEPTION),
    "remove_exception": lambda db, actor, now: remove_exception(db, actor, now, TRUCK, EXCEPTION),
    "close_until": lambda db, actor, now: close_until(db, actor, now, TRUCK, "any", now + LATER),
    "reopen": lambda db, actor, now: reopen(db, actor, now, TRUCK, "any"),
    "set_access": lambda db, actor, now: set_access(db, actor, now, TRUCK, "any", ACCESS),
    "set_contact": lambda db, actor, now: set_contact(db, actor, now, TRUCK, "any", "", ""),
    "add_photo": lambda db, actor, now: add_photo(db, actor, now, TRUCK, _jpeg()),
    "delete_photo": lambda db, actor, now: delete_photo(db, actor, now, TRUCK, "any"),
}


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("driver", Code.SIGN_IN_NEEDED),
        ("other_manager", Code.FORBIDDEN),
        ("staff", Code.FORBIDDEN),
        ("system", Code.SIGN_IN_NEEDED),
    ],
)
@pytest.mark.parametrize("deed", DEEDS)
def test_nobody_else_may_care_for_a_station(
    deed: str, who: str, code: Code, db: Database, now: datetime, request: pytest.FixtureRequest
) -> None:
    actor = SYSTEM if who == "system" else request.getfixturevalue(who)
    before = see(db, now, TRUCK)
    with pytest.raises(Forbidden) as refusal:
        DEEDS[deed](db, actor, now)
    assert refusal.value.code is code
    assert see(db, now, TRUCK) == before
    assert _log(db) == []


@pytest.mark.parametrize("who", ["driver", "staff"])
def test_only_managers_and_administrators_have_stations_to_care_for(
    who: str, db: Database, request: pytest.FixtureRequest
) -> None:
    with pytest.raises(Forbidden):
        my_stations(db, request.getfixturevalue(who))


def test_a_manager_cares_for_their_own_and_an_administrator_finds_any(
    db: Database, manager: Actor, admin: Actor
) -> None:
    assert [brief.id for brief in my_stations(db, manager)] == [TRUCK]
    assert {brief.id for brief in my_stations(db, admin)} == {TRUCK, PORT}
    assert [brief.id for brief in my_stations(db, admin, "貨車")] == [TRUCK]
    assert my_stations(db, replace(manager, station_ids=frozenset({"gone"}))) == []


@pytest.mark.parametrize("deed", [name for name in DEEDS if name != "delete_photo"])
def test_an_administrator_may_care_for_any_station(deed: str, db: Database, admin: Actor, now: datetime) -> None:
    DEEDS[deed](db, admin, now)  # whatever it answers, it is not Forbidden


@pytest.mark.parametrize("deed", DEEDS)
def test_a_station_that_is_not_there_is_not_found(deed: str, empty_db: Database, admin: Actor, now: datetime) -> None:
    with pytest.raises(NotFound):
        DEEDS[deed](empty_db, admin, now)


# Confirming


def test_confirming_moves_the_check_and_nothing_else(db: Database, manager: Actor, now: datetime) -> None:
    before = see_for_care(db, manager, now, TRUCK)
    assert (before.checked_at, before.checked_by) == (PUBLISHED_AT, CheckedBy.PUBLISHED)
    after = confirm_all(db, manager, now, TRUCK, before.seen)
    assert isinstance(after, CareView)
    assert (after.checked_at, after.checked_by) == (now, CheckedBy.MANAGER)
    for code, amenity in after.told.amenities.items():
        expected = replace(
            before.told.amenities[code], checked_at=now, checked_by=CheckedBy.MANAGER, said_by="珠海市总工会"
        )
        assert amenity == expected
        assert amenity.observed_at == PUBLISHED_AT
        assert amenity.changed_at == PUBLISHED_AT
    assert _log(db) == ["station.confirmed"]


def test_what_nobody_said_anything_about_is_not_confirmed(db: Database, manager: Actor, now: datetime) -> None:
    view = see_for_care(db, manager, now, TRUCK)
    assert set(view.seen) == set(view.told.amenities)  # hours and way in were never stated either
    assert "shower" not in view.seen
    set_amenity(db, manager, now, TRUCK, AmenityChange("shower", 0, AmenityState.UNKNOWN))
    assert "shower" not in see_for_care(db, manager, now, TRUCK).seen


def test_an_administrator_confirms_as_administrator(db: Database, admin: Actor, now: datetime) -> None:
    after = confirm_all(db, admin, now, TRUCK, _seen(db, admin, now))
    assert isinstance(after, CareView)
    assert after.checked_by is CheckedBy.ADMINISTRATOR


def test_nothing_is_confirmed_when_somebody_changed_a_thing_meanwhile(
    db: Database, manager: Actor, admin: Actor, now: datetime
) -> None:
    seen = _seen(db, manager, now)
    set_amenity(db, admin, now, TRUCK, _aed(AmenityState.OUT_OF_ORDER))
    answer = confirm_all(db, manager, now + LATER, TRUCK, seen)
    assert isinstance(answer, Overtaken)
    assert answer.code is Code.CHANGED_MEANWHILE
    assert [(it.facility, it.state, it.checked_by) for it in answer.theirs] == [
        ("aed", AmenityState.OUT_OF_ORDER, CheckedBy.ADMINISTRATOR)
    ]
    said = see_for_care(db, manager, now, TRUCK).told.amenities
    assert {it.checked_at for code, it in said.items() if code != "aed"} == {PUBLISHED_AT}
    assert _log(db) == ["station.amenity-set"]


def test_two_people_may_confirm_at_once_and_a_confirmation_spoils_no_edit(
    db: Database, manager: Actor, admin: Actor, now: datetime
) -> None:
    seen = _seen(db, manager, now)
    assert isinstance(confirm_all(db, admin, now, TRUCK, seen), CareView)
    assert isinstance(confirm_all(db, manager, now + LATER, TRUCK, seen), CareView)
    assert isinstance(set_amenity(db, manager, now, TRUCK, _aed(AmenityState.ABSENT)), Amenity)


def test_a_facility_nobody_knows_is_no_confirmation(db: Database, manager: Actor, now: datetime) -> None:
    answer = confirm_all(db, manager, now, TRUCK, {"aed": 1, "no such thing": 1})
    assert isinstance(answer, Overtaken)
    assert see_for_care(db, manager, now, TRUCK).told.amenities["aed"].checked_at == PUBLISHED_AT


# One facility


@pytest.mark.parametrize(
    ("state", "is_found"),
    [
        (AmenityState.AVAILABLE, True),
        (AmenityState.OUT_OF_ORDER, False),
        (AmenityState.ABSENT, False),
        (AmenityState.UNKNOWN, False),
    ],
)
def test_drivers_find_what_the_manager_says(
    state: AmenityState, is_found: bool, db: Database, manager: Actor, now: datetime
) -> None:
    set_amenity(db, manager, now, TRUCK, AmenityChange("shower", 0, AmenityState.AVAILABLE))
    set_amenity(db, manager, now, TRUCK, AmenityChange("shower", 1, state))
    found = {one.station.id: one for one in find(db, now, Query(facilities=("shower",))).found}
    assert (TRUCK in found) is is_found
    everything = {one.station.id: one for one in find(db, now, Query()).found}
    assert everything[TRUCK].told.states["shower"] is state


def test_a_change_of_state_moves_both_clocks_and_a_change_of_words_only_the_check(
    db: Database, manager: Actor, now: datetime
) -> None:
    broken = set_amenity(db, manager, now, TRUCK, _aed(AmenityState.OUT_OF_ORDER))
    assert isinstance(broken, Amenity)
    assert (broken.checked_at, broken.changed_at, broken.version) == (now, now, 2)
    noted = set_amenity(db, manager, now + LATER, TRUCK, _aed(AmenityState.OUT_OF_ORDER, 2, note="  电池 已\n送修 "))
    assert isinstance(noted, Amenity)
    assert (noted.checked_at, noted.changed_at, noted.version) == (now + LATER, now, 3)
    assert noted.note == "电池 已 送修"


def test_saying_the_same_again_confirms_it(db: Database, manager: Actor, now: datetime) -> None:
    same = set_amenity(db, manager, now, TRUCK, _aed(AmenityState.AVAILABLE))
    assert isinstance(same, Amenity)
    assert (same.checked_at, same.changed_at, same.version) == (now, PUBLISHED_AT, 1)
    assert _log(db) == ["station.amenity-confirmed"]


@pytest.mark.parametrize(
    ("expiry", "shown"),
    [(date(2026, 11, 21), AmenityState.UNKNOWN), (date(2026, 11, 22), AmenityState.AVAILABLE)],
)
@pytest.mark.parametrize("field", ["pads_expire_on", "battery_expire_on"])
def test_an_aed_with_expired_pads_or_battery_is_promised_to_nobody(
    field: str, expiry: date, shown: AmenityState, db: Database, manager: Actor, now: datetime
) -> None:
    set_amenity(db, manager, now, TRUCK, _aed(AmenityState.AVAILABLE, **{field: expiry}))
    assert see_for_care(db, manager, now, TRUCK).told.states["aed"] is shown
    assert {it.station.id: it for it in find(db, now, Query()).found}[TRUCK].told.states["aed"] is shown
    nearest = aed_now(db, now, Point(22.21, 113.581)).nearer[0]
    assert (nearest.found.station.id, nearest.why_not == "expired") == (TRUCK, shown is AmenityState.UNKNOWN)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        (AmenityChange("jacuzzi", 0, AmenityState.AVAILABLE), Code.FACILITY_UNKNOWN, "facilities"),
        (AmenityChange("aed", 1, "fine"), Code.STATE_UNKNOWN, "state"),  # type: ignore[arg-type]
        (_aed(AmenityState.AVAILABLE, quantity=0), Code.LIMIT_INVALID, "quantity"),
        (_aed(AmenityState.AVAILABLE, quantity=1000), Code.LIMIT_INVALID, "quantity"),
        (_aed(AmenityState.AVAILABLE, place="门" * 81), Code.TOO_LONG, "place"),
        (_aed(AmenityState.AVAILABLE, note="门" * 201), Code.TOO_LONG, "note"),
        (_aed(AmenityState.AVAILABLE, note="a\0b"), Code.INVALID, "note"),
        (_aed(AmenityState.AVAILABLE, note="\u202eback"), Code.INVALID, "note"),
        (_aed(AmenityState.AVAILABLE, pads_expire_on=date(1999, 1, 1)), Code.DATE_INVALID, "pads_expire_on"),
        (
            AmenityChange("shower", 0, AmenityState.AVAILABLE, battery_expire_on=date(2027, 1, 1)),
            Code.DATE_INVALID,
            "battery_expire_on",
        ),
    ],
)
def test_what_cannot_be_true_is_not_stored(
    change: AmenityChange, code: Code, field: str, db: Database, manager: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        set_amenity(db, manager, now, TRUCK, change)
    assert (refusal.value.code, refusal.value.field) == (code, field)
    assert _log(db) == []


def test_an_edit_does_not_overwrite_what_its_author_has_not_seen(
    db: Database, manager: Actor, admin: Actor, now: datetime
) -> None:
    set_amenity(db, admin, now, TRUCK, _aed(AmenityState.OUT_OF_ORDER, note="坏了"))
    answer = set_amenity(db, manager, now + LATER, TRUCK, _aed(AmenityState.ABSENT))
    assert isinstance(answer, Overtaken)
    (theirs,) = answer.theirs
    assert (theirs.state, theirs.note, theirs.version) == (AmenityState.OUT_OF_ORDER, "坏了", 2)
    assert see_for_care(db, manager, now, TRUCK).told.amenities["aed"] == theirs
    chosen = set_amenity(db, manager, now + LATER, TRUCK, _aed(AmenityState.ABSENT, theirs.version))
    assert isinstance(chosen, Amenity)


def test_of_many_who_add_the_same_facility_at_once_one_is_first(db: Database, manager: Actor, now: datetime) -> None:
    changes = [AmenityChange("shower", 0, AmenityState.AVAILABLE, quantity=number) for number in range(1, 9)]
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(lambda change: set_amenity(db, manager, now, TRUCK, change), changes))
    (first,) = [answer for answer in answers if isinstance(answer, Amenity)]
    others = [answer for answer in answers if isinstance(answer, Overtaken)]
    assert [it.theirs for it in others] == [(first,)] * 7


# Hours, closing, the way in, the contact


def _edit_hours(db: Database, actor: Actor, now: datetime, seen: str) -> Station | Refused:
    return set_hours(db, actor, now, TRUCK, seen, WEEK)


def _edit_closure(db: Database, actor: Actor, now: datetime, seen: str) -> Station | Refused:
    return close_until(db, actor, now, TRUCK, seen, now + timedelta(hours=2), "停电")


def _edit_access(db: Database, actor: Actor, now: datetime, seen: str) -> Station | Refused:
    return set_access(db, actor, now, TRUCK, seen, ACCESS)


def _edit_contact(db: Database, actor: Actor, now: datetime, seen: str) -> Station | Refused:
    return set_contact(db, actor, now, TRUCK, seen, "0756 8888 123", "白天")


EDITS = {
    Part.HOURS: _edit_hours,
    Part.CLOSURE: _edit_closure,
    Part.ACCESS: _edit_access,
    Part.CONTACT: _edit_contact,
}


@pytest.mark.parametrize("part", EDITS)
def test_nobody_overwrites_a_part_that_another_changed_meanwhile(
    part: Part, db: Database, manager: Actor, admin: Actor, now: datetime
) -> None:
    seen = _marks(db, manager, now)[part]
    theirs = _kept(EDITS[part](db, admin, now, seen))
    answer = EDITS[part](db, manager, now + LATER, seen)
    assert isinstance(answer, PartOvertaken)
    assert answer.theirs == theirs
    assert see(db, now, TRUCK).station == theirs
    assert len(_log(db)) == 1


@pytest.mark.parametrize("part", EDITS)
def test_people_who_change_different_parts_do_not_disturb_each_other(
    part: Part, db: Database, manager: Actor, admin: Actor, now: datetime
) -> None:
    seen = _marks(db, manager, now)
    for other in EDITS:
        if other is not part:
            _kept(EDITS[other](db, admin, now, seen[other]))
    set_amenity(db, admin, now, TRUCK, _aed(AmenityState.ABSENT))
    _kept(EDITS[part](db, manager, now + LATER, seen[part]))
    station = see(db, now, TRUCK).station
    assert station.schedule.opening_hours is not None
    assert station.schedule.closed_reason == "停电"
    assert station.audience is Audience.ANYONE
    assert station.contact.phone == "+867568888123"
    assert station.version == 5


def test_an_edit_that_changes_nothing_leaves_no_trace(db: Database, manager: Actor, now: datetime) -> None:
    before = see(db, now, TRUCK).station
    assert set_contact(db, manager, now + LATER, TRUCK, _marks(db, manager, now)[Part.CONTACT], "", " ") == before
    assert _log(db) == []


def test_hours_from_the_form_open_the_station(db: Database, manager: Actor, now: datetime) -> None:
    assert see(db, now, TRUCK).status.state is OpenState.UNKNOWN
    stored = _kept(_edit_hours(db, manager, now, _marks(db, manager, now)[Part.HOURS]))
    assert stored.schedule.opening_hours == "Mo-Su 08:00-22:00 || PH closed"
    assert see(db, now, TRUCK).status.state is OpenState.OPEN
    assert TRUCK in {one.station.id for one in find(db, now, Query(is_open=True)).found}


@pytest.mark.parametrize(
    ("given", "stored"),
    [("Mo-Fr 8:00-18:00；PH off", "Mo-Fr 08:00-18:00; PH closed"), ("24/7", "24/7"), ("  ", None), (None, None)],
)
def test_hours_as_text_are_stored_in_one_form(
    given: str | None, stored: str | None, db: Database, manager: Actor, now: datetime
) -> None:
    _edit_hours(db, manager, now, _marks(db, manager, now)[Part.HOURS])
    station = _kept(set_hours(db, manager, now, TRUCK, _marks(db, manager, now)[Part.HOURS], given))
    assert station.schedule.opening_hours == stored


@pytest.mark.parametrize("text", ["whenever", "Mo-Fr 25:00-26:00", "x" * 501, WeekForm(days=())])
def test_hours_that_cannot_be_read_are_refused(
    text: str | WeekForm, db: Database, manager: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        set_hours(db, manager, now, TRUCK, _marks(db, manager, now)[Part.HOURS], text)
    assert refusal.value.code is Code.HOURS_INVALID
    assert see(db, now, TRUCK).station.schedule.opening_hours is None


def test_a_closed_station_opens_again(db: Database, manager: Actor, now: datetime) -> None:
    _edit_hours(db, manager, now, _marks(db, manager, now)[Part.HOURS])
    _kept(_edit_closure(db, manager, now, _marks(db, manager, now)[Part.CLOSURE]))
    status = see(db, now, TRUCK).status
    assert (status.state, status.until, status.note) == (OpenState.CLOSED, now + timedelta(hours=2), "停电")
    assert TRUCK not in {one.station.id for one in find(db, now, Query(is_open=True)).found}
    _kept(reopen(db, manager, now + LATER, TRUCK, _marks(db, manager, now)[Part.CLOSURE]))
    assert see(db, now + LATER, TRUCK).status.state is OpenState.OPEN
    assert _log(db) == ["station.hours-set", "station.closed", "station.reopened"]


def test_nobody_reopens_what_another_closed_meanwhile(
    db: Database, manager: Actor, admin: Actor, now: datetime
) -> None:
    seen = _marks(db, manager, now)[Part.CLOSURE]
    _edit_closure(db, admin, now, seen)
    assert isinstance(reopen(db, manager, now, TRUCK, seen), PartOvertaken)
    assert see(db, now, TRUCK).status.state is OpenState.CLOSED


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=-1), timedelta(days=367)])
def test_closing_until_a_moment_that_makes_no_sense_is_refused(
    ahead: timedelta, db: Database, manager: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        close_until(db, manager, now, TRUCK, _marks(db, manager, now)[Part.CLOSURE], now + ahead)
    assert refusal.value.field == "until"


def test_exceptions_are_added_and_removed(db: Database, manager: Actor, admin: Actor, now: datetime) -> None:
    second = DatedException(date(2026, 12, 31), date(2027, 1, 1), "10:00-12:00")
    _kept(add_exception(db, manager, now, TRUCK, EXCEPTION))
    both = _kept(add_exception(db, admin, now, TRUCK, second))
    assert both.schedule.exceptions == (EXCEPTION, second)
    christmas = datetime(2026, 12, 24, 4, tzinfo=UTC)
    assert see(db, christmas, TRUCK).status.state is OpenState.CLOSED
    left = _kept(remove_exception(db, manager, now, TRUCK, EXCEPTION))
    assert left.schedule.exceptions == (second,)
    assert _kept(remove_exception(db, admin, now, TRUCK, EXCEPTION)) == left
    assert _log(db) == ["station.exception-added", "station.exception-added", "station.exception-removed"]


def test_exceptions_that_are_over_are_dropped_when_one_is_added(db: Database, manager: Actor, now: datetime) -> None:
    over = replace(EXCEPTION, first=date(2026, 11, 20), last=date(2026, 11, 21))
    ends_today = replace(EXCEPTION, first=date(2026, 11, 20), last=date(2026, 11, 22))
    add_exception(db, manager, now, TRUCK, over)
    add_exception(db, manager, now, TRUCK, ends_today)
    stored = _kept(add_exception(db, manager, now, TRUCK, EXCEPTION))
    assert stored.schedule.exceptions == (ends_today, EXCEPTION)


@pytest.mark.parametrize(
    ("exception", "code"),
    [
        (replace(EXCEPTION, last=date(2026, 12, 23)), Code.DATE_INVALID),
        (replace(EXCEPTION, hours="now and then"), Code.HOURS_INVALID),
        (replace(EXCEPTION, reason="长" * 201), Code.TOO_LONG),
    ],
)
def test_an_exception_that_cannot_be_is_refused(
    exception: DatedException, code: Code, db: Database, manager: Actor, now: datetime
) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add_exception(db, manager, now, TRUCK, exception)
    assert refusal.value.code is code


def test_exceptions_added_at_once_are_all_kept(db: Database, manager: Actor, now: datetime) -> None:
    exceptions = [replace(EXCEPTION, reason=f"{number}") for number in range(4)]
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda one: add_exception(db, manager, now, TRUCK, one), exceptions))
    assert all(isinstance(answer, Station) for answer in answers)
    assert set(see(db, now, TRUCK).station.schedule.exceptions) == set(exceptions)


def test_the_way_in_is_stored_for_drivers(db: Database, manager: Actor, now: datetime) -> None:
    _kept(_edit_access(db, manager, now, _marks(db, manager, now)[Part.ACCESS]))
    station = see(db, now, TRUCK).station
    assert (station.audience, station.schedule.way_in) == (Audience.ANYONE, "staffed")
    assert access_of(station) == ACCESS
    (brief,) = my_stations(db, manager)
    assert (brief.side, brief.height_limit_m, brief.parking_fee) == ("port", 4.2, "paid")


@pytest.mark.parametrize(
    ("access", "field"),
    [
        (replace(ACCESS, audience="friends"), "audience"),
        (replace(ACCESS, way_in="window"), "way_in"),
        (replace(ACCESS, directions={"fr": "à droite"}), "directions"),
        (replace(ACCESS, side="hk"), "side"),
        (replace(ACCESS, height_limit_m=42.0), "height_limit_m"),
        (replace(ACCESS, parking_fee="cheap"), "parking_fee"),
        (replace(ACCESS, host={"zh-Hans": "楼" * 121}), "host"),
    ],
)
def test_a_way_in_that_nobody_understands_is_refused(
    access: Access, field: str, db: Database, manager: Actor, now: datetime
) -> None:
    before = see(db, now, TRUCK).station
    seen = _marks(db, manager, now)[Part.ACCESS]
    with pytest.raises(InvalidInput) as refusal:
        set_access(db, manager, now, TRUCK, seen, access)
    assert refusal.value.field == field
    assert see(db, now, TRUCK).station == before


@pytest.mark.parametrize("phone", ["12", "call me", "+1 202 555 0100", "+86 138 0000"])
def test_a_phone_that_cannot_ring_is_refused(phone: str, db: Database, manager: Actor, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refusal:
        set_contact(db, manager, now, TRUCK, _marks(db, manager, now)[Part.CONTACT], phone, "")
    assert refusal.value.code is Code.PHONE_INVALID


def test_the_audit_trail_holds_codes_and_no_words_or_phones(db: Database, manager: Actor, now: datetime) -> None:
    marks = _marks(db, manager, now)
    for part, edit in EDITS.items():
        _kept(edit(db, manager, now, marks[part]))
    set_amenity(db, manager, now, TRUCK, _aed(AmenityState.OUT_OF_ORDER, note="找王师傅"))
    entries = db.read(lambda tx: audit.latest(tx, station_id=TRUCK))
    assert {entry.account_id for entry in entries} == {"manager-1"}
    told = repr([(entry.subject, dict(entry.detail)) for entry in entries])
    assert "out-of-order" in told
    for private in ("王师傅", "8888", "停电", "货检区", "过夜", "联检"):
        assert private not in told


def test_the_audit_trail_tells_which_expiry_was_set(db: Database, manager: Actor, now: datetime) -> None:
    set_amenity(db, manager, now, TRUCK, replace(_aed(AmenityState.AVAILABLE), pads_expire_on=date(2027, 1, 31)))
    entry = db.read(lambda tx: audit.latest(tx, station_id=TRUCK))[0]
    assert dict(entry.detail) == {"state": "available", "was": "available", "pads": "2027-01-31"}


# Photos


def _added(answer: Photo | Refused) -> Photo:
    assert isinstance(answer, Photo), answer
    return answer


def test_a_photo_is_kept_shown_and_deleted(db: Database, manager: Actor, now: datetime) -> None:
    photo = _added(add_photo(db, manager, now, TRUCK, _jpeg(), " 门口 "))
    assert (photo.width, photo.height, photo.caption) == (640, 480, "门口")
    assert see(db, now, TRUCK).photos == (photo,)
    with Image.open(BytesIO(photo_bytes(db, photo.id, thumbnail=True))) as small:
        assert small.size == (320, 240)
    delete_photo(db, manager, now, TRUCK, photo.id)
    assert see(db, now, TRUCK).photos == ()
    assert _log(db) == ["station.photo-added", "station.photo-deleted"]


def test_the_photo_of_another_station_cannot_be_deleted(
    db: Database, manager: Actor, other_manager: Actor, now: datetime
) -> None:
    photo = _added(add_photo(db, other_manager, now, PORT, _jpeg()))
    with pytest.raises(NotFound):
        delete_photo(db, manager, now, TRUCK, photo.id)
    assert see(db, now, PORT).photos == (photo,)


def test_what_is_no_photo_is_not_stored(db: Database, manager: Actor, now: datetime) -> None:
    with pytest.raises(InvalidInput) as refusal:
        add_photo(db, manager, now, TRUCK, b"<script>alert(1)</script>")
    assert refusal.value.code is Code.PHOTO_NOT_AN_IMAGE
    assert see(db, now, TRUCK).photos == ()


def test_a_station_has_six_photos_at_the_most_even_when_many_come_at_once(
    db: Database, manager: Actor, now: datetime
) -> None:
    with ThreadPoolExecutor(MOST_PHOTOS + 3) as threads:
        answers = list(threads.map(lambda _: add_photo(db, manager, now, TRUCK, _jpeg()), range(MOST_PHOTOS + 3)))
    refused = [answer.code for answer in answers if isinstance(answer, Refused)]
    assert refused == [Code.PHOTOS_FULL] * 3
    assert len(see(db, now, TRUCK).photos) == MOST_PHOTOS
