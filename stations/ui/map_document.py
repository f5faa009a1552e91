"""The map as one HTML document: folium writes it, our own layer fills it, and nothing comes from another host.

The document is the same for everybody, so it is rendered once per language and settings and served as `/map`. What
differs (centre, zoom, filters, the chosen station) it reads from its own address and from its parent's messages;
stations come from `/map/stations` as the viewport moves. The protocol is described at the top of `map.js`.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, Literal, cast

import folium
from branca.element import Figure, MacroElement
from folium.elements import JSCSSMixin
from folium.map import CustomPane
from folium.template import Template

from stations import words
from stations.settings import DATA

_STATIC = Path(__file__).resolve().parent.parent / "web" / "static"

Tiles = Literal["none", "osm", "amap", "tianditu"]

# The Zhuhai port island, until the address says otherwise.
START = (22.21, 113.58)
START_ZOOM = 11
CLOSEST_ZOOM = 18

_KEYS = (
    "open",
    "closed",
    "open-by-qr",
    "unknown",
    "disputed",
    "legend",
    "legend-cluster",
    "demo",
    "demo-mark",
    "approximate",
    "locate",
    "here",
    "locating",
    "zoom-in",
    "zoom-out",
    "close",
    "layers",
    "plain",
    "names",
    "boundaries",
    "tiles-failed",
    "fetch-failed",
    "none-here",
    "position-denied",
    "position-unavailable",
    "pick",
    "attribution",
)
_TIANDITU = (
    "https://t{{s}}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}"
    "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)


class _LocalMap(folium.Map):
    """A folium map that asks only for our own copy of Leaflet, and that people may still zoom with two fingers."""

    default_js: list[tuple[str, str]] = [("leaflet", "/assets/leaflet/leaflet.js")]  # noqa: RUF012
    default_css: list[tuple[str, str]] = [("leaflet_css", "/assets/leaflet/leaflet.css")]  # noqa: RUF012

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <meta name="viewport" content="width=device-width, initial-scale=1" />
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <div class="folium-map" id={{ this.get_name()|tojson }}></div>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            var {{ this.get_name() }} = L.map({{ this.get_name()|tojson }}, {
                center: {{ this.location|tojson }},
                ...{{ this.options|tojavascript }}
            });
        {% endmacro %}
        """
    )


class _StationsLayer(JSCSSMixin, MacroElement):
    """Everything of ours on the map: land, tiles, stations, controls. The code is `map.js`, the words are JSON."""

    default_js: list[tuple[str, str]] = [("stations_map", "/assets/map.js")]  # noqa: RUF012
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    _template = Template(
        """
        {% macro header(this, kwargs) %}
            <style>{{ this.style }}</style>
        {% endmacro %}
        {% macro html(this, kwargs) %}
            <script type="application/json" id="map-config">{{ this.config|tojson }}</script>
        {% endmacro %}
        {% macro script(this, kwargs) %}
            stationsMap({{ this._parent.get_name() }}, JSON.parse(document.getElementById("map-config").textContent));
        {% endmacro %}
        """
    )

    def __init__(self, config: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "StationsLayer"
        self.config = config
        self.style = (_STATIC / "map.css").read_text(encoding="utf-8")


@cache
def render(
    lang: str,
    *,
    tiles: Tiles = "none",
    tianditu_key: str = "",
    amap_shifted_outside_mainland: bool = True,
) -> str:
    """The whole document in `lang`, as HTML.

    `tiles` names the online layer laid over our own basemap; `tianditu` without a key is the same as `none`.
    `amap_shifted_outside_mainland` says whether Amap's tiles of Hong Kong and Macao are in GCJ-02 too.
    """
    canvas = _LocalMap(
        location=START,
        zoom_start=START_ZOOM,
        tiles=None,
        max_zoom=CLOSEST_ZOOM,
        zoom_control=False,
        minZoom=3,
        maxZoom=CLOSEST_ZOOM,
        zoomSnap=0.5,
        attributionControl=False,
    )
    for name, z_index in (("land", 150), ("boundaries", 160), ("names", 170)):
        CustomPane(name, z_index=z_index, pointer_events=False).add_to(canvas)
    layer = _tile_layer(lang, tiles, tianditu_key)
    _StationsLayer(
        {
            "lang": lang,
            "words": _words(lang),
            "tiles": layer,
            "places": _places(),
            "amapShiftedOutsideMainland": amap_shifted_outside_mainland,
        }
    ).add_to(canvas)
    _number_elements(canvas)
    figure = cast(Figure, canvas.get_root())
    figure.title = words.say(lang, "map-title")
    return str(figure.render()).replace("<html>", f'<html lang="{lang}">', 1)


def _number_elements(canvas: folium.Map) -> None:
    """Replace folium's random names, so that the same document has the same bytes in every process (ETag)."""
    canvas._id = "0"
    for number, child in enumerate(canvas._children.values(), start=1):
        child._id = str(number)


def _places() -> list[Any]:
    """The names to write on the land; a kilobyte, so inside the document rather than one more request on a slow line."""
    features: list[Any] = json.loads((DATA / "basemap" / "places.json").read_text(encoding="utf-8"))["features"]
    return features


def _words(lang: str) -> dict[str, str]:
    texts = {key: words.say(lang, f"map-{key}") for key in _KEYS}
    texts["cluster"] = words.say(lang, "map-cluster", count="{count}", open="{open}")
    return texts


def _tile_layer(lang: str, tiles: Tiles, tianditu_key: str) -> dict[str, Any] | None:
    if tiles == "none" or (tiles == "tianditu" and not tianditu_key):
        return None
    urls, subdomains, attribution = _tile_source(lang, tiles, tianditu_key)
    return {
        "name": words.say(lang, f"map-tiles-{tiles}"),
        "urls": urls,
        "subdomains": subdomains,
        "attribution": attribution,
        "datum": "gcj02" if tiles == "amap" else "wgs84",
    }


def _tile_source(lang: str, tiles: Tiles, tianditu_key: str) -> tuple[list[str], str, str]:
    if tiles == "osm":
        return ["https://tile.openstreetmap.org/{z}/{x}/{y}.png"], "", ""
    if tiles == "amap":
        language = "en" if lang == "en" else "zh_cn"
        url = f"https://webrd0{{s}}.is.autonavi.com/appmaptile?lang={language}&size=1&scale=1&style=8"
        return [url + "&x={x}&y={y}&z={z}"], "1234", "© 高德地图 Amap"
    layers = ("vec", "eva" if lang == "en" else "cva")
    urls = [_TIANDITU.format(layer=layer, key=tianditu_key) for layer in layers]
    return urls, "01234567", "© 天地图 Tianditu"
