"""The headings by which a crew's list may name its columns, and the words by which people call a kind of work."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache

from stations.bookings import CATEGORIES
from stations.words import LANGUAGES, say

HEADERS = {
    "name": ("name", "full name", "姓名", "名字", "名称", "名稱", "司机", "司機", "人员", "人員"),
    "phone": ("phone", "mobile", "mobile number", "telephone", "tel", "电话", "電話", "手机", "手機", "手机号", "手機號",
              "手机号码", "手機號碼", "联系电话", "聯絡電話", "联络电话", "電話號碼", "电话号码"),
    "category": ("category", "kind of work", "work", "job", "工种", "工種", "职业", "職業", "类别", "類別", "行业", "行業"),
    "party": ("party", "people", "persons", "人数", "人數", "几人", "幾人"),
    "note": ("note", "notes", "remark", "remarks", "备注", "備註", "说明", "說明", "附註"),
}  # fmt: skip
_SHORT = {
    "truck": ("卡车", "货车", "貨車", "卡车司机", "貨車佬", "trucker", "lorry driver", "driver", "司机", "司機"),
    "ride-hailing": ("网约车", "網約車", "的士", "出租车", "滴滴", "taxi", "taxi driver", "网约车司机", "的士司機"),
    "courier": ("快递", "快遞", "速遞", "速递", "快递小哥"),
    "food-delivery": ("外卖", "外賣", "外卖员", "骑手", "騎手", "rider"),
    "sanitation": ("环卫", "環衛", "清洁工", "清潔", "清洁", "cleaner"),
    "construction": ("建筑", "建築", "地盘", "地盤", "工地", "builder"),
    "traveller": ("旅客", "traveler", "passenger"),
    "other": ("其它",),
}


def layout_of(row: Sequence[str]) -> tuple[str, ...]:
    """Return what each column is ("" for one that is not read) where the row is one of headings, else nothing."""
    fields = tuple(_field_of(cell) for cell in row)
    return fields if "name" in fields and len({field for field in fields if field}) > 1 else ()


def _field_of(cell: str) -> str:
    return _headings().get(folded(cell), "")


@cache
def _headings() -> dict[str, str]:
    """Our own answers come back with their headings, in whichever language they were written."""
    ours = {folded(say(lang, f"crew-column-{field}")): field for field in HEADERS for lang in LANGUAGES}
    return ours | {folded(word): field for field, words in HEADERS.items() for word in words}


def category_of(text: str) -> str:
    """Return the kind of work that a word names, "" where it names none."""
    return _categories().get(folded(text), "")


@cache
def _categories() -> dict[str, str]:
    words = {folded(say(lang, f"category-{code}")): code for code in CATEGORIES for lang in LANGUAGES}
    words |= {folded(word): code for code, short in _SHORT.items() for word in short}
    return words | {code: code for code in CATEGORIES}


def folded(text: str) -> str:
    """Return a word without what people write in many ways: width, case, spaces, a colon or an asterisk behind it."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split()).strip(" :*()")
