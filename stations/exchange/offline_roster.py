"""The roster as one HTML file that works without a network: to find people and tick who is here.

It holds names, and of each phone the last four digits. What is ticked stays on the device, with its own time and a nonce, and
comes back as a text without any name (see :mod:`stations.check_ins`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from stations.answer_words import answered, line
from stations.bookings import Booking, BookingStatus, show_code
from stations.check_ins import FORMAT
from stations.hours_words import date_words, weekday_name
from stations.instants import format_instant, local_midnight, to_wall
from stations.phones import last_four
from stations.rosters import Roster
from stations.words import pick, say

_FOLDER = Path(__file__).parent / "templates"
_SAID_IN_SCRIPT = ("here", "here-at", "undo", "none", "copied", "over", "memory", "count")


@cache
def _environment() -> Environment:
    loader = FileSystemLoader(_FOLDER, encoding="utf-8")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)


def offline_roster(roster: Roster, lang: str, now: datetime) -> bytes:
    """Return the file. After the session's day it shows no names any more; that it must be deleted then is said in words."""
    session = roster.session
    day = f"{weekday_name(session.on_date, lang)} {date_words(session.on_date, lang)}"
    times = ""
    if session.starts_at and session.ends_at:
        times = f"{_clock(session.starts_at, roster)}–{_clock(session.ends_at, roster)}"
    html = (
        _environment()
        .get_template("offline_roster.html")
        .render(
            lang=lang,
            say=lambda key, **args: say(lang, f"offline-{key}", **args),
            title=pick(session.title, lang),
            station=pick(roster.station_names, lang),
            when=f"{day} {times}".strip(),
            made=f"{to_wall(now, roster.jurisdiction):%Y-%m-%d %H:%M}",
            demo=say(lang, "demo-badge") if session.is_demo else "",
            data=_script_safe(_data(roster, lang)),
        )
    )
    return html.encode()


def _data(roster: Roster, lang: str) -> dict[str, Any]:
    session = roster.session
    ends = local_midnight(session.on_date + timedelta(days=1), roster.jurisdiction)
    return {
        "format": FORMAT,
        "session": session.id,
        "over": format_instant(max(ends, (session.ends_at or ends) + timedelta(hours=6))),
        "say": {key: say(lang, f"offline-{key}") for key in _SAID_IN_SCRIPT},
        "people": list(_people(roster, lang)),
    }


def _people(roster: Roster, lang: str) -> Iterator[dict[str, Any]]:
    for part in roster.slots:
        span = f"{_clock(part.slot.starts_at, roster)}–{_clock(part.slot.ends_at, roster)}"
        for booking in part.bookings:
            if booking.name and booking.erased_at is None:
                yield _person(roster, booking, span, lang)
    for booking in roster.walk_ins:
        if booking.slot_id is None and booking.name:
            yield _person(roster, booking, say(lang, "roster-walk-ins"), lang)


def _person(roster: Roster, booking: Booking, slot: str, lang: str) -> dict[str, Any]:
    is_here = booking.status in (BookingStatus.CHECKED_IN, BookingStatus.FULFILLED)
    lines = [line(question, answer) for question, answer in _answers(roster, booking, lang)]
    party = [say(lang, "roster-party", count=booking.party)] if booking.party > 1 else []
    return {
        "id": booking.id,
        "slot": slot,
        "name": booking.name,
        "code": show_code(booking.code),
        "phone": last_four(booking.phone) if booking.phone else "",
        "lines": [" · ".join([*party, say(lang, f"category-{booking.category}")]), *lines],
        "here": _clock(booking.checked_in_at, roster) if is_here and booking.checked_in_at else "",
        "can": booking.status in (BookingStatus.BOOKED, BookingStatus.NOSHOW),
        "state": say(lang, f"booking-{booking.status}") if booking.status is not BookingStatus.BOOKED else "",
    }


def _answers(roster: Roster, booking: Booking, lang: str) -> tuple[tuple[str, str], ...]:
    return answered(roster.session.questions, roster.answers.get(booking.id, {}), lang)


def _clock(instant: datetime, roster: Roster) -> str:
    return f"{to_wall(instant, roster.jurisdiction):%H:%M}"


def _script_safe(data: dict[str, Any]) -> Markup:
    """Return the data as JSON that no name in it can break out of (HTML Living Standard §4.12.1.3)."""
    text = json.dumps(data, ensure_ascii=False)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
