"""The facility catalogue: what a station can have, as data.

``data/facilities.json`` gives every facility a code, a bit that never changes (stations keep a bit mask of what they
have, so that filters need no join), three names, an icon, its OpenStreetMap tags, and whether it counts in an
emergency.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from stations.errors import Code, InvalidInput
from stations.settings import DATA
from stations.words import Names


@dataclass(frozen=True, slots=True)
class Facility:
    """A kind of equipment or room; ``bit`` is its place in the mask, 0 to 61; ``decay`` its class in :mod:`stations.trust`."""

    code: str
    bit: int
    names: Names
    icon: str
    osm: Mapping[str, str]
    is_emergency: bool
    is_basic: bool
    decay: str


@dataclass(frozen=True)
class Catalogue:
    """All facilities, in the order in which they are shown."""

    facilities: tuple[Facility, ...]

    @cached_property
    def _by_code(self) -> Mapping[str, Facility]:
        return {facility.code: facility for facility in self.facilities}

    def __getitem__(self, code: str) -> Facility:
        """Return the facility called ``code``, or raise InvalidInput."""
        try:
            return self._by_code[code]
        except KeyError:
            raise InvalidInput(Code.FACILITY_UNKNOWN, "facilities", given=code[:40]) from None

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes in the order shown."""
        return tuple(self._by_code)

    def mask(self, codes: Iterable[str]) -> int:
        """Return the bit mask of ``codes``; raises InvalidInput for a code that is not in the catalogue."""
        return sum(1 << self[code].bit for code in set(codes))

    def unmask(self, mask: int) -> tuple[str, ...]:
        """Return the codes whose bits are set in ``mask``, in the order shown."""
        return tuple(facility.code for facility in self.facilities if mask >> facility.bit & 1)


def parse_codes(text: str) -> tuple[str, ...]:
    """Split ``"aed,rest_area"`` into codes, dropping blanks and repeats, each checked against the catalogue."""
    codes = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
    return tuple(catalogue()[code].code for code in codes)


def read_catalogue(path: Path) -> Catalogue:
    """Read a catalogue file; a repeated code or bit is a ValueError, because masks would lie."""
    rows = json.loads(path.read_text(encoding="utf-8"))["facilities"]
    facilities = tuple(
        Facility(
            code=row["code"],
            bit=row["bit"],
            names=row["names"],
            icon=row["icon"],
            osm=row.get("osm", {}),
            is_emergency=row.get("emergency", False),
            is_basic=row.get("basic", False),
            decay=row["decay"],
        )
        for row in rows
    )
    for values in ([f.code for f in facilities], [f.bit for f in facilities]):
        if len(set(values)) != len(values):
            raise ValueError(f"repeated codes or bits in {path.name}")
    return Catalogue(facilities)


@cache
def catalogue() -> Catalogue:
    """Return the catalogue that ships with the program."""
    return read_catalogue(DATA / "facilities.json")
