"""Booking a whole crew: its list is pasted or uploaded, looked at, booked, and each line is answered in a table."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from stations.actions import crew
from stations.actions.crew import CrewWish
from stations.bookings import CATEGORIES
from stations.crew import DONE, CrewAnswer, CrewLine, Outcome
from stations.crew_words import answer_words
from stations.errors import InvalidInput
from stations.exchange.crew_answers import crew_answers_xlsx
from stations.exchange.crew_file import MOST_BYTES, read_crew, read_crew_text
from stations.exchange.file_text import ENCODINGS
from stations.phones import REGIONS, readable
from stations.rosters import Roster
from stations.settings import settings
from stations.ui import fragment, session_words
from stations.ui.roster_forms import free_slots
from stations.ui.shell import Visit, show_problem

PREFIX = "rc_"
_LOOKED, _BOOKED = "_crew_looked", "_crew_booked"
_MOST_TYPED = 60_000
_SPREAD = 0


def book_crew(visit: Visit, found: Roster) -> None:
    """Draw the list's form and, once it was read, what becomes of each line."""
    say = visit.say
    slots = free_slots(visit, found)
    if not slots and not found.session.terms.has_waitlist:
        st.info(say("roster-slots-gone"))
        return
    st.caption(say("crew-intro"))
    pasted = st.text_area(
        say("crew-list"), key=f"{PREFIX}list", height=190, placeholder=say("crew-hint"), max_chars=_MOST_TYPED
    )
    upload = st.file_uploader(
        say("crew-file"), type=["csv", "txt", "tsv", "xlsx"], key=f"{PREFIX}_file", max_upload_size=MOST_BYTES >> 20
    )
    with st.container(horizontal=True):
        region = st.selectbox(
            say("crew-region"),
            list(REGIONS.values()),
            format_func=lambda one: say(f"roster-region-{one}"),
            key=f"{PREFIX}region",
            width=300,
        )
        encoding = _encoding(visit) if upload is not None and not upload.name.endswith(".xlsx") else None
    if st.button(say("crew-look"), type="primary", width="stretch", key="crew_look"):
        st.session_state.pop(_BOOKED, None)
        data = upload.getvalue() if upload is not None else None
        _read(visit, found, pasted or "", data, region, encoding)
    booked = st.session_state.get(_BOOKED)
    if booked and booked[0] == found.session.id:
        _answers(visit, found, booked[1], is_done=True)
    elif st.session_state.get(_LOOKED, ("",))[0] == found.session.id:
        _before(visit, found)


def _encoding(visit: Visit) -> str | None:
    return st.selectbox(
        visit.say("crew-encoding"),
        ENCODINGS,
        index=None,
        placeholder=visit.say("crew-encoding-auto"),
        key=f"{PREFIX}encoding",
        width=220,
    )


def _read(visit: Visit, found: Roster, pasted: str, data: bytes | None, region: str, encoding: str | None) -> None:
    """Read the file, or else what was pasted, and keep it in the visit until it is booked."""
    st.session_state.pop(_LOOKED, None)
    try:
        if data is not None and len(data) <= MOST_BYTES + 1:
            lines = read_crew(data, region, encoding)
        else:
            lines = read_crew_text(pasted, region)
    except InvalidInput as problem:
        show_problem(visit, problem)
        return
    st.session_state[_LOOKED] = (found.session.id, lines)


def _before(visit: Visit, found: Roster) -> None:
    lines: Sequence[CrewLine] = st.session_state[_LOOKED][1]
    looked = crew.look(visit.db, visit.actor, found.session.id, lines)
    ready = [one for one in looked if one.outcome is Outcome.READY]
    _answers(visit, found, looked, is_done=False)
    if not ready:
        return
    with st.form("roster_crew", border=False):
        wish = _wish(visit, found)
        people = sum(one.line.party for one in ready)
        if st.form_submit_button(visit.say("crew-book", count=people), type="primary", width="stretch"):
            _book(visit, found, lines, wish)


def _wish(visit: Visit, found: Roster) -> CrewWish:
    say, session = visit.say, found.session
    times = {_SPREAD: say("crew-spread")} | {
        slot.id: " · ".join(session_words.slot_choice(visit, slot, found.jurisdiction))
        for slot in free_slots(visit, found)
    }
    slot = st.selectbox(
        say("crew-when"), list(times), format_func=lambda one: times.get(one, str(one)), key=f"{PREFIX}slot"
    )
    category = st.selectbox(
        say("crew-category"),
        CATEGORIES,
        format_func=lambda one: say(f"category-{one}"),
        index=CATEGORIES.index("other"),
        key=f"{PREFIX}category",
    )
    waits = session.terms.has_waitlist and st.checkbox(say("crew-waits"), key=f"{PREFIX}waits")
    st.caption(say("privacy-summary", days=settings().retention_days))
    has_consented = st.checkbox(say("crew-consent"), key=f"{PREFIX}consent_{_turn()}")
    return CrewWish(int(slot or _SPREAD), bool(waits), category, has_consented, visit.lang)


def _turn() -> str:
    """Return what names the list that is on the screen: consent to one list is none to the next."""
    return hashlib.sha256(repr(st.session_state[_LOOKED][1]).encode()).hexdigest()[:12]


def _book(visit: Visit, found: Roster, lines: Sequence[CrewLine], wish: CrewWish) -> None:
    try:
        answers = crew.book_crew(visit.db, visit.actor, visit.now, found.session.id, lines, wish)
    except InvalidInput as problem:
        show_problem(visit, problem)
        return
    st.session_state[_BOOKED] = (found.session.id, answers)
    st.session_state.pop(_LOOKED, None)
    st.rerun()


def _answers(visit: Visit, found: Roster, answers: Sequence[CrewAnswer], *, is_done: bool) -> None:
    """Draw the table, those that need a hand first; offer it as a file once it is booked."""
    said = [(one, answer_words(one, visit.lang, found.jurisdiction), _tone(one)) for one in answers]
    said.sort(key=lambda row: row[2] != "wrong")
    wrong = sum(tone == "wrong" for *_, tone in said)
    good = sum(one.line.party for one in answers if one.outcome in (DONE if is_done else {Outcome.READY}))
    key = "crew-sum-after" if is_done else "crew-sum-before"
    counts = {"good": good, "wrong": wrong} | ({} if is_done else {"free": found.counts.free})
    (st.warning if wrong else st.success)(visit.say(key, **counts), icon=":material/groups:")
    fragment.show(visit, "crew_table.html", rows=said, phone=_shown)
    if is_done:
        if wrong:
            st.caption(visit.say("crew-correct"))
        st.download_button(
            visit.say("crew-download"),
            data=crew_answers_xlsx(answers, visit.lang, found.jurisdiction),
            file_name=f"crew-{found.session.on_date}.xlsx",
            mime="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            icon=":material/download:",
            on_click="ignore",
            key="crew_download",
        )


def _shown(phone: str) -> str:
    """Return a phone in groups, or as it was given where it cannot be read."""
    return readable(phone) if phone.startswith("+") and phone[1:].isdigit() else phone


def _tone(answer: CrewAnswer) -> str:
    if answer.outcome in (Outcome.WRONG, Outcome.REFUSED, Outcome.ENDED):
        return "wrong"
    return "ready" if answer.outcome is Outcome.READY else "done"
