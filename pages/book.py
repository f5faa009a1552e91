"""Book a place at a session: choose a time, say who is coming, accept the privacy notice."""

from __future__ import annotations

import secrets

import streamlit as st

from stations.actions.book import Request, SessionView, book, see_session
from stations.actions.station import see
from stations.booking_form import mistakes
from stations.bookings import CATEGORIES, NAME_LENGTH, BookingView
from stations.errors import InvalidInput, Refused, StationsError
from stations.sessions import Slot, refuse_booking
from stations.station import JURISDICTIONS, Station
from stations.ui import fragment, menu, privacy_words, session_words, shell
from stations.ui.plain_text import plain
from stations.ui.session_facts import facts_of
from stations.words import explain, pick

visit = shell.open_page("shell-menu-book")
say = visit.say
KEY, NEW = "_book_request_key", "_book_new"


def request_key(session_id: str) -> str:
    """One key for one form, however often it is sent: a second tap gets the booking of the first."""
    kept: tuple[str, str] | None = st.session_state.get(KEY)
    if kept is None or kept[0] != session_id:
        kept = (session_id, f"page-{secrets.token_urlsafe(16)}")
        st.session_state[KEY] = kept
    return kept[1]


def facts(view: SessionView, station: Station) -> None:
    told = facts_of(visit, view.session, station.jurisdiction)
    st.title(plain(say("book-title", title=told.title)), anchor=False)
    fragment.show(visit, "session.html", session=told, with_title=False)
    st.page_link(
        menu.file_of("station"),
        label=plain(say("book-at", station=pick(station.names, visit.lang))),
        query_params={"station": station.id},
    )


def closed(view: SessionView, free: list[Slot]) -> str:
    """The key of the reason why nothing can be booked any more, "" while it can."""
    refused = refuse_booking(view.session, None, visit.now)
    if refused is not None:
        return {"session-cancelled": "book-cancelled", "session-past": "book-over"}.get(
            refused.code, "error-session-closed"
        )
    return "" if free else "book-full"


def form(view: SessionView, station: Station, free: list[Slot]) -> Request | None:
    slots = {slot.id: session_words.slot_choice(visit, slot, station.jurisdiction) for slot in free}
    full = [slot for slot in view.slots if not slot.free and slot.starts_at > visit.now]
    default_region = "HK" if visit.lang == "zh-Hant" else "CN"
    with st.form("book_form", border=False):
        chosen = st.radio(
            say("book-slot"),
            list(slots),
            format_func=lambda one: slots.get(one, ""),
            index=None,
            key="book_slot",
            width="stretch",
        )
        if full:
            times = say("find-comma").join(session_words.slot_span(slot, station.jurisdiction) for slot in full)
            st.caption(say("book-slots-full", times=times))
        if visit.actor.is_signed_in:
            st.info(say("book-staff-note"))
        name = st.text_input(say("book-name"), key="book_name", max_chars=NAME_LENGTH, autocomplete="name")
        region = st.radio(
            say("book-region"),
            JURISDICTIONS,
            format_func=lambda code: say(f"book-region-{code}"),
            index=JURISDICTIONS.index(default_region),
            horizontal=True,
            key="book_region",
        )
        phone = st.text_input(say("book-phone"), key="book_phone", max_chars=30, autocomplete="tel")
        category = st.pills(
            say("book-category"), CATEGORIES, format_func=lambda code: say(f"category-{code}"), key="book_category"
        )
        st.caption(privacy_words.summary(visit))
        with st.expander(say("book-privacy")):
            st.markdown(privacy_words.notice(visit))
        has_consented = st.checkbox(say("privacy-consent"), key="book_consent")
        is_sent = st.form_submit_button(say("book-submit"), type="primary", width="stretch", key="book_submit")
    if not is_sent:
        return None
    key = request_key(view.session.id)
    wrong = told_wrong(chosen, mistakes(name, phone, region, category or "", has_consented=has_consented))
    if wrong or chosen is None or category is None:
        st.error("  \n".join(wrong))
        return None
    return Request(chosen, name, phone, category, has_consented, visit.lang, region, request_key=key)


def told_wrong(chosen: int | None, wrong: dict[str, InvalidInput]) -> list[str]:
    """Every mistake of the form as a sentence, a line each."""
    missing = {"category": say("book-choose-category")}
    sentences = [missing.get(field) or explain(visit.lang, error) for field, error in wrong.items()]
    return [say("book-choose-slot"), *sentences] if chosen is None else sentences


def send(request: Request) -> None:
    try:
        result = book(visit.db, visit.actor, visit.now, request, shell.client_address())
    except StationsError as problem:
        shell.show_problem(visit, problem)
        return
    if isinstance(result, Refused):
        shell.show_problem(visit, result)
        return
    arrive(result)


def arrive(view: BookingView) -> None:
    st.session_state.pop(KEY, None)
    st.session_state[NEW] = view.booking.token
    st.switch_page(menu.file_of("my_booking"), query_params={"token": view.booking.token})


def came_back(token: str) -> None:
    """Say where the booking is: the browser's Back leaves the new booking's link in this page's address."""
    st.info(say("book-already"))
    st.page_link(menu.file_of("my_booking"), label=say("shell-menu-my-booking"), query_params={"token": token})


session_id = shell.param("session")
if not session_id and shell.param("token"):
    came_back(shell.param("token"))
    st.stop()
if not session_id:
    st.info(say("book-none-chosen"))
    st.page_link(menu.file_of("find"), label=say("shell-menu-find"))
    st.stop()
view = see_session(visit.db, session_id)
station = see(visit.db, visit.now, view.session.station_id).station
free = [slot for slot in view.slots if slot.free and slot.starts_at > visit.now]
facts(view, station)
reason = closed(view, free)
if reason:
    st.warning(say(reason))
else:
    request = form(view, station, free)
    if request is not None:
        send(request)
