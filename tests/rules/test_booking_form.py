"""Everything that is wrong with a booking form is told at once."""

from __future__ import annotations

import pytest

from stations.booking_form import mistakes


@pytest.mark.parametrize(
    ("name", "phone", "region", "category", "has_consented", "wrong"),
    [
        ("陈师傅", "13800138000", "CN", "truck", True, []),
        ("陳生", "9123 4567", "HK", "courier", True, []),
        ("", "13800138000", "CN", "truck", True, ["name"]),
        ("陈师傅", "91234567", "CN", "truck", True, ["phone"]),
        ("陈师傅", "13800138000", "CN", "", False, ["category", "consent"]),
        ("", "", "CN", "", False, ["name", "phone", "category", "consent"]),
    ],
)
def test_each_field_that_cannot_be_accepted_is_named_in_the_order_of_the_form(
    name: str, phone: str, region: str, category: str, has_consented: bool, wrong: list[str]
) -> None:
    assert list(mistakes(name, phone, region, category, has_consented=has_consented)) == wrong
