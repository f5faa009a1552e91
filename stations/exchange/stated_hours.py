"""Opening hours as Chinese lists state them (``周一至周五 9:00-17:00``), turned into ``opening_hours`` text.

A text that is not understood to its last character is not understood at all: hours are never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from stations.errors import Code, InvalidInput
from stations.osm_hours import parse_hours
from stations.search_text import fold

_DAYS = {"一": "Mo", "二": "Tu", "三": "We", "四": "Th", "五": "Fr", "六": "Sa", "日": "Su", "天": "Su"}
_WEEK = r"(?:周|星期|礼拜)"
_DAY = rf"{_WEEK}?[一二三四五六日天]"
_RANGE = rf"{_WEEK}[一二三四五六日天](?:[至到-]{_DAY}|(?:[、,]?{_DAY})*)"
_DAY_PART = rf"(?:每[日天]|全年无休|工作日|双休日|周末|[每逢]?{_RANGE}(?:[、,]{_RANGE})*)"
_CLOCK = r"(?:上午|早上|早|下午|晚上|晚|中午)?\d{1,2}(?:[:点时](?:\d{2}分?|半)?)"
_SPAN = rf"(?:{_CLOCK}(?:-|至|到){_CLOCK}|24小?时|全天(?:候)?)"
_GROUP = re.compile(rf"(?P<days>{_DAY_PART})?:?(?P<spans>{_SPAN}(?:[、,和及]?{_SPAN})*)(?:开放)?")
_ALWAYS = re.compile(r"(?:每[日天]|全年(?:无休)?)?(?:24小?时|24h(?:ours)?|全天(?:候)?)(?:开放|营业|服务)?")
_HOLIDAYS = re.compile(r"(?:法定)?(?:节假日|假日|公众假期|公众假日)(?:除外|休息|不开放)")
_DASHES = re.compile(r"[-–—―~〜～－−]+")
_HAS_TIMES = re.compile(r"24/7|\d:\d\d")
_NOON = 12


@lru_cache(maxsize=4096)
def stated_hours(text: str) -> str:
    """Return ``opening_hours`` text for hours as a list states them.

    Raises:
        InvalidInput: `hours-invalid`; not understood as a whole.
    """
    plain = _plain(text)
    if not plain or len(text) > 500:
        raise InvalidInput(Code.HOURS_INVALID, "opening_hours")
    if _ALWAYS.fullmatch(plain):
        return "24/7"
    try:
        return _as_written(text)
    except InvalidInput:
        return parse_hours(_of_groups(plain))


def _plain(text: str) -> str:
    dashed = _DASHES.sub("-", unicodedata.normalize("NFKC", text))
    return re.sub(r"\s+", "", fold(dashed)).strip("()。.;,")


def _as_written(text: str) -> str:
    """Read the text as the language itself if it speaks of times: "open" or "Mo-Fr" are words of it and claim too much."""
    if _HAS_TIMES.search(unicodedata.normalize("NFKC", text)) is None:
        raise InvalidInput(Code.HOURS_INVALID, "opening_hours")
    return parse_hours(text)


def _of_groups(plain: str) -> str:
    rules: list[str] = []
    is_closed_on_holidays = False
    position = 0
    while position < len(plain):
        if plain[position] in ";。,、()" and rules:
            position += 1
        elif match := _GROUP.match(plain, position):
            is_closed_on_holidays |= (match["days"] or "").startswith("工作日")
            rules.append(_rule(match["days"] or "", match["spans"]))
            position = match.end()
        elif rules and (match := _HOLIDAYS.match(plain, position)):
            is_closed_on_holidays = True
            position = match.end()
        else:
            raise InvalidInput(Code.HOURS_INVALID, "opening_hours")
    return "; ".join(rules + ["PH off"] * is_closed_on_holidays)


def _rule(days: str, spans: str) -> str:
    return f"{_days(days)} {','.join(_span(found) for found in re.findall(_SPAN, spans))}"


def _days(text: str) -> str:
    if text in ("", "每日", "每天"):
        return "Mo-Su"
    if text == "全年无休":
        return "PH,Mo-Su"
    if text == "工作日":
        return "Mo-Fr"
    if text in ("周末", "双休日"):
        return "Sa,Su"
    return re.sub(r"[至到]", "-", _letters(text))


def _letters(text: str) -> str:
    found = re.findall(r"[一二三四五六日天]|[至到-]", text)
    parts: list[str] = []
    for one in found:
        if one in "至到-":
            parts.append("-")
        else:
            parts.append(("," if parts and parts[-1] != "-" else "") + _DAYS[one])
    return "".join(parts)


def _span(text: str) -> str:
    if not re.search(r"[-至到]", text):
        return "00:00-24:00"
    opens, closes = (_clock(part) for part in re.split(r"[-至到]", text, maxsplit=1))
    if re.match(r"下午|晚", text) and closes < opens and closes < _NOON * 60:
        closes += _NOON * 60  # 下午2:00-5:00: the word holds for both ends
    return f"{opens // 60:02}:{opens % 60:02}-{closes // 60:02}:{closes % 60:02}"


def _clock(text: str) -> int:
    match = re.fullmatch(r"(上午|早上|早|下午|晚上|晚|中午)?(\d{1,2})(?:[:点时](?:(\d{2})分?|(半))?)", text)
    if match is None:
        raise InvalidInput(Code.HOURS_INVALID, "opening_hours")
    hour, minute = int(match[2]), int(match[3] or (30 if match[4] else 0))
    if match[1] in ("下午", "晚上", "晚") and hour < _NOON:
        hour += _NOON
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise InvalidInput(Code.HOURS_INVALID, "opening_hours")
    return hour * 60 + minute
