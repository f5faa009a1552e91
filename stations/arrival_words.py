"""When one gets there and for how long, in words: the choices, and what each station's card says about it."""

from __future__ import annotations

from datetime import datetime, timedelta

from stations.arrival import MODES, Arriving, minutes_to, travels
from stations.words import say

_HOUR = 60
_A_MINUTE = timedelta(minutes=1)


def when_words(code: str, lang: str) -> str:
    """Return the choice of a moment: "Now", "In 40 min", "When I get there by truck"."""
    if not code:
        return say(lang, "arrival-now")
    if code in MODES:
        return say(lang, f"arrival-mode-{code}")
    minutes = int(code)
    if minutes % _HOUR == 0:
        return say(lang, "arrival-in-hours", hours=minutes // _HOUR)
    return say(lang, "arrival-in", minutes=minutes)


def stay_words(minutes: int, lang: str) -> str:
    """Return the choice of a length of stay: "Any time", "30 min", "2 h"."""
    if not minutes:
        return say(lang, "arrival-stay-any")
    if minutes % _HOUR == 0:
        return say(lang, "arrival-stay-hours", hours=minutes // _HOUR)
    return say(lang, "arrival-stay-minutes", minutes=minutes)


def about(metres: float | None, mode: str, lang: str) -> str:
    """Return "About 25 min by truck", "" where no way of travelling or no distance is known."""
    if metres is None or not mode:
        return ""
    return say(lang, "arrival-about", minutes=minutes_to(metres, mode), how=say(lang, f"arrival-how-{mode}"))


def rule(mode: str, lang: str) -> str:
    """Return the rule by which the time to get there is estimated, as a sentence."""
    travel = travels()[mode]
    return say(
        lang,
        "arrival-rule",
        start=f"{travel.start_minutes:g}",
        detour=f"{travel.detour:g}",
        speed=f"{travel.km_per_hour:g}",
    )


def told_for(line: str, at: datetime, now: datetime, lang: str) -> str:
    """Return a status line, marked as that of arrival where it is not told for now."""
    return say(lang, "arrival-then", status=line) if at - now >= _A_MINUTE else line


def note(arriving: Arriving, has_place: bool, lang: str) -> str:
    """Return what to know of the choice: how the time is estimated, or that a place must be chosen first."""
    if not arriving.mode:
        return ""
    return rule(arriving.mode, lang) if has_place else say(lang, "arrival-need-place")
