"""The hours of the place a station is inside (a bank, an office), on the manager's screen: working days, Saturday, Sunday."""

from __future__ import annotations

from datetime import time
from functools import partial

import streamlit as st

from stations.actions.care_station import set_host_hours
from stations.edits import Part
from stations.errors import Code, InvalidInput
from stations.hours import DayForm, Holidays, WeekForm, from_opening_hours, span
from stations.ui.care_desk import Desk, attempt, base, fold, key, show_note, value

PART = "host"
GROUPS = (("weekdays", (0, 1, 2, 3, 4)), ("saturday", (5,)), ("sunday", (6,)))


def host_hours(desk: Desk) -> None:
    """Draw a folded form: whether the station follows another place's hours, and which these are."""
    stored = desk.view.station.schedule.host_hours
    summary = f"  :gray[{desk.say('host-follows')}]" if stored else ""
    part = fold(desk.say("host-title") + summary, f"care-{desk.id}-section-host", ":material/apartment:")
    if part is not None:
        with part:
            _form(desk, stored)


def _form(desk: Desk, stored: str | None) -> None:
    field = partial(key, desk.id, PART)
    base(desk.id, PART, desk.view.marks[Part.HOURS])
    week = (from_opening_hours(stored) if stored else None) or WeekForm()
    st.caption(desk.say("host-note"))
    st.toggle(desk.say("host-inside"), bool(stored), key=field("inside"), persist_state="page")
    if value(desk.id, PART, "inside"):
        if stored and from_opening_hours(stored) is None:
            st.text(stored)
        for name, days in GROUPS:
            _day(desk, name, week.days[days[0]])
        st.selectbox(
            desk.say("manage-holidays"),
            (Holidays.UNKNOWN, Holidays.SAME, Holidays.CLOSED),
            (Holidays.UNKNOWN, Holidays.SAME, Holidays.CLOSED).index(
                week.holidays if week.holidays is not Holidays.OWN else Holidays.UNKNOWN
            ),
            format_func=lambda it: desk.say(f"hours-form-holidays-{it}"),
            key=field("holidays"),
            persist_state="page",
        )
    st.button(
        desk.say("save"), type="primary", width="stretch", key=field("save"), on_click=partial(_save, desk.id)
    )  # fmt: skip
    show_note(desk, PART)


def _day(desk: Desk, name: str, day: DayForm) -> None:
    field = partial(key, desk.id, PART)
    known = day.staffed[0] if day.staffed else None
    st.markdown(f"**{desk.say(f'host-{name}')}**")
    with st.container(horizontal=True, wrap=False):
        for end, minutes in (("from", known.opens if known else None), ("to", known.closes if known else None)):
            st.time_input(
                desk.say(f"manage-{end}"), _clock(minutes), key=field(f"{name}-{end}"), persist_state="page", step=900
            )


def _clock(minutes: int | None) -> time | None:
    return time(minutes // 60 % 24, minutes % 60) if minutes is not None else None


def _entered(station_id: str) -> WeekForm | None:
    """Return what is in the fields; a day without times is closed, one with half of them is refused."""
    field = partial(value, station_id, PART)
    if not field("inside"):
        return None
    days = {n: _day_entered(field(f"{name}-from"), field(f"{name}-to")) for name, group in GROUPS for n in group}
    if not any(day.staffed for day in days.values()):
        raise InvalidInput(Code.REQUIRED, "host_hours")
    return WeekForm(tuple(days[n] for n in range(7)), field("holidays") or Holidays.UNKNOWN)


def _day_entered(opens: time | None, closes: time | None) -> DayForm:
    if opens is None and closes is None:
        return DayForm()
    if opens is None or closes is None:
        raise InvalidInput(Code.REQUIRED, "host_hours")
    return DayForm(staffed=(span(f"{opens:%H:%M}", "24:00" if closes == time.min else f"{closes:%H:%M}"),))


def _save(station_id: str) -> None:
    seen = str(base(station_id, PART))
    attempt(
        station_id,
        PART,
        lambda visit: set_host_hours(visit.db, visit.actor, visit.now, station_id, seen, _entered(station_id)),
    )
