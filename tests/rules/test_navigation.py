"""Each app gets the order and the datum it reads."""

from urllib.parse import parse_qs, urlsplit

import pytest

from stations.geo import Datum, Point, from_wgs84
from stations.navigation import links

PORT = Point(22.21, 113.58)
HOSTILE = '站&callback="><script>, 100% #1?'


def url(app: str, jurisdiction: str = "CN", name: str = "口岸站") -> str:
    return next(link.url for link in links(PORT.lat, PORT.lng, name, jurisdiction) if link.app == app)


def fields(text: str) -> dict[str, str]:
    return {key: values[0] for key, values in parse_qs(urlsplit(text).query).items()}


def pair(text: str) -> tuple[float, float]:
    first, second = text.split(",")[:2]
    return float(first), float(second)


@pytest.mark.parametrize(
    ("app", "field", "datum_field", "datum_value", "longitude_first"),
    [
        ("amap", "position", "coordinate", "wgs84", True),
        ("baidu", "location", "coord_type", "wgs84", False),
        ("tencent", "tocoord", "coord_type", "1", False),
    ],
)
@pytest.mark.parametrize("jurisdiction", ["CN", "HK", "MO"])
def test_an_app_that_is_told_the_datum_gets_wgs84(
    app: str, field: str, datum_field: str, datum_value: str, longitude_first: bool, jurisdiction: str
) -> None:
    query = fields(url(app, jurisdiction))
    assert query[datum_field] == datum_value
    assert pair(query[field]) == ((113.58, 22.21) if longitude_first else (22.21, 113.58))


def test_amaps_route_takes_the_shifted_pair_in_the_mainland() -> None:
    lat, lng = from_wgs84(PORT, Datum.GCJ02)
    query = fields(url("amap-route"))
    assert pair(query["to"]) == pytest.approx((lng, lat), abs=1e-6)
    assert query["to"].endswith(",口岸站")
    assert query["mode"] == "car"


@pytest.mark.parametrize("jurisdiction", ["HK", "MO"])
def test_where_amaps_shift_is_disputed_only_the_link_that_names_its_datum_is_offered(jurisdiction: str) -> None:
    apps = [link.app for link in links(22.2, 113.55, "x", jurisdiction)]
    assert "amap" in apps
    assert "amap-route" not in apps


@pytest.mark.parametrize(("app", "field"), [("apple", "daddr"), ("google", "destination")])
def test_apple_and_google_follow_the_datum_of_their_own_map(app: str, field: str) -> None:
    shifted = from_wgs84(PORT, Datum.GCJ02)
    assert pair(fields(url(app, "CN"))[field]) == pytest.approx(shifted, abs=1e-6)
    assert pair(fields(url(app, "HK"))[field]) == (PORT.lat, PORT.lng)
    assert pair(fields(url(app, "MO"))[field]) == (PORT.lat, PORT.lng)


def test_a_geo_link_is_plain_wgs84() -> None:
    assert url("geo") == "geo:22.210000,113.580000"


@pytest.mark.parametrize("app", ["amap", "amap-route", "baidu", "tencent", "apple"])
def test_a_hostile_name_stays_inside_its_own_field(app: str) -> None:
    hostile, plain = url(app, name=HOSTILE), url(app, name="x")
    assert set(fields(hostile)) == set(fields(plain))
    assert not set('<>" ') & set(hostile)
    assert fields(hostile).get("callback") is None
