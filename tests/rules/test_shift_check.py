"""What a shift is asked, in which order, and what is already done."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from stations.amenities import Amenity, AmenityState, judged
from stations.claims import Claim
from stations.facts import judged_fact
from stations.shift_check import Check, check_of
from stations.trust import HOURS, CheckedBy

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def amenity(code: str, age: timedelta, by: CheckedBy = CheckedBy.MANAGER, **dates: date) -> Amenity:
    at = NOW - age
    return Amenity(code, AmenityState.AVAILABLE, checked_at=at, checked_by=by, changed_at=at, version=3, **dates)


def check(*said: Amenity, contested: tuple[str, ...] = (), hours: Claim | None = None) -> Check:
    by_code = {one.facility: one for one in said}
    claims = {HOURS: hours} if hours else {}
    judgements = {code: judged(one, (), "CN", NOW) for code, one in by_code.items()}
    judgements[HOURS] = judged_fact(claims, HOURS, (), NOW)
    versions: dict[str, int | str] = {code: one.version for code, one in by_code.items()}
    versions |= {HOURS: "mark"} if hours else {}
    return check_of(versions, by_code, claims, judgements, contested, "CN", NOW)


def names(items: tuple) -> list[str]:  # type: ignore[type-arg]
    return [item.subject for item in items]


def test_what_is_past_its_date_comes_first_then_what_soon_will_be_then_what_faded() -> None:
    found = check(
        amenity("rest_area", 5 * DAY),
        amenity("hot_water", 30 * DAY),
        amenity("aed", 2 * DAY, pads_expire_on=date(2026, 12, 20)),
        amenity("first_aid_kit", 2 * DAY, medicine_expire_on=date(2026, 11, 20)),
    )
    assert names(found.overdue) == ["first_aid_kit", "aed", "hot_water"]
    assert [item.days_left for item in found.overdue] == [-6, 24, None]
    assert names(found.rest) == ["rest_area"]
    assert found.open_versions == {"first_aid_kit": 3, "aed": 3, "hot_water": 3, "rest_area": 3}


def test_what_somebody_looked_at_in_this_shift_is_not_asked_again() -> None:
    found = check(amenity("aed", HOUR), amenity("rest_area", 5 * HOUR), amenity("wifi", HOUR, CheckedBy.IMPORT))
    assert names(found.done) == ["aed"]
    assert names(found.rest) == ["rest_area", "wifi"]
    assert "aed" not in found.open_versions


def test_what_drivers_dispute_is_answered_apart() -> None:
    found = check(amenity("aed", DAY), amenity("rest_area", DAY), contested=("aed",))
    assert names(found.rest) == ["rest_area"]


def test_hours_are_looked_at_like_everything() -> None:
    old = Claim(CheckedBy.MANAGER, checked_at=NOW - 100 * DAY)
    assert names(check(hours=old).overdue) == [HOURS]
    assert check(hours=old).open_versions == {HOURS: "mark"}


def test_a_check_of_something_past_its_date_does_not_settle_it() -> None:
    found = check(amenity("aed", HOUR, pads_expire_on=date(2026, 11, 20)))
    assert (names(found.overdue), names(found.done)) == (["aed"], [])
