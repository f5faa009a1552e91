"""Forms beside the roster: book for somebody, take in a walk-in, move or cancel a booking. A form keeps what is not stored yet."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from stations.actions import desk, roster
from stations.actions.book import Request
from stations.actions.desk import WalkIn
from stations.bookings import CATEGORIES, Booking, BookingStatus, BookingView, can_check_in_at, show_code
from stations.errors import InvalidInput, Refused
from stations.phones import REGIONS
from stations.rosters import Roster
from stations.sessions import Slot
from stations.settings import settings
from stations.ui import flash, question_fields, session_words
from stations.ui.roster_rows import name_of
from stations.ui.shell import Visit, show_problem

_BOOK, _WALK_IN, _CREW, _PERSON, _BOOKED = "rb_", "rw_", "rc_", "_roster_person", "_roster_booked"


@dataclass(frozen=True, slots=True)
class _Given:
    name: str
    region: str
    phone: str
    category: str
    has_consented: bool


def keep() -> None:
    """Keep what was typed into a form that is not on the screen at the moment."""
    for name in list(st.session_state):
        # what was uploaded cannot be kept so: Streamlit refuses to set a file
        if isinstance(name, str) and name.startswith((_BOOK, _WALK_IN, _CREW)) and not name.endswith("_file"):
            st.session_state[name] = st.session_state[name]


def _prefix(form: str) -> str:
    """Return the prefix of the form's keys, which is new after each time it was stored: so the browser empties it."""
    return f"{form}{st.session_state.get(f'_turn_{form}', 0)}_"


def _empty(form: str) -> None:
    for name in list(st.session_state):
        if isinstance(name, str) and name.startswith(form):
            del st.session_state[name]
    st.session_state[f"_turn_{form}"] = st.session_state.get(f"_turn_{form}", 0) + 1


def _request_key(prefix: str) -> str:
    """Return the key of this form's request: two taps on its button are one request."""
    return str(st.session_state.setdefault(f"{prefix}request", uuid.uuid4().hex))


def free_slots(visit: Visit, found: Roster, without: int | None = None) -> list[Slot]:
    """Return the slots that can still be booked, but for ``without``."""
    slots = [part.slot for part in found.slots if part.slot.id != without]
    return [slot for slot in slots if slot.free and slot.starts_at > visit.now]


def _slot_box(visit: Visit, found: Roster, slots: list[Slot], label: str, key: str) -> int | None:
    words = {slot.id: session_words.slot_span(slot, found.jurisdiction) for slot in slots}
    hint = visit.say("roster-choose-slot" if slots else "roster-move-none")
    return st.selectbox(
        visit.say(label),
        list(words),
        format_func=lambda one: words.get(one, str(one)),
        index=None,
        placeholder=hint,
        key=key,
    )


def _details(visit: Visit, prefix: str, phone_label: str) -> _Given:
    say = visit.say
    name = st.text_input(say("roster-name"), key=f"{prefix}name", max_chars=60)
    with st.container(horizontal=True):
        region = st.selectbox(
            say("roster-region"),
            list(REGIONS.values()),
            format_func=lambda one: say(f"roster-region-{one}"),
            key=f"{prefix}region",
            width=180,
        )
        phone = st.text_input(say(phone_label), key=f"{prefix}phone", max_chars=40)
    category = st.selectbox(
        say("roster-category"),
        CATEGORIES,
        format_func=lambda one: say(f"category-{one}"),
        index=None,
        placeholder=say("roster-category-hint"),
        key=f"{prefix}category",
    )
    st.caption(say("privacy-summary", days=settings().retention_days))
    has_consented = st.checkbox(say("roster-consent"), key=f"{prefix}consent")
    return _Given(name, region, phone, category or "", has_consented)


def _attempt(visit: Visit, work: Callable[[], BookingView | Refused]) -> BookingView | None:
    try:
        result = work()
    except InvalidInput as problem:
        show_problem(visit, problem)
        return None
    if isinstance(result, Refused):
        show_problem(visit, result)
        return None
    return result


def book_for_somebody(visit: Visit, found: Roster) -> None:
    """Draw the form that books a slot for a driver, and say the code once it is done."""
    if st.session_state.get(_BOOKED):
        st.success(st.session_state[_BOOKED], icon=":material/check_circle:")
        st.button(visit.say("roster-book-another"), on_click=_forget_booked, key="roster_another", width="stretch")
        return
    st.caption(visit.say("roster-book-intro"))
    slots = free_slots(visit, found)
    if not slots:
        st.info(visit.say("roster-slots-gone"))
        return
    with st.form("roster_book", border=False):
        slot = _slot_box(visit, found, slots, "roster-slot", f"{_prefix(_BOOK)}slot")
        given = _details(visit, _prefix(_BOOK), "roster-phone-optional")
        answers = question_fields.ask(visit, found.session.questions)
        if st.form_submit_button(visit.say("roster-book-submit"), type="primary", width="stretch"):
            _book(visit, found, slot, given, answers)


