"""The list that somebody begins from: columns in their language, and one row that shows what goes in and is not imported."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from stations.catalogue import catalogue
from stations.exchange.station_columns import worded_column
from stations.words import LANGUAGES, pick, say

# what people fill in by hand; an export has more, among it what only a program writes
TEMPLATE_COLUMNS = (
    "id",
    "name",
    "name_en",
    "jurisdiction",
    "district",
    "lat",
    "lng",
    "datum",
    "address",
    "address_en",
    "host",
    "directions",
    "side",
    "audience",
    "way_in",
    "height_limit_m",
    "parking_fee",
    "parking_note",
    "opening_hours",
    "contact_phone",
    "contact_note",
    "owner",
    "serves",
    "facilities",
    "facilities_out_of_order",
    "facilities_absent",
    "checked_on",
)
_FACILITIES = ("truck_parking", "hot_water", "phone_charging")


def template_rows(lang: str) -> list[list[str]]:
    """Return the names of the columns in ``lang``, and the row that shows how they are filled in."""
    example = _example(lang)
    return [
        [worded_column(lang, column) for column in TEMPLATE_COLUMNS],
        [example.get(column, "") for column in TEMPLATE_COLUMNS],
    ]


def is_example(cells: Mapping[str, str]) -> bool:
    """Tell whether a row says of itself that it is an example. No id of a station can look so."""
    return cells.get("id", "").strip() in _marks()


@cache
def _marks() -> frozenset[str]:
    return frozenset(say(lang, "import-example-id") for lang in LANGUAGES)


def _example(lang: str) -> dict[str, str]:
    names = {one.code: pick(one.names, lang) for one in catalogue().facilities}
    return {
        "id": say(lang, "import-example-id"),
        "name": say(lang, "import-example-name"),
        "name_en": say("en", "import-example-name"),
        "jurisdiction": "CN",
        "district": "香洲区",
        "lat": "22.2707",
        "lng": "113.5767",
        "datum": "wgs84",
        "address": say(lang, "import-example-address"),
        "address_en": say("en", "import-example-address"),
        "host": say(lang, "import-example-host"),
        "directions": say(lang, "import-example-directions"),
        "side": say(lang, "side-cn"),
        "audience": say(lang, "audience-anyone"),
        "way_in": say(lang, "way-in-guard"),
        "height_limit_m": "4.2",
        "parking_fee": say(lang, "parking-fee-paid"),
        "parking_note": say(lang, "import-example-parking-note"),
        "opening_hours": say(lang, "import-example-opening-hours"),
        "contact_phone": "",
        "contact_note": say(lang, "import-example-contact-note"),
        "owner": say(lang, "import-example-owner"),
        "serves": say(lang, "import-example-serves"),
        "facilities": ";".join(names[code] for code in _FACILITIES),
        "facilities_absent": names["shower"],
        "checked_on": "2026-11-01",
    }
