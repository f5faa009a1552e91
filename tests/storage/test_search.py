"""Finding stations by what people type; both engines give the same answers to the same table."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from stations.geo import Point, distances_m
from stations.storage import stations
from stations.storage.atlas import atlas_of, nearest_of
from stations.storage.engine import Database, Tx
from stations.storage.nearest import Wanted
from stations.storage.search import RARE, holding, matching, nearest_matching
from tests.storage.conftest import fill, make_station, scattered

HERE = Point(22.21, 113.58)
MADE = [
    make_station("port", name="港珠澳大桥口岸站", traditional="港珠澳大橋口岸站", english="HZMB Port Station"),
    make_station("truck", name="跨境货车司机站", traditional="跨境貨車司機站", english="Truck Drivers, Gate A12"),
    make_station("library", name="吉大图书馆驿站", address="珠海市香洲区景山路88号", district="珠海市香洲区"),
    make_station("wharf", name="九洲港", address="情侣南路", district="珠海市香洲区"),
    make_station("macao", name="澳门驿站", traditional="澳門驛站", english="Macao Wi-Fi 24h"),
    make_station("plain", name="ＡＢＣ驿站"),
]

CASES = {
    "one character": ("港", {"port", "wharf"}),
    "one character of an address": ("路", {"library", "wharf"}),
    "two characters": ("口岸", {"port"}),
    "a whole name": ("港珠澳大桥口岸站", {"port"}),
    "traditional finds simplified": ("圖書館", {"library"}),
    "simplified finds traditional": ("澳门", {"macao"}),
    "mixed scripts": ("貨车", {"truck"}),
    "the beginning of a Latin word": ("tru", {"truck"}),
    "upper and lower case": ("PORT", {"port"}),
    "not the middle of a Latin word": ("ruck", set()),
    "letters and digits": ("a12", {"truck"}),
    "the beginning of a number": ("8", {"library"}),
    "full width letters": ("abc", {"plain"}),
    "full width query": ("ＨＺＭＢ", {"port"}),
    "two words, any order": ("驿站 图书馆", {"library"}),
    "two words of different fields": ("吉大 景山路", {"library"}),
    "two words of which one is missing": ("吉大 口岸", set()),
    "Latin phrase word by word": ("drivers truck", {"truck"}),
    "by district": ("香洲区", {"library", "wharf"}),
    "characters that are not neighbours": ("港站", set()),
    "a phrase across two fields": ("驿站珠海", set()),
    "a phrase across name and address": ("九洲港情侣", set()),
    "letters beside characters": ("abc驿", {"plain"}),
    "punctuation inside": ("wi-fi", {"macao"}),
    "many spaces": ("  口岸   站 ", {"port"}),
    "nothing": ("", set()),
    "only spaces": ("   ", set()),
    "nobody": ("机场", set()),
}
JUNK = ['"', '""', "*", "(", ")", "'", "''", "%", "_", "\\", ";", "--", "^", ":", "{", "}", "[", "+", "\0", "\ue000",
        '" OR "', "NEAR(", "港 OR 珠", "a* AND b*", "'; DROP TABLE station; --", '港" "', "😀", "港😀", "\u202e港", "$1", ":query",
        "%s", "NOT", "AND", "name:港"]  # fmt: skip


@pytest.fixture(scope="module")
def filled(shared_db: Database) -> Database:
    fill(shared_db, MADE)
    return shared_db


@pytest.fixture
def to_edit(empty_db: Database) -> Database:
    fill(empty_db, MADE)
    return empty_db


def _found(db: Database, text: str) -> set[str]:
    keys = db.read(lambda tx: matching(tx, text, 100))
    by_index = {brief.id for brief in db.read(lambda tx: stations.briefs(tx, keys)).values()}
    if text.strip():
        near = db.read(lambda tx: nearest_matching(db, tx, HERE, Wanted(text=text), 100))
        assert {one.key for one in near} == set(keys)
    return by_index


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=list(CASES))
def test_what_people_type_finds(filled: Database, text: str, expected: set[str]) -> None:
    assert _found(filled, text) == expected


@pytest.mark.parametrize("text", JUNK, ids=repr)
def test_junk_is_no_error(filled: Database, text: str) -> None:
    assert _found(filled, text) <= {station.id for station in MADE}
    assert len(filled.read(lambda tx: nearest_matching(filled, tx, HERE, Wanted(text=text), 100))) <= len(MADE)


def test_every_ascii_sign_is_no_error(filled: Database) -> None:
    signs = [chr(code) for code in range(1, 128) if not chr(code).isalnum()]
    rng = random.Random(3)
    for _ in range(300):
        text = "".join(rng.choices([*signs, "港", "a", "8"], k=rng.randint(1, 12)))
        assert _found(filled, text) <= {station.id for station in MADE}


def test_a_very_long_text_is_no_error(filled: Database) -> None:
    assert _found(filled, "港" * 5000) == set()
    assert _found(filled, "港 " * 5000) == {"port", "wharf"}


def test_a_renamed_station_is_found_by_its_new_name_only(to_edit: Database) -> None:
    def rename(tx: object) -> None:
        station = stations.get(tx, "wharf")  # type: ignore[arg-type]
        assert station is not None
        stations.replace(tx, replace(station, names={"zh-Hans": "香炉湾"}), 1)  # type: ignore[arg-type]

    to_edit.write(rename)
    assert _found(to_edit, "香炉") == {"wharf"}
    assert _found(to_edit, "九洲") == set()


def test_what_was_asked_before_is_asked_anew_when_a_text_changed(to_edit: Database) -> None:
    def holders(text: str) -> int:
        return to_edit.read(lambda tx: int(holding(to_edit, tx, atlas_of(to_edit, tx), text).sum()))

    assert (holders("九洲"), holders("香炉")) == (1, 0)

    def rename(tx: Tx) -> None:
        station = stations.get(tx, "wharf")
        assert station is not None
        stations.replace(tx, replace(station, names={"zh-Hans": "香炉湾"}), 1)

    to_edit.write(rename)
    assert (holders("九洲"), holders("香炉")) == (0, 1)
    to_edit.write(lambda tx: stations.add(tx, make_station("another", name="香炉湾二号")))
    assert holders("香炉") == 2


@pytest.mark.parametrize("limit", [1, 5, 20, 400])
def test_the_nearest_of_the_atlas_are_those_of_a_measuring_tape(empty_db: Database, limit: int) -> None:
    fill(empty_db, scattered(3000, seed=8))
    atlas = empty_db.read(lambda tx: atlas_of(empty_db, tx))
    fits = atlas.keys % 3 == 0
    for origin in (HERE, Point(45.8, 126.5), Point(4.0, 112.0), Point(39.5, 76.0)):
        metres = distances_m(origin, atlas.lats, atlas.lngs)
        expected = [place for place in np.lexsort((atlas.keys, metres)) if fits[place]][:limit]
        places, found = nearest_of(atlas, origin, fits, limit)
        assert places.tolist() == [int(place) for place in expected]
        assert found.tolist() == metres[expected].tolist()


def test_an_edit_of_something_else_leaves_the_index_alone(to_edit: Database) -> None:
    def touch(tx: object) -> None:
        station = stations.get(tx, "wharf")  # type: ignore[arg-type]
        assert station is not None
        stations.replace(tx, replace(station, source="elsewhere"), 1)  # type: ignore[arg-type]

    to_edit.write(touch)
    assert _found(to_edit, "九洲") == {"wharf"}


def test_the_index_agrees_with_reading_every_name(empty_db: Database) -> None:
    made = scattered(RARE + 500, seed=5)
    first = fill(empty_db, made)
    for text in ("桥", "东桥", "南港口1", "站 北", "9号", "工会驿站西", "7"):
        found = empty_db.read(lambda tx, typed=text: matching(tx, typed, 10_000))
        expected = {
            first + number
            for number, station in enumerate(made)
            if all(_holds(station.names["zh-Hans"], word) for word in text.split())
        }
        assert set(found) == expected, text
        assert expected, text


def _holds(name: str, word: str) -> bool:
    """A word is in a name, and where it begins with a digit it begins a number."""
    places = [place for place in range(len(name)) if name.startswith(word, place)]
    return any(
        not (word[0].isdigit() and place and name[place - 1].isdigit()) and _ends(name, word, place) for place in places
    )


def _ends(name: str, word: str, place: int) -> bool:
    end = place + len(word)
    return word[-1].isdigit() or not name[end - 1].isdigit() or end == len(name) or not name[end].isdigit()


def test_a_text_common_only_far_away_is_found_nearest_first(
    empty_db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stations.storage.search.RARE", 5)
    far = [make_station(f"far-{n}", 39.9 + n / 1000, 116.4, name="北京驿站") for n in range(30)]
    near = [make_station(f"near-{n}", 22.2 + n / 1000, 113.5, name="珠海驿站") for n in range(30)]
    first = empty_db.write(lambda tx: stations.add_many(tx, [*far, *near]))
    found = empty_db.read(lambda tx: nearest_matching(empty_db, tx, HERE, Wanted(text="北京"), 20))
    assert [one.key for one in found] == list(range(first, first + 20))