def _forget_booked() -> None:
    st.session_state.pop(_BOOKED, None)


def _book(visit: Visit, found: Roster, slot: int | None, given: _Given, answers: dict[str, str]) -> None:
    if slot is None:
        st.error(visit.say("roster-choose-slot"))
        return
    request = Request(
        slot_id=slot,
        name=given.name,
        phone=given.phone,
        category=given.category,
        has_consented=given.has_consented,
        lang=visit.lang,
        region=given.region,
        request_key=_request_key(_prefix(_BOOK)),
        answers=answers,
    )
    view = _attempt(visit, lambda: roster.book_for(visit.db, visit.actor, visit.now, request))
    if view is None:
        st.session_state.pop(f"{_prefix(_BOOK)}request", None)
        return
    time = session_words.slot_span(view.slot, found.jurisdiction) if view.slot else ""
    words = {"name": name_of(visit, view.booking), "time": time, "code": show_code(view.booking.code)}
    st.session_state[_BOOKED] = visit.say("roster-did-book", **words)
    _empty(_BOOK)
    st.rerun()


def walk_in(visit: Visit, found: Roster) -> None:
    """Draw the form that takes in somebody without a booking."""
    st.caption(visit.say("roster-walk-in-intro"))
    if not can_check_in_at(found.session, visit.now):
        st.info(visit.say("roster-walk-in-opens"))
        return
    free = found.counts.walk_ins_free
    st.markdown(f"**{visit.say('roster-walk-ins-left', free=free) if free else visit.say('roster-walk-ins-none')}**")
    with st.form("roster_walk_in", border=False):
        given = _details(visit, _prefix(_WALK_IN), "roster-phone-optional")
        if st.form_submit_button(
            visit.say("roster-walk-in-submit"), type="primary", width="stretch", disabled=not free
        ):
            _walk_in(visit, found, given)


def _walk_in(visit: Visit, found: Roster, given: _Given) -> None:
    arrival = WalkIn(
        session_id=found.session.id,
        name=given.name,
        phone=given.phone,
        category=given.category,
        has_consented=given.has_consented,
        lang=visit.lang,
        region=given.region,
        request_key=_request_key(_prefix(_WALK_IN)),
    )
    view = _attempt(visit, lambda: desk.walk_in(visit.db, visit.actor, visit.now, arrival))
    if view is None:
        st.session_state.pop(f"{_prefix(_WALK_IN)}request", None)
        return
    _empty(_WALK_IN)
    flash.later(visit.say("roster-did-walk-in", name=name_of(visit, view.booking)))
    st.rerun()


def open_person(booking_id: str) -> None:
    """Show on the next run what can be changed about a booking."""
    st.session_state[_PERSON] = booking_id


def _close_person() -> None:
    st.session_state.pop(_PERSON, None)


def person(visit: Visit, found: Roster) -> None:
    """Draw the dialog of the booking that was opened, if one was."""
    people = (*found.listed, *(queued.booking for queued in found.waiting))
    one = next((each for each in people if each.id == st.session_state.get(_PERSON)), None)
    if one is None:
        _close_person()
        return
    st.dialog(name_of(visit, one), on_dismiss=_close_person)(_change)(visit, found, one)


def _change(visit: Visit, found: Roster, one: Booking) -> None:
    if one.status is BookingStatus.BOOKED:  # who waits, or has not accepted yet, has nothing to move
        _move(visit, found, one)
        st.divider()
    is_sure = st.checkbox(visit.say("roster-cancel-sure"), key=f"roster_sure_{one.id}")
    if st.button(visit.say("roster-cancel-booking"), disabled=not is_sure, width="stretch"):
        cancelled = roster.cancel_for(visit.db, visit.actor, visit.now, one.id, one.version)
        is_waiting = one.status is BookingStatus.WAITLIST
        _settle(visit, found, cancelled, "roster-did-leave" if is_waiting else "roster-did-cancel")


def _move(visit: Visit, found: Roster, one: Booking) -> None:
    slots = free_slots(visit, found, without=one.slot_id)
    slot = _slot_box(visit, found, slots, "roster-move-to", f"roster_slot_{one.id}")
    if st.button(visit.say("roster-move"), type="primary", disabled=slot is None, width="stretch") and slot is not None:
        moved = roster.move_for(visit.db, visit.actor, visit.now, one.id, slot, one.version)
        _settle(visit, found, moved, "roster-did-move")


def _settle(visit: Visit, found: Roster, result: BookingView | Refused, key: str) -> None:
    if isinstance(result, Refused):
        show_problem(visit, result)
        return
    time = session_words.slot_span(result.slot, found.jurisdiction) if result.slot else ""
    flash.later(visit.say(key, name=name_of(visit, result.booking), time=time))
    _close_person()
    st.rerun()
