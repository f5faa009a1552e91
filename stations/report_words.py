"""A driver's report in words: the taps a station offers, what became of a report, and what drivers found lately."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from stations.amenities import AmenityState
from stations.catalogue import catalogue
from stations.concerns import Concern, Outcome
from stations.distance_words import ago
from stations.facts import LOCKED, WRONG
from stations.hours_words import when
from stations.reports import ReportKind
from stations.words import Names, pick, say

_PLAIN = (ReportKind.AS_SHOWN, ReportKind.LOCKED, ReportKind.WRONG_POSITION)
_WORDS = (
    "title", "lead", "about-facilities", "sending", "add", "note", "note-hint", "photo", "photo-pick", "photo-failed", "send", "undo",
    "undone", "kept", "sent", "mine", "follow",
)  # fmt: skip
_TAPS = {
    AmenityState.OUT_OF_ORDER: ReportKind.BROKEN,
    AmenityState.ABSENT: ReportKind.GONE,
    AmenityState.AVAILABLE: ReportKind.WORKS,
}
Tap = dict[str, str]
Form = dict[str, object]


def kind_words(kind: str, facility: str, lang: str) -> str:
    """Return what a report says: "It is locked", "AED (defibrillator): Broken"."""
    what = say(lang, f"report-{kind}")
    if not facility:
        return what
    return say(lang, "report-facility", name=pick(catalogue()[facility].names, lang), what=what)


def form(station_id: str, names: Names, states: Mapping[str, AmenityState], said: Iterable[str], lang: str) -> Form:
    """Return what the page needs to offer the taps: every value is text, or lists and mappings of it.

    Facilities of which nothing is said are not offered, and none is offered the state it is shown in.
    """
    spoken_of = set(said)
    facilities = [
        {"name": pick(catalogue()[code].names, lang), "taps": _taps_of(code, states[code], lang)}
        for code in catalogue().codes
        if code in spoken_of
    ]
    return {
        "station": station_id,
        "name": pick(names, lang),
        "lang": lang,
        "plain": [_tap(kind, "", lang) for kind in _PLAIN],
        "facilities": facilities,
        "words": {key: say(lang, f"report-{key}") for key in _WORDS},
    }


def _taps_of(code: str, state: AmenityState, lang: str) -> list[Tap]:
    return [_tap(kind, code, lang) for shown, kind in _TAPS.items() if shown is not state]


def _tap(kind: ReportKind, facility: str, lang: str) -> Tap:
    words = {"label": say(lang, f"report-{kind}"), "says": kind_words(kind, facility, lang)}
    return {"kind": str(kind), "facility": facility, **words}


def concern_lines(concerns: Iterable[Concern], now: datetime, lang: str, jurisdiction: str) -> list[str]:
    """Return what drivers found lately and nobody has settled, a sentence or two each; notes and photos stay private."""
    return [concern_line(it, now, lang, jurisdiction) for it in concerns if it.devices]


def concern_line(concern: Concern, now: datetime, lang: str, jurisdiction: str) -> str:
    """Return one concern in a sentence, with what is still to come."""
    return f"{finding(concern, now, lang)}{say(lang, 'm-stop')}{outlook(concern, now, lang, jurisdiction)}"


def finding(concern: Concern, now: datetime, lang: str) -> str:
    """Return what how many drivers found, without a full stop."""
    last = ago(concern.newest_at or concern.opened_at, now, lang)
    for value in (LOCKED, WRONG):
        if value in concern.values:
            return say(lang, f"concern-{value}", count=concern.devices, when=last)
    what = say(lang, "m-comma").join(say(lang, f"amenity-{value}") for value in concern.values)
    name = pick(catalogue()[concern.subject].names, lang)
    return say(lang, "concern-facility", name=name, count=concern.devices, what=what, when=last)


def outlook(concern: Concern, now: datetime, lang: str, jurisdiction: str) -> str:
    """Return until when the station is to answer, or that one report alone is not enough."""
    if concern.deadline_at is None:
        return say(lang, "concern-single")
    key = "concern-overdue" if concern.is_overdue(now) else "concern-deadline"
    return say(lang, key, when=when(concern.deadline_at, now, lang, jurisdiction))


def became(concern: Concern, now: datetime, lang: str, jurisdiction: str) -> list[str]:
    """Return what became of a concern, for those who reported it, latest first."""
    lines = []
    if concern.outcome is not None and concern.settled_at is not None:
        lines.append(say(lang, f"report-outcome-{concern.outcome}"))
        if concern.why and concern.outcome is not Outcome.HIDDEN:
            lines.append(say(lang, "report-why", why=concern.why))
        lines.append(say(lang, "report-settled-at", when=ago(concern.settled_at, now, lang)))
    elif concern.seen_at is not None:
        lines.append(say(lang, "report-seen"))
    if concern.settled_at is None and concern.deadline_at is not None:
        lines.append(say(lang, "report-is-disputed", when=when(concern.deadline_at, now, lang, jurisdiction)))
    return [*lines, say(lang, "report-taken")]
