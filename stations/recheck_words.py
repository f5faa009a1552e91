"""Why somebody should look at a station, in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from stations.catalogue import catalogue
from stations.distance_words import ago
from stations.instants import local_date
from stations.rechecks import Reason, Why
from stations.trust import FACTS
from stations.words import pick, say

_MOST_NAMED = 4


def why_line(why: Why, now: datetime, lang: str) -> str:
    """Return a reason as one line, such as "AED: last checked 5 months ago"."""
    return say(lang, f"recheck-why-{why.reason}", **_args(why, now, lang))


def _args(why: Why, now: datetime, lang: str) -> dict[str, object]:
    if why.reason is Reason.DEMAND:
        return {"count": why.count}
    args: dict[str, object] = {"names": _names(why.subjects, lang)} if why.subjects else {}
    if why.reason is Reason.DISPUTED:
        args["count"] = why.count
    if why.reason is Reason.STALE and why.at is not None:
        args["ago"] = ago(why.at, now, lang)
    if why.reason is Reason.EXPIRED and why.at is not None:
        args["date"] = local_date(why.at - timedelta(seconds=1), "CN").isoformat()
    return args


def _names(subjects: tuple[str, ...], lang: str) -> str:
    names = say(lang, "find-comma").join(_subjects(subjects[:_MOST_NAMED], lang))
    more = len(subjects) - _MOST_NAMED
    return say(lang, "recheck-and-more", names=names, count=more) if more > 0 else names


def _subjects(subjects: Iterable[str], lang: str) -> list[str]:
    return [say(lang, f"recheck-{it}") if it in FACTS else pick(catalogue()[it].names, lang) for it in subjects]
