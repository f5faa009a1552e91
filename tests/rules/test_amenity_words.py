"""What is said of a facility: nothing is vouched for that nobody said."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from stations.amenities import Amenity, AmenityState, CheckedBy, judged
from stations.amenity_words import details
from stations.claim_words import why
from stations.words import LANGUAGES

NOW = datetime(2026, 12, 20, tzinfo=UTC)
PADS, BATTERY = date(2027, 1, 15), date(2028, 3, 1)
GOOD, BROKEN, UNKNOWN = AmenityState.AVAILABLE, AmenityState.OUT_OF_ORDER, AmenityState.UNKNOWN


@pytest.mark.parametrize(
    ("pads", "battery", "lines"),
    [
        (PADS, None, ("Pads are good until 2027-01-15",)),
        (None, BATTERY, ("The battery is good until 2028-03-01",)),
        (PADS, BATTERY, ("Pads are good until 2027-01-15", "The battery is good until 2028-03-01")),
        (None, None, ()),
    ],
)
def test_each_part_of_an_aed_is_good_until_its_own_date(
    pads: date | None, battery: date | None, lines: tuple[str, ...]
) -> None:
    aed = Amenity("aed", GOOD, pads_expire_on=pads, battery_expire_on=battery)
    assert details(aed, GOOD, "en") == lines


def test_an_aed_out_of_order_is_not_called_good_until_a_date() -> None:
    assert details(Amenity("aed", BROKEN, note="repair on Friday", pads_expire_on=PADS), BROKEN, "en") == (
        "repair on Friday",
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_aed_past_a_date_says_that_nobody_can_promise_it(lang: str) -> None:
    aed = Amenity("aed", GOOD, pads_expire_on=PADS, checked_at=NOW, checked_by=CheckedBy.MANAGER)
    line = why(judged(aed, (), "CN", NOW + timedelta(days=60)), NOW + timedelta(days=60), lang)
    assert "2027-01-15" in line
    assert details(aed, UNKNOWN, lang) == ()
