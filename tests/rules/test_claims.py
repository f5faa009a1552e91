"""What a claim is worth: decay, doubt, dispute, expiry and precedence, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stations.amenities import STATED, Amenity, AmenityState, Seen, claim_of, judged, state_of
from stations.catalogue import catalogue
from stations.claims import Claim, Sighting, Standing, confirmed, judge, prevails, stated
from stations.facts import clocks_of, judged_fact
from stations.trust import FACTS, HOURS, CheckedBy, Kind, decay_of, is_on_the_spot, trust

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
AED, HOT_WATER, REST = decay_of("aed"), decay_of("hot_water"), decay_of("rest_area")
MANAGER, DRIVER, PUBLISHED = CheckedBy.MANAGER, CheckedBy.DRIVER, CheckedBy.PUBLISHED


def claim(age: timedelta, by: CheckedBy = MANAGER, **more: object) -> Claim:
    at = NOW - age
    return Claim(by, "", at, at, at, **more)  # type: ignore[arg-type]


def no(device: str, ago: timedelta) -> Sighting:
    return Sighting(device, NOW - ago, confirms=False)


def yes(device: str, ago: timedelta) -> Sighting:
    return Sighting(device, NOW - ago, confirms=True)


# --- decay


@pytest.mark.parametrize(
    ("facility", "by", "days", "standing"),
    [
        ("aed", MANAGER, 34, Standing.HOLDS),
        ("aed", MANAGER, 35, Standing.FADED),
        ("hot_water", MANAGER, 20, Standing.HOLDS),
        ("hot_water", MANAGER, 21, Standing.FADED),
        ("rest_area", MANAGER, 59, Standing.HOLDS),
        ("rest_area", MANAGER, 60, Standing.FADED),
        ("aed", PUBLISHED, 34, Standing.HOLDS),
        ("aed", PUBLISHED, 231, Standing.FADED),
    ],
)
def test_each_kind_of_thing_is_believed_for_its_own_time(
    facility: str, by: CheckedBy, days: int, standing: Standing
) -> None:
    assert judge(claim(days * DAY, by), (), decay_of(facility), NOW).standing is standing


def test_what_the_bridge_stations_published_in_april_is_unknown_by_november() -> None:
    published = datetime(2026, 4, 9, tzinfo=UTC)
    for code in ("aed", "first_aid_kit", "nursing_room", "rest_area"):
        amenity = Amenity(code, AmenityState.AVAILABLE, checked_at=published, checked_by=PUBLISHED, version=1)
        judgement = judged(amenity, (), "CN", NOW)
        assert (judgement.standing, judgement.at, judgement.by) == (Standing.FADED, published, PUBLISHED)
        assert state_of(amenity, judgement) is AmenityState.UNKNOWN


def test_a_judgement_says_until_when_it_holds_and_holds_until_then() -> None:
    known = claim(10 * DAY)
    until = judge(known, (), AED, NOW).until
    assert until == NOW + 25 * DAY
    assert judge(known, (), AED, until - timedelta(seconds=1)).standing is Standing.HOLDS
    assert judge(known, (), AED, until).standing is Standing.FADED


@pytest.mark.parametrize(
    ("known", "standing"),
    [(None, Standing.UNSAID), (Claim(), Standing.UNSAID), (Claim(CheckedBy.IMPORT), Standing.UNDATED)],
    ids=["nothing", "nobody", "a list without a date"],
)
def test_what_nobody_dated_is_not_believed(known: Claim | None, standing: Standing) -> None:
    assert judge(known, (), AED, NOW).standing is standing


# --- confirming and contradicting


@pytest.mark.parametrize(
    ("sightings", "standing", "count"),
    [
        ([], Standing.HOLDS, 0),
        ([no("a", HOUR)], Standing.DOUBTED, 1),
        ([no("a", HOUR), no("a", 2 * HOUR), no("a", 3 * HOUR)], Standing.DOUBTED, 1),
        ([no("a", HOUR), no("b", 2 * HOUR)], Standing.DISPUTED, 2),
        ([no("a", HOUR), no("b", 2 * DAY)], Standing.DISPUTED, 2),
        ([no("a", HOUR), no("b", 4 * DAY)], Standing.DISPUTED, 2),
        ([no("a", HOUR), no("b", 5 * DAY)], Standing.DOUBTED, 1),
        ([no("a", 2 * HOUR), no("b", 3 * HOUR), yes("c", HOUR)], Standing.DOUBTED, 1),
        ([no("a", 3 * HOUR), no("b", 3 * HOUR), yes("c", HOUR), yes("d", HOUR)], Standing.HOLDS, 0),
        ([no("a", 3 * HOUR), yes("c", 2 * HOUR), no("b", HOUR)], Standing.DOUBTED, 1),
        ([no("a", 5 * DAY), no("b", 4 * DAY), no("c", HOUR)], Standing.DISPUTED, 2),
        ([no("a", 2 * HOUR), yes("a", HOUR)], Standing.HOLDS, 0),
        ([yes("a", 2 * HOUR), no("a", HOUR)], Standing.DOUBTED, 1),
        ([no("a", 6 * DAY), no("b", 6 * DAY)], Standing.HOLDS, 0),
        ([no("a", -HOUR), no("b", -HOUR)], Standing.HOLDS, 0),
    ],
    ids=[
        "nobody", "one driver", "one driver three times", "two drivers", "two within the window",
        "two at the window's edge", "two apart by more than the window", "two against one for", "two against two for",
        "against, for, against", "a third long after two",
        "one who changed their mind", "one who changed it back", "before the manager looked", "from the future",
    ],
)  # fmt: skip
def test_drivers_contradict_what_was_checked_four_and_a_half_days_ago(
    sightings: list[Sighting], standing: Standing, count: int
) -> None:
    known = claim(4 * DAY + 12 * HOUR)
    if any(it.at == NOW - 5 * DAY for it in sightings):
        known = claim(5 * DAY + HOUR)
    judgement = judge(known, sightings, HOT_WATER, NOW)
    assert (judgement.standing, judgement.count) == (standing, count)


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 300), st.booleans()), max_size=8),
    st.integers(0, 300),
)
def test_a_contradiction_more_never_makes_a_dispute_less(seen: list[tuple[int, int, bool]], hours: int) -> None:
    sightings = [Sighting(str(device), NOW - ago * HOUR, confirms) for device, ago, confirms in seen]
    known = claim(13 * DAY)
    before = judge(known, sightings, HOT_WATER, NOW)
    after = judge(
        known,
        [*sightings, no("another", min(hours, min((ago for _, ago, _ in seen), default=hours)) * HOUR)],
        HOT_WATER,
        NOW,
    )
    assert after.count >= before.count
    assert before.standing is not Standing.DISPUTED or after.standing is Standing.DISPUTED


def test_one_contradiction_shortens_how_long_the_claim_is_believed() -> None:
    assert judge(claim(6 * DAY), [no("a", HOUR)], AED, NOW).standing is Standing.DOUBTED
    assert judge(claim(7 * DAY), [no("a", HOUR)], AED, NOW).standing is Standing.FADED
    assert judge(claim(7 * DAY), [], AED, NOW).standing is Standing.HOLDS


def test_an_insider_who_looks_after_the_drivers_ends_the_dispute() -> None:
    against = [no("a", 3 * HOUR), no("b", 2 * HOUR)]
    assert judge(claim(DAY), against, HOT_WATER, NOW).standing is Standing.DISPUTED
    assert judge(claim(HOUR), against, HOT_WATER, NOW).standing is Standing.HOLDS
    assert (
        judge(claim(2 * HOUR), against, HOT_WATER, NOW).standing is Standing.HOLDS
    )  # at equal age the insider is believed


def test_a_dispute_that_nobody_answers_ends_as_unknown_and_not_as_yes() -> None:
    against = [no("a", timedelta()), no("b", timedelta())]
    known = claim(DAY)
    judgement = judge(known, against, HOT_WATER, NOW)
    assert judgement.until == NOW + HOT_WATER.interval
    assert judge(known, against, HOT_WATER, NOW + HOT_WATER.interval).standing is Standing.UNANSWERED


def test_a_driver_who_finds_it_as_shown_keeps_it_believed_for_half_as_long_as_an_insider() -> None:
    known, seen = claim(50 * DAY), [yes("a", 10 * DAY)]
    judgement = judge(known, seen, AED, NOW)
    assert (judgement.standing, judgement.by, judgement.at) == (Standing.HOLDS, DRIVER, NOW - 10 * DAY)
    assert judgement.until == NOW - 10 * DAY + AED.interval / 2
    assert judge(known, [yes("a", 18 * DAY)], AED, NOW).standing is Standing.FADED


# --- expiry


@pytest.mark.parametrize(
    ("last_day", "state"),
    [(date(2026, 11, 25), AmenityState.UNKNOWN), (date(2026, 11, 26), AmenityState.AVAILABLE)],
    ids=["good until yesterday", "good until tonight"],
)
@pytest.mark.parametrize(
    ("facility", "field"),
    [("aed", "pads_expire_on"), ("aed", "battery_expire_on"), ("first_aid_kit", "medicine_expire_on")],
)
def test_what_is_past_its_date_is_unknown_from_midnight_on(
    facility: str, field: str, last_day: date, state: AmenityState
) -> None:
    amenity = Amenity(facility, AmenityState.AVAILABLE, checked_at=NOW, checked_by=MANAGER, version=1)
    dated = replace(amenity, **{field: last_day})  # type: ignore[arg-type]
    judgement = judged(dated, (), "CN", NOW)
    assert state_of(dated, judgement) is state
    midnight = datetime(2026, 11, 26, 16, tzinfo=UTC)
    assert state_of(dated, judged(dated, (), "CN", midnight)) is AmenityState.UNKNOWN


def test_what_is_out_of_order_does_not_expire() -> None:
    broken = Amenity(
        "aed", AmenityState.OUT_OF_ORDER, pads_expire_on=date(2020, 1, 1), checked_at=NOW, checked_by=MANAGER
    )
    assert state_of(broken, judged(broken, (), "CN", NOW)) is AmenityState.OUT_OF_ORDER


# --- precedence


@pytest.mark.parametrize(
    ("told", "known", "wins"),
    [
        ((MANAGER, 1), (MANAGER, 2), True),
        ((MANAGER, 2), (MANAGER, 1), False),
        ((PUBLISHED, 1), (MANAGER, 2), True),
        ((PUBLISHED, 2), (MANAGER, 1), False),
        ((PUBLISHED, 2), (DRIVER, 1), False),
        ((DRIVER, 1), (MANAGER, 2), True),
        ((MANAGER, 1), (DRIVER, 1), True),
        ((DRIVER, 1), (MANAGER, 1), False),
        ((CheckedBy.IMPORT, 1), (DRIVER, 1), False),
        ((CheckedBy.IMPORT, 1), (MANAGER, 1), False),
        ((CheckedBy.ADMINISTRATOR, 1), (MANAGER, 1), True),
        ((CheckedBy.IMPORT, 1), (CheckedBy.IMPORT, 1), True),
        ((CheckedBy.IMPORT, None), (CheckedBy.IMPORT, 1), True),
        ((CheckedBy.IMPORT, None), (MANAGER, 1), False),
        ((CheckedBy.IMPORT, None), (DRIVER, 400), False),
        ((CheckedBy.IMPORT, 1), (CheckedBy.IMPORT, None), True),
        ((MANAGER, 1), (CheckedBy.IMPORT, None), True),
        ((CheckedBy.DEMO, 1), (PUBLISHED, 1), False),
    ],
)
def test_newer_beats_older_and_an_insider_a_passer_by_and_a_feed_nobody_fresher(
    told: tuple[CheckedBy, int | None], known: tuple[CheckedBy, int | None], wins: bool
) -> None:
    def made(by: CheckedBy, days: int | None) -> Claim:
        return Claim(by, checked_at=NOW - days * DAY if days is not None else None)

    assert prevails(made(*told), made(*known)) is wins


def test_confirming_moves_checked_and_never_changed_or_observed() -> None:
    known = claim(9 * DAY, PUBLISHED)
    after = confirmed(known, MANAGER, "union", NOW)
    assert (after.checked_at, after.checked_by, after.said_by) == (NOW, MANAGER, "union")
    assert (after.changed_at, after.observed_at) == (known.changed_at, known.observed_at)


def test_stating_the_same_moves_observed_and_stating_another_moves_changed() -> None:
    known = claim(9 * DAY)
    same, other = (stated(known, MANAGER, "", NOW, is_other=it) for it in (False, True))
    assert (same.changed_at, same.observed_at) == (known.changed_at, NOW)
    assert (other.changed_at, other.observed_at) == (NOW, NOW)


# --- the table itself


def test_every_facility_and_fact_has_a_decay_class_and_every_source_a_rule() -> None:
    for subject in (*catalogue().codes, *FACTS):
        decay = decay_of(subject)
        assert timedelta() < decay.window < decay.interval
        assert 0 < decay.doubt_share < 1
        assert 1 <= decay.harm <= 10
    assert set(trust().sources) == set(CheckedBy)
    ranks = {kind: {rule.rank for rule in trust().sources.values() if rule.kind is kind} for kind in Kind}
    assert min(ranks[Kind.INSIDER]) > max(ranks[Kind.PASSER_BY]) > max(ranks[Kind.FEED])


@pytest.mark.parametrize(("by", "is_there"), [(MANAGER, True), (DRIVER, True), (PUBLISHED, False), (None, False)])
def test_a_feed_was_not_on_the_spot(by: CheckedBy | None, is_there: bool) -> None:
    assert is_on_the_spot(by) is is_there


# --- hours as a claim


def test_two_who_found_it_locked_dispute_the_hours() -> None:
    claims = {HOURS: claim(DAY)}
    seen = [Seen("a", NOW - HOUR, "locked"), Seen("b", NOW - HOUR, "locked")]
    assert judged_fact(claims, HOURS, seen, NOW).standing is Standing.DISPUTED
    hours_until, disputed_until = clocks_of(claims, seen, NOW)
    assert hours_until == 0
    assert disputed_until > NOW.timestamp()
    assert clocks_of(claims, [Seen("a", NOW - HOUR, "open")], NOW) == (int((NOW + 89 * DAY).timestamp()), 0)


# --- whatever comes

_SIGHTINGS = st.lists(
    st.builds(Seen, st.sampled_from("abcd"), st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda it: it.replace(tzinfo=UTC)), st.sampled_from([*STATED, "locked", "junk"])),
    max_size=8,
)  # fmt: skip
_INSTANTS = st.none() | st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1)).map(lambda it: it.replace(tzinfo=UTC))


@given(
    st.sampled_from(catalogue().codes), st.sampled_from(STATED), st.none() | st.sampled_from(CheckedBy), _INSTANTS,
    st.none() | st.dates(date(2026, 1, 1), date(2027, 1, 1)), _SIGHTINGS,
)  # fmt: skip
def test_no_state_is_out_of_the_five_and_nothing_undated_is_promised(
    code: str, state: AmenityState, by: CheckedBy | None, at: datetime | None, expiry: date | None, seen: list[Seen]
) -> None:
    amenity = Amenity(code, state, pads_expire_on=expiry, checked_at=at, checked_by=by, version=1)
    judgement = judged(amenity, seen, "HK", NOW)
    shown = state_of(amenity, judgement)
    assert shown in AmenityState
    if by is None or at is None or claim_of(amenity, "HK") is None:
        assert shown in (AmenityState.UNKNOWN, AmenityState.DISPUTED)
    assert judgement.until is None or judgement.until > NOW
