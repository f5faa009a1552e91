"""Where to look next: the score by hand, and the reasons that are told for it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from stations.amenities import Amenity, AmenityState, Seen
from stations.claims import Claim
from stations.recheck_words import why_line
from stations.rechecks import Reason, Why, demand, held, score, whys
from stations.trust import ACCESS, HOURS, POSITION, CheckedBy
from stations.words import LANGUAGES

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
MANAGER, PUBLISHED, DRIVER = CheckedBy.MANAGER, CheckedBy.PUBLISHED, CheckedBy.DRIVER
WORKS, BROKEN = "available", "out-of-order"


def amenity(code: str, days: float | None, by: CheckedBy = MANAGER, **more: object) -> Amenity:
    at = None if days is None else NOW - days * DAY
    return Amenity(code, AmenityState.AVAILABLE, checked_at=at, checked_by=by, version=1, **more)  # type: ignore[arg-type]


def points(*said: Amenity, views: int = 0, seen: tuple[Seen, ...] = (), facts: dict[str, Claim] | None = None) -> float:
    claims = held({it.facility: it for it in said}, facts or {}, {said[0].facility: seen} if said else {}, "CN")
    return score(claims, views, NOW)


# An AED harms 10 and is believed 35 days; hot water (a device) 3 and 21; a rest room 4 and 60; hours 6 and 90.
@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((), 0),
        ((amenity("aed", 0),), 0),
        ((amenity("aed", 7),), 2),
        ((amenity("aed", 35),), 10),
        ((amenity("aed", 70),), 20),
        ((amenity("aed", 700),), 20),
        ((amenity("aed", 7, PUBLISHED),), 30),
        ((amenity("aed", None, CheckedBy.IMPORT),), 30),
        ((amenity("aed", 7, DRIVER),), 2),
        ((amenity("hot_water", 7),), 1),
        ((amenity("aed", 7), amenity("hot_water", 21), amenity("rest_area", 30)), 2 + 3 + 2),
        ((amenity("aed", 1, pads_expire_on=date(2026, 11, 25)),), 30),
        ((amenity("aed", -1),), 0),
    ],
    ids=[
        "nothing said", "just looked at", "a fifth of its interval", "its interval", "twice its interval", "no more than twice",
        "a feed is no look", "a list without a date", "a driver's look", "less harm", "claims add up", "past its date",
        "a clock that is ahead",
    ],
)  # fmt: skip
def test_the_score_follows_from_harm_and_staleness(said: tuple[Amenity, ...], expected: float) -> None:
    assert points(*said) == pytest.approx(expected)


@pytest.mark.parametrize(("views", "factor"), [(0, 1), (30, 2), (120, 5), (300, 11), (100_000, 11)])
def test_demand_multiplies_and_forgets_nobody(views: int, factor: float) -> None:
    assert demand(views) == factor
    assert points(amenity("aed", 35), views=views) == pytest.approx(10 * factor)


def seen(device: str, ago: timedelta, value: str) -> Seen:
    return Seen(device, NOW - ago, value)


@pytest.mark.parametrize(
    ("sightings", "expected"),
    [
        ((seen("a", HOUR, BROKEN),), 2 * 2),
        ((seen("a", HOUR, BROKEN), seen("b", HOUR, BROKEN)), 2 * 3),
        ((seen("a", HOUR, BROKEN), seen("b", HOUR, BROKEN), seen("c", HOUR, BROKEN)), 2 * 3),
        ((seen("a", 2 * HOUR, BROKEN), seen("a", HOUR, BROKEN)), 2 * 2),
        ((seen("a", 8 * DAY, BROKEN),), 2),
        ((seen("a", 3.5 * DAY, WORKS),), 1),
        ((seen("a", 3.5 * DAY, WORKS), seen("b", HOUR, BROKEN)), 2),
    ],
    ids=[
        "one device", "two devices", "no more than two count", "one device twice", "answered since", "a driver confirmed",
        "one each way",
    ],
)  # fmt: skip
def test_disagreement_multiplies_and_a_drivers_confirmation_is_a_look(
    sightings: tuple[Seen, ...], expected: float
) -> None:
    assert points(amenity("aed", 7), seen=sightings) == pytest.approx(expected)


def test_a_confirmed_list_has_been_looked_at() -> None:
    assert points(amenity("aed", 200, PUBLISHED), seen=(seen("a", 7 * DAY, WORKS),)) == pytest.approx(2)


def test_hours_and_way_in_count_and_the_position_does_not() -> None:
    at = NOW - 45 * DAY
    claim = Claim(MANAGER, "", at, at, at)
    assert points(facts={HOURS: claim}) == pytest.approx(3)
    assert points(facts={ACCESS: claim}) == pytest.approx(5 * 45 / 120)
    assert points(facts={POSITION: Claim(PUBLISHED)}) == 0


def test_what_nobody_knows_is_no_claim() -> None:
    unknown = Amenity("aed", AmenityState.UNKNOWN, checked_at=NOW - 90 * DAY, checked_by=MANAGER, version=1)
    assert points(unknown) == 0


# --- reasons


def reasons(*said: Amenity, views: int = 0, seen: tuple[Seen, ...] = ()) -> list[tuple[str, tuple[str, ...]]]:
    claims = held({it.facility: it for it in said}, {}, {said[0].facility: seen}, "CN")
    return [(str(why.reason), why.subjects) for why in whys(claims, views, NOW)]


def test_a_fresh_station_has_no_reason_but_demand() -> None:
    assert reasons(amenity("aed", 1), amenity("hot_water", 1)) == []
    assert reasons(amenity("aed", 1), views=3) == [("demand", ())]


def test_a_station_that_nobody_ever_looked_at_says_that_once() -> None:
    assert reasons(amenity("aed", 1, PUBLISHED), amenity("hot_water", None, CheckedBy.IMPORT)) == [("never", ())]
    some = reasons(amenity("hot_water", 1, PUBLISHED), amenity("aed", 1), amenity("rest_area", 1, PUBLISHED))
    assert some == [("never-these", ("rest_area", "hot_water"))]


def test_reasons_come_by_weight_disputes_first_and_what_was_looked_at_together_is_one() -> None:
    told = reasons(
        amenity("hot_water", 22), amenity("aed", 36), amenity("rest_area", 61), amenity("first_aid_kit", 36),
        amenity("wifi", 22), seen=(seen("a", HOUR, BROKEN), seen("b", HOUR, BROKEN)), views=120,
    )  # fmt: skip
    assert told == [
        ("disputed", ("hot_water",)),
        ("stale", ("aed", "first_aid_kit")),
        ("stale", ("hot_water", "wifi")),
        ("stale", ("rest_area",)),
        ("demand", ()),
    ]


def test_what_is_past_its_date_says_so_and_not_that_it_is_old() -> None:
    assert reasons(amenity("aed", 90, pads_expire_on=date(2026, 11, 1))) == [("expired", ("aed",))]


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Why(Reason.NEVER), "Nobody on the spot has ever checked anything here"),
        (
            Why(Reason.NEVER_THESE, ("aed", HOURS)),
            "Nobody on the spot has ever checked: AED (defibrillator), Opening hours",
        ),
        (Why(Reason.STALE, ("aed",), NOW - 160 * DAY), "AED (defibrillator): last checked 5 months ago"),
        (Why(Reason.DISPUTED, ("aed",), count=2), "2 drivers found it otherwise: AED (defibrillator)"),
        (Why(Reason.DISPUTED, ("aed",), count=1), "One driver found it otherwise: AED (defibrillator)"),
        (
            Why(Reason.EXPIRED, ("aed",), datetime(2026, 11, 1, 16, tzinfo=UTC)),
            "AED (defibrillator): past its date (2026-11-01)",
        ),
        (Why(Reason.DEMAND, count=120), "Looked up 120 times in the last 30 days"),
    ],
    ids=lambda it: str(it.reason) if isinstance(it, Why) else "",
)
def test_every_reason_is_said(why: Why, words: str) -> None:
    assert why_line(why, NOW, "en") == words
    for lang in LANGUAGES:
        assert why_line(why, NOW, lang)


def test_a_long_list_is_cut_and_says_so() -> None:
    codes = ("aed", "hot_water", "rest_area", "wifi", "toilet", "shower")
    assert why_line(Why(Reason.NEVER_THESE, codes), NOW, "en").endswith("and 2 more")
