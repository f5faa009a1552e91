"""The fast pages of one's own booking: look, cancel, move, and find it again by its code."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from starlette.responses import Response

from stations.actions import my_booking, waiting
from stations.actions.station import see
from stations.bookings import BookingStatus, BookingView, show_code
from stations.distance_words import ago
from stations.errors import Code, DatabaseUnavailable, Refused, StationsError
from stations.exchange.qr import qr_svg
from stations.instants import to_wall
from stations.notices import NoticeKind
from stations.phones import masked
from stations.sessions import Session, Slot
from stations.station import Station
from stations.web import problem
from stations.web.fast_booking import Choice, notice, slot_time
from stations.web.fast_page import Visit, page, refused_status, see_other
from stations.web.fast_station import event
from stations.web.visitor import client_address, site_address
from stations.words import explain

_CANCELLABLE = (BookingStatus.BOOKED, BookingStatus.PENDING, BookingStatus.WAITLIST)


@dataclass(frozen=True, slots=True)
class News:
    """A notice in words."""

    words: str
    ago: str
    is_new: bool
    is_bad: bool


def booking_page(visit: Visit) -> Response:
    """Answer ``GET /m/booking/TOKEN``; raises NotFound."""
    token = visit.part("token")
    mine = my_booking.open_booking(visit.db, token)
    if isinstance(mine, Refused):
        return problem.as_page(visit.request, mine)
    news = _news(visit, mine)
    if any(one.is_new for one in news):
        with suppress(DatabaseUnavailable):  # looking must work even where nothing can be saved
            my_booking.mark_seen(visit.db, visit.now, token)
    address = f"{site_address(visit.request)}/m/booking/{token}"
    return _page(
        visit,
        "m_booking.html",
        mine.view,
        news=news,
        address=address,
        qr=Markup(qr_svg(address)),
        next=_next(visit, mine),
    )


@dataclass(frozen=True, slots=True)
class Next:
    """What waits for the owner, in words: an offer, a place in the queue, the next date, a form that is not filled in."""

    words: str
    more: str
    do: str
    do_words: str
    dont_words: str


def _next(visit: Visit, mine: my_booking.MyBooking) -> Next | None:
    held = mine.view.booking
    if mine.replacement is not None and mine.replacement.booking.status is BookingStatus.PENDING:
        words = visit.say("my-replacement", when=_when(visit, mine.replacement))
        return Next(words, "", "replacement", visit.say("my-replacement-open"), "")
    if mine.waiting is not None:
        words = visit.say("my-waiting", position=mine.waiting.position)
        more = visit.say(f"my-waiting-{mine.waiting.reason}", free=mine.waiting.free)
        return Next(words, more, "", "", visit.say("my-leave"))
    if held.status is not BookingStatus.PENDING or held.expires_at is None:
        return None
    if not held.is_offer:
        return Next(visit.say("my-held"), "", "", "", "")
    station = see(visit.db, visit.now, mine.view.session.station_id).station
    until = f"{to_wall(held.expires_at, station.jurisdiction):%m-%d %H:%M}"
    more = visit.say("my-offer-until", until=until)
    words = visit.say("my-offer", when=_when(visit, mine.view))
    return Next(words, more, "accept", visit.say("my-accept"), visit.say("my-decline"))


def _when(visit: Visit, view: BookingView) -> str:
    station = see(visit.db, visit.now, view.session.station_id).station
    day = event(visit, view.session, station.jurisdiction).when
    return f"{day} · {slot_time(view.slot, station.jurisdiction)}" if view.slot else day


def accept_offer(visit: Visit) -> Response:
    """Answer ``POST /m/booking/TOKEN/accept``; a second tap finds it taken and shows just that."""
    result = waiting.accept(visit.db, visit.now, visit.part("token"))
    if isinstance(result, Refused):
        return problem.as_page(visit.request, result)
    return see_other(f"/m/booking/{visit.part('token')}")


def open_replacement(visit: Visit) -> Response:
    """Answer ``POST /m/booking/TOKEN/replacement``: go to the booking that was offered in place of a cancelled date."""
    link = my_booking.link_to_replacement(visit.db, visit.now, visit.part("token"))
    return problem.as_page(visit.request, link) if isinstance(link, Refused) else see_other(f"/m/booking/{link}")


def _news(visit: Visit, mine: my_booking.MyBooking) -> list[News]:
    bad = (NoticeKind.CANCELLED, NoticeKind.SESSION_CANCELLED, NoticeKind.TIME_GONE)
    newest_first = sorted(mine.notices, key=lambda one: one.id, reverse=True)
    return [
        News(
            visit.say(f"notice-{one.kind}"),
            ago(one.created_at, visit.now, visit.lang),
            one.told_at is None,
            one.kind in bad,
        )
        for one in newest_first
    ]


def _page(
    visit: Visit, template: str, view: BookingView, *, status: int = 200, trouble: str = "", **more: Any
) -> Response:
    station = see(visit.db, visit.now, view.session.station_id).station
    held = view.booking
    is_open = held.status is BookingStatus.BOOKED
    return page(
        visit,
        template,
        status=status,
        is_private=True,
        booking=held,
        phone=masked(held.phone),
        code=show_code(held.code),
        state=visit.say(f"booking-{held.status}"),
        is_open=is_open,
        is_going_on=view.is_going_on,
        is_waiting=held.status in (BookingStatus.PENDING, BookingStatus.WAITLIST),
        event=event(visit, view.session, station.jurisdiction),
        time=slot_time(view.slot, station.jurisdiction) if view.slot else "",
        station=station,
        trouble=trouble,
        twin=f"/booking?token={held.token}",
        **more,
    )


def _open(visit: Visit) -> BookingView | Response:
    mine = my_booking.open_booking(visit.db, visit.part("token"))
    return problem.as_page(visit.request, mine) if isinstance(mine, Refused) else mine.view


def confirm_cancelling(visit: Visit) -> Response:
    """Answer ``GET /m/booking/TOKEN/cancel`` with the question whether it is meant."""
    view = _open(visit)
    if isinstance(view, Response):
        return view
    if view.booking.status not in _CANCELLABLE:
        return see_other(f"/m/booking/{view.booking.token}")
    return _page(visit, "m_cancel.html", view)


def cancel_booking(visit: Visit) -> Response:
    """Answer ``POST /m/booking/TOKEN/cancel``; a second tap finds it cancelled and shows just that."""
    result = my_booking.cancel(visit.db, visit.now, visit.part("token"))
    if isinstance(result, BookingView):
        return see_other(f"/m/booking/{result.booking.token}")
    view = _open(visit)
    if isinstance(view, Response):
        return view
    if view.booking.status is BookingStatus.CANCELLED:
        return see_other(f"/m/booking/{view.booking.token}")
    return _page(visit, "m_cancel.html", view, status=refused_status(result), trouble=explain(visit.lang, result))


def choose_other_slot(visit: Visit) -> Response:
    """Answer ``GET /m/booking/TOKEN/move`` with the other slots."""
    view = _open(visit)
    if isinstance(view, Response):
        return view
    if view.booking.status is not BookingStatus.BOOKED:
        return see_other(f"/m/booking/{view.booking.token}")
    return _slots(visit, view)


def move_booking(visit: Visit) -> Response:
    """Answer ``POST /m/booking/TOKEN/move``; sent twice it moves once."""
    text = visit.one("slot")
    view = _open(visit)
    if isinstance(view, Response):
        return view
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        return _slots(visit, view, status=422, trouble=visit.say("m-choose-slot"))
    result: BookingView | Refused | StationsError = my_booking.move(visit.db, visit.now, view.booking.token, int(text))
    if isinstance(result, BookingView) or result.code is Code.SLOT_SAME:
        return see_other(f"/m/booking/{view.booking.token}")
    return _slots(visit, view, status=problem.status_of(result.code), trouble=explain(visit.lang, result))


def _slots(visit: Visit, view: BookingView, *, status: int = 200, trouble: str = "") -> Response:
    station: Station = see(visit.db, visit.now, view.session.station_id).station
    choices = [
        _other(visit, session, slot, station.jurisdiction, is_own=session.id == view.session.id)
        for session, slots in my_booking.other_dates(visit.db, visit.now, view)
        for slot in slots
    ]
    return _page(visit, "m_move.html", view, status=status, trouble=trouble, choices=choices)


def _other(visit: Visit, session: Session, slot: Slot, jurisdiction: str, *, is_own: bool) -> Choice:
    """A time to which a booking can be moved; one on another day says which."""
    day = "" if is_own else event(visit, session, jurisdiction).when
    return Choice(str(slot.id), slot_time(slot, jurisdiction), day or visit.say("m-slot-free", count=slot.free), "")


def bookings_page(visit: Visit) -> Response:
    """Answer ``GET /m/bookings``: the form that finds a booking by its code."""
    return _lookup(visit, visit.one("code")[:40])


def find_booking(visit: Visit) -> Response:
    """Answer ``POST /m/bookings``."""
    code, last_four = visit.one("code")[:40], visit.one("last_four")[:20]
    wrong = {
        name: visit.say("error-required")
        for name, text in (("code", code), ("last_four", last_four))
        if not text.strip()
    }
    if wrong:
        return _lookup(visit, code, last_four, wrong, 422)
    found = my_booking.find_by_code(visit.db, visit.now, code, last_four, client_address(visit.request))
    if isinstance(found, Refused):
        return _lookup(visit, code, last_four, {"": explain(visit.lang, found)}, refused_status(found))
    return see_other(f"/m/booking/{found}")


def _lookup(
    visit: Visit, code: str = "", last_four: str = "", wrong: dict[str, str] | None = None, status: int = 200
) -> Response:
    typed = {"code": code, "last_four": last_four}
    return page(
        visit, "m_bookings.html", status=status, is_private=True, typed=typed, wrong=wrong or {}, twin="/booking"
    )


def privacy_page(visit: Visit) -> Response:
    """Answer ``GET /m/privacy``."""
    return page(visit, "m_privacy.html", **notice(), twin="/privacy")
