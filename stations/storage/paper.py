"""What the traits of paper stations are read from, of all stations or of some districts, a few columns each."""

from __future__ import annotations

from stations.hours import from_json
from stations.paper import Entry
from stations.search_text import fold
from stations.storage.engine import Tx
from stations.storage.json_text import load
from stations.words import LANGUAGES

_SEEN = "('manager', 'administrator', 'driver')"


def entries(tx: Tx, district: str = "") -> list[Entry]:
    """Return an entry for each station (of districts that begin with ``district``).

    Confirmed is what somebody checked on the spot: a facility, the hours or the way in, or a driver's sighting that it is so.
    """
    hours = {int(key): from_json(body).opening_hours or "" for key, body in tx.tuples("SELECT key, body FROM schedule")}
    looked_at = {
        int(row[0])
        for row in tx.tuples(
            f"SELECT DISTINCT station_key FROM amenity WHERE checked_by IN {_SEEN}"
            " UNION SELECT DISTINCT station_key FROM sighting WHERE concern_id IS NULL AND is_hidden = 0"
        )
    }
    rows = tx.tuples(
        "SELECT key, names, source, district, given_lat, given_lng, schedule_key, mentioned,"
        " CASE WHEN claims LIKE '%\"manager\"%' OR claims LIKE '%\"administrator\"%' THEN 1 ELSE 0 END"
        " FROM station WHERE substr(district, 1, length(:district)) = :district ORDER BY key",
        district=district,
    )
    return [
        Entry(
            int(key), _name(load(names)), source, place, lat, lng, hours.get(schedule_key, ""), mentioned,
            bool(claimed) or int(key) in looked_at,
        )
        for key, names, source, place, lat, lng, schedule_key, mentioned, claimed in rows
    ]  # fmt: skip


def _name(names: dict[str, str]) -> str:
    return fold(next((names[lang] for lang in LANGUAGES if names.get(lang)), ""))
