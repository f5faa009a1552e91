"""Text search over names, addresses and districts, right for one Chinese character as for ten.

Word segmenters miss single characters, so Chinese is indexed one token a character and a search is a phrase of tokens.
Traditional characters are folded into simplified ones on both sides, full width into half width, upper into lower case.
Letters and digits stay whole words and are found by their beginning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from itertools import pairwise

from opencc import OpenCC

_LONGEST_QUERY = 60
_BETWEEN = " \ue000 "
_CHUNK = re.compile(r"[a-z0-9]+|[^\W_a-z0-9]")
_LATIN = re.compile(r"[a-z0-9]+")


@cache
def _traditional_to_simplified() -> dict[int, str]:
    converter = OpenCC("t2s")
    blocks = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))
    pairs = ((point, converter.convert(chr(point))) for block in blocks for point in block)
    return {point: simple for point, simple in pairs if len(simple) == 1 and simple != chr(point)}


def fold(text: str) -> str:
    """Return ``text`` in the form in which it is compared: NFKC, lower case, simplified, single spaces."""
    folded = unicodedata.normalize("NFKC", text).lower().translate(_traditional_to_simplified())
    return " ".join(folded.split())


def tokens(text: str) -> list[str]:
    """Return the tokens of ``text``: each Chinese character by itself, each run of letters or digits whole."""
    return _CHUNK.findall(fold(text))


def searchable(texts: Iterable[str]) -> str:
    """Return what is stored for search: the tokens of the different texts, separated by spaces.

    Texts are parted by a token of their own, which no query holds, so that a phrase cannot match across two of them.
    """
    seen = dict.fromkeys(" ".join(tokens(text)) for text in texts)
    return _BETWEEN.join(text for text in seen if text)


def phrases(query: str) -> list[list[str]]:
    """Return what must all be found: one list of neighbouring tokens for each word the user typed (at most eight)."""
    words = fold(query)[:_LONGEST_QUERY].split()
    return [found for word in words[:8] if (found := _CHUNK.findall(word))]


def fts5_query(query: str) -> str:
    """Return the FTS5 expression for what the user typed (sqlite.org/fts5.html §3), "" when nothing is searchable.

    A phrase that ends in letters or digits matches words that begin so.
    """
    return " ".join(f'"{" ".join(phrase)}"{"*" if _LATIN.fullmatch(phrase[-1]) else ""}' for phrase in phrases(query))


def query_grams(query: str) -> list[str]:
    """Return single tokens and pairs of neighbours that every match must hold, for an engine without phrases.

    The last word of letters or digits may be unfinished, so it is left to :func:`like_patterns`.
    """
    found: dict[str, None] = {}
    for phrase in phrases(query):
        whole = phrase[:-1] if _LATIN.fullmatch(phrase[-1]) else phrase
        pairs = [first + second for first, second in pairwise(whole)]
        found.update(dict.fromkeys(pairs or whole))
    return list(found)


def like_patterns(query: str) -> list[str]:
    """Return one LIKE pattern a word, for ``' ' || search_tokens``; tokens hold no wildcard to escape."""
    return [f"% {' '.join(phrase)}%" for phrase in phrases(query)]
