"""What the traits of paper stations are read from: a few columns of every station, and who has been there."""

from __future__ import annotations

from functools import lru_cache

from stations.geo import Datum
from stations.hours import from_json
from stations.paper_traits import Entry, is_rounded
from stations.search_text import fold
from stations.storage.engine import Tx
from stations.storage.json_text import load
from stations.trust import CheckedBy, is_on_the_spot
from stations.words import LANGUAGES

_ON_THE_SPOT = [str(by) for by in CheckedBy if is_on_the_spot(by)]
_PEOPLE = ", ".join(f"'{by}'" for by in _ON_THE_SPOT)
_IS_CLAIMED = " OR ".join(f"""claims LIKE '%"by":"{by}"%'""" for by in _ON_THE_SPOT)
_NO_LOOK = "('station.imported', 'station.recheck-taken', 'station.recheck-given-back')"


def entries(tx: Tx) -> list[Entry]:
    """Return an entry for each station, in the order of their keys."""
    hours = {int(key): _hours(body) for key, body in tx.tuples("SELECT key, body FROM schedule")}
    confirmed = _confirmed(tx)
    rows = tx.tuples(
        "SELECT key, names, source, district, lat, lng, given_lat, given_lng, datum, schedule_key, mentioned FROM station"
        " ORDER BY key"
    )
    return [
        Entry(
            int(key), _name(names), source, district, lat, lng, datum != Datum.HK1980 and is_rounded(given_lat, given_lng),
            hours.get(schedule_key, ""), mentioned, key in confirmed,
        )
        for key, names, source, district, lat, lng, given_lat, given_lng, datum, schedule_key, mentioned in rows
    ]  # fmt: skip


def _confirmed(tx: Tx) -> set[int]:
    """Return the keys of the stations that somebody looked at on the spot, or changed by hand.

    That is a facility or a fact which no feed was the last to check, a driver's sighting that it is so, or an edit by hand;
    a list that was imported is none, and who only took on to look has not been there yet.
    """
    rows = tx.tuples(
        f"SELECT station_key FROM amenity WHERE checked_by IN ({_PEOPLE})"
        " UNION SELECT station_key FROM sighting WHERE concern_id IS NULL AND is_hidden = 0"
        f" UNION SELECT key FROM station WHERE {_IS_CLAIMED}"
        " UNION SELECT station.key FROM audit JOIN station ON station.id = audit.station_id"
        f" WHERE substr(action, 1, 8) = 'station.' AND action NOT IN {_NO_LOOK} AND role IN ('manager', 'administrator')"
    )
    return {int(key) for (key,) in rows}


def _hours(body: str) -> str:
    schedule = from_json(body)
    return schedule.opening_hours or schedule.host_hours or ""


@lru_cache(maxsize=1024)
def _name(names: str) -> str:
    told = load(names)
    return fold(next((told[lang] for lang in LANGUAGES if told.get(lang)), ""))
