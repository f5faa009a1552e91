"""What a check-in came to, in words large enough to be read from across the desk."""

from __future__ import annotations

from stations.bookings import BookingView, show_code
from stations.errors import Code, Refused
from stations.instants import local_date, parse_instant, to_wall
from stations.sessions import Session
from stations.ui import session_words
from stations.ui.roster_rows import name_of
from stations.ui.shell import Visit
from stations.words import explain, pick

_MARKS = {"ok": "✓", "known": "!", "no": "✕"}


def words_of(visit: Visit, jurisdiction: str, view: BookingView | None, refused: Refused | None) -> dict[str, str]:
    """Return what the result card shows: a tone, the state in words, and whose booking it is, where that is known."""
    tone = "ok" if refused is None else "known" if refused.code is Code.ALREADY_CHECKED_IN else "no"
    state = visit.say("checkin-ok") if refused is None else _reason(visit, jurisdiction, view, refused)
    card = {"tone": tone, "mark": _MARKS[tone], "state": state, "person": "", "slot": "", "session": "", "code": ""}
    if view is not None:
        card |= {
            "person": name_of(visit, view.booking),
            "slot": _slot(visit, jurisdiction, view),
            "session": pick(view.session.title, visit.lang),
            "code": show_code(view.booking.code),
            "category": visit.say(f"category-{view.booking.category}"),
        }
    return card


def _slot(visit: Visit, jurisdiction: str, view: BookingView) -> str:
    if view.slot is None:
        return visit.say("roster-walk-in")
    return session_words.slot_when(visit, view.slot, jurisdiction)


def _reason(visit: Visit, jurisdiction: str, view: BookingView | None, refused: Refused) -> str:
    if refused.code is Code.BOOKING_NOT_FOUND:
        return visit.say("checkin-wrong-code")
    if refused.code is Code.ALREADY_CHECKED_IN:
        return visit.say("checkin-already", time=_clock(refused, jurisdiction))
    if refused.code is Code.SESSION_CANCELLED:
        return visit.say("checkin-session-cancelled")
    if refused.code in (Code.SLOT_FULL, Code.ALREADY_BOOKED):
        return visit.say("checkin-late-full") if refused.code is Code.SLOT_FULL else explain(visit.lang, refused)
    if refused.code is Code.BOOKING_ENDED and refused.args.get("at"):
        day = parse_instant(str(refused.args["at"]))
        return visit.say(
            "checkin-cancelled", when=session_words.day_words(visit, local_date(day, jurisdiction), jurisdiction)
        )
    if refused.code is Code.NOT_TODAY and view is not None:
        return _not_now(visit, jurisdiction, view.session)
    return explain(visit.lang, refused)


def _clock(refused: Refused, jurisdiction: str) -> str:
    return f"{to_wall(parse_instant(str(refused.args['at'])), jurisdiction):%H:%M}"


def _not_now(visit: Visit, jurisdiction: str, session: Session) -> str:
    when = session_words.when(visit, session, jurisdiction)
    if session.on_date != local_date(visit.now, jurisdiction):
        return visit.say("checkin-other-day", when=when)
    is_early = session.starts_at is not None and visit.now < session.starts_at
    if is_early and session.starts_at is not None:
        return visit.say("checkin-too-early", when=f"{to_wall(session.starts_at, jurisdiction):%H:%M}")
    return visit.say("checkin-closed", when=when)
