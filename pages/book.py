"""Book a place at a session: choose a time, say who is coming, accept the privacy notice."""

from __future__ import annotations

import secrets

import streamlit as st

from stations.actions.book import Request, SessionView, book, see_session, wait
from stations.actions.holds import confirm
from stations.actions.phone_codes import is_asked, send_code
from stations.actions.station import see
from stations.booking_form import mistakes
from stations.bookings import CATEGORIES, EMAIL_LENGTH, NAME_LENGTH, BookingView
from stations.errors import Code, InvalidInput, Refused, StationsError
from stations.instants import parse_instant
from stations.sessions import refuse_booking, refuse_by_window
from stations.station import JURISDICTIONS, Station
from stations.ui import fragment, menu, place_choice, privacy_words, question_fields, session_words, shell
from stations.ui.place_choice import Choice
from stations.ui.plain_text import plain
from stations.ui.session_facts import facts_of
from stations.words import explain, pick

visit = shell.open_page("shell-menu-book")
say = visit.say
KEY, NEW, AT_ONCE = "_book_request_key", "_book_new", "book_at_once"


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


def closed(view: SessionView) -> str:
    """Why nothing can be booked or waited for, in words; "" while it can."""
    refused = refuse_booking(view.session, None, visit.now)
    if refused is None and not visit.actor.is_signed_in:
        refused = refuse_by_window(view.session, visit.now)
    if refused is not None:
        return why(refused)
    coming = [slot for slot in view.slots if slot.starts_at > visit.now]
    is_hopeless = not any(slot.free for slot in coming) and not view.session.terms.has_waitlist
    return say("book-full") if is_hopeless or not coming else ""


def why(refused: Refused) -> str:
    if refused.code is Code.BOOKING_NOT_OPEN:
        opens_at = parse_instant(str(refused.args["at"]))
        return say("book-opens", when=session_words.day_and_clock(visit, opens_at, station.jurisdiction))
    keys = {Code.SESSION_CANCELLED: "book-cancelled", Code.SESSION_PAST: "book-over"}
    return say(keys.get(refused.code, f"error-{refused.code}"))


def form(view: SessionView, choice: Choice | None) -> Request | None:
    default_region = "HK" if visit.lang == "zh-Hant" else "CN"
    with st.form("book_form", border=False):
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
        phone_code, wants_code = ask_for_code()
        answers = question_fields.ask(visit, view.session.questions)
        email = st.text_input(
            say("book-email"),
            key="book_email",
            max_chars=EMAIL_LENGTH,
            autocomplete="email",
            help=say("book-email-why"),
        )
        is_wait = choice is not None and choice.is_wait
        st.caption(privacy_words.summary(visit))
        with st.expander(say("book-privacy")):
            st.markdown(privacy_words.notice(visit))
        with st.container():  # always there, so that what follows keeps its place
            if is_wait:
                st.checkbox(say("book-wait-at-once"), key=AT_ONCE)
        has_consented = st.checkbox(say("privacy-consent"), key="book_consent")
        words = say("book-wait-submit") if is_wait else say("book-submit")
        is_sent = st.form_submit_button(words, type="primary", width="stretch", key="book_submit")
    if wants_code:
        send_phone_code(phone, region)
    if not is_sent:
        return None
    key = request_key(view.session.id)
    told = mistakes(
        name,
        phone,
        region,
        category or "",
        has_consented=has_consented,
        email=email,
        questions=view.session.questions,
        answers=answers,
    )
    wrong = told_wrong(choice, told)
    if wrong or choice is None or category is None:
        st.error("  \n".join(wrong))
        return None
    return Request(
        choice.slot,
        name,
        phone,
        category,
        has_consented,
        visit.lang,
        region,
        request_key=key,
        email=email,
        party=choice.party,
        answers=answers,
        phone_code=phone_code,
    )


def ask_for_code() -> tuple[str, bool]:
    """Draw the input of the one-time code, where the site asks for one; return it, and whether one is to be sent."""
    if not is_asked(visit.actor):
        return "", False
    typed = st.text_input(say("book-code"), key="book_phone_code", max_chars=12, autocomplete="one-time-code")
    return typed, st.form_submit_button(say("book-code-send"), key="book_send_code")


def send_phone_code(phone: str, region: str) -> None:
    try:
        refused = send_code(visit.db, visit.now, phone, region, visit.lang, shell.client_address())
    except StationsError as problem:
        shell.show_problem(visit, problem)
        return
    if refused is not None:
        shell.show_problem(visit, refused)
    else:
        st.success(say("book-code-sent"))


def told_wrong(choice: Choice | None, wrong: dict[str, InvalidInput]) -> list[str]:
    """Every mistake of the form as a sentence, a line each."""
    missing = {"category": say("book-choose-category")}
    sentences = [missing.get(field) or sentence(field, error) for field, error in wrong.items()]
    return [say("book-choose-slot"), *sentences] if choice is None else sentences


def sentence(field: str, error: InvalidInput) -> str:
    asked = next((one for one in view.session.questions if f"answer-{one.id}" == field), None)
    words = explain(visit.lang, error)
    return f"{plain(pick(asked.words, visit.lang))}: {words}" if asked else words


def send(choice: Choice, request: Request) -> None:
    try:
        result = carry_out(choice, request)
    except StationsError as problem:
        shell.show_problem(visit, problem)
        return
    if isinstance(result, Refused):
        shell.show_problem(visit, result)
        return
    arrive(result)


def carry_out(choice: Choice, request: Request) -> BookingView | Refused:
    address = shell.client_address()
    if choice.is_wait:
        return wait(
            visit.db,
            visit.actor,
            visit.now,
            view.session.id,
            request,
            accepts_at_once=bool(st.session_state.get(AT_ONCE)),
            address=address,
        )
    if choice.held is not None:
        return confirm(visit.db, visit.now, choice.held.booking.token, request, address)
    return book(visit.db, visit.actor, visit.now, request, address)


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
facts(view, station)
reason = closed(view)
if reason:
    st.warning(reason)
else:
    choice = place_choice.choose(visit, view, station.jurisdiction)
    request = form(view, choice)
    if request is not None and choice is not None:
        send(choice, request)
