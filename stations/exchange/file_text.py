"""Which encoding a text file is in: UTF-8 if it can be, else GB18030 or Big5 if only one of them makes sense.

Nearly every file can be read as GB18030 and yields characters, so that it decodes says nothing. What decides is whether
the characters are those that lists of places are made of; when that does not decide, a person must.
"""

from __future__ import annotations

import codecs
import io
from typing import TextIO

from stations.errors import Code, InvalidInput

ENCODINGS = ("utf-8", "gb18030", "big5", "utf-16")
_CODECS = {"utf-8": "utf-8-sig", "gb18030": "gb18030", "big5": "big5hkscs", "utf-16": "utf-16"}
_SLICE = 1 << 20
_SAMPLE = 200_000
_LEAST_SHARE, _LEAST_LEAD = 0.06, 3.0
# characters that names and addresses of places are full of, in both scripts
_USUAL = frozenset(
    "路街道号號区區市县縣镇鎮乡鄉村里楼樓层層室东東南西北中上下大小新工会會驿驛站户戶外劳勞动動者服务務心社爱愛家"
    "口岸港湾灣澳珠海广廣州深圳香九龙龍沙田元朗地址名称稱电電话話开開放时時间間至一二三四五六日周星期设設施编編经經纬緯度"
    "的在有和与與人公司银銀行医醫院店广廣场場总總车車货貨机機园園桥橋门門"
)


def encoding_of(data: bytes, chosen: str | None = None) -> str:
    """Return which of :data:`ENCODINGS` the bytes are in; ``chosen`` is what a person says they are.

    Raises:
        InvalidInput: `file-encoding`; they are not in the chosen one, or which one cannot be told.
    """
    if chosen is not None:
        if chosen not in ENCODINGS or not _is(data, chosen):
            raise InvalidInput(Code.FILE_ENCODING, "file")
        return chosen
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and _is(data, "utf-16"):
        return "utf-16"
    if b"\0" in data:  # no text has it, and every encoding would let it pass
        raise InvalidInput(Code.FILE_ENCODING, "file")
    return "utf-8" if _is(data, "utf-8") else _chinese_encoding(data)


def _chinese_encoding(data: bytes) -> str:
    shares = {name: _share_of_usual(data, name) for name in ("gb18030", "big5") if _is(data, name)}
    ranked = sorted(shares, key=lambda name: -shares[name])
    if not ranked or shares[ranked[0]] < _LEAST_SHARE:
        raise InvalidInput(Code.FILE_ENCODING, "file")
    if len(ranked) > 1 and shares[ranked[0]] < _LEAST_LEAD * shares[ranked[1]]:
        raise InvalidInput(Code.FILE_ENCODING, "file")
    return ranked[0]


def _is(data: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(_CODECS[encoding])()
    try:
        for start in range(0, len(data), _SLICE):
            decoder.decode(data[start : start + _SLICE])
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _share_of_usual(data: bytes, encoding: str) -> float:
    text = data[:_SAMPLE].decode(_CODECS[encoding], errors="ignore")
    foreign = [character for character in text if character > "\x7f"]
    return sum(character in _USUAL for character in foreign) / max(len(foreign), 1)


def open_text(data: bytes, encoding: str) -> TextIO:
    """Return the bytes as text, decoded while it is read; a byte order mark is taken off."""
    return io.TextIOWrapper(io.BytesIO(data), encoding=_CODECS[encoding], newline="")
