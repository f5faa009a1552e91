"""The facility catalogue: codes and bits that can be relied on, names and a drawing for each."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from stations.catalogue import Catalogue, catalogue, parse_codes, read_catalogue
from stations.errors import Code, InvalidInput
from stations.settings import DATA, ROOT
from stations.words import LANGUAGES

SPRITE = ROOT / "stations" / "web" / "static" / "icons.svg"
SVG = "{http://www.w3.org/2000/svg}"

# A mask in a database means these facilities for ever.
BITS = [
    "aed",
    "first_aid_kit",
    "truck_parking",
    "rest_area",
    "hot_water",
    "microwave",
    "shower",
    "laundry",
    "toilet",
    "phone_charging",
    "drinking_water",
    "nursing_room",
    "blood_pressure_monitor",
    "air_conditioning",
    "wifi",
    "fridge",
    "motorcycle_parking",
    "ebike_charging",
    "ev_charging",
    "umbrella",
    "tools",
    "books",
    "locker",
    "printer",
    "tv",
]


def _symbols() -> dict[str, ElementTree.Element]:
    return {symbol.attrib["id"]: symbol for symbol in ElementTree.parse(SPRITE).getroot().iter(f"{SVG}symbol")}


def _written(path: Path, *rows: tuple[str, int]) -> Path:
    facilities = [
        {"code": code, "bit": bit, "names": {"en": code}, "icon": "aed", "decay": "room"} for code, bit in rows
    ]
    path.write_text(json.dumps({"facilities": facilities}), encoding="utf-8")
    return path


def test_bits_never_change() -> None:
    bits = {facility.code: facility.bit for facility in catalogue().facilities}
    assert {code: bits[code] for code in BITS} == {code: bit for bit, code in enumerate(BITS)}


def test_codes_and_bits_are_unique_and_a_mask_fits_a_signed_64_bit_column() -> None:
    facilities = catalogue().facilities
    assert len({facility.code for facility in facilities}) == len(facilities)
    assert len({facility.bit for facility in facilities}) == len(facilities)
    assert all(0 <= facility.bit <= 61 for facility in facilities)


def test_every_code_can_stand_in_an_address() -> None:
    assert all(re.fullmatch(r"[a-z][a-z_]*", code) for code in catalogue().codes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_facility_has_its_own_name(lang: str) -> None:
    names = [facility.names[lang].strip() for facility in catalogue().facilities]
    assert all(names)
    assert len(set(names)) == len(names)


def test_every_facility_has_a_symbol_that_is_drawn() -> None:
    symbols = _symbols()
    for facility in catalogue().facilities:
        assert len(symbols[facility.icon]) > 0, facility.code


def test_symbols_are_unique_and_take_the_colour_of_the_text() -> None:
    ids = [symbol.attrib["id"] for symbol in ElementTree.parse(SPRITE).getroot().iter(f"{SVG}symbol")]
    assert len(set(ids)) == len(ids)
    assert {symbol.attrib["stroke"] for symbol in _symbols().values()} == {"currentColor"}
    assert {symbol.attrib["viewBox"] for symbol in _symbols().values()} == {"0 0 24 24"}


def test_emergency_facilities_come_first_then_the_basics() -> None:
    ranks = [0 if f.is_emergency else 1 if f.is_basic else 2 for f in catalogue().facilities]
    assert ranks == sorted(ranks)
    assert catalogue()["aed"].is_emergency
    assert catalogue()["first_aid_kit"].is_emergency


@pytest.mark.parametrize("code", ["truck_parking", "rest_area", "hot_water", "microwave", "shower", "laundry"])
def test_the_basics_of_a_truckers_home_are_quick_filters(code: str) -> None:
    assert catalogue()[code].is_basic


@pytest.mark.parametrize(
    ("code", "tag"),
    [
        ("aed", ("emergency", "defibrillator")),
        ("first_aid_kit", ("emergency", "first_aid_kit")),
        ("truck_parking", ("hgv", "designated")),
        ("nursing_room", ("baby_feeding", "room")),
        ("wifi", ("internet_access", "wlan")),
        ("ebike_charging", ("bicycle", "yes")),
        ("ev_charging", ("motorcar", "yes")),
    ],
)
def test_facilities_are_tagged_as_in_openstreetmap(code: str, tag: tuple[str, str]) -> None:
    assert tag in catalogue()[code].osm.items()


def test_a_mask_goes_there_and_back_in_the_order_shown() -> None:
    assert catalogue().unmask(catalogue().mask(["tv", "aed", "aed"])) == ("aed", "tv")
    assert catalogue().unmask(catalogue().mask(catalogue().codes)) == catalogue().codes
    assert catalogue().mask([]) == 0


def test_codes_are_read_from_an_address_without_blanks_and_repeats() -> None:
    assert parse_codes(" aed, rest_area,,aed") == ("aed", "rest_area")
    assert parse_codes("") == ()


@pytest.mark.parametrize("text", ["sauna", "AED", "aed;rest_area", "../aed"])
def test_an_unknown_code_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_codes(text)
    assert caught.value.code is Code.FACILITY_UNKNOWN
    assert caught.value.args_ == {"given": text}


def test_a_very_long_unknown_code_is_cut_before_it_is_repeated() -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_codes("x" * 5000)
    assert caught.value.args_ == {"given": "x" * 40}


@pytest.mark.parametrize("rows", [(("aed", 0), ("aed", 1)), (("aed", 0), ("tv", 0))])
def test_a_catalogue_with_a_repeated_code_or_bit_is_not_read(tmp_path: Path, rows: tuple[tuple[str, int], ...]) -> None:
    with pytest.raises(ValueError, match="repeated"):
        read_catalogue(_written(tmp_path / "facilities.json", *rows))


def test_a_catalogue_of_somebody_elses_is_read(tmp_path: Path) -> None:
    other = read_catalogue(_written(tmp_path / "facilities.json", ("sauna", 3)))
    assert isinstance(other, Catalogue)
    assert other.mask(["sauna"]) == 8


def test_the_file_lists_nothing_that_the_program_does_not_read() -> None:
    rows = json.loads((DATA / "facilities.json").read_text(encoding="utf-8"))["facilities"]
    assert {key for row in rows for key in row} == {
        "code",
        "bit",
        "names",
        "icon",
        "osm",
        "emergency",
        "basic",
        "decay",
    }
