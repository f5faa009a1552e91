"""The ledger as CSV (RFC 4180, with a byte order mark for spreadsheets): a row a district, figures as plain numbers."""

from __future__ import annotations

from stations.doors import NIGHT_HOURS, Door
from stations.exchange.station_export import csv_lines
from stations.ledger import Figures, Ledger, median_hours
from stations.words import say

COLUMNS = (
    "district", "as-of", "stations", "amenities", "within", "share", "never", "median-age", "disputes", "longest-dispute",
    "mended", "mend-hours", "settled", "settle-hours",
)  # fmt: skip


def ledger_csv(ledger: Ledger, lang: str) -> bytes:
    """Return all stations first, then each district; what cannot be told is an empty cell."""
    head = [say(lang, f"ledger-column-{name}") for name in COLUMNS]
    head += [say(lang, f"ledger-column-door-{door}", hour=f"{hour:02}") for hour in NIGHT_HOURS for door in Door]
    rows = [head, _row(say(lang, "ledger-all"), ledger, ledger.whole)]
    rows += [_row(name or say(lang, "ledger-no-district"), ledger, one) for name, one in ledger.districts.items()]
    return b"".join(csv_lines(rows))


def _row(name: str, ledger: Ledger, figures: Figures) -> list[str]:
    looks = figures.looks
    counts = [figures.stations, looks.amenities, looks.within]
    waits = [
        max(figures.disputes, default=None), len(figures.mended), median_hours(figures.mended), len(figures.settled),
        median_hours(figures.settled),
    ]  # fmt: skip
    doors = [figures.door[hour][door] for hour in NIGHT_HOURS for door in Door]
    share = "" if looks.share_within is None else f"{looks.share_within:.3f}"
    told = [looks.never, looks.median_age, len(figures.disputes), *waits, *doors]
    return [name, ledger.as_of.isoformat(), *map(_number, counts), share, *map(_number, told)]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.1f}"
