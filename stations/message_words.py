"""The words of a message: what happened, what it is about, when on the wall clock of the station, where, and the link.

No name and no phone number is among them: a message may be read by whoever holds the phone, and passes through other hands.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from stations.bookings import BookingView, show_code
from stations.hours_words import date_words, weekday_name
from stations.instants import local_date, to_wall
from stations.notices import NoticeKind
from stations.words import Names, pick, say

SUBJECT_LENGTH = 120
_LINE_LENGTH = 200
_HAS_CODE = frozenset(
    {
        NoticeKind.BOOKED,
        NoticeKind.MOVED,
        NoticeKind.SESSION_CHANGED,
        NoticeKind.REMINDER_DAY,
        NoticeKind.REMINDER_HOURS,
    }
)


@dataclass(frozen=True, slots=True)
class Matter:
    """What a message is about: the booking, where, its link ("" where the site's address is not known), and the next date.

    ``replacement`` is the booking that was offered in place of a cancelled date.
    """

    kind: NoticeKind
    view: BookingView
    station_names: Names
    jurisdiction: str
    link: str
    replacement: BookingView | None = None


def subject(matter: Matter, lang: str) -> str:
    """Return the subject: one line without control characters, at most :data:`SUBJECT_LENGTH` letters."""
    return one_line(say(lang, f"message-{matter.kind}-subject", title=_title(matter, lang)), SUBJECT_LENGTH)


def text(matter: Matter, lang: str, now: datetime) -> str:
    """Return the text, one fact a line."""
    return "\n".join(_lines(matter, lang, now))


def _lines(matter: Matter, lang: str, now: datetime) -> Iterator[str]:
    view, site = matter.view, one_line(pick(matter.station_names, lang))
    if view.session.is_demo:
        yield say(lang, "demo-note")
    yield say(lang, f"message-{matter.kind}", title=_title(matter, lang))
    # whose time is gone from the session may want to know when it is now
    key = "message-now" if matter.kind is NoticeKind.TIME_GONE else "message-when"
    yield say(lang, key, when=when(view, lang, matter.jurisdiction, now))
    yield say(lang, "message-where", place=site)
    if matter.kind in _HAS_CODE:
        yield say(lang, "message-code", code=show_code(view.booking.code))
    yield from _asked_of_them(matter, lang, now)
    if matter.link:
        yield say(lang, f"message-link-{_link_words(matter.kind)}", link=matter.link)
    else:
        yield say(lang, "message-no-link", code=show_code(view.booking.code))


def _asked_of_them(matter: Matter, lang: str, now: datetime) -> Iterator[str]:
    """Yield the deadline of an offer, and the next date that was offered in place of a cancelled one."""
    until = matter.view.booking.expires_at
    if matter.kind is NoticeKind.OFFER and until is not None:
        wall = to_wall(until, matter.jurisdiction)
        day = day_words(wall.date(), lang, matter.jurisdiction, now)
        yield say(lang, "message-deadline", day=day, time=f"{wall:%H:%M}")
    if matter.kind is NoticeKind.SESSION_CANCELLED and matter.replacement is not None:
        yield say(lang, "message-next-date", when=when(matter.replacement, lang, matter.jurisdiction, now))


def _link_words(kind: NoticeKind) -> str:
    if kind is NoticeKind.OFFER:
        return "offer"
    if kind in _HAS_CODE:
        return "change"
    return "leave" if kind is NoticeKind.WAITING else "look"


def _title(matter: Matter, lang: str) -> str:
    session = matter.view.session
    title = one_line(pick(session.title, lang))
    return f"[{say(lang, 'demo-badge')}] {title}" if session.is_demo else title


def when(view: BookingView, lang: str, jurisdiction: str, now: datetime) -> str:
    """Return the day and the times of the booking's slot, or of its session, on the wall clock there."""
    starts_at = view.slot.starts_at if view.slot is not None else view.session.starts_at
    ends_at = view.slot.ends_at if view.slot is not None else view.session.ends_at
    if starts_at is None or ends_at is None:
        day = day_words(view.session.on_date, lang, jurisdiction, now)
        return say(lang, "book-when-unknown", day=day, times=say(lang, "session-times-unknown"))
    starts, ends = to_wall(starts_at, jurisdiction), to_wall(ends_at, jurisdiction)
    day = day_words(starts.date(), lang, jurisdiction, now)
    return say(lang, "book-when", **{"day": day, "from": f"{starts:%H:%M}", "to": f"{ends:%H:%M}"})


def day_words(day: date, lang: str, jurisdiction: str, now: datetime) -> str:
    """Return weekday and date, with the year where it is not this year's."""
    words = date_words(day, lang)
    if day.year != local_date(now, jurisdiction).year:
        words = say(lang, "book-day-year", day=words, year=str(day.year))
    return say(lang, "hours-day-heading", weekday=weekday_name(day, lang), date=words)


def one_line(typed: str, most: int = _LINE_LENGTH) -> str:
    """Return what somebody typed as one line: no line break or control character that could end a header or turn the text round."""
    line = " ".join(typed.split())
    kept = "".join(letter for letter in line if unicodedata.category(letter) not in ("Cc", "Cf", "Co", "Cs", "Cn"))
    return kept if len(kept) <= most else f"{kept[: most - 1]}…"
