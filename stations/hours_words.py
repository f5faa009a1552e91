"""Opening hours in words: one line for now, one line for each day of the week. Times are the station's wall clock."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from stations.emergencies import signals
from stations.hours import Day, Interval, OpenState, OpenStatus, Reason
from stations.instants import local_date, to_wall
from stations.week_form import WEEKDAYS
from stations.words import pick, say

DAY = timedelta(days=1)


def status_line(status: OpenStatus, now: datetime, lang: str, jurisdiction: str, stay: int = 0) -> str:
    """Return for example "Open until 22:00" or "Closed, opens tomorrow 08:00", as said at ``now`` for ``stay`` minutes."""
    line = _line(status, now, lang, jurisdiction, stay)
    has_note = status.note and status.reason is not Reason.EMERGENCY
    return say(lang, "hours-with-note", line=line, note=status.note) if has_note else line


def _line(status: OpenStatus, now: datetime, lang: str, jurisdiction: str, stay: int) -> str:
    if status.state is OpenState.DISPUTED:
        return say(lang, "hours-state-disputed")
    if status.state is OpenState.UNKNOWN:
        is_unheard_of = status.reason in (Reason.UNPUBLISHED, Reason.UNREADABLE)
        key = "hours-unknown-because" if is_unheard_of else "hours-uncertain-because"
        return say(lang, key, reason=reason_words(status.reason, lang))
    if status.until is None:
        return say(lang, f"hours-state-{status.state}")
    moment = when(status.until, now, lang, jurisdiction, is_end=_names_end(status))
    if status.reason is Reason.EMERGENCY:
        key = "hours-emergency-then-closed" if status.next_state is OpenState.CLOSED else "hours-emergency"
        return say(lang, key, signal=signal_name(status.note, lang), when=moment)
    if status.reason is Reason.CLOSES_TOO_SOON:
        return _too_soon(moment, lang, stay)
    return say(lang, _line_key(status), when=moment)


def _too_soon(closes: str, lang: str, stay: int) -> str:
    if not stay:
        return say(lang, "hours-closes-too-soon", when=closes)
    if stay % 60:
        return say(lang, "hours-closes-before-minutes", when=closes, minutes=stay)
    return say(lang, "hours-closes-before-hours", when=closes, hours=stay // 60)


def signal_name(code: str, lang: str) -> str:
    """Return the name of an emergency signal; the code itself for one that is no longer among the signals."""
    return pick(signals()[code].names, lang) if code in signals() else code


def _line_key(status: OpenStatus) -> str:
    if status.state is OpenState.OPEN:
        return "hours-open-until"
    if status.state is OpenState.OPEN_BY_QR:
        return "hours-qr-until"
    after = {OpenState.OPEN: "hours-closed-opens", OpenState.OPEN_BY_QR: "hours-closed-opens-qr"}
    # What is unknown afterwards is not announced as an opening.
    return after.get(status.next_state or OpenState.UNKNOWN, "hours-closed-until")


def _names_end(status: OpenStatus) -> bool:
    if status.reason in (Reason.EMERGENCY, Reason.CLOSES_TOO_SOON):
        return True
    return _line_key(status) not in ("hours-closed-opens", "hours-closed-opens-qr")


def reason_words(reason: Reason, lang: str) -> str:
    """Return why the state is what it is, as a clause without a full stop."""
    return say(lang, f"hours-reason-{reason}")


def when(instant: datetime, now: datetime, lang: str, jurisdiction: str, *, is_end: bool = False) -> str:
    """Return an instant as people say it at ``now``: "22:00", "tomorrow 08:00", "Monday 08:00", "8 October, 08:00".

    With ``is_end`` a midnight counts to the day that it ends.
    """
    wall, today = to_wall(instant, jurisdiction), local_date(now, jurisdiction)
    is_midnight = is_end and wall.time() == time.min
    day = wall.date() - DAY if is_midnight else wall.date()
    clock = say(lang, "hours-when-midnight") if is_midnight else f"{wall:%H:%M}"
    return _on_day(day, clock, today, lang)


def _on_day(day: date, clock: str, today: date, lang: str) -> str:
    ahead = (day - today).days
    if ahead in (0, 1):
        return say(lang, "hours-when-tomorrow" if ahead else "hours-when-today", time=clock)
    if 1 < ahead < 7:
        return say(lang, "hours-when-weekday", weekday=weekday_name(day, lang), time=clock)
    if day.year == today.year or 0 < ahead < 180:
        return say(lang, "hours-when-date", date=date_words(day, lang), time=clock)
    return say(lang, "hours-when-year", date=date_words(day, lang), year=str(day.year), time=clock)


def weekday_name(day: date, lang: str) -> str:
    """Return the name of the weekday of ``day``."""
    return say(lang, f"hours-weekday-{WEEKDAYS[day.weekday()].lower()}")


def date_words(day: date, lang: str) -> str:
    """Return day and month, without the year."""
    return say(lang, "hours-date", day=str(day.day), month=say(lang, f"hours-month-{day.month}"))


def day_heading(day: Day, today: date, lang: str) -> str:
    """Return for example "Today, 22 November"."""
    near = {0: "hours-today", 1: "hours-tomorrow"}.get((day.date - today).days)
    name = say(lang, near) if near else weekday_name(day.date, lang)
    return say(lang, "hours-day-heading", weekday=name, date=date_words(day.date, lang))


def day_line(day: Day, lang: str) -> str:
    """Return a day's hours in one line, for example "08:00–22:00, by QR door 22:00–08:00 the next day"."""
    if day.is_unknown:
        return say(lang, "hours-state-unknown")
    if day.is_closed:
        return say(lang, "hours-closed-all-day")
    first, *others = [interval_words(it, lang) for it in day.intervals]
    for other in others:
        first = say(lang, "hours-list-comma", one=first, two=other)
    return first


def day_notes(day: Day, lang: str) -> list[str]:
    """Return what else to know of the day: its holiday, that it is a make-up workday, the manager's reason, doubts."""
    notes = [pick(day.holiday, lang)] if day.holiday else []
    if day.is_make_up_workday:
        notes.append(say(lang, "hours-make-up-workday"))
    if day.exception:
        notes.append(day.exception)
    doubts = [it.reason for it in day.intervals if it.state is OpenState.UNKNOWN]
    return notes + [reason_words(reason, lang) for reason in dict.fromkeys(doubts)]


def interval_words(interval: Interval, lang: str) -> str:
    """Return one interval, for example "22:00–08:00 the next day" or "by QR door 00:00–08:00"."""
    words = _span_words(interval, lang)
    if interval.state is OpenState.OPEN_BY_QR:
        return say(lang, "hours-span-qr", span=words)
    if interval.state is OpenState.UNKNOWN:
        words = say(lang, "hours-span-unknown", span=words)
    return say(lang, "hours-with-note", line=words, note=interval.note) if interval.note else words


def _span_words(interval: Interval, lang: str) -> str:
    start, end = interval.start, interval.end
    midnight = datetime.combine(start.date() + DAY, time.min)
    if start.time() == time.min and end == midnight:
        return say(lang, "hours-span-all-day")
    if end > midnight:
        return say(lang, "hours-span-overnight", **{"from": f"{start:%H:%M}", "to": f"{end:%H:%M}"})
    closes = "24:00" if end == midnight else f"{end:%H:%M}"
    return say(lang, "hours-span", **{"from": f"{start:%H:%M}", "to": closes})
