"""The columns of a list of stations: ours, and what others call them in three languages."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from stations.geo import Datum
from stations.search_text import fold
from stations.words import LANGUAGES, say

SCRIPTS = ("zh_hans", "zh_hant", "en")
TEXTS = ("name", "address", "directions", "host", "owner", "serves")
PAIRED = ("lat", "lng")
# in the order in which they are exported
COLUMNS = (
    "id",
    *(f"name_{script}" for script in SCRIPTS),
    "jurisdiction",
    "district",
    "lat",
    "lng",
    "datum",
    "position",
    *(f"address_{script}" for script in SCRIPTS),
    *(f"directions_{script}" for script in SCRIPTS),
    *(f"host_{script}" for script in SCRIPTS),
    "side",
    "audience",
    "way_in",
    "height_limit_m",
    "parking_fee",
    "parking_note",
    "opening_hours",
    "host_hours",
    "exceptions",
    "closed_until",
    "closed_reason",
    "contact_phone",
    "contact_note",
    *(f"owner_{script}" for script in SCRIPTS),
    "partners",
    *(f"serves_{script}" for script in SCRIPTS),
    "facilities",
    "facilities_out_of_order",
    "facilities_absent",
    "facilities_unknown",
    "facility_details",
    "claims",
    "checked_on",
    "is_demo",
    "source",
)
_OTHER_NAMES = {
    "id": "station_id 编号 站点编号 驿站编号 站点代码",
    "name": "station_name 名称 站点名称 驿站名称 服务站名称 站名",
    "name_zh_hans": "name_zh name_cn name_sc 简体名称",
    "name_zh_hant": "name_tc name_hk 繁体名称",
    "name_en": "english_name 英文名称 英文名",
    "address": "addr 地址 详细地址 站点地址 所在地址",
    "address_zh_hans": "address_zh address_cn 简体地址",
    "address_zh_hant": "address_tc address_hk 繁体地址",
    "address_en": "english_address 英文地址",
    "jurisdiction": "region 法域 管辖区 内地港澳",
    "district": "区 区县 行政区 所属区 所在区 地区 区域",
    "datum": "coordinate_system coord_type crs 坐标系 座标系",
    "position": "position_quality 位置精度",
    "directions": "how_to_find 指引 如何前往",
    "audience": "who_may_enter 服务对象限制 开放对象 开放范围",
    "way_in": "entry access 进入方式 入内方式 入站方式",
    "side": "border_side 口岸哪一侧 关口哪一侧 边检哪一侧",
    "host": "host_name inside 依托单位 所在单位 所在场所 设在",
    "height_limit_m": "height_limit maxheight max_height 限高 限高米 停车限高",
    "parking_fee": "parking_charge 停车收费 停车费 停车是否收费",
    "parking_note": "停车说明 停车备注",
    "opening_hours": "open_hours hours business_hours 开放时间 开放时段 营业时间 服务时间",
    "host_hours": "hours_of_host 依托单位开放时间 依托单位营业时间 所在单位开放时间",
    "contact_phone": "phone tel telephone contact 电话 联系电话 联络电话 咨询电话",
    "contact_note": "联系备注 联络备注",
    "owner": "operator 主管单位 所属工会 建设单位",
    "serves": "服务对象",
    "facilities": "amenities 设施 设备 配套设施 服务设施 设施设备",
    "checked_on": "check_date 核查日期 核对日期",
    "source": "来源 数据来源",
}
_LATS = ("lat", "latitude", "纬度")
_LNGS = ("lng", "lon", "long", "longitude", "经度")
_DATUMS = {
    Datum.WGS84: ("wgs84", "wgs", "gps", "epsg4326", "4326"),
    Datum.GCJ02: ("gcj02", "gcj", "高德", "腾讯", "火星", "火星坐标", "amap"),
    Datum.BD09: ("bd09", "bd", "百度", "baidu"),
    Datum.HK1980: ("hk1980", "hk80", "epsg2326", "2326"),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Which field each column holds ("" where it is none of ours), and the datum that the names of the columns tell."""

    fields: tuple[str, ...]
    datum: Datum | None
    ignored: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What no list can do without and this one lacks: a name, and a position."""
        has_name = any(field.split("_")[0] == "name" for field in self.fields)
        return (*(() if has_name else ("name",)), *(field for field in PAIRED if field not in self.fields))


def layout_of(headers: Sequence[str]) -> Layout:
    """Return what the first row of a list says about its columns. Of two columns for the same, the first counts."""
    plain = [_plain(header) for header in headers]
    datum, pair = _pair_in(plain)
    fields: list[str] = []
    for name in plain:
        field = pair.get(name) or _fields_by_name().get(name, "")
        fields.append("" if field in fields else field)
    ignored = tuple(header.strip() for header, field in zip(headers, fields, strict=True) if not field)
    return Layout(tuple(fields), datum, tuple(name for name in ignored if name))


def datum_of(text: str) -> Datum | None:
    """Return the datum that a list calls ``text``, or None."""
    plain = _plain(text)
    return next((datum for datum, names in _DATUMS.items() if plain in (*names, str(datum))), None)


def _plain(header: str) -> str:
    return re.sub(r"[\W_]+", "", fold(header.lstrip("\ufeff")))


@cache
def _fields_by_name() -> Mapping[str, str]:
    found = {_plain(field): field for field in (*COLUMNS, *TEXTS)}
    for field, names in _OTHER_NAMES.items():
        found |= {_plain(name): field for name in names.split()}
    worded = {_plain(worded_column(lang, field)): field for field in (*TEXTS, *COLUMNS) for lang in LANGUAGES}
    return worded | found


def worded_column(lang: str, field: str) -> str:
    """Return what a column is called in words, for example "name (English)"."""
    base, _, script = field.partition("_") if field.split("_")[0] in TEXTS else (field, "", "")
    if script not in SCRIPTS:
        return say(lang, f"import-field-{field}")
    name = say(lang, f"import-field-{base}")
    return say(lang, "import-column-in", name=name, language=say(lang, f"language-{LANGUAGES[SCRIPTS.index(script)]}"))


def _pair_in(plain: Sequence[str]) -> tuple[Datum | None, Mapping[str, str]]:
    """Return the names of the two columns that hold the position; plain ones first, then those that name a datum."""
    for datum, names in _pairs():
        lat = next((name for name in plain if name in names[0]), None)
        lng = next((name for name in plain if name in names[1]), None)
        if lat and lng:
            return datum, {lat: "lat", lng: "lng"}
    return None, {}


@cache
def _pairs() -> tuple[tuple[Datum | None, tuple[frozenset[str], frozenset[str]]], ...]:
    found: list[tuple[Datum | None, tuple[frozenset[str], frozenset[str]]]] = [
        (None, (frozenset(_LATS), frozenset(_LNGS)))
    ]
    for datum, words in _DATUMS.items():
        lats, lngs = ({each for n in names for w in words for each in (n + w, w + n)} for names in (_LATS, _LNGS))
        found.append((datum, (frozenset(lats), frozenset(lngs))))
    grid = (frozenset(("northing", "北坐标")), frozenset(("easting", "东坐标")))
    return (*found, (Datum.HK1980, grid))
