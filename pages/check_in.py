"""Checking people in by the code or the QR on their phone: one after another, with the answer in large words."""

from __future__ import annotations

import streamlit as st

from stations.actions import clinic_list, desk
from stations.bookings import BookingView
from stations.errors import Refused
from stations.instants import local_date
from stations.roles import Role
from stations.sessions import SessionStatus
from stations.ui import check_in_result, desk_list, fragment, menu, qr_scanner, session_words, shell
from stations.words import pick

RESULT, TURN, TODAY = "checkin_result", "checkin_turn", "checkin_today"

visit = shell.open_page("checkin-title")
say = visit.say
shell.require_role(visit, Role.STAFF, Role.ADMINISTRATOR)
state = st.session_state


def check_in(text: str) -> None:
    """Check in whoever carries ``text`` and remember the answer for the screen."""
    found = desk.look_up(visit.db, visit.actor, text)
    view = None if isinstance(found, Refused) else found
    result = found if isinstance(found, Refused) else desk.check_in(visit.db, visit.actor, visit.now, found.booking.id)
    remember(result.booking.id if isinstance(result, BookingView) else "", view, result)


def remember(undo_id: str, view: BookingView | None, result: BookingView | Refused) -> None:
    version = result.booking.version if isinstance(result, BookingView) else 0
    refused = result if isinstance(result, Refused) else None
    card = check_in_result.words_of(visit, zone_of(view), view, refused)
    state[RESULT] = {"card": card, "undo": undo_id, "version": version}
    state[TURN] = state.get(TURN, 0) + 1


def zone_of(view: BookingView | None) -> str:
    return clinic_list.place(visit.db, visit.actor, view.session.station_id).jurisdiction if view else "CN"


def undo() -> None:
    given = state.pop(RESULT, None)
    if given is None:
        return
    now_visit = shell.begin()
    result = desk.undo(now_visit.db, now_visit.actor, now_visit.now, given["undo"], given["version"])
    if isinstance(result, Refused):
        state["checkin_problem"] = result
    else:
        st.toast(say("checkin-undone"), icon=":material/undo:")


def ask() -> str:
    """Draw the field and return what was entered, by hand or by the camera."""
    with st.form("checkin_form", clear_on_submit=True, border=False, enter_to_submit=True):
        typed = st.text_input(
            say("checkin-code"),
            key="checkin_code",
            placeholder=say("checkin-code-hint"),
            autocomplete="off",
            max_chars=400,
        )
        is_sent = st.form_submit_button(say("checkin-submit"), type="primary", width="stretch")
    return typed if is_sent and typed.strip() else ""


def answer() -> None:
    if "checkin_problem" in state:
        shell.show_problem(visit, state.pop("checkin_problem"))
    given = state.get(RESULT)
    if given is None:
        st.caption(say("checkin-intro"))
        return
    fragment.show(visit, "check_in_result.html", **given["card"])
    if given["undo"]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.caption(say("checkin-next"))
            st.button(say("checkin-undo"), on_click=undo, key="checkin_undo", type="tertiary", icon=":material/undo:")


def todays_sessions() -> None:
    mine = clinic_list.overview(visit.db, visit.actor, visit.now)
    rows = [
        {
            "id": one.session.id,
            "version": one.session.version,
            "title": pick(one.session.title, visit.lang),
            "badge": say("demo-badge") if one.session.is_demo else "",
            "lines": [session_words.when(visit, one.session, one.jurisdiction), pick(one.station_names, visit.lang)],
            "actions": [desk_list.action("open", say("clinics-to-roster"), "", f"/roster?session={one.session.id}")],
        }
        for one in (*mine.upcoming, *mine.past)
        if one.session.on_date == local_date(visit.now, one.jurisdiction)
        and one.session.status is SessionStatus.PUBLISHED
    ]
    group = {"heading": say("checkin-today"), "items": rows, "empty": say("checkin-today-none")}
    choice = desk_list.chosen(TODAY)
    if choice is not None:
        st.switch_page(menu.file_of("roster"), query_params={"session": choice.id})
    desk_list.show(TODAY, say("checkin-today"), [group | ({"text": say("checkin-by-name")} if rows else {})])


st.html("""<style>
[data-testid="InputInstructions"] { display: none; }
.st-key-checkin_code input { font-size: 2rem !important; letter-spacing: .12em; text-transform: uppercase; text-align: center;
  height: 64px; font-variant-numeric: tabular-nums; }
.st-key-checkin_code input::placeholder { letter-spacing: normal; font-size: 1.1rem; text-transform: none; }
.st-key-checkin_code [data-testid="stTextInputRootElement"] { min-height: 66px; height: 66px; }
[data-testid="stFormSubmitButton"] button { min-height: 56px; font-size: 1.15rem; }
</style>""")
st.title(say("checkin-title"))
top = st.container()
entered = ask()
scanned = qr_scanner.read()
if entered or scanned:
    check_in(entered or scanned)
with top:
    answer()
qr_scanner.show(visit, focus=state.get(TURN, 0))
todays_sessions()
