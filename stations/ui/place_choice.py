"""Choosing a time: a tap on a free one holds it while the form is filled in, a full one can be waited for."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from stations.actions.book import SessionView
from stations.actions.holds import held, hold
from stations.bookings import BookingView
from stations.errors import Code, StationsError
from stations.sessions import Slot
from stations.ui import session_words, shell, slot_radio
from stations.ui.shell import Visit

ANY = 0
SLOT, PARTY, HELD, TROUBLE = "book_slot", "book_party", "hold", "_book_trouble"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen: a slot or, with ``slot`` None, any; whether it is waited for; and the place that is held."""

    slot: int
    is_wait: bool
    party: int
    held: BookingView | None


def choose(visit: Visit, view: SessionView, jurisdiction: str) -> Choice | None:
    """Draw the times, and the size of the group where groups may come; return what is chosen, None while nothing is."""
    kept = _kept(visit, view)
    if kept is not None and SLOT not in st.session_state:
        st.session_state[SLOT], st.session_state[PARTY] = kept.booking.slot_id, kept.booking.party
    party = _party(visit, view)
    options = _options(visit, view, jurisdiction, party, kept)
    if st.session_state.get(SLOT) not in options:
        st.session_state.pop(SLOT, None)
    chosen = slot_radio.show(visit.say("book-slot"), options, SLOT, _hold_again, (visit.lang, view.session.id))
    with st.container(
        key="book_note"
    ):  # always there: what follows must keep its place, or what is typed in it is lost
        if TROUBLE in st.session_state:
            shell.show_problem(visit, st.session_state.pop(TROUBLE))
        return None if chosen is None else _chosen(visit, view, chosen, party, kept, jurisdiction)


def _chosen(
    visit: Visit, view: SessionView, chosen: int, party: int, kept: BookingView | None, jurisdiction: str
) -> Choice:
    mine = kept if kept is not None and kept.booking.slot_id == chosen else None
    is_wait = mine is None and not any(slot.id == chosen and slot.free >= party for slot in view.slots)
    if mine is not None and mine.booking.expires_at is not None:
        until = session_words.clock(mine.booking.expires_at, jurisdiction)
        st.caption(visit.say("book-held", until=until))
    elif is_wait:
        st.info(visit.say("book-wait-how"))
    return Choice(chosen, is_wait, party, mine)


def _kept(visit: Visit, view: SessionView) -> BookingView | None:
    """Return the place that this window holds: its link is in the address, so that it outlives a reload."""
    token = shell.param(HELD)
    return held(visit.db, token, view.session.id) if token else None


def _party(visit: Visit, view: SessionView) -> int:
    most = view.session.terms.most_party
    if most == 1:
        return 1
    return int(
        st.number_input(
            visit.say("book-party"),
            min_value=1,
            max_value=most,
            key=PARTY,
            on_change=_hold_again,
            args=(visit.lang, view.session.id),
        )
    )


def _options(
    visit: Visit, view: SessionView, jurisdiction: str, party: int, kept: BookingView | None
) -> dict[int, tuple[str, str]]:
    """Return the choices in words by slot: those with room, and where there is a waiting list those without."""
    mine = kept.booking.slot_id if kept else None
    waits = view.session.terms.has_waitlist
    coming = [slot for slot in view.slots if slot.starts_at > visit.now]
    free = {slot.id for slot in coming if slot.free >= party or slot.id == mine}
    options = {ANY: (visit.say("book-any-slot"), visit.say("book-slot-wait"))} if waits and not free else {}
    return options | {
        slot.id: (session_words.slot_span(slot, jurisdiction), _words(visit, slot, party, is_mine=slot.id == mine))
        for slot in coming
        if waits or slot.id in free
    }


def _words(visit: Visit, slot: Slot, party: int, *, is_mine: bool) -> str:
    if is_mine:
        return visit.say("book-slot-mine")
    return visit.say("book-slot-left", free=slot.free) if slot.free >= party else visit.say("book-slot-wait")


def _hold_again(lang: str, session_id: str) -> None:
    """Hold what was just tapped in place of what was held; a full time holds nothing."""
    visit = shell.begin()
    slot, party = st.session_state.get(SLOT), int(st.session_state.get(PARTY, 1))
    before = shell.param(HELD)
    if not slot or visit.actor.is_signed_in:
        return
    try:
        result = hold(visit.db, visit.now, slot, lang, party=party, address=shell.client_address(), instead_of=before)
    except StationsError as problem:
        st.session_state[TROUBLE] = problem
        return
    if isinstance(result, BookingView):
        shell.set_params(hold=result.booking.token, session=session_id)
    elif result.code is not Code.SLOT_FULL:  # a full time is chosen to wait for it
        st.session_state[TROUBLE] = result
