"""A driver's own booking: by its link, or by its code and the last four digits of the phone."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from stations.actions import my_booking as booking_actions
from stations.actions.my_booking import MyBooking
from stations.actions.station import see
from stations.actions.waiting import accept
from stations.bookings import Booking, BookingStatus, BookingView, show_code
from stations.errors import NotFound, Refused, StationsError
from stations.phones import masked
from stations.queue import Waiting
from stations.sessions import SessionStatus, refuse_booking
from stations.station import Station
from stations.ui import fragment, link_row, menu, my_data_box, session_words, shell, slot_radio
from stations.ui.link_row import Link
from stations.words import pick

visit = shell.open_page("shell-menu-my-booking")
say = visit.say
NEW, TOLD = "_book_new", "_my_told"


def look_up() -> None:
    st.title(say("my-title"), anchor=False)
    st.markdown(say("my-how"))
    with st.form("my_form", border=False):
        code = st.text_input(say("my-code"), key="my_code", placeholder=say("my-code-hint"), max_chars=12)
        last_four = st.text_input(say("my-last-four"), key="my_last_four", max_chars=4, placeholder="0000")
        is_sent = st.form_submit_button(say("my-look"), type="primary", width="stretch", key="my_look")
    if is_sent:
        found = booking_actions.find_by_code(visit.db, visit.now, code, last_four, shell.client_address())
        if isinstance(found, Refused):
            shell.show_problem(visit, found)
        else:
            st.switch_page(menu.file_of("my_booking"), query_params={"token": found})


def when(view: BookingView, station: Station) -> str:
    if view.slot is None:
        return say("my-walk-in" if view.booking.is_walk_in else "my-wait-any")
    return session_words.slot_when(visit, view.slot, station.jurisdiction)


def notices(mine: MyBooking, station: Station) -> list[str]:
    return [
        say(
            "my-notice",
            when=session_words.day_and_clock(visit, one.created_at, station.jurisdiction),
            words=say(f"notice-{one.kind}"),
        )
        for one in mine.notices
    ]


def show(mine: MyBooking, station: Station) -> None:
    booking, session = mine.view.booking, mine.view.session
    st.title(say("my-title"), anchor=False)
    if st.session_state.get(NEW) == booking.token:
        st.success(say("book-done"))
    fragment.show(
        visit,
        "booking.html",
        title=pick(session.title, visit.lang),
        is_demo=session.is_demo,
        when=when(mine.view, station),
        station=pick(station.names, visit.lang),
        address=pick(station.address, visit.lang),
        who=visit.say("find-comma").join(about(booking)),
        status=status(mine.view),
        is_on=mine.view.is_going_on,
        tone=tone(mine.view),
        code=show_code(booking.code),
        qr=fragment.qr_source(address_of(booking.token)),
    )


def tone(view: BookingView) -> str:
    """How the state looks: on, waiting, or over."""
    if view.is_going_on:
        return "open"
    is_waiting = view.booking.status in (BookingStatus.PENDING, BookingStatus.WAITLIST)
    return "waiting" if is_waiting and view.session.status is SessionStatus.PUBLISHED else "closed"


def about(booking: Booking) -> list[str]:
    """Who it is for, as far as that is known."""
    party = say("my-party", party=booking.party) if booking.party > 1 else ""
    return [part for part in (booking.name, masked(booking.phone) if booking.phone else "", party) if part]


def status(view: BookingView) -> str:
    if view.session.status is SessionStatus.CANCELLED and view.booking.status is not BookingStatus.CANCELLED:
        return say("error-session-cancelled")
    return say(f"booking-{view.booking.status}")


def address_of(token: str) -> str:
    return f"{shell.site_address()}/booking?token={token}"


def links(view: BookingView) -> None:
    token = view.booking.token
    calendar = Link(say("book-calendar"), f"/calendar/booking/{token}.ics", icon="calendar", is_file=True)
    copy = Link(say("copy-link"), address_of(token), icon="share", is_copied=True)
    shown = [calendar, copy] if view.is_going_on else [copy]
    link_row.show(shown, label=say("book-link"), key="my_links", copied=say("copied"))
    st.page_link(menu.file_of("station"), label=say("my-station"), query_params={"station": view.session.station_id})


def next_step(mine: MyBooking, station: Station) -> None:
    """Show what its owner can do now, the thing they most likely came for first."""
    view, session = mine.view, mine.view.session
    booking = view.booking
    if mine.replacement is not None and mine.replacement.booking.status is BookingStatus.PENDING:
        replacement(mine.replacement, station)
    elif session.status is not SessionStatus.PUBLISHED:
        return
    elif booking.status is BookingStatus.PENDING:
        offer(view, station) if booking.is_offer else held(view)
    elif mine.waiting is not None:
        waiting(view, mine.waiting)
    elif (
        booking.status is BookingStatus.BOOKED and refuse_booking(session, view.slot, visit.now, is_staff=True) is None
    ):
        change(view, station)


def offer(view: BookingView, station: Station) -> None:
    until = view.booking.expires_at
    assert until is not None
    st.subheader(say("my-offer", when=when(view, station)), anchor=False)
    st.markdown(say("my-offer-until", until=session_words.day_and_clock(visit, until, station.jurisdiction)))
    if st.button(say("my-accept"), type="primary", width="stretch", key="my_accept"):
        act("my-accepted", lambda: accept(visit.db, visit.now, view.booking.token))
    if st.button(say("my-decline"), width="stretch", key="my_decline"):
        act("my-declined", lambda: booking_actions.cancel(visit.db, visit.now, view.booking.token))


def held(view: BookingView) -> None:
    st.info(say("my-held"))
    address = {"session": view.session.id, "hold": view.booking.token}
    st.page_link(menu.file_of("book"), label=say("my-held-on"), query_params=address)


def waiting(view: BookingView, stands: Waiting) -> None:
    st.subheader(say("my-waiting", position=stands.position), anchor=False)
    st.markdown(say(f"my-waiting-{stands.reason}", free=stands.free))
    if st.button(say("my-leave"), key="my_leave"):
        act("my-left", lambda: booking_actions.cancel(visit.db, visit.now, view.booking.token))


def replacement(view: BookingView, station: Station) -> None:
    st.subheader(say("my-replacement", when=when(view, station)), anchor=False)
    if st.button(say("my-replacement-open"), type="primary", width="stretch", key="my_replacement"):
        link = booking_actions.link_to_replacement(visit.db, visit.now, token)
        if isinstance(link, Refused):
            shell.show_problem(visit, link)
        else:
            st.switch_page(menu.file_of("my_booking"), query_params={"token": link})


def change(view: BookingView, station: Station) -> None:
    with st.expander(say("my-move")):
        move(view, station)
    with st.expander(say("my-cancel")):
        st.markdown(say("my-cancel-sure"))
        if st.button(say("my-cancel-do"), type="primary", key="my_cancel"):
            act("my-cancelled", lambda: booking_actions.cancel(visit.db, visit.now, view.booking.token))


def move(view: BookingView, station: Station) -> None:
    dates = {session.id: (session, slots) for session, slots in booking_actions.other_dates(visit.db, visit.now, view)}
    if not dates:
        st.markdown(say("my-move-none"))
        return
    day = next(iter(dates))
    if len(dates) > 1 or day != view.session.id:
        day = st.radio(
            say("my-move-date"),
            list(dates),
            format_func=lambda one: (
                session_words.when(visit, dates[one][0], station.jurisdiction) if one in dates else ""
            ),
            key="my_date",
        )
    choices = {slot.id: session_words.slot_choice(visit, slot, station.jurisdiction) for slot in dates[day][1]}
    chosen = slot_radio.show(say("my-move-to"), choices, "my_slot")
    if st.button(say("my-move-do"), disabled=chosen is None, key="my_move") and chosen is not None:
        act("my-moved", lambda: booking_actions.move(visit.db, visit.now, view.booking.token, chosen))


def act(told: str, do: Callable[[], BookingView | Refused]) -> None:
    try:
        result = do()
    except StationsError as problem:
        shell.show_problem(visit, problem)
        return
    if isinstance(result, Refused):
        shell.show_problem(visit, result)
        return
    st.session_state[TOLD] = told
    st.session_state.pop(NEW, None)
    st.rerun()


def open_by_link(token: str) -> None:
    try:
        mine = booking_actions.open_booking(visit.db, token)
    except NotFound as problem:
        mine = Refused(problem.code)
    if isinstance(mine, Refused):
        shell.show_problem(visit, mine)
        look_up()
        return
    station = see(visit.db, visit.now, mine.view.session.station_id).station
    show(mine, station)
    told = st.session_state.pop(TOLD, "")
    if told:
        st.success(say(told))
    if mine.view.is_going_on:
        links(mine.view)
        next_step(mine, station)
    else:
        next_step(mine, station)
        links(mine.view)
    fragment.show(visit, "notices.html", notices=notices(mine, station))
    my_data_box.show(visit, token)
    if any(one.told_at is None for one in mine.notices):
        booking_actions.mark_seen(visit.db, visit.now, token)


token = shell.param("token")
if token:
    open_by_link(token)
else:
    if st.session_state.pop(my_data_box.ERASED, False):
        st.success(say("mine-erased"))
    look_up()
