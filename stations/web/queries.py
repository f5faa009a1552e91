"""What is looked for, as addresses write it: the same parameters in the API, on the map and on the plain pages."""

from __future__ import annotations

from collections.abc import Mapping

from stations.actions.asking import LONGEST_STAY, MOST, PAGE, Query
from stations.arrival import checked_mode
from stations.catalogue import parse_codes
from stations.errors import Code, InvalidInput
from stations.geo import Point, parse_near
from stations.instants import parse_api_instant

_TEXT_LENGTH = 100
_YES = ("1", "true", "yes", "on")
_NO = ("", "0", "false", "no", "off")


def query_of(params: Mapping[str, str]) -> Query:
    """Return the query that the parameters make.

    They are ``q``, ``facilities``, ``open``, ``open_at``, ``in``, ``for``, ``mode``, ``side``, ``across``,
    ``near`` and ``limit``.

    Raises:
        InvalidInput: names the parameter that cannot be read.
    """
    open_at = params.get("open_at", "").strip()
    at = parse_api_instant(open_at, "open_at") if open_at else None
    return Query(
        text=_text(params.get("q", "")),
        facilities=parse_codes(params.get("facilities", "")),
        is_open=_is_yes(params.get("open", ""), "open"),
        at=at,
        near=_near(params.get("near", "")),
        limit=_limit(params.get("limit", "")),
        stay=minutes_of(params.get("for", ""), "for"),
        mode=checked_mode(params.get("mode", "").strip()),
        ahead=minutes_of(params.get("in", ""), "in"),
        side=params.get("side", "").strip(),
        is_across=_is_yes(params.get("across", ""), "across"),
    )


def minutes_of(text: str, field: str) -> int:
    """Return a number of minutes, 0 for none; raises InvalidInput `limit-invalid` outside a day."""
    asked = text.strip()
    if asked and not (asked.isascii() and asked.isdigit() and len(asked) <= 4 and int(asked) <= LONGEST_STAY):
        raise InvalidInput(Code.LIMIT_INVALID, field, most=LONGEST_STAY)
    return int(asked or 0)


def _text(text: str) -> str:
    if len(text) > _TEXT_LENGTH:
        raise InvalidInput(Code.TOO_LONG, "q")
    return text.strip()


def _near(text: str) -> Point | None:
    return parse_near(text) if text.strip() else None


def _is_yes(text: str, field: str) -> bool:
    asked = text.strip().lower()
    if asked not in (*_YES, *_NO):
        raise InvalidInput(Code.INVALID, field)
    return asked in _YES


def _limit(text: str) -> int:
    asked = text.strip()
    if not asked:
        return PAGE
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 6):
        raise InvalidInput(Code.LIMIT_INVALID, "limit", most=MOST)
    return int(asked)
