"""What is answered to each line of a crew's list, in words."""

from __future__ import annotations

from stations.bookings import BookingStatus
from stations.crew import CrewAnswer, Outcome
from stations.errors import Code
from stations.instants import to_wall
from stations.words import explain, say

_SHORT = {
    Code.PHONE_INVALID: "crew-why-phone",
    Code.NAME_INVALID: "crew-why-name",
    Code.CATEGORY_UNKNOWN: "crew-why-category",
    Code.OVERLAPS: "crew-why-overlaps",
    Code.SLOT_FULL: "crew-why-full",
}


def answer_words(answer: CrewAnswer, lang: str, jurisdiction: str) -> str:
    """Return the answer as one short sentence, its time on the wall clock of the station."""
    if answer.outcome in (Outcome.WRONG, Outcome.REFUSED):
        return _why(answer, lang)
    view = answer.view
    if view is not None and view.booking.status is BookingStatus.WAITLIST:
        key = "crew-already-waiting" if answer.outcome is Outcome.ALREADY else "crew-waiting"
        return say(lang, key)
    if view is not None and view.slot is not None:
        return say(lang, f"crew-{answer.outcome}-at", time=f"{to_wall(view.slot.starts_at, jurisdiction):%H:%M}")
    return say(lang, f"crew-{answer.outcome}")


def _why(answer: CrewAnswer, lang: str) -> str:
    if answer.refused is None:
        return ""
    short = _SHORT.get(answer.refused.code)
    return say(lang, short) if short else explain(lang, answer.refused)
