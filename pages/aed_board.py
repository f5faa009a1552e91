"""Pads, batteries and medicine by the date on which they expire."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import streamlit as st

from stations.actions.aed_board import MOST, Due, board
from stations.claim_words import why
from stations.exchange.icalendar_file import Reminder, reminders_calendar
from stations.exchange.station_export import csv_lines
from stations.roles import Role
from stations.ui import admin_style, fragment, shell
from stations.ui.district_choice import chosen_district
from stations.words import pick

visit = shell.open_page("board-title")
say = visit.say
COLUMNS = ("station", "what", "date", "left", "state", "checked")
DISTRICT, PAGE = "board_district", "board_page"


def left(due: Due) -> str:
    if due.days_left is None:
        return say("board-undated")
    return say("board-past", days=-due.days_left) if due.days_left < 0 else say("shift-expires", days=due.days_left)


def row(due: Due) -> list[str]:
    return [
        pick(due.names, visit.lang) or due.station_id,
        say(f"board-{due.part}"),
        due.on.isoformat() if due.on else "",
        left(due),
        say(f"amenity-{due.state}"),
        why(due.judgement, visit.now, visit.lang, due.jurisdiction),
    ]


def lines(found: Iterable[Due]) -> Iterator[list[str]]:
    yield [say(f"board-{name}") for name in COLUMNS]
    yield from map(row, found)


def file_of(district: str) -> bytes:
    return b"".join(csv_lines(lines(all_of(district))))


def calendar_of(district: str) -> bytes:
    """The dates that are known, as a calendar that reminds."""
    return reminders_calendar(say("board-title"), filter(None, map(reminder, all_of(district))), datetime.now(UTC))


def all_of(district: str) -> tuple[Due, ...]:
    """All pages, read when a file is asked for: by then the run is over that drew the button."""
    return board(visit.db, visit.actor, datetime.now(UTC), district, a_page=MOST).dues


def reminder(due: Due) -> Reminder | None:
    if due.on is None:
        return None
    station, what, *_ = row(due)
    uid = f"expiry-{due.station_id}-{due.facility}-{due.part}"
    return Reminder(uid, due.on, say("board-reminder", what=what, station=station))


def turn_to(page: int) -> None:
    st.session_state[PAGE] = page


def turn_pages(page: int, *, has_more: bool) -> None:
    with st.container(horizontal=True):
        if page:
            st.button(say("previous"), key="board_previous", on_click=turn_to, args=(page - 1,))
        if has_more:
            st.button(say("next"), key="board_next", on_click=turn_to, args=(page + 1,))


def draw() -> None:
    # whoever cares for a few stations sees them all
    is_of_all = visit.actor.role is Role.ADMINISTRATOR
    district = chosen_district(visit, "board-district", DISTRICT, lambda: turn_to(0)) if is_of_all else ""
    page = int(st.session_state.get(PAGE, 0))
    found = board(visit.db, visit.actor, visit.now, district, page=page)
    if not found.dues:
        st.info(say("board-none"))
        return
    admin_style.tables()
    fragment.show(visit, "aed_board.html", columns=COLUMNS, rows=[(due, row(due)) for due in found.dues])
    turn_pages(page, has_more=found.has_more)
    if found.has_more:
        st.caption(say("board-file-note", most=MOST))
    st.download_button(
        say("board-download"),
        lambda: file_of(district),
        file_name="aed-dates.csv",
        mime="text/csv",
        icon=":material/download:",
        on_click="ignore",
        key="board_download",
    )
    st.download_button(
        say("board-calendar"),
        lambda: calendar_of(district),
        file_name="aed-dates.ics",
        mime="text/calendar",
        icon=":material/event:",
        on_click="ignore",
        key="board_calendar",
    )
    st.caption(say("board-calendar-help"))


shell.require_role(visit, Role.MANAGER, Role.ADMINISTRATOR)
st.title(say("board-title"), anchor=False)
st.caption(say("board-intro"))
with shell.guard():
    draw()
