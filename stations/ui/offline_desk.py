"""Working without a network: taking the roster away as a page, and taking up what was ticked in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import streamlit as st

from stations.actions import desk, roster
from stations.bookings import BookingView
from stations.check_ins import LONGEST, TickAnswer, TickOutcome, read_ticks
from stations.errors import Code, InvalidInput
from stations.exchange.offline_roster import offline_roster
from stations.hours_words import when
from stations.instants import parse_instant, to_wall
from stations.rosters import Roster
from stations.ui import fragment
from stations.ui.roster_rows import name_of
from stations.ui.shell import Visit, show_problem
from stations.words import explain

_ANSWERS = "_offline_answers"


def show(visit: Visit, found: Roster) -> None:
    """Draw what is needed for a desk without a network, folded away until it is needed."""
    answers = st.session_state.get(_ANSWERS)
    with st.expander(visit.say("offline-desk"), icon=":material/cloud_off:", expanded=bool(answers)):
        st.caption(visit.say("offline-desk-how"))
        st.download_button(
            visit.say("offline-take"),
            data=lambda: _take(visit, found.session.id),
            file_name=f"roster-{found.session.on_date}.html",
            mime="text/html",
            icon=":material/download:",
            on_click="ignore",
            key="to_offline",
        )
        with st.form("offline_ticks", border=False, clear_on_submit=True):
            upload = st.file_uploader(
                visit.say("offline-upload"), type=["json", "txt"], max_upload_size=1, key="offline_file"
            )
            pasted = st.text_area(visit.say("offline-paste"), height=80, max_chars=LONGEST, key="offline_paste")
            if st.form_submit_button(visit.say("offline-take-up"), width="stretch"):
                data = upload.getvalue() if upload is not None else b""
                _take_up(visit, data.decode("utf-8", "replace") or pasted)
        if answers:
            _show_answers(visit, found, answers)


def _take(visit: Visit, session_id: str) -> bytes:
    now = datetime.now(UTC)
    return offline_roster(roster.take_offline(visit.db, visit.actor, now, session_id), visit.lang, now)


def _take_up(visit: Visit, text: str) -> None:
    try:
        ticks = read_ticks(text)
    except InvalidInput as problem:
        show_problem(visit, problem)
        return
    st.session_state[_ANSWERS] = desk.take_up(visit.db, visit.actor, visit.now, ticks)
    st.rerun()


def _show_answers(visit: Visit, found: Roster, answers: Sequence[TickAnswer]) -> None:
    counted = {outcome: sum(one.outcome is outcome for one in answers) for outcome in TickOutcome}
    words = visit.say(
        "offline-sums",
        taken=counted[TickOutcome.TAKEN],
        already=counted[TickOutcome.ALREADY],
        conflicts=counted[TickOutcome.CONFLICT],
    )
    (st.warning if counted[TickOutcome.CONFLICT] else st.success)(words, icon=":material/how_to_reg:")
    rows = [_row(visit, found, one) for one in answers]
    fragment.show(visit, "tick_table.html", rows=sorted(rows, key=lambda row: row["tone"] != "conflict"))
    st.button(visit.say("offline-seen"), on_click=_forget, key="offline_seen")


def _forget() -> None:
    st.session_state.pop(_ANSWERS, None)


def _row(visit: Visit, found: Roster, answer: TickAnswer) -> dict[str, str]:
    return {
        "name": name_of(visit, answer.view.booking) if answer.view else "—",
        "time": f"{to_wall(answer.tick.at, found.jurisdiction):%H:%M}",
        "words": _words(visit, found, answer),
        "tone": str(answer.outcome),
    }


def _words(visit: Visit, found: Roster, answer: TickAnswer) -> str:
    if answer.refused is None:
        return visit.say(f"offline-{answer.outcome}")
    ended_at = answer.refused.args.get("at")
    if answer.refused.code is Code.BOOKING_ENDED and ended_at:
        told = when(parse_instant(str(ended_at)), visit.now, visit.lang, found.jurisdiction)
        return visit.say("offline-conflict-ended", when=told, status=_status(visit, answer.view))
    return explain(visit.lang, answer.refused)


def _status(visit: Visit, view: BookingView | None) -> str:
    return visit.say(f"booking-{view.booking.status}") if view is not None else ""
