"""Links that open a station in the driver's own navigation app, each in that app's order and datum."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from stations.geo import Datum, Point, from_wgs84

_SOURCE = "webapp.union.stations"


@dataclass(frozen=True, slots=True)
class Link:
    """One way out: `app` is a key for the words on the button, `url` is ready for an href."""

    app: str
    url: str


def links(lat: float, lng: float, name: str, jurisdiction: str) -> tuple[Link, ...]:
    """Navigation links to a WGS-84 point in `CN`, `HK` or `MO`, mainland apps first.

    Apps whose link names its datum get WGS-84 and convert by themselves: Amap's marker, Baidu, Tencent, `geo:`
    (RFC 5870). The links that name none take what the app's own map is drawn in:

    * Amap's route takes GCJ-02 in the mainland. Whether Amap shifts Hong Kong and Macao is disputed, and a wrong guess
      sends a truck 600 m astray, so there the route link is left out: the marker link, which names its datum, opens the
      same app with a route button.
    * Apple and Google draw the mainland in GCJ-02 and Hong Kong and Macao in WGS-84.
    """
    point = Point(lat, lng)
    shifted = point if jurisdiction != "CN" else Point(*from_wgs84(point, Datum.GCJ02))
    route = (_amap_route(shifted, name),) if jurisdiction == "CN" else ()
    return (
        *route,
        _amap_marker(point, name),
        _baidu(point, name),
        _tencent(point, name),
        _apple(shifted, name),
        _google(shifted),
        _geo(point),
    )


def _amap_marker(point: Point, name: str) -> Link:
    query = _query(position=_lng_lat(point), name=name, coordinate="wgs84", callnative="1")
    return Link("amap", f"https://uri.amap.com/marker?{query}")


def _amap_route(point: Point, name: str) -> Link:
    # Commas separate the parts of `to`, so one inside the name would end it early.
    to = f"{_lng_lat(point)},{name.replace(',', ' ')}"
    return Link("amap-route", f"https://uri.amap.com/navigation?{_query(to=to, mode='car', callnative='1')}")


def _baidu(point: Point, name: str) -> Link:
    query = _query(location=_lat_lng(point), title=name, content=name, output="html", coord_type="wgs84", src=_SOURCE)
    return Link("baidu", f"https://api.map.baidu.com/marker?{query}")


def _tencent(point: Point, name: str) -> Link:
    query = _query(type="drive", to=name, tocoord=_lat_lng(point), coord_type="1", referer=_SOURCE)
    return Link("tencent", f"https://apis.map.qq.com/uri/v1/routeplan?{query}")


def _apple(point: Point, name: str) -> Link:
    return Link("apple", f"https://maps.apple.com/?{_query(daddr=_lat_lng(point), dirflg='d', q=name)}")


def _google(point: Point) -> Link:
    query = _query(api="1", destination=_lat_lng(point), travelmode="driving")
    return Link("google", f"https://www.google.com/maps/dir/?{query}")


def _geo(point: Point) -> Link:
    return Link("geo", f"geo:{_lat_lng(point)}")


def _query(**values: str) -> str:
    return urlencode(values, quote_via=quote, safe=",")


def _lat_lng(point: Point) -> str:
    return f"{point.lat:.6f},{point.lng:.6f}"


def _lng_lat(point: Point) -> str:
    return f"{point.lng:.6f},{point.lat:.6f}"
