"""A large, reproducible set of invented stations for trials; every one says so in its name.

Cities are real places, everything else is drawn from a seeded generator: the same count and seed give the same set.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache

import numpy as np

from stations.amenities import Amenity, AmenityState, CheckedBy
from stations.catalogue import catalogue
from stations.exchange.station_file import StationRecord, with_masks
from stations.facts import first_claims
from stations.schedule import Schedule, checked
from stations.station import Audience, Contact, Position, Station

# name, English name, jurisdiction, latitude, longitude, weight, spread in degrees
CITIES = (
    ("北京", "Beijing", "CN", 39.90, 116.40, 9, 0.25),
    ("上海", "Shanghai", "CN", 31.23, 121.47, 9, 0.22),
    ("广州", "Guangzhou", "CN", 23.13, 113.26, 8, 0.20),
    ("深圳", "Shenzhen", "CN", 22.60, 114.00, 8, 0.10),
    ("珠海", "Zhuhai", "CN", 22.25, 113.50, 4, 0.06),
    ("中山", "Zhongshan", "CN", 22.52, 113.39, 3, 0.08),
    ("东莞", "Dongguan", "CN", 23.02, 113.75, 4, 0.12),
    ("佛山", "Foshan", "CN", 23.02, 113.12, 4, 0.12),
    ("江门", "Jiangmen", "CN", 22.58, 113.08, 2, 0.10),
    ("香港", "Hong Kong", "HK", 22.37, 114.13, 4, 0.04),
    ("澳门", "Macao", "MO", 22.195, 113.545, 1, 0.008),
    ("成都", "Chengdu", "CN", 30.67, 104.06, 7, 0.25),
    ("重庆", "Chongqing", "CN", 29.56, 106.55, 6, 0.30),
    ("武汉", "Wuhan", "CN", 30.59, 114.30, 6, 0.22),
    ("郑州", "Zhengzhou", "CN", 34.75, 113.65, 6, 0.22),
    ("西安", "Xi'an", "CN", 34.27, 108.95, 5, 0.22),
    ("杭州", "Hangzhou", "CN", 30.25, 120.16, 6, 0.22),
    ("南京", "Nanjing", "CN", 32.06, 118.79, 5, 0.22),
    ("天津", "Tianjin", "CN", 39.13, 117.20, 5, 0.20),
    ("青岛", "Qingdao", "CN", 36.10, 120.35, 4, 0.15),
    ("济南", "Jinan", "CN", 36.65, 117.00, 4, 0.20),
    ("沈阳", "Shenyang", "CN", 41.80, 123.43, 4, 0.20),
    ("哈尔滨", "Harbin", "CN", 45.75, 126.63, 3, 0.20),
    ("长沙", "Changsha", "CN", 28.20, 112.97, 4, 0.20),
    ("昆明", "Kunming", "CN", 25.04, 102.71, 3, 0.20),
    ("乌鲁木齐", "Urumqi", "CN", 43.80, 87.60, 2, 0.20),
    ("拉萨", "Lhasa", "CN", 29.65, 91.13, 1, 0.10),
)
KINDS = ("货车司机之家", "户外劳动者驿站", "爱心驿站", "口岸驿站", "司机港湾", "暖心小站")
ENGLISH_KINDS = (
    "truck drivers' home",
    "outdoor workers' stop",
    "care stop",
    "port stop",
    "drivers' harbour",
    "warm stop",
)
STREETS = ("人民路", "解放路", "中山路", "建设路", "工业大道", "港湾大道", "情侣路", "迎宾大道")
_SHARE_OF_UNKNOWN_HOURS = 0.3
_OLDEST_HOURS_DAYS = 120
_STATES = (AmenityState.AVAILABLE, AmenityState.OUT_OF_ORDER, AmenityState.ABSENT)


@cache
def demo_schedules(jurisdiction: str) -> tuple[Schedule, ...]:
    """Return about a hundred different schedules, the first of them unknown."""
    texts: list[str | None] = [None, "24/7", 'Mo-Su 08:00-22:00; Mo-Su 22:00-08:00 open "QR"']
    for opens in range(5, 11):
        for half in ("00", "30"):
            texts += [f"Mo-Su {opens:02d}:{half}-{closes:02d}:00" for closes in (17, 18, 20, 22)]
            texts += [f"Mo-Fr {opens:02d}:{half}-{closes:02d}:30; PH off" for closes in (17, 18, 19, 20)]
    return tuple(checked(Schedule(jurisdiction, text, "open" if text else "unknown")) for text in texts)


def generate(count: int, seed: int, now: datetime | None = None) -> Iterator[StationRecord]:
    """Yield ``count`` invented stations; ``now`` dates what was "checked" (default: the start of 2026, for repeatability)."""
    rng = np.random.default_rng(seed)
    moment = now or datetime(2026, 1, 1, tzinfo=UTC)
    weights = np.array([city[5] for city in CITIES], dtype=float)
    codes = catalogue().codes
    shares = rng.uniform(0.05, 0.6, len(codes))
    drawn = rng.choice(len(CITIES), count, p=weights / weights.sum())
    for number, place in enumerate(drawn, 1):
        city = CITIES[place]
        lat, lng = np.array(city[3:5]) + rng.normal(0, city[6], 2)
        station = _station(number, seed, city, lat, lng, rng, moment)
        checked_at = moment - timedelta(days=int(rng.integers(0, _OLDEST_HOURS_DAYS)))
        claims = first_claims(station, CheckedBy.DEMO, "", checked_at)
        yield with_masks(replace(station, claims=claims), _amenities(codes, shares, rng, moment))


def _station(
    number: int, seed: int, city: tuple[str, str, str, float, float, int, float], lat: float, lng: float,
    rng: np.random.Generator, now: datetime,
) -> Station:  # fmt: skip
    kind, street, house, draw = (int(value) for value in rng.integers((len(KINDS), len(STREETS), 999, 1000)))
    schedules = demo_schedules(city[2])
    is_unknown = draw < 1000 * _SHARE_OF_UNKNOWN_HOURS
    lat, lng = round(float(np.clip(lat, -85, 85)), 6), round(float(lng), 6)
    return Station(
        id=f"demo-{seed}-{number}",
        names={
            "zh-Hans": f"示例{city[0]}{KINDS[kind]}{number}号",
            "en": f"Demo {city[1]} {ENGLISH_KINDS[kind]} {number}",
        },
        jurisdiction=city[2],
        lat=lat,
        lng=lng,
        given_lat=lat,
        given_lng=lng,
        datum="wgs84",
        position=Position.EXACT,
        address={"zh-Hans": f"{city[0]}{STREETS[street]}{house + 1}号"},
        district=city[0],
        directions={},
        audience=(Audience.ANYONE, Audience.MEMBERS, Audience.UNKNOWN)[draw % 3],
        contact=Contact(),
        owner={"zh-Hans": "示例工会", "en": "Demo union"},
        partners=(),
        serves={},
        schedule=schedules[0 if is_unknown else 1 + draw % (len(schedules) - 1)],
        offered=0,
        mentioned=0,
        is_demo=True,
        source="demo",
        updated_at=now,
        version=1,
    )


def _amenities(
    codes: tuple[str, ...], shares: np.ndarray, rng: np.random.Generator, now: datetime
) -> tuple[Amenity, ...]:
    has = rng.random(len(codes)) < shares
    states = np.searchsorted((0.88, 0.95), rng.random(len(codes)))
    ages = rng.integers(0, 200, len(codes))
    return tuple(
        Amenity(
            facility=code,
            state=_STATES[state],
            checked_at=now - timedelta(days=int(age)),
            checked_by=CheckedBy.DEMO,
            changed_at=now - timedelta(days=int(age)),
            observed_at=now - timedelta(days=int(age)),
            version=1,
        )
        for code, is_there, state, age in zip(codes, has, states, ages, strict=True)
        if is_there
    )
