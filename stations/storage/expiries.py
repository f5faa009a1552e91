"""What expires at stations: pads and batteries of AEDs, medicine of first-aid kits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from stations.amenities import EXPIRY_FIELDS
from stations.storage.engine import Tx
from stations.storage.sql_lists import in_list

_SUFFIX = "_expire_on"
_DATED = " UNION ALL ".join(
    f"SELECT station_key, facility, '{field.removesuffix(_SUFFIX)}' AS part, {field} AS on_date FROM amenity"
    f" WHERE facility = '{facility}' AND state <> 'absent'"
    for facility, fields in EXPIRY_FIELDS.items()
    for field in fields
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A thing of which a part can expire: ``part`` is ``pads``, ``battery`` or ``medicine``."""

    station_key: int
    facility: str
    part: str

    @property
    def field(self) -> str:
        """The amenity's field that holds the date."""
        return f"{self.part}{_SUFFIX}"


def by_date(tx: Tx, station_keys: Iterable[int] | None, district: str, limit: int, skip: int = 0) -> list[Dated]:
    """Return up to ``limit`` things after the first ``skip``: the earliest date first, those without a date last.

    ``station_keys`` None is all stations; ``district`` "" is any, else the stations' own word for it.
    """
    wheres = [f"station_key IN ({in_list(station_keys)})"] if station_keys is not None else []
    wheres += ["station_key IN (SELECT key FROM station WHERE district = :district)"] if district else []
    rows = tx.tuples(
        f"SELECT station_key, facility, part FROM ({_DATED}) AS dated"
        f"{' WHERE ' + ' AND '.join(wheres) if wheres else ''}"
        " ORDER BY on_date IS NULL, on_date, station_key, part LIMIT :limit OFFSET :skip",
        limit=limit,
        skip=skip,
        **({"district": district} if district else {}),
    )
    return [Dated(int(key), facility, part) for key, facility, part in rows]
