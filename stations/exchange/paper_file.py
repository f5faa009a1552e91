"""Stations that may exist on paper only, as CSV (RFC 4180, with a byte order mark for spreadsheets)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from stations.exchange.station_export import csv_lines
from stations.paper import Suspect
from stations.words import Names, pick, say

COLUMNS = ("points", "station", "district", "source", "reasons", "lat", "lng", "id")
_NUMBERS = (COLUMNS.index("lat"), COLUMNS.index("lng"))


@dataclass(frozen=True, slots=True)
class PaperStation:
    """A suspect with what names it: the station's id and its names as they are written."""

    id: str
    names: Names
    suspect: Suspect


def paper_csv(listed: Iterable[PaperStation], lang: str) -> bytes:
    """Return one row a station in the order given, its reasons in one cell, its position in WGS-84 degrees."""
    return b"".join(csv_lines(_rows(listed, lang), _NUMBERS))


def _rows(listed: Iterable[PaperStation], lang: str) -> Iterator[list[str]]:
    yield [say(lang, f"paper-column-{name}") for name in COLUMNS]
    for one in listed:
        cells = _cells(one, lang)
        yield [cells[name] for name in COLUMNS]


def _cells(one: PaperStation, lang: str) -> Mapping[str, str]:
    entry = one.suspect.entry
    return {
        "points": str(one.suspect.points),
        "station": pick(one.names, lang),
        "district": entry.district,
        "source": entry.source,
        "reasons": "; ".join(say(lang, f"paper-{trait}") for trait in one.suspect.traits),
        "lat": f"{entry.lat:.6f}",
        "lng": f"{entry.lng:.6f}",
        "id": one.id,
    }
