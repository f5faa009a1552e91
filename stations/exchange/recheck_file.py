"""The queue of stations to look at again as CSV (RFC 4180, with a byte order mark for spreadsheets)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from stations.exchange.station_export import csv_lines
from stations.recheck_words import why_line
from stations.rechecks import Recheck
from stations.words import pick, say

_COLUMNS = ("station", "name", "district", "address", "score", "why")


def recheck_csv(rechecks: Iterable[Recheck], now: datetime, lang: str) -> bytes:
    """Return one row a station in the order given, its reasons in one cell."""
    rows = [[say(lang, f"recheck-column-{name}") for name in _COLUMNS]]
    rows += [_row(one, now, lang) for one in rechecks]
    return b"".join(csv_lines(rows))


def _row(one: Recheck, now: datetime, lang: str) -> list[str]:
    reasons = "; ".join(why_line(why, now, lang) for why in one.whys)
    place = [pick(one.names, lang), one.district, pick(one.address, lang)]
    return [one.station_id, *place, f"{one.score:.1f}", reasons]
