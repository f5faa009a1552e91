"""The map document: local assets only, words from the catalogue, nothing that data could break out of."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from stations.ui.map_document import Tiles, render
from stations.words import LANGUAGES

STATIC = Path(__file__).parents[2] / "stations" / "web" / "static"
TILE_HOSTS = {"osm": "tile.openstreetmap.org", "amap": "is.autonavi.com", "tianditu": "tianditu.gov.cn"}


class Assets(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.urls += [value for name, value in attrs if name in ("src", "href") and value]


def scripts_in(document: str) -> int:
    assets = Assets()
    assets.feed(document)
    return assets.tags.count("script")


def config(document: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="map-config">(.*?)</script>', document, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_document_asks_only_this_program_for_its_files(lang: str) -> None:
    assets = Assets()
    assets.feed(render(lang))
    assert sorted(assets.urls) == [
        "/assets/leaflet/leaflet.css",
        "/assets/leaflet/leaflet.js",
        "/assets/map.js",
    ]
    assert "http:" not in render(lang)
    assert "https:" not in render(lang)
    assert f'<html lang="{lang}">' in render(lang)


@pytest.mark.parametrize("tiles", ["osm", "amap", "tianditu"])
def test_the_chosen_tiles_are_the_only_other_host(tiles: Tiles) -> None:
    hosts = set(re.findall(r"https?://([^/\"]+)", render("en", tiles=tiles, tianditu_key="key")))
    assert hosts
    assert all(host.endswith(TILE_HOSTS[tiles]) for host in hosts)


def test_tianditu_without_a_key_is_not_offered() -> None:
    assert config(render("en", tiles="tianditu"))["tiles"] is None


def test_a_hostile_key_stays_data() -> None:
    hostile = '"></script><script>alert(1)</script>&'
    document = render("en", tiles="tianditu", tianditu_key=hostile)
    assert scripts_in(document) == scripts_in(render("en"))
    assert hostile in json.dumps(config(document), ensure_ascii=False).replace('\\"', '"')


def test_only_amaps_tiles_are_shifted() -> None:
    datums = {
        tiles: config(render("en", tiles=tiles, tianditu_key="key"))["tiles"]["datum"]  # type: ignore[index]
        for tiles in ("osm", "amap", "tianditu")
    }
    assert datums == {"osm": "wgs84", "amap": "gcj02", "tianditu": "wgs84"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_word_the_script_uses_is_in_the_document(lang: str) -> None:
    script = (STATIC / "map.js").read_text(encoding="utf-8")
    used = set(re.findall(r'words\["([a-z-]+)"\]|words\.([a-z]+)', script))
    keys = {first or second for first, second in used} | {"open", "closed", "open-by-qr", "unknown"}
    texts = config(render(lang))["words"]
    assert isinstance(texts, dict)
    assert keys <= set(texts)
    assert "{count}" in texts["cluster"]
    assert "{open}" in texts["cluster"]


def test_the_document_is_the_same_in_every_process() -> None:
    first = render("en", tiles="osm")
    render.cache_clear()
    assert render("en", tiles="osm") == first


def test_the_script_never_writes_data_as_html() -> None:
    script = (STATIC / "map.js").read_text(encoding="utf-8") + (STATIC.parents[1] / "ui" / "map_frame.js").read_text()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|bindTooltip|bindPopup", script)
