"""What lists call the facilities: codes, names in three languages, and a few usual words that can mean only one thing.

"充电" is not among them: it may be for a phone, a bicycle or a car. Who imports a list says what its own words mean.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache, lru_cache

from stations.catalogue import catalogue
from stations.search_text import fold

_USUAL = {
    "aed": "除颤器 除颤仪 自动体外除颤器 defibrillator",
    "first_aid_kit": "急救箱 急救药箱 急救包 药箱 医药箱 first_aid first_aid_box",
    "truck_parking": "货车停车 货车泊位 lorry_parking",
    "rest_area": "休息 休息区 休息室 休息座椅 座椅 桌椅 沙发 seat seats rest",
    "hot_water": "开水 热水 热饮水",
    "microwave": "微波炉 热饭 加热饭菜 餐食加热",
    "shower": "淋浴 洗澡 淋浴间",
    "laundry": "洗衣机 洗衣",
    "toilet": "厕所 洗手间 卫生间 公厕 toilets wc",
    "phone_charging": "手机充电 手机充电器 手机加油站",
    "drinking_water": "饮水 饮用水 饮水机 直饮水 drink water",
    "nursing_room": "母婴室 育婴室 哺乳室 母婴 母婴区",
    "blood_pressure_monitor": "血压计 血压仪 量血压",
    "air_conditioning": "空调 冷气 ac aircon",
    "wifi": "wifi wi-fi 无线网络 免费wifi 无线上网",
    "fridge": "冰箱 雪柜 refrigerator",
    "umbrella": "雨伞 爱心伞 umbrellas",
    "tools": "工具 工具箱 维修工具 应急工具",
    "books": "图书 书籍 书报 报刊 阅读 书架 book",
    "locker": "储物柜 寄存柜 lockers",
    "printer": "打印 打印机 列印",
    "tv": "电视 电视机 television",
    "ebike_charging": "电动车充电 电动自行车充电 电瓶车充电",
    "ev_charging": "汽车充电 电动汽车充电 新能源车充电",
}


@cache
def _codes_by_word() -> Mapping[str, str]:
    found = {plain_word(word): code for code, words in _USUAL.items() for word in words.split()}
    for facility in catalogue().facilities:
        found |= {plain_word(name): facility.code for name in (facility.code, *facility.names.values())}
    return found


@lru_cache(maxsize=4096)
def plain_word(word: str) -> str:
    """Return a word in the form in which words are compared."""
    return re.sub(r"[\W_]+", "", fold(word))


def code_of(word: str, meanings: Mapping[str, str]) -> str | None:
    """Return the code of the facility that ``word`` means, "" for one to be left out, None when nobody knows.

    ``meanings`` is what whoever imports the list says of its words, by :func:`plain_word`.
    """
    plain = plain_word(word)
    return meanings.get(plain, _codes_by_word().get(plain))


def words_in(text: str) -> list[str]:
    """Return the words of a list of facilities: JSON, or parted by commas, semicolons, strokes."""
    stripped = text.strip()
    if stripped.startswith("["):
        try:
            parsed = json.loads(stripped)
        except (ValueError, RecursionError):
            parsed = None
        if isinstance(parsed, list):
            return [str(word).strip() for word in parsed if str(word).strip()]
    return [word.strip() for word in re.split(r"[,，、;；|/\n]+", stripped) if word.strip()]


def meanings_of(told: Mapping[str, str]) -> dict[str, str]:
    """Return what a person says the words of a list mean, by :func:`plain_word`; "" leaves a word out.

    Raises:
        InvalidInput: `facility-unknown`; a meaning that is no facility.
    """
    return {plain_word(word): catalogue()[code].code if code else "" for word, code in told.items()}
