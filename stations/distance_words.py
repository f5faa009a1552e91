"""Distances and ages in words, no more exact than a driver can use."""

from __future__ import annotations

from datetime import date, datetime

from stations.instants import local_date
from stations.words import say

_METRES_UNTIL = 995.0
_TENTHS_UNTIL_KM = 9.95
_DAYS_A_MONTH = 30
_DAYS_A_YEAR = 365


def distance(metres: float, lang: str) -> str:
    """Return ``metres`` in words: to ten metres below a kilometre, to a tenth below ten kilometres, then whole ones."""
    if metres < _METRES_UNTIL:
        return say(lang, "distance-m", m=str(round(metres / 10) * 10))
    km = metres / 1000
    return say(lang, "distance-km", km=f"{km:.1f}" if km < _TENTHS_UNTIL_KM else f"{km:.0f}")


def ago(then: datetime, now: datetime, lang: str) -> str:
    """Return how long before ``now`` the aware instant ``then`` was: in days, after a month in months, then in years.

    The clocks of all three jurisdictions agree, so the days are counted on the wall clock of UTC+8; what lies ahead (a
    clock that is wrong) is said to be today.
    """
    days = (_wall_day(now) - _wall_day(then)).days
    if days < 1:
        return say(lang, "ago-today")
    if days == 1:
        return say(lang, "ago-yesterday")
    if days < 2 * _DAYS_A_MONTH:
        return say(lang, "ago-days", days=days)
    if days < 2 * _DAYS_A_YEAR:
        return say(lang, "ago-months", months=days // _DAYS_A_MONTH)
    return say(lang, "ago-years", years=days // _DAYS_A_YEAR)


def _wall_day(instant: datetime) -> date:
    return local_date(instant, "CN")
