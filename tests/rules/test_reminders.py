"""Dates to remember, as a calendar that a phone reads."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar

from stations.exchange.icalendar_file import Reminder, reminders_calendar

NOW = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


def test_each_date_is_a_whole_day_with_an_alarm_a_month_and_a_week_before() -> None:
    told = Reminder("expiry-port-aed-pads", date(2027, 3, 1), "AED pads expire today; Port")
    read = Calendar.from_ical(reminders_calendar("AED dates", [told], NOW))
    (event,) = read.walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (date(2027, 3, 1), date(2027, 3, 2))
    assert str(event["summary"]) == told.summary
    assert [alarm.decoded("trigger") for alarm in event.walk("VALARM")] == [timedelta(days=-30), timedelta(days=-7)]


def test_the_same_thing_keeps_its_uid_when_its_date_is_another() -> None:
    days = (date(2027, 3, 1), date(2029, 3, 1))
    files = [reminders_calendar("AED dates", [Reminder("expiry-port-aed-pads", day, "pads")], NOW) for day in days]
    uids = {str(event["uid"]) for file in files for event in Calendar.from_ical(file).walk("VEVENT")}
    assert len(uids) == 1


def test_no_date_is_an_empty_calendar() -> None:
    assert Calendar.from_ical(reminders_calendar("AED dates", [], NOW)).walk("VEVENT") == []
