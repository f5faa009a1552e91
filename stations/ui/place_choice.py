"""Choosing a time: a tap on a free one holds it while the form is filled in, a full one can be waited for."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from stations.actions.book import SessionView, held, hold
from stations.bookings import BookingView
from stations.errors import Code, StationsError
from stations.sessions import Slot
from stations.ui import session_words, shell
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
    chosen = st.radio(
        visit.say("book-slot"),
        list(options),
        format_func=lambda one: options.get(one, ""),
        index=None,
        key=SLOT,
        width="stretch",
        on_change=_hold_again,
        args=(visit.lang, view.session.id),
    )
    if TROUBLE in st.session_state:
        shell.show_problem(visit, st.session_state.pop(TROUBLE))
    if chosen is None:
        return None
    return _chosen(visit, view, chosen, party, kept, jurisdiction)


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
) -> dict[int, str]:
    """Return the choices in words by slot: those with room, and where there is a waiting list those without."""
    mine = kept.booking.slot_id if kept else None
    coming = [slot for slot in view.slots if slot.starts_at > visit.now]
    has_room = any(slot.free >= party or slot.id == mine for slot in coming)
    options = {} if has_room or not view.session.terms.has_waitlist else {ANY: visit.say("book-any-slot")}
    for slot in coming:
        words = _words(visit, slot, jurisdiction, has_room=slot.free >= party or slot.id == mine)
        if words and (slot.free >= party or slot.id == mine or view.session.terms.has_waitlist):
            options[slot.id] = words
    return options


def _words(visit: Visit, slot: Slot, jurisdiction: str, *, has_room: bool) -> str:
    if has_room:
        return session_words.slot_choice(visit, slot, jurisdiction)
    return visit.say("book-slot-wait", times=session_words.slot_span(slot, jurisdiction))


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
