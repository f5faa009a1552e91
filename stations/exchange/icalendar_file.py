"""Sessions, bookings and dates to remember as iCalendar (RFC 5545), which every phone's calendar reads.

A UID never changes and SEQUENCE only grows, so that a calendar which has the event replaces it (RFC 5546 §2.1.4). Instants
are written in UTC: the phone shows them on its own clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

from stations.bookings import BookingStatus, BookingView, show_code
from stations.kinds import details_in_words
from stations.sessions import Session, SessionStatus
from stations.station import Position, Station
from stations.words import pick, say

_PRODUCT = "-//Union Service Stations//Calendar 1//EN"
_DOMAIN = "union-service-stations"
REMIND_BEFORE = (timedelta(days=30), timedelta(days=7))
_GONE = frozenset({BookingStatus.CANCELLED, BookingStatus.ENTERED_IN_ERROR})


def sessions_calendar(station: Station, sessions: Iterable[Session], lang: str, site: str = "") -> bytes:
    """Return a calendar of a station's sessions; ``site`` is the address links begin with ("": no links)."""
    name = pick(station.names, lang)
    calendar = _calendar(say(lang, "web-calendar-name", station=name))
    for session in sessions:
        event = _event(session, lang)
        event.add("uid", f"session-{session.id}@{_DOMAIN}")
        event.add("sequence", session.sequence)
        event.add("status", _status(session))
        if session.series_id:  # RFC 9253: says what belongs together, and changes nothing for who does not know it
            event.add("refid", f"series-{session.series_id}")
        event.add("location", "\n".join(part for part in (name, pick(station.address, lang)) if part))
        event.add("geo", (round(station.lat, 5), round(station.lng, 5)))
        event.add("description", "\n".join(_description(session, lang, station)))
        if site:
            event.add("url", f"{site}/book?session={session.id}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def booking_calendar(view: BookingView, station_name: str, url: str, lang: str) -> bytes:
    """Return a calendar with one booking: its slot's time, its code, and ``url``, which opens it ("": no link)."""
    calendar = _calendar(say(lang, "web-my-booking"))
    calendar.add_component(_booking_event(view, station_name, url, lang))
    return bytes(calendar.to_ical())


def invitation(
    view: BookingView, station_name: str, url: str, lang: str, organizer: str, attendee: str
) -> tuple[bytes, str]:
    """Return a booking as an invitation by e-mail (RFC 6047), or what takes it back, and the method that it names.

    Nobody is asked to answer: who booked has accepted. It has the same UID as :func:`booking_calendar`.
    """
    event = _booking_event(view, station_name, url, lang)
    method = "CANCEL" if event["status"] == "CANCELLED" else "REQUEST"
    event.add("organizer", f"mailto:{organizer}", parameters={"CN": station_name})
    taking_part = {"PARTSTAT": "DECLINED" if method == "CANCEL" else "ACCEPTED", "RSVP": "FALSE"}
    event.add("attendee", f"mailto:{attendee}", parameters=taking_part)
    calendar = _calendar(say(lang, "web-my-booking"), method)
    calendar.add_component(event)
    return bytes(calendar.to_ical()), method


def _booking_event(view: BookingView, station_name: str, url: str, lang: str) -> Event:
    booking, session = view.booking, view.session
    event = _event(session, lang, view)
    event.add("uid", f"booking-{booking.id}@{_DOMAIN}")
    event.add("sequence", session.sequence + booking.version - 1)
    event.add("status", "CANCELLED" if booking.status in _GONE else _status(session))
    event.add("location", station_name)
    code = say(lang, "web-calendar-code", code=show_code(booking.code))
    event.add("description", "\n".join([code, *_description(session, lang), *([url] if url else [])]))
    if url:
        event.add("url", url)
    return event


@dataclass(frozen=True, slots=True)
class Reminder:
    """A day to be reminded of before it comes: ``uid`` is the same as long as it is about the same thing."""

    uid: str
    on: date
    summary: str


def reminders_calendar(name: str, reminders: Iterable[Reminder], now: datetime) -> bytes:
    """Return a calendar of whole days, each with an alarm (RFC 5545 §3.6.6) :data:`REMIND_BEFORE` it."""
    calendar = _calendar(name)
    for one in reminders:
        event = Event()
        event.add("uid", f"{one.uid}@{_DOMAIN}")
        event.add("dtstamp", now)
        event.add("summary", one.summary)
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        for before in REMIND_BEFORE:
            event.add_component(_alarm(one.summary, before))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _alarm(summary: str, before: timedelta) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", -before)
    return alarm


def _calendar(name: str, method: str = "PUBLISH") -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    calendar.add("x-wr-calname", name)
    return calendar


def _event(session: Session, lang: str, view: BookingView | None = None) -> Event:
    slot = view.slot if view else None
    event = Event()
    title = pick(session.title, lang)
    event.add("summary", f"[{say(lang, 'demo-badge')}] {title}" if session.is_demo else title)
    event.add("dtstamp", max(session.updated_at, view.booking.updated_at) if view else session.updated_at)
    event.add("last-modified", session.updated_at)
    starts_at, ends_at = (slot.starts_at, slot.ends_at) if slot else (session.starts_at, session.ends_at)
    if starts_at is None or ends_at is None:  # nobody published the times: the day is all that is known
        event.add("dtstart", session.on_date)
        event.add("dtend", session.on_date + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    else:
        event.add("dtstart", starts_at)
        event.add("dtend", ends_at)
    return event


def _status(session: Session) -> str:
    return "CANCELLED" if session.status is SessionStatus.CANCELLED else "CONFIRMED"


def _description(session: Session, lang: str, station: Station | None = None) -> list[str]:
    lines = [say(lang, "demo-note")] if session.is_demo else []
    if session.starts_at is None:
        lines.append(say(lang, "web-calendar-times-unknown"))
    if session.hosts:
        hosts = say(lang, "web-list-comma").join(pick(host, lang) for host in session.hosts)
        lines.append(say(lang, "web-calendar-hosts", hosts=hosts))
    for label, text in details_in_words(session.kind, session.details, lang):
        lines.append(say(lang, "session-detail", label=label, text=text))
    if pick(session.notes, lang):
        lines.append(pick(session.notes, lang))
    if station is not None and station.position is Position.APPROXIMATE:
        lines.append(say(lang, "web-calendar-approximate"))
    return lines
