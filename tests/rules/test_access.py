"""Getting in and parking: what may be said, and how it is worded."""

from __future__ import annotations

from dataclasses import replace

import pytest

from stations.access import Access, access_of, checked_height, with_access
from stations.access_words import parking_fact, shown_side, way_in_facts
from stations.amenities import Amenity, AmenityState
from stations.amenity_words import details
from stations.errors import Code, InvalidInput
from stations.schedule import WAYS_IN
from stations.station import Audience, ParkingFee, Side, Station
from stations.words import LANGUAGES, say
from tests.storage.conftest import make_station

FULL = Access(
    audience="drivers",
    way_in="code",
    directions={"en": "Blue door"},
    side="port",
    height_limit_m=4.2,
    parking_fee="paid",
    parking_note="No trailers",
    host={"en": "Example bank"},
)
BAYS = {"truck_parking": Amenity("truck_parking", AmenityState.AVAILABLE, 12)}
WORKING = {"truck_parking": AmenityState.AVAILABLE}
INLAND = replace(make_station("inland"), lat=39.9, lng=116.4)
AT_BRIDGE = replace(make_station("bridge"), lat=22.21, lng=113.58)


def parking(station: Station, said: dict[str, Amenity], states: dict[str, AmenityState]) -> str:
    fact = parking_fact(station, said, states, "en")
    return fact.text if fact else ""


def test_what_is_said_is_stored_and_can_be_said_again() -> None:
    station = with_access(make_station("one"), FULL)
    assert access_of(station) == FULL
    assert with_access(station, access_of(station)) == station


def test_texts_are_tidied_and_empty_languages_left_out() -> None:
    access = replace(FULL, parking_note="  two\n hours ", host={"en": " a  bank ", "zh-Hans": " "})
    station = with_access(make_station("one"), access)
    assert (station.parking_note, station.host) == ("two hours", {"en": "a bank"})


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"audience": "friends"}, Code.STATE_UNKNOWN, "audience"),
        ({"way_in": "window"}, Code.STATE_UNKNOWN, "way_in"),
        ({"directions": {"en": "x" * 301}}, Code.TOO_LONG, "directions"),
        ({"directions": {"fr": "à droite"}}, Code.INVALID, "directions"),
        ({"side": "left"}, Code.STATE_UNKNOWN, "side"),
        ({"side": "hk"}, Code.SIDE_IMPOSSIBLE, "side"),
        ({"height_limit_m": 0.0}, Code.HEIGHT_INVALID, "height_limit_m"),
        ({"height_limit_m": 420.0}, Code.HEIGHT_INVALID, "height_limit_m"),
        ({"height_limit_m": float("nan")}, Code.HEIGHT_INVALID, "height_limit_m"),
        ({"parking_fee": "5 yuan"}, Code.STATE_UNKNOWN, "parking_fee"),
        ({"parking_note": "x" * 201}, Code.TOO_LONG, "parking_note"),
        ({"host": {"en": "x" * 121}}, Code.TOO_LONG, "host"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(changes: dict[str, object], code: Code, field: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        with_access(make_station("one"), replace(FULL, **changes))  # type: ignore[arg-type]
    assert (refusal.value.code, refusal.value.field) == (code, field)


@pytest.mark.parametrize(("metres", "kept"), [(None, None), (1, 1.0), (4.2, 4.2), (4.199, 4.2), (10, 10.0)])
def test_a_height_is_kept_to_the_centimetre(metres: float | None, kept: float | None) -> None:
    assert checked_height(metres) == kept


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("way", WAYS_IN)
@pytest.mark.parametrize("audience", Audience)
def test_every_way_in_and_audience_tells_the_driver_what_to_do(lang: str, way: str, audience: Audience) -> None:
    facts = way_in_facts(with_access(INLAND, Access(audience=audience, way_in=way)), lang)
    assert [(fact.title, fact.text) for fact in facts] == [
        (say(lang, f"way-in-{way}"), say(lang, f"way-in-{way}-how")),
        (say(lang, f"audience-{audience}"), say(lang, f"audience-{audience}-note")),
    ]


@pytest.mark.parametrize(
    ("station", "stated", "shown"),
    [
        (INLAND, "unknown", None),
        (INLAND, "cn", Side.CN),
        (AT_BRIDGE, "unknown", Side.UNKNOWN),
        (AT_BRIDGE, "cn", Side.CN),
        (AT_BRIDGE, "port", Side.PORT),
    ],
)
def test_an_unknown_side_is_spoken_of_only_where_a_driver_would_wonder(
    station: Station, stated: str, shown: Side | None
) -> None:
    told = with_access(station, Access(side=stated))
    assert shown_side(told) is shown
    assert (say("en", f"side-{shown or 'unknown'}") in [fact.title for fact in way_in_facts(told, "en")]) == bool(shown)


@pytest.mark.parametrize(
    ("access", "said", "text"),
    [
        (Access(), {}, ""),
        (Access(), BAYS, "12 truck bays · Height limit not published · Fee not published"),
        (Access(height_limit_m=4.25), {}, "Height limit 4.25 m · Fee not published"),
        (Access(height_limit_m=4, parking_fee="free"), BAYS, "12 truck bays · Height limit 4 m · Free"),
        (
            Access(parking_fee="paid", parking_note="fines"),
            {"truck_parking": Amenity("truck_parking", AmenityState.AVAILABLE)},
            "Truck parking · Height limit not published · Paid · fines",
        ),
    ],
)
def test_parking_says_what_is_known_and_what_is_not(access: Access, said: dict[str, Amenity], text: str) -> None:
    assert parking(with_access(INLAND, access), said, WORKING if said else {}) == text


def test_bays_that_cannot_be_used_are_not_counted() -> None:
    broken = {"truck_parking": AmenityState.OUT_OF_ORDER}
    assert parking(with_access(INLAND, Access(parking_fee="free")), BAYS, broken) == "Height limit not published · Free"


@pytest.mark.parametrize(
    ("lang", "words"), [("en", "12 truck bays"), ("zh-Hans", "12 个货车车位"), ("zh-Hant", "12 個貨車泊位")]
)
def test_places_to_park_are_counted_as_bays(lang: str, words: str) -> None:
    assert details(BAYS["truck_parking"], AmenityState.AVAILABLE, lang) == (words,)
    seats = Amenity("rest_area", AmenityState.AVAILABLE, 6)
    assert details(seats, AmenityState.AVAILABLE, lang) == (say(lang, "amenity-quantity", count=6),)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_side_and_fee_is_worded(lang: str) -> None:
    assert all(say(lang, f"side-{side}") and say(lang, f"side-{side}-note") for side in Side)
    assert len({say(lang, f"parking-fee-{fee}") for fee in ParkingFee}) == len(ParkingFee)
