"""A found station as the list shows it: words and symbols only, ready to be drawn."""

from __future__ import annotations

from functools import cache, lru_cache
from urllib.parse import quote

from stations.actions.find import Found
from stations.amenities import AmenityState
from stations.arrival_words import about, told_for
from stations.catalogue import catalogue
from stations.claim_words import unconfirmed
from stations.distance_words import distance
from stations.hours_words import status_line
from stations.ui.shell import Visit
from stations.words import pick, say

_MOST_FACILITIES = 6
Card = dict[str, object]


def card_of(visit: Visit, found: Found, mode: str = "") -> Card:
    """Return what the list draws of one station; every value is text, a list of texts or a truth.

    ``mode`` is how the driver travels, where they said so.
    """
    station, lang = found.station, visit.lang
    has = [code for code, state in found.told.states.items() if state is AmenityState.AVAILABLE]
    broken = [code for code, state in found.told.states.items() if state is AmenityState.OUT_OF_ORDER]
    line = _status_line(found.status, found.at.replace(second=0, microsecond=0), lang, station.jurisdiction, found.stay)
    way = about(found.metres, mode, lang)
    return {
        "id": station.id,
        "href": f"/station?station={quote(station.id)}",
        "name": pick(station.names, lang),
        "far": distance(found.metres, lang) if found.metres is not None else "",
        "state": str(found.status.state),
        "status": told_for(line, found.at, visit.now, lang),
        "lines": [line for line in (way, say(lang, "find-across") if found.is_across else "") if line],
        "place": pick(station.address, lang) or station.district,
        "has": [facility(code, lang) for code in has[:_MOST_FACILITIES]],
        "more": say(lang, "find-more-facilities", count=len(has) - _MOST_FACILITIES)
        if len(has) > _MOST_FACILITIES
        else "",
        "broken": [facility(code, lang) for code in broken],
        "doubts": unconfirmed(found.told.amenities, found.told.states, lang),
        "demo": say(lang, "demo-badge") if station.is_demo else "",
        "approximate": say(lang, "position-approximate") if station.position == "approximate" else "",
    }


# one sentence for the many stations that share hours, kept for some minutes
_status_line = lru_cache(maxsize=2048)(status_line)


@cache
def facility(code: str, lang: str) -> dict[str, str]:
    """Return the symbol and the name of a facility."""
    one = catalogue()[code]
    return {"icon": one.icon, "name": pick(one.names, lang)}
